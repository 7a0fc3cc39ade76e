import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { auditCare, type CareSides, closedCare } from "../givencare/public.ts";
import { auditGiven, dealSides, type Sides, stepSides } from "../possessions/public.ts";

/** Customers of a member, as ids. */
export async function readOwned(scope: Scope, ownerId: MemberId): Promise<string[]> {
  const where = { organizationId: scope.organizationId, ownerId };
  return (await from(scope).customer.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/** Customers that became orphans when this member left, and still are. */
export async function readOrphaned(scope: Scope, memberId: MemberId): Promise<string[]> {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT c.id FROM "Customer" c
    JOIN LATERAL (SELECT o."fromId", o.cause FROM "OwnerChange" o
      WHERE o."organizationId" = c."organizationId" AND o."customerId" = c.id
      ORDER BY o.at DESC, o.id DESC LIMIT 1) l ON true
    WHERE c."organizationId" = ${scope.organizationId}::uuid AND c."ownerId" IS NULL
      AND l."fromId" = ${memberId}::uuid AND l.cause = 'left'`;
  return rows.map(({ id }) => id);
}

const closedOf = ({ organizationId }: Scope) => Prisma.sql`(
  SELECT m.id FROM "Member" m WHERE m."organizationId" = ${organizationId}::uuid AND m."closedAt" IS NOT NULL)`;

/**
 * What those who have left have open with customers of others goes to those; a deal without a customer goes to whoever
 * is in charge of its team. What hangs on orphans waits with them for the handover.
 */
export async function settleLooseEnds(change: Change): Promise<void> {
  const db = from(change);
  const { organizationId } = change;
  const gone = closedOf(change);
  const deals = await db.$queryRaw<Sides[]>`
    UPDATE "Deal" d SET "ownerId" = n.owner, version = d.version + 1
    FROM (SELECT d.id, CASE WHEN d."customerId" IS NOT NULL THEN c."ownerId" ELSE (
        SELECT m.id FROM "Member" m
        WHERE m."organizationId" = d."organizationId" AND m."closedAt" IS NULL
          AND m.roles && '{manager,segment_admin,executive,coordinator,admin}'::"Role"[]
        ORDER BY NOT ('manager' = ANY(m.roles) AND EXISTS (
            SELECT 1 FROM "TeamMember" t WHERE t."memberId" = m.id AND t."teamId" = d."teamId")),
          NOT ('segment_admin' = ANY(m.roles) AND EXISTS (
            SELECT 1 FROM "TeamMember" t JOIN "Team" g ON g.id = t."teamId"
            WHERE t."memberId" = m.id AND g."segmentId" = d."segmentId")),
          NOT 'executive' = ANY(m.roles), NOT 'coordinator' = ANY(m.roles), NOT 'admin' = ANY(m.roles),
          m."createdAt", m.id LIMIT 1) END AS owner
      FROM "Deal" d LEFT JOIN "Customer" c ON c.id = d."customerId"
      WHERE d."organizationId" = ${organizationId}::uuid AND d."ownerId" IN ${gone}
        AND d.stage NOT IN ('won', 'lost')) n, "Deal" b
    WHERE b.id = d.id AND d.id = n.id AND n.owner IS NOT NULL
    RETURNING d.id, ${dealSides}`;
  const steps = await db.$queryRaw<Sides[]>`
    UPDATE "NextStep" s SET "memberId" = c."ownerId", version = s.version + 1 FROM "Customer" c, "NextStep" b
    WHERE b.id = s.id AND s."organizationId" = ${organizationId}::uuid AND s."memberId" IN ${gone} AND s.state = 'open'
      AND c.id = s."customerId" AND c."ownerId" IS NOT NULL
    RETURNING s.id, ${stepSides}`;
  await auditGiven(change, { deals, steps });
  const care = await db.$queryRaw<CareSides[]>`
    UPDATE "CareItem" i SET state = 'not_needed', "closedAt" = ${change.at}::timestamptz, version = i.version + 1
    FROM "Customer" c, "CareItem" b
    WHERE b.id = i.id AND i."organizationId" = ${organizationId}::uuid AND i."memberId" IN ${gone}
      AND i.state IN ('open', 'later') AND c.id = i."customerId" AND c."ownerId" IS NOT NULL
    RETURNING ${closedCare}`;
  await auditCare(change, care);
}

/** Papers under way that somebody who has left asked for about customers of others, with whose they are. */
export async function readLoosePapers(scope: Scope): Promise<{ readonly id: string; readonly ownerId: MemberId }[]> {
  const rows = await from(scope).$queryRaw<{ id: string; ownerId: string }[]>`
    SELECT f.id, c."ownerId" FROM "Fee" f
    JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND a.state = 'waiting'
    JOIN "Customer" c ON c.id = f."customerId"
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND a."requesterId" IN ${closedOf(scope)}
      AND c."ownerId" IS NOT NULL`;
  return rows.map(({ id, ownerId }) => ({ id, ownerId: asMemberId(ownerId) }));
}

/** The member's name, and the teams whose customers these are. */
export async function readLeaver(
  scope: Scope,
  memberId: MemberId,
  customerIds: readonly string[],
): Promise<{ readonly name: string; readonly teamIds: readonly string[] }> {
  const { organizationId } = scope;
  const { name } = await from(scope).member.findFirstOrThrow({ where: { id: memberId, organizationId } });
  const teams = await from(scope).customer.findMany({
    where: { organizationId, id: { in: [...customerIds] } },
    select: { teamId: true },
    distinct: ["teamId"],
  });
  return { name, teamIds: teams.map(({ teamId }) => teamId) };
}
