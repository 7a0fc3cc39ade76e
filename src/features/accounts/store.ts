import type { Instant } from "../../core/clock.ts";
import { codeHash } from "../../core/codes.ts";
import { asMemberId, asOrganizationId, type MemberId, newCode, type OrganizationId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, DatabaseHandle, Role, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Member } from "../../data/generated/client.ts";
import { keepDaysAway } from "../../data/member-zones.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { change as inChange } from "../../data/transaction.ts";
import { type Account, CODE_MINUTES, type Identified, mayUnlink } from "./rules.ts";

export { readMembersWith, readNames } from "../../data/colleagues.ts";

const DAY = 24 * 60 * 60_000;

/**
 * A new code for the member, instead of any that waits. In a transaction of its own, for what a click came to is kept
 * with the click: the code itself must stand nowhere.
 */
export const issueCode = async (scope: Scope, { platform, workspace, user }: Identified): Promise<string> => {
  const code = newCode();
  const { organizationId } = scope;
  const memberId = scope.memberId ?? "";
  await inChange(scope, { from: platform }, async (change) => {
    const old = new Date(change.at.getTime() - DAY);
    const codes = from(change).linkCode;
    await codes.deleteMany({
      where: { organizationId, OR: [{ createdAt: { lt: old } }, { memberId, usedAt: null }] },
    });
    await from(change).linkGuess.deleteMany({ where: { since: { lt: old } } });
    const createdAt = change.at;
    await codes.create({
      data: { hash: codeHash(code), organizationId, memberId, platform, workspace, user, createdAt },
    });
    await audit(change, { what: "link.code", subject: `member:${memberId}` });
  });
  return code;
};

export interface GivenCode {
  readonly hash: string;
  readonly organizationId: OrganizationId;
  readonly member: { readonly id: MemberId; readonly name: string; readonly isAdmin: boolean; readonly open: boolean };
  /** The account that asked for it. */
  readonly askedBy: Identified;
  readonly createdAt: Instant;
  readonly usedAt: Instant | null;
}

/** Whose code that is. Asked by people of any workspace: who gives it need not be known yet. */
export const readCode = async (database: DatabaseHandle, code: string): Promise<GivenCode | undefined> => {
  const db = from({ database });
  const row = await db.linkCode.findUnique({ where: { hash: codeHash(code) } });
  const member = row && (await db.member.findUnique({ where: { id: row.memberId } }));
  if (!row || !member) return undefined;
  const { hash, platform, workspace, user, createdAt, usedAt } = row;
  return {
    hash,
    organizationId: asOrganizationId(row.organizationId),
    member: {
      id: asMemberId(member.id),
      name: member.name,
      isAdmin: member.roles.includes("admin"),
      open: member.closedAt === null,
    },
    askedBy: { platform, workspace, user },
    createdAt,
    usedAt,
  };
};

/** How many codes this account has tried lately, this one included; kept whatever comes of it. */
export const countGuess = async (
  database: DatabaseHandle,
  { platform, workspace, user }: Identified,
  now: Instant,
): Promise<number> => {
  const fresh = new Date(now.getTime() - CODE_MINUTES * 60_000);
  const [row] = await from({ database }).$queryRaw<{ count: number }[]>`
    INSERT INTO "LinkGuess" AS g (platform, workspace, "user", count, since)
    VALUES (${platform}, ${workspace}, ${user}, 1, ${now})
    ON CONFLICT (platform, workspace, "user") DO UPDATE SET
      count = CASE WHEN g.since < ${fresh} THEN 1 ELSE g.count + 1 END,
      since = CASE WHEN g.since < ${fresh} THEN ${now} ELSE g.since END
    RETURNING count`;
  return row?.count ?? 0;
};

/** Uses the code up: true for one only. */
export const useCode = async (change: Change, { hash }: GivenCode): Promise<boolean> => {
  const { count } = await from(change).linkCode.updateMany({
    where: { hash, usedAt: null },
    data: { usedAt: change.at },
  });
  return count === 1;
};

/** The workspace speaks for the organization from now on. False when it speaks for one already. */
export const attachWorkspace = async (change: Change, { platform, workspace }: Identified): Promise<boolean> => {
  const { organizationId, at: createdAt } = change;
  const row = { platform, workspace, organizationId, createdAt };
  const { count } = await from(change).workspace.createMany({ data: [row], skipDuplicates: true });
  if (count === 1)
    await audit(change, {
      what: "workspace.attached",
      subject: `organization:${organizationId}`,
      after: { platform, workspace },
    });
  return count === 1;
};

export type LinkProblem =
  /** The member's account is closed, or they are not there. */
  | "closed"
  /** The account or its workspace is another organization's. */
  | "elsewhere"
  /** It is the member's already. */
  | "same"
  /** It is another open member's. */
  | "taken"
  /** The member has another account on this platform, which messages reach. */
  | "second";

/** What a platform tells of an account. */
interface Told {
  readonly language?: Language | undefined;
  readonly zone?: string | undefined;
}

/**
 * Makes the account the member's. An account of someone whose own is closed passes on; one of the member's own on this
 * platform that is gone gives way. What the platform tells holds for who is known nowhere yet, and so has chosen nothing.
 */
export const link = async (
  change: Change,
  memberId: MemberId,
  { platform, workspace, user, ...told }: Identified & Told,
): Promise<LinkProblem | undefined> => {
  const db = from(change);
  const { organizationId, at: addedAt } = change;
  await holdPeople(change);
  const member = await db.member.findFirst({
    where: { id: memberId, organizationId, closedAt: null },
    include: { identities: true },
  });
  if (!member) return "closed";
  const key = { platform_workspace: { platform, workspace } };
  if ((await db.workspace.findUnique({ where: key }))?.organizationId !== organizationId) return "elsewhere";
  const where = { platform_workspace_user: { platform, workspace, user } };
  const there = await db.identity.findUnique({ where, include: { member: true } });
  if (there && there.organizationId !== organizationId) return "elsewhere";
  if (there?.memberId === memberId && there.goneAt === null) return "same";
  if (there && there.memberId !== memberId && there.member.closedAt === null) return "taken";
  const old = member.identities.filter(
    (each) => each.platform === platform && (each.workspace !== workspace || each.user !== user),
  );
  if (old.some(({ goneAt }) => goneAt === null)) return "second";
  for (const each of old) await dropIdentity(change, memberId, each);
  await db.identity.upsert({
    where,
    create: { platform, workspace, user, organizationId, memberId, addedAt },
    update: { memberId, addedAt, goneAt: null },
  });
  await audit(change, {
    what: "identity.linked",
    subject: `member:${memberId}`,
    ...(there && { before: { memberId: there.memberId } }),
    after: { platform, workspace, user },
  });
  if (member.identities.length === 0) await settleIn(change, member, told);
  return undefined;
};

const settleIn = async (
  change: Change,
  { id, language, zone, zoneTold }: Pick<Member, "id" | "language" | "zone" | "zoneTold">,
  told: Told,
): Promise<void> => {
  const here = zoneTold ? undefined : told.zone;
  const after = { language: told.language ?? language, zone: here ?? zone };
  await keepDaysAway(change, [id], after.zone);
  await from(change).member.updateMany({
    where: { id, organizationId: change.organizationId },
    data: {
      ...after,
      ...(here !== undefined && { zoneTold: true }),
      repSince: change.at,
      version: { increment: 1 },
    },
  });
  if (after.language === language && after.zone === zone) return;
  await audit(change, { what: "member.settings", subject: `member:${id}`, before: { language, zone }, after });
};

const dropIdentity = async (
  change: Change,
  memberId: MemberId,
  { platform, workspace, user }: Identified,
): Promise<void> => {
  const before = { platform, workspace, user };
  await from(change).identity.delete({ where: { platform_workspace_user: before } });
  await audit(change, { what: "identity.unlinked", subject: `member:${memberId}`, before });
};

/** Who asked to join from this account is in now, also who was turned away. The request that was open, or refused. */
export const settleJoin = async (change: Change, identity: Identified): Promise<string | undefined> => {
  const { platform, workspace, user } = identity;
  const requests = from(change).joinRequest;
  const open = await requests.findFirst({
    where: {
      ...{ platform, workspace, user, organizationId: change.organizationId },
      OR: [{ decidedAt: null }, { letIn: false }],
    },
    select: { id: true },
  });
  if (!open) return undefined;
  await requests.update({
    where: open,
    data: { decidedAt: change.at, decidedById: change.memberId, letIn: true, version: { increment: 1 } },
  });
  await audit(change, { what: "join.letIn", subject: `join:${open.id}`, after: { letIn: true } });
  return open.id;
};

export interface Unlinking {
  readonly platform: string;
  /** Only this account of the platform. */
  readonly user?: string;
  /** The account it is asked from: whoever got hold of a code must not throw the person out of their own. */
  readonly from?: Identified;
}

/** Takes an account from the member. "last": it is the only one, and stays. "older": it was there before the one asking. */
export const unlink = async (
  change: Change,
  memberId: MemberId,
  { platform, user, from: asking }: Unlinking,
): Promise<"gone" | "last" | "older" | "done"> => {
  const db = from(change);
  const { organizationId } = change;
  await holdPeople(change);
  const accounts = await readAccounts(change, memberId);
  const isIt = (each: Account) => each.platform === platform && each.user === (user ?? each.user);
  const account = accounts.find(isIt);
  if (!account) return "gone";
  if (accounts.length === 1) return "last";
  if (asking && !mayUnlink(accounts, { asking, account })) return "older";
  await dropIdentity(change, memberId, account);
  await db.member.updateMany({
    where: { id: memberId, organizationId, prefers: platform },
    data: { prefers: null },
  });
  return "done";
};

/** A member's accounts, in the order they came to be; none when there is no such member here. */
export const readAccounts = (scope: Scope, memberId: string): Promise<Account[]> =>
  from(scope).identity.findMany({
    where: { memberId, organizationId: scope.organizationId },
    orderBy: [{ addedAt: "asc" }, { platform: "asc" }],
    select: { platform: true, workspace: true, user: true, addedAt: true },
  });

/** Whose accounts these are here, closed or not. */
export const readHolders = async (
  scope: Scope,
  people: readonly { readonly identity: Identified }[],
): Promise<MemberId[]> => {
  const accounts = people.map(({ identity: { platform, workspace, user } }) => ({ platform, workspace, user }));
  const rows = await from(scope).identity.findMany({
    where: { organizationId: scope.organizationId, OR: accounts },
    select: { memberId: true },
  });
  return rows.map(({ memberId }) => asMemberId(memberId));
};

export const readRoles = async (scope: Scope, id: string): Promise<readonly Role[]> => {
  const where = { id, organizationId: scope.organizationId };
  return (await from(scope).member.findFirst({ where, select: { roles: true } }))?.roles ?? [];
};

/** Messages to this account no longer arrive. */
export const noteGone = async (change: Change, { platform, workspace, user }: Identified): Promise<void> => {
  await from(change).identity.updateMany({
    where: { platform, workspace, user, organizationId: change.organizationId, goneAt: null },
    data: { goneAt: change.at },
  });
};
