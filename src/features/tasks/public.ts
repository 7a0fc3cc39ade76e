import { dateIn, type PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { isWorkingDay } from "../../domain/calendar.ts";
import { tell } from "../../notify/tell.ts";
import { taskCard } from "./cards.ts";
import type { Task } from "./rules.ts";
import { closeTask, organizationOf, passOnGiven, readTask, readTasksOf, readTasksOfDay } from "./store.ts";

export { sayAsked, taskLines, type View as TaskView } from "./cards.ts";
export type { Task } from "./rules.ts";
export { readLeftTasks as leftTasks } from "./store.ts";

/** What was asked of members, as it stands on their lists of a day. */
export async function tasksOfDay(
  scope: Scope,
  { members, day }: { readonly members: readonly MemberId[]; readonly day: PlainDate },
): Promise<ReadonlyMap<MemberId, Task[]>> {
  const { calendar } = await organizationOf(scope);
  return readTasksOfDay(scope, { members, day, works: isWorkingDay(calendar, day).value });
}

/** Somebody has left: what they were to do goes back to whoever gave it, what they gave to whoever leads those who have it. */
export async function settleTasks(change: Change, leaver: MemberId): Promise<void> {
  const { zone } = await organizationOf(change);
  const on = dateIn(zone, change.at);
  await passOnGiven(change, leaver);
  for (const task of await readTasksOf(change, leaver)) {
    if (!(await closeTask(change, task, { state: "returned", on }))) continue;
    const returned = await readTask(change, task.id);
    if (!returned) continue;
    await tell(change, {
      key: `task:${task.id}:returned`,
      to: { member: returned.giver.id },
      card: ({ language, zone, member }) => taskCard(returned, { language, member, today: dateIn(zone, change.at) }),
    });
  }
}
