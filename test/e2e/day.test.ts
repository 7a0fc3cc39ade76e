import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_PEOPLE, DEMO_TENANT } from "../../prisma/demo/people.ts";
import { accountOn } from "../../prisma/demo/sides.ts";
import { from } from "../../src/data/client.ts";
import { withHouse } from "../support/house.ts";
import { launch, opened, sit } from "./toy/browser.ts";
import { NAME, walk } from "./toy/keyboard.ts";

const house = withHouse();
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Who clicks where, so that neither finds done what the other did. */
const REPS = [
  { platform: "slack", key: "liwei", name: "李伟", deal: "宏达三年续约", customer: "锦绣食品有限公司" },
  { platform: "feishu", key: "liuyang", name: "刘洋", deal: "新源储罐监测", customer: "江南船舶重工" },
] as const;
type Rep = (typeof REPS)[number];

const rows = () => from({ database: house.database.handle });
const message = (page: Page, text: string | RegExp) => page.locator("main .message", { hasText: text }).last();
const press = (on: Locator, name: string) => on.getByRole("button", { name, exact: true }).first().click();

const sitAs = async ({ platform, key }: Rep) => {
  const person = DEMO_PEOPLE.find((one) => one.key === key)!;
  const account = platform === "slack" ? person.user : accountOn(DEMO_TENANT, person);
  const seat = await sit(browser, `${house.url}/?as=${account}&in=${platform}`);
  const { page } = seat;
  /** The form in front of the person: over everything in Slack, a card of the chat in Feishu. */
  const form = (title: string): Locator =>
    platform === "slack" ? page.getByRole("dialog", { name: title }) : message(page, title);
  const choose = async (on: Locator, at: number, option: string): Promise<void> => {
    const box = on.getByRole("combobox").nth(at);
    await box.fill(option);
    await page.getByRole("option", { name: option }).first().click();
  };
  const home = async (): Promise<Locator> => {
    if (platform === "slack") {
      await page.getByRole("button", { name: "Rapport · 主页" }).click();
      await page.locator(".home").getByText("我的今天").waitFor();
      return page.locator(".home");
    }
    await page.getByRole("button", { name: "主页", exact: true }).click();
    await message(page, /我的今天[\s\S]*我的设置/).waitFor();
    return message(page, /我的今天[\s\S]*我的设置/);
  };
  return { ...seat, form, choose, home };
};

describe.each(REPS)("a rep's day on the page, in $platform", (rep) => {
  test("a visit is written with the keyboard alone, and one always sees where one is", async () => {
    const { page, form, errors } = await sitAs(rep);
    const keys = page.keyboard;
    await page.locator("main .composer-input:focus").waitFor();
    await walk(page, "Shift+Tab", /^跳到对话$/);
    await keys.press("Enter");
    // The browser moves the focus with its next frame.
    await page.locator("#main:focus").waitFor();
    await walk(page, "Tab", /^发消息到 Rapport$/);
    await keys.type("/vis");
    await keys.press("Tab");
    await keys.press("Enter");
    await opened(form("记一次行动"));
    if (rep.platform === "slack") {
      await keys.press("Escape");
      await form("记一次行动").waitFor({ state: "detached" });
      expect(await page.evaluate(NAME)).toBe("发消息到 Rapport");
      await keys.type("/visit");
      await keys.press("Enter");
      await opened(form("记一次行动"));
    }
    await walk(page, rep.platform === "slack" ? "Tab" : "Shift+Tab", /^客户(?!情绪)/);
    await keys.type(rep.customer);
    await page.getByRole("option", { name: rep.customer }).waitFor();
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await walk(page, "Tab", /^谈了什么/);
    await keys.type("看了车间，下月检修");
    await walk(page, "Tab", /^下一步/);
    await keys.type("带检修方案");
    await walk(page, "Tab", /^下一步的日期/);
    await keys.type("12022026");
    await walk(page, "Tab", /^保存$/);
    await keys.press("Enter");
    await message(page, "已记录：拜访").waitFor();
    const [visit] = await rows().activity.findMany({
      where: { said: "看了车间，下月检修", customer: { name: rep.customer } },
    });
    expect(await rows().nextStep.findFirst({ where: { activityId: visit!.id } })).toMatchObject({
      what: "带检修方案",
      dueOn: new Date("2026-12-02"),
    });
    expect(errors).toEqual([]);
  });

  test("a deal is asked for its five criteria, stays while some are missing, and moves", async () => {
    const { type, page, form, errors } = await sitAs(rep);
    await type(`/stage ${rep.deal} 50%`);
    const criteria = await opened(form("50% 的五项条件"));
    await criteria.getByLabel(/^关键人/).fill("王总拍板，周三一起谈");
    await press(criteria, "推进");
    const kept = message(page, `${rep.deal} 先留在 25%`);
    await kept.waitFor();
    const [deal] = await rows().deal.findMany({ where: { name: rep.deal } });
    expect(deal).toMatchObject({ stage: "p25", criteria: { rightPerson: { holds: true } } });

    await press(kept, "补齐");
    await opened(criteria);
    expect(await criteria.getByLabel(/^关键人/).inputValue()).toBe("王总拍板，周三一起谈");
    await criteria.getByLabel(/^方案/).fill("三年包干，备件随叫随到");
    await criteria.getByLabel(/^预算/).fill("40 到 45 万");
    await criteria.getByLabel(/^时机/).fill("合同年底到期");
    await criteria.locator('input[type="date"]').last().fill("2026-12-08");
    await criteria.getByLabel(/^下一步/).fill("周三带合同草稿");
    await press(criteria, "推进");
    await message(page, `${rep.deal}：25% → 50%`).waitFor();
    expect(await rows().deal.findUnique({ where: { id: deal!.id } })).toMatchObject({ stage: "p50" });
    const moves = await rows().dealMove.findMany({ where: { dealId: deal!.id, to: "p50" } });
    expect(moves).toMatchObject([{ from: "p25", cause: "person", memberId: deal!.ownerId }]);

    await type("/board");
    await press(message(page, "我的潜在客户"), "看 50%");
    const column = message(page, /50% · \d+ 个/);
    await column.getByText(rep.deal).waitFor();
    await press(column, "打开");
    await message(page, /50%[\s\S]*推进记录/).waitFor();
    expect(errors).toEqual([]);
  });

  test("care is done with a line, put off, and not needed for a reason", async () => {
    const { type, page, form, errors } = await sitAs(rep);
    await type("/care");
    const open = page.getByRole("button", { name: "不需要" });
    const list = () => page.locator("main .message", { hasText: /今天 \d+ 件事/, has: open }).last();
    const member = await rows().member.findFirstOrThrow({ where: { name: rep.name } });
    const closed = (state: "done" | "not_needed") =>
      rows().careItem.findMany({ where: { memberId: member.id, state } });

    await list()
      .getByRole("button", { name: /^(已办|已联系|已见面)$/ })
      .first()
      .click();
    await press(list(), "写一句");
    await opened(form("写一句"));
    await form("写一句").getByRole("textbox").fill("报价收到了，下周给答复");
    await press(form("写一句"), "保存");
    await list().getByText("报价收到了").waitFor();
    // In Feishu the form was a card too: it is no second list.
    expect(await page.locator("main .message", { hasText: "报价收到了" }).count()).toBe(1);
    const [done] = await closed("done");
    expect(await rows().activity.findUnique({ where: { id: done!.activityId! } })).toMatchObject({
      said: "报价收到了，下周给答复",
      memberId: member.id,
    });

    await list().getByRole("button", { name: "更多操作" }).first().click();
    await page.getByRole("menuitem", { name: "稍后：明天" }).click();
    await message(page, /→[\s\S]*再提醒/).waitFor();
    const tomorrow = new Date("2026-11-24");
    expect(await rows().careItem.count({ where: { memberId: member.id, state: "later", showOn: tomorrow } })).toBe(1);

    await press(list(), "不需要");
    await opened(form("不需要"));
    await form("不需要").getByRole("textbox").fill("他出国了，月底回来");
    await press(form("不需要"), "保存");
    await message(page, "不需要：他出国了，月底回来").waitFor();
    expect(await closed("not_needed")).toMatchObject([{ reason: "他出国了，月底回来" }]);
    expect(errors).toEqual([]);
  });

  test("Home has the day, the board and one's settings: language and hour are changed there", async () => {
    const { page, form, choose, home, errors } = await sitAs(rep);
    const mine = await home();
    expect(await mine.textContent()).toMatch(/我的今天[\s\S]*我的潜在客户[\s\S]*每日提醒时间\s*08:30/);
    await mine.getByRole("button", { name: "修改", exact: true }).click();
    const settings = await opened(form("我的设置"));
    await choose(settings, 0, "English");
    await choose(settings, 2, "09:00");
    await press(settings, "保存");
    await page.getByText("My day").last().waitFor();
    await expect.poll(() => page.locator("main").textContent()).toMatch(/My day[\s\S]*Daily reminder at\s*09:00/);
    const where = { name: rep.name };
    expect(await rows().member.findFirst({ where })).toMatchObject({ language: "en", reminderTime: "09:00" });
    expect(errors).toEqual([]);
  });
});
