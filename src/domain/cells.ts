import type { Instant } from "../core/clock.ts";
import { dateOf, dateParts, type PlainDate } from "../core/dates.ts";
import { type AmountProblem, type Currency, decimals, type Money, money, parseMoney, UNITS } from "../core/money.ts";

/** Which comes first in 4/1/2024, or in 24-7-8. */
export const DAY_ORDERS = ["month", "day", "year"] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** A day of the week and a time of day may follow; they are not kept. */
const TIME = String.raw`(?:[ ,]*\(?(?:星期|周)[一二三四五六日天]\)?)?(?:[ T,]+(?:[上下中]午|早上|晚上|凌晨)? ?\d{1,2}[:：时]\d{1,2}\S*(?: ?[ap]m)?)?`;
const YEAR_FIRST = new RegExp(
  String.raw`^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年 ?(\d{1,2})月 ?(\d{1,2})[日号]?|(\d{2})(\d{2}))${TIME}$`,
  "i",
);
/** Of which the first is a year only where all three are short. */
const ORDERED = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})${TIME}$`, "i");
const DAY_NAMED = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th)?[-/ ]?([a-z]{3,9})\.?,?[-/ ]?(\d{4}|\d{2})${TIME}$`,
  "i",
);
const MONTH_NAMED = new RegExp(String.raw`^([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})${TIME}$`, "i");
/** Days since 1900 as spreadsheets count them, from 1927 on: fewer would be any number. */
const SERIAL = /^([1-7]\d{4})(?:\.\d+)?$/;
const BEFORE_1900 = Date.UTC(1899, 11, 30);

/** Most cells with digits are flat as they are, and each is asked several things. */
const flat = (text: string): string =>
  /^[!-~]+$/.test(text) ? text : text.normalize("NFKC").replace(/\s+/g, " ").trim();
const century = (year: string): number => (year.length === 4 ? Number(year) : 2000 + Number(year));
const monthNamed = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

const dayOf = (year: number, month: number, day: number): PlainDate | undefined => {
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return year < 1 ? undefined : dateOf(year, month, day);
};

/**
 * The day a cell tells: 2024-04-01, 2024/4/1, 2024.4.1, 20240401, 2024年4月1日, 1 Apr 2024, Apr 1, 2024, 45383, or
 * 4/1/2024 and 24-7-8 in the order of their column.
 */
export const parseDay = (cell: string, order: DayOrder): PlainDate | undefined => {
  const text = flat(cell);
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [, year, ...rest] = first;
    const [month, day] = rest.filter((part) => part !== undefined);
    return dayOf(Number(year), Number(month), Number(day));
  }
  const ordered = ORDERED.exec(text);
  if (ordered) return inOrder(ordered, order);
  const named = DAY_NAMED.exec(text);
  if (named) return dayOf(century(named[3] ?? ""), monthNamed(named[2] ?? ""), Number(named[1]));
  const turned = MONTH_NAMED.exec(text);
  if (turned) return dayOf(Number(turned[3]), monthNamed(turned[1] ?? ""), Number(turned[2]));
  const serial = SERIAL.exec(text);
  if (!serial) return undefined;
  const date = new Date(BEFORE_1900 + Number(serial[1]) * 86_400_000);
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
};

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;
/** What a cell tells as an instant, as programs write it: 2026-11-20T23:30:00.000Z. Its day is another in another zone. */
export const parseInstant = (cell: string): Instant | undefined => {
  const text = flat(cell);
  if (!INSTANT.test(text)) return undefined;
  const instant = new Date(text.replace(" ", "T").replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
};

const inOrder = ([, a = "", , b = "", c = ""]: RegExpExecArray, order: DayOrder): PlainDate | undefined => {
  const [year, month, day] = { year: [a, b, c], month: [c, a, b], day: [c, b, a] }[order];
  if (year?.length === 1 || day?.length === 4) return undefined;
  return dayOf(century(year ?? ""), Number(month), Number(day));
};

/** A day of birth: a year of two digits is of the last hundred. */
export const parseDayOfBirth = (cell: string, order: DayOrder, today: PlainDate): PlainDate | undefined => {
  const day = parseDay(cell, order);
  if (day === undefined || day <= today || /\d{4}/.test(flat(cell))) return day;
  const { year, month, day: dayOfMonth } = dateParts(day);
  return dateOf(year - 100, month, dayOfMonth);
};

/** So far ahead nobody means what has been. */
const FAR_AHEAD = 20;
/** The day of 98-7-8, where that is read as one to come: of the century before, unless it may be a slip for a day soon. */
export const dayOfLastCentury = (cell: string, day: PlainDate, today: PlainDate): PlainDate | undefined => {
  const { year, month, day: dayOfMonth } = dateParts(day);
  if (/\d{4}/.test(flat(cell)) || year - dateParts(today).year <= FAR_AHEAD) return undefined;
  return dateOf(year - 100, month, dayOfMonth);
};

/** The orders in which a cell such as 13/4/2024 is a day; none when it is no such cell. */
export const dayOrdersOf = (cell: string): readonly DayOrder[] => {
  const match = ORDERED.exec(flat(cell));
  return match ? DAY_ORDERS.filter((order) => inOrder(match, order)) : [];
};

/** Why a cell is no amount: a range is two, and "120元" under a heading of 万元 names another unit than that. */
type CellProblem = Exclude<AmountProblem, "negative"> | "range" | "two_units";
const RANGE = /\d\D{0,3}[-−–—~至到]\D{0,3}\d/;
/** A minus before the digits, also after the sign of the currency. */
const BELOW_ZERO = /^([^\d\-−]*)[-−]([^\d\-−]*\d.*)$/;

/** As some programs write it: behind the digits. "5-" may be no more than a slip. */
const MINUS_BEHIND = /^([^\-−()]*\d[\d,]*\.\d{2})[-−]$/;
/** Zeros of units that a cell names, besides those that people type. */
const MORE_UNITS: Readonly<Record<string, number>> = { 百: 2, 千: 3, 十万: 5, 百万: 6, 千万: 7 };

/**
 * An amount of a cell: as people type it, and below zero as "-1,200", "1,200.00-" or "(1,200)"; rounded half away from zero.
 * @param zeros what the heading says one is: 4 under 万元. A cell that says 万 itself is not multiplied again
 */
export const parseAmount = (cell: string, code: Currency, zeros = 0): Money | CellProblem => {
  const text = flat(cell).replace(/\s/g, "").replace(MINUS_BEHIND, "-$1");
  if (RANGE.test(text)) return "range";
  const bracketed = /^\((.+)\)$/.exec(text)?.[1];
  const [, head = "", tail] = bracketed ? [] : (BELOW_ZERO.exec(text) ?? []);
  const bare = bracketed ?? (tail === undefined ? text : head + tail);
  const { zeros: own, more } = unitIn(bare);
  if (zeros > 0 && own !== undefined && own !== zeros) return "two_units";
  const shift = own === undefined ? zeros : more === undefined ? 0 : own;
  const digits = more === undefined ? bare : bare.replace(more, "");
  const parsed = parseMoney(rounded(digits, decimals(code) + shift), code, shift);
  if (parsed === "negative") return "not_a_number";
  if (typeof parsed === "string") return parsed;
  return bracketed || tail !== undefined ? money(-parsed.minor, code) : parsed;
};

interface Unit {
  readonly zeros: number | undefined;
  /** The unit, where it is none of those that people type. */
  readonly more?: string;
}
/** The zeros a cell names itself: 4 of "1.2万元", 0 of "120元"; undefined where it is but a number, or none, as "1千500". */
const unitIn = (text: string): Unit => {
  const [, theirs, typed] = /\d(?:([十百千]万|[百千])(?!.*\d)|([万亿]|[wk](?![a-z])))/i.exec(text) ?? [];
  const unit = theirs ?? typed;
  if (unit === undefined) return { zeros: /\d[元块圆]/.test(text) ? 0 : undefined };
  return theirs === undefined ? { zeros: UNITS[unit.toLowerCase()] } : { zeros: MORE_UNITS[unit], more: unit };
};

/** Digits beyond the smallest unit come from reckoning in the sheet; those of 万 and the like are left alone. */
const rounded = (text: string, places: number): string => {
  const match = /^(\D*)([\d,]*\d)\.(\d+)(?![\d万亿wk])/i.exec(text);
  if (!match) return text;
  const [whole, before = "", major = "", fraction = ""] = match;
  if (fraction.length <= places) return text;
  const scaled = BigInt(major.replaceAll(",", "") + fraction.slice(0, places));
  const digits = String(scaled + ((fraction[places] ?? "0") >= "5" ? 1n : 0n)).padStart(places + 1, "0");
  const at = digits.length - places;
  return `${before}${digits.slice(0, at)}${places > 0 ? `.${digits.slice(at)}` : ""}${text.slice(whole.length)}`;
};

/** Behind a landline or a service number, where "转" is not written: "021-66668888-801". */
const EXTENSION = /^((?:\(?0\d{2,3}\)?[- ]?\d{7,8})|(?:[48]00-?\d{3}-?\d{4}))[-*#]\d{1,6}$/;
/** Digits with a plus for the country, as a phone number is kept, without an extension; undefined for what is none. */
export const parsePhone = (cell: string): string | undefined => {
  const text = flat(cell)
    // As text is marked in a sheet, and as a number is written that is none.
    .replace(/^['’‘`]+/, "")
    .replace(/^(\d{5,})\.0+$/, "$1")
    .replace(/(?:转|ext\.?|分机)\s*\d+$/i, "")
    .replace(EXTENSION, "$1");
  const digits = text.replace(/[\s\-()./]/g, "");
  return /^\+?\d{5,15}$/.test(digits) ? digits.replace(/^\+?86(?=1\d{10}$)/, "") : undefined;
};

/** A number of which a spreadsheet has dropped the last digits. */
export const isShortened = (cell: string): boolean => /^\d(?:\.\d+)?e\+?\d+$/i.test(cell.trim());

/** Behind the number it belongs to: an extension is no number of its own. */
const EXTENSION_NAMED = /(?<=\d)[\s(]*(?:转|ext\.?|分机)\s*:?\s*\d{1,6}(?!\d)\)?/gi;
/** What is said of a number beside it: "（微信同号）", "手机：". */
const BESIDE_PHONE =
  /\([^()\d]*\)|(?:\p{Script=Han}{0,4}(?:机|话)|办公|家庭|公司|mobile|phone|tel|cell)(?:号码?)?\s*:/giu;
/** The numbers of a cell that may hold several. */
export const splitPhones = (cell: string): string[] =>
  cell
    .normalize("NFKC")
    .replace(EXTENSION_NAMED, "")
    .replace(BESIDE_PHONE, ";")
    .split(/[;,、|/\r\n]|(?<![)\s])\s{2,}|或/)
    .flatMap((part) => flat(part).split(/(?<=\d{7}) (?=1\d{10}|0\d{2,3}-?\d{7})/));

export const parseMail = (cell: string): string | undefined => {
  const text = flat(cell)
    .toLowerCase()
    .replace(/^mailto:/, "");
  return /^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}\.[^\s@<>,;]{2,24}$/.test(text) ? text : undefined;
};

/** What is read where a file holds a formula without its result. */
export const NO_RESULT = "#RESULT?";

/** What a spreadsheet writes where its formula came to nothing. */
export const isCellError = (cell: string): boolean => /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(cell);
