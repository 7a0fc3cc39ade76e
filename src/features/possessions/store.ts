import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { closed, readNames } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";
import { worksIn } from "../../data/scope.ts";
import { moveCare, returnCare } from "../givencare/public.ts";

/** A customer that goes to somebody else. */
interface Going {
  readonly id: string;
  /** Its owner, or who was it last. */
  readonly was: MemberId | null;
  readonly segmentId: string;
}
interface Destination {
  readonly ownerId: MemberId;
  readonly teamId: string;
  readonly segmentId: string;
}

/** What went along with one customer, so that exactly this can be put back. */
export interface Moved {
  readonly deals: readonly string[];
  readonly steps: readonly string[];
  /** Whose each of those was, and on which team's board each deal. */
  readonly dealOwners: readonly string[];
  readonly stepOwners: readonly string[];
  readonly dealTeams: readonly string[];
  readonly care: readonly string[];
  /** Reminders that were over then, as the new owner had the same. */
  readonly careOver: readonly string[];
  readonly tasks: readonly string[];
  /** Who was to do each of those. */
  readonly taskOwners: readonly string[];
  /** In another segment: ended deals that went along, and with whom the customer had been shared. */
  readonly ended: readonly string[];
  readonly endedTeams: readonly string[];
  readonly shares: readonly string[];
}
/** The same with where it came from. */
export interface Returning extends Moved {
  readonly customerId: string;
  readonly was: MemberId | null;
  readonly teamId: string;
  readonly segmentId: string;
}

const uuids = (ids: readonly (string | null)[]) => Prisma.sql`${[...ids]}::uuid[]`;

/**
 * What is open with these customers and is their last owner's, or of somebody whose account is closed, becomes the new
 * owner's: deals, promises, care, and what somebody was asked to do for them. In another segment all deals go along, also
 * those that ended, and whom the customer was shared with stay behind. How deals moved before stays with the team that moved them: its weeks are counted.
 */
export async function movePossessions(
  change: Change,
  held: readonly Going[],
  to: Destination,
): Promise<(customerId: string) => Moved> {
  const db = from(change);
  const org = Prisma.sql`${change.organizationId}::uuid`;
  const owner = Prisma.sql`${to.ownerId}::uuid`;
  const theirs = Prisma.sql`unnest(${uuids(held.map(({ id }) => id))}, ${uuids(held.map(({ was }) => was))},
    ${uuids(held.map(({ segmentId }) => segmentId))}) AS u(id, was, segment)`;
  const deals = await db.$queryRaw<(Row & Sides)[]>`
    UPDATE "Deal" d SET "ownerId" = ${owner}, "teamId" = ${to.teamId}::uuid, "segmentId" = ${to.segmentId}::uuid,
      version = d.version + 1
    FROM ${theirs}, "Deal" b WHERE b.id = d.id AND d."organizationId" = ${org} AND d."customerId" = u.id
      AND d.stage NOT IN ('won', 'lost')
      AND (d."ownerId" = u.was OR ${closed(Prisma.sql`d."ownerId"`)} OR u.segment <> ${to.segmentId}::uuid)
    RETURNING d.id, d."customerId", b."ownerId"::text AS owner, b."teamId"::text AS team, ${dealSides}`;
  const steps = await db.$queryRaw<(Row & Sides)[]>`
    UPDATE "NextStep" s SET "memberId" = ${owner}, version = s.version + 1
    FROM ${theirs}, "NextStep" b WHERE b.id = s.id AND s."organizationId" = ${org} AND s."customerId" = u.id
      AND s.state = 'open'
      AND (s."memberId" = u.was OR ${closed(Prisma.sql`s."memberId"`)} OR u.segment <> ${to.segmentId}::uuid)
    RETURNING s.id, s."customerId", b."memberId"::text AS owner, ${stepSides}`;
  await auditGiven(change, { deals, steps });
  const { care, over } = await moveCare(change, theirs, owner);
  const tasks = await moveTasks(change, theirs, to);
  const { ended, shares } = await leaveSegment(change, theirs, to);
  const of = {
    ...{ deals: byCustomer(deals), steps: byCustomer(steps), tasks: byCustomer(tasks), ended: byCustomer(ended) },
    ...{ care: byCustomer(care), over: byCustomer(over), shares: byCustomer(shares) },
  };
  return (customer) => {
    const idsOf = (rows: Grouped) => (rows.get(customer) ?? []).map(({ id }) => id);
    const ownersOf = (rows: Grouped) => (rows.get(customer) ?? []).map((row) => row.owner ?? "");
    const teamsOf = (rows: Grouped) => (rows.get(customer) ?? []).map((row) => row.team ?? "");
    return {
      ...{ deals: idsOf(of.deals), dealOwners: ownersOf(of.deals), dealTeams: teamsOf(of.deals) },
      ...{ steps: idsOf(of.steps), stepOwners: ownersOf(of.steps) },
      ...{ tasks: idsOf(of.tasks), taskOwners: ownersOf(of.tasks) },
      ...{ ended: idsOf(of.ended), endedTeams: teamsOf(of.ended) },
      ...{ care: idsOf(of.care), careOver: idsOf(of.over), shares: idsOf(of.shares) },
    };
  };
}

type Grouped = ReadonlyMap<string, readonly Row[]>;
/** Thousands of customers go at once: none of them looks through what went with all the others. */
function byCustomer(rows: readonly Row[]): Grouped {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.customerId);
    if (group) group.push(row);
    else groups.set(row.customerId, [row]);
  }
  return groups;
}
/** What a row had before, and has now. */
export interface Sides {
  readonly id: string;
  readonly before: object;
  readonly after: object;
}
const dealOf = (row: Prisma.Sql) =>
  Prisma.sql`json_build_object('ownerId', ${row}."ownerId", 'teamId', ${row}."teamId", 'segmentId', ${row}."segmentId")`;
const sides = (of: (row: Prisma.Sql) => Prisma.Sql, now: Prisma.Sql) =>
  Prisma.sql`${of(Prisma.sql`b`)} AS before, ${of(now)} AS after`;
/** Of a deal called d, or a promise called s, that was b. */
export const dealSides = sides(dealOf, Prisma.sql`d`);
export const stepSides = sides((row) => Prisma.sql`json_build_object('memberId', ${row}."memberId")`, Prisma.sql`s`);

/** Deals and promises that went to somebody else, each with an entry of its own. */
export async function auditGiven(
  change: Change,
  { deals, steps = [] }: { readonly deals: readonly Sides[]; readonly steps?: readonly Sides[] },
): Promise<void> {
  for (const { id, before, after } of deals)
    await audit(change, { what: "deal.changed", subject: `deal:${id}`, before: { ...before }, after: { ...after } });
  for (const { id, before, after } of steps)
    await audit(change, { what: "step.given", subject: `step:${id}`, before: { ...before }, after: { ...after } });
}

const namesOf = async (change: Change, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  ids.length === 0 ? new Map() : readNames(change, [...new Set(ids)]);

/** Whose it was, and in which team. */
type Row = { readonly id: string; readonly customerId: string; readonly owner?: string; readonly team?: string };

const taskSides = sides(
  (row) => Prisma.sql`json_build_object('id', ${row}.id, 'assigneeId', ${row}."assigneeId")`,
  Prisma.sql`k`,
);
async function auditTasks(change: Change, rows: readonly (Sides & { readonly customerId: string })[]): Promise<void> {
  for (const { customerId, before, after } of rows)
    await audit(change, {
      what: "task.passedOn",
      subject: `customer:${customerId}`,
      before: { ...before },
      after: { ...after },
    });
}

/** The same may be given to whoever had it before: it is another's now. */
async function moveTasks(change: Change, theirs: Prisma.Sql, to: Destination): Promise<Row[]> {
  const rows = await from(change).$queryRaw<(Row & Sides)[]>`
    UPDATE "Task" k SET "assigneeId" = ${to.ownerId}::uuid, "onceKey" = NULL, version = k.version + 1
    FROM ${theirs}, "Task" b WHERE b.id = k.id AND k."organizationId" = ${change.organizationId}::uuid
      AND k."customerId" = u.id AND k.state = 'open' AND k."assigneeId" <> ${to.ownerId}::uuid
      AND (k."assigneeId" = u.was OR ${closed(Prisma.sql`k."assigneeId"`)} OR u.segment <> ${to.segmentId}::uuid)
    RETURNING k.id, k."customerId", b."assigneeId"::text AS owner, ${taskSides}`;
  await auditTasks(change, rows);
  return rows;
}

async function leaveSegment(
  change: Change,
  theirs: Prisma.Sql,
  to: Destination,
): Promise<{ readonly ended: readonly Row[]; readonly shares: readonly Row[] }> {
  const org = Prisma.sql`${change.organizationId}::uuid`;
  const segment = Prisma.sql`${to.segmentId}::uuid`;
  const ended = await from(change).$queryRaw<(Row & Sides)[]>`
    UPDATE "Deal" d SET "teamId" = ${to.teamId}::uuid, "segmentId" = ${segment}, version = d.version + 1
    FROM ${theirs}, "Deal" b WHERE b.id = d.id AND d."organizationId" = ${org} AND d."customerId" = u.id AND d.stage IN ('won', 'lost')
      AND u.segment <> ${segment}
    RETURNING d.id, d."customerId", b."teamId"::text AS team, ${dealSides}`;
  await auditGiven(change, { deals: ended });
  const shares = await from(change).$queryRaw<Row[]>`
    DELETE FROM "CustomerShare" s USING ${theirs}
    WHERE s."organizationId" = ${org} AND s."customerId" = u.id AND u.segment <> ${segment}
    RETURNING s."memberId"::text AS id, s."customerId"`;
  const names = await namesOf(
    change,
    shares.map(({ id }) => id),
  );
  for (const { id: memberId, customerId } of shares) {
    const before = { memberId, name: names.get(memberId) ?? null };
    await audit(change, { what: "customer.unshared", subject: `customer:${customerId}`, before });
  }
  return { ended, shares };
}

type Possession = "Deal" | "NextStep" | "Task";
/**
 * In SQL, beside a list u: the row of its id, held, as b. Looked up one by one and with nothing about it said outside:
 * right after a large handover the database takes what fits for few rows, and would go through all of the list for each.
 */
const heldRow = (table: Possession, fits: Prisma.Sql) =>
  Prisma.sql`LATERAL (SELECT * FROM ${Prisma.raw(`"${table}"`)} b WHERE b.id = u.id AND ${fits} FOR UPDATE) b`;

/** Puts back what went along; what is closed or somebody else's by now stays. @returns the tasks that went back */
export async function returnPossessions(
  change: Change,
  items: readonly Returning[],
  toId: MemberId,
): Promise<{ readonly tasks: readonly string[] }> {
  const db = from(change);
  const theirs = (table: Possession, holder: "ownerId" | "memberId" | "assigneeId", state: Prisma.Sql) =>
    heldRow(table, Prisma.sql`b.${Prisma.raw(`"${holder}"`)} = ${toId}::uuid AND ${state}`);
  const open = Prisma.sql`b.state = 'open'`;
  // Whoever has left meanwhile, or works elsewhere, gets nothing back.
  const gone = Prisma.sql`${closed(Prisma.sql`u.owner`)} OR NOT ${worksIn(Prisma.sql`u.owner`, Prisma.sql`u.segment`)}`;
  const owner = Prisma.sql`CASE WHEN u.owner IS NULL OR ${gone} THEN u.was ELSE u.owner END`;
  const deals = await db.$queryRaw<Sides[]>`
    UPDATE "Deal" d SET "ownerId" = coalesce(${owner}, d."ownerId"), "teamId" = u.team, "segmentId" = u.segment,
      version = d.version + 1
    FROM ${listOf(items, "deals")}, ${theirs("Deal", "ownerId", Prisma.sql`true`)} WHERE d.id = b.id
    RETURNING d.id, ${dealSides}`;
  const steps = await db.$queryRaw<Sides[]>`
    UPDATE "NextStep" s SET "memberId" = ${owner}, version = s.version + 1
    FROM ${listOf(items, "steps")}, ${theirs("NextStep", "memberId", open)} WHERE s.id = b.id AND ${owner} IS NOT NULL
    RETURNING s.id, ${stepSides}`;
  await returnCare(change, { care: listOf(items, "care"), over: items.flatMap(({ careOver }) => careOver), toId });
  const tasks = await db.$queryRaw<(Row & Sides)[]>`
    UPDATE "Task" k SET "assigneeId" = ${owner}, "onceKey" = NULL, version = k.version + 1
    FROM ${listOf(items, "tasks")}, ${theirs("Task", "assigneeId", open)}
    WHERE k.id = b.id AND ${owner} IS NOT NULL AND NOT ${closed(owner)}
    RETURNING k.id, k."customerId", ${taskSides}`;
  await auditTasks(change, tasks);
  const ended = await db.$queryRaw<Sides[]>`
    UPDATE "Deal" d SET "teamId" = u.team, "segmentId" = u.segment, version = d.version + 1
    FROM ${listOf(items, "ended")}, "Deal" b WHERE b.id = d.id AND d.id = u.id
    RETURNING d.id, ${dealSides}`;
  await auditGiven(change, { deals: [...deals, ...ended], steps });
  await shareAgain(change, items);
  return { tasks: tasks.map(({ id }) => id) };
}

async function shareAgain(change: Change, items: readonly Returning[]): Promise<void> {
  const { organizationId } = change;
  // Whoever has left meanwhile has a share in nothing.
  const there = await from(change).member.findMany({
    where: { organizationId, closedAt: null, id: { in: items.flatMap(({ shares }) => shares) } },
    select: { id: true, name: true },
  });
  const shared = items.flatMap(({ customerId, shares }) =>
    there.filter(({ id }) => shares.includes(id)).map((one) => ({ customerId, ...one })),
  );
  await from(change).customerShare.createMany({
    data: shared.map(({ customerId, id: memberId }) => ({ customerId, memberId, organizationId })),
    skipDuplicates: true,
  });
  for (const { customerId, id: memberId, name } of shared)
    await audit(change, { what: "customer.shared", subject: `customer:${customerId}`, after: { memberId, name } });
}

/** What went along, with whose it was and where it belonged: its own team, unless closed since or in another segment, else its customer's. */
function listOf(items: readonly Returning[], what: "deals" | "steps" | "care" | "tasks" | "ended"): Prisma.Sql {
  const rows = items.flatMap((item) => {
    const none: readonly string[] = [];
    const owners = { deals: item.dealOwners, steps: item.stepOwners, tasks: item.taskOwners, care: none, ended: none };
    const teams = { deals: item.dealTeams, ended: item.endedTeams, steps: none, tasks: none, care: none };
    return item[what].map((id, index) => ({
      ...{ ...item, id, owner: owners[what][index] ?? null, own: teams[what][index] ?? null },
    }));
  });
  return Prisma.sql`(SELECT x.id, x.was, x.owner, coalesce(t.id, x.home) AS team, x.segment
    FROM unnest(${uuids(rows.map(({ id }) => id))}, ${uuids(rows.map(({ was }) => was))},
      ${uuids(rows.map(({ owner }) => owner))}, ${uuids(rows.map(({ own }) => own))},
      ${uuids(rows.map(({ teamId }) => teamId))}, ${uuids(rows.map(({ segmentId }) => segmentId))})
      AS x(id, was, owner, own, home, segment) LEFT JOIN "Team" t ON t.id = x.own AND t."closedAt" IS NULL AND t."segmentId" = x.segment) AS u`;
}
