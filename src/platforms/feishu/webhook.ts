import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import { Door, reply, TurnedAway } from "../../core/door.ts";
import type { Log } from "../../core/log.ts";
import { inTime } from "../../core/time-limit.ts";
import { type Dispatcher, onItsWay, type Via } from "./dispatcher.ts";

export interface WebhookOptions {
  readonly appId: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly dispatcher: Dispatcher;
  /** Real time, whatever day the company's clock plays: Feishu signs with it. */
  readonly wireClock: Clock;
  readonly log: Log;
  /** Milliseconds; Feishu waits 3 seconds. */
  readonly deadline: number;
}

const MOST_SECONDS_APART = 300;
type Body = Readonly<Record<string, unknown>>;

/**
 * Takes the events and callbacks that Feishu pushes. The SDK's own receiver ends the process at a body that cannot be
 * decrypted, looks neither at the verification token nor at the age of a request, and answers a wrong signature with 200,
 * which loses the event; so this one stands in its place and hands the deliveries to the SDK's dispatcher.
 */
export class Webhook extends Door {
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    super("Feishu", options.log);
    this.#options = options;
  }

  protected async take(request: IncomingMessage, raw: Buffer, response: ServerResponse): Promise<void> {
    const isSigned = this.#isSigned(request, raw);
    // Whoever signs wrongly learns nothing of what can be decrypted.
    if ("x-lark-signature" in request.headers && !isSigned) throw new TurnedAway(401);
    const outer = parse(raw.toString());
    const isEncrypted = typeof outer.encrypt === "string";
    const body = isEncrypted ? parse(decrypt(String(outer.encrypt), this.#options.encryptKey)) : outer;
    // The check of the address may come unsigned, and in clear; its token is what tells that Feishu asks.
    if (body.type === "url_verification") {
      if (!this.#isToken(body.token)) throw new TurnedAway(401);
      return reply(response, 200, { challenge: body.challenge });
    }
    if (!isEncrypted || !isSigned || !this.#isForUs(body)) throw new TurnedAway(401);
    const via = viaOf(response);
    const { dispatcher, deadline } = this.#options;
    const tooLate = () => new TurnedAway(503);
    reply(response, 200, await inTime(deadline, dispatcher.take(body, via), tooLate));
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

/** AES-256-CBC, the vector before the text. @throws TurnedAway */
const decrypt = (encrypted: string, key: string): string => {
  try {
    const bytes = Buffer.from(encrypted, "base64");
    const hashed = createHash("sha256").update(key).digest();
    const decipher = createDecipheriv("aes-256-cbc", hashed, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString();
  } catch {
    throw new TurnedAway(400);
  }
};

/** @throws TurnedAway for anything but a JSON object. */
const parse = (text: string): Body => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new TurnedAway(400);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new TurnedAway(400);
  return Object.fromEntries(Object.entries(body));
};

const viaOf = (response: ServerResponse): Via => {
  const over = new Promise<boolean>((resolve) => {
    response.once("finish", () => resolve(true));
    response.once("close", () => resolve(response.writableFinished));
  });
  const answered = async (): Promise<boolean> => {
    const isHandedOver = await over;
    if (isHandedOver) await onItsWay();
    return isHandedOver;
  };
  return { answered };
};
