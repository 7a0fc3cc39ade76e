import type { Instant } from "../../core/clock.ts";
import type { PlainDate } from "../../core/dates.ts";
import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import type { Belonging, Handover, Held, Moved, OwnerCause } from "./rules.ts";

/** Keeps these customers as they are until the change ends. */
export async function holdCustomers(change: Change, ids: readonly string[]): Promise<Held[]> {
  const rows = await from(change).$queryRaw<
    { id: string; ownerId: string | null; teamId: string; segmentId: string; was: string | null; wasOpen: boolean }[]
  >`
    SELECT c.id, c."ownerId", c."teamId", c."segmentId", w.id AS was, coalesce(w."closedAt" IS NULL, false) AS "wasOpen"
    FROM "Customer" c
    LEFT JOIN "Member" w ON w.id = coalesce(c."ownerId", (
      SELECT o."fromId" FROM "OwnerChange" o
      WHERE o."organizationId" = c."organizationId" AND o."customerId" = c.id ORDER BY o.at DESC LIMIT 1))
    WHERE c."organizationId" = ${change.organizationId}::uuid AND c.id = ANY(${[...ids]}::uuid[])
    ORDER BY c.id FOR UPDATE OF c`;
  return rows.map((row) => ({
    ...row,
    ownerId: row.ownerId === null ? null : asMemberId(row.ownerId),
    was: row.was === null ? null : asMemberId(row.was),
  }));
}

export interface Belongs {
  readonly held: Held;
  readonly now: Belonging;
}

/** Gives customers their owner, team and segment, and writes down who had them before. */
export async function belong(
  change: Change,
  rows: readonly Belongs[],
  { cause, handoverId = null }: { readonly cause: OwnerCause; readonly handoverId?: string | null },
): Promise<void> {
  if (rows.length === 0) return;
  const { organizationId, memberId: byId, at } = change;
  // In another segment there may be one of the same name: the key then gets a mark of its own, as with a new customer.
  await from(change).$executeRaw`
    UPDATE "Customer" c SET "ownerId" = u.owner, "teamId" = u.team, "segmentId" = u.segment, version = c.version + 1,
      "nameKey" = CASE WHEN c."segmentId" <> u.segment AND EXISTS (
        SELECT 1 FROM "Customer" o WHERE o."organizationId" = c."organizationId" AND o."segmentId" = u.segment
          AND o."nameKey" = c."nameKey") THEN split_part(c."nameKey", '#', 1) || '#' || c.id ELSE c."nameKey" END
    FROM unnest(${rows.map(({ held }) => held.id)}::uuid[], ${rows.map(({ now }) => now.ownerId)}::uuid[],
      ${rows.map(({ now }) => now.teamId)}::uuid[], ${rows.map(({ now }) => now.segmentId)}::uuid[])
      AS u(id, owner, team, segment)
    WHERE c.id = u.id AND c."organizationId" = ${organizationId}::uuid`;
  await insertMany(
    change,
    "OwnerChange",
    rows.map(({ held, now }) => ({
      id: newId(),
      organizationId,
      customerId: held.id,
      fromId: held.ownerId,
      toId: now.ownerId,
      fromTeamId: held.teamId,
      toTeamId: now.teamId,
      cause,
      handoverId,
      byId,
      at,
    })),
  );
  for (const { held, now } of rows)
    await audit(change, {
      what: `customer.${cause === "handed_over" && held.segmentId !== now.segmentId ? "movedSegment" : cause}`,
      subject: `customer:${held.id}`,
      before: { ownerId: held.ownerId, teamId: held.teamId, segmentId: held.segmentId },
      after: { ...now, ...(handoverId !== null && { handoverId }) },
    });
}

const closed = (column: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM "Member" m WHERE m.id = ${column} AND m."closedAt" IS NOT NULL)`;
const uuids = (ids: readonly (string | null)[]) => Prisma.sql`${[...ids]}::uuid[]`;

/**
 * What is open with these customers and is their last owner's, or of somebody whose account is closed, becomes the new
 * owner's: deals, promises, care. In another segment all deals go along, also those that ended.
 */
export async function movePossessions(
  change: Change,
  held: readonly Held[],
  to: Belonging & { readonly ownerId: MemberId },
): Promise<ReadonlyMap<string, Omit<Moved, "papers">>> {
  const db = from(change);
  const org = Prisma.sql`${change.organizationId}::uuid`;
  const owner = Prisma.sql`${to.ownerId}::uuid`;
  const theirs = Prisma.sql`unnest(${uuids(held.map(({ id }) => id))}, ${uuids(held.map(({ was }) => was))},
    ${uuids(held.map(({ segmentId }) => segmentId))}) AS u(id, was, segment)`;
  const deals = await db.$queryRaw<Row[]>`
    WITH moved AS (
      UPDATE "Deal" d SET "ownerId" = ${owner}, "teamId" = ${to.teamId}::uuid, "segmentId" = ${to.segmentId}::uuid,
        version = d.version + 1
      FROM ${theirs} WHERE d."organizationId" = ${org} AND d."customerId" = u.id AND d.stage NOT IN ('won', 'lost')
        AND (d."ownerId" = u.was OR ${closed(Prisma.sql`d."ownerId"`)} OR u.segment <> ${to.segmentId}::uuid)
      RETURNING d.id, d."customerId"),
    ended AS (
      UPDATE "Deal" d SET "teamId" = ${to.teamId}::uuid, "segmentId" = ${to.segmentId}::uuid, version = d.version + 1
      FROM ${theirs} WHERE d."organizationId" = ${org} AND d."customerId" = u.id AND d.stage IN ('won', 'lost')
        AND u.segment <> ${to.segmentId}::uuid)
    SELECT id, "customerId" FROM moved`;
  const steps = await db.$queryRaw<Row[]>`
    UPDATE "NextStep" s SET "memberId" = ${owner}, version = s.version + 1
    FROM ${theirs} WHERE s."organizationId" = ${org} AND s."customerId" = u.id AND s.state = 'open'
      AND (s."memberId" = u.was OR ${closed(Prisma.sql`s."memberId"`)} OR u.segment <> ${to.segmentId}::uuid)
    RETURNING s.id, s."customerId"`;
  const care = await db.$queryRaw<Row[]>`
    WITH mine AS (
      SELECT DISTINCT ON (key) i.id, replace(i."onceKey", i."memberId"::text, ${to.ownerId}) AS key
      FROM "CareItem" i JOIN ${theirs} ON i."customerId" = u.id
      WHERE i."organizationId" = ${org} AND i.state IN ('open', 'later')
        AND (i."memberId" = u.was OR ${closed(Prisma.sql`i."memberId"`)})
      ORDER BY key, i."showOn" DESC)
    UPDATE "CareItem" i SET "memberId" = ${owner}, "onceKey" = mine.key, version = i.version + 1
    FROM mine WHERE i.id = mine.id AND NOT EXISTS (
      SELECT 1 FROM "CareItem" o WHERE o."organizationId" = ${org} AND o."onceKey" = mine.key AND o.id <> i.id)
    RETURNING i.id, i."customerId"`;
  await db.$executeRaw`
    UPDATE "CareItem" i SET state = 'not_needed', "closedAt" = ${change.at}::timestamptz, version = i.version + 1
    FROM ${theirs} WHERE i."organizationId" = ${org} AND i."customerId" = u.id AND i.state IN ('open', 'later')
      AND i."memberId" <> ${owner} AND (i."memberId" = u.was OR ${closed(Prisma.sql`i."memberId"`)})`;
  const far = held.filter(({ segmentId }) => segmentId !== to.segmentId).map(({ id }) => id);
  if (far.length > 0) await db.customerShare.deleteMany({ where: { customerId: { in: far } } });
  const idsOf = (rows: readonly Row[], customer: string) =>
    rows.filter(({ customerId }) => customerId === customer).map(({ id }) => id);
  return new Map(
    held.map(({ id }) => [id, { deals: idsOf(deals, id), steps: idsOf(steps, id), care: idsOf(care, id) }]),
  );
}
type Row = { readonly id: string; readonly customerId: string };

/** A promise to call for the first time, one for each customer. */
export async function promiseFirstCalls(
  change: Change,
  customerIds: readonly string[],
  { memberId, what, on }: { readonly memberId: MemberId; readonly what: string; readonly on: PlainDate },
): Promise<ReadonlyMap<string, string>> {
  const rows = customerIds.map((customerId) => ({
    id: newId(),
    organizationId: change.organizationId,
    customerId,
    memberId,
    what,
    dueOn: on,
    state: "open",
    version: 1,
  }));
  await insertMany(change, "NextStep", rows);
  return new Map(rows.map(({ id, customerId }) => [customerId, id]));
}

/** Papers under way about these customers, who asked for them, and whether that account is open. */
export async function papersUnderWay(
  scope: Scope,
  customerIds: readonly string[],
): Promise<
  { readonly id: string; readonly customerId: string; readonly requesterId: string; readonly open: boolean }[]
> {
  return from(scope).$queryRaw`
    SELECT f.id, f."customerId", a."requesterId", m."closedAt" IS NULL AS open
    FROM "Fee" f JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND a.state = 'waiting'
      JOIN "Member" m ON m.id = a."requesterId"
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND f."customerId" = ANY(${[...customerIds]}::uuid[])
    ORDER BY f.number`;
}

export interface HandoverItem extends Moved, Belonging {
  readonly customerId: string;
  /** Who had it last, also when it was an orphan. */
  readonly was: MemberId | null;
  readonly callId: string;
}

export async function keepHandover(
  change: Change,
  { id, toId, note }: { readonly id: string; readonly toId: MemberId; readonly note: string | null },
  items: readonly HandoverItem[],
): Promise<void> {
  const { organizationId, memberId, at } = change;
  const byId = memberId ?? toId;
  await from(change).handover.create({ data: { id, organizationId, toId, byId, note, count: items.length, at } });
  await insertMany(
    change,
    "HandoverItem",
    items.map(({ was, ...item }) => ({ ...item, handoverId: id, organizationId, wasId: was, undone: false })),
  );
}

export async function readHandover(
  scope: Scope,
  id: string,
): Promise<(Handover & { note: string | null }) | undefined> {
  const row = await from(scope).handover.findFirst({ where: { id, organizationId: scope.organizationId } });
  return row ? { ...row, toId: asMemberId(row.toId), byId: asMemberId(row.byId) } : undefined;
}

/**
 * The customers of a handover that can go back: still with whom they were handed to, and nothing was done with them
 * since. The others stay, and are named.
 */
export async function readUndoable(
  scope: Scope,
  { id, toId, at }: Pick<Handover, "id" | "toId" | "at">,
): Promise<{ readonly items: HandoverItem[]; readonly overtaken: string[] }> {
  const rows = await from(scope).$queryRaw<
    (Omit<HandoverItem, "ownerId" | "was"> & {
      ownerId: string | null;
      wasId: string | null;
      name: string;
      newer: boolean;
    })[]
  >`
    SELECT i."customerId"::text, i."ownerId", i."wasId", i."teamId", i."segmentId", i.deals::text[], i.steps::text[], i.care::text[],
      i.papers::text[], i."callId", c.name, c."ownerId" IS DISTINCT FROM ${toId}::uuid
        OR EXISTS (SELECT 1 FROM "OwnerChange" o WHERE o."customerId" = c.id AND o.at > ${at}::timestamptz)
        OR EXISTS (SELECT 1 FROM "Activity" a WHERE a."organizationId" = c."organizationId" AND a."customerId" = c.id
          AND a."createdAt" > ${at}::timestamptz AND a."undoneAt" IS NULL)
        OR EXISTS (SELECT 1 FROM "DealMove" v WHERE v."dealId" = ANY(i.deals::uuid[]) AND v.at > ${at}::timestamptz) AS newer
    FROM "HandoverItem" i JOIN "Customer" c ON c.id = i."customerId"
    WHERE i."handoverId" = ${id}::uuid AND i."organizationId" = ${scope.organizationId}::uuid AND NOT i.undone
    ORDER BY c.id FOR UPDATE OF c`;
  return {
    items: rows
      .filter(({ newer }) => !newer)
      .map(({ name, newer, ownerId, wasId, ...item }) => ({
        ...item,
        ownerId: ownerId === null ? null : asMemberId(ownerId),
        was: wasId === null ? null : asMemberId(wasId),
      })),
    overtaken: rows.filter(({ newer }) => newer).map(({ name }) => name),
  };
}

/** Puts back what went along; what is closed or somebody else's by now stays. */
export async function returnPossessions(change: Change, items: readonly HandoverItem[], toId: MemberId): Promise<void> {
  const db = from(change);
  const each = (key: "deals" | "steps" | "care") =>
    items.flatMap((item) =>
      item[key].map((id) => ({ id, was: item.was, teamId: item.teamId, segmentId: item.segmentId })),
    );
  const list = (key: "deals" | "steps" | "care") => {
    const rows = each(key).filter(({ was }) => was !== null);
    return Prisma.sql`unnest(${uuids(rows.map(({ id }) => id))}, ${uuids(rows.map(({ was }) => was))},
      ${uuids(rows.map(({ teamId }) => teamId))}, ${uuids(rows.map(({ segmentId }) => segmentId))}) AS u(id, was, team, segment)`;
  };
  const to = Prisma.sql`${toId}::uuid`;
  await db.$executeRaw`
    UPDATE "Deal" d SET "ownerId" = u.was, "teamId" = u.team, "segmentId" = u.segment, version = d.version + 1
    FROM ${list("deals")} WHERE d.id = u.id AND d."ownerId" = ${to}`;
  await db.$executeRaw`
    UPDATE "NextStep" s SET "memberId" = u.was, version = s.version + 1
    FROM ${list("steps")} WHERE s.id = u.id AND s."memberId" = ${to} AND s.state = 'open'`;
  await db.$executeRaw`
    UPDATE "CareItem" i SET "memberId" = u.was, "onceKey" = replace(i."onceKey", ${toId}, u.was::text), version = i.version + 1
    FROM ${list("care")} WHERE i.id = u.id AND i."memberId" = ${to} AND NOT EXISTS (
      SELECT 1 FROM "CareItem" o WHERE o."organizationId" = i."organizationId" AND o.id <> i.id
        AND o."onceKey" = replace(i."onceKey", ${toId}, u.was::text))`;
  await db.nextStep.updateMany({
    where: { organizationId: change.organizationId, id: { in: items.map(({ callId }) => callId) }, state: "open" },
    data: { state: "dropped", closedAt: change.at, version: { increment: 1 } },
  });
}

export async function markUndone(change: Change, id: string, customerIds: readonly string[]): Promise<boolean> {
  const { organizationId, at, memberId } = change;
  const { count } = await from(change).handover.updateMany({
    where: { id, organizationId, undoneAt: null },
    data: { undoneAt: at, undoneById: memberId, version: { increment: 1 } },
  });
  await from(change).handoverItem.updateMany({
    where: { handoverId: id, organizationId, customerId: { in: [...customerIds] } },
    data: { undone: true },
  });
  return count === 1;
}

export interface OwnerSpell {
  readonly name: string | null;
  readonly until: Instant;
  readonly cause: OwnerCause;
}
/** Who had the customer before, the latest first. */
export async function readOwners(scope: Scope, customerId: string): Promise<OwnerSpell[]> {
  return from(scope).$queryRaw`
    SELECT m.name, o.at AS until, o.cause::text FROM "OwnerChange" o LEFT JOIN "Member" m ON m.id = o."fromId"
    WHERE o."organizationId" = ${scope.organizationId}::uuid AND o."customerId" = ${customerId}::uuid
    ORDER BY o.at DESC, o.id LIMIT 20`;
}
