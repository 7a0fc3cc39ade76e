import { readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { elapsed } from "../core/clock.ts";
import type { Log } from "../core/log.ts";
import { type Home, isAlive, openHome, processStatus, USER } from "./embedded-home.ts";
import { isUnavailable } from "./errors.ts";

export interface EmbeddedOptions {
  /** The folder that holds the database; made when it is not there. */
  readonly folder: string;
  readonly log: Log;
  /** Use the server of a bot that is running already, instead of refusing: for a command line beside it. */
  readonly join?: boolean;
  /** False for tests: faster, and lost in a power cut. */
  readonly durable?: boolean;
}

export interface Embedded {
  readonly url: string;
  /** Ends the server, unless it was joined. Close the pools before: their connections are cut. */
  stop(): Promise<void>;
}

/** Another live process holds this database; it was left alone. */
export class EmbeddedInUse extends Error {
  override name = "EmbeddedInUse";
  readonly folder: string;
  readonly port: number;
  /** The process that holds it; undefined when it did not say. */
  readonly pid: number | undefined;

  constructor(folder: string, port: number, pid: number | undefined) {
    super(
      `The database in ${folder} is in use by process ${pid ?? "unknown"} (it listens on port ${port}). ` +
        `Stop that one, or set RAPPORT_DATA to another folder.`,
    );
    this.folder = folder;
    this.port = port;
    this.pid = pid;
  }
}

/** What postmaster.pid tells. */
type Server =
  | { readonly state: "none"; readonly pid?: undefined }
  | { readonly state: "changing"; readonly pid: number }
  | { readonly state: "ready"; readonly pid: number; readonly port: number };

const DATABASE = "rapport";
/** Held, on a connection of its own, by the bot that uses the database: it goes when that process does, however it ends. */
const LOCK = 7_270_737;
const HOLDER = "rapport ";
const PATIENCE = 60_000;
const PATIENCE_WITH_LEFTOVERS = 5_000;
const PATIENCE_WITH_HOLDER = 2_000;
const LARGEST_LOG = 5_000_000;

/**
 * Starts the PostgreSQL that came with npm, on 127.0.0.1 with a password of its own, or takes over the one that
 * a killed bot left running. Should the server die under us, it is started again.
 * @throws EmbeddedInUse when another live process holds it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = await openHome(options.folder, options.durable ?? true);
  const password = (await readFile(path.join(home.folder, "password"), "utf8")).trim();
  const keeper = new Keeper(home, password, options);
  try {
    await keeper.hold();
  } catch (error) {
    if (!(error instanceof EmbeddedInUse && options.join)) throw error;
    return { url: keeper.url(error.port, DATABASE), stop: async () => undefined };
  }
  return { url: keeper.url(keeper.port, DATABASE), stop: () => keeper.stop() };
}

class Keeper {
  readonly #home: Home;
  readonly #password: string;
  readonly #options: EmbeddedOptions;
  #lock: pg.Client | undefined;
  #reviving: Promise<void> | undefined;
  #stopping = false;
  port = 0;

  constructor(home: Home, password: string, options: EmbeddedOptions) {
    this.#home = home;
    this.#password = password;
    this.#options = options;
  }

  url(port: number, database: string): string {
    return `postgresql://${USER}:${this.#password}@127.0.0.1:${port}/${database}`;
  }

  /** Makes sure that a server runs and that it is ours. */
  async hold(): Promise<void> {
    const deadline = elapsed() + PATIENCE;
    for (;;) {
      try {
        this.port = await this.#ensureServer(deadline);
        this.#lock = await this.#takeLock();
        return;
      } catch (error) {
        // The server that was found may have been on its way down.
        if (!isUnavailable(error) || elapsed() > deadline) throw error;
        await pause(100);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#reviving;
    const lock = this.#lock;
    this.#lock = undefined;
    const data = this.#file("data");
    const { pid } = await findServer(data);
    const { ok, output } = await this.#home.run("pg_ctl", ["stop", "-D", data, "-m", "fast", "-w", "-t", "30"]);
    await lock?.end();
    if (!ok && (await findServer(data)).pid !== undefined)
      throw new Error(`The embedded database did not stop. ${output.trim()}`);
    // pg_ctl waits for the file only; until the process is gone the next start would find its memory in use.
    const deadline = elapsed() + PATIENCE_WITH_LEFTOVERS;
    while (pid !== undefined && isPostgres(pid) && elapsed() < deadline) await pause(20);
  }

  /** The port of the server on these data, started if there is none. */
  async #ensureServer(deadline: number): Promise<number> {
    const data = this.#file("data");
    const lastTry = elapsed() + PATIENCE_WITH_LEFTOVERS;
    for (;;) {
      const server = await findServer(data);
      if (server.state === "ready") return server.port;
      if (elapsed() > deadline) throw new Error(`The embedded database is not ready. See ${this.#file("server.log")}.`);
      if (server.state === "changing") await pause(50);
      else {
        const problem = await this.#startServer();
        if (problem && elapsed() > lastTry) throw new Error(`The embedded database did not start. ${problem}`);
        if (problem) await pause(200);
      }
    }
  }

  /** Returns why it did not start: children of a killed server may need a moment to end, a port may just be taken. */
  async #startServer(): Promise<string | undefined> {
    const log = this.#file("server.log");
    const logSize = await stat(log)
      .then(({ size }) => size)
      .catch(() => 0);
    if (logSize > LARGEST_LOG) await truncate(log);
    const settings = `-p ${await this.#choosePort()}${this.#options.durable === false ? " -F -c full_page_writes=off" : ""}`;
    // pg_ctl makes it a session of its own: a Ctrl-C in the terminal reaches the bot alone, which then stops it in order.
    const start = ["start", "-D", this.#file("data"), "-l", log, "-o", settings, "-w", "-t", "60"];
    const { ok, output } = await this.#home.run("pg_ctl", start);
    if (ok) return undefined;
    const said = (await readFile(log, "utf8").catch(() => "")).trim().split("\n").slice(-5).join("\n");
    return `${output.trim()}\n${said}`;
  }

  /** The port of last time where it is free: the address of the database then stays the same. */
  async #choosePort(): Promise<number> {
    if (this.port !== 0) return this.port;
    const remembered = Number(await readFile(this.#file("port"), "utf8").catch(() => "0"));
    const port = await freePort(remembered);
    await writeFile(this.#file("port"), String(port));
    return port;
  }

  async #takeLock(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url(this.port, "postgres"),
      application_name: `${HOLDER}${process.pid}`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    await client.connect();
    try {
      await lockOrRefuse(client, this.#home.folder);
      const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    } catch (error) {
      await client.end();
      throw error;
    }
    return client;
  }

  #lost(client: pg.Client): void {
    if (this.#lock !== client || this.#stopping) return;
    this.#lock = undefined;
    this.#reviving = this.#revive();
  }

  async #revive(): Promise<void> {
    const { log } = this.#options;
    log.warn("The embedded database is gone; starting it again");
    while (!this.#stopping) {
      try {
        await this.hold();
        log.info("The embedded database is back");
        return;
      } catch (error) {
        log.error({ err: error }, "The embedded database could not be started again");
        if (error instanceof EmbeddedInUse) return;
        await pause(1_000);
      }
    }
  }

  #file(name: string): string {
    return path.join(this.#home.folder, name);
  }
}

/** A holder that was killed lets go at once, but not before this process can look. */
async function lockOrRefuse(client: pg.Client, folder: string): Promise<void> {
  const deadline = elapsed() + PATIENCE_WITH_HOLDER;
  for (;;) {
    const tried = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [LOCK]);
    if (tried.rows[0]?.held) return;
    const pid = await findHolder(client);
    if ((pid !== undefined && isAlive(pid)) || elapsed() > deadline) throw new EmbeddedInUse(folder, client.port, pid);
    await pause(50);
  }
}

async function findHolder(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND objid = $1 AND granted`,
    [LOCK],
  );
  const name = rows[0]?.name;
  return name?.startsWith(HOLDER) ? Number(name.slice(HOLDER.length)) : undefined;
}

/** Reads postmaster.pid, whose lines are pid, folder, start, port, socket, address, memory key and status. */
async function findServer(data: string): Promise<Server> {
  const file = path.join(data, "postmaster.pid");
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  if (!pid) return { state: "none" };
  if (!isPostgres(pid)) {
    // PostgreSQL itself would take the number's new owner, or a zombie, for a running server and not start.
    await rm(file, { force: true });
    return { state: "none" };
  }
  return lines[7]?.trim() === "ready" ? { state: "ready", pid, port: Number(lines[3]) } : { state: "changing", pid };
}

/** Where the system does not tell what a process is, any that lives is believed. */
function isPostgres(pid: number): boolean {
  const status = processStatus(pid);
  return isAlive(pid) && (status === "" || status.startsWith(`${pid} (postgres) `));
}

/** `wanted`, or another that is free when it is taken or 0. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    server.listen({ port: wanted, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : wanted));
    });
  });
}
