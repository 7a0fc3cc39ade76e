import { type PlainDate, weekday } from "../core/dates.ts";
import type { Meant } from "./when-calendar.ts";
import { CHINESE_RULES } from "./when-chinese.ts";
import { DIGIT_RULES } from "./when-digits.ts";
import { ENGLISH_RULES } from "./when-english.ts";

/** A day that a text speaks of, in Chinese or English. */
export interface DateMention extends Meant {
  /** The words, as they stand in the text from `start` to `end`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * All days a text speaks of, in its order. Where two readings overlap the one that begins first counts, then the longer.
 * Weeks begin on Monday: "下周三" and "next Wed" are the Wednesday of next week. Never throws.
 *
 * @param today the speaker's own day
 */
export function datesIn(text: string, today: PlainDate): DateMention[] {
  const halfWidth = text.replace(/[０-９／－]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const readings = [...CHINESE_RULES, ...ENGLISH_RULES, ...DIGIT_RULES].flatMap(({ pattern, mean }) =>
    [...halfWidth.matchAll(pattern)].map((match) => ({ match, mean, end: match.index + match[0].length })),
  );
  readings.sort((a, b) => a.match.index - b.match.index || b.end - a.end);
  const apart: DateMention[] = [];
  let taken = 0;
  for (const { match, mean, end } of readings) {
    const start = match.index;
    const meant = start < taken ? undefined : mean(match, today);
    if (!meant) continue;
    apart.push({ ...meant, text: text.slice(start, end), start, end });
    taken = end;
  }
  return joinWeekdays(text, apart);
}

/** "Wed 2 Dec", "12月2日（周三）": the weekday beside a date says nothing new. */
function joinWeekdays(text: string, mentions: readonly DateMention[]): DateMention[] {
  const joined: DateMention[] = [];
  for (const mention of mentions) {
    const last = joined.at(-1);
    const beside = last && /^[ ,，(（]{0,2}$/.test(text.slice(last.end, mention.start));
    if (!last || !beside || Boolean(last.weekday) === Boolean(mention.weekday)) {
      joined.push(mention);
      continue;
    }
    const [date, day] = last.weekday ? [mention, last] : [last, mention];
    joined[joined.length - 1] = {
      ...toldApart(date, day),
      text: text.slice(last.start, mention.end),
      start: last.start,
      end: mention.end,
    };
  }
  return joined;
}

/** Of two days that a date may be, the weekday beside it tells which. */
function toldApart({ ahead, behind, either }: Meant, day: Meant): Meant {
  if (!either || day.ahead === null) return { ahead, behind };
  const wanted = weekday(day.ahead);
  const [fits, more] = either.filter((one) => weekday(one) === wanted);
  return fits && !more ? { ahead: fits, behind: null } : { ahead, behind, either };
}

/** The one day that the whole text says, looking ahead; null when there is no such day, undefined when it says none or leaves open which. */
export function dateSaid(text: string, today: PlainDate): PlainDate | null | undefined {
  const trimmed = text.trim();
  const [mention, more] = datesIn(trimmed, today);
  return mention && !more && mention.text === trimmed && !mention.either ? mention.ahead : undefined;
}
