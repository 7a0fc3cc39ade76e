import type { Card } from "../chat/card.ts";
import type { Instant } from "../core/clock.ts";
import type { Change, DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { Prisma } from "../data/generated/client.ts";
import { isAsking } from "./asking.ts";
import { moveLane } from "./message-refs.ts";
import { AT_ONCE, type Destination, jsonOf, laneOf, type Taken } from "./outbox.ts";
import { wakeAfter } from "./wake.ts";

/* What becomes of a message that was taken up. */

/** Only who took the message up last may settle it. */
const mine = ({ id, attempts }: Taken) => ({ id, attempts, state: "sending" as const });

const ONCE_MORE = Prisma.sql`kind = 'edit' AND uncertain`;

/**
 * An edit that became uncertain meanwhile is due once more. @param place where it stands: for a person, the direct chat
 * with them, in which an uncertain send is looked for
 */
export async function settleSent(
  database: DatabaseHandle,
  { id, attempts }: Taken,
  { at, place = null }: { readonly at: Instant; readonly place?: string | null | undefined },
): Promise<void> {
  await from({ database }).$executeRaw`
    WITH settled AS (
      UPDATE "OutgoingMessage" SET uncertain = false, failure = NULL, "awaySince" = NULL,
        state = (CASE WHEN ${ONCE_MORE} THEN 'pending' ELSE 'sent' END)::"SendState",
        "nextAt" = CASE WHEN ${ONCE_MORE} THEN ${AT_ONCE}::timestamptz ELSE "nextAt" END,
        "settledAt" = CASE WHEN NOT (${ONCE_MORE}) THEN ${at}::timestamptz END
      WHERE id = ${id}::uuid AND attempts = ${attempts} AND state = 'sending'
      RETURNING kind, platform, workspace, "user")
    UPDATE "Identity" i SET "directPlace" = ${place} FROM settled s
    WHERE s.kind = 'post' AND i.platform = s.platform AND i.workspace = s.workspace AND i."user" = s."user"
      AND ${place}::text IS NOT NULL AND i."directPlace" IS DISTINCT FROM ${place}`;
}

/** False when another process has taken the message over. */
export async function settleFailed(change: Change, message: Taken, failure: string): Promise<boolean> {
  const { count } = await from(change).outgoingMessage.updateMany({
    where: mine(message),
    data: { state: "failed", failure, settledAt: change.at },
  });
  return count > 0;
}

/**
 * Puts the message back, and with it its lane, for `wait` milliseconds and up to `spread` more: lanes that failed
 * together do not come back together.
 */
export async function putBack(
  database: DatabaseHandle,
  message: Taken,
  { wait, spread, uncertain, failure }: Pause,
): Promise<void> {
  await from({ database }).$executeRaw`
    UPDATE "OutgoingMessage" SET state = 'pending', uncertain = ${uncertain}, failure = ${failure},
      unexplained = unexplained + ${failure === "unknown" ? 1 : 0},
      "awaySince" = CASE WHEN ${failure === "unavailable"} THEN COALESCE("awaySince", now()) END,
      "nextAt" = now() + (${wait}::float8 + random() * ${spread}::float8) * interval '1 millisecond'
    WHERE id = ${message.id}::uuid AND attempts = ${message.attempts} AND state = 'sending'`;
  // A newer face that waits behind it in the lane steps aside with it.
  if (message.kind === "edit" && failure === "rate_limited")
    await from({ database }).outgoingMessage.updateMany({
      where: { refId: message.refId, kind: "edit", state: "pending" },
      data: { failure },
    });
}
export interface Pause {
  readonly wait: number;
  readonly spread: number;
  readonly uncertain: boolean;
  readonly failure: string;
}

/** What was tried before counts no more. */
const AFRESH = { state: "pending", uncertain: false, awaySince: null, nextAt: AT_ONCE } as const;

/** The card says what it was last shown with. */
export async function isSaidAlready(change: Change, { id }: Taken): Promise<boolean> {
  const [found] = await from(change).$queryRaw<{ said: boolean | null }[]>`
    SELECT (SELECT o.card = m.card FROM "OutgoingMessage" o
      WHERE o."refId" = m."refId" AND o.kind IN ('post', 'edit') AND o.state = 'sent' AND o.seq < m.seq
      ORDER BY o.seq DESC LIMIT 1) AS said
    FROM "OutgoingMessage" m WHERE m.id = ${id}::uuid`;
  return found?.said === true;
}

/** Makes a post of an edit, in its turn of the lane: the card is issued anew where it stood. */
export async function postAnew(database: DatabaseHandle, message: Taken): Promise<void> {
  await from({ database }).outgoingMessage.updateMany({
    where: mine(message),
    data: { kind: "post", failure: "too_old", ...AFRESH },
  });
}

/**
 * Makes a post of an edit whose card was refused for good: what it says now may be taken. To a person only where the
 * account is still theirs; in a team's channel only where the team still reads, else where its papers wait by now. What
 * never arrived does not begin with its end: one that asks for nothing stays away, as one does whose place is gone, that
 * is over, or that has stood there.
 */
export async function placeAtLast(change: Change, { card, refId }: Taken): Promise<(Destination & Until) | undefined> {
  if (!isAsking(card)) return undefined;
  const [found] = await from(change).$queryRaw<(Destination & Until)[]>`
    SELECT p.platform, p.workspace, p."user", p.until, CASE WHEN r."teamId" IS NULL OR p.place IN (c.channel, c.approvals)
      THEN p.place ELSE COALESCE(c.approvals, c.channel) END AS place
    FROM "OutgoingMessage" p JOIN "MessageRef" r ON r.id = p."refId" AND r.message IS NULL
    LEFT JOIN "TeamChannel" c ON c."teamId" = r."teamId" AND c.platform = p.platform AND c.workspace = p.workspace
    WHERE p."refId" = ${refId}::uuid AND p.kind = 'post' AND p.state = 'failed' AND p.failure NOT IN ('gone', 'over')
      AND NOT EXISTS (SELECT FROM "OutgoingMessage" o WHERE o."refId" = p."refId" AND o.kind = 'post' AND o.seq > p.seq)
      AND (r."memberId" IS NULL OR EXISTS (SELECT FROM "Identity" i WHERE i.platform = p.platform
        AND i.workspace = p.workspace AND i."user" = p."user" AND i."memberId" = r."memberId"))`;
  return found && (found.user ?? found.place) !== null ? found : undefined;
}
interface Until {
  readonly until: Instant | null;
}

/** Says something else in its turn, as what follows may stand below it. False when another process has taken it over. */
export async function sayInstead(change: Change, message: Taken, card: Card): Promise<boolean> {
  const data = { card: jsonOf(card), failure: "withheld", ...AFRESH };
  const { count } = await from(change).outgoingMessage.updateMany({ where: mine(message), data });
  wakeAfter(change);
  return count > 0;
}

/**
 * Sends the message to another place instead, and with it the card it posts and what waits to change that. False when
 * another process has taken it over.
 */
export async function redirect(
  change: Change,
  message: Taken,
  {
    to,
    ...as
  }: { readonly to: Destination; readonly failure: string; readonly kind?: "post"; readonly until?: Instant | null },
): Promise<boolean> {
  const { outgoingMessage } = from(change);
  const there = { ...laneOf(to), user: to.user, place: to.place };
  const { count } = await outgoingMessage.updateMany({ where: mine(message), data: { ...AFRESH, ...there, ...as } });
  if (count === 0) return false;
  const { refId } = message;
  if (refId !== null) {
    await outgoingMessage.updateMany({ where: { refId, state: "pending" }, data: laneOf(to) });
    await moveLane(change, refId, to);
  }
  wakeAfter(change);
  return true;
}
