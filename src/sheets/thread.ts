import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import type { SheetRow } from "../core/sheet.ts";
import { searchTextOf } from "../domain/names-search.ts";
import { rowsOfTable } from "../domain/row-asides.ts";
import { readRow, type SaidRow } from "../domain/row-reading.ts";
import type { Asked, SheetRead, Told } from "./asked.ts";
import { lookAtFile } from "./look.ts";
import { openSheets } from "./open.ts";
import { problemOf, SheetProblem } from "./problem.ts";
import { countingRows } from "./rows.ts";

const AT_ONCE = 1_000;
const REMEMBERED = 20_000;

const tell = (told: Told): void => parentPort?.postMessage(told);

/** Each lot is sent when the one before it is done with, so that not more than one waits in memory. */
const inLots = async <Row>(rows: AsyncIterable<Row>, told: (lot: readonly Row[]) => Told): Promise<void> => {
  let lot: Row[] = [];
  const send = async (): Promise<void> => {
    tell(told(lot));
    lot = [];
    if (parentPort) await once(parentPort, "message");
  };
  for await (const row of rows) {
    lot.push(row);
    if (lot.length === AT_ONCE) await send();
  }
  if (lot.length > 0) await send();
  tell({ kind: "end" });
};

async function* rowsOf(bytes: Buffer, sheet: number): AsyncGenerator<SheetRow> {
  const open = (await openSheets(bytes))[sheet];
  if (!open) throw new SheetProblem("broken");
  const count = countingRows();
  for await (const row of open.rows()) {
    count();
    yield row;
  }
}

/** What the rows after the header say, with what their names sound like, for search. */
async function* saidOf(bytes: Buffer, { sheet, header, reading }: SheetRead): AsyncGenerator<SaidRow> {
  const { customer, contact, product } = reading.columns;
  const named = [customer, contact].filter((column) => column !== undefined);
  const soundOf = remembering(searchTextOf);
  for await (const { row, cells, aside } of rowsOfTable(rowsOf(bytes, sheet), { header, columns: reading.columns })) {
    const about = cells[customer ?? product ?? 0] ?? "";
    if (aside) {
      yield { row, about, refused: [aside] };
      continue;
    }
    const sounds: Record<number, string> = {};
    for (const column of named) {
      const name = cells[column];
      if (name) sounds[column] = soundOf(name);
    }
    yield { row, about, ...readRow({ cells, sounds }, reading) };
  }
}

/** Sheets name a customer in many rows. */
const remembering = (work: (name: string) => string): ((name: string) => string) => {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const made = work(name);
    known.set(name, made);
    return made;
  };
};

const run = async (): Promise<void> => {
  const { asked, bytes }: { asked: Asked; bytes: Uint8Array } = workerData;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (asked.kind === "look") tell({ kind: "looks", looks: await lookAtFile(file) });
  else if (asked.kind === "rows") await inLots(rowsOf(file, asked.sheet), (rows) => ({ kind: "rows", rows }));
  else await inLots(saidOf(file, asked), (rows) => ({ kind: "said", rows: JSON.stringify(rows) }));
};

run()
  .catch((error: unknown) => {
    const problem = problemOf(error);
    if (!problem) throw error;
    tell({ kind: "problem", problem });
  })
  .finally(() => parentPort?.unref());
