import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import type { Ground, Seat } from "../../domain/intake.ts";
import { calledAs } from "../../domain/intake-whom.ts";
import { may } from "../acquaintances/public.ts";

/** Teams whose members one imports for: a rep for nobody but themselves. */
const teamsWhere = (scope: Scope): Prisma.TeamMemberWhereInput => {
  const { organizationId, memberId } = scope;
  if (may(scope, "admin", "coordinator")) return { organizationId };
  const ways: Prisma.TeamMemberWhereInput[] = memberId ? [{ memberId }] : [];
  if (may(scope, "manager")) ways.push({ teamId: { in: [...scope.teamIds] } });
  if (may(scope, "segment_admin")) ways.push({ team: { segmentId: { in: [...scope.segmentIds] } } });
  return { organizationId, OR: ways };
};

interface Owner {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}
/** Those one imports for whose name or mail says so, to be chosen from. */
export const searchOwners = (scope: Scope, typed: string): Promise<Owner[]> => {
  const said = { contains: typed.trim(), mode: "insensitive" as const };
  return readOwners(scope, { OR: [{ name: said }, { mail: said }] });
};

/** One of those one imports for, as they were chosen. */
export const readOwner = async (scope: Scope, id: string): Promise<Owner | undefined> =>
  (await readOwners(scope, { id }))[0];

const readOwners = async (scope: Scope, member: Prisma.MemberWhereInput): Promise<Owner[]> => {
  const rows = await from(scope).teamMember.findMany({
    where: {
      AND: [teamsWhere(scope), { organizationId: scope.organizationId }],
      member: { ...member, closedAt: null },
    },
    select: { memberId: true, member: { select: { name: true } }, team: { select: { name: true } } },
    orderBy: [{ member: { name: "asc" } }, { memberId: "asc" }],
    distinct: ["memberId"],
    take: 20,
  });
  return rows.map(({ memberId, member, team }) => ({ value: memberId, label: member.name, detail: team.name }));
};

/** Those one imports for who have this very name or mail. */
export const ownersCalled = async (scope: Scope, called: string): Promise<readonly string[]> => {
  const { seats } = await readSeats(scope, { scope, ownerId: undefined });
  return [...new Set(seats.get(calledAs(called))?.map(({ memberId }) => memberId))];
};

/** Teams of those one imports for who work in more than one: which of them a row is for, it has to say, or whoever imports. */
export const readSeveral = async (scope: Scope): Promise<{ readonly id: string; readonly name: string }[]> => {
  const rows = await from(scope).teamMember.findMany({
    where: { AND: [teamsWhere(scope), { organizationId: scope.organizationId, member: { closedAt: null } }] },
    select: { memberId: true, team: { select: { id: true, name: true } } },
    orderBy: { team: { name: "asc" } },
  });
  const teams = new Map<string, number>();
  for (const { memberId } of rows) teams.set(memberId, (teams.get(memberId) ?? 0) + 1);
  const several = rows.filter(({ memberId }) => (teams.get(memberId) ?? 0) > 1);
  return [...new Map(several.map(({ team }) => [team.id, team])).values()];
};

/** Those of them that are called just so. */
export const teamsCalled = async (scope: Scope, called: string): Promise<readonly string[]> =>
  (await readSeveral(scope)).flatMap(({ id, name }) => (calledAs(name) === calledAs(called) ? [id] : []));

/** Whether whoever gets the rows of nobody works in several teams. */
export const worksInSeveral = async (scope: Scope, ownerId: string | undefined): Promise<boolean> =>
  (await readSeats(scope, { scope, ownerId })).usual.length > 1;

interface Placed {
  readonly memberId: string;
  readonly teamId: string;
  readonly team: { readonly name: string; readonly segmentId: string };
}
const seatOf = ({ memberId, teamId, team }: Placed): Seat => ({
  ...{ memberId, teamId, teamName: team.name, segmentId: team.segmentId },
});

/** Whom rows may name, and where they go that name nobody or somebody who has left. */
export const readSeats = async (
  scope: Scope,
  { scope: importer, ownerId }: { readonly scope: Scope; readonly ownerId: string | undefined },
): Promise<Pick<Ground, "seats" | "left" | "usual" | "standIn">> => {
  const { organizationId } = scope;
  const rows = await from(scope).teamMember.findMany({
    where: { AND: [teamsWhere(importer), { organizationId, member: { closedAt: null } }] },
    include: { member: { select: { name: true, mail: true } }, team: { select: { name: true, segmentId: true } } },
    orderBy: { team: { name: "asc" } },
  });
  const seats = new Map<string, Seat[]>();
  for (const { memberId, teamId, team, member } of rows)
    for (const called of [member.name, member.mail]) {
      const name = calledAs(called ?? "");
      if (name) seats.set(name, [...(seats.get(name) ?? []), seatOf({ memberId, teamId, team })]);
    }
  const usual = rows.filter(({ memberId }) => memberId === (ownerId ?? importer.memberId)).map(seatOf);
  const chosen = rows.find(({ memberId }) => memberId === ownerId)?.member.name;
  const standIn = chosen === undefined ? undefined : { name: chosen, seats: usual };
  return { seats, left: await readLeft(scope, importer), usual, standIn };
};

/** Those one imported for who have left; whose team is gone too, only those who import for all know of. */
const readLeft = async (scope: Scope, importer: Scope): Promise<ReadonlySet<string>> => {
  const ofAll = may(importer, "admin", "coordinator");
  const rows = await from(scope).member.findMany({
    where: {
      organizationId: scope.organizationId,
      closedAt: { not: null },
      ...(!ofAll && { teams: { some: teamsWhere(importer) } }),
    },
    select: { name: true, mail: true },
  });
  return new Set(
    rows.flatMap(({ name, mail }) => [name, mail].map((called) => calledAs(called ?? "")).filter(Boolean)),
  );
};
