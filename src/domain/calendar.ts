import china from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { addDays, dateParts, daysBetween, firstOfMonth, type PlainDate, weekday } from "../core/dates.ts";
import { type Weekend, weekendOf } from "./weekend.ts";

/** A year that an admin entered whole, so that it counts as announced: its days win over what is announced. */
export interface EnteredYear {
  /** ISO 3166: whose holidays they are. Elsewhere they are none. */
  readonly country: string;
  readonly year: number;
  /** Holidays that fall on a weekday. */
  readonly off: readonly string[];
  /** Weekend days that are worked (调休). */
  readonly working: readonly string[];
}

/** How an organization tells working days from others. */
export interface WorkCalendar {
  /** Days of the week that are free in its country. */
  readonly weekend: Weekend;
  /** Days that differ from the week: true is worked. */
  readonly differs: ReadonlyMap<string, boolean>;
  /** False: the holidays of that year are not known, so any answer about it leaves out weekends only. */
  announced(year: number): boolean;
}

/**
 * An answer counted on the calendar. When `announced` is false it touches a year whose holidays nobody has published
 * yet: then only weekends were left out, and whoever shows the value says so.
 */
export interface Counted<T> {
  readonly value: T;
  readonly announced: boolean;
}

// chinese-days' own isWorkday silently calls 1 January of a year not yet announced a working day, and reads its dates
// in the process's time zone; its data has neither fault.
const CHINA_DAYS = new Map([
  ...Object.keys(china.holidays).map((day) => [day, false] as const),
  ...Object.keys(china.workdays).map((day) => [day, true] as const),
]);
const CHINA_YEARS = new Set(
  Object.keys(china.holidays)
    .filter((day) => day.slice(5) === "10-01")
    .map((day) => Number(day.slice(0, 4))),
);

/**
 * The calendar of a country (ISO 3166). China's holidays and make-up days are known for the years announced, those of
 * every other country once an admin has entered them. A year entered whole is as it was entered.
 */
export const calendarOf = (country: string, entered: readonly EnteredYear[] = []): WorkCalendar => {
  const own = entered.filter((each) => each.country === country);
  const years = new Set(own.map(({ year }) => year));
  const isEntered = (day: string) => years.has(Number(day.slice(0, 4)));
  const differs = new Map([
    ...(country === "CN" ? [...CHINA_DAYS].filter(([day]) => !isEntered(day)) : []),
    ...own.flatMap(({ off }) => off.map((day) => [day, false] as const)),
    ...own.flatMap(({ working }) => working.map((day) => [day, true] as const)),
  ]);
  const announced = (year: number) => (country === "CN" && CHINA_YEARS.has(year)) || years.has(year);
  return { weekend: weekendOf(country), differs, announced };
};

/** A day of the weekend, be it worked or not. */
export const isWeekend = ({ weekend }: Pick<WorkCalendar, "weekend">, date: PlainDate): boolean =>
  weekend.has(weekday(date));
const isWorked = (calendar: WorkCalendar, date: PlainDate): boolean =>
  calendar.differs.get(date) ?? !isWeekend(calendar, date);
const isAnnounced = (calendar: WorkCalendar, date: PlainDate): boolean =>
  calendar.differs.has(date) || calendar.announced(dateParts(date).year);

/** Whether people work on that day. */
export const isWorkingDay = (calendar: WorkCalendar, date: PlainDate): Counted<boolean> => ({
  value: isWorked(calendar, date),
  announced: isAnnounced(calendar, date),
});

/** The `count`-th working day after `date` (before it when negative); 0 is `date` itself, worked or not. */
export const addWorkingDays = (calendar: WorkCalendar, date: PlainDate, count: number): Counted<PlainDate> => {
  const step = count < 0 ? -1 : 1;
  let [day, left, announced] = [date, Math.abs(count), true];
  while (left > 0) {
    day = addDays(day, step);
    announced = announced && isAnnounced(calendar, day);
    if (isWorked(calendar, day)) left -= 1;
  }
  return { value: day, announced };
};

/** Working days after `from` up to and with `to`; negative when `to` is earlier. The inverse of addWorkingDays. */
export const workingDaysBetween = (calendar: WorkCalendar, from: PlainDate, to: PlainDate): Counted<number> => {
  const step = to < from ? -1 : 1;
  let [value, announced] = [0, true];
  for (let offset = 1; offset <= Math.abs(daysBetween(from, to)); offset += 1) {
    const day = addDays(from, offset * step);
    announced = announced && isAnnounced(calendar, day);
    if (isWorked(calendar, day)) value += step;
  }
  return { value, announced };
};

/** The `nth` (1, 2, …) working day of the month that `date` is in. */
export const nthWorkingDayOfMonth = (calendar: WorkCalendar, date: PlainDate, nth: number): Counted<PlainDate> =>
  addWorkingDays(calendar, addDays(firstOfMonth(date), -1), nth);
