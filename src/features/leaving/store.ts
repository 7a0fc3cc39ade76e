import { fromColumn } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { memberSeesCustomer } from "../../data/scope.ts";
import { stillOpen } from "../fees/public.ts";
import { auditCare, type CareSides, closedCare } from "../givencare/public.ts";
import { auditGiven, dealSides, type Passed, type Sides, stepSides } from "../possessions/public.ts";

export { readNames } from "../../data/colleagues.ts";

/** Customers of a member, as ids. */
export async function readOwned(scope: Scope, ownerId: MemberId): Promise<string[]> {
  const where = { organizationId: scope.organizationId, ownerId };
  return (await from(scope).customer.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/**
 * Customers that became orphans when this member left, and still are; of those the ones that could be handed to them as
 * they are now: to a rep or manager in a team of the segment.
 */
export async function readOrphaned(scope: Scope, memberId: MemberId): Promise<string[]> {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT c.id FROM "Customer" c
    JOIN LATERAL (SELECT o."fromId" FROM "OwnerChange" o
      WHERE o."organizationId" = c."organizationId" AND o."customerId" = c.id AND o.cause = 'left'
      ORDER BY o.at DESC, o.id DESC LIMIT 1) l ON true
    WHERE c."organizationId" = ${scope.organizationId}::uuid AND c."ownerId" IS NULL AND l."fromId" = ${memberId}::uuid
      AND EXISTS (SELECT 1 FROM "Member" m JOIN "TeamMember" t ON t."memberId" = m.id JOIN "Team" g ON g.id = t."teamId"
        WHERE m.id = ${memberId}::uuid AND m.roles && '{rep,manager}'::"Role"[] AND g."segmentId" = c."segmentId")`;
  return rows.map(({ id }) => id);
}

/** Somebody who has left these segments. */
export interface Mover {
  readonly memberId: MemberId;
  readonly segmentIds: readonly string[];
}

/** Whether something of this segment is with somebody who does not look after it any more. */
type Loose = (holder: Prisma.Sql, segmentId: Prisma.Sql) => Prisma.Sql;
const withLeavers =
  ({ organizationId }: Scope): Loose =>
  (holder) =>
    Prisma.sql`${holder} IN (
      SELECT m.id FROM "Member" m WHERE m."organizationId" = ${organizationId}::uuid AND m."closedAt" IS NOT NULL)`;
const withMover =
  ({ memberId, segmentIds }: Mover): Loose =>
  (holder, segmentId) =>
    Prisma.sql`${holder} = ${memberId}::uuid AND ${segmentId} = ANY(${[...segmentIds]}::uuid[])`;

/** All segments but these, closed ones too. */
export async function readSegmentsBut(scope: Scope, ids: readonly string[]): Promise<string[]> {
  const where = { organizationId: scope.organizationId, id: { notIn: [...ids] } };
  return (await from(scope).segment.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/** Whoever is in charge of what is called so. */
const inCharge = (of: Prisma.Sql) => Prisma.sql`(
  SELECT m.id FROM "Member" m
  WHERE m."organizationId" = ${of}."organizationId" AND m."closedAt" IS NULL
    AND m.roles && '{manager,segment_admin,executive,coordinator,admin}'::"Role"[]
  ORDER BY NOT ('manager' = ANY(m.roles) AND EXISTS (
      SELECT 1 FROM "TeamMember" t WHERE t."memberId" = m.id AND t."teamId" = ${of}."teamId")),
    NOT ('segment_admin' = ANY(m.roles) AND EXISTS (
      SELECT 1 FROM "TeamMember" t JOIN "Team" g ON g.id = t."teamId"
      WHERE t."memberId" = m.id AND g."segmentId" = ${of}."segmentId")),
    NOT 'executive' = ANY(m.roles), NOT 'coordinator' = ANY(m.roles), NOT 'admin' = ANY(m.roles),
    m."createdAt", m.id LIMIT 1)`;

/**
 * What those who have left have open with customers of others goes to those; a deal without a customer goes to whoever
 * is in charge of its team. What hangs on orphans waits with them for the handover. So does what `mover` has open in
 * the segments they have left, only that what hangs on orphans goes to whoever is in charge: they do not come back.
 */
export async function settleLooseEnds(change: Change, mover?: Mover): Promise<LooseEnds> {
  const db = from(change);
  const { organizationId } = change;
  const loose = looseOf(change, mover);
  const [d, c] = [Prisma.sql`d`, Prisma.sql`c`];
  const deals = await db.$queryRaw<Sides[]>`
    UPDATE "Deal" d SET "ownerId" = n.owner, version = d.version + 1
    FROM (SELECT d.id, CASE WHEN c."ownerId" IS NOT NULL THEN c."ownerId"
        WHEN c.id IS NULL OR ${mover !== undefined} THEN ${inCharge(d)} END AS owner
      FROM "Deal" d LEFT JOIN "Customer" c ON c.id = d."customerId"
      WHERE d."organizationId" = ${organizationId}::uuid AND ${loose(Prisma.sql`d."ownerId"`, Prisma.sql`d."segmentId"`)}
        AND d.stage NOT IN ('won', 'lost')) n, "Deal" b
    WHERE b.id = d.id AND d.id = n.id AND n.owner <> d."ownerId"
    RETURNING d.id, ${dealSides}`;
  const steps = await db.$queryRaw<Sides[]>`
    UPDATE "NextStep" s SET "memberId" = n.owner, version = s.version + 1
    FROM "Customer" c CROSS JOIN LATERAL (SELECT coalesce(c."ownerId", ${inCharge(c)}) AS owner) n, "NextStep" b
    WHERE b.id = s.id AND s."organizationId" = ${organizationId}::uuid AND s.state = 'open' AND c.id = s."customerId"
      AND ${loose(Prisma.sql`s."memberId"`, Prisma.sql`c."segmentId"`)}
      AND (c."ownerId" IS NOT NULL OR ${mover !== undefined}) AND n.owner <> s."memberId"
    RETURNING s.id, ${stepSides}`;
  await auditGiven(change, { deals, steps });
  const care = await db.$queryRaw<CareSides[]>`
    UPDATE "CareItem" i SET state = 'not_needed', "closedAt" = ${change.at}::timestamptz, version = i.version + 1
    FROM "Customer" c, "CareItem" b
    WHERE b.id = i.id AND i."organizationId" = ${organizationId}::uuid AND i.state IN ('open', 'later')
      AND c.id = i."customerId" AND ${loose(Prisma.sql`i."memberId"`, Prisma.sql`c."segmentId"`)}
      AND (c."ownerId" IS NOT NULL OR ${mover !== undefined})
    RETURNING ${closedCare}`;
  await auditCare(change, care);
  return { deals, steps };
}

/** Deals and promises that went to somebody else. */
export interface LooseEnds {
  readonly deals: readonly Sides[];
  readonly steps: readonly Sides[];
}

/** The same for those they went to, with whose they were: promises by their day, then deals; of customers those in sight. */
export async function readPassed(
  change: Change,
  { deals, steps }: LooseEnds,
): Promise<readonly (Passed & { readonly was: MemberId })[]> {
  if (deals.length + steps.length === 0) return [];
  const was = new Map(
    [...deals, ...steps].map(({ id, before }) => [id, Object(before).ownerId ?? Object(before).memberId]),
  );
  const idsOf = (rows: readonly Sides[]) => rows.map(({ id }) => id);
  const rows = await from(change).$queryRaw<(Omit<Passed, "dueOn" | "customer"> & PassedRow)[]>`
    SELECT x.id, x."to", x.what, x."dueOn", x.stage, c.id AS "customerId", c.name, coalesce(c.flags::text[], '{}') AS flags
    FROM (
      SELECT s.id, s."memberId" AS "to", s."customerId", s.what, s."dueOn", NULL AS stage FROM "NextStep" s
      WHERE s.id = ANY(${idsOf(steps)}::uuid[])
      UNION ALL SELECT d.id, d."ownerId", d."customerId", d.name, NULL, d.stage::text FROM "Deal" d
      WHERE d.id = ANY(${idsOf(deals)}::uuid[])) x
    LEFT JOIN "Customer" c ON c.id = x."customerId" AND ${memberSeesCustomer(Prisma.sql`x."to"`, Prisma.sql`c`)}
    ORDER BY x."dueOn" NULLS LAST, x.what, x.id`;
  return rows.map(({ id, customerId, name, flags, dueOn, ...row }) => ({
    ...{ ...row, was: asMemberId(was.get(id)), dueOn: dueOn && fromColumn(dueOn) },
    customer: customerId === null ? null : { id: customerId, name, flags },
  }));
}
interface PassedRow extends Pick<NonNullable<Passed["customer"]>, "name" | "flags"> {
  readonly id: string;
  readonly dueOn: Date | null;
  readonly customerId: string | null;
}

const looseOf = (scope: Scope, mover: Mover | undefined): Loose =>
  mover === undefined ? withLeavers(scope) : withMover(mover);

/** Papers of theirs about customers of others that are not over, with whose they are. */
export async function readLoosePapers(
  scope: Scope,
  mover?: Mover,
): Promise<{ readonly id: string; readonly ownerId: MemberId }[]> {
  const loose = looseOf(scope, mover);
  const rows = await from(scope).$queryRaw<{ id: string; ownerId: string }[]>`
    SELECT f.id, c."ownerId" FROM "Fee" f
    JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND ${stillOpen}
    JOIN "Customer" c ON c.id = f."customerId"
    WHERE f."organizationId" = ${scope.organizationId}::uuid
      AND ${loose(Prisma.sql`a."requesterId"`, Prisma.sql`c."segmentId"`)}
      AND c."ownerId" IS NOT NULL`;
  return rows.map(({ id, ownerId }) => ({ id, ownerId: asMemberId(ownerId) }));
}

/** The member's name, roles and teams, and the teams whose customers these are. */
export async function readLeaver(
  scope: Scope,
  memberId: MemberId,
  customerIds: readonly string[],
): Promise<Standing & { readonly name: string; readonly teamIds: readonly string[] }> {
  const { organizationId } = scope;
  const { name, roles, teams } = await from(scope).member.findFirstOrThrow({
    where: { id: memberId, organizationId },
    select: { name: true, roles: true, teams: { select: { team: PLACE } } },
  });
  const theirs = await from(scope).customer.findMany({
    where: { organizationId, id: { in: [...customerIds] } },
    select: { teamId: true },
    distinct: ["teamId"],
  });
  return { name, roles, teams: teams.map(({ team }) => team), teamIds: theirs.map(({ teamId }) => teamId) };
}

/** Where somebody works, and as what. */
export interface Standing {
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
}
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly segmentId: string;
}
const PLACE = { select: { id: true, name: true, segmentId: true } } as const;

/** Who works in a team that is in another segment by now, and where they work besides. */
export async function readMovedWith(scope: Scope, { id: teamId, segmentId }: Pick<Team, "id" | "segmentId">) {
  const moved = { teamId, team: { segmentId: { not: segmentId } } };
  const rows = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId, closedAt: null, teams: { some: moved } },
    select: { id: true, roles: true, teams: { select: { team: PLACE } } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, roles, teams }) => ({ id: asMemberId(id), roles, teams: teams.map((each) => each.team) }));
}

/** What came along with somebody, and who leads the teams it left and came to. */
export interface Along {
  readonly customers: number;
  readonly deals: number;
  readonly into: readonly string[];
  readonly managers: readonly MemberId[];
}

/** Customers and open deals of the member in these teams are in the other ones from now on. */
export async function takeAlong(
  change: Change,
  memberId: MemberId,
  moves: readonly { readonly left: Team; readonly to: Team }[],
): Promise<Along | undefined> {
  if (moves.length === 0) return undefined;
  const { organizationId } = change;
  const ways = Prisma.sql`unnest(${moves.map(({ left }) => left.id)}::uuid[], ${moves.map(({ to }) => to.id)}::uuid[]) AS u(team, other)`;
  const customers = await from(change).$queryRaw<Sides[]>`
    UPDATE "Customer" c SET "teamId" = u.other, version = c.version + 1 FROM ${ways}
    WHERE c."organizationId" = ${organizationId}::uuid AND c."ownerId" = ${memberId}::uuid AND c."teamId" = u.team
    RETURNING c.id, json_build_object('teamId', u.team) AS before, json_build_object('teamId', u.other) AS after`;
  for (const { id, before, after } of customers)
    await audit(change, {
      what: "customer.changed",
      subject: `customer:${id}`,
      before: { ...before },
      after: { ...after },
    });
  const deals = await from(change).$queryRaw<Sides[]>`
    UPDATE "Deal" d SET "teamId" = u.other, version = d.version + 1 FROM ${ways}, "Deal" b
    WHERE b.id = d.id AND d."organizationId" = ${organizationId}::uuid AND d."ownerId" = ${memberId}::uuid
      AND d."teamId" = u.team AND d.stage NOT IN ('won', 'lost')
    RETURNING d.id, ${dealSides}`;
  await auditGiven(change, { deals });
  if (customers.length + deals.length === 0) return undefined;
  const teamIds = moves.flatMap(({ left, to }) => [left.id, to.id]);
  const managers = await from(change).member.findMany({
    where: { organizationId, closedAt: null, roles: { has: "manager" }, teams: { some: { teamId: { in: teamIds } } } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return {
    ...{ customers: customers.length, deals: deals.length, into: [...new Set(moves.map(({ to }) => to.name))] },
    managers: managers.map(({ id }) => asMemberId(id)),
  };
}
