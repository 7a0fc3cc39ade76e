import { existsSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import type { Clock } from "../core/clock.ts";
import { dateIn, dateParts } from "../core/dates.ts";
import { type Finding, fine, unknown, wrong } from "../core/finding.ts";
import { asOrganizationId } from "../core/ids.ts";
import type { Log } from "../core/log.ts";
import { from, openDatabase } from "../data/client.ts";
import { startEmbedded } from "../data/embedded.ts";
import { pendingMigrations } from "../data/migrate.ts";
import { type OrganizationFacts, organizationOf } from "../data/organization.ts";
import { systemScope } from "../data/scope.ts";
import { explained } from "../database.ts";

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
  const { databaseUrl, dataFolder } = config;
  const folder = path.join(dataFolder, "database");
  if (databaseUrl === undefined && !existsSync(path.join(folder, "postgres"))) {
    yield unknown("database", `none yet in ${dataFolder}`, "The first npm start makes it.");
    return;
  }
  const embedded = databaseUrl === undefined ? await startEmbedded({ folder, log: ground.log, join: true }) : undefined;
  try {
    yield* databaseAt(databaseUrl ?? embedded?.url ?? "", ground);
  } finally {
    await embedded?.stop();
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
    for (const { id } of all) {
      const scope = systemScope(opened.handle, asOrganizationId(id), ground.clock);
      yield calendar(await organizationOf(scope), ground.clock);
    }
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

/** Reminders and the Friday summary keep to it, and steps are counted by it. */
const calendar = ({ name, zone, calendar: days }: OrganizationFacts, clock: Clock): Finding => {
  const { year } = dateParts(dateIn(zone, clock.now()));
  const remedy = "Bring Rapport up to date once they are announced: until then only weekends count as free.";
  if (!days.announced(year)) return wrong("calendar", `${name}: the holidays of ${year} are not known`, remedy);
  if (days.announced(year + 1)) return fine("calendar", `${name}: ${year} and ${year + 1} are known`);
  return unknown(
    "calendar",
    `${name}: the holidays of ${year + 1} are not known; China announces them in November`,
    remedy,
  );
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
