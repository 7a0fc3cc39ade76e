import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "./core/log.ts";
import { within } from "./core/time-limit.ts";

/** Takes a request, or leaves it to the next (false). */
export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => boolean;

export interface Health {
  /** What must be up for the bot to do its work: a name, and how it stands. */
  readonly parts: Readonly<Record<string, () => Promise<{ readonly up: boolean; readonly detail: string }>>>;
  metrics(): Promise<string>;
}

export interface WebServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Nothing can listen there; the message says why and what to do. */
export class CannotListen extends Error {
  override name = "CannotListen";
}

const whyNot = (code: string | undefined, host: string, port: number): string | undefined => {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is taken by another program (perhaps a Rapport that is running already). Stop that one, or set PORT to another port.`;
    case "EACCES":
      return `Port ${port} on ${host} is not for this account to open. Set PORT to 1024 or higher.`;
    case "ENOTFOUND":
    case "EADDRNOTAVAIL":
      return `HOST ${host} is no address of this computer. Leave it out for 127.0.0.1, or set 0.0.0.0 for all of its addresses.`;
    default:
      return undefined;
  }
};

const CHECK_PATIENCE = 2_000;

/** The bot's one HTTP server: /healthz, /readyz, /metrics, and whatever the handlers take. @throws CannotListen */
export const serve = async (options: {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  readonly handlers: readonly RequestHandler[];
  readonly log: Log;
}): Promise<WebServer> => {
  const server = createServer((req, res) => {
    const own = ownReply(req, options.health);
    if (own) void own.catch((error: unknown) => broken(error, options.log)).then((reply) => send(res, reply));
    else if (!options.handlers.some((handle) => handle(req, res))) send(res, NOT_HERE);
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const listen = (server: Server, { host, port }: { host: string; port: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = whyNot(error.code, host, port);
      reject(why ? new CannotListen(why, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}
const NOT_HERE: Reply = { status: 404, type: "text/plain", body: "Not here.\n" };

/** What the server itself answers; undefined when the request is for a handler. */
const ownReply = (req: IncomingMessage, health: Health): Promise<Reply> | undefined => {
  if (req.method !== "GET" && req.method !== "HEAD") return undefined;
  switch (req.url?.split("?")[0]) {
    case "/healthz":
      return Promise.resolve({ status: 200, type: "text/plain", body: "ok\n" });
    case "/readyz":
      return ready(health);
    case "/metrics":
      return health.metrics().then((body) => ({ status: 200, type: "text/plain; version=0.0.4", body }));
    default:
      return undefined;
  }
};

const broken = (error: unknown, log: Log): Reply => {
  log.error({ err: error }, "The bot could not tell how it is");
  return { status: 500, type: "text/plain", body: "The log says why this cannot be told.\n" };
};

const send = (res: ServerResponse, { status, type, body }: Reply): void => {
  res.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" }).end(body);
};

/** 200 only when every part is up right now; 503 else. The body names each part. */
const ready = async (health: Health): Promise<Reply> => {
  const parts = await Promise.all(
    Object.entries(health.parts).map(async ([name, look]) => [name, await lookAt(look)] as const),
  );
  const up = parts.every(([, part]) => part.up);
  return {
    status: up ? 200 : 503,
    type: "application/json",
    body: `${JSON.stringify({ ready: up, ...Object.fromEntries(parts) })}\n`,
  };
};

const lookAt = (look: Health["parts"][string]): Promise<{ up: boolean; detail: string }> => {
  const seen = look().catch((error: unknown) => ({ up: false, detail: String(error) }));
  return within(CHECK_PATIENCE, seen, { up: false, detail: "no answer in two seconds" });
};
