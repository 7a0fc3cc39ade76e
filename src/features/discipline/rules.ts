import { addDays, type PlainDate, weekday } from "../../core/dates.ts";
import { isWorkingDay, type WorkCalendar } from "../../domain/calendar.ts";

/** What a member has logged and when they could: for the weeks that are looked at. */
export interface Logging {
  /** Days on which something was done that is logged. */
  readonly logged: ReadonlySet<PlainDate>;
  readonly away: ReadonlySet<PlainDate>;
  /** The day since when they are at work as a rep. */
  readonly since: PlainDate;
}

const WEEK = 7;
/** Weeks looked back at: longer holidays there are none. */
export const LOOK_BACK = 12;

export const mondayOf = (day: PlainDate): PlainDate => addDays(day, 1 - weekday(day));

const daysFrom = (monday: PlainDate): PlainDate[] => Array.from({ length: WEEK }, (_, index) => addDays(monday, index));

/** The days of a week on which something could have been logged. */
const workdaysIn = (monday: PlainDate, { away, since }: Logging, calendar: WorkCalendar): PlainDate[] =>
  daysFrom(monday).filter((day) => day >= since && !away.has(day) && isWorkingDay(calendar, day).value);

/** On how many working days of the week before that of `today` something was logged, and on how many it should have been. */
export function weekBefore(
  logging: Logging,
  {
    today,
    calendar,
    daysPerWeek,
  }: { readonly today: PlainDate; readonly calendar: WorkCalendar; readonly daysPerWeek: number },
): { readonly days: number; readonly of: number } {
  const workdays = workdaysIn(addDays(mondayOf(today), -WEEK), logging, calendar);
  return {
    days: workdays.filter((day) => logging.logged.has(day)).length,
    of: Math.min(daysPerWeek, workdays.length),
  };
}

export interface Silence {
  readonly weeks: number;
  /** The Monday it began with. */
  readonly since: PlainDate;
}

/**
 * The whole weeks in a row up to the last that passed without anything logged, when they are as many as the manager
 * hears of. A week nobody worked in, or that the person was away for, neither counts nor ends it.
 */
export function silenceOf(
  logging: Logging,
  {
    today,
    calendar,
    weeks: enough,
  }: { readonly today: PlainDate; readonly calendar: WorkCalendar; readonly weeks: number },
): Silence | undefined {
  let silence: Silence | undefined;
  const thisWeek = mondayOf(today);
  for (let back = 1; back <= LOOK_BACK; back++) {
    const monday = addDays(thisWeek, -WEEK * back);
    if (logging.since > monday || daysFrom(monday).some((day) => logging.logged.has(day))) break;
    if (workdaysIn(monday, logging, calendar).length === 0) continue;
    silence = { weeks: (silence?.weeks ?? 0) + 1, since: monday };
  }
  return silence && silence.weeks >= enough ? silence : undefined;
}

/** A week's first working day: on it one hears of the week before. */
export const opensWeek = (today: PlainDate, calendar: WorkCalendar): boolean =>
  daysFrom(mondayOf(today)).find((day) => isWorkingDay(calendar, day).value) === today;
