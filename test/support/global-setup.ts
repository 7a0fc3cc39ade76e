import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/data/embedded.ts";
import { isAlive } from "../../src/data/embedded-home.ts";
import { migrate } from "../../src/data/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Of a database on the server of this run that may make others. */
    databaseServer: string;
    /** The migrated database that each test file's own is a copy of. */
    databaseTemplate: string;
  }
}

const TEMPLATE = "template_rapport";
const PREFIX = "rapport-test-";
const log = pino({ level: "error" });

/** One server for the whole run, its data below the temporary folder, gone afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearAway();
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  // As root, PostgreSQL's account has to pass through it.
  await chmod(folder, 0o755);
  const server = await startEmbedded({ folder, log, durable: false });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await migrate(server.url.replace(/[^/]*$/, TEMPLATE));
  await client.end();
  project.provide("databaseServer", server.url);
  project.provide("databaseTemplate", TEMPLATE);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** What another account left is its own, save for root. */
async function isOurs(folder: string): Promise<boolean> {
  const self = process.getuid?.();
  return self === 0 || (await stat(folder)).uid === self;
}

/** Ends the servers of runs that were killed. */
async function clearAway(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const folder = path.join(tmpdir(), name);
    if (isAlive(Number(name.slice(PREFIX.length).split("-")[0])) || !(await isOurs(folder))) continue;
    try {
      await (await startEmbedded({ folder, log, durable: false })).stop();
    } catch (error) {
      log.error({ err: error }, "The server of an earlier run could not be ended");
    }
    await rm(folder, { recursive: true, force: true });
  }
}
