import { addDays, daysBetween, type PlainDate } from "../../core/dates.ts";
import { addWorkingDays, isWorkingDay, type WorkCalendar } from "../../domain/calendar.ts";
import { yearDaysOn } from "../../domain/lunar.ts";

/** A month in which people have their birthday of whom only the month is known, and the day on which that is told. */
export interface BirthMonth {
  readonly calendar: "solar" | "lunar";
  readonly month: number;
  readonly leap: boolean;
  readonly on: PlainDate;
}

/** So long after it was due is it still told, after an outage or to who has just learned the month. Days. */
const TOLD_WITHIN = 7;

/**
 * The months whose birthdays are told on a working day: a month is told on its first working day, so that there is time
 * to find out the day.
 */
export function birthMonthsToldOn(day: PlainDate, { calendar }: { readonly calendar: WorkCalendar }): BirthMonth[] {
  if (!isWorkingDay(calendar, day).value) return [];
  const days = Array.from({ length: TOLD_WITHIN + 1 }, (_, back) => addDays(day, -back));
  const told = days.filter((each) => isWorkingDay(calendar, each).value);
  return told.flatMap((on) => {
    const since = addDays(addWorkingDays(calendar, on, -1).value, 1);
    const begun = Array.from({ length: daysBetween(since, on) + 1 }, (_, index) => addDays(since, index));
    return begun.flatMap((each) =>
      yearDaysOn(each)
        .filter((date) => date.day === 1)
        .map(({ calendar: kind, month, leap }) => ({ calendar: kind, month, leap, on })),
    );
  });
}
