import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "../../core/log.ts";
import { readArguments, readBody, readUpload } from "../http-body.ts";
import type { JsonObject } from "../json.ts";
import { closed, listening } from "../listening.ts";
import type { ApiFault } from "./contract.ts";
import type { FaultBoard } from "./faults.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Sockets } from "./sockets.ts";
import type { Workspace } from "./state.ts";
import { type ApiAnswer, tooMany, type WebApi } from "./web-api/index.ts";

export interface Served {
  readonly space: Workspace;
  readonly api: WebApi;
  readonly faults: FaultBoard;
  readonly sockets: Sockets;
  readonly responseUrls: ResponseUrls;
  readonly upload: (id: string, content: Buffer) => boolean;
  readonly log: Log | undefined;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the fault makes of the call instead of performing it, if it does. */
const refusalOf = (fault: ApiFault): ApiAnswer | undefined => {
  if (fault.do === "rate_limit") return tooMany(fault.retryAfter);
  if (fault.do === "http_error") return { status: fault.status, headers: {}, body: {} };
  if (fault.do === "error") return { status: 200, headers: {}, body: { ok: false, error: fault.error } };
  return undefined;
};

/** The HTTP side: Web API, response URLs, uploads and downloads, and the way into Socket Mode. */
export class SlackServer {
  readonly #served: Served;
  readonly #server: Server;

  constructor(served: Served) {
    this.#served = served;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => this.#broken(error, response));
    });
    this.#server.on("upgrade", (request, stream, head) => served.sockets.upgrade(request, stream, head));
  }

  /** Resolves with the origin, `http://127.0.0.1:PORT`. @throws when the port is taken. */
  listen(host: string, port: number): Promise<string> {
    return listening(this.#server, host, port);
  }

  async close(): Promise<void> {
    await this.#served.sockets.stop();
    await closed(this.#server);
  }

  #broken(error: unknown, response: ServerResponse): void {
    this.#served.log?.error({ err: error }, "the Slack sandbox could not answer");
    if (response.headersSent) response.destroy();
    else send(response, 500, { ok: false, error: "internal_error" });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, area = "", ...rest] = new URL(request.url ?? "/", "http://sandbox").pathname.split("/");
    const last = rest.at(-1) ?? "";
    if (area === "files-pri") return this.#download(request, response, rest[0] ?? "");
    if (area === "signin")
      return void response
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end("<h1>Sign in to Slack</h1>");
    if (request.method !== "POST" && area !== "api") return send(response, 404, { ok: false, error: "not_found" });
    const body = await readBody(request);
    if (area === "api") return this.#call(last, { request, body }, response);
    if (area === "response") {
      const { status, body: said } = this.#served.responseUrls.use(last, readArguments(request, body));
      return send(response, status, said);
    }
    if (area === "upload") return this.#take(last, { request, body }, response);
    send(response, 404, { ok: false, error: "not_found" });
  }

  async #call(
    method: string,
    { request, body }: { request: IncomingMessage; body: Buffer },
    response: ServerResponse,
  ): Promise<void> {
    const faults = this.#served.faults.forCall(method);
    for (const fault of faults) if (fault.do === "delay") await pause(fault.ms);
    if (faults.some((fault) => fault.do === "lose_request")) return void response.destroy();
    const raw = readArguments(request, body);
    const refusal = faults.map(refusalOf).find((answer) => answer !== undefined);
    const answer = this.#served.api.call(method, { token: tokenOf(request, raw), raw, refusal });
    if (faults.some((fault) => fault.do === "lose_response")) return void response.destroy();
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    send(response, answer.status, answer.body);
  }

  /** The bytes of a file that was announced. */
  #take(id: string, { request, body }: { request: IncomingMessage; body: Buffer }, response: ServerResponse): void {
    const [fault] = this.#served.faults.forCall("upload");
    if (fault) return void struck(fault, response);
    const bytes = readUpload(request, body);
    if (this.#served.upload(id, bytes))
      response.writeHead(200, { "content-type": "text/plain" }).end(`OK - ${bytes.length}`);
    else send(response, 404, { ok: false, error: "not_found" });
  }

  #download(request: IncomingMessage, response: ServerResponse, id: string): void {
    const { space, faults } = this.#served;
    const file = space.files.get(id);
    const token = tokenOf(request, {});
    const lets =
      token === space.app.botToken && !space.revokedTokens.has(token) && space.app.scopes.includes("files:read");
    const [fault] = faults.forCall("download");
    if (fault) struck(fault, response);
    // Slack says no word about it: it shows its page to sign in.
    else if (!lets) response.writeHead(302, { location: "/signin" }).end();
    else if (!file) send(response, 404, { ok: false, error: "file_not_found" });
    else
      response.writeHead(200, { "content-type": file.mimetype, "content-disposition": "attachment" }).end(file.content);
  }
}

/** What becomes of bytes on their way. */
const struck = (fault: ApiFault, response: ServerResponse): unknown =>
  fault.do === "http_error" ? response.writeHead(fault.status).end() : response.destroy();

/** The header wins; forms may carry the token in the body. */
const tokenOf = (request: IncomingMessage, raw: JsonObject): string | undefined => {
  const header = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
  return header ?? (typeof raw.token === "string" && raw.token !== "" ? raw.token : undefined);
};

const send = (response: ServerResponse, status: number, body: JsonObject): void => {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
};
