import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { PortError } from "../../src/chat/port.ts";
import { readConfig } from "../../src/config.ts";
import { createLog } from "../../src/core/log.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { startTrial, type Trial } from "../support/bot-processes.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";
import { type FeishuTrial, startFeishuTrial } from "../support/feishu-processes.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let url = "";
let folder = "";
let slack: Trial;
let feishu: FeishuTrial;
let app: App | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-platforms-"));
  url = await createDatabase();
  slack = await startTrial(url);
  feishu = await startFeishuTrial(url);
});
afterEach(async () => {
  slack.slack.faults.clear();
  feishu.feishu.faults.clear();
  await app?.stop();
  app = undefined;
});
afterAll(async () => {
  await slack?.end();
  await feishu?.end();
  if (url) await dropDatabase(url);
  await rm(folder, { recursive: true, force: true });
});

const start = async (more: Readonly<Record<string, string>> = {}): Promise<App> => {
  const environment = { PORT: "0", DATABASE_URL: url, ...slack.environment, ...feishu.environment, ...more };
  app = await startApp(readConfig(environment, folder), createLog("silent"));
  return app;
};
const stands = async ({ url: at }: App) => {
  const response = await fetch(`${at}/readyz`);
  return { status: response.status, ...(await response.json()) };
};
const isAnswered = async (who: Person, text: string, until: Trial["slack"]["until"]) => {
  const before = who.messages().length;
  await who.say(text);
  await until(
    () =>
      who
        .messages()
        .slice(before)
        .some(({ by }) => by.isBot),
    { what: "an answer", within: 60_000 },
  );
};
const inSlack = () => isAnswered(slack.slack.person("U0EMMA"), "help", (...asked) => slack.slack.until(...asked));
const inFeishu = () => isAnswered(feishu.feishu.person("liwei"), "帮助", (...asked) => feishu.feishu.until(...asked));

test("Feishu is busy at the start: Slack is served, and Feishu as soon as it lets the bot in", async () => {
  const busy = feishu.feishu.faults.add({ on: "*", do: "error", code: 1, msg: "system busy", status: 500 });
  const bot = await start();
  expect(bot.away).toEqual(["feishu"]);
  await inSlack();
  expect(await stands(bot)).toMatchObject({
    status: 503,
    slack: { up: true },
    feishu: { up: false, detail: expect.stringMatching(/^Signing in: .*; it is tried again$/) },
  });
  busy();
  await expect.poll(async () => (await stands(bot)).status, { timeout: 60_000 }).toBe(200);
  await inFeishu();
});

test("Slack is out of reach at the start: Feishu is served, and Slack as soon as it is back", async () => {
  const away = slack.slack.faults.add({ on: "*", do: "lose_request" });
  const bot = await start();
  expect(bot.away).toEqual(["slack"]);
  await inFeishu();
  expect(await stands(bot)).toMatchObject({ status: 503, slack: { up: false }, feishu: { up: true } });
  away();
  await expect.poll(async () => (await stands(bot)).status, { timeout: 60_000 }).toBe(200);
  await inSlack();
});

test("a bot that is stopped while a platform is away ends at once, and does not come back", async () => {
  feishu.feishu.faults.add({ on: "*", do: "lose_request" });
  const bot = await start();
  await bot.stop();
  feishu.feishu.faults.clear();
  expect(feishu.feishu.connections).toBe(0);
});

test.each([
  ["Slack", { SLACK_BOT_TOKEN: "xoxb-of-another-app" }, /SLACK_BOT_TOKEN/],
  ["Feishu", { FEISHU_APP_SECRET: "of-another-app" }, /FEISHU_APP_SECRET/],
])("credentials that %s refuses make the start fail, whatever the other platform says", async (_, wrong, remedy) => {
  const failed = await start(wrong).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(PortError);
  expect(failed).toMatchObject({ failure: "forbidden", remedy: expect.stringMatching(remedy) });
  expect(feishu.feishu.connections).toBe(0);
});
