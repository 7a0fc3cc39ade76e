import type { SheetRow } from "../core/sheet.ts";
import { NO_RESULT } from "../domain/cells.ts";
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, SheetProblem } from "./problem.ts";

/** One sheet of a file, its rows read when they are asked for; empty ones are left out. */
export interface OpenSheet {
  readonly name: string;
  rows(): AsyncIterable<SheetRow>;
  /** Nobody sees it in the spreadsheet: it is not read. */
  readonly isHidden?: true;
  /** What parts its cells. */
  readonly semicolons?: true;
  /** Once the rows are read: cells that span several and were not spread over them. */
  merged?(): number;
}

/** Gathers the cells of one row. */
export class RowDraft {
  #row = 0;
  #cells: string[] = [];
  #formulas = 0;
  #unknown = 0;
  #hidden = false;

  begin(row: number, { hidden = false } = {}): void {
    this.#row = row;
    this.#hidden = hidden;
    this.#cells = [];
    this.#formulas = 0;
    this.#unknown = 0;
  }

  set(column: number, text: string): void {
    if (text === "") return;
    if (column >= MOST_COLUMNS) throw new SheetProblem("too_wide");
    for (let empty = this.#cells.length; empty < column; empty += 1) this.#cells.push("");
    this.#cells[column] = text.slice(0, LONGEST_CELL).trim();
  }

  formula(column: number, known: boolean): void {
    this.#formulas += 1;
    if (known) return;
    this.#unknown += 1;
    this.set(column, NO_RESULT);
  }

  get isEmpty(): boolean {
    return this.#cells.every((cell) => cell === "");
  }

  at(column: number): string {
    return this.#cells[column] ?? "";
  }

  /** Undefined when nothing is in it. */
  finished(): SheetRow | undefined {
    if (this.isEmpty) return undefined;
    const read = { row: this.#row, cells: this.#cells, formulas: this.#formulas, unknown: this.#unknown };
    return this.#hidden ? { ...read, hidden: true } : read;
  }
}

/** Counts the rows of a file: one with too many is not read to its end. */
export const countingRows = () => {
  let rows = 0;
  return () => {
    rows += 1;
    if (rows > MOST_ROWS) throw new SheetProblem("too_many_rows");
  };
};
