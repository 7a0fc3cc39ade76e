import { fromColumn, type PlainDate } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";

interface Closed {
  readonly memberId: string;
  readonly customerId: string;
  readonly onceKey: string;
  readonly listedOn: Date;
  readonly was: string;
  readonly state: string;
}

/**
 * Closes what was done without the list: promises kept or dropped, customers called or visited, people wished well by
 * an activity that was logged otherwise, for two weeks of the member's own days. Returns whose lists of which days changed.
 */
export async function closeOvertaken(
  change: Change,
  memberId: MemberId | null,
): Promise<{ readonly memberId: MemberId; readonly day: PlainDate }[]> {
  const rows = await from(change).$queryRaw<Closed[]>`
    WITH over AS (
      SELECT i.id, i.state AS was, CASE WHEN s.state = 'dropped' THEN 'not_needed' ELSE 'done' END AS state
      FROM "CareItem" i
      JOIN "Customer" c ON c.id = i."customerId" JOIN "Member" m ON m.id = i."memberId"
      LEFT JOIN "NextStep" s ON s.id = i."nextStepId"
      WHERE i."organizationId" = ${change.organizationId}::uuid AND i.state IN ('open', 'later')
        AND (${memberId}::uuid IS NULL OR i."memberId" = ${memberId}::uuid)
        AND i."showOn" >= ${change.at}::date - 15 AND i."showOn" >= (${change.at}::timestamptz AT TIME ZONE m.zone)::date - 14
        AND (s.state <> 'open'
          OR i.kind IN ('periodic_call', 'no_activity') AND to_char(c."lastContactOn", 'YYYY-MM-DD') > split_part(i."onceKey", ':', 3)
          OR i.kind = 'periodic_visit' AND to_char(c."lastVisitOn", 'YYYY-MM-DD') > split_part(i."onceKey", ':', 3)
          OR i.kind = 'birthday' AND EXISTS (
            SELECT 1 FROM "ActivityContact" x JOIN "Activity" a ON a.id = x."activityId"
            WHERE x."contactId" = i."contactId" AND a."happenedOn" >= i."dueOn" AND a."undoneAt" IS NULL))
      FOR UPDATE OF i SKIP LOCKED)
    UPDATE "CareItem" i SET state = over.state::"CareState", "closedAt" = ${change.at}, version = i.version + 1
    FROM over WHERE i.id = over.id AND i."listedOn" IS NOT NULL
    RETURNING i."memberId", i."customerId", i."onceKey", i."listedOn", over.was::text, i.state::text`;
  for (const { customerId, onceKey: item, was, state } of rows)
    await audit(change, {
      what: "care.overtaken",
      subject: `customer:${customerId}`,
      before: { state: was },
      after: { item, state },
    });
  const lists = new Map(rows.map((row) => [`${row.memberId} ${row.listedOn.toISOString()}`, row]));
  return [...lists.values()].map((row) => ({ memberId: asMemberId(row.memberId), day: fromColumn(row.listedOn) }));
}
