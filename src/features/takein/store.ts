import type { Instant } from "../../core/clock.ts";
import { newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { type BulkRow, insertMany, sendable } from "../../data/bulk.ts";
import { from, send } from "../../data/client.ts";
import { firstContactWith } from "../../data/first-contact.ts";
import { Prisma } from "../../data/generated/client.ts";
import { undoHoursOf } from "../../data/organization.ts";
import type { Filled, Writes } from "../../domain/intake.ts";
import { piecesColumn } from "../../domain/names-pieces.ts";
import { undoableSince } from "../../domain/undoing.ts";

/** What the audit log calls a row that an import made, and the column that names its customer. */
const MADE = {
  Customer: ["customer.imported", "id"],
  Contact: ["contact.imported", "customerId"],
  Deal: ["deal.imported", "customerId"],
  Collection: ["collection.imported", "customerId"],
  Activity: ["activity.imported", "customerId"],
  SalesLine: ["sale.imported", "customerId"],
  Product: ["product.imported", "customerId"],
} as const;

/** Writes what a lot makes and changes, in few statements. False: something was changed meanwhile, and the lot is to be planned anew. */
export const keepLot = async (change: Change, writes: Writes): Promise<boolean> => {
  const { made, changed, filled, calledToo, touched, daysBefore } = writes;
  for (const table of ["Customer", "Contact", "Deal", "Collection", "Activity", "SalesLine", "Product"] as const)
    if (made[table].length > 0) await insertAudited(change, table, { made: made[table], before: daysBefore });
  for (const table of ["DealMove", "ActivityContact"] as const) await insertMany(change, table, made[table]);
  await insertMany(
    change,
    "AuditEntry",
    filled.map((entry) => filledRow(change, entry)),
  );
  for (const table of ["Customer", "Contact", "Product"] as const) {
    const rows = [...changed[table].values()];
    if (rows.length > 0 && (await updateMany(change, table, rows)) < rows.length) return false;
  }
  if (calledToo.size > 0) await callToo(change, calledToo);
  if (touched.size > 0) await touch(change, touched);
  return true;
};

/** Columns that queries of an import ask for; an index on what is reckoned from a row would take long to look through. */
const ASKED: Readonly<Partial<Record<keyof Writes["made"], string>>> = {
  Customer: '("organizationId", "segmentId", "nameKey")',
  Contact: '("organizationId", "customerId", mail)',
  Deal: '("organizationId", "customerId", "importKey")',
  Activity: '("organizationId", "customerId", "happenedOn", "onceKey")',
  SalesLine: '("organizationId", "customerId", "soldOn", "onceKey")',
};

/**
 * Has the database look at tables that are four times as large by now as it believes. It does so by itself once a
 * minute at most, and until then finds one row among a hundred thousand as it would among ten: by reading all.
 * @param done rows of the import that are taken in
 */
export const showGrowth = async (change: Change, { made }: Writes, done: number): Promise<void> => {
  for (const [table, columns] of Object.entries(ASKED)) {
    if (made[table as keyof typeof ASKED].length === 0) continue;
    const [small] = await from(change).$queryRaw<unknown[]>`
      SELECT 1 FROM pg_class WHERE oid = ${`"${table}"`}::regclass AND greatest(reltuples, 0) * 4 < ${done}::int`;
    if (small) await from(change).$executeRawUnsafe(`ANALYZE "${table}" ${columns}`);
  }
};

/** By which search finds it: made here, it costs a tenth of what it would in the database. */
const withPieces = (row: BulkRow): BulkRow =>
  typeof row.searchText === "string" ? { ...row, searchPieces: piecesColumn(row.searchText) } : row;

/** Rows and the entry of each in the audit log, from one parameter: it is most of what an import sends. */
const insertAudited = (
  change: Change,
  table: keyof typeof MADE,
  { made, before }: { readonly made: readonly BulkRow[]; readonly before: Writes["daysBefore"] },
): Promise<unknown> => {
  const { organizationId, memberId, at } = change;
  const [what, customer] = MADE[table];
  const own = `${table.toLowerCase()}:`;
  const rows = made.map(withPieces);
  const columns = Prisma.raw(
    Object.keys(rows[0] ?? {})
      .map((column) => `"${column}"`)
      .join(", "),
  );
  const type = Prisma.raw(`NULL::"${table}"`);
  const sent = sendable(rows);
  return send(
    change,
    Prisma.sql`
    WITH given AS MATERIALIZED (
      SELECT common, jsonb_strip_nulls(common - 'organizationId') AS told, ${sent.rows}::jsonb AS rows,
        string_to_array(${rows.map(() => newId()).join()}, ',')::uuid[] AS ids,
        ${JSON.stringify(Object.fromEntries(before))}::jsonb AS before
      FROM (SELECT ${sent.common}::jsonb AS common) sent), made AS (
      INSERT INTO ${Prisma.raw(`"${table}"`)} (${columns})
      SELECT ${columns} FROM given, jsonb_populate_recordset(jsonb_populate_record(${type}, given.common), given.rows))
    INSERT INTO "AuditEntry" (id, "organizationId", "memberId", "from", at, what, subject, before, after)
    SELECT ids[place], ${organizationId}::uuid, ${memberId}::uuid, ${change.from}, ${at},
      ${what}, coalesce('customer:' || coalesce(row ->> ${customer}, given.common ->> ${customer}),
        ${own} || coalesce(row ->> 'id', given.common ->> 'id')),
      given.before -> coalesce(row ->> 'id', given.common ->> 'id'),
      jsonb_strip_nulls((given.told || row) - '{searchText,searchPieces}'::text[])
    FROM given, jsonb_array_elements(given.rows) WITH ORDINALITY AS each (row, place)`,
  );
};

const filledRow = ({ organizationId, memberId, from: where, at }: Change, entry: Filled): BulkRow => ({
  ...{ id: newId(), organizationId, memberId, from: where, at: at.toISOString() },
  ...entry,
});

const updateMany = (
  change: Change,
  table: "Customer" | "Contact" | "Product",
  rows: readonly BulkRow[],
): Promise<number> => {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "id");
  const set = columns.map((column) => `"${column}" = t."${column}"`).join(", ");
  return send(
    change,
    Prisma.sql`
    UPDATE ${Prisma.raw(`"${table}"`)} c SET ${Prisma.raw(set)}
    FROM jsonb_populate_recordset(NULL::${Prisma.raw(`"${table}"`)}, ${JSON.stringify(rows)}::jsonb) t
    WHERE c.id = t.id AND c."organizationId" = ${change.organizationId}::uuid AND c.version < t.version`,
  );
};

/** By a short name that was added it is found like by the others. */
const callToo = (change: Change, calledToo: Writes["calledToo"]): Promise<unknown> => {
  const rows = JSON.stringify([...calledToo].map(([id, searchText]) => ({ id, searchText })));
  return send(
    change,
    Prisma.sql`
    UPDATE "Customer" c SET "searchText" = t."searchText"
    FROM jsonb_to_recordset(${rows}::jsonb) AS t(id uuid, "searchText" text)
    WHERE c.id = t.id AND c."organizationId" = ${change.organizationId}::uuid`,
  );
};

/** The first contact after the activities are in: it may be the oldest of all that stand. */
const touch = (change: Change, touched: Writes["touched"]): Promise<unknown> => {
  const rows = JSON.stringify([...touched].map(([id, days]) => ({ id, ...days })));
  return send(
    change,
    Prisma.sql`
    UPDATE "Customer" c SET "lastContactOn" = GREATEST(c."lastContactOn", t."lastContactOn"),
      "lastVisitOn" = GREATEST(c."lastVisitOn", t."lastVisitOn"), "firstContactOn" = ${firstContactWith(Prisma.sql`t.first`)}
    FROM jsonb_to_recordset(${rows}::jsonb) AS t(id uuid, "lastContactOn" date, "lastVisitOn" date, first date)
    WHERE c.id = t.id AND c."organizationId" = ${change.organizationId}::uuid
      AND (t."lastContactOn" > c."lastContactOn" OR t."lastVisitOn" > c."lastVisitOn" OR t.first < c."firstContactOn"
        OR num_nulls(c."lastContactOn", c."lastVisitOn", c."firstContactOn") > 0)`,
  );
};

/** Rows at a time, so that nobody waits for a lock. */
const FORGOTTEN_AT_ONCE = 5_000;

/**
 * Deletes rows of imports that ended before then, and can no longer be undone: an undo goes by them; and the head of
 * their sheets, which nobody looks at any more. What they did stands in the histories of customers.
 */
export const forgetRows = async (
  scope: Scope,
  { before, now }: { readonly before: Instant; readonly now: Instant },
): Promise<void> => {
  const undoable = undoableSince(now, await undoHoursOf(scope));
  const isOver = Prisma.sql`
    i."organizationId" = ${scope.organizationId}::uuid AND i.state IN ('applied', 'undone', 'failed')
    AND coalesce(i."appliedAt", i."createdAt") < ${before}::timestamptz
    AND (i.state <> 'applied' OR i."appliedAt" < ${undoable}::timestamptz)`;
  await from(scope).$executeRaw`
    DELETE FROM "ImportRow" d USING (
      SELECT r."importId", r.row FROM "Import" i JOIN "ImportRow" r ON r."importId" = i.id
      WHERE ${isOver} LIMIT ${FORGOTTEN_AT_ONCE}) old
    WHERE d."importId" = old."importId" AND d.row = old.row`;
  await from(scope).$executeRaw`
    UPDATE "Import" i SET looks = (SELECT jsonb_agg(look || '{"head": []}') FROM jsonb_array_elements(i.looks) look)
    WHERE ${isOver} AND jsonb_path_exists(i.looks, '$[*].head[*]')`;
};
