import type { Card } from "../chat/card.ts";
import { elapsed, type Instant } from "../core/clock.ts";
import { newId } from "../core/ids.ts";
import type { Change, DatabaseHandle } from "../core/scope.ts";
import { atEnd, recordsOf } from "../data/at-end.ts";
import { from } from "../data/client.ts";
import { Prisma, type SendKind } from "../data/generated/client.ts";
import { wakeAfter } from "./wake.ts";

/** Where a message goes: the direct chat with a user of a platform, or a place of it. */
export interface Destination {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string | null;
  readonly place: string | null;
}

/** Whose place it is: what an admin is told when it cannot be reached. */
export interface Owner {
  readonly memberId: string | null;
  readonly teamId: string | null;
}

export interface Queued {
  readonly key: string;
  readonly kind: SendKind;
  readonly lane: Lane;
  /** For a post; an edit and a reply go where the remembered card stands. */
  readonly to: Pick<Destination, "user" | "place">;
  readonly owner: Owner;
  readonly card: Card;
  /** The remembered card it posts, edits or answers. */
  readonly refId: string | null;
  /** The kept file it brings; its card is then said where the file cannot be brought. */
  readonly fileId?: string | null;
  /** From then on it says nothing any more. */
  readonly until?: Instant | null | undefined;
}

/** A message that has nowhere to go is kept, so that it can be seen why it was not sent. */
export type Message = Queued & { readonly failure?: string };

/** A message taken up for sending. */
export interface Taken extends Queued {
  readonly id: string;
  readonly organizationId: string;
  readonly attempts: number;
  /** Those that failed for no known reason. */
  readonly unexplained: number;
  /** Milliseconds for which the platform has been away each time it was tried; null when it was not. */
  readonly away: number | null;
  /** An earlier send of it may have got through. */
  readonly uncertain: boolean;
  /** Milliseconds since it was queued. */
  readonly age: number;
  /** When it was asked for, in elapsed milliseconds: its lease began no earlier. */
  readonly takenAt: number;
}

/**
 * Messages of one lane keep their order; those of others do not wait for them. Nor does anything wait for an edit that
 * a limit holds back: platforms count edits apart, and what is new need not wait until what is old looks as it should.
 */
export interface Lane {
  readonly platform: string;
  readonly workspace: string;
  readonly lane: string;
}

/** Each place has a lane. */
export const laneOf = ({ platform, workspace, user, place }: Destination): Lane => ({
  platform,
  workspace,
  lane: `${platform}:${workspace}:${user === null ? place : `@${user}`}`,
});

/** Due from the beginning of time: the application's clock may run ahead of the database's. */
export const AT_ONCE = new Date(0);

/**
 * Adds a message to the change, unless its key is known: then it has been queued before. An edit gives the messages
 * that still wait to show or change its card the newest face; it is a message of its own when none waits, as a send
 * that is under way, or may have got through, keeps the face it has.
 */
export function queue(change: Change, message: Message): void {
  add(change, rowOf(change, message));
  wakeAfter(change);
}

const add = atEnd<Row>((rows) => {
  const edits = rows.filter(({ kind }) => kind === "edit");
  if (edits.length === 0) return { queued: insertion(rows) };
  return {
    replaced: Prisma.sql`
      UPDATE "OutgoingMessage" m SET card = n.card FROM ${recordsOf("OutgoingMessage", edits)} n
      WHERE m."refId" = n."refId" AND m.kind IN ('post', 'edit') AND m.state = 'pending' AND NOT m.uncertain
      RETURNING m."refId"`,
    queued: insertion(
      rows,
      Prisma.sql`WHERE n.kind <> 'edit' OR NOT EXISTS (SELECT FROM replaced r WHERE r."refId" = n."refId")`,
    ),
  };
});

/** Adds messages at once, for what depends on their being new. @returns those whose key was not known */
export async function queueNew(change: Change, messages: readonly Message[]): Promise<ReadonlySet<Message>> {
  if (messages.length === 0) return new Set();
  const rows = new Map(messages.map((message) => [message, rowOf(change, message)]));
  const added = await from(change).$queryRaw<{ id: string }[]>`${insertion([...rows.values()])} RETURNING id`;
  wakeAfter(change);
  const ids = new Set(added.map(({ id }) => id));
  return new Set(messages.filter((message) => ids.has(rows.get(message)?.id ?? "")));
}

/** In the order given: within a lane it is the order of delivery. */
const insertion = (rows: readonly Row[], which = Prisma.empty): Prisma.Sql => Prisma.sql`
  INSERT INTO "OutgoingMessage" (id, "organizationId", key, kind, "refId", platform, workspace, lane, "user", place,
    "memberId", "teamId", card, "fileId", until, state, failure, "settledAt", "nextAt")
  SELECT id, "organizationId", key, kind, "refId", platform, workspace, lane, "user", place,
    "memberId", "teamId", card, "fileId", until, state, failure, "settledAt", "nextAt"
  FROM ${recordsOf("OutgoingMessage", rows)} WITH ORDINALITY n ${which}
  ORDER BY ordinality ON CONFLICT DO NOTHING`;

const rowOf = (
  change: Change,
  { key, kind, lane, to, owner, card, refId, fileId = null, until = null, failure }: Message,
) => ({
  id: newId(),
  organizationId: change.organizationId,
  key,
  kind,
  refId,
  ...lane,
  user: to.user,
  place: to.place,
  memberId: owner.memberId,
  teamId: owner.teamId,
  card: jsonOf(card),
  fileId,
  until,
  ...(failure === undefined ? { state: "pending" } : { state: "failed", failure, settledAt: change.at }),
  nextAt: AT_ONCE,
});
type Row = ReturnType<typeof rowOf>;

/** PostgreSQL stores neither NUL nor half of a surrogate pair in JSON; people can type both. */
export const jsonOf = (card: Card): Prisma.InputJsonObject =>
  JSON.parse(
    JSON.stringify(card, (_, value: unknown) =>
      typeof value === "string" ? value.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\uFFFD") : value,
    ),
  );

/** Seconds after which a message taken up and not settled is taken up by another process. */
export const LEASE = 60;
/** Lanes looked at for one taking: more than all processes together can have locked. */
const CANDIDATES = 200;

/** What keeps its order. An edit that a limit holds back leaves the lane: its card alone waits for it. */
const LINE = Prisma.sql`CASE WHEN kind = 'edit' AND failure = 'rate_limited' THEN "refId"::text ELSE lane END`;
/** The card of the edit `f` has an older message under way. */
const AWAITS_ITS_CARD = Prisma.sql`EXISTS (SELECT FROM "OutgoingMessage" o WHERE o."refId" = f."refId"
  AND o.kind IN ('post', 'edit') AND o.state IN ('pending', 'sending') AND o.seq < f.seq)`;

/**
 * Takes up to `limit` messages that are due, the first of each lane, so that no other process does. One that was being
 * sent by a process that vanished is uncertain.
 */
export async function take(
  database: DatabaseHandle,
  { platforms, limit }: { readonly platforms: readonly string[]; readonly limit: number },
): Promise<Taken[]> {
  const takenAt = elapsed();
  const rows = await from({ database }).$queryRaw<TakenRow[]>`
    WITH firsts AS MATERIALIZED (
      SELECT DISTINCT ON (line) id, kind, "refId", "nextAt", seq, ${LINE} AS line FROM "OutgoingMessage"
      WHERE state IN ('pending', 'sending') AND platform = ANY(${[...platforms]})
      ORDER BY line, seq),
    due AS MATERIALIZED (
      SELECT id FROM "OutgoingMessage"
      WHERE id = ANY(ARRAY(SELECT id FROM firsts f WHERE "nextAt" <= now() AND NOT (kind = 'edit' AND ${AWAITS_ITS_CARD})
          ORDER BY seq LIMIT ${CANDIDATES}))
        AND state IN ('pending', 'sending') AND "nextAt" <= now()
      ORDER BY seq LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE "OutgoingMessage" m SET
      state = 'sending', attempts = m.attempts + 1, "nextAt" = now() + ${LEASE} * interval '1 second',
      uncertain = m.kind <> 'edit' AND (m.uncertain OR m.state = 'sending')
    FROM due WHERE m.id = due.id
    RETURNING m.id, m."organizationId", m.key, m.kind, m."refId", m.platform, m.workspace, m.lane, m."user", m.place,
      m."memberId", m."teamId", m.card, m."fileId", m.until, m.attempts, m.unexplained, m.uncertain, m.seq,
      (extract(epoch FROM now() - m."awaySince") * 1000)::float8 AS away,
      (extract(epoch FROM now() - m."createdAt") * 1000)::float8 AS age`;
  return rows
    .sort((a, b) => (a.seq < b.seq ? -1 : 1))
    .map(({ platform, workspace, lane, user, place, memberId, teamId, ...rest }) => ({
      ...rest,
      takenAt,
      lane: { platform, workspace, lane },
      to: { user, place },
      owner: { memberId, teamId },
    }));
}
type TakenRow = Omit<Taken, "lane" | "to" | "owner" | "takenAt"> &
  Lane &
  Destination &
  Owner & { readonly seq: bigint };
