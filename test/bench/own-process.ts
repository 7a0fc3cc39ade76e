import { type ChildProcess, fork } from "node:child_process";
import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };
import { elapsed } from "../../src/core/clock.ts";

interface Asked {
  readonly id: number;
  readonly what: string;
  readonly given: unknown;
}
type Said =
  | { readonly id: number; readonly result: unknown }
  /** A failure, as text. */
  | { readonly id: number; readonly failure: string };

/** A process that does what it is asked, so that its memory and its event loop are its own. */
export interface OwnProcess {
  ask<T = void>(what: string, given?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** What `npm start` gives to Node. */
const FLAGS = manifest.scripts.start.split(" ").filter((part) => part.startsWith("--"));

/** @param log where its standard output goes: a file, as a service's would */
export const startProcess = (file: URL, log: string): OwnProcess => {
  const child = fork("src/launch.mjs", [fileURLToPath(file)], {
    execArgv: FLAGS,
    stdio: ["ignore", openSync(log, "a"), "inherit", "ipc"],
  });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let last = 0;
  child.on("message", (said: Said) => {
    const asker = waiting.get(said.id);
    waiting.delete(said.id);
    if ("failure" in said) asker?.reject(new Error(said.failure));
    else asker?.resolve(said.result as never);
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file.pathname} ended; see ${log}`));
  });
  return {
    ask: (what, given) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        child.send({ id: last, what, given } satisfies Asked);
      }),
    stop: () => stopped(child, ended),
  };
};

const stopped = async (child: ChildProcess, ended: Promise<void>): Promise<void> => {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(timer);
};

/** The other side: answers what the parent asks; `end` runs once the parent lets go or is gone. */
export const serveParent = (
  // biome-ignore lint/suspicious/noExplicitAny: each answer knows what it is given
  answers: Readonly<Record<string, (given: any) => unknown>>,
  end: () => Promise<void>,
): void => {
  const say = (said: Said) => process.connected && process.send?.(said);
  process.on("message", ({ id, what, given }: Asked) => {
    Promise.resolve()
      .then(() => answers[what]!(given))
      .then((result) => say({ id, result }))
      .catch((error: unknown) =>
        say({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.on("disconnect", () => void end().then(() => process.exit()));
  // A Ctrl-C in the terminal reaches every process: the parent ends this one in its order.
  process.on("SIGINT", () => undefined);
};

/** Milliseconds between two looks. */
const EVERY = 50;
/** Looks at this process until the end: its memory at most, its processor time, and the longest that its event loop was held up. */
export const watchProcess = () => {
  const before = process.cpuUsage();
  let [memory, held, last] = [0, 0, elapsed()];
  const timer = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss);
    held = Math.max(held, elapsed() - last - EVERY);
    last = elapsed();
  }, EVERY);
  return {
    end: () => {
      clearInterval(timer);
      const { user, system } = process.cpuUsage(before);
      return { memory, held, cpu: (user + system) / 1000 };
    },
  };
};
