import { existsSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import type { Clock } from "../core/clock.ts";
import { type Finding, fine, type TeamPlace, unknown, wrong } from "../core/finding.ts";
import { asOrganizationId } from "../core/ids.ts";
import { asSaid, type Language } from "../core/language.ts";
import type { Log } from "../core/log.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { from, openDatabase } from "../data/client.ts";
import { kindsArrived } from "../data/deliveries.ts";
import { startEmbedded } from "../data/embedded.ts";
import { pendingMigrations } from "../data/migrate.ts";
import { systemScope } from "../data/scope.ts";
import { databaseIn, whyNot } from "../database.ts";
import { examineCompany } from "./doctor-company.ts";
import { examineWork } from "./doctor-work.ts";

export interface Ground {
  readonly clock: Clock;
  readonly log: Log;
  /** Hears which language the company speaks, once that is known. */
  speaks(language: Language): void;
}

/** The database, the calendar that the organizations count by, and the bot of this configuration, if it runs. */
export async function* examineHouse(config: Config, ground: Ground): AsyncGenerator<Finding> {
  yield* database(config, ground);
  if (config.port !== 0) yield await runningBot(config);
}

async function* database(config: Config, ground: Ground): AsyncGenerator<Finding> {
  if (!isThere(config)) {
    yield unknown(
      "database",
      { en: `none yet in ${config.dataFolder}`, zh: `${config.dataFolder} 里还没有` },
      { en: "The first npm start makes it.", zh: "第一次 npm start 时会建。" },
    );
    return;
  }
  const { url, stop } = await joinDatabase(config, ground);
  try {
    yield* databaseAt(url, ground);
  } finally {
    await stop();
  }
}

const folderOf = ({ dataFolder }: Config): string => databaseIn(dataFolder);
const isThere = (config: Config): boolean =>
  config.databaseUrl !== undefined || existsSync(path.join(folderOf(config), "postgres"));

const joinDatabase = async (config: Config, { log }: Ground) => {
  const { databaseUrl } = config;
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: async () => undefined };
  const { url, stop } = await startEmbedded({ folder: folderOf(config), log, join: true });
  return { url, stop };
};

/** Asks a database that is there and up to date; what it lacks is told elsewhere, and is undefined here. */
const inDatabase = async <Found>(
  config: Config,
  ground: Ground,
  look: (database: DatabaseHandle) => Promise<Found>,
): Promise<Found | undefined> => {
  if (!isThere(config)) return undefined;
  const { url, stop } = await joinDatabase(config, ground);
  try {
    if ((await migrations(url)).state !== "ok") return undefined;
    const opened = openDatabase(url, { log: ground.log });
    return await look(opened.handle).finally(() => opened.close());
  } finally {
    await stop();
  }
};

/** What the database knows of a platform. */
export interface OnPlatform {
  /** Where teams are at work. */
  readonly places: readonly TeamPlace[];
  /** Kinds of deliveries that changed something in the last days: words, command, press, submit. */
  readonly arrived: ReadonlySet<string>;
}

export const knownOf = async (platform: string, config: Config, ground: Ground): Promise<OnPlatform> => {
  const known = await inDatabase(config, ground, async (database) => {
    await organizationsIn(database, ground);
    const rows = await from({ database }).teamChannel.findMany({
      where: { platform, team: { closedAt: null } },
      include: { team: { select: { name: true } } },
    });
    const places = rows.flatMap(({ team, channel, approvals }) =>
      [channel, approvals].flatMap((place) => (place === null ? [] : [{ team: team.name, place }])),
    );
    return { places, arrived: await kindsArrived(database, platform) };
  });
  return known ?? { places: [], arrived: new Set() };
};

/** The oldest says which language is spoken. */
const organizationsIn = async (database: DatabaseHandle, ground: Ground) => {
  const all = await from({ database }).organization.findMany({
    select: { id: true, language: true },
    orderBy: { createdAt: "asc" },
  });
  const [first] = all;
  if (first) ground.speaks(first.language);
  return all;
};

async function* databaseAt(url: string, ground: Ground): AsyncGenerator<Finding> {
  const seen = await migrations(url);
  yield seen;
  if (seen.state !== "ok") return;
  const opened = openDatabase(url, { log: ground.log });
  try {
    const all = await organizationsIn(opened.handle, ground);
    if (all.length === 0)
      yield unknown(
        "organization",
        { en: "none yet", zh: "还没有" },
        {
          en: "Start the bot and send it the set-up code that it prints.",
          zh: "请启动机器人，把它打印的设置代码发给它。",
        },
      );
    for (const { id } of all) yield* examineCompany(systemScope(opened.handle, asOrganizationId(id), ground.clock));
    yield* examineWork(opened.handle, ground.clock);
  } finally {
    await opened.close();
  }
}

const migrations = async (url: string): Promise<Finding> => {
  try {
    const pending = await pendingMigrations(url);
    if (pending.length === 0)
      return fine("database", { en: "answers, and all migrations are applied", zh: "有回应，迁移都做了" });
    return wrong(
      "database",
      {
        en: `${pending.length} migrations are not applied: ${pending.join(", ")}`,
        zh: `有 ${pending.length} 个迁移还没有做：${pending.join("、")}`,
      },
      {
        en: "npm run rapport -- migrate, or start the bot.",
        zh: "请运行 npm run rapport -- migrate，或者启动机器人。",
      },
    );
  } catch (error) {
    return wrong("database", { en: "cannot be used", zh: "用不了" }, whyNot(error));
  }
};

const PATIENCE = 5000;

const runningBot = async ({ host, port }: Pick<Config, "host" | "port">): Promise<Finding> => {
  const here = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${here.includes(":") ? `[${here}]` : here}:${port}/readyz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    const said = (await answer.text()).trim().slice(0, 500);
    if (answer.ok) return fine("running bot", { en: `ready, says ${url}`, zh: `${url} 说已就绪` });
    return wrong("running bot", { en: `${url} says ${answer.status}`, zh: `${url} 说 ${answer.status}` }, asSaid(said));
  } catch {
    return unknown(
      "running bot",
      { en: `nothing answers at ${url}`, zh: `${url} 没有回应` },
      { en: "npm start, unless it runs elsewhere.", zh: "请运行 npm start；在别处运行的话不用管。" },
    );
  }
};
