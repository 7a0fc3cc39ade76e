import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "../../core/log.ts";
import { readBody, readParts } from "../http-body.ts";
import { isObject, type JsonObject, parseJson } from "../json.ts";
import { closed, listening } from "../listening.ts";
import { type Api, routeOf } from "./api/index.ts";
import { Ask, Download } from "./api/method.ts";
import type { FaultBoard } from "./faults.ts";
import type { Line } from "./line.ts";

export interface Served {
  readonly api: Api;
  readonly faults: FaultBoard;
  readonly line: Line;
  readonly log: Log | undefined;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The HTTP side: the API, and the way into the long connection. */
export class FeishuServer {
  readonly #served: Served;
  readonly #server: Server;

  constructor(served: Served) {
    this.#served = served;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => this.#broken(error, response));
    });
    this.#server.on("upgrade", (request, stream, head) => served.line.upgrade(request, stream, head));
  }

  /** Resolves with the origin, `http://127.0.0.1:PORT`. @throws when the port is taken. */
  listen(host: string, port: number): Promise<string> {
    return listening(this.#server, host, port);
  }

  async close(): Promise<void> {
    await this.#served.line.stop();
    await closed(this.#server);
  }

  #broken(error: unknown, response: ServerResponse): void {
    this.#served.log?.error({ err: error }, "the Feishu sandbox could not answer");
    if (response.headersSent) response.destroy();
    else send(response, 500, { code: 2200, msg: "internal error" });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://sandbox");
    const body = await readBody(request);
    if (request.method === "POST" && url.pathname === "/callback/ws/endpoint") {
      send(response, 200, this.#served.line.endpoint(jsonOf(body) ?? {}));
      return;
    }
    const route = routeOf(request.method ?? "", url.pathname);
    // What Feishu's gateway says of a path that it does not know.
    if (!route) {
      response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found");
      return;
    }
    const parts = readParts(request, body);
    const json = parts.length > 0 || body.length === 0 ? {} : jsonOf(body);
    if (!json) return send(response, 400, { code: 9499, msg: "Invalid parameter type in json" });
    await this.#call(route.api, new Ask({ path: route.path, search: url.searchParams, body: json, parts }), {
      request,
      response,
    });
  }

  async #call(
    api: string,
    ask: Ask,
    { request, response }: { request: IncomingMessage; response: ServerResponse },
  ): Promise<void> {
    const faults = this.#served.faults.forCall(api);
    for (const fault of faults) if (fault.do === "delay") await pause(fault.ms);
    if (faults.some((fault) => fault.do === "lose_request")) return void response.destroy();
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
    const { status, headers, body } = this.#served.api.call(api, { token, ask, faults });
    if (faults.some((fault) => fault.do === "lose_response")) return void response.destroy();
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!(body instanceof Download)) return send(response, status, body);
    const name = encodeURIComponent(body.name);
    response
      .writeHead(200, { "content-type": body.mimetype, "content-disposition": `attachment; filename="${name}"` })
      .end(body.content);
  }
}

const jsonOf = (body: Buffer): JsonObject | undefined => {
  const parsed = parseJson(body.toString());
  return isObject(parsed) ? parsed : undefined;
};

const send = (response: ServerResponse, status: number, body: JsonObject): void => {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
};
