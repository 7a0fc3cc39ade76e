import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { LANGUAGE_NAMES, sayZoneName } from "../settings/public.ts";
import { type CompanyFact, sayCountry, sayCurrency } from "./rules.ts";
import type { TeamsAfter } from "./store.ts";

const texts = defineTexts({
  en: {
    followed: (p: { names: string }) => `Teams that have the new one too: ${p.names}`,
    own: (p: { names: string }) => `Teams that keep one of their own: ${p.names}. Change it with /team.`,
    separator: ", ",
    more: (p: { count: number }) => ` and ${p.count} more`,
  },
  zh: {
    followed: (p) => `跟着一起改的团队：${p.names}`,
    own: (p) => `另有设置、没有跟着改的团队：${p.names}。要改请用 /team`,
    separator: "、",
    more: (p) => `，还有 ${p.count} 个`,
  },
});

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

/** More than these are counted. */
const NAMED = 10;
/** Which teams a change of the company's zone or language has moved along, and which not. */
export const sayTeams = ({ followed, own }: TeamsAfter, language: Language): string[] => {
  const t = texts[language];
  const names = (all: readonly string[]) =>
    all.slice(0, NAMED).join(t.separator) + (all.length > NAMED ? t.more({ count: all.length - NAMED }) : "");
  return [
    ...(followed.length > 0 ? [t.followed({ names: names(followed) })] : []),
    ...(own.length > 0 ? [t.own({ names: names(own) })] : []),
  ];
};
