import type { Language } from "../../core/language.ts";

/** What is known of the organization itself. */
export interface CompanyFacts {
  readonly name: string;
  /** ISO 3166. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name. */
  readonly zone: string;
  readonly language: Language;
}
export const COMPANY_FACTS = [
  "name",
  "country",
  "currency",
  "zone",
  "language",
] as const satisfies readonly (keyof CompanyFacts)[];
export type CompanyFact = (typeof COMPANY_FACTS)[number];

/** In a history a fact stands beside the figures: "company.name". */
const PREFIX = "company.";
export const keyOf = (fact: string): string => `${PREFIX}${fact}`;
export const factOf = (key: string): CompanyFact | undefined => COMPANY_FACTS.find((fact) => keyOf(fact) === key);

/** Codes of ISO 3166 that stand for no country. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "XK"]);
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const named = (type: "region" | "currency", language: string) =>
  new Intl.DisplayNames(language, { type, fallback: "none" });
const COUNTRIES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => !NO_COUNTRIES.has(code) && named("region", "en").of(code) !== undefined,
);

export interface Named {
  readonly value: string;
  readonly label: string;
}
const found = (codes: readonly string[], typed: string, say: (code: string) => string): Named[] => {
  const wanted = typed.trim().toLowerCase();
  const all = codes.map((value) => ({ value, label: say(value) }));
  return all.filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(wanted)).slice(0, 50);
};

export const sayCountry = (code: string, language: string): string => named("region", language).of(code) ?? code;
export const sayCurrency = (code: string, language: string): string =>
  `${named("currency", language).of(code) ?? code} · ${code}`;
/** Countries and currencies by a part of their name or code; the commonest first. */
export const findCountries = (typed: string, language: string): Named[] =>
  found([...new Set(["CN", "HK", "TW", "SG", "US", "GB", "DE", ...COUNTRIES])], typed, (code) =>
    sayCountry(code, language),
  );
export const findCurrencies = (typed: string, language: string): Named[] =>
  found(
    [...new Set(["CNY", "HKD", "USD", "EUR", "GBP", "SGD", ...Intl.supportedValuesOf("currency")])],
    typed,
    (code) => sayCurrency(code, language),
  );
