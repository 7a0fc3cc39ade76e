import type { Instant } from "../../core/clock.ts";
import { isId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
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
 * that are no longer alike go. Whoever reads the list sees of it what is in their sight.
 */
export async function findPairs(change: Change): Promise<void> {
  const { organizationId, at } = change;
  await from(change).$executeRaw`
    WITH signs AS (
      SELECT id, 'name' AS sign, split_part("nameKey", '#', 1) AS said FROM "Customer"
      WHERE "organizationId" = ${organizationId}::uuid
      UNION SELECT k."customerId", 'phone', right(digits, 11) FROM "Contact" k, unnest(k.phones) phone,
        LATERAL (SELECT regexp_replace(phone, '[^0-9]', '', 'g') AS digits) number
      WHERE k."organizationId" = ${organizationId}::uuid AND length(digits) > 6
      UNION SELECT "customerId", 'mail', lower(mail) FROM "Contact"
      WHERE "organizationId" = ${organizationId}::uuid AND mail LIKE '%@%'
    ), alike AS (
      SELECT sign, array_agg(id) AS ids FROM signs GROUP BY sign, said HAVING count(*) BETWEEN 2 AND ${MOST_ALIKE}
    ), pairs AS (
      SELECT one, other, array_agg(DISTINCT sign ORDER BY sign) AS signs
      FROM alike, unnest(ids) one, unnest(ids) other WHERE one < other GROUP BY one, other
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
