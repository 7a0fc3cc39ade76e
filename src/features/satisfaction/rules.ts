import { addDays, addMonths, type PlainDate } from "../../core/dates.ts";
import type { InBoth } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { csiOf, meanOf, npsOf, type RatedItem } from "../../domain/satisfaction.ts";

/** By what results are put side by side. */
export const WAYS = ["team", "rep", "customer", "item", "month"] as const;
export type Way = (typeof WAYS)[number];

/** Months back, today included. */
export const SPANS = [1, 3, 12] as const;
export type Span = (typeof SPANS)[number];

export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
}
export const periodOf = (months: Span, today: PlainDate): Period => ({
  from: addDays(addMonths(today, -months), 1),
  to: today,
});

/** What one wants to know first: of many teams which, of a team who, of oneself which customer. */
export const usualWay = ({ roles }: Pick<Scope, "roles">): Way => {
  if (roles.has("executive") || roles.has("coordinator") || roles.has("segment_admin")) return "team";
  return roles.has("manager") || roles.has("clerk") ? "rep" : "customer";
};

/** Answers counted together. */
export interface Counts {
  readonly answers: number;
  /** Of those with a CSI. */
  readonly sum: number;
  readonly rated: number;
  /** Of those who said whether they would recommend us. */
  readonly asked: number;
  readonly promoters: number;
  readonly detractors: number;
}
export interface Result {
  readonly csi: number | null;
  readonly nps: number | null;
}
export const resultOf = ({ sum, rated, asked, promoters, detractors }: Counts): Result => ({
  csi: meanOf({ sum, count: rated }),
  nps: npsOf({ promoters, detractors, all: asked }),
});

/** How often a question was given one mark. */
export interface Marks extends Pick<RatedItem, "id" | "name" | "scale" | "mark"> {
  readonly count: number;
}
/** Each question with the mean of its marks, all scales as 0 to 100; the one with the least first. */
export function ofQuestions(
  marks: readonly Marks[],
): { readonly name: InBoth; readonly csi: number; readonly answers: number }[] {
  const byId = new Map<string, Marks[]>();
  for (const each of marks) byId.set(each.id, [...(byId.get(each.id) ?? []), each]);
  return [...byId.values()]
    .flatMap((all) => {
      const answers = all.reduce((sum, { count }) => sum + count, 0);
      const csi = csiOf(all.map(({ scale, mark, count }) => ({ scale, mark, weight: count })));
      const [first] = all;
      return first && csi !== null ? [{ name: first.name, csi, answers }] : [];
    })
    .sort((a, b) => a.csi - b.csi || b.answers - a.answers);
}
