import { PortError } from "../../chat/port.ts";
import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import { classify, codeOf, type Refused, STALE_TOKEN } from "./errors.ts";
import { newHttp } from "./http.ts";
import { Pace } from "./pace.ts";
import { quietLogger } from "./quiet-logger.ts";
import { Client, DefaultCache, LoggerLevel } from "./sdk.ts";

export interface ApiOptions {
  /** cli_ and 16 hex digits. */
  readonly appId: string;
  readonly appSecret: string;
  /** Without a slash at its end: with one the SDK asks for `//open-apis`. */
  readonly domain: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds that a call may take; 10,000 when absent. */
  readonly patience?: number;
}

const FEISHU = "https://open.feishu.cn";

/** Where Feishu is, or the server that is asked in its place; without a slash at the end. */
export const addressOf = (domain: string | undefined): string => (domain ?? FEISHU).replace(/\/+$/, "");

/** What every answer of the API has around its data. */
interface Envelope<T> {
  readonly code?: number | undefined;
  readonly msg?: string | undefined;
  readonly data?: T | undefined;
}
/** What `request` of the SDK takes, for what it has no method for. */
export interface Asked {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly data?: object;
  /** The bot does without: whoever asks tells of a refusal, and it is no fault. */
  readonly optional?: boolean;
}

/** The way to Feishu's API: every call goes through `call`, which tells failures apart and keeps to the limits. */
export class Api {
  readonly appId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly client: Client;
  readonly pace: Pace;
  readonly #cache: ForgetfulCache;
  #dead: PortError | undefined;

  constructor({ appId, appSecret, domain, clock, log, patience }: ApiOptions) {
    this.appId = appId;
    this.clock = clock;
    this.log = log;
    this.pace = new Pace();
    // The process-wide cache knows apps by id alone: two servers would share their tokens.
    this.#cache = new ForgetfulCache();
    this.client = new Client({
      appId,
      appSecret,
      domain,
      cache: this.#cache,
      httpInstance: newHttp({ patience }),
      // Its errors are thrown as well: whoever asked tells of them, and knows which are none.
      logger: { ...quietLogger(log), error: () => undefined },
      loggerLevel: LoggerLevel.warn,
    });
  }

  /**
   * Makes a call. The SDK resolves for a refusal that came with HTTP 200 and never renews a token that was revoked: both
   * are made good here. @param how `optional`: the bot does without, and a refusal is no fault. @throws PortError
   */
  async call<T>(
    doing: string,
    work: (client: Client) => Promise<Envelope<T> | null>,
    how: { readonly optional?: boolean } = {},
  ): Promise<T | undefined> {
    try {
      const data = await this.#once(doing, work);
      this.#dead = undefined;
      return data;
    } catch (error) {
      if (!STALE_TOKEN.has(codeOf(error) ?? 0)) throw this.#remember(error, how);
    }
    this.#cache.forget();
    try {
      const data = await this.#once(doing, work);
      this.#dead = undefined;
      return data;
    } catch (error) {
      throw this.#remember(error, how);
    }
  }

  /** A call that the SDK has no method for. @throws PortError */
  request<T>(doing: string, { optional = false, ...asked }: Asked): Promise<T | undefined> {
    const work = (client: Client) => client.request<Envelope<T>>({ ...asked, params: { ...asked.params } });
    return this.call<T>(doing, work, { optional });
  }

  /** Why nothing can be sent at the moment. */
  get dead(): PortError | undefined {
    return this.#dead;
  }

  async #once<T>(doing: string, work: (client: Client) => Promise<Envelope<T> | null>): Promise<T | undefined> {
    let answer: Envelope<T> | null;
    try {
      answer = await work(this.client);
    } catch (error) {
      throw error instanceof PortError ? error : classify(refusedOf(error), doing);
    }
    const code = answer?.code ?? 0;
    if (code === 0) return answer?.data;
    const said = { ...NOTHING_SAID, code, status: 200, msg: answer?.msg ?? "" };
    throw classify(said, doing);
  }

  #remember(error: unknown, { optional }: { readonly optional?: boolean }): unknown {
    if (!(error instanceof PortError)) return error;
    if (error.ofApp) this.#dead = error;
    else if (codeOf(error) !== undefined) this.#dead = undefined;
    if (error.remedy && !optional) this.log.error({ failure: error.message, remedy: error.remedy }, "Feishu refused");
    return error;
  }
}

/** A cache whose token can be given up before its time. */
class ForgetfulCache extends DefaultCache {
  forget(): void {
    this.values.clear();
  }
}

const NOTHING_SAID: Refused = {
  code: undefined,
  status: undefined,
  msg: "",
  reset: undefined,
  broken: undefined,
};

/** What matters of an error of the SDK or its HTTP client; the rest of it holds the bearer token and what was sent. */
export const refusedOf = (error: unknown): Refused => {
  const message = error instanceof Error ? error.message : String(error);
  const response = read(error, "response");
  if (response === undefined) {
    const token = /code: (\d+), msg: (.*)$/.exec(message);
    if (token) return { ...NOTHING_SAID, code: Number(token[1]), msg: token[2] ?? "" };
    const broken = read(error, "code");
    return { ...NOTHING_SAID, msg: message, broken: typeof broken === "string" ? broken : undefined };
  }
  const body = read(response, "data");
  const status = Number(read(response, "status"));
  const code = Number(read(body, "code"));
  const reset = Number(read(read(response, "headers"), "x-ogw-ratelimit-reset"));
  return {
    ...NOTHING_SAID,
    status,
    code: Number.isInteger(code) && code !== 0 ? code : undefined,
    msg: String(read(body, "msg") ?? message).slice(0, 500),
    reset: Number.isFinite(reset) && reset > 0 ? reset : undefined,
  };
};

const read = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
