import { dateIn, dateParts } from "../../core/dates.ts";
import { isId, newId } from "../../core/ids.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { type Page, type PageRequest, pageArguments, pageOf } from "../../data/paging.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { isSigningRole, isTeamRole } from "../../domain/signing.ts";
import type { SetUp, TeamSetUp } from "./rules.ts";

/** The month from which the next year's holidays are part of the set-up. */
const ASK_FROM_MONTH = 12;

export interface SetUpNow extends SetUp {
  /** An admin has put it away. */
  readonly hidden: boolean;
  readonly version: number;
}

export const readSetUp = async (scope: Scope): Promise<SetUpNow> => {
  const { organizationId } = scope;
  const row = await from(scope).organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: {
      confirmedAt: true,
      setUpHiddenAt: true,
      version: true,
      _count: { select: { segments: { where: { closedAt: null } } } },
    },
  });
  const members = await from(scope).member.findMany({
    where: { organizationId, closedAt: null },
    select: {
      roles: true,
      teams: { select: { teamId: true } },
      identities: { where: { goneAt: null }, select: { user: true }, take: 1 },
    },
  });
  const reached = members.filter(({ identities }) => identities.length > 0);
  return {
    confirmed: row.confirmedAt !== null,
    hidden: row.setUpHiddenAt !== null,
    version: row.version,
    segments: row._count.segments,
    teams: await readTeams(scope, { members, reached }),
    roles: rolesOf(members),
    reached: rolesOf(reached),
    people: members.length,
    unknownYears: await unknownYears(scope),
  };
};

interface AtWork {
  readonly roles: readonly Role[];
  readonly teams: readonly { readonly teamId: string }[];
}
const rolesOf = (members: readonly AtWork[]): ReadonlySet<Role> => new Set(members.flatMap(({ roles }) => roles));

const readTeams = async (
  scope: Scope,
  { members, reached }: { readonly members: readonly AtWork[]; readonly reached: readonly AtWork[] },
): Promise<TeamSetUp[]> => {
  const inTeam = (id: string) => (one: AtWork) => one.teams.some(({ teamId }) => teamId === id);
  const handIn = (id: string) => (one: AtWork) =>
    new Set(inTeam(id)(one) ? one.roles : one.roles.filter((role) => isSigningRole(role) && !isTeamRole(role)));
  const rows = await from(scope).team.findMany({
    where: { organizationId: scope.organizationId, closedAt: null },
    select: { id: true, name: true, channels: { select: { channel: true, approvals: true } } },
    orderBy: { name: "asc" },
  });
  return rows.map(({ id, name, channels }) => ({
    id,
    name,
    hasChannel: channels.some(({ channel }) => channel !== null),
    hasApprovals: channels.some(({ channel, approvals }) => channel !== null || approvals !== null),
    roles: rolesOf(members.filter(inTeam(id))),
    reached: rolesOf(reached.filter(inTeam(id))),
    hands: reached.map(handIn(id)).filter(({ size }) => size > 0),
  }));
};

const unknownYears = async (scope: Scope): Promise<number[]> => {
  const { calendar, zone } = await organizationOf(scope);
  const { year, month } = dateParts(dateIn(zone, scope.clock.now()));
  return [year, ...(month >= ASK_FROM_MONTH ? [year + 1] : [])].filter((each) => !calendar.announced(each));
};

/** The set-up is no longer on Home. False when the company was changed since the person looked at it. */
export const hideSetUp = async (change: Change, version: number): Promise<boolean> => {
  const { organizationId: id, at } = change;
  const { count } = await from(change).organization.updateMany({ where: { id, version }, data: { setUpHiddenAt: at } });
  if (count === 1)
    await audit(change, { what: "setup.hidden", subject: `organization:${id}`, after: { setUpHiddenAt: at } });
  return count === 1;
};

export interface SegmentNow {
  readonly id: string;
  readonly name: string;
  readonly teams: number;
}
/** A page of them, and how many there are. */
export interface SegmentsListed extends Page<SegmentNow> {
  readonly count: number;
}
export const readSegments = async (scope: Scope, page: PageRequest): Promise<SegmentsListed> => {
  const rows = await from(scope).segment.findMany({
    where: { organizationId: scope.organizationId, closedAt: null },
    include: { _count: { select: { teams: { where: { closedAt: null } } } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...pageArguments(page),
  });
  const { rows: shown, next } = pageOf(rows, page);
  const count = await from(scope).segment.count({ where: { organizationId: scope.organizationId, closedAt: null } });
  return { rows: shown.map(({ id, name, _count }) => ({ id, name, teams: _count.teams })), next, count };
};

export const readSegmentName = async (scope: Scope, id: string): Promise<string | undefined> => {
  if (!isId(id)) return undefined;
  const where = { id, organizationId: scope.organizationId, closedAt: null };
  return (await from(scope).segment.findFirst({ where, select: { name: true } }))?.name;
};

export interface SegmentSeen {
  readonly id: string;
  readonly name: string;
}
/** Makes a segment, or renames the one that was seen; one that somebody has renamed since keeps its name. */
export const putSegment = async (
  change: Change,
  { seen, name }: { readonly seen: SegmentSeen | undefined; readonly name: string },
): Promise<"done" | "gone" | "renamed" | "taken"> => {
  const { organizationId } = change;
  const id = seen?.id;
  const segments = from(change).segment;
  await holdPeople(change);
  const before =
    id !== undefined && isId(id) ? await segments.findFirst({ where: { id, organizationId, closedAt: null } }) : null;
  if (id !== undefined && !before) return "gone";
  if (seen && before?.name !== seen.name && before?.name !== name) return "renamed";
  const named = await segments.findFirst({ where: { organizationId, name }, select: { id: true } });
  if (named && named.id !== id) return "taken";
  const made = id ?? newId();
  if (before) await segments.updateMany({ where: { id: made, organizationId }, data: { name } });
  else await segments.create({ data: { id: made, organizationId, name } });
  await audit(change, {
    what: before ? "segment.renamed" : "segment.made",
    subject: `segment:${made}`,
    ...(before && { before: { name: before.name } }),
    after: { name },
  });
  return "done";
};
