import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { newId } from "../core/ids.ts";
import type { InBoth } from "../core/language.ts";

const FOLDER = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** The lock and the table are those of `prisma migrate`, so that either can follow the other. */
const LOCK = 72707369;
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;
const APPLIED = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM _prisma_migrations WHERE rolled_back_at IS NULL`;
const IS_THERE = `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS is`;
const RECORD = `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
  VALUES ($1, $2, now(), $3, 1)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}
interface Applied {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The database and the code do not belong together; the message says why and what to do. Nothing was changed. */
export class MigrationRefused extends Error {
  override name = "MigrationRefused";
  readonly told: InBoth;

  constructor(told: InBoth) {
    super(told.en);
    this.told = told;
  }
}

/**
 * Brings the database to the newest migration and returns the names of those applied now. Any number of
 * processes may call it at once: each migration is applied by one of them, in a transaction of its own.
 * @throws MigrationRefused when an applied migration was edited, has failed, or is unknown to this code.
 */
export async function migrate(url: string, folder = FOLDER): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection lost between two queries would end the process; the next query reports it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const applied = (await client.query<Applied>(APPLIED)).rows;
    const pending = missingFrom(applied, readMigrations(folder));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** The names of those that `migrate` would apply; changes nothing. @throws MigrationRefused as it would */
export async function pendingMigrations(url: string, folder = FOLDER): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const [there] = (await client.query<{ is: boolean }>(IS_THERE)).rows;
    const applied = there?.is ? (await client.query<Applied>(APPLIED)).rows : [];
    return missingFrom(applied, readMigrations(folder)).map(({ name }) => name);
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): Migration[] {
  const fileOf = (name: string) => path.join(folder, name, "migration.sql");
  const names = readdirSync(folder).filter((name) => existsSync(fileOf(name)));
  return names.sort().map((name) => {
    const sql = readFileSync(fileOf(name), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

function missingFrom(applied: readonly Applied[], migrations: readonly Migration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of applied) {
    const migration = known.get(name);
    if (!finished)
      throw new MigrationRefused({
        en: `Migration ${name} failed half-way before. Restore the backup taken before it.`,
        zh: `迁移 ${name} 之前只做了一半。请恢复迁移前的备份。`,
      });
    if (!migration)
      throw new MigrationRefused({
        en: `The database is newer than this code: it has ${name}. Start the newer version.`,
        zh: `数据库比程序新：里面有 ${name}。请启动新版本。`,
      });
    if (migration.checksum !== checksum)
      throw new MigrationRefused({
        en: `Migration ${name} was edited after it was applied. Bring its file back as it was.`,
        zh: `迁移 ${name} 用过以后被改过。请把文件恢复原样。`,
      });
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(RECORD, [newId(), checksum, name]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
