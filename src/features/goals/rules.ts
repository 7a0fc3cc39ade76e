import { addMonths, firstOfMonth, type PlainDate } from "../../core/dates.ts";
import type { Money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";

/** Months of a form, and months ahead of this one that a form may begin with. */
export const MONTHS = 6;
const FURTHEST = 12;

/** Six months from one on: this month on, or a later one that can be planned by now. */
export const monthsFrom = (asked: PlainDate | undefined, today: PlainDate): readonly PlainDate[] => {
  const now = firstOfMonth(today);
  const wanted = firstOfMonth(asked ?? now);
  const first = wanted < now || wanted > addMonths(now, FURTHEST) ? now : wanted;
  return Array.from({ length: MONTHS }, (_, index) => addMonths(first, index));
};

/** The months after those shown, as long as they can be planned; before them, as long as they are not past. */
export const laterThan = (months: readonly PlainDate[], today: PlainDate): PlainDate | undefined => {
  const next = addMonths(months[0] ?? today, MONTHS);
  return next <= addMonths(firstOfMonth(today), FURTHEST) ? next : undefined;
};

/** Form fields have names without hyphens. */
export const fieldOf = (month: PlainDate): string => `m${month.slice(0, 7).replace("-", "_")}`;

/** Each for teams of their own: a manager, a segment's admin; an admin for all. */
export const maySetSome = ({ roles }: Pick<Scope, "roles">): boolean =>
  roles.has("admin") || roles.has("manager") || roles.has("segment_admin");
export const isSame = (one: Money | undefined, other: Money | undefined): boolean =>
  one?.minor === other?.minor && one?.currency === other?.currency;

/** A goal of nothing is none. */
export const isNoGoal = ({ minor }: Money): boolean => minor <= 0n;

export interface Moved {
  readonly month: PlainDate;
  readonly before: Money | undefined;
  readonly after: Money | undefined;
}
