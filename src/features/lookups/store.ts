import type { Instant } from "../../core/clock.ts";
import { asMemberId, isId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import type { PlatformPlace } from "../../core/who-is.ts";
import { ask, from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { dialledFromAnywhere } from "../../domain/phones.ts";
import type { Looked } from "./cards.ts";
import { AGAIN, type LookupState } from "./rules.ts";

export { holdPeople } from "../../data/people-lock.ts";

/** Milliseconds after which another process asks for people whom one had begun to ask for. */
const LEASE = 5 * 60_000;

/** Somebody whose account is asked for now. */
export interface Sought extends PlatformPlace {
  readonly lookupId: string;
  readonly memberId: MemberId;
  readonly mail: string | null;
  /** As it is dialled from anywhere; null when that is not clear. */
  readonly phone: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly begunAt: Instant;
  /** Who asked. */
  readonly asker: { readonly id: MemberId; readonly name: string };
}

/** Of members called m, those whose accounts are to be looked up: open, with mail or phone, and on some platform no account that messages reach. */
const findable = ({ organizationId }: Scope): Prisma.Sql => Prisma.sql`
  m."organizationId" = ${organizationId}::uuid AND m."closedAt" IS NULL AND (m.mail IS NOT NULL OR m.phone IS NOT NULL)
  AND EXISTS (SELECT FROM "Workspace" w WHERE w."organizationId" = m."organizationId" AND NOT EXISTS (
    SELECT FROM "Identity" i WHERE i."memberId" = m.id AND i.platform = w.platform AND i."goneAt" IS NULL))`;

export async function readFindable(scope: Scope, id: string): Promise<{ readonly name: string } | undefined> {
  if (!isId(id)) return undefined;
  const [found] = await ask<{ name: string }>(
    scope,
    Prisma.sql`SELECT m.name FROM "Member" m WHERE ${findable(scope)} AND m.id = ${id}::uuid`,
  );
  return found;
}

/** People of one look-up. */
const MOST = 1_000;

/** Of these, those who are not being looked up. */
const unsought = (scope: Scope): Prisma.Sql => Prisma.sql`${findable(scope)} AND NOT EXISTS (
  SELECT FROM "LookupEntry" e WHERE e."memberId" = m.id AND e.state = 'waiting')`;

/** How many these are; for an admin, who knows everybody here. */
export async function countAllFindable(scope: Scope): Promise<number> {
  const [found] = await ask<{ count: number }>(
    scope,
    Prisma.sql`SELECT count(*)::int AS count FROM "Member" m WHERE ${unsought(scope)}`,
  );
  return found?.count ?? 0;
}

/**
 * As many of these as one look-up takes, those first who were never looked up, then whose look-up is the longest ago: so
 * one look-up goes on where another stopped. And how many are left who were never looked up: whoever cannot be found is
 * no reason to go on.
 */
export async function readAllFindable(
  scope: Scope,
): Promise<{ readonly members: readonly MemberId[]; readonly left: number }> {
  const rows = await ask<{ id: string; never: number }>(
    scope,
    Prisma.sql`
    SELECT m.id, (count(*) FILTER (WHERE e.last IS NULL) OVER ())::int AS never FROM "Member" m
      LEFT JOIN LATERAL (SELECT max("settledAt") AS last FROM "LookupEntry" WHERE "memberId" = m.id) e ON true
    WHERE ${unsought(scope)} ORDER BY e.last NULLS FIRST, m.id LIMIT ${MOST}`,
  );
  return { members: rows.map(({ id }) => asMemberId(id)), left: Math.max(0, (rows[0]?.never ?? 0) - MOST) };
}

export const isSought = async (scope: Scope, memberId: string): Promise<boolean> =>
  (await from(scope).lookupEntry.count({
    where: { organizationId: scope.organizationId, memberId, state: "waiting" },
  })) > 0;

/** Begins to look these members up on every platform they lack; undefined when none of them can be found by anything. */
export async function createLookup(change: Change, members: readonly MemberId[]): Promise<string | undefined> {
  const { organizationId, at } = change;
  const some = await ask(
    change,
    Prisma.sql`SELECT FROM "Member" m WHERE ${findable(change)} AND m.id = ANY(${[...members]}::uuid[]) LIMIT 1`,
  );
  if (some.length === 0) return undefined;
  const id = newId();
  const memberId = change.memberId ?? "";
  await from(change).lookup.create({
    data: { id, organizationId, memberId, askedOn: change.from, createdAt: at, begunAt: at },
  });
  await from(change).$executeRaw`
    INSERT INTO "LookupEntry" ("lookupId", "memberId", platform, workspace, "organizationId", state, "nextAt")
    SELECT ${id}::uuid, m.id, w.platform, w.workspace, w."organizationId", 'waiting', ${at}::timestamptz
    FROM unnest(${[...members]}::uuid[]) AS m(id), "Workspace" w
    WHERE w."organizationId" = ${organizationId}::uuid AND NOT EXISTS (SELECT FROM "Identity" i
      WHERE i."memberId" = m.id AND i.platform = w.platform AND i."goneAt" IS NULL)`;
  return id;
}

interface Due extends PlatformPlace {
  readonly lookupId: string;
  readonly memberId: string;
}

/** Whether anybody is to be asked for by now. */
export const isAnyDue = async ({ clock, ...scope }: Scope): Promise<boolean> => {
  const where = { organizationId: scope.organizationId, state: "waiting", nextAt: { lte: clock.now() } } as const;
  return (await from(scope).lookupEntry.findFirst({ where, select: { memberId: true } })) !== null;
};

/** Takes up to `limit` people whose turn it is, so that no other process asks for them at the same time. */
export async function takeDue(change: Change, limit: number): Promise<readonly Sought[]> {
  const { organizationId, at } = change;
  const due = await from(change).$queryRaw<Due[]>`
    UPDATE "LookupEntry" e SET "nextAt" = ${new Date(at.getTime() + LEASE)}
    FROM (SELECT "lookupId", "memberId", platform, workspace FROM "LookupEntry"
      WHERE "organizationId" = ${organizationId}::uuid AND state = 'waiting' AND "nextAt" <= ${at}
      ORDER BY "nextAt", "memberId" LIMIT ${limit} FOR UPDATE SKIP LOCKED) d
    WHERE e."lookupId" = d."lookupId" AND e."memberId" = d."memberId" AND e.platform = d.platform
      AND e.workspace = d.workspace
    RETURNING e."lookupId", e."memberId", e.platform, e.workspace`;
  return due.length === 0 ? [] : soughtOf(change, due);
}

async function soughtOf(scope: Scope, due: readonly Due[]): Promise<Sought[]> {
  const { organizationId } = scope;
  const lookups = await from(scope).lookup.findMany({
    where: { organizationId, id: { in: due.map(({ lookupId }) => lookupId) } },
    select: { id: true, memberId: true, begunAt: true },
  });
  const ids = [...due, ...lookups].map(({ memberId }) => memberId);
  const members = await from(scope).member.findMany({
    where: { organizationId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, mail: true, phone: true, roles: true },
  });
  const { country } = await organizationOf(scope);
  const memberOf = new Map(members.map((member) => [member.id, member]));
  const lookupOf = new Map(lookups.map((lookup) => [lookup.id, lookup]));
  return due.flatMap(({ lookupId, memberId, platform, workspace }) => {
    const [member, lookup] = [memberOf.get(memberId), lookupOf.get(lookupId)];
    if (!member || !lookup) return [];
    const { name, mail, phone, roles } = member;
    const asker = { id: asMemberId(lookup.memberId), name: memberOf.get(lookup.memberId)?.name ?? "" };
    const dialled = phone === null ? null : (dialledFromAnywhere(phone, country) ?? null);
    const who = { memberId: asMemberId(memberId), name, mail, phone: dialled, roles };
    return [{ lookupId, platform, workspace, ...who, begunAt: lookup.begunAt, asker }];
  });
}

const keyOf = ({ lookupId, memberId, platform, workspace }: Due) => ({ lookupId, memberId, platform, workspace });

/** Those of them that nobody has settled meanwhile. The caller holds the people. */
export async function stillWaiting<One extends Due>(change: Change, sought: readonly One[]): Promise<One[]> {
  const rows = await from(change).lookupEntry.findMany({
    where: { organizationId: change.organizationId, state: "waiting", OR: sought.map(keyOf) },
    select: { lookupId: true, memberId: true, platform: true, workspace: true },
  });
  const waiting = new Set(rows.map((row) => JSON.stringify(keyOf(row))));
  return sought.filter((one) => waiting.has(JSON.stringify(keyOf(one))));
}

export async function settle(
  change: Change,
  sought: Due,
  { state, holderId = null }: { readonly state: LookupState; readonly holderId?: string | null },
): Promise<void> {
  await from(change).lookupEntry.update({
    where: { lookupId_memberId_platform_workspace: keyOf(sought) },
    data: { state, holderId, settledAt: change.at },
  });
}

export async function postpone(change: Change, sought: Due, wait: number): Promise<void> {
  await from(change).lookupEntry.update({
    where: { lookupId_memberId_platform_workspace: keyOf(sought) },
    data: { nextAt: new Date(change.at.getTime() + wait) },
  });
}

/** Whether messages reached this member on another platform before they were looked up. */
export const wasElsewhere = async (scope: Scope, { memberId, platform, begunAt }: Sought): Promise<boolean> => {
  const { organizationId } = scope;
  const where = { organizationId, memberId, platform: { not: platform }, goneAt: null, addedAt: { lt: begunAt } };
  return (await from(scope).identity.count({ where })) > 0;
};

/** Whose the account is here, closed or not. */
export async function holderOf(scope: Scope, place: PlatformPlace, user: string): Promise<MemberId | undefined> {
  const { platform, workspace } = place;
  const row = await from(scope).identity.findUnique({
    where: { platform_workspace_user: { platform, workspace, user }, organizationId: scope.organizationId },
    select: { memberId: true },
  });
  return row ? asMemberId(row.memberId) : undefined;
}

/** Look-ups somebody may see: their own, an admin all, a job all. */
const visible = ({ organizationId, memberId, roles }: Scope): Prisma.LookupWhereInput =>
  memberId === null || roles.has("admin") ? { organizationId } : { organizationId, memberId };

export interface LookupView extends Looked {
  readonly asker: { readonly member: MemberId; readonly on?: string };
  readonly isDone: boolean;
  readonly isTold: boolean;
}

export async function readLookup(scope: Scope, id: string): Promise<LookupView | undefined> {
  const row = await from(scope).lookup.findFirst({
    where: { AND: [visible(scope), { id }] },
    include: { entries: { orderBy: [{ platform: "asc" }, { workspace: "asc" }] } },
  });
  if (!row) return undefined;
  const ids = row.entries.flatMap(({ memberId, holderId }) => [memberId, holderId ?? memberId]);
  const members = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId, id: { in: [...new Set([row.memberId, ...ids])] } },
    select: { id: true, name: true, mail: true, phone: true, roles: true, closedAt: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const { country } = await organizationOf(scope);
  const memberOf = new Map(members.map((member) => [member.id, member]));
  const holder = (holderId: string | null) => {
    const member = holderId === null ? undefined : memberOf.get(holderId);
    return member ? { name: member.name, open: member.closedAt === null } : null;
  };
  const saidOf = (memberId: string) => row.entries.filter((entry) => entry.memberId === memberId);
  const people = members.flatMap(({ id: memberId, name, mail, phone }) => {
    const said = saidOf(memberId).map(({ platform, state, holderId }) => ({
      platform,
      state,
      holder: holder(holderId),
    }));
    const canBeDialled = phone !== null && dialledFromAnywhere(phone, country) !== undefined;
    return said.length === 0 ? [] : [{ id: asMemberId(memberId), name, mail, phone, canBeDialled, said }];
  });
  return {
    ...{ id, version: row.version, people },
    asker: { member: asMemberId(row.memberId), ...(row.askedOn !== null && { on: row.askedOn }) },
    byAdmin: memberOf.get(row.memberId)?.roles.includes("admin") ?? false,
    isDone: row.doneAt !== null,
    isTold: row.toldAt !== null,
  };
}

/** Notes that its card stands from now on, and whether all is known. */
export async function noteTold(change: Change, id: string, done: boolean): Promise<void> {
  await from(change).lookup.updateMany({
    where: { id, organizationId: change.organizationId },
    data: { toldAt: change.at, doneAt: done ? change.at : null },
  });
}

/** Asks anew for those who were not found. False when somebody has begun again already. */
export async function restart(change: Change, { id, version }: Pick<Looked, "id" | "version">): Promise<boolean> {
  await holdPeople(change);
  const { organizationId, at } = change;
  const { count } = await from(change).lookup.updateMany({
    where: { id, organizationId, version, doneAt: { not: null } },
    data: { doneAt: null, begunAt: at, version: { increment: 1 } },
  });
  if (count === 0) return false;
  await from(change).lookupEntry.updateMany({
    where: { lookupId: id, organizationId, state: { in: [...AGAIN] } },
    data: { state: "waiting", nextAt: at, settledAt: null, holderId: null },
  });
  return true;
}
