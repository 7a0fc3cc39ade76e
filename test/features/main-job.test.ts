import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const db = () => from({ database: house.database.handle });
const form = (person: ReturnType<typeof house.person>) =>
  house.slack.until(() => person.form(), { what: `a form of ${person.name}` });

describe("a visit", () => {
  test("in one line, in Chinese: understood, corrected, undone", async () => {
    const li = house.person("U0LIWEI");
    await li.command("/visit 宏达 王总谈了续约价格，倾向三年 明天再访");
    const answer = await house.reads(li, /已记录：拜访 宏达机电/);
    expect(answer.lines.join("\n")).toMatch(/王建国[\s\S]*谈了续约价格，倾向三年[\s\S]*再访/);
    const logged = await db().activity.findFirstOrThrow({
      where: { sourceText: { contains: "倾向三年" } },
      include: { nextSteps: true },
    });
    expect(logged).toMatchObject({ kind: "visit", said: "谈了续约价格，倾向三年" });
    expect(logged.nextSteps).toHaveLength(1);
    await li.press(answer, "撤销");
    await house.reads(li, /已撤销/);
    expect((await db().activity.findUniqueOrThrow({ where: { id: logged.id } })).undoneAt).not.toBeNull();
  });

  test("in one line, in English, by initials; the form when nothing is said", async () => {
    const emma = house.person("U0EMMA");
    await emma.command("/visit Northfield Grace talked renewal price, leans to three years, see again in two weeks");
    expect((await house.reads(emma, /Logged: visit/)).text).toContain("Grace Miller");
    await emma.command("/visit");
    expect((await form(emma)).fields.length).toBeGreaterThan(4);
    await emma.close();
  });

  test("an ambiguous name is a choice, an unknown one an offer", async () => {
    const li = house.person("U0LIWEI");
    await li.command("/visit 宏 谈了价格");
    const which = await house.reads(li, /哪一家/);
    expect(which.buttons.length).toBeGreaterThanOrEqual(2);
    await li.command("/visit 银河星际 谈了价格");
    const unknown = await house.reads(li, /没有叫“银河星际/);
    expect(unknown.buttons.map(({ label }) => label).join()).toContain("新建");
  });

  test("another team's customer looks like none", async () => {
    const emma = house.person("U0EMMA");
    await emma.command("/visit 华信精密仪器 talked");
    const seen = await house.reads(emma, /华信精密仪器/);
    expect(seen.text).not.toMatch(/无锡|Logged/);
  });
});

test("finance finds the money of the demo deals at 90 % to confirm", async () => {
  const chen = house.person("U0CHENJING");
  const asked = await house.reads(chen, /请确认到账：长江动力检修台/);
  await chen.press(asked, asked.buttons[0]!.label);
  await form(chen);
  await chen.fill({ "签约时该付的都到齐了吗？": ["签约时该付的都到齐了"] });
  await chen.submit();
  await house.slack.until(() => chen.form() === undefined, { what: "the form is closed" });
  const deal = () => db().deal.findFirstOrThrow({ where: { name: "长江动力检修台" } });
  await expect.poll(async () => (await deal()).moneyConfirmedAt).not.toBeNull();
});

describe("a fee", () => {
  const channel = "C0EASTFEES";

  test("three people, by button and by words; the requester is told; own, wrong and late presses are refused in words", async () => {
    const [li, zhao, wang, chen] = ["U0LIWEI", "U0ZHAOMIN", "U0WANGFANG", "U0CHENJING"].map(house.person) as [
      ReturnType<typeof house.person>,
      ReturnType<typeof house.person>,
      ReturnType<typeof house.person>,
      ReturnType<typeof house.person>,
    ];
    await li.command("/fee 华信 800 茶礼 李明");
    await form(li);
    await li.submit();
    await house.slack.until(() => li.form()?.lines.some((line) => line.includes("结论")), { what: "the judgement" });
    await li.submit();
    await house.reads(li, /已提交 · 特殊费用 ¥800/);
    const waiting = await house.reads(zhao, /等内勤审批/, { in: channel });
    await house.reads(zhao, /提交了申请/, { in: channel, thread: waiting });

    await li.say("同意", { in: channel, thread: waiting });
    await house.reads(li, /这是你自己的申请/, { in: channel, thread: waiting });
    await chen.press(waiting, "同意");
    await house.reads(chen, /这一步由内勤审批/, { in: channel });
    const fee = await db().fee.findFirstOrThrow({ where: { what: "茶礼" } });
    const approval = () =>
      db().approval.findFirstOrThrow({
        where: { subjectId: fee.id },
        include: { steps: { orderBy: { position: "asc" } } },
      });
    expect((await approval()).step).toBe(0);

    await zhao.press(waiting, "同意", { confirm: true });
    await house.reads(zhao, /等经理审批/, { in: channel });
    await wang.say("同意", { in: channel, thread: waiting });
    await house.reads(wang, /等财务审批/, { in: channel });
    await chen.say("驳回 超过本季度预算", { in: channel, thread: waiting });
    const ended = await house.reads(chen, /已驳回 · 特殊费用/, { in: channel });
    expect(ended.text).not.toMatch(/¥800|华信|超过本季度预算/);
    await chen.press(ended, "详情");
    await house.reads(chen, /驳回原因：超过本季度预算[\s\S]*李明/, { in: channel });
    await house.reads(li, /驳回[\s\S]*超过本季度预算/);
    expect((await approval()).state).toBe("rejected");
    expect((await approval()).steps.map(({ approved }) => approved)).toEqual([true, true, false]);
  });

  test("once the contract is signed it is refused, and nothing is filed", async () => {
    const li = house.person("U0LIWEI");
    const before = await db().fee.count();
    await li.command("/fee 长江动力 500 茶礼 吴国华");
    await house.slack.until(() => li.form() ?? li.messages().findLast(({ text }) => /没有/.test(text)), {
      what: "a refusal or the form",
    });
    if (li.form()) {
      expect(li.form()?.fields.find(({ id }) => id.endsWith("deal"))?.shown ?? "").toBe("");
      await li.close({ all: true });
    }
    expect(await db().fee.count()).toBe(before);
  });
});

describe("someone new", () => {
  test("gets a friendly answer, the admin a card, and then a welcome", async () => {
    const [mia, lin] = [house.person("U0MIA"), house.person("U0LINTAO")];
    await mia.command("/board");
    await house.reads(mia, /I have asked 林涛 to let you in/);
    const asked = await house.reads(lin, /Mia Wong 想使用 Rapport/);
    await lin.press(asked, "同意加入");
    await form(lin);
    await lin.fill({ 角色: ["财务"] });
    await lin.submit();
    await house.reads(lin, /Mia Wong 已加入 · 财务/);
    await house.reads(mia, /Welcome, Mia Wong/);
  });
});

describe("home", () => {
  test("shows the board and what waits for a decision", async () => {
    const wang = house.person("U0WANGFANG");
    await wang.openHome();
    const home = await house.slack.until(() => wang.home(), { what: "the Home of 王芳" });
    expect(home.lines.join("\n")).toMatch(/审批|潜在客户/);
  });
});

describe("a stage", () => {
  test("the five criteria are asked, and the deal moves only when they hold", async () => {
    const li = house.person("U0LIWEI");
    await li.command("/stage 宏达三年续约 50%");
    const asked = await form(li);
    const evidence = asked.fields.filter(({ kind, id }) => kind === "text" && !id.endsWith("amount"));
    expect(evidence).toHaveLength(5);
    const deal = () => db().deal.findFirstOrThrow({ where: { name: "宏达三年续约" } });
    await li.fill({ [evidence[0]!.id]: "王总在场" });
    await li.submit();
    await house.reads(li, /还差|还没有|缺/);
    expect((await deal()).stage).toBe("p25");

    await li.command("/stage 宏达三年续约 50%");
    const again = await form(li);
    expect(again.fields.find(({ id }) => id === evidence[0]?.id)?.value).toBe("王总在场");
    const day = again.fields.findLast(({ kind }) => kind === "date");
    await li.fill({
      ...Object.fromEntries(evidence.map(({ id }, index) => [id, `第 ${index + 1} 条说清楚了`])),
      ...(day && { [day.id]: "2026-12-10" }),
    });
    await li.submit();
    await house.reads(li, /宏达三年续约：25% → 50%/);
    expect((await deal()).stage).toBe("p50");
    const moves = await db().dealMove.findMany({ where: { deal: { name: "宏达三年续约" } }, orderBy: { at: "asc" } });
    expect(moves.at(-1)).toMatchObject({ from: "p25", to: "p50", cause: "person" });
  });
});

describe("the morning, and Friday", () => {
  test("each rep gets one message at 08:30 of their own day, however often it is asked", async () => {
    const [li, emma] = [house.person("U0LIWEI"), house.person("U0EMMA")];
    const mornings = (who: typeof li, what: RegExp) => who.messages().filter(({ text }) => what.test(text)).length;
    await house.moveClock("2026-11-24T08:30:00+08:00");
    const card = await house.reads(li, /早上好，今天 \d+ 件事/);
    expect(mornings(emma, /Good morning/)).toBe(0);
    await house.moveClock("2026-11-24T08:31:00+08:00");
    expect(mornings(li, /早上好/)).toBe(1);
    await li.press(card, card.buttons.find(({ label }) => /已|知道了/.test(label))!.id);
    await house.reads(li, /✓/);
    await house.moveClock("2026-11-24T08:30:00Z");
    await house.reads(emma, /Good morning/);
    expect(mornings(emma, /Good morning/)).toBe(1);
  });

  test("the summary is in the team's channel at 17:00, once, with its details in the thread", async () => {
    const wang = house.person("U0WANGFANG");
    await house.moveClock("2026-11-27T17:00:00+08:00");
    const summary = await house.reads(wang, /华东一组 · 本周/, { in: "C0EAST" });
    expect(summary.charts).toHaveLength(1);
    await house.slack.until(() => wang.messages({ in: "C0EAST", thread: summary }).length > 1, { what: "the details" });
    await house.moveClock("2026-11-27T17:05:00+08:00");
    expect(wang.messages({ in: "C0EAST" }).filter(({ text }) => /本周/.test(text))).toHaveLength(1);
  });
});
