import type { Clock } from "../core/clock.ts";
import type { OrganizationId } from "../core/ids.ts";
import type { DatabaseHandle, Role, Scope } from "../core/scope.ts";
import type { Prisma } from "./generated/client.ts";

/** The scope of a job: one organization, seen whole. */
export const systemScope = (database: DatabaseHandle, organizationId: OrganizationId, clock: Clock): Scope => ({
  organizationId,
  memberId: null,
  roles: new Set(),
  teamIds: [],
  segmentIds: [],
  clock,
  database,
});

const has = (scope: Scope, ...roles: Role[]): boolean => roles.some((role) => scope.roles.has(role));

/** Sees customers of every segment (domain.md §1). */
const seesAll = (scope: Scope): boolean => scope.memberId === null || has(scope, "executive", "coordinator");

/**
 * The customers a scope may see, spread into every query on customers. A rep: their own and those shared with them;
 * a manager or clerk: the team's; a segment admin: the segment's; executive and coordinator: all. Being finance,
 * compliance or admin shows no customers by itself.
 */
export const visibleCustomers = (scope: Scope): Prisma.CustomerWhereInput => {
  const organizationId = scope.organizationId;
  if (seesAll(scope)) return { organizationId };
  const sights: Prisma.CustomerWhereInput[] = [];
  if (scope.memberId) sights.push({ ownerId: scope.memberId }, { sharedWith: { some: { memberId: scope.memberId } } });
  if (has(scope, "manager", "clerk")) sights.push({ teamId: { in: [...scope.teamIds] } });
  if (has(scope, "segment_admin")) sights.push({ segmentId: { in: [...scope.segmentIds] } });
  return { organizationId, OR: sights };
};

/** The deals a scope may see; as for customers, and a deal is also seen by whoever sees its customer. Finance sees all: money. */
export const visibleDeals = (scope: Scope): Prisma.DealWhereInput => {
  const organizationId = scope.organizationId;
  if (seesAll(scope) || has(scope, "finance")) return { organizationId };
  const sights: Prisma.DealWhereInput[] = [];
  if (scope.memberId) {
    const { memberId } = scope;
    sights.push({ ownerId: memberId }, { customer: { ownerId: memberId } });
    sights.push({ customer: { sharedWith: { some: { memberId } } } });
  }
  if (has(scope, "manager", "clerk")) sights.push({ teamId: { in: [...scope.teamIds] } });
  if (has(scope, "segment_admin")) sights.push({ segmentId: { in: [...scope.segmentIds] } });
  return { organizationId, OR: sights };
};
