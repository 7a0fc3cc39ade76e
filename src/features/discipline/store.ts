import { addDays, dateIn, fromColumn, type PlainDate, toColumn, type Zone, zone } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { LOOK_BACK, type Logging, mondayOf } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

/** A rep with a team whose figures they go by, and what they have logged. */
export interface Rep extends Logging {
  readonly id: MemberId;
  readonly name: string;
  readonly teamId: string;
  /** The last day before this week on which something was logged. */
  readonly lastOn: PlainDate | null;
}

interface Asked {
  readonly today: PlainDate;
  /** Of these members, or of these teams. */
  readonly members?: readonly MemberId[];
  readonly teamIds?: readonly string[];
}

/** Open reps of those asked for, with what they logged in the weeks before this one and when they were away. */
export async function readReps(scope: Scope, { today, members, teamIds }: Asked): Promise<Rep[]> {
  const { organizationId } = scope;
  const rows = await from(scope).member.findMany({
    where: {
      ...{ organizationId, closedAt: null, roles: { has: "rep" } },
      ...(members && { id: { in: [...members] } }),
      teams: { some: teamIds ? { teamId: { in: [...teamIds] } } : {} },
    },
    select: { id: true, name: true, zone: true, createdAt: true, repSince: true, teams: { select: { teamId: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const thisWeek = mondayOf(today);
  const first = addDays(thisWeek, -7 * LOOK_BACK);
  const logged = await from(scope).$queryRaw<{ memberId: string; days: Date[] }[]>`
    SELECT "memberId"::text, array_agg(DISTINCT "happenedOn") AS days FROM "Activity"
    WHERE "organizationId" = ${organizationId}::uuid AND "memberId" = ANY(${ids}::uuid[]) AND "undoneAt" IS NULL
      AND "happenedOn" >= ${first}::date AND "happenedOn" < ${thisWeek}::date
    GROUP BY 1`;
  const absences = await from(scope).absence.findMany({
    where: { organizationId, memberId: { in: ids }, endsAt: { gte: toColumn(addDays(first, -1)) } },
    select: { memberId: true, startsAt: true, endsAt: true },
  });
  return rows.map(({ id, name, zone: where, createdAt, repSince, teams }) => {
    const days = (logged.find(({ memberId }) => memberId === id)?.days ?? []).map(fromColumn).sort();
    const away = absences.filter(({ memberId }) => memberId === id);
    return {
      ...{ id: asMemberId(id), name, logged: new Set(days), lastOn: days.at(-1) ?? null },
      away: new Set(away.flatMap((absence) => daysOf(absence, zone(where), { first, last: thisWeek }))),
      since: dateIn(zone(where), repSince ?? createdAt),
      teamId: (teams.find(({ teamId }) => teamIds?.includes(teamId)) ?? teams[0])?.teamId ?? "",
    };
  });
}

const daysOf = (
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
  where: Zone,
  { first, last }: { readonly first: PlainDate; readonly last: PlainDate },
): PlainDate[] => {
  const [begins, ends] = [dateIn(where, startsAt), dateIn(where, endsAt)];
  const days: PlainDate[] = [];
  for (let day = begins > first ? begins : first; day < ends && day < last; day = addDays(day, 1)) days.push(day);
  return days;
};

/** When a manager was last told of the silence of these members. */
export async function readTold(
  scope: Scope,
  { managerId, members }: { readonly managerId: MemberId; readonly members: readonly MemberId[] },
): Promise<ReadonlyMap<string, PlainDate>> {
  const rows = await from(scope).silenceTold.findMany({
    where: { organizationId: scope.organizationId, managerId, memberId: { in: [...members] } },
    orderBy: { toldOn: "asc" },
    select: { memberId: true, toldOn: true },
  });
  return new Map(rows.map(({ memberId, toldOn }) => [memberId, fromColumn(toldOn)]));
}

export async function markTold(
  change: Change,
  {
    managerId,
    members,
    today,
  }: { readonly managerId: MemberId; readonly members: readonly MemberId[]; readonly today: PlainDate },
): Promise<void> {
  await from(change).silenceTold.createMany({
    data: members.map((memberId) => ({
      ...{ organizationId: change.organizationId, managerId, memberId },
      toldOn: toColumn(today),
    })),
    skipDuplicates: true,
  });
}
