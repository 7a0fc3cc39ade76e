import type { Instant } from "../../core/clock.ts";

/** An entry of the audit log, as far as a history tells it. */
export interface Entry {
  readonly what: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly at: Instant;
  /** Null: not a person, or one who is no longer known. */
  readonly by: string | null;
}

/** What a history of facts tells, and what it leaves to others: activities and care have their own. */
export const ENTRIES_OF = {
  customer: [
    "customer.created",
    "customer.changed",
    "customer.classed",
    "customer.flagged",
    "customer.rested",
    "customer.shared",
    "customer.unshared",
    "contact.added",
    "contact.erased",
  ],
  contact: ["contact.changed", "contact.erased"],
} as const satisfies Record<string, readonly string[]>;

/** The moving facts (domain.md §3.1), each with the entry that says since when it holds. */
export const MOVING = {
  class: "customer.classed",
  flags: "customer.flagged",
  rest: "customer.rested",
} as const;

/** One fact that an entry moved from one value to another. */
export interface Moved {
  readonly fact: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The facts an entry moved, in the order they are kept; nothing of those that came with the first entry. */
export const movedBy = ({ before, after }: Pick<Entry, "before" | "after">): Moved[] =>
  Object.keys(after ?? {}).map((fact) => ({ fact, from: before?.[fact] ?? null, to: after?.[fact] ?? null }));
