import type { InBoth, Language } from "../core/language.ts";

/** On which an item is rated: 1 to 5, or 0 to 10. */
export const SCALES = ["five", "ten"] as const;
export type Scale = (typeof SCALES)[number];
const ENDS: Readonly<Record<Scale, { readonly least: number; readonly most: number }>> = {
  five: { least: 1, most: 5 },
  ten: { least: 0, most: 10 },
};
export const mostOn = (scale: Scale): number => ENDS[scale].most;
/** All that can be said on a scale, the best first. */
export const marksOn = (scale: Scale): readonly number[] => {
  const { least, most } = ENDS[scale];
  return Array.from({ length: most - least + 1 }, (_, down) => most - down);
};

/** What a customer is asked about; its id stays whatever it is called. */
export interface SurveyItem {
  readonly id: string;
  readonly name: InBoth;
  readonly weight: number;
  readonly scale: Scale;
}
/** More nobody answers, and no form has room for. */
export const MOST_ITEMS = 8;
/** An item as it was when it was asked, and what was said. */
export interface RatedItem extends SurveyItem {
  readonly mark: number;
}

/** What is asked until an admin asks something else. */
export const USUAL_ITEMS: readonly SurveyItem[] = [
  { id: "quality", name: { en: "Product quality", zh: "产品质量" }, weight: 25, scale: "five" },
  { id: "delivery", name: { en: "Delivery on time", zh: "交付及时" }, weight: 20, scale: "five" },
  { id: "price", name: { en: "Value for the price", zh: "性价比" }, weight: 15, scale: "five" },
  { id: "response", name: { en: "Speed of answers", zh: "响应速度" }, weight: 15, scale: "five" },
  { id: "people", name: { en: "Our people", zh: "人员专业" }, weight: 10, scale: "five" },
  { id: "service", name: { en: "After-sales service", zh: "售后服务" }, weight: 15, scale: "five" },
];

/** A quotient as a whole number, half away from zero. @param below above 0 */
const rounded = (above: number, below: number): number => {
  const up = Math.floor((2 * Math.abs(above) + below) / (2 * below));
  return above < 0 ? -up : up;
};

type Mark = Pick<RatedItem, "weight" | "scale" | "mark">;
/** Of a scale both 4 and 10 steps fit into: 0 for the worst, 20 for the best. */
const twentieths = ({ scale, mark }: Mark): number => {
  const { least, most } = ENDS[scale];
  return ((mark - least) * 20) / (most - least);
};

/** The weighted mean of what was rated as 0 to 100; null where nothing was. What was left empty is not among them. */
export function csiOf(items: readonly Mark[]): number | null {
  const weights = items.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  const reached = items.reduce((sum, item) => sum + item.weight * twentieths(item), 0);
  return rounded(reached * 5, weights);
}

/** The mean of so many CSIs that make this sum. */
export const meanOf = ({ sum, count }: { readonly sum: number; readonly count: number }): number | null =>
  count === 0 ? null : rounded(sum, count);

/** Of 10 to recommend with: who speaks for us, and who against. */
export const PROMOTER = 9;
export const DETRACTOR = 6;

/** Promoters less detractors, in percent of all who answered: −100 to 100; null where nobody did. */
export const npsOf = (count: { readonly promoters: number; readonly detractors: number; readonly all: number }) =>
  count.all === 0 ? null : rounded(100 * (count.promoters - count.detractors), count.all);

/** What a customer said of us. */
export interface Said {
  readonly csi: number | null;
  readonly recommend: number | null;
}

/** The figures by which it is judged (◦). */
export interface Judged {
  /** CSI from which satisfaction is high, below which it is low, and below which very low. */
  readonly highCsi: number;
  readonly lowCsi: number;
  readonly veryLowCsi: number;
  /** To recommend us with: from which it is an apostle, up to which the answer is low, up to which it speaks against us. */
  readonly apostleFrom: number;
  readonly lowRecommend: number;
  readonly againstUpTo: number;
  /** Missed cycles from which a customer is leaving. */
  readonly leavingFrom: number;
  /** Days for which an answer tells how satisfied a customer is. */
  readonly holdsDays: number;
}

/** Low enough to be a complaint. */
export const isLow = ({ csi, recommend }: Said, { lowCsi, lowRecommend }: Pick<Judged, "lowCsi" | "lowRecommend">) =>
  (csi !== null && csi < lowCsi) || (recommend !== null && recommend <= lowRecommend);

/**
 * Satisfaction × retention (domain.md §3.3), after Jones and Sasser: who is satisfied and stays is loyal, and an apostle
 * when it recommends us; who is neither satisfied nor dissatisfied, or satisfied and goes all the same, is tied to nobody;
 * who is dissatisfied goes, or stays as a hostage; and who is very dissatisfied and speaks against us is a terrorist.
 */
export const ALLEGIANCES = ["apostle", "loyalist", "indifferent", "hostage", "defector", "terrorist"] as const;
export type Allegiance = (typeof ALLEGIANCES)[number];

/** Whether it stays, by its own rhythm of buying or because it was lost; null: not known. */
export const isLeaving = (
  { missed, lost }: { readonly missed: number | null; readonly lost: boolean },
  { leavingFrom }: Pick<Judged, "leavingFrom">,
): boolean | null => {
  if (lost) return true;
  return missed === null ? null : missed >= leavingFrom;
};

/** Null where nothing was rated, or nobody knows whether it stays: then it is in no class. */
export function allegianceOf(
  { csi, recommend, leaving }: Said & { readonly leaving: boolean | null },
  { highCsi, lowCsi, veryLowCsi, apostleFrom, againstUpTo }: Judged,
): Allegiance | null {
  if (csi === null) return null;
  if (csi < veryLowCsi && recommend !== null && recommend <= againstUpTo) return "terrorist";
  if (leaving === null) return null;
  if (csi < lowCsi) return leaving ? "defector" : "hostage";
  if (csi < highCsi || leaving) return "indifferent";
  return recommend !== null && recommend >= apostleFrom ? "apostle" : "loyalist";
}

const NAMES: Readonly<Record<Allegiance, InBoth>> = {
  apostle: { en: "apostle", zh: "传道者" },
  loyalist: { en: "loyalist", zh: "忠诚者" },
  indifferent: { en: "indifferent", zh: "摇摆者" },
  hostage: { en: "hostage", zh: "受困者" },
  defector: { en: "defector", zh: "背离者" },
  terrorist: { en: "terrorist", zh: "破坏者" },
};
export const sayAllegiance = (allegiance: Allegiance, language: Language): string => NAMES[allegiance][language];
