import { afterAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import { CHANNEL, feishuFees, GROUP } from "../support/feishu-fees.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const fees = feishuFees(house);
const { on, card, cardInSlack } = fees;
const TOO_LATE = /没有再记一次/;

describe("a paper on both platforms", () => {
  test("signed on both at the same moment is signed once; whoever was second is told", async () => {
    await fees.file("茶礼甲");
    const [zhao, zhaoInSlack] = [on("zhaomin"), house.person("U0ZHAOMIN")];
    const [here, there] = [await card(zhao, "茶礼甲", /等内勤审批/), await cardInSlack("茶礼甲", /等内勤审批/)];
    await Promise.all([zhao.press(here, "同意", { asShown: true }), zhaoInSlack.press(there, "同意")]);
    await card(zhao, "茶礼甲", /等经理审批/);
    await cardInSlack("茶礼甲", /等经理审批/);
    expect(await fees.eventsOf("茶礼甲")).toEqual(["sent", "approved"]);
    const told = () =>
      [...zhao.messages({ in: GROUP }), ...zhaoInSlack.messages({ in: CHANNEL })].filter(({ text }) =>
        TOO_LATE.test(text),
      );
    await expect.poll(() => told().length).toBe(1);
  });

  test("approved here and rejected there at the same moment ends in one way, on both cards", async () => {
    await fees.file("茶礼乙");
    const [zhao, wang, wangInSlack] = [on("zhaomin"), on("wangfang"), house.person("U0WANGFANG")];
    await zhao.press(await card(zhao, "茶礼乙", /等内勤审批/), "同意");
    const [here, there] = [await card(wang, "茶礼乙", /等经理审批/), await cardInSlack("茶礼乙", /等经理审批/)];
    await Promise.all([
      wang.say("@Rapport 同意", { in: GROUP, thread: here }),
      wangInSlack.say("驳回 太贵", { in: CHANNEL, thread: there }),
    ]);
    const ends = /等财务审批|已驳回/;
    const [endsHere] = ends.exec((await card(wang, "茶礼乙", ends)).text) ?? [];
    const [endsThere] = ends.exec((await cardInSlack("茶礼乙", ends)).text) ?? [];
    expect(endsHere).toBe(endsThere);
    const { state, events } = await fees.approvalOf("茶礼乙");
    expect(events).toHaveLength(3);
    expect(state).toBe(endsHere === "已驳回" ? "rejected" : "waiting");
  });

  test("decided in Slack while its reject form was open here is not rejected, and the person reads why", async () => {
    await fees.file("茶礼丙");
    const zhao = on("zhaomin");
    await zhao.press(await card(zhao, "茶礼丙", /等内勤审批/), "驳回");
    const asked = await house.form(zhao);
    await house.person("U0ZHAOMIN").press(await cardInSlack("茶礼丙", /等内勤审批/), "同意");
    await card(zhao, "茶礼丙", /等经理审批/);
    await zhao.fill({ [asked.fields[0]?.label ?? ""]: "太贵" });
    expect(await zhao.submit()).toEqual({ outcome: "answered" });
    await house.reads(zhao, TOO_LATE, { in: GROUP });
    expect(zhao.form()).toBeUndefined();
    expect(await fees.eventsOf("茶礼丙")).toEqual(["sent", "approved"]);
  });

  test("pressed on a card that has not caught up is brought up to date, and nothing is signed", async () => {
    await fees.file("茶礼戊");
    const [zhao, wang] = [on("zhaomin"), on("wangfang")];
    const old = await card(zhao, "茶礼戊", /等内勤审批/);
    await zhao.press(old, "同意");
    await card(wang, "茶礼戊", /等经理审批/);
    await zhao.press(old, "同意", { asShown: true });
    await house.reads(zhao, TOO_LATE, { in: GROUP });
    expect(await fees.eventsOf("茶礼戊")).toEqual(["sent", "approved"]);
    expect((await card(wang, "茶礼戊")).text).toContain("等经理审批");
  });
});

describe("a paper's card that an old client carried into another group", () => {
  const ELSEWHERE = "华东一组";
  afterAll(() => {
    house.feishu.desk.oldClients = false;
  });
  const carried = async (what: string): Promise<{ here: Message; copy: Message }> => {
    await fees.file(what);
    const here = await card(on("zhaomin"), what, /等内勤审批/);
    const { desk } = house.feishu;
    desk.oldClients = true;
    const id = desk.forward({ user: on("zhaomin").id, message: here.id, to: house.feishu.idOf(ELSEWHERE) });
    return {
      here,
      copy: on("zhaomin")
        .messages({ in: ELSEWHERE })
        .find((one) => one.id === id)!,
    };
  };
  /** What everybody reads there of the copy, and all that stands below it. */
  const readThere = (who: Person, copy: Message) => {
    const all = who.messages({ in: ELSEWHERE });
    return all.slice(all.findIndex(({ id }) => id === copy.id)).map(({ text }) => text);
  };

  test("is decided by whoever may, who is answered alone; the others there read nothing new", async () => {
    const { copy } = await carried("茶礼己");
    const [zhao, liu] = [on("zhaomin"), on("liuyang")];
    expect(await zhao.press(copy, "同意")).toMatchObject({ outcome: "answered" });
    await card(zhao, "茶礼己", /等经理审批/);
    await house.feishu.quiet();
    expect(readThere(liu, copy)).toEqual([copy.text]);
    await house.reads(zhao, /等经理审批[\s\S]*茶礼己/);
    expect(await fees.eventsOf("茶礼己")).toEqual(["sent", "approved"]);
    expect(readThere(liu, copy)).toEqual([copy.text]);
    await zhao.press(copy, "同意");
    await house.reads(zhao, TOO_LATE);
    expect(await fees.eventsOf("茶礼己")).toEqual(["sent", "approved"]);
    for (const who of [liu, zhao]) expect(readThere(who, copy)).toEqual([copy.text]);
  });

  test("is rejected by its form with a reason that the others there do not read", async () => {
    const { copy } = await carried("茶礼庚");
    const [zhao, liu] = [on("zhaomin"), on("liuyang")];
    await zhao.press(copy, "驳回");
    const asked = await house.form(zhao);
    await zhao.fill({ [asked.fields[0]?.label ?? ""]: "太贵" });
    await zhao.submit();
    await card(zhao, "茶礼庚", /已驳回/);
    await fees.settled();
    await house.feishu.quiet();
    await house.reads(zhao, /已驳回[\s\S]*茶礼庚/);
    for (const who of [liu, zhao]) expect(readThere(who, copy)).toEqual([copy.text]);
  });

  test("tells whoever may not see the paper nothing, and takes nothing from them", async () => {
    const { copy } = await carried("茶礼辛");
    const liu = on("liuyang");
    const refusals = () => liu.messages().filter(({ text }) => text.includes("没有处理"));
    const before = refusals().length;
    for (const [index, { label }] of copy.buttons.entries()) {
      expect(await liu.press(copy, label)).toMatchObject({ outcome: "answered" });
      await house.until(liu, () => refusals().length === before + index + 1, `is refused ${label}`);
    }
    expect(copy.buttons.length).toBeGreaterThan(3);
    expect(refusals().every(({ text }) => !/茶礼辛|华信/.test(text))).toBe(true);
    for (const who of [liu, on("zhaomin")]) expect(readThere(who, copy)).toEqual([copy.text]);
    expect(await fees.eventsOf("茶礼辛")).toEqual(["sent"]);
  });
});

test("a card that nobody has pressed for 14 days is issued anew while its paper is open, and works", async () => {
  await fees.file("茶礼丁");
  const zhao = on("zhaomin");
  const old = await card(zhao, "茶礼丁", /等内勤审批/);
  await fees.settled();
  await house.moveClock("2026-12-09T09:00:00+08:00");
  expect(await zhao.press(old, "同意")).toMatchObject({ outcome: "failed", notice: expect.stringContaining("14 天") });
  const { number } = await fees.feeOf("茶礼丁");
  const isAnew = ({ id, text }: Message) => id !== old.id && text.includes(number);
  const anew = await house.feishu.until(() => zhao.messages({ in: GROUP }).findLast(isAnew), {
    what: "the card anew",
    within: 60_000,
  });
  await zhao.press(anew, "同意");
  await card(zhao, "茶礼丁", /等经理审批/);
  await cardInSlack("茶礼丁", /等经理审批/);
  await house.moveClock("2026-12-09T09:05:00+08:00");
  const about = (messages: readonly Message[]) => messages.filter(({ text }) => text.includes(number)).length;
  expect(about(zhao.messages({ in: GROUP }))).toBe(2);
  expect(about(house.person("U0ZHAOMIN").messages({ in: CHANNEL }))).toBe(1);
  await on("wangfang").say("@Rapport 同意", { in: GROUP, thread: old });
  await card(zhao, "茶礼丁", /等财务审批/);
  expect((await fees.approvalOf("茶礼丁")).step).toBe(2);
});

/** A visit form, filled in. */
const visitForm = async (said: string): Promise<{ on: Message; send: string }> => {
  const li = on("liwei");
  await li.say("/visit");
  const form = await house.form(li);
  const customer = form.fields.find(({ searchable }) => searchable)!.label;
  const line = form.fields.find(({ kind, long }) => kind === "text" && long)!.label;
  await li.fill({ [customer]: "宏达机电", [line]: said });
  return { on: li.messages().findLast(({ id }) => id === form.id)!, send: form.submit! };
};
const visits = (said: string) => from({ database: house.database.handle }).activity.count({ where: { said } });

test("a form that lay open for 14 days takes nothing any more; asked for again, it comes anew and works", async () => {
  const li = on("liwei");
  const old = await visitForm("放了十四天");
  await house.moveClock("2026-12-24T09:10:00+08:00");
  expect(await li.press(old.on, old.send)).toMatchObject({
    outcome: "failed",
    notice: expect.stringContaining("14 天"),
  });
  expect(li.form()).toBeUndefined();
  await visitForm("重新填的");
  await li.submit();
  await house.reads(li, /已记录[\s\S]*重新填的/);
  expect([await visits("放了十四天"), await visits("重新填的")]).toEqual([0, 1]);
});

test("where Feishu takes presses for 30 days, a form of day 20 is saved once, and a message says so", async () => {
  const li = on("liwei");
  house.feishu.desk.pressedForDays = 30;
  const old = await visitForm("放了二十天");
  await house.moveClock("2027-01-13T09:10:00+08:00");
  for (let time = 0; time < 2; time++) expect(await li.press(old.on, old.send)).toEqual({ outcome: "answered" });
  await house.reads(li, /已记录[\s\S]*放了二十天/);
  await house.feishu.quiet();
  expect(await visits("放了二十天")).toBe(1);
  expect(li.messages().filter(({ text }) => /已记录[\s\S]*放了二十天/.test(text))).toHaveLength(1);
});
