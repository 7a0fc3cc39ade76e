import type { Instant } from "../../core/clock.ts";
import { asMemberId, isId, type MemberId, newId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Prisma, JoinRequest as Row } from "../../data/generated/client.ts";
import { holdPeople } from "../../data/people-lock.ts";

export { readMembersWith } from "../../data/colleagues.ts";
export { organizationOf } from "../../data/organization.ts";

/** An account of a platform. */
interface Identified {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}

export interface JoinRequest {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  /** The company's where the platform tells none. */
  readonly zone: string;
  readonly zoneTold: boolean;
  readonly identity: Identified;
  /** As the platform tells it of the account, in lower case. */
  readonly mail: string | null;
  readonly version: number;
  readonly letIn: boolean | null;
  readonly since: Instant;
  readonly reminded: boolean;
  /** It waited so long that the segments' admins decide on it too. */
  readonly passedOn: boolean;
  readonly decidedById: string | null;
}
/** Days after which a request that nobody has decided has lapsed: whoever asks again, asks anew. */
const LAPSES_AFTER = 7;
/** Whether what has waited since then has lapsed. */
export const isLapsed = (scope: Scope, { since }: { readonly since: Instant }): boolean => since < lapsing(scope);
/** Since before when it must have waited for that. */
export const lapsing = ({ clock }: Scope): Date => new Date(clock.now().getTime() - LAPSES_AFTER * 86_400_000);

/**
 * The open request of this person; `made` when it is new, `lapsed` when one of before came to nothing. Whoever was turned
 * away is so until somebody adds them, and asks nobody anew.
 */
export const askToJoin = async (
  change: Change,
  { identity, ...told }: Pick<JoinRequest, "identity" | "name" | "mail" | "language" | "zone" | "zoneTold">,
): Promise<{ id: string; made: boolean; lapsed: boolean; turnedAway: boolean }> => {
  const db = from(change);
  const { name, mail } = told;
  await holdPeople(change);
  const there = await db.joinRequest.findUnique({ where: { platform_workspace_user: identity } });
  if (there?.letIn === false) return { id: there.id, made: false, lapsed: false, turnedAway: true };
  const isOpen = there?.decidedAt === null;
  const lapsed = isOpen && isLapsed(change, { since: there.createdAt });
  if (isOpen && !lapsed) return { id: there.id, made: false, lapsed, turnedAway: false };
  const id = there?.id ?? newId();
  await db.joinRequest.upsert({
    where: { platform_workspace_user: identity },
    create: {
      id,
      organizationId: change.organizationId,
      ...identity,
      ...told,
      createdAt: change.at,
    },
    update: {
      decidedAt: null,
      decidedById: null,
      letIn: null,
      remindedAt: null,
      passedOnAt: null,
      ...told,
      createdAt: change.at,
      version: { increment: 1 },
    },
  });
  await audit(change, {
    what: "join.asked",
    subject: `join:${id}`,
    ...(there && { before: { name: there.name, mail: there.mail, letIn: there.letIn, at: there.createdAt } }),
    after: { name, mail },
  });
  return { id, made: true, lapsed, turnedAway: false };
};

/** Somebody who is not known on a platform yet; or no longer, as their account there is gone. */
export interface Awaited {
  readonly id: MemberId;
  readonly name: string;
  readonly mail: string | null;
  readonly roles: readonly Role[];
  readonly teams: readonly { readonly id: string; readonly name: string; readonly segment: string }[];
  /** Others that they are at work on; none of somebody on a list. */
  readonly platforms: readonly string[];
}
type On = Pick<Identified, "platform">;
export const readAwaited = async (scope: Scope, on: On, typed: string): Promise<Awaited[]> => {
  const name = typed.trim();
  return whoAwaits(scope, on, {
    OR: [{ name: { contains: name, mode: "insensitive" } }, { mail: { contains: name.toLowerCase() } }],
  });
};

/** Of a segment's admin, those of the segment. */
const inSight = ({ roles, segmentIds }: Scope): Prisma.MemberWhereInput =>
  roles.has("segment_admin") && !roles.has("admin")
    ? { teams: { some: { team: { segmentId: { in: [...segmentIds] } } } } }
    : {};
/** Open, and not reached on the platform. */
const lacking = ({ organizationId }: Scope, { platform }: On): Prisma.MemberWhereInput => ({
  ...{ organizationId, closedAt: null, identities: { none: { platform, goneAt: null } } },
});

const whoAwaits = async (scope: Scope, on: On, where: Prisma.MemberWhereInput): Promise<Awaited[]> => {
  const rows = await from(scope).member.findMany({
    where: { AND: [lacking(scope, on), inSight(scope), where] },
    include: {
      teams: { include: { team: { include: { segment: true } } }, orderBy: { team: { name: "asc" } } },
      identities: { where: { goneAt: null }, select: { platform: true }, orderBy: { addedAt: "asc" } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 50,
  });
  return rows.map(({ id, name: called, mail, roles, teams, identities }) => ({
    id: asMemberId(id),
    name: called,
    mail,
    roles,
    teams: teams.map(({ team }) => ({ id: team.id, name: team.name, segment: team.segment.name })),
    platforms: identities.map((each) => each.platform),
  }));
};

export const readAwaitedOne = async (scope: Scope, on: On, id: string): Promise<Awaited | undefined> =>
  isId(id) ? (await whoAwaits(scope, on, { id }))[0] : undefined;

type Newcomer = Pick<JoinRequest, "name" | "mail" | "identity">;
/**
 * Who of a list, or of another platform, this is: by the same mail, on the platform's own word, surely; else perhaps those
 * of the same name, which an admin confirms. Of somebody who had an account, and has none any more, the name says too
 * little: it may be a namesake who is new.
 */
export const whoIsKnown = async (
  scope: Scope,
  { name, mail, identity }: Newcomer,
): Promise<{ readonly sure: Awaited | undefined; readonly alike: readonly Awaited[] }> => {
  const sure = mail === null ? undefined : (await whoAwaits(scope, identity, { mail }))[0];
  return { sure, alike: sure ? [] : await whoAwaits(scope, identity, { name, OR: [...REACHED] }) };
};
/** By somebody who never had an account, or has one. */
const REACHED = [{ identities: { none: {} } }, { identities: { some: { goneAt: null } } }];

/**
 * Whether somebody beyond the asker's sight may be this newcomer: by the same mail, or the same name where no two mails
 * tell them apart. An admin, who sees both, says whether they are one; the asker is not to learn of them.
 */
export const isKnownBeyond = async (scope: Scope, { name, mail, identity }: Newcomer): Promise<boolean> => {
  const byName = { name, OR: REACHED, ...(mail !== null && { mail: null }) };
  const same = { OR: [byName, ...(mail === null ? [] : [{ mail }])] };
  const where = { AND: [lacking(scope, identity), { NOT: inSight(scope) }, same] };
  return !scope.roles.has("admin") && (await from(scope).member.count({ where })) > 0;
};
/** Whom the form to let somebody in begins with: of those at work here only who has that mail, lest a namesake sees what they see. */
export const probablyAwaited = async (scope: Scope, who: Newcomer): Promise<Awaited | undefined> => {
  const { sure, alike } = await whoIsKnown(scope, who);
  return sure ?? alike.find(({ platforms }) => platforms.length === 0);
};

/** What an admin is told of a request. */
export interface Likely {
  /** Whoever has this mail here. */
  readonly like?: Awaited | undefined;
  /** At work here under this name. */
  readonly namesakes?: readonly Awaited[];
  readonly twins: Twins;
}
export const readLikely = async (scope: Scope, request: JoinRequest): Promise<Likely> => {
  const { sure: like, alike } = await whoIsKnown(scope, request);
  const namesakes = alike.filter(({ platforms }) => platforms.length > 0);
  return { like, namesakes, twins: await readTwins(scope, request) };
};

/** What has come of this person's asking: it waits for an admin and has not lapsed, or they were turned away. */
export const readAsked = async (scope: Scope, identity: Identified): Promise<"waits" | "turned_away" | undefined> => {
  const { platform, workspace, user } = identity;
  const row = await from(scope).joinRequest.findFirst({
    where: { platform, workspace, user, organizationId: scope.organizationId },
    select: { decidedAt: true, letIn: true, createdAt: true },
  });
  if (row?.letIn === false) return "turned_away";
  return row?.decidedAt === null && row.createdAt >= lapsing(scope) ? "waits" : undefined;
};

export const readJoinRequest = async (scope: Scope, id: string): Promise<JoinRequest | undefined> => {
  const row = await from(scope).joinRequest.findFirst({ where: { id, organizationId: scope.organizationId } });
  return row ? asRequest(row) : undefined;
};
const asRequest = ({ platform, workspace, user, createdAt, remindedAt, passedOnAt, ...row }: Row): JoinRequest => ({
  id: row.id,
  name: row.name,
  language: row.language,
  zone: row.zone,
  zoneTold: row.zoneTold,
  identity: { platform, workspace, user },
  mail: row.mail,
  version: row.version,
  letIn: row.letIn,
  since: createdAt,
  reminded: remindedAt !== null,
  passedOn: passedOnAt !== null,
  decidedById: row.decidedById,
});

/** Requests on other platforms that wait too and have not lapsed, the oldest first. */
export interface Twins {
  /** The same person, by the mail that both platforms tell; decided together. */
  readonly sure: readonly JoinRequest[];
  /** Perhaps the same: of that name. */
  readonly alike: readonly JoinRequest[];
}
export const readTwins = async (
  scope: Scope,
  { identity, mail, name }: Pick<JoinRequest, "identity" | "mail" | "name">,
): Promise<Twins> => {
  const { organizationId } = scope;
  const like = [{ name }, ...(mail === null ? [] : [{ mail }])];
  const rows = await from(scope).joinRequest.findMany({
    where: {
      ...{ organizationId, decidedAt: null, createdAt: { gte: lapsing(scope) } },
      ...{ platform: { not: identity.platform }, OR: like },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const requests = rows.map(asRequest);
  const sure = requests.filter((one) => mail !== null && one.mail === mail);
  return { sure, alike: requests.filter((one) => !sure.includes(one)) };
};

/** False when someone has decided it before. */
export const decideJoin = async (
  change: Change,
  { id, version, letIn }: { id: string; version: number; letIn: boolean },
): Promise<boolean> => {
  await holdPeople(change);
  const { count } = await from(change).joinRequest.updateMany({
    where: { id, organizationId: change.organizationId, version, decidedAt: null },
    data: { decidedAt: change.at, decidedById: change.memberId, letIn, version: { increment: 1 } },
  });
  if (count === 1)
    await audit(change, { what: letIn ? "join.letIn" : "join.turnedAway", subject: `join:${id}`, after: { letIn } });
  return count === 1;
};

/** More are looked at the next minute. */
const AT_ONCE = 200;
/** Those that somebody is still to be told of, the oldest first. */
export const readWaiting = async (scope: Scope): Promise<JoinRequest[]> => {
  const rows = await from(scope).joinRequest.findMany({
    where: { organizationId: scope.organizationId, decidedAt: null, passedOnAt: null },
    orderBy: { createdAt: "asc" },
    take: AT_ONCE,
  });
  return rows.map(asRequest);
};

/** False when that was done before, or it has been decided meanwhile. */
export const noteTold = async (
  change: Change,
  { id, version }: Pick<JoinRequest, "id" | "version">,
  what: "remindedAt" | "passedOnAt",
): Promise<boolean> => {
  const { organizationId, at } = change;
  const { count } = await from(change).joinRequest.updateMany({
    where: { id, organizationId, version, decidedAt: null, [what]: null },
    data: { [what]: at },
  });
  return count === 1;
};
