import type { PlainDate } from "../../core/dates.ts";
import { eachByItself } from "../../core/each.ts";
import type { MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { isWorkingDay } from "../../domain/calendar.ts";
import { tell } from "../../notify/tell.ts";
import { type Gone, goneOf } from "../absence/public.ts";
import { byImportance, leftSince } from "../care/public.ts";
import { markSilencesTold, silentReps } from "../discipline/public.ts";
import { detailsOf } from "../occasions/public.ts";
import { reminderDue } from "../reminders/public.ts";
import { leftTasks } from "../tasks/public.ts";
import { type Digest, digestCard } from "./cards.ts";
import { countByRep } from "./rules.ts";
import { beginDigest, countOrphans, type Manager, organizationOf, readManagers, readMissed } from "./store.ts";

/** One message a working day to each manager, at their hour or to whoever stands in, of what has left their reps' lists undone, and of customers without an owner; none of nothing. */
export const digestTick = defineTick({ name: "care.digest", run: (context) => digestAll(context) });

async function digestAll(context: JobContext): Promise<void> {
  const { scope, now } = context;
  const due: { readonly manager: Manager; readonly today: PlainDate }[] = [];
  const findDue = async (): Promise<void> =>
    eachByItself(await readManagers(scope, now), async (manager) => {
      const at = reminderDue(manager, now);
      if (at) due.push({ manager, today: at.today });
    });
  await eachByItself([findDue, () => tellDue(context, due)], (step) => step());
}

async function tellDue(context: JobContext, due: readonly { readonly manager: Manager; readonly today: PlainDate }[]) {
  if (due.length === 0) return;
  const { scope } = context;
  const { calendar } = await organizationOf(scope);
  const working = due.filter(({ today }) => isWorkingDay(calendar, today).value);
  const gone = await goneOf(
    scope,
    working.map(({ manager }) => manager.id),
  );
  await eachByItself(working, ({ manager, today }) => {
    const away = gone.get(manager.id);
    return digestFor(context, { manager, away: away?.part.roles.has("manager") ? away : undefined }, today);
  });
}

interface Told {
  readonly manager: Manager;
  /** Somebody stands in for the manager: it is theirs to read, of the teams they have. */
  readonly away: Gone | undefined;
}
async function digestFor({ scope, change }: JobContext, { manager, away }: Told, today: PlainDate): Promise<void> {
  const whose = away ? { ...manager, teamIds: away.part.teamIds } : manager;
  const { id: memberId } = manager;
  const reader = away?.standIn.id ?? memberId;
  const digest = { ...(await digestOf(scope, { ...whose, reader }, today)), away: away?.name };
  await change(async (inside) => {
    const items = digest.count + digest.silent.length + Math.min(digest.orphans, 1);
    if (!(await beginDigest(inside, { memberId, day: today, items })) || items === 0) return;
    await markSilencesTold(inside, { managerId: memberId, members: digest.silent.map(({ id }) => id), today });
    await tell(inside, {
      key: `digest:${memberId}:${today}`,
      to: { member: reader },
      card: (reader) => digestCard(digest, reader),
    });
  });
}

async function digestOf(
  scope: JobContext["scope"],
  manager: Manager & { readonly reader: MemberId },
  today: PlainDate,
): Promise<Omit<Digest, "away">> {
  const { settings, calendar } = await organizationOf(scope);
  const days = settings.digestWorkingDays;
  const left = leftSince(today, { before: manager.days[0]?.day, calendar, days });
  const { teamIds, id, reader } = manager;
  const missed = left ? await readMissed(scope, { teamIds, manager: id, today, ...left }) : [];
  const tasks = left ? await leftTasks(scope, { teamIds, manager: id, reader, ...left }) : [];
  const lines = missed.toSorted(byImportance(today)).slice(0, settings.reminderLines);
  return {
    today,
    days,
    reps: countByRep([...missed.map(({ rep }) => rep), ...tasks.map(({ assignee }) => assignee.name)]),
    count: missed.length + tasks.length,
    lines,
    tasks,
    silent: await silentReps(scope, { teamIds, managerId: id, today }),
    // Whoever stands in hands nothing over.
    orphans: reader === id ? await countOrphans(scope, teamIds) : 0,
    details: await detailsOf(scope, { reasons: lines, today }),
  };
}
