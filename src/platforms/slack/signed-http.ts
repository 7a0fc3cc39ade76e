import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "node:querystring";
import type { App } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";

interface HttpOptions {
  readonly app: App;
  readonly signingSecret: string;
  /** Real time, whatever day the company's clock plays: Slack signs with it. */
  readonly wireClock: Clock;
  readonly log: Log;
}

const MOST_BYTES = 1024 * 1024;
const MOST_SECONDS_APART = 300;

class TooLarge extends Error {}

/**
 * Takes Slack's signed requests. Bolt's own receiver accepts stamps from the future and refuses a content type that
 * names its charset, so this one stands in its place and hands the deliveries to the same App.
 */
export class SignedHttp {
  readonly #options: HttpOptions;
  #open = false;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

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
    if (!this.#open) return end(response, 503);
    if (request.method !== "POST") return end(response, 405);
    try {
      const raw = await readBody(request);
      await this.#take(request, raw, response);
    } catch (error) {
      if (error instanceof TooLarge) return end(response, 413);
      this.#options.log.error({ err: error }, "A request of Slack could not be handled");
      end(response, 500);
    }
  }

  async #take(request: IncomingMessage, raw: Buffer, response: ServerResponse): Promise<void> {
    const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    const isForm = type === "application/x-www-form-urlencoded";
    // Slack checks the certificate with an unsigned request; nothing else in it is looked at.
    if (isForm && parse(raw.toString()).ssl_check === "1") return end(response, 200);
    if (!this.#isSigned(request, raw)) return end(response, 401);
    const body = isForm ? formBody(raw) : jsonBody(raw);
    if (!body) return end(response, 400);
    if (body.type === "url_verification") return end(response, 200, { challenge: body.challenge });
    await this.#hand(request, body, response);
  }

  async #hand(request: IncomingMessage, body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    const retryNum = Number(request.headers["x-slack-retry-num"]);
    const retryReason = request.headers["x-slack-retry-reason"];
    await this.#options.app.processEvent({
      body,
      ack: (answer: unknown) => acknowledge(response, answer),
      ...(Number.isInteger(retryNum) && { retryNum }),
      ...(typeof retryReason === "string" && { retryReason }),
    });
    if (!response.headersSent) end(response, this.#open ? 200 : 503);
  }

  /** HMAC over the bytes as they came, compared in constant time; stamps off by five minutes either way are refused. */
  #isSigned({ headers }: IncomingMessage, raw: Buffer): boolean {
    const stamp = headers["x-slack-request-timestamp"];
    const signature = headers["x-slack-signature"];
    if (typeof stamp !== "string" || typeof signature !== "string" || !/^\d{1,12}$/.test(stamp)) return false;
    const now = this.#options.wireClock.now().getTime() / 1000;
    if (Math.abs(now - Number(stamp)) > MOST_SECONDS_APART) return false;
    const ours = createHmac("sha256", this.#options.signingSecret).update(`v0:${stamp}:`).update(raw).digest("hex");
    const [expected, given] = [Buffer.from(`v0=${ours}`), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) throw new TooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const jsonBody = (raw: Buffer | string): Record<string, unknown> | undefined => {
  try {
    const body: unknown = JSON.parse(raw.toString());
    return isRecord(body) ? body : undefined;
  } catch {
    return undefined;
  }
};

/** Interactions come as JSON in `payload`, commands as plain fields. */
const formBody = (raw: Buffer): Record<string, unknown> | undefined => {
  const fields = parse(raw.toString());
  return typeof fields.payload === "string" ? jsonBody(fields.payload) : { ...fields };
};

/** Resolves when the answer is on its way; rejects when the request has been given up meanwhile. */
const acknowledge = (response: ServerResponse, answer: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    if (response.headersSent || response.destroyed)
      return reject(new Error("This request has been answered or given up."));
    response.once("close", () =>
      response.writableFinished ? resolve() : reject(new Error("The request was given up.")),
    );
    response.once("finish", resolve);
    if (typeof answer === "string") response.writeHead(200).end(answer);
    else end(response, 200, answer);
  });

const end = (response: ServerResponse, status: number, body?: unknown): void => {
  if (response.headersSent || response.destroyed) return;
  // A body that was not read to its end must not be taken for the next request.
  const closing = status === 413 ? { connection: "close" } : {};
  if (body === undefined) response.writeHead(status, closing).end();
  else
    response
      .writeHead(status, { ...closing, "content-type": "application/json; charset=utf-8" })
      .end(JSON.stringify(body));
};
