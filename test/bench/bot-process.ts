import { type Bot, startBot } from "../../src/bot.ts";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { createLog } from "../../src/core/log.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import { type Database, openDatabase } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { createFeishuPort } from "../../src/platforms/feishu/index.ts";
import { createSlackPort } from "../../src/platforms/slack/index.ts";
import { listenToStatements } from "../support/statements.ts";
import { serveParent, watchProcess } from "./own-process.ts";

/** What an app needs to be told to speak with sandboxes of another process. */
export interface BotStart {
  readonly databaseUrl: string;
  /** ISO: what the bot's clock says at the start. */
  readonly at: string;
  readonly slack?: { readonly apiUrl: string; readonly botToken: string; readonly appToken: string };
  readonly feishu?: { readonly domain: string; readonly appId: string; readonly appSecret: string };
}

/** Marks the queries of the bench itself. */
const OURS = "/* bench */";
/** Heard since `listen`: kept only then, as it would be memory that is not the bot's. */
let heard: (() => string[]) | undefined;

const clock = new MovableClock();
let database: Database | undefined;
let bot: Bot | undefined;
let watch: ReturnType<typeof watchProcess> | undefined;

const start = async ({ databaseUrl, at, slack, feishu }: BotStart): Promise<void> => {
  clock.moveTo(new Date(at));
  const log = createLog("info");
  database = openDatabase(databaseUrl, { log });
  const common = { mode: "socket", clock, log } as const;
  const ports = [
    ...(slack ? [createSlackPort({ ...common, ...slack })] : []),
    ...(feishu ? [createFeishuPort({ ...common, ...feishu, features })] : []),
  ];
  bot = await startBot({ database, features, ports, clock, log, metrics: createMetrics() });
};

const unanswered = async (): Promise<number> => {
  const { rows } = await database!.pool.query(
    `SELECT count(*)::int AS count FROM "Delivery" WHERE "doneAt" IS NOT NULL AND "answeredAt" IS NULL ${OURS}`,
  );
  return rows[0].count;
};

/** Resolves when nothing is under way any more: answers shown, messages delivered. */
const settle = async (): Promise<void> => {
  const deadline = elapsed() + 20_000;
  do {
    await bot?.kernel.drain();
    await bot?.delivery.deliverDue();
    if ((await unanswered()) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  } while (elapsed() < deadline);
  throw new Error("Some answers were never given.");
};

/** Resolves when every message stands, also those that a platform's pace holds back. */
const deliverAll = async (): Promise<void> => {
  const deadline = elapsed() + 120_000;
  do {
    await bot?.delivery.deliverDue();
    const { rows } = await database!.pool.query(
      `SELECT count(*)::int AS count FROM "OutgoingMessage" WHERE state IN ('pending', 'sending') ${OURS}`,
    );
    if (rows[0].count === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (elapsed() < deadline);
  throw new Error("Some messages were never delivered.");
};

serveParent(
  {
    start,
    settle,
    deliverAll,
    /** Milliseconds that all ticks took at that instant, one after the other. */
    async tick(at: string) {
      clock.moveTo(new Date(at));
      const started = elapsed();
      await bot?.jobs.tickNow();
      return elapsed() - started;
    },
    memory: () => process.memoryUsage().rss,
    watch: () => {
      watch = watchProcess();
    },
    /** The most it took of memory since `watch`. */
    watched: () => watch?.end().memory,
    /** Milliseconds of processor time this process has used. */
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
    listen: () => {
      heard = listenToStatements();
    },
    /** SQL sent since `listen`. */
    statements: () => heard?.().filter((sql) => !sql.includes(OURS)),
  },
  async () => {
    await bot?.stop();
    await database?.close();
  },
);
