import { type Bot, startBot } from "../../../src/bot.ts";
import { MovableClock } from "../../../src/core/clock.ts";
import { createLog } from "../../../src/core/log.ts";
import { createMetrics } from "../../../src/core/metrics.ts";
import { type Database, openDatabase } from "../../../src/data/client.ts";
import { features } from "../../../src/features/index.ts";
import { offerSetupCode } from "../../../src/features/team/public.ts";
import { createSlackPort } from "../../../src/platforms/slack/index.ts";
import { manifest } from "../../../src/platforms/slack/manifest.ts";
import { createSlackSandbox, type SlackSandbox } from "../../../src/sandbox/slack/index.ts";
import { installed } from "../../../src/sandbox/slack/install.ts";
import { createDatabase, dropDatabase } from "../../support/database.ts";
import { servePage } from "./house.ts";

export interface NewCompany {
  readonly url: string;
  readonly slack: SlackSandbox;
  readonly database: Database;
  readonly setupCode: string;
  stop(): Promise<void>;
}

const TOKENS = {
  botToken: "xoxb-sandbox-000000000000",
  appToken: "xapp-1-SANDBOX-000000000000",
  signingSecret: "0".repeat(32),
};
const PEOPLE = ["林涛", "王芳", "赵敏", "李伟", "陈静", "周明", "何清"] as const;
const HANDLES = ["lintao", "wangfang", "zhaomin", "liwei", "chenjing", "zhouming", "heqing"];

/** A workspace on the day Rapport was installed: people and channels are there, Rapport knows nobody. */
export async function openNewCompany(at: string): Promise<NewCompany> {
  const [clock, log, metrics] = [new MovableClock(), createLog("fatal"), createMetrics()];
  clock.moveTo(new Date(at));
  const url = await createDatabase();
  const database = openDatabase(url);
  const slack = createSlackSandbox({
    clock,
    workspace: {
      team: { id: "T0NEW", name: "华信工业", domain: "huaxin" },
      app: installed(manifest(features, "socket"), TOKENS),
      users: PEOPLE.map((realName, index) => ({
        name: HANDLES[index] ?? "",
        realName,
        tz: "Asia/Shanghai",
        locale: "zh-CN",
      })),
      channels: [{ name: "华东一组", members: HANDLES, withBot: true }],
    },
  });
  await slack.start();
  const setupCode = "K7M2-9QXA";
  await offerSetupCode(database.handle, clock, setupCode);
  const { botToken, appToken, apiUrl } = slack;
  const port = createSlackPort({ mode: "socket", botToken, appToken, apiUrl, clock, log });
  const bot: Bot = await startBot({ database, features, ports: [port], clock, log, metrics });
  const page = await servePage(0, { slack, clock, people: HANDLES.map((name) => ({ slack: slack.idOf(name) })) });
  return {
    url: page.url,
    slack,
    database,
    setupCode,
    stop: async () => {
      await page.stop();
      await bot.stop();
      await slack.stop();
      await database.close();
      await dropDatabase(url);
    },
  };
}
