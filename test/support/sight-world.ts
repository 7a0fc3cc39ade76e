import type { Plan, PlannedCustomer, Seen } from "./sight-plan.ts";

/** How the name of every customer begins: whatever is typed of it fits all of them. */
export const LEAD = "银杏";

/** Where papers of some teams wait. */
export const PAPERS_CHANNEL = "C-papers";

/** A world of a plan: the whole of it, or a twin without what somebody may not see. */
export interface World {
  readonly plan: Plan;
  /** Eight hexadecimal digits that all its ids begin with. */
  readonly code: string;
  /** What of each customer exists in it. */
  exists(customer: PlannedCustomer): Seen;
}

const KINDS = [
  "organization",
  "segment",
  "team",
  "member",
  "customer",
  "contact",
  "deal",
  "activity",
  "step",
  "task",
  "item",
  "fee",
  "approval",
  "move",
  "absence",
  "handover",
  "import",
  "collection",
  "case",
  "answer",
  "gone",
  "merge",
  "gone_contact",
  "joined",
  "sale",
] as const;
export type Kind = (typeof KINDS)[number];
/** The id of the n-th thing of a kind; but for its code the same in every world of the plan. */
export const idIn = ({ code }: Pick<World, "code">, kind: Kind, n = 0): string =>
  `${code}-0000-4000-8${String(KINDS.indexOf(kind)).padStart(3, "0")}-${String(n).padStart(12, "0")}`;
export const workspaceOf = ({ code }: Pick<World, "code">): string => `T${code}`;
export const userOf = ({ code }: Pick<World, "code">, n: number): string => `U${code}x${n}`;
export const nameOf = (customer: PlannedCustomer): string => `${LEAD}${customer.mark}`;
export const phoneOf = (plan: Plan, { n }: PlannedCustomer): string =>
  `138${String(plan.index * 100 + n).padStart(8, "0")}`;
