import { asMemberId, isId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { findMembers, readNames } from "../../data/colleagues.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { needsTeam, seesAllSegments } from "../../domain/roles.ts";
import { lapsing } from "../newcomers/public.ts";
import type { AccountRequest, Colleague } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";
export { holdPeople } from "../../data/people-lock.ts";

/** Whose account somebody may ask about, closed or not: their own, those of their segments, all when they serve the whole company. */
const inSight = ({ organizationId, memberId, roles, segmentIds }: Scope): Prisma.MemberWhereInput => {
  const held = [...roles];
  const servesAll = roles.has("admin") || seesAllSegments(held) || !needsTeam(held);
  const near: Prisma.MemberWhereInput[] = [
    { id: memberId ?? "" },
    { teams: { some: { team: { segmentId: { in: [...segmentIds] } } } } },
  ];
  return { organizationId, ...(!servesAll && { OR: near }) };
};

const colleagueOf = ({ id, name }: { readonly id: string; readonly name: string }): Colleague => ({
  id: asMemberId(id),
  name,
});

/** Those who are here first. */
export async function findColleagues(scope: Scope, typed: string) {
  const found = async (open: boolean) => {
    const closedAt = open ? null : { not: null };
    const rows = await findMembers(scope, { AND: [inSight(scope), { closedAt }] }, typed);
    return rows.map((row) => ({ ...row, open }));
  };
  return [...(await found(true)), ...(await found(false))];
}

export async function readColleague(
  scope: Scope,
  id: string,
): Promise<(Colleague & { readonly open: boolean }) | undefined> {
  if (!isId(id)) return undefined;
  const where = { AND: [inSight(scope), { id }] };
  const row = await from(scope).member.findFirst({ where, select: { id: true, name: true, closedAt: true } });
  return row ? { ...colleagueOf(row), open: row.closedAt === null } : undefined;
}

/** What is asked now; said once more by the same asker while it waits, it is the same request. The caller holds the people. */
export async function keepRequest(
  change: Change,
  { memberId, what, words }: Pick<AccountRequest, "what" | "words"> & { readonly memberId: MemberId },
): Promise<{ readonly id: string; readonly made: boolean }> {
  const { organizationId, at: createdAt } = change;
  const requesterId = change.memberId ?? "";
  const where = { organizationId, memberId, what, words, requesterId, state: "open" } as const;
  const there = await from(change).accountRequest.findFirst({ where, select: { id: true } });
  if (there) return { id: there.id, made: false };
  const id = newId();
  await from(change).accountRequest.create({
    data: { id, organizationId, memberId, what, words, requesterId, createdAt },
  });
  await audit(change, { what: "account.asked", subject: `account:${id}`, after: { memberId, what } });
  return { id, made: true };
}

const whole = {
  member: { select: { id: true, name: true } },
  requester: { select: { id: true, name: true } },
} as const satisfies Prisma.AccountRequestInclude;

const readWhere = async (scope: Scope, where: Prisma.AccountRequestWhereInput): Promise<AccountRequest[]> => {
  const rows = await from(scope).accountRequest.findMany({
    where: { AND: [{ organizationId: scope.organizationId }, where] },
    include: whole,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const names = await readNames(
    scope,
    rows.flatMap(({ decidedById }) => decidedById ?? []),
  );
  return rows.map(({ member, requester, createdAt, remindedAt, decidedById, ...row }) => ({
    id: row.id,
    person: colleagueOf(member),
    what: row.what,
    words: row.words,
    requester: colleagueOf(requester),
    state: row.state,
    reason: row.reason,
    decidedBy: names.get(decidedById ?? "") ?? null,
    since: createdAt,
    reminded: remindedAt !== null,
    version: row.version,
  }));
};
/** More are looked at the next minute. */
const AT_ONCE = 200;

export const readRequest = async (scope: Scope, id: string): Promise<AccountRequest | undefined> =>
  (await readWhere(scope, { id }))[0];

/** Those that nobody has decided on and that are to be spoken of again, or have lapsed; the oldest first. */
export const readWaiting = (scope: Scope): Promise<AccountRequest[]> =>
  readWhere(scope, { state: "open", OR: [{ lateAt: null }, { createdAt: { lt: lapsing(scope) } }] });

/** Those about this member that nobody has decided on. */
export const readOpenAbout = (scope: Scope, memberId: MemberId): Promise<AccountRequest[]> =>
  readWhere(scope, { memberId, state: "open" });

/** False when it was decided before. */
export async function decideRequest(
  change: Change,
  { id, version }: Pick<AccountRequest, "id" | "version">,
  {
    state,
    reason = null,
  }: { readonly state: Exclude<AccountRequest["state"], "open">; readonly reason?: string | null },
): Promise<boolean> {
  const { organizationId, memberId: decidedById, at: decidedAt } = change;
  const { count } = await from(change).accountRequest.updateMany({
    where: { id, organizationId, version, state: "open" },
    data: { state, reason, decidedById, decidedAt, version: { increment: 1 } },
  });
  if (count === 1)
    await audit(change, {
      what: `account.${state}`,
      subject: `account:${id}`,
      before: { state: "open" },
      after: { state },
    });
  return count === 1;
}

/** False when that was done before, or it has been decided meanwhile. */
export async function noteTold(
  change: Change,
  { id, version }: Pick<AccountRequest, "id" | "version">,
  what: "remindedAt" | "lateAt",
): Promise<boolean> {
  const { organizationId, at } = change;
  const { count } = await from(change).accountRequest.updateMany({
    where: { id, organizationId, version, state: "open", [what]: null },
    data: { [what]: at },
  });
  return count === 1;
}
