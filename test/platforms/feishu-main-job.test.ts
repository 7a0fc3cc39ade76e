import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoWorkspace } from "../../prisma/demo/workspace.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { type Bot, startBot } from "../../src/bot.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { createFeishuPort } from "../../src/platforms/feishu/index.ts";
import { manifest } from "../../src/platforms/feishu/manifest.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";
import { withDatabase } from "../support/database.ts";

const TENANT = "demotenantkey000";
const database = withDatabase();
const clock = new MovableClock();
const log = pino({ level: process.env.BOT_LOG ?? "silent" });
let sandbox: FeishuSandbox;
let bot: Bot;

const openId = (user: string) => `ou_${user.toLowerCase()}`;
const chatId = (channel: string) => `oc_${channel.toLowerCase()}`;

/** The demo company, moved to Feishu as it is: the same people, teams and groups. */
const moveCompany = async () => {
  await seedDemo(database.handle, clock);
  const { users, channels } = await demoWorkspace(database.handle);
  const db = from({ database: database.handle });
  await db.$executeRaw`UPDATE "Workspace" SET platform = 'feishu', workspace = ${TENANT}`;
  await db.$executeRaw`UPDATE "Identity" SET platform = 'feishu', workspace = ${TENANT}, "user" = 'ou_' || lower("user")`;
  await db.$executeRaw`UPDATE "TeamChannel" SET platform = 'feishu', workspace = ${TENANT},
    channel = 'oc_' || lower(channel), approvals = 'oc_' || lower(approvals)`;
  return {
    tenant: { key: TENANT, name: "Demo" },
    users: users.map(({ id = "", name, realName, tz = "Asia/Shanghai", locale = "" }) => ({
      openId: openId(id),
      name,
      realName,
      tz,
      locale: locale.startsWith("zh") ? "zh_cn" : "en_us",
    })),
    chats: channels.map(({ id = "", name, members = [] }) => ({
      chatId: chatId(id),
      name,
      members: members.map(openId),
      withBot: true,
    })),
  };
};

beforeAll(async () => {
  clock.moveTo(new Date("2026-11-23T09:00:00+08:00"));
  const tenant = await moveCompany();
  const { scopes, ...rest } = manifest(features);
  const configuration = { ...rest, scopes: { tenant: [...scopes.tenant, "im:message.group_msg"] } };
  sandbox = createFeishuSandbox({
    clock,
    tenant: {
      ...tenant,
      app: installed(configuration, {
        secret: "demo",
        name: "Rapport",
        menu: [{ eventKey: "home", name: "主页" }],
      }),
    },
  });
  await sandbox.start();
  const { appId, appSecret, domain } = sandbox;
  const port = createFeishuPort({ mode: "socket", appId, appSecret, domain, features, clock, log });
  bot = await startBot({ database, features, ports: [port], clock, log, metrics: createMetrics() });
}, 60_000);
afterAll(async () => {
  await bot?.stop();
  await sandbox?.stop();
});

const person = (user: string): Person => sandbox.person(openId(user));
const reads = (who: Person, what: RegExp, where: { in?: string; thread?: Message } = {}) =>
  sandbox.until(() => who.messages(where).findLast(({ text }) => what.test(text)), {
    what: `${who.name} reads ${what}`,
    within: 20_000,
  });
const form = (who: Person) => sandbox.until(() => who.form(), { what: `a form of ${who.name}`, within: 20_000 });
const db = () => from({ database: database.handle });
const moveClock = async (to: string) => {
  clock.moveTo(new Date(to));
  await bot.jobs.tickNow();
  await bot.delivery.deliverDue();
};

describe("a visit on Feishu", () => {
  test("in one line: understood, undone", async () => {
    const li = person("U0LIWEI");
    await li.say("／拜访 宏达 王总谈了续约价格，倾向三年 明天再访");
    const answer = await reads(li, /已记录：拜访 宏达机电/);
    expect(answer.lines.join("\n")).toMatch(/王建国[\s\S]*谈了续约价格，倾向三年[\s\S]*再访/);
    await li.press(answer, "撤销");
    await reads(li, /已撤销/);
  });

  test("by the form, whose customer is looked for", async () => {
    const emma = person("U0EMMA");
    await emma.say("/visit");
    const shown = await form(emma);
    expect(shown.fields.length).toBeGreaterThan(4);
    const customer = shown.fields.find(({ searchable }) => searchable);
    const found = await emma.suggestions(customer!.label, "North");
    expect(found.map(({ label }) => label).join()).toContain("Northfield");
    await emma.close();
  });
});

test("a fee on Feishu goes through three people, by button and by words in the thread", async () => {
  const approvals = chatId("C0EASTFEES");
  const [li, zhao, wang, chen] = [
    person("U0LIWEI"),
    person("U0ZHAOMIN"),
    person("U0WANGFANG"),
    person("U0CHENJING"),
  ] as const;
  await li.say("/fee 华信 800 茶礼 李明");
  await form(li);
  await li.submit();
  await sandbox.until(() => li.form()?.lines.some((line) => line.includes("结论")), { within: 20_000 });
  await li.submit();
  await reads(li, /已提交 · 特殊费用 ¥800/);
  const waiting = await reads(zhao, /等内勤审批/, { in: approvals });
  await reads(zhao, /提交了申请/, { in: approvals, thread: waiting });
  await chen.press(waiting, "同意");
  await reads(chen, /这一步由内勤审批/, { in: approvals });
  await zhao.press(waiting, "同意", { confirm: true });
  await reads(zhao, /等经理审批/, { in: approvals });
  await wang.say("同意", { in: approvals, thread: waiting });
  await reads(wang, /等财务审批/, { in: approvals });
  await chen.say("@Rapport 驳回 超过本季度预算", { in: approvals, thread: waiting });
  const ended = await reads(chen, /已驳回 · 特殊费用/, { in: approvals });
  expect(ended.text).not.toMatch(/¥800|华信|超过本季度预算/);
  await reads(li, /驳回[\s\S]*超过本季度预算/);
  expect((await db().approval.findMany({ where: { state: "rejected" } })).length).toBeGreaterThan(0);
}, 40_000);

test("someone new on Feishu is let in", async () => {
  const [mia, lin] = [person("U0MIA"), person("U0LINTAO")];
  await mia.say("/board");
  await reads(mia, /I have asked 林涛 to let you in|已经请 ?林涛/);
  const asked = await reads(lin, /Mia Wong 想使用 Rapport/);
  await lin.press(asked, "同意加入");
  await form(lin);
  await lin.fill({ 角色: ["财务"] });
  await lin.submit();
  await reads(lin, /Mia Wong 已加入 · 财务/);
}, 40_000);

test("Home on Feishu shows the board and what waits for a decision", async () => {
  const wang = person("U0WANGFANG");
  await wang.openHome();
  const home = await sandbox.until(() => wang.home(), { within: 20_000 });
  expect(home.lines.join("\n")).toMatch(/审批|潜在客户/);
});

test("the morning and Friday on Feishu", async () => {
  const [li, wang] = [person("U0LIWEI"), person("U0WANGFANG")];
  await moveClock("2026-11-24T08:30:00+08:00");
  const card = await reads(li, /早上好，今天 \d+ 件事/);
  await li.press(card, card.buttons.find(({ label }) => /已|知道了/.test(label))?.label ?? "");
  await reads(li, /✓/);
  await moveClock("2026-11-27T17:00:00+08:00");
  const summary = await reads(wang, /华东一组 · 本周/, { in: chatId("C0EAST") });
  expect(summary.charts).toHaveLength(1);
  await sandbox.until(() => wang.messages({ in: chatId("C0EAST"), thread: summary }).length > 0, { within: 20_000 });
}, 60_000);

test("every command of the house is answered on Feishu, in both languages, and every form it opens can be put away", async () => {
  for (const who of [person("U0LIWEI"), person("U0EMMA"), person("U0WANGFANG"), person("U0LINTAO")]) {
    for (const { name } of features.flatMap((feature) => feature.commands ?? [])) {
      const before = who.messages().length;
      await who.say(`/${name}`);
      await sandbox.until(() => who.messages().length > before + 1, { what: `an answer to /${name}`, within: 20_000 });
      expect(who.last()?.text, name).not.toMatch(/R-[A-Z2-9]{6}/);
      if (who.form()) await who.close({ all: true });
    }
  }
  const failed = sandbox.calls.filter(({ status, result }) => status >= 400 || (result.code ?? 0) !== 0);
  expect(failed.map(({ api, result }) => `${api} ${JSON.stringify(result)}`)).toEqual([]);
}, 120_000);
