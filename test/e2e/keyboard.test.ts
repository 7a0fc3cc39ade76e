import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { withHouse } from "../support/house.ts";
import { launch, opened, sit } from "./toy/browser.ts";
import { NAME, walk } from "./toy/keyboard.ts";

const house = withHouse();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const rows = () => from({ database: house.database.handle });
const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();

/** Nobody here touches a mouse: what is reached is reached by Tab, and pressed by Enter. */
const sitAs = async (user: string) => {
  const { page, errors } = await sit(browser, `${house.url}/?as=${user}`);
  const keys = page.keyboard;
  const types = async (line: string) => {
    await page.locator("main .composer-input:focus").waitFor();
    await keys.type(line);
    await keys.press("Enter");
  };
  const presses = async (key: "Tab" | "Shift+Tab", name: RegExp) => {
    await walk(page, key, name);
    await keys.press("Enter");
  };
  const fills = async (name: RegExp, text: string) => {
    await walk(page, "Tab", name);
    await keys.type(text);
  };
  const goes = (channel: RegExp) => presses("Shift+Tab", channel);
  return { page, errors, keys, types, presses, fills, goes };
};

describe("with the keyboard alone, in Slack", () => {
  test("a deal is asked for its criteria, stays, is filled in and moves", async () => {
    const { page, errors, types, presses, fills } = await sitAs("U0LIWEI");
    const criteria = page.getByRole("dialog", { name: "50% 的五项条件" });
    await types("/stage 宏达三年续约 50%");
    await opened(criteria);
    await fills(/^关键人/, "王总拍板，周三一起谈");
    await presses("Tab", /^推进$/);
    await message(page, "宏达三年续约 先留在 25%").waitFor();
    await criteria.waitFor({ state: "detached" });
    await presses("Shift+Tab", /^补齐$/);
    await opened(criteria);
    await fills(/^方案/, "三年包干，备件随叫随到");
    await fills(/^预算/, "40 到 45 万");
    await fills(/^时机/, "合同年底到期");
    await fills(/^(?!时机).*(?:日期|签约|成交)/, "12082026");
    await fills(/^下一步/, "周三带合同草稿");
    await presses("Tab", /^推进$/);
    await message(page, "宏达三年续约：25% → 50%").waitFor();
    expect(await rows().deal.findFirst({ where: { name: "宏达三年续约" } })).toMatchObject({ stage: "p50" });
    expect(errors).toEqual([]);
  });

  test("care is done with a line, and put off", async () => {
    const { page, errors, keys, types, presses } = await sitAs("U0LIWEI");
    await types("/care");
    await message(page, /今天 \d+ 件事/).waitFor();
    await presses("Shift+Tab", /^(已办|已联系|已见面)$/);
    await message(page, "写一句").waitFor();
    await presses("Shift+Tab", /^写一句$/);
    const form = await opened(page.getByRole("dialog", { name: "写一句" }));
    await walk(page, "Tab", /^(?!写一句)(?!关闭)(?!取消)(?!保存).+/);
    await keys.type("报价收到了，下周给答复");
    await presses("Tab", /^保存$/);
    await message(page, "报价收到了").waitFor();
    await form.waitFor({ state: "detached" });
    await presses("Shift+Tab", /^更多操作/);
    await page.getByRole("menuitem", { name: "稍后：明天" }).waitFor();
    for (let steps = 0; steps < 8 && !/稍后：明天/.test(String(await page.evaluate(NAME))); steps++)
      await keys.press("ArrowDown");
    await keys.press("Enter");
    await message(page, /→[\s\S]*再提醒/).waitFor();
    expect(errors).toEqual([]);
  });

  test("a fee is asked for and judged; signed after being asked back; decided by a word in its thread", async () => {
    const li = await sitAs("U0LIWEI");
    await li.types("/fee 华信 800 茶礼 李明");
    const form = await opened(li.page.getByRole("dialog"));
    await form.getByRole("button", { name: "核对" }).waitFor();
    await li.presses("Tab", /^核对$/);
    await opened(form.filter({ hasText: "可以提交" }));
    await li.presses("Tab", /^提交$/);
    await message(li.page, "已提交 · 特殊费用").waitFor();

    const zhao = await sitAs("U0ZHAOMIN");
    await zhao.page.locator("main .composer-input:focus").waitFor();
    await zhao.goes(/费用审批/);
    await message(zhao.page, "等内勤审批").waitFor();
    await zhao.presses("Shift+Tab", /^同意$/);
    const asked = zhao.page.getByRole("alertdialog");
    await asked.waitFor();
    await zhao.keys.press("Escape");
    await asked.waitFor({ state: "detached" });
    expect(await zhao.page.evaluate(NAME)).toBe("同意");
    await zhao.keys.press("Enter");
    await asked.waitFor();
    await zhao.presses("Tab", /^同意$/);
    await message(zhao.page, "等经理审批").waitFor();

    const wang = await sitAs("U0WANGFANG");
    await wang.page.locator("main .composer-input:focus").waitFor();
    await wang.goes(/费用审批/);
    await message(wang.page, "等经理审批").waitFor();
    await wang.presses("Shift+Tab", /条回复/);
    const thread = wang.page.getByRole("complementary");
    await thread.locator("h2:focus").waitFor();
    for (let steps = 0; steps < 20 && (await thread.locator(".composer-input:focus").count()) === 0; steps++)
      await wang.keys.press("Tab");
    await wang.keys.type("同意");
    await wang.keys.press("Enter");
    await message(wang.page, "等财务审批").waitFor();
    for (const { errors } of [li, zhao, wang]) expect(errors).toEqual([]);
  });

  test("Friday's summary is opened in its thread, read to its end, and put away", async () => {
    await house.moveClock("2026-11-27T17:00:00+08:00");
    const { page, errors, keys, presses, goes } = await sitAs("U0WANGFANG");
    await page.locator("main .composer-input:focus").waitFor();
    await goes(/华东一组(?!-)/);
    await message(page, "华东一组 · 本周").waitFor();
    await presses("Shift+Tab", /条回复/);
    const thread = page.getByRole("complementary");
    await thread.locator(".message", { hasText: "按人" }).waitFor();
    await thread.locator("h2:focus").waitFor();
    await walk(page, "Tab", /^看我能看的明细$/);
    await keys.press("Escape");
    await thread.waitFor({ state: "detached" });
    expect(await page.evaluate(NAME)).toMatch(/条回复/);
    expect(errors).toEqual([]);
  });
});
