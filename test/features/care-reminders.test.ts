import { beforeEach, expect, test } from "vitest";
import { activities } from "../../src/features/activities/index.ts";
import { care } from "../../src/features/care/index.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { settings } from "../../src/features/settings/index.ts";
import { careData, day } from "../support/care-house.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [activities, care, settings], at: "2026-11-22T08:00:00+08:00" });
const { db, customer, contact, promise } = careData(house);

const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const tick = async () => {
  for (const each of reminderTicks) await each.run(house.jobContext());
  await house.delivers();
};
const inboxOf = (name: string) => house.person(name).inbox;
const idOf = (name: string) => house.company.people[name]!.id;
const moves = (name: string, given: { zone?: string; reminderTime?: string; closedAt?: Date | null }) =>
  db().member.update({ where: { id: idOf(name) }, data: given });

/** Each test has its week to itself: nothing is left of the one before. */
let seen: Record<string, number> = {};
const news = (name: string) => inboxOf(name).slice(seen[name] ?? 0);
beforeEach(async () => {
  for (const table of ["CareItem", "CareDay", "NextStep", "ActivityContact", "Activity", "Contact", "Customer"])
    await house.database.pool.query(`DELETE FROM "${table}"`);
  for (const name of ["李伟", "Emma"])
    await moves(name, { zone: "Asia/Shanghai", reminderTime: "08:30", closedAt: null });
  seen = { 李伟: inboxOf("李伟").length, Emma: inboxOf("Emma").length };
});

const promised = async (on: string, who = "李伟") => {
  const id = await customer(`客户${on}${who}`, { lastContactOn: day(on), lastVisitOn: day(on) }, who);
  await promise(id, { what: "回电话", on, who });
  return id;
};

test("two processes at the same minute tell it once", async () => {
  await promised("2026-11-23");
  at("2026-11-23T08:30:00+08:00");
  const [daily] = reminderTicks;
  await Promise.all([daily!.run(house.jobContext()), daily!.run(house.jobContext()), daily!.run(house.jobContext())]);
  await house.delivers();
  expect(news("李伟")).toHaveLength(1);
  expect(await db().careItem.count()).toBe(1);
});

test("after an outage it comes once, for today alone, and says that it is late", async () => {
  await promised("2026-11-30");
  at("2026-12-03T11:12:00+08:00");
  await tick();
  await tick();
  expect(news("李伟").map(({ title }) => title)).toEqual(["今天 1 件事"]);
  expect(cardText(news("李伟")[0]!)).toContain("送晚了：这条本该 08:30 送到");
  expect(await db().careDay.findMany({ where: { memberId: idOf("李伟") } })).toMatchObject([
    { day: day("2026-12-03"), late: true },
  ]);
});

test("half an hour is not late", async () => {
  await promised("2026-12-07");
  at("2026-12-07T09:00:00+08:00");
  await tick();
  expect(news("李伟")[0]!.title).toBe("早上好，今天 1 件事");
});

test("each gets it at their own 08:30, in their own language", async () => {
  await moves("Emma", { zone: "Europe/London" });
  await promised("2026-12-08");
  await promised("2026-12-08", "Emma");
  at("2026-12-08T08:30:00+08:00");
  await tick();
  expect([news("李伟").length, news("Emma").length]).toEqual([1, 0]);
  at("2026-12-08T08:29:00+00:00");
  await tick();
  expect(news("Emma")).toEqual([]);
  at("2026-12-08T08:30:00+00:00");
  await tick();
  expect(news("Emma")[0]!.title).toBe("Good morning, 1 thing today");
  expect(cardText(news("Emma")[0]!)).toMatch(/promised for today: 回电话\nLast: .* · “.*”/);
  expect(news("李伟")).toHaveLength(1);
});

test("a change of zone or hour never brings a second one on the same day", async () => {
  await promised("2026-12-10");
  at("2026-12-10T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(1);
  await promised("2026-12-09");
  for (const change of [
    { zone: "America/Los_Angeles" },
    { reminderTime: "06:00" },
    { zone: "Asia/Tokyo", reminderTime: "12:00" },
    { zone: "Pacific/Honolulu", reminderTime: "00:00" },
  ]) {
    await moves("李伟", change);
    at("2026-12-10T15:30:00+08:00");
    await tick();
  }
  expect(news("李伟")).toHaveLength(1);
  await moves("李伟", { zone: "Asia/Shanghai", reminderTime: "08:30" });
  at("2026-12-11T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(2);
});

test("a clock that jumps ahead and back brings each day once", async () => {
  await promised("2026-12-14");
  at("2026-12-14T08:30:00+08:00");
  await tick();
  await promised("2026-12-24");
  at("2026-12-24T08:31:00+08:00");
  await tick();
  at("2026-12-14T09:00:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(2);
  await promised("2026-12-15");
  at("2026-12-15T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(3);
});

test("someone who has left gets nothing", async () => {
  await promised("2026-12-16");
  await moves("李伟", { closedAt: new Date("2026-12-15T10:00:00Z") });
  at("2026-12-16T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toEqual([]);
  expect(await db().careDay.count({ where: { memberId: idOf("李伟") } })).toBe(0);
});

test("on a day without work only what is due that very day", async () => {
  const id = await promised("2026-12-18");
  const wang = { birthdayCalendar: "solar", birthMonth: 12, birthDay: 19 } as const;
  await contact(id, "王强", { title: "经理", ...wang });
  await contact(id, "赵刚", { title: "经理", ...wang, birthDay: 22 });
  await customer("久违", { quadrant: "high", lastContactOn: day("2026-01-10"), lastVisitOn: day("2026-01-10") });
  at("2026-12-19T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(1);
  expect(cardText(news("李伟")[0]!).split("\n")).toEqual([
    "早上好，今天 1 件事",
    expect.stringContaining("王经理（客户）今天生日"),
    expect.anything(),
    "统计今天清单上的客情和任务。截至 12月19日 08:30。",
  ]);
  at("2026-12-20T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(1);
  at("2026-12-21T08:30:00+08:00");
  await tick();
  const monday = cardText(news("李伟")[1]!);
  expect(monday).toContain("早上好，今天 4 件事（周六 12月19日完成 0/1）");
  expect(monday).toContain("王经理（客户）周六 12月19日过了生日");
  expect(monday).toContain("约好周五 12月18日：回电话");
  expect(monday).toContain("赵经理（客户）明天生日");
  expect(monday).toContain("久违有 345 天没见面");
});

test("days ahead that are not worked are told on the working day before", async () => {
  const id = await customer("国庆");
  await contact(id, "王强", { birthdayCalendar: "solar", birthMonth: 12, birthDay: 29 });
  at("2026-12-22T08:30:00+08:00");
  await tick();
  expect(cardText(news("李伟")[0]!)).toContain("7 天后生日");
  await house.person("李伟").presses("知道了", { on: news("李伟")[0]! });
  expect(house.person("李伟").reads).toContain("✓ 王强（国庆） 知道了");
  expect(await db().activity.count()).toBe(0);
  at("2026-12-25T08:30:00+08:00");
  await tick();
  expect(cardText(news("李伟")[1]!)).toContain("4 天后生日");
});

test("what is never done is asked for on three working days, then left", async () => {
  await promised("2027-01-11");
  const titles = [];
  for (const date of ["2027-01-11", "2027-01-12", "2027-01-13", "2027-01-14", "2027-01-15"]) {
    at(`${date}T08:30:00+08:00`);
    await tick();
    titles.push(news("李伟").length);
  }
  expect(titles).toEqual([1, 2, 3, 3, 3]);
});

test("nobody is reminded of people who want no contact, of customers at rest, or of lost ones", async () => {
  const old = { quadrant: "high", lastContactOn: day("2026-10-01"), lastVisitOn: day("2026-10-01") } as const;
  const silent = await customer("勿扰", old);
  const birthday = { birthdayCalendar: "solar", birthMonth: 1, birthDay: 18 } as const;
  const contactId = await contact(silent, "王强", { ...birthday, doNotContact: true });
  await promise(silent, { what: "回电话", on: "2027-01-18", contactId });
  await customer("休息", { ...old, restUntil: day("2027-01-18") });
  await customer("流失", { ...old, lifecycleClass: "lost" });
  at("2027-01-18T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toEqual([]);
  at("2027-01-19T08:30:00+08:00");
  await tick();
  expect(cardText(news("李伟")[0]!)).toContain("休息有 110 天没见面");
  expect(cardText(news("李伟")[0]!)).not.toMatch(/勿扰|流失/);
});

test("twelve lines at once, the rest a press away", async () => {
  for (let index = 10; index < 40; index += 1)
    await customer(`${index}号客户`, {
      quadrant: "high",
      lastContactOn: day("2026-06-01"),
      lastVisitOn: day("2026-06-01"),
    });
  at("2027-01-25T08:30:00+08:00");
  await tick();
  const [card] = news("李伟");
  expect(card!.title).toBe("早上好，今天 24 件事");
  expect(card!.lines).toHaveLength(12);
  const li = house.person("李伟");
  await li.presses("展开其余 12 件", { on: card! });
  expect(li.card.title).toBe("今天的第 13–24 件，共 24 件");
  await li.presses(buttonsOf(li.card)[0]!.press);
  expect(li.card.title).toBe("今天的第 13–24 件，共 24 件");
  expect(cardText({ ...li.card, lines: li.card.lines!.slice(0, 1) })).toContain("已联系");
});

test("/care shows the day before its hour; what is done then is not asked for again", async () => {
  await promised("2027-01-26");
  await promised("2027-01-25");
  at("2027-01-26T07:30:00+08:00");
  const li = house.person("李伟");
  await li.types("客情");
  expect(li.card.title).toBe("今天 2 件事");
  expect(await db().careItem.count()).toBe(0);
  expect((await li.home())[0]!.title).toBe("我的今天 · 还有 2 件");
  await li.types("/care");
  await li.presses("已办");
  expect(li.reads).toMatch(/^今天 2 件事\n✓ /);
  expect(await db().careDay.count()).toBe(0);
  at("2027-01-26T08:30:00+08:00");
  await tick();
  expect(cardText(news("李伟")[0]!)).toMatch(/^早上好，今天 2 件事\n✓ .*\n回电话\n📌 /);
  await li.types("/care");
  expect(li.card).toEqual(news("李伟")[0]!);
  expect((await li.home())[0]!.title).toBe("我的今天 · 还有 1 件");
});

test("a form for another day, with its mistakes at the field", async () => {
  await promised("2027-02-01");
  at("2027-02-01T08:30:00+08:00");
  await tick();
  const li = house.person("李伟");
  await li.presses("选个日期…", { on: news("李伟")[0]! });
  await li.fills({ on: "2027-02-01" }).submits();
  expect(li.form.errors.on).toBe("请选今天以后的日子。");
  await li.fills({ on: "2027-02-03" }).submits();
  expect(li.reads).toContain("周三 2月3日再提醒");
  at("2027-02-02T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(1);
  at("2027-02-03T08:30:00+08:00");
  await tick();
  expect(news("李伟")).toHaveLength(2);
});

test("what was put off from several days' lists shows on the card of each when its hour comes", async () => {
  const ids = [await promised("2026-12-28"), await promised("2026-12-29")];
  for (const morning of ["2026-12-28", "2026-12-29"]) {
    at(`${morning}T08:30:00+08:00`);
    await tick();
  }
  const laterAt = new Date("2026-12-29T17:00:00+08:00");
  for (const [index, listedOn] of [day("2026-12-28"), day("2026-12-29")].entries())
    await db().careItem.updateMany({ where: { customerId: ids[index]! }, data: { state: "later", laterAt, listedOn } });
  const { seq } = await db().outgoingMessage.findFirstOrThrow({ orderBy: { seq: "desc" } });
  at("2026-12-29T17:00:00+08:00");
  await tick();
  const edits = await db().outgoingMessage.findMany({ where: { kind: "edit", seq: { gt: seq } }, distinct: ["refId"] });
  expect(edits).toHaveLength(2);
});

test("of whom only the birth month is known, the month is told once, on its first working day", async () => {
  const id = await customer("月份", {
    quadrant: "low",
    lastContactOn: day("2026-12-30"),
    lastVisitOn: day("2026-12-30"),
  });
  const month = { birthdayCalendar: "solar", birthMonth: 1 } as const;
  await contact(id, "王强", { title: "经理", ...month });
  await contact(id, "赵刚", { title: "经理", ...month, doNotContact: true });
  for (const date of ["2027-01-01", "2027-01-04", "2027-01-05"]) {
    at(`${date}T08:30:00+08:00`);
    await tick();
  }
  const lines = news("李伟")
    .flatMap((card) => cardText(card).split("\n"))
    .filter((line) => line.includes("哪天还不知道"));
  expect(new Set(lines)).toEqual(new Set(["🎂 王经理（月份）这个月过生日，哪天还不知道"]));
  expect(await db().careItem.count({ where: { customerId: id, kind: "birthday" } })).toBe(1);
});
