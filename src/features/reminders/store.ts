import type { Instant } from "../../core/clock.ts";
import { addDays, dateIn, fromColumn, type PlainDate, toColumn, zone } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { organizationOf } from "../../data/organization.ts";
import type { ToldDay } from "../care/public.ts";
import type { Reminded } from "./rules.ts";

export { isUnavailable } from "../../data/errors.ts";

/** Days looked at with nothing to tell; one that another process has told stays. */
export async function markQuietDays(
  change: Change,
  days: readonly { readonly memberId: MemberId; readonly day: PlainDate }[],
): Promise<void> {
  await from(change).careDay.createMany({
    data: days.map(({ memberId, day }) => ({
      organizationId: change.organizationId,
      memberId,
      day: toColumn(day),
      sentAt: change.at,
      items: 0,
    })),
    skipDuplicates: true,
  });
}

/** False when the day has been told before, by whichever process. */
export async function beginDay(
  change: Change,
  told: ToldDay & { readonly memberId: MemberId; readonly day: PlainDate; readonly items: number },
): Promise<boolean> {
  const { before } = told;
  const { count } = await from(change).careDay.createMany({
    data: [
      {
        organizationId: change.organizationId,
        memberId: told.memberId,
        day: toColumn(told.day),
        sentAt: change.at,
        late: told.late,
        items: told.items,
        ...(before && { before: toColumn(before.day), doneBefore: before.done, ofBefore: before.of }),
      },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Every open member, with the days looked at lately. */
export async function readReminded(scope: Scope, now: Instant): Promise<Reminded[]> {
  const { organizationId } = scope;
  const since = toColumn(addDays(dateIn(zone("UTC"), now), -2));
  const members = await from(scope).member.findMany({
    // Who was put on a list and never wrote has nowhere to be reminded.
    where: { organizationId, closedAt: null, identities: { some: {} } },
    select: { id: true, zone: true, reminderTime: true, createdAt: true },
    orderBy: { id: "asc" },
  });
  const { reminderTime: hour } = (await organizationOf(scope)).settings;
  const rows = await from(scope).careDay.findMany({ where: { organizationId, day: { gte: since } } });
  const days = new Map<string, Reminded["days"][number][]>();
  for (const { memberId, day, sentAt } of rows)
    days.set(memberId, [...(days.get(memberId) ?? []), { day: fromColumn(day), sentAt }]);
  return members.map((member) => ({
    id: asMemberId(member.id),
    zone: member.zone,
    reminderTime: member.reminderTime ?? hour,
    createdAt: member.createdAt,
    days: days.get(member.id) ?? [],
  }));
}

/** The last list of each member before a day: when it was, how many were done, of how many that were to be done. */
export async function readListsBefore(
  scope: Scope,
  { members, today }: { readonly members: readonly MemberId[]; readonly today: PlainDate },
): Promise<ReadonlyMap<MemberId, { readonly day: PlainDate; readonly done: number; readonly of: number }>> {
  const rows = await from(scope).$queryRaw<{ memberId: string; listedOn: Date; done: number; of: number }[]>`
    SELECT DISTINCT ON ("memberId") "memberId", "listedOn", count(*) FILTER (WHERE state = 'done')::int AS done,
      count(*) FILTER (WHERE state IN ('done', 'open') OR state = 'later' AND "showOn" <= "listedOn")::int AS of
    FROM "CareItem"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "memberId" = ANY(${[...members]}::uuid[])
      AND "listedOn" < ${today}::date AND "listedOn" >= ${today}::date - 14
    GROUP BY "memberId", "listedOn" ORDER BY "memberId", "listedOn" DESC`;
  return new Map(
    rows.map((row) => [asMemberId(row.memberId), { day: fromColumn(row.listedOn), done: row.done, of: row.of }]),
  );
}

/** Open members with items that were put off to an instant that is past, and where they are. */
export async function readPutOffUntilNow(
  scope: Scope,
  now: Instant,
): Promise<{ readonly memberId: MemberId; readonly zone: string }[]> {
  const rows = await from(scope).$queryRaw<{ id: string; zone: string }[]>`
    SELECT m.id, m.zone FROM "Member" m
    WHERE m."organizationId" = ${scope.organizationId}::uuid AND m."closedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "CareItem" i WHERE i."organizationId" = m."organizationId" AND i."memberId" = m.id
        AND i.state = 'later' AND i."laterAt" <= ${now})
    ORDER BY m.id`;
  return rows.map((row) => ({ memberId: asMemberId(row.id), zone: row.zone }));
}

/** Members with something on a list that may have been done without it: what is older is left as it is. */
export async function readListed(scope: Scope, now: Instant): Promise<MemberId[]> {
  const rows = await from(scope).careItem.findMany({
    where: {
      organizationId: scope.organizationId,
      state: { in: ["open", "later"] },
      showOn: { gte: toColumn(addDays(dateIn(zone("UTC"), now), -15)) },
    },
    distinct: ["memberId"],
    select: { memberId: true },
    orderBy: { memberId: "asc" },
  });
  return rows.map(({ memberId }) => asMemberId(memberId));
}

/** Takes up what a member had put off until now; of each, the day on whose list it stands. */
export async function takeUp(change: Change, memberId: MemberId): Promise<PlainDate[]> {
  const rows = await from(change).careItem.updateManyAndReturn({
    where: { organizationId: change.organizationId, memberId, state: "later", laterAt: { lte: change.at } },
    data: { state: "open", version: { increment: 1 } },
    select: { listedOn: true },
  });
  return rows.flatMap(({ listedOn }) => (listedOn ? [fromColumn(listedOn)] : []));
}
