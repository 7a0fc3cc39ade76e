import { zipOf } from "../sheets/files.ts";

/** A sheet as it is filled in: its headings, and the cells of a row by its number; numbers stay numbers. */
interface MadeSheet {
  readonly headers: readonly string[];
  row(number: number): readonly (string | number)[];
}

const PLACES = "上海 北京 广州 深圳 杭州 成都 南京 武汉 西安 苏州".split(" ");
const CORES = "宏达 云帆 北辰 恒信 华泰 金石 蓝海 明德 瑞丰 盛世 天成 万里 新元 永兴 中和".split(" ");
const TRADES = "机电 软件 医药 物流 建材 食品 纺织 化工 能源 传媒".split(" ");
const GIVEN = "建国 丽华 志强 秀英 海燕 文博 晓东 雪梅".split(" ");
const STAGES = ["25%", "50%", "成交", "销售机会"];
const pick = (list: readonly string[], number: number): string => list[number % list.length]!;
const coreOf = (number: number): string => pick(CORES, Math.floor(number / 10));
const tradeOf = (number: number): string => pick(TRADES, Math.floor(number / 150));
const customerOf = (number: number, more: string): string =>
  `${pick(PLACES, number)}${coreOf(number)}${tradeOf(number)}${more}${number}有限公司`;
const dayOf = (number: number): string => `2026/${1 + (number % 9)}/${1 + (number % 28)}`;

/** Sheets about the same customers; `more` in their names tells those of one run from those of another. */
export const sheetsAbout = (
  more: string,
): Readonly<Record<"customers" | "contacts" | "deals" | "activities" | "sales", MadeSheet>> => ({
  customers: {
    headers: ["客户名称", "行业", "城市", "首次接触", "负责人", "联系人", "职务", "手机"],
    row: (number) => [
      ...[customerOf(number, more), tradeOf(number), pick(PLACES, number), "2024/4/1", "Ann"],
      ...[`王${coreOf(number)}`, "经理", (more === "" ? 13_800_000_000 : 15_800_000_000) + number],
    ],
  },
  contacts: {
    headers: ["客户名称", "联系人", "职务", "手机", "邮箱", "生日"],
    row: (number) => [
      ...[customerOf(number, more), `李${pick(GIVEN, number)}`, "采购"],
      ...[(more === "" ? 13_900_000_000 : 15_900_000_000) + number, `li${number}@example.cn`, "1980-05-01"],
    ],
  },
  deals: {
    headers: ["客户名称", "商机名称", "阶段", "金额", "首次见面", "签约日期"],
    row: (number) => [
      customerOf(number, more),
      "年度合同",
      pick(STAGES, number),
      1_000 + number,
      "2025/12/5",
      dayOf(number),
    ],
  },
  activities: {
    headers: ["客户名称", "日期", "方式", "内容"],
    row: (number) => [customerOf(number, more), dayOf(number), "拜访", `谈了第 ${number} 号方案，倾向先试用一季`],
  },
  sales: {
    headers: ["客户名称", "产品", "数量", "净额", "销售日期", "单号"],
    row: (number) => [
      ...[customerOf(number, more), `${tradeOf(number)}套件`, 1 + (number % 9), 1_000 + number],
      ...[dayOf(number), `XS-${more}${number}`],
    ],
  },
});

const text = (cell: string | number): string =>
  typeof cell === "number" ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`;

/** An .xlsx with so many rows. */
export const bookOf = ({ headers, row }: MadeSheet, rows: number): Buffer => {
  const lines = [headers, ...Array.from({ length: rows }, (_, number) => row(number))];
  const body = lines.map((cells) => `<row>${cells.map(text).join("")}</row>`).join("");
  return zipOf({
    "xl/workbook.xml": `<workbook><sheets><sheet name="客户" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${body}</sheetData></worksheet>`,
  });
};
