import { type Bot, startBot } from "../../../src/bot.ts";
import type { ChatPort } from "../../../src/chat/port.ts";
import { type Clock, MovableClock } from "../../../src/core/clock.ts";
import { createLog, type Log } from "../../../src/core/log.ts";
import { createMetrics } from "../../../src/core/metrics.ts";
import { type Database, openDatabase } from "../../../src/data/client.ts";
import { features } from "../../../src/features/index.ts";
import { offerSetupCode } from "../../../src/features/team/public.ts";
import { createFeishuPort } from "../../../src/platforms/feishu/index.ts";
import { manifest as feishuManifest } from "../../../src/platforms/feishu/manifest.ts";
import { createSlackPort } from "../../../src/platforms/slack/index.ts";
import { manifest as slackManifest } from "../../../src/platforms/slack/manifest.ts";
import { createFeishuSandbox } from "../../../src/sandbox/feishu/index.ts";
import { installed as installedInFeishu } from "../../../src/sandbox/feishu/install.ts";
import { createSlackSandbox } from "../../../src/sandbox/slack/index.ts";
import { installed as installedInSlack } from "../../../src/sandbox/slack/install.ts";
import { createDatabase, dropDatabase } from "../../support/database.ts";
import { servePage } from "./house.ts";

export interface NewCompany {
  /** The page, as the person of that handle. */
  pageOf(handle: string): string;
  readonly database: Database;
  readonly setupCode: string;
  stop(): Promise<void>;
}

type Platform = "slack" | "feishu";
interface Ground {
  readonly clock: Clock;
  readonly log: Log;
}
/** A platform with the company's people in it, and the bot's way there. */
interface Opened {
  readonly side: Pick<Parameters<typeof servePage>[1], Platform>;
  readonly port: ChatPort;
  idOf(handle: string): string;
  stop(): Promise<void>;
}

const COMPANY = "华信工业";
const GROUP = { name: "华东一组", withBot: true };
const TOKENS = {
  botToken: "xoxb-sandbox-000000000000",
  appToken: "xapp-1-SANDBOX-000000000000",
  signingSecret: "0".repeat(32),
};
const APP = { appId: "cli_5a4db0c0ffee0003", secret: "new-company-000000000000", name: "Rapport" };
const PEOPLE = ["林涛", "王芳", "赵敏", "李伟", "陈静", "周明", "何清"] as const;
const HANDLES = ["lintao", "wangfang", "zhaomin", "liwei", "chenjing", "zhouming", "heqing"];

const users = PEOPLE.map((realName, index) => ({
  name: HANDLES[index] ?? "",
  realName,
  tz: "Asia/Shanghai",
  locale: "zh-CN",
}));

const openSlack = async ({ clock, log }: Ground): Promise<Opened> => {
  const slack = createSlackSandbox({
    clock,
    workspace: {
      team: { id: "T0NEW", name: COMPANY, domain: "huaxin" },
      app: installedInSlack(slackManifest(features, "socket"), TOKENS),
      users,
      channels: [{ ...GROUP, members: HANDLES }],
    },
  });
  await slack.start();
  const { botToken, appToken, apiUrl } = slack;
  const port = createSlackPort({ mode: "socket", botToken, appToken, apiUrl, clock, log });
  return { side: { slack }, port, idOf: (handle) => slack.idOf(handle), stop: () => slack.stop() };
};

const openFeishu = async ({ clock, log }: Ground): Promise<Opened> => {
  const feishu = createFeishuSandbox({
    clock,
    tenant: {
      tenant: { name: COMPANY },
      app: installedInFeishu(feishuManifest(features), APP),
      users: users.map(({ locale: _locale, ...user }) => ({ ...user, locale: "zh_cn" })),
      chats: [{ ...GROUP, members: HANDLES }],
    },
  });
  await feishu.start();
  const { appId, appSecret, domain } = feishu;
  const port = createFeishuPort({ mode: "socket", appId, appSecret, domain, features, clock, log });
  return { side: { feishu }, port, idOf: (handle) => feishu.idOf(handle), stop: () => feishu.stop() };
};

/** A platform on the day Rapport was installed: people and channels are there, Rapport knows nobody. */
export async function openNewCompany(platform: Platform, at: string): Promise<NewCompany> {
  const [clock, log, metrics] = [new MovableClock(), createLog("fatal"), createMetrics()];
  clock.moveTo(new Date(at));
  const url = await createDatabase();
  const database = openDatabase(url);
  const setupCode = "K7M2-9QXA";
  await offerSetupCode(database.handle, clock, setupCode);
  const { side, port, idOf, stop } = await (platform === "slack" ? openSlack : openFeishu)({ clock, log });
  const bot: Bot = await startBot({ database, features, ports: [port], clock, log, metrics });
  const people = HANDLES.map((handle) => ({ [platform]: idOf(handle) }));
  const page = await servePage(0, { ...side, clock, people });
  return {
    pageOf: (handle) => `${page.url}/?as=${handle}&in=${platform}`,
    database,
    setupCode,
    stop: async () => {
      await page.stop();
      await bot.stop();
      await stop();
      await database.close();
      await dropDatabase(url);
    },
  };
}
