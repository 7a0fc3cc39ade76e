import type { Language } from "../core/language.ts";
import type { Card, Chart } from "./card.ts";
import type { Mention } from "./port.ts";

/** Nobody is mentioned: names are written. */
export const nobody: Mention = () => undefined;

/** "…and 3 more", in the language of the card: the card itself does not say it. */
export const andMore = (count: number, language: Language): string =>
  language === "zh" ? `…还有 ${count} 项` : `…and ${count} more`;
export const languageOf = (card: Card): Language => (/\p{Script=Han}/u.test(card.plain) ? "zh" : "en");

/** The chart in words, for those who do not see it: "Funnel: met 14, won 2". */
export const chartSaid = (chart: Chart): string => {
  const several = chart.series.length > 1;
  const series = chart.series.map(({ name, values }) => {
    const points = chart.categories.map((category, at) => `${category} ${finite(values[at])}`).join(" → ");
    return several ? `${name}: ${points}` : points;
  });
  return `${chart.title}: ${series.join("; ")}`;
};

/** What cannot be drawn is nothing. */
export const finite = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? value : 0;
