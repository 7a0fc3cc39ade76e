import type { PlainDate } from "../../core/dates.ts";
import { newId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { atEnd } from "../../data/at-end.ts";
import { audit } from "../../data/audit.ts";
import { ask, from } from "../../data/client.ts";
import { isUniqueConflict, MetAnother } from "../../data/errors.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isSeen } from "../../data/scope.ts";
import { handsOf } from "../../data/standing-in.ts";
import { unheld } from "../../data/transaction.ts";
import { isInPerson } from "../../domain/activities.ts";
import {
  type Activity,
  activityById,
  metRows,
  type NewActivity,
  onceKeys,
  SAME_MILLISECONDS,
  stepRow,
} from "../activities/public.ts";
import { touchCustomer } from "../customers/public.ts";

export interface Logged {
  readonly activity: Activity;
  /** The same was logged minutes ago: nothing was added, this is the one from then. */
  readonly again: boolean;
  /** Open steps of the member with this customer that it fulfilled. */
  readonly fulfilled: number;
}

/**
 * Logs an activity: its contacts, its next step, the customer's last contact, and the member's own steps with this
 * customer that were due until that day and are now fulfilled. The same twice within ten minutes is logged once.
 */
export async function logActivity(change: Change, activity: NewActivity): Promise<Logged> {
  const once = onceOf(change, activity);
  const came = await insertOnce(change, once);
  return came.earlier === null ? logged(change, once, came) : asEarlier(change, came.earlier);
}

/** The same as the change ends, for whoever reads nothing of it before: this is what people wait for most. */
export async function logAtEnd(change: Change, activity: NewActivity): Promise<Logged> {
  const once = onceOf(change, activity);
  const before = await readBefore(change, once);
  if (before.earlier !== null) return asEarlier(change, before.earlier);
  insertAtEnd(change, { change, once, before });
  return logged(change, once, before);
}

const asEarlier = async (change: Change, id: string): Promise<Logged> => {
  const activity = await activityById(change, id);
  if (!activity) throw new TypeError("An activity is logged with a customer in sight.");
  return { activity, again: true, fulfilled: 0 };
};

const logged = async (change: Change, { id, activity }: Once, before: Before): Promise<Logged> => {
  const { firstContactOn, lastContactOn, lastVisitOn, fulfilled } = before;
  touchCustomer(change, activity.customerId, { on: activity.happenedOn, inPerson: isInPerson(activity.kind) });
  await audit(change, {
    what: "activity.logged",
    subject: `customer:${activity.customerId}`,
    before: { lastContactOn, lastVisitOn, ...(firstContactOn === null && { firstContactOn }) },
    after: { activityId: id, ...activity },
  });
  return { activity: asLogged(change, id, activity), again: false, fulfilled };
};

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
  /** Whoever logs the same holds this. */
  readonly same: string;
}

const onceOf = (change: Change, activity: NewActivity): Once => {
  const keys = onceKeys(change, activity);
  return { activity, id: newId(), keys, same: keys[0].slice(0, 36) };
};

/** How things are as an activity is logged. */
interface Before {
  /** The same activity, logged minutes ago: then nothing is added. */
  readonly earlier: string | null;
  /** Nobody was logging the same at this moment. */
  readonly free: boolean;
  /** Steps that it fulfils. */
  readonly fulfilled: number;
  /** Of the customer. */
  readonly firstContactOn: PlainDate | null;
  readonly lastContactOn: PlainDate | null;
  readonly lastVisitOn: PlainDate | null;
}

const held = ({ same }: Once): Prisma.Sql =>
  Prisma.sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${same}, 0)) AS free`;

/** Of the statement's `held`. */
const beforeRow = (change: Change, { activity, keys }: Once): Prisma.Sql => {
  const since = new Date(change.at.getTime() - SAME_MILLISECONDS);
  return Prisma.sql`
    SELECT c."firstContactOn"::text, c."lastContactOn"::text, c."lastVisitOn"::text, held.free,
      (SELECT a.id FROM "Activity" a WHERE a."organizationId" = c."organizationId" AND a."onceKey" = ANY(${[...keys]})
        AND a."createdAt" > ${since}::timestamptz ORDER BY a."createdAt" LIMIT 1) AS earlier
    FROM "Customer" c, held WHERE c.id = ${activity.customerId}::uuid AND ${isSeen(change)}`;
};

/** Open steps that an activity fulfils. The first call after a handover is made by whatever comes first. */
const dueSteps = (change: Change, { customerId, memberId, happenedOn }: NewActivity): Prisma.Sql => Prisma.sql`
  "organizationId" = ${change.organizationId}::uuid AND "customerId" = ${customerId}::uuid
  AND "memberId" = ANY(${handsOf(change, memberId)}::uuid[]) AND state = 'open'
  AND ("dueOn" <= ${happenedOn}::date OR "activityId" IS NULL)`;

/** All that logging adds, where it is new; steps closed by an activity carry its instant, by which undoing finds them again. */
const loggingRows = (change: Change, { activity, id, keys }: Once) => {
  const { organizationId } = change;
  const { customerId, memberId, happenedOn, contactIds = [], next } = activity;
  const at = change.at.toISOString();
  const isNew = Prisma.sql`FROM fresh`;
  return {
    fresh: Prisma.sql`SELECT 1 FROM before WHERE free AND earlier IS NULL`,
    fulfilled: Prisma.sql`
      UPDATE "NextStep" SET state = 'done', "closedAt" = ${at}::timestamptz, version = version + 1
      WHERE EXISTS (SELECT ${isNew}) AND ${dueSteps(change, activity)} RETURNING 1`,
    activity: Prisma.sql`
      INSERT INTO "Activity" (id, "organizationId", "customerId", "memberId", "dealId", kind, "happenedOn", said, mood,
        "sourceText", "onceKey", "createdAt")
      SELECT ${id}::uuid, ${organizationId}::uuid, ${customerId}::uuid, ${memberId}::uuid,
        ${activity.dealId ?? null}::uuid, ${activity.kind}::"ActivityKind", ${happenedOn}::date, ${activity.said},
        ${activity.mood ?? null}::int, ${activity.sourceText ?? null}, ${keys[0]}, ${at}::timestamptz ${isNew}`,
    ...(contactIds.length > 0 && { met: metRows(change, { activityId: id, contactIds }, isNew) }),
    ...(next && { step: stepRow(change, { ...activity, activityId: id, next }, isNew) }),
  };
};

/** Committed by another after this statement began, and before it tried for the lock. */
const ONCE = "Activity_organizationId_onceKey_key";
const metAnother = (error: unknown): never => {
  throw isUniqueConflict(error, ONCE) ? new MetAnother() : error;
};

/** Two presses at the same moment: the second waits until the first is committed, and then finds it. */
const waitForTheSame = (change: Change, { same }: Once) =>
  from(change).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${same}, 0))::text`;

async function insertOnce(change: Change, once: Once): Promise<Before> {
  const inserted = await insertWhereNew(change, once);
  if (inserted.free) return inserted;
  await waitForTheSame(change, once);
  return await insertWhereNew(change, once);
}

async function insertWhereNew(change: Change, once: Once): Promise<Before> {
  const rows = Object.entries(loggingRows(change, once)).map(
    ([name, sql]) => Prisma.sql`${Prisma.raw(name)} AS (${sql})`,
  );
  const [inserted] = await from(change).$queryRaw<Before[]>`
      WITH held AS (${held(once)}), before AS (${beforeRow(change, once)}), ${Prisma.join(rows)}
      SELECT b.*, (SELECT count(*)::int FROM fulfilled) AS fulfilled FROM before b`.catch(metAnother);
  if (!inserted) throw new TypeError("An activity is logged with a customer in sight.");
  return inserted;
}

async function readBefore(change: Change, once: Once): Promise<Before> {
  const read = async (): Promise<Before> => {
    const [before] = await ask<Before>(
      unheld(change),
      Prisma.sql`
      WITH held AS (${held(once)}), before AS (${beforeRow(change, once)})
      SELECT b.*, (SELECT count(*)::int FROM "NextStep" WHERE ${dueSteps(change, once.activity)}) AS fulfilled
      FROM before b`,
    );
    if (!before) throw new TypeError("An activity is logged with a customer in sight.");
    return before;
  };
  const before = await read();
  if (before.free) return before;
  await waitForTheSame(change, once);
  return await read();
}

/** Called off where anything that was read has changed since: the change is tried again, and reads it anew. */
const insertAtEnd = atEnd<{ readonly change: Change; readonly once: Once; readonly before: Before }>(
  (rows) => {
    const [row, another] = rows;
    if (!row || another) throw new TypeError("A change that logs several activities logs each at once.");
    const { change, once, before } = row;
    return {
      held: held(once),
      before: beforeRow(change, once),
      ...loggingRows(change, once),
      logged: Prisma.sql`SELECT FROM fresh WHERE (SELECT count(*) FROM fulfilled) = ${before.fulfilled}`,
    };
  },
  { statement: "logged", unique: ONCE, otherwise: () => new MetAnother() },
);
