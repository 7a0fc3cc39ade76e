import type { SentMessage } from "../chat/port.ts";
import type { Instant } from "../core/clock.ts";
import { type Zone, zone } from "../core/dates.ts";
import { asMemberId, type MemberId, newId } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Change, DatabaseHandle, Scope } from "../core/scope.ts";
import { addAtEnd } from "../data/at-end.ts";
import { from } from "../data/client.ts";
import { Prisma } from "../data/generated/client.ts";
import { type Destination, type Lane, laneOf, type Owner } from "./outbox.ts";

/** Whoever will read a message: a member, or a team's channel (member null). */
export interface Reader {
  readonly member: MemberId | null;
  readonly language: Language;
  readonly zone: Zone;
}

/** A card about a subject that was queued, and where it stands since it was delivered. */
export interface RememberedCard {
  readonly id: string;
  readonly subject: string;
  readonly lane: Lane;
  readonly owner: Owner;
  readonly reader: Reader;
}

/** Milliseconds: Feishu takes no clicks on a card, and no change of it, after 14 days; not a minute too early. */
const RENEW_AFTER = (14 * 24 + 1) * 60 * 60_000;
export const renewalAfter = (at: Instant): Instant => new Date(at.getTime() + RENEW_AFTER);

export function remember(
  change: Change,
  { id, subject, lane, owner }: RememberedCard,
  { key, asks }: { readonly key: string; readonly asks: boolean },
): void {
  const renewAt = asks ? renewalAfter(change.at) : null;
  add(change, { id, organizationId: change.organizationId, key, subject, ...lane, ...owner, renewAt });
}
const add = addAtEnd<Prisma.MessageRefCreateManyInput>("MessageRef");

/** The cards about subjects with their readers as they are now; whose account is closed is none. */
export const cardRows = ({ organizationId }: Scope, subjects: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT r.id, r.subject, r.platform, r.workspace, r.lane, r."memberId", r."teamId",
    COALESCE(m.language, t.language)::text AS language, COALESCE(m.zone, t.zone) AS zone
  FROM "MessageRef" r
  LEFT JOIN "Member" m ON m.id = r."memberId" AND m."organizationId" = r."organizationId" AND m."closedAt" IS NULL
  LEFT JOIN "Team" t ON t.id = r."teamId" AND t."organizationId" = r."organizationId"
  WHERE r."organizationId" = ${organizationId}::uuid AND r.subject = ANY(${[...subjects]}) AND NOT r.past`;

/** The same, kept from any other change until this one is over. */
export const heldRows = (change: Change, subjects: readonly string[]): Prisma.Sql =>
  Prisma.sql`${cardRows(change, [...new Set(subjects)])} ORDER BY r.id FOR UPDATE OF r`;

export type CardRow = Pick<RememberedCard, "id" | "subject"> &
  Lane &
  Owner & { readonly language: Language | null; readonly zone: string | null };

/** What `cardRows` gave; without those whose reader is gone. */
export const cardsFrom = (rows: readonly CardRow[]): RememberedCard[] =>
  rows.flatMap(({ id, subject, memberId, teamId, language, zone: zoneName, ...lane }) => {
    if (language === null || zoneName === null) return [];
    const reader = { member: memberId === null ? null : asMemberId(memberId), language, zone: zone(zoneName) };
    return [{ id, subject, lane, owner: { memberId, teamId }, reader }];
  });

/** Those of these subjects about which the member has a card. */
export async function subjectsShownTo(
  scope: Scope,
  memberId: MemberId,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await from(scope).messageRef.findMany({
    where: { organizationId: scope.organizationId, memberId, subject: { in: [...subjects] }, past: false },
    select: { subject: true },
    distinct: ["subject"],
  });
  return new Set(rows.map(({ subject }) => subject));
}

/** Of these subjects those with a card in one of these places. */
export async function subjectsShownAt(
  scope: Scope,
  places: readonly Omit<Destination, "user">[],
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const lanes = places.map((place) => laneOf({ ...place, user: null }).lane);
  const rows = await from(scope).messageRef.findMany({
    where: { organizationId: scope.organizationId, lane: { in: lanes }, subject: { in: [...subjects] }, past: false },
    select: { subject: true },
    distinct: ["subject"],
  });
  return new Set(rows.map(({ subject }) => subject));
}

/** Where a remembered card stands; undefined when it was never delivered or is gone. */
export async function standingOf(database: DatabaseHandle, refId: string): Promise<SentMessage | undefined> {
  const row = await from({ database }).messageRef.findUnique({ where: { id: refId } });
  if (!row || row.place === null || row.message === null) return undefined;
  const { platform, workspace, place, message, thread } = row;
  return { platform, workspace, place, message, ...(thread !== null && { thread }) };
}

/**
 * The card stands here from now on. Where it stood before stays known: people go on talking in that thread, and the
 * buttons of that message still work.
 */
export async function recordStanding(change: Change, refId: string, sent: SentMessage): Promise<void> {
  const { place, message, thread = null } = sent;
  await from(change).$executeRaw`
    WITH past AS (
      INSERT INTO "MessageRef" (id, "organizationId", key, subject, platform, workspace, lane, "memberId", "teamId",
        place, message, thread, past)
      SELECT ${newId()}::uuid, "organizationId", key || ':past:' || message, subject, platform, workspace, lane,
        "memberId", "teamId", place, message, thread, true
      FROM "MessageRef" WHERE id = ${refId}::uuid AND message <> ${message}
      ON CONFLICT DO NOTHING)
    UPDATE "MessageRef" SET place = ${place}, message = ${message}, thread = ${thread},
      "renewAt" = CASE WHEN "renewAt" IS NOT NULL THEN ${renewalAfter(change.at)}::timestamptz END
    WHERE id = ${refId}::uuid`;
}

/** The card goes to another place than it was queued for. */
export async function moveLane(change: Change, refId: string, to: Destination): Promise<void> {
  await from(change).messageRef.updateMany({ where: { id: refId }, data: laneOf(to) });
}

/** Another card `r` about the same subject was told to the same reader there since, and asks. */
export const OVERTAKEN = Prisma.sql`EXISTS (SELECT FROM "MessageRef" n WHERE n."organizationId" = r."organizationId"
  AND n.subject = r.subject AND n.lane = r.lane AND n.id > r.id AND NOT n.past AND n.message IS NOT NULL
  AND n."renewAt" IS NOT NULL)`;

/** An overtaken card that can be changed no more is left as it stands. False when it is the newest: that one lives on. */
export async function leaveOvertaken(change: Change, refId: string): Promise<boolean> {
  const left = await from(change).$executeRaw`
    UPDATE "MessageRef" r SET past = true WHERE r.id = ${refId}::uuid AND ${OVERTAKEN}`;
  return left > 0;
}

/** The card is not there any more: nobody tries to edit it again. */
export async function forget(change: Change, refId: string): Promise<void> {
  await from(change).messageRef.deleteMany({ where: { id: refId } });
}
