import { newId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import type { Trace } from "../../domain/intake.ts";

/** A row that was applied, with what it left. */
export interface AppliedRow {
  readonly row: number;
  readonly traces: readonly Trace[];
}

const raw = Prisma.raw;
/** Children first: a customer goes when nothing refers to it any more. */
const ORDER = ["touch", "SalesLine", "Activity", "Deal", "Contact", "Customer"] as const;
const COLUMN = { Customer: "customerId", Contact: "contactId", Deal: "dealId", Activity: "activityId" } as const;

/**
 * Takes back what rows of an import wrote, later rows first: what they made goes, what they added to is as before.
 * What was changed or used since stays. @returns the rows of which something stayed
 */
export const takeBack = async (change: Change, rows: readonly AppliedRow[]): Promise<ReadonlySet<number>> => {
  const kept = new Set<number>();
  const later = rows.toSorted((a, b) => b.row - a.row);
  for (const table of ORDER) {
    const traces = later.flatMap(({ row, traces: left }) =>
      left
        .toReversed()
        .filter((trace) => trace.table === table)
        .map((trace) => ({ row, ...trace })),
    );
    if (traces.length === 0) continue;
    const stayed = table === "touch" ? await untouch(change, traces) : await takeBackFrom(change, table, traces);
    for (const row of stayed) kept.add(row);
  }
  return kept;
};

type RowTrace = Trace & { readonly row: number };

/** The last contact is as before, unless somebody was in touch since. */
const untouch = async (change: Change, traces: readonly RowTrace[]): Promise<readonly number[]> => {
  for (const { id, before, after } of traces) {
    const [was, is] = [before?.lastContactOn ?? null, after?.lastContactOn ?? null];
    await from(change).$executeRaw`
      UPDATE "Customer" SET "lastContactOn" = ${was}::date
      WHERE id = ${id}::uuid AND "organizationId" = ${change.organizationId}::uuid AND "lastContactOn" = ${is}::date`;
  }
  return [];
};

type Table = Exclude<Trace["table"], "touch">;

const takeBackFrom = async (change: Change, table: Table, traces: readonly RowTrace[]): Promise<number[]> => {
  const ids = [...new Set(traces.map(({ id }) => id))];
  const versions = await versionsOf(change, table, ids);
  const used = await usedSince(change, table, ids);
  const stayed: number[] = [];
  const [gone, restored] = [new Set<string>(), new Map<string, Record<string, unknown>>()];
  for (const { row, id, version, before } of traces) {
    const now = versions.get(id);
    if (now === undefined) continue;
    if (now !== version || (before === null && used.has(id))) stayed.push(row);
    else if (before === null) gone.add(id);
    else {
      restored.set(id, { ...restored.get(id), ...before, version: version - 1 });
      versions.set(id, version - 1);
    }
  }
  for (const [id, before] of restored) if (!gone.has(id)) await restore(change, table, { id, before });
  await remove(change, table, [...gone]);
  const entries = [...gone, ...restored.keys()];
  await insertMany(
    change,
    "AuditEntry",
    [...new Set(entries)].map((id) => ({
      ...{ id: newId(), organizationId: change.organizationId, memberId: change.memberId, from: change.from },
      ...{ what: "import.undone", subject: `${table.toLowerCase()}:${id}`, at: change.at.toISOString() },
      after: restored.get(id) ?? null,
    })),
  );
  return stayed;
};

const versionsOf = async (change: Change, table: Table, ids: readonly string[]): Promise<Map<string, number>> => {
  const version = table === "SalesLine" ? raw("1 AS version") : raw("version");
  const rows = await from(change).$queryRaw<{ id: string; version: number }[]>`
    SELECT id, ${version} FROM ${raw(`"${table}"`)}
    WHERE "organizationId" = ${change.organizationId}::uuid AND id = ANY(${[...ids]}::uuid[]) FOR UPDATE`;
  return new Map(rows.map(({ id, version: now }) => [id, now]));
};

/** Those that something refers to, in whatever table: also in one that is made after this was written. */
const usedSince = async (change: Change, table: Table, ids: readonly string[]): Promise<Set<string>> => {
  if (table === "SalesLine") return new Set();
  const column = COLUMN[table];
  if (table === "Customer" || table === "Contact") await dropOpenCare(change, column, ids);
  const tables = await from(change).$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = ${column}
      AND NOT (table_name = 'ActivityContact' AND ${column} = 'activityId')`;
  const used = new Set<string>();
  for (const { name } of tables) {
    const rows = await from(change).$queryRaw<{ id: string }[]>`
      SELECT DISTINCT ${raw(`"${column}"`)} AS id FROM ${raw(`"${name}"`)}
      WHERE ${raw(`"${column}"`)} = ANY(${[...ids]}::uuid[])`;
    for (const { id } of rows) used.add(id);
  }
  return used;
};

/** Reminders that nobody has answered are of the bot's own making. */
const dropOpenCare = (change: Change, column: string, ids: readonly string[]): Promise<number> =>
  from(change).$executeRaw`
    DELETE FROM "CareItem" WHERE "organizationId" = ${change.organizationId}::uuid AND state = 'open'
      AND ${raw(`"${column}"`)} = ANY(${[...ids]}::uuid[])`;

const restore = (
  change: Change,
  table: Table,
  { id, before }: { readonly id: string; readonly before: Readonly<Record<string, unknown>> },
): Promise<number> => {
  const set = Object.keys(before).map((column) => `"${column}" = t."${column}"`);
  return from(change).$executeRaw`
    UPDATE ${raw(`"${table}"`)} c SET ${raw(set.join(", "))}
    FROM jsonb_populate_record(NULL::${raw(`"${table}"`)}, ${JSON.stringify(before)}::jsonb) t
    WHERE c.id = ${id}::uuid AND c."organizationId" = ${change.organizationId}::uuid`;
};

const remove = async (change: Change, table: Table, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  if (table === "Activity")
    await from(change).$executeRaw`DELETE FROM "ActivityContact" WHERE "activityId" = ANY(${[...ids]}::uuid[])`;
  await from(change).$executeRaw`
    DELETE FROM ${raw(`"${table}"`)}
    WHERE "organizationId" = ${change.organizationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
};
