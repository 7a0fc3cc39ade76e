import type { Instant } from "../../core/clock.ts";
import { daysBetween, type PlainDate } from "../../core/dates.ts";
import { idFrom, type MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change } from "../../core/scope.ts";
import { LONGEST_AGO } from "../../domain/activities.ts";
import { csiOf, type RatedItem, type Said, type SurveyItem } from "../../domain/satisfaction.ts";

/** Characters of what was said besides. */
export const LONGEST_SAID = 500;

/** An item that was asked about; null: left empty. */
export interface AskedItem extends SurveyItem {
  readonly mark: number | null;
}

/** What is to be kept; the contact must be of the customer. */
export interface NewAnswer extends Said {
  readonly customerId: string;
  readonly contactId: string | null;
  readonly answeredOn: PlainDate;
  readonly items: readonly AskedItem[];
  readonly said: string;
  readonly low: boolean;
}

/** What somebody said, whoever and whenever it was. */
export type SaidInAnswer = Pick<NewAnswer, "items" | "csi" | "recommend" | "said">;
/** The same from a row, where the items are kept as JSON. */
export const saidIn = ({
  items,
  csi,
  recommend,
  said,
}: Omit<SaidInAnswer, "items"> & { readonly items: unknown }): SaidInAnswer => ({
  items: JSON.parse(JSON.stringify(items)) as AskedItem[],
  ...{ csi, recommend, said },
});

/** An answer that stands, or stood until it was undone. */
export interface Answer extends NewAnswer {
  readonly id: string;
  readonly memberId: MemberId;
  /** The complaint it opened, unless that was withdrawn. */
  readonly complaintId: string | null;
  readonly createdAt: Instant;
  readonly undone: boolean;
  readonly version: number;
}

const isRated = (item: AskedItem): item is RatedItem => item.mark !== null;
export const ratedIn = (items: readonly AskedItem[]): RatedItem[] => items.filter(isRated);

/** As a form shows it: in the language of whoever is asked to fill it in. */
export interface Question extends Omit<SurveyItem, "name"> {
  readonly name: string;
}
export const questionsOf = (items: readonly SurveyItem[], language: Language): Question[] =>
  items.map(({ id, name, weight, scale }) => ({ id, name: name[language], weight, scale }));

/** Whether the form asked what is asked by now. */
export const isAsked = (asked: readonly Question[], items: readonly SurveyItem[], language: Language): boolean =>
  JSON.stringify(questionsOf(items, language)) ===
  JSON.stringify(asked.map(({ id, name, weight, scale }) => ({ id, name, weight, scale })));

/** Form fields have names in the order of the questions. */
export const fieldAt = (index: number): string => `item${index}`;

/** What the form says of the items; a mark that no scale has is none. */
export const itemsIn = (items: readonly SurveyItem[], values: Readonly<Record<string, unknown>>): AskedItem[] =>
  items.map(({ id, name, weight, scale }, index) => {
    const chosen = values[fieldAt(index)];
    return { id, name, weight, scale, mark: chosen === undefined ? null : Number(chosen) };
  });

type Problem = "nothing" | "later" | "tooLongAgo";
/** What cannot be right on the form, by field; "" is the form as a whole. */
export function problemsOf(
  { items, recommend, answeredOn }: Pick<NewAnswer, "items" | "recommend" | "answeredOn">,
  today: PlainDate,
): Readonly<Record<string, Problem>> {
  return {
    ...(csiOf(ratedIn(items)) === null && recommend === null && { recommend: "nothing" as const }),
    ...(answeredOn > today && { answeredOn: "later" as const }),
    ...(daysBetween(answeredOn, today) > LONGEST_AGO && { answeredOn: "tooLongAgo" as const }),
  };
}

/** Minutes within which the same given twice is one answer, on a clock. */
const SAME_WITHIN = 10 * 60_000;

/** Keys of the same answer in this stretch of time and the one before. */
export function onceKeys(
  { organizationId, at }: Pick<Change, "organizationId" | "at">,
  memberId: MemberId,
  { customerId, contactId, answeredOn, items, recommend, said }: NewAnswer,
): readonly [string, string] {
  const marks = items.map(({ id, mark }) => [id, mark]);
  const what = JSON.stringify([contactId, answeredOn, marks, recommend, said]);
  const same = idFrom("answer", organizationId, memberId, customerId, what);
  const stretch = Math.floor(at.getTime() / SAME_WITHIN);
  return [`${same}:${stretch}`, `${same}:${stretch - 1}`];
}

/** The items with the least, which is where to begin; none where all were rated alike. */
export function weakestOf(items: readonly AskedItem[]): RatedItem[] {
  const rated = ratedIn(items).map((item) => ({ item, csi: csiOf([item]) ?? 0 }));
  const least = Math.min(...rated.map(({ csi }) => csi));
  const weakest = rated.filter(({ csi }) => csi === least);
  return weakest.length === rated.length ? [] : weakest.map(({ item }) => item);
}
