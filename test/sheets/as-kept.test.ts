import XLSX from "@e965/xlsx";
import { expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { currency } from "../../src/core/money.ts";
import { guessColumns } from "../../src/domain/sheet-columns.ts";
import { mappingOf, readingOf } from "../../src/features/imports/rules.ts";
import { lookAtSheets, saidInSheet } from "../../src/sheets/reading.ts";
import { partsOf, workbook, zipOf } from "./files.ts";

/* Sheets as companies really keep them, odd on purpose: what is read of each row, or why nothing is. */
const csv = (...lines: string[]) => Buffer.from(lines.join("\n"));
/** "2 宏达 王磊 13800138000", "3: other_table 3" */
const readIn = async (bytes: Buffer): Promise<string[]> => {
  const [look] = await lookAtSheets(bytes);
  const guess = guessColumns(look!)!;
  const of = { currency: currency("CNY"), today: plainDate("2026-11-23") };
  const reading = readingOf(mappingOf(0, guess), look, of);
  const lines: string[] = [];
  for await (const lot of saidInSheet(bytes, { sheet: 0, header: guess.header, reading }))
    for (const said of lot) {
      const why = ("refused" in said ? said.refused : said.noted).map(({ code, value, row }) =>
        [code, value ?? row].filter((part) => part !== undefined).join(" "),
      );
      const { customer, contact, deal, owner } = "values" in said ? said.values : {};
      const [name, city, person] = [customer?.name, customer?.city, contact?.name];
      const told = [said.row, name, city, person, ...(contact?.phones ?? []), deal?.name, deal?.amount, owner];
      lines.push([told.filter((part) => part).join(" "), ...why].join(": "));
    }
  return lines;
};

test("another table below the first stays out with its title, and what comes again of the first is read", async () => {
  const first = ["客户名称,城市,负责人", "宏达,上海,Ann", "云帆,北京,Ann"];
  expect(await readIn(csv(...first, "", "产品价目表", "产品名称,单价（元）,系列", "阀门,1200,A"))).toEqual([
    ...["2 宏达 上海 Ann", "3 云帆 北京 Ann"],
    ...["5: other_table 6", "6: other_table 6", "7: other_table 6"],
  ]);
  const deals = ["客户名称,商机名称,阶段,金额,备注", "宏达,一期,50%,30万,急", "云帆,二期,25%,1,"];
  expect(await readIn(csv(...first, ...deals, first[0]!, "华信,苏州,Ann"))).toEqual([
    ...["2 宏达 上海 Ann", "3 云帆 北京 Ann"],
    ...["4: other_table 4", "5: other_table 4", "6: other_table 4", "7: heading_row", "8 华信 苏州 Ann"],
  ]);
});

test("headings of a page are known however they are set, and neither an odd row nor a bare name begins another table", async () => {
  const people = ["客户名称,联系人,电话", "宏达,王磊,", "客户 名称,联 系 人,电 话", "云帆,李红,"];
  expect(await readIn(csv(...people))).toEqual(["2 宏达 王磊", "3: heading_row", "4 云帆 李红"]);
  const done = ["客户,日期,方式,内容", "宏达,2026-03-01,微信,谈价", ",电话,微信,谈价", "云帆,2026-03-02,电话,谈了"];
  const [first, odd, last] = await readIn(csv(...done));
  expect([first, last]).toEqual(["2 宏达", "4 云帆"]);
  expect(odd).toMatch(/^3: missing/);
  const next = ["客户名称,城市,负责人", "宏达,上海,Ann", "云帆,,", "产品名称,单价,系列", "阀门,1200,A"];
  expect(await readIn(csv(...next))).toEqual([
    ...["2 宏达 上海 Ann", "3 云帆"],
    ...["4: other_table 4", "5: other_table 4"],
  ]);
});

test("a heading is no customer: a table turned on its side is not read as a list", async () => {
  expect(await readIn(csv("客户名称,宏达,云帆", "所属行业,机电,软件", "城市,上海,北京"))).toEqual([
    "2: heading_named 所属行业",
    "3: heading_named 城市",
  ]);
  expect(await readIn(csv("客户名称,城市", "电话科技,上海", "城市之光,苏州"))).toEqual([
    "2 电话科技 上海",
    "3 城市之光 苏州",
  ]);
});

test("a cell that points to the row above says what that one says", async () => {
  const rows = ["宏达,上海,王磊,13800138000", "同上,〃,李红,同上", "合计,,,2", '"""",″,赵敏,', "云帆,-do-,同前,"];
  expect(await readIn(csv("客户名称,城市,联系人,电话", ...rows))).toEqual([
    "2 宏达 上海 王磊 13800138000",
    "3 宏达 上海 李红 13800138000",
    "4: total_row 合计",
    "5 宏达 上海 赵敏",
    "6 云帆 上海 赵敏",
  ]);
  expect(await readIn(csv("客户名称,城市", "同上,上海"))).toEqual(["2: missing"]);
});

test("what a part of a list is headed is nobody's name", async () => {
  const rows = ["一、华东区,,", "宏达,上海,Ann", "二、华北区,,", "云帆,北京,Ann"];
  expect(await readIn(csv("2026年客户名单,,", "客户名称,城市,负责人", ...rows))).toEqual([
    ...["3: note_row 一、华东区", "4 宏达 上海 Ann"],
    ...["5: note_row 二、华北区", "6 云帆 北京 Ann"],
  ]);
});

test("a list numbered in words is one of customers, and so is a name that begins as a total does", async () => {
  const rows = ["一、宏达公司,王磊", "十二、云帆,李红", "Total 24 GmbH,Ann", "Sum 41 Ltd,Bo", "Total 24,", "Sum 1.5,"];
  expect(await readIn(csv("客户名称,联系人", ...rows))).toEqual([
    ...["2 宏达公司 王磊", "3 云帆 李红", "4 Total 24 GmbH Ann", "5 Sum 41 Ltd Bo"],
    ...["6: total_row Total 24", "7: total_row Sum 1.5"],
  ]);
  expect(await readIn(csv("客户名称", "一、宏达公司", "二、云帆"))).toEqual(["2 宏达公司", "3 云帆"]);
});

test("headings in traditional characters are known, and names are as they were written", async () => {
  expect(await readIn(csv("客戶名稱,聯絡人,電話,城市,負責人", "宏達機電,陳 明,13800138000,上海,Ann"))).toEqual([
    "2 宏達機電 上海 陳明 13800138000 Ann",
  ]);
});

test("names that were set apart, or broken into lines, are one; several people in a cell are not taken for one", async () => {
  const rows = [
    '"上海宏达\n机电",王 磊,李 伟',
    "云帆,王　建　国,Ann",
    "华信,王磊 李红,Ann",
    "北辰,王磊、李总,Ann",
    '天工,"王磊\n李红",Ann',
    "远大,王磊/王总,Ann",
    "恒丰,王磊 总经理,Ann",
    '"Acme\nCorp",Grace Miller,Ann',
  ];
  expect(await readIn(csv("客户名称,联系人,负责人", ...rows))).toEqual([
    "2 上海宏达机电 王磊 李伟",
    "3 云帆 王建国 Ann",
    "4 华信 Ann: several_named 王磊 李红",
    "5 北辰 Ann: several_named 王磊、李总",
    "6 天工 Ann: several_named 王磊\n李红",
    "7 远大 王磊/王总 Ann",
    "8 恒丰 王磊 总经理 Ann",
    "9 Acme Corp Grace Miller Ann",
  ]);
});

test.each([
  "王磊/项目经理",
  "王磊、项目经理",
  "王磊/高级工程师",
  "王磊/成本会计",
  "王磊 高管",
  "王磊，成本主管",
  "李红 常州",
])("what stands beside a name is no second person: %s", async (said) => {
  expect(await readIn(csv("客户名称,联系人", `宏达,${said}`))).toEqual([`2 宏达 ${said}`]);
});

test("a name in two columns is one name, in the order of its language", async () => {
  const rows = ["Grace,Miller,Acme", "磊,王,宏达", ",Ray,Acme", "Grace Lee,Lee,Acme", "Bo,,Acme"];
  const read = ["2 Acme Grace Miller", "3 宏达 王磊", "4 Acme Ray", "5 Acme Grace Lee", "6 Acme Bo"];
  expect(await readIn(csv("First Name,Last Name,Company", ...rows))).toEqual(read);
  expect(await readIn(csv("姓,名,公司,手机", "王,磊,宏达,13800138000"))).toEqual(["2 宏达 王磊 13800138000"]);
});

test("a family name is not lost in a given name that has it in it, nor beside a number", async () => {
  const rows = ["Linda,Lin", "Joanna,Joan", "Grace 13800138000,Miller", "Grace Lee,lee"].map((name) => `Acme,${name}`);
  expect(await readIn(csv("Company,First Name,Last Name", ...rows))).toEqual([
    ...["2 Acme Linda Lin", "3 Acme Joanna Joan"],
    ...["4 Acme Grace Miller 13800138000", "5 Acme Grace Lee"],
  ]);
  expect(await readIn(csv("客户名称,名,姓", "宏达,文博,文", "宏达,王建国,王"))).toEqual([
    "2 宏达 文文博",
    "3 宏达 王建国",
  ]);
  expect(await readIn(csv("客户名称,姓名,姓", "宏达,王磊,王"))).toEqual(["2 宏达 王磊"]);
});

test("a number beside a name is theirs, and a place in the list is no part of a name", async () => {
  const rows = [
    "1、宏达,王磊 13800138000",
    "2. 云帆,王磊13800138001",
    "3M 中国,Grace Miller: +1 415 555 0100",
    "360 集团,王磊2",
  ];
  expect(await readIn(csv("客户名称,联系人/电话", ...rows))).toEqual([
    "2 宏达 王磊 13800138000",
    "3 云帆 王磊 13800138001",
    "4 3M 中国 Grace Miller +14155550100",
    "5 360 集团 王磊2",
  ]);
});

test("a total is one however it is said", async () => {
  const totals = ["合计：3家", "合计3家", "共3家", "总 计", "合计金额", "小计（上海）", "Total: 3", "Grand Total"];
  const rows = [...totals, "共创科技", "Total Energies", "合计科技"];
  expect(await readIn(csv("客户名称,城市", ...rows.map((name) => `${name},上海`)))).toEqual([
    ...totals.map((said, at) => `${at + 2}: total_row ${said}`),
    ...["10 共创科技 上海", "11 Total Energies 上海", "12 合计科技 上海"],
  ]);
});

test("amounts in 万元, numbers that have lost their digits and days that are none are read rightly, or said", async () => {
  const rows = ["宏达,一期,50%,12.5,去年12月", "宏达,二期,50%,3万,2026年12月", "合计,,,15.5,"];
  expect(await readIn(csv("客户,商机,阶段,金额（万元）,预计签约日期", ...rows))).toEqual([
    "2 宏达 一期 12500000: day_left_out 去年12月",
    "3 宏达 二期 3000000: day_left_out 2026年12月",
    "4: total_row 合计",
  ]);
  expect(await readIn(csv("客户,联系人,电话", "宏达,王磊,1.38E+10"))).toEqual(["2 宏达 王磊: digits_lost 1.38E+10"]);
});

test("a list without headings is told from one whose headings nobody knows: none of its rows is lost", async () => {
  const headerOf = async (...lines: string[]) => guessColumns((await lookAtSheets(csv(...lines)))[0]!)?.header;
  expect(await headerOf("宏达,上海,13800138000", "云帆,北京,13900139000")).toBe(0);
  expect(await headerOf("宏达,2026-03-01,电话,谈了", "云帆,2026-03-02,电话,谈了")).toBe(0);
  expect(await headerOf("阀门,1200", "水泵,300")).toBe(0);
  expect(await headerOf("厂家,老板,号码", "宏达,王磊,13800138000")).toBe(1);
  expect(await headerOf("客户,2024,2025", "宏达,1,2")).toBe(1);
  expect(await headerOf("制表日期,2026-03-01", "客户,城市", "宏达,上海")).toBe(2);
});

/** A workbook with merged cells and hidden sheets. */
const book = (kind: "xlsx" | "biff8"): Buffer => {
  const rows = [
    ["客户名称", "城市", "联系人"],
    ["宏达", "上海", "王磊"],
    ["", "", "李红"],
    ["云帆", "北京", "赵敏"],
  ];
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet["!merges"] = [XLSX.utils.decode_range("A2:A3"), XLSX.utils.decode_range("B2:B3")];
  const made = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(made, XLSX.utils.aoa_to_sheet([["客户名称"], ["旧客户"]]), "旧名单");
  XLSX.utils.book_append_sheet(made, sheet, "客户");
  XLSX.utils.book_append_sheet(made, XLSX.utils.aoa_to_sheet([["省份"], ["江苏"]]), "下拉");
  made.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }, { Hidden: 2 }] };
  return Buffer.from(XLSX.write(made, { type: "buffer", bookType: kind, bookSST: true }));
};

test.each(["xlsx", "biff8"] as const)(
  "%s: a cell that spans rows is that of each, and hidden sheets are named",
  async (kind) => {
    const looks = await lookAtSheets(book(kind));
    expect(looks).toMatchObject([{ name: "客户", rows: 4, hiddenSheets: ["旧名单", "下拉"] }]);
    expect(await readIn(book(kind))).toEqual(["2 宏达 上海 王磊", "3 宏达 上海 李红", "4 云帆 北京 赵敏"]);
  },
);

test("cells that span rows in a file too large to spread them are counted; in another they are not", async () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  // Letters that no packing makes few of.
  const noise = (n: number) =>
    Array.from({ length: 60 }, (_, at) => ((n * 7919 + at * 104_729) ** 3 % 2_176_782_336).toString(36)).join("");
  const rows = (count: number) =>
    Array.from({ length: count }, (_, n) => `<row>${cell(`客户${n}`)}${cell(noise(n))}</row>`).join("");
  const sheet = (count: number) => {
    const merged = `<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A5:B5"/></mergeCells>`;
    const xml = `<worksheet><sheetData><row>${cell("客户名称")}${cell("备注")}</row>${rows(count)}</sheetData>${merged}</worksheet>`;
    return zipOf(partsOf("", { "xl/worksheets/sheet1.xml": xml }));
  };
  const large = sheet(12_000);
  expect(large.length).toBeGreaterThan(2_000_000);
  expect((await lookAtSheets(large))[0]?.merged).toBe(1);
  expect((await lookAtSheets(sheet(10)))[0]?.merged).toBeUndefined();
  expect((await lookAtSheets(workbook({ a: [["客户"], ["宏达"]] }, "xlsx")))[0]?.hiddenSheets).toBeUndefined();
});
