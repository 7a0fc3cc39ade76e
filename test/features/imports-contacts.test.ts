import { describe, expect, test } from "vitest";
import { combine } from "../../src/features/joining/rules.ts";
import { CONTACTS } from "../../src/features/joining/store.ts";
import { mergeRows } from "../../src/features/uniting/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { house } = withImportsHouse();
const people = async () => {
  const where = { organizationId: house.organizationId };
  const rows = await house.db.contact.findMany({ where, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map(({ name, phones, mail, birthMonth, doNotContact }) =>
    [name, ...phones, mail, birthMonth, doNotContact || undefined].filter((fact) => fact != null).join(" "),
  );
};

describe("a number or an address that two people have", () => {
  const SHEETS: readonly (readonly [kind: string, head: string, of: (row: string) => string])[] = [
    ["of customers", "客户,负责人,联系人,电话,邮箱,生日,请勿联系", (row) => `宏达机电,Ann,${row}`],
    ["of contacts", "联系人,电话,邮箱,生日,请勿联系,客户", (row) => `${row},宏达机电`],
  ];
  test.each(SHEETS)("makes them nobody else, in a sheet %s", async (_, head, of) => {
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达机电,Ann")));
    const rows = ["王总,021-5555 1234,info@hongda.cn,,", "李工,021-5555 1234,,1985-03-02,", "赵敏,,info@hongda.cn,,是"];
    const sheet = csv(head, ...rows.map(of));
    const id = await house.planned("Mo", sheet);
    expect(await house.view(id)).toMatchObject({ counts: { make: 3, merge: 0, skip: 0, refuse: 0 } });
    await house.apply("Mo", id);
    const made = ["王总 02155551234 info@hongda.cn", "李工 02155551234 3", "赵敏 info@hongda.cn true"];
    expect(await people()).toEqual(made);

    const again = await house.planned("Mo", sheet);
    expect(await house.report(again)).toEqual([
      "2 skip 宏达机电 · 王总: there already",
      "3 skip 宏达机电 · 李工: there already",
      "4 skip 宏达机电 · 赵敏: there already",
    ]);
    await house.apply("Mo", again);
    expect(await people()).toEqual(made);
  });

  test("makes one of whom is called by surname and title, and the row says for whom they were taken", async () => {
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,联系人,电话", "宏达,Ann,王总,021-5555 1234")));
    const sheet = csv("客户,负责人,联系人,电话,生日", "宏达,Ann,王建国,021-5555 1234,1985-03-02");
    const id = await house.planned("Mo", sheet);
    const said =
      "2 merge 宏达 · 王建国: taken for 王总: the phone or mail is the same; birthday added to what is there";
    expect(await house.report(id)).toEqual([said]);
    expect(await house.report(id, "zh")).toEqual(["2 merge 宏达 · 王建国: 电话或邮箱相同，视为王总；补充了生日"]);
    await house.apply("Mo", id);
    expect(await people()).toEqual(["王总 02155551234 3"]);
    const again = "2 skip 宏达 · 王建国: taken for 王总: the phone or mail is the same; there already";
    expect(await house.report(await house.planned("Mo", sheet))).toEqual([again]);
  });

  test("makes another of whom two may be meant", async () => {
    const rows = ["王建国", "王建华", "王总"].map((name) => `宏达,Ann,${name},021-5555 1234`);
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,联系人,电话", ...rows)));
    expect(await people()).toHaveLength(3);
  });
});

test("a birthday with a year of two digits is of the last hundred years", async () => {
  const rows = ["王总,85-3-2", "李工,85年3月2日", "赵敏,26-12-1", "周明,85-13-2"].map((row) => `宏达,Ann,${row}`);
  const id = await house.planned("Mo", csv("客户,负责人,联系人,生日", ...rows));
  expect(await house.report(id, "zh")).toEqual([
    "2 make 宏达 · 王总",
    "3 make 宏达 · 李工: 新增联系人李工",
    "4 make 宏达 · 赵敏: 新增联系人赵敏",
    expect.stringContaining("周明；生日“85-13-2”不是日期"),
  ]);
  await house.apply("Mo", id);
  const born = await house.db.contact.findMany({
    where: { organizationId: house.organizationId },
    select: { name: true, birthYear: true, birthMonth: true },
  });
  expect(new Map(born.map(({ name, birthYear, birthMonth }) => [name, [birthYear, birthMonth]]))).toEqual(
    new Map([
      ["王总", [1985, 3]],
      ["李工", [1985, 3]],
      ["赵敏", [1926, 12]],
      ["周明", [null, null]],
    ]),
  );
});

test("a birthday in a year of nobody who speaks for a customer is that of typing: month and day alone are kept", async () => {
  const rows = ["王总,2026-12-15", "李工,2026年3月2日", "赵敏,2012-02-29", "周明,2025/6/1", "钱工,2010-01-02"];
  const id = await house.planned("Mo", csv("客户,负责人,联系人,生日", ...rows.map((row) => `宏达,Ann,${row}`)));
  const said = (value: string) => `birthday "${value}" is kept without its year, which is too late to be that of birth`;
  const report = await house.report(id);
  expect(report.map((line) => line.includes("without its year"))).toEqual([true, true, false, true, false]);
  expect(report[0]).toBe(`2 make 宏达 · 王总: ${said("2026-12-15")}`);
  await house.apply("Mo", id);
  const born = await house.db.contact.findMany({ where: { organizationId: house.organizationId } });
  expect(
    born.map(({ name, birthYear, birthMonth, birthDay }) => [name, birthYear, birthMonth, birthDay]).toSorted(),
  ).toEqual(
    [
      ["王总", null, 12, 15],
      ["李工", null, 3, 2],
      ["赵敏", 2012, 2, 29],
      ["周明", null, 6, 1],
      ["钱工", 2010, 1, 2],
    ].toSorted(),
  );
});

test("two of unlike names with one number stay two, and the dry run says so", async () => {
  const HEAD = "客户,负责人,联系人,电话";
  await house.apply("Mo", await house.planned("Mo", csv(HEAD, "宏达,Ann,王建国,400-800-8888")));
  const id = await house.planned("Mo", csv(HEAD, "宏达,Ann,李红,400-800-8888"));
  const said = "the same phone or mail as 王建国, but another name: kept as two people";
  expect(await house.report(id)).toEqual([`2 make 宏达 · 李红: ${said}; contact 李红 added`]);
  expect(await house.report(id, "zh")).toEqual([
    "2 make 宏达 · 李红: 电话或邮箱和王建国相同，名字不同，按两个人录入；新增联系人李红",
  ]);
  await house.apply("Mo", id);
  expect(await people()).toEqual(["王建国 4008008888", "李红 4008008888"]);
});

test("somebody who became part of another does not come back with the next sheet, nor with a line that names them", async () => {
  const where = { organizationId: house.organizationId };
  const rows = ["王建国,13800001111,总经理", "王健国,13800002222,", "王剑国,13800003333,"];
  const sheet = csv("客户,负责人,联系人,电话,职务", ...rows.map((row) => `宏达,Ann,${row}`));
  await house.apply("Mo", await house.planned("Mo", sheet));
  const one = (name: string) => house.db.contact.findFirstOrThrow({ where: { ...where, name } });
  const join = async (into: string, gone: string) => {
    const [kept, away] = [await one(into), await one(gone)];
    const pair = { keep: kept.id, gone: away.id, versions: [kept.version, away.version] };
    expect(await house.changing("Mo", (inside) => mergeRows(inside, CONTACTS, pair))).toBeDefined();
  };
  await join("王健国", "王剑国");
  await join("王建国", "王健国");
  const before = await house.db.contact.findMany({ where });
  const again = await house.planned("Mo", sheet);
  expect(await house.report(again)).toEqual([
    "2 skip 宏达 · 王建国: there already",
    "3 skip 宏达 · 王健国: taken for 王建国: the two became one; there already",
    "4 skip 宏达 · 王剑国: taken for 王建国: the two became one; there already",
  ]);
  expect((await house.report(again, "zh"))[1]).toBe("3 skip 宏达 · 王健国: 已并入王建国，视为同一人；已经有了");
  await house.apply("Mo", again);
  expect(await house.db.contact.findMany({ where })).toEqual(before);
  const done = await house.planned("Mo", csv("客户,日期,方式,内容,联系人", "宏达,2026-11-20,拜访,参观,王健国"));
  expect(await house.report(done)).toEqual(["2 make 宏达 · 王健国"]);
  await house.apply("Mo", done);
  expect(await house.db.activityContact.findMany({ where })).toMatchObject([{ contactId: before[0]!.id }]);
});

test("a contact to whom a sheet brought more numbers than a form takes keeps them as another becomes part of them", () => {
  const phones = ["1", "2", "3", "4", "5", "6"];
  expect(combine({ phones }, { phones: ["7"] })).not.toHaveProperty("phones");
});

test("of many with one number the first two are named; a hotline of several customers is said of nobody", async () => {
  const HEAD = "客户,负责人,联系人,电话";
  const names = ["王建国", "李红", "赵敏", "钱多多", "周杰"];
  const id = await house.planned("Mo", csv(HEAD, ...names.map((name) => `宏达,Ann,${name},400-800-8888`)));
  const report = await house.report(id);
  expect(report[2]).toContain("the same phone or mail as 王建国、李红, but another name: kept as separate people");
  expect(report[4]).toContain("the same phone or mail as 王建国、李红 and 2 more, but another name");
  expect((await house.report(id, "zh"))[4]).toContain("和王建国、李红等 4 人相同，名字不同，按不同的人录入");
  const rows = ["宏达,Ann,王建国", "云帆,Ann,李明", "云帆,Ann,孙丽", "宏达,Ann,李红"].map(
    (row) => `${row},400-900-9999`,
  );
  const many = await house.report(await house.planned("Mo", csv(HEAD, ...rows)));
  expect(many[3]).toContain("宏达 · 李红");
  expect(many.join()).not.toContain("the same phone");
});

test("a title behind a name makes nobody else of them: the row says so, and it is kept where none was known", async () => {
  const titled = async () => {
    const rows = await house.db.contact.findMany({ where: { organizationId: house.organizationId } });
    return rows.map(({ name, title }) => [name, title].filter((fact) => fact !== null).join(" ")).toSorted();
  };
  const first = csv(
    "客户,负责人,联系人",
    "宏达,Ann,王磊",
    "宏达,Ann,李建国财务部经理",
    "宏达,Ann,陈总监",
    "宏达,Ann,王磊助理",
  );
  await house.apply("Mo", await house.planned("Mo", first));
  const rows = ["宏达,王磊销售经理", "宏达,李建国", "宏达,陈经理", "宏达,王磊国经理", "宏达,王 磊 华东区总监"];
  const id = await house.planned("Mo", csv("客户,联系人", ...rows));
  expect(await house.report(id)).toEqual([
    "2 merge 宏达 · 王磊销售经理: taken for 王磊: the same name, with a title behind it; title added to what is there",
    "3 skip 宏达 · 李建国: taken for 李建国财务部经理: the same name, with a title behind it; there already",
    "4 make 宏达 · 陈经理: contact 陈经理 added",
    "5 make 宏达 · 王磊国经理: contact 王磊国经理 added",
    "6 make 宏达 · 王 磊 华东区总监: another 王磊 is there, with another title or number: kept as two people. Merge them if they are one; contact 王 磊 华东区总监 added",
  ]);
  await house.apply("Mo", id);
  expect(await titled()).toEqual(
    ["王磊 销售经理", "王磊助理", "王 磊 华东区总监", "李建国财务部经理", "陈总监", "陈经理", "王磊国经理"].toSorted(),
  );
});
