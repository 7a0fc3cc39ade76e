import { MOST_ITEMS, type SurveyItem } from "../../domain/satisfaction.ts";

export const HEAVIEST = 100;

export const isSameItem = (one: SurveyItem, other: SurveyItem): boolean =>
  one.id === other.id &&
  one.name.en === other.name.en &&
  one.name.zh === other.name.zh &&
  one.weight === other.weight &&
  one.scale === other.scale;

/** Percent of the whole that an item weighs. */
export const shareOf = ({ weight }: SurveyItem, items: readonly SurveyItem[]): number => {
  const all = items.reduce((sum, each) => sum + each.weight, 0);
  return Math.round((100 * weight) / all);
};

export type ItemProblem = "tooMany" | "taken";

/** Why it cannot be among the others: those it does not take the place of. */
export const problemOf = (item: SurveyItem, others: readonly SurveyItem[]): ItemProblem | undefined => {
  if (others.length >= MOST_ITEMS) return "tooMany";
  const key = (name: string) => name.normalize("NFKC").trim().toLowerCase();
  const taken = new Set(others.flatMap(({ name }) => [key(name.en), key(name.zh)]));
  return taken.has(key(item.name.en)) || taken.has(key(item.name.zh)) ? "taken" : undefined;
};
