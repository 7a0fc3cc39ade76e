import type { Instant } from "../../core/clock.ts";
import { addDays, dateIn, fromColumn, type PlainDate, toColumn, zone } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { organizationOf } from "../../data/organization.ts";
import type { CareKind, Reason } from "../../domain/care.ts";
import type { Quadrant } from "../../domain/worth.ts";
import { worthOf } from "../occasions/public.ts";
import type { Reminded } from "../reminders/public.ts";

export { organizationOf };

export interface Manager extends Reminded {
  readonly teamIds: readonly string[];
}

/** Far enough back to find the digest before, also over the longest holidays. */
const LOOK_BACK = 30;

/** Every open manager of a team, with the days of their digests, the latest first. */
export async function readManagers(scope: Scope, now: Instant): Promise<Manager[]> {
  const { organizationId } = scope;
  const members = await from(scope).member.findMany({
    where: { organizationId, closedAt: null, roles: { has: "manager" }, teams: { some: {} } },
    select: { id: true, zone: true, reminderTime: true, createdAt: true, teams: { select: { teamId: true } } },
    orderBy: { id: "asc" },
  });
  if (members.length === 0) return [];
  const { reminderTime: hour } = (await organizationOf(scope)).settings;
  const since = toColumn(addDays(dateIn(zone("UTC"), now), -LOOK_BACK));
  const told = await from(scope).careDigest.findMany({
    where: { organizationId, day: { gte: since } },
    orderBy: { day: "desc" },
  });
  return members.map((member) => ({
    id: asMemberId(member.id),
    zone: member.zone,
    reminderTime: member.reminderTime ?? hour,
    createdAt: member.createdAt,
    teamIds: member.teams.map(({ teamId }) => teamId),
    days: told
      .filter(({ memberId }) => memberId === member.id)
      .map(({ day, sentAt }) => ({ day: fromColumn(day), sentAt })),
  }));
}

/** False when another process has told this day. */
export async function beginDigest(
  change: Change,
  { memberId, day, items }: { readonly memberId: MemberId; readonly day: PlainDate; readonly items: number },
): Promise<boolean> {
  const { organizationId, at: sentAt } = change;
  const row = { organizationId, memberId, day: toColumn(day), sentAt, items };
  return (await from(change).careDigest.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/** Customers of these teams that have no owner. */
export const countOrphans = ({ organizationId, ...scope }: Scope, teamIds: readonly string[]): Promise<number> =>
  from(scope).customer.count({ where: { organizationId, ownerId: null, teamId: { in: [...teamIds] } } });

/** A line that somebody left undone. */
export interface Missed extends Reason {
  readonly rep: string;
}

/**
 * What others left undone of what was first shown on days from `from` until before `to`, at customers of the teams; not
 * what has lost its sense since: customers handed over or at rest, people who want no contact, accounts that were closed. A
 * birthday told ahead of its day asked for nothing yet.
 */
export async function readMissed(
  scope: Scope,
  asked: {
    readonly teamIds: readonly string[];
    readonly manager: MemberId;
    readonly from: PlainDate;
    readonly to: PlainDate;
    readonly today: PlainDate;
  },
): Promise<Missed[]> {
  const rows = await from(scope).$queryRaw<MissedRow[]>`
    SELECT i."memberId", i."customerId", i."contactId", i."nextStepId", i.kind::text, i."dueOn", i."onceKey", m.name AS rep,
      coalesce(c.flags::text[], '{}') AS flags, c.quadrant::text AS quadrant
    FROM "CareItem" i
    JOIN "Customer" c ON c.id = i."customerId"
    JOIN "Member" m ON m.id = i."memberId" AND m."closedAt" IS NULL
    LEFT JOIN "Contact" k ON k.id = i."contactId"
    WHERE i."organizationId" = ${scope.organizationId}::uuid AND c."teamId" = ANY(${[...asked.teamIds]}::uuid[])
      AND i."memberId" <> ${asked.manager}::uuid AND i.state IN ('open', 'later')
      AND i."showOn" >= ${asked.from}::date AND i."showOn" < ${asked.to}::date
      AND (i.kind <> 'birthday' OR i."dueOn" <= i."listedOn")
      AND k."doNotContact" IS NOT TRUE AND (i.kind = 'next_step' OR c."ownerId" = i."memberId")
      AND (i.kind IN ('birthday', 'next_step') OR c."restUntil" IS NULL OR c."restUntil" < ${asked.today}::date)
    ORDER BY i."onceKey"`;
  return rows.map(({ flags, quadrant, memberId, dueOn, ...row }) => ({
    ...row,
    memberId: asMemberId(memberId),
    dueOn: fromColumn(dueOn),
    worth: worthOf({ flags, quadrant }),
  }));
}
interface MissedRow {
  readonly memberId: string;
  readonly customerId: string;
  readonly contactId: string | null;
  readonly nextStepId: string | null;
  readonly kind: CareKind;
  readonly dueOn: Date;
  readonly onceKey: string;
  readonly rep: string;
  readonly flags: readonly string[];
  readonly quadrant: Quadrant | null;
}
