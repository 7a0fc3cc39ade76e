import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BenchHouse } from "./house.ts";
import type { Took } from "./import-process.ts";
import { type OwnProcess, startProcess } from "./own-process.ts";
import { megabytes, ms, type Row, seconds } from "./report.ts";
import { bookOf, sheetsAbout } from "./sheets-made.ts";

const PROCESS = new URL("./import-process.ts", import.meta.url);

interface Shape {
  readonly what: string;
  readonly books: readonly Buffer[];
}

/** Sheets of so many rows in all, one after the other; what each is about is there when it comes. */
const shapesOf = (rows: number): Shape[] => {
  const [first, second] = [sheetsAbout(""), sheetsAbout("新")];
  const quarter = Math.floor(rows / 4);
  const mixed = [second.customers, second.contacts, second.deals, second.activities];
  return [
    { what: "customers with a contact each", books: [bookOf(first.customers, rows)] },
    { what: "contacts of these customers", books: [bookOf(first.contacts, rows)] },
    { what: "sales lines of these customers", books: [bookOf(first.sales, rows)] },
    { what: "customers, contacts, deals and activities", books: mixed.map((sheet) => bookOf(sheet, quarter)) },
  ];
};

/** Takes sheets in from the file to the last row, and back again, the last one first. */
export const runSheetImport = async (house: BenchHouse, rows: number): Promise<Row[]> => {
  const { url } = await house.newDatabase("sheet");
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-sheet-"));
  const own = startProcess(PROCESS, path.join(folder, "import.log"));
  try {
    await own.ask("open", { url });
    const shapes: { readonly what: string; readonly files: string[]; readonly came: Took }[] = [];
    for (const { what, books } of shapesOf(rows)) {
      const files = books.map((_, place) => path.join(folder, `${shapes.length}-${place}.xlsx`));
      for (const [place, book] of books.entries()) await writeFile(files[place] ?? "", book);
      shapes.push({ what, files, came: await inTurn(own, "takeIn", files) });
    }
    const all: Row[] = [];
    for (const { what, files, came } of shapes.toReversed()) {
      const made = books(files, rows);
      if (came.rows !== made) throw new Error(`${came.rows} of ${made} ${what} went in`);
      const went = await inTurn(own, "takeBack", files.toReversed());
      if (went.rows !== made) throw new Error(`${went.rows} of ${made} ${what} went back`);
      all.unshift(...rowsOf(what, made, came), ...rowsBack(what, made, went));
    }
    return all;
  } finally {
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
const books = (files: readonly string[], rows: number): number => files.length * Math.floor(rows / files.length);

const inTurn = async (own: OwnProcess, what: "takeIn" | "takeBack", files: readonly string[]): Promise<Took> => {
  const all: Took[] = [];
  for (const file of files) all.push(await own.ask<Took>(what, { file }));
  const sum = (of: (one: Took) => number) => all.reduce((total, one) => total + of(one), 0);
  const most = (of: (one: Took) => number) => Math.max(...all.map(of));
  return {
    ...{ planning: sum((one) => one.planning), writing: sum((one) => one.writing) },
    ...{ rows: sum((one) => one.rows), cpu: sum((one) => one.cpu) },
    ...{ memory: most((one) => one.memory), held: most((one) => one.held) },
  };
};

const rowsOf = (what: string, rows: number, { planning, writing, memory, held, cpu }: Took): Row[] => [
  {
    what: `a sheet of ${rows} rows, ${what}: read and planned in ${seconds(planning)}, taken in in ${seconds(writing)}`,
    measured: seconds(planning + writing),
    aim: "≤ 60 s",
    holds: planning + writing <= 60_000,
  },
  inMeantime(`${what}, taken in`, { memory, held, cpu }),
];
const rowsBack = (what: string, rows: number, { writing, memory, held, cpu }: Took): Row[] => [
  {
    what: `the undo of ${rows} rows, ${what}`,
    measured: seconds(writing),
    aim: "≤ 60 s",
    holds: writing <= 60_000,
  },
  inMeantime(`${what}, undone`, { memory, held, cpu }),
];
const inMeantime = (what: string, { memory, held, cpu }: Pick<Took, "memory" | "held" | "cpu">): Row => ({
  what: `${what} in ${seconds(cpu)} of its processor time: its memory at most; the longest it keeps others waiting`,
  measured: `${megabytes(memory)}; ${ms(held)}`,
  aim: "< 500 MB; ≤ 500 ms",
  holds: memory < 500_000_000 && held <= 500,
});
