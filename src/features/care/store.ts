import type { Instant } from "../../core/clock.ts";
import { fromColumn, type PlainDate, toColumn, type Zone, zone } from "../../core/dates.ts";
import { asMemberId, idFrom, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { customerInSight, memberSeesCustomer } from "../../data/scope.ts";
import { handsOf } from "../../data/standing-in.ts";
import type { CareKind, Reason } from "../../domain/care.ts";
import type { Quadrant } from "../../domain/worth.ts";
import { birthdayKeys, worthOf } from "../occasions/public.ts";
import type { CareState, Item } from "./rules.ts";

interface ItemRow {
  readonly id: string;
  readonly memberId: string;
  readonly customerId: string;
  readonly contactId: string | null;
  readonly nextStepId: string | null;
  readonly kind: CareKind;
  readonly dueOn: Date;
  readonly showOn: Date;
  readonly listedOn: Date | null;
  readonly rank: number;
  readonly onceKey: string;
  readonly state: CareState;
  readonly reason: string | null;
  readonly laterAt: Date | null;
  readonly activityId: string | null;
  readonly version: number;
  readonly flags: readonly string[];
  readonly quadrant: Quadrant | null;
  /** Still to be looked after: the customer is theirs, and whoever it is about may be contacted. */
  readonly apt: boolean;
}

const itemOf = ({ flags, quadrant, apt, ...row }: ItemRow): Item & { readonly apt: boolean } => ({
  ...row,
  memberId: asMemberId(row.memberId),
  dueOn: fromColumn(row.dueOn),
  showOn: fromColumn(row.showOn),
  listedOn: row.listedOn && fromColumn(row.listedOn),
  worth: worthOf({ flags, quadrant }),
  apt,
});

/**
 * Items of members that stand on the list of `today`, or are not done and to be shown on `since` or later, as long as
 * their customer is in the member's sight: handed over, it is gone from the list.
 */
export async function readItems(
  scope: Scope,
  {
    members,
    today,
    since,
  }: { readonly members: readonly MemberId[]; readonly today: PlainDate; readonly since: PlainDate },
): Promise<(Item & { readonly apt: boolean })[]> {
  const rows = await from(scope).$queryRaw<ItemRow[]>`
    SELECT i.id, i."memberId", i."customerId", i."contactId", i."nextStepId", i.kind::text, i."dueOn", i."showOn",
      i."listedOn", i.rank, i."onceKey", i.state::text, i.reason, i."laterAt", i."activityId", i.version,
      coalesce(c.flags::text[], '{}') AS flags, c.quadrant::text AS quadrant,
      k."doNotContact" IS NOT TRUE AND (i.kind = 'next_step' OR c."ownerId" = i."memberId")
        AND (i.kind IN ('birthday', 'next_step') OR c."restUntil" IS NULL OR c."restUntil" < ${today}::date) AS apt
    FROM "CareItem" i
    JOIN "Customer" c ON c.id = i."customerId"
    LEFT JOIN "Contact" k ON k.id = i."contactId"
    WHERE i."organizationId" = ${scope.organizationId}::uuid AND i."memberId" = ANY(${[...members]}::uuid[])
      AND (i."listedOn" = ${today}::date OR i.state IN ('open', 'later') AND i."showOn" >= ${since}::date)
      AND ${memberSeesCustomer(Prisma.sql`i."memberId"`, Prisma.sql`c`)}
    ORDER BY i."memberId", i.rank, i."onceKey"`;
  return rows.map(itemOf);
}

/** The reasons nobody was told of yet; a birthday that somebody did not need ahead of the day is not told again. */
export async function readFresh(
  scope: Scope,
  {
    reasons,
    birthdayDays,
    today,
  }: { readonly reasons: readonly Reason[]; readonly birthdayDays: readonly number[]; readonly today: PlainDate },
): Promise<Item[]> {
  const occasions = new Map(
    reasons.map((reason) => [reason, reason.kind === "birthday" ? birthdayKeys(reason, birthdayDays) : []]),
  );
  const keys = [...occasions].flatMap(([{ onceKey }, others]) => [onceKey, ...others]);
  const rows = await from(scope).$queryRaw<{ onceKey: string; state: CareState }[]>`
    SELECT "onceKey", state::text FROM "CareItem"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "onceKey" = ANY(${keys}::text[])`;
  const known = new Map(rows.map(({ onceKey, state }) => [onceKey, state]));
  const isFresh = (reason: Reason) =>
    !known.has(reason.onceKey) && !occasions.get(reason)?.some((key) => known.get(key) === "not_needed");
  return reasons.filter(isFresh).map((reason) => ({
    ...reason,
    id: idFrom("care", scope.organizationId, reason.onceKey),
    showOn: today,
    listedOn: null,
    rank: 0,
    state: "open",
    reason: null,
    laterAt: null,
    activityId: null,
    version: 1,
  }));
}

/** Puts a member's list of a day into its order; what is on it already stays as it is. */
export async function keepList(change: Change, items: readonly Item[], today: PlainDate): Promise<void> {
  const { organizationId } = change;
  const ranked = items.map((item, rank) => ({ item, rank })).filter(({ item }) => item.listedOn !== today);
  const isNew = ({ item }: { readonly item: Item }) => item.listedOn === null;
  await from(change).careItem.createMany({
    data: ranked.filter(isNew).map(({ item, rank }) => ({
      id: item.id,
      organizationId,
      memberId: item.memberId,
      customerId: item.customerId,
      contactId: item.contactId,
      nextStepId: item.nextStepId,
      kind: item.kind,
      dueOn: toColumn(item.dueOn),
      showOn: toColumn(today),
      listedOn: toColumn(today),
      rank,
      onceKey: item.onceKey,
      createdAt: change.at,
    })),
    skipDuplicates: true,
  });
  const moved = ranked.filter((each) => !isNew(each));
  if (moved.length === 0) return;
  await from(change).$executeRaw`
    UPDATE "CareItem" i SET "listedOn" = ${today}::date, rank = u.rank, state = 'open', "laterAt" = NULL
    FROM unnest(${moved.map(({ item }) => item.id)}::uuid[], ${moved.map(({ rank }) => rank)}::int[]) AS u(id, rank)
    WHERE i.id = u.id AND i."organizationId" = ${organizationId}::uuid AND i.state IN ('open', 'later')`;
}

/**
 * An item of the one who asks, or of a colleague they stand in for, of whose list only what the colleague owns is taken
 * over; null when there is none, or it is another's. Sight is asked along: what is out of it takes no longer than nothing.
 */
export async function readItem(scope: Scope, id: string, today: PlainDate): Promise<Item | null> {
  const { organizationId, memberId } = scope;
  const hands = memberId ? handsOf(scope, memberId) : [];
  const [row] = await from(scope).$queryRaw<Pick<ItemRow, "memberId" | "listedOn">[]>`
    SELECT i."memberId", i."listedOn" FROM "CareItem" i JOIN "Customer" c ON c.id = i."customerId"
    WHERE i.id = ${id}::uuid AND i."organizationId" = ${organizationId}::uuid AND i."memberId" = ANY(${hands}::uuid[])
      AND (i."memberId" = ${memberId}::uuid OR i."memberId" = c."ownerId") AND ${customerInSight(scope, Prisma.sql`c`)}`;
  if (!row) return null;
  const day = row.listedOn ? fromColumn(row.listedOn) : today;
  const items = await readItems(scope, { members: [asMemberId(row.memberId)], today: day, since: day });
  return items.find((item) => item.id === id) ?? null;
}

export interface Closing {
  readonly state: "done" | "not_needed";
  readonly activityId?: string;
  readonly reason?: string;
}
/** False: it was closed or put off meanwhile, and nothing is changed. */
export async function closeItem(change: Change, item: Item, closing: Closing): Promise<boolean> {
  const { count } = await from(change).careItem.updateMany({
    where: {
      organizationId: change.organizationId,
      id: item.id,
      version: item.version,
      state: { in: ["open", "later"] },
    },
    data: { ...closing, closedAt: change.at, version: { increment: 1 } },
  });
  if (count === 1)
    await audit(change, {
      what: closing.state === "done" ? "care.done" : "care.notNeeded",
      subject: `customer:${item.customerId}`,
      before: { state: item.state },
      after: { item: item.onceKey, ...closing },
    });
  return count === 1;
}

/** Puts an item off to a day, or to an instant of today. False as for closeItem. */
export async function putOff(
  change: Change,
  item: Item,
  to: { readonly showOn: PlainDate; readonly laterAt?: Instant },
): Promise<boolean> {
  const { count } = await from(change).careItem.updateMany({
    where: {
      organizationId: change.organizationId,
      id: item.id,
      version: item.version,
      state: { in: ["open", "later"] },
    },
    data: {
      state: "later",
      showOn: toColumn(to.showOn),
      ...(to.laterAt && { laterAt: to.laterAt }),
      version: { increment: 1 },
    },
  });
  if (count === 1)
    await audit(change, {
      what: "care.putOff",
      subject: `customer:${item.customerId}`,
      before: { state: item.state, showOn: item.showOn },
      after: { item: item.onceKey, ...to },
    });
  return count === 1;
}

/** Texts of the activities that items were done with. */
export async function readSaid(scope: Scope, items: readonly Item[]): Promise<ReadonlyMap<string, string>> {
  const ids = items.flatMap(({ activityId }) => activityId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await from(scope).activity.findMany({
    where: { organizationId: scope.organizationId, id: { in: ids }, undoneAt: null },
    select: { id: true, said: true },
  });
  return new Map(rows.map(({ id, said }) => [id, said]));
}

/** How the day of a member was told. */
export interface ToldDay {
  readonly late: boolean;
  /** The list before it: what became of it. */
  readonly before: { readonly day: PlainDate; readonly done: number; readonly of: number } | null;
}
export async function readToldDay(scope: Scope, memberId: MemberId, day: PlainDate): Promise<ToldDay | null> {
  const row = await from(scope).careDay.findFirst({
    where: { organizationId: scope.organizationId, memberId, day: toColumn(day) },
  });
  if (!row) return null;
  const before = row.before && { day: fromColumn(row.before), done: row.doneBefore, of: row.ofBefore };
  return { late: row.late, before };
}

/** What came of each member's lists of a team's customers: done on them, and left undone for good. */
export async function countCare(
  scope: Scope,
  { teamId, since, to }: { readonly teamId: string; readonly since: PlainDate; readonly to: PlainDate },
): Promise<CareCount[]> {
  return from(scope).$queryRaw`
    SELECT i."memberId"::text, count(*) FILTER (WHERE i.state = 'done')::int AS done, count(*) FILTER (WHERE i.state = 'open')::int AS missed
    FROM "CareItem" i JOIN "Customer" c ON c.id = i."customerId"
    WHERE i."organizationId" = ${scope.organizationId}::uuid AND c."teamId" = ${teamId}::uuid
      AND i."listedOn" BETWEEN ${since}::date AND ${to}::date
    GROUP BY 1 HAVING count(*) FILTER (WHERE i.state IN ('done', 'open')) > 0`;
}
export interface CareCount {
  readonly memberId: string;
  readonly done: number;
  readonly missed: number;
}

/** Where a member is reminded, and at an hour of whose choice; null: when the company says. @throws when there is no such member. */
export async function readMember(
  scope: Scope,
  id: MemberId,
): Promise<{ readonly zone: Zone; readonly reminderTime: string | null }> {
  const row = await from(scope).member.findFirstOrThrow({
    where: { id, organizationId: scope.organizationId },
    select: { zone: true, reminderTime: true },
  });
  return { zone: zone(row.zone), reminderTime: row.reminderTime };
}
