import { existsSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import type { Clock } from "../core/clock.ts";
import { type Finding, fine, type TeamPlace, unknown, wrong } from "../core/finding.ts";
import { asOrganizationId } from "../core/ids.ts";
import type { Log } from "../core/log.ts";
import { from, openDatabase } from "../data/client.ts";
import { startEmbedded } from "../data/embedded.ts";
import { pendingMigrations } from "../data/migrate.ts";
import { systemScope } from "../data/scope.ts";
import { databaseIn, explained } from "../database.ts";
import { examineCompany } from "./doctor-company.ts";
import { examineWork } from "./doctor-work.ts";

interface Ground {
  readonly clock: Clock;
  readonly log: Log;
}

/** The database, the calendar that the organizations count by, and the bot of this configuration, if it runs. */
export async function* examineHouse(config: Config, ground: Ground): AsyncGenerator<Finding> {
  yield* database(config, ground);
  if (config.port !== 0) yield await runningBot(config);
}

async function* database(config: Config, ground: Ground): AsyncGenerator<Finding> {
  if (!isThere(config)) {
    yield unknown("database", `none yet in ${config.dataFolder}`, "The first npm start makes it.");
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

/** Where teams are at work on a platform, as far as a database is there and up to date; what it lacks is told elsewhere. */
export async function placesOn(platform: string, config: Config, ground: Ground): Promise<readonly TeamPlace[]> {
  if (!isThere(config)) return [];
  const { url, stop } = await joinDatabase(config, ground);
  try {
    if ((await migrations(url)).state !== "ok") return [];
    const opened = openDatabase(url, { log: ground.log });
    const found = await from({ database: opened.handle })
      .teamChannel.findMany({
        where: { platform, team: { closedAt: null } },
        include: { team: { select: { name: true } } },
      })
      .finally(() => opened.close());
    return found.flatMap(({ team, channel, approvals }) =>
      [channel, approvals].flatMap((place) => (place === null ? [] : [{ team: team.name, place }])),
    );
  } finally {
    await stop();
  }
}

async function* databaseAt(url: string, ground: Ground): AsyncGenerator<Finding> {
  const seen = await migrations(url);
  yield seen;
  if (seen.state !== "ok") return;
  const opened = openDatabase(url, { log: ground.log });
  try {
    const all = await from({ database: opened.handle }).organization.findMany({ select: { id: true } });
    if (all.length === 0)
      yield unknown("organization", "none yet", "Start the bot and send it the set-up code that it prints.");
    for (const { id } of all) yield* examineCompany(systemScope(opened.handle, asOrganizationId(id), ground.clock));
    yield* examineWork(opened.handle, ground.clock);
  } finally {
    await opened.close();
  }
}

const migrations = async (url: string): Promise<Finding> => {
  try {
    const pending = await pendingMigrations(url);
    if (pending.length === 0) return fine("database", "answers, and all migrations are applied");
    return wrong(
      "database",
      `${pending.length} migrations are not applied: ${pending.join(", ")}`,
      "npm run rapport -- migrate, or start the bot.",
    );
  } catch (error) {
    const why = explained(error);
    if (!(why instanceof Error)) throw why;
    return wrong("database", "cannot be used", why.message);
  }
};

const PATIENCE = 5000;

const runningBot = async ({ host, port }: Pick<Config, "host" | "port">): Promise<Finding> => {
  const here = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${here.includes(":") ? `[${here}]` : here}:${port}/readyz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    const said = (await answer.text()).trim().slice(0, 500);
    if (answer.ok) return fine("running bot", `ready, says ${url}`);
    return wrong("running bot", `${url} says ${answer.status}`, said);
  } catch {
    return unknown("running bot", `nothing answers at ${url}`, "npm start, unless it runs elsewhere.");
  }
};
