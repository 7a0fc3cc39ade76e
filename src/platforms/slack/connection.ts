import type { Logger } from "@slack/bolt";
import { LogLevel } from "@slack/bolt";
import { type FetchFunction, WebAPIPlatformError, WebClient, type WebClientOptions } from "@slack/web-api";
import type { PortError } from "../../chat/port.ts";
import type { Clock } from "../../core/clock.ts";
import { givenUp, orGivenUp } from "../../core/giving-up.ts";
import type { Log } from "../../core/log.ts";
import { classify } from "./errors.ts";

export interface ConnectionOptions {
  readonly botToken: string;
  /** `…/api/` of a Slack-compatible server; Slack itself when absent. */
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds that a call may take, of which forms get a quarter; 10,000 when absent. The SDK waits for ever. */
  readonly patience?: number;
}

const PATIENCE = 10_000;

/** Who the bot is in the one workspace its token belongs to. */
export interface Self {
  readonly team: string;
  readonly user: string;
  readonly bot: string;
}

/**
 * The ways to Slack. Two clients, because one 429 makes a client hold back everything else it has to send: what a
 * person waits for (forms) never queues behind posts. Neither repeats by itself: a repeated post is a second message.
 */
export class Connection {
  readonly clock: Clock;
  readonly log: Log;
  readonly botToken: string;
  readonly apiUrl: string | undefined;
  /** Forms open within 3 seconds or never. */
  readonly quick: WebClient;
  readonly posts: WebClient;
  #self: Self | undefined;
  #deadToken: PortError | undefined;

  constructor({ botToken, apiUrl, clock, log, patience = PATIENCE }: ConnectionOptions) {
    this.clock = clock;
    this.log = log;
    this.botToken = botToken;
    this.apiUrl = apiUrl;
    const common = {
      ...this.clientOptions,
      fetch: cutWhenGivenUp,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      // What waits in the SDK's queue would go out for whoever was served before it.
      maxRequestConcurrency: Number.POSITIVE_INFINITY,
    };
    this.quick = new WebClient(botToken, { ...common, timeout: patience / 4 });
    this.posts = new WebClient(botToken, { ...common, timeout: patience });
  }

  /** No `headers` among them: they would replace the token's. */
  get clientOptions(): WebClientOptions {
    return { logger: loggerFor(this.log), ...(this.apiUrl !== undefined && { slackApiUrl: this.apiUrl }) };
  }

  /** Asks Slack who we are. @throws PortError with the remedy for a wrong token. */
  async meet(): Promise<Self> {
    const { team_id: team, user_id: user, bot_id: bot } = await this.call("Signing in", () => this.posts.auth.test());
    this.#self = { team: team ?? "", user: user ?? "", bot: bot ?? "" };
    return this.#self;
  }

  get self(): Self {
    if (!this.#self) throw new TypeError("The Slack port has not been started.");
    return this.#self;
  }

  /** Whether that is the workspace; no until the port has been started. */
  isOf(team: string): boolean {
    return this.#self?.team === team;
  }

  /** Makes a call and remembers whether the token still works. @throws PortError */
  async call<T>(doing: string, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#deadToken = undefined;
      return result;
    } catch (error) {
      const failure = classify(error, doing);
      if (failure.ofApp) this.#deadToken = failure;
      else if (failure.cause instanceof WebAPIPlatformError) this.#deadToken = undefined;
      if (failure.remedy) this.log.error({ failure: failure.message, remedy: failure.remedy }, "Slack refused");
      throw failure;
    }
  }

  /** Why nothing can be sent at the moment. */
  get deadToken(): PortError | undefined {
    return this.#deadToken;
  }
}

const cutWhenGivenUp: FetchFunction = (url, { signal, ...asked } = {}) => {
  const cut = signal ? orGivenUp(signal) : givenUp();
  return fetch(url, { ...asked, ...(cut && { signal: cut }) });
};

/** Bolt's log lines in ours. Its debug lines hold whole payloads, so they are never written. */
export const loggerFor = (log: Log): Logger => {
  const line = (parts: readonly unknown[]) => parts.map(String).join(" ");
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug({ from: "bolt" }, line(parts)),
    warn: (...parts: unknown[]) => log.warn({ from: "bolt" }, line(parts)),
    error: (...parts: unknown[]) => log.error({ from: "bolt" }, line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
};
