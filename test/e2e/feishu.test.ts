import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holdActs, launch, sit } from "./toy/browser.ts";
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

const as = (name: string) => sit(browser, `${company.url}/?as=${name}&in=feishu`);
const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();
const goTo = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name }).first().click();

describe("the choice of the platform", () => {
  test("stands above the people, and shows who is there", async () => {
    const { page, errors } = await sit(browser, company.url);
    await page.getByRole("button", { name: /周敏/ }).waitFor();
    expect(await page.getByRole("button", { name: /孙琪/ }).count()).toBe(0);
    await page.getByRole("group", { name: "Whose client" }).getByRole("button", { name: "Feishu" }).click();
    expect(await page.getByRole("button", { name: /周敏/ }).count()).toBe(0);
    await page.getByRole("button", { name: /孙琪/ }).click();
    await page.getByRole("heading", { level: 1, name: "Rapport" }).waitFor();
    expect(page.url()).toContain("in=feishu");
    expect(await page.title()).toContain("飞书");
    expect(errors).toEqual([]);
  });

  test("takes one to the same person on the other platform, unless they have no account there", async () => {
    const { page } = await as("lina");
    const platforms = page.getByRole("group", { name: "聊天平台" });
    expect(await platforms.getByRole("button", { name: "飞书" }).getAttribute("aria-pressed")).toBe("true");
    await platforms.getByRole("button", { name: "Slack" }).click();
    await page.getByRole("heading", { name: "频道" }).waitFor();
    expect(page.url()).toContain("as=lina&in=slack");
    await page.goBack();
    await page.getByRole("heading", { name: "联系人" }).waitFor();
    const { page: other } = await as("sunqi");
    const slack = other.getByRole("group", { name: "聊天平台" }).getByRole("button", { name: "Slack" });
    expect(await slack.getAttribute("aria-disabled")).toBe("true");
    expect(await slack.getAttribute("title")).toBe("此人没有Slack账号。");
    await slack.click({ force: true });
    expect(other.url()).toContain("in=feishu");
  });
});

describe("Feishu's client", () => {
  test("offers commands where one is alone with the bot, and sends them as text", async () => {
    const { page, errors } = await as("lina");
    const box = page.locator("main .composer-input");
    await box.pressSequentially("/v");
    const list = page.getByRole("listbox", { name: "命令" });
    expect(await list.getByRole("option").first().textContent()).toContain("记一次拜访");
    await box.press("Tab");
    expect(await box.inputValue()).toBe("/visit ");
    await box.pressSequentially("宏达");
    await box.press("Enter");
    await message(page, "已记录：拜访 宏达机电").waitFor();
    const heard = company.feishu.deliveries.findLast((one) => one.type === "im.message.receive_v1")!;
    expect(JSON.stringify(heard.payload)).toContain("/visit 宏达");
    await goTo(page, "华东一组");
    await box.fill("/");
    expect(await list.count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test("makes mentions of names, and of nothing else", async () => {
    const { page } = await as("emma");
    await goTo(page, "华东一组");
    const box = page.locator("main .composer-input");
    await box.pressSequentially("Thanks @李");
    await box.press("Tab");
    expect(await box.inputValue()).toBe("Thanks @李娜 ");
    await box.pressSequentially("<b> https://example.com/x");
    await box.press("Enter");
    const said = message(page, "Thanks");
    await said.getByRole("link", { name: "https://example.com/x" }).waitFor();
    expect(await said.locator(".mention").textContent()).toBe("@李娜");
    expect(await said.locator("b").count()).toBe(0);
    expect(company.feishu.person("lina").last({ in: "华东一组" })?.text).toContain("Thanks @李娜 <b>");
  });

  test("asks before a button with a confirm acts, and shows the card that came back with its toast", async () => {
    const { page, errors, type } = await as("wanglei");
    await type("/visit");
    const card = message(page, "已记录：拜访");
    const used = () => company.feishu.deliveries.filter((one) => one.type === "card.action.trigger").length;
    const before = used();
    await card.getByRole("button", { name: "撤销" }).click();
    const dialog = page.getByRole("alertdialog", { name: "撤销这次拜访？" });
    expect(await dialog.textContent()).toContain("下一步也会取消");
    await page.keyboard.press("Escape");
    expect(used()).toBe(before);
    await card.getByRole("button", { name: "撤销" }).click();
    await dialog.getByRole("button", { name: "好" }).click();
    await page.getByRole("status").getByText("已撤销").waitFor();
    await message(page, "已撤销：拜访").waitFor();
    expect(errors).toEqual([]);
  });

  test("keeps a pressed button busy and those beside it back until it is answered, and tells Feishu's code when it never is", async () => {
    const { page, type } = await as("emma");
    await type("/visit");
    const card = message(page, "已记录：拜访");
    const letGo = await holdActs(page);
    await card.getByRole("button", { name: /^Slow/ }).click();
    await page.locator('button[aria-busy="true"]', { hasText: "Slow" }).waitFor();
    const beside = card.getByRole("button", { name: "Never answers" });
    expect(await beside.getAttribute("aria-disabled")).toBe("true");
    letGo();
    await page.getByText("Took its time").waitFor();
    await page.locator('button[aria-busy="false"]', { hasText: "Slow" }).waitFor();
    await beside.click();
    await page.getByText(/Something went wrong.*200341/).waitFor();
  });

  test("shows a topic beside its message and takes replies", async () => {
    const { page, type } = await as("wanglei");
    await type("/cards");
    await page.getByRole("button", { name: "1 条回复" }).click();
    const thread = page.getByRole("complementary", { name: "Rapport 里的话题" });
    await thread.getByText("按代表的明细在这里").waitFor();
    await thread.getByRole("textbox", { name: "回复…" }).fill("收到");
    await page.keyboard.press("Enter");
    await thread.locator(".message", { hasText: "收到" }).waitFor();
    await page.locator("main").getByRole("button", { name: "2 条回复" }).waitFor();
    expect(await page.locator("main .message", { hasText: "收到" }).count()).toBe(0);
    await page.keyboard.press("Escape");
    expect(await thread.count()).toBe(0);
  });

  test("marks what only this person sees", async () => {
    const { page, type } = await as("emma");
    await goTo(page, "华东一组");
    await type("@Rapport /quiet");
    await message(page, "只有你能看到这句话").getByText("Only visible to you").waitFor();
    const { page: other } = await as("lina");
    await goTo(other, "华东一组");
    await message(other, "/quiet").waitFor();
    expect(await other.getByText("只有你能看到这句话").count()).toBe(0);
  });

  test("leaves a grey line of what was recalled, and quotes what is answered", async () => {
    const { page, type } = await as("lina");
    await goTo(page, "华东一组");
    await type("先记错了");
    const wrong = message(page, "先记错了");
    await wrong.hover();
    await wrong.getByRole("button", { name: "更多操作" }).click();
    await page.getByRole("menuitem", { name: "撤回" }).click();
    await page.getByText("你撤回了一条消息").waitFor();
    expect(await page.getByText("先记错了").count()).toBe(0);
    await company.feishu.person("emma").say("谁去华信？", { in: "华东一组" });
    const asked = message(page, "谁去华信？");
    await asked.getByRole("button", { name: "更多操作" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "引用回复" }).click();
    await page.getByText(/^回复 Emma Clarke：/).waitFor();
    await type("我去");
    expect(await message(page, "我去").locator(".quoted").textContent()).toBe("Emma Clarke：谁去华信？");
  });

  test("marks unread chats, with what was said last, until they are looked at", async () => {
    const { page } = await as("wanglei");
    await page.getByRole("heading", { level: 1, name: "Rapport" }).waitFor();
    await company.feishu.person("emma").say("Budget is closed", { in: "费用审批" });
    const chat = page.getByRole("navigation").getByRole("button", { name: /费用审批/ });
    await chat.getByText("未读").waitFor({ state: "attached" });
    expect(await chat.textContent()).toContain("Budget is closed");
    await chat.click();
    await message(page, "Budget is closed").waitFor();
    await chat.getByText("未读").waitFor({ state: "detached" });
  });

  test("offers the bot's menu below the line", async () => {
    const { page } = await as("sunqi");
    await page.getByRole("group", { name: "机器人菜单" }).getByRole("button", { name: "我的商机" }).click();
    await message(page, "菜单：board").waitFor();
  });
});

describe("the page's server", () => {
  const post = (body: object) =>
    fetch(`${company.url}/sandbox/act`, {
      method: "POST",
      headers: { origin: company.url, "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  test("takes for each platform what its own client can do, by those who have an account there", async () => {
    const [lina, zhou] = [company.feishu.idOf("lina"), company.slack.idOf("zhou")];
    const said = { type: "say", chat: company.feishu.idOf("华东一组"), text: "forged" };
    expect((await post({ platform: "feishu", as: zhou, action: said })).status).toBe(404);
    expect((await post({ platform: "slack", as: lina, action: said })).status).toBe(404);
    expect((await post({ platform: "lark", as: lina, action: said })).status).toBe(400);
    expect((await post({ platform: "feishu", as: lina, action: { ...said, type: "command" } })).status).toBe(400);
    const press = { type: "press", message: "om_none", at: "0/../1" };
    expect((await post({ platform: "feishu", as: lina, action: press })).status).toBe(400);
    expect((await post({ platform: "feishu", as: lina, action: { ...press, at: "0" } })).status).toBe(409);
    expect(company.feishu.person("lina").last({ in: "华东一组" })?.text).not.toBe("forged");
  });

  test("does not give a file to whom it was not shown", async () => {
    await company.feishu.person("emma").upload({ name: "fees.csv", content: "a,b" }, { in: "费用审批" });
    const emma = company.feishu.idOf("emma");
    const chat = company.feishu.idOf("费用审批");
    const key = company.feishu.desk.screen(emma).messages[chat]!.at(-1)!.files[0]!.key;
    const file = (as: string) =>
      fetch(`${company.url}/sandbox/file?${new URLSearchParams({ in: "feishu", as, id: key })}`);
    expect((await file(emma)).headers.get("content-disposition")).toContain("attachment");
    expect((await file(company.feishu.idOf("lina"))).status).toBe(404);
  });
});
