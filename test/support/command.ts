import { spawn } from "node:child_process";
import path from "node:path";

/** What a command of the command line printed, errors included, and its exit code. */
export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** `npm run rapport -- …` in a process of its own, with nothing of this one's environment. @param cwd a folder without `.env` */
export const runCommand = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Ran> => {
  const started = [path.resolve("src/launch.mjs"), path.resolve("src/cli/rapport.ts"), ...args];
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, started, {
    cwd,
    env: { PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
};
