import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { DEMO_ORGANIZATION } from "../prisma/demo/rows.ts";
import { type Config, ConfigError } from "./config.ts";
import { newId } from "./core/ids.ts";
import type { Log } from "./core/log.ts";
import { type Database, from, openDatabase } from "./data/client.ts";
import { startEmbedded } from "./data/embedded.ts";
import { isUnavailable } from "./data/errors.ts";
import { migrate } from "./data/migrate.ts";

export interface HouseDatabase {
  readonly database: Database;
  readonly url: string;
  stop(): Promise<void>;
}

/** The configured database does not answer; the message says what to do. */
export class DatabaseAway extends Error {
  override name = "DatabaseAway";
}

/**
 * The database of this configuration, started when it is the embedded one, and migrated.
 * @param join use an embedded server that a running bot holds, instead of refusing: for the command line
 * @throws EmbeddedInUse, MigrationRefused, DatabaseAway, ConfigError
 */
export const openHouseDatabase = async (
  config: Pick<Config, "databaseUrl" | "dataFolder">,
  { log, join = false }: { readonly log: Log; readonly join?: boolean },
): Promise<HouseDatabase> => {
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ folder: await folderIn(config.dataFolder), log, join });
  const url = config.databaseUrl ?? embedded?.url ?? "";
  try {
    const applied = await migrate(url);
    if (applied.length > 0) log.info({ applied }, "The database is up to date");
  } catch (error) {
    await embedded?.stop();
    throw config.databaseUrl ? explained(error) : error;
  }
  const database = openDatabase(url, { log });
  return {
    database,
    url,
    async stop() {
      await database.close();
      await embedded?.stop();
    },
  };
};

/**
 * The same for a company of one's own. The sandbox of earlier versions kept its demo company in the same folder, where
 * it would count as the organization that is there already: it is set aside, and the company begins with an empty one.
 */
export const openCompanyDatabase = async (
  config: Pick<Config, "databaseUrl" | "dataFolder">,
  log: Log,
): Promise<HouseDatabase> => {
  const house = await openHouseDatabase(config, { log });
  if (!(await holdsDemoAlone(house))) return house;
  if (config.databaseUrl) {
    log.warn("The database holds the demo company alone. For a company of your own set DATABASE_URL to an empty one");
    return house;
  }
  await house.stop();
  const aside = path.join(config.dataFolder, `old-demo-${newId()}`);
  await rename(databaseIn(config.dataFolder), aside);
  log.info({ aside }, "The database of an earlier sandbox was set aside");
  return openHouseDatabase(config, { log });
};

const holdsDemoAlone = async ({ database }: HouseDatabase): Promise<boolean> => {
  const found = await from({ database: database.handle }).organization.findMany({ select: { id: true }, take: 2 });
  return found.length === 1 && found[0]?.id === DEMO_ORGANIZATION;
};

/** Where the embedded database of a data folder is. */
export const databaseIn = (dataFolder: string): string => path.join(dataFolder, "database");

const folderIn = async (dataFolder: string): Promise<string> => {
  const folder = databaseIn(dataFolder);
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new ConfigError([`RAPPORT_DATA cannot be written (${error.message}). Set it to a folder of this account.`]);
  });
  return folder;
};

/** PostgreSQL's classes for a wrong user or password, and for a database that is not there. */
const REFUSED_STATE = /^(?:28|3D)/;

/** What the operator is told of a database of theirs that cannot be used. */
export const explained = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const said = error.message || code;
  if (REFUSED_STATE.test(code)) {
    return new ConfigError([`DATABASE_URL is refused by the database: ${said}. Correct its user, password or name.`]);
  }
  if (!isUnavailable(error)) return error;
  const away = `The database of DATABASE_URL does not answer: ${said}. Start it, or correct the address.`;
  return new DatabaseAway(away, { cause: error });
};
