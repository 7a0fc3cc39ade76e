import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holdActs, launch, sit } from "./toy/browser.ts";
import { openToyHouse, type ToyHouse } from "./toy/house.ts";

const focused = (page: Page): Promise<unknown> =>
  page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-labelledby'))?.textContent");

describe("forms", () => {
  let house: ToyHouse;
  let browser: Browser;
  beforeAll(async () => {
    [house, browser] = await Promise.all([openToyHouse(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  const submitted = () => house.sandbox.deliveries.filter((one) => one.type === "view_submission").length;

  test("say under each field what is wrong, before anything is sent", async () => {
    const { page, errors, type } = await sit(browser, `${house.url}/?as=lina`);
    const before = submitted();
    await type("/fee");
    const form = page.getByRole("dialog", { name: "申请客情费" });
    await form.getByRole("button", { name: "提交" }).click();
    const customer = form.getByRole("combobox", { name: /客户/ });
    expect(await customer.getAttribute("aria-invalid")).toBe("true");
    const said = (await customer.getAttribute("aria-describedby")) ?? "";
    expect(await page.evaluate(`"${said}".split(" ").map((id) => document.getElementById(id).textContent)`)).toEqual([
      "可以输入拼音或简称",
      "⚠ 请选择一项。",
    ]);
    expect(await focused(page)).toBe("客户 Customer");
    const amount = form.getByLabel("金额 Amount");
    await amount.fill("9000");
    await form.getByRole("button", { name: "提交" }).click();
    await form.getByText("不能大于 5000。").waitFor();
    expect(submitted()).toBe(before);
    await form.getByRole("button", { name: "取消" }).click();
    await form.waitFor({ state: "detached" });
    expect(errors).toEqual([]);
  });

  test("show the bot's own refusals at their field, keep what was typed, and close when it is accepted", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=lina`);
    await type("/fee");
    const form = page.getByRole("dialog", { name: "申请客情费" });
    const customer = form.getByRole("combobox", { name: /客户/ });
    await customer.fill("华信");
    await form.getByRole("option", { name: "华信电子" }).click();
    await form.getByLabel("金额 Amount").fill("3000");
    await form.getByLabel("下次 Next step").fill("2026-12-02");
    await form.getByRole("button", { name: "提交" }).click();
    await form.getByText("超过本季度余额 ¥1,000").waitFor();
    await form.locator('input[inputmode="decimal"]:focus').waitFor();
    expect(await customer.inputValue()).toBe("华信电子");
    await form.getByLabel("金额 Amount").fill("800");
    await form.getByRole("button", { name: "提交" }).click();
    await page.getByText("🟡 等经理审批 · ¥800 · 华信电子").waitFor();
    await form.waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.className")).toBe("composer-input");
  });

  test("stay open with what was typed when the bot does not answer", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=emma`);
    await type("/fee");
    const form = page.getByRole("dialog");
    await form.getByRole("combobox").fill("Acme");
    await form.getByRole("option", { name: "Acme Pilot" }).click();
    await form.getByLabel("金额 Amount").fill("13");
    await form.getByLabel("下次 Next step").fill("2026-12-02");
    await form.getByRole("button", { name: "提交" }).click();
    await form
      .getByRole("alert")
      .getByText(/did not answer within 3 seconds/)
      .waitFor();
    expect(await form.getByLabel("金额 Amount").inputValue()).toBe("13");
    const letGo = await holdActs(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    letGo();
    await form.waitFor({ state: "detached" });
    expect(await page.getByText("did not go through").count()).toBe(0);
  });

  test("keep the focus inside, close their list before themselves, and lie on top of each other", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=zhou`);
    await type("/deep");
    await page.getByRole("dialog").getByRole("button", { name: "Deeper" }).click();
    const second = page.getByRole("dialog", { name: "第二层" });
    await second.waitFor();
    await second.getByRole("combobox").click();
    await second.getByRole("option").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await second.getByRole("option").count()).toBe(0);
    expect(await second.count()).toBe(1);
    for (let steps = 0; steps < 12; steps++) {
      await page.keyboard.press("Tab");
      expect(
        await page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')"),
      ).toBe(true);
    }
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "申请客情费" }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("take every kind of field and hand it over as the platform does", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=lina`);
    await type("/form");
    const form = page.getByRole("dialog");
    await form.getByRole("combobox", { name: /客户/ }).fill("Blue");
    await form.getByRole("option", { name: "Blue Sea Logistics" }).click();
    await form.getByLabel("金额 Amount").fill("12.5");
    await form.getByLabel("下次 Next step").fill("2026-12-02");
    await form.getByRole("combobox", { name: /阶段/ }).fill("Won");
    await page.keyboard.press("Enter");
    const met = form.getByRole("combobox", { name: /见到的人/ });
    await met.fill("王");
    await page.keyboard.press("Enter");
    await met.fill("Emma");
    await page.keyboard.press("Enter");
    await met.press("Escape");
    await form.getByLabel(/提醒时间/).fill("2026-12-02T09:30");
    await form.getByText("Sound budget").click();
    await form.getByText("拜访", { exact: true }).click();
    await form
      .getByLabel(/合同/)
      .setInputFiles({ name: "合同.txt", mimeType: "text/plain", buffer: Buffer.from("签好了") });
    await form.getByRole("button", { name: "移除 合同.txt" }).waitFor();
    await form.getByRole("button", { name: "提交" }).click();
    await form.waitFor({ state: "detached" });
    const sent = house.sandbox.deliveries.findLast((one) => one.type === "view_submission")!;
    const values = (
      sent.payload as unknown as { view: { state: { values: Record<string, { v: Record<string, unknown> }> } } }
    ).view.state.values;
    expect(values.customer!.v).toMatchObject({ selected_option: { value: "Blue Sea Logistics" } });
    expect(values.amount!.v.value).toBe("12.5");
    expect(values.next!.v.selected_date).toBe("2026-12-02");
    expect(values.stage!.v).toMatchObject({ selected_option: { value: "Won" } });
    expect(values.met!.v.selected_users).toEqual([house.sandbox.idOf("wanglei"), house.sandbox.idOf("emma")]);
    expect(values.at!.v.selected_date_time).toBe(Date.parse("2026-12-02T09:30:00+08:00") / 1000);
    expect(values.checks!.v).toMatchObject({ selected_options: [{ value: "budget" }] });
    expect(values.kind!.v).toMatchObject({ selected_option: { value: "拜访" } });
    expect(values.paper!.v).toMatchObject({ files: [{ name: "合同.txt" }] });
  });
});
