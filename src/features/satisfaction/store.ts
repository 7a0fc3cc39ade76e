import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isSeen } from "../../data/scope.ts";
import { DETRACTOR, PROMOTER, type RatedItem } from "../../domain/satisfaction.ts";
import type { Counts, Marks, Period, Way } from "./rules.ts";

/** Answers of one team, rep, customer or month. */
export interface Group extends Counts {
  /** Null: of customers that nobody owns. Of a month its first day. */
  readonly name: string | null;
}
export interface Totals extends Counts {
  readonly customers: number;
  readonly low: number;
}

/** Answers that stand, of customers in sight, each with what is known of its customer today. */
const given = (scope: Scope, { from: first, to }: Period) => Prisma.sql`(
  SELECT a.*, c."teamId", c."ownerId", c.name AS customer
  FROM "SurveyAnswer" a JOIN "Customer" c ON c.id = a."customerId"
  WHERE a."organizationId" = ${scope.organizationId}::uuid AND a."undoneAt" IS NULL
    AND a."answeredOn" BETWEEN ${first}::date AND ${to}::date AND ${isSeen(scope)}) a`;

const counted = Prisma.sql`count(*)::int AS answers, coalesce(sum(a.csi), 0)::int AS sum, count(a.csi)::int AS rated,
  count(a.recommend)::int AS asked, count(*) FILTER (WHERE a.recommend >= ${PROMOTER})::int AS promoters,
  count(*) FILTER (WHERE a.recommend <= ${DETRACTOR})::int AS detractors`;

export async function readTotals(scope: Scope, period: Period): Promise<Totals> {
  const [totals] = await from(scope).$queryRaw<Totals[]>`
    SELECT ${counted}, count(DISTINCT a."customerId")::int AS customers, count(*) FILTER (WHERE a.low)::int AS low
    FROM ${given(scope, period)}`;
  if (!totals) throw new TypeError("An aggregate has a row.");
  return totals;
}

const LEAST_FIRST = Prisma.sql`sum(a.csi)::numeric / nullif(count(a.csi), 0) NULLS LAST, name, id`;
/** What makes a group, what it is called, and in which order groups stand. */
const PARTS = {
  team: [Prisma.sql`t.id`, Prisma.sql`t.name`, Prisma.sql`JOIN "Team" t ON t.id = a."teamId"`, LEAST_FIRST],
  rep: [Prisma.sql`m.id`, Prisma.sql`m.name`, Prisma.sql`LEFT JOIN "Member" m ON m.id = a."ownerId"`, LEAST_FIRST],
  customer: [Prisma.sql`a."customerId"`, Prisma.sql`a.customer`, Prisma.empty, LEAST_FIRST],
  month: [
    Prisma.sql`date_trunc('month', a."answeredOn")`,
    Prisma.sql`to_char(a."answeredOn", 'YYYY-MM-01')`,
    Prisma.empty,
    Prisma.sql`id DESC`,
  ],
} as const satisfies Record<Exclude<Way, "item">, readonly Prisma.Sql[]>;

interface Asked {
  readonly way: Exclude<Way, "item">;
  readonly period: Period;
  readonly page: number;
  readonly size: number;
}

/** Side by side, the least satisfied first, the newest month first; one more than the page, where there are more. */
export async function readGroups(scope: Scope, { way, period, page, size }: Asked): Promise<Group[]> {
  const [id, name, join, order] = PARTS[way];
  return from(scope).$queryRaw<Group[]>`
    SELECT g.* FROM (
      SELECT ${id} AS id, ${name} AS name, ${counted} FROM ${given(scope, period)} ${join}
      GROUP BY 1, 2 ORDER BY ${order} LIMIT ${size + 1} OFFSET ${page * size}) g`;
}

/** How often each mark was given to each question, under the name by which it was asked last. */
export async function readMarks(scope: Scope, period: Period): Promise<Marks[]> {
  return from(scope).$queryRaw<(Pick<RatedItem, "id" | "name" | "scale" | "mark"> & { count: number })[]>`
    SELECT i.id, first_value(max(i.name::text)::jsonb) OVER (PARTITION BY i.id ORDER BY max(a."answeredOn") DESC, i.scale) AS name,
      i.scale, i.mark, count(*)::int AS count
    FROM ${given(scope, period)} CROSS JOIN LATERAL jsonb_to_recordset(a.items) AS i(id text, name jsonb, scale text, mark int)
    WHERE i.mark IS NOT NULL GROUP BY i.id, i.scale, i.mark ORDER BY i.id, i.scale, i.mark`;
}
