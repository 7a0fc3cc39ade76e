import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { ask, from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";

export { readMembersWith, readNames } from "../../data/colleagues.ts";

/** What came in for deals, each in the currency of its own amount; 0 where nothing did. The caller has settled who may see it. */
export const collectedOf = async (scope: Scope, dealIds: readonly string[]): Promise<(id: string) => bigint> => {
  if (dealIds.length === 0) return () => 0n;
  const rows = await ask<{ id: string; minor: bigint }>(
    scope,
    Prisma.sql`SELECT d.id::text, sum(c."amountMinor")::bigint AS minor
      FROM "Deal" d JOIN "Collection" c
        ON c."organizationId" = d."organizationId" AND c."dealId" = d.id AND c.currency = d.currency
      WHERE d."organizationId" = ${scope.organizationId}::uuid AND d.id = ANY(${[...dealIds]}::uuid[]) GROUP BY 1`,
  );
  const sums = new Map(rows.map(({ id, minor }) => [id, minor]));
  return (id) => sums.get(id) ?? 0n;
};

/** Keeps who was asked whether the money of a deal is in; asked again, the last time counts. */
export const keepAsked = async (change: Change, dealId: string, members: readonly MemberId[]): Promise<void> => {
  if (members.length === 0) return;
  await from(change).$executeRaw`
    INSERT INTO "ReceiptAsk" ("organizationId", "dealId", "memberId", at)
    SELECT ${change.organizationId}::uuid, ${dealId}::uuid, m, ${change.at}::timestamptz FROM unnest(${[...members]}::uuid[]) m
    ON CONFLICT ("dealId", "memberId") DO UPDATE SET at = EXCLUDED.at, "remindedAt" = NULL`;
};

/** A deal at 90 % that waits for one of those who can confirm its money, and when they were asked since it came there. */
export interface Unasked {
  readonly dealId: string;
  readonly teamId: string;
  readonly memberId: MemberId;
  /** Null: never, since the deal came to 90 %. */
  readonly askedAt: Instant | null;
}

/** In SQL, of a deal d: who entered last that its papers are signed. What finance says of the money is a move at 90 % too. */
const signer = Prisma.sql`(
  SELECT v."memberId" FROM "DealMove" v
  WHERE v."dealId" = d.id AND v."to" = 'p90' AND v."from" IS DISTINCT FROM 'p90'
  ORDER BY v.at DESC, v.id DESC LIMIT 1)`;

/** Who is still to be asked, or has not answered since `before` and was not reminded; those that wait longest first. */
export const readUnasked = async (scope: Scope, before: Instant, limit: number): Promise<Unasked[]> => {
  const rows = await ask<Omit<Unasked, "memberId"> & { memberId: string }>(
    scope,
    Prisma.sql`
    SELECT d.id::text AS "dealId", d."teamId"::text, m.id::text AS "memberId", a.at AS "askedAt"
    FROM "Deal" d
    JOIN "Member" m ON m."organizationId" = d."organizationId" AND m."closedAt" IS NULL AND 'finance' = ANY(m.roles)
      AND m.id <> d."ownerId" AND m.id IS DISTINCT FROM ${signer}
    LEFT JOIN "ReceiptAsk" a ON a."dealId" = d.id AND a."memberId" = m.id AND a.at >= COALESCE((
      SELECT max(v.at) FROM "DealMove" v
      WHERE v."dealId" = d.id AND v."to" = 'p90' AND v."from" IS DISTINCT FROM 'p90'), d."createdAt")
    WHERE d."organizationId" = ${scope.organizationId}::uuid AND d.stage = 'p90' AND d."moneyConfirmedAt" IS NULL
      AND (a.at IS NULL OR a."remindedAt" IS NULL AND a.at <= ${before}::timestamptz)
    ORDER BY d."lastForwardOn", d.id, m.id LIMIT ${limit}`,
  );
  return rows.map((row) => ({ ...row, memberId: asMemberId(row.memberId) }));
};

/** Marks one who was asked as reminded; false when that was done already, or the deal asks no more. */
export const keepReminded = async (change: Change, { dealId, memberId }: Unasked): Promise<boolean> => {
  const where = { organizationId: change.organizationId, dealId, memberId, remindedAt: null };
  return (await from(change).receiptAsk.updateMany({ where, data: { remindedAt: change.at } })).count === 1;
};

/** Who moved the deal to 90 % last, and so entered that its papers are signed; null: nobody knows. */
export const readSigner = async (scope: Scope, dealId: string): Promise<MemberId | null> => {
  const [row] = await from(scope).$queryRaw<{ id: string | null }[]>`
    SELECT ${signer} AS id FROM "Deal" d
    WHERE d.id = ${dealId}::uuid AND d."organizationId" = ${scope.organizationId}::uuid`;
  return row?.id ? asMemberId(row.id) : null;
};

/** Deals whose money is due and whose papers this member entered as signed, the last time they were. */
export const readSignedBy = async (scope: Scope, memberId: MemberId): Promise<string[]> => {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT d.id FROM "Deal" d
    WHERE d."organizationId" = ${scope.organizationId}::uuid
      AND (d.stage = 'p90' AND d."moneyConfirmedAt" IS NULL OR d.stage IN ('p90', 'won') AND d."moreDueSince" IS NOT NULL)
      AND ${signer} = ${memberId}::uuid`;
  return rows.map(({ id }) => id);
};
