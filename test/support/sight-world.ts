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
  "join",
  "request",
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
export const feeNumberOf = ({ n }: Pick<PlannedCustomer, "n">): string => `FE-2026-00${String(n).padStart(2, "0")}`;
export const nameOf = (customer: PlannedCustomer): string => `${LEAD}${customer.mark}`;
export const phoneOf = (plan: Plan, { n }: PlannedCustomer): string =>
  `138${String(plan.index * 100 + n).padStart(8, "0")}`;

/** What may be typed: what fits everything, and what fits only one customer that is out of sight. */
export const WORDS = ["nothing", "what fits all", "a name", "a name and more", "a part"] as const;
export type Words = (typeof WORDS)[number];
const MORE = ["谈了价格", "50%", "800 茶礼", "换了轴承"];

export const wordsOf = (
  { plan }: World,
  { words, hidden: all }: { readonly words: Words; readonly hidden: readonly PlannedCustomer[] },
  { oneOf, happens }: Chances,
): string => {
  const hidden = oneOf(all);
  const name = hidden ? nameOf(hidden) : LEAD;
  switch (words) {
    case "nothing":
      return "";
    case "what fits all":
      return oneOf([LEAD, "yinxing", "yx", "欧阳"]);
    case "a name":
      return name;
    case "a name and more":
      return `${happens(0.5) ? LEAD : name} ${oneOf(MORE)}`;
    case "a part": {
      const phone = hidden ? phoneOf(plan, hidden) : "13800001234";
      return hidden ? oneOf([hidden.mark, `欧阳${hidden.mark}`, phone, phone.slice(-4)]) : phone;
    }
    default:
      return words satisfies never;
  }
};
/** Any of them. */
export const someWords = (world: World, hidden: readonly PlannedCustomer[], chances: Chances): string =>
  wordsOf(world, { words: chances.oneOf(WORDS), hidden }, chances);
