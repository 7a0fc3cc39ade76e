import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { holdPeople } from "../../data/people-lock.ts";

export interface Person {
  readonly id: MemberId;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Names of the teams. */
  readonly teams: readonly string[];
  readonly closed: boolean;
}

/** Everybody of the organization, closed accounts too, by name. */
export async function readPeople(scope: Scope): Promise<Person[]> {
  const rows = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId },
    include: { teams: { include: { team: { select: { name: true } } } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, name, roles, teams, closedAt }) => ({
    id: asMemberId(id),
    name,
    roles,
    teams: teams.map(({ team }) => team.name),
    closed: closedAt !== null,
  }));
}

/** Adds the role of an admin, and opens the account again when it was closed. False when there is nothing to change. */
export async function addAdmin(change: Change, id: MemberId): Promise<boolean> {
  const { organizationId } = change;
  await holdPeople(change);
  const member = await from(change).member.findFirst({ where: { id, organizationId } });
  if (!member || (member.closedAt === null && member.roles.includes("admin"))) return false;
  const roles: Role[] = member.roles.includes("admin") ? member.roles : [...member.roles, "admin"];
  await from(change).member.update({ where: { id }, data: { roles, closedAt: null, version: { increment: 1 } } });
  await audit(change, {
    what: "member.madeAdmin",
    subject: `member:${id}`,
    before: { roles: member.roles, closed: member.closedAt !== null },
    after: { name: member.name, roles },
  });
  return true;
}
