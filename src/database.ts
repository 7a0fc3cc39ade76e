import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { DEMO_ORGANIZATION } from "../prisma/demo/rows.ts";
import { type Config, ConfigError } from "./config.ts";
import { newId } from "./core/ids.ts";
import { asSaid, type InBoth } from "./core/language.ts";
import type { Log } from "./core/log.ts";
import { type Database, from, openDatabase } from "./data/client.ts";
import { startEmbedded } from "./data/embedded.ts";
import { isUnavailable } from "./data/errors.ts";
import { MigrationRefused, migrate } from "./data/migrate.ts";

export interface HouseDatabase {
  readonly database: Database;
  readonly url: string;
  stop(): Promise<void>;
}

const URL_VARIABLE = "DATABASE_URL";

/** The configured database does not answer; the message says what to do. */
export class DatabaseAway extends Error {
  override name = "DatabaseAway";
  readonly told: InBoth;

  constructor(told: InBoth, cause: unknown) {
    super(told.en, { cause });
    this.told = told;
  }
}

/**
 * The database of this configuration, started when it is the embedded one, and migrated.
 * @param join use an embedded server that a running bot holds, instead of refusing: for the command line
 * @param given by what its address was given: whoever reads what is wrong with it knows where to correct it
 * @throws EmbeddedInUse, MigrationRefused, DatabaseAway, ConfigError
 */
export const openHouseDatabase = async (
  config: Pick<Config, "databaseUrl" | "dataFolder">,
  { log, join = false, given = URL_VARIABLE }: { readonly log: Log; readonly join?: boolean; readonly given?: string },
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
    throw config.databaseUrl ? explained(error, given) : error;
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
    throw new ConfigError([
      {
        en: `RAPPORT_DATA cannot be written (${error.message}). Set it to a folder of this account.`,
        zh: `RAPPORT_DATA 写不进去（${error.message}）。请改成这个账号自己的文件夹。`,
      },
    ]);
  });
  return folder;
};

/** What PostgreSQL or the way to it refuses, and what is to be corrected. */
const REFUSED: readonly (readonly [RegExp, InBoth])[] = [
  // SQLSTATE: classes for a wrong user or password, and for a database that is not there; the right to make tables.
  [/^(?:28|3D)/, { en: "Correct its user, password or name.", zh: "请改正里面的用户、密码或库名。" }],
  [
    /^42501/,
    {
      en: "Give its user the right to make tables there (GRANT CREATE ON SCHEMA public), or use another user.",
      zh: "请给这个用户建表的权限（GRANT CREATE ON SCHEMA public），或者换一个用户。",
    },
  ],
  [
    /SASL/,
    {
      en: "Give its password: postgresql://user:password@host:5432/name.",
      zh: "请写上密码：postgresql://用户:密码@主机:5432/库名。",
    },
  ],
  [
    /SSL|certificate/i,
    {
      en: "Set sslmode at its end to what the server wants: ?sslmode=require, or ?sslmode=disable.",
      zh: "请在末尾按服务器的要求写上 sslmode：?sslmode=require 或 ?sslmode=disable。",
    },
  ],
];

/** What the operator is told of a database of theirs that cannot be used. @param given by what its address was given */
export const explained = (error: unknown, given = URL_VARIABLE): unknown => {
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const said = error.message || code;
  const refused = REFUSED.find(([sign]) => sign.test(`${code} ${error.message}`));
  if (refused) {
    const [, { en, zh }] = refused;
    const why = {
      en: `${given} is refused by the database: ${said}. ${en}`,
      zh: `数据库不接受 ${given}：${said}。${zh}`,
    };
    return given === URL_VARIABLE ? new ConfigError([why]) : new DatabaseAway(why, error);
  }
  if (!isUnavailable(error)) return error;
  const away = {
    en: `The database of ${given} does not answer: ${said}. Start it, or correct the address.`,
    zh: `${given} 的数据库没有回应：${said}。请启动它，或者改正地址。`,
  };
  return new DatabaseAway(away, error);
};

/** What is wrong with it, in both languages. */
export const whyNot = (error: unknown): InBoth => {
  const why = explained(error);
  if (why instanceof ConfigError) return why.problems[0] ?? asSaid(why.message);
  if (why instanceof DatabaseAway || why instanceof MigrationRefused) return why.told;
  if (why instanceof Error) return asSaid(why.message);
  throw why;
};
