import type { PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import { datesIn } from "../../domain/when.ts";

export type TaskState =
  | "open"
  | "done"
  /** The one it was given to cannot do it. */
  | "declined"
  /** Whoever gave it has taken it back. */
  | "taken_back"
  /** The one it was given to has left, or may not see its customer any more. */
  | "returned";

/** What somebody in charge asked somebody else to do, by a day. */
export interface Task {
  readonly id: string;
  readonly giver: { readonly id: MemberId; readonly name: string };
  readonly assignee: { readonly id: MemberId; readonly name: string };
  /** Which customer it is about, and which of the two may see it. */
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly flags: readonly CustomerFlag[];
    readonly seenBy: readonly MemberId[];
  } | null;
  readonly what: string;
  readonly dueOn: PlainDate;
  readonly state: TaskState;
  /** What was done, or why not, in the words of the one it was given to. */
  readonly answer: string | null;
  readonly version: number;
}

/** Characters. */
export const LONGEST_TASK = 500;
export const LONGEST_ANSWER = 500;
/** Days. */
export const FURTHEST = 366;

export const isOverdue = ({ state, dueOn }: Pick<Task, "state" | "dueOn">, today: PlainDate): boolean =>
  state === "open" && dueOn < today;

export type DayProblem = "notPast" | "tooFar";
/** Why a task cannot be due on that day. */
export const dayProblem = (on: PlainDate, { today, last }: { today: PlainDate; last: PlainDate }) =>
  on < today ? "notPast" : on > last ? "tooFar" : (undefined satisfies DayProblem | undefined);

/** What is to be done, and by when: null for a day that does not exist, undefined where none is said or it is not clear which. */
export interface TaskSaid {
  readonly what: string;
  readonly by: PlainDate | null | undefined;
}

const SEPARATORS = /^[\s,，:：、]+/u;
const BEFORE_DAY = /(?:\b(?:by|before|until|on|due)|在|于|截止到?)\s*$/iu;
const AFTER_DAY = /^\s*(?:之前|以前|前|之内|以内|内|截止)?[\s,，、:：]*/u;

/** The first day of the line is the one it is due by; all the rest is what is to be done. */
export function readTaskLine(line: string, today: PlainDate): TaskSaid {
  const day = datesIn(line, today).find(({ ahead, either }) => either || ahead === null || ahead >= today);
  if (!day) return { what: tidy(line), by: undefined };
  const before = line.slice(0, day.start).replace(BEFORE_DAY, "");
  const after = line.slice(day.end).replace(AFTER_DAY, "");
  const glued = /\p{Script=Han}$/u.test(before) && /^\p{Script=Han}/u.test(after);
  return { what: tidy(`${before.trimEnd()}${glued ? "" : " "}${after}`), by: day.either ? undefined : day.ahead };
}

const tidy = (text: string): string => text.replace(SEPARATORS, "").replace(/[\s,，、;；:：]+$/u, "");
