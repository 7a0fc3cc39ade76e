import { dateParts, type PlainDate } from "../core/dates.ts";
import { dayOrNull } from "./when-calendar.ts";

/** A birthday as a calendar date: the year where it is known; a lunar one stays lunar. */
export interface Birthday {
  readonly calendar: "solar" | "lunar";
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  /** Of a lunar leap month (闰月). */
  readonly leap: boolean;
}

const LUNAR = /^(?:农历|阴历|旧历|lunar)\s*[:：]?\s*/iu;
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
  readonly day: number;
}

function partsOf(text: string): Parts | undefined {
  const chinese =
    /^(?:(\d{4})\s*年)?\s*(闰)?(\d{1,2}|十[一二]|[一二三四五六七八九十正冬腊])月\s*([\d]{1,2}|[初十廿卅二三一四五六七八九]{1,3})[日号]?$/u.exec(
      text,
    );
  if (chinese) {
    const [, year, leap, month = "", day = ""] = chinese;
    return { year, leap: leap !== undefined, month: monthOf(month), day: dayOf(day) };
  }
  const digits = /^(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (digits) return { year: digits[1], leap: false, month: Number(digits[2]), day: Number(digits[3]) };
  const english =
    /^(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?:,? (\d{4}))?$/i.exec(text);
  if (!english) return undefined;
  const month = ENGLISH_MONTHS.indexOf((english[2] ?? english[3] ?? "").slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? undefined : { year: english[5], leap: false, month, day: Number(english[1] ?? english[4]) };
}

/**
 * Reads "农历八月十五", "8-15", "1980-08-15", "8月15日", "闰六月初三", "15 Aug 1980". Undefined: not understood; null: there
 * is no such day, or it is still to come.
 */
export function parseBirthday(typed: string, today: PlainDate): Birthday | null | undefined {
  const text = typed.normalize("NFKC").trim();
  const named = LUNAR.test(text);
  const bare = text.replace(LUNAR, "").replace(/^(?:公历|阳历)\s*/u, "");
  const parts = partsOf(bare);
  if (!parts || Number.isNaN(parts.month) || Number.isNaN(parts.day)) return undefined;
  // Only lunar days and months are called so: 初五, 廿三, 正月, 腊月, 闰月.
  const lunar = named || parts.leap || /[初廿卅正冬腊]/u.test(bare);
  const year = parts.year === undefined ? null : Number(parts.year);
  const { month, day } = parts;
  if (year !== null && (year < 1900 || year > dateParts(today).year)) return null;
  if (lunar) {
    if (month < 1 || month > 12 || day < 1 || day > 30) return null;
    return { calendar: "lunar", year, month, day, leap: parts.leap };
  }
  const date = dayOrNull(year ?? 2000, month, day);
  if (date === null || (year !== null && date > today)) return null;
  return { calendar: "solar", year, month, day, leap: false };
}
