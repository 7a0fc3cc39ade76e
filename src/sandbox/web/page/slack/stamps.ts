import type { Reader } from "../time.ts";
import { dayOf, sayAs } from "../time.ts";

/** Slack's message time stamps are unix seconds with a fraction. */
export const msOf = (ts: string): number => Number(ts) * 1000;

const TOKENS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  day_divider_pretty: { weekday: "long", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** Slack's date format: `{date_short} at {time}` in the reader's own zone. */
export const sayTokens = (reader: Reader, pattern: string, seconds: number): string =>
  pattern.replace(/\{(\w+?)(?:_pretty)?\}/g, (whole, name: string) => {
    const options = TOKENS[name];
    if (name === "date_num") return dayOf(reader.zone, seconds * 1000);
    return options ? sayAs(reader, options, seconds * 1000) : whole;
  });
