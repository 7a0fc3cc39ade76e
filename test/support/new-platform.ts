import type { ChatPort } from "../../src/chat/port.ts";
import type { Clock } from "../../src/core/clock.ts";
import type { Log } from "../../src/core/log.ts";
import { features } from "../../src/features/index.ts";
import { createFeishuPort } from "../../src/platforms/feishu/index.ts";
import { manifest as feishuManifest } from "../../src/platforms/feishu/manifest.ts";
import { createSlackPort } from "../../src/platforms/slack/index.ts";
import { manifest as slackManifest } from "../../src/platforms/slack/manifest.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { installed as installedInFeishu } from "../../src/sandbox/feishu/install.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { installed as installedInSlack } from "../../src/sandbox/slack/install.ts";

export type Platform = "slack" | "feishu";
interface Ground {
  readonly clock: Clock;
  readonly log: Log;
}
/** A platform with the company's people in it, and the bot's way there. */
export interface NewPlatform {
  readonly side: { readonly slack: SlackSandbox } | { readonly feishu: FeishuSandbox };
  readonly port: ChatPort;
  person(handle: string): Person;
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
export const HANDLES = ["lintao", "wangfang", "zhaomin", "liwei", "chenjing", "zhouming", "heqing"];

/** Somebody more than the seven of whom every test knows. */
export interface Colleague {
  readonly name: string;
  readonly realName: string;
  readonly email: string;
}
const usersWith = (more: readonly Colleague[]) =>
  [...PEOPLE.map((realName, index) => ({ name: HANDLES[index] ?? "", realName })), ...more].map((user) => ({
    ...user,
    tz: "Asia/Shanghai",
    locale: "zh-CN",
  }));

const openSlack = async ({ clock, log }: Ground, more: readonly Colleague[]): Promise<NewPlatform> => {
  const slack = createSlackSandbox({
    clock,
    workspace: {
      team: { id: "T0NEW", name: COMPANY, domain: "huaxin" },
      app: installedInSlack(slackManifest(features, "socket"), TOKENS),
      users: usersWith(more),
      channels: [{ ...GROUP, members: HANDLES }],
    },
  });
  await slack.start();
  const { botToken, appToken, apiUrl } = slack;
  const port = createSlackPort({ mode: "socket", botToken, appToken, apiUrl, clock, log });
  const person = (handle: string) => slack.person(handle);
  return { side: { slack }, port, person, idOf: (handle) => slack.idOf(handle), stop: () => slack.stop() };
};

const openFeishu = async ({ clock, log }: Ground, more: readonly Colleague[]): Promise<NewPlatform> => {
  const feishu = createFeishuSandbox({
    clock,
    tenant: {
      tenant: { name: COMPANY },
      app: installedInFeishu(feishuManifest(features), APP),
      users: usersWith(more).map(({ locale: _locale, ...user }) => ({ ...user, locale: "zh_cn" })),
      chats: [{ ...GROUP, members: HANDLES }],
    },
  });
  await feishu.start();
  const { appId, appSecret, domain } = feishu;
  const port = createFeishuPort({ mode: "socket", appId, appSecret, domain, features, clock, log });
  const person = (handle: string) => feishu.person(handle);
  return { side: { feishu }, port, person, idOf: (handle) => feishu.idOf(handle), stop: () => feishu.stop() };
};

/** The platform on the day Rapport was installed in it: people and channels are there. */
export const openNewPlatform = (
  platform: Platform,
  ground: Ground,
  more: readonly Colleague[] = [],
): Promise<NewPlatform> => (platform === "slack" ? openSlack : openFeishu)(ground, more);
