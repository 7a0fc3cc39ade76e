import type { Language } from "../../../core/language.ts";
import type { Texts } from "./texts.ts";

/** How a person reads time: their language and zone. */
export interface Reader {
  readonly language: Language;
  readonly zone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const format = ({ language, zone }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
};

/** "09:12" */
export const sayTime = (reader: Reader, ms: number): string =>
  format(reader, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);

/** "Wed 2 Dec", "12月2日 周三" */
const sayDay = (reader: Reader, ms: number): string =>
  format(reader, { weekday: "short", day: "numeric", month: "short" })
    .format(ms)
    .replace(",", "")
    .replace(/(日)(周)/, "$1 $2");

/** "Wednesday 2 December 2026, 09:12:05" for those who hover. */
export const sayWhole = (reader: Reader, ms: number): string =>
  format(reader, { dateStyle: "full", timeStyle: "medium" }).format(ms);

export const sayMoment = (reader: Reader, ms: number): string => `${sayDay(reader, ms)} ${sayTime(reader, ms)}`;

/** `YYYY-MM-DD` of that instant in the reader's zone. */
export const dayOf = (zone: string, ms: number): string => wallOf(zone, ms).slice(0, 10);

/** What a clock on the wall shows then: `YYYY-MM-DDTHH:mm`. */
export const wallOf = (zone: string, ms: number): string => {
  const parts = format(
    { language: "en", zone },
    { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  ).formatToParts(ms);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
};

const DAY = 86_400_000;

/** The instant when the wall shows `YYYY-MM-DDTHH:mm` there; `undefined` when the text is not a time. */
export const instantOf = (zone: string, wall: string): number | undefined => {
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const shift = (at: number): number => Date.parse(`${wallOf(zone, at)}:00Z`) - Math.floor(at / 60_000) * 60_000;
  const guess = asUtc - shift(asUtc);
  return asUtc - shift(guess);
};

/** The day `days` after that instant's, at `time` (`HH:mm`), there. */
export const dayAt = (zone: string, ms: number, { days, time }: { days: number; time: string }): number => {
  const noon = Date.parse(`${dayOf(zone, ms)}T12:00:00Z`) + days * DAY;
  return instantOf(zone, `${wallOf("UTC", noon).slice(0, 10)}T${time}`) ?? ms;
};

/** The next Friday 17:00 there that is still ahead. */
export const nextFriday = (zone: string, ms: number): number => {
  const weekday = new Date(`${dayOf(zone, ms)}T12:00:00Z`).getUTCDay();
  const first = dayAt(zone, ms, { days: (5 - weekday + 7) % 7, time: "17:00" });
  return first > ms ? first : dayAt(zone, ms, { days: 7, time: "17:00" });
};

/** Today, yesterday, or the day. */
export const sayDivider = (reader: Reader, t: Texts, { ms, now }: { ms: number; now: number }): string => {
  const day = dayOf(reader.zone, ms);
  if (day === dayOf(reader.zone, now)) return t.today;
  if (day === dayOf(reader.zone, dayAt(reader.zone, now, { days: -1, time: "12:00" }))) return t.yesterday;
  return sayDay(reader, ms);
};

/** "3 days 4 hours" */
export const saySpan = (t: Texts, ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [days && t.days(days), hours && t.hours(hours), days === 0 && rest && t.minutes(rest)];
  return parts.filter((part) => typeof part === "string").join(" ");
};

/** As the options say. */
export const sayAs = (reader: Reader, options: Intl.DateTimeFormatOptions, ms: number): string =>
  format(reader, options).format(ms);
