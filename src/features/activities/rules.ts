import type { Instant } from "../../core/clock.ts";
import { daysBetween, type PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import { type ActivityKind, LONGEST_AGO } from "../../domain/activities.ts";

/** Characters of what was said. */
export const LONGEST_SAID = 2000;
/** Minutes within which the same said twice is one activity. */
export const SAME_WITHIN = 10;

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
