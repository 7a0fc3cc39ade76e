import type { ColumnLook, SheetLook, SheetRow } from "../core/sheet.ts";
import { dayOrdersOf, NO_RESULT, parseDay, parseMail, parsePhone } from "../domain/cells.ts";
import { countMarks } from "../domain/sheet-decimals.ts";
import { openSheets } from "./open.ts";
import { SheetProblem } from "./problem.ts";
import { countingRows, type OpenSheet } from "./rows.ts";

/** Rows of a sheet that are shown as they are. */
const HEAD = 30;

type Counts = { -readonly [Key in keyof ColumnLook]: number };

const nothing = (): Counts => ({
  filled: 0,
  numbers: 0,
  days: 0,
  ordered: 0,
  dayFirst: 0,
  monthFirst: 0,
  yearFirst: 0,
  phones: 0,
  mails: 0,
});

/** Looks at every visible sheet of a file. @throws SheetProblem when it cannot be read, or nothing is in it */
export const lookAtFile = async (bytes: Buffer): Promise<SheetLook[]> => {
  const count = countingRows();
  const looks: SheetLook[] = [];
  const sheets = await openSheets(bytes);
  for (const sheet of sheets) if (!sheet.isHidden) looks.push(await lookAt(sheet, count));
  if (looks.every(({ rows }) => rows === 0)) throw new SheetProblem("empty");
  const hiddenSheets = sheets.flatMap(({ isHidden, name }) => (isHidden ? [name] : []));
  return hiddenSheets.length === 0 ? looks : looks.map((look, at) => (at === 0 ? { ...look, hiddenSheets } : look));
};

/** Reads a sheet to its end to say what it looks like. */
const lookAt = async (sheet: OpenSheet, count: () => void): Promise<SheetLook> => {
  const head: SheetRow[] = [];
  const columns: Counts[] = [];
  let [rows, formulas, unknown, hidden] = [0, 0, 0, 0];
  for await (const row of sheet.rows()) {
    count();
    rows += 1;
    formulas += row.formulas;
    unknown += row.unknown;
    if (row.hidden) hidden += 1;
    if (head.length < HEAD) head.push(row);
    row.cells.forEach((cell, column) => {
      columns[column] ??= nothing();
      if (cell !== "" && cell !== NO_RESULT) look(cell, columns[column]);
    });
  }
  const looks = [...columns].map((one) => one ?? nothing());
  const merged = sheet.merged?.() ?? 0;
  const parted = sheet.semicolons ? { semicolons: true as const } : {};
  const unseen = { ...(hidden > 0 && { hidden }), ...(merged > 0 && { merged }) };
  return { name: sheet.name, rows, head, columns: looks, formulas, unknown, ...parted, ...unseen };
};

const look = (cell: string, counts: Counts): void => {
  counts.filled += 1;
  // Nothing but a word: what most cells are, and what takes no further look.
  if (/^[√✓✔☑]$/.test(cell)) counts.ticks = (counts.ticks ?? 0) + 1;
  if (!/[\d@]/.test(cell)) return;
  if (/^-?[\d,]+(?:\.\d+)?$/.test(cell)) counts.numbers += 1;
  if (cell.length > 40) return;
  countMarks(cell, counts);
  const orders = dayOrdersOf(cell);
  for (const order of orders) counts[`${order}First`] += 1;
  if (orders.length > 0) counts.ordered += 1;
  if (orders.length > 0 || (/[-/.年]|^\d{8}$|[a-z]/i.test(cell) && parseDay(cell, "month") !== undefined))
    counts.days += 1;
  else if (parsePhone(cell)) counts.phones += 1;
  else if (parseMail(cell)) counts.mails += 1;
};
