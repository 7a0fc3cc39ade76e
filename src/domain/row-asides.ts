import type { InBoth } from "../core/language.ts";
import type { SheetRow } from "../core/sheet.ts";
import type { Reason } from "./row-values.ts";
import { type FieldName, flat, isAnyHeading, isHeading } from "./sheet-columns.ts";
import { CUSTOMER, PRODUCT } from "./sheet-specs.ts";

/** A row below the headings, in the words of the row above where it only points to them; or why it is none of the table's. */
interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly aside?: Reason;
}

interface Table {
  readonly header: number;
  readonly columns: Readonly<Partial<Record<FieldName, number>>>;
}

/** The rows of the one table of a sheet that is read: what else stands below it is told from it. */
export async function* rowsOfTable(rows: AsyncIterable<SheetRow>, table: Table): AsyncGenerator<TableRow> {
  const following = new Following(table);
  const place = nameColumn(table);
  // A row that may be the title of another table waits for the next to tell.
  let held: TableRow | undefined;
  for await (const row of rows) {
    const read = following.read(row);
    if (!read) continue;
    if (held) yield following.begins === read.row ? { ...held, aside: otherTable(read.row) } : held;
    const maybeTitle = isAlone(read.cells) && (following.isApart || !read.cells[place]);
    held = maybeTitle && !read.aside ? read : undefined;
    if (!held) yield read;
  }
  if (held) yield held;
}

const nameColumn = ({ columns: { customer, product } }: Table): number => customer ?? product ?? 0;
const isAlone = (cells: readonly string[]): boolean => cells.filter((cell) => cell !== "").length === 1;
const otherTable = (row: number): Reason => ({ code: "other_table", row });

class Following {
  readonly #table: Table;
  readonly #columns: readonly number[];
  #headings: readonly string[] = [];
  #above: readonly string[] = [];
  #last = 0;
  /** Above the row that was read stands an empty one. */
  isApart = false;
  /** The row in which another table begins, while it lasts. */
  begins: number | undefined;

  constructor(table: Table) {
    this.#table = table;
    this.#columns = Object.values(table.columns);
  }

  /** Nothing for the headings and what stands above them. */
  read({ row, cells: said }: SheetRow): TableRow | undefined {
    if (row <= this.#table.header) {
      if (row === this.#table.header) this.#headings = said;
      this.#last = row;
      return undefined;
    }
    this.isApart = row > this.#last + 1;
    this.#last = row;
    const aside = this.#asideIn(row, said);
    if (aside) return { row, cells: said, aside };
    const cells = this.#columns.some((column) => isDitto(said[column]))
      ? said.map((cell, column) =>
          isDitto(cell) && this.#columns.includes(column) ? (this.#above[column] ?? "") : cell,
        )
      : said;
    this.#above = cells;
    return { row, cells };
  }

  #asideIn(row: number, cells: readonly string[]): Reason | undefined {
    const { customer } = this.#table.columns;
    const name = cells[nameColumn(this.#table)] ?? "";
    // A row that names nobody in the midst of others is an odd one of theirs: 电话 may be what was done.
    const mayBeHead = name === "" ? this.isApart || this.#above.length === 0 : isAnyHeading(name);
    const isHead = mayBeHead && areHeadings(cells);
    // Right below the headings are but more of them.
    if (isHead && this.#above.length > 0) this.begins = this.#areOurs(cells) ? undefined : row;
    if (this.begins !== undefined) return otherTable(this.begins);
    if (isHead || isHeading(name, customer === undefined ? PRODUCT : CUSTOMER)) return { code: "heading_row" };
    const aside = besides(cells, name, isAlone(cells) && this.#columns.length > 1);
    // As in a table that was turned on its side.
    return aside ?? (customer !== undefined && isAnyHeading(name) ? { code: "heading_named", value: name } : undefined);
  }

  /** The headings of this table once more. */
  #areOurs(cells: readonly string[]): boolean {
    const again = this.#columns.filter((column) => flat(cells[column] ?? "") === flat(this.#headings[column] ?? ""));
    return again.length * 2 > this.#columns.length;
  }
}

/** More of them than not are words for what a sheet may say. */
const areHeadings = (cells: readonly string[]): boolean => {
  const filled = cells.filter((cell) => cell !== "");
  const headings = filled.filter(isAnyHeading).length;
  return headings >= 2 && headings * 2 > filled.length;
};

/** What people write where the same stands above. */
const DITTO = /^(?:同上行?|同前|[〃″"”]|''|-?\s?do\.?\s?-|do\.|ditto|same as above|as above)$/i;
const isDitto = (cell: string | undefined): boolean => cell !== undefined && cell.length <= 13 && DITTO.test(cell);

const TOTAL =
  /^(?:本页|本月|本期|累计)?(?:(?:合计|合計|总计|總計|小计|小計|共计|共計)(?:金额|金額|数量|數量|人数|家数)?(?:\([^()]*\))?(?:[:=\d].*)?|(?:grandtotal|sub-?totals?|totals?|sum)(?:[:=].*|[\d,.]+)?)$|^共\d+[家户条个人行笔份]/i;
/** Beside the rows: how the sheet is to be filled in, who made it, where a page ends, what a part of it is headed. */
const NOTE =
  /^(?:示例|举例|样例|填写说明|填表说明|使用说明|说明|注意|注|备注|制表人?|制单人?|填表人?|填报人?|审核人?|复核人?|审批人?|打印日期|导出时间):|^第\d+页|^page\d+of\d+/i;
/** Beside other cells it is the place in a list. */
const PART = /^[一二三四五六七八九十]{1,3}、/;
/** A total by its name or by whatever stands in it first, or a note. */
const besides = (cells: readonly string[], name: string, mayHead: boolean): Reason | undefined => {
  const first = cells.find((cell) => cell !== "") ?? "";
  const [tight, beginning] = [name, first].map((cell) => cell.normalize("NFKC").replace(/\s/g, "")) as [string, string];
  if (TOTAL.test(tight)) return { code: "total_row", value: name };
  if (TOTAL.test(beginning)) return { code: "total_row", value: first };
  const isNote = (said: string) => NOTE.test(said) || (mayHead && PART.test(said));
  if (isNote(tight)) return { code: "note_row", value: name };
  return tight === "" && isNote(beginning) ? { code: "note_row", value: first } : undefined;
};

/** Why a row is none of the table's, in words. */
export const ASIDES: Readonly<Record<string, (facts: { readonly value: string; readonly row: number }) => InBoth>> = {
  total_row: ({ value }) => ({
    en: `"${value}" says that the row is a total: it stays out. If it is a name, write it in full`,
    zh: `“${value}”是汇总行，不导入；确实是名称的话请写全称`,
  }),
  note_row: ({ value }) => ({
    en: `"${value}" is a note beside the rows: it stays out`,
    zh: `“${value}”是表里的说明，不导入`,
  }),
  heading_row: () => ({ en: "the headings once more: they stay out", zh: "重复的表头，不导入" }),
  heading_named: ({ value }) => ({
    en: `"${value}" is a heading, not a name: give each customer a row of its own, below one row of headings`,
    zh: `“${value}”是表头，不是客户名称：请把表排成一行一家客户，表头只放一行`,
  }),
  other_table: ({ row }) => ({
    en: `another table begins in row ${row}: it stays out. Send it as a sheet of its own`,
    zh: `第 ${row} 行起是另一张表，不导入；请单独放一张表再发`,
  }),
};
