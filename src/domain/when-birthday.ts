import { dateOf, dateParts, type PlainDate } from "../core/dates.ts";
import type { Language } from "../core/language.ts";
import { nextYearDay, sayLunar } from "./lunar.ts";
import { simplified } from "./simplified.ts";
import { dayOrNull } from "./when-calendar.ts";

/** A birthday as a calendar date, as far as it is known; a lunar one stays lunar. */
export interface Birthday {
  readonly calendar: "solar" | "lunar";
  readonly year: number | null;
  readonly month: number;
  /** Null where only the month is known. */
  readonly day: number | null;
  /** Of a lunar leap month (闰月). */
  readonly leap: boolean;
}

/** The calendar, before the date, inside or behind it: "1968-08-15（农历）", "1968年农历八月十五", "lunar 8-15". */
const LUNAR = /\s*[([]?\s*(?:农历|阴历|旧历|lunar)\s*[:：]?\s*[)\]]?\s*/iu;
const SOLAR = /\s*[([]?\s*(?:公历|阳历|新历|solar)\s*[:：]?\s*[)\]]?\s*/iu;
/** The heading of a column says that its dates are lunar; one that names both calendars says nothing of them. */
export const saysLunar = (heading: string): boolean => calendarIn(heading) === "lunar";
/** The one calendar that a heading names. */
export const calendarIn = (heading: string): Birthday["calendar"] | undefined => {
  const said = simplified(heading);
  const [lunar, solar] = [/农历|阴历|旧历|lunar/iu.test(said), /公历|阳历|新历|solar/iu.test(said)];
  return lunar === solar ? undefined : lunar ? "lunar" : "solar";
};
/** The calendar that a cell of its own names: 农历, 阴历生日, 公, lunar. */
export const calendarNamed = (cell: string): Birthday["calendar"] | undefined => {
  const said = simplified(cell.normalize("NFKC").toLowerCase()).replace(/\s|生日$|(?<=.)(?:calendar|birthday)$/gu, "");
  if (/^(?:[农阴旧夏]历?|lunar|chinese)$/u.test(said)) return "lunar";
  return /^(?:[公阳新西]历?|solar|gregorian|western)$/u.test(said) ? "solar" : undefined;
};

/** As it is said where only the month is known. */
const DAY_UNKNOWN = /\s*(?:\(哪天不详\)|, day unknown)$/iu;
const LEAP = /^leap\s+/iu;
const MONTHS = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];
const DIGITS = "一二三四五六七八九";
const ENGLISH_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** "正" "一" "十一" "腊" "8" → 1…12; NaN when it is no month. */
function monthOf(said: string): number {
  if (/^\d+$/.test(said)) return Number(said);
  if (said === "一") return 1;
  if (said === "十一" || said === "十二") return said === "十一" ? 11 : 12;
  const position = MONTHS.indexOf(said);
  return position < 0 ? Number.NaN : position + 1;
}

/** "初五" "十五" "廿三" "二十" "三十" "15" → 1…31; NaN when it is no day. */
function dayOf(said: string): number {
  if (/^\d+$/.test(said)) return Number(said);
  const [, tens = "", ones = ""] = /^(初|十|廿|卅|二十|三十)?([一二三四五六七八九十])?$/u.exec(said) ?? [];
  if (said === "初十") return 10;
  const base = { "": 0, 初: 0, 十: 10, 廿: 20, 二十: 20, 卅: 30, 三十: 30 }[tens] ?? 0;
  const value = base + (ones === "" ? 0 : DIGITS.indexOf(ones) + 1);
  return ones === "十" || value === 0 ? Number.NaN : value;
}

interface Parts {
  readonly year: string | undefined;
  readonly leap: boolean;
  readonly month: number;
  readonly day: number | null;
}

/** "八月", "1980年8月", "1980-08", "Aug 1980": the month, and of the day nothing. */
function monthAlone(text: string): Parts | undefined {
  const chinese = /^(?:(\d{4}|\d{2})\s*年)?\s*(闰)?(\d{1,2}|十[一二]|[一二三四五六七八九十正冬腊])月$/u.exec(text);
  if (chinese) return { year: chinese[1], leap: chinese[2] !== undefined, month: monthOf(chinese[3] ?? ""), day: null };
  const digits = /^(\d{4})[-/.](\d{1,2})$/.exec(text);
  if (digits) return { year: digits[1], leap: false, month: Number(digits[2]), day: null };
  const english = /^([a-z]{3,9})(?:,? (\d{4}))?$/i.exec(text);
  const numbered = /^month (\d{1,2})(?:, (\d{4}))?$/i.exec(text);
  if (numbered) return { year: numbered[2], leap: false, month: Number(numbered[1]), day: null };
  const month = english ? ENGLISH_MONTHS.indexOf((english[1] ?? "").slice(0, 3).toLowerCase()) + 1 : 0;
  return month === 0 ? undefined : { year: english?.[2], leap: false, month, day: null };
}

function partsOf(text: string): Parts | undefined {
  const chinese =
    /^(?:(\d{4}|\d{2})\s*年)?\s*(闰)?(\d{1,2}|十[一二]|[一二三四五六七八九十正冬腊])月\s*([\d]{1,2}|[初十廿卅二三一四五六七八九]{1,3})[日号]?$/u.exec(
      text,
    );
  if (chinese) {
    const [, year, leap, month = "", day = ""] = chinese;
    return { year, leap: leap !== undefined, month: monthOf(month), day: dayOf(day) };
  }
  const digits = /^(?:(\d{4}|\d{2})[-/.])?(\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (digits) {
    const [, year, month, day = ""] = digits;
    // "05-03-12" may begin with the day or the month as well.
    if (year?.length === 2 && Number(year) <= 31 && day.length === 2) return undefined;
    return { year, leap: false, month: Number(month), day: Number(day) };
  }
  const english =
    /^(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?:,? (\d{4}|\d{2}))?$/i.exec(
      text,
    );
  if (!english) return undefined;
  const month = ENGLISH_MONTHS.indexOf((english[2] ?? english[3] ?? "").slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? undefined : { year: english[5], leap: false, month, day: Number(english[1] ?? english[4]) };
}

/**
 * Reads "农历八月十五", "8-15", "1980-08-15", "8月15日", "闰六月初三", "15 Aug 1980", and a month alone: "8月", "农历八月".
 * Undefined: not understood; null: there is no such day, or it is still to come.
 * @param usual the calendar of a date that names none
 */
export function parseBirthday(
  typed: string,
  today: PlainDate,
  usual: Birthday["calendar"] = "solar",
): Birthday | null | undefined {
  const text = typed.normalize("NFKC").trim();
  const isSolar = SOLAR.test(text);
  const named = LUNAR.test(text) || (usual === "lunar" && !isSolar);
  const bare = text.replace(DAY_UNKNOWN, "").replace(LUNAR, "").replace(SOLAR, "").trim();
  const leap = LEAP.test(bare);
  // "lunar 8/15, 1968", as it is said.
  const plain = bare.replace(LEAP, "").replace(/^(\d{1,2}\/\d{1,2}), (\d{4})$/, named ? "$2/$1" : "$&");
  const parts = monthAlone(plain) ?? partsOf(plain);
  if (!parts || Number.isNaN(parts.month) || Number.isNaN(parts.day ?? 1)) return undefined;
  // Only lunar days and months are called so: 初五, 廿三, 正月, 腊月, 闰月.
  const lunar = named || leap || parts.leap || /[初廿卅正冬腊]/u.test(bare);
  const said = { ...parts, leap: leap || parts.leap };
  return lunar ? lunarBirthday(said, today) : solarBirthday(said, today);
}

/** One of two digits is the latest that is past. Null: too long ago to be meant, or in a year to come. */
function yearOf({ year, month, day }: Parts, today: PlainDate): number | null | undefined {
  if (year === undefined) return undefined;
  if (year.length === 2) {
    const now = dateParts(today);
    const passed = month < now.month || (month === now.month && (day ?? 1) <= now.day);
    const latest = Number(year) + 2000;
    return latest < now.year || (latest === now.year && passed) ? latest : latest - 100;
  }
  return Number(year) < 1900 || Number(year) > dateParts(today).year ? null : Number(year);
}

function lunarBirthday(parts: Parts, today: PlainDate): Birthday | null {
  const { month, day, leap } = parts;
  const year = yearOf(parts, today);
  if (year === null || month < 1 || month > 12 || (day ?? 1) < 1 || (day ?? 1) > 30) return null;
  return { calendar: "lunar", year: year ?? null, month, day, leap };
}

function solarBirthday(parts: Parts, today: PlainDate): Birthday | null {
  const { month, day } = parts;
  const year = yearOf(parts, today);
  const date = year === null ? null : dayOrNull(year ?? 2000, month, day ?? 1);
  if (date === null || (year !== undefined && date > today)) return null;
  return { calendar: "solar", year: year ?? null, month, day, leap: false };
}

/** One birthday of what two say of it; undefined where they differ, or there is no such day. */
export function bothBirthdays(one: Birthday, other: Birthday): Birthday | undefined {
  const differ = (a: number | null, b: number | null) => a !== null && b !== null && a !== b;
  const { calendar, month, leap } = one;
  if (calendar !== other.calendar || month !== other.month || leap !== other.leap) return undefined;
  if (differ(one.year, other.year) || differ(one.day, other.day)) return undefined;
  const both = { calendar, month, leap, year: one.year ?? other.year, day: one.day ?? other.day };
  const exists = calendar === "lunar" || dayOrNull(both.year ?? 2000, month, both.day ?? 1) !== null;
  return exists ? both : undefined;
}

/**
 * The next time a birthday comes, today included. Where only the month is known: the first day of that month, or today
 * while it lasts.
 */
export function nextBirthday(
  { calendar, month, day, leap }: Pick<Birthday, "calendar" | "month" | "day" | "leap">,
  today: PlainDate,
): { readonly on: PlainDate; readonly wholeMonth: boolean } {
  if (day !== null) return { on: nextYearDay({ calendar, month, day, leap }, today), wholeMonth: false };
  if (calendar === "solar") {
    const now = dateParts(today);
    if (now.month === month) return { on: today, wholeMonth: true };
    return { on: dateOf(now.month < month ? now.year : now.year + 1, month, 1), wholeMonth: true };
  }
  const first = nextYearDay({ calendar, month, day: 1, leap }, today);
  // Its last day comes sooner than its first: the month is under way.
  const last = nextYearDay({ calendar, month, day: 30, leap }, today);
  return { on: last < first ? today : first, wholeMonth: true };
}

/** As one types it into a form: `parseBirthday` reads it back. */
export function typedBirthday({ calendar, year, month, day, leap }: Birthday, language: Language): string {
  if (calendar === "lunar" && language === "zh") {
    return `农历${year === null ? "" : `${year}年`}${leap ? "闰" : ""}${month}月${day === null ? "" : `${day}日`}`;
  }
  const kind = calendar === "lunar" ? `lunar ${leap ? "leap " : ""}` : "";
  if (day !== null || year !== null) return `${kind}${[year, month, day].filter((part) => part !== null).join("-")}`;
  if (calendar === "lunar") return `${kind}month ${month}`;
  return language === "zh" ? `${month}月` : (MONTHS_SHORT[month - 1] ?? "");
}

const MONTHS_SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "农历八月十五", "1968年8月15日", "8月（哪天不详）"; "15 Aug 1968", "lunar 8/15", "Aug, day unknown". */
export const sayBirthday = (birthday: Birthday, language: Language): string =>
  language === "zh" ? inChinese(birthday) : inEnglish(birthday);

const UNKNOWN_DAY = { en: ", day unknown", zh: "（哪天不详）" };

function inChinese({ calendar, year, month, day, leap }: Birthday): string {
  const born = year === null ? "" : `${year}年`;
  if (calendar === "solar") return `${born}${month}月${day === null ? UNKNOWN_DAY.zh : `${day}日`}`;
  if (day !== null) return `${born}${sayLunar({ month, day, leap }, "zh")}`;
  return `${born}农历${leap ? "闰" : ""}${MONTHS[month - 1]}月${UNKNOWN_DAY.zh}`;
}

function inEnglish({ calendar, year, month, day, leap }: Birthday): string {
  const unknown = day === null ? UNKNOWN_DAY.en : "";
  if (calendar === "lunar") {
    const said = day === null ? `lunar ${leap ? "leap " : ""}month ${month}` : sayLunar({ month, day, leap }, "en");
    return `${said}${year === null ? "" : `, ${year}`}${unknown}`;
  }
  const parts = [day, MONTHS_SHORT[month - 1], year].filter((part) => part !== null);
  return `${parts.join(" ")}${unknown}`;
}
