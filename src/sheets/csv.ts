import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import type { SheetRow } from "../core/sheet.ts";
import { SheetProblem } from "./problem.ts";
import { type OpenSheet, RowDraft } from "./rows.ts";
import { textOf } from "./text.ts";

const DELIMITERS = [",", ";", "\t"] as const;
const LINES_LOOKED_AT = 20;
const LONGEST_RECORD = 4_000_000;

/** Opens a file of separated values. @throws SheetProblem when it is none */
export const openCsv = (bytes: Buffer): OpenSheet[] => {
  const [first = ""] = textOf(bytes);
  const delimiter = delimiterOf(first.replace(/^\ufeff/, ""));
  const parted = delimiter === ";" ? { semicolons: true as const } : {};
  return [{ name: "", rows: () => readRows(bytes, delimiter), ...parted }];
};

/** The one that parts most lines into the same number of cells, and into most of them. */
const delimiterOf = (text: string): string => {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== "")
    .slice(0, LINES_LOOKED_AT);
  const agreement = (delimiter: string): number => {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = line.split(delimiter).length;
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    return Math.max(0, ...[...counts].map(([cells, times]) => times * Math.min(cells, 50)));
  };
  const [best = ","] = [...DELIMITERS].sort((a, b) => agreement(b) - agreement(a));
  return best;
};

async function* readRows(bytes: Buffer, delimiter: string): AsyncGenerator<SheetRow> {
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
  });
  const source = Readable.from(textOf(bytes));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  const draft = new RowDraft();
  let row = 0;
  try {
    for await (const cells of parser) {
      row += 1;
      draft.begin(row);
      cells.forEach((cell: string, column: number) => {
        draft.set(column, cell);
      });
      const finished = draft.finished();
      if (finished) yield finished;
    }
  } catch (error) {
    throw isCsvError(error) ? new SheetProblem("broken") : error;
  } finally {
    source.destroy();
  }
}

const isCsvError = (error: unknown): error is CsvError => error instanceof Error && "code" in error && "lines" in error;
