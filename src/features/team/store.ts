import type { Instant } from "../../core/clock.ts";
import { codeHash } from "../../core/codes.ts";
import { asMemberId, asOrganizationId, isId, type MemberId, newId, type OrganizationId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, DatabaseHandle, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { type Page, type PageRequest, pageArguments, pageOf } from "../../data/paging.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { placesBeyond, putTeamChannel, type TakenPlace, type TeamChannel } from "../../data/team-channels.ts";
import { auditGiven, dealSides, type Sides } from "../possessions/public.ts";

export { organizationOf } from "../../data/organization.ts";

export interface Identified {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}
/** Keeps the hash of a set-up code unless an organization is there already. True when the code can be used. */
export const keepSetupCode = async (database: DatabaseHandle, hash: string, at: Instant): Promise<boolean> => {
  const db = from({ database });
  if (await db.organization.findFirst({ select: { id: true } })) return false;
  await db.setupCode.upsert({ where: { hash }, create: { hash, createdAt: at }, update: {} });
  return true;
};

/** The organization that somebody may just have founded in a workspace. */
export const organizationIn = async (
  database: DatabaseHandle,
  { platform, workspace }: Omit<Identified, "user">,
): Promise<OrganizationId | null> => {
  const where = { platform_workspace: { platform, workspace } };
  const row = await from({ database }).workspace.findUnique({ where, select: { organizationId: true } });
  return row && asOrganizationId(row.organizationId);
};

/** Founds the organization with a set-up code, which is used up by it, and every other code too: "used" for everyone after the first. */
export const foundOrganization = async (
  change: Change,
  code: string,
  {
    language,
    zone,
    platform,
    workspace,
  }: Omit<Identified, "user"> & { readonly language: Language; readonly zone: string },
): Promise<"done" | "used" | "wrong"> => {
  const db = from(change);
  const { organizationId, at } = change;
  const hash = codeHash(code);
  const { count } = await db.setupCode.updateMany({ where: { hash, usedAt: null }, data: { usedAt: at } });
  if (count === 0) return (await db.setupCode.findUnique({ where: { hash } })) ? "used" : "wrong";
  await db.setupCode.updateMany({ where: { usedAt: null }, data: { usedAt: at } });
  const name = workspace;
  await db.organization.create({ data: { id: organizationId, name, language, zone, createdAt: at } });
  await db.workspace.create({ data: { platform, workspace, organizationId, createdAt: at } });
  await audit(change, { what: "organization.founded", subject: `organization:${organizationId}`, after: { name } });
  return "done";
};

export const readMemberName = async (scope: Scope, id: string): Promise<string | undefined> => {
  const row = await from(scope).member.findFirst({
    where: { id, organizationId: scope.organizationId },
    select: { name: true },
  });
  return row?.name;
};

export const readAdmins = async (scope: Scope): Promise<{ id: MemberId; name: string }[]> => {
  const rows = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId, closedAt: null, roles: { has: "admin" } },
    select: { id: true, name: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ id, name }) => ({ id: asMemberId(id), name }));
};

export interface ListedTeam {
  readonly id: string;
  readonly name: string;
  readonly segment: { readonly id: string; readonly name: string };
  readonly channels: readonly TeamChannel[];
  readonly zone: string;
  readonly language: Language;
  readonly members: number;
  readonly version: number;
}
const whole = {
  segment: true,
  channels: { orderBy: { platform: "asc" } },
  _count: { select: { members: { where: { member: { closedAt: null } } } } },
} as const satisfies Prisma.TeamInclude;
const listed = ({
  id,
  name,
  segment,
  channels,
  zone,
  language,
  _count,
  version,
}: Prisma.TeamGetPayload<{ include: typeof whole }>): ListedTeam => ({
  id,
  name,
  segment: { id: segment.id, name: segment.name },
  channels,
  zone,
  language,
  members: _count.members,
  version,
});

/** A page of the teams called so, or of all, by name; and how many there are. */
export interface TeamsListed extends Page<ListedTeam> {
  readonly count: number;
}
export const readTeams = async (scope: Scope, named: string, page: PageRequest): Promise<TeamsListed> => {
  const called = { contains: named, mode: "insensitive" } as const;
  const either = { OR: [{ name: called }, { segment: { name: called } }] };
  const where = { organizationId: scope.organizationId, closedAt: null, ...(named !== "" && either) };
  const rows = await from(scope).team.findMany({
    where,
    include: whole,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...pageArguments(page),
  });
  const { rows: shown, next } = pageOf(rows, page);
  return { rows: shown.map(listed), next, count: await from(scope).team.count({ where }) };
};
export const readTeam = async (scope: Scope, id: string): Promise<ListedTeam | undefined> => {
  if (!isId(id)) return undefined;
  const where = { id, organizationId: scope.organizationId, closedAt: null };
  const row = await from(scope).team.findFirst({ where, include: whole });
  return row ? listed(row) : undefined;
};

export interface TeamWish {
  /** The team as it was seen; undefined: a new one. */
  readonly seen: { readonly id: string; readonly version: number } | undefined;
  readonly name: string;
  /** One there is, or the first there will be. */
  readonly segment: { readonly id: string } | { readonly name: string };
  readonly channel: string | undefined;
  readonly approvals: string | undefined;
  readonly platform: string;
  readonly workspace: string;
  /** Of its channels. A new team has the organization's until it is changed. */
  readonly zone?: string;
  readonly language?: Language;
}
export const segmentOf = async (change: Change, wish: TeamWish["segment"]) => {
  const { organizationId } = change;
  const segments = from(change).segment;
  if ("id" in wish)
    return isId(wish.id) ? segments.findFirst({ where: { id: wish.id, organizationId, closedAt: null } }) : null;
  return segments.upsert({
    where: { organizationId_name: { organizationId, name: wish.name } },
    create: { id: newId(), organizationId, name: wish.name },
    update: {},
  });
};

/** What keeps a team in its segment: it would not move along with it. */
export interface Kept {
  readonly customers: number;
  /** With a customer. */
  readonly deals: number;
  /** Under way, for customers of other teams by now. */
  readonly papers: number;
}
const keptIn = async (change: Change, teamId: string, segmentId: string): Promise<Kept> => {
  const where = { organizationId: change.organizationId, teamId, segmentId: { not: segmentId } };
  const [row] = await from(change).$queryRaw<{ papers: number }[]>`
    SELECT count(*)::int AS papers FROM "Approval" a JOIN "Fee" f ON f.id = a."subjectId" AND a.subject = 'fee'
      JOIN "Customer" c ON c.id = f."customerId" AND c."segmentId" <> ${segmentId}::uuid
    WHERE a."organizationId" = ${change.organizationId}::uuid AND a.state = 'waiting' AND a."teamId" = ${teamId}::uuid`;
  return {
    customers: await from(change).customer.count({ where }),
    deals: await from(change).deal.count({ where }),
    papers: row?.papers ?? 0,
  };
};

/**
 * A team goes to another segment. Deals without a customer are its alone and go along; those that have ended with a
 * customer whom another team has by now are that one's.
 */
const settleDeals = async (change: Change, teamId: string, segmentId: string): Promise<void> => {
  const deals = await from(change).$queryRaw<Sides[]>`
    UPDATE "Deal" d SET "teamId" = coalesce(c."teamId", d."teamId"), "segmentId" = coalesce(c."segmentId", ${segmentId}::uuid),
      version = d.version + 1
    FROM "Deal" b LEFT JOIN "Customer" c ON c.id = b."customerId"
    WHERE b.id = d.id AND d."organizationId" = ${change.organizationId}::uuid AND d."teamId" = ${teamId}::uuid
      AND d."segmentId" <> ${segmentId}::uuid
      AND (c.id IS NULL OR d.stage IN ('won', 'lost') AND c."teamId" <> ${teamId}::uuid)
    RETURNING d.id::text, ${dealSides}`;
  await auditGiven(change, { deals });
};

/** A team as an entry keeps it: with the channels that the change is about. */
const asKept = ({ name, segment, channels, zone, language }: ListedTeam, here: TeamChannel) => {
  const known = channels.find(({ platform, workspace }) => platform === here.platform && workspace === here.workspace);
  const { channel = null, approvals = null } = known ?? {};
  return { name, segment: segment.name, zone, language, ...here, channel, approvals };
};

/** It was put, and was in this segment till then. */
interface Put {
  readonly was: { readonly id: string; readonly segmentId: string };
}
/** Makes a team, or changes the one that was seen. Where it was not put, nothing may be kept. */
export const putTeam = async (
  change: Change,
  wish: TeamWish,
): Promise<Put | "gone" | "stale" | "taken" | "no_segment" | Kept | { readonly place: TakenPlace }> => {
  const db = from(change);
  const { organizationId } = change;
  await holdPeople(change);
  const named = await db.team.findFirst({ where: { organizationId, name: wish.name }, select: { id: true } });
  const before = wish.seen && (await readTeam(change, wish.seen.id));
  if (wish.seen && !before) return "gone";
  if (before && before.version !== wish.seen?.version) return "stale";
  if (named && named.id !== before?.id) return "taken";
  const segment = await segmentOf(change, wish.segment);
  if (!segment) return "no_segment";
  const id = before?.id ?? newId();
  await settleDeals(change, id, segment.id);
  const kept = await keptIn(change, id, segment.id);
  if (kept.customers + kept.deals + kept.papers > 0) return kept;
  const { zone, language } = before ?? (await organizationOf(change));
  const wished = { name: wish.name, zone: wish.zone ?? zone, language: wish.language ?? language };
  const { platform, workspace, channel = null, approvals = null } = wish;
  const channels = { platform, workspace, channel, approvals };
  if (before) {
    const data = { ...wished, segmentId: segment.id, version: { increment: 1 } };
    await db.team.updateMany({ where: { id, organizationId }, data });
    const after = { ...wished, segment: segment.name, ...channels };
    await audit(change, { what: "team.changed", subject: `team:${id}`, before: asKept(before, channels), after });
  } else {
    await makeTeams(change, [{ ...wished, id }], { segment, ...channels });
  }
  await putTeamChannel(change, id, channels);
  const [taken] = await placesBeyond(change, id);
  return taken ? { place: taken } : { was: { id, segmentId: before?.segment.id ?? segment.id } };
};

/** Makes teams of a segment; their channels, if any, are put by whoever makes them. */
export async function makeTeams(
  change: Change,
  teams: readonly Pick<ListedTeam, "id" | "name" | "zone" | "language">[],
  { segment, ...here }: Pick<ListedTeam, "segment"> & TeamChannel,
): Promise<void> {
  const common = { organizationId: change.organizationId, segmentId: segment.id };
  await from(change).team.createMany({ data: teams.map((team) => ({ ...team, ...common })) });
  const kept = { segment: segment.name, ...here };
  for (const { id, ...made } of teams)
    await audit(change, { what: "team.made", subject: `team:${id}`, after: { ...made, ...kept } });
}
