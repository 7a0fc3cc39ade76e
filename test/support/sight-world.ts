import type { Chances, Plan, PlannedCustomer, Seen } from "./sight-plan.ts";

/** How the name of every customer begins: whatever is typed of it fits all of them. */
const LEAD = "银杏";

/** A world of a plan: the whole of it, or a twin without what somebody may not see. */
export interface World {
  readonly plan: Plan;
  /** Eight hexadecimal digits that all its ids begin with. */
  readonly code: string;
  readonly platform: "slack" | "feishu";
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
type Side = Pick<World, "code" | "platform">;
/** As the platform writes its ids: so many of a kind, each of this world alone. */
const platformId = ({ code, platform }: Side, [slack, feishu]: readonly [string, string], n: number): string =>
  platform === "slack" ? `${slack}${code.toUpperCase()}X${n}` : `${feishu}${code}${String(n).padStart(24, "0")}`;
export const workspaceOf = (side: Side): string => platformId(side, ["T", "tenant"], 0);
export const userOf = (side: Side, n: number): string => platformId(side, ["U", "ou_"], n);
/** Where a team is at work. */
export const channelOf = (side: Side, team: number): string => platformId(side, ["C", "oc_"], team);
/** Where papers of some teams wait. */
export const papersChannelOf = (side: Side): string => channelOf(side, 99);
export const nameOf = (customer: PlannedCustomer): string => `${LEAD}${customer.mark}`;
export const phoneOf = (plan: Plan, { n }: PlannedCustomer): string =>
  `138${String(plan.index * 100 + n).padStart(8, "0")}`;

/** What may be typed: what fits everything, and what fits only what is out of sight. */
export const wordsOf = (
  { plan }: World,
  { hidden: all }: { readonly hidden: readonly PlannedCustomer[] },
  { oneOf, happens }: Chances,
): string => {
  const hidden = oneOf(all);
  const names = ["", LEAD, "yinxing", "yx", "欧阳", `${LEAD} 谈了价格`, `${LEAD} 50%`, `${LEAD} 800 茶礼`];
  if (happens(0.5) || !hidden) return oneOf(names);
  const phone = phoneOf(plan, hidden);
  return oneOf([nameOf(hidden), hidden.mark, `欧阳${hidden.mark}`, phone, phone.slice(-4), `${nameOf(hidden)} 50%`]);
};
