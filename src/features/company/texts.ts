import type { InBoth, Language } from "../../core/language.ts";
import { LANGUAGE_NAMES, sayZoneName } from "../settings/public.ts";
import { type CompanyFact, sayCountry, sayCurrency } from "./rules.ts";

export const FACT_NAMES: Readonly<Record<CompanyFact, InBoth>> = {
  name: { en: "Name", zh: "名称" },
  country: { en: "Country", zh: "国家或地区" },
  currency: { en: "Currency", zh: "币种" },
  zone: { en: "Time zone", zh: "时区" },
  language: { en: "Language of reports", zh: "报告用的语言" },
};

/** A fact as people read it. */
export const sayFact = (fact: CompanyFact, value: unknown, language: Language): string => {
  const said = String(value);
  switch (fact) {
    case "name":
      return said;
    case "country":
      return sayCountry(said, language);
    case "currency":
      return sayCurrency(said, language);
    case "zone":
      return sayZoneName(said, language);
    case "language":
      return said === "en" || said === "zh" ? LANGUAGE_NAMES[said] : said;
    default:
      return fact satisfies never;
  }
};
