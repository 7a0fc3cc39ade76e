import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import { asMemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { isUniqueConflict, MetAnother } from "../../data/errors.ts";
import { Prisma } from "../../data/generated/client.ts";
import { visibleCustomers, waysOfSeeing } from "../../data/scope.ts";
import { handsOf, handsThen, keeperOf } from "../../data/standing-in.ts";
import { IMPORTED, isInPerson } from "../../domain/activities.ts";
import { customerById, restoreContactDays, touchCustomer } from "../customers/public.ts";
import { type Activity, type NewActivity, onceKeys, SAME_MILLISECONDS, type Step } from "./rules.ts";

export interface Logged {
  readonly activity: Activity;
  /** The same was logged minutes ago: nothing was added, this is the one from then. */
  readonly again: boolean;
  /** Open steps of the member with this customer that it fulfilled. */
  readonly fulfilled: number;
}

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
    orderBy: [{ happenedOn: "desc" }, { createdAt: "desc" }],
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

/**
 * Logs an activity: its contacts, its next step, the customer's last contact, and the member's own steps with this
 * customer that were due until that day and are now fulfilled. The same twice within ten minutes is logged once.
 */
export async function logActivity(change: Change, activity: NewActivity): Promise<Logged> {
  const id = newId();
  const keys = onceKeys(change, activity);
  const came = await insertOnce(change, { activity, id, keys });
  const { earlier, fulfilled, lastContactOn, lastVisitOn } = came;
  const known = earlier === null ? null : await readActivity(change, earlier);
  if (known) return { activity: known, again: true, fulfilled: 0 };
  touchCustomer(change, activity.customerId, { on: activity.happenedOn, inPerson: isInPerson(activity.kind) });
  await audit(change, {
    what: "activity.logged",
    subject: `customer:${activity.customerId}`,
    before: { lastContactOn, lastVisitOn },
    after: { activityId: id, ...activity },
  });
  return { activity: asLogged(change, id, activity), again: false, fulfilled };
}

const asLogged = (change: Change, id: string, { next, ...activity }: NewActivity): Activity => ({
  ...activity,
  id,
  mood: activity.mood ?? null,
  contactIds: activity.contactIds ?? [],
  step: next ? { what: next.what, dueOn: next.on } : null,
  createdAt: change.at,
  undone: false,
  version: 1,
});

interface Once {
  readonly activity: NewActivity;
  readonly id: string;
  readonly keys: readonly [string, string];
}

interface Inserted {
  /** The same activity, logged minutes ago: then nothing was added. */
  readonly earlier: string | null;
  /** Nobody was logging the same at this moment. */
  readonly free: boolean;
  readonly fulfilled: number;
  /** Of the customer, before. */
  readonly lastContactOn: PlainDate | null;
  readonly lastVisitOn: PlainDate | null;
}

/** Two presses at the same moment: the second waits until the first is committed, and then finds it. */
async function insertOnce(change: Change, once: Once): Promise<Inserted> {
  const same = once.keys[0].slice(0, 36);
  const inserted = await insertWhereNew(change, once, same);
  if (inserted.free) return inserted;
  await from(change).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${same}, 0))::text`;
  return await insertWhereNew(change, once, same);
}

/**
 * One statement for all rows and all that must be known before, as this is what people wait for most. Steps closed by
 * an activity carry its instant, by which undoing finds them again.
 */
async function insertWhereNew(change: Change, { activity, id, keys }: Once, same: string): Promise<Inserted> {
  const { organizationId } = change;
  const { customerId, memberId, happenedOn, contactIds = [], next } = activity;
  const ways = waysOfSeeing(change).map(({ sees }) => Prisma.sql`(${sees})`);
  const at = change.at.toISOString();
  const since = new Date(change.at.getTime() - SAME_MILLISECONDS);
  const isNew = Prisma.sql`FROM fresh`;
  const met = Prisma.sql`, met AS (${metRows(change, { activityId: id, contactIds }, isNew)})`;
  const step = next && Prisma.sql`, step AS (${stepRow(change, { ...activity, activityId: id, next }, isNew)})`;
  const [inserted] = await from(change).$queryRaw<Inserted[]>`
    WITH held AS (SELECT pg_try_advisory_xact_lock(hashtextextended(${same}, 0)) AS free),
    before AS (
      SELECT c."lastContactOn"::text, c."lastVisitOn"::text, held.free,
        (SELECT a.id FROM "Activity" a WHERE a."organizationId" = c."organizationId" AND a."onceKey" = ANY(${[...keys]})
          AND a."createdAt" > ${since}::timestamptz ORDER BY a."createdAt" LIMIT 1) AS earlier
      FROM "Customer" c, held WHERE c.id = ${customerId}::uuid AND (${Prisma.join(ways, " OR ")})),
    fresh AS (SELECT 1 FROM before WHERE free AND earlier IS NULL),
    fulfilled AS (
      UPDATE "NextStep" SET state = 'done', "closedAt" = ${at}::timestamptz, version = version + 1
      WHERE EXISTS (SELECT ${isNew}) AND "organizationId" = ${organizationId}::uuid
        AND "customerId" = ${customerId}::uuid AND "memberId" = ANY(${handsOf(change, memberId)}::uuid[]) AND state = 'open'
        -- The first call after a handover is made by whatever comes first.
        AND ("dueOn" <= ${happenedOn}::date OR "activityId" IS NULL)
      RETURNING 1),
    activity AS (
      INSERT INTO "Activity" (id, "organizationId", "customerId", "memberId", "dealId", kind, "happenedOn", said, mood,
        "sourceText", "onceKey", "createdAt")
      SELECT ${id}::uuid, ${organizationId}::uuid, ${customerId}::uuid, ${memberId}::uuid,
        ${activity.dealId ?? null}::uuid, ${activity.kind}::"ActivityKind", ${happenedOn}::date, ${activity.said},
        ${activity.mood ?? null}::int, ${activity.sourceText ?? null}, ${keys[0]}, ${at}::timestamptz ${isNew})
    ${contactIds.length > 0 ? met : Prisma.empty}${step ?? Prisma.empty}
    SELECT b.*, (SELECT count(*)::int FROM fulfilled) AS fulfilled FROM before b`.catch((error: unknown) => {
    // Committed after this statement began, and before it tried for the lock.
    throw isUniqueConflict(error, "Activity_organizationId_onceKey_key") ? new MetAnother() : error;
  });
  if (!inserted) throw new TypeError("An activity is logged with a customer in sight.");
  return inserted;
}

interface Met {
  readonly activityId: string;
  readonly contactIds: readonly string[];
}

const metRows = ({ organizationId }: Change, { activityId, contactIds }: Met, isNew = Prisma.empty): Prisma.Sql =>
  Prisma.sql`INSERT INTO "ActivityContact" ("activityId", "contactId", "organizationId")
    SELECT ${activityId}::uuid, unnest(${[...new Set(contactIds)]}::uuid[]), ${organizationId}::uuid ${isNew}`;

interface NewStep extends Pick<NewActivity, "customerId" | "memberId" | "contactIds" | "dealId"> {
  readonly activityId: string;
  readonly next: { readonly what: string; readonly on: PlainDate };
}

const stepRow = (change: Change, { activityId, next, ...step }: NewStep, isNew = Prisma.empty): Prisma.Sql =>
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
  await dropSteps(change, activity.id);
  await reopenSteps(change, activity);
  await restoreContactDays(change, activity.customerId);
  await audit(change, {
    what: "activity.undone",
    subject: `customer:${activity.customerId}`,
    before: { ...activity },
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
