import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { isObject, type JsonObject, parseJson } from "../json.ts";
import { goodbye, refuse } from "../web-sockets.ts";
import type { HandshakeRefusal, LinePace } from "./contract.ts";
import type { FaultBoard } from "./faults.ts";
import { pieces, readFrame, SERVICE, writeFrame } from "./frames.ts";
import { freshId, opaque } from "./ids.ts";
import type { Tenant } from "./state.ts";

const MOST_CONNECTIONS = 50;

/** Why the endpoint gives no address. */
const REFUSALS: Readonly<Record<number, string>> = {
  1: "system busy",
  403: "forbidden",
  514: "app_id or app_secret is invalid",
  1000040343: "internal error",
  1000040350: "the number of connections exceeded limit",
};

export interface Sending {
  readonly payload: JsonObject;
  readonly type: "event" | "card";
  readonly frames: number;
  readonly answered: (answer: JsonObject) => void;
}

interface LineSettings {
  readonly space: Tenant;
  readonly pace: LinePace;
  readonly random: () => number;
}

/** The long connection: whose it is, who waits for which answer. */
export class Line {
  readonly #settings: LineSettings;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #connections: WebSocket[] = [];
  readonly #waiting = new Map<string, (answer: JsonObject) => void>();
  #faults: FaultBoard | undefined;

  constructor(settings: LineSettings) {
    this.#settings = settings;
  }

  misbehave(faults: FaultBoard): void {
    this.#faults = faults;
  }

  get count(): number {
    return this.#connections.length;
  }

  /** `POST /callback/ws/endpoint`: where to connect to. */
  endpoint({ AppID, AppSecret }: JsonObject): JsonObject {
    const { app, origin } = this.#settings.space;
    const code = this.#faults?.refuseConnections ?? null;
    if (code !== null) return refusal(code);
    if (AppID !== app.appId || AppSecret !== app.secret) return refusal(514);
    if (this.count >= MOST_CONNECTIONS) return refusal(1000040350);
    const ticket = opaque();
    this.#tickets.add(ticket);
    const query = new URLSearchParams({
      device_id: String(Math.floor(this.#settings.random() * 1e15) + 7e18),
      access_key: opaque(),
      service_id: String(SERVICE),
      ticket,
    });
    const URL = `${origin.replace("http", "ws")}/ws?${query}`;
    return { code: 0, msg: "", data: { URL, ClientConfig: this.#config() } };
  }

  #config(): JsonObject {
    const { pingEvery, reconnectEvery, reconnectJitter } = this.#settings.pace;
    return {
      ReconnectCount: -1,
      ReconnectInterval: reconnectEvery,
      ReconnectNonce: reconnectJitter,
      PingInterval: pingEvery,
    };
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", "http://sandbox");
    const ticket = url.searchParams.get("ticket") ?? "";
    const refused = this.#faults?.refuseHandshakes ?? null;
    if (url.pathname !== "/ws" || !this.#tickets.delete(ticket)) refuse(stream, "403 Forbidden");
    else if (refused !== null) refuseHandshake(stream, refused);
    else this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome(socket));
  }

  #welcome(socket: WebSocket): void {
    const { space } = this.#settings;
    this.#connections.push(socket);
    socket.on("message", (data) => this.#read(socket, Buffer.isBuffer(data) ? data : Buffer.alloc(0)));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      this.#connections.splice(this.#connections.indexOf(socket), 1);
      space.touch({ kind: "app" });
    });
    space.touch({ kind: "app" });
  }

  #read(socket: WebSocket, bytes: Buffer): void {
    const frame = readFrame(bytes);
    if (!frame) return;
    if (frame.method === 0) {
      if (frame.headers.type !== "ping" || this.#faults?.mutePong) return;
      const payload = Buffer.from(JSON.stringify(this.#config()));
      socket.send(writeFrame({ method: 0, headers: { type: "pong" }, payload }));
      return;
    }
    const answer = parseJson(frame.payload.toString());
    if (isObject(answer)) this.#waiting.get(frame.headers.message_id ?? "")?.(answer);
  }

  /** Sends to one connection, any; the way to stop waiting. undefined when there is none. */
  send({ payload, type, frames, answered }: Sending): (() => void) | undefined {
    const open = this.#connections.filter((socket) => socket.readyState === socket.OPEN);
    const chosen = open[Math.floor(this.#settings.random() * open.length)];
    if (!chosen) return undefined;
    const id = freshId("");
    this.#waiting.set(id, answered);
    const parts = pieces(Buffer.from(JSON.stringify(payload)), frames);
    for (const [seq, part] of [...parts.entries()].toReversed()) {
      const headers = { type, message_id: id, sum: String(parts.length), seq: String(seq), trace_id: opaque() };
      chosen.send(writeFrame({ method: 1, headers, payload: part }));
    }
    return () => {
      this.#waiting.delete(id);
    };
  }

  cut(which: "all" | "oldest"): void {
    for (const socket of which === "all" ? [...this.#connections] : this.#connections.slice(0, 1)) socket.terminate();
  }

  /** Says goodbye, and cuts those who do not answer. */
  async stop(): Promise<void> {
    this.#waiting.clear();
    await Promise.all([...this.#connections].map(goodbye));
    this.#server.close();
  }
}

const refusal = (code: number): JsonObject => ({ code, msg: REFUSALS[code] ?? "error", data: {} });

/** Feishu says why in headers, as its SDKs for other languages read them. */
const refuseHandshake = (stream: Duplex, refused: HandshakeRefusal): void => {
  if (refused === "cut off") stream.destroy();
  else if ("status" in refused) refuse(stream, `${refused.status} Refused`);
  else {
    const msg = REFUSALS[refused.code] ?? "error";
    refuse(stream, "403 Forbidden", [
      "handshake-status: 514",
      `handshake-autherrcode: ${refused.code}`,
      `handshake-msg: ${msg}`,
    ]);
  }
};
