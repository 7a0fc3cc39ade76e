import { request } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DESK, launch, objections, PHONE, sit } from "./toy/browser.ts";
import { escapeOnceOpen, keepFirstSight } from "./toy/first-sight.ts";
import { openToyHouse, type ToyHouse } from "./toy/house.ts";
import { NAME } from "./toy/keyboard.ts";

/** Asks with headers that fetch would not let one set. */
const ask = (
  url: string,
  { method = "GET", headers = {}, body = "" } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> =>
  new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (answer) => {
      answer.resume().on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    call.on("error", reject);
    call.end(body);
  });

describe("the page", () => {
  let house: ToyHouse;
  let browser: Browser;
  beforeAll(async () => {
    [house, browser] = await Promise.all([openToyHouse(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  test("answers this computer's own names only", async () => {
    const port = new URL(house.url).port;
    expect((await ask(house.url)).status).toBe(200);
    expect((await ask(house.url, { headers: { host: `localhost:${port}` } })).status).toBe(200);
    expect((await ask(house.url, { headers: { host: `evil.example:${port}` } })).status).toBe(403);
    expect((await ask(`${house.url}/sandbox/people`, { headers: { host: "127.0.0.1.evil.example" } })).status).toBe(
      403,
    );
  });

  test("takes changes from its own page only", async () => {
    const as = house.sandbox.idOf("lina");
    const body = JSON.stringify({
      platform: "slack",
      as,
      action: { type: "say", channel: house.sandbox.idOf("general"), text: "forged" },
    });
    const act = `${house.url}/sandbox/act`;
    expect((await ask(act, { method: "POST", body })).status).toBe(403);
    expect((await ask(act, { method: "POST", body, headers: { origin: "https://evil.example" } })).status).toBe(403);
    expect((await ask(act, { method: "POST", body, headers: { origin: "null" } })).status).toBe(403);
    expect((await ask(act, { method: "POST", body: "{", headers: { origin: house.url } })).status).toBe(400);
    expect(house.sandbox.person("lina").messages({ in: "#general" })).toEqual([]);
    expect((await ask(act, { method: "POST", body, headers: { origin: house.url } })).status).toBe(200);
    expect(house.sandbox.person("lina").last({ in: "#general" })?.text).toBe("forged");
  });

  test("leaves to others what is not its own, whatever the request line says", async () => {
    expect((await ask(`${house.url}//`)).status).toBe(404);
    expect((await ask(`${house.url}/healthz`)).status).toBe(404);
    expect((await ask(`${house.url}/sandbox/../../package.json`)).status).toBe(404);
    expect((await ask(`${house.url}/sandbox/events?in=slack&as=nobody`)).status).toBe(404);
    expect((await ask(`${house.url}/sandbox/act`)).status).toBe(404);
    expect((await ask(house.url)).status).toBe(200);
  });

  test("allows itself nothing from outside and no inline script", async () => {
    const policy = String((await ask(house.url)).headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe");
  });

  test("does not give a file to whom it was not shown", async () => {
    const wanglei = house.sandbox.person("wanglei");
    const message = await wanglei.upload({ name: "fees.csv", content: "a,b" }, { in: "#approvals" });
    const id = house.sandbox.desk.screen(wanglei.id).messages[message.in]?.at(-1)?.files[0]?.id;
    const file = (as: string) =>
      ask(`${house.url}/sandbox/file?${new URLSearchParams({ in: "slack", as, id: id ?? "" })}`);
    expect((await file(wanglei.id)).status).toBe(200);
    expect((await file(wanglei.id)).headers["content-disposition"]).toContain("attachment");
    expect((await file(house.sandbox.idOf("raj"))).status).toBe(404);
  });

  for (const colorScheme of ["light", "dark"] as const)
    test(`has nothing axe objects to, in the ${colorScheme}`, async () => {
      const { page, type } = await sit(browser, house.url, { ...DESK, colorScheme, bypassCSP: true });
      await page.getByRole("button", { name: /Emma/ }).waitFor();
      expect(await objections(page)).toEqual([]);
      await page.goto(`${house.url}/?as=lina`);
      await type("/blocks");
      await type("/quiet");
      await page.getByRole("button", { name: "1 条回复" }).last().click();
      await page.getByText("按代表的明细在这里").waitFor();
      await page.locator(".message-ephemeral").first().waitFor();
      expect(await objections(page)).toEqual([]);
      await page.locator("main .composer-input").fill("/");
      expect(await objections(page)).toEqual([]);
      await type("/form");
      await page.getByRole("dialog").getByRole("button", { name: "提交" }).click();
      await page.locator(".field-error").first().waitFor();
      await page.getByRole("combobox", { name: /客户/ }).click();
      await page.getByRole("option").first().waitFor();
      expect(await objections(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Rapport · 主页" }).click();
      await page.getByRole("heading", { name: "我的一天" }).waitFor();
      expect(await objections(page)).toEqual([]);
      await page.getByRole("button", { name: /拨动时钟/ }).click();
      await page.getByRole("dialog").waitFor();
      expect(await objections(page)).toEqual([]);
    });

  test("fits a phone: channels in a drawer, forms and threads over everything", async () => {
    const { page, errors, type } = await sit(browser, `${house.url}/?as=zhou`, PHONE);
    await type("/blocks");
    await page.getByRole("button", { name: "1 条回复" }).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
    const navigation = page.getByRole("navigation");
    expect(await navigation.isVisible()).toBe(false);
    await page.getByRole("button", { name: "打开频道列表" }).click();
    await navigation.getByRole("button", { name: "general" }).waitFor();
    await page.keyboard.press("Escape");
    await navigation.waitFor({ state: "hidden" });
    await page.evaluate(escapeOnceOpen);
    await page.getByRole("button", { name: "打开频道列表" }).click();
    await page.locator("body[data-escaped]").waitFor();
    await navigation.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "1 条回复" }).click();
    expect((await page.getByRole("complementary").boundingBox())?.width).toBe(375);
    await page.getByRole("button", { name: "关闭话题" }).click();
    await type("/form");
    const form = page.getByRole("dialog");
    expect(await form.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 740 });
    expect(errors).toEqual([]);
  });

  test("is in one's language, and has the line under one's fingers, from the moment one sees it", async () => {
    const { page } = await sit(browser, "about:blank");
    await page.addInitScript(keepFirstSight);
    await page.goto(`${house.url}/?as=lina`);
    await page.locator("main .composer-input").waitFor();
    const top = ["zh-CN", "李娜 · Slack · 沙盒"];
    expect(await page.evaluate("window.firstSight")).toEqual({ top, focus: "composer-input" });
  });

  test("has the line under one's fingers after the drawer of a narrow window, unless one leaves it", async () => {
    const { page } = await sit(browser, `${house.url}/?as=lina`, { viewport: PHONE.viewport });
    const opener = page.getByRole("button", { name: "打开频道列表" });
    await opener.click();
    await page.getByRole("navigation").getByRole("button", { name: "general" }).click();
    await page.getByRole("heading", { level: 1, name: "#general" }).waitFor();
    await page.locator("main .composer-input:focus").waitFor();
    await opener.click();
    await page.getByRole("navigation").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("navigation").waitFor({ state: "hidden" });
    expect(await page.evaluate(NAME)).toBe("打开频道列表");
  });

  test("moves the clock on, says so, and never back", async () => {
    const { page } = await sit(browser, `${house.url}/?as=emma`);
    await page.getByRole("button", { name: /Move the clock/ }).click();
    const dialog = page.getByRole("dialog", { name: "Move the clock" });
    await dialog.getByLabel("Another time").fill("2020-01-01T08:00");
    await dialog.getByRole("button", { name: "Move", exact: true }).click();
    await dialog.getByText("That time is already past").waitFor();
    expect(house.moves).toEqual([]);
    await dialog.getByRole("button", { name: /Tomorrow 08:30/ }).click();
    await dialog.getByText(/^It is now .* 08:30\.$/).waitFor();
    expect(house.moves).toHaveLength(1);
    const london = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", timeStyle: "short" });
    expect(london.format(house.moves[0])).toBe("08:30");
    // The page hears of the moved clock and of the answer on two ways: either may be first.
    const button = page.getByRole("button", { name: /Move the clock/ });
    await expect.poll(() => button.textContent()).toMatch(/\+\d+ (hour|day|minute)/);
  });
});

describe("when something is away", () => {
  test("says that the bot is not connected", async () => {
    const house = await openToyHouse();
    const browser = await launch();
    try {
      const { page } = await sit(browser, `${house.url}/?as=emma`);
      await page.locator("main .composer-input").waitFor();
      await house.stopBot();
      await page.getByText(/Rapport is not connected right now/).waitFor();
    } finally {
      await browser.close();
      await house.stop();
    }
  });

  test("says that the sandbox is away, and comes back by itself", async () => {
    const house = await openToyHouse();
    const browser = await launch();
    const port = Number(new URL(house.url).port);
    const { page } = await sit(browser, `${house.url}/?as=emma`);
    await page.locator("main .composer-input").waitFor();
    await house.stop();
    await page.getByText(/connection to the sandbox is lost/).waitFor();
    const again = await openToyHouse({ port });
    try {
      await page.getByText(/connection to the sandbox is lost/).waitFor({ state: "detached" });
      await page.locator("main .composer-input").fill("/quiet");
      await page.locator("main .composer-input").press("Enter");
      await page.getByText("Only visible to you").waitFor();
    } finally {
      await browser.close();
      await again.stop();
    }
  });
});
