import path from "node:path";
import { DEMO_WORKSPACE } from "../prisma/demo/people.ts";
import { demoWorkspace } from "../prisma/demo/workspace.ts";
import { seedDemo } from "../prisma/seed.ts";
import { type Bot, startBot } from "./bot.ts";
import type { Config } from "./config.ts";
import { type Instant, MovableClock, systemClock } from "./core/clock.ts";
import { eachByItself } from "./core/each.ts";
import { newCode } from "./core/ids.ts";
import type { Log } from "./core/log.ts";
import { createMetrics } from "./core/metrics.ts";
import { type HouseDatabase, openHouseDatabase } from "./database.ts";
import { features } from "./features/index.ts";
import { offerSetupCode } from "./features/team/public.ts";
import { createSlackPort, type SlackPort, type SlackPortOptions } from "./platforms/slack/index.ts";
import { manifest } from "./platforms/slack/manifest.ts";
import { keepSandbox } from "./sandbox/keep.ts";
import type { SlackSandbox } from "./sandbox/slack/contract.ts";
import { createSlackSandbox } from "./sandbox/slack/index.ts";
import { installed } from "./sandbox/slack/install.ts";
import { createPage } from "./sandbox/web/index.ts";
import { type RequestHandler, serve } from "./serve.ts";

export interface App {
  /** Where the page, /healthz, /readyz and /metrics are. */
  readonly url: string;
  /** What the first person sends the bot to become its admin; undefined once there is an organization. */
  readonly setupCode: string | undefined;
  /** The workspace that is played on this computer, its people and its clock; undefined on the real Slack. */
  readonly sandbox:
    | { readonly slack: SlackSandbox; readonly clock: MovableClock; moveClock(to: Instant): Promise<void> }
    | undefined;
  /** Ends everything that was started; a second call waits for the first. */
  stop(): Promise<void>;
}

/** What was started, in order; ended in reverse. */
class Started {
  readonly #ends: (() => Promise<void>)[] = [];
  #ending: Promise<void> | undefined;

  add(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  end(): Promise<void> {
    this.#ending ??= eachByItself(this.#ends.toReversed(), (end) => end());
    return this.#ending;
  }
}

/**
 * Puts the house together as the configuration wants it.
 * @param begins what time it is in the sandbox at its first start; the real time when left out
 * @throws what stands in the way, with nothing left running
 */
export const startApp = async (config: Config, log: Log, begins?: Instant): Promise<App> => {
  const started = new Started();
  try {
    const house = await openHouseDatabase(config, { log });
    started.add(() => house.stop());
    return config.slack.kind === "sandbox"
      ? await startSandbox(config, { house, log, started }, begins)
      : await startOnSlack(config, { house, log, started });
  } catch (error) {
    await started
      .end()
      .catch((failure: unknown) => log.error({ err: failure }, "What had been started could not all be ended"));
    throw error;
  }
};

interface Ground {
  readonly house: HouseDatabase;
  readonly log: Log;
  readonly started: Started;
}

const startOnSlack = async (config: Config, { house, log, started }: Ground): Promise<App> => {
  const metrics = createMetrics();
  const port = createSlackPort(slackOptions(config, log));
  const fromSlack: RequestHandler = (req, res) => {
    if (config.slack.kind !== "http" || req.url?.split("?")[0] !== "/slack/events") return false;
    void port.handle(req, res);
    return true;
  };
  const health = healthOf(house, port, metrics);
  const server = await serve({ host: config.host, port: config.port, health, handlers: [fromSlack], log });
  started.add(() => server.stop());
  const bot = await startBot({ database: house.database, features, ports: [port], clock: systemClock, log, metrics });
  started.add(() => bot.stop());
  const code = config.setupCode ?? newCode();
  const offered = await offerSetupCode(house.database.handle, systemClock, code);
  return { url: server.url, setupCode: offered ? code : undefined, sandbox: undefined, stop: () => started.end() };
};

const slackOptions = (config: Config, log: Log): SlackPortOptions => {
  const { slack } = config;
  if (slack.kind === "sandbox") throw new TypeError("The sandbox has tokens of its own.");
  const common = { botToken: slack.botToken, ...(slack.apiUrl && { apiUrl: slack.apiUrl }), clock: systemClock, log };
  return slack.kind === "socket"
    ? { ...common, mode: "socket", appToken: slack.appToken }
    : { ...common, mode: "http", signingSecret: slack.signingSecret };
};

const SANDBOX_TOKENS = {
  botToken: "xoxb-sandbox-000000000000",
  appToken: "xapp-1-SANDBOX-000000000000",
  signingSecret: "0".repeat(32),
};

const startSandbox = async (config: Config, { house, log, started }: Ground, begins?: Instant): Promise<App> => {
  const clock = new MovableClock();
  if (begins) clock.moveTo(begins);
  const metrics = createMetrics();
  await seedDemo(house.database.handle, clock);
  const people = await demoWorkspace(house.database.handle);
  const sandbox = openSandbox(people, clock, log);
  started.add(await keepSandbox({ file: path.join(config.dataFolder, "sandbox"), sandbox, clock, log }));
  await sandbox.start();
  started.add(() => sandbox.stop());
  const port = createSlackPort({
    mode: "socket",
    botToken: sandbox.botToken,
    appToken: sandbox.appToken,
    apiUrl: sandbox.apiUrl,
    clock,
    log,
  });
  const bots: Bot[] = [];
  const moveClock = async (to: Instant): Promise<void> => {
    clock.moveTo(to);
    for (const bot of bots) await bot.jobs.tickNow();
    for (const bot of bots) await bot.delivery.deliverDue();
  };
  const page = await createPage({
    slack: sandbox,
    clock,
    people: people.offered.map(({ user, role }) => ({ slack: user, role })),
    log,
    onClockMoved: moveClock,
  });
  const health = healthOf(house, port, metrics);
  const server = await serve({ host: config.host, port: config.port, health, handlers: [page.handle], log });
  started.add(async () => {
    page.close();
    await server.stop();
  });
  const bot = await startBot({ database: house.database, features, ports: [port], clock, log, metrics });
  bots.push(bot);
  started.add(() => bot.stop());
  return {
    url: server.url,
    setupCode: undefined,
    sandbox: { slack: sandbox, clock, moveClock },
    stop: () => started.end(),
  };
};

/** The Slack-compatible server with the demo company's people, and the bot installed in it. */
const openSandbox = (
  { users, channels }: Awaited<ReturnType<typeof demoWorkspace>>,
  clock: MovableClock,
  log: Log,
): SlackSandbox => {
  const { workspace: id, name, domain } = DEMO_WORKSPACE;
  const workspace = {
    team: { id, name, domain },
    app: installed(manifest(features, "socket"), SANDBOX_TOKENS),
    users,
    channels,
  };
  return createSlackSandbox({ clock, log, workspace });
};

const healthOf = (house: HouseDatabase, port: SlackPort, metrics: ReturnType<typeof createMetrics>) => ({
  parts: {
    database: async () => {
      await house.database.ping();
      return { up: true, detail: "answers" };
    },
    slack: async () => port.status(),
  },
  metrics: () => metrics.registry.metrics(),
});
