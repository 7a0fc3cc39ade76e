import type { MemberId } from "../../core/ids.ts";
import type { WhoIs } from "../../core/who-is.ts";

export type LookupState =
  | "waiting"
  | Exclude<WhoIs["kind"], "later">
  /** The account is another member's: nothing moved. */
  | "taken"
  /** The member has another account on the platform. */
  | "second"
  /** The member's account here was closed meanwhile. */
  | "closed"
  /** The platform did not answer for a day. */
  | "unanswered";

/** What one platform said of a person. */
export interface Said {
  readonly platform: string;
  readonly state: LookupState;
  /** Whose the account is, when it is taken. */
  readonly holder: { readonly name: string; readonly open: boolean } | null;
}
export interface SoughtPerson {
  readonly id: MemberId;
  readonly name: string;
  readonly mail: string | null;
  readonly phone: string | null;
  /** The phone's country is clear. */
  readonly canBeDialled: boolean;
  readonly said: readonly Said[];
}

/** What matters most of what several platforms said. */
const ORDER: readonly LookupState[] = [
  ...(["found", "waiting", "taken", "second", "two", "closed"] as const),
  ...(["outsider", "not_allowed", "unanswered", "nobody", "unfindable"] as const),
];
/** What came of a person's look-up, platforms together: one account is enough to be on board. */
export const outcomeOf = ({ said }: Pick<SoughtPerson, "said">): Said | undefined =>
  said.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))[0];

/** Worth asking again: it may have been put right on the platform, or here. */
export const AGAIN: readonly LookupState[] = [
  "outsider",
  "not_allowed",
  "unanswered",
  "nobody",
  "two",
  "unfindable",
  "taken",
];

/** Milliseconds for which a platform that does not answer is asked. */
const PATIENCE = 24 * 60 * 60_000;
export const isGivenUp = (begunAt: Date, now: Date): boolean => now.getTime() - begunAt.getTime() >= PATIENCE;
