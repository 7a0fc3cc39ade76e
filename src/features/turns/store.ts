import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";

/** Seconds after which a worker that said nothing is taken for gone. */
const GONE_AFTER = 60;
const isGone = Prisma.sql`"beatAt" < now() - make_interval(secs => ${GONE_AFTER})`;
const isDue = (at: Instant) => Prisma.sql`("tryAt" IS NULL OR "tryAt" <= ${at}::timestamptz)`;
const writes = Prisma.sql`state IN ('applying', 'undoing')`;

/**
 * Takes an import up for a worker, unless another is at it. Imports of one organization write one after the other: two
 * that write the same people at once would each make them.
 */
export const takeUp = async (change: Change, id: string, worker: string): Promise<boolean> => {
  const { organizationId } = change;
  // Held to the end of the change: of two that ask at once the second sees what the first took.
  await from(change).$queryRaw`SELECT 1 FROM "Organization" WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
  const count = await from(change).$executeRaw`
    UPDATE "Import" SET worker = ${worker}::uuid, "beatAt" = now(), tries = tries + 1
    WHERE "organizationId" = ${organizationId}::uuid AND id = ${id}::uuid
      AND (worker IS NULL OR worker = ${worker}::uuid OR ${isGone}) AND ${isDue(change.at)}
      AND NOT (${writes} AND EXISTS (
        SELECT 1 FROM "Import" WHERE "organizationId" = ${organizationId}::uuid AND id <> ${id}::uuid
          AND ${writes} AND worker IS NOT NULL AND NOT ${isGone}))`;
  return count === 1;
};

/** Gives an import back before it is through: whoever tries next need not wait until this worker is taken for gone. */
export const giveBack = async (
  change: Change,
  id: string,
  { worker, tryAt }: { readonly worker: string; readonly tryAt: Instant },
): Promise<void> => {
  const where = { organizationId: change.organizationId, id, worker };
  await from(change).import.updateMany({ where, data: { worker: null, beatAt: null, tryAt } });
};

/** The import that writes now, and that others wait for. */
export const readWriter = async (scope: Scope): Promise<Writer | undefined> => {
  const rows = await from(scope).$queryRaw<Writer[]>`
    SELECT id, "memberId", file FROM "Import" WHERE "organizationId" = ${scope.organizationId}::uuid AND ${writes}
      AND worker IS NOT NULL AND NOT ${isGone} LIMIT 1`;
  return rows[0];
};
interface Writer {
  readonly id: string;
  readonly memberId: string | null;
  readonly file: string;
}

/** Who said last what is to be done with an import, and from where: whose doing it is that its rows are written. */
export const readAuthor = async (
  scope: Scope,
  id: string,
): Promise<{ memberId: MemberId | null; from: string } | undefined> => {
  const entry = await from(scope).auditEntry.findFirst({
    where: { organizationId: scope.organizationId, subject: `import:${id}`, from: { not: "system" } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { memberId: true, from: true },
  });
  return entry === null
    ? undefined
    : { ...entry, memberId: entry.memberId === null ? null : asMemberId(entry.memberId) };
};

/** The account of whoever began it is closed by now. */
export const isClosed = async (scope: Scope, memberId: string | null): Promise<boolean> => {
  if (memberId === null) return false;
  const where = { organizationId: scope.organizationId, id: memberId, closedAt: null };
  return (await from(scope).member.count({ where })) === 0;
};

/** The scope of the person an import is for, as it is now; null when the account is closed. */
export const importerScope = async (scope: Scope, memberId: string | null): Promise<Scope | null> => {
  if (memberId === null) return scope;
  const member = await from(scope).member.findFirst({
    where: { organizationId: scope.organizationId, id: memberId, closedAt: null },
    include: { teams: { include: { team: { select: { segmentId: true } } } } },
  });
  if (!member) return null;
  return {
    ...scope,
    memberId: asMemberId(memberId),
    roles: new Set(member.roles),
    teamIds: member.teams.map(({ teamId }) => teamId),
    segmentIds: [...new Set(member.teams.map(({ team }) => team.segmentId))],
  };
};

/** Imports that wait until the one that writes is through. */
export const readWaiting = async (scope: Scope): Promise<{ id: string }[]> =>
  from(scope).$queryRaw`
    SELECT id FROM "Import" WHERE "organizationId" = ${scope.organizationId}::uuid AND ${writes} AND worker IS NULL
    ORDER BY "createdAt", id LIMIT 10`;

/** Tells how far it is; what has written comes further with each try. False: another took over, or the person wants it stopped. */
export const beat = async (
  change: Change,
  id: string,
  { worker, done }: { readonly worker: string; readonly done: number },
): Promise<boolean> => {
  const rows = await from(change).$queryRaw<{ goesOn: boolean }[]>`
    UPDATE "Import" SET "beatAt" = now(), done = LEAST(${done}::int, greatest(total, done)),
      tries = CASE WHEN ${writes} THEN 1 ELSE tries END
    WHERE "organizationId" = ${change.organizationId}::uuid AND id = ${id}::uuid AND worker = ${worker}::uuid
    RETURNING NOT "cancelAsked" AS "goesOn"`;
  return rows[0]?.goesOn ?? false;
};

/** Imports of the organization that a worker left in the middle, or nobody took up. */
export const readForsaken = async (scope: Scope, now: Instant): Promise<{ id: string }[]> =>
  from(scope).$queryRaw`
    SELECT id FROM "Import"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND state IN ('planning', 'applying', 'undoing')
      AND ("beatAt" IS NULL OR worker IS NULL OR ${isGone}) AND ${isDue(now)}`;
