import type { Instant } from "../../core/clock.ts";
import { addDays, firstOfMonth, fromColumn, type PlainDate, toColumn, type Zone, zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { customerInSight, isWorked } from "../../data/scope.ts";
import { type Why, whyOf } from "../../domain/deal-reasons.ts";
import { OPEN_STAGES, STAGES, type Stage } from "../../domain/stages.ts";
import { lastOfMonth, type MoveKind, type Ratio, type StageAmount, type Week, weekOf } from "./rules.ts";

export { readNames } from "../../data/colleagues.ts";
export { organizationOf } from "../../data/organization.ts";

const WEEK = 7;

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly zone: Zone;
  readonly language: Language;
  /** Since when it has a channel. */
  readonly channelSince: Instant | undefined;
}

/** Teams of the organization by name: all, or those asked for and those of these segments. The caller has settled who may see them. */
export async function readTeams(
  scope: Scope,
  { teams, segments }: { readonly teams?: readonly string[]; readonly segments?: readonly string[] } = {},
): Promise<Team[]> {
  const either = [teams && { id: { in: [...teams] } }, segments && { segmentId: { in: [...segments] } }];
  const asked = either.filter((one) => one !== undefined);
  const rows = await from(scope).team.findMany({
    where: { organizationId: scope.organizationId, closedAt: null, ...(asked.length > 0 && { OR: asked }) },
    include: { channels: { where: { channel: { not: null } }, orderBy: { since: "asc" } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, name, language, channels, ...row }) => {
    return { id, name, language, zone: zone(row.zone), channelSince: channels[0]?.since };
  });
}

/** What is asked of a team's deals. */
export interface Asked {
  readonly teamId: string;
  readonly friday: PlainDate;
}

export interface MoveCount {
  readonly kind: MoveKind;
  /** In the week. */
  readonly count: number;
  /** In the weeks before it. */
  readonly before: number;
}

/** Deals that moved in the week and in so many before it, counted by what became of each; what an import tells, on the day it tells. */
export async function readMoveCounts(scope: Scope, asked: Asked, weeks: number): Promise<MoveCount[]> {
  return from(scope).$queryRaw`
    SELECT kind, count(*) FILTER (WHERE week = 0)::int AS count, count(*) FILTER (WHERE week > 0)::int AS before
    FROM (
      SELECT week, CASE WHEN "to" = 'won' THEN 'won' WHEN "to" = 'lost' THEN 'lost'
               WHEN "from" IS NULL OR "from" = 'lost' THEN 'began' WHEN "to" > "from" THEN 'advanced' ELSE 'back' END AS kind
      FROM (${netMoves(scope, asked, weeks)}) AS net
    ) AS moves GROUP BY 1`;
}

/**
 * What became of each deal that moved, week by week: from where the week found it to where it left it, with its last
 * move. What the history of a deal keeps besides, money that came in or a reason to stay, went nowhere.
 */
const netMoves = (scope: Scope, { teamId, friday }: Asked, weeksBefore: number): Prisma.Sql => {
  const { from: first, to } = weekOf(friday);
  return Prisma.sql`
    SELECT "dealId", week, first AS "from", "to", "movedOn", at, id, why, reason FROM (
      SELECT m.*, week, first_value(m."from") OVER (PARTITION BY m."dealId", week ORDER BY at, id) AS first,
             row_number() OVER (PARTITION BY m."dealId", week ORDER BY at DESC, id DESC) AS nth
      FROM "DealMove" m CROSS JOIN LATERAL (SELECT (${to}::date - m."movedOn") / 7 AS week) w
      WHERE m."organizationId" = ${scope.organizationId}::uuid AND m."teamId" = ${teamId}::uuid
        AND m."movedOn" BETWEEN ${addDays(first, -WEEK * weeksBefore)}::date AND ${to}::date
        AND m."from" IS DISTINCT FROM m."to"
    ) AS m WHERE nth = 1 AND first IS DISTINCT FROM "to"`;
};

/** The day of the first move of a team's deals. */
export async function readFirstMove(scope: Scope, teamId: string): Promise<PlainDate | undefined> {
  const where = { organizationId: scope.organizationId, teamId };
  const first = await from(scope).dealMove.findFirst({ where, orderBy: { movedOn: "asc" }, select: { movedOn: true } });
  return first ? fromColumn(first.movedOn) : undefined;
}

export interface Wins {
  readonly week: number;
  readonly ownerId: string;
  readonly count: number;
  readonly sum: Money;
}

/** The move `m` by which a deal was won: nothing has taken the deal from there since. */
const WON = Prisma.sql`m."to" = 'won' AND m."from" IS DISTINCT FROM 'won' AND NOT EXISTS (
  SELECT 1 FROM "DealMove" n WHERE n."dealId" = m."dealId" AND n."at" > m."at" AND n."from" = 'won' AND n."to" <> 'won')`;

/**
 * Deals won in the week (0) and the weeks before it, by owner and currency, until `weeks` ago: by the day they moved, as
 * all that moved is counted. The day a contract was accepted may lie in a week whose summary is out.
 */
export async function readWins(scope: Scope, { teamId, friday }: Asked, weeks: number): Promise<Wins[]> {
  const { from: first, to } = weekOf(friday);
  const rows = await from(scope).$queryRaw<
    { week: number; ownerId: string; currency: string; count: number; minor: bigint }[]
  >`
    SELECT (${to}::date - m."movedOn") / 7 AS week, d."ownerId"::text, d."currency", count(*)::int AS count,
           coalesce(sum(d."amountMinor"), 0)::bigint AS minor
    FROM "DealMove" m JOIN "Deal" d ON d."id" = m."dealId"
    WHERE m."organizationId" = ${scope.organizationId}::uuid AND m."teamId" = ${teamId}::uuid AND ${WON}
      AND m."movedOn" BETWEEN ${addDays(first, -WEEK * weeks)}::date AND ${to}::date
    GROUP BY 1, 2, 3`;
  return rows.map(({ week, ownerId, count, minor, currency: code }) => ({
    week,
    ownerId,
    count,
    sum: money(minor, currency(code)),
  }));
}

export interface OpenCount {
  readonly ownerId: string;
  readonly stage: Stage;
  readonly count: number;
  /** Of them, those that somebody touched in the seven days before. */
  readonly fresh: number;
}

/** The team's open deals, counted by owner and column. One grouped query for funnel, shape and sheet. */
export const readOpenCounts = (scope: Scope, teamId: string, now: Instant): Promise<OpenCount[]> =>
  from(scope).$queryRaw`
    SELECT "ownerId"::text, "stage"::text, count(*)::int AS count,
           count(*) FILTER (WHERE "updatedAt" >= ${now}::timestamptz - interval '7 days')::int AS fresh
    FROM "Deal"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "teamId" = ${teamId}::uuid
      AND "stage" IN ('opportunity', 'first_meeting', 'p25', 'p50', 'p90')
    GROUP BY 1, 2`;

/**
 * For the month of a day: what was won in it, by the day it moved there as in its weeks, what is open and should be
 * signed in it (or stands at 90 %), and the goal.
 */
export async function readMonth(
  scope: Scope,
  { teamId, day }: { readonly teamId: string; readonly day: PlainDate },
): Promise<{ won: Money[]; open: StageAmount[]; goal: Money | null }> {
  const [first, last] = [toColumn(firstOfMonth(day)), toColumn(lastOfMonth(day))];
  const [won, groups, goal] = await Promise.all([
    from(scope).$queryRaw<{ currency: string; minor: bigint }[]>`
      SELECT d."currency", coalesce(sum(d."amountMinor"), 0)::bigint AS minor
      FROM "DealMove" m JOIN "Deal" d ON d."id" = m."dealId"
      WHERE m."organizationId" = ${scope.organizationId}::uuid AND m."teamId" = ${teamId}::uuid AND ${WON}
        AND m."movedOn" BETWEEN ${first}::date AND ${last}::date
      GROUP BY 1`,
    from(scope).deal.groupBy({
      by: ["stage", "currency"],
      where: {
        organizationId: scope.organizationId,
        teamId,
        OR: [
          { stage: { in: [...OPEN_STAGES] }, expectedOn: { lte: last } },
          { stage: "p90", expectedOn: null },
        ],
      },
      _sum: { amountMinor: true },
    }),
    from(scope).goal.findUnique({ where: { teamId_month: { teamId, month: first } } }),
  ]);
  return {
    won: won.map(({ minor, currency: code }) => money(minor, currency(code))),
    open: groups.map((group) => ({
      stage: group.stage,
      amount: money(group._sum.amountMinor ?? 0n, currency(group.currency)),
    })),
    goal: goal && money(goal.amountMinor, currency(goal.currency)),
  };
}

export interface MovedDeal {
  readonly name: string;
  readonly customer: string | null;
  readonly from: Stage | null;
  readonly to: Stage;
  readonly movedOn: PlainDate;
  readonly why: Why;
}

/** How many deals of a week went from one column to another. */
export interface MovedCount {
  readonly from: Stage | null;
  readonly to: Stage;
  readonly count: number;
}

type NetMove = Omit<MovedDeal, "movedOn" | "why"> & { movedOn: Date; why: string | null; reason: unknown };

/** The deals that moved in a week of what the scope may see, the last to move first; and all of them counted, new ones first. */
export async function readMoved(
  scope: Scope,
  asked: Asked,
  limit: number,
): Promise<{ moves: MovedDeal[]; counts: MovedCount[]; total: number }> {
  const seen = Prisma.sql`(${netMoves(scope, asked, 0)}) AS net
    JOIN "Deal" d ON d.id = net."dealId" LEFT JOIN "Customer" c ON c.id = d."customerId" WHERE ${isWorked(scope)}`;
  const [rows, counted] = await Promise.all([
    from(scope).$queryRaw<NetMove[]>`
      SELECT d.name, c.name AS customer, net."from", net."to", net."movedOn", net.why, net.reason FROM ${seen}
      ORDER BY net.at DESC, net.id DESC LIMIT ${limit}`,
    from(scope).$queryRaw<MovedCount[]>`SELECT net."from", net."to", count(*)::int AS count FROM ${seen} GROUP BY 1, 2`,
  ]);
  const moves = rows.map(({ movedOn, why, reason, ...move }): MovedDeal => {
    return { ...move, movedOn: fromColumn(movedOn), why: whyOf({ why, reason }) };
  });
  const counts = [null, ...STAGES].flatMap((was) =>
    STAGES.flatMap((to) => counted.filter((one) => one.from === was && one.to === to)),
  );
  return { moves, counts, total: counted.reduce((sum, { count }) => sum + count, 0) };
}

/**
 * Money recorded during a week, by the owner of its deal: as a move counts on its day, whenever it came in. The day it came
 * in may lie in a week whose summary is out.
 */
export async function readReceived(
  scope: Scope,
  { teamId, friday }: Asked,
): Promise<{ ownerId: string; sum: Money }[]> {
  const week: Week = weekOf(friday);
  const rows = await from(scope).$queryRaw<{ ownerId: string; currency: string; minor: bigint }[]>`
    SELECT d."ownerId"::text, c."currency", sum(c."amountMinor")::bigint AS minor
    FROM "Collection" c JOIN "Deal" d ON d."id" = c."dealId" JOIN "Team" t ON t."id" = d."teamId"
    WHERE c."organizationId" = ${scope.organizationId}::uuid AND d."teamId" = ${teamId}::uuid
      AND (c."at" AT TIME ZONE t."zone")::date BETWEEN ${week.from}::date AND ${week.to}::date
    GROUP BY 1, 2`;
  return rows.map((row) => ({ ownerId: row.ownerId, sum: money(row.minor, currency(row.currency)) }));
}

/** The move `m` brought its deal to this column or past it, from before it. */
const climbsTo = (stage: Stage): Prisma.Sql =>
  Prisma.sql`(m."from" IS NULL OR m."from" < ${stage}::"Stage") AND m."to" >= ${stage}::"Stage"`;

/** Calls, first meetings, prospects and wins by owner, in the `weeks` before a Friday; a deal counts once for a step, however often it takes it. */
export async function readRatios(
  scope: Scope,
  { teamId, friday }: Asked,
  weeks: number,
): Promise<(Ratio & { ownerId: string })[]> {
  const [first, to] = [addDays(friday, -WEEK * weeks), weekOf(friday).to];
  return from(scope).$queryRaw`
    SELECT owner::text AS "ownerId", sum(calls)::int AS calls, sum(meetings)::int AS meetings,
           sum(prospects)::int AS prospects, sum(won)::int AS won
    FROM (
      SELECT d."ownerId" AS owner, 0 AS calls,
             count(DISTINCT m."dealId") FILTER (WHERE ${climbsTo("first_meeting")}) AS meetings,
             count(DISTINCT m."dealId") FILTER (WHERE ${climbsTo("p25")}) AS prospects,
             count(DISTINCT m."dealId") FILTER (WHERE ${WON}) AS won
      FROM "DealMove" m JOIN "Deal" d ON d."id" = m."dealId"
      WHERE m."organizationId" = ${scope.organizationId}::uuid AND m."teamId" = ${teamId}::uuid
        AND m."movedOn" BETWEEN ${first}::date AND ${to}::date
      GROUP BY 1
      UNION ALL
      SELECT a."memberId", count(*), 0, 0, 0
      FROM "Activity" a JOIN "TeamMember" t ON t."memberId" = a."memberId" AND t."teamId" = ${teamId}::uuid
        JOIN "Customer" k ON k."id" = a."customerId" AND k."teamId" = t."teamId"
      WHERE a."organizationId" = ${scope.organizationId}::uuid AND a."kind" = 'call' AND a."undoneAt" IS NULL
        AND a."happenedOn" BETWEEN ${first}::date AND ${to}::date
      GROUP BY 1
    ) AS counted GROUP BY 1`;
}

export interface Promised {
  readonly what: string;
  readonly customer: string;
  readonly member: string;
  readonly dueOn: PlainDate;
}

/** Next steps promised by a team's people for the seven days from a Friday to its customers that the scope may see. */
export async function readPromised(
  scope: Scope,
  { teamId, friday }: Asked,
  limit: number,
): Promise<{ steps: Promised[]; total: number }> {
  const rows = await from(scope).$queryRaw<(Omit<Promised, "dueOn"> & { dueOn: Date; total: number })[]>`
    SELECT s."what", k."name" AS customer, m."name" AS member, s."dueOn", (count(*) OVER ())::int AS total
    FROM "NextStep" s
    JOIN "TeamMember" t ON t."memberId" = s."memberId" AND t."teamId" = ${teamId}::uuid
    JOIN "Member" m ON m."id" = s."memberId" JOIN "Customer" k ON k."id" = s."customerId" AND k."teamId" = t."teamId"
    WHERE s."organizationId" = ${scope.organizationId}::uuid AND s."state" = 'open'
      AND s."dueOn" BETWEEN ${friday}::date AND ${addDays(friday, WEEK - 1)}::date
      AND ${customerInSight(scope, Prisma.sql`k`)}
    ORDER BY s."dueOn", s."id" LIMIT ${limit}`;
  return { steps: rows.map((row) => ({ ...row, dueOn: fromColumn(row.dueOn) })), total: rows[0]?.total ?? 0 };
}
