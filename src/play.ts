import path from "node:path";
import { DEMO_TENANT, DEMO_WORKSPACE } from "../prisma/demo/people.ts";
import { type DemoWorkspace, demoWorkspace } from "../prisma/demo/workspace.ts";
import { seedDemo } from "../prisma/seed.ts";
import type { ChatPort } from "./chat/port.ts";
import type { MovableClock } from "./core/clock.ts";
import { eachByItself } from "./core/each.ts";
import type { Log } from "./core/log.ts";
import type { DatabaseHandle } from "./core/scope.ts";
import { features } from "./features/index.ts";
import { createFeishuPort } from "./platforms/feishu/index.ts";
import { manifest as feishuManifest } from "./platforms/feishu/manifest.ts";
import { SELF_SCOPE } from "./platforms/feishu/menu.ts";
import { createSlackPort } from "./platforms/slack/index.ts";
import { manifest as slackManifest } from "./platforms/slack/manifest.ts";
import type { FeishuSandbox } from "./sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "./sandbox/feishu/index.ts";
import { installed as installedInFeishu } from "./sandbox/feishu/install.ts";
import { keepSandboxes } from "./sandbox/keep.ts";
import type { SlackSandbox } from "./sandbox/slack/contract.ts";
import { createSlackSandbox } from "./sandbox/slack/index.ts";
import { installed as installedInSlack } from "./sandbox/slack/install.ts";
import type { OfferedPerson } from "./sandbox/web/people.ts";

/** A workspace and a tenant played on this computer, with the demo company's people in them. */
export interface Play {
  readonly slack: SlackSandbox;
  readonly feishu: FeishuSandbox;
  /** The bot's ports to them, not started yet. */
  readonly ports: readonly ChatPort[];
  /** Whom the page offers to be. */
  readonly people: readonly OfferedPerson[];
  /** Keeps what was said for the next start, and ends both. */
  stop(): Promise<void>;
}

interface Stage {
  readonly database: DatabaseHandle;
  readonly dataFolder: string;
  readonly clock: MovableClock;
  readonly log: Log;
  /** Milliseconds for the bot to answer in; three seconds, as the platforms have it, when left out. */
  readonly patience?: number | undefined;
}

/** Both servers, with the demo company in them as it was left. */
export const startPlay = async (stage: Stage): Promise<Play> => {
  const { database, dataFolder, clock, log } = stage;
  await seedDemo(database, clock, [DEMO_WORKSPACE, DEMO_TENANT]);
  const inSlack = await demoWorkspace(database, DEMO_WORKSPACE);
  const inFeishu = await demoWorkspace(database, DEMO_TENANT);
  const slack = slackSandbox(inSlack, stage);
  const feishu = feishuSandbox(inFeishu, stage);
  const endKeeping = await keepSandboxes({ file: path.join(dataFolder, "sandbox"), slack, feishu, clock, log });
  const stop = (): Promise<void> => eachByItself([endKeeping, () => slack.stop(), () => feishu.stop()], (end) => end());
  try {
    await slack.start();
    await feishu.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { slack, feishu, ports: portsOf({ slack, feishu }, stage), people: offeredIn(inSlack, inFeishu), stop };
};

/** Each person once, with their accounts on either platform. */
const offeredIn = (slack: DemoWorkspace, feishu: DemoWorkspace): readonly OfferedPerson[] => {
  const people = new Map<string, OfferedPerson>();
  for (const { person, user, role } of slack.offered) people.set(person, { slack: user, role });
  for (const { person, user, role } of feishu.offered)
    people.set(person, { ...(people.get(person) ?? { role }), feishu: user });
  return [...people.values()];
};

const portsOf = ({ slack, feishu }: Pick<Play, "slack" | "feishu">, { clock, log }: Stage): readonly ChatPort[] => {
  const { botToken, appToken, apiUrl } = slack;
  const { appId, appSecret, domain } = feishu;
  return [
    createSlackPort({ mode: "socket", botToken, appToken, apiUrl, clock, log }),
    createFeishuPort({ mode: "socket", appId, appSecret, domain, features, clock, log }),
  ];
};

const SLACK_APP = {
  botToken: "xoxb-sandbox-000000000000",
  appToken: "xapp-1-SANDBOX-000000000000",
  signingSecret: "0".repeat(32),
};

const slackSandbox = ({ users, channels }: DemoWorkspace, { clock, log, patience }: Stage): SlackSandbox => {
  const { workspace: id, name, domain } = DEMO_WORKSPACE;
  const app = installedInSlack(slackManifest(features, "socket"), SLACK_APP);
  return createSlackSandbox({
    clock,
    log,
    ...(patience !== undefined && { ackMs: patience, triggerMs: patience }),
    workspace: { team: { id, name, domain }, app, users, channels },
  });
};

/** What the manifest asks for, and the scope by which a company lets the menu be compared with the commands. */
const feishuConfiguration = () => {
  const { scopes, ...rest } = feishuManifest(features);
  return { ...rest, scopes: { tenant: [...scopes.tenant, SELF_SCOPE] } };
};

const FEISHU_APP = { appId: "cli_5a4db0c0ffee0001", secret: "sandbox-secret-000000000000", name: "Rapport" };

const feishuSandbox = ({ users, channels }: DemoWorkspace, { clock, log, patience }: Stage): FeishuSandbox => {
  const { workspace: key, name } = DEMO_TENANT;
  const tenant = {
    tenant: { key, name },
    app: installedInFeishu(feishuConfiguration(), FEISHU_APP),
    users: users.map(({ id: openId, ...user }) => ({
      ...user,
      email: `${user.name}@${DEMO_WORKSPACE.domain}.example`,
      ...(openId !== undefined && { openId }),
    })),
    chats: channels.map(({ id: chatId, ...chat }) => ({ ...chat, ...(chatId !== undefined && { chatId }) })),
  };
  return createFeishuSandbox({ clock, log, ...(patience !== undefined && { ackMs: patience }), tenant });
};
