import { writeFile } from "node:fs/promises";
import type { Scope } from "../core/scope.ts";
import { type ReportRow, readImport, readReport } from "../features/imports/public.ts";
import { SheetError } from "./sheets.ts";

interface Wishes {
  /** Print every row, not only those that are refused. */
  readonly rows: boolean;
  /** Where the whole report goes, row by row, as csv. */
  readonly report: string | undefined;
  print(line: string): void;
}

const PAGE = 1_000;
const SHOWN = 20;

export const countsOf = async (scope: Scope, id: string): Promise<string> => {
  const counts = (await readImport(scope, id))?.counts;
  return counts ? `${counts.make} made, ${counts.merge} merged, ${counts.skip} skipped, ${counts.refuse} refused` : "";
};

/** The report of a workbook holds its sheets one below the other. */
export const report = async (
  scope: Scope,
  id: string,
  wishes: Wishes & { readonly sheet: string; readonly isFirst: boolean },
): Promise<void> => {
  wishes.print(`  ${await countsOf(scope, id)}`);
  const lines: string[] = [];
  let shown = 0;
  for await (const row of allRows(scope, id)) {
    if (wishes.report) lines.push(csvLine([wishes.sheet, String(row.row), row.said, row.about, row.why]));
    if (!wishes.rows && (row.verdict !== "refuse" || shown >= SHOWN)) continue;
    shown += 1;
    wishes.print(`  row ${row.row}  ${row.said}  ${row.about}${row.why && `  — ${row.why}`}`);
  }
  if (!wishes.report) return;
  const head = wishes.isFirst ? "\ufeffsheet,row,verdict,what,why\r\n" : "";
  const text = `${head}${lines.map((line) => `${line}\r\n`).join("")}`;
  await writeFile(wishes.report, text, { flag: wishes.isFirst ? "w" : "a" }).catch((error: Error) => {
    throw new SheetError(
      `Nothing of ${wishes.sheet || "the file"} was imported: the report cannot be saved (${error.message}). Name another file.`,
    );
  });
  wishes.print(`The whole report, row by row: ${wishes.report}`);
};

async function* allRows(scope: Scope, id: string): AsyncGenerator<ReportRow> {
  for (let after = 0; ; ) {
    const page = await readReport(scope, id, { after, limit: PAGE, language: "en" });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.row;
  }
}

/** Cells are quoted, and one that a spreadsheet would take for a formula is made text. */
const csvLine = (cells: readonly string[]): string =>
  cells.map((text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`).join(",");
