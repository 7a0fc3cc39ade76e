import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Went } from "./handover-process.ts";
import type { BenchHouse } from "./house.ts";
import { startProcess } from "./own-process.ts";
import { ms, type Row, seconds } from "./report.ts";

const PROCESS = new URL("./handover-process.ts", import.meta.url);

/** Somebody hands all they have to a colleague, with a deal, a promise, a reminder and a task each, and takes it back. */
export const runHandover = async (house: BenchHouse, count: number): Promise<Row[]> => {
  const { url } = await house.newDatabase("handover");
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-handover-"));
  const own = startProcess(PROCESS, path.join(folder, "handover.log"));
  try {
    await own.ask("open", { url, count });
    const given = await own.ask<Went>("give");
    const back = await own.ask<Went>("takeBack");
    for (const { customers } of [given, back])
      if (customers !== count) throw new Error(`${customers} of ${count} customers went`);
    const took = given.took + back.took;
    const held = Math.max(given.held, back.held);
    const many = count.toLocaleString("en");
    return [
      {
        what: `a handover of ${many} customers in ${seconds(given.took)}, and its undo in ${seconds(back.took)}`,
        measured: seconds(took),
        aim: "≤ 10 s",
        holds: took <= 10_000,
      },
      {
        what: `a handover of ${many} customers and its undo: the longest it keeps others waiting`,
        measured: ms(held),
        aim: "≤ 500 ms",
        holds: held <= 500,
      },
    ];
  } finally {
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
