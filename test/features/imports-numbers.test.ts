import { describe, expect, test } from "vitest";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
const goIn = async (...lines: string[]) => {
  const id = await house.planned("Mo", csv(...lines));
  const report = await house.report(id);
  await house.apply("Mo", id);
  return report;
};
const people = async () => {
  const where = { organizationId: house.organizationId };
  const rows = await house.db.contact.findMany({ where, include: { customer: true }, orderBy: { name: "asc" } });
  return rows.map(({ name, title, phones, mail, customer }) =>
    [customer?.name, name, title, ...phones, mail].filter((fact) => fact != null).join(" "),
  );
};
const names = async () => {
  const rows = await house.db.customer.findMany({ where: { organizationId: house.organizationId } });
  return rows.map(({ name }) => name).toSorted();
};

describe("a customer whose row names no contact", () => {
  test("keeps its numbers: with the title, the front desk or the person it is; what else is said of nobody is told", async () => {
    const report = await goIn(
      "公司名称,负责人,客户性质,电话,邮箱,职务,生日",
      "宏达机电,Ann,,021-5555 1234,info@hongda.cn,,",
      "云帆软件,Ann,,13800001111,,采购经理,",
      "张三,Ann,个人,13800002222,,,",
      "北辰药业,Ann,,,,厂长,1980-05-01",
      "Acme Ltd,Ann,,+1 415 555 0100,,,",
    );
    expect(report).toEqual([
      '2 make 宏达机电 · 前台: no contact is named: the numbers are kept under "前台"',
      '3 make 云帆软件 · 采购经理: no contact is named: the numbers are kept under "采购经理"',
      "4 make 张三 · 张三",
      '5 make 北辰药业: title "厂长" is left out: no contact is named. Fill the name in; birthday "1980-05-01" is left out: no contact is named. Fill the name in',
      '6 make Acme Ltd · Front desk: no contact is named: the numbers are kept under "Front desk"',
    ]);
    expect((await people()).toSorted()).toEqual([
      "Acme Ltd Front desk +14155550100",
      "云帆软件 采购经理 13800001111",
      "宏达机电 前台 02155551234 info@hongda.cn",
      "张三 张三 13800002222",
    ]);
  });

  test("is found again by them, and whoever has the number is not made twice", async () => {
    await goIn("客户,负责人,联系人,电话", "宏达机电,Ann,王总,13800001111");
    const head = "客户,负责人,电话,邮箱";
    expect(await goIn(head, "宏达,Ann,138 0000 1111,wang@hongda.cn", "云帆,Ann,021-6666 5678,")).toEqual([
      "2 merge 宏达 · 前台: taken for 宏达机电: the phone or mail is the same; short name added to what is there; taken for 王总: the phone or mail is the same; mail added to what is there",
      '3 make 云帆 · 前台: no contact is named: the numbers are kept under "前台"',
    ]);
    const before = await people();
    expect(await goIn(head, "云帆,Ann,021-6666 5678,", "云帆软件,Ann,02166665678,")).toEqual([
      "2 skip 云帆 · 前台: there already",
      "3 merge 云帆软件 · 前台: taken for 云帆: the phone or mail is the same; short name added to what is there",
    ]);
    expect(await people()).toEqual(before);
  });
});

describe("one number of several customers", () => {
  test("a branch has the number of its head office, and stays apart", async () => {
    const branches = ["招商银行", "招商银行上海分行", "招商银行静安支行", "宏达超市", "宏达超市人民路店"];
    await goIn("客户,负责人,联系人,电话", ...branches.map((name) => `${name},Ann,王总,021-5555 1234`));
    expect(await names()).toEqual(branches.toSorted());
  });

  test.each([
    ["金杜", "金杜律师事务所"],
    ["和平", "和平饭店"],
    ["仁济", "仁济医院"],
    ["Acme", "Acme Storefront"],
  ])("%s and %s are one, as neither is a branch", async (short, long) => {
    await goIn("客户,负责人,联系人,电话", `${long},Ann,王总,13800003333`, `${short},Ann,王总,13800003333`);
    expect(await names()).toEqual([long]);
  });

  test("a hotline, and a number of few digits, join nobody", async () => {
    await goIn(
      "客户,负责人,联系人,电话",
      "宏达,Ann,王总,400-800-1234",
      "宏达华东,Ann,李总,400-800-1234",
      "宏达华北,Ann,赵总,400-800-1234",
    );
    expect(await names()).toEqual(["宏达", "宏达华东", "宏达华北"].toSorted());
    await goIn("客户,负责人,联系人,电话", "宏达西南,Ann,钱总,400-800-1234", "北辰,Ann,周总,95588");
    await goIn("客户,负责人,联系人,电话", "北辰药业,Ann,周总,95588");
    expect(await names()).toEqual(["北辰", "北辰药业", "宏达", "宏达华东", "宏达华北", "宏达西南"].toSorted());
  });

  test("is met however it is written, with its country or without", async () => {
    await goIn("客户,负责人,联系人,电话", "宏达机电,Ann,王总,+86 21 5555 1234", "云帆软件,Ann,李总,+86 138 0000 1111");
    const report = await goIn("客户,负责人,联系人,电话", "宏达,Ann,王建国,021-55551234", "云帆,Ann,李总,8613800001111");
    expect(report).toEqual([
      "2 merge 宏达 · 王建国: taken for 宏达机电: the phone or mail is the same; short name added to what is there; taken for 王总: the phone or mail is the same",
      "3 merge 云帆 · 李总: taken for 云帆软件: the phone or mail is the same; short name added to what is there",
    ]);
    expect(await names()).toEqual(["云帆软件", "宏达机电"].toSorted());
  });
});

test("whom an activity names is found as they may be called, and who is not is said", async () => {
  await goIn("客户,负责人,联系人,职务", "宏达,Ann,王建国,总经理", "宏达,Ann,李梅,采购", "宏达,Ann,李军,采购");
  const cells = ["王总", "王建国、李梅", "李总", "陈工、王总"];
  const rows = cells.map((cell, at) => `宏达,2026-10-0${at + 1},电话,${at},${cell}`);
  expect(await goIn("客户,日期,方式,内容,联系人", ...rows)).toEqual([
    "2 make 宏达 · 王总",
    "3 make 宏达 · 王建国、李梅",
    "4 make 宏达 · 李总: 李总 was not noted: this customer has no such contact, or more than one",
    "5 make 宏达 · 陈工、王总: 陈工 was not noted: this customer has no such contact, or more than one",
  ]);
  const activities = await house.db.activity.findMany({
    where: { organizationId: house.organizationId },
    include: { contacts: { include: { contact: true } } },
    orderBy: { said: "asc" },
  });
  const met = activities.map(({ contacts }) => contacts.map(({ contact }) => contact.name).toSorted());
  expect(met).toEqual([["王建国"], ["李梅", "王建国"].toSorted(), [], ["王建国"]]);
});

test("what a form could not take does not come in: a name keeps its row out, a fact is left out and said", async () => {
  const long = (characters: number) => "长".repeat(characters);
  const head = "客户,负责人,行业,联系人,职务,家庭情况";
  const report = await goIn(
    head,
    `${long(81)},Ann,,,,`,
    `云帆,Ann,,${long(41)},,`,
    `宏达,Ann,${long(81)},王总,${long(81)},${long(301)}`,
    `${long(80)},Ann,${long(80)},${long(40)},${long(80)},${long(300)}`,
  );
  const left = (field: string) => `${field} is left out: it is too long: ${long(20)}…. Add it by hand, shorter`;
  expect(report).toEqual([
    expect.stringMatching(/^2 refuse .*customer is too long/),
    expect.stringMatching(/^3 refuse .*contact is too long/),
    `4 make 宏达 · 王总: ${["industry", "title", "family"].map(left).join("; ")}`,
    expect.stringMatching(/^5 make [^:]+$/),
  ]);
  expect(await names()).toEqual(["宏达", long(80)].toSorted());
});
