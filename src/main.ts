import { type App, startApp } from "./app.ts";
import { PortError } from "./chat/port.ts";
import { type Config, ConfigError, loadConfig } from "./config.ts";
import { createLog } from "./core/log.ts";
import { EmbeddedInUse } from "./data/embedded.ts";
import { MigrationRefused } from "./data/migrate.ts";
import { DatabaseAway } from "./database.ts";
import { CannotListen } from "./serve.ts";

/** 78: the configuration is wrong; 75: something stands in the way for now; 70: a bug. As in sysexits. */
const EXIT = { config: 78, inTheWay: 75, bug: 70 } as const;

const IN_THE_WAY = [CannotListen, DatabaseAway, EmbeddedInUse, MigrationRefused];

const explain = (error: unknown): number => {
  if (error instanceof PortError) {
    console.error([error.message, error.remedy].filter(Boolean).join("\n"));
    return error.failure === "forbidden" ? EXIT.config : EXIT.inTheWay;
  }
  if (error instanceof ConfigError) {
    console.error(error.message);
    return EXIT.config;
  }
  if (IN_THE_WAY.some((kind) => error instanceof kind)) {
    console.error((error as Error).message);
    return EXIT.inTheWay;
  }
  console.error(error);
  return EXIT.bug;
};

const connectedTo = (where: readonly string[], { away }: App): readonly string[] => {
  const isAway = (name: string): boolean => away.includes(name.toLowerCase());
  const [here, there] = [where.filter((name) => !isAway(name)), where.filter(isAway)];
  return [
    ...(here.length > 0 ? [`Rapport is connected to ${here.join(" and ")}`] : ["Rapport is running"]),
    ...there.map((name) => `${name} does not let it in yet and is tried again`),
  ];
};

const greet = (config: Config, app: App): void => {
  const where = [...(config.slack ? ["Slack"] : []), ...(config.feishu ? ["Feishu"] : [])];
  if (where.length === 0) console.log(`Rapport is ready: ${app.url}  (sandbox; Ctrl-C ends it)`);
  else console.log([...connectedTo(where, app), `how it stands: ${app.url}/readyz`].join("; "));
  if (app.setupCode)
    console.log(
      `Nobody has set it up yet. Send this to it in ${where.join(" or ")} to become its admin: /setup ${app.setupCode}`,
    );
};

const main = async (): Promise<void> => {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  const starting = startApp(config, log);
  // Also while it is still starting: what has been started is ended, the embedded database with it.
  const end = (signal: NodeJS.Signals): void => {
    log.info({ signal }, "Stopping");
    starting
      .then((app) => app.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => process.exit(explain(error)),
      );
  };
  // Each time: npm sends on the Ctrl-C that the terminal has sent already, and a second one that nobody hears would end
  // this process at once and leave the database behind.
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  greet(config, await starting);
};

main().catch((error: unknown) => process.exit(explain(error)));
