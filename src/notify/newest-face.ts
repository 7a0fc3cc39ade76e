import type { Card } from "../chat/card.ts";
import type { SentMessage } from "../chat/port.ts";
import type { Instant } from "../core/clock.ts";
import { newId } from "../core/ids.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { AT_ONCE, jsonOf } from "./outbox.ts";
import { queued } from "./wake.ts";

/** Milliseconds that the clocks of two processes may be apart. */
const CLOCK_SKEW = 5_000;

/**
 * A press was answered with this face of the card that stands there. Had another process brought it another one since
 * the press arrived, that answer came last and shows what no longer is: the newest face is brought once more.
 */
export async function bringNewestFace(
  database: DatabaseHandle,
  { platform, workspace, place, message }: Omit<SentMessage, "thread">,
  shown: { readonly card: Card; readonly since: Instant },
): Promise<void> {
  const since = new Date(shown.since.getTime() - CLOCK_SKEW);
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
    WHERE (state = 'sending' OR (state = 'sent' AND "settledAt" >= ${since}::timestamptz))
      AND card <> ${JSON.stringify(jsonOf(shown.card))}::jsonb`;
  if (added > 0) queued.raise();
}
