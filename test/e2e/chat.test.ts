import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holdActs, launch, sit } from "./toy/browser.ts";
import { closeOnceOpen } from "./toy/first-sight.ts";
import { openToyHouse, type ToyHouse } from "./toy/house.ts";

describe("the chat client", () => {
  let house: ToyHouse;
  let browser: Browser;
  beforeAll(async () => {
    [house, browser] = await Promise.all([openToyHouse(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  test("asks who one would like to be, and speaks that person's language", async () => {
    const { page, errors } = await sit(browser, house.url);
    expect(await page.locator("header").textContent()).toContain("Sandbox · nothing leaves this computer");
    await page.getByRole("button", { name: /王磊 Sales manager/ }).click();
    await page.getByText("沙盒 · 数据不出这台电脑").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(page.url()).toContain("as=wanglei");
    await page.getByRole("button", { name: /当前身份 王磊/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Emma Clarke/ })
      .click();
    await page.getByText("Sandbox · nothing leaves this computer").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(errors).toEqual([]);
  });

  test("completes commands with the keyboard, and shows the hint of the one being written", async () => {
    const { page } = await sit(browser, `${house.url}/?as=lina`);
    const box = page.locator("main .composer-input");
    await box.pressSequentially("/");
    const list = page.getByRole("listbox", { name: "命令" });
    expect(await list.getByRole("option").count()).toBe(9);
    expect(await list.getByRole("option").first().textContent()).toContain("客户 说了什么 下次");
    await box.press("ArrowDown");
    await box.press("ArrowDown");
    expect(await box.getAttribute("aria-activedescendant")).toBe(
      await list.getByRole("option").nth(2).getAttribute("id"),
    );
    await box.press("Tab");
    expect(await box.inputValue()).toBe("/fee ");
    await page.getByText("客户 金额").waitFor();
    await box.fill("/v");
    await box.press("Escape");
    expect(await list.count()).toBe(0);
    expect(await box.inputValue()).toBe("/v");
  });

  test("shows what the bot posts, and asks before a button with a confirm acts", async () => {
    const { page, errors, type } = await sit(browser, `${house.url}/?as=lina`);
    await type("/visit 宏达 王总谈了续约价格");
    const card = page.locator(".message", { hasText: "已记录：拜访 宏达机电" });
    await card.getByRole("button", { name: "撤销" }).click();
    const dialog = page.getByRole("alertdialog", { name: "撤销这次拜访？" });
    expect(await dialog.textContent()).toContain("下一步也会取消");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(house.sandbox.deliveries.filter((one) => one.type === "block_actions")).toEqual([]);
    expect(await page.evaluate("document.activeElement.textContent")).toBe("撤销");
    await card.getByRole("button", { name: "撤销" }).click();
    await dialog.getByRole("button", { name: "撤销" }).click();
    await page.getByText("已撤销这次拜访").waitFor();
    expect(await page.locator(".message", { hasText: "已撤销这次拜访" }).textContent()).toContain("已编辑");
    expect(errors).toEqual([]);
  });

  test("marks what only this person sees, and lets them put it away", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=emma`);
    await page.getByRole("navigation").getByRole("button", { name: "华东一组" }).click();
    await type("/quiet");
    const message = page.locator(".message", { hasText: "只有你能看到这句话" });
    await message.getByText("Only visible to you").waitFor();
    const { page: other } = await sit(browser, `${house.url}/?as=lina`);
    await other.getByRole("navigation").getByRole("button", { name: "华东一组" }).click();
    await other.getByRole("heading", { level: 1, name: "#华东一组" }).waitFor();
    expect(await other.getByText("只有你能看到这句话").count()).toBe(0);
    await message.getByRole("button", { name: "Dismiss" }).click();
    expect(await message.count()).toBe(0);
  });

  test("says when the bot did not answer, and keeps what was typed", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=emma`);
    await type("/late");
    await page.getByText("Working…").waitFor();
    await page
      .getByRole("alert")
      .getByText(/did not answer within 3 seconds/)
      .waitFor();
    expect(await page.locator("main .composer-input").inputValue()).toBe("/late");
  });

  test("says which commands there are when there is no such one", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=lina`);
    await type("/nonsense 宏达");
    await page.getByRole("alert").getByText("没有 /nonsense 这个命令。输入 / 看看有哪些。").waitFor();
    expect(await page.locator("main .composer-input").inputValue()).toBe("/nonsense 宏达");
  });

  test("keeps a line that was begun when one goes elsewhere", async () => {
    const { page } = await sit(browser, `${house.url}/?as=lina`);
    await page.locator("main .composer-input").fill("not yet sent");
    const navigation = page.getByRole("navigation");
    await navigation.getByRole("button", { name: "general" }).click();
    expect(await page.locator("main .composer-input").inputValue()).toBe("");
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Rapport" }).waitFor();
    expect(await page.locator("main .composer-input").inputValue()).toBe("not yet sent");
  });

  test("marks unread conversations until they are looked at", async () => {
    const { page } = await sit(browser, `${house.url}/?as=zhou`);
    await page.getByRole("button", { name: "general" }).waitFor();
    await house.sandbox.person("raj").say("hello everyone", { in: "#general" });
    const general = page.getByRole("button", { name: /^general/ });
    await general.getByText("未读").waitFor({ state: "attached" });
    await general.click();
    await page.locator(".message", { hasText: "hello everyone" }).waitFor();
    await general.getByText("未读").waitFor({ state: "detached" });
  });

  test("marks replies that concern this person, at the channel and at the thread", async () => {
    const { page } = await sit(browser, `${house.url}/?as=zhou`);
    await page.getByRole("navigation").waitFor();
    const asked = await house.sandbox.person("zhou").say("谁去华信？", { in: "#approvals" });
    await house.sandbox.person("emma").say("I will", { in: "#approvals", thread: asked });
    const approvals = page.getByRole("navigation").getByRole("button", { name: /approvals/ });
    await approvals.getByText("未读").waitFor({ state: "attached" });
    await approvals.click();
    const replies = page.locator(".message", { hasText: "谁去华信？" }).getByRole("button", { name: /1 条回复/ });
    expect(await replies.textContent()).toContain("新");
    await replies.click();
    await page.getByRole("complementary").getByText("I will").waitFor();
    await page.getByRole("button", { name: "关闭话题" }).click();
    expect(await replies.textContent()).not.toContain("新");
    expect(await page.evaluate("document.activeElement.className")).toBe("reply-bar");
    await house.sandbox.person("emma").say("On Friday", { in: "#approvals", thread: asked });
    const more = page.locator(".message", { hasText: "谁去华信？" }).getByRole("button", { name: /2 条回复/ });
    await more.getByText("新").waitFor();
    await page.evaluate(closeOnceOpen);
    await more.click();
    await page.locator("body[data-closed]:not(:has(aside.thread))").waitFor();
    expect(await more.textContent()).not.toContain("新");
  });

  test("writes as people do: mentions, line breaks, nothing is markup", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=emma`);
    await page.getByRole("navigation").getByRole("button", { name: "general" }).click();
    const box = page.locator("main .composer-input");
    await box.pressSequentially("Thanks @Raj");
    await box.press("Tab");
    expect(await box.inputValue()).toBe("Thanks @Raj Patel ");
    await box.pressSequentially("<!channel> & <b>");
    await box.press("Enter");
    const message = page.locator(".message").last();
    await message.getByText("@Raj Patel").waitFor();
    expect(await message.locator(".mrkdwn").textContent()).toBe("Thanks @Raj Patel <!channel> & <b>");
    await type("second");
    await page.locator(".message", { hasText: "second" }).waitFor();
    const posted = house.sandbox.person("raj").messages({ in: "#general" }).at(-2);
    expect(posted?.text).toBe("Thanks @Raj Patel <!channel> & <b>");
  });

  test("never runs or links what hostile text asks for", async () => {
    const { page, errors, type } = await sit(browser, `${house.url}/?as=lina`);
    await type("/danger");
    const message = page.locator(".message", { hasText: "<b>not bold</b>" });
    await message.waitFor();
    expect(await message.textContent()).toContain("<img src=x onerror=alert(1)>");
    expect(await message.textContent()).toContain("<!channel>");
    expect(await message.locator("a, img, script, b").count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test("opens web links outside, without a way back to the page", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=lina`);
    await type("/blocks");
    const link = page.getByRole("link", { name: "a link" }).first();
    expect(await link.getAttribute("href")).toBe("https://example.com/");
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(await link.getAttribute("target")).toBe("_blank");
  });

  test("keeps a pressed button busy until its answer is there", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=wanglei`);
    await type("/blocks");
    const slow = page.getByRole("button", { name: /^Slow/ });
    const letGo = await holdActs(page);
    await slow.click();
    await page.locator('[aria-busy="true"]', { hasText: "Slow" }).waitFor();
    await slow.dispatchEvent("click");
    letGo();
    await page.getByText("Took its time").waitFor();
    await page.locator('button[aria-busy="false"]', { hasText: "Slow" }).waitFor();
    expect(await page.getByText("Took its time").count()).toBe(1);
    await page.getByRole("button", { name: "Never answers" }).click();
    await page
      .getByRole("alert")
      .getByText(/3 秒内没有应答/)
      .waitFor();
  });

  test("shows a thread beside its message and takes replies", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=zhou`);
    await type("/blocks");
    await page.getByRole("button", { name: "1 条回复" }).click();
    const thread = page.getByRole("complementary", { name: "Rapport 里的话题" });
    await thread.getByText("按代表的明细在这里").waitFor();
    const box = thread.getByRole("textbox");
    await box.fill("收到");
    await box.press("Enter");
    await thread.locator(".message", { hasText: "收到" }).waitFor();
    await page.locator("main").getByRole("button", { name: "2 条回复" }).waitFor();
    await box.fill("/visit x");
    await box.press("Enter");
    await thread.getByText("话题里不能用命令").waitFor();
    await thread.getByRole("button", { name: "关闭话题" }).click();
    expect(await thread.count()).toBe(0);
  });

  test("shows charts as pictures with words, and as figures", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=raj`);
    await type("/blocks");
    const chart = page.locator("figure", { hasText: "漏斗 · 华东一组" });
    expect(await chart.getByRole("img").getAttribute("aria-label")).toBe(
      "Bar chart: 机会 41, 约定初次见面 14, 25% 18, 50% 9, 90% 3, 成交 2",
    );
    await chart.getByRole("button", { name: "Show figures" }).click();
    expect(await chart.getByRole("row").nth(1).textContent()).toBe("机会41");
    await chart.getByRole("button", { name: "Show chart" }).click();
    await chart.getByRole("img").waitFor();
    expect(await page.locator("figure", { hasText: "Lost deals by reason" }).textContent()).toContain("12 · 46%");
  });

  test("shows tables, and turns the pages of a long one", async () => {
    const { page, type } = await sit(browser, `${house.url}/?as=emma`);
    await type("/blocks");
    const table = page.getByRole("table").filter({ hasText: "代表" }).last();
    await table.waitFor();
    const head = ["代表", "约见", "25%", "50%", "90%", "成交", "已收款"];
    expect(await table.getByRole("columnheader").allTextContents()).toEqual(head);
    const first = table.getByRole("row").nth(1).getByRole("cell");
    expect(await first.allTextContents()).toEqual(["李娜", "4", "6", "3", "1", "1", "184,000"]);

    const paged = page.locator(".data-table", { hasText: "Deals that moved this week" }).last();
    const rows = paged.getByRole("table", { name: "Deals that moved this week" }).getByRole("row");
    await rows.first().waitFor();
    expect(await rows.allTextContents()).toEqual([
      "DealFromToAmount",
      "Hongda renewal25%50%12,000",
      "Huaxin first order25%50%24,000",
      "Dongfang line 225%50%36,000",
    ]);
    await paged.getByRole("button", { name: "Next" }).click();
    await paged.getByText("Page 2 of 2").waitFor();
    expect(await rows.allTextContents()).toEqual([
      "DealFromToAmount",
      "Acme pilot25%50%48,000",
      "Blue Sea25%50%60,000",
    ]);
    expect(await rows.last().getByRole("rowheader").textContent()).toBe("Blue Sea");
  });

  test("two people write to each other, and nobody else reads it", async () => {
    const { page: raj, type: rajWrites } = await sit(browser, `${house.url}/?as=raj`);
    const { page: zhou, type: zhouWrites } = await sit(browser, `${house.url}/?as=zhou`);
    const fromRaj = zhou.getByRole("navigation").getByRole("button", { name: /Raj Patel/ });
    await fromRaj.waitFor();
    await raj.getByRole("navigation").getByRole("button", { name: "周敏" }).click();
    await raj.getByRole("heading", { level: 1, name: "周敏" }).waitFor();
    await rajWrites("Is the Huaxin quote out?");
    await fromRaj.getByText("未读").waitFor({ state: "attached" });
    await fromRaj.click();
    await zhou.locator("main .message", { hasText: "Is the Huaxin quote out?" }).waitFor();
    await fromRaj.getByText("未读").waitFor({ state: "detached" });
    await zhouWrites("昨天寄出了");
    await raj.locator("main .message", { hasText: "昨天寄出了" }).waitFor();
    const others = ["lina", "wanglei", "emma"].map((name) => house.sandbox.desk.screen(house.sandbox.idOf(name)));
    expect(JSON.stringify([others, house.sandbox.deliveries])).not.toMatch(/Huaxin quote|昨天寄出了/);
  });

  test("opens the bot's home page and acts on it", async () => {
    const { page } = await sit(browser, `${house.url}/?as=lina`);
    await page.getByRole("button", { name: "Rapport · 主页" }).click();
    await page.getByRole("heading", { name: "我的一天" }).waitFor();
    await page.getByRole("button", { name: "已联系" }).click();
    await page.getByText("今天农历生日").waitFor({ state: "detached" });
    await page.getByRole("combobox").click();
    await page.getByRole("option", { name: "English" }).click();
    await house.sandbox.until(() =>
      house.sandbox.deliveries.some((one) => JSON.stringify(one.payload).includes('"action_id":"language"')),
    );
  });
});
