import type { Instant } from "../../core/clock.ts";
import type { CustomerFlag } from "../../domain/customers.ts";

/** A handover that can be taken back. */
export interface Recall {
  readonly id: string;
  readonly count: number;
  /** The first few of those in sight. */
  readonly customers: readonly { readonly name: string; readonly flags: readonly CustomerFlag[] }[];
  readonly to: string;
  readonly by: string;
  readonly at: Instant;
}
/** How many of what there may be thousands of are named. */
export const FEW = 3;
