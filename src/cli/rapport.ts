import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { seedDemo } from "../../prisma/seed.ts";
import { type Config, ConfigError, databaseUrl, languageHere, loadConfig, playsSandbox } from "../config.ts";
import { systemClock } from "../core/clock.ts";
import { asOrganizationId } from "../core/ids.ts";
import { LANGUAGES } from "../core/language.ts";
import { createLog } from "../core/log.ts";
import { Refusal } from "../core/refusal.ts";
import type { Scope } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { countConnections } from "../data/processes.ts";
import { RestoreRefused, refuseUsed } from "../data/restore.ts";
import { systemScope } from "../data/scope.ts";
import { DatabaseAway, explained, type HouseDatabase, openHouseDatabase } from "../database.ts";
import { admin, WhoError } from "./admin.ts";
import { backup, move, restore } from "./backup.ts";
import { BackupBroken } from "./backup-file.ts";
import { doctor, WARDS } from "./doctor.ts";
import { importFile, undoFile } from "./import-file.ts";
import { importSheets } from "./import-set.ts";
import { OutOfDate, writeManifests } from "./manifests.ts";
import { SheetError } from "./sheets.ts";

const USAGE = `Usage: npm run rapport -- COMMAND

  import FILE       one sheet (.xlsx, .xls, .csv): says what would become of each row; takes nothing in without --apply
    --as KIND           customers, contacts, deals, activities, sales or products; guessed when it is left out
    --owner NAME        who gets rows that name nobody, or somebody who has left: a name or a mail address
    --team NAME         whose teams' new customers it are, of somebody who works in several and where no column says it
    --days day|month|year  what comes first in days such as 4/1/2024: needed where the sheet does not tell
    --take-erased       whoever was erased on request comes in again; it is logged
    --apply, --rows, --report FILE  as below
    --undo ID           instead of a file: take an import back, while it can be undone: 24 hours, or what /figures says
  import FOLDER     four csv files: sales_teams, products, accounts, sales_pipeline.
                    Says what would become of each row; writes nothing without --apply.
    --apply             import all rows that are not refused, in one go
    --rows              print every row
    --report FILE       write the report, row by row, as csv
    --until DAY         move all days so that the last is DAY (2026-11-20, or today)
  admin             list the people, admins first
  admin NAME        make this person an admin (the id, where several have the name): the way back when nobody is one
  doctor            look at the platforms, the database and the bot: what is wrong, and what to do. Changes nothing
                    Ends with 0 when nothing is wrong, 1 when something is, 64 when it was asked wrongly
  doctor feishu     only Feishu; doctor slack, only Slack
    --lang zh|en        in Chinese or English; else as this computer (LC_ALL, LC_MESSAGES, LANG), or the company, does
  backup FILE       everything in the database into one file, while the bot goes on
  restore FILE      a backup into an empty database, all of it or nothing
  move --to WHERE   everything into another database that is empty, postgresql://…, or "embedded" for the one of
                    RAPPORT_DATA. Stop the bot first
  migrate           bring the database up to date
  manifests         write manifests/ and .env.example anew (--check: only compare)

  --organization NAME  for import and admin, where there are several organizations`;

/** The command was typed wrongly. */
class UsageError extends Error {}

const print = (line: string): void => console.log(line);

const OPTIONS = {
  apply: { type: "boolean", default: false },
  as: { type: "string" },
  owner: { type: "string" },
  team: { type: "string" },
  days: { type: "string" },
  "take-erased": { type: "boolean", default: false },
  undo: { type: "string" },
  rows: { type: "boolean", default: false },
  report: { type: "string" },
  until: { type: "string" },
  organization: { type: "string" },
  lang: { type: "string" },
  to: { type: "string" },
  check: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const typed = () => {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const main = async (): Promise<void> => {
  const { values, positionals } = typed();
  const [command, argument] = positionals;
  if (values.help || command === undefined) return print(USAGE);
  if (command === "manifests") return writeManifests({ check: values.check, print });
  if (command === "migrate") return inHouse(async () => print("The database is up to date."));
  if (command === "doctor") return examine(argument, values.lang);
  if (command === "backup" || command === "restore") return keepIn(command, argument);
  if (command === "move") return moveTo(values.to);
  if (command === "admin")
    return inHouse(async (house, config) => {
      const scope = await scopeOf(house, { name: values.organization, demo: playsSandbox(config) });
      await admin(scope, { who: argument, print });
    });
  if (command !== "import") throw new UsageError(`There is no command "${command}".`);
  await bringIn(argument, values);
};

/** A folder with the four files of a sales set, one sheet of any program, or an import to be taken back. */
const bringIn = async (argument: string | undefined, values: ReturnType<typeof typed>["values"]): Promise<void> => {
  const { apply, rows, report, until, as, days, owner, team, undo } = values;
  if (!argument && !undo) throw new UsageError("import needs a file, or the folder with the four csv files.");
  await inHouse(async (house, config) => {
    const scope = await scopeOf(house, { name: values.organization, demo: playsSandbox(config) });
    if (undo) await undoFile(scope, undo, print);
    else if (argument && (await isFolder(argument)))
      await importSheets(scope, { folder: argument, apply, rows, report, until, print });
    else if (argument) {
      const beside = { as, days, owner, team, takeErased: values["take-erased"] };
      await importFile(scope, { file: argument, ...beside, apply, rows, report, print });
    }
  });
};

const keepIn = async (command: "backup" | "restore", file: string | undefined): Promise<void> => {
  if (!file) throw new UsageError(`${command} needs the name of a file.`);
  await inHouse(({ url }) =>
    command === "backup" ? backup(url, { file, clock: systemClock, print }) : restore(url, { file, print }),
  );
};

/** The bot must not run meanwhile: what it writes after the move began would stay behind. */
const moveTo = async (to: string | undefined): Promise<void> => {
  if (!to) throw new UsageError("move needs --to, an address such as postgresql://…, or embedded.");
  const config = loadConfig();
  const there = to === "embedded" ? undefined : to;
  const [wrong] = databaseUrl.optional().safeParse(there).error?.issues ?? [];
  if (wrong) throw new UsageError(`--to ${wrong.message}, or be embedded.`);
  if (there === config.databaseUrl) throw new UsageError("move goes to another database than the one in use.");
  if (there) await refuseUsed(there).catch(toldOf("--to"));
  if (config.databaseUrl && (await countConnections(config.databaseUrl).catch(toldOf())) > 0)
    throw new UsageError(
      "Rapport is still connected to the database it is to leave. Stop every process of the bot, then move: what they write meanwhile would stay behind.",
    );
  const log = createLog("warn");
  const here = await openHouseDatabase(config, { log });
  try {
    const target = await openHouseDatabase({ ...config, databaseUrl: there }, { log, given: "--to" });
    await move(here.url, target.url, { clock: systemClock, print }).finally(() => target.stop());
  } finally {
    await here.stop();
  }
  print(
    there
      ? "Set DATABASE_URL to it, then start the bot."
      : "Take DATABASE_URL out of the settings, then start the bot.",
  );
};

/** @param given by what the address was given */
const toldOf =
  (given?: string) =>
  (error: unknown): never => {
    throw explained(error, given);
  };

/** One that is not there is taken for a folder: its name is then said. */
const isFolder = async (file: string): Promise<boolean> => {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return !/\.(?:xlsx|xlsm|xls|csv|txt)$/i.test(file);
  }
};

/** Exits with 1 when something is wrong. */
const examine = async (argument: string | undefined, lang: string | undefined): Promise<void> => {
  const ward = WARDS.find((one) => one === argument);
  const wished = LANGUAGES.find((one) => one === lang);
  if (lang !== undefined && !wished) throw new UsageError("--lang is zh or en.");
  const language = wished ?? languageHere();
  if (argument !== undefined && !ward) throw new UsageError(`doctor looks at ${WARDS.join(" or ")}, or at everything.`);
  process.exitCode = (await doctor({ ward, language, print })) ? 0 : 1;
};

const inHouse = async (work: (house: HouseDatabase, config: Config) => Promise<void>): Promise<void> => {
  const config = loadConfig();
  // Who keeps the tokens elsewhere than in .env would otherwise take the demo's database for the company's.
  if (playsSandbox(config) && !config.databaseUrl)
    console.error(`Without Slack's or Feishu's settings this is the sandbox's database, in ${config.dataFolder}.`);
  const log = createLog("warn");
  const house = await openHouseDatabase(config, { log, join: true });
  try {
    await work(house, config);
  } finally {
    await house.stop();
  }
};

/** The organization that is named, or the only one; in an empty sandbox the demo company is founded first. */
const scopeOf = async (
  { database }: HouseDatabase,
  { name, demo }: { name: string | undefined; demo: boolean },
): Promise<Scope> => {
  if (demo) await seedDemo(database.handle, systemClock);
  const all = await from({ database: database.handle }).organization.findMany({
    select: { id: true, name: true },
    orderBy: { createdAt: "asc" },
  });
  const fitting = name === undefined ? all : all.filter((one) => one.name === name);
  const [only] = fitting;
  if (!only)
    throw new UsageError(
      name === undefined
        ? "There is no organization yet: start the bot and give the set-up code first."
        : `There is no organization "${name}". There are: ${all.map((one) => one.name).join(", ")}.`,
    );
  if (fitting.length > 1)
    throw new UsageError(
      `Which organization? Add --organization with one of: ${all.map((one) => one.name).join(", ")}.`,
    );
  return systemScope(database.handle, asOrganizationId(only.id), systemClock);
};

main().catch((error: unknown) => {
  const known =
    error instanceof UsageError ||
    error instanceof ConfigError ||
    error instanceof DatabaseAway ||
    error instanceof OutOfDate ||
    error instanceof SheetError ||
    error instanceof Refusal ||
    error instanceof WhoError ||
    error instanceof BackupBroken ||
    error instanceof RestoreRefused ||
    error instanceof RangeError;
  console.error(known ? error.message : error);
  if (error instanceof UsageError) console.error(`\n${USAGE}`);
  process.exitCode = known ? 64 : 70;
});
