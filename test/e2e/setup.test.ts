import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { DESK, launch, objections, opened, PHONE, sit } from "./toy/browser.ts";
import { type NewCompany, openNewCompany } from "./toy/new-company.ts";

let company: NewCompany;
let browser: Browser;
beforeAll(async () => {
  [company, browser] = await Promise.all([openNewCompany("slack", "2026-11-23T09:00:00+08:00"), launch()]);
});
afterAll(async () => {
  await browser.close();
  await company.stop();
});

const message = (page: Page, text: string | RegExp) => page.locator(".message", { hasText: text }).last();
const dialog = (page: Page) => opened(page.getByRole("dialog"));
const press = (on: Locator, name: string) => on.getByRole("button", { name, exact: true }).click();
const pick = async (form: Locator, field: string | RegExp, option: string): Promise<void> => {
  const box = form.getByRole("combobox", { name: field });
  await box.fill(option);
  await form.getByRole("option", { name: option }).first().click();
};

/** Adds one person with roles; a team where the roles want one. */
const add = async (page: Page, who: string, roles: readonly string[], team?: string): Promise<void> => {
  await press(message(page, "同事"), "加人");
  const form = await dialog(page);
  await pick(form, /^同事/, who);
  for (const role of roles) await pick(form, /^角色/, role);
  if (team) await pick(form, /^团队/, team);
  await press(form, "加入");
  await message(page, `已加入：${who}`).waitFor();
};

describe("from the set-up code to everything set", () => {
  test("the first admin goes through the steps, leaves in between, and comes back on a phone", async () => {
    const { page, type, errors } = await sit(browser, company.pageOf("lintao"), DESK);
    await type(`/setup ${company.setupCode}`);
    await press(message(page, "你现在是 Rapport 的管理员"), "开始设置");
    const card = () => message(page, /设置：已完成|全部设置好了/);
    await message(page, "设置：已完成 1/6").waitFor();
    expect(await card().textContent()).toContain("每日提醒：还缺团队、销售代表");

    await press(card(), "填写");
    await (await dialog(page)).getByLabel("名称").fill("华信工业");
    await press(await dialog(page), "保存");
    await message(page, "设置：已完成 2/6").waitFor();

    await press(card(), "新板块");
    await (await dialog(page)).getByLabel("板块名称").fill("工业");
    await press(await dialog(page), "保存");
    await press(message(page, "板块 · 1 个"), "继续设置");
    await message(page, "设置：已完成 3/6").waitFor();

    await press(card(), "建团队");
    await (await dialog(page)).getByLabel("团队名称").fill("华东一组");
    await pick(await dialog(page), /^板块/, "工业");
    await pick(await dialog(page), /^团队频道/, "华东一组");
    await press(await dialog(page), "保存");
    await message(page, "团队建好了：华东一组").waitFor();

    await type("/setup");
    await message(page, "设置：已完成 5/6").waitFor();
    expect(await card().textContent()).toContain("客情费审批：还缺华东一组的销售内勤、华东一组的销售经理、财务");
    await add(page, "李伟", ["销售代表"], "华东一组");
    await add(page, "赵敏", ["销售内勤"], "华东一组");
    expect(errors).toEqual([]);

    const phone = await sit(browser, company.pageOf("lintao"), { ...PHONE, bypassCSP: true });
    await phone.type("/setup");
    await message(phone.page, "客情费审批：还缺华东一组的销售经理").waitFor();
    expect(await phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(await objections(phone.page)).toEqual([]);
    await add(phone.page, "王芳", ["销售经理"], "华东一组");
    await add(phone.page, "陈静", ["财务"]);
    await add(phone.page, "周明", ["管理层"]);
    await add(phone.page, "何清", ["合规"]);
    await phone.type("/setup");
    const all = message(phone.page, "全部设置好了");
    await all.waitFor();
    for (const work of ["每日提醒", "客情费审批", "周五汇总"])
      expect(await all.textContent()).toContain(`✓ ${work}：可以用了`);

    const { page: li } = await sit(browser, company.pageOf("liwei"), DESK);
    await message(li, "欢迎你，李伟").waitFor();
  });

  test("a figure is changed by form, stands in the history, and is taken back", async () => {
    const { page, type, errors } = await sit(browser, company.pageOf("lintao"), DESK);
    await type("/settings");
    await press(message(page, "我的设置"), "公司参数");
    await message(page, "公司参数").getByText("商机推进").waitFor();
    // The button below the group's name.
    await message(page, "公司参数").getByText("商机推进").locator("xpath=following::button[1]").click();
    const form = await dialog(page);
    await form.getByLabel("销售周期（天）").fill("0");
    await press(form, "保存");
    await form.getByText("不能小于 1").waitFor();
    await form.getByLabel("销售周期（天）").fill("35");
    await press(form, "保存");
    await press(message(page, "销售周期（天） 28 → 35"), "撤销");
    await message(page, "已撤销，恢复成原来的").waitFor();
    const { settings } = await from({ database: company.database.handle }).organization.findFirstOrThrow({});
    expect(settings).toEqual({});
    expect(errors).toEqual([]);
  });
});
