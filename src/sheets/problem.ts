import type { InBoth } from "../core/language.ts";
import { Refusal } from "../core/refusal.ts";

/** Bytes a file may have. */
export const LARGEST_FILE = 50_000_000;
/** Rows that are not empty, in all sheets together; columns of one; characters of a cell, which are Excel's own. */
export const MOST_ROWS = 200_000;
export const MOST_COLUMNS = 500;
export const LONGEST_CELL = 32_767;

/** Why a file is not read. */
export type SheetProblemKind =
  | "too_large"
  | "too_many_rows"
  | "too_wide"
  | "bomb"
  | "password"
  | "macros"
  | "html"
  | "xml"
  | "other_sheet"
  | "too_old"
  | "not_a_sheet"
  | "broken"
  | "empty"
  | "too_slow";

const megabytes = LARGEST_FILE / 1_000_000;
const rows = MOST_ROWS.toLocaleString("en");

const SAID: Readonly<Record<SheetProblemKind, InBoth>> = {
  too_large: {
    en: `The file was not read: it has more than ${megabytes} MB. Split it, or save only the sheet you need.`,
    zh: `文件没有读取：超过了 ${megabytes} MB。请拆成几份，或者只保存需要的那张表。`,
  },
  too_many_rows: {
    en: `The file was not read: it has more than ${rows} rows. Split it into several files.`,
    zh: `文件没有读取：超过了 ${rows} 行。请拆成几个文件。`,
  },
  too_wide: {
    en: `The file was not read: a row has more than ${MOST_COLUMNS} columns. Keep only the columns you need.`,
    zh: `文件没有读取：有一行超过了 ${MOST_COLUMNS} 列。请只保留需要的列。`,
  },
  bomb: {
    en: "The file was not read: unpacked it would be far larger than any sheet. Open it in your spreadsheet program and save it anew.",
    zh: "文件没有读取：解压后远远大于正常的表格。请用表格软件打开它，另存一份再试。",
  },
  password: {
    en: "The file was not read: it is protected by a password. Save a copy without one.",
    zh: "文件没有读取：它有密码保护。请另存一份不带密码的。",
  },
  macros: {
    en: "The file was not read: it carries macros. Save it as a plain .xlsx and send that.",
    zh: "文件没有读取：里面带有宏。请另存为普通的 .xlsx 再发来。",
  },
  html: {
    en: "The file was not read: it is a web page with the ending of a sheet. Open it in your spreadsheet program and save it as .xlsx.",
    zh: "文件没有读取：它其实是网页，只是用了表格的后缀。请用表格软件打开，另存为 .xlsx。",
  },
  xml: {
    en: "The file was not read: it is an XML sheet of 2003. Open it in your spreadsheet program and save it as .xlsx.",
    zh: "文件没有读取：它是 2003 年的 XML 表格。请用表格软件打开，另存为 .xlsx。",
  },
  other_sheet: {
    en: "The file was not read: this kind of sheet is not known here. Save it as .xlsx, .xls or .csv.",
    zh: "文件没有读取：暂不支持这种表格。请另存为 .xlsx、.xls 或 .csv。",
  },
  too_old: {
    en: "The file was not read: it was saved by an Excel older than 97. Open it and save it as .xlsx.",
    zh: "文件没有读取：它是 Excel 97 之前的格式。请打开后另存为 .xlsx。",
  },
  not_a_sheet: {
    en: "The file was not read: it is no sheet. Send a .xlsx, .xls or .csv file.",
    zh: "文件没有读取：它不是表格。请发 .xlsx、.xls 或 .csv 文件。",
  },
  broken: {
    en: "The file was not read: it is damaged. Open it in your spreadsheet program, save it anew and send that.",
    zh: "文件没有读取：它已损坏。请用表格软件打开，另存一份再发来。",
  },
  empty: {
    en: "There is nothing to read: the file has no row with anything in it. Send the sheet with its rows.",
    zh: "没有可读的内容：文件里一行数据也没有。请发带有数据的表格。",
  },
  too_slow: {
    en: "The file was not read: reading it takes too long or too much memory. Save only the sheet you need, and try again.",
    zh: "文件没有读取：读它花的时间或内存太多。请只保存需要的那张表，再试一次。",
  },
};

/** Why a file is not read that brought this error about; undefined: the mistake is in the program. */
export const problemOf = (error: unknown): SheetProblemKind | undefined => {
  if (error instanceof SheetProblem) return error.problem;
  // A number in a damaged file that leads out of it.
  return error instanceof RangeError ? "broken" : undefined;
};

/** A file that cannot be read: why, and what to do instead. */
export class SheetProblem extends Refusal {
  readonly problem: SheetProblemKind;

  constructor(problem: SheetProblemKind) {
    super(SAID[problem]);
    this.name = "SheetProblem";
    this.problem = problem;
  }
}
