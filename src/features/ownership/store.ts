import type { Instant } from "../../core/clock.ts";
import type { PlainDate } from "../../core/dates.ts";
import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isSeen, worksIn } from "../../data/scope.ts";
import type { Moved } from "../possessions/public.ts";
import type { Belonging, Handover, Held, OwnerCause } from "./rules.ts";

/** Keeps these customers as they are until the change ends. An orphan was last of who left: what was undone since does not count. */
export async function holdCustomers(change: Change, ids: readonly string[]): Promise<Held[]> {
  const rows = await from(change).$queryRaw<
    { id: string; ownerId: string | null; teamId: string; segmentId: string; was: string | null; wasOpen: boolean }[]
  >`
    SELECT c.id, c."ownerId", c."teamId", c."segmentId", w.id AS was, coalesce(w."closedAt" IS NULL, false) AS "wasOpen"
    FROM "Customer" c
    LEFT JOIN "Member" w ON w.id = coalesce(c."ownerId", (
      SELECT o."fromId" FROM "OwnerChange" o
      WHERE o."organizationId" = c."organizationId" AND o."customerId" = c.id AND o.cause = 'left'
      ORDER BY o.at DESC, o.id DESC LIMIT 1))
    WHERE c."organizationId" = ${change.organizationId}::uuid AND c.id = ANY(${[...ids]}::uuid[])
    ORDER BY c.id FOR UPDATE OF c`;
  return rows.map((row) => ({
    ...row,
    ownerId: row.ownerId === null ? null : asMemberId(row.ownerId),
    was: row.was === null ? null : asMemberId(row.was),
  }));
}

export interface Belongs {
  readonly held: Belonging & Pick<Held, "id">;
  readonly now: Belonging;
}

const ENTRIES = {
  left: "customer.left",
  returned: "customer.returned",
  handed_over: "customer.handed_over",
  undone: "customer.undone",
} as const satisfies Partial<Record<OwnerCause, string>>;

interface Why<Cause extends OwnerCause = OwnerCause> {
  readonly cause: Cause;
  readonly handoverId?: string | null;
}

/** Gives customers their owner, team and segment, and writes down who had them before. */
export async function belong(
  change: Change,
  rows: readonly Belongs[],
  { cause, handoverId = null }: Why<keyof typeof ENTRIES>,
): Promise<void> {
  if (rows.length === 0) return;
  const { organizationId } = change;
  // In another segment there may be one of the same name: the key then gets a mark of its own, as with a new customer.
  // And what it was worth in the one before says nothing there.
  await from(change).$executeRaw`
    UPDATE "Customer" c SET "ownerId" = u.owner, "teamId" = u.team, "segmentId" = u.segment, version = c.version + 1,
      "nameKey" = CASE WHEN c."segmentId" <> u.segment AND EXISTS (
        SELECT 1 FROM "Customer" o WHERE o."organizationId" = c."organizationId" AND o."segmentId" = u.segment
          AND o."nameKey" = c."nameKey") THEN split_part(c."nameKey", '#', 1) || '#' || c.id ELSE c."nameKey" END,
      grade = CASE WHEN c."segmentId" = u.segment THEN c.grade ELSE coalesce(c."pinnedGrade", w.grade) END,
      quadrant = CASE WHEN c."segmentId" = u.segment THEN c.quadrant ELSE coalesce(c."pinnedQuadrant", w.quadrant) END,
      loyalty = CASE WHEN c."segmentId" = u.segment THEN c.loyalty ELSE coalesce(c."pinnedLoyalty", w.loyalty) END,
      allegiance = CASE WHEN c."segmentId" = u.segment THEN c.allegiance
        ELSE coalesce(c."pinnedAllegiance", w.allegiance) END
    FROM unnest(${rows.map(({ held }) => held.id)}::uuid[], ${rows.map(({ now }) => now.ownerId)}::uuid[],
      ${rows.map(({ now }) => now.teamId)}::uuid[], ${rows.map(({ now }) => now.segmentId)}::uuid[])
      AS u(id, owner, team, segment) LEFT JOIN "Worth" w ON w."customerId" = u.id AND w."segmentId" = u.segment
    WHERE c.id = u.id AND c."organizationId" = ${organizationId}::uuid`;
  await keepOwners(change, rows, { cause, handoverId });
  for (const { held, now } of rows)
    await audit(change, {
      what: cause === "handed_over" && held.segmentId !== now.segmentId ? "customer.movedSegment" : ENTRIES[cause],
      subject: `customer:${held.id}`,
      before: { ownerId: held.ownerId, teamId: held.teamId, segmentId: held.segmentId },
      after: { ...now, ...(handoverId !== null && { handoverId }) },
    });
}

/** Writes down who had customers before, and who has them now. */
export async function keepOwners(
  change: Change,
  rows: readonly Belongs[],
  { cause, handoverId = null }: Why,
): Promise<void> {
  const { organizationId, memberId: byId, at } = change;
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
}

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
  for (const { id, customerId } of rows)
    await audit(change, {
      what: "step.promised",
      subject: `step:${id}`,
      after: { customerId, memberId, what, dueOn: on },
    });
  return new Map(rows.map(({ id, customerId }) => [customerId, id]));
}

/** What was promised for the new owner is dropped with the handover. */
export async function dropFirstCalls(change: Change, ids: readonly string[]): Promise<void> {
  const dropped = await from(change).nextStep.updateManyAndReturn({
    where: { organizationId: change.organizationId, id: { in: [...ids] }, state: "open" },
    data: { state: "dropped", closedAt: change.at, version: { increment: 1 } },
    select: { id: true },
  });
  for (const { id } of dropped)
    await audit(change, {
      what: "step.dropped",
      subject: `step:${id}`,
      before: { state: "open" },
      after: { state: "dropped" },
    });
}

export interface HandoverItem extends Moved, Belonging {
  readonly customerId: string;
  /** Who had it last, also when it was an orphan. */
  readonly was: MemberId | null;
  readonly papers: readonly string[];
  /** Null where whoever has it now had it before. */
  readonly callId: string | null;
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

/** Whether anything began with customer c that would be left behind where it was, with whoever had it then. */
const begunSince = (at: Instant): Prisma.Sql => {
  const after = Prisma.sql`> ${at}::timestamptz`;
  return Prisma.sql`(
    EXISTS (SELECT 1 FROM "Deal" d WHERE d."customerId" = c.id AND d."createdAt" ${after})
    OR EXISTS (SELECT 1 FROM "Fee" f WHERE f."organizationId" = c."organizationId" AND f."customerId" = c.id AND f."createdAt" ${after})
    OR EXISTS (SELECT 1 FROM "ServiceCase" s WHERE s."customerId" = c.id AND s."openedAt" ${after} AND s."undoneAt" IS NULL)
    OR EXISTS (SELECT 1 FROM "Task" k WHERE k."customerId" = c.id AND k."createdAt" ${after})
    OR EXISTS (SELECT 1 FROM "NextStep" n JOIN "AuditEntry" e ON e."organizationId" = n."organizationId"
        AND e.subject = 'step:' || n.id AND e.what = 'step.promised' AND e.at ${after}
      WHERE n."customerId" = c.id AND n.state <> 'dropped'))`;
};

/** Something newer stands on it, its team was closed or is in another segment, or whoever had it looks after customers of that segment no more. */
export type Stays = "overtaken" | "teamless" | "away";
/** What of a handover can go back, and what stays, by name. */
export interface Undoable {
  readonly items: readonly (HandoverItem & {
    /** Whether it came from another segment. */
    readonly fromAfar: boolean;
    /** The team it was in: it goes to where its owner works by now. */
    readonly wasIn: string;
  })[];
  readonly stays: Readonly<Record<Stays, readonly string[]>>;
  /** How many are there no more, as they went into others: said to whoever did it alone. */
  readonly merged: number;
}

/**
 * The customers of a handover that can go back: still with whom they were handed to, nothing was done with them since,
 * the team they were in is there in their segment, and whoever had them still works in the segment. The others stay, and are named: to whoever did it, or sees them.
 */
export async function readUndoable(scope: Scope, { id, toId, byId, count, at }: Handover): Promise<Undoable> {
  const rows = await from(scope).$queryRaw<
    (Omit<Undoable["items"][number], "ownerId" | "was"> & {
      ownerId: string | null;
      wasId: string | null;
      name: string;
      named: boolean;
      stays: Stays | null;
    })[]
  >`
    SELECT i."customerId"::text, i."ownerId", i."wasId", i."teamId" AS "wasIn", coalesce(home.id, i."teamId") AS "teamId", i."segmentId", i.deals::text[], i.steps::text[], i.care::text[],
      coalesce(i."dealOwners"::text[], '{}') AS "dealOwners", coalesce(i."stepOwners"::text[], '{}') AS "stepOwners",
      coalesce(i."dealTeams"::text[], '{}') AS "dealTeams", coalesce(i."endedTeams"::text[], '{}') AS "endedTeams",
      coalesce(i."careOver"::text[], '{}') AS "careOver", coalesce(i.tasks::text[], '{}') AS tasks, coalesce(i."taskOwners"::text[], '{}') AS "taskOwners",
      coalesce(i.ended::text[], '{}') AS ended, coalesce(i.shares::text[], '{}') AS shares, i.papers::text[], i."callId", c.name, ${byId === scope.memberId} OR ${isSeen(scope)} AS named, c."segmentId" <> i."segmentId" AS "fromAfar",
      CASE WHEN c."ownerId" IS DISTINCT FROM ${toId}::uuid
        OR EXISTS (SELECT 1 FROM "OwnerChange" o WHERE o."customerId" = c.id AND o.at > ${at}::timestamptz)
        OR EXISTS (SELECT 1 FROM "Activity" a WHERE a."organizationId" = c."organizationId" AND a."customerId" = c.id
          AND a."createdAt" > ${at}::timestamptz AND a."undoneAt" IS NULL)
        OR EXISTS (SELECT 1 FROM "DealMove" v WHERE v."dealId" = ANY(i.deals::uuid[]) AND v.at > ${at}::timestamptz)
        OR ${begunSince(at)} THEN 'overtaken' WHEN (t."closedAt" IS NOT NULL OR t."segmentId" <> i."segmentId") AND home.id IS NULL THEN 'teamless'
      WHEN NOT (m.roles && '{executive,coordinator}'::"Role"[]
        OR m.roles && '{rep,manager}'::"Role"[] AND ${worksIn(Prisma.sql`m.id`, Prisma.sql`i."segmentId"`)}) THEN 'away'
      END AS stays
    FROM "HandoverItem" i JOIN "Customer" c ON c.id = i."customerId" JOIN "Team" t ON t.id = i."teamId"
    LEFT JOIN "Member" m ON m.id = i."ownerId" AND m."closedAt" IS NULL
    LEFT JOIN LATERAL (
      SELECT g.id FROM "TeamMember" x JOIN "Team" g ON g.id = x."teamId" AND g."closedAt" IS NULL
      WHERE x."memberId" = m.id AND g."segmentId" = i."segmentId" ORDER BY g.id <> i."teamId", g.name LIMIT 1) home ON true
    WHERE i."handoverId" = ${id}::uuid AND i."organizationId" = ${scope.organizationId}::uuid AND NOT i.undone
    ORDER BY c.id FOR UPDATE OF c FOR SHARE OF t`;
  const namesOf = (why: Stays) => rows.flatMap(({ stays, name, named }) => (stays === why && named ? [name] : []));
  return {
    items: rows
      .filter(({ stays }) => stays === null)
      .map(({ name, named, stays, ownerId, wasId, ...item }) => ({
        ...item,
        // The owner's own deals come along to where they work by now.
        dealTeams: item.dealTeams.map((team, index) =>
          team === item.wasIn && item.dealOwners[index] === ownerId ? item.teamId : team,
        ),
        ownerId: ownerId === null ? null : asMemberId(ownerId),
        was: wasId === null ? null : asMemberId(wasId),
      })),
    stays: { overtaken: namesOf("overtaken"), teamless: namesOf("teamless"), away: namesOf("away") },
    merged: byId === scope.memberId ? count - rows.length : 0,
  };
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
    ORDER BY o.at DESC, o.id DESC LIMIT 20`;
}
