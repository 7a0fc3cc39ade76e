import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "./log.ts";

const MOST_BYTES = 1024 * 1024;

/** 503: not now, but to be sent again. */
type Refusal = 400 | 401 | 413 | 503;

/** Why a request is not looked at any further, or not acknowledged. */
export class TurnedAway extends Error {
  readonly status: Refusal;
  constructor(status: Refusal) {
    super(`A request was refused with ${status}`);
    this.status = status;
  }
}

/** Where a platform pushes what happens: open or closed, for POST alone, with bodies of a megabyte at most. */
export abstract class Door {
  readonly #platform: string;
  readonly #log: Log;
  #open = false;

  constructor(platform: string, log: Log) {
    this.#platform = platform;
    this.#log = log;
  }

  /** Looks at a request whose body has arrived, and answers it. @throws TurnedAway */
  protected abstract take(request: IncomingMessage, raw: Buffer, response: ServerResponse): Promise<void>;

  open(): void {
    this.#open = true;
  }
  close(): void {
    this.#open = false;
  }
  get isOpen(): boolean {
    return this.#open;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#open) return reply(response, 503);
    if (request.method !== "POST") return reply(response, 405);
    try {
      const raw = await bodyOf(request).catch((error: unknown) => {
        // Whoever broke off while sending waits for no answer.
        throw request.complete || error instanceof TurnedAway ? error : new TurnedAway(400);
      });
      await this.take(request, raw, response);
    } catch (error) {
      if (error instanceof TurnedAway) return reply(response, error.status);
      this.#log.error({ err: error }, `A request of ${this.#platform} could not be handled`);
      reply(response, this.#open ? 500 : 503);
    }
  }
}

/** @throws TurnedAway for one that is too large, before all of it is here. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) throw new TurnedAway(413);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new TurnedAway(413);
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/** Answers with JSON, unless it has been answered or given up. */
export const reply = (response: ServerResponse, status: number, body?: unknown): void => {
  if (response.headersSent || response.destroyed) return;
  // A body that was not read to its end must not be taken for the next request.
  const closing = status === 413 ? { connection: "close" } : {};
  if (body === undefined) response.writeHead(status, closing).end();
  else
    response
      .writeHead(status, { ...closing, "content-type": "application/json; charset=utf-8" })
      .end(JSON.stringify(body));
};
