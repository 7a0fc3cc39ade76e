import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Config, ConfigError } from "./config.ts";
import type { Log } from "./core/log.ts";
import { type Database, openDatabase } from "./data/client.ts";
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

const folderIn = async (dataFolder: string): Promise<string> => {
  const folder = path.join(dataFolder, "database");
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
