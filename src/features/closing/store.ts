import type { PlainDate } from "../../core/dates.ts";
import { asMemberId, isId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { undoHoursOf } from "../../data/organization.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { visibleCustomers, visibleDeals } from "../../data/scope.ts";
import { undoableSince } from "../../domain/undoing.ts";
import { closedName, type Inside } from "./rules.ts";

export { undoHoursOf };

export interface OpenTeam {
  readonly id: string;
  readonly name: string;
  readonly segmentId: string;
  readonly segment: string;
  readonly version: number;
  readonly inside: Inside;
}

const open = ({ organizationId }: Scope) => ({ organizationId, closedAt: null });

export const readOpenTeam = async (scope: Scope, id: string): Promise<OpenTeam | undefined> => {
  if (!isId(id)) return undefined;
  const row = await from(scope).team.findFirst({ where: { ...open(scope), id }, include: { segment: true } });
  if (!row) return undefined;
  const { name, segmentId, segment, version } = row;
  return { id, name, segmentId, segment: segment.name, version, inside: await readInside(scope, id) };
};

/** People are an admin's to see; of customers and their deals each only what is in their own sight. */
const readInside = async (scope: Scope, teamId: string): Promise<Inside> => {
  const where = { organizationId: scope.organizationId, teamId };
  const db = from(scope);
  return {
    people: await db.teamMember.count({ where: { ...where, member: { closedAt: null } } }),
    customers: await db.customer.count({ where: { AND: [visibleCustomers(scope), where] } }),
    openDeals: await db.deal.count({ where: { AND: [visibleDeals(scope), where, unended] } }),
  };
};
const unended = { stage: { notIn: ["won", "lost"] } } as const satisfies Prisma.DealWhereInput;

/** Whether there is anything that somebody has to take over, whoever may see it. */
const hasWork = async (change: Change, teamId: string): Promise<boolean> => {
  const where = { organizationId: change.organizationId, teamId };
  const db = from(change);
  const counts = [
    await db.teamMember.count({ where: { ...where, member: { closedAt: null } } }),
    await db.customer.count({ where }),
    await db.deal.count({ where: { ...where, ...unended } }),
    await db.approval.count({ where: { ...where, state: "waiting" } }),
    await db.handoverItem.count({
      where: { ...where, undone: false, handover: { at: { gt: undoableSince(change.at, await undoHoursOf(change)) } } },
    }),
    (await mergesOf(change, teamId)).length,
  ];
  return counts.some((count) => count > 0);
};

/** Merges that can be taken back, by which a customer would come back to this team. */
const mergesOf = async (change: Change, teamId: string): Promise<string[]> => {
  const rows = await from(change).$queryRaw<{ id: string }[]>`
    SELECT id::text FROM "Merge" WHERE "organizationId" = ${change.organizationId}::uuid AND subject = 'customer'
      AND "undoneAt" IS NULL AND at > ${undoableSince(change.at, await undoHoursOf(change))}::timestamptz AND gone->>'teamId' = ${teamId}`;
  return rows.map(({ id }) => id);
};
const turnMerges = (change: Change, ids: readonly string[], to: string) =>
  from(change).$executeRaw`
    UPDATE "Merge" SET gone = jsonb_set(gone, '{teamId}', to_jsonb(${to}::text))
    WHERE "organizationId" = ${change.organizationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;

export interface TeamNamed {
  readonly id: string;
  readonly name: string;
}
/** Other teams of the segment, called so. */
export const readTeamsBeside = async (
  scope: Scope,
  { id, segmentId }: Pick<OpenTeam, "id" | "segmentId">,
  typed: string,
): Promise<TeamNamed[]> =>
  from(scope).team.findMany({
    where: { ...open(scope), segmentId, id: { not: id }, name: { contains: typed.trim(), mode: "insensitive" } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 50,
  });

export type TeamClosed =
  | {
      /** By which it can be taken back. */
      readonly id: string;
      readonly closed: OpenTeam;
      readonly into: TeamNamed | undefined;
      /** Papers that went along. */
      readonly fees: readonly string[];
      /** Who works elsewhere from now on. */
      readonly moved: readonly MemberId[];
    }
  /** Somebody has changed it since, or closed it. */
  | "stale"
  /** No team was named that takes over what may be in it. */
  | "to_choose"
  /** Something is in it, and its segment has no other team. */
  | "the_last"
  | "no_such_team";

/** Closes a team. What is in it is the other's from then on: customers, all deals, papers, people; what happened stays where it did. */
export const closeTeam = async (
  change: Change,
  { id, version, into }: { readonly id: string; readonly version: number; readonly into: string | undefined },
  on: PlainDate,
): Promise<TeamClosed> => {
  await holdPeople(change);
  const team = await readOpenTeam(change, id);
  if (!team || team.version !== version) return "stale";
  const target = into === undefined ? undefined : await readOpenTeam(change, into);
  if (into !== undefined && (!target || target.id === id || target.segmentId !== team.segmentId)) return "no_such_team";
  if (!target) {
    // Whether a choice must be made hangs on what everyone may see, not on what is in the team.
    if ((await readTeamsBeside(change, team, "")).length > 0) return "to_choose";
    if (await hasWork(change, id)) return "the_last";
  }
  const gone = target ? await moveInto(change, id, target.id) : NOTHING;
  const left = await from(change).teamMember.findMany({ where: { teamId: id }, select: { memberId: true } });
  await from(change).teamMember.deleteMany({ where: { teamId: id, organizationId: change.organizationId } });
  const name = await nameOfClosed(change, { of: "team", name: team.name }, on);
  const { organizationId, at } = change;
  const closed = { name, closedAt: at, version: { increment: 1 } } as const;
  await from(change).team.updateMany({ where: { id, organizationId }, data: closed });
  const closing = {
    ...{ id: newId(), organizationId, teamId: id, intoId: target?.id ?? null, name: team.name, at },
    ...{ ...gone, members: left.map(({ memberId }) => memberId), byId: change.memberId ?? id },
  };
  await from(change).teamClosing.create({ data: closing });
  const { members, customers, deals } = closing;
  await audit(change, {
    what: "team.closed",
    subject: `team:${id}`,
    before: { name: team.name, members, customers, deals },
    after: { name, into: target?.id ?? null },
  });
  const { fees } = gone;
  return { id: closing.id, closed: team, into: target, fees, moved: gone.members.map(asMemberId) };
};

const NOTHING = {
  ...{ members: [], joined: [], customers: [], deals: [], fees: [], approvals: [] },
  ...{ handovers: [], handed: [], merges: [] },
};
const idsIn = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** What works in a team, works in the other from then on. */
const moveInto = async (change: Change, fromId: string, toId: string) => {
  const db = from(change);
  const { organizationId } = change;
  const where = { organizationId, teamId: fromId };
  const people = await db.teamMember.findMany({ where: { ...where, member: { closedAt: null } } });
  const members = people.map(({ memberId }) => memberId);
  const joined = await db.teamMember.createManyAndReturn({
    data: members.map((memberId) => ({ organizationId, memberId, teamId: toId })),
    skipDuplicates: true,
  });
  const [next, select] = [{ teamId: toId, version: { increment: 1 } }, { id: true }] as const;
  const to = { teamId: toId };
  const customers = await db.customer.updateManyAndReturn({ where, data: next, select });
  const deals = await db.deal.updateManyAndReturn({ where, data: next, select });
  // What is taken back, a handover or a merge, gives its customers to a team that is there.
  const items = await db.handoverItem.updateManyAndReturn({ where, data: to });
  const merges = await mergesOf(change, fromId);
  await turnMerges(change, merges, toId);
  const fees = await db.fee.updateManyAndReturn({ where, data: to, select });
  const approvals = await db.approval.updateManyAndReturn({ where, data: to, select });
  return {
    ...{ members, joined: joined.map(({ memberId }) => memberId), merges },
    ...{ customers: idsIn(customers), deals: idsIn(deals), fees: idsIn(fees), approvals: idsIn(approvals) },
    ...{ handovers: items.map(({ handoverId }) => handoverId), handed: items.map(({ customerId }) => customerId) },
  };
};

const nameOfClosed = async (
  change: Change,
  { of, name }: { readonly of: "team" | "segment"; readonly name: string },
  on: PlainDate,
): Promise<string> => {
  const query = {
    where: { organizationId: change.organizationId, name: { startsWith: `${name} (` } },
    select: { name: true },
  };
  const rows = of === "team" ? await from(change).team.findMany(query) : await from(change).segment.findMany(query);
  return closedName(name, on, new Set(rows.map((row) => row.name)));
};

export type SegmentClosed =
  | { readonly closed: string }
  | "gone"
  /** Teams that work in it. */
  | { readonly name: string; readonly teams: readonly string[] }
  /** Customers in it that are of no team of its own. */
  | { readonly name: string; readonly customers: true };

/** Closes a segment in which nobody works any more. */
export const closeSegment = async (change: Change, id: string, on: PlainDate): Promise<SegmentClosed> => {
  await holdPeople(change);
  const { organizationId, at } = change;
  const segment = isId(id) ? await from(change).segment.findFirst({ where: { ...open(change), id } }) : null;
  if (!segment) return "gone";
  const teams = await from(change).team.findMany({
    where: { ...open(change), segmentId: id },
    select: { name: true },
    orderBy: { name: "asc" },
  });
  if (teams.length > 0) return { name: segment.name, teams: teams.map(({ name }) => name) };
  const customers = await from(change).customer.count({ where: { organizationId, segmentId: id } });
  if (customers > 0) return { name: segment.name, customers: true };
  const name = await nameOfClosed(change, { of: "segment", name: segment.name }, on);
  await from(change).segment.updateMany({ where: { id, organizationId }, data: { name, closedAt: at } });
  await audit(change, {
    what: "segment.closed",
    subject: `segment:${id}`,
    before: { name: segment.name },
    after: { name },
  });
  return { closed: segment.name };
};
