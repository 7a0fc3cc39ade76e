import { fromColumn } from "../../core/dates.ts";
import { asMemberId, isId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { findMembers, isHere } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";
import { type Page, type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { isSeen, visibleCustomers } from "../../data/scope.ts";
import { nameKey } from "../../domain/names.ts";
import { movesSegments } from "../../domain/roles.ts";
import type { Along } from "../possessions/public.ts";
import {
  type Colleague,
  colleagueValue,
  type Familiar,
  type InCharge,
  isInCharge,
  type Listed,
  MOST_AT_ONCE,
  type Standing,
  type Stood,
  type TeamOf,
  whoIsInCharge,
} from "./rules.ts";

export { readNames } from "../../data/colleagues.ts";
export { organizationOf } from "../../data/organization.ts";

const listed = {
  id: true,
  name: true,
  region: true,
  city: true,
  industry: true,
  flags: true,
  ownerId: true,
  teamId: true,
  segmentId: true,
} as const satisfies Prisma.CustomerSelect;
const listedOf = <Row extends { readonly ownerId: string | null }>(row: Row) => ({
  ...row,
  ownerId: row.ownerId === null ? null : asMemberId(row.ownerId),
});

/** The order of the first page and of every next one. */
const BY_NAME = [{ name: "asc" }, { id: "asc" }] satisfies Prisma.CustomerOrderByWithRelationInput[];

/** Of these customers those in sight. */
export async function readCustomers(scope: Scope, ids: readonly string[]): Promise<Listed[]> {
  const where = { AND: [visibleCustomers(scope), { id: { in: ids.filter(isId) } }] };
  return (await from(scope).customer.findMany({ where, select: listed, orderBy: BY_NAME })).map(listedOf);
}

/** Somebody's customers, or orphans: of a team, or of all. */
export type Which =
  | { readonly ownerId: string }
  | { readonly ownerId?: undefined; readonly teamId?: string | undefined };
const handable = (scope: Scope, which: Which): Prisma.CustomerWhereInput => {
  if (which.ownerId === undefined) return orphansOf(scope, which.teamId);
  const theirs = { ownerId: which.ownerId };
  return { AND: [visibleCustomers(scope), theirs, which.ownerId === scope.memberId ? {} : inChargeOf(scope)] };
};

/** Customers of others that the asker hands over: see `mayHandOver`. */
const inChargeOf = (scope: Scope): Prisma.CustomerWhereInput => {
  if (movesSegments(scope)) return {};
  const teamId = { in: scope.roles.has("manager") ? [...scope.teamIds] : [] };
  const segmentId = { in: scope.roles.has("segment_admin") ? [...scope.segmentIds] : [] };
  return { OR: [{ teamId }, { segmentId }] };
};

const orphansOf = (scope: Scope, teamId?: string): Prisma.CustomerWhereInput => ({
  AND: [
    visibleCustomers(scope),
    { ownerId: null, ...(teamId !== undefined && { teamId }) },
    // A clerk of the team sees them too, but only those in charge hand them over.
    scope.memberId === null || isInCharge(scope) ? {} : { id: { in: [] } },
  ],
});

const countSeen = (scope: Scope, id: string): Promise<number> =>
  from(scope).customer.count({ where: { AND: [visibleCustomers(scope), { id }] } });

/** A page of the orphans whose handover is up to the asker, and how many there are. */
export async function readOrphans(
  scope: Scope,
  { teamId, ...request }: PageRequest & { readonly teamId?: string | undefined },
): Promise<Page<Listed> & { readonly count: number }> {
  const where = orphansOf(scope, teamId);
  const page = await placedInSight(request, (id) => countSeen(scope, id));
  const rows = await from(scope).customer.findMany({ where, select: listed, orderBy: BY_NAME, ...pageArguments(page) });
  const { rows: shown, next } = pageOf(rows, page);
  return { rows: shown.map(listedOf), next, count: await from(scope).customer.count({ where }) };
}

export const countOf = (scope: Scope, ownerId: string): Promise<number> =>
  from(scope).customer.count({ where: handable(scope, { ownerId }) });

/** Those called so whose customers the asker hands over, with how many. */
export async function findOwners(
  scope: Scope,
  typed: string,
): Promise<{ readonly id: MemberId; readonly name: string; readonly count: number }[]> {
  const theirs = { AND: [visibleCustomers(scope), inChargeOf(scope)] };
  const called = await findMembers(scope, { id: { not: scope.memberId ?? "" }, customers: { some: theirs } }, typed);
  const ids = called.map(({ id }) => id);
  const where = { AND: [theirs, { ownerId: { in: ids } }] };
  const rows = await from(scope).customer.groupBy({ by: ["ownerId"], where, _count: true });
  const counts = new Map(rows.map(({ ownerId, _count }) => [ownerId, _count]));
  return called.map(({ id, name }) => ({ id, name, count: counts.get(id) ?? 0 }));
}

/** All of these, or as many as one handover takes, in the order of the list. */
export async function readAll(scope: Scope, which: Which): Promise<string[]> {
  const rows = await from(scope).customer.findMany({
    where: handable(scope, which),
    select: { id: true },
    orderBy: BY_NAME,
    take: MOST_AT_ONCE,
  });
  return rows.map(({ id }) => id);
}

/** Those of them whose name, its pinyin or initials have what was typed. */
export async function findAmong(scope: Scope, typed: string, which: Which): Promise<Listed[]> {
  const key = nameKey(typed);
  const literally = { name: { contains: typed.trim() } };
  const called = key === "" ? literally : { OR: [{ searchText: { contains: key } }, literally] };
  const rows = await from(scope).customer.findMany({
    where: { AND: [handable(scope, which), called] },
    select: listed,
    orderBy: { name: "asc" },
    take: 50,
  });
  return rows.map(listedOf);
}

const reachOf = (scope: Scope): Prisma.Sql => {
  if (movesSegments(scope) || scope.memberId === null) return Prisma.sql`true`;
  if (scope.roles.has("segment_admin")) return Prisma.sql`t."segmentId" = ANY(${[...scope.segmentIds]}::uuid[])`;
  return Prisma.sql`t.id = ANY(${[...scope.teamIds]}::uuid[])`;
};

/** In SQL: when member m, away at this moment, is back; null while they are there. */
const awayUntil = (scope: Scope): Prisma.Sql => Prisma.sql`(
  SELECT max(b."endsAt") FROM "Absence" b WHERE b."memberId" = m.id AND b."overAt" IS NULL
    AND b."startsAt" <= ${scope.clock.now()}::timestamptz AND b."endsAt" > ${scope.clock.now()}::timestamptz)`;

/** In SQL: reps and managers m, in each of their teams t, to whom the asker may hand customers. */
const colleaguesOf = (scope: Scope): Prisma.Sql => Prisma.sql`
  "Member" m JOIN "TeamMember" x ON x."memberId" = m.id JOIN "Team" t ON t.id = x."teamId"
    AND m."organizationId" = ${scope.organizationId}::uuid AND m."closedAt" IS NULL
    AND m.roles && '{rep,manager}'::"Role"[] AND ${reachOf(scope)}`;

/** Those of them whose name, its pinyin or initials have what was typed. */
export async function findColleagues(scope: Scope, typed: string): Promise<Colleague[]> {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`SELECT DISTINCT m.id FROM ${colleaguesOf(scope)}`;
  const called = await findMembers(scope, { id: { in: rows.map(({ id }) => id) } }, typed);
  return readColleagues(scope, { ids: called.map(({ id }) => id) });
}

/** These of them, or those of these teams, with what they have in sight; or with what they have `there` alone. */
export async function readColleagues(
  scope: Scope,
  which: { readonly ids: readonly string[] } | { readonly teamIds: readonly string[]; readonly there?: true },
): Promise<Colleague[]> {
  const those =
    "ids" in which
      ? Prisma.sql`m.id = ANY(${which.ids.filter(isId)}::uuid[])`
      : Prisma.sql`t.id = ANY(${[...which.teamIds]}::uuid[])`;
  const rows = await from(scope).$queryRaw<(Omit<Colleague, "id"> & { id: string })[]>`
    SELECT m.id, m.name, m.language::text, t.id AS "teamId", t.name AS team, t."segmentId", s.name AS segment, ${awayUntil(scope)} AS "awayUntil", ${isHere(Prisma.sql`m`)} AS here,
      (SELECT count(*)::int FROM "Customer" c WHERE c."ownerId" = m.id AND ${isSeen(scope)}
        AND ${"there" in which ? Prisma.sql`c."teamId" = t.id` : Prisma.sql`true`}) AS load
    FROM ${colleaguesOf(scope)} JOIN "Segment" s ON s.id = t."segmentId"
    WHERE ${those}
    ORDER BY m.name, m.id, t.name`;
  return rows.map((row) => ({ ...row, id: asMemberId(row.id) }));
}

/** The one a choice was made of, where they are still there. */
export const readColleague = async (scope: Scope, value: string): Promise<Colleague | undefined> => {
  const [id = ""] = value.split(":");
  return (await readColleagues(scope, { ids: [id] })).find((one) => colleagueValue(one) === value);
};

/** Keeps this account open until the change ends; false where it was closed meanwhile. */
export const holdOpen = async (change: Change, memberId: MemberId): Promise<boolean> => {
  const rows = await from(change).$queryRaw<unknown[]>`
    SELECT 1 FROM "Member" WHERE id = ${memberId}::uuid AND "organizationId" = ${change.organizationId}::uuid
      AND "closedAt" IS NULL FOR SHARE`;
  return rows.length > 0;
};

/** What these colleagues know: their customers in sight by place and trade, of one team or of all. */
export async function readFamiliar(scope: Scope, ownerIds: readonly MemberId[], teamId?: string): Promise<Familiar[]> {
  const rows = await from(scope).customer.groupBy({
    by: ["ownerId", "region", "city", "industry"],
    where: {
      AND: [visibleCustomers(scope), { ownerId: { in: [...ownerIds] }, ...(teamId !== undefined && { teamId }) }],
    },
    _count: true,
  });
  return rows.flatMap(({ ownerId, region, city, industry, _count: count }) =>
    ownerId === null ? [] : [{ ownerId: asMemberId(ownerId), region, city, industry, count }],
  );
}

/** A page of what came to the asker in one handover and is still theirs, and how many that are. */
export async function readHandedOver(
  scope: Scope,
  { handoverId, ...request }: PageRequest & { readonly handoverId: string },
): Promise<Page<Listed> & { readonly count: number }> {
  const items = await from(scope).handoverItem.findMany({
    where: { handoverId, organizationId: scope.organizationId, undone: false },
    select: { customerId: true },
  });
  const theirs = { id: { in: items.map(({ customerId }) => customerId) }, ownerId: scope.memberId };
  const where = { AND: [visibleCustomers(scope), theirs] };
  const page = await placedInSight(request, (id) => from(scope).customer.count({ where: { AND: [where, { id }] } }));
  const rows = await from(scope).customer.findMany({ where, select: listed, orderBy: BY_NAME, ...pageArguments(page) });
  const { rows: shown, next } = pageOf(rows, page);
  return { rows: shown.map(listedOf), next, count: await from(scope).customer.count({ where }) };
}

/** What went along with a handover, and of it so many things that are due next. */
export async function readAlong(scope: Scope, handoverId: string, most: number): Promise<Along> {
  const items = Prisma.sql`"HandoverItem" i WHERE i."handoverId" = ${handoverId}::uuid
    AND i."organizationId" = ${scope.organizationId}::uuid`;
  const due = (table: Prisma.Sql, ids: Prisma.Sql) => Prisma.sql`
    SELECT r.id, r."customerId", r.what, r."dueOn" FROM (SELECT unnest(${ids}) AS id FROM ${items}) w JOIN ${table} r ON r.id = w.id`;
  const [counts] = await from(scope).$queryRaw<Omit<Along, "next">[]>`
    SELECT sum(cardinality(i.deals))::int AS deals, sum(cardinality(i.steps))::int AS steps,
      sum(cardinality(i.tasks))::int AS tasks, sum(cardinality(i.papers))::int AS papers FROM ${items}`;
  const rows = await from(scope).$queryRaw<(Pick<Listed, "name" | "flags"> & { what: string; dueOn: Date })[]>`
    SELECT c.name, coalesce(c.flags::text[], '{}') AS flags, x.what, x."dueOn" FROM (
      ${due(Prisma.sql`"NextStep"`, Prisma.sql`i.steps`)} UNION ALL ${due(Prisma.sql`"Task"`, Prisma.sql`i.tasks`)}) x
    JOIN "Customer" c ON c.id = x."customerId" ORDER BY x."dueOn", x.id LIMIT ${most}`;
  const next = rows.map(({ name, flags, what, dueOn }) => ({
    customer: { name, flags },
    what,
    dueOn: fromColumn(dueOn),
  }));
  return { deals: 0, steps: 0, tasks: 0, papers: 0, ...counts, next };
}

/** Who is in charge of a team's orphans; or who was, when somebody stood as they did before. */
export async function readInCharge(scope: Scope, teamId: string, stood?: Stood): Promise<InCharge> {
  const rows = await from(scope).$queryRaw<(Standing & TeamOf & { readonly away: boolean })[]>`
    SELECT m.id, m.roles::text[] AS roles, ${awayUntil(scope)} IS NOT NULL AS away, g."segmentId", (
      SELECT coalesce(json_agg(json_build_object('id', o.id, 'segmentId', o."segmentId")), '[]')
      FROM "TeamMember" x JOIN "Team" o ON o.id = x."teamId" WHERE x."memberId" = m.id) AS teams
    FROM "Member" m, "Team" g
    WHERE g.id = ${teamId}::uuid AND m."organizationId" = ${scope.organizationId}::uuid AND m."closedAt" IS NULL
      AND m.roles && '{manager,segment_admin,coordinator,admin}'::"Role"[]
    ORDER BY m."createdAt", m.id`;
  const people = rows.map((row) => ({ ...row, id: asMemberId(row.id) }));
  const others = people.filter(({ id }) => id !== stood?.memberId);
  const then = stood ? [...others, { ...stood.before, id: stood.memberId, away: false }] : people;
  return whoIsInCharge(then, { id: teamId, segmentId: rows[0]?.segmentId ?? "" });
}

/** The teams in which customers have no owner. */
export const readTeamsWithOrphans = (scope: Scope): Promise<TeamOf[]> =>
  from(scope).$queryRaw`
    SELECT g.id, g."segmentId" FROM "Team" g
    WHERE g."organizationId" = ${scope.organizationId}::uuid AND EXISTS (
      SELECT FROM "Customer" c WHERE c."organizationId" = g."organizationId" AND c."teamId" = g.id AND c."ownerId" IS NULL)
    ORDER BY g.name, g.id`;

/** Of all teams, also of closed ones: lists of them may still stand. */
export async function readTeamIds(scope: Scope): Promise<string[]> {
  const rows = await from(scope).team.findMany({
    where: { organizationId: scope.organizationId },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

export async function readTeamName(scope: Scope, teamId: string): Promise<string> {
  const row = await from(scope).team.findFirst({ where: { id: teamId, organizationId: scope.organizationId } });
  return row?.name ?? "";
}

/** The team as long as it is open: what it had is in another afterwards. */
export const openTeam = async (scope: Scope, id: string | undefined): Promise<TeamOf | undefined> => {
  if (id === undefined) return undefined;
  const where = { id, organizationId: scope.organizationId, closedAt: null };
  return (await from(scope).team.findFirst({ where, select: { id: true, segmentId: true } })) ?? undefined;
};
