import { addDays, addMonths, type PlainDate } from "../core/dates.ts";
import {
  certain,
  dayOfMonth,
  dayOfSomeMonth,
  dayOfSomeWeek,
  dayOfSomeYear,
  dayOfWeek,
  dayOrNull,
  lastOfMonth,
  type Meant,
  type Rule,
} from "./when-calendar.ts";

const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const DAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun";
/** Short names of days are words too ("sat", "sun"): alone they count only with a capital. */
const DAY_ALONE =
  "[Mm]onday|[Tt]uesday|[Ww]ednesday|[Tt]hursday|[Ff]riday|[Ss]aturday|[Ss]unday|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun";
const COUNTS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const COUNT = `\\d{1,3}|an?|${COUNTS.slice(1).join("|")}`;

const monthOf = (said: string): number => MONTH_NAMES.indexOf(said.slice(0, 3).toLowerCase()) + 1;
const weekdayOf = (said: string): number => DAY_NAMES.indexOf(said.slice(0, 3).toLowerCase()) + 1;
function countOf(said: string): number {
  const word = said.toLowerCase();
  return /^\d/.test(word) ? Number(word) : Math.max(1, COUNTS.indexOf(word));
}

function later(amount: number, unit: string, today: PlainDate): PlainDate {
  const kind = unit.toLowerCase();
  if (kind.startsWith("d")) return addDays(today, amount);
  if (kind.startsWith("f")) return addDays(today, amount * 14);
  return kind.startsWith("w") ? addDays(today, amount * 7) : addMonths(today, amount);
}

interface Said {
  readonly month: string;
  readonly day: string;
  readonly year: string | undefined;
}
const monthDay = ({ month, day, year }: Said, today: PlainDate): Meant =>
  year
    ? certain(dayOrNull(Number(year), monthOf(month), Number(day)))
    : dayOfSomeYear(monthOf(month), Number(day), today);

/** Between letters only whole words count. */
const rule = (pattern: string, mean: Rule["mean"], flags = "giu"): Rule => ({
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{Script=Latin}\\p{N}])`, flags),
  mean,
});

export const ENGLISH_RULES: readonly Rule[] = [
  rule("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})", ([, year, , month, day]) =>
    certain(dayOrNull(Number(year), Number(month), Number(day))),
  ),
  rule(`(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\.?(?:,? (\\d{4}))?`, ([, day = "", month = "", year], today) =>
    monthDay({ month, day, year }, today),
  ),
  rule(
    `(${MONTH})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?! ?%)`,
    ([, month = "", day = "", year], today) => monthDay({ month, day, year }, today),
  ),
  rule("(?:on )?the (\\d{1,2})(?:st|nd|rd|th)", ([, day], today) => dayOfSomeMonth(Number(day), today)),
  rule("(?:the )?day after tomorrow", (_, today) => certain(addDays(today, 2))),
  rule("(?:the )?day before yesterday", (_, today) => certain(addDays(today, -2))),
  rule("today|tonight|this (?:morning|afternoon|evening)", (_, today) => certain(today)),
  rule("tomorrow|tmrw?", (_, today) => certain(addDays(today, 1))),
  rule("yesterday|last night", (_, today) => certain(addDays(today, -1))),
  rule(
    `in (?:the next )?(${COUNT}) (days?|weeks?|fortnights?|months?)(?:'s? time)?`,
    ([, amount = "", unit = ""], today) => certain(later(countOf(amount), unit, today)),
  ),
  rule(`(${COUNT}) (days?|weeks?|months?) (from now|later|ago)`, ([, amount = "", unit = "", way = ""], today) =>
    certain(later(countOf(amount) * (way.toLowerCase() === "ago" ? -1 : 1), unit, today)),
  ),
  rule(`(?:on )?(?:the )?(next|this|coming|last|past) (${DAY})`, ([, which = "", day = ""], today) => {
    const asked = weekdayOf(day);
    if (/next/i.test(which)) return certain(dayOfWeek(1, asked, today));
    if (/this/i.test(which)) return certain(dayOfWeek(0, asked, today));
    if (/coming/i.test(which)) return certain(dayOfSomeWeek(asked, today).ahead);
    return certain(dayOfSomeWeek(asked, addDays(today, -1)).behind);
  }),
  rule(`on (${DAY})`, ([, day = ""], today) => dayOfSomeWeek(weekdayOf(day), today)),
  rule(`(${DAY_ALONE})`, ([, day = ""], today) => dayOfSomeWeek(weekdayOf(day), today), "gu"),
  rule("(?:the )?end of next month", (_, today) => certain(lastOfMonth(1, today))),
  rule("(?:the )?end of (?:the |this )?month|month'?s? end", (_, today) => certain(lastOfMonth(0, today))),
  rule("next week", (_, today) => certain(dayOfWeek(1, 1, today))),
  rule("next month", (_, today) => certain(dayOfMonth(1, 1, today))),
];
