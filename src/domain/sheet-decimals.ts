import type { ColumnLook, SheetLook } from "../core/sheet.ts";

/** How the numbers of a column mark their decimals, where it is not by a point: by a comma, or nobody can tell. */
export type Decimals = "comma" | "unclear";

type Marks = { -readonly [Mark in "grouped" | "commas" | "points"]?: number };
/** Counts what a number says of the marks in it: 1.200,50 and 1.200.300 group by points, 12,5 and 12.5 say what is behind them. */
export const countMarks = (cell: string, counts: Marks): void => {
  const [number = ""] = /\d[\d.,]*\d/.exec(cell) ?? [];
  if (!/[.,]/.test(number)) return;
  if (/^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/.test(number)) counts.grouped = (counts.grouped ?? 0) + 1;
  else if (/^\d+,\d{1,2}$/.test(number)) counts.commas = (counts.commas ?? 0) + 1;
  else if (
    /^(?:\d+|\d{1,3}(?:,\d{3})+)\.(?:\d{1,2}|\d{4,})$|^0\.\d+$|^\d{1,3}(?:,\d{3})+(?:\.\d+|,\d{3})$/.test(number)
  )
    counts.points = (counts.points ?? 0) + 1;
};

/**
 * By the whole column, in a file parted by semicolons: it comes from where the comma is a decimal one. Elsewhere a
 * spreadsheet's own numbers may stand beside typed ones.
 */
export const decimalsOf = ({ semicolons }: SheetLook, column: ColumnLook | undefined): Decimals | undefined => {
  const { grouped = 0, commas = 0, points = 0 } = column ?? {};
  const hasCommas = grouped + commas > 0;
  if (semicolons && points === 0) return hasCommas ? "comma" : "unclear";
  return hasCommas ? "unclear" : undefined;
};

/** 1.200 may be a thousand and two hundred; 1.234万 is no thousands. */
const EITHER = /(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d.,]|\s*[万亿wk])/i;
/** A number with a decimal point, as all others are written; undefined where its mark may be either. */
export const withPoint = (said: string, decimals: Decimals | undefined): string | undefined => {
  if (decimals === "comma")
    return EITHER.test(said) && said.includes(",") && !said.includes(".")
      ? undefined
      : said.replace(/[.,]/g, (mark) => (mark === "." ? "" : "."));
  return decimals === "unclear" && EITHER.test(said) && said.includes(".") ? undefined : said;
};
