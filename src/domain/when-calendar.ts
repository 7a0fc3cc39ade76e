import {
  addDays,
  addMonths,
  dateOf,
  dateParts,
  daysBetween,
  firstOfMonth,
  type PlainDate,
  weekday,
} from "../core/dates.ts";

/**
 * What a piece of text says about a day: the day itself, or one of two when the text leaves open whether it looks ahead
 * ("see him on Friday") or back ("met him on Friday"). Null: there is no such day ("30 Feb").
 */
export interface Meant {
  readonly ahead: PlainDate | null;
  readonly behind: PlainDate | null;
  /** Only a weekday was said, of whichever week. */
  readonly weekday?: boolean;
  /** It can be read in two ways ("2/12"): whoever wrote it has to be asked. The days are those ahead. */
  readonly either?: readonly [PlainDate, PlainDate];
}

/** A way of saying a day; `mean` gets the match and today. Undefined: it is no day after all. */
export interface Rule {
  readonly pattern: RegExp;
  mean(said: RegExpMatchArray, today: PlainDate): Meant | undefined;
}

/** A month and day without a year this recently past is taken for a slip, not for next year. Days. */
const SLIP = 60;

export const certain = (date: PlainDate | null): Meant => ({ ahead: date, behind: date });

/** Null when the calendar has no such day. */
export function dayOrNull(year: number, month: number, day: number): PlainDate | null {
  try {
    return dateOf(year, month, day);
  } catch {
    return null;
  }
}

/** A month and day whose year is not said: the coming one (also one that is just past: a slip), or the last one. */
export function dayOfSomeYear(month: number, day: number, today: PlainDate): Meant {
  const { year } = dateParts(today);
  const years = [year - 1, year, year + 1].map((one) => dayOrNull(one, month, day));
  // 29 February is a day of some year only.
  if (month === 2 && day === 29 && years.every((one) => one === null)) return certain(null);
  const days = years.filter((one) => one !== null);
  const ahead = days.find((one) => daysBetween(one, today) <= SLIP) ?? null;
  const behind = days.findLast((one) => one <= today) ?? null;
  return { ahead, behind };
}

/** A day whose month is not said: the coming one or the last one. */
export function dayOfSomeMonth(day: number, today: PlainDate): Meant {
  if (day < 1 || day > 31) return certain(null);
  const months = [-2, -1, 0, 1, 2].map((away) => addMonths(firstOfMonth(today), away));
  const days = months.map((first) => dayIn(first, day)).filter((one) => one !== null);
  return { ahead: days.find((one) => one >= today) ?? null, behind: days.findLast((one) => one <= today) ?? null };
}

/** A day of the month that lies `away` months from this one; null when that month lacks it. */
export const dayOfMonth = (away: number, day: number, today: PlainDate): PlainDate | null =>
  dayIn(addMonths(firstOfMonth(today), away), day);

const dayIn = (first: PlainDate, day: number): PlainDate | null => {
  const { year, month } = dateParts(first);
  return dayOrNull(year, month, day);
};

export const lastOfMonth = (away: number, today: PlainDate): PlainDate =>
  addDays(addMonths(firstOfMonth(today), away + 1), -1);

/** A weekday of the week that lies `away` weeks from this one. Weeks begin on Monday, in both languages. */
export const dayOfWeek = (away: number, day: number, today: PlainDate): PlainDate =>
  addDays(today, 1 - weekday(today) + away * 7 + day - 1);

/** A weekday whose week is not said: the next one after today, or the last one (today counts). */
export const dayOfSomeWeek = (day: number, today: PlainDate): Meant => ({
  ahead: addDays(today, ((day - weekday(today) + 6) % 7) + 1),
  behind: addDays(today, -((weekday(today) - day + 7) % 7)),
  weekday: true,
});
