import { newId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { firstContactUnsaid, oldestActivity } from "../../data/first-contact.ts";
import { Prisma } from "../../data/generated/client.ts";
import { CUSTOMER_FACTS, type Trace } from "../../domain/intake.ts";
import { CONTACT_FACTS } from "../../domain/intake-contacts.ts";
import { PRODUCT_FACTS } from "../../domain/intake-products.ts";
import type { Reason } from "../../domain/row-values.ts";
import { asBefore, type Found, type RowTrace, returnsOf, same, touchesBack } from "./rules.ts";

/** Rows of an import that were applied, each with what it left. */
export interface Applied {
  readonly importId: string;
  readonly rows: readonly { readonly row: number; readonly traces: readonly Trace[] }[];
}

const raw = Prisma.raw;
/** Children first: a customer goes when nothing refers to it any more. */
const ORDER = ["SalesLine", "Activity", "Deal", "Contact", "Customer", "Product"] as const;
type Table = (typeof ORDER)[number];
/** What the house itself keeps of a customer or a deal: nobody has used it by that. */
const OWN = ["Worth", "ReceiptAsk"];
const COLUMN = { Customer: "customerId", Contact: "contactId", Deal: "dealId", Activity: "activityId" } as const;
/** What an import adds to that is there. */
const FACTS = { Customer: [...CUSTOMER_FACTS, "shortNames"], Contact: CONTACT_FACTS, Product: PRODUCT_FACTS } as const;
const hasFacts = (table: Table): table is keyof typeof FACTS => table in FACTS;

/**
 * Takes back what rows of an import wrote, later rows first: what they made goes, what they added to is as before.
 * What was changed or used since stays. @returns why something stayed, by row
 */
export const takeBack = async (change: Change, { importId, rows }: Applied): Promise<ReadonlyMap<number, Reason[]>> => {
  const stays = new Map<number, Reason[]>();
  const later = rows
    .toSorted((a, b) => b.row - a.row)
    .flatMap(({ row, traces }) => traces.toReversed().map((trace): RowTrace => ({ row, ...trace })));
  const of = (table: Trace["table"]) => later.filter((trace) => trace.table === table);
  // The database lets what an import told of a deal go for this alone.
  await from(change).$queryRaw`SELECT set_config('rapport.import', ${importId}, true)`;
  const [about, told] = [new Set<string>(), new Set<string>()];
  const days: Found["row"][] = [];
  for (const table of ORDER) {
    const taken = await takeBackFrom(change, table, { importId, traces: of(table) });
    for (const { row, why } of taken.stays) stays.set(row, [...(stays.get(row) ?? []), why]);
    for (const customerId of taken.about) about.add(customerId);
    if (table === "Activity") days.push(...taken.gone);
    if (table === "Customer") for (const id of taken.restored) told.add(id);
  }
  await untouch(change, of("touch"));
  await unmeet(change, days);
  await tellHistories(change, { importId, about: [...about].filter((id) => !told.has(id)) });
  return stays;
};

/** Customers that stay with all their facts say in their history that an import was undone; of those that go there is none to read. */
const tellHistories = async (
  change: Change,
  { importId, about }: { readonly importId: string; readonly about: readonly string[] },
): Promise<void> => {
  const { organizationId, memberId, from: where, at } = change;
  const customers = await from(change).customer.findMany({
    where: { organizationId, id: { in: [...about] } },
    select: { id: true },
  });
  await insertMany(
    change,
    "AuditEntry",
    customers.map(({ id }) => ({
      ...{ id: newId(), organizationId, memberId, from: where, at: at.toISOString() },
      ...{ what: "customer.import_undone", subject: `customer:${id}`, after: { importId } },
    })),
  );
};

/** Of what counts as a visit; any other is a contact only. */
const COUNTS = { lastContactOn: Prisma.empty, lastVisitOn: Prisma.sql`AND a.kind IN ('visit', 'meeting')` } as const;

/** Customers of a table t that went into others, each with the last one: their days are there now. */
const wentInto = ({ organizationId }: Change) => Prisma.sql`went AS (
  SELECT DISTINCT id, id AS "into" FROM t
  UNION SELECT w.id, m."keptId" FROM went w JOIN "Merge" m ON m."goneId" = w."into"
    AND m."organizationId" = ${organizationId}::uuid AND m."undoneAt" IS NULL)`;

/** As before, or as what was logged since says, or as whom the customer went into had it by itself before. */
const untouch = async (change: Change, traces: readonly RowTrace[]): Promise<void> => {
  if (traces.length === 0) return;
  for (const day of ["lastContactOn", "lastVisitOn"] as const)
    await from(change).$executeRaw`
      WITH RECURSIVE t AS (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(touchesBack(traces, day))}::jsonb) AS t(id uuid, "is" date, was date)
      ), ${wentInto(change)}, days AS (
        SELECT w."into" AS id, array_agg(t."is") AS written, max(t.was) AS was FROM went w JOIN t ON t.id = w.id GROUP BY 1)
      UPDATE "Customer" c SET ${raw(`"${day}"`)} = GREATEST(days.was, (
        SELECT max(a."happenedOn") FROM "Activity" a WHERE a."organizationId" = c."organizationId"
          AND a."customerId" = c.id AND a."undoneAt" IS NULL ${COUNTS[day]}),
        (SELECT max((m.before ->> ${day})::date) FROM went w JOIN went o ON o.id = w.id JOIN "Merge" m ON m."goneId" = o."into"
          AND m."organizationId" = c."organizationId" AND m."undoneAt" IS NULL
          WHERE w."into" = days.id AND (m.before ->> ${day})::date <> ALL(days.written)))
      FROM days WHERE c.id = days.id AND c."organizationId" = ${change.organizationId}::uuid
        AND c.${raw(`"${day}"`)} = ANY(days.written)`;
};

/** The first contact that came from an activity which is gone is the oldest of those that stand; what somebody said of it stays. */
const unmeet = async (change: Change, rows: readonly Found["row"][]): Promise<void> => {
  if (rows.length === 0) return;
  const days = rows.map(({ customerId, happenedOn }) => ({ customerId, happenedOn }));
  await from(change).$executeRaw`
    UPDATE "Customer" c SET "firstContactOn" = ${oldestActivity}
    FROM (SELECT DISTINCT "customerId", "happenedOn"
      FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS d("customerId" uuid, "happenedOn" date)) t
    WHERE c.id = t."customerId" AND c."organizationId" = ${change.organizationId}::uuid
      AND c."firstContactOn" = t."happenedOn" AND ${firstContactUnsaid}`;
};

interface Left {
  readonly importId: string;
  readonly traces: readonly RowTrace[];
}
interface Taken {
  readonly stays: readonly { readonly row: number; readonly why: Reason }[];
  /** Customers that something of was taken back. */
  readonly about: readonly string[];
  readonly restored: ReadonlySet<string>;
  /** What is gone, as it stood. */
  readonly gone: readonly Found["row"][];
}
const NOTHING: Taken = { stays: [], about: [], restored: new Set(), gone: [] };
const takeBackFrom = async (change: Change, table: Table, { importId, traces }: Left): Promise<Taken> => {
  if (traces.length === 0) return NOTHING;
  const ids = [...new Set(traces.map(({ id }) => id))];
  const standings = await readStandings(change, table, { ids, importId });
  const used = await usedSince(change, table, { ids, importId });
  const missing = ids.filter((id) => !standings.has(id));
  const { gone, restored, stays } = returnsOf(traces, { standings, used, united: await readUnited(change, missing) });
  await restore(
    change,
    table,
    [...restored].filter((id) => !gone.has(id)).map((id) => [id, standings.get(id)]),
  );
  await remove(change, table, [...gone]);
  await insertMany(
    change,
    "AuditEntry",
    [...standings].flatMap(([id, { row, now }]) => {
      const { customerId } = row;
      const goes = gone.has(id);
      if (!goes && !restored.has(id)) return [];
      return {
        ...{ id: newId(), organizationId: change.organizationId, memberId: change.memberId, from: change.from },
        at: change.at.toISOString(),
        what: goes ? "import.undone" : (RESTORED[table] ?? "import.undone"),
        // What is gone is looked for where its customer is: also when one of its people is to be forgotten.
        subject: goes && customerId ? `customer:${customerId}` : `${table.toLowerCase()}:${id}`,
        ...(goes ? { before: row, after: null } : changedBack(row, now, importId)),
      };
    }),
  );
  const changed = [...standings].filter(([id]) => gone.has(id) || restored.has(id));
  const rowsGone = [...standings].flatMap(([id, { row }]) => (gone.has(id) ? [row] : []));
  const about = changed.map(([id, { row }]) => (table === "Customer" ? id : row.customerId));
  return { stays, about: about.filter((id) => typeof id === "string"), restored, gone: rowsGone };
};
/** What histories tell fact by fact. */
const RESTORED: Readonly<Partial<Record<Table, string>>> = {
  Customer: "customer.import_undone",
  Contact: "contact.import_undone",
};
const changedBack = (row: Found["row"], now: Readonly<Record<string, unknown>>, importId: string) => {
  const facts = Object.keys(now).filter((fact) => !same(row[fact], now[fact]));
  return { before: pick(row, facts), after: { ...pick(now, facts), importId } };
};

/** Of those that are not there any more the ones that went into another. */
const readUnited = async (change: Change, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set();
  const where = { organizationId: change.organizationId, goneId: { in: [...ids] }, undoneAt: null };
  return new Set((await from(change).merge.findMany({ where, select: { goneId: true } })).map(({ goneId }) => goneId));
};

/** Locked first: nothing refers to them from now on that is not seen. */
const readStandings = async (
  change: Change,
  table: Table,
  { ids, importId }: { readonly ids: readonly string[]; readonly importId: string },
): Promise<Map<string, Found>> => {
  const facts = hasFacts(table) ? FACTS[table] : [];
  const version = table === "SalesLine" ? raw("1 AS version") : raw("version");
  const passed = table === "Customer" ? Prisma.sql`(SELECT count(*)::int FROM ${passingsSince(importId)})` : raw("0");
  const rows = await from(change).$queryRaw<{ id: string; version: number; passed: number; row: Found["row"] }[]>`
    SELECT id, ${version}, ${passed} AS passed, to_jsonb(t) - '{organizationId,searchText,searchPieces}'::text[] AS row
    FROM ${raw(`"${table}"`)} t
    WHERE "organizationId" = ${change.organizationId}::uuid AND id = ANY(${[...ids]}::uuid[]) FOR UPDATE`;
  return new Map(
    rows.map(({ id, version, passed, row }) => [id, { version: version - passed, passed, row, now: pick(row, facts) }]),
  );
};
/** That whoever brought it in left, and came back, is no use of a customer: what they brought goes back as before. */
const PASSED = Prisma.sql`cause IN ('left', 'returned')`;
const passingsSince = (importId: string) => Prisma.sql`"OwnerChange" o JOIN "Import" i ON i.id = ${importId}::uuid
  WHERE o."organizationId" = t."organizationId" AND o."customerId" = t.id AND o.at >= i."createdAt" AND o.${PASSED}`;
const pick = (row: Found["row"], facts: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(facts.map((fact) => [fact, row[fact]]));

const notOfThis = (importId: string) => Prisma.sql`AND "importId" IS DISTINCT FROM ${importId}::uuid`;
/** Rows that are no use, and go along: what the import itself told of a deal, reminders that nobody has answered. */
const OTHERS: Readonly<Record<string, (importId: string) => Prisma.Sql>> = {
  DealMove: notOfThis,
  Collection: notOfThis,
  CareItem: () => Prisma.sql`AND state <> 'open'`,
  OwnerChange: () => Prisma.sql`AND NOT ${PASSED}`,
};

/** Those that something refers to, in whatever table: also in one that is made after this was written. */
const usedSince = async (
  change: Change,
  table: Table,
  { ids, importId }: { readonly ids: readonly string[]; readonly importId: string },
): Promise<Set<string>> => {
  if (table === "SalesLine" || table === "Product") return new Set();
  const column = COLUMN[table];
  // Not from information_schema: to see what one may see there takes longer than all the rest of a lot.
  const tables = await from(change).$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = ${column}
      AND NOT a.attisdropped AND c.relname <> ALL(${OWN}) AND NOT (c.relname = 'ActivityContact' AND ${column} = 'activityId')`;
  const refers = tables.map(({ name }) => {
    const [table, at] = [raw(`"${name}"`), raw(`"${column}"`)];
    const others = OTHERS[name]?.(importId) ?? Prisma.empty;
    return Prisma.sql`SELECT ${at} AS id FROM ${table}
      WHERE "organizationId" = ${change.organizationId}::uuid AND ${at} = ANY((SELECT ids FROM asked)::uuid[]) ${others}`;
  });
  const rows = await from(change).$queryRaw<{ id: string }[]>`
    WITH asked AS MATERIALIZED (SELECT ${[...ids]}::uuid[] AS ids)
    SELECT DISTINCT id FROM (${Prisma.join(refers, " UNION ALL ")}) found`;
  return new Set(rows.map(({ id }) => id));
};

const restore = async (
  change: Change,
  table: Table,
  standings: readonly (readonly [id: string, standing: Found | undefined])[],
): Promise<void> => {
  if (standings.length === 0 || !hasFacts(table)) return;
  const rows = standings.flatMap(([id, found]) => (found ? asBefore(table, id, found) : []));
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "id");
  const set = columns.map((column) => `"${column}" = t."${column}"`).join(", ");
  await from(change).$executeRaw`
    UPDATE ${raw(`"${table}"`)} c SET ${raw(set)}
    FROM jsonb_populate_recordset(NULL::${raw(`"${table}"`)}, ${JSON.stringify(rows)}::jsonb) t
    WHERE c.id = t.id AND c."organizationId" = ${change.organizationId}::uuid`;
};

/** What goes with a row that goes. */
const WITH: Readonly<Partial<Record<Table, readonly (readonly [table: string, column: string])[]>>> = {
  Customer: [["CareItem", "customerId"]],
  Contact: [["CareItem", "contactId"]],
  Activity: [["ActivityContact", "activityId"]],
  Deal: [
    ["DealMove", "dealId"],
    ["Collection", "dealId"],
    ["ReceiptAsk", "dealId"],
  ],
};
const remove = async (change: Change, table: Table, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  for (const [name, column] of [...(WITH[table] ?? []), [table, "id"] as const])
    await from(change).$executeRaw`
      DELETE FROM ${raw(`"${name}"`)}
      WHERE "organizationId" = ${change.organizationId}::uuid AND ${raw(`"${column}"`)} = ANY(${[...ids]}::uuid[])`;
};

/** An entry of the audit log about what an import made and took back. */
export interface TakenBack {
  readonly id: string;
  /** What is gone. */
  readonly gone: string;
  /** The customer it was of, and what that was called when it is gone as well. */
  readonly customerId: string;
  readonly customer: string | null;
  readonly before: unknown;
}
/** All entries about what imports took back that says one of these patterns: nothing in the books refers to it any more. */
export const readTakenBack = (change: Change, patterns: readonly string[]): Promise<TakenBack[]> =>
  from(change).$queryRaw<TakenBack[]>`
    WITH gone AS MATERIALIZED (
      SELECT subject, before ->> 'id' AS id FROM "AuditEntry"
      WHERE "organizationId" = ${change.organizationId}::uuid AND what = 'import.undone' AND after IS NULL
        AND before::text ILIKE ANY(${[...patterns]}))
    SELECT DISTINCT ON (a.id) a.id, g.id AS gone, split_part(g.subject, ':', 2) AS "customerId", (
      SELECT c.before ->> 'name' FROM "AuditEntry" c
      WHERE c."organizationId" = ${change.organizationId}::uuid AND c.subject = g.subject AND c.what = 'import.undone'
        AND c.after IS NULL AND g.subject = 'customer:' || (c.before ->> 'id') LIMIT 1) AS customer, a.before
    FROM gone g JOIN "AuditEntry" a ON a."organizationId" = ${change.organizationId}::uuid
      AND a.subject IN (g.subject, 'contact:' || g.id)
      AND (a.subject <> g.subject OR a.subject = 'customer:' || g.id OR coalesce(a.after, a.before) ->> 'id' = g.id)
    ORDER BY a.id, coalesce(a.after, a.before) ->> 'id' = g.id DESC NULLS LAST`;
