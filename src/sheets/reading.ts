import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { SheetLook, SheetRow } from "../core/sheet.ts";
import type { SaidRow } from "../domain/row-reading.ts";
import type { Asked, SheetRead, Told } from "./asked.ts";
import { LARGEST_FILE, SheetProblem } from "./problem.ts";

/** The code of the thread, bundled in memory once, about 100 ms: a thread cannot read TypeScript by itself. */
let code: Promise<string> | undefined;
const bundled = (): Promise<string> => {
  code ??= build({
    entryPoints: [fileURLToPath(new URL("./thread.ts", import.meta.url))],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  }).then(({ outputFiles: [file] }) => file?.text ?? "");
  return code;
};

const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };
/** Milliseconds in which a look must be done, and the next rows must come. */
const LOOK_WITHIN = 60_000;
const ROWS_WITHIN = 30_000;

/** @throws SheetProblem for a file that is not read: asked before a byte of it is fetched */
export const refuseTooLarge = (bytes: number): void => {
  if (bytes > LARGEST_FILE) throw new SheetProblem("too_large");
};

/**
 * Looks at every sheet of a file, to its end, in a thread of its own: a hostile file can take neither the bot's time
 * nor its memory.
 * @throws SheetProblem when the file cannot be read: why, and what to do
 */
export const lookAtSheets = async (bytes: Uint8Array): Promise<readonly SheetLook[]> => {
  const thread = await startThread(bytes, { kind: "look" });
  try {
    const told = await thread.next(LOOK_WITHIN);
    if (told.kind !== "looks") throw new SheetProblem("broken");
    return told.looks;
  } finally {
    await thread.stop();
  }
};

/**
 * The rows of one sheet, lot after lot; the next is read when it is asked for.
 * @throws SheetProblem as lookAtSheets does
 */
export async function* rowsOfSheet(bytes: Uint8Array, sheet: number): AsyncGenerator<readonly SheetRow[]> {
  for await (const told of lotsOf(bytes, { kind: "rows", sheet })) if (told.kind === "rows") yield told.rows;
}

/** What the rows of one sheet say, read in the thread too: as rowsOfSheet. */
export async function* saidInSheet(bytes: Uint8Array, read: SheetRead): AsyncGenerator<readonly SaidRow[]> {
  for await (const told of lotsOf(bytes, { kind: "said", ...read }))
    if (told.kind === "said") yield JSON.parse(told.rows);
}

async function* lotsOf(bytes: Uint8Array, asked: Asked): AsyncGenerator<Told> {
  const thread = await startThread(bytes, asked);
  try {
    for (;;) {
      const told = await thread.next(ROWS_WITHIN);
      if (told.kind === "end") return;
      yield told;
      thread.goOn();
    }
  } finally {
    await thread.stop();
  }
}

const startThread = async (bytes: Uint8Array, asked: Asked) => {
  refuseTooLarge(bytes.byteLength);
  const worker = new Worker(await bundled(), {
    eval: true,
    execArgv: [],
    resourceLimits: MEMORY,
    workerData: { asked, bytes },
  });
  let ended: unknown;
  let heard: { told(said: Told): void; failed(error: unknown): void } | undefined;
  const end = (error: unknown): void => {
    ended ??= error;
    heard?.failed(ended);
  };
  worker.on("message", (said: Told) => heard?.told(said));
  worker.on("error", (error) => end(isOutOfMemory(error) ? new SheetProblem("too_slow") : error));
  worker.on("exit", () => end(new SheetProblem("too_slow")));
  // One who waits at a time, and forgotten when it was heard: to race against the thread's end would keep every lot.
  const hear = (within: number): Promise<Told> =>
    new Promise<Told>((told, failed) => {
      if (ended !== undefined) return failed(ended);
      const late = setTimeout(() => failed(new SheetProblem("too_slow")), within);
      const over = (): void => {
        clearTimeout(late);
        heard = undefined;
      };
      heard = {
        told(said) {
          over();
          told(said);
        },
        failed(error) {
          over();
          failed(error);
        },
      };
    });
  return {
    async next(within: number): Promise<Told> {
      const told = await hear(within);
      if (told.kind === "problem") throw new SheetProblem(told.problem);
      return told;
    },
    goOn: () => worker.postMessage("next"),
    stop: () => worker.terminate(),
  };
};

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
