import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PEOPLE, DEMO_TENANT } from "../../prisma/demo/people.ts";
import { accountOn } from "../../prisma/demo/sides.ts";
import { withHouse } from "../support/house.ts";
import { launch, opened, PHONE, sit } from "./toy/browser.ts";

const house = withHouse();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const as = (key: string, platform: "slack" | "feishu", options?: typeof PHONE) => {
  const person = DEMO_PEOPLE.find((one) => one.key === key)!;
  const account = platform === "slack" ? person.user : accountOn(DEMO_TENANT, person);
  return sit(browser, `${house.url}/?as=${account}&in=${platform}`, options);
};
const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();

test("an account is closed in Slack; the manager hands all customers over; the new owner has them in Feishu; undone", async () => {
  const { page: lin, type, errors } = await as("lintao", "slack");
  await type("/people 孙倩");
  await message(lin, "孙倩").getByRole("button", { name: "停用账号" }).click();
  await lin.getByRole("alertdialog").getByRole("button", { name: "停用" }).click();
  await message(lin, "已停用：孙倩").waitFor();

  const { page: wang, errors: more } = await as("wangfang", "slack");
  await message(wang, "孙倩 已离职").getByRole("button", { name: "移交几家" }).click();
  const form = await opened(wang.getByRole("dialog", { name: "移交客户" }));
  await form.getByRole("checkbox").check();
  const to = form.getByRole("combobox", { name: /交给/ });
  await to.fill("刘洋");
  await form.getByRole("option", { name: /刘洋/ }).click();
  await form.getByLabel(/想告诉接手人的话/).fill("都是老客户，先打个招呼");
  await form.getByRole("button", { name: "移交" }).click();
  const done = message(wang, /已移交：.*→ 刘洋/);
  await done.waitFor();
  await form.waitFor({ state: "detached" });

  const { page: liu } = await as("liuyang", "feishu", PHONE);
  const card = message(liu, "家客户由你负责了");
  await card.waitFor();
  expect(await card.textContent()).toContain("先打个招呼");
  await card.getByRole("button", { name: "交接卡" }).first().click();
  await message(liu, "孙倩，到").waitFor();
  expect(await liu.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);

  await done.getByRole("button", { name: "撤销" }).click();
  await wang.getByRole("alertdialog").getByRole("button", { name: "撤回" }).click();
  await message(wang, /已从 刘洋 撤回/).waitFor();
  await message(liu, /撤回了 \d+ 家客户/).waitFor();
  expect([...errors, ...more]).toEqual([]);
});
