import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PEOPLE, DEMO_TENANT } from "../../prisma/demo/people.ts";
import { accountOn } from "../../prisma/demo/sides.ts";
import { withHouse } from "../support/house.ts";
import { launch, PHONE, sit } from "./toy/browser.ts";

const house = withHouse();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const as = (key: string, platform: "slack" | "feishu") => {
  const person = DEMO_PEOPLE.find((one) => one.key === key)!;
  const account = platform === "slack" ? person.user : accountOn(DEMO_TENANT, person);
  return sit(browser, `${house.url}/?as=${account}&in=${platform}`, PHONE);
};
const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();

test.each(["slack", "feishu"] as const)("on a phone in %s: a customer, its people, who decides", async (platform) => {
  const { page: li, type, errors } = await as("liwei", platform);
  await type("/customer 宏达机电有限公司");
  const card = message(li, "宏达机电有限公司");
  await card.getByText("大客户").first().waitFor();
  await card.getByRole("button", { name: "联系人" }).first().click();
  await message(li, "宏达机电有限公司 的联系人").getByRole("button", { name: "查看" }).first().click();
  await message(li, "个人信息").waitFor();
  await type("/deal 宏达三年续约");
  // In Feishu the line that was typed is a message too.
  await message(li, /宏达三年续约[\s\S]*推进记录/).waitFor();
  expect(await li.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
  expect(errors).toEqual([]);
});
