import { asMemberId, isId, type MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { findMembers } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";
import { memberLeadsCustomer, memberSeesCustomer } from "../../data/scope.ts";
import type { Known } from "./rules.ts";

/** Members read for a search: a company has hardly more. */
const MOST_PEOPLE = 3000;

/** Everybody the asker may give a task to: an executive all, a manager the people of their teams; never themselves. */
const reachOf = (scope: Scope): Prisma.MemberWhereInput => ({
  organizationId: scope.organizationId,
  closedAt: null,
  ...(scope.memberId !== null && { id: { not: scope.memberId } }),
  ...(!scope.roles.has("executive") && {
    teams: { some: { teamId: { in: scope.roles.has("manager") ? [...scope.teamIds] : [] } } },
  }),
});

/** Them all, each with what a platform's workspace calls them by. */
export async function readReach(
  scope: Scope,
  { platform, workspace }: { readonly platform: string; readonly workspace: string },
): Promise<Known[]> {
  const rows = await from(scope).member.findMany({
    where: reachOf(scope),
    select: { id: true, name: true, identities: { where: { platform, workspace }, select: { user: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_PEOPLE,
  });
  return rows.map(({ id, name, identities }) => ({
    id: asMemberId(id),
    name,
    users: identities.map(({ user }) => user),
  }));
}

/** Those of them whose name, its pinyin or initials have what was typed, with their teams. */
export const findReach = (scope: Scope, typed: string) => findMembers(scope, reachOf(scope), typed);

/** Somebody to whom the asker may give a task. */
export interface InReach {
  readonly id: MemberId;
  readonly name: string;
}

export async function readInReach(scope: Scope, id: string): Promise<InReach | null> {
  if (!isId(id)) return null;
  const row = await from(scope).member.findFirst({
    where: { AND: [reachOf(scope), { id }] },
    select: { id: true, name: true },
  });
  return row && { ...row, id: asMemberId(row.id) };
}

export async function memberSees(scope: Scope, memberId: MemberId, customerId: string): Promise<boolean> {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT c.id FROM "Customer" c WHERE c.id = ${customerId}::uuid AND c."organizationId" = ${scope.organizationId}::uuid
      AND ${memberSeesCustomer(Prisma.sql`${memberId}::uuid`, Prisma.sql`c`)}`;
  return rows.length > 0;
}

/**
 * All whose account is open and who may see the customer, but for those who only stand in; each with whether they own
 * it or lead those who do, and do not only share it.
 */
export async function whoSees(scope: Scope, customerId: string): Promise<ReadonlyMap<MemberId, boolean>> {
  const [member, customer] = [Prisma.sql`m.id`, Prisma.sql`c`];
  const rows = await from(scope).$queryRaw<{ id: string; leads: boolean }[]>`
    SELECT m.id, ${memberLeadsCustomer(member, customer)} AS leads FROM "Member" m
    JOIN "Customer" c ON c.id = ${customerId}::uuid AND c."organizationId" = m."organizationId"
    WHERE m."organizationId" = ${scope.organizationId}::uuid AND m."closedAt" IS NULL
      AND ${memberSeesCustomer(member, customer)}`;
  return new Map(rows.map(({ id, leads }) => [asMemberId(id), leads]));
}
