import type pg from "pg";
import { connected } from "./client.ts";

/**
 * What a backup consists of, one after another: the head, each table with its rows, the sequences, the end. The rows are
 * PostgreSQL's own text of a whole row, which loses nothing of any type.
 */
export type BackupPart =
  | { readonly kind: "head"; readonly format: number; readonly takenAt: string; readonly migrations: readonly string[] }
  | { readonly kind: "table"; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: "rows"; readonly rows: readonly string[] }
  | { readonly kind: "closed"; readonly table: string; readonly count: number; readonly checksum: string }
  | { readonly kind: "sequence"; readonly name: string; readonly value: string }
  | { readonly kind: "end"; readonly tables: number; readonly rows: number };

export const FORMAT = 1;
const AT_ONCE = 1_000;
/** Of tables that hold files. */
const LARGE_AT_ONCE = 1;

/** A table of the database, as the catalog knows it. */
interface StoredTable {
  /** Quoted, with its schema: `public."Customer"`. */
  readonly name: string;
  /** Those that can be written: computed ones are computed anew. */
  readonly columns: readonly string[];
  /** Holds files: few of its rows fit into memory. */
  readonly large: boolean;
}

/**
 * Of the job engine only work that somebody asked for and that waits goes along: what is asked every minute is asked
 * again, and its other tables are made by the migrations.
 */
export const JOBS = "pgboss.job";
const WAITING_JOBS = ` WHERE name = 'jobs' AND state < 'completed'`;
const filterOf = (table: string): string => (table === JOBS ? WAITING_JOBS : "");

/** Every table of ours, from the catalog, so that a new one is never forgotten; in the order of their names. */
export const storedTables = async (client: pg.ClientBase): Promise<StoredTable[]> => {
  const { rows } = await client.query<StoredTable>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name,
      array_agg(quote_ident(a.attname) ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns,
      bool_or(a.atttypid = 'bytea'::regtype) AS large
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
      AND (n.nspname = current_schema() OR n.nspname || '.' || c.relname = '${JOBS}')
    GROUP BY 1 ORDER BY 1`);
  return rows;
};

/** The migrations that made the database, each with the checksum of its file. */
export const migrationsOf = async (client: pg.ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(`
    SELECT migration_name || ' ' || checksum AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`);
  return rows.map(({ name }) => name);
};

interface Sum {
  readonly count: number;
  readonly checksum: string;
}
/** How many rows a table has, and a sum over all of them that no order changes. */
export const sumOf = async (client: pg.ClientBase, table: string): Promise<Sum> => {
  const { rows } = await client.query<Sum>(`
    SELECT count(*)::int AS count, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS checksum
    FROM ${table} t${filterOf(table)}`);
  return rows[0] ?? { count: 0, checksum: "0" };
};

/**
 * Everything in the database at one moment, while others go on working in it: one snapshot, read through a cursor, so
 * that no table need fit into memory.
 */
export async function* readBackup(url: string, takenAt: Date): AsyncGenerator<BackupPart> {
  const client = await connected(url);
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query("SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 1");
    yield { kind: "head", format: FORMAT, takenAt: takenAt.toISOString(), migrations: await migrationsOf(client) };
    const tables = await storedTables(client);
    let all = 0;
    for (const { name, columns, large } of tables) {
      yield { kind: "table", table: name, columns };
      yield* readRows(client, name, large ? LARGE_AT_ONCE : AT_ONCE);
      const sum = await sumOf(client, name);
      all += sum.count;
      yield { kind: "closed", table: name, ...sum };
    }
    yield* readSequences(client);
    yield { kind: "end", tables: tables.length, rows: all };
  } finally {
    await client.end();
  }
}

async function* readRows(client: pg.ClientBase, table: string, atOnce: number): AsyncGenerator<BackupPart> {
  await client.query(`DECLARE backup NO SCROLL CURSOR FOR SELECT t::text AS row FROM ${table} t${filterOf(table)}`);
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${atOnce} FROM backup`);
    if (rows.length === 0) break;
    yield { kind: "rows", rows: rows.map(({ row }) => row) };
  }
  await client.query("CLOSE backup");
}

async function* readSequences(client: pg.ClientBase): AsyncGenerator<BackupPart> {
  const { rows } = await client.query<{ name: string; value: string }>(`
    SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY 1`);
  for (const { name, value } of rows) yield { kind: "sequence", name, value };
}
