/** A row of a sheet as text, whatever kind of file it came in; `row` is its number in the file, from 1. */
export interface SheetRow {
  readonly row: number;
  /** By column; a day is `2024-04-01`, a share `50%`, a number its digits. Empty cells at the end are left out. */
  readonly cells: readonly string[];
  /** Cells that were formulas: their last result is what is read. */
  readonly formulas: number;
  /** Formulas whose result the file does not hold: what is read in their place no field takes. */
  readonly unknown: number;
  /** Nobody sees it in the spreadsheet: it is read like the others. */
  readonly hidden?: true;
}

/** What the cells of a column look like, over the whole sheet. */
export interface ColumnLook {
  readonly filled: number;
  readonly numbers: number;
  readonly days: number;
  /** Days such as 13/4/2024, and how many of them each order makes a day. */
  readonly ordered: number;
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly yearFirst: number;
  readonly phones: number;
  readonly mails: number;
  /** Numbers whose points group digits, as in 1.200,50; whose comma or point is a decimal one, as in 12,5 and 12.5. */
  readonly grouped?: number;
  readonly commas?: number;
  readonly points?: number;
  /** Cells that are ticked. */
  readonly ticks?: number;
}

/** A sheet of a file, as far as one needs it to guess what is in it. */
export interface SheetLook {
  readonly name: string;
  /** Rows that are not empty, the header among them. */
  readonly rows: number;
  readonly head: readonly SheetRow[];
  readonly columns: readonly ColumnLook[];
  readonly formulas: number;
  readonly unknown: number;
  /** Its cells are parted by semicolons, as where a comma stands within numbers. */
  readonly semicolons?: true;
  /** Rows that nobody sees in the spreadsheet. */
  readonly hidden?: number;
  /** Cells that span rows in a file too large for them: what stands in one is read in its first row alone. */
  readonly merged?: number;
  /** With the first sheet: the names of those of its file that nobody sees in the spreadsheet. They are not read. */
  readonly hiddenSheets?: readonly string[];
}
