import type { Instant } from "../../core/clock.ts";
import type { MemberId } from "../../core/ids.ts";

/** What is asked of an account: that it be changed, or closed; of a closed one, that it be open again. */
export const ACCOUNT_CHANGES = ["change", "close", "reopen"] as const;
export type AccountChange = (typeof ACCOUNT_CHANGES)[number];

/** Whose account it is, or who asks. */
export interface Colleague {
  readonly id: MemberId;
  readonly name: string;
}

export interface AccountRequest {
  readonly id: string;
  readonly person: Colleague;
  readonly what: AccountChange;
  readonly words: string;
  readonly requester: Colleague;
  /** Lapsed: nobody has decided on it in time; overtaken: it was to be changed, and the account was closed. */
  readonly state: "open" | "done" | "declined" | "lapsed" | "overtaken";
  /** Why it was declined. */
  readonly reason: string | null;
  /** By name; null: nobody has, or the platform. */
  readonly decidedBy: string | null;
  readonly since: Instant;
  readonly reminded: boolean;
  readonly version: number;
}

/** Characters of what is asked, and of why it is declined. */
export const LONGEST_WORDS = 500;
