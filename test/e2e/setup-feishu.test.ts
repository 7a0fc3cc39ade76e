import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, objections, opened, PHONE, sit } from "./toy/browser.ts";
import { type NewCompany, openNewCompany } from "./toy/new-company.ts";

let company: NewCompany;
let browser: Browser;
beforeAll(async () => {
  [company, browser] = await Promise.all([openNewCompany("feishu", "2026-11-23T09:00:00+08:00"), launch()]);
});
afterAll(async () => {
  await browser.close();
  await company.stop();
});

const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();
const press = (on: Locator, name: string) => on.getByRole("button", { name, exact: true }).first().click();
const pick = async (form: Locator, field: RegExp, option: string): Promise<void> => {
  await form.getByRole("combobox", { name: field }).fill(option);
  await form.page().getByRole("option", { name: option }).first().click();
};
/** The newest card that has that button: one that was used has none. */
const cardWith = (page: Page, button: string): Locator =>
  page.locator("main .message", { has: page.getByRole("button", { name: button, exact: true }) }).last();

const add = async (page: Page, who: string, roles: readonly string[], team?: string): Promise<void> => {
  await press(cardWith(page, "加人"), "加人");
  const form = await opened(cardWith(page, "加入"));
  await pick(form, /^同事/, who);
  for (const role of roles) await pick(form, /^角色/, role);
  // A list of which one takes several stays open over what stands below it.
  await page.keyboard.press("Escape");
  if (team) await pick(form, /^团队/, team);
  await page.keyboard.press("Escape");
  await press(form, "加入");
  await message(page, `已加入：${who}`).waitFor();
};

test("on a phone in Feishu the first admin goes from the set-up code to everything set", async () => {
  const { page, type, errors } = await sit(browser, company.pageOf("lintao"), { ...PHONE, bypassCSP: true });
  await type(`/setup ${company.setupCode}`);
  await press(message(page, "你现在是 Rapport 的管理员"), "开始设置");
  const said = async (text: string): Promise<string> => {
    await message(page, text).waitFor();
    return (await message(page, text).textContent()) ?? "";
  };
  expect(await said("设置：已完成 1/6")).toContain("每日提醒：还缺团队、销售代表");
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);

  await press(cardWith(page, "填写"), "填写");
  await (await opened(cardWith(page, "保存"))).getByLabel(/^名称/).fill("华信工业");
  expect(await objections(page)).toEqual([]);
  await press(cardWith(page, "保存"), "保存");
  await said("设置：已完成 2/6");

  await press(cardWith(page, "新板块"), "新板块");
  await (await opened(cardWith(page, "保存"))).getByLabel(/^板块名称/).fill("工业");
  await press(cardWith(page, "保存"), "保存");
  await press(cardWith(page, "继续设置"), "继续设置");
  await said("设置：已完成 3/6");

  await press(cardWith(page, "建团队"), "建团队");
  const team = await opened(cardWith(page, "保存"));
  await team.getByLabel(/^团队名称/).fill("华东一组");
  await pick(team, /^板块/, "工业");
  await pick(team, /^团队频道/, "华东一组");
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await press(team, "保存");
  await said("团队建好了：华东一组");

  await type("/setup");
  expect(await said("设置：已完成 5/6")).toContain("客情费审批：还缺华东一组的销售内勤、华东一组的销售经理、财务");
  await add(page, "李伟", ["销售代表"], "华东一组");
  await add(page, "赵敏", ["销售内勤"], "华东一组");
  await add(page, "王芳", ["销售经理"], "华东一组");
  await add(page, "陈静", ["财务"]);
  await add(page, "周明", ["管理层"]);
  await add(page, "何清", ["合规"]);
  await type("/setup");
  const all = await said("全部设置好了");
  for (const work of ["每日提醒", "客情费审批", "周五汇总"]) expect(all).toContain(`✓ ${work}：可以用了`);

  const { page: li } = await sit(browser, company.pageOf("liwei"), PHONE);
  await message(li, "欢迎你，李伟").waitFor();
  expect(errors).toEqual([]);
});
