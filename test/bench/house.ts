import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { type Database, openDatabase } from "../../src/data/client.ts";
import { migrate } from "../../src/data/migrate.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";
import type { BotStart } from "./bot-process.ts";
import { BEGINS } from "./company.ts";
import { type OwnProcess, startProcess } from "./own-process.ts";
import type { BenchPlatform, Inhabitants, Playground } from "./platform.ts";

/** A platform with an app connected to it from a process of its own, on a database of its own. */
export interface Place {
  readonly playground: Playground;
  readonly database: Database;
  readonly app: OwnProcess;
}

interface Seat {
  readonly platform: BenchPlatform;
  readonly inhabitants: Inhabitants;
}
interface Served {
  readonly url: string;
  readonly database: Database;
}

/** All that a run starts, and how it is ended. */
export interface BenchHouse {
  readonly postgres: string;
  newDatabase(name: string): Promise<Served>;
  /** One bot on all these platforms; a place for each, in their order. */
  startBot(on: Served, seats: readonly Seat[]): Promise<readonly Place[]>;
  startBare(on: Served, seat: Seat): Promise<Place>;
  /** Lines of the bots' logs that tell of an error. */
  errors(): Promise<string[]>;
  stop(): Promise<void>;
}

const BOT = new URL("./bot-process.ts", import.meta.url);
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
  const start = async (
    file: URL,
    { url, database }: Served,
    { app: kind, seats }: { readonly app: "bot" | "bare"; readonly seats: readonly Seat[] },
  ): Promise<readonly Place[]> => {
    const playgrounds: Playground[] = [];
    for (const { platform, inhabitants } of seats) {
      const playground = await platform.open(inhabitants, kind);
      ends.push(() => playground.stop());
      playgrounds.push(playground);
    }
    const app = startProcess(file, log);
    ends.push(() => app.stop());
    const access = Object.assign({}, ...playgrounds.map((playground) => playground.access)) as Playground["access"];
    await app.ask("start", { databaseUrl: url, at: BEGINS, ...access } satisfies BotStart);
    return playgrounds.map((playground) => ({ playground, database, app }));
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
    startBot: (on, seats) => start(BOT, on, { app: "bot", seats }),
    async startBare(on, seat) {
      const [place] = await start(seat.platform.bare, on, { app: "bare", seats: [seat] });
      return place!;
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
