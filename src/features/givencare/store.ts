import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { closed } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";

/** What became of a reminder: whose it was and is, or that nobody needs it any more, or needs it again. */
export interface CareSides {
  readonly what: "care.given" | "care.notNeeded" | "care.reopened";
  readonly customerId: string;
  readonly item: string;
  readonly before: object;
  readonly after: object;
}
/** Of a reminder called i, that was b. */
const givenCare = Prisma.sql`'care.given' AS what, i."customerId", i."onceKey" AS item,
  json_build_object('memberId', b."memberId") AS before, json_build_object('memberId', i."memberId") AS after`;
const stateOf = (what: CareSides["what"]) => Prisma.sql`${what} AS what, i."customerId", i."onceKey" AS item,
  json_build_object('state', b.state) AS before, json_build_object('state', i.state) AS after`;
export const closedCare = stateOf("care.notNeeded");

export async function auditCare(change: Change, rows: readonly CareSides[]): Promise<void> {
  for (const { what, customerId, item, before, after } of rows)
    await audit(change, { what, subject: `customer:${customerId}`, before: { ...before }, after: { item, ...after } });
}

interface Row extends CareSides {
  readonly id: string;
}

/**
 * Reminders about customers that go to somebody else, `theirs`, become the new owner's. Where they have the same
 * already, nobody needs them any more.
 */
export async function moveCare(
  change: Change,
  theirs: Prisma.Sql,
  owner: Prisma.Sql,
): Promise<Record<"care" | "over", Row[]>> {
  const org = Prisma.sql`${change.organizationId}::uuid`;
  const db = from(change);
  const care = await db.$queryRaw<Row[]>`
    WITH mine AS (
      SELECT DISTINCT ON (key) i.id, replace(i."onceKey", i."memberId"::text, ${owner}::text) AS key
      FROM "CareItem" i JOIN ${theirs} ON i."customerId" = u.id
      WHERE i."organizationId" = ${org} AND i.state IN ('open', 'later')
        AND (i."memberId" = u.was OR ${closed(Prisma.sql`i."memberId"`)})
      ORDER BY key, i."showOn" DESC)
    UPDATE "CareItem" i SET "memberId" = ${owner}, "onceKey" = mine.key, version = i.version + 1
    FROM mine, "CareItem" b WHERE b.id = i.id AND i.id = mine.id AND NOT EXISTS (
      SELECT 1 FROM "CareItem" o WHERE o."organizationId" = ${org} AND o."onceKey" = mine.key AND o.id <> i.id)
    RETURNING i.id, ${givenCare}`;
  const over = await db.$queryRaw<Row[]>`
    UPDATE "CareItem" i SET state = 'not_needed', "closedAt" = ${change.at}::timestamptz, version = i.version + 1
    FROM ${theirs}, "CareItem" b WHERE b.id = i.id AND i."organizationId" = ${org} AND i."customerId" = u.id AND i.state IN ('open', 'later')
      AND i."memberId" <> ${owner} AND (i."memberId" = u.was OR ${closed(Prisma.sql`i."memberId"`)})
    RETURNING i.id, ${closedCare}`;
  await auditCare(change, [...care, ...over]);
  return { care, over };
}

/**
 * Puts back those that went along, and opens those that were over, as far as neither is otherwise by now. Whoever would
 * get one back and has the same already needs it no more.
 */
export async function returnCare(
  change: Change,
  { care, over, toId }: { readonly care: Prisma.Sql; readonly over: readonly string[]; readonly toId: MemberId },
): Promise<void> {
  const db = from(change);
  const given = await db.$queryRaw<CareSides[]>`
    UPDATE "CareItem" i SET "memberId" = u.was, "onceKey" = replace(i."onceKey", ${toId}, u.was::text), version = i.version + 1
    FROM ${care}, "CareItem" b WHERE b.id = i.id AND i.id = u.id AND i."memberId" = ${toId}::uuid AND u.was IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM "CareItem" o WHERE o."organizationId" = i."organizationId" AND o.id <> i.id
          AND o."onceKey" = replace(i."onceKey", ${toId}, u.was::text))
    RETURNING ${givenCare}`;
  const doubled = await db.$queryRaw<CareSides[]>`
    UPDATE "CareItem" i SET state = 'not_needed', "closedAt" = ${change.at}::timestamptz, version = i.version + 1
    FROM ${care}, "CareItem" b WHERE b.id = i.id AND i.id = u.id AND i."memberId" = ${toId}::uuid AND u.was IS NOT NULL
      AND i.state IN ('open', 'later')
    RETURNING ${closedCare}`;
  // Put off, when it was.
  const open = await db.$queryRaw<CareSides[]>`
    UPDATE "CareItem" i SET "closedAt" = NULL, version = i.version + 1, state = CASE
      WHEN i."laterAt" IS NOT NULL OR i."showOn" > i."listedOn" THEN 'later' ELSE 'open' END::"CareState"
    FROM "CareItem" b WHERE b.id = i.id AND i."organizationId" = ${change.organizationId}::uuid
      AND i.id = ANY(${[...over]}::uuid[]) AND i.state = 'not_needed'
    RETURNING ${stateOf("care.reopened")}`;
  await auditCare(change, [...given, ...doubled, ...open]);
}
