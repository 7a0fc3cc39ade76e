import { asMemberId, type MemberId } from "../core/ids.ts";
import type { Role, Scope } from "../core/scope.ts";
import { nameKey } from "../domain/names.ts";
import { searchTextOf } from "../domain/names-search.ts";
import { from } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** Names of members by id. */
export async function readNames(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Members read for a search: a company has hardly more. */
const MOST_PEOPLE = 3000;

/** Those of these members whose name, its pinyin or initials have what was typed, with their teams; by name. */
export async function findMembers(
  scope: Scope,
  where: Prisma.MemberWhereInput,
  typed: string,
): Promise<{ readonly id: MemberId; readonly name: string; readonly teams: string }[]> {
  const key = nameKey(typed);
  const rows = await from(scope).member.findMany({
    where: { AND: [{ organizationId: scope.organizationId }, where] },
    select: { id: true, name: true, teams: { select: { team: { select: { name: true } } } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_PEOPLE,
  });
  return rows
    .filter(({ name }) => searchTextOf(name).includes(key))
    .slice(0, 50)
    .map(({ id, name, teams }) => ({
      id: asMemberId(id),
      name,
      teams: teams.map(({ team }) => team.name).join(" · "),
    }));
}

/** Open accounts with a role, oldest first; with a team, only its members. */
export async function readMembersWith(scope: Scope, role: Role, teamId?: string): Promise<MemberId[]> {
  const rows = await from(scope).member.findMany({
    where: {
      organizationId: scope.organizationId,
      closedAt: null,
      roles: { has: role },
      ...(teamId && { teams: { some: { teamId } } }),
    },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  return rows.map(({ id }) => asMemberId(id));
}

/** In SQL: whether messages reach member m on some platform: who was put on a list and has never written is not here yet. */
export const isHere = (m: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT FROM "Identity" i WHERE i."memberId" = ${m}.id AND i."goneAt" IS NULL)`;

/** Whether the account of the member in a column is closed. */
export const closed = (column: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM "Member" m WHERE m.id = ${column} AND m."closedAt" IS NOT NULL)`;
