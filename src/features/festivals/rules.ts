import { addDays, type PlainDate } from "../../core/dates.ts";
import { festivalsBetween, type OwnFestival } from "../../domain/festivals.ts";
import { nextYearDay } from "../../domain/lunar.ts";
import { parseBirthday } from "../../domain/when-birthday.ts";

/** More than a company greets on. */
export const MOST_FESTIVALS = 30;

export const isSameFestival = (one: OwnFestival, other: OwnFestival): boolean =>
  one.name.en === other.name.en &&
  one.name.zh === other.name.zh &&
  one.calendar === other.calendar &&
  one.month === other.month &&
  one.day === other.day &&
  one.leap === other.leap;

/** "3月8日", "农历腊月廿三", "8 Mar": a day of every year; a year that is typed along is of no account. */
export const readDay = (typed: string, today: PlainDate): Omit<OwnFestival, "name"> | undefined => {
  const read = parseBirthday(typed, today);
  if (!read || read.day === null) return undefined;
  const { calendar, month, day, leap } = read;
  return { calendar, month, day, leap };
};

export type FestivalProblem = "tooMany" | "taken";

/** Why it cannot be among them; `was`: the one it takes the place of. Names stand once, also those of the country's. */
export const problemOf = (
  festival: OwnFestival,
  { own, country, was, today }: { own: readonly OwnFestival[]; country: string; was?: OwnFestival; today: PlainDate },
): FestivalProblem | undefined => {
  const others = own.filter((each) => !was || !isSameFestival(each, was));
  if (others.length >= MOST_FESTIVALS) return "tooMany";
  const names = [...others, ...ofCountry(country, today)].flatMap(({ name }) => [name.en, name.zh]);
  const key = (name: string) => name.normalize("NFKC").trim().toLowerCase();
  const taken = new Set(names.map(key));
  return taken.has(key(festival.name.en)) || taken.has(key(festival.name.zh)) ? "taken" : undefined;
};

/** What the country greets on anyway, the nearest first. */
export const ofCountry = (country: string, today: PlainDate) => {
  const all = festivalsBetween(today, addDays(today, 400), { country, own: [] });
  return all.filter(({ name }, index) => all.findIndex((each) => each.name.en === name.en) === index);
};

/** In the order of their coming. */
export const byNext = (own: readonly OwnFestival[], today: PlainDate) =>
  own
    .map((festival) => ({ festival, on: nextYearDay(festival, today) }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
