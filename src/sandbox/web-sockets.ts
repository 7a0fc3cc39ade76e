import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

const GOODBYE_MS = 300;

/** Says goodbye; whoever does not answer is cut. */
export const goodbye = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once("close", () => {
      clearTimeout(cut);
      resolve();
    });
    socket.close(1001);
  });

/** Answers a handshake with something else than a connection. */
export const refuse = (stream: Duplex, status: string, headers: readonly string[] = []): void => {
  const lines = [`HTTP/1.1 ${status}`, "connection: close", "content-length: 0", ...headers, "", ""];
  stream.end(lines.join("\r\n"));
};
