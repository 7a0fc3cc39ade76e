import type { Clock } from "../core/clock.ts";
import type { MemberId, OrganizationId } from "../core/ids.ts";
import type { DatabaseHandle, Role, Scope } from "../core/scope.ts";
import { seesAllSegments } from "../domain/roles.ts";
import { signsWhere } from "../domain/signing.ts";
import { Prisma } from "./generated/client.ts";

/** The scope of a job: one organization, seen whole. */
export const systemScope = (database: DatabaseHandle, organizationId: OrganizationId, clock: Clock): Scope => ({
  organizationId,
  memberId: null,
  roles: new Set(),
  teamIds: [],
  segmentIds: [],
  standsFor: [],
  clock,
  database,
});

const has = (scope: Scope, ...roles: Role[]): boolean => roles.some((role) => scope.roles.has(role));

const seesAll = (scope: Scope): boolean => scope.memberId === null || seesAllSegments([...scope.roles]);

/**
 * A segment never sees another's: of people who work in segments, what is theirs reaches only those in its own, also
 * what came to them before it, or they, moved. Who works in none serves all.
 */
const within = ({ segmentIds }: Scope) => (segmentIds.length > 0 ? { segmentId: { in: [...segmentIds] } } : {});

const ownedBy = (memberId: MemberId, scope: Scope) => ({ ownerId: memberId, ...within(scope) });

const sharedWith = (memberId: MemberId, scope: Scope): Prisma.CustomerWhereInput => ({
  sharedWith: { some: { memberId } },
  ...within(scope),
});

/**
 * The customers of those somebody stands in for, as long as they are away, as if they were shared: within the segments
 * of the one who stands in, and never what the absent see of others' customers.
 */
const ownedByAbsent = (scope: Scope): Prisma.CustomerWhereInput => ({
  ownerId: { in: scope.standsFor.map(({ memberId }) => memberId) },
  ...within(scope),
});

/**
 * The customers a scope may see, spread into every query on customers. A rep: their own and those shared with them,
 * and those of a colleague they stand in for; a manager or clerk: the team's; a segment's head and admin: the segment's; executive and coordinator: all. Being
 * finance, compliance or admin shows no customers by itself.
 */
export const visibleCustomers = (scope: Scope): Prisma.CustomerWhereInput => {
  const organizationId = scope.organizationId;
  if (seesAll(scope)) return { organizationId };
  const sights: Prisma.CustomerWhereInput[] = [];
  if (scope.memberId) sights.push(ownedBy(scope.memberId, scope), sharedWith(scope.memberId, scope));
  if (scope.standsFor.length > 0) sights.push(ownedByAbsent(scope));
  if (has(scope, "manager", "clerk")) sights.push({ teamId: { in: [...scope.teamIds] } });
  if (has(scope, "segment_admin")) sights.push({ segmentId: { in: [...scope.segmentIds] } });
  return { organizationId, OR: sights };
};

/** One way of seeing customers, as SQL about the table "Customer" called c. */
interface WayOfSeeing {
  readonly sees: Prisma.Sql;
  /** A person's own are read one by one; of a team, a segment or all there may be hundreds of thousands. */
  readonly many: boolean;
}

/**
 * What visibleCustomers says, for queries that Prisma cannot say: the ways side by side, each served by an index of its
 * own, where OR between them would have all customers of the organization read.
 */
export const waysOfSeeing = (scope: Scope): readonly WayOfSeeing[] => {
  const organization = Prisma.sql`c."organizationId" = ${scope.organizationId}::uuid`;
  const way = (condition: Prisma.Sql, many: boolean) => ({ sees: Prisma.sql`${organization} AND ${condition}`, many });
  if (seesAll(scope)) return [{ sees: organization, many: true }];
  const ways: WayOfSeeing[] = [];
  const { memberId } = scope;
  if (memberId) {
    const shared = Prisma.sql`SELECT h."customerId" FROM "CustomerShare" h WHERE h."memberId" = ${memberId}::uuid`;
    const segmentIds = [...scope.segmentIds];
    const reached = segmentIds.length > 0 ? Prisma.sql`c."segmentId" = ANY(${segmentIds}::uuid[])` : Prisma.sql`TRUE`;
    ways.push(way(Prisma.sql`c."ownerId" = ${memberId}::uuid AND ${reached}`, false));
    ways.push(way(Prisma.sql`c.id IN (${shared}) AND ${reached}`, false));
    for (const { memberId: absent } of scope.standsFor)
      ways.push(way(Prisma.sql`c."ownerId" = ${absent}::uuid AND ${reached}`, false));
  }
  const each = (ids: readonly string[], column: Prisma.Sql) =>
    ids.map((id) => way(Prisma.sql`${column} = ${id}::uuid`, true));
  if (has(scope, "manager", "clerk")) ways.push(...each(scope.teamIds, Prisma.sql`c."teamId"`));
  if (has(scope, "segment_admin")) ways.push(...each(scope.segmentIds, Prisma.sql`c."segmentId"`));
  return ways;
};

/** The same of one customer called c: any of the ways. */
export const isSeen = (scope: Scope): Prisma.Sql => {
  const ways = waysOfSeeing(scope).map(({ sees }) => Prisma.sql`(${sees})`);
  return Prisma.sql`(${Prisma.join(ways, " OR ")})`;
};

/** The deals a scope may see; as for customers, and a deal is also seen by whoever sees its customer. Finance sees all: money. */
export const visibleDeals = (scope: Scope): Prisma.DealWhereInput =>
  has(scope, "finance") ? { organizationId: scope.organizationId } : workedDeals(scope);

/** Of those, the deals whose work a scope may see too, and not their money alone: how they came to where they stand. */
export const workedDeals = (scope: Scope): Prisma.DealWhereInput => {
  const organizationId = scope.organizationId;
  if (seesAll(scope)) return { organizationId };
  const sights: Prisma.DealWhereInput[] = [];
  if (scope.memberId) {
    const { memberId } = scope;
    sights.push(ownedBy(memberId, scope), { customer: ownedBy(memberId, scope) });
    sights.push({ customer: sharedWith(memberId, scope) });
    if (scope.standsFor.length > 0) sights.push({ customer: ownedByAbsent(scope) });
  }
  if (has(scope, "manager", "clerk")) sights.push({ teamId: { in: [...scope.teamIds] } });
  if (has(scope, "segment_admin")) sights.push({ segmentId: { in: [...scope.segmentIds] } });
  return { organizationId, OR: sights };
};

/** The same in SQL, of a deal d and its customer c, where it has one. */
export const isWorked = (scope: Scope): Prisma.Sql => {
  const organization = Prisma.sql`d."organizationId" = ${scope.organizationId}::uuid`;
  if (seesAll(scope)) return organization;
  const { memberId, teamIds } = scope;
  const [ofDeal, ofCustomer] = [Prisma.sql`d`, Prisma.sql`c`];
  const segmentIds = [...scope.segmentIds];
  const reached = (row: Prisma.Sql) =>
    segmentIds.length > 0 ? Prisma.sql`${row}."segmentId" = ANY(${segmentIds}::uuid[])` : Prisma.sql`TRUE`;
  const sights: Prisma.Sql[] = [];
  if (memberId) {
    const absent = scope.standsFor.map((each) => each.memberId);
    const shared = Prisma.sql`SELECT 1 FROM "CustomerShare" h WHERE h."customerId" = c.id AND h."memberId" = ${memberId}::uuid`;
    sights.push(Prisma.sql`d."ownerId" = ${memberId}::uuid AND ${reached(ofDeal)}`);
    sights.push(Prisma.sql`c."ownerId" = ANY(${[memberId, ...absent]}::uuid[]) AND ${reached(ofCustomer)}`);
    sights.push(Prisma.sql`EXISTS (${shared}) AND ${reached(ofCustomer)}`);
  }
  if (has(scope, "manager", "clerk")) sights.push(Prisma.sql`d."teamId" = ANY(${[...teamIds]}::uuid[])`);
  if (has(scope, "segment_admin")) sights.push(Prisma.sql`d."segmentId" = ANY(${segmentIds}::uuid[])`);
  return Prisma.sql`${organization} AND (${Prisma.join(sights, " OR ")})`;
};

/** The same of a customer in SQL, for the one who asks. */
export const customerInSight = (scope: Scope, customer: Prisma.Sql): Prisma.Sql => {
  const { memberId, standsFor, segmentIds } = scope;
  if (memberId === null) return Prisma.sql`TRUE`;
  const own = memberSeesCustomer(Prisma.sql`${memberId}::uuid`, customer);
  if (standsFor.length === 0) return own;
  const absent = standsFor.map((each) => each.memberId);
  return Prisma.sql`(${own} OR ${customer}."ownerId" = ANY(${absent}::uuid[])
    AND (${segmentIds.length === 0} OR ${customer}."segmentId" = ANY(${[...segmentIds]}::uuid[])))`;
};

/**
 * In SQL, for many members at once: whether the member may see the customer, as visibleCustomers says of one; but for
 * those a member stands in for, whose lists stay theirs.
 */
export const memberSeesCustomer = (member: Prisma.Sql, customer: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${memberLeadsCustomer(member, customer)}
    OR EXISTS (SELECT 1 FROM "CustomerShare" h WHERE h."customerId" = ${customer}.id AND h."memberId" = ${member})
      AND ${worksIn(member, Prisma.sql`${customer}."segmentId"`)})`;

/** Of those, whoever owns it or leads those who do: all but those it is only shared with. */
export const memberLeadsCustomer = (member: Prisma.Sql, customer: Prisma.Sql): Prisma.Sql => Prisma.sql`(
    ${customer}."ownerId" = ${member} AND ${worksIn(member, Prisma.sql`${customer}."segmentId"`)}
    OR EXISTS (SELECT 1 FROM "Member" r WHERE r.id = ${member} AND (r.roles && '{executive,coordinator}'
      OR r.roles && '{manager,clerk}' AND EXISTS (
        SELECT 1 FROM "TeamMember" t WHERE t."memberId" = r.id AND t."teamId" = ${customer}."teamId")
      OR r.roles && '{segment_admin}' AND ${isInSegment(member, Prisma.sql`${customer}."segmentId"`)})))`;

/** Named as nothing is where it is asked, whose names would mean these otherwise. */
const isInSegment = (member: Prisma.Sql, segmentId: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
    SELECT 1 FROM "TeamMember" seat JOIN "Team" seated ON seated.id = seat."teamId"
    WHERE seat."memberId" = ${member} AND seated."segmentId" = ${segmentId})`;

/** In SQL: whether a member works in the segment; who works in none serves all. */
export const worksIn = (member: Prisma.Sql, segmentId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
    ${isInSegment(member, segmentId)} OR NOT EXISTS (SELECT 1 FROM "TeamMember" seat WHERE seat."memberId" = ${member}))`;

/**
 * In SQL, of a fee: who asked for it sees it, and whoever may have to sign it: for their teams while its customer is of
 * their segment.
 */
export const feeInSight = (scope: Scope, fee: Prisma.Sql): Prisma.Sql => {
  const { everywhere, teamIds } = signsWhere(scope);
  return Prisma.sql`(${everywhere || scope.memberId === null} OR ${fee}."requesterId" = ${scope.memberId}::uuid
    OR ${fee}."teamId" = ANY(${[...teamIds]}::uuid[]) AND EXISTS (
      SELECT 1 FROM "Customer" payee JOIN "Team" payer ON payer."segmentId" = payee."segmentId"
      WHERE payee.id = ${fee}."customerId" AND payer.id = ${fee}."teamId"))`;
};

/** In SQL, of a task: nobody knows of it but who gave it and who was given it. */
export const taskInSight = ({ memberId }: Scope, task: Prisma.Sql): Prisma.Sql =>
  memberId === null ? Prisma.sql`TRUE` : Prisma.sql`${memberId}::uuid IN (${task}."giverId", ${task}."assigneeId")`;
