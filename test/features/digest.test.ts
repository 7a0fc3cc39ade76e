import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { care } from "../../src/features/care/index.ts";
import { digest } from "../../src/features/digest/index.ts";
import { digestTick } from "../../src/features/digest/jobs.ts";
import { reminderTicks } from "../../src/features/reminders/public.ts";
import { careData, day } from "../support/care-house.ts";
import { cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [care, digest], at: "2026-11-22T08:00:00+08:00" });
const { db, customer, contact, promise } = careData(house);

const idOf = (name: string) => house.company.people[name]!.id;
const at = (instant: string) => house.clock.freezeAt(new Date(`2026-${instant}+08:00`));
/** The morning of a day: the reps' lists, then what the manager hears. */
const morning = async (on: string) => {
  at(`${on}T08:30:00`);
  for (const tick of [...reminderTicks, digestTick]) await tick.run(house.jobContext());
  await house.delivers();
};
let seen = 0;
const told = () => house.person("王芳").inbox.filter(({ title }) => /没办|left undone/.test(title));
const news = () => {
  const fresh = told().slice(seen);
  seen = told().length;
  return fresh;
};
beforeEach(async () => {
  for (const table of ["CareItem", "CareDay", "CareDigest", "NextStep", "Activity", "Contact", "Customer"])
    await house.database.pool.query(`DELETE FROM "${table}"`);
  await house.database.pool.query(`DELETE FROM "OutgoingMessage" WHERE key LIKE 'digest:%'`);
  // Nobody has been here for two whole weeks, so nobody's silence is told.
  await db().member.updateMany({ data: { createdAt: new Date("2026-11-16T09:00:00Z") } });
  await db().member.update({ where: { id: idOf("王芳") }, data: { reminderTime: "08:30", language: "zh" } });
  seen = told().length;
});

const promised = async (name: string, { what = "回电话", on = "2026-11-23", who = "李伟" } = {}) => {
  const customerId = await customer(name, {}, who);
  const contactId = await contact(customerId, "王建国", { title: "总经理" });
  return promise(customerId, { what, on, who, contactId });
};

describe("what is left undone", () => {
  test("for three working days is told to the manager once, with who and what", async () => {
    await promised("宏达机电");
    await promised("华信电子", { what: "寄样品" });
    await promised("东方仪表", { who: "Emma" });
    for (const on of ["11-23", "11-24", "11-25"]) {
      await morning(on);
      expect(news()).toEqual([]);
    }
    await morning("11-26");
    const [card, ...more] = news();
    expect(more).toEqual([]);
    expect(card).toMatchObject({
      title: "组里有 3 件客情，3 个工作日没办",
      text: [[{ bold: "李伟 2 件 · Emma 1 件" }]],
    });
    expect(cardText(card!)).toContain("📌 和王总（宏达）约好周一 11月23日：回电话\n李伟");
    expect(cardText(card!)).toContain("可以问一句，或者移交");
    await morning("11-27");
    await morning("11-30");
    expect(news()).toEqual([]);
  });

  test("goes to whoever stands in for the manager, of the teams they have, marked for whom; and back again", async () => {
    await promised("宏达机电");
    const { organizationId, otherTeamId } = house.company;
    await db().teamMember.create({ data: { organizationId, teamId: otherTeamId, memberId: idOf("王芳") } });
    await customer("别组客户", { teamId: otherTeamId }, "Emma");
    const [startsAt, endsAt] = [new Date("2026-11-26T00:00:00+08:00"), new Date("2026-11-27T00:00:00+08:00")];
    const whose = { organizationId, memberId: idOf("王芳"), standInId: idOf("周明"), setById: idOf("王芳") };
    await db().absence.create({ data: { id: newId(), ...whose, startsAt, endsAt, createdAt: startsAt } });
    for (const on of ["11-23", "11-24", "11-25"]) await morning(on);
    const before = house.person("周明").inbox.length;
    await morning("11-26");
    expect(news()).toEqual([]);
    expect(house.person("周明").inbox.slice(before)).toMatchObject([
      { title: "组里有 1 件客情，3 个工作日没办", tags: ["代 王芳"] },
    ]);
    await promised("华信电子", { what: "寄样品", on: "2026-11-24" });
    await morning("11-27");
    expect(house.person("周明").inbox).toHaveLength(before + 1);
    await db().absence.deleteMany();
    await db().teamMember.deleteMany({ where: { teamId: otherTeamId, memberId: idOf("王芳") } });
  });

  test("is told in the manager's language, at their hour", async () => {
    await db().member.update({ where: { id: idOf("王芳") }, data: { reminderTime: "10:00", language: "en" } });
    await promised("宏达机电");
    for (const on of ["11-23", "11-24", "11-25", "11-26"]) await morning(on);
    expect(news()).toEqual([]);
    at("11-26T10:00:00");
    await digestTick.run(house.jobContext());
    await house.delivers();
    expect(news().map(({ title }) => title)).toEqual(["1 reminder left undone for 3 working days"]);
  });

  test("over a weekend waits for the next working day, and an outage loses none of it", async () => {
    await promised("宏达机电", { on: "2026-11-26" });
    for (const on of ["11-26", "11-27", "11-28", "11-29", "11-30"]) await morning(on);
    expect(news()).toEqual([]);
    // The bot is down on Tuesday, when it was to be told.
    await morning("12-02");
    expect(news().map(({ title }) => title)).toEqual(["组里有 1 件客情，3 个工作日没办"]);
  });

  test("shows twelve, the most important first, and counts the rest", async () => {
    for (let n = 0; n < 14; n += 1) await promised(`客户${String(n).padStart(2, "0")}`);
    await promised("贵宾");
    await db().customer.updateMany({ where: { name: "贵宾" }, data: { flags: ["vip"] } });
    for (const on of ["11-23", "11-24", "11-25", "11-26"]) await morning(on);
    const [card] = news();
    expect(card!.title).toBe("组里有 15 件客情，3 个工作日没办");
    expect(card!.lines).toHaveLength(12);
    expect(cardText(card!).split("\n")[2]).toContain("贵宾");
    expect(cardText(card!)).toContain("还有 3 件");
  });
});

describe("nothing is told", () => {
  test("of what was done, put off, handed over, or was the manager's own, nor of another team", async () => {
    await promised("办了的");
    await promised("推迟的");
    await promised("移交的");
    await promised("自己的", { who: "王芳" });
    await promised("别组的", { who: "孙丽" });
    const { otherTeamId, otherSegmentId } = house.company;
    const other = { teamId: otherTeamId, segmentId: otherSegmentId };
    await db().customer.updateMany({ where: { name: "别组的" }, data: other });
    await morning("11-23");
    const idAt = async (name: string) => (await db().customer.findFirstOrThrow({ where: { name } })).id;
    const item = async (name: string) => db().careItem.findFirstOrThrow({ where: { customerId: await idAt(name) } });
    await db().careItem.update({ where: { id: (await item("办了的")).id }, data: { state: "done" } });
    const later = { state: "later", showOn: day("2026-12-10") } as const;
    await db().careItem.update({ where: { id: (await item("推迟的")).id }, data: later });
    for (const on of ["11-24", "11-25"]) await morning(on);
    await db().nextStep.updateMany({ where: { customerId: await idAt("移交的") }, data: { state: "dropped" } });
    await morning("11-26");
    expect(news()).toEqual([]);
    const days = await db().careDigest.findMany({ where: { memberId: idOf("王芳") } });
    expect(days.map(({ items }) => items)).toEqual([0, 0, 0, 0]);
  });
});

test("a call to a customer that rests is left alone; what was promised to it is not", async () => {
  const quiet = { lastContactOn: day("2026-08-01"), lastVisitOn: day("2026-11-20") };
  await customer("宏达机电", quiet);
  const rests = await customer("华信电子", quiet);
  await promised("东方仪表");
  await morning("11-23");
  expect(await db().careItem.count({ where: { customerId: rests, listedOn: { not: null } } })).toBe(1);
  await db().customer.updateMany({
    where: { name: { in: ["华信电子", "东方仪表"] } },
    data: { restUntil: day("2026-12-07") },
  });
  for (const on of ["11-24", "11-25", "11-26"]) await morning(on);
  const said = news().map(cardText).join();
  expect(said).toMatch(/宏达/);
  expect(said).toMatch(/东方/);
  expect(said).not.toMatch(/华信/);
});

test("a birthday counts from its day on, not when it was told ahead", async () => {
  const customerId = await customer("宏达机电");
  const birthday = { birthdayCalendar: "solar", birthMonth: 11, birthDay: 30 } as const;
  await contact(customerId, "王建国", { title: "总经理", ...birthday });
  for (const on of ["11-23", "11-24", "11-25", "11-26", "11-27", "11-30", "12-01", "12-02"]) await morning(on);
  expect(news()).toEqual([]);
  await morning("12-03");
  const [card] = news();
  expect(card).toMatchObject({ title: "组里有 1 件客情，3 个工作日没办" });
  expect(cardText(card!)).toContain("王总（宏达）周一 11月30日过了生日");
});

test("two processes at the same minute tell it once", async () => {
  await promised("宏达机电");
  for (const on of ["11-23", "11-24", "11-25"]) await morning(on);
  at("11-26T08:30:00");
  await Promise.all([1, 2, 3].map(() => digestTick.run(house.jobContext())));
  await house.delivers();
  expect(news()).toHaveLength(1);
});

test("customers without an owner are told each working day until they are handed over; to no stand-in, and not of others", async () => {
  const orphans = await Promise.all(["无主一", "无主二"].map((name) => customer(name)));
  await db().customer.updateMany({ where: { id: { in: orphans } }, data: { ownerId: null } });
  const elsewhere = await customer("外组无主");
  await db().customer.update({ where: { id: elsewhere }, data: { ownerId: null, teamId: house.company.otherTeamId } });
  const titles = () => house.person("王芳").inbox.map(({ title }) => title);
  const had = titles().length;
  await morning("11-23");
  await morning("11-24");
  expect(titles().slice(had)).toEqual(["组里有 2 家客户没有负责人", "组里有 2 家客户没有负责人"]);
  expect(cardText(house.person("王芳").inbox.at(-1)!)).toContain("发 /handover 移交");
  const [owned] = orphans;
  await db().customer.update({ where: { id: owned! }, data: { ownerId: idOf("李伟") } });
  await promised("宏达机电");
  await morning("11-25");
  expect(titles().at(-1)).toBe("组里有 1 家客户没有负责人");
  await db().customer.updateMany({ where: { id: { in: orphans } }, data: { ownerId: idOf("李伟") } });
  const before = titles().length;
  await morning("11-26");
  expect(titles().slice(before)).toEqual([]);
});
