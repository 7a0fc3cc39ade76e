import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withHouse } from "../support/house.ts";
import { launch, objections, opened, PHONE, sit } from "./toy/browser.ts";

const house = withHouse();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const as = (user: string) => sit(browser, `${house.url}/?as=${user}`);
const message = (page: Page, text: string | RegExp) => page.locator(".message", { hasText: text }).last();
const goTo = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name }).first().click();

const WIDTH = PHONE.viewport.width;
const onPhone = (user: string) => sit(browser, `${house.url}/?as=${user}`, { ...PHONE, bypassCSP: true });
const goToOnPhone = async (page: Page, name: string) => {
  await page.getByRole("button", { name: "打开频道列表" }).click();
  await goTo(page, name);
};
/** How wide the page is, and whatever in it is scrolled up and down. */
const WIDEST = `Math.max(...[document.documentElement, ...document.querySelectorAll(".messages")]
  .map((one) => one.scrollWidth))`;
const expectReadable = async (page: Page) => {
  expect(await page.evaluate(WIDEST)).toBeLessThanOrEqual(WIDTH);
  expect(await objections(page)).toEqual([]);
};
const expectInSight = async (what: Locator) => {
  await what.scrollIntoViewIfNeeded();
  const { x, width } = (await what.boundingBox())!;
  expect(x).toBeGreaterThanOrEqual(0);
  expect(width).toBeGreaterThan(0);
  expect(x + width).toBeLessThanOrEqual(WIDTH);
};

describe("the main job on the page", () => {
  test("a rep logs a visit in one line and takes it back", async () => {
    const { page, type, errors } = await as("U0LIWEI");
    await type("/visit 宏达 王总谈了续约价格，倾向三年 明天再访");
    const answer = message(page, "已记录：拜访");
    await answer.waitFor();
    expect(await answer.textContent()).toContain("倾向三年");
    await answer.getByRole("button", { name: "撤销" }).click();
    await message(page, "已撤销").waitFor();
    expect(errors).toEqual([]);
  });

  test("a visit, the board and Home are read on a phone", async () => {
    const { page, type } = await onPhone("U0LIWEI");
    await type("/visit 宏达 王总问了备件价格 明天再访");
    await message(page, /已记录：拜访[\s\S]*备件价格/).waitFor();
    await type("/board");
    await message(page, "我的潜在客户").waitFor();
    await expectReadable(page);
    await goToOnPhone(page, "Rapport · 主页");
    await page.locator(".home").getByText("我的今天").waitFor();
    await expectReadable(page);
  });

  test("a fee is judged, sent, and decided by three people in the thread and on the card", async () => {
    const { page: li, type } = await as("U0LIWEI");
    await type("/fee 华信 800 茶礼 李明");
    const form = await opened(li.getByRole("dialog"));
    await form.getByRole("button", { name: "核对" }).click();
    const judged = await opened(li.getByRole("dialog").filter({ hasText: "可以提交" }));
    await judged.getByRole("button", { name: "提交", exact: true }).click();
    await message(li, "已提交 · 特殊费用").waitFor();

    const { page: zhao } = await as("U0ZHAOMIN");
    await goTo(zhao, "费用审批");
    await message(zhao, "等内勤审批").getByRole("button", { name: "同意" }).click();
    await zhao.getByRole("alertdialog").getByRole("button", { name: "同意" }).click();
    await message(zhao, "等经理审批").waitFor();

    const { page: wang } = await as("U0WANGFANG");
    await goTo(wang, "费用审批");
    await message(wang, "等经理审批").getByRole("button", { name: "条回复" }).click();
    const thread = wang.getByRole("complementary");
    await thread.getByRole("textbox").fill("同意");
    await wang.keyboard.press("Enter");
    await message(wang, "等财务审批").waitFor();

    const { page: chen } = await onPhone("U0CHENJING");
    await goToOnPhone(chen, "费用审批");
    const card = message(chen, "等财务审批");
    await expectInSight(card.getByRole("button", { name: "同意" }));
    await expectReadable(chen);
    await card.getByRole("button", { name: "驳回" }).click();
    const reason = await opened(chen.getByRole("dialog"));
    await reason.getByRole("textbox").fill("超过本季度预算");
    await reason.getByRole("button", { name: "驳回" }).click();
    await message(chen, "已驳回").waitFor();
    await message(li, /驳回[\s\S]*超过本季度预算/).waitFor();
  });

  test("the clock is moved to Friday 17:00 and the summary stands in the team's channel, read on a phone", async () => {
    await house.moveClock("2026-11-27T17:00:00+08:00");
    const { page } = await onPhone("U0WANGFANG");
    await goToOnPhone(page, "华东一组");
    const summary = message(page, "华东一组 · 本周");
    await summary.waitFor();
    expect(await page.locator(".message", { hasText: "华东一组 · 本周" }).count()).toBe(1);
    await expectInSight(summary.locator("svg"));
    await expectReadable(page);

    await summary.getByRole("button", { name: "条回复" }).click();
    const details = page.getByRole("complementary").locator(".message");
    await details.filter({ hasText: "本周变动" }).first().waitFor();
    const table = details.filter({ hasText: "按人" }).getByRole("table");
    expect(await table.getByRole("row").first().textContent()).toBe("姓名约见25%50%90%成交到账成交额");
    expect(await table.getByRole("row", { name: /^李伟( \d+){5} / }).count()).toBe(1);
    await expectInSight(table.getByRole("cell", { name: "李伟" }));
    await expectReadable(page);
  });
});
