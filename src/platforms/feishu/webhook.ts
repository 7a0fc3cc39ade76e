import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import { within } from "../../core/time-limit.ts";
import type { Dispatcher, Via } from "./dispatcher.ts";

export interface WebhookOptions {
  readonly appId: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly dispatcher: Dispatcher;
  /** Real time, whatever day the company's clock plays: Feishu signs with it. */
  readonly wireClock: Clock;
  readonly log: Log;
}

const MOST_BYTES = 1024 * 1024;
const MOST_SECONDS_APART = 300;
/** Feishu waits 3 seconds; whatever has no answer by then gets an empty one. */
const DEADLINE = 2900;

class TooLarge extends Error {}
/** Why a request is not looked at any further. */
class BadRequest extends Error {
  readonly status: 400 | 401;
  constructor(status: 400 | 401) {
    super(`A request was refused with ${status}`);
    this.status = status;
  }
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Takes the events and callbacks that Feishu pushes. The SDK's own receiver ends the process at a body that cannot be
 * decrypted, looks neither at the verification token nor at the age of a request, and answers a wrong signature with 200,
 * which loses the event; so this one stands in its place and hands the deliveries to the SDK's dispatcher.
 */
export class Webhook {
  readonly #options: WebhookOptions;
  #open = false;

  constructor(options: WebhookOptions) {
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
      await this.#take(request, await readBody(request), response);
    } catch (error) {
      if (error instanceof TooLarge) return end(response, 413);
      if (error instanceof BadRequest) return end(response, error.status);
      this.#options.log.error({ err: error }, "A request of Feishu could not be handled");
      end(response, this.#open ? 500 : 503);
    }
  }

  async #take(request: IncomingMessage, raw: Buffer, response: ServerResponse): Promise<void> {
    const outer = parse(raw.toString());
    const isEncrypted = typeof outer.encrypt === "string";
    const body = isEncrypted ? parse(decrypt(String(outer.encrypt), this.#options.encryptKey)) : outer;
    // The check of the address may come unsigned, and in clear; its token is what tells that Feishu asks.
    if (body.type === "url_verification") {
      if (!this.#isToken(body.token)) throw new BadRequest(401);
      return end(response, 200, { challenge: body.challenge });
    }
    if (!isEncrypted || !this.#isSigned(request, raw) || !this.#isForUs(body)) throw new BadRequest(401);
    const via = viaOf(response);
    const answer = await within(DEADLINE, this.#options.dispatcher.take(body, via), {});
    end(response, 200, answer);
  }

  #isForUs({ header }: Body): boolean {
    if (typeof header !== "object" || header === null) return false;
    return Reflect.get(header, "app_id") === this.#options.appId && this.#isToken(Reflect.get(header, "token"));
  }

  #isToken(token: unknown): boolean {
    return typeof token === "string" && same(token, this.#options.verificationToken);
  }

  /** Over the bytes as they came, compared in constant time; stamps off by five minutes either way are refused. */
  #isSigned({ headers }: IncomingMessage, raw: Buffer): boolean {
    const stamp = headers["x-lark-request-timestamp"];
    const nonce = headers["x-lark-request-nonce"];
    const signature = headers["x-lark-signature"];
    if (typeof stamp !== "string" || typeof nonce !== "string" || typeof signature !== "string") return false;
    const now = this.#options.wireClock.now().getTime() / 1000;
    if (!/^\d{1,12}$/.test(stamp) || Math.abs(now - Number(stamp)) > MOST_SECONDS_APART) return false;
    const signed = createHash("sha256").update(`${stamp}${nonce}${this.#options.encryptKey}`).update(raw);
    return same(signature, signed.digest("hex"));
  }
}

const same = (given: string, expected: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** AES-256-CBC, the vector before the text. @throws BadRequest */
const decrypt = (encrypted: string, key: string): string => {
  try {
    const bytes = Buffer.from(encrypted, "base64");
    const hashed = createHash("sha256").update(key).digest();
    const decipher = createDecipheriv("aes-256-cbc", hashed, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString();
  } catch {
    throw new BadRequest(400);
  }
};

/** @throws BadRequest for anything but a JSON object. */
const parse = (text: string): Body => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new BadRequest(400);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new BadRequest(400);
  return Object.fromEntries(Object.entries(body));
};

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

const viaOf = (response: ServerResponse): Via => {
  const over = new Promise<boolean>((resolve) => {
    response.once("finish", () => resolve(true));
    response.once("close", () => resolve(response.writableFinished));
  });
  return { answered: () => over };
};

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
