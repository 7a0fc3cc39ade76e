import { Temporal } from "temporal-polyfill";
import type { Instant } from "./clock.ts";

declare const brand: unique symbol;

/** A calendar day without time or zone, `YYYY-MM-DD`. Compares correctly with `<` and `>`. */
export type PlainDate = string & { readonly [brand]: "PlainDate" };
/** A wall-clock time, `HH:mm`. */
export type PlainTime = string & { readonly [brand]: "PlainTime" };
/** An IANA time zone, such as `Asia/Shanghai`. */
export type Zone = string & { readonly [brand]: "Zone" };
/** 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** @throws RangeError when the text is not a day of the calendar ("2026-02-30"). */
export const plainDate = (text: string): PlainDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(`not a date: ${text}`);
  return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() as PlainDate;
};

/** `undefined` when the text is not a day of the calendar. */
export const parsePlainDate = (text: string): PlainDate | undefined => {
  try {
    return plainDate(text);
  } catch {
    return undefined;
  }
};

/** @throws RangeError unless the text is `HH:mm`. */
export const plainTime = (text: string): PlainTime => {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new RangeError(`not a time: ${text}`);
  return text as PlainTime;
};

/** Zones that were found to exist: asking the platform takes longer than anything else on the way to an answer. */
const knownZones = new Set<string>();

/** @throws RangeError when the platform does not know the zone. */
export const zone = (name: string): Zone => {
  if (!knownZones.has(name)) {
    new Intl.DateTimeFormat("en", { timeZone: name });
    knownZones.add(name);
  }
  return name as Zone;
};

const zoned = (instant: Instant, where: Zone) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(where);

export const dateIn = (where: Zone, instant: Instant): PlainDate =>
  zoned(instant, where).toPlainDate().toString() as PlainDate;
export const timeIn = (where: Zone, instant: Instant): PlainTime =>
  zoned(instant, where).toPlainTime().toString({ smallestUnit: "minute" }) as PlainTime;

/** The instant of a wall-clock time in a zone; a time that daylight saving skips moves forward. */
export const instantAt = (date: PlainDate, time: PlainTime, where: Zone): Instant =>
  new Date(Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(where).epochMilliseconds);

export const addDays = (date: PlainDate, days: number): PlainDate =>
  Temporal.PlainDate.from(date).add({ days }).toString() as PlainDate;
/** The 31st plus one month is the last day of that month. */
export const addMonths = (date: PlainDate, months: number): PlainDate =>
  Temporal.PlainDate.from(date).add({ months }).toString() as PlainDate;
/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days;
/** Years beyond which a day is taken for a slip: nothing people plan or remember at work is so far away. */
const FARTHEST_YEARS = 20;
/** Whether a day is too far from today to be meant: "0206-11-23", "9999-12-31". */
export const isFarAway = (date: PlainDate, today: PlainDate): boolean =>
  Math.abs(Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(date), { largestUnit: "year" }).years) >=
  FARTHEST_YEARS;
export const weekday = (date: PlainDate): Weekday => Temporal.PlainDate.from(date).dayOfWeek as Weekday;
export const dateParts = (date: PlainDate): { year: number; month: number; day: number } => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});
export const dateOf = (year: number, month: number, day: number): PlainDate =>
  Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString() as PlainDate;
export const firstOfMonth = (date: PlainDate): PlainDate => `${date.slice(0, 8)}01` as PlainDate;

/** What a `date` column takes and gives: midnight UTC of that day. Only stores use these two. */
export const toColumn = (date: PlainDate): Date => new Date(`${date}T00:00:00Z`);
export const fromColumn = (date: Date): PlainDate => date.toISOString().slice(0, 10) as PlainDate;

const DAY_NAMES = {
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  zh: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
} as const;
export const sayWeekday = (day: Weekday, language: "en" | "zh"): string => DAY_NAMES[language][day - 1] ?? "";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A day as people say it: "Wed 2 Dec", "周三 12月2日"; with the year when it is not `today`'s. */
export const sayDate = (date: PlainDate, language: "en" | "zh", today: PlainDate): string => {
  const { year, month, day } = dateParts(date);
  const otherYear = year !== dateParts(today).year;
  const name = DAY_NAMES[language][weekday(date) - 1];
  if (language === "zh") return `${name} ${otherYear ? `${year}年` : ""}${month}月${day}日`;
  return `${name} ${day} ${MONTHS[month - 1]}${otherYear ? ` ${year}` : ""}`;
};

/** A day without its weekday: "22 Dec", "12月22日". */
export const sayDay = (date: PlainDate, language: "en" | "zh", today: PlainDate): string =>
  sayDate(date, language, today).split(" ").slice(1).join(" ");

/** "Nov 2026", "2026年11月". */
export const sayMonth = (date: PlainDate, language: "en" | "zh"): string => {
  const { year, month } = dateParts(date);
  return language === "zh" ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
};

/** An instant as people of that zone say it: "20 Nov 09:12", "11月20日 09:12". */
export const sayInstant = (instant: Instant, language: "en" | "zh", where: Zone): string => {
  const { month, day, hour, minute } = zoned(instant, where);
  const date = language === "zh" ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`;
  return `${date} ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
};
