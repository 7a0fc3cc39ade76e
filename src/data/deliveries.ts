import type { OrganizationId } from "../core/ids.ts";
import type { Lease } from "../core/lease.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { atEnd, recordsOf } from "./at-end.ts";
import { ask, from } from "./client.ts";
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
 * Takes a delivery that platforms repeat by themselves for 10 seconds of the database's clock: less than the first of
 * Feishu's repetitions, which come after 15, so that it finds free what a process had that is no more. One that would
 * last for longer was taken before that clock was put back, and counts no more.
 */
export const leaseDelivery = async (
  database: DatabaseHandle,
  id: string,
  { platform, workspace, user }: Identified,
): Promise<Lease> => {
  const taken = await ask(
    { database },
    Prisma.sql`
    INSERT INTO "Delivery" ("id", "platform", "workspace", "user", "leasedUntil")
    VALUES (${id}, ${platform}, ${workspace}, ${user}, now() + interval '10 seconds')
    ON CONFLICT ("id") DO UPDATE SET "leasedUntil" = now() + interval '10 seconds'
    WHERE "Delivery"."answeredAt" IS NULL
      AND ("Delivery"."leasedUntil" < now() OR "Delivery"."leasedUntil" > now() + interval '1 minute') RETURNING 1`,
  );
  if (taken.length > 0) return "ours";
  const where = { id, answeredAt: { not: null } };
  return (await from({ database }).delivery.count({ where })) > 0 ? "over" : "held";
};

/** As long again from now. */
export const holdDelivery = async (database: DatabaseHandle, id: string): Promise<void> => {
  await ask(
    { database },
    Prisma.sql`UPDATE "Delivery" SET "leasedUntil" = now() + interval '10 seconds' WHERE "id" = ${id}`,
  );
};

/** The same delivery has been done by a change that was committed before this one. */
class DeliveredBefore extends Error {
  override name = "DeliveredBefore";
}

interface Done extends Identified {
  readonly id: string;
  readonly organizationId: OrganizationId;
  /** To be answered again should the delivery come again or the answer get lost. */
  readonly outcome: unknown;
}

/**
 * Marks the delivery done, with what it came to, as part of its change. While the same delivery is being changed by
 * someone else the end of this change waits for them; when they have done it, this one is called off: DeliveredBefore.
 */
export const finishDelivery = atEnd<Done>(
  (rows) => ({
    // Whoever acts from an account that messages did not reach is there again.
    heard: Prisma.sql`
      UPDATE "Identity" i SET "goneAt" = NULL FROM ${recordsOf("Delivery", rows)} r
      WHERE i."platform" = r."platform" AND i."workspace" = r."workspace" AND i."user" = r."user"
        AND i."goneAt" IS NOT NULL`,
    delivered: Prisma.sql`
      INSERT INTO "Delivery" ("id", "organizationId", "platform", "workspace", "user", "outcome", "doneAt")
      SELECT "id", "organizationId", "platform", "workspace", "user", "outcome", now() FROM ${recordsOf("Delivery", rows)}
      ON CONFLICT ("id") DO UPDATE SET "doneAt" = now(), "outcome" = EXCLUDED."outcome",
        "organizationId" = EXCLUDED."organizationId"
      WHERE "Delivery"."doneAt" IS NULL RETURNING 1`,
  }),
  { statement: "delivered", otherwise: () => new DeliveredBefore() },
);

/** What a delivery that has been done came to; undefined when it has not. */
export const earlierDelivery = async (database: DatabaseHandle, id: string): Promise<Standing | undefined> => {
  const row = await from({ database }).delivery.findUnique({
    where: { id },
    select: { outcome: true, answeredAt: true, doneAt: true },
  });
  return row?.doneAt ? { outcome: row.outcome, answered: row.answeredAt !== null } : undefined;
};

export const answerDelivery = async (database: DatabaseHandle, id: string): Promise<void> => {
  await ask({ database }, Prisma.sql`UPDATE "Delivery" SET "answeredAt" = now() WHERE "id" = ${id}`);
};

/**
 * Keeps what a delivery without a change came to, as it could not be shown: what waits to be answered is told as a
 * message. Under an id of its own, as the same form may be sent again and change something then.
 */
export const missDelivery = async (
  database: DatabaseHandle,
  { id, organizationId, platform, workspace, user, outcome }: Done,
): Promise<void> => {
  await ask(
    { database },
    Prisma.sql`
    INSERT INTO "Delivery" ("id", "organizationId", "platform", "workspace", "user", "outcome", "doneAt")
    VALUES (${`missed:${id}`}, ${organizationId}::uuid, ${platform}, ${workspace}, ${user},
      ${JSON.stringify(outcome)}::jsonb, now())
    ON CONFLICT ("id") DO NOTHING`,
  );
};

/**
 * Which kinds of deliveries have come lately and were kept, as their ids begin: "command" of "slack:command:…". What only
 * reads is not kept, so that a kind which is missing may have come all the same.
 */
export const kindsArrived = async (database: DatabaseHandle, platform: string): Promise<ReadonlySet<string>> => {
  const rows = await ask<{ kind: string }>(
    { database },
    Prisma.sql`SELECT DISTINCT split_part("id", ':', 2) AS kind FROM "Delivery" WHERE "platform" = ${platform}`,
  );
  return new Set(rows.map(({ kind }) => kind));
};
