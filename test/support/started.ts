import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

/** `npm start` in a process of its own, with nothing of this one's environment. */
export interface StartedProcess {
  readonly pid: number;
  /** Everything it printed so far, errors included. */
  said(): string;
  /** The address it greets with. @throws Error with all it said when it ends before. */
  ready(): Promise<string>;
  /** The exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  send(signal: NodeJS.Signals): void;
  /** As a terminal does at Ctrl-C: to it and to all it has started that are still of its group. */
  sendAll(signal: NodeJS.Signals): void;
}

/** @param cwd a folder without `.env` */
export const startRapport = (environment: Readonly<Record<string, string>>, cwd: string): StartedProcess => {
  return start([process.execPath, path.resolve("src/launch.mjs"), path.resolve("src/main.ts")], environment, cwd);
};

/** A line as a person types it in the folder of this repository. */
export const typeLine = (line: string, environment: Readonly<Record<string, string>>): StartedProcess =>
  start(["sh", "-c", line], environment, process.cwd());

const start = (
  [program = "", ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
): StartedProcess => {
  const { PATH = "" } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, as in a terminal.
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ready: () => addressOf(child, ended, () => said),
    ended,
    send: (signal) => void child.kill(signal),
    sendAll: (signal) => void process.kill(-(child.pid ?? 0), signal),
  };
};

const addressOf = (child: ChildProcess, ended: Promise<unknown>, said: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      const address = /(?:Rapport is ready|how it stands): (\S+?)(?:\/readyz)?\s/.exec(said())?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on("data", look);
    look();
    void ended.then(() => reject(new Error(`It ended before it was ready:\n${said()}`)));
  });
