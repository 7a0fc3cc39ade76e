import { defineTick } from "../core/job.ts";
import { from } from "../data/client.ts";
import { Prisma } from "../data/generated/client.ts";

/** Rows at a time, so that nobody waits for a lock. */
const BATCH = 1_000;

/** Longer than any pause. */
const PAST_ALL_PAUSES = Prisma.sql`interval '1 hour'`;

/**
 * Clears away deliveries after 7 days, when no platform repeats them any more, and settled messages after 90: what they
 * said need not lie about, and their keys are known until then. Files nobody can be given any more go on time. What would be sent again hours ahead waits by a clock
 * that has been put back since: it is sent now.
 */
export const tidyTick = defineTick({
  name: "notify.tidy",
  async run({ scope }) {
    const queries = from(scope);
    await queries.$executeRaw`
      DELETE FROM "Delivery" WHERE id IN (
        SELECT id FROM "Delivery"
        WHERE "receivedAt" < now() - interval '7 days'
          AND ("organizationId" = ${scope.organizationId}::uuid OR "organizationId" IS NULL)
        LIMIT ${BATCH})`;
    await queries.$executeRaw`
      DELETE FROM "OutgoingMessage" WHERE id IN (
        SELECT id FROM "OutgoingMessage"
        WHERE "createdAt" < now() - interval '90 days' AND state IN ('sent', 'failed')
          AND "organizationId" = ${scope.organizationId}::uuid
        LIMIT ${BATCH})`;
    await queries.$executeRaw`
      UPDATE "OutgoingMessage" SET "nextAt" = now()
      WHERE state IN ('pending', 'sending') AND "nextAt" > now() + ${PAST_ALL_PAUSES}
        AND "organizationId" = ${scope.organizationId}::uuid`;
    await queries.storedFile.deleteMany({
      where: { organizationId: scope.organizationId, expiresAt: { lt: scope.clock.now() } },
    });
  },
});
