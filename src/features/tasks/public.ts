import { dateIn, type PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { isWorkingDay } from "../../domain/calendar.ts";
import { revise, tell } from "../../notify/tell.ts";
import { elsewhereCard, movedCard, taskCard } from "./cards.ts";
import type { Side } from "./forms.ts";
import type { Task } from "./rules.ts";
import {
  closeTask,
  organizationOf,
  passOnGiven,
  passOnOwn,
  readNames,
  readTask,
  readTasks,
  readTasksOf,
  readTasksOfDay,
  readUnseenTasks,
} from "./store.ts";
import { texts } from "./texts.ts";

export { sayAsked, taskLines, type View as TaskView } from "./cards.ts";
export type { Task } from "./rules.ts";
export { readLeftTasks as leftTasks, readTasksFor as tasksFor } from "./store.ts";

/** What was asked of members, as it stands on their lists of a day. */
export async function tasksOfDay(
  scope: Scope,
  { members, day }: { readonly members: readonly MemberId[]; readonly day: PlainDate },
): Promise<ReadonlyMap<MemberId, Task[]>> {
  const { calendar } = await organizationOf(scope);
  return readTasksOfDay(scope, { members, day, works: isWorkingDay(calendar, day).value });
}

/** Has every card of a task show how it stands, but for whoever has nothing to do with it any more. */
export const reviseTask = (change: Change, task: Task): Promise<void> =>
  revise(change, `task:${task.id}`, ({ language, zone, member }) =>
    member === task.giver.id || (member === task.assignee.id && task.state !== "returned")
      ? taskCard(task, { language, member, today: dateIn(zone, change.at) })
      : elsewhereCard(language),
  );

/** Its cards are issued anew. */
export async function redrawTask(change: Change, id: string): Promise<void> {
  const task = await readTask(change, id);
  if (task) await reviseTask(change, task);
}

/** Tasks have gone to somebody else with their customers: that one and whoever gave them are told, each once. */
export async function tellMoved(change: Change, ids: readonly string[], key: string): Promise<void> {
  const tasks = await readTasks(change, ids);
  for (const task of tasks) await reviseTask(change, task);
  await tellEach(change, tasks, { of: "mine", key, title: (language, count) => texts[language].cameAlong({ count }) });
  await tellEach(change, tasks, { of: "given", key, title: (language, count) => texts[language].wentAlong({ count }) });
}

interface TellingEach {
  /** To whoever has them, or to whoever gave them. */
  readonly of: Side;
  readonly key: string;
  title(language: Language, count: number): string;
}
async function tellEach(change: Change, tasks: readonly Task[], { of, key, title }: TellingEach): Promise<void> {
  const whose = ({ assignee, giver }: Task) => (of === "mine" ? assignee : giver).id;
  // Whoever took over what they had asked for hears of it once.
  const told = of === "mine" ? tasks : tasks.filter(({ assignee, giver }) => assignee.id !== giver.id);
  for (const member of new Set(told.map(whose))) {
    const theirs = told.filter((task) => whose(task) === member);
    await tell(change, {
      key: `${key}:tasks:${of}:${member}`,
      to: { member },
      card: ({ language, zone }) =>
        movedCard(
          { of, tasks: theirs, title: title(language, theirs.length) },
          { language, member, today: dateIn(zone, change.at) },
        ),
    });
  }
}

/** Somebody has left: what they were to do goes back to whoever gave it, what they gave to whoever leads those who have it. */
export async function settleTasks(change: Change, leaver: MemberId): Promise<void> {
  const { zone } = await organizationOf(change);
  const on = dateIn(zone, change.at);
  const given = await readTasks(change, await passOnGiven(change, leaver));
  const name = (await readNames(change, [leaver])).get(leaver) ?? "";
  for (const task of given) await reviseTask(change, task);
  await tellEach(change, given, {
    of: "given",
    key: `left:${leaver}:${change.at.getTime()}`,
    title: (language, count) => texts[language].leftToYou({ name, count }),
  });
  await returnTasks(change, await readTasksOf(change, leaver), on);
}

/** Somebody works elsewhere: what they were to do for customers they see no more goes back to whoever gave it. */
export async function returnUnseen(change: Change, mover: MemberId): Promise<void> {
  const unseen = await readUnseenTasks(change, mover);
  if (unseen.length === 0) return;
  const ids = unseen.map(({ id }) => id);
  await passOnOwn(change, ids);
  const { zone } = await organizationOf(change);
  await returnTasks(change, await readTasks(change, ids), dateIn(zone, change.at));
}

async function returnTasks(change: Change, tasks: readonly Task[], on: PlainDate): Promise<void> {
  for (const task of tasks) {
    if (!(await closeTask(change, task, { state: "returned", on }))) continue;
    const [returned] = await readTasks(change, [task.id]);
    if (!returned) continue;
    await reviseTask(change, returned);
    await tell(change, {
      key: `task:${task.id}:returned`,
      to: { member: returned.giver.id },
      card: ({ language, zone, member }) => taskCard(returned, { language, member, today: dateIn(zone, change.at) }),
    });
  }
}
