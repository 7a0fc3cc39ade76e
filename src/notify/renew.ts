import { z } from "zod";
import type { Card } from "../chat/card.ts";
import { defineTick } from "../core/job.ts";
import { from } from "../data/client.ts";
import { OVERTAKEN, renewalAfter } from "./message-refs.ts";
import { type Lane, type Owner, queue } from "./outbox.ts";

interface Aged extends Lane, Owner {
  readonly id: string;
  readonly renewAt: Date;
  /** As it was last shown. */
  readonly card: unknown;
  readonly overtaken: boolean;
}

/** At most so many in one minute: after an outage the rest follows in the next. */
const BATCH = 200;

/**
 * Shows the cards again that have asked for something for so long that the platform may take no clicks on them: where
 * it does not take the change either, the card is issued anew. One without buttons, or that says that all is done, asks for
 * nothing any more; of several about the same the newest asks for all.
 */
export const renewTick = defineTick({
  name: "notify.renew",
  async run({ now, change }) {
    await change(async (change) => {
      const aged = await from(change).$queryRaw<Aged[]>`
        UPDATE "MessageRef" r SET "renewAt" = ${renewalAfter(now)}::timestamptz
        FROM (
          SELECT id, "renewAt" FROM "MessageRef"
          WHERE "organizationId" = ${change.organizationId}::uuid AND "renewAt" <= ${now}::timestamptz AND NOT past
            AND message IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM "Member" m WHERE m.id = "memberId" AND m."closedAt" IS NOT NULL)
          ORDER BY "renewAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) old
        WHERE r.id = old.id
        RETURNING r.id, old."renewAt", r.platform, r.workspace, r.lane, r."memberId", r."teamId", (
          SELECT o.card FROM "OutgoingMessage" o WHERE o."refId" = r.id AND o.kind IN ('post', 'edit')
          ORDER BY o.seq DESC LIMIT 1) AS card, ${OVERTAKEN} AS overtaken`;
      for (const { id: refId, renewAt, card, overtaken, platform, workspace, lane, memberId, teamId } of aged) {
        if (overtaken || !isAsking(card)) continue;
        const where = { lane: { platform, workspace, lane }, to: { user: null, place: null } };
        const key = `renew:${refId}:${renewAt.getTime()}`;
        queue(change, { key, kind: "edit", ...where, owner: { memberId, teamId }, card, refId });
      }
    });
  },
});

const asking = z.object({
  title: z.string(),
  tone: z.enum(["waiting", "stopped", "plain"]),
  buttons: z.array(z.unknown()).min(1),
});
const isAsking = (card: unknown): card is Card => asking.safeParse(card).success;
