import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DESK, launch, sit } from "./toy/browser.ts";
import { brings, card } from "./toy/feishu-client.ts";
import { openToyCompany, type ToyCompany } from "./toy/house.ts";

let company: ToyCompany;
let browser: Browser;
beforeAll(async () => {
  [company, browser] = await Promise.all([openToyCompany(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await company.stop();
});

const as = (name: string) => sit(browser, `${company.url}/?as=${name}&in=feishu`, DESK);
const used = () => company.feishu.deliveries.filter((one) => one.type === "card.action.trigger");

describe("Feishu's forms", () => {
  test("say under each field what is missing, before anything is sent", async () => {
    const seat = await as("lina");
    const { page, errors } = seat;
    const form = await brings(seat, "/fee", "申请客情费");
    const before = used().length;
    await form.getByRole("button", { name: "提交" }).click();
    const customer = form.getByRole("combobox", { name: "客户" });
    expect(await customer.getAttribute("aria-invalid")).toBe("true");
    await page.locator('input[placeholder="选客户"]:focus').waitFor();
    expect(await form.locator(".field-error").count()).toBe(3);
    await form.getByLabel("说明").fill("一二三四五六七八九十一二三四五六七八九十一");
    await form.getByRole("button", { name: "提交" }).click();
    await form.getByText("最多 20 个字。").waitFor();
    expect(used()).toHaveLength(before);
    expect(errors).toEqual([]);
  });

  test("keep what was typed when the bot refuses, and change when it takes it", async () => {
    const seat = await as("lina");
    const { page } = seat;
    const form = await brings(seat, "/fee", "申请客情费");
    await form.getByRole("combobox", { name: "客户" }).click();
    await form.getByRole("option", { name: "华信电子" }).click();
    await form.getByLabel(/^金额/).fill("3000");
    await form.getByLabel(/^下次见面/).fill("2026-12-02");
    // What to pick is said above the field only while nothing is picked.
    expect(await form.getByText("提醒时间").count()).toBe(1);
    await form.getByLabel("提醒时间").fill("2026-12-02T09:30");
    expect(await form.getByText("提醒时间").count()).toBe(0);
    await form.getByRole("combobox", { name: "标签" }).fill("VIP");
    await page.keyboard.press("Enter");
    await form.getByRole("combobox", { name: "同行" }).fill("王");
    await page.keyboard.press("Enter");
    await form.getByRole("checkbox", { name: "已同步客户" }).check();
    await form.getByRole("button", { name: "提交" }).click();
    await page.getByText("超过本季度余额 ¥1,000。").waitFor();
    expect(await form.getByLabel(/^金额/).inputValue()).toBe("3000");
    expect(await form.getByRole("combobox", { name: "客户" }).inputValue()).toBe("华信电子");
    await form.getByLabel(/^金额/).fill("800");
    await form.getByRole("button", { name: "提交" }).click();
    await card(page, "等经理审批 · ¥800").waitFor();
    const { action } = used().at(-1)!.payload.event as unknown as { action: { form_value: Record<string, unknown> } };
    expect(action.form_value).toMatchObject({
      customer: "华信电子",
      amount: "800",
      next: "2026-12-02 +0800",
      remind: "2026-12-02 09:30 +0800",
      tags: ["VIP"],
      with: company.feishu.idOf("wanglei"),
      sure: true,
    });
  });

  test("go back to how they came when they are reset", async () => {
    const form = await brings(await as("emma"), "/fee", "申请客情费");
    await form.getByLabel(/^金额/).fill("12");
    await form.getByLabel("说明").click();
    await form.getByRole("button", { name: "重置" }).click();
    // What was handed over already goes when Feishu has reset it.
    await expect.poll(() => form.getByLabel(/^金额/).inputValue()).toBe("");
  });

  test("keep what is still on its way to Feishu when it says what it has so far", async () => {
    const seat = await as("lina");
    const { page } = seat;
    const form = await brings(seat, "/fee", "申请客情费");
    const amount = form.getByLabel(/^金额/);
    // What is entered is handed over one after the other: the customer goes, the amount is held back.
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/sandbox/act", async (route) => {
      if (route.request().postData()?.includes('"700"')) await held;
      await route.continue();
    });
    await amount.fill("700");
    const isOnItsWay = page.waitForRequest((request) => request.postData()?.includes('"700"') ?? false);
    await form.getByRole("combobox", { name: "标签" }).fill("VIP");
    await isOnItsWay;
    // Another card of the same form is changed meanwhile, by this person on another screen.
    const other = await as("lina");
    const same = card(other.page, "申请客情费");
    await same.getByLabel("说明").fill("样品");
    await same.getByLabel(/^下次见面/).focus();
    await expect.poll(() => form.getByLabel("说明").inputValue()).toBe("样品");
    expect(await amount.inputValue()).toBe("700");
    letGo();
    await expect.poll(() => same.getByLabel(/^金额/).inputValue()).toBe("700");
    expect(await amount.inputValue()).toBe("700");
  });

  test("can be filled in and sent with the keyboard alone", async () => {
    const seat = await as("wanglei");
    const { page } = seat;
    const form = await brings(seat, "/fee", "申请客情费");
    const focus = () => page.evaluate("document.activeElement.placeholder ?? document.activeElement.textContent");
    for (let steps = 0; steps < 40 && (await focus()) !== "选客户"; steps++) await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("宏达");
    await form.getByRole("option", { name: "宏达机电" }).first().waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => form.getByRole("combobox", { name: "客户" }).inputValue()).toBe("宏达机电");
    await page.keyboard.press("Tab");
    if ((await focus()) !== "元") await page.keyboard.press("Tab");
    await page.keyboard.type("500");
    expect(await form.getByLabel(/^金额/).inputValue()).toBe("500");
    const next = form.getByLabel(/^下次见面/);
    await next.focus();
    await page.keyboard.type("12022026");
    expect(await next.inputValue()).toBe("2026-12-02");
    for (let steps = 0; steps < 20 && (await focus()) !== "提交"; steps++) await page.keyboard.press("Tab");
    expect(await focus()).toBe("提交");
    await page.keyboard.press("Enter");
    await card(page, "等经理审批 · ¥500").waitFor();
    await page.locator(".message:focus", { hasText: "等经理审批 · ¥500" }).waitFor();
  });
});
