import type { PlainDate } from "../../core/dates.ts";
import type { Stage } from "../../domain/stages.ts";

/** Domain.md §3.2, with the letters and marks of the trade. */
export const BUYING_ROLES = ["approver", "decider", "evaluator", "user"] as const;
export type BuyingRole = (typeof BUYING_ROLES)[number];
export const ATTITUDES = ["sponsor", "supporter", "neutral", "non_supporter", "opponent"] as const;
export type Attitude = (typeof ATTITUDES)[number];
export const ROLE_LETTERS: Readonly<Record<BuyingRole, string>> = {
  approver: "A",
  decider: "D",
  evaluator: "E",
  user: "U",
};
export const ATTITUDE_MARKS: Readonly<Record<Attitude, string>> = {
  sponsor: "*",
  supporter: "+",
  neutral: "=",
  non_supporter: "−",
  opponent: "X",
};
export const INFLUENCES = [5, 4, 3, 2, 1] as const;

/** Where a contact stands in a deal. */
export interface Standing {
  readonly dealId: string;
  readonly contactId: string;
  readonly name: string;
  readonly title: string | null;
  /** Null: not known yet. */
  readonly role: BuyingRole | null;
  readonly attitude: Attitude;
  /** 1–5. */
  readonly influence: number;
  readonly version: number;
}

export const backs = ({ attitude }: Pick<Standing, "attitude">): boolean =>
  attitude === "sponsor" || attitude === "supporter";
const decides = ({ role }: Pick<Standing, "role">): boolean => role === "approver" || role === "decider";

export type Warning =
  /** At 50 % or more, and nobody who approves or decides is for it. */
  | "noBacking"
  /** Nobody on the map was met within the sales cycle. */
  | "notMet"
  /** All hangs on one person. */
  | "oneSupporter";

const FAR: readonly Stage[] = ["p50", "p90"];
/** Somebody who decides should be known by then. */
export const isFar = (stage: Stage): boolean => FAR.includes(stage);
const CLOSED: readonly Stage[] = ["won", "lost"];

/** What the map of a deal warns of; a closed deal is warned of nothing, and an early one without anybody neither. */
export function warningsOf(
  people: readonly Pick<Standing, "role" | "attitude">[],
  deal: { readonly stage: Stage; readonly metWithinCycle: boolean },
): Warning[] {
  if (CLOSED.includes(deal.stage) || (people.length === 0 && !isFar(deal.stage))) return [];
  const warnings: Warning[] = [];
  if (isFar(deal.stage) && !people.some((one) => decides(one) && backs(one))) warnings.push("noBacking");
  if (people.length > 0 && !deal.metWithinCycle) warnings.push("notMet");
  if (people.filter(backs).length === 1) warnings.push("oneSupporter");
  return warnings;
}

/** The three columns of the map, from against to for. */
export const SIDES = ["against", "neutral", "for"] as const;
export type Side = (typeof SIDES)[number];
const sideOf = (attitude: Attitude): Side => {
  if (attitude === "neutral") return "neutral";
  return attitude === "sponsor" || attitude === "supporter" ? "for" : "against";
};

/** "王建国 D*": a name with its role and attitude. */
export const markOf = ({ role, attitude }: Pick<Standing, "role" | "attitude">): string =>
  `${role ? ROLE_LETTERS[role] : "?"}${ATTITUDE_MARKS[attitude]}`;

export interface MapRow<Person> {
  readonly influence: number;
  readonly cells: Readonly<Record<Side, readonly Person[]>>;
}

/** Influence against support: the most influential on top; rows in which nobody stands are left out. */
export function mapOf<Person extends Pick<Standing, "attitude" | "influence">>(
  people: readonly Person[],
): MapRow<Person>[] {
  return INFLUENCES.flatMap((influence) => {
    const row = people.filter((person) => person.influence === influence);
    if (row.length === 0) return [];
    const on = (side: Side) => row.filter(({ attitude }) => sideOf(attitude) === side);
    return [{ influence, cells: { against: on("against"), neutral: on("neutral"), for: on("for") } }];
  });
}

/** People on one map at most. */
export const MOST_ON_MAP = 30;

/** A deal's meetings count from this day on. */
export interface CycleOf {
  readonly dealId: string;
  readonly since: PlainDate;
}
