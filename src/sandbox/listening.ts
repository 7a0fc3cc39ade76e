import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Resolves with the origin, `http://127.0.0.1:PORT`, once the server listens there. @throws when the port is taken. */
export const listening = async (server: Server, host: string, port: number): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return `http://${host}:${taken}`;
};

/** Cuts what is open and frees the port. */
export const closed = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
};
