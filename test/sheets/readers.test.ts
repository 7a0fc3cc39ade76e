import XLSX from "@e965/xlsx";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { currency } from "../../src/core/money.ts";
import type { Reading } from "../../src/domain/row-reader.ts";
import { lookAtFile } from "../../src/sheets/look.ts";
import { openSheets } from "../../src/sheets/open.ts";
import { LARGEST_FILE, SheetProblem, type SheetProblemKind } from "../../src/sheets/problem.ts";
import { lookAtSheets, refuseTooLarge, rowsOfSheet, saidInSheet } from "../../src/sheets/reading.ts";
import { type Cell, partsOf, workbook, zipOf } from "./files.ts";

/** An .xls with one more part, or another in its place. */
const withPart = (bytes: Buffer, part: string, content: Buffer): Buffer => {
  const file = XLSX.CFB.read(bytes, { type: "buffer" });
  XLSX.CFB.utils.cfb_add(file, part, content);
  return Buffer.from(XLSX.CFB.write(file, { type: "buffer" }) as Buffer);
};
const read = async (bytes: Buffer) => {
  const found: {
    name: string;
    rows: { row: number; cells: readonly string[]; formulas: number; unknown: number }[];
  }[] = [];
  for (const sheet of await openSheets(bytes)) {
    if (sheet.isHidden) continue;
    const rows = [];
    for await (const row of sheet.rows()) rows.push(row);
    found.push({ name: sheet.name, rows });
  }
  return found;
};
const cellsOf = async (bytes: Buffer) => (await read(bytes)).map(({ rows }) => rows.map(({ cells }) => [...cells]));
const problemOf = async (bytes: Buffer): Promise<SheetProblemKind | "read"> => {
  try {
    await lookAtFile(bytes);
    return "read";
  } catch (error) {
    if (error instanceof RangeError) return "broken";
    if (error instanceof SheetProblem) return error.problem;
    throw error;
  }
};

describe("a workbook of another program", () => {
  const ROWS: readonly (readonly Cell[])[] = [
    ["客户名称", "日期", "金额", "Ünïcode", "签了"],
    ["宏达机电有限公司", new Date(Date.UTC(2024, 3, 1)), 1200.5, "a & b <c>", true],
    [],
    ["Acme", new Date(Date.UTC(1999, 11, 31, 10, 30)), -0.1, null, false],
    [13_812_345_678, 0.1 + 0.2, 1e15, "=1+1", "长".repeat(3000)],
  ];
  const SAID = [
    ["客户名称", "日期", "金额", "Ünïcode", "签了"],
    ["宏达机电有限公司", "2024-04-01", "1200.5", "a & b <c>", "TRUE"],
    ["Acme", "1999-12-31 10:30", "-0.1", "", "FALSE"],
    ["13812345678", "0.3", "1000000000000000", "=1+1", "长".repeat(3000)],
  ];

  test.each(["xlsx", "biff8"] as const)(
    "%s: every cell as the sheet shows it, empty rows left out but counted",
    async (kind) => {
      const found = await read(workbook({ 数据: ROWS, 二: [["x"]] }, kind));
      expect(found.map(({ name }) => name)).toEqual(["数据", "二"]);
      expect(found[0]?.rows.map(({ cells }) => [...cells])).toEqual(SAID);
      expect(found[0]?.rows.map(({ row }) => row)).toEqual([1, 2, 4, 5]);
      expect(found[1]?.rows.map(({ cells }) => [...cells])).toEqual([["x"]]);
    },
  );

  test("a table of texts longer than a record goes on in the next", async () => {
    const rows = Array.from({ length: 3000 }, (_, row) => [`${row} ${"宏达é".repeat(row % 50)}`, `plain ${row}`]);
    expect(await cellsOf(workbook({ a: rows }, "biff8"))).toEqual([rows.map((row) => row.map((cell) => cell.trim()))]);
  });
});

test("an .xls formula that comes to a text has the text of the record after it; without one its result is not in the file", async () => {
  const rows = [
    ["a", "b", "c"],
    [1.5, 2.5, 3.5],
    [4.5, "", "end"],
  ];
  const bytes = workbook({ a: rows }, "biff8");
  const numbers = Array.from({ length: 4 }, (_, n) => {
    const body = Buffer.alloc(8);
    body.writeDoubleLE(n + 1.5);
    return bytes.indexOf(body) - 10;
  });
  const [formula, text, , lone] = numbers as [number, number, number, number];
  for (const at of [formula, lone]) {
    bytes.writeUInt16LE(0x06, at);
    Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]).copy(bytes, at + 10);
  }
  bytes.writeUInt16LE(0x207, text);
  Buffer.from([11, 0, 0, ...Buffer.from("hello world")]).copy(bytes, text + 4);
  const [sheet] = await read(bytes);
  expect(sheet?.rows.slice(1)).toEqual([
    { row: 2, cells: ["hello world", "", "3.5"], formulas: 1, unknown: 0 },
    { row: 3, cells: ["#RESULT?", "", "end"], formulas: 1, unknown: 1 },
  ]);
});

test("what other programs than Excel write into an .xlsx", async () => {
  const rows = [
    `<x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>in &#x4E2D; line</x:t></x:is></x:c><c r="C3" s="1"><v>0</v></c></x:row>`,
    `<row><c t="str"><f>A1</f><v>said</v></c><c><f>B1*2</f></c><c><v>1.1000000000000001</v></c><c t='e'><v>#N/A</v></c></row>`,
    `<!-- no --><row r="9"><c r="A9" s="0"/></row>`,
  ];
  expect(await read(zipOf(partsOf(rows.join("\n"))))).toEqual([
    {
      name: "A & B",
      rows: [
        { row: 3, cells: ["", "in 中 line", "1904-01-01"], formulas: 0, unknown: 0 },
        { row: 4, cells: ["said", "#RESULT?", "1.1", "#N/A"], formulas: 2, unknown: 1 },
      ],
    },
  ]);
});

describe("separated values", () => {
  const TABLE = [
    ["客户", "备注"],
    ["宏达", 'say "hi", twice; ok'],
    ["云帆\n机电", "1,200"],
  ];
  const written = (delimiter: string) =>
    TABLE.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join("\r\n");

  test.each([",", ";", "\t"])("parted by %j", async (delimiter) => {
    expect(await cellsOf(Buffer.from(written(delimiter)))).toEqual([TABLE]);
  });
  test.each<[string, boolean]>([
    ["utf8", true],
    ["utf8", false],
    ["utf-16le", true],
    ["utf-16le", false],
    ["utf-16be", true],
    ["utf-16be", false],
    ["gb18030", false],
  ])("in %s, with a mark: %s", async (encoding, addBOM) => {
    expect(await cellsOf(iconv.encode(written(","), encoding, { addBOM }))).toEqual([TABLE]);
  });
});

describe("a file that is not read says why", () => {
  const rows = [["a"], ["b"]];
  const biff = workbook({ a: rows }, "biff8");
  const encrypted = Buffer.from(biff);
  // The first record after the beginning becomes the one that says that a password is needed.
  const begin = encrypted.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06]));
  encrypted.writeUInt16LE(0x2f, begin + 20);
  const protectedName = Buffer.from("Workbook", "utf16le");
  const office = Buffer.from(biff);
  const named = office.indexOf(protectedName);
  Buffer.from("EncryptedPackage", "utf16le").copy(office, named);
  office.writeUInt16LE(34, named + 64);

  test.each<[string, SheetProblemKind, () => Buffer]>([
    ["nothing", "empty", () => Buffer.alloc(0)],
    ["only a header of nothing", "empty", () => Buffer.from(",,\n,,\n")],
    ["a picture", "not_a_sheet", () => Buffer.from("\x89PNG\r\n\x1a\n", "latin1")],
    ["bytes", "not_a_sheet", () => Buffer.from([1, 2, 0, 0, 5, 6, 7, 0])],
    ["another zip", "not_a_sheet", () => zipOf({ "a.txt": "x" })],
    ["half a zip", "broken", () => workbook({ a: rows }, "xlsx").subarray(0, 900)],
    ["half an xls", "broken", () => biff.subarray(0, 1100)],
    ["an open quote", "broken", () => Buffer.from('a,b\n"c,d\n')],
    ["Excel 95", "too_old", () => workbook({ a: rows }, "biff5")],
    ["binary Excel", "other_sheet", () => workbook({ a: rows }, "xlsb")],
    ["OpenDocument", "other_sheet", () => workbook({ a: rows }, "ods")],
    ["a web page", "html", () => workbook({ a: rows }, "html")],
    ["XML of 2003", "xml", () => workbook({ a: rows }, "xlml")],
    ["macros", "macros", () => zipOf(partsOf("", { "xl/vbaProject.bin": "x" }))],
    ["macros of Excel 97", "macros", () => withPart(biff, "/_VBA_PROJECT_CUR/VBA/dir", Buffer.from("x"))],
    ["a password on a zip", "password", () => zipOf(partsOf("<row/>"), { flags: 1 })],
    ["a password of Excel 97", "password", () => encrypted],
    ["a password of Office", "password", () => office],
    ["a bomb", "bomb", () => zipOf(partsOf(" ".repeat(40_000_000)))],
    ["too many rows", "too_many_rows", () => Buffer.from("a\n".repeat(200_001))],
    ["too many columns", "too_wide", () => Buffer.from(`${"a,".repeat(500)}a\n`)],
    ["more than 50 MB", "too_large", () => Buffer.alloc(LARGEST_FILE + 1)],
  ])("%s: %s", async (_, problem, bytes) => {
    expect(await problemOf(bytes())).toBe(problem);
  });

  test("also when it is read in a thread of its own", async () => {
    await expect(lookAtSheets(biff.subarray(0, 1100))).rejects.toMatchObject({ problem: "broken" });
  });

  test("200 MB are refused before they are fetched", () => {
    expect(() => refuseTooLarge(200_000_000)).toThrow(SheetProblem);
  });
});

test("rows that nobody sees in an .xls are counted", async () => {
  const bytes = workbook({ a: [["a"], ["b"], ["c"]] }, "biff8");
  const stream = Buffer.from(XLSX.CFB.find(XLSX.CFB.read(bytes, { type: "buffer" }), "/Workbook")?.content ?? []);
  // Behind the beginning of the sheet: that its second row has no height.
  const sheet = stream.lastIndexOf(Buffer.from([0x09, 0x08]));
  const at = sheet + 4 + stream.readUInt16LE(sheet + 2);
  const row = Buffer.alloc(20);
  row.writeUInt16LE(0x208, 0);
  row.writeUInt16LE(16, 2);
  row.writeUInt16LE(1, 4);
  row.writeUInt16LE(0x20, 16);
  const hiding = Buffer.concat([stream.subarray(0, at), row, stream.subarray(at)]);
  const [look] = await lookAtFile(withPart(bytes, "/Workbook", hiding));
  expect(look).toMatchObject({ rows: 3, hidden: 1 });
  expect((await lookAtFile(bytes))[0]).not.toHaveProperty("hidden");
});

test("a look counts what is in the columns", async () => {
  const [look] = await lookAtSheets(
    Buffer.from("d,p,m,n\n13/4/2024,138 1234 5678,a@b.cn,1\n1/4/2024,,x,2.5\n4/14/24,,,\n"),
  );
  expect(look).toMatchObject({ rows: 4, formulas: 0, unknown: 0 });
  expect(look?.columns[0]).toMatchObject({ filled: 4, days: 3, ordered: 3, dayFirst: 2, monthFirst: 2 });
  expect(look?.columns.slice(1)).toMatchObject([{ phones: 1 }, { mails: 1 }, { numbers: 2 }]);
});

test("rows come in lots, and a reader may stop in the middle", async () => {
  const bytes = Buffer.from(`名称\n${Array.from({ length: 1200 }, (_, at) => `宏达${at}`).join("\n")}\n`);
  const lots = [];
  for await (const lot of rowsOfSheet(bytes, 0)) lots.push(lot);
  expect(lots.map((lot) => lot.length)).toEqual([1000, 201]);
  expect(lots[0]?.[1]).toMatchObject({ row: 2, cells: ["宏达0"] });
  for await (const lot of rowsOfSheet(bytes, 0)) {
    expect(lot).toHaveLength(1000);
    break;
  }
});

test("what rows say is read where the file is, with what names sound like, and why a row is refused", async () => {
  const bytes = Buffer.from("客户,首次接触\n宏达机电,2024/4/1\n云帆软件,2027/1/1\n");
  const reading: Reading = {
    ...{ columns: { customer: 0, firstContactOn: 1 }, dayOrders: {}, today: plainDate("2026-11-20") },
    ...{ kind: "customers", currency: currency("CNY"), zeros: 0, quantityZeros: 0, isOfVisits: false },
    stages: {},
  };
  const said = [];
  for await (const lot of saidInSheet(bytes, { sheet: 0, header: 1, reading })) said.push(...lot);
  const sound = expect.stringContaining(" hongdajidian");
  expect(said).toEqual([
    {
      ...{ row: 2, about: "宏达机电", noted: [] },
      values: { makes: true, customer: { name: "宏达机电", key: "宏达机电", sound, firstContactOn: "2024-04-01" } },
    },
    { row: 3, about: "云帆软件", refused: [{ code: "future", field: "firstContactOn", value: "2027-01-01" }] },
  ]);
});
