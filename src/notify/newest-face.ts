import type { Card } from "../chat/card.ts";
import type { SentMessage } from "../chat/port.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { AT_ONCE, jsonOf, LEASE } from "./outbox.ts";
import { queued } from "./wake.ts";

/**
 * A press was answered with this face of the card that stands there. Had another process taken up a newer one since the
 * press arrived, `took` milliseconds ago, that answer came last and shows what no longer is: the newest is brought once
 * more, in its own turn, so that what is queued and not committed yet comes after it; one that is under way once it has
 * arrived, so that it overtakes nothing. By the database's clock, which all processes share; what was taken up knows by
 * it when its lease ends.
 */
export async function bringNewestFace(
  database: DatabaseHandle,
  { platform, workspace, place, message }: Omit<SentMessage, "thread">,
  shown: { readonly card: Card; readonly took: number },
): Promise<void> {
  const again = await from({ database }).$executeRaw`
    WITH newest AS (
      SELECT m.id FROM "MessageRef" r JOIN "OutgoingMessage" m ON m."refId" = r.id
      WHERE r.platform = ${platform} AND r.workspace = ${workspace} AND r.place = ${place} AND r.message = ${message}
        AND NOT r.past AND m.kind = 'edit'
      ORDER BY m.seq DESC LIMIT 1)
    UPDATE "OutgoingMessage" m SET uncertain = m.state = 'sending', "settledAt" = NULL,
      state = CASE m.state WHEN 'sent' THEN 'pending' ELSE m.state END,
      "nextAt" = CASE m.state WHEN 'sent' THEN ${AT_ONCE}::timestamptz ELSE m."nextAt" END
    FROM newest
    WHERE m.id = newest.id AND m.state IN ('sending', 'sent')
      AND m."nextAt" - ${LEASE} * interval '1 second' >= now() - ${shown.took}::float8 * interval '1 millisecond'
      AND m.card <> ${JSON.stringify(jsonOf(shown.card))}::jsonb`;
  if (again > 0) queued.raise();
}
