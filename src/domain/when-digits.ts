import { dateParts, type PlainDate } from "../core/dates.ts";
import { certain, dayOfSomeYear, dayOrNull, type Meant, type Rule } from "./when-calendar.ts";

/** What a number before it counts, a fraction is of, or a range is about: "2-3 台", "1/2 的", "2/3 of". */
const COUNTED =
  "[万亿千百十个台家件套吨元块人次名位条箱瓶盒桶辆根米斤双批种款项天周月年倍成折点层楼房期的多以倍级类%％]|(?:of|the|complete|done|k|m|pm|am|units?|pcs|pieces|people|sets?|tons?|times|days?|weeks?|months?|years?|hours?)(?![a-z])";
const DAY = "(\\d{1,2})";
/** Not in the middle of a number, a version, a model or an amount. */
const pattern = (said: string): RegExp =>
  new RegExp(
    `(?<![\\p{Script=Latin}\\d./:#¥$￥第共每-]|\\d\\s?[/-]\\s?)${said}(?![\\d/.:-]*[\\d/%％-])(?!\\s?(?:${COUNTED}))`,
    "giu",
  );

const isChinese = ({ input = "" }: RegExpMatchArray): boolean => /\p{Script=Han}/u.test(input);
const isDay = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;

/** Of this year or the next; or of the year that was said, in full or by its last two digits. */
const dayOf = (month: number, day: number, { year, today }: { year: string | undefined; today: PlainDate }): Meant =>
  year === undefined
    ? dayOfSomeYear(month, day, today)
    : certain(dayOrNull(year.length === 4 ? Number(year) : century(today) + Number(year), month, day));
const century = (today: PlainDate): number => Math.floor(dateParts(today).year / 100) * 100;

/**
 * A month and a day by their numbers. Chinese has the month first; English either, and where both make a day nobody
 * can tell which is meant. Undefined: a fraction, a range, no day at all.
 */
export const DIGIT_RULES: readonly Rule[] = [
  {
    pattern: pattern(`${DAY}/${DAY}(?:/(\\d{4}|\\d{2}))?`),
    mean: (match, today) => {
      const [one, other] = [Number(match[1]), Number(match[2])];
      const when = { year: match[3], today };
      if (match[0] === "24/7") return undefined;
      if (isChinese(match)) return isDay(one, other) ? dayOf(one, other, when) : undefined;
      if (!isDay(one, other) || one === other) return isDay(other, one) ? dayOf(other, one, when) : undefined;
      if (!isDay(other, one)) return dayOf(one, other, when);
      const [monthFirst, dayFirst] = [dayOf(one, other, when).ahead, dayOf(other, one, when).ahead];
      if (monthFirst === null || dayFirst === null) return certain(monthFirst ?? dayFirst);
      return { ahead: null, behind: null, either: [monthFirst, dayFirst] };
    },
  },
  {
    // Between two numbers a hyphen is mostly a range: only Chinese writes days so, and only a day stands alone like this.
    pattern: pattern(`${DAY}-${DAY}`),
    mean: (match, today) => {
      const [month, day] = [Number(match[1]), Number(match[2])];
      return isChinese(match) && isDay(month, day) ? dayOf(month, day, { year: undefined, today }) : undefined;
    },
  },
];
