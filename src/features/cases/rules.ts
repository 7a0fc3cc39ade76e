import type { Instant } from "../../core/clock.ts";
import { dateIn } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import { workingDaysBetween } from "../../domain/calendar.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import { afterWorkingHours, endOfWorkingDay, type Office, workingHours } from "../../domain/office.ts";
import type { Said } from "../../domain/satisfaction.ts";
import type { Settings } from "../../domain/settings.ts";
import { undoEnds } from "../../domain/undoing.ts";

export const CASE_KINDS = ["inquiry", "complaint"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** What is owed, in the order in which it is done; solving and calling back wait for nothing, closing for both. */
export const DUTIES = ["answer", "solve", "call_back", "close"] as const;
export type Duty = (typeof DUTIES)[number];
export const DUTIES_OF: Readonly<Record<CaseKind, readonly Duty[]>> = {
  inquiry: ["answer"],
  complaint: ["solve", "call_back", "close"],
};

/** How far up a missed clock goes: the manager, then the segment's head. */
const HIGHEST = 2;

export interface Clock {
  readonly duty: Duty;
  readonly dueAt: Instant;
  readonly level: number;
  readonly metAt: Instant | null;
  readonly metById: MemberId | null;
  readonly metBy: string | null;
  readonly note: string | null;
  readonly activityId: string | null;
}

export interface ServiceCase {
  readonly id: string;
  readonly kind: CaseKind;
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly flags: readonly CustomerFlag[];
    readonly ownerId: MemberId | null;
    readonly ownerName: string | null;
    readonly teamId: string;
    readonly segmentId: string;
  };
  readonly contact: { readonly id: string; readonly name: string; readonly title: string | null } | null;
  readonly said: string;
  /** What the answer comes to that opened it; null where a person did. */
  readonly answer: Said | null;
  readonly openedById: MemberId | null;
  readonly openedBy: string | null;
  readonly openedAt: Instant;
  readonly undoneAt: Instant | null;
  readonly version: number;
  /** In the order of DUTIES. */
  readonly clocks: readonly Clock[];
}

export interface NewCase {
  readonly kind: CaseKind;
  readonly customerId: string;
  /** Of that customer. */
  readonly contactId?: string | null | undefined;
  readonly said: string;
  /** The low answer that says it. */
  readonly answerId?: string | null | undefined;
}

/** What was done of what is owed. */
export interface Met {
  readonly duty: Duty;
  readonly note: string | null;
}

/** Its cards, wherever they stand, are one subject. */
export const subjectOf = ({ id }: Pick<ServiceCase, "id">): string => `case:${id}`;

/** By what clocks count: when the office is at work, and how long each thing may take where the customer is. */
export interface Pace {
  readonly office: Office;
  readonly service: Settings["service"];
}

/** By when something is owed that is owed from an instant on. Days are whole working days, to the end of work. */
export const dueOf = (duty: Duty, { office, service }: Pace, from: Instant): Instant => {
  switch (duty) {
    case "answer":
      return afterWorkingHours(office, from, service.answerMinutes / 60);
    case "solve":
      return afterWorkingHours(office, from, service.solveHours);
    case "call_back":
      return endOfWorkingDay(office, from, service.callBackDays);
    case "close":
      return endOfWorkingDay(office, from, service.closeDays);
    default:
      return duty satisfies never;
  }
};

/** When a missed clock goes up next: to the manager as it is missed, to the head after the same span again, then never. */
export const tellAt = ({ duty, dueAt, level }: Pick<Clock, "duty" | "dueAt" | "level">, pace: Pace): Instant | null => {
  if (level >= HIGHEST) return null;
  return level === 0 ? dueAt : dueOf(duty, pace, dueAt);
};

/** How long until something is due, or since it was: in working days from two on, else in working minutes. */
export type Left = { readonly late: boolean } & ({ readonly days: number } | { readonly minutes: number });

export const leftUntil = (office: Office, dueAt: Instant, now: Instant): Left => {
  const late = now >= dueAt;
  const [from, to] = late ? [dueAt, now] : [now, dueAt];
  const days = workingDaysBetween(office.calendar, dateIn(office.zone, from), dateIn(office.zone, to)).value;
  if (days > 1) return { late, days };
  const minutes = workingHours(office, from, to) * 60;
  // A moment passes between the opening and its answer: what was given in full is told in full.
  return { late, minutes: late ? Math.floor(minutes) : Math.max(1, Math.round(minutes)) };
};

export const openClocks = ({ clocks, undoneAt }: Pick<ServiceCase, "clocks" | "undoneAt">): readonly Clock[] =>
  undoneAt ? [] : clocks.filter(({ metAt }) => metAt === null);

/** The nearest of what is owed; null when nothing is. */
export const nearestDue = (one: Pick<ServiceCase, "clocks" | "undoneAt">): Instant | null => {
  const [first] = openClocks(one)
    .map(({ dueAt }) => dueAt)
    .toSorted((a, b) => a.getTime() - b.getTime());
  return first ?? null;
};

export const isMissed = ({ metAt, dueAt }: Pick<Clock, "metAt" | "dueAt">, now: Instant): boolean =>
  metAt === null && now >= dueAt;

/** Why something cannot be done for a case at this moment. */
export const problemOf = (one: ServiceCase, duty: Duty): "undone" | "done" | "early" | undefined => {
  if (one.undoneAt) return "undone";
  const open = openClocks(one);
  if (open.every((clock) => clock.duty !== duty)) return "done";
  return duty === "close" && open.length > 1 ? "early" : undefined;
};

/** What was done last for a case: a duty, or that it was opened. */
export interface LastStep {
  readonly duty: Duty | null;
  readonly at: Instant;
  readonly byId: MemberId | null;
}
export const lastStep = ({ clocks, openedAt, openedById }: ServiceCase): LastStep =>
  clocks.reduce<LastStep>(
    (last, { duty, metAt, metById }) => (metAt && metAt >= last.at ? { duty, at: metAt, byId: metById } : last),
    { duty: null, at: openedAt, byId: openedById },
  );

/** Who takes a step back, and whether they are in charge of the customer. */
export interface Asker {
  readonly memberId: MemberId | null;
  readonly inCharge: boolean;
}

/** Why the last step cannot be taken back: whoever took it does so while the time for it lasts, or somebody in charge of the customer. */
export const undoProblem = (
  one: ServiceCase,
  asker: Asker,
  { now, hours }: { readonly now: Instant; readonly hours: number },
): "undone" | "undoLate" | "notYours" | undefined => {
  if (one.undoneAt) return "undone";
  const { at, byId } = lastStep(one);
  if (byId !== asker.memberId && !asker.inCharge) return "notYours";
  return undoEnds(at, hours) < now ? "undoLate" : undefined;
};
