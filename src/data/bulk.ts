import type { Change } from "../core/scope.ts";
import { send } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** Rows of one table by column name; plain values, a bigint for amounts, an ISO text for days and instants. */
export type BulkRow = Readonly<Record<string, unknown>>;

const AT_ONCE = 5_000;

/** Rows as they are sent: what is the same in all of them once, and of each what is its own. */
export interface Sent {
  readonly common: string;
  readonly rows: string;
}

/** Of a lot of an import half of all text is the same in each row, and each text is read several times on its way. */
export const sendable = (rows: readonly BulkRow[]): Sent => {
  const [first = {}] = rows;
  const columns = Object.keys(first);
  const common = columns.filter((column) => rows.every((row) => isSame(row[column], first[column])));
  const own = columns.filter((column) => !common.includes(column));
  return { common: JSON.stringify(pick(first, common)), rows: JSON.stringify(rows.map((row) => pick(row, own))) };
};
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const isSame = (one: unknown, other: unknown): boolean => one === other || (isEmptyList(one) && isEmptyList(other));
const pick = (row: BulkRow, columns: readonly string[]): BulkRow => {
  const picked: Record<string, unknown> = {};
  for (const column of columns) {
    const value = row[column];
    picked[column] = typeof value === "bigint" ? value.toString() : value;
  }
  return picked;
};

/**
 * Inserts many rows in few statements: some ten times faster than row by row. All rows have the same columns; columns
 * that are left out take their defaults.
 */
export const insertMany = async (change: Change, table: Prisma.ModelName, rows: readonly BulkRow[]): Promise<void> => {
  const [first] = rows;
  if (!first) return;
  const columns = Prisma.raw(
    Object.keys(first)
      .map((column) => `"${column}"`)
      .join(", "),
  );
  const [into, type] = [Prisma.raw(`"${table}"`), Prisma.raw(`NULL::"${table}"`)];
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const sent = sendable(rows.slice(start, start + AT_ONCE));
    await send(
      change,
      Prisma.sql`
        INSERT INTO ${into} (${columns}) SELECT ${columns}
        FROM jsonb_populate_recordset(jsonb_populate_record(${type}, ${sent.common}::jsonb), ${sent.rows}::jsonb)`,
    );
  }
};
