import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import { asMemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import { handsThen, keeperOf } from "../../data/standing-in.ts";
import { IMPORTED } from "../../domain/activities.ts";
import { customerById, restoreContactDays } from "../customers/public.ts";
import type { Activity, NewActivity, Step } from "./rules.ts";

const whole = {
  contacts: { select: { contactId: true } },
  nextSteps: { where: { state: "open" }, orderBy: { dueOn: "asc" }, take: 1 },
} as const satisfies Prisma.ActivityInclude;
type ActivityRow = Prisma.ActivityGetPayload<{ include: typeof whole }>;

const activityOf = (row: ActivityRow): Activity => {
  const [step] = row.nextSteps;
  return {
    id: row.id,
    customerId: row.customerId,
    memberId: asMemberId(row.memberId),
    kind: row.kind,
    happenedOn: fromColumn(row.happenedOn),
    said: row.said,
    mood: row.mood,
    contactIds: row.contacts.map(({ contactId }) => contactId),
    step: step ? { what: step.what, dueOn: fromColumn(step.dueOn) } : null,
    createdAt: row.createdAt,
    undone: row.undoneAt !== null,
    version: row.version,
  };
};

/** The activity, or null when it does not exist or is of a customer out of sight. */
export async function readActivity(scope: Scope, id: string): Promise<Activity | null> {
  const row = await from(scope).activity.findFirst({
    where: { id, customer: visibleCustomers(scope) },
    include: whole,
  });
  return row && activityOf(row);
}

/** The last activities with a customer that stand, newest first. */
export async function readRecent(scope: Scope, customerId: string, count: number): Promise<Activity[]> {
  const rows = await from(scope).activity.findMany({
    where: { customerId, undoneAt: null, customer: visibleCustomers(scope) },
    include: whole,
    orderBy: [{ happenedOn: "desc" }, { createdAt: "desc" }, { id: "desc" }],
    take: count,
  });
  return rows.map(activityOf);
}

/** What was promised to a customer in sight and is open, the nearest day first. */
export async function readOpenSteps(scope: Scope, customerId: string): Promise<Step[]> {
  const rows = await from(scope).nextStep.findMany({
    where: { customerId, state: "open", customer: visibleCustomers(scope) },
    orderBy: { dueOn: "asc" },
    take: 20,
  });
  return rows.map((row) => ({ what: row.what, dueOn: fromColumn(row.dueOn) }));
}

interface Met {
  readonly activityId: string;
  readonly contactIds: readonly string[];
}

/** Who was met, as rows; `isNew`: only where there is something to add. */
export const metRows = (
  { organizationId }: Change,
  { activityId, contactIds }: Met,
  isNew = Prisma.empty,
): Prisma.Sql =>
  Prisma.sql`INSERT INTO "ActivityContact" ("activityId", "contactId", "organizationId")
    SELECT ${activityId}::uuid, unnest(${[...new Set(contactIds)]}::uuid[]), ${organizationId}::uuid ${isNew}`;

interface NewStep extends Pick<NewActivity, "customerId" | "memberId" | "contactIds" | "dealId"> {
  readonly activityId: string;
  readonly next: { readonly what: string; readonly on: PlainDate };
}

/** What was promised, as a row. */
export const stepRow = (change: Change, { activityId, next, ...step }: NewStep, isNew = Prisma.empty): Prisma.Sql =>
  Prisma.sql`INSERT INTO "NextStep" (id, "organizationId", "customerId", "memberId", "activityId", "contactId", "dealId",
      what, "dueOn")
    SELECT ${newId()}::uuid, ${change.organizationId}::uuid, ${step.customerId}::uuid, ${keeperOf(change, step)},
      ${activityId}::uuid, ${step.contactIds?.[0] ?? null}::uuid, ${step.dealId ?? null}::uuid, ${next.what},
      ${next.on}::date ${isNew}`;

/** Takes an activity back with all it did. False: it was undone or edited meanwhile, and nothing is changed. */
export async function undoActivity(change: Change, activity: Activity): Promise<boolean> {
  const { organizationId } = change;
  const { count } = await from(change).activity.updateMany({
    where: { organizationId, id: activity.id, version: activity.version, undoneAt: null },
    data: { undoneAt: change.at, onceKey: null, version: { increment: 1 } },
  });
  if (count === 0) return false;
  const { count: dropped } = await dropSteps(change, activity.id);
  const { count: reopened } = await reopenSteps(change, activity);
  await restoreContactDays(change, activity.customerId);
  await audit(change, {
    what: "activity.undone",
    subject: `customer:${activity.customerId}`,
    before: { ...activity },
    after: { activityId: activity.id, steps: { dropped, reopened } },
  });
  return true;
}

const dropSteps = (change: Change, activityId: string) =>
  from(change).nextStep.updateMany({
    where: { organizationId: change.organizationId, activityId, state: "open" },
    data: { state: "dropped", closedAt: change.at, version: { increment: 1 } },
  });

/** Steps that the activity fulfilled; `promised`: only those with a day, as a first call is made on any. */
const reopenSteps = async (change: Change, { customerId, memberId, createdAt }: Activity, promised = false) =>
  from(change).nextStep.updateMany({
    where: {
      ...{ organizationId: change.organizationId, customerId, state: "done", closedAt: createdAt },
      memberId: { in: await handsThen(change, memberId, createdAt) },
      ...(promised && { activityId: { not: null } }),
    },
    data: { state: "open", closedAt: null, version: { increment: 1 } },
  });

export interface ActivityEdit extends Omit<NewActivity, "memberId" | "sourceText" | "dealId"> {
  /** The version that was seen when the edit began. */
  readonly version: number;
}

const isElsewhere = (activity: Activity, { customerId, happenedOn }: ActivityEdit): boolean =>
  customerId !== activity.customerId || happenedOn !== activity.happenedOn;

/** Changes an activity. False: someone was faster, and nothing is changed. */
export async function editActivity(change: Change, activity: Activity, edit: ActivityEdit): Promise<boolean> {
  const { organizationId } = change;
  const { count } = await from(change).activity.updateMany({
    where: { organizationId, id: activity.id, version: edit.version, undoneAt: null },
    data: {
      ...{ customerId: edit.customerId, kind: edit.kind, said: edit.said },
      happenedOn: toColumn(edit.happenedOn),
      mood: edit.mood ?? null,
      version: { increment: 1 },
    },
  });
  if (count === 0) return false;
  // What was said with another customer, or of another day, may be said anew; a line of a sheet comes in once.
  const once = { organizationId, id: activity.id, onceKey: { not: { startsWith: IMPORTED } } };
  if (isElsewhere(activity, edit)) await from(change).activity.updateMany({ where: once, data: { onceKey: null } });
  await from(change).activityContact.deleteMany({ where: { organizationId, activityId: activity.id } });
  await from(change).$executeRaw(metRows(change, { activityId: activity.id, contactIds: edit.contactIds ?? [] }));
  await replaceStep(change, activity, edit);
  await fulfilAnew(change, activity, edit);
  const customer = await customerById(change, edit.customerId);
  await audit(change, {
    what: "activity.edited",
    subject: `customer:${edit.customerId}`,
    before: { ...activity, lastContactOn: customer?.lastContactOn ?? null, lastVisitOn: customer?.lastVisitOn ?? null },
    after: { activityId: activity.id, ...edit },
  });
  await restoreContactDays(change, edit.customerId);
  if (edit.customerId !== activity.customerId) await restoreContactDays(change, activity.customerId);
  return true;
}

async function replaceStep(change: Change, activity: Activity, edit: ActivityEdit): Promise<void> {
  const { step, memberId } = activity;
  const moved = edit.customerId !== activity.customerId;
  if (step && edit.next && step.what === edit.next.what && step.dueOn === edit.next.on && !moved) return;
  await dropSteps(change, activity.id);
  if (!edit.next) return;
  await from(change).$executeRaw(stepRow(change, { ...edit, memberId, activityId: activity.id, next: edit.next }));
}

/** With another customer or on another day it fulfils other steps than before; never its own. */
async function fulfilAnew(change: Change, activity: Activity, edit: ActivityEdit): Promise<void> {
  if (!isElsewhere(activity, edit)) return;
  const { customerId, happenedOn } = edit;
  await reopenSteps(change, activity, customerId === activity.customerId);
  await from(change).nextStep.updateMany({
    where: {
      organizationId: change.organizationId,
      customerId,
      memberId: { in: await handsThen(change, activity.memberId, activity.createdAt) },
      state: "open",
      dueOn: { lte: toColumn(happenedOn) },
      activityId: { not: activity.id },
    },
    data: { state: "done", closedAt: activity.createdAt, version: { increment: 1 } },
  });
}
