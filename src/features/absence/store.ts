import type { Instant } from "../../core/clock.ts";
import { zone } from "../../core/dates.ts";
import { asMemberId, isId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { findMembers, isHere } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";
import type { Absence, Colleague } from "./rules.ts";

export { readMembersWith } from "../../data/colleagues.ts";
export { holdPeople } from "../../data/people-lock.ts";

interface ColleagueRow {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly open: boolean;
  readonly here: boolean;
  readonly roles: readonly Role[];
  readonly teams: Colleague["teams"];
}
const colleagueFrom = (row: ColleagueRow): Colleague => ({ ...row, id: asMemberId(row.id), zone: zone(row.zone) });

/** In SQL: a member m as JSON. */
const asColleague = (m: Prisma.Sql): Prisma.Sql => Prisma.sql`json_build_object('id', ${m}.id, 'name', ${m}.name,
  'zone', ${m}.zone, 'open', ${m}."closedAt" IS NULL, 'here', ${isHere(m)}, 'roles', ${m}.roles::text[], 'teams', (
    SELECT COALESCE(json_agg(json_build_object('id', g.id, 'segmentId', g."segmentId") ORDER BY g.name), '[]')
    FROM "TeamMember" t JOIN "Team" g ON g.id = t."teamId" WHERE t."memberId" = ${m}.id))`;

interface AbsenceRow {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly version: number;
  readonly away: ColleagueRow;
  readonly standIn: ColleagueRow;
}
const absencesWhere = async (scope: Scope, where: Prisma.Sql, most: number): Promise<Absence[]> => {
  const rows = await from(scope).$queryRaw<AbsenceRow[]>`
    SELECT b.id, b."startsAt", b."endsAt", b.version, ${asColleague(Prisma.sql`w`)} AS away,
      ${asColleague(Prisma.sql`s`)} AS "standIn"
    FROM "Absence" b JOIN "Member" w ON w.id = b."memberId" JOIN "Member" s ON s.id = b."standInId"
    WHERE b."organizationId" = ${scope.organizationId}::uuid AND ${where}
    ORDER BY b."startsAt", w.name, b.id LIMIT ${most}`;
  return rows.map(({ away, standIn, ...row }) => ({
    ...row,
    away: colleagueFrom(away),
    standIn: colleagueFrom(standIn),
  }));
};

const MOST_OF_ONE = 100;
/** More than a team of people can be away at once. */
const MOST_AROUND = 50;

/** When these members are away or stand in, now or later, the nearest first. */
export const readAbsences = (scope: Scope, ids: readonly string[], standingInToo = false): Promise<Absence[]> => {
  const these = Prisma.sql`ANY(${ids.filter(isId)}::uuid[])`;
  const whose = standingInToo
    ? Prisma.sql`(b."memberId" = ${these} OR b."standInId" = ${these})`
    : Prisma.sql`b."memberId" = ${these}`;
  return absencesWhere(scope, Prisma.sql`b."endsAt" > ${scope.clock.now()}::timestamptz AND ${whose}`, MOST_OF_ONE);
};

/** Who of the asker's teams is away until some days from now, themselves included, and for whom they stand in. */
export const readAround = (scope: Scope, until: Instant): Promise<Absence[]> =>
  absencesWhere(
    scope,
    Prisma.sql`b."endsAt" > ${scope.clock.now()}::timestamptz AND b."startsAt" < ${until}::timestamptz
      AND w."closedAt" IS NULL AND (${scope.memberId}::uuid IN (b."memberId", b."standInId") OR b."memberId" IN (
        SELECT t."memberId" FROM "TeamMember" t WHERE t."teamId" = ANY(${[...scope.teamIds]}::uuid[])))`,
    MOST_AROUND,
  );

/** Of these members, those who are away at this moment. */
export const readGone = (scope: Scope, ids: readonly string[]): Promise<Absence[]> => {
  const now = scope.clock.now();
  const gone = Prisma.sql`b."memberId" = ANY(${[...ids]}::uuid[]) AND b."startsAt" <= ${now}::timestamptz
    AND b."endsAt" > ${now}::timestamptz`;
  return absencesWhere(scope, gone, ids.length);
};

/** One that is not over; undefined when there is none. */
export const readAbsence = async (scope: Scope, id: string): Promise<Absence | undefined> => {
  if (!isId(id)) return undefined;
  const now = scope.clock.now();
  const [found] = await absencesWhere(scope, Prisma.sql`b.id = ${id}::uuid AND b."endsAt" > ${now}::timestamptz`, 1);
  return found;
};

/** Of all that have begun, or are over, those nobody was told of yet. */
export const readUntold = (scope: Scope, what: "begun" | "over"): Promise<Absence[]> => {
  const now = scope.clock.now();
  return absencesWhere(
    scope,
    what === "over"
      ? Prisma.sql`b."overAt" IS NULL AND b."endsAt" <= ${now}::timestamptz`
      : Prisma.sql`b."overAt" IS NULL AND b."begunAt" IS NULL AND b."startsAt" <= ${now}::timestamptz
          AND b."endsAt" > ${now}::timestamptz`,
    1_000,
  );
};

/** Those that are not over, and of which nobody was told yet that the stand-in does not fit. */
export const readWatched = (scope: Scope): Promise<Absence[]> =>
  absencesWhere(
    scope,
    Prisma.sql`b."overAt" IS NULL AND b."unfitAt" IS NULL AND b."endsAt" > ${scope.clock.now()}::timestamptz
      AND w."closedAt" IS NULL AND s."closedAt" IS NULL`,
    1_000,
  );

const colleagues = async (scope: Scope, where: Prisma.Sql): Promise<Colleague[]> => {
  const rows = await from(scope).$queryRaw<{ colleague: ColleagueRow }[]>`
    SELECT ${asColleague(Prisma.sql`m`)} AS colleague FROM "Member" m
    WHERE m."organizationId" = ${scope.organizationId}::uuid AND ${where} ORDER BY m.name, m.id LIMIT 5000`;
  return rows.map(({ colleague }) => colleagueFrom(colleague));
};

export const readColleague = async (scope: Scope, id: string): Promise<Colleague | undefined> =>
  isId(id) ? (await colleagues(scope, Prisma.sql`m.id = ${id}::uuid`))[0] : undefined;

/** Open accounts by name. */
export const readColleagues = (scope: Scope): Promise<Colleague[]> =>
  colleagues(scope, Prisma.sql`m."closedAt" IS NULL`);

/** Of these colleagues those whose name, its pinyin or initials have what was typed. */
export const calledSo = async (scope: Scope, some: readonly Colleague[], typed: string): Promise<Colleague[]> => {
  const found = await findMembers(scope, { id: { in: some.map(({ id }) => id) } }, typed);
  const called = new Set(found.map(({ id }) => id));
  return some.filter(({ id }) => called.has(id));
};

export interface AbsenceEdit extends Pick<Absence, "startsAt" | "endsAt"> {
  readonly standInId: MemberId;
}
const snapshotOf = ({ away, standIn, startsAt, endsAt }: Absence) => ({
  away: away.name,
  standIn: standIn.name,
  startsAt,
  endsAt,
});

/** Whoever has begun is told in the same change. The caller holds the people. */
export async function addAbsence(change: Change, memberId: MemberId, edit: AbsenceEdit): Promise<Absence> {
  const { organizationId, at } = change;
  const id = newId();
  await from(change).absence.create({
    data: {
      ...{ id, organizationId, memberId, ...edit, createdAt: at },
      setById: change.memberId ?? memberId,
      begunAt: edit.startsAt <= at ? at : null,
    },
  });
  return written(change, id, undefined);
}

/** Changes an absence. Undefined: someone was faster, and nothing is changed. The caller holds the people. */
export async function saveAbsence(change: Change, before: Absence, edit: AbsenceEdit): Promise<Absence | undefined> {
  const { organizationId, at } = change;
  const { count } = await from(change).absence.updateMany({
    where: { id: before.id, organizationId, version: before.version, overAt: null },
    data: { ...edit, begunAt: edit.startsAt <= at ? at : null, unfitAt: null, version: { increment: 1 } },
  });
  if (count === 0) return undefined;
  if (before.standIn.id !== edit.standInId && before.startsAt < at) await keepFormer(change, before);
  return written(change, before.id, before);
}

/** Who stood in until now, since the absence began or another had done so before. */
async function keepFormer(change: Change, { id: absenceId, away, standIn, startsAt }: Absence): Promise<void> {
  const { organizationId, at: endsAt } = change;
  const last = await from(change).formerStandIn.findFirst({
    where: { absenceId, organizationId },
    orderBy: { endsAt: "desc" },
    select: { endsAt: true },
  });
  const since = last && last.endsAt > startsAt ? last.endsAt : startsAt;
  const whose = { memberId: away.id, standInId: standIn.id };
  await from(change).formerStandIn.create({
    data: { id: newId(), organizationId, absenceId, ...whose, startsAt: since, endsAt },
  });
}

const written = async (change: Change, id: string, before: Absence | undefined): Promise<Absence> => {
  const after = await readAbsence(change, id);
  if (!after) throw new TypeError("An absence that was written is there.");
  await audit(change, {
    what: before ? "absence.changed" : "absence.set",
    subject: `member:${after.away.id}`,
    ...(before && { before: snapshotOf(before) }),
    after: snapshotOf(after),
  });
  return after;
};

/** Ends an absence now; one that has not begun is called off. False: someone was faster. */
export async function endAbsence(change: Change, absence: Absence): Promise<boolean> {
  const { organizationId, at } = change;
  const where = { id: absence.id, organizationId, version: absence.version, overAt: null };
  const begun = absence.startsAt < at;
  const { count } = begun
    ? await from(change).absence.updateMany({ where, data: { endsAt: at, version: { increment: 1 } } })
    : await from(change).absence.deleteMany({ where });
  if (count === 1)
    await audit(change, {
      what: begun ? "absence.ended" : "absence.calledOff",
      subject: `member:${absence.away.id}`,
      before: snapshotOf(absence),
      ...(begun && { after: { endsAt: at } }),
    });
  return count === 1;
}

/** False when another process has told it. */
export async function markTold(change: Change, { id }: Absence, what: "begun" | "over" | "unfit"): Promise<boolean> {
  const column = `${what}At` as const;
  const where = { id, organizationId: change.organizationId, [column]: null };
  return (await from(change).absence.updateMany({ where, data: { [column]: change.at } })).count === 1;
}

/** Whoever has left is not away any more; what has not begun is struck out. */
export async function closeAbsences(change: Change, memberId: MemberId): Promise<void> {
  const { organizationId, at } = change;
  const where = { organizationId, memberId, overAt: null };
  await from(change).absence.deleteMany({ where: { ...where, startsAt: { gte: at } } });
  await from(change).absence.updateMany({
    where: { ...where, endsAt: { gt: at } },
    data: { endsAt: at, overAt: at, version: { increment: 1 } },
  });
}

/** Open managers of the member's teams; the admins where there is none. */
export async function readInCharge(scope: Scope, memberId: MemberId): Promise<MemberId[]> {
  const rows = await from(scope).$queryRaw<{ id: string; manages: boolean }[]>`
    SELECT m.id, 'manager' = ANY(m.roles::text[]) AND EXISTS (
      SELECT 1 FROM "TeamMember" t JOIN "TeamMember" u ON u."teamId" = t."teamId"
      WHERE t."memberId" = m.id AND u."memberId" = ${memberId}::uuid) AS manages
    FROM "Member" m
    WHERE m."organizationId" = ${scope.organizationId}::uuid AND m."closedAt" IS NULL AND m.id <> ${memberId}::uuid
      AND m.roles::text[] && '{manager,admin}' ORDER BY m."createdAt", m.id LIMIT 1000`;
  const managers = rows.filter(({ manages }) => manages);
  return (managers.length > 0 ? managers : rows).slice(0, 20).map(({ id }) => asMemberId(id));
}
