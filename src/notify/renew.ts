import type { Feature } from "../chat/feature.ts";
import type { Instant } from "../core/clock.ts";
import { eachByItself } from "../core/each.ts";
import { defineTick, type Tick } from "../core/job.ts";
import type { Change, Scope } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { Prisma } from "../data/generated/client.ts";
import { isAsking } from "./asking.ts";
import { heldRows, OVERTAKEN, renewalAfter } from "./message-refs.ts";
import { type Lane, type Owner, queue } from "./outbox.ts";

interface Aged extends Lane, Owner {
  readonly id: string;
  readonly renewAt: Date;
  /** As it was last shown. */
  readonly card: unknown;
  readonly overtaken: boolean;
}

/** At most so many subjects in one minute: after an outage the rest follows in the next. */
const BATCH = 200;

/**
 * Shows the cards again that have asked for something for so long that the platform may take no clicks on them: where
 * it does not take the change either, the card is issued anew. One without buttons, or that says that all is done, asks for
 * nothing any more; of several about the same the newest asks for all.
 */
export const renewTick = (features: readonly Feature[]): Tick => {
  const redraws = new Map(features.flatMap(({ redraws = {} }) => Object.entries(redraws)));
  return defineTick({
    name: "notify.renew",
    run: async ({ scope, now, change }) =>
      eachByItself(await findAged(scope, now), (subject) =>
        change(async (change) => {
          // As every change of the subject takes them, in one order.
          await from(change).$queryRaw(heldRows(change, [subject]));
          const asking = (await takeAged(change, subject, now)).filter(
            ({ overtaken, card }) => !overtaken && isAsking(card),
          );
          if (asking.length === 0) return;
          const [kind = "", id = ""] = subject.split(/:(.*)/s);
          const redraw = redraws.get(kind);
          if (redraw) await redraw(change, id);
          else for (const one of asking) showAgain(change, one);
        }),
      ),
  });
};

const AGED = (now: Instant) => Prisma.sql`"renewAt" <= ${now}::timestamptz AND NOT past AND message IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM "Member" m WHERE m.id = "memberId" AND m."closedAt" IS NOT NULL)`;

/** What cards are about that are due, the oldest first. */
async function findAged({ organizationId, ...scope }: Scope, now: Instant): Promise<string[]> {
  const rows = await from(scope).$queryRaw<{ subject: string }[]>`
    SELECT subject FROM "MessageRef" WHERE "organizationId" = ${organizationId}::uuid AND ${AGED(now)}
    GROUP BY subject ORDER BY min("renewAt") LIMIT ${BATCH}`;
  return rows.map(({ subject }) => subject);
}

/** They are due again when they have aged once more. */
const takeAged = (change: Change, subject: string, now: Instant): Promise<Aged[]> =>
  from(change).$queryRaw<Aged[]>`
    UPDATE "MessageRef" r SET "renewAt" = ${renewalAfter(now)}::timestamptz
    FROM (
      SELECT id, "renewAt" FROM "MessageRef"
      WHERE "organizationId" = ${change.organizationId}::uuid AND subject = ${subject} AND ${AGED(now)}
      FOR UPDATE SKIP LOCKED) old
    WHERE r.id = old.id
    RETURNING r.id, old."renewAt", r.platform, r.workspace, r.lane, r."memberId", r."teamId", (
      SELECT o.card FROM "OutgoingMessage" o WHERE o."refId" = r.id AND o.kind IN ('post', 'edit')
      ORDER BY o.seq DESC LIMIT 1) AS card, ${OVERTAKEN} AS overtaken`;

function showAgain(
  change: Change,
  { id: refId, renewAt, platform, workspace, lane, memberId, teamId, card }: Aged,
): void {
  if (!isAsking(card)) return;
  queue(change, {
    key: `renew:${refId}:${renewAt.getTime()}`,
    kind: "edit",
    lane: { platform, workspace, lane },
    to: { user: null, place: null },
    owner: { memberId, teamId },
    card,
    refId,
  });
}
