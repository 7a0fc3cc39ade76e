import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "node:querystring";
import type { App } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import { Door, reply, TurnedAway } from "../../core/door.ts";
import type { Log } from "../../core/log.ts";

interface HttpOptions {
  readonly app: App;
  readonly signingSecret: string;
  /** Real time, whatever day the company's clock plays: Slack signs with it. */
  readonly wireClock: Clock;
  readonly log: Log;
}

const MOST_SECONDS_APART = 300;

/**
 * Takes Slack's signed requests. Bolt's own receiver accepts stamps from the future and refuses a content type that
 * names its charset, so this one stands in its place and hands the deliveries to the same App.
 */
export class SignedHttp extends Door {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    super("Slack", options.log);
    this.#options = options;
  }

  protected async take(request: IncomingMessage, raw: Buffer, response: ServerResponse): Promise<void> {
    const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    const isForm = type === "application/x-www-form-urlencoded";
    // Slack checks the certificate with an unsigned request; nothing else in it is looked at.
    if (isForm && parse(raw.toString()).ssl_check === "1") return reply(response, 200);
    if (!this.#isSigned(request, raw)) throw new TurnedAway(401);
    const body = isForm ? formBody(raw) : jsonBody(raw);
    if (!body) throw new TurnedAway(400);
    if (body.type === "url_verification") return reply(response, 200, { challenge: body.challenge });
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
    if (!response.headersSent) reply(response, this.isOpen ? 200 : 503);
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
    else reply(response, 200, answer);
  });
