import type { Instant } from "../../core/clock.ts";
import { isId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { phoneMarkOf } from "../../data/phone-marks.ts";
import { visibleCustomers } from "../../data/scope.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import { inOrder, LIKENESSES, type Likeness, MOST_ALIKE } from "./rules.ts";

interface Side {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly ownerName: string | null;
  readonly flags: readonly CustomerFlag[];
}

export interface Pair {
  readonly one: Side;
  readonly other: Side;
  readonly likenesses: readonly Likeness[];
}

/**
 * Looks for customers that look like one by name, number or mail, in the whole organization, and keeps the pairs; those
 * that are no longer alike go. Whoever reads the list sees of it what is in their sight: what others have in common with
 * theirs takes no pair of it away. Of more than a few that are called alike each is paired with the next that it was not
 * told apart from: those of one team stand together, and in it those of one owner.
 */
export async function findPairs(change: Change): Promise<void> {
  const { organizationId, at } = change;
  const { country } = await organizationOf(change);
  await from(change).$executeRaw`
    WITH signs AS (
      SELECT k."customerId" AS id, 'phone' AS sign, ${phoneMarkOf(Prisma.sql`phone`, country)} AS said
      FROM "Contact" k, unnest(k.phones) phone
      WHERE k."organizationId" = ${organizationId}::uuid AND length(ltrim(phone, '+')) > 6
      UNION SELECT "customerId", 'mail', lower(mail) FROM "Contact"
      WHERE "organizationId" = ${organizationId}::uuid AND mail LIKE '%@%'
    ), shared AS (
      SELECT sign, said, array_agg(id) AS ids FROM signs GROUP BY sign, said HAVING count(*) > 1
    ), placed AS (
      SELECT sign, said, id, count(*) OVER (PARTITION BY sign, said, "segmentId") AS havers
      FROM shared, unnest(ids) one JOIN "Customer" ON id = one
    ), alike AS (
      SELECT array_agg(id) AS ids, sign FROM placed WHERE havers <= ${MOST_ALIKE} GROUP BY sign, said HAVING count(*) > 1
    ), namesakes AS (
      SELECT array_agg(id ORDER BY "segmentId", "teamId", "ownerId", id) AS ids FROM "Customer"
      WHERE "organizationId" = ${organizationId}::uuid GROUP BY split_part("nameKey", '#', 1) HAVING count(*) > 1
    ), found AS (
      SELECT one, other, sign FROM alike, unnest(ids) one, unnest(ids) other WHERE one < other
      UNION ALL SELECT LEAST(one, other), GREATEST(one, other), 'name'
      FROM namesakes, unnest(ids) one, unnest(ids) other WHERE cardinality(ids) <= ${MOST_ALIKE} AND one < other
      UNION ALL SELECT LEAST(one, other), GREATEST(one, other), 'name'
      FROM (SELECT ids FROM namesakes WHERE cardinality(ids) > ${MOST_ALIKE}) many, unnest(ids) WITH ORDINALITY AS each (one, n), LATERAL (
        SELECT other FROM unnest(ids[n::int + 1 : n::int + ${MOST_ALIKE}::int]) WITH ORDINALITY AS after (other, m)
        WHERE (LEAST(one, other), GREATEST(one, other)) NOT IN (
          SELECT "oneId", "otherId" FROM "DuplicatePair" WHERE "organizationId" = ${organizationId}::uuid AND "apartAt" IS NOT NULL)
        ORDER BY m LIMIT 1) next
    ), pairs AS (
      SELECT one, other, array_agg(DISTINCT sign ORDER BY sign) AS signs FROM found GROUP BY one, other
    ), gone AS (
      DELETE FROM "DuplicatePair" d WHERE d."organizationId" = ${organizationId}::uuid AND d."apartAt" IS NULL
        AND NOT EXISTS (SELECT 1 FROM pairs p WHERE p.one = d."oneId" AND p.other = d."otherId")
    )
    INSERT INTO "DuplicatePair" ("organizationId", "oneId", "otherId", likenesses, "foundAt")
    SELECT ${organizationId}::uuid, one, other, signs, ${at} FROM pairs
    ON CONFLICT ("oneId", "otherId") DO UPDATE SET likenesses = EXCLUDED.likenesses, "foundAt" = EXCLUDED."foundAt"`;
}

/** When `findPairs` last found any; null when it never did. */
export async function lastFound(scope: Scope): Promise<Instant | null> {
  const { organizationId } = scope;
  const { _max } = await from(scope).duplicatePair.aggregate({ where: { organizationId }, _max: { foundAt: true } });
  return _max.foundAt;
}

const side = { select: { id: true, name: true, city: true, flags: true, owner: { select: { name: true } } } } as const;

/** A page of pairs both of which the scope may see, after the pair of that key; with the key of the next page. */
export async function readPairs(
  scope: Scope,
  { size, after }: { readonly size: number; readonly after?: string | undefined },
): Promise<{ readonly rows: readonly Pair[]; readonly next: string | undefined }> {
  const seen = visibleCustomers(scope);
  const [oneId = "", otherId = ""] = after?.split(" ") ?? [];
  // From a place in the order: the pair that was there may be merged by now.
  const beyond =
    isId(oneId) && isId(otherId) ? { OR: [{ oneId: { gt: oneId } }, { oneId, otherId: { gt: otherId } }] } : {};
  const rows = await from(scope).duplicatePair.findMany({
    where: { organizationId: scope.organizationId, apartAt: null, one: seen, other: seen, ...beyond },
    include: { one: side, other: side },
    orderBy: [{ oneId: "asc" }, { otherId: "asc" }],
    take: size + 1,
  });
  const shown = rows.slice(0, size);
  const last = rows.length > size ? shown.at(-1) : undefined;
  return {
    rows: shown.map(({ one, other, likenesses }) => ({
      one: { ...one, ownerName: one.owner?.name ?? null },
      other: { ...other, ownerName: other.owner?.name ?? null },
      likenesses: LIKENESSES.filter((each) => likenesses.includes(each)),
    })),
    next: last && `${last.oneId} ${last.otherId}`,
  };
}

/** Remembers that the two are not one, whether or not they were thought so. */
export async function setApart(change: Change, one: string, other: string): Promise<void> {
  const [oneId, otherId] = inOrder(one, other);
  const apart = { apartAt: change.at, apartById: change.memberId };
  await from(change).duplicatePair.upsert({
    where: { oneId_otherId: { oneId, otherId } },
    create: { organizationId: change.organizationId, oneId, otherId, likenesses: [], foundAt: change.at, ...apart },
    update: apart,
  });
  await audit(change, { what: "customer.told_apart", subject: `customer:${oneId}`, after: { from: otherId } });
}

/** They are as they were before somebody told them apart; of two that nothing made look alike nothing is kept. */
export async function undoApart(change: Change, one: string, other: string): Promise<void> {
  const [oneId, otherId] = inOrder(one, other);
  const apart = { oneId, otherId, apartAt: { not: null } };
  const unlike = await from(change).duplicatePair.deleteMany({ where: { ...apart, likenesses: { isEmpty: true } } });
  const like = await from(change).duplicatePair.updateMany({ where: apart, data: { apartAt: null, apartById: null } });
  if (unlike.count + like.count === 0) return;
  await audit(change, { what: "customer.apart_undone", subject: `customer:${oneId}`, before: { from: otherId } });
}
