import { type ChildProcess, spawn } from "node:child_process";
import { DEMO_WORKSPACE } from "../../prisma/demo/people.ts";
import { demoWorkspace } from "../../prisma/demo/workspace.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { inTime } from "../../src/core/time-limit.ts";
import { type Database, openDatabase } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { createSlackSandbox } from "../../src/sandbox/slack/index.ts";
import { installed } from "../../src/sandbox/slack/install.ts";

const TOKENS = { botToken: "xoxb-processes-000000", appToken: "xapp-processes-000000", signingSecret: "0".repeat(32) };

/** A bot as an operator starts it: `src/main.ts` in a process of its own, configured by its environment alone. */
export interface BotProcess {
  /** `kill -9`: nothing is said, nothing is finished. */
  kill(): Promise<void>;
  /** Ctrl-C. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** GET of one of its own addresses. */
  status(path: "/healthz" | "/readyz"): Promise<number>;
}

/** A Slack-compatible workspace with the demo company in a database, and bots in processes of their own on both. */
export interface Trial {
  readonly slack: SlackSandbox;
  readonly database: Database;
  /** What a bot is configured with to speak to it. */
  readonly environment: Readonly<Record<string, string>>;
  startBot(): Promise<BotProcess>;
  /** `kill -9` of whatever bot still runs. */
  killBots(): Promise<void>;
  end(): Promise<void>;
}

/** @param databaseUrl a migrated database */
export const startTrial = async (databaseUrl: string, clock: Clock = systemClock): Promise<Trial> => {
  const database = openDatabase(databaseUrl);
  await seedDemo(database.handle, clock);
  const people = await demoWorkspace(database.handle);
  const slack = createSlackSandbox({
    clock,
    rates: false,
    // A bot that is killed leaves events unanswered: Slack's five minutes until the last retry are seconds here, but
    // longer than the ten that a delivery stays with whoever took it.
    retryPace: 0.2,
    workspace: {
      team: { id: DEMO_WORKSPACE.workspace, name: DEMO_WORKSPACE.name, domain: DEMO_WORKSPACE.domain },
      app: installed(manifest(features, "socket"), TOKENS),
      users: people.users,
      channels: people.channels,
    },
  });
  await slack.start();
  const environment = slackEnvironment(slack.apiUrl);
  const bots = new Set<ChildProcess>();
  const killBots = async (): Promise<void> => {
    const ended = [...bots].map((bot) => new Promise((resolve) => bot.once("exit", resolve)));
    for (const bot of bots) bot.kill("SIGKILL");
    await Promise.all(ended);
  };
  return {
    slack,
    database,
    environment,
    startBot: () => startBot(bots, { DATABASE_URL: databaseUrl, ...environment }),
    killBots,
    async end() {
      await killBots();
      await slack.stop();
      await database.close();
    },
  };
};

const slackEnvironment = (apiUrl: string) => ({
  SLACK_BOT_TOKEN: TOKENS.botToken,
  SLACK_APP_TOKEN: TOKENS.appToken,
  SLACK_API_URL: apiUrl,
});

/** @param bots those that run, for whoever must end them all */
export const startBot = async (
  bots: Set<ChildProcess>,
  environment: Readonly<Record<string, string>>,
): Promise<BotProcess> => {
  const child = spawn(process.execPath, ["src/launch.mjs", "src/main.ts"], {
    env: { PATH: process.env.PATH, ...environment, PORT: "0", LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  bots.add(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  void ended.then(() => bots.delete(child));
  const heard = listenTo(child);
  const url = await soon(heard.address(ended), () => `The bot was not ready in time. It said:\n${heard.said()}`);
  return {
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    stop() {
      child.kill("SIGINT");
      return soon(ended, () => `The bot did not end in time. It said:\n${heard.said()}`);
    },
    status: async (path) => (await fetch(`${url}${path}`)).status,
  };
};

/** Milliseconds; far more than a bot needs, and less than a test has, so that the test can say what was in the way. */
const PATIENCE = 60_000;
const soon = <T>(work: Promise<T>, why: () => string): Promise<T> => inTime(PATIENCE, work, () => new Error(why()));

const listenTo = (child: ChildProcess) => {
  let said = "";
  const hear = (chunk: Buffer): void => {
    said += chunk.toString("utf8");
    child.emit("said");
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  return {
    said: () => said,
    /** Where it is once it is connected. @throws Error with all it said when it ends before. */
    address: (ended: Promise<unknown>): Promise<string> =>
      new Promise((resolve, reject) => {
        child.on("said", () => {
          const address = /how it stands: (http:\S+)\/readyz/.exec(said)?.[1];
          if (address) resolve(address);
        });
        void ended.then(() => reject(new Error(`The bot ended before it was ready:\n${said}`)));
      }),
  };
};
