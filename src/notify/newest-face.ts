import type { Card } from "../chat/card.ts";
import type { SentMessage } from "../chat/port.ts";
import { newId } from "../core/ids.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { AT_ONCE, jsonOf, LEASE } from "./outbox.ts";
import { queued } from "./wake.ts";

/**
 * A press was answered with this face of the card that stands there. Had another process taken up a newer one since the
 * press arrived, `took` milliseconds ago, that answer came last and shows what no longer is: the newest is brought once
 * more. By the database's clock, which all processes share; what was taken up knows by it when its lease ends.
 */
export async function bringNewestFace(
  database: DatabaseHandle,
  { platform, workspace, place, message }: Omit<SentMessage, "thread">,
  shown: { readonly card: Card; readonly took: number },
): Promise<void> {
  const added = await from({ database }).$executeRaw`
    WITH newest AS (
      SELECT m.* FROM "MessageRef" r JOIN "OutgoingMessage" m ON m."refId" = r.id
      WHERE r.platform = ${platform} AND r.workspace = ${workspace} AND r.place = ${place} AND r.message = ${message}
        AND NOT r.past AND m.kind = 'edit'
      ORDER BY m.seq DESC LIMIT 1)
    INSERT INTO "OutgoingMessage" (id, "organizationId", key, kind, "refId", platform, workspace, lane, "user", place,
      "memberId", "teamId", card, state, "nextAt")
    SELECT ${newId()}::uuid, "organizationId", ${`edit:${newId()}`}, kind, "refId", platform, workspace, lane, "user",
      place, "memberId", "teamId", card, 'pending', ${AT_ONCE}::timestamptz
    FROM newest
    WHERE state IN ('sending', 'sent')
      AND "nextAt" - ${LEASE} * interval '1 second' >= now() - ${shown.took}::float8 * interval '1 millisecond'
      AND card <> ${JSON.stringify(jsonOf(shown.card))}::jsonb`;
  if (added > 0) queued.raise();
}
