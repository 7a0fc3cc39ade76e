import { expect, test } from "vitest";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
const people = async () => {
  const where = { organizationId: house.organizationId };
  const rows = await house.db.contact.findMany({ where, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map(({ name, title, phones, mail }) => [name, title, ...phones, mail].join(" "));
};
const HEAD = "客户,负责人,联系人,职务,手机,邮箱";
const goesIn = async (...rows: readonly string[]) => {
  const id = await house.planned("Mo", csv(HEAD, ...rows.map((row) => `宏达,Ann,${row}`)));
  const report = await house.report(id);
  await house.apply("Mo", id);
  return report;
};

test("two of one name with other titles and other numbers are two, and each is met again", async () => {
  const rows = ["张伟,采购经理,13800001111,zw@x.cn", "张伟,设备部主管,13900002222,zhangw2@x.cn"];
  const both = ["张伟 采购经理 13800001111 zw@x.cn", "张伟 设备部主管 13900002222 zhangw2@x.cn"];
  expect(await goesIn(...rows)).toEqual([
    "2 make 宏达 · 张伟",
    "3 make 宏达 · 张伟: another 张伟 is there, with another title or number: kept as two people. Merge them if they are one; contact 张伟 added",
  ]);
  expect(await people()).toEqual(both);
  for (const said of await goesIn(...rows)) expect(said).toMatch(/^\d skip 宏达 · 张伟: there already$/);
  await goesIn("张伟,设备部主管,13900002222 13700003333,");
  expect(await people()).toEqual([both[0], "张伟 设备部主管 13900002222 13700003333 zhangw2@x.cn"]);
});

test.each([
  ["the title is the same", "张伟,采购经理,13900002222,b@x.cn"],
  ["a number is the same", "张伟,设备部主管,13800001111,b@x.cn"],
  ["no title is said", "张伟,,13900002222,b@x.cn"],
  ["no number is said", "张伟,设备部主管,,"],
])("they are one where %s", async (_, row) => {
  await goesIn("张伟,采购经理,13800001111,a@x.cn");
  await goesIn(row);
  expect(await people()).toHaveLength(1);
});

test.each([
  ["a last character that may be a title", "李文,,13800001111,", "李文科,,13900002222,"],
  ["posts and no names", "康复主任,,13800001111,", "康复医生,,13900002222,"],
  ["posts of one kind", "成本主管,,13800001111,", "成本会计,,13900002222,"],
  ["titles that contradict", "王磊销售经理,,,", "王磊采购经理,,,"],
  ["a title that contradicts what is known", "王磊,销售经理,,", "王磊采购经理,,,"],
  ["other numbers", "王磊,,13800001111,", "王磊采购经理,,13900002222,"],
])("a title behind a name joins no two people: %s", async (_, one, other) => {
  await goesIn(one);
  const before = await people();
  expect((await goesIn(other))[0]).toMatch(/^2 make /);
  expect(await people()).toEqual([...before, expect.stringMatching(new RegExp(`^${other.split(",")[0]} `))]);
});

test.each([
  ["nothing else is known", "王磊,,13800001111,", "王磊采购经理,,,"],
  ["the number is the same", "王磊,销售经理,13800001111,", "王磊采购经理,,13800001111,"],
  ["the titles agree", "王磊,采购经理,,", "王磊采购部经理,,,"],
  ["one is out of politeness", "王磊,采购经理,,", "王磊先生,,,"],
])("a title behind a name makes nobody else of them where %s", async (_, one, other) => {
  await goesIn(one);
  await goesIn(other);
  expect(await people()).toHaveLength(1);
});

test("of two mails in a cell the first is kept, and the rest is said", async () => {
  const [said] = await goesIn("王磊,,,a@x.cn; b@x.cn");
  expect(said).toContain("b@x.cn is left out: a contact takes one mail address");
  expect(await people()).toEqual(["王磊  a@x.cn"]);
});

test("a customer known since a year of two digits before 2000 comes in", async () => {
  const sheet = csv("客户,负责人,建档日期", "宏达,Ann,98-7-8", "云帆,Ann,26-12-1", "北辰,Ann,03-7-18");
  const id = await house.planned("Mo", sheet);
  expect(await house.report(id)).toEqual([
    "2 make 宏达",
    expect.stringContaining("3 refuse 云帆: first contact 2026-12-01 lies in the future"),
    "4 make 北辰",
  ]);
  await house.apply("Mo", id);
  const made = await house.db.customer.findFirstOrThrow({
    where: { organizationId: house.organizationId, name: "宏达" },
  });
  expect(made.firstContactOn?.toISOString().slice(0, 10)).toBe("1998-07-08");
});
