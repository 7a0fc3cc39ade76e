import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/data/client.ts";

export interface TestDatabase extends Database {
  readonly url: string;
}

/**
 * A migrated database for this test file alone, opened before its tests and dropped after them:
 *
 *     const database = withDatabase();
 *     test("…", async () => { await from({ database: database.handle }).customer.findMany(); });
 */
export function withDatabase(options: DatabaseOptions = {}): TestDatabase {
  let opened: Database | undefined;
  let url = "";
  beforeAll(async () => {
    url = await createDatabase();
    // Told from the bot's own connections: what a test writes to prepare itself is not looked at, see ./audited.
    opened = openDatabase(`${url}?application_name=test`, options);
  });
  afterAll(async () => {
    await opened?.close();
    if (url) await dropDatabase(url);
  });
  const current = (): Database => {
    if (!opened) throw new Error("withDatabase() opens the database before the tests of the file: use it inside one.");
    return opened;
  };
  return {
    get url() {
      current();
      return url;
    },
    get handle() {
      return current().handle;
    },
    get pool() {
      return current().pool;
    },
    ping: () => current().ping(),
    close: () => current().close(),
  };
}

/** A new database, migrated unless `empty`; returns its url. Give it back with `dropDatabase`. */
export async function createDatabase({ empty = false } = {}): Promise<string> {
  const name = `test_${newId().replaceAll("-", "")}`;
  const template = empty ? "template0" : inject("databaseTemplate");
  // With fsync off, copying files is several times faster than writing them through the log.
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return inject("databaseServer").replace(/[^/]*$/, name);
}

/** Also while connections are open: they are cut. */
export async function dropDatabase(url: string): Promise<void> {
  await onServer(`DROP DATABASE IF EXISTS ${url.replace(/^.*\//, "")} WITH (FORCE)`);
}

/** One statement as the owner of the test server, on none of the tests' databases. */
async function onServer(sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: inject("databaseServer") });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
