import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import type { MovableClock } from "../core/clock.ts";
import type { Log } from "../core/log.ts";
import type { FeishuSandbox } from "./feishu/contract.ts";
import type { SlackSandbox } from "./slack/contract.ts";

interface Kept {
  /** Milliseconds the sandbox's clock was ahead. */
  readonly ahead: number;
  readonly slack: Buffer;
  /** Absent in what was kept when Slack alone was played. */
  readonly feishu?: Buffer;
}
export interface Keeping {
  readonly file: string;
  readonly slack: SlackSandbox;
  readonly feishu: FeishuSandbox;
  readonly clock: MovableClock;
  readonly log: Log;
}

const EVERY = 5_000;

/**
 * Brings back what was said in the sandboxes before, and what time it was there, and keeps it from now on. A file that
 * cannot be read is left out: the sandboxes then begin with empty conversations.
 * @returns what ends it; the last state is written then
 */
export const keepSandboxes = async (keeping: Keeping): Promise<() => Promise<void>> => {
  await bringBack(keeping);
  let changed = false;
  const stopListening = [keeping.slack, keeping.feishu].map(({ desk }) =>
    desk.onChange(() => {
      changed = true;
    }),
  );
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
    for (const stop of stopListening) stop();
    await saving;
    await write(keeping);
  };
};

const bringBack = async ({ file, slack, feishu, clock, log }: Keeping): Promise<void> => {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!bytes) return;
  try {
    const kept = deserialize(bytes) as Kept;
    slack.recall(Buffer.from(kept.slack));
    if (kept.feishu) feishu.recall(Buffer.from(kept.feishu));
    clock.moveAhead(kept.ahead);
  } catch (error) {
    log.warn({ err: error }, "The sandbox's conversations could not be brought back; it begins with empty ones");
  }
};

const write = async ({ file, slack, feishu, clock }: Keeping): Promise<void> => {
  const kept: Kept = { ahead: clock.offset, slack: slack.remember(), feishu: feishu.remember() };
  await mkdir(path.dirname(file), { recursive: true });
  // Renamed into place, so that a kill in between leaves the old one whole.
  await writeFile(`${file}.new`, serialize(kept));
  await rename(`${file}.new`, file);
};
