import type { ChildProcess } from "node:child_process";
import { DEMO_TENANT } from "../../prisma/demo/people.ts";
import { demoWorkspace } from "../../prisma/demo/workspace.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { type Database, openDatabase } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/feishu/manifest.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";
import { type BotProcess, startBot } from "./bot-processes.ts";

/** A Feishu-compatible tenant with the demo company in a database, and bots in processes of their own on both. */
export interface FeishuTrial {
  readonly feishu: FeishuSandbox;
  readonly database: Database;
  /** What a bot is configured with to speak to it. */
  readonly environment: Readonly<Record<string, string>>;
  startBot(): Promise<BotProcess>;
  end(): Promise<void>;
}

const APP = { appId: "cli_5a4db0c0ffee0002", secret: "processes-000000000000", name: "Rapport" };

/** @param databaseUrl a migrated database */
export const startFeishuTrial = async (databaseUrl: string, clock: Clock = systemClock): Promise<FeishuTrial> => {
  const database = openDatabase(databaseUrl);
  await seedDemo(database.handle, clock, [DEMO_TENANT]);
  const { users, channels } = await demoWorkspace(database.handle, DEMO_TENANT);
  const feishu = createFeishuSandbox({
    clock,
    rates: false,
    // Feishu’s five minutes until its second retry are half a minute: longer than the ten seconds that a delivery stays with whoever took it.
    retryPace: 0.1,
    tenant: {
      tenant: { key: DEMO_TENANT.workspace, name: DEMO_TENANT.name },
      app: installed(manifest(features), APP),
      users: users.map(({ id: openId, ...user }) => ({ ...user, ...(openId !== undefined && { openId }) })),
      chats: channels.map(({ id: chatId, ...chat }) => ({ ...chat, ...(chatId !== undefined && { chatId }) })),
    },
  });
  await feishu.start();
  const environment = {
    FEISHU_APP_ID: feishu.appId,
    FEISHU_APP_SECRET: feishu.appSecret,
    FEISHU_DOMAIN: feishu.domain,
  };
  const bots = new Set<ChildProcess>();
  return {
    feishu,
    database,
    environment,
    startBot: () => startBot(bots, { DATABASE_URL: databaseUrl, ...environment }),
    async end() {
      for (const bot of bots) bot.kill("SIGKILL");
      await feishu.stop();
      await database.close();
    },
  };
};
