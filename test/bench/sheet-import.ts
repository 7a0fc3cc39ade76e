import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { zipOf } from "../sheets/files.ts";
import type { BenchHouse } from "./house.ts";
import type { SheetImported } from "./import-process.ts";
import { startProcess } from "./own-process.ts";
import { megabytes, ms, type Row, seconds } from "./report.ts";

const PROCESS = new URL("./import-process.ts", import.meta.url);
const HEADERS = ["客户名称", "行业", "城市", "首次接触", "负责人", "联系人", "职务", "手机"];
const PLACES = "上海 北京 广州 深圳 杭州 成都 南京 武汉 西安 苏州".split(" ");
const CORES = "宏达 云帆 北辰 恒信 华泰 金石 蓝海 明德 瑞丰 盛世 天成 万里 新元 永兴 中和".split(" ");
const TRADES = "机电 软件 医药 物流 建材 食品 纺织 化工 能源 传媒".split(" ");

/** Takes a sheet of customers, each with a contact, from the file to the last row. */
export const runSheetImport = async (house: BenchHouse, rows: number): Promise<Row[]> => {
  const { url } = await house.newDatabase("sheet");
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-sheet-"));
  const file = path.join(folder, "customers.xlsx");
  await writeFile(file, sheetOf(rows));
  const own = startProcess(PROCESS, path.join(folder, "import.log"));
  try {
    const done = await own.ask<SheetImported>("takeIn", { url, file });
    if (done.made !== rows) throw new Error(`${done.made} of ${rows} rows went in`);
    return rowsOf(rows, done);
  } finally {
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

const rowsOf = (rows: number, { planning, applying, memory, held }: SheetImported): Row[] => [
  {
    what: `a sheet of ${rows} customers with a contact each: read and planned in ${seconds(planning)}, taken in in ${seconds(applying)}`,
    measured: seconds(planning + applying),
    aim: "≤ 60 s",
    holds: planning + applying <= 60_000,
  },
  {
    what: "the memory of its process, at most",
    measured: megabytes(memory),
    aim: "< 500 MB",
    holds: memory < 500_000_000,
  },
  { what: "the longest it keeps others waiting", measured: ms(held), aim: "≤ 500 ms", holds: held <= 500 },
];

const pick = (list: readonly string[], number: number): string => list[number % list.length]!;

const sheetOf = (rows: number): Buffer => {
  const text = (cell: string) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
  const lines = [`<row>${HEADERS.map(text).join("")}</row>`];
  for (let row = 0; row < rows; row += 1) {
    const [place, core, trade] = [
      pick(PLACES, row),
      pick(CORES, Math.floor(row / 10)),
      pick(TRADES, Math.floor(row / 150)),
    ];
    const cells = [`${place}${core}${trade}${row}有限公司`, trade, place, "2024/4/1", "Ann", `王${core}`, "经理"].map(
      text,
    );
    lines.push(`<row>${cells.join("")}<c><v>${13_800_000_000 + row}</v></c></row>`);
  }
  return zipOf({
    "xl/workbook.xml": `<workbook><sheets><sheet name="客户" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${lines.join("")}</sheetData></worksheet>`,
  });
};
