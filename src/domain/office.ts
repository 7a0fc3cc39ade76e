import type { Instant } from "../core/clock.ts";
import { addDays, dateIn, instantAt, plainTime, type Zone } from "../core/dates.ts";
import { addWorkingDays, isWorkingDay, type WorkCalendar } from "./calendar.ts";
import type { Settings } from "./settings.ts";

const HOUR = 3_600_000;

/** When an office is at work: the calendar, the zone and the hours of a day. */
export interface Office {
  readonly calendar: WorkCalendar;
  readonly zone: Zone;
  readonly hours: Settings["hours"];
}
const spansOf = ({ from, pauseFrom, pauseTo, to }: Office["hours"]) => [
  [plainTime(from), plainTime(pauseFrom)] as const,
  [plainTime(pauseTo), plainTime(to)] as const,
];

/** Hours of office time from one instant to another, at a place and on its calendar. */
export const workingHours = (office: Office, from: Instant, to: Instant): number => {
  let sum = 0;
  const last = dateIn(office.zone, to);
  for (let day = dateIn(office.zone, from); day <= last; day = addDays(day, 1)) {
    if (!isWorkingDay(office.calendar, day).value) continue;
    for (const [opens, closes] of spansOf(office.hours)) {
      const start = Math.max(instantAt(day, opens, office.zone).getTime(), from.getTime());
      const end = Math.min(instantAt(day, closes, office.zone).getTime(), to.getTime());
      sum += Math.max(0, end - start);
    }
  }
  return sum / HOUR;
};

/** The instant at which so many hours of office time have passed: the inverse of workingHours. */
export const afterWorkingHours = (office: Office, from: Instant, hours: number): Instant => {
  let left = Math.round(hours * HOUR);
  for (let day = dateIn(office.zone, from); ; day = addDays(day, 1)) {
    if (!isWorkingDay(office.calendar, day).value) continue;
    for (const [opens, closes] of spansOf(office.hours)) {
      const start = Math.max(instantAt(day, opens, office.zone).getTime(), from.getTime());
      const length = Math.max(0, instantAt(day, closes, office.zone).getTime() - start);
      if (left <= length) return new Date(start + left);
      left -= length;
    }
  }
};

/** The end of work on the `days`-th working day after the day of an instant. */
export const endOfWorkingDay = ({ calendar, zone, hours }: Office, from: Instant, days: number): Instant =>
  instantAt(addWorkingDays(calendar, dateIn(zone, from), days).value, plainTime(hours.to), zone);
