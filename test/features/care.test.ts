import { expect, test } from "vitest";
import { addDays, dateIn, zone as inZone, plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { activities } from "../../src/features/activities/index.ts";
import { care } from "../../src/features/care/index.ts";
import { careFigures } from "../../src/features/care/public.ts";
import { closeOvertaken } from "../../src/features/overtaken/public.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { visits } from "../../src/features/visits/index.ts";
import { careData, day } from "../support/care-house.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [visits, activities, care], at: "2026-11-23T08:00:00+08:00" });
const { db, customer, contact, promise } = careData(house);

const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const tick = async () => {
  for (const each of reminderTicks) await each.run(house.jobContext());
  await house.delivers();
};
const li = () => house.person("李伟");
const lastOf = (name: string) => house.person(name).inbox.at(-1)!;

test("one message in the morning: who, why, last contact, words to say", async () => {
  const hongda = await customer("宏达机电", {
    quadrant: "high",
    lifecycleClass: "partner",
    lastContactOn: day("2026-11-06"),
    // Three weeks later it could be due again: the day wanders with the customer's id.
    lastVisitOn: day("2026-11-09"),
    flags: ["vip"],
  });
  await contact(hongda, "王建国", {
    title: "总经理",
    birthdayCalendar: "lunar",
    birthMonth: 10,
    birthDay: 15,
  });
  const huaxin = await customer("华信仪器");
  await contact(huaxin, "李志强", { title: "工程师", birthdayCalendar: "solar", birthMonth: 11, birthDay: 26 });
  await promise(huaxin, { what: "送去报价", on: "2026-11-20" });
  await customer("东方电气", { lastContactOn: day("2026-11-21"), lastVisitOn: day("2026-09-01"), quadrant: "high" });

  // Nobody has been here for a whole week, so nobody reads on how few days of it something was logged.
  await db().member.updateMany({ data: { createdAt: new Date("2026-11-22T00:00:00Z") } });
  at("2026-11-23T08:29:00+08:00");
  await tick();
  expect(li().inbox).toEqual([]);
  at("2026-11-23T08:30:00+08:00");
  await tick();
  expect(cardText(lastOf("李伟")).split("\n")).toEqual([
    "早上好，今天 4 件事",
    "🎂 王总（宏达）今天农历生日",
    expect.stringMatching(/^VIP · 上次 周五 11月6日 · “王总.*生日快乐.*”$/),
    "📌 和李工（华信）约好周五 11月20日：送去报价",
    expect.stringMatching(/^上次 周日 11月22日 · “李工.*送去报价.*”$/),
    "🎂 李工（华信）3 天后生日 · 周四 11月26日",
    expect.stringContaining("上次 周日 11月22日 · "),
    "👣 东方有 83 天没见面",
    expect.stringMatching(/^上次 周六 11月21日 · “东方.*”$/),
    "统计今天清单上的客情和任务。截至 11月23日 08:30。",
  ]);
  expect(house.person("Emma").inbox).toEqual([]);
  await tick();
  at("2026-11-23T12:00:00+08:00");
  await tick();
  expect(li().inbox).toHaveLength(1);
});

test("done is logged, turns the line, and nothing else moves", async () => {
  at("2026-11-23T09:00:00+08:00");
  const before = lastOf("李伟");
  await li().presses("已联系", { on: before });
  const lines = li().card.lines!;
  expect(li().reads.split("\n")[1]).toBe("✓ 王总（宏达） 已联系");
  expect(lines.slice(1)).toEqual(before.lines!.slice(1));
  await house.delivers();
  expect(lastOf("李伟")).toEqual(li().card);
  const [logged] = await db().activity.findMany({
    where: { customer: { name: "宏达机电" } },
    include: { contacts: true },
  });
  expect(logged).toMatchObject({ kind: "message", said: "生日问候", happenedOn: day("2026-11-23") });
  expect(logged!.contacts).toHaveLength(1);

  await li().presses("已联系", { on: before });
  expect(li().reads).toContain("✓ 王总（宏达） 已联系");
  expect(await db().activity.count({ where: { customer: { name: "宏达机电" } } })).toBe(1);

  await li().presses("写一句", { on: lastOf("李伟") });
  await li().fills({ said: "祝了生日，约下周吃饭" }).submits();
  await house.delivers();
  expect(cardText(lastOf("李伟"))).toContain("祝了生日，约下周吃饭");
  expect(await db().activity.findFirst({ where: { customer: { name: "宏达机电" } } })).toMatchObject({
    said: "祝了生日，约下周吃饭",
  });
});

test("a kept promise is closed with its line", async () => {
  await li().presses("已办", { on: lastOf("李伟") });
  expect(li().reads).toContain("✓ 李工（华信） 已联系\n送去报价");
  expect(await db().nextStep.findFirst({ where: { what: "送去报价" } })).toMatchObject({ state: "done" });
  await house.delivers();
});

test("put off to 17:00 it comes once more then, in one short message", async () => {
  const card = lastOf("李伟");
  const visit = card.lines!.at(-1)!;
  expect(visit.menu!.map(({ label }) => label)).toEqual([
    "稍后：今天 17:00",
    "稍后：明天",
    "下周：周一 11月30日",
    "选个日期…",
    "移交…",
  ]);
  await li().presses(visit.menu![0]!.press);
  expect(li().reads).toContain("→ 东方 今天 17:00 再提醒");
  at("2026-11-23T16:59:00+08:00");
  await tick();
  expect(li().inbox).toHaveLength(1);
  at("2026-11-23T17:00:00+08:00");
  await tick();
  await tick();
  expect(li().inbox).toHaveLength(2);
  expect(lastOf("李伟").title).toBe("到点了：你说这会儿办的 1 件事");
  expect(cardText(li().inbox[0]!)).toContain("👣 东方有 83 天没见面");

  const evening = lastOf("李伟");
  await li().presses("稍后：明天", { on: evening });
  expect(li().card.title).toBe("到点了：你说这会儿办的 1 件事");
  expect(li().reads).toContain("→ 东方 周二 11月24日再提醒");
  await house.delivers();
  expect(cardText(li().inbox[0]!)).toContain("→ 东方 周二 11月24日再提醒");
  expect(cardText(lastOf("李伟"))).toContain("→ 东方 周二 11月24日再提醒");
});

test("the next morning brings what was put off and what was not done, and says how yesterday was", async () => {
  at("2026-11-24T08:30:00+08:00");
  await tick();
  const [title, first] = cardText(lastOf("李伟")).split("\n");
  expect([title, first]).toEqual(["早上好，今天 2 件事（昨天完成 2/3）", "🎂 李工（华信）2 天后生日 · 周四 11月26日"]);
  expect(cardText(lastOf("李伟"))).toContain("👣 东方有 84 天没见面");
  const yesterday = li().inbox[0]!;
  expect(yesterday).toMatchObject({ tone: "past", title: "周一 11月23日 · 完成 2/3" });
  expect(buttonsOf(yesterday)).toEqual([]);
  expect(cardText(yesterday)).toContain("→ 李工（华信） 移到后面的清单");
});

test("what is not needed says why, and is not asked again for this birthday", async () => {
  const card = lastOf("李伟");
  await li().presses("不需要", { on: card });
  await li().fills({ why: "他不过生日" }).submits();
  expect(li().reads).toContain("– 李工（华信） 不需要：他不过生日");
  await house.delivers();
  await li().presses("已见面", { on: lastOf("李伟") });
  expect(li().card.tone).toBe("done");
  at("2026-11-26T08:30:00+08:00");
  await tick();
  expect(await db().careDay.findFirst({ where: { day: day("2026-11-26") } })).toMatchObject({ items: 0 });
  expect(li().inbox).toHaveLength(3);
});

test("a visit logged by line shows on the card within a minute", async () => {
  const nanfang = await customer("南方重工", { lastVisitOn: day("2026-08-01"), quadrant: "sub" });
  at("2026-11-27T08:30:00+08:00");
  await tick();
  expect(cardText(lastOf("李伟"))).toContain("👣 南方有 118 天没见面");
  await li().types("/visit 南方 看了新产线");
  await tick();
  expect(cardText(lastOf("李伟"))).toContain("✓ 南方 已联系");
  expect(await db().careItem.findFirst({ where: { customerId: nanfang } })).toMatchObject({ state: "done" });
});

test.each(["America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"])(
  "what was done without the list is closed for two weeks of the member's own days: %s",
  async (zone) => {
    const { organizationId, people } = house.company;
    const { id: memberId } = people.李伟!;
    const customerId = await customer(`${zone} 的客户`);
    const instant = new Date("2026-12-15T02:00:00Z");
    await db().member.update({ where: { id: memberId }, data: { zone } });
    const today = dateIn(inZone(zone), instant);
    const nextStepId = await promise(customerId, { what: "回电话", on: addDays(today, -14) });
    await db().nextStep.update({ where: { id: nextStepId }, data: { state: "done" } });
    const row = { organizationId, memberId, customerId, kind: "next_step" as const, createdAt: house.clock.now() };
    for (const away of [14, 15]) {
      const showOn = toColumn(addDays(today, -away));
      const onceKey = `${zone}:${away}`;
      await db().careItem.create({
        data: { ...row, nextStepId, id: newId(), dueOn: showOn, showOn, listedOn: showOn, onceKey },
      });
    }
    at(instant.toISOString());
    await house.jobContext().change((change) => closeOvertaken(change, null));
    const states = await db().careItem.findMany({ where: { customerId }, orderBy: { showOn: "desc" } });
    expect(states.map(({ state }) => state)).toEqual(["done", "open"]);
    const told = await db().auditEntry.findMany({
      where: { what: "care.overtaken", subject: `customer:${customerId}` },
    });
    expect(told.map(({ before, after }) => [before, after])).toEqual([
      [{ state: "open" }, { item: `${zone}:14`, state: "done" }],
    ]);
    await db().careItem.deleteMany({ where: { customerId } });
    await db().member.update({ where: { id: memberId }, data: { zone: "Asia/Shanghai" } });
    at("2026-11-27T08:40:00+08:00");
  },
);

test("another's line is not there for anyone else", async () => {
  const { id } = await db().careItem.findFirstOrThrow({ where: { state: "done" } });
  const emma = house.person("Emma");
  await emma.presses({ action: "care.done", payload: { id, v: 2 } });
  expect(emma.reads).toContain("not on your list");
});

test("the week's figures are the team's own", async () => {
  const { scope } = house.jobContext();
  const { teamId, otherTeamId } = house.company;
  const week = { from: plainDate("2026-11-20"), to: plainDate("2026-11-26") };
  expect(await careFigures(scope, { teamId, ...week })).toEqual([
    { memberId: house.company.people.李伟!.id, done: 3, missed: 0 },
  ]);
  expect(await careFigures(scope, { teamId: otherTeamId, ...week })).toEqual([]);
});

test("Home shows the day to those who sell, and nothing of it to those who do not", async () => {
  expect((await li().home()).map(({ title }) => title)).toEqual(["我的今天 · 没有要办的"]);
  expect(await house.person("陈静").home()).toEqual([]);
});
