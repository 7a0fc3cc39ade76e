import { fromColumn, type PlainDate, toColumn, type Zone, zone } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { recordsOf } from "../../data/at-end.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import type { Allegiance } from "../../domain/satisfaction.ts";
import type { Settings } from "../../domain/settings.ts";
import { ENOUGH_PURCHASES, type Grade, type Loyalty, type Quadrant } from "../../domain/worth.ts";
import type { Figures, Reckoned } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

const day = (column: Date | null): PlainDate | null => column && fromColumn(column);

/** When all was last reckoned, and by which clock the organization's days go. */
export async function readLast(scope: Scope): Promise<{ readonly on: PlainDate | null; readonly zone: Zone }> {
  const row = await from(scope).organization.findUniqueOrThrow({
    where: { id: scope.organizationId },
    select: { worthOn: true, zone: true },
  });
  return { on: day(row.worthOn), zone: zone(row.zone) };
}

export async function keepLast(change: Change, today: PlainDate): Promise<void> {
  await from(change).organization.update({
    where: { id: change.organizationId },
    data: { worthOn: toColumn(today) },
    select: { id: true },
  });
}

/** The organization's customers, by segment. */
export async function readSegments(scope: Scope): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await from(scope).$queryRaw<{ segmentId: string; ids: string[] }[]>`
    SELECT "segmentId", array_agg(id ORDER BY id) AS ids FROM "Customer"
    WHERE "organizationId" = ${scope.organizationId}::uuid GROUP BY "segmentId"`;
  return new Map(rows.map(({ segmentId, ids }) => [segmentId, ids]));
}

interface Asked {
  readonly ids: readonly string[];
  readonly currency: string;
  readonly weights: Settings["stageWeights"];
  /** Money counts from the day after `since` to `today`. */
  readonly since: PlainDate;
  readonly today: PlainDate;
}
type FigureRow = Omit<Figures, "lastBoughtOn" | "answeredOn"> &
  Readonly<Record<"lastBoughtOn" | "answeredOn", Date | null>>;

/**
 * On how many days the customer i bought, the last of them, and the days between two as a rule; of one that buys too
 * seldom for a rhythm, the same of the days on which it was served, where those are enough.
 */
const rhythm = (today: PlainDate): Prisma.Sql => Prisma.sql`
  WITH days AS (
    SELECT 'bought' AS kind, "soldOn" AS "on" FROM "SalesLine"
      WHERE "customerId" = i AND "soldOn" <= ${today}::date AND "netMinor" > 0
    UNION
    SELECT 'bought', d."closedOn" FROM "Deal" d
      WHERE d."customerId" = i AND d.stage = 'won' AND d."closedOn" <= ${today}::date
        AND NOT EXISTS (SELECT 1 FROM "SalesLine" s WHERE s."customerId" = i AND s."netMinor" > 0)
    UNION
    SELECT 'served', a."happenedOn" FROM "Activity" a
      WHERE a."customerId" = i AND a.kind = 'service' AND a."undoneAt" IS NULL AND a."happenedOn" <= ${today}::date)
  SELECT known.*, served.services FROM (SELECT count(*)::int AS services FROM days WHERE kind = 'served') served
  LEFT JOIN (
    SELECT count(*)::int AS purchases, max("on") AS last, percentile_disc(0.5) WITHIN GROUP (ORDER BY gap)::int AS cycle
    FROM (SELECT kind, "on", "on" - lag("on") OVER (PARTITION BY kind ORDER BY "on") AS gap FROM days) each
    GROUP BY kind HAVING kind = 'bought' OR count(*) >= ${ENOUGH_PURCHASES}::int
    ORDER BY count(*) >= ${ENOUGH_PURCHASES}::int DESC, kind LIMIT 1) known ON TRUE`;

/** What the customer i said last of how satisfied it is. */
const lastAnswer = (today: PlainDate): Prisma.Sql => Prisma.sql`
  SELECT a.csi, a.recommend, a."answeredOn" FROM "SurveyAnswer" a
  WHERE a."customerId" = i AND a."undoneAt" IS NULL AND a."answeredOn" <= ${today}::date
  ORDER BY a."answeredOn" DESC, a."createdAt" DESC, a.id DESC LIMIT 1`;

/**
 * The figures of some customers. Money follows its deal; without one it is of the customer it came from, or of the one
 * that customer became part of. A customer without sales lines bought whenever a deal was won.
 */
export async function readFigures(scope: Scope, asked: Asked): Promise<Figures[]> {
  const { organizationId } = scope;
  const { ids, currency, weights, since, today } = asked;
  const org = Prisma.sql`${organizationId}::uuid`;
  const these = Prisma.sql`${[...ids]}::uuid[]`;
  const merged = Prisma.sql`m."organizationId" = ${org} AND m.subject = 'customer' AND m."undoneAt" IS NULL`;
  const received = Prisma.sql`k."receivedOn" > ${since}::date AND k."receivedOn" <= ${today}::date`;
  // What is open counts in hundredths until it is added up: rounded once, half away from zero.
  // Customer by customer: however little the database knows of how many rows there are, each is found by its index.
  const rows = await from(scope).$queryRaw<FigureRow[]>`
    WITH RECURSIVE was(id, gone) AS (
      SELECT m."keptId", m."goneId" FROM "Merge" m WHERE ${merged} AND m."keptId" = ANY(${these})
      UNION SELECT was.id, m."goneId" FROM was JOIN "Merge" m ON m."keptId" = was.gone AND ${merged})
    SELECT i AS "customerId", greatest(s.collected, 0)::bigint AS "collectedMinor", greatest(s.open, 0)::bigint AS "openMinor",
      greatest(s.yearly, 0)::bigint AS "yearlyMinor", coalesce(s."leftOut", '{}') AS "leftOut", coalesce(r.purchases, 0) AS purchases,
      coalesce(r.services, 0) AS services, r.last AS "lastBoughtOn", r.cycle AS "cycleDays", q.csi, q.recommend, q."answeredOn",
      EXISTS (SELECT 1 FROM "Customer" c WHERE c.id = i AND c."lifecycleClass" = 'lost') AS lost
    FROM unnest(${these}) i
    LEFT JOIN LATERAL (${lastAnswer(today)}) q ON TRUE
    CROSS JOIN LATERAL (
      SELECT array_agg(DISTINCT currency) FILTER (WHERE currency <> ${currency} AND minor <> 0) AS "leftOut",
        sum(minor) FILTER (WHERE kind = 'collected' AND currency = ${currency}) AS collected,
        round(sum(minor) FILTER (WHERE kind = 'open' AND currency = ${currency}) / 100) AS open,
        sum(minor) FILTER (WHERE kind = 'yearly' AND currency = ${currency}) AS yearly
      FROM (
        SELECT 'collected' AS kind, k.currency, k."amountMinor" AS minor FROM "Deal" d
          JOIN "Collection" k ON k."organizationId" = ${org} AND k."dealId" = d.id AND ${received} WHERE d."customerId" = i
        UNION ALL
        SELECT 'collected', k.currency, k."amountMinor" FROM "Collection" k LEFT JOIN "Deal" d ON d.id = k."dealId"
          WHERE k."organizationId" = ${org} AND k."customerId" = i AND ${received} AND d."customerId" IS NULL
        UNION ALL
        SELECT 'collected', k.currency, k."amountMinor" FROM was
          JOIN "Collection" k ON k."organizationId" = ${org} AND k."customerId" = was.gone AND ${received}
          LEFT JOIN "Deal" d ON d.id = k."dealId" WHERE was.id = i AND d."customerId" IS NULL
        UNION ALL
        SELECT 'open', d.currency, d."amountMinor" * w.percent FROM "Deal" d
          JOIN unnest(${Object.keys(weights)}::text[], ${Object.values(weights)}::int[]) AS w(stage, percent)
            ON d.stage::text = w.stage WHERE d."customerId" = i AND d."amountMinor" IS NOT NULL
        UNION ALL
        SELECT 'yearly', c."yearlyCurrency", c."yearlyMinor" FROM "Customer" c
          WHERE c.id = i AND c."yearlyMinor" IS NOT NULL AND c."yearlyCurrency" IS NOT NULL) money) s
    LEFT JOIN LATERAL (${rhythm(today)}) r ON TRUE`;
  return rows.map((row) => ({ ...row, lastBoughtOn: day(row.lastBoughtOn), answeredOn: day(row.answeredOn) }));
}

/** What is reckoned of a customer and stands on it, unless it is pinned. */
interface Standing {
  readonly grade: Grade | null;
  readonly quadrant: Quadrant | null;
  readonly loyalty: Loyalty | null;
  readonly allegiance: Allegiance | null;
}
interface Moved extends Standing {
  readonly id: string;
  readonly was: Standing;
  /** The pin that ended; null while there is one, or there was none. */
  readonly ended: Ended | null;
}
interface Ended {
  readonly pinnedGrade: Grade | null;
  readonly pinnedQuadrant: Quadrant | null;
  readonly pinnedLoyalty: Loyalty | null;
  readonly pinnedAllegiance: Allegiance | null;
  readonly pinnedUntil: PlainDate;
  readonly pinReason: string | null;
}

/**
 * Keeps what was reckoned of some customers; a pin stands above it, and one whose last day is over ends. A value that
 * changed is in the customer's history, but for the first: what is kept says since when it was reckoned.
 */
export async function keepWorth(
  change: Change,
  reckoned: readonly Reckoned[],
  { segmentId, currency, today }: { readonly segmentId: string; readonly currency: string; readonly today: PlainDate },
): Promise<void> {
  const { organizationId } = change;
  const rows = reckoned.map((row) => ({ ...row, organizationId, segmentId, currency, reckonedOn: today }));
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first);
  const columns = Prisma.raw(names.map((name) => `"${name}"`).join(", "));
  const updates = Prisma.raw(names.map((name) => `"${name}" = EXCLUDED."${name}"`).join(", "));
  const own = Prisma.raw(names.map((name) => `n."${name}"`).join(", "));
  await from(change).$executeRaw`
    INSERT INTO "Worth" (${columns}) SELECT ${own} FROM ${recordsOf("Worth", rows)} n
      JOIN "Customer" c ON c.id = n."customerId" AND c."organizationId" = n."organizationId" ORDER BY n."customerId"
    ON CONFLICT ("customerId") DO UPDATE SET ${updates}`;
  for (const moved of await moveCustomers(change, rows, today)) await tellHistory(change, moved);
}

/** Those whose value is another now or whose pin has ended: most nights few, and only these are held. */
const moveCustomers = (change: Change, rows: readonly object[], today: PlainDate): Promise<Moved[]> =>
  from(change).$queryRaw<Moved[]>`
    WITH moved AS (
      SELECT c.id, jsonb_build_object('grade', c.grade, 'quadrant', c.quadrant, 'loyalty', c.loyalty,
        'allegiance', c.allegiance) AS was, p.over,
        CASE WHEN p.over THEN jsonb_build_object('pinnedGrade', c."pinnedGrade", 'pinnedQuadrant', c."pinnedQuadrant",
          'pinnedLoyalty', c."pinnedLoyalty", 'pinnedAllegiance', c."pinnedAllegiance", 'pinnedUntil', c."pinnedUntil", 'pinReason', c."pinReason") END AS ended,
        p.grade, p.quadrant, p.loyalty, p.allegiance
      FROM ${recordsOf("Worth", rows)} n
      JOIN "Customer" c ON c.id = n."customerId" AND c."organizationId" = ${change.organizationId}::uuid
      CROSS JOIN LATERAL (
        SELECT coalesce(c."pinnedUntil" < ${today}::date, false) AS over,
          CASE WHEN c."pinnedUntil" >= ${today}::date THEN coalesce(c."pinnedGrade", n.grade) ELSE n.grade END AS grade,
          CASE WHEN c."pinnedUntil" >= ${today}::date THEN coalesce(c."pinnedQuadrant", n.quadrant) ELSE n.quadrant END
            AS quadrant,
          CASE WHEN c."pinnedUntil" >= ${today}::date THEN coalesce(c."pinnedLoyalty", n.loyalty) ELSE n.loyalty END
            AS loyalty,
          CASE WHEN c."pinnedUntil" >= ${today}::date THEN coalesce(c."pinnedAllegiance", n.allegiance) ELSE n.allegiance END
            AS allegiance) p
      WHERE p.over OR (c.grade, c.quadrant, c.loyalty, c.allegiance)
        IS DISTINCT FROM (p.grade, p.quadrant, p.loyalty, p.allegiance)
      ORDER BY c.id FOR UPDATE OF c)
    UPDATE "Customer" c SET grade = moved.grade, quadrant = moved.quadrant,
      loyalty = moved.loyalty, allegiance = moved.allegiance,
      "pinnedGrade" = CASE WHEN NOT moved.over THEN c."pinnedGrade" END,
      "pinnedQuadrant" = CASE WHEN NOT moved.over THEN c."pinnedQuadrant" END,
      "pinnedLoyalty" = CASE WHEN NOT moved.over THEN c."pinnedLoyalty" END,
      "pinnedAllegiance" = CASE WHEN NOT moved.over THEN c."pinnedAllegiance" END,
      "pinReason" = CASE WHEN NOT moved.over THEN c."pinReason" END,
      "pinnedById" = CASE WHEN NOT moved.over THEN c."pinnedById" END,
      "pinnedUntil" = CASE WHEN NOT moved.over THEN c."pinnedUntil" END,
      version = c.version + CASE WHEN moved.over THEN 1 ELSE 0 END
    FROM moved WHERE c.id = moved.id
    RETURNING c.id, was, c.grade::text, c.quadrant::text, c.loyalty::text, c.allegiance::text, ended`;

const NO_PIN = {
  ...{ pinnedGrade: null, pinnedQuadrant: null, pinnedLoyalty: null, pinnedAllegiance: null },
  ...{ pinnedUntil: null, pinReason: null },
} as const;
const STANDING = ["grade", "quadrant", "loyalty", "allegiance"] as const;

async function tellHistory(change: Change, moved: Moved): Promise<void> {
  const subject = `customer:${moved.id}`;
  const { was, ended } = moved;
  if (ended) await audit(change, { what: "customer.pinned", subject, before: { ...ended }, after: NO_PIN });
  const others = STANDING.filter((each) => was[each] !== null && was[each] !== moved[each]);
  const [before, after] = [was, moved].map((side) => Object.fromEntries(others.map((each) => [each, side[each]])));
  if (before && after && others.length > 0) await audit(change, { what: "customer.valued", subject, before, after });
}

/** A customer's worth as it stands, with what it was reckoned from. */
export interface Worth extends Standing {
  readonly id: string;
  readonly name: string;
  readonly flags: readonly CustomerFlag[];
  readonly version: number;
  readonly teamId: string;
  readonly segmentId: string;
  readonly pin: Pin | null;
  /** Null until it was reckoned for the first time in its segment: no segment learns of another's measures. */
  readonly reckoned: (Reckoned & { readonly on: PlainDate; readonly currency: string }) | null;
}
export interface Pin extends Standing {
  readonly until: PlainDate;
  readonly reason: string;
  /** Null when that is not known any more. */
  readonly by: string | null;
}

/** Null when there is no such customer or the scope may not see it. */
export async function readWorth(scope: Scope, id: string): Promise<Worth | null> {
  const row = await from(scope).customer.findFirst({
    where: { AND: [visibleCustomers(scope), { id }] },
    include: { worth: true },
  });
  if (!row) return null;
  const { pinnedUntil, pinnedById, pinReason, pinnedGrade, pinnedQuadrant, pinnedLoyalty, pinnedAllegiance } = row;
  const by = pinnedById === null ? undefined : (await readNames(scope, [pinnedById])).get(pinnedById);
  const { name, flags, version, teamId, segmentId, grade, quadrant, loyalty, allegiance, worth } = row;
  return {
    ...{ id, name, flags, version, teamId, segmentId, grade, quadrant, loyalty, allegiance },
    pin: pinnedUntil && {
      grade: pinnedGrade,
      quadrant: pinnedQuadrant,
      loyalty: pinnedLoyalty,
      allegiance: pinnedAllegiance,
      until: fromColumn(pinnedUntil),
      reason: pinReason ?? "",
      by: by ?? null,
    },
    reckoned:
      worth?.segmentId === segmentId
        ? {
            ...worth,
            lastBoughtOn: day(worth.lastBoughtOn),
            answeredOn: day(worth.answeredOn),
            on: fromColumn(worth.reckonedOn),
          }
        : null,
  };
}
