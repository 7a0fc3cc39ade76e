import path from "node:path";
import type { Config } from "./config.ts";
import type { Log } from "./core/log.ts";
import { type Database, openDatabase } from "./data/client.ts";
import { startEmbedded } from "./data/embedded.ts";
import { migrate } from "./data/migrate.ts";

export interface HouseDatabase {
  readonly database: Database;
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The database of this configuration, started when it is the embedded one, and migrated.
 * @param join use an embedded server that a running bot holds, instead of refusing: for the command line
 * @throws EmbeddedInUse, MigrationRefused, or what `isUnavailable` recognizes
 */
export const openHouseDatabase = async (
  config: Pick<Config, "databaseUrl" | "dataFolder">,
  { log, join = false }: { readonly log: Log; readonly join?: boolean },
): Promise<HouseDatabase> => {
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded({ folder: path.join(config.dataFolder, "database"), log, join });
  const url = config.databaseUrl ?? embedded?.url ?? "";
  try {
    const applied = await migrate(url);
    if (applied.length > 0) log.info({ applied }, "The database is up to date");
  } catch (error) {
    await embedded?.stop();
    throw error;
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
