import XLSX from "@e965/xlsx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { currency, money } from "../../src/core/money.ts";
import { openSheets } from "../../src/sheets/open.ts";
import { type Cell, writeBook } from "../../src/sheets/write.ts";
import { Unpacker } from "../../src/sheets/zip.ts";

const CNY = currency("CNY");
const book = (rows: readonly (readonly Cell[])[], name = "客户") =>
  writeBook([
    {
      name,
      columns: [
        { label: "名称", width: 20 },
        { label: "=A1", width: 10 },
      ],
      async *rows() {
        for (const row of rows) yield [row];
      },
    },
  ]);
/** As another program reads it. */
const readBy = (bytes: Buffer) => {
  const read = XLSX.read(bytes, { cellFormula: true, cellStyles: true, cellNF: true });
  return read.Sheets[read.SheetNames[0] ?? ""] ?? {};
};

test("days, numbers and amounts are what they are to another program, amounts exact whatever their size", async () => {
  const sheet = readBy(
    await book([
      ["宏达", { day: plainDate("2026-11-26") }, 7.5],
      ["华信", money(120_050n, CNY), money(-5n, CNY)],
      [undefined, money(1_234_567_890_123_45n, CNY), money(1_200n, currency("JPY"))],
    ]),
  );
  expect(sheet.A2).toMatchObject({ t: "s", v: "宏达" });
  expect(sheet.B2).toMatchObject({ t: "n", w: "2026-11-26" });
  expect(sheet.C2).toMatchObject({ t: "n", v: 7.5 });
  expect(sheet.B3).toMatchObject({ t: "n", v: 1200.5, w: "1,200.50" });
  expect(sheet.C3).toMatchObject({ t: "n", v: -0.05 });
  expect(sheet.A4).toBeUndefined();
  expect(sheet.B4).toMatchObject({ v: 1_234_567_890_123.45, w: "1,234,567,890,123.45" });
  expect(sheet.C4).toMatchObject({ t: "n", v: 1200, w: "1,200" });
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"])(
  "%j stays text, in a heading too, and is marked so that editing it makes no formula of it",
  async (typed) => {
    const sheet = readBy(await book([[typed]]));
    expect(sheet.A2).toMatchObject({ t: "s", v: typed });
    expect(sheet.A2?.f).toBeUndefined();
    expect(sheet.B1).toMatchObject({ t: "s", v: "=A1" });
  },
);

test.each([
  ...["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1+1", " ＋1", "－1", "＠SUM"].map(
    (typed) => [typed, true] as const,
  ),
  ...["13800138000", "+86 138", "02166668888"].map((typed) => [typed, true] as const),
  ...["宏达", "a=b", "12", "2026-11-26", ""].map((typed) => [typed, false] as const),
])("%j is marked so that editing it makes nothing else of it: %s", async (typed, marked) => {
  let sheet = "";
  for await (const piece of new Unpacker(await book([[typed]])).text("xl/worksheets/sheet1.xml")) sheet += piece;
  const [cell = ""] = /<c r="A2".*?>/.exec(sheet) ?? [];
  expect(cell.includes(' s="6"')).toBe(marked);
});

test("whatever people write comes out as it went in, but for what no file can hold", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "binary", maxLength: 40 }), { minLength: 1, maxLength: 8 }),
      async (texts) => {
        const wanted = texts.map((text) => text.replace(/(?![\n\t])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, ""));
        const [sheet] = await openSheets(await book(texts.map((text) => [text, "."])));
        const found: string[] = [];
        for await (const { cells } of sheet?.rows() ?? []) found.push(cells[0] ?? "");
        expect(found.slice(1).map((text) => text.trim())).toEqual(wanted.map((text) => text.trim()));
      },
    ),
    { numRuns: 60 },
  );
});
