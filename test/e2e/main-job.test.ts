import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withHouse } from "../support/house.ts";
import { launch, sit } from "./toy/browser.ts";

const house = withHouse();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const as = (user: string) => sit(browser, `${house.url}/?as=${user}`);
const message = (page: Page, text: string | RegExp) => page.locator(".message", { hasText: text }).last();
const goTo = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name }).first().click();

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

  test("a fee is judged, sent, and decided by three people in the thread and on the card", async () => {
    const { page: li, type } = await as("U0LIWEI");
    await type("/fee 华信 800 茶礼 李明");
    const form = li.getByRole("dialog");
    await form.getByRole("button", { name: "核对" }).click();
    await form.getByText("可以提交").waitFor();
    await form.getByRole("button", { name: "提交", exact: true }).click();
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

    const { page: chen } = await as("U0CHENJING");
    await goTo(chen, "费用审批");
    await message(chen, "等财务审批").getByRole("button", { name: "驳回" }).click();
    const reason = chen.getByRole("dialog");
    await reason.getByRole("textbox").fill("超过本季度预算");
    await reason.getByRole("button", { name: "驳回" }).click();
    await message(chen, "已驳回").waitFor();
    await message(li, /驳回[\s\S]*超过本季度预算/).waitFor();
  });

  test("the clock is moved to Friday 17:00 and the summary stands in the team's channel, chart included", async () => {
    await house.moveClock("2026-11-27T17:00:00+08:00");
    const { page } = await as("U0WANGFANG");
    await goTo(page, "华东一组");
    const summary = message(page, "华东一组 · 本周");
    await summary.waitFor();
    expect(await summary.locator("svg").count()).toBeGreaterThan(0);
    expect(await page.locator(".message", { hasText: "华东一组 · 本周" }).count()).toBe(1);
  });
});
