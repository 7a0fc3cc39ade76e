import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { type Embedded, startEmbedded } from "../../src/data/embedded.ts";

/** A database server that a test may stop and start: for what the bot does while the database is gone. */
export interface OwnServer {
  /** Stays the same over a stop and a start. */
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

/** @param durable false: a crash of the machine may lose it, and it writes faster */
export async function ownServer({ durable = false } = {}): Promise<OwnServer> {
  // The prefix and the pid let the next run end a server that this one left behind.
  const folder = await mkdtemp(path.join(tmpdir(), `rapport-test-${process.pid}-own-`));
  await chmod(folder, 0o755);
  const start = () => startEmbedded({ folder, log: pino({ level: "error" }), durable });
  let running: Embedded | undefined = await start();
  const { url } = running;
  const stop = async () => {
    await running?.stop();
    running = undefined;
  };
  return {
    url,
    stop,
    async start() {
      running ??= await start();
      if (running.url !== url) throw new Error("the server came back at another address");
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
