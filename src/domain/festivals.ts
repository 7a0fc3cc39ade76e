import { SolarTerm } from "tyme4ts";
import { dateOf, dateParts, type PlainDate } from "../core/dates.ts";
import type { InBoth } from "../core/language.ts";
import { nextYearDay, type YearDay } from "./lunar.ts";

export interface Festival {
  readonly on: PlainDate;
  readonly name: InBoth;
}
/** A day of every year that an organization keeps. */
export type OwnFestival = YearDay & { readonly name: InBoth };

const solar = (month: number, day: number) => ({ calendar: "solar", month, day, leap: false }) as const;
const lunar = (month: number, day: number) => ({ calendar: "lunar", month, day, leap: false }) as const;

const EVERYWHERE: readonly OwnFestival[] = [{ name: { en: "New Year", zh: "元旦" }, ...solar(1, 1) }];
const IN_CHINA: readonly OwnFestival[] = [
  { name: { en: "Spring Festival", zh: "春节" }, ...lunar(1, 1) },
  { name: { en: "Lantern Festival", zh: "元宵节" }, ...lunar(1, 15) },
  { name: { en: "Dragon Boat Festival", zh: "端午节" }, ...lunar(5, 5) },
  { name: { en: "Mid-Autumn Festival", zh: "中秋节" }, ...lunar(8, 15) },
  { name: { en: "National Day", zh: "国庆节" }, ...solar(10, 1) },
];
const SOLSTICE: InBoth = { en: "Winter Solstice", zh: "冬至" };

/** The library begins a year's terms with the solstice of the December before. */
const solsticeOf = (year: number): PlainDate => {
  const day = SolarTerm.fromIndex(year + 1, 0).getSolarDay();
  return dateOf(day.getYear(), day.getMonth(), day.getDay());
};

/** The festivals on which one greets customers, of a country (ISO 3166) and of one's own, from one day to another, both included. */
export function festivalsBetween(
  from: PlainDate,
  to: PlainDate,
  { country, own }: { readonly country: string; readonly own: readonly OwnFestival[] },
): Festival[] {
  const inChina = country === "CN";
  const yearly = [...EVERYWHERE, ...(inChina ? IN_CHINA : []), ...own];
  const days: Festival[] = yearly.map(({ name, ...day }) => ({ name, on: nextYearDay(day, from) }));
  if (inChina) days.push({ name: SOLSTICE, on: solsticeOf(dateParts(from).year) });
  return days.filter(({ on }) => on >= from && on <= to).sort((a, b) => (a.on < b.on ? -1 : 1));
}
