import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { isObject, type JsonObject, object, parseJson } from "../json.ts";
import { goodbye, refuse } from "../web-sockets.ts";
import type { Breakable } from "./faults.ts";
import { opaque } from "./ids.ts";
import type { Workspace } from "./state.ts";

const MOST_CONNECTIONS = 10;
const PING_EVERY_MS = 15_000;
const LEAVE_WITHIN_MS = 10_000;

interface Connection {
  readonly socket: WebSocket;
  /** Told to go: gets nothing new, may still answer. */
  leaving: boolean;
}

/** What the Web API needs of Socket Mode. */
export interface SocketGate {
  /** A ws:// address that is good for one connection. */
  issueUrl(): string;
}

/** Socket Mode: the app's open connections, and who waits for which answer. */
export class Sockets implements SocketGate, Breakable {
  readonly #space: Workspace;
  readonly #random: () => number;
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #tickets = new Set<string>();
  readonly #connections: Connection[] = [];
  readonly #waiting = new Map<string, (response: JsonObject) => void>();
  refuses: () => boolean = () => false;
  mutes: () => boolean = () => false;

  constructor(space: Workspace, random: () => number) {
    this.#space = space;
    this.#random = random;
  }

  get count(): number {
    return this.#connections.filter((one) => !one.leaving).length;
  }

  issueUrl(): string {
    const ticket = opaque();
    this.#tickets.add(ticket);
    return `${this.#space.origin.replace("http", "ws")}/link/?ticket=${ticket}&app_id=${this.#space.app.id}`;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", "http://sandbox");
    const ticket = url.searchParams.get("ticket") ?? "";
    if (this.refuses()) refuse(stream, "503 Service Unavailable");
    else if (url.pathname !== "/link/" || !this.#tickets.delete(ticket)) refuse(stream, "401 Unauthorized");
    else this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome(socket));
  }

  #welcome(socket: WebSocket): void {
    const connection: Connection = { socket, leaving: false };
    this.#connections.push(connection);
    const ping = setInterval(() => socket.ping(), PING_EVERY_MS);
    socket.on("message", (data) => this.#answer(String(data)));
    socket.on("ping", (data) => {
      if (!this.mutes()) socket.pong(data);
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(ping);
      this.#connections.splice(this.#connections.indexOf(connection), 1);
      this.#space.touch({ kind: "app" });
    });
    if (this.#connections.length > MOST_CONNECTIONS) {
      this.#leave(connection, "too_many_websockets");
      return;
    }
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.#connections.length,
        debug_info: { host: "applink-sandbox", build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#space.app.id },
      }),
    );
    this.#space.touch({ kind: "app" });
  }

  #answer(data: string): void {
    const said = parseJson(data);
    if (!isObject(said) || typeof said.envelope_id !== "string") return;
    this.#waiting.get(said.envelope_id)?.(object(said.payload));
  }

  /** Sends to one connection, any. False when there is none. */
  send(envelope: JsonObject & { readonly envelope_id: string }, answered: (response: JsonObject) => void): boolean {
    const open = this.#connections.filter((one) => !one.leaving && one.socket.readyState === one.socket.OPEN);
    const chosen = open[Math.floor(this.#random() * open.length)];
    if (!chosen) return false;
    this.#waiting.set(envelope.envelope_id, answered);
    chosen.socket.send(JSON.stringify(envelope));
    return true;
  }

  /** Nobody waits for that answer any more. */
  forget(envelope: string): void {
    this.#waiting.delete(envelope);
  }

  disconnect(which: "all" | "oldest", reason: "refresh_requested" | "warning" | "drop"): void {
    const staying = this.#connections.filter((one) => !one.leaving);
    for (const connection of which === "all" ? staying : staying.slice(0, 1)) {
      if (reason === "drop") connection.socket.terminate();
      else this.#leave(connection, reason);
    }
  }

  #leave(connection: Connection, reason: string): void {
    connection.leaving = true;
    connection.socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-sandbox" } }));
    const cut = setTimeout(() => connection.socket.terminate(), LEAVE_WITHIN_MS);
    connection.socket.once("close", () => clearTimeout(cut));
    this.#space.touch({ kind: "app" });
  }

  /** Says goodbye, and cuts those who do not answer. */
  async stop(): Promise<void> {
    this.#waiting.clear();
    await Promise.all([...this.#connections].map(({ socket }) => goodbye(socket)));
    this.#server.close();
  }
}
