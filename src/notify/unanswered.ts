import { z } from "zod";
import type { Card } from "../chat/card.ts";
import { eachByItself } from "../core/each.ts";
import { defineTick, type JobContext } from "../core/job.ts";
import type { Change } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { laneOf, queue } from "./outbox.ts";

interface Unanswered {
  readonly id: string;
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
  readonly outcome: unknown;
}

/** At most so many in one minute: after an outage the rest follows in the next. */
const BATCH = 200;

/**
 * Tells people in their direct chat what their click came to when the answer to it never reached them: the bot was
 * killed after the change, or the platform closed the door. Not before whoever has the answer most likely gave up on
 * bringing it: a port waits out a limit of up to half a minute, and more than one only rarely. After a day it would only confuse.
 */
export const unansweredTick = defineTick({
  name: "notify.unanswered",
  async run(context) {
    await eachByItself(await findUnanswered(context), (delivery) =>
      context.change((change) => answer(change, delivery)),
    );
  },
});

const findUnanswered = ({ scope }: JobContext): Promise<Unanswered[]> =>
  from(scope).$queryRaw<Unanswered[]>`
    SELECT id, platform, workspace, "user", outcome FROM "Delivery"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "answeredAt" IS NULL
      AND "doneAt" < now() - interval '45 seconds' AND "doneAt" > now() - interval '1 day'
    ORDER BY "doneAt" LIMIT ${BATCH}`;

async function answer(change: Change, { id, platform, workspace, user, outcome }: Unanswered): Promise<void> {
  const marked = await from(change).$executeRaw`
    UPDATE "Delivery" SET "answeredAt" = now() WHERE id = ${id} AND "answeredAt" IS NULL`;
  const card = cardOf(outcome);
  if (marked === 0 || !card) return;
  const to = { platform, workspace, user, place: null };
  const identity = await from(change).identity.findUnique({
    where: { platform_workspace_user: { platform, workspace, user } },
    select: { memberId: true },
  });
  const owner = { memberId: identity?.memberId ?? null, teamId: null };
  // The arrival's own id: where the answer was said after all, a platform may know it by that.
  queue(change, { key: id, kind: "post", lane: laneOf(to), to, owner, card, refId: null });
}

const isCard = z.custom<Card>((value) => z.object({ title: z.string(), plain: z.string() }).safeParse(value).success);
const kept = z.union([
  z.object({ kind: z.literal("card"), card: isCard }),
  z.object({ kind: z.literal("replace"), card: isCard, say: isCard.optional() }),
]);

/** Of what is stored with a delivery, the card to show; nothing for a form, which the person opens again. */
function cardOf(outcome: unknown): Card | undefined {
  const { data } = kept.safeParse(outcome);
  if (!data) return undefined;
  return data.kind === "replace" ? (data.say ?? data.card) : data.card;
}
