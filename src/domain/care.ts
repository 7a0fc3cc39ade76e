import type { PlainDate } from "../core/dates.ts";
import type { MemberId } from "../core/ids.ts";

/** What calls for care in this version (domain.md §6.1). */
export type CareKind = "birthday" | "next_step" | "periodic_call" | "periodic_visit" | "no_activity";

/** One reason for one member to be in touch with one customer. */
export interface Reason {
  readonly kind: CareKind;
  readonly memberId: MemberId;
  readonly customerId: string;
  readonly contactId: string | null;
  readonly nextStepId: string | null;
  /** The birthday, the day promised, the day the cadence ran out. */
  readonly dueOn: PlainDate;
  /** The same reason always has the same key, so that it is made once. */
  readonly onceKey: string;
  /** How much the customer matters: lower comes first. */
  readonly worth: number;
}
