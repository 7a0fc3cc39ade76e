import type { Instant } from "../../core/clock.ts";
import { daysBetween, type PlainDate } from "../../core/dates.ts";
import { idFrom, type MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { type ActivityKind, LONGEST_AGO } from "../../domain/activities.ts";

/** Characters of what was said. */
export const LONGEST_SAID = 2000;
/** Minutes within which the same said twice is one activity. */
const SAME_WITHIN = 10;

/** What will happen next, and on which day. */
export interface Step {
  readonly what: string;
  readonly dueOn: PlainDate;
}

/** An activity that stands, or stood until it was undone. */
export interface Activity {
  readonly id: string;
  readonly customerId: string;
  readonly memberId: MemberId;
  readonly kind: ActivityKind;
  readonly happenedOn: PlainDate;
  readonly said: string;
  readonly mood: number | null;
  readonly contactIds: readonly string[];
  /** The step it promised, while that is open. */
  readonly step: Step | null;
  readonly createdAt: Instant;
  readonly undone: boolean;
  readonly version: number;
}

/** Days that can't be right on the form, by field. A day promised before may stay although it is past by now. */
export function dayProblems(
  form: {
    readonly happenedOn: PlainDate;
    readonly said: string;
    readonly nextWhat: string | undefined;
    readonly nextOn: PlainDate | undefined;
  },
  today: PlainDate,
  promised: PlainDate | undefined,
) {
  const { happenedOn, said, nextWhat, nextOn } = form;
  return {
    ...(happenedOn > today && { happenedOn: "happenedLater" as const }),
    ...(daysBetween(happenedOn, today) > LONGEST_AGO && { happenedOn: "tooLongAgo" as const }),
    ...(nextOn && nextOn < today && nextOn !== promised && { nextOn: "nextIsPast" as const }),
    ...(nextWhat !== undefined && !nextOn && { nextOn: "nextNeedsDay" as const }),
    ...(said === "" && nextWhat === undefined && !nextOn && { said: "saySomething" as const }),
  };
}

/** What is to be logged; contacts must be of the customer. */
export interface NewActivity {
  readonly customerId: string;
  readonly memberId: MemberId;
  readonly kind: ActivityKind;
  /** The day it was done, in the member's zone. */
  readonly happenedOn: PlainDate;
  readonly said: string;
  readonly contactIds?: readonly string[];
  readonly dealId?: string | undefined;
  /** −2 … +2 */
  readonly mood?: number | undefined;
  /** The line as typed, when it came as one. */
  readonly sourceText?: string | undefined;
  readonly next?: { readonly what: string; readonly on: PlainDate } | undefined;
}

/** What SAME_WITHIN is on a clock. */
export const SAME_MILLISECONDS = SAME_WITHIN * 60_000;

/** Keys of the same activity in this stretch of time and the one before. */
export function onceKeys(
  { organizationId, at }: Pick<Change, "organizationId" | "at">,
  activity: NewActivity,
): [string, string] {
  const { memberId, customerId, kind, happenedOn, said, sourceText, next } = activity;
  const what = sourceText ?? JSON.stringify([happenedOn, said, next ?? null, activity.contactIds ?? []]);
  const same = idFrom("activity", organizationId, memberId, customerId, kind, what);
  const stretch = Math.floor(at.getTime() / SAME_MILLISECONDS);
  return [`${same}:${stretch}`, `${same}:${stretch - 1}`];
}
