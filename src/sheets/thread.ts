import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { searchTextOf } from "../domain/names-search.ts";
import type { Asked, ReadRow, Told } from "./asked.ts";
import { lookAtFile } from "./look.ts";
import { openSheets } from "./open.ts";
import { SheetProblem } from "./problem.ts";
import { countingRows } from "./rows.ts";

const AT_ONCE = 1_000;
const REMEMBERED = 20_000;

const tell = (told: Told): void => parentPort?.postMessage(told);

/** Each lot is sent when the one before it is done with, so that not more than one waits in memory. */
const rows = async (bytes: Buffer, sheet: number, named: readonly number[]): Promise<void> => {
  const open = (await openSheets(bytes))[sheet];
  if (!open) throw new SheetProblem("broken");
  const count = countingRows();
  const soundOf = remembering(searchTextOf);
  let lot: ReadRow[] = [];
  const send = async (): Promise<void> => {
    tell({ kind: "rows", rows: lot });
    lot = [];
    if (parentPort) await once(parentPort, "message");
  };
  for await (const row of open.rows()) {
    count();
    const sounds: Record<number, string> = {};
    for (const column of named) {
      const name = row.cells[column];
      if (name) sounds[column] = soundOf(name);
    }
    lot.push({ ...row, sounds });
    if (lot.length === AT_ONCE) await send();
  }
  if (lot.length > 0) await send();
  tell({ kind: "end" });
};

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
  else await rows(file, asked.sheet, asked.named);
};

run()
  .catch((error: unknown) => {
    // A number in a damaged file that leads out of it.
    const damaged = error instanceof RangeError;
    if (!(error instanceof SheetProblem) && !damaged) throw error;
    tell({ kind: "problem", problem: error instanceof SheetProblem ? error.problem : "broken" });
  })
  .finally(() => parentPort?.unref());
