import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Bot, startBot } from "../../src/bot.ts";
import { systemClock } from "../../src/core/clock.ts";
import { createLog } from "../../src/core/log.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { offerSetupCode } from "../../src/features/team/public.ts";
import type { FieldInput, Message } from "../../src/sandbox/driver.ts";
import { withDatabase } from "../support/database.ts";
import { type NewPlatform, openNewPlatform } from "../support/new-platform.ts";

vi.setConfig({ testTimeout: 90_000 });

const CODE = "K7M2-9QXA";
const TEAMS = ["华东一组", "华东二组", "华南一组", "华南二组", "华北一组", "西南一组"];
const WAIT = { timeout: 60_000 };

/** 300 people with the first admin: six teams with a manager, a clerk and the rest reps, and who signs for all. */
const COLLEAGUES = Array.from({ length: 299 }, (_, index) => ({
  name: `p${index}`,
  realName: `同事${String(index).padStart(3, "0")}`,
  email: `p${index}@huaxin.example`,
}));
const WIDE = ["财务", "管理层", "合规", "财务", "管理层"];
const placeOf = (index: number): readonly [team: string, role: string] => {
  const wide = WIDE[index];
  if (wide) return ["", wide];
  const nth = index - WIDE.length;
  const role = ["销售经理", "销售内勤"][Math.floor(nth / TEAMS.length)] ?? "销售代表";
  return [TEAMS[nth % TEAMS.length]!, role];
};
const ROLES: Readonly<Record<string, string>> = {
  财务: "finance",
  管理层: "executive",
  合规: "compliance",
  销售经理: "manager",
  销售内勤: "clerk",
  销售代表: "rep",
};
const SHEET = [
  "姓名,邮箱,团队,角色",
  ...COLLEAGUES.map((one, at) => [one.realName, one.email, ...placeOf(at)].join()),
].join("\n");

describe.each(["slack", "feishu"] as const)("a company of 300 people in %s", (platform) => {
  const database = withDatabase();
  const db = () => from({ database: database.handle });
  let company: NewPlatform;
  let bot: Bot;
  beforeAll(async () => {
    const [clock, log, metrics] = [systemClock, createLog("fatal"), createMetrics()];
    await offerSetupCode(database.handle, clock, CODE);
    company = await openNewPlatform(platform, { clock, log }, COLLEAGUES);
    bot = await startBot({ database, features, ports: [company.port], clock, log, metrics });
  });
  afterAll(async () => {
    await bot.stop();
    await company.stop();
  });

  const expectEverybody = async (): Promise<void> => {
    const members = await db().member.findMany({ include: { teams: { include: { team: true } } } });
    const standing = members.map(({ name, mail, roles, teams }) => [
      name,
      mail,
      [...roles].join(),
      teams.map(({ team }) => team.name).join(),
    ]);
    const wanted = COLLEAGUES.map((one, at) => {
      const [team, role] = placeOf(at);
      return [one.realName, one.email, ROLES[role], team];
    });
    expect(standing.filter(([name]) => name !== "林涛").sort()).toEqual(wanted.sort());
    expect(new Set((await db().identity.findMany()).map(({ memberId }) => memberId)).size).toBe(
      await db().identity.count(),
    );
    await expect.poll(() => company.person("p7").last({ in: "bot" })?.text, WAIT).toContain("欢迎你，同事007");
  };

  test("is set up from the code on by some presses and forms, nobody missing and nobody twice", async () => {
    const lin = company.person("lintao");
    let [presses, forms] = [0, 0];
    /** The newest message of the bot that says so. */
    const shows = async (text: string | RegExp): Promise<Message> => {
      const found = () =>
        lin.messages({ in: "bot" }).findLast((one) => one.by.isBot && new RegExp(text).test(one.text));
      await expect.poll(() => found()?.id, WAIT).toBeDefined();
      return found()!;
    };
    const press = async (on: Message, button: string): Promise<void> => {
      presses++;
      await lin.press(on, button);
    };
    const fill = async (values: Readonly<Record<string, FieldInput>>): Promise<void> => {
      forms++;
      await expect.poll(() => lin.form()?.title ?? null, WAIT).not.toBeNull();
      await lin.fill(values);
      await lin.submit();
    };
    await lin.command(`/setup ${CODE}`);
    await press(await shows("你现在是 Rapport 的管理员"), "开始设置");
    await press(await shows("设置：已完成 1/6"), "填写");
    await fill({ 名称: "华信工业" });
    await press(await shows("设置：已完成 2/6"), "新板块");
    await fill({ 板块名称: "工业" });
    await shows("板块 · 1 个");
    await lin.upload({ name: "名单.csv", content: SHEET });
    await press(await shows("名单.csv · 同事名单 · 299 行"), "看看会加谁");
    await press(await shows("294 人等建团队"), "建这 6 个团队");
    await fill({ "板块（业务线）": "工业" });
    await press(await shows("^[^\\n]*将加入 299 人"), "加入 299 人");
    await shows("已加入 299 人");
    expect(await db().member.count()).toBe(300);
    // Slack lets some 50 be looked up in a minute: the others follow by themselves.
    const found = platform === "slack" ? 50 : 300;
    await expect.poll(() => db().identity.count(), WAIT).toBeGreaterThanOrEqual(found);
    for (const _ of TEAMS) {
      const said = lin.messages({ in: "bot" }).length;
      await lin.command("/setup");
      const fresh = () =>
        lin
          .messages({ in: "bot" })
          .slice(said)
          .find(({ text }) => text.includes("设置：已完成 5/6"));
      await expect.poll(() => fresh()?.id, WAIT).toBeDefined();
      const card = fresh()!;
      const next = card.buttons.map(({ label }) => label).find((label) => label.endsWith("的频道"))!;
      await press(card, next);
      await fill({ 团队频道: "华东一组" });
      await shows(`团队已修改：${next.replace("的频道", "")}`);
    }
    await lin.command("/setup");
    await shows("全部设置好了");
    expect({ presses, forms }).toEqual({ presses: 12, forms: 9 });
    await expectEverybody();
  });
});
