import XLSX from "@e965/xlsx";
import { expect, test } from "vitest";
import { nameKey } from "../../src/domain/names.ts";
import { guessColumns, lookAtSheets } from "../../src/features/imports/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

/* Sheets as companies keep them: made by hand, or by a program that thinks of print. */
const { house } = withImportsHouse();
type Rows = readonly (readonly (string | number)[])[];
/** A workbook of one sheet; `merged` as "A2:A3". */
const book = (rows: Rows, { merged = [], hidden = [] }: { merged?: string[]; hidden?: number[] } = {}): Buffer => {
  const sheet = XLSX.utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet["!merges"] = merged.map((each) => XLSX.utils.decode_range(each));
  sheet["!rows"] = rows.map((_, at) => (hidden.includes(at + 1) ? { hidden: true } : {}));
  const made = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(made, sheet, "表");
  return Buffer.from(XLSX.write(made, { type: "buffer", bookType: "xlsx", bookSST: true }));
};
const goesIn = async (bytes: Buffer, who = "Mo"): Promise<string[]> => {
  const id = await house.planned(who, bytes);
  const said = await house.report(id);
  await house.apply(who, id);
  return said;
};
const customers = async () =>
  (await house.db.customer.findMany({ where: { organizationId: house.organizationId } }))
    .map(({ name }) => name)
    .toSorted();
const people = async () =>
  (await house.db.contact.findMany({ where: { organizationId: house.organizationId }, include: { customer: true } }))
    .map(({ name, phones, customer }) => [customer.name, name, ...phones].join(" "))
    .toSorted();

test("a customer that spans rows is that of each of them; an amount that spans rows is not said again", async () => {
  const head = ["客户名称", "负责人", "联系人", "电话"];
  const rows = [head, ["宏达", "Ann", "王建国", "13800138000"], ["", "", "李红", "13800138001"], ["", "", "", ""]];
  const merged = ["A2:A4", "B2:B4"];
  expect(await goesIn(book([...rows, ["华信", "Bo", "赵敏", "13900001111"]], { merged }))).toEqual([
    "2 make 宏达 · 王建国",
    "3 make 宏达 · 李红: contact 李红 added",
    "5 make 华信 · 赵敏",
  ]);
  expect(await people()).toEqual(
    ["华信 赵敏 13900001111", "宏达 李红 13800138001", "宏达 王建国 13800138000"].toSorted(),
  );
  const deals = [
    ["客户", "商机", "阶段", "金额", "负责人"],
    ["宏达", "一期", "25%", 300000, "Ann"],
    ["", "二期", "25%", "", ""],
  ];
  await goesIn(book(deals, { merged: ["A2:A3", "D2:D3", "E2:E3"] }));
  const made = await house.db.deal.findMany({
    where: { organizationId: house.organizationId },
    orderBy: { name: "asc" },
  });
  expect(made.map(({ name, amountMinor }) => [name, amountMinor])).toEqual([
    ["一期", 30_000_000n],
    ["二期", null],
  ]);
});

test.each(["50万", "¥500,000", "500,000元", "CNY 500000", "500,000.00"])(
  "nor is one that spans rows as text: %s",
  async (said) => {
    const deals = [
      ["客户", "商机", "阶段", "金额", "负责人", "预计签约日期"],
      ["宏达", "一期", "25%", said, "Ann", "2027年3月1日"],
      ["", "二期", "25%", "", "", ""],
    ];
    await goesIn(csv("客户名称,负责人", "宏达,Ann"));
    await goesIn(book(deals, { merged: ["A2:A3", "D2:D3", "E2:E3", "F2:F3"] }));
    const made = await house.db.deal.findMany({
      where: { organizationId: house.organizationId },
      orderBy: { name: "asc" },
    });
    const march = new Date("2027-03-01");
    expect(made.map(({ name, amountMinor, expectedOn }) => [name, amountMinor, expectedOn])).toEqual([
      ["一期", 50_000_000n, march],
      ["二期", null, march],
    ]);
  },
);

test("headings of two rows are read together, whether the upper ones span columns or rows", async () => {
  const groups: Rows = [
    ["客户信息", "", "", "", "联系人信息", "", ""],
    ["序号", "名称", "行业", "负责人", "姓名", "职务", "手机"],
    [1, "宏达", "机械", "Ann", "王建国", "总经理", "13800138000"],
  ];
  expect(await goesIn(book(groups, { merged: ["A1:D1", "E1:G1"] }))).toEqual(["3 make 宏达 · 王建国"]);
  const tall: Rows = [
    ["客户名称", "负责人", "联系方式", ""],
    ["", "", "手机", "邮箱"],
    ["华信", "Bo", "13900001111", "z@hx.cn"],
  ];
  const merged = ["A1:A2", "B1:B2", "C1:D1"];
  expect(await goesIn(book(tall, { merged }))).toEqual([expect.stringContaining("3 make 华信 · 前台")]);
  expect(await people()).toEqual(["华信 前台 13900001111", "宏达 王建国 13800138000"].toSorted());
});

test("notes, totals of a page and headings once more stay out, and say what they are", async () => {
  const lines = [
    "客户名称,联系人,电话,城市",
    "示例：上海某某公司,李四,13800000000,",
    "宏达,王建国,13800138000,上海",
    "本页小计：,,,",
    "客户名称,联系人,电话,城市",
    "注册商标代理所,赵敏,13900001111,苏州",
    "第2页 共2页,,,",
    "合计（家）,2,,",
    ",备注：本表不含已停业客户,,",
    "制表：张三,,审核：李四,",
  ];
  const note = "is a note beside the rows: it stays out";
  const total = (said: string) =>
    `"${said}" says that the row is a total: it stays out. If it is a name, write it in full`;
  expect(await goesIn(csv(...lines), "Ann")).toEqual([
    `2 refuse 示例：上海某某公司: "示例：上海某某公司" ${note}`,
    "3 make 宏达 · 王建国",
    `4 refuse 本页小计：: ${total("本页小计：")}`,
    "5 refuse 客户名称: the headings once more: they stay out",
    "6 make 注册商标代理所 · 赵敏",
    `7 refuse 第2页 共2页: "第2页 共2页" ${note}`,
    `8 refuse 合计（家）: ${total("合计（家）")}`,
    `9 refuse : "备注：本表不含已停业客户" ${note}`,
    `10 refuse 制表：张三: "制表：张三" ${note}`,
  ]);
  expect(await customers()).toEqual(["宏达", "注册商标代理所"].toSorted());
});

test("what says that nothing is known is no name, number or day of anybody", async () => {
  const head = "客户名称,联系人,电话,首次接触日期,喜好,行业";
  expect(await goesIn(csv(head, "宏达,无,-,待定,暂无,N/A", "N/A,王建国,,,,", "华信,赵敏,无,/,—,不详"), "Ann")).toEqual([
    "2 make 宏达",
    "3 refuse N/A: customer is empty: fill it in",
    "4 make 华信 · 赵敏",
  ]);
  expect(await people()).toEqual(["华信 赵敏"]);
  expect(
    await house.db.customer.count({ where: { organizationId: house.organizationId, industry: { not: null } } }),
  ).toBe(0);
});

test("NA is North America where a region may stand, and nothing where none may", async () => {
  await goesIn(csv("客户名称,行业,区域,负责人", "Acme,NA,NA,Ann", "Globex,n/a,N/A,Ann"), "Ann");
  const { organizationId } = house;
  const made = await house.db.customer.findMany({ where: { organizationId }, orderBy: { name: "asc" } });
  expect(made.map(({ industry, region }) => [industry, region])).toEqual([
    [null, "NA"],
    [null, null],
  ]);
});

test("a mobile and a landline in two columns are both kept, and a head office is no second customer", async () => {
  const head = "客户名称,联系人,手机,电话,负责人";
  const rows = [
    "上海宏达有限公司（总部）,王建国,13800138000,021-66668888-801,Ann",
    "上海宏达有限公司,李红,,(021)6666 8889,Ann",
  ];
  expect(await goesIn(csv(head, ...rows, "上海宏达有限公司（苏州）,赵敏,13900001111,13900001111,Ann"), "Ann")).toEqual([
    "2 make 上海宏达有限公司 · 王建国",
    "3 make 上海宏达有限公司 · 李红: contact 李红 added",
    "4 make 上海宏达有限公司（苏州） · 赵敏",
  ]);
  expect(await people()).toEqual(
    [
      "上海宏达有限公司 李红 02166668889",
      "上海宏达有限公司 王建国 13800138000 02166668888",
      "上海宏达有限公司（苏州） 赵敏 13900001111",
    ].toSorted(),
  );
});

test("whoever is kept by name as the head office is met again, and a head office in brackets is them no more than once", async () => {
  const { organizationId } = house;
  await goesIn(csv("客户名称,联系人,手机,负责人", "宏达集团,王建国,13800138000,Ann"), "Ann");
  const { id } = await house.db.customer.findFirstOrThrow({ where: { organizationId } });
  const named = { name: "宏达集团（总部）", nameKey: nameKey("宏达集团（总部）") };
  await house.db.customer.update({ where: { id, organizationId }, data: named });
  const rows = ["宏达集团（总部）,李红,13800138001,Ann", "宏达集团(总部),李红,13800138001,Ann"];
  expect(await goesIn(csv("客户名称,联系人,手机,负责人", ...rows), "Ann")).toEqual([
    "2 make 宏达集团（总部） · 李红: contact 李红 added",
    "3 skip 宏达集团(总部) · 李红: there already",
  ]);
  expect(await people()).toEqual(
    ["宏达集团（总部） 李红 13800138001", "宏达集团（总部） 王建国 13800138000"].toSorted(),
  );
});

test("phones as sheets have them are read, and one that has lost its digits is told from one that is none", async () => {
  const phones: readonly (readonly [said: string, ...kept: string[]])[] = [
    ["'13800138001", "13800138001"],
    ["13800138002.0", "13800138002"],
    ["13800138003（微信同号）", "13800138003"],
    ["手机：13800138004 座机：021-66668804", "13800138004", "02166668804"],
    ["021-66668805-801", "02166668805"],
    ["400-800-8806-2", "4008008806"],
    ["1.38E+10"],
    ["问前台"],
  ];
  const rows = phones.map(([said], at) => `客户${at},王建国,${said},Ann`);
  expect((await goesIn(csv("客户,联系人,电话,负责人", ...rows), "Ann")).slice(-2)).toEqual([
    '8 make 客户6 · 王建国: phone "1.38E+10" is left out: the spreadsheet has dropped its last digits. Make the column text and write it in full',
    '9 make 客户7 · 王建国: phone "问前台" is left out: it is not a phone number. Add it by hand',
  ]);
  expect(await people()).toEqual(phones.map(([, ...kept], at) => [`客户${at} 王建国`, ...kept].join(" ")).toSorted());
});

test("deals as other programs give them out: their owners, and days on which they are expected to close", async () => {
  await goesIn(csv("客户,负责人", "宏达,Ann"), "Ada");
  const head = "Account Name,Opportunity Name,Stage,Amount,Close Date,Opportunity Owner";
  expect(
    await goesIn(csv(head, "宏达,Renewal,Qualification,5000,12/31/2026,Bo", "宏达,Pilot,Closed Won,300,3/15/2026,Ann")),
  ).toEqual([
    '2 make 宏达 · Renewal: stage "Qualification" is taken for Opportunity',
    "3 make 宏达 · Pilot: its money waits for finance, who finds it in /receipts",
  ]);
  const made = await house.db.deal.findMany({
    where: { organizationId: house.organizationId },
    orderBy: { name: "desc" },
  });
  const day = (date: Date | null) => date?.toISOString().slice(0, 10);
  expect(
    made.map(({ name, ownerId, expectedOn, closedOn }) => [name, ownerId, day(expectedOn), day(closedOn)]),
  ).toEqual([
    ["Renewal", house.as("Bo").memberId, "2026-12-31", undefined],
    ["Pilot", house.as("Ann").memberId, undefined, "2026-03-15"],
  ]);
});

test("of a product that stands twice with two prices the second is said, not passed over", async () => {
  const said = await goesIn(csv("产品名称,规格,单价", "阀门,DN50,1200", "阀门,DN80,1500"), "Fin");
  expect(said).toEqual([
    "2 make 阀门",
    '3 skip 阀门: list price stays as it is, not "¥1,500": change it by hand if the sheet is right; the same as row 2',
  ]);
});

test("returns in brackets or with the minus behind are returns", async () => {
  await goesIn(csv("客户,负责人", "宏达,Ann"), "Ada");
  const head = "日期,客户名称,产品名称,数量,金额,单号";
  await goesIn(csv(head, "2026-10-06,宏达,阀门,(1),(100),A-3", '2026-10-07,宏达,阀门,2.000-,"1,200.50-",A-4'), "Fin");
  const lines = await house.db.salesLine.findMany({
    where: { organizationId: house.organizationId },
    orderBy: { paper: "asc" },
  });
  expect(lines.map(({ quantityMilli, netMinor }) => [quantityMilli, netMinor])).toEqual([
    [-1_000n, -10_000n],
    [-2_000n, -120_050n],
  ]);
});

test("rows that are hidden in the spreadsheet are counted", async () => {
  const rows = [
    ["客户名称", "城市"],
    ["宏达", "上海"],
    ["华信", "苏州"],
    ["新星", "北京"],
  ];
  const [look] = await lookAtSheets(book(rows, { hidden: [3, 4] }));
  expect(look).toMatchObject({ rows: 4, hidden: 2 });
  expect(guessColumns(look!)?.columns).toEqual({ customer: 0, city: 1 });
});
