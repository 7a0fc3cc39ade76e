import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import type { MovableClock } from "../core/clock.ts";
import type { Log } from "../core/log.ts";
import type { SlackSandbox } from "./slack/contract.ts";

interface Kept {
  /** Milliseconds the sandbox's clock was ahead. */
  readonly ahead: number;
  readonly slack: Buffer;
}
export interface Keeping {
  readonly file: string;
  readonly sandbox: SlackSandbox;
  readonly clock: MovableClock;
  readonly log: Log;
}

const EVERY = 5_000;

/**
 * Brings back what was said in the sandbox before, and what time it was there, and keeps it from now on. A file that
 * cannot be read is left out: the sandbox then begins with empty conversations.
 * @returns what ends it; the last state is written then
 */
export const keepSandbox = async (keeping: Keeping): Promise<() => Promise<void>> => {
  await bringBack(keeping);
  let changed = false;
  const stopListening = keeping.sandbox.desk.onChange(() => {
    changed = true;
  });
  const save = async (): Promise<void> => {
    if (!changed) return;
    changed = false;
    try {
      await write(keeping);
    } catch (error) {
      changed = true;
      keeping.log.warn({ err: error }, "The sandbox's conversations could not be kept; tried again soon");
    }
  };
  // One after the other: two at once would take the new file away from each other.
  let saving = Promise.resolve();
  const timer = setInterval(() => {
    saving = saving.then(save);
  }, EVERY);
  return async () => {
    clearInterval(timer);
    stopListening();
    await saving;
    await write(keeping);
  };
};

const bringBack = async ({ file, sandbox, clock, log }: Keeping): Promise<void> => {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!bytes) return;
  try {
    const kept = deserialize(bytes) as Kept;
    sandbox.recall(Buffer.from(kept.slack));
    clock.moveAhead(kept.ahead);
  } catch (error) {
    log.warn({ err: error }, "The sandbox's conversations could not be brought back; it begins with empty ones");
  }
};

const write = async ({ file, sandbox, clock }: Keeping): Promise<void> => {
  const kept: Kept = { ahead: clock.offset, slack: sandbox.remember() };
  await mkdir(path.dirname(file), { recursive: true });
  // Renamed into place, so that a kill in between leaves the old one whole.
  await writeFile(`${file}.new`, serialize(kept));
  await rename(`${file}.new`, file);
};
