import { asMemberId, type MemberId } from "../core/ids.ts";
import type { Role, Scope } from "../core/scope.ts";
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

/** Whether the account of the member in a column is closed. */
export const closed = (column: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM "Member" m WHERE m.id = ${column} AND m."closedAt" IS NOT NULL)`;
