import type { PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import type { Stage } from "../../domain/stages.ts";

interface Named {
  readonly name: string;
  readonly flags: readonly CustomerFlag[];
}

/** What went along with customers: how much, and what of it is due next. */
export interface Along {
  readonly deals: number;
  readonly steps: number;
  readonly tasks: number;
  /** Fee requests. */
  readonly papers: number;
  readonly next: readonly { readonly customer: Named; readonly what: string; readonly dueOn: PlainDate }[];
}

/** A deal or a promise that goes on with somebody else, as its new holder sees it. */
export interface Passed {
  readonly to: MemberId;
  readonly customer: (Named & { readonly id: string }) | null;
  readonly what: string;
  /** Of a promise. */
  readonly dueOn: PlainDate | null;
  /** Of a deal. */
  readonly stage: Stage | null;
}
