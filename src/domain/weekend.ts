/** Days of the week on which nobody works, 1 = Monday. */
export type Weekend = ReadonlySet<number>;

const SATURDAY_SUNDAY: Weekend = new Set([6, 7]);
/**
 * Countries (ISO 3166) that rest on other days, as Unicode's CLDR has them, with Bangladesh, the Maldives and Palestine,
 * which it leaves out. A table and not Intl, whose answer is another with each version of Node. India and Uganda, where
 * CLDR knows Sunday alone, are left with both days: offices rest on Saturday too, and one that does not enters the
 * Saturdays it works.
 */
const OTHERS: readonly (readonly [countries: string, days: readonly number[]])[] = [
  ["BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE", [5, 6]],
  ["AF", [4, 5]],
  ["IR", [5]],
];
const BY_COUNTRY: ReadonlyMap<string, Weekend> = new Map(
  OTHERS.flatMap(([countries, days]) => countries.split(" ").map((country) => [country, new Set(days)] as const)),
);

export const weekendOf = (country: string): Weekend => BY_COUNTRY.get(country) ?? SATURDAY_SUNDAY;
