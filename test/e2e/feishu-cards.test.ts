import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DESK, launch, objections, PHONE, sit } from "./toy/browser.ts";
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

const NARROW = { ...PHONE, viewport: { width: 390, height: 844 } };
const as = (name: string, options = DESK) => sit(browser, `${company.url}/?as=${name}&in=feishu`, options);
/** The last of the three cards of /cards. */
const LAST = "四周走势";
const used = () => company.feishu.deliveries.filter((one) => one.type === "card.action.trigger");

describe("Feishu's cards", () => {
  test("show people, tags, fields and folded parts", async () => {
    const seat = await as("lina");
    const { page, errors } = seat;
    await brings(seat, "/cards", LAST);
    const fee = card(page, "特殊费用 ¥800 · 华信");
    expect(await fee.getByRole("heading").textContent()).toBe("特殊费用 ¥800 · 华信");
    expect(await fee.locator(".card-header").getAttribute("class")).toContain("template-yellow");
    expect(await fee.locator(".mention-me").textContent()).toBe("@李娜");
    expect(await fee.textContent()).toContain("等经理审批");
    const folded = fee.getByText("经理 等待中");
    expect(await folded.isVisible()).toBe(false);
    await fee.getByText("审批进度").click();
    await folded.waitFor();
    expect(errors).toEqual([]);
  });

  test("turn the pages of tables, whose cells are told as their columns say", async () => {
    const seat = await as("emma");
    const { page } = seat;
    await brings(seat, "/cards", LAST);
    const figures = card(page, "华东一组 · 本周");
    const rows = figures.locator(".card-table").getByRole("row");
    expect(await rows.nth(1).textContent()).toBe("宏达机电¥12,000.50谈判李娜李娜2026/11/25下周再访");
    expect(await rows.count()).toBe(3);
    await figures.getByRole("button", { name: "Next" }).click();
    await figures.getByText("Page 2 of 2").waitFor();
    expect(await rows.nth(1).textContent()).toContain("¥36,001.50");
    expect(await rows.count()).toBe(2);
  });

  test("draw charts, in words and in figures too", async () => {
    const seat = await as("emma");
    const { page } = seat;
    await brings(seat, "/cards", LAST);
    const funnel = page.locator("figure", { hasText: "漏斗" }).last();
    expect(await funnel.getByRole("img").getAttribute("aria-label")).toBe(
      "Funnel: 机会 41, 约见 14, 25% 18, 50% 9, 90% 3, 成交 2",
    );
    await funnel.getByRole("button", { name: "Show figures" }).click();
    expect(await funnel.getByRole("row").nth(1).textContent()).toBe("机会41");
    const bars = page.locator("figure", { hasText: "新增与成交" }).last();
    expect(await bars.getByRole("img").getAttribute("aria-label")).toContain("Bar chart: 新增 (一 5, 二 6");
    await page
      .getByRole("img", { name: /^Radar chart: 人 3/ })
      .last()
      .waitFor();
    expect(await card(page, "四周走势").getByText("A chart this page cannot draw:").textContent()).toContain(
      "wordCloud",
    );
    await card(page, "四周走势").getByRole("row", { name: "价格 9" }).waitFor();
  });

  test("act at once outside of forms: ticks, menus, lines, links and what cannot be pressed", async () => {
    const seat = await as("wanglei");
    const { page } = seat;
    const trend = await brings(seat, "/cards", LAST);
    const before = used().length;
    /** The bot said so, and the card takes the next press: the page hears of both on ways of their own. */
    const taken = async (what: string) => {
      await page.getByText(`收到 ${what}`).waitFor();
      await trend.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
    };
    await trend.getByRole("checkbox", { name: "已电话" }).check();
    await taken("tick");
    await trend.getByRole("combobox", { name: "阶段" }).click();
    await page.getByRole("option", { name: "50%" }).click();
    await taken("stage 50%");
    await trend.getByRole("textbox", { name: "一句话" }).fill("已谈妥");
    await page.keyboard.press("Enter");
    await taken("line");
    await trend.getByRole("button", { name: "看宏达机电" }).click();
    await taken("open");
    const off = trend.getByRole("button", { name: "不能按" });
    expect(await off.getAttribute("title")).toBe("要等经理先批");
    await off.click({ force: true });
    expect(await trend.getByRole("link", { name: /打开网页/ }).getAttribute("href")).toBe("https://example.com/");
    expect(used()).toHaveLength(before + 4);
    expect(JSON.stringify(used().map((one) => one.payload))).toContain('"input_value":"已谈妥"');
  });

  test("never run or link what hostile text asks for", async () => {
    const { page, errors, type } = await as("lina");
    await type("/danger");
    const hostile = card(page, "<script>alert(1)</script>");
    await hostile.waitFor();
    expect(await hostile.textContent()).toContain("<img src=x onerror=alert(1)>");
    expect(await hostile.locator("a, img, script, b, [onclick]").count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test("say loudly what nobody knows", async () => {
    const lina = company.feishu.idOf("lina");
    const screen = company.feishu.desk.screen(lina);
    const sent = screen.messages[screen.chats[0]!.id]!.find((one) => one.card)!;
    const strange = {
      schema: "2.0",
      header: { title: { tag: "plain_text", content: "Strange" }, glow: 1 },
      body: {
        elements: [
          { tag: "marquee", content: "x" },
          { tag: "markdown", content: "kept", blink: true },
        ],
      },
    };
    const messages = { [sent.chatId]: [{ ...sent, card: { ...sent.card, json: strange } }] };
    const event = { type: "screen", screen: { ...screen, messages }, clock: { now: 0, ahead: 0 }, build: "x" };
    const { page } = await sit(browser, "about:blank");
    await page.route("**/sandbox/events?**", (route) =>
      route.fulfill({ contentType: "text/event-stream", body: `data: ${JSON.stringify(event)}\n\n` }),
    );
    await page.goto(`${company.url}/?as=lina&in=feishu&at=${sent.chatId}`);
    await page.getByText("不认识的组件： marquee").waitFor();
    await page.getByText("header 里不认识的属性： glow").waitFor();
    await page.getByText("markdown 里不认识的属性： blink").waitFor();
    await page.getByText("kept").waitFor();
  });
});

describe("for everyone", () => {
  for (const colorScheme of ["light", "dark"] as const)
    test(`Feishu's client has nothing axe objects to, in the ${colorScheme}`, async () => {
      const seat = await as("lina", { ...DESK, colorScheme, bypassCSP: true } as typeof DESK);
      const { page } = seat;
      await brings(seat, "/visit", "已记录");
      await brings(seat, "/cards", LAST);
      await page.getByRole("button", { name: "1 条回复" }).last().click();
      await page.getByRole("complementary").getByText("按代表的明细在这里").waitFor();
      expect(await objections(page)).toEqual([]);
      const form = await brings(seat, "/fee", "申请客情费");
      await form.getByRole("button", { name: "提交" }).click();
      await form.getByRole("combobox", { name: "客户" }).click();
      await page.getByRole("option").first().waitFor();
      expect(await objections(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await card(page, "已记录").getByRole("button", { name: /^Slow/ }).click();
      await page.getByText("Took its time").waitFor();
      // Of a name that is scrolled out of sight axe thinks that it is not there.
      await form.getByText("客户", { exact: true }).scrollIntoViewIfNeeded();
      expect(await objections(page)).toEqual([]);
    });

  test("fits a phone: chats in a drawer, cards no wider than the screen", async () => {
    const seat = await as("lina", NARROW);
    const { page, errors } = seat;
    await brings(seat, "/cards", LAST);
    await brings(seat, "/fee", "申请客情费");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    const wide = await page.evaluate(
      "[...document.querySelectorAll('.feishu-card')].filter((one) => one.getBoundingClientRect().right > 390).length",
    );
    expect(wide).toBe(0);
    await page.getByText("沙盒", { exact: true }).waitFor();
    await page.getByRole("button", { name: "打开频道列表" }).click();
    await page.getByRole("navigation").getByRole("button", { name: "华东一组" }).click();
    await page.getByRole("heading", { level: 1, name: "华东一组" }).waitFor();
    expect(errors).toEqual([]);
  });
});
