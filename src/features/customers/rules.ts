import type { PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";

/** What a customer can be (domain.md §3.1). */
export const CUSTOMER_KINDS = ["company", "government", "state_owned", "sole_trader", "person"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** Flags in the order they stand on a card: warning always first. */
const CUSTOMER_FLAGS = ["warning", "vip", "key_account", "important"] as const;
export type CustomerFlag = (typeof CUSTOMER_FLAGS)[number];

export type LifecycleClass = "potential" | "intent" | "prospective" | "signed" | "developed" | "partner" | "lost";
type Quadrant = "high" | "sub" | "latent" | "low";

/** A customer as whoever may see it sees it. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly searchText: string;
  readonly kind: CustomerKind;
  readonly industry: string | null;
  readonly city: string | null;
  readonly segmentId: string;
  readonly teamId: string;
  readonly ownerId: MemberId | null;
  readonly ownerName: string | null;
  readonly lifecycleClass: LifecycleClass;
  /** Warning first. */
  readonly flags: readonly CustomerFlag[];
  readonly quadrant: Quadrant;
  readonly lastContactOn: PlainDate | null;
  readonly lastVisitOn: PlainDate | null;
  readonly restUntil: PlainDate | null;
  readonly version: number;
}

export const sortFlags = (flags: readonly CustomerFlag[]): CustomerFlag[] =>
  CUSTOMER_FLAGS.filter((flag) => flags.includes(flag));
