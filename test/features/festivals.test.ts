import { expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { from } from "../../src/data/client.ts";
import { organizationOf } from "../../src/data/organization.ts";
import { festivalsBetween } from "../../src/domain/festivals.ts";
import { festivals } from "../../src/features/festivals/index.ts";
import { figures } from "../../src/features/figures/index.ts";
import { holidays } from "../../src/features/holidays/index.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [figures, holidays, festivals], at: "2026-11-30T10:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const lin = () => house.person("林涛");
/** What the summary takes of them. */
const between = async (first: string, last: string) => {
  const { country, settings } = await organizationOf(house.jobContext().scope);
  const days = festivalsBetween(plainDate(first), plainDate(last), { country, own: settings.festivals });
  return days.map(({ on, name }) => `${on} ${name.zh} ${name.en}`);
};
const stored = async () => (await db().organization.findFirstOrThrow({})).settings;

test("a lunar and a solar one are added, and stand in the order of their coming", async () => {
  await lin().types("/holidays");
  await lin().presses("自己的节日");
  expect(lin().reads).toContain("还没有自己的节日");
  expect(lin().reads).toContain("本来就有的：冬至、元旦、春节、元宵节、端午节、中秋节、国庆节。");
  await lin().presses("加一个节日");
  await lin().fills({ zh: "创立日", en: "Founding day", day: "3月8日" }).submits();
  expect(lin().card.title).toBe("已加上：创立日 (Founding day)，下一次 周一 2027年3月8日");
  await lin().presses("加一个节日");
  await lin().fills({ zh: "小年", en: "Little New Year", day: "农历腊月廿三" }).submits();
  expect(lin().card.lines?.map(({ text }) => text)).toEqual([
    "小年 (Little New Year) · 农历腊月廿三",
    "创立日 (Founding day) · 3月8日",
  ]);
  expect(await between("2027-01-28", "2027-02-03")).toEqual(["2027-01-30 小年 Little New Year"]);
  expect(await between("2027-03-05", "2027-03-11")).toEqual(["2027-03-08 创立日 Founding day"]);
});

test("one is changed and removed; the history takes it back", async () => {
  await lin().types("节日");
  const before = lin().card;
  await lin().presses("修改", { on: { ...before, lines: before.lines!.slice(1) } });
  expect(lin().form.values).toMatchObject({ zh: { text: "创立日" }, day: { text: "3-8" } });
  await lin().fills({ day: "3月9日" }).submits();
  expect(await between("2027-03-05", "2027-03-11")).toEqual(["2027-03-09 创立日 Founding day"]);
  // The card from before shows what is no longer there.
  await lin().presses("删除", { on: { ...before, lines: before.lines!.slice(1) } });
  expect(lin().reads).toContain("刚才有人改过节日");
  await lin().types("节日");
  await lin().presses("删除");
  expect(lin().card.title).toBe("已删除：小年 (Little New Year)");
  expect(await between("2027-01-28", "2027-02-03")).toEqual([]);
  await lin().types("参数");
  await lin().presses("修改记录");
  expect(lin().reads).toContain("自己的节日 创立日、小年 → 创立日");
  await lin().presses("撤销");
  expect(await between("2027-01-28", "2027-02-03")).toEqual(["2027-01-30 小年 Little New Year"]);
});

test.each([
  ["no day", { zh: "店庆", en: "Fair", day: "2月30日" }, { day: /不是一年里的一天/ }],
  ["a month alone", { zh: "店庆", en: "Fair", day: "5月" }, { day: /不是一年里的一天/ }],
  ["a name there is", { zh: "创立日", en: "Fair", day: "5月1日" }, { zh: /已经有叫这个名字/ }],
  ["a name of the country's", { zh: "店庆", en: "spring festival", day: "5月1日" }, { zh: /已经有叫这个名字/ }],
])("%s is said at its field, and nothing changes", async (_, values, expected) => {
  const before = await stored();
  await lin().presses({ action: "festivals.add", payload: {} });
  await lin().fills(values).submits();
  for (const [field, said] of Object.entries(expected)) expect(lin().form.errors[field]).toMatch(said);
  expect(await stored()).toEqual(before);
});

test("others may not, and nothing changes", async () => {
  const before = await stored();
  const wang = house.person("王芳");
  for (const call of [
    () => wang.types("/festivals"),
    () => wang.presses({ action: "festivals.add", payload: {} }),
    () =>
      wang.presses({
        action: "festivals.remove",
        payload: { name: { en: "Little New Year", zh: "小年" }, calendar: "lunar", month: 12, day: 23, leap: false },
      }),
  ]) {
    await call();
    expect(wang.card.tone).toBe("stopped");
  }
  expect(await stored()).toEqual(before);
});
