import type { Change, DatabaseHandle } from "../core/scope.ts";
import { from } from "./client.ts";
import { Prisma } from "./generated/client.ts";

type Gathered = Map<object, { readonly rows: unknown[]; statement(): Prisma.Sql }>;
const gatheredIn = new WeakMap<DatabaseHandle, Gathered>();

/** For what a change writes and does not read itself: its rows are gathered, and written when the change ends. */
export const atEnd = <Row>(writing: (rows: readonly Row[]) => Prisma.Sql): ((change: Change, row: Row) => void) => {
  return (change, row) => {
    const all: Gathered = gatheredIn.get(change.database) ?? new Map();
    gatheredIn.set(change.database, all);
    const known = all.get(writing);
    if (known) known.rows.push(row);
    else {
      const rows = [row];
      all.set(writing, { rows, statement: () => writing(rows) });
    }
  };
};

/** The same for rows that are added to a table, each with its columns by name. */
export const addAtEnd = <Row extends object>(table: string) =>
  atEnd<Row>((rows) => {
    const columns = new Set(rows.flatMap((row) => Object.keys(row)));
    const list = Prisma.raw([...columns].map((column) => `"${column}"`).join(", "));
    return Prisma.sql`INSERT INTO ${Prisma.raw(`"${table}"`)} (${list}) SELECT ${list} FROM ${recordsOf(table, rows)}`;
  });

/** Rows as those of a table, in one parameter; a bigint travels as its digits. */
export const recordsOf = (table: string, rows: readonly unknown[]): Prisma.Sql => {
  const json = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  return Prisma.sql`jsonb_populate_recordset(NULL::${Prisma.raw(`"${table}"`)}, ${json}::jsonb)`;
};

/** Writes what was gathered, of all kinds in one statement: each statement is a way to the database and back. */
export const writeGathered = async (change: Change): Promise<void> => {
  const all = gatheredIn.get(change.database);
  if (!all) return;
  const parts = [...all.values()].map(
    ({ statement }, index) => Prisma.sql`${Prisma.raw(`part${index}`)} AS (${statement()})`,
  );
  await from(change).$executeRaw`WITH ${Prisma.join(parts)} SELECT 1`;
};
