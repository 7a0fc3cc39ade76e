import { asMemberId, isId, type MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma, type TeamClosing } from "../../data/generated/client.ts";
import { undoHoursOf } from "../../data/organization.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { leavePlacesBeyond, type TakenPlace } from "../../data/team-channels.ts";
import { undoEnds } from "../../domain/undoing.ts";
import type { refusals } from "./texts.ts";

export type Reopened = {
  readonly name: string;
  /** Who had taken over. */
  readonly into: { readonly id: string; readonly name: string } | undefined;
  /** The team itself, and the papers that are back with it. */
  readonly teamId: string;
  readonly fees: readonly string[];
  /** Who works in it again. */
  readonly back: readonly MemberId[];
  /** Channels that a team of another segment has been given since: they are no longer this one's. */
  readonly taken: readonly TakenPlace[];
};

/** Opens a closed team again, with what went along and was not moved on since. */
export const reopenTeam = async (
  change: Change,
  id: string,
): Promise<Reopened | Exclude<keyof typeof refusals, "notAdmin">> => {
  await holdPeople(change);
  const db = from(change);
  const { organizationId, at, memberId } = change;
  const closing = isId(id) ? await db.teamClosing.findFirst({ where: { id, organizationId } }) : null;
  if (!closing) return "gone";
  if (closing.undoneAt) return "undone";
  if (undoEnds(closing.at, await undoHoursOf(change)) < at) return "late";
  const { teamId, intoId, name } = closing;
  const team = await db.team.findFirstOrThrow({ where: { id: teamId, organizationId }, include: { segment: true } });
  const into = intoId === null ? null : await db.team.findFirst({ where: { id: intoId, organizationId } });
  if (into?.closedAt) return "heir_closed";
  if (team.segment.closedAt) return "segment_closed";
  if (await db.team.findFirst({ where: { organizationId, name } })) return "name_taken";
  const data = { name, closedAt: null, version: { increment: 1 } };
  await db.team.updateMany({ where: { id: teamId, organizationId }, data });
  const taken = await leavePlacesBeyond(change, teamId);
  const back = await peopleBack(change, closing);
  const { fees, ...moved } = into === null ? NONE : await workBack(change, closing, into.id);
  await db.teamClosing.updateMany({ where: { id, organizationId }, data: { undoneAt: at, undoneById: memberId } });
  await audit(change, {
    what: "team.reopened",
    subject: `team:${teamId}`,
    before: { name: team.name, into: intoId },
    after: { name, members: back, ...moved, left: taken.map(({ platform, field }) => ({ platform, field })) },
  });
  return { name, into: into ?? undefined, teamId, fees, back: back.map(asMemberId), taken };
};
const NONE = { customers: [], deals: [], fees: [] };

/** Whoever works in the team that took over, and those whose accounts are closed and who work nowhere else. */
const peopleBack = async (change: Change, { teamId, intoId, members, joined }: TeamClosing): Promise<string[]> => {
  const db = from(change);
  const { organizationId } = change;
  const where = { organizationId, memberId: { in: members } };
  const people = await db.member.findMany({
    where: { organizationId, id: { in: members } },
    select: { id: true, closedAt: true, teams: { select: { teamId: true } } },
  });
  const returning = people.filter(({ closedAt, teams }) =>
    closedAt !== null && teams.length === 0 ? true : teams.some((each) => each.teamId === intoId),
  );
  const ids = returning.map(({ id }) => id);
  const data = ids.map((memberId) => ({ organizationId, teamId, memberId }));
  await db.teamMember.createMany({ data, skipDuplicates: true });
  if (intoId !== null)
    await db.teamMember.deleteMany({
      where: { ...where, teamId: intoId, memberId: { in: joined.filter((each) => ids.includes(each)) } },
    });
  return returning.filter(({ closedAt }) => closedAt === null).map(({ id }) => id);
};

type Ids = { readonly id: string }[];
const idsIn = (rows: Ids): string[] => rows.map(({ id }) => id);

/** Customers that were not handed over since, and what hangs on them. */
const workBack = async (change: Change, closing: TeamClosing, into: string) => {
  const db = from(change);
  const { teamId, at, customers: all } = closing;
  const org = Prisma.sql`${change.organizationId}::uuid`;
  const to = Prisma.sql`"teamId" = ${teamId}::uuid`;
  const there = (ids: readonly string[]) => Prisma.sql`x."organizationId" = ${org} AND x.id = ANY(${[...ids]}::uuid[])
    AND x."teamId" = ${into}::uuid`;
  const customers = await db.$queryRaw<Ids>`
    UPDATE "Customer" x SET ${to}, version = x.version + 1 WHERE ${there(all)} AND NOT EXISTS (
      SELECT 1 FROM "OwnerChange" o JOIN "Handover" h ON h.id = o."handoverId" AND h."undoneAt" IS NULL
      WHERE o."organizationId" = ${org} AND o."customerId" = x.id AND o.at > ${at}::timestamptz)
    RETURNING x.id::text`;
  const gone = new Set(idsIn(customers));
  const stayed = all.filter((id) => !gone.has(id));
  const theirs = Prisma.sql`(x."customerId" IS NULL OR x."customerId" <> ALL(${stayed}::uuid[]))`;
  const deals = await db.$queryRaw<Ids>`
    UPDATE "Deal" x SET ${to}, version = x.version + 1 WHERE ${there(closing.deals)} AND ${theirs} RETURNING x.id::text`;
  const fees = await db.$queryRaw<Ids>`
    UPDATE "Fee" x SET ${to} WHERE ${there(closing.fees)} AND ${theirs} RETURNING x.id::text`;
  await db.$executeRaw`
    UPDATE "Approval" x SET ${to} WHERE ${there(closing.approvals)}
      AND (x.subject <> 'fee' OR x."subjectId" = ANY(${idsIn(fees)}::uuid[]))`;
  await db.$executeRaw`
    UPDATE "HandoverItem" x SET ${to} FROM unnest(${closing.handovers}::uuid[], ${closing.handed}::uuid[]) AS u(id, customer)
    WHERE x."organizationId" = ${org} AND x."handoverId" = u.id AND x."customerId" = u.customer AND x."teamId" = ${into}::uuid`;
  await db.$executeRaw`
    UPDATE "Merge" x SET gone = jsonb_set(gone, '{teamId}', to_jsonb(${teamId}::text))
    WHERE x."organizationId" = ${org} AND x.id = ANY(${closing.merges}::uuid[]) AND x.gone->>'teamId' = ${into}`;
  return { customers: idsIn(customers), deals: idsIn(deals), fees: idsIn(fees) };
};
