import { setTimeout } from "node:timers/promises";
import type { SentMessage } from "../chat/port.ts";
import { asOrganizationId, type OrganizationId } from "../core/ids.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";

/** Milliseconds between looks; together well within what an answer may take. */
const PAUSES = [20, 50, 100, 200, 400, 400];

interface About {
  readonly organizationId: OrganizationId;
  readonly subject: string;
}

/**
 * What the card that stands there is about, such as "fee:ID"; null when it is no remembered card. A card is on the
 * platform before it is noted here where it stands: as long as any is on that way, people who answer it at once are
 * not taken for talking among themselves.
 */
export async function subjectOf(database: DatabaseHandle, message: Omit<SentMessage, "thread">): Promise<About | null> {
  for (const pause of PAUSES) {
    const { about, arriving } = await look(database, message);
    if (about || !arriving) return about;
    await setTimeout(pause);
  }
  return (await look(database, message)).about;
}

/** Both in one statement: a card noted between two would be in neither answer. */
async function look(
  database: DatabaseHandle,
  { platform, workspace, place, message }: Omit<SentMessage, "thread">,
): Promise<{ about: About | null; arriving: boolean }> {
  const [row] = await from({ database }).$queryRaw<
    { organizationId: string | null; subject: string | null; arriving: boolean }[]
  >`
    SELECT r."organizationId", r.subject, EXISTS (
      SELECT FROM "OutgoingMessage" o
      WHERE (o.state = 'sending' OR (o.state = 'pending' AND o.uncertain)) AND o.kind = 'post' AND o."refId" IS NOT NULL
        AND o.platform = ${platform} AND o.workspace = ${workspace}) AS arriving
    FROM (VALUES (1)) AS one LEFT JOIN "MessageRef" r ON r.platform = ${platform} AND r.workspace = ${workspace}
      AND r.place = ${place} AND r.message = ${message}
    LIMIT 1`;
  if (!row || row.organizationId === null || row.subject === null)
    return { about: null, arriving: row?.arriving ?? false };
  return { about: { organizationId: asOrganizationId(row.organizationId), subject: row.subject }, arriving: false };
}
