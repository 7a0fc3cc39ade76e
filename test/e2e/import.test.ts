import type { Browser, Locator, Page } from "playwright-core";
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

const WANG = DEMO_PEOPLE.find(({ key }) => key === "wangfang")!;
const account = { slack: WANG.user, feishu: accountOn(DEMO_TENANT, WANG) };
const as = (platform: "slack" | "feishu", options?: typeof PHONE) =>
  sit(browser, `${house.url}/?as=${account[platform]}&in=${platform}`, options);
const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();

/** A good row, one without a name, one of nobody's, a day that is none, and one more for the first. */
const SHEET = [
  "客户名称,城市,首次接触,负责人,联系人,手机",
  "云杉仪器有限公司,苏州,2024年4月1日,刘洋,周敏,13811112222",
  ",上海,,刘洋,,",
  "北辰药业,天津,2024/5/6,查无此人,,",
  "海蓝物流,宁波,2099-01-01,刘洋,,",
  "云杉仪器,,,刘洋,吴磊,13833334444",
].join("\n");

const drop = async (page: Page, name: string) => {
  const buffer = Buffer.from(SHEET);
  await page.locator("main input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.locator("main .chips", { hasText: name }).waitFor();
  await page.locator("main .composer-input").press("Enter");
};
const there = async (): Promise<readonly string[]> => {
  const { rows } = await house.database.pool.query(
    `SELECT c.name || ' ' || k.name AS said FROM "Customer" c JOIN "Contact" k ON k."customerId" = c.id
     WHERE c."importId" IS NOT NULL ORDER BY k.phones`,
  );
  return rows.map(({ said }) => said);
};
const confirms = (page: Page, name: string) =>
  page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
/** Every figure of the card, and why rows stay out. */
const judged = async (card: Locator) => {
  await card.waitFor();
  const text = (await card.textContent()) ?? "";
  expect(text).toMatch(/新增\s*2/);
  expect(text).toMatch(/不导入\s*3/);
  expect(text).toContain("缺少客户名称");
  expect(text).toContain("没有查无此人");
  expect(text).toContain("2099-01-01 还没有到");
};

test("a sheet with errors is dropped in Slack, checked row by row, taken in and undone", async () => {
  const { page, errors } = await as("slack");
  await drop(page, "客户.csv");
  await message(page, "文件里有这些").getByRole("button", { name: "确认各列" }).click();
  const form = await opened(page.getByRole("dialog", { name: "哪一列是什么" }));
  await form.getByRole("button", { name: "检查各行" }).click();
  await form.waitFor({ state: "detached" });
  const checked = message(page, "检查好了：客户.csv");
  await judged(checked);
  expect(await there()).toEqual([]);

  await checked.getByRole("button", { name: "导入", exact: true }).click();
  await confirms(page, "导入");
  const applied = message(page, "已导入：客户.csv");
  await applied.waitFor();
  expect(await there()).toEqual(["云杉仪器有限公司 周敏", "云杉仪器有限公司 吴磊"]);
  await applied.getByRole("button", { name: "逐行表格" }).click();
  await page.getByRole("link", { name: /客户\.csv 逐行结果\.xlsx/ }).waitFor();

  await applied.getByRole("button", { name: "撤销" }).click();
  await confirms(page, "撤销");
  await message(page, "已撤销：客户.csv").waitFor();
  expect(await there()).toEqual([]);
  expect(errors).toEqual([]);
});

test("the same in Feishu, on a phone", async () => {
  const { page, errors } = await as("feishu", PHONE);
  await drop(page, "名单.csv");
  await message(page, "文件里有这些").getByRole("button", { name: "确认各列" }).click();
  const form = await opened(message(page, "哪一列是什么"));
  await form.getByRole("button", { name: "检查各行" }).click();
  const checked = message(page, "检查好了：名单.csv");
  await judged(checked);
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  await checked.getByRole("button", { name: "导入", exact: true }).click();
  await confirms(page, "好");
  const applied = message(page, "已导入：名单.csv");
  await applied.waitFor();
  expect(await there()).toEqual(["云杉仪器有限公司 周敏", "云杉仪器有限公司 吴磊"]);
  await applied.getByRole("button", { name: "撤销" }).click();
  await confirms(page, "好");
  await message(page, "已撤销：名单.csv").waitFor();
  expect(await there()).toEqual([]);
  expect(errors).toEqual([]);
});
