import type pg from "pg";
import { type BackupPart, FORMAT, JOBS, migrationsOf, storedTables, sumOf } from "./backup.ts";
import { connected } from "./client.ts";

/** The backup cannot be put in here; the message says why and what to do. Nothing was changed. */
export class RestoreRefused extends Error {
  override name = "RestoreRefused";
}

interface Restored {
  readonly tables: number;
  readonly rows: number;
}

/** What a bot that was started on an empty database leaves there: it makes way. */
const MAKES_WAY = ["SetupCode"];

/**
 * Puts a backup into a database that is migrated and empty, all of it or nothing: one transaction. Its counts and
 * checksums are compared table by table before it is committed.
 * @throws RestoreRefused
 */
export const writeBackup = async (
  url: string,
  parts: AsyncIterable<BackupPart>,
  told: (line: string) => void,
): Promise<Restored> => {
  const client = await connected(url);
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 1");
    const restored = await write(client, parts, told);
    await client.query("COMMIT");
    return restored;
  } finally {
    // Without a commit, the server takes everything back.
    await client.end();
  }
};

const write = async (
  client: pg.ClientBase,
  parts: AsyncIterable<BackupPart>,
  told: (line: string) => void,
): Promise<Restored> => {
  const writing = new Writing(client, told);
  for await (const part of parts) await writing.take(part);
  return writing.finish();
};

class Writing {
  readonly #client: pg.ClientBase;
  readonly #told: (line: string) => void;
  /** By table: the columns that can be written here. */
  #tables = new Map<string, readonly string[]>();
  #insert = "";
  #restored: Restored | undefined;

  constructor(client: pg.ClientBase, told: (line: string) => void) {
    this.#client = client;
    this.#told = told;
  }

  async take(part: BackupPart): Promise<void> {
    switch (part.kind) {
      case "head":
        return this.#begin(part);
      case "table":
        return this.#openTable(part);
      case "rows":
        await this.#client.query(this.#insert, [part.rows]);
        return;
      case "closed":
        return this.#closeTable(part);
      case "sequence":
        await this.#client.query("SELECT setval($1::regclass, $2::bigint)", [part.name, part.value]);
        return;
      case "end":
        this.#restored = { tables: part.tables, rows: part.rows };
    }
  }

  async finish(): Promise<Restored> {
    if (!this.#restored || this.#tables.size > 0)
      throw new RestoreRefused("Nothing was restored: the backup is not whole. Take it again, or use another one.");
    await this.#client.query("SET CONSTRAINTS ALL IMMEDIATE");
    await setDeferrable(this.#client, false);
    return this.#restored;
  }

  async #begin(head: Extract<BackupPart, { kind: "head" }>): Promise<void> {
    if (head.format !== FORMAT)
      throw new RestoreRefused("Nothing was restored: the backup is of a newer Rapport. Use that version.");
    await refuseOtherLevel(head.migrations, await migrationsOf(this.#client));
    const tables = await storedTables(this.#client);
    await makeWay(
      this.#client,
      tables.map(({ name }) => name),
    );
    this.#tables = new Map(tables.map(({ name, columns }) => [name, columns]));
    await setDeferrable(this.#client, true);
  }

  async #openTable({ table, columns }: Extract<BackupPart, { kind: "table" }>): Promise<void> {
    const here = this.#tables.get(table);
    if (!here || here.join() !== columns.join())
      throw new RestoreRefused(
        `Nothing was restored: ${table} is another one here. Use the version that took the backup.`,
      );
    // A row is read once, and its fields are taken out of it: a cast for each column would read it as often.
    this.#insert = `INSERT INTO ${table} (${columns.join(", ")}) OVERRIDING SYSTEM VALUE
      SELECT ${columns.map((column) => `(one.r).${column}`).join(", ")}
      FROM unnest($1::text[]) AS given(line), LATERAL (SELECT given.line::${table} AS r OFFSET 0) AS one`;
  }

  async #closeTable({ table, count, checksum }: Extract<BackupPart, { kind: "closed" }>): Promise<void> {
    const here = await sumOf(this.#client, table);
    if (here.count !== count || here.checksum !== checksum)
      throw new RestoreRefused(
        `Nothing was restored: ${table} would have ${here.count} rows and another checksum, and should have ${count}.`,
      );
    this.#tables.delete(table);
    if (count > 0) this.#told(`${table}: ${count} rows, checksum compared`);
  }
}

const inUse = (table: string): RestoreRefused =>
  new RestoreRefused(`Nothing was restored: the database is in use, ${table} has rows. Restore into an empty one.`);

/**
 * Before it is migrated: a database that a company works in, perhaps with an older version, stays as it is.
 * @throws RestoreRefused
 */
export const refuseUsed = async (url: string): Promise<void> => {
  const client = await connected(url);
  try {
    const { rows: there } = await client.query(`SELECT 1 WHERE to_regclass('"Organization"') IS NOT NULL`);
    if (there.length === 0) return;
    const { rows } = await client.query(`SELECT 1 FROM "Organization" LIMIT 1`);
    if (rows.length > 0) throw inUse(`"Organization"`);
  } finally {
    await client.end();
  }
};

const refuseOtherLevel = async (theirs: readonly string[], ours: readonly string[]): Promise<void> => {
  const name = (migration: string | undefined) => migration?.split(" ")[0];
  const strange = theirs.find((migration) => !ours.includes(migration));
  const missing = ours.find((migration) => !theirs.includes(migration));
  if (strange !== undefined)
    throw new RestoreRefused(
      `Nothing was restored: the backup is of a newer version, with ${name(strange)}. Install that version, then restore.`,
    );
  if (missing !== undefined)
    throw new RestoreRefused(
      `Nothing was restored: the backup is of an older version, without ${name(missing)}. Restore it with that version, then update.`,
    );
};

const makeWay = async (client: pg.ClientBase, tables: readonly string[]): Promise<void> => {
  const leftover = (table: string) => MAKES_WAY.some((name) => table.endsWith(`"${name}"`));
  for (const table of tables.filter((each) => each === JOBS || leftover(each)))
    await client.query(`DELETE FROM ${table}`);
  for (const table of tables) {
    const { rows } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rows.length > 0) throw inUse(table);
  }
};

/** While rows come table by table, what they refer to may not be there yet: it is looked at when all are. */
const setDeferrable = async (client: pg.ClientBase, deferrable: boolean): Promise<void> => {
  const { rows } = await client.query<{ on: string; name: string }>(`
    SELECT conrelid::regclass::text AS on, quote_ident(conname) AS name FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`);
  const how = deferrable ? "DEFERRABLE INITIALLY DEFERRED" : "NOT DEFERRABLE";
  for (const { on, name } of rows) await client.query(`ALTER TABLE ${on} ALTER CONSTRAINT ${name} ${how}`);
};
