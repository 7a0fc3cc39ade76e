import type { Instant } from "../../core/clock.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import { addWorkingDays, type WorkCalendar } from "../../domain/calendar.ts";
import { undoEnds } from "../../domain/undoing.ts";

/** Where a customer belongs: whose it is (nobody's: an orphan), and in which team and segment. */
export interface Belonging {
  readonly ownerId: MemberId | null;
  readonly teamId: string;
  readonly segmentId: string;
}

/** A customer as it stands while it is held. */
export interface Held extends Belonging {
  readonly id: string;
  /** Its owner, or who was it last. */
  readonly was: MemberId | null;
  /** Whether that one's account is open. */
  readonly wasOpen: boolean;
}

/** Why the owner, team or segment of a customer changed. */
export type OwnerCause =
  /** The owner's account was closed. */
  | "left"
  /** It was opened again before anything was handed over. */
  | "returned"
  | "handed_over"
  /** An orphan got the owner of the one that was merged into it. */
  | "merged"
  | "undone";

/** A handover that took place. */
export interface Handover {
  readonly id: string;
  readonly toId: MemberId;
  readonly byId: MemberId;
  readonly count: number;
  readonly at: Instant;
  readonly undoneAt: Instant | null;
}

/** The day by which the new owner calls for the first time. */
export const firstCallOn = (
  { calendar, workingDays }: { readonly calendar: WorkCalendar; readonly workingDays: number },
  today: PlainDate,
): PlainDate => addWorkingDays(calendar, today, workingDays).value;

/** Why a handover cannot be taken back any more; undefined while it can. */
export const undoProblem = (
  { at, undoneAt }: Handover,
  { now, hours }: { readonly now: Instant; readonly hours: number },
): "undone" | "late" | undefined => {
  if (undoneAt) return "undone";
  return now > undoEnds(at, hours) ? "late" : undefined;
};
