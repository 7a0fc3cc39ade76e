import type { Instant } from "../../core/clock.ts";

/** An entry of the audit log, as far as a history tells it. */
export interface Entry {
  readonly what: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly at: Instant;
  /** Null: not a person, or one who is no longer known. */
  readonly by: string | null;
  /** The file it came from, where whoever reads brought that in: to others a name of a file may tell of what they do not see. */
  readonly file?: string | null;
  /** Whose it was and whose it became, by name, where the owner changed. */
  readonly owners?: { readonly from: string | null; readonly to: string | null };
}

/** Activities on one page. */
export const ACTIVITIES_A_PAGE = 10;

/** What a history of facts tells. */
export const ENTRIES_OF = {
  customer: [
    "customer.created",
    "customer.imported",
    "customer.filled",
    "customer.import_undone",
    "customer.changed",
    "customer.classed",
    "customer.flagged",
    "customer.rested",
    "customer.valued",
    "customer.pinned",
    "customer.shared",
    "customer.unshared",
    "customer.left",
    "customer.returned",
    "customer.handed_over",
    "customer.movedSegment",
    "customer.undone",
    "customer.merged",
    "customer.merged_away",
    "customer.parted",
    "survey.answered",
    "survey.corrected",
    "survey.undone",
    "case.noted",
    "case.met",
    "case.undone",
    "case.corrected",
    "case.withdrawn",
    "case.raised",
    "contact.added",
    "contact.imported",
    "contact.erased",
  ],
  contact: [
    "contact.filled",
    "contact.import_undone",
    "contact.changed",
    "contact.merged",
    "contact.merged_away",
    "contact.parted",
    "contact.shown",
    "contact.exported",
    "contact.erased",
  ],
} as const satisfies Record<string, readonly string[]>;

/**
 * What it leaves out: that one looks like another would tell of one that the reader may not see. Deals and their maps
 * have histories of their own.
 */
export const UNTOLD: readonly string[] = [
  "customer.doubled",
  "customer.told_apart",
  "customer.apart_undone",
  "contact.told_apart",
  "contact.apart_undone",
  "deal.created",
  "deal.imported",
  "deal.changed",
  "deal.moved",
  "influence.placed",
  "influence.takenOff",
];

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

type Kept = Readonly<Record<string, unknown>>;
/** A birthday and an estimate stand in several columns each: a history tells them whole. */
const asTold = (kept: Kept): Kept => {
  const { birthdayCalendar, birthYear, birthMonth, birthDay, birthLeap, yearlyMinor, yearlyCurrency, ...facts } = kept;
  const birthday = birthdayCalendar
    ? {
        ...{ calendar: birthdayCalendar, year: birthYear ?? null, month: birthMonth },
        ...{ day: birthDay ?? null, leap: birthLeap ?? false },
      }
    : null;
  const yearly = yearlyMinor && yearlyCurrency ? { minor: String(yearlyMinor), currency: yearlyCurrency } : null;
  return {
    ...facts,
    ...("birthdayCalendar" in kept && { birthday }),
    ...("yearlyMinor" in kept && { yearly }),
  };
};

/** The facts an entry moved, in the order they are kept; nothing of those that came with the first entry. */
export const movedBy = ({ what, before, after }: Pick<Entry, "what" | "before" | "after">): Moved[] => {
  const [was, is] = [asTold(before ?? {}), asTold(after ?? {})];
  // With a merge the name is that of the other; where two are made of one again, the other comes back whole.
  const told = Object.keys("into" in was ? {} : is).filter((fact) => fact !== "name" || !what.endsWith(".merged"));
  return told
    .map((fact) => ({ fact, from: was[fact] ?? null, to: is[fact] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
};

/** Entries that are told by a sentence of their own, and the facts they moved below it. */
export const TOLD_WITH_FACTS: ReadonlySet<string> = new Set([
  ...["customer.filled", "customer.import_undone", "customer.merged", "customer.parted"],
  ...["contact.filled", "contact.import_undone", "contact.merged", "contact.parted"],
]);
