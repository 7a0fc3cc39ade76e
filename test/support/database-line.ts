import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** The way to a database, which a test may break: the server itself lives on. */
export interface DatabaseLine {
  readonly url: string;
  /** Every connection breaks, and new ones are refused. */
  cut(): void;
  /** Nothing gets through, and nobody is told: as when packets are lost. */
  hold(): void;
  /** Connections are taken again; what was held goes on. */
  mend(): void;
  close(): Promise<void>;
}

/** @param url of the database @returns a line to it on a port of its own */
export const databaseLine = async (url: string): Promise<DatabaseLine> => {
  const target = new URL(url);
  const ends = new Set<Socket>();
  let isCut = false;
  let isHeld = false;
  const server = createServer({ allowHalfOpen: false }, (near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on("data", (bytes) => void other.write(bytes));
      one.on("error", () => one.destroy());
      one.on("close", () => {
        ends.delete(one);
        other.destroy();
      });
      if (isHeld) one.pause();
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = new URL(url);
  own.hostname = "127.0.0.1";
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.toString(),
    cut() {
      isCut = true;
      for (const end of ends) end.destroy();
    },
    hold() {
      isHeld = true;
      for (const end of ends) end.pause();
    },
    mend() {
      isCut = false;
      isHeld = false;
      for (const end of ends) end.resume();
    },
    async close() {
      for (const end of ends) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
