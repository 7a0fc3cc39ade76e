import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { pino } from "pino";
import { MovableClock } from "../../src/core/clock.ts";
import { type Database, openDatabase } from "../../src/data/client.ts";
import { migrate } from "../../src/data/migrate.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import type { WorkspaceSeed } from "../../src/sandbox/slack/contract.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { installed } from "../../src/sandbox/slack/install.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";
import type { BotStart } from "./bot-process.ts";
import { BEGINS } from "./company.ts";
import { type OwnProcess, startProcess } from "./own-process.ts";

/** A sandbox with one app connected to it from a process of its own, on a database of its own. */
export interface Place {
  readonly sandbox: SlackSandbox;
  readonly database: Database;
  readonly app: OwnProcess;
}

/** All that a run starts, and how it is ended. */
export interface BenchHouse {
  readonly postgres: string;
  newDatabase(name: string): Promise<{ readonly url: string; readonly database: Database }>;
  newPlace(given: {
    readonly url: string;
    readonly database: Database;
    readonly workspace: Omit<WorkspaceSeed, "app">;
    readonly app: "bot" | "bare";
  }): Promise<Place>;
  /** Lines of the bots' logs that tell of an error. */
  errors(): Promise<string[]>;
  stop(): Promise<void>;
}

/** The user that the app is in its workspace. */
export const BOT = "U0BOT";
const TOKENS = {
  botUserId: BOT,
  botToken: "xoxb-sandbox-000000000000",
  appToken: "xapp-1-SANDBOX-000000000000",
  signingSecret: "0".repeat(32),
};
const PROCESSES = {
  bot: new URL("./bot-process.ts", import.meta.url),
  bare: new URL("./bare-process.ts", import.meta.url),
};
const ERROR = 50;

export const openHouse = async (): Promise<BenchHouse> => {
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-bench-"));
  const log = path.join(folder, "bot.log");
  const server: OwnServer = await ownServer({ durable: true });
  const ends: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true }), () => server.remove()];
  const onServer = async (sql: string): Promise<string> => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query(sql).finally(() => client.end());
    return String(Object.values(rows[0] ?? {})[0] ?? "");
  };
  return {
    postgres: await onServer("SHOW server_version"),
    async newDatabase(name) {
      await onServer(`CREATE DATABASE ${name}`);
      const url = server.url.replace(/[^/]*$/, name);
      await migrate(url);
      const database = openDatabase(url, { statementTimeout: 120_000 });
      ends.push(() => database.close());
      return { url, database };
    },
    async newPlace({ url, database, workspace, app }) {
      const sandbox = await openSandbox(workspace, app);
      ends.push(() => sandbox.stop());
      const own = startProcess(PROCESSES[app], log);
      ends.push(() => own.stop());
      const { apiUrl } = sandbox;
      const { botToken, appToken } = TOKENS;
      const given: BotStart = { databaseUrl: url, apiUrl, at: BEGINS, botToken, appToken };
      await own.ask("start", given);
      return { sandbox, database, app: own };
    },
    async errors() {
      const lines = (await readFile(log, "utf8").catch(() => "")).split("\n").filter((line) => line.startsWith("{"));
      return lines.filter((line) => (JSON.parse(line) as { level: number }).level >= ERROR);
    },
    async stop() {
      for (const end of ends.toReversed()) await end();
    },
  };
};

/** Without Slack's rates: one bench person clicks faster than Slack lets anyone. */
const openSandbox = async (workspace: Omit<WorkspaceSeed, "app">, kind: "bot" | "bare"): Promise<SlackSandbox> => {
  const clock = new MovableClock();
  clock.moveTo(new Date(BEGINS));
  const sandbox = createSlackSandbox({
    clock,
    log: pino({ level: "error" }),
    rates: false,
    workspace: { ...workspace, app: kind === "bot" ? installed(manifest(features, "socket"), TOKENS) : bareApp() },
  });
  await sandbox.start();
  return sandbox;
};

const bareApp = (): WorkspaceSeed["app"] => ({
  ...TOKENS,
  name: "Bare",
  scopes: ["commands", "chat:write"],
  commands: ["/line", "/form", "/card"].map((command) => ({ command, description: command })),
  events: [],
  homeTab: true,
  messagesTab: true,
});
