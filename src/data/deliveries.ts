import type { Change, DatabaseHandle } from "../core/scope.ts";
import { atEnd, recordsOf } from "./at-end.ts";
import { from } from "./client.ts";
import { Prisma } from "./generated/client.ts";

interface Identified {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}
interface Standing {
  readonly outcome: unknown;
  readonly answered: boolean;
}

/**
 * Takes a delivery that platforms repeat by themselves for 30 seconds of the database's clock. False when someone else
 * has it, or has done it and answered.
 */
export const leaseDelivery = async (
  database: DatabaseHandle,
  id: string,
  { platform, workspace, user }: Identified,
): Promise<boolean> => {
  const taken = await from({ database }).$executeRaw`
    INSERT INTO "Delivery" ("id", "platform", "workspace", "user", "leasedUntil")
    VALUES (${id}, ${platform}, ${workspace}, ${user}, now() + interval '30 seconds')
    ON CONFLICT ("id") DO UPDATE SET "leasedUntil" = now() + interval '30 seconds'
    WHERE "Delivery"."answeredAt" IS NULL AND "Delivery"."leasedUntil" < now()`;
  return taken > 0;
};

/**
 * Marks the delivery done, as part of its change. When the same delivery is being changed by someone else this waits
 * for them; when it has been done the answer tells what it came to, and nothing is marked.
 */
export const beginDelivery = async (
  change: Change,
  id: string,
  { platform, workspace, user }: Identified,
): Promise<Standing | undefined> => {
  // Whoever acts from an account that messages did not reach is there again.
  const marked = await from(change).$executeRaw`
    WITH heard AS (
      UPDATE "Identity" SET "goneAt" = NULL
      WHERE "platform" = ${platform} AND "workspace" = ${workspace} AND "user" = ${user} AND "goneAt" IS NOT NULL)
    INSERT INTO "Delivery" ("id", "organizationId", "platform", "workspace", "user", "doneAt")
    VALUES (${id}, ${change.organizationId}::uuid, ${platform}, ${workspace}, ${user}, now())
    ON CONFLICT ("id") DO UPDATE SET "doneAt" = now(), "organizationId" = EXCLUDED."organizationId"
    WHERE "Delivery"."doneAt" IS NULL`;
  if (marked > 0) return undefined;
  const row = await from(change).delivery.findUniqueOrThrow({
    where: { id },
    select: { outcome: true, answeredAt: true },
  });
  return { outcome: row.outcome, answered: row.answeredAt !== null };
};

/** Keeps what the delivery came to, to be answered again should it come again or the answer get lost. */
export const finishDelivery = atEnd<{ readonly id: string; readonly outcome: unknown }>((rows) => ({
  finished: Prisma.sql`
      UPDATE "Delivery" d SET "outcome" = r."outcome" FROM ${recordsOf("Delivery", rows)} r WHERE d."id" = r."id"`,
}));

export const answerDelivery = async (database: DatabaseHandle, id: string): Promise<void> => {
  await from({ database }).$executeRaw`UPDATE "Delivery" SET "answeredAt" = now() WHERE "id" = ${id}`;
};
