import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PEOPLE, DEMO_TENANT } from "../../prisma/demo/people.ts";
import { accountOn } from "../../prisma/demo/sides.ts";
import { withHouse } from "../support/house.ts";
import { launch, opened, sit } from "./toy/browser.ts";

const house = withHouse();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const as = (key: string, platform: "slack" | "feishu") => {
  const person = DEMO_PEOPLE.find((one) => one.key === key)!;
  const account = platform === "slack" ? person.user : accountOn(DEMO_TENANT, person);
  return sit(browser, `${house.url}/?as=${account}&in=${platform}`);
};
const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();
const goTo = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name }).first().click();

const APPROVALS = "费用审批";

test("a fee is filed in Feishu, signed in Slack's thread, rejected in Feishu: all see the same end", async () => {
  const { page: liu, type, errors } = await as("liuyang", "feishu");
  await type("/fee 天宇 800 茶礼 林芳");
  const form = await opened(message(liu, "新客户特殊费用"));
  await form.getByRole("button", { name: "核对" }).click();
  const judged = await opened(message(liu, "可以提交"));
  await judged.getByRole("button", { name: "提交", exact: true }).click();
  await message(liu, "已提交 · 特殊费用").waitFor();

  const { page: zhao } = await as("zhaomin", "slack");
  await goTo(zhao, APPROVALS);
  await message(zhao, "等内勤审批").getByRole("button", { name: "同意" }).click();
  await zhao.getByRole("alertdialog").getByRole("button", { name: "同意" }).click();
  await message(zhao, "等经理审批").waitFor();

  const { page: wang } = await as("wangfang", "slack");
  await goTo(wang, APPROVALS);
  await message(wang, "等经理审批").getByRole("button", { name: "条回复" }).click();
  const thread = wang.getByRole("complementary");
  await thread.getByRole("textbox").fill("同意");
  await wang.keyboard.press("Enter");
  await message(wang, "等财务审批").waitFor();

  const { page: chen } = await as("chenjing", "feishu");
  await goTo(chen, APPROVALS);
  const card = message(chen, "等财务审批");
  // What happened in Slack stands in the thread here too.
  await expect.poll(() => card.textContent()).toMatch(/赵敏[\s\S]*王芳/);
  await card.getByRole("button", { name: "驳回" }).click();
  const reason = await opened(message(chen, "申请人会看到"));
  await reason.getByRole("textbox").fill("超过本季度预算");
  await reason.getByRole("button", { name: "驳回" }).click();

  for (const page of [chen, wang, zhao]) await message(page, "已驳回").waitFor();
  await message(liu, /驳回[\s\S]*超过本季度预算/).waitFor();
  expect(errors).toEqual([]);
});
