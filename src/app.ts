import { type Bot, startBot } from "./bot.ts";
import type { ChatPort } from "./chat/port.ts";
import { type Config, playsSandbox } from "./config.ts";
import { type Instant, MovableClock, systemClock } from "./core/clock.ts";
import { eachByItself } from "./core/each.ts";
import { newCode } from "./core/ids.ts";
import type { Log } from "./core/log.ts";
import { createMetrics } from "./core/metrics.ts";
import { Processes } from "./data/processes.ts";
import { type HouseDatabase, openCompanyDatabase, openHouseDatabase } from "./database.ts";
import { features } from "./features/index.ts";
import { offerSetupCode } from "./features/team/public.ts";
import { openPorts } from "./ports.ts";
import type { FeishuSandbox } from "./sandbox/feishu/contract.ts";
import type { SlackSandbox } from "./sandbox/slack/contract.ts";
import { serve } from "./serve.ts";

export interface App {
  /** Where the page, /healthz, /readyz and /metrics are. */
  readonly url: string;
  /** The platforms that do not let the bot in yet; they are tried again. */
  readonly away: readonly string[];
  /** What the first person sends the bot to become its admin; undefined once there is an organization. */
  readonly setupCode: string | undefined;
  /** The workspace and the tenant that are played on this computer, and their clock; undefined on real platforms. */
  readonly sandbox:
    | {
        readonly slack: SlackSandbox;
        readonly feishu: FeishuSandbox;
        readonly clock: MovableClock;
        moveClock(to: Instant): Promise<void>;
      }
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

interface PlayOptions {
  /** What time it is at the first start; the real time when left out. */
  readonly begins?: Instant;
  /** Milliseconds for the bot to answer in; three seconds, as the platforms have it, when left out. */
  readonly patience?: number;
}

/**
 * Puts the house together as the configuration wants it.
 * @param play how the platforms are played, where they are
 * @throws what stands in the way, with nothing left running
 */
export const startApp = async (config: Config, log: Log, play: PlayOptions = {}): Promise<App> => {
  const started = new Started();
  try {
    const plays = playsSandbox(config);
    const house = await (plays ? openHouseDatabase(config, { log }) : openCompanyDatabase(config, log));
    started.add(() => house.stop());
    return plays
      ? await startSandbox(config, { house, log, started }, play)
      : await startOnPlatforms(config, { house, log, started });
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

const startOnPlatforms = async (config: Config, { house, log, started }: Ground): Promise<App> => {
  const metrics = createMetrics();
  const { ports, handlers } = await openPorts(config, { log, processes: processesOf(config, started) });
  const health = healthOf(house, ports, metrics);
  const server = await serve({ host: config.host, port: config.port, health, handlers, log });
  started.add(() => server.stop());
  const bot = await startBot({ database: house.database, features, ports, clock: systemClock, log, metrics });
  started.add(() => bot.stop());
  const code = config.setupCode ?? newCode();
  const offered = await offerSetupCode(house.database.handle, systemClock, code);
  const away = ports.filter((port) => !port.status().up).map(({ platform }) => platform);
  const setupCode = offered ? code : undefined;
  return { url: server.url, away, setupCode, sandbox: undefined, stop: () => started.end() };
};

/** Those that are together on the configured database; the embedded one is for this process alone. */
const processesOf = ({ databaseUrl, feishu }: Config, started: Started): (() => Promise<number>) | undefined => {
  if (databaseUrl === undefined || feishu?.kind !== "socket") return undefined;
  const together = new Processes(databaseUrl, feishu.appId);
  started.add(() => together.leave());
  return () => together.count();
};

const startSandbox = async (
  config: Config,
  { house, log, started }: Ground,
  { begins, patience }: PlayOptions,
): Promise<App> => {
  const clock = new MovableClock();
  if (begins) clock.moveTo(begins);
  const metrics = createMetrics();
  // The sandboxes and both SDKs are loaded only where they are played.
  const { startPlay } = await import("./play.ts");
  const { createPage } = await import("./sandbox/web/index.ts");
  const { database } = house;
  const play = await startPlay({ database: database.handle, dataFolder: config.dataFolder, clock, log, patience });
  started.add(() => play.stop());
  const { slack, feishu, ports, people } = play;
  const bots: Bot[] = [];
  const moveClock = async (to: Instant): Promise<void> => {
    clock.moveTo(to);
    for (const bot of bots) await bot.jobs.tickNow();
    for (const bot of bots) await bot.delivery.deliverDue();
  };
  const page = await createPage({ slack, feishu, clock, people, log, onClockMoved: moveClock });
  const health = healthOf(house, ports, metrics);
  const server = await serve({ host: config.host, port: config.port, health, handlers: [page.handle], log });
  started.add(async () => {
    page.close();
    await server.stop();
  });
  const bot = await startBot({ database: house.database, features, ports, clock, log, metrics });
  bots.push(bot);
  started.add(() => bot.stop());
  return {
    url: server.url,
    away: [],
    setupCode: undefined,
    sandbox: { slack, feishu, clock, moveClock },
    stop: () => started.end(),
  };
};

const healthOf = (house: HouseDatabase, ports: readonly ChatPort[], metrics: ReturnType<typeof createMetrics>) => ({
  parts: {
    database: async () => {
      await house.database.ping();
      return { up: true, detail: "answers" };
    },
    ...Object.fromEntries(ports.map((port) => [port.platform, async () => port.status()])),
  },
  metrics: () => metrics.registry.metrics(),
});
