import { addDays, addMonths, dateParts, type PlainDate } from "../core/dates.ts";
import {
  certain,
  dayOfMonth,
  dayOfSomeMonth,
  dayOfSomeWeek,
  dayOfSomeYear,
  dayOfWeek,
  dayOrNull,
  lastOfMonth,
  type Rule,
} from "./when-calendar.ts";

const DIGITS = "零一二三四五六七八九";
const N = "\\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]";

/** Reads "3", "两", "十五", "二十五". */
function numberOf(said: string): number {
  if (/^\d+$/.test(said)) return Number(said);
  const [tens, ones] = said.replace("两", "二").split("十");
  if (ones === undefined) return DIGITS.indexOf(tens ?? "");
  return (tens === "" ? 1 : DIGITS.indexOf(tens ?? "")) * 10 + (ones === "" ? 0 : DIGITS.indexOf(ones));
}

const DAYS_AWAY: Record<string, number> = {
  大前天: -3,
  前天: -2,
  前日: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今早: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  后天: 2,
  大后天: 3,
};

/** How far a word for "last", "this", "next", "the one after next" points. */
const away = (said: string | undefined): number =>
  said ? ({ 上上: -2, 上: -1, 下: 1, 下下: 2 }[said.replace(/个$/, "")] ?? 0) : 0;
const YEARS_AWAY: Record<string, number> = { 去: -1, 今: 0, 明: 1, 后: 2 };
const WEEKDAYS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7, 末: 6 };
const weekdayOf = (said: string): number => WEEKDAYS[said] ?? Number(said);
const WHICH = "上上|下下|上|下|本|这";

function later(amount: number, unit: string, today: PlainDate): PlainDate {
  if (unit === "天" || unit === "日") return addDays(today, amount);
  if (unit === "年") return addMonths(today, amount * 12);
  return unit === "月" ? addMonths(today, amount) : addDays(today, amount * 7);
}

const rule = (pattern: string, mean: Rule["mean"]): Rule => ({ pattern: new RegExp(pattern, "gu"), mean });

export const CHINESE_RULES: readonly Rule[] = [
  rule(`(?<!\\d)(\\d{4})\\s?年\\s?(\\d{1,2})\\s?月\\s?(\\d{1,2})\\s?[日号]?(?!\\d)`, ([, year, month, day]) =>
    certain(dayOrNull(Number(year), Number(month), Number(day))),
  ),
  rule(`(?:([去今明后])年)?(?<![\\d.])(${N})月份?(${N})[日号]?(?!\\d)`, ([, which, month = "", day = ""], today) =>
    which
      ? certain(dayOrNull(dateParts(today).year + (YEARS_AWAY[which] ?? 0), numberOf(month), numberOf(day)))
      : dayOfSomeYear(numberOf(month), numberOf(day), today),
  ),
  rule(`(${WHICH})个?月(${N})[日号]`, ([, which, day = ""], today) =>
    certain(dayOfMonth(away(which), numberOf(day), today)),
  ),
  rule(`(?<!每个?)(?:(${WHICH})个?)?月([初中底末])(?!级)`, ([, which, part = ""], today) => {
    const month = away(which);
    if (part === "底" || part === "末") return certain(lastOfMonth(month, today));
    return certain(dayOfMonth(month, part === "初" ? 1 : 15, today));
  }),
  rule(`(?<!每)([今明])年底|(?<![每\\p{Script=Han}])年底`, ([, which], today) =>
    certain(dayOrNull(dateParts(today).year + (which === "明" ? 1 : 0), 12, 31)),
  ),
  rule(`(?<![\\d第.月]|十)(${N})[号日](?![线楼厂机房门店车仓元])`, ([, day = ""], today) =>
    dayOfSomeMonth(numberOf(day), today),
  ),
  rule(`大前天|大后天|前天|昨天|今天|明天|(?<!今)后天|前日|昨日|今日|明日|昨晚|今早|今晚|明早|明晚`, ([said], today) =>
    certain(addDays(today, DAYS_AWAY[said] ?? 0)),
  ),
  rule(
    `(?<![\\d.])(${N})\\s?个?(天|日|周|星期|礼拜|月|年)(?:之|以)?(后|前)(?!期)`,
    ([, amount = "", unit = "", way], today) => certain(later(numberOf(amount) * (way === "后" ? 1 : -1), unit, today)),
  ),
  rule(`过(${N})\\s?个?(天|周|星期|礼拜|月)`, ([, amount = "", unit = ""], today) =>
    certain(later(numberOf(amount), unit, today)),
  ),
  rule(`半个?月(?:之|以)?后`, (_, today) => certain(addDays(today, 15))),
  rule(`(?:(${WHICH})个?)(?:周的?)?(?:周|星期|礼拜)([一二三四五六日天末1-7])(?!\\d)`, ([, which, day = ""], today) =>
    certain(dayOfWeek(away(which), weekdayOf(day), today)),
  ),
  rule(
    `(?<![每\\d一二两三四五六七八九十])(?:周|星期|礼拜)([一二三四五六日天末1-7])(?![\\d个年])`,
    ([, day = ""], today) => dayOfSomeWeek(weekdayOf(day), today),
  ),
  rule(`下下个?(?:周|星期|礼拜)|下个?(?:周|星期|礼拜)`, ([said], today) =>
    certain(dayOfWeek(said.startsWith("下下") ? 2 : 1, 1, today)),
  ),
  rule(`下个?月`, (_, today) => certain(dayOfMonth(1, 1, today))),
];
