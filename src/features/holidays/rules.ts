import { z } from "zod";
import {
  addDays,
  dateParts,
  daysBetween,
  type PlainDate,
  type PlainTime,
  parsePlainDate,
  plainDate,
  plainTime,
} from "../../core/dates.ts";
import { type EnteredYear, isWeekend, isWorkingDay, type WorkCalendar } from "../../domain/calendar.ts";
import { festivalsBetween } from "../../domain/festivals.ts";

export const calendarYear = z.int().min(2000).max(2100);

/** The days of a year that differ from the week. */
export interface YearDays {
  readonly off: readonly PlainDate[];
  /** Weekend days that are worked. */
  readonly working: readonly PlainDate[];
}
/** Why a list cannot be taken as it is, with the piece of it that is meant. */
export interface ListProblem {
  readonly kind: "nothing" | "unclear" | "noDay" | "otherYear" | "backwards" | "weekday" | "both" | "tooMany";
  readonly piece: string;
}

/** A month and a day, or after another day only "、3日": of the same month. */
const DAY = String.raw`(?:(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]|[、,和及](?=\s*\d{1,2}\s*日))\s*(\d{1,2})\s*日?`;
const UNTIL = String.raw`\s*(?:至|到|[-~–—]|\bto\b|\bthrough\b)\s*(?:(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*)?(\d{1,2})\s*日?`;
/** A day or a range of days, or a word that says what they are. */
const TOKEN = new RegExp(
  `${DAY}(?:${UNTIL})?(?!\\d)|(放假|休息|休假|\\boff\\b|\\bholidays?\\b)|(上班|补班|\\bwork(?:ed|ing)?\\b)`,
  "giu",
);
/** Numbers that are no days: how many days, and the notice's own number and year. */
const NO_DAYS = /共?\s*\d+\s*天|[〔[(]?\d{4}[〕\])]?\s*(?:\d+\s*号|年)|\d+\s*days?\b/giu;
const WORD = /放假|休息|休假|上班|补班|\boff\b|\bholidays?\b|\bwork(?:ed|ing)?\b/iu;
/** When something was signed or published: a day written whole that says nothing of being off or worked. */
const PUBLISHED = /^\D*(\d{4})(?:年\d{1,2}月\d{1,2}日(?:\s*\d{1,2}:\d{2})?|-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2})\D*$/u;
const LONGEST = 31;
/** Days of a year that differ from the week, as many as can be entered. */
export const MOST_DAYS = 120;

/**
 * Reads a list of days, or the government's notice as it was published: "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）
 * 上班。", "2027-02-05 to 2027-02-11", "work: 2/14". Days without a word are days off; what stands in brackets is not
 * read, nor what is only recommended, nor when a notice was published: in a year before.
 */
export function readDays(
  typed: string,
  { year, ...calendar }: Pick<WorkCalendar, "weekend"> & { readonly year: number },
): YearDays | ListProblem {
  const plain = typed.normalize("NFKC").replace(/\([^)]*\)/g, "");
  const [off, working] = [new Set<PlainDate>(), new Set<PlainDate>()];
  for (const clause of plain.split(/[\n。;]|\.(?=\s|$)/)) {
    if (/鼓励/.test(clause) || (WORD.test(plain) && isPublished(clause, year))) continue;
    const read = readClause(clause.replace(/^\s*\d+[、)]/, ""), year);
    if ("kind" in read) return read;
    for (const day of read.off) off.add(day);
    for (const day of read.working) working.add(day);
  }
  return judged({ off: [...off].sort(), working: [...working].sort() }, calendar);
}

const isPublished = (clause: string, year: number): boolean =>
  !WORD.test(clause) && Number(PUBLISHED.exec(clause)?.[1] ?? year) < year;

/** Days as they can be entered. */
export const judged = (days: YearDays, calendar: Pick<WorkCalendar, "weekend">): YearDays | ListProblem => {
  const weekdays = days.working.find((day) => !isWeekend(calendar, day));
  if (weekdays) return { kind: "weekday", piece: weekdays };
  const both = days.off.find((day) => days.working.includes(day));
  if (both) return { kind: "both", piece: both };
  const count = days.off.length + days.working.length;
  if (count === 0) return { kind: "nothing", piece: "" };
  return count > MOST_DAYS ? { kind: "tooMany", piece: String(MOST_DAYS) } : days;
};

const readClause = (clause: string, year: number): YearDays | ListProblem => {
  const found = { off: [] as PlainDate[], working: [] as PlainDate[] };
  let [pending, mode]: [PlainDate[], keyof YearDays] = [[], "off"];
  let before: PlainDate | undefined;
  for (const token of clause.matchAll(TOKEN)) {
    const word = token[7] ? "off" : token[8] ? "working" : undefined;
    if (word === undefined) {
      const days = daysIn(token, { year, before });
      if ("kind" in days) return days;
      pending.push(...days);
      before = days.at(-1);
    } else if (pending.length > 0) {
      found[word].push(...pending);
      pending = [];
    } else mode = word;
  }
  found[mode].push(...pending);
  const rest = clause.replace(TOKEN, " ").replace(NO_DAYS, " ");
  return /\d/.test(rest) ? { kind: "unclear", piece: clause.trim().slice(0, 60) } : found;
};

const daysIn = (
  token: RegExpMatchArray,
  { year, before }: { readonly year: number; readonly before: PlainDate | undefined },
): PlainDate[] | ListProblem => {
  const [piece, ...parts] = token;
  const [y1 = String(year), m1, d1 = "", y2, m2, d2] = parts[1] ? parts : [...monthOf(before), ...parts.slice(2)];
  if (m1 === undefined) return { kind: "unclear", piece };
  const first = dayOf(y1, m1, d1);
  const last = d2 === undefined ? first : dayOf(y2 ?? y1, m2 ?? m1, d2);
  if (!first || !last) return { kind: "noDay", piece };
  const length = daysBetween(first, last);
  if (length < 0 || length > LONGEST) return { kind: "backwards", piece };
  const near = (day: PlainDate) => day >= `${year - 1}-12-20` && day <= `${year + 1}-01-10`;
  if (!near(first) || !near(last)) return { kind: "otherYear", piece };
  return Array.from({ length: length + 1 }, (_, index) => addDays(first, index));
};

const monthOf = (day: PlainDate | undefined) => [day?.slice(0, 4), day?.slice(5, 7)];

const dayOf = (year: string, month: string, day: string): PlainDate | undefined =>
  parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);

/** Days that follow each other, together: from, to. */
export const spansOf = (days: readonly PlainDate[]): (readonly [PlainDate, PlainDate])[] => {
  const spans: [PlainDate, PlainDate][] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
};

/** What is off and worked in a year as a calendar has it; only what differs from the week, and off days at weekends. */
export const yearIn = (calendar: WorkCalendar, year: number): YearDays => {
  const days = [...calendar.differs]
    .filter(([day]) => day.startsWith(`${year}-`))
    .map(([day, works]) => ({ day: plainDate(day), works }));
  const of = (kind: boolean) =>
    days
      .filter(({ works }) => works === kind)
      .map(({ day }) => day)
      .sort();
  return { off: of(false), working: of(true) };
};

/** Two years are the same when their marks are. */
export const markOf = ({ off, working }: YearDays): string =>
  [off, working]
    .map((days) => spansOf(days).map(([from, to]) => `${from.slice(5)}${from === to ? "" : `/${to.slice(5)}`}`))
    .join("|");

/** What was entered, with this as the whole of that year in its country. */
export const entered = (before: readonly EnteredYear[], one: EnteredYear): EnteredYear[] => {
  const outside = (days: readonly string[]) => days.filter((day) => !day.startsWith(`${one.year}-`));
  const others = before
    .filter(({ country, year }) => country !== one.country || year !== one.year)
    // Entered with a year beside it, they may have been days of this one.
    .map((each) =>
      each.country === one.country ? { ...each, off: outside(each.off), working: outside(each.working) } : each,
    );
  return [...others, one].sort((a, b) => a.country.localeCompare(b.country) || a.year - b.year);
};

/** Days whose being worked would change, each with what it becomes. */
export const changesTo = (
  calendar: WorkCalendar,
  wanted: WorkCalendar,
  year: number,
): { off: PlainDate[]; working: PlainDate[] } => {
  const all = Array.from({ length: 366 }, (_, index) => addDays(plainDate(`${year}-01-01`), index));
  const changed = all.filter((day) => isWorkingDay(calendar, day).value !== isWorkingDay(wanted, day).value);
  const works = (day: PlainDate) => isWorkingDay(wanted, day).value;
  return { off: changed.filter((day) => !works(day)), working: changed.filter(works) };
};

/** Festivals of the country that everybody has off there, and that a list leaves out: it is probably not whole. */
export const forgottenIn = (year: number, { off }: YearDays, country: string) => {
  const [from, to] = [plainDate(`${year}-01-01`), plainDate(`${year}-12-31`)];
  const OFF = new Set(["New Year", "Spring Festival", "Dragon Boat Festival", "Mid-Autumn Festival", "National Day"]);
  return festivalsBetween(from, to, { country, own: [] }).filter(
    ({ name, on }) => OFF.has(name.en) && !off.includes(on),
  );
};

/** The month from which the next year is asked for. */
const FROM_MONTH = 12;
const FROM: PlainTime = plainTime("09:00");

/**
 * The year whose holidays are to be asked for on a day: this one while it is not known, the next from December on. Only
 * on days that are probably worked.
 */
export const yearToAsk = (
  calendar: WorkCalendar,
  { today, time }: { readonly today: PlainDate; readonly time: PlainTime },
): number | undefined => {
  if (time < FROM || isWeekend(calendar, today) || !isWorkingDay(calendar, today).value) return undefined;
  const { year, month } = dateParts(today);
  if (!calendar.announced(year)) return year;
  return month >= FROM_MONTH && !calendar.announced(year + 1) ? year + 1 : undefined;
};
