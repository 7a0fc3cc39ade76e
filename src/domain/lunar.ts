import { LunarDay, LunarMonth, LunarYear, SolarDay } from "tyme4ts";
import { dateOf, dateParts, type PlainDate } from "../core/dates.ts";

/** A day of the lunar calendar (农历), such as a birthday: month 1–12, day 1–30. */
export interface LunarDate {
  readonly month: number;
  readonly day: number;
  /** In the leap month (闰月) that follows the ordinary month of that number. */
  readonly leap: boolean;
}

/** A day of the year of either calendar. */
export type YearDay = { readonly calendar: "solar" | "lunar" } & LunarDate;

/** The solar day of a lunar date in a lunar year (named by the solar year in which it begins). */
export function lunarDayIn(year: number, { month, day, leap }: LunarDate): PlainDate {
  // The library counts a leap month as minus its number and throws where the year has no such month or the month no such day.
  const asked = leap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month;
  const last = LunarMonth.fromYm(year, asked).getDayCount();
  const solar = LunarDay.fromYmd(year, asked, Math.min(day, last)).getSolarDay();
  return dateOf(solar.getYear(), solar.getMonth(), solar.getDay());
}

/**
 * The first day on or after `from` on which a lunar date falls. A day 30 that the month lacks that year falls on its
 * 29th; a date of a leap month falls in the ordinary month of that number in years without that leap month.
 */
export function nextLunar(date: LunarDate, from: PlainDate): PlainDate {
  const { year } = dateParts(from);
  // A lunar year ends in the January or February after it.
  for (const lunarYear of [year - 1, year]) {
    const day = lunarDayIn(lunarYear, date);
    if (day >= from) return day;
  }
  return lunarDayIn(year + 1, date);
}

/**
 * The first day on or after `from` on which a solar date falls. 29 February falls on the 28th in common years: it stays
 * in its month, and a wish that comes a day early is better than one that comes a day late.
 */
export function nextSolar(
  { month, day }: { readonly month: number; readonly day: number },
  from: PlainDate,
): PlainDate {
  const { year } = dateParts(from);
  const inYear = (y: number) => dateOf(y, month, month === 2 && day === 29 && !isLeapYear(y) ? 28 : day);
  const here = inYear(year);
  return here >= from ? here : inYear(year + 1);
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const nextYearDay = (date: YearDay, from: PlainDate): PlainDate =>
  date.calendar === "lunar" ? nextLunar(date, from) : nextSolar(date, from);

/** Every date of either calendar that falls on that day: the inverse of `nextYearDay`. */
export function yearDaysOn(date: PlainDate): YearDay[] {
  const { year, month, day } = dateParts(date);
  const solar: YearDay[] = [{ calendar: "solar", month, day, leap: false }];
  if (month === 2 && day === 28 && !isLeapYear(year)) solar.push({ calendar: "solar", month: 2, day: 29, leap: false });
  return [...solar, ...lunarDatesOn(date).map((lunar): YearDay => ({ calendar: "lunar", ...lunar }))];
}

function lunarDatesOn(date: PlainDate): LunarDate[] {
  const { year, month, day } = dateParts(date);
  const lunar = SolarDay.fromYmd(year, month, day).getLunarDay();
  const inMonth = lunar.getLunarMonth();
  const leap = inMonth.isLeap();
  const number = Math.abs(lunar.getMonth());
  const isLast = lunar.getDay() === inMonth.getDayCount();
  const days = isLast && lunar.getDay() === 29 ? [29, 30] : [lunar.getDay()];
  const hasLeap = LunarYear.fromYear(lunar.getYear()).getLeapMonth() === number;
  const leaps = leap ? [true] : hasLeap ? [false] : [false, true];
  return days.flatMap((each) => leaps.map((isLeap) => ({ month: number, day: each, leap: isLeap })));
}

const MONTHS = "正二三四五六七八九十冬腊";
const TENS = ["初", "十", "廿", "三"];
const DIGITS = "十一二三四五六七八九";

/** "农历八月十五", "lunar 8/15". */
export function sayLunar({ month, day, leap }: LunarDate, language: "en" | "zh"): string {
  if (language === "en") return `lunar ${leap ? "leap " : ""}${month}/${day}`;
  const tens = day === 20 ? "二" : day === 10 ? "初" : TENS[Math.floor(day / 10)];
  return `农历${leap ? "闰" : ""}${MONTHS[month - 1]}月${tens}${DIGITS[day % 10]}`;
}
