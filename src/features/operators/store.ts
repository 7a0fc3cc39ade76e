import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { isStranded } from "../../domain/roles.ts";

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

/** Why nobody was made an admin: they are one, or their account is closed and so is the team that their roles are about. */
export type NoAdmin = "is_one" | { readonly closedTeam: string };

/** Adds the role of an admin, and opens the account again when it was closed; or why not. */
export async function addAdmin(
  change: Change,
  id: MemberId,
): Promise<NoAdmin | { readonly had: readonly Role[] | undefined }> {
  const { organizationId } = change;
  await holdPeople(change);
  const member = await from(change).member.findFirst({ where: { id, organizationId }, include: { teams: true } });
  if (!member || (member.closedAt === null && member.roles.includes("admin"))) return "is_one";
  if (member.closedAt !== null && isStranded(member)) return { closedTeam: await readClosedTeam(change, id) };
  const roles: Role[] = member.roles.includes("admin") ? member.roles : [...member.roles, "admin"];
  const again = member.closedAt !== null && { repSince: change.at };
  await from(change).member.update({
    where: { id },
    data: { roles, closedAt: null, ...again, version: { increment: 1 } },
  });
  await audit(change, {
    what: "member.madeAdmin",
    subject: `member:${id}`,
    before: { roles: member.roles, closed: member.closedAt !== null },
    after: { name: member.name, roles },
  });
  return { had: member.closedAt === null ? member.roles : undefined };
}

/** The team that somebody was in until it was closed, by name. */
const readClosedTeam = async (change: Change, id: MemberId): Promise<string> => {
  const closing = await from(change).teamClosing.findFirst({
    where: { organizationId: change.organizationId, members: { has: id }, undoneAt: null },
    orderBy: { at: "desc" },
    select: { name: true },
  });
  return closing?.name ?? "";
};
