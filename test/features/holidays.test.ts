import { expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { organizationOf } from "../../src/data/organization.ts";
import { isWorkingDay } from "../../src/domain/calendar.ts";
import { figures } from "../../src/features/figures/index.ts";
import { holidays } from "../../src/features/holidays/index.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [figures, holidays], at: "2026-11-30T10:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const tick = async () => {
  for (const each of holidays.ticks ?? []) await each.run(house.jobContext());
  await house.delivers();
};
const admin = () => house.person("林涛");
const stored = async () => (await db().organization.findFirstOrThrow({})).settings;
const works = async (day: string) => {
  const { calendar } = await organizationOf(house.jobContext().scope);
  return isWorkingDay(calendar, plainDate(day));
};
const NOTICE =
  "元旦：1月1日至3日放假。春节：2月5日至11日放假调休。2月14日上班。端午节：6月9日放假。中秋节：9月15日放假。国庆节：10月1日至7日放假。";

test("from 1 December the admins are asked for a year that is not announced, once a working day, until it is entered", async () => {
  await tick();
  expect(admin().inbox).toEqual([]);
  for (const instant of ["2026-12-01T09:00:00+08:00", "2026-12-01T17:00:00+08:00", "2026-12-02T08:00:00+08:00"]) {
    at(instant);
    await tick();
    await tick();
  }
  expect(admin().inbox.map(({ title }) => title)).toEqual(["还缺 2027 年的节假日"]);
  at("2026-12-02T09:30:00+08:00");
  await tick();
  expect(admin().inbox).toHaveLength(2);
  expect(house.person("王芳").inbox).toEqual([]);
});

test("the notice is pasted, looked over and entered; every card that asked says so, and nobody asks again", async () => {
  const lin = admin();
  await lin.presses("录入 2027 年", { on: lin.inbox.at(-1)! });
  await lin.fills({ days: "2月30日放假" }).submits();
  expect(lin.form.errors).toEqual({ days: "“2月30日”不是日历上的日子。" });
  await lin.fills({ days: NOTICE.replace("国庆节：10月1日至7日放假。", "") }).submits();
  expect(lin.form.content.intro).toEqual(["全了吗？这些节日不在放假里：国庆节。"]);
  await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
  await lin.fills({ days: NOTICE }).submits();
  expect(lin.form.content.intro).toBeUndefined();
  expect(lin.form.content.facts?.map(({ value }) => value)).toEqual([
    "周五 1月1日—周日 1月3日、周五 2月5日—周四 2月11日、周三 6月9日、周三 9月15日、周五 10月1日—周四 10月7日",
    "周日 2月14日",
    "改为休息 13 天，改为上班 1 天",
  ]);
  expect(await works("2027-10-01")).toEqual({ value: true, announced: false });
  await lin.submits();
  expect(lin.reads).toContain("2027 年已录入");
  expect(await works("2027-10-01")).toEqual({ value: false, announced: true });
  expect(await works("2027-02-14")).toEqual({ value: true, announced: true });
  await house.delivers();
  expect(lin.inbox.map(({ title }) => title)).toEqual(["2027 年已录入", "2027 年已录入"]);
  at("2026-12-03T09:30:00+08:00");
  await tick();
  expect(lin.inbox).toHaveLength(2);
});

test("a year can be looked at and changed; what is entered then is the whole year, and the history takes it back", async () => {
  const lin = admin();
  await lin.types("节假日");
  expect(lin.reads).toContain("2027 年已录入 · 放假 19 天，调休上班 1 天");
  await lin.presses("修改 2027 年");
  const known = lin.form.values.days;
  expect(known && "text" in known && known.text.split("\n")).toEqual([
    "2027-01-01至2027-01-03放假",
    "2027-02-05至2027-02-11放假",
    "2027-06-09放假",
    "2027-09-15放假",
    "2027-10-01至2027-10-07放假",
    "2027-02-14上班",
  ]);
  await lin.submits();
  expect(lin.form.content.facts?.at(-1)?.value).toBe("没有");
  await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
  await lin.fills({ days: `${NOTICE}12月31日放假` }).submits();
  await lin.submits();
  expect(await works("2027-12-31")).toMatchObject({ value: false });
  await lin.types("参数");
  await lin.presses("修改记录");
  expect(lin.reads).toContain("录入的节假日 放假 19 天、上班 1 天 → 放假 20 天、上班 1 天");
  await lin.presses("撤销");
  expect(await works("2027-12-31")).toMatchObject({ value: true });
  await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
  await lin.fills({ days: `${NOTICE}2月20日上班` }).submits();
  await lin.submits();
  await lin.presses({ action: "figures.history", payload: {} });
  expect(lin.reads).toContain("录入的节假日 放假 19 天、上班 1 天 → 放假 19 天、上班 2 天");
});

test("of two who change one year the second is told of the first before anything is written over", async () => {
  const lin = admin();
  const enter = async (days: string) => {
    await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
    await lin.fills({ days }).submits();
  };
  await enter(`${NOTICE}12月30日放假`);
  const looked = lin.form;
  await lin.submits();
  await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
  const opened = lin.form;
  await enter(NOTICE);
  await lin.submits();
  expect(await works("2027-12-30")).toMatchObject({ value: true });

  lin.shown = { kind: "form", form: opened };
  const before = await stored();
  await lin.fills({ days: `${NOTICE}12月29日放假` }).submits();
  expect(lin.form.errors).toEqual({
    days: "刚才有人改过 2027 年：现在放假 19 天、调休上班 1 天。请核对一下再提交。",
  });
  expect(lin.form.values.days).toEqual({ text: `${NOTICE}12月29日放假` });
  await lin.submits();
  expect(lin.form.content.facts?.at(-1)?.value).toBe("改为休息 1 天，改为上班 0 天");

  lin.shown = { kind: "form", form: looked };
  await enter(`${NOTICE}12月28日放假`);
  await lin.submits();
  const now = await stored();
  lin.shown = { kind: "form", form: looked };
  await lin.submits();
  expect(lin.form.errors).toEqual({ "": expect.stringContaining("现在放假 20 天") });
  expect(lin.form.content.facts?.at(-1)?.value).toBe("改为休息 1 天，改为上班 1 天");
  expect(await stored()).toEqual(now);
  expect(now).not.toEqual(before);
});

test("what was entered counts in its country alone, and a form of another country enters nothing", async () => {
  const lin = admin();
  const moveTo = (country: string) => db().organization.updateMany({ data: { country } });
  await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
  await lin.fills({ days: NOTICE }).submits();
  await moveTo("SG");
  expect(await works("2027-10-01")).toEqual({ value: true, announced: false });
  const before = await stored();
  await lin.submits();
  expect(lin.reads).toContain("所在国家改了");
  expect(await stored()).toEqual(before);
  await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
  await lin.fills({ days: "2027-08-09" }).submits();
  await lin.submits();
  expect(await works("2027-08-09")).toEqual({ value: false, announced: true });
  expect(await works("2027-10-01")).toEqual({ value: true, announced: true });
  await moveTo("CN");
  expect(await works("2027-08-09")).toEqual({ value: true, announced: true });
  expect(await works("2027-10-01")).toEqual({ value: false, announced: true });
});

test("what was entered before there were countries is told of without a button that would refuse", async () => {
  const { organizationId } = house.company;
  const of = { organizationId, subject: `figures:${organizationId}`, what: "figures.changed", from: "chat" };
  const sides = { before: { "holidays.off": [] }, after: { "holidays.off": ["2027-01-01"], followed: [] } };
  await db().auditEntry.create({ data: { id: newId(), at: house.clock.now(), ...of, ...sides } });
  const lin = admin();
  await lin.presses({ action: "figures.history", payload: {} });
  const line = lin.card.lines?.find(({ text }) => JSON.stringify(text).includes("录入的放假 无 → 1 天"));
  expect(line).toBeDefined();
  expect(line?.buttons).toBeUndefined();
});

test("others may not, and nothing changes", async () => {
  const before = await stored();
  for (const name of ["王芳", "李伟"]) {
    const person = house.person(name);
    await person.types("/holidays");
    expect(person.card.tone).toBe("stopped");
    await person.presses({ action: "holidays.enter", payload: { year: 2027 } });
    expect(person.card.tone).toBe("stopped");
  }
  expect(await stored()).toEqual(before);
});

test("where Friday and Saturday are the weekend they are free, and may be entered as worked; a Sunday may not", async () => {
  const { country } = await db().organization.findFirstOrThrow({});
  await db().organization.updateMany({ data: { country: "SA" } });
  const worked = async (days: readonly string[]) => {
    const found = [];
    for (const day of days) if ((await works(day)).value) found.push(day);
    return found;
  };
  const days = ["2027-02-11", "2027-02-12", "2027-02-13", "2027-02-14"];
  expect(await worked(days)).toEqual(["2027-02-11", "2027-02-14"]);
  const lin = admin();
  await lin.presses({ action: "holidays.enter", payload: { year: 2027 } });
  await lin.fills({ days: "2027-02-14 work" }).submits();
  expect(lin.form.errors.days).toContain("2027-02-14");
  expect(await worked(days)).toEqual(["2027-02-11", "2027-02-14"]);
  await lin.fills({ days: "2027-02-12 work" }).submits();
  await lin.submits();
  expect(lin.reads).toContain("2027 年已录入");
  expect(await worked(days)).toEqual(["2027-02-11", "2027-02-12", "2027-02-14"]);
  await db().organization.updateMany({ data: { country } });
});
