import type { Change } from "../core/scope.ts";
import { from } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** Rows of one table by column name; plain values, a bigint for amounts, an ISO text for days and instants. */
export type BulkRow = Readonly<Record<string, unknown>>;

const AT_ONCE = 5_000;

/**
 * Inserts many rows in few statements: some ten times faster than row by row. All rows have the same columns; columns
 * that are left out take their defaults.
 */
export const insertMany = async (change: Change, table: Prisma.ModelName, rows: readonly BulkRow[]): Promise<void> => {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(", ");
  const sql = `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`;
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const json = JSON.stringify(rows.slice(start, start + AT_ONCE), (_, value) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    await from(change).$executeRawUnsafe(sql, json);
  }
};
