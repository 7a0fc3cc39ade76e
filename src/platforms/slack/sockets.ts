import { type App, SocketModeReceiver } from "@slack/bolt";
import { PortError } from "../../chat/port.ts";
import { elapsed } from "../../core/clock.ts";
import { TurnedAway } from "../../core/door.ts";
import type { Log } from "../../core/log.ts";
import { inTime } from "../../core/time-limit.ts";
import { loggerFor } from "./connection.ts";
import { classify, isUnapproved } from "./errors.ts";

interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
}

/** In Bolt's context: asks whether the line that brought a delivery still stands; another need not take its answer. */
const SAME_LINE = "rapportSameLine";
export const isSameLine = (context: Readonly<Record<string, unknown>>): boolean => {
  const ask = context[SAME_LINE];
  return typeof ask !== "function" || ask() === true;
};

/** Pings go out every third of it; a dead line is noticed after four unanswered ones. */
const PING_TIMEOUT = 2000;
/** From asking for an address to Slack's "hello". */
const CONNECT_TIMEOUT = 10_000;
const LONGEST_PAUSE = 30_000;
const SHORT_LIFE = 1000;

/**
 * One Socket Mode connection, kept open. Bolt's own reconnect is off: it waits 2–5 seconds while nobody hears the
 * people, and rejects promises that nobody holds when it fails or is stopped meanwhile, which ends the process.
 */
class SteadySocket {
  readonly #receiver: SocketModeReceiver;
  readonly #log: Log;
  #stopped = false;
  #connected = false;
  #line = 0;
  #problem: PortError | undefined;
  #wake: () => void = () => undefined;
  #lost: () => void = () => undefined;
  #keeping: Promise<void> | undefined;

  constructor(app: App, { appToken, apiUrl, log }: SocketOptions) {
    this.#log = log;
    this.#receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: PING_TIMEOUT,
      logger: loggerFor(log),
      // What is left to come again is no error.
      processEventErrorHandler: async ({ error }) => {
        if (!(error instanceof TurnedAway)) log.error({ err: error }, "Bolt could not handle a delivery");
        return false;
      },
      customPropertiesExtractor: () => ({ [SAME_LINE]: this.#sameLine() }),
      installerOptions: {
        clientOptions: {
          retryConfig: { retries: 0 },
          timeout: CONNECT_TIMEOUT,
          ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
        },
      },
    });
    this.#receiver.init(app);
    this.#receiver.client.on("disconnected", () => {
      this.#connected = false;
      this.#line += 1;
      this.#lost();
    });
  }

  #sameLine(): () => boolean {
    const line = this.#line;
    return () => line === this.#line;
  }

  get connected(): boolean {
    return this.#connected;
  }

  get problem(): PortError | undefined {
    return this.#problem;
  }

  /** Resolves when it is connected for the first time. @throws PortError when it cannot be. */
  async start(): Promise<void> {
    const { lost } = await this.#connect();
    this.#keeping = this.#keep(lost);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#receiver.stop();
    this.#lost();
    await this.#keeping;
  }

  /** Connects; `lost` resolves when the connection is lost again. */
  async #connect(): Promise<{ lost: Promise<void> }> {
    const lost = new Promise<void>((resolve) => {
      this.#lost = resolve;
    });
    try {
      await inTime(CONNECT_TIMEOUT, this.#receiver.start(), () => new Error("Slack did not say hello in time"));
      this.#connected = true;
      this.#problem = undefined;
      // Stopped while connecting: the line that opened all the same is closed.
      if (this.#stopped) await this.#receiver.stop();
      return { lost };
    } catch (error) {
      // Half a line may still open when nobody waits for it any more.
      await this.#receiver.stop();
      this.#problem = problemOf(error);
      throw this.#problem;
    }
  }

  /** At once after a first loss, then with growing pauses: a line that breaks soon after "hello" counts as a failure. */
  async #keep(first: Promise<void>): Promise<void> {
    let lost = first;
    let failures = 0;
    for (;;) {
      const since = elapsed();
      await lost;
      if (this.#stopped) return;
      failures = elapsed() - since < SHORT_LIFE ? failures + 1 : 0;
      await this.#pause(failures < 2 ? 0 : Math.min(LONGEST_PAUSE, 250 * 2 ** failures));
      if (this.#stopped) return;
      try {
        ({ lost } = await this.#connect());
      } catch (error) {
        lost = Promise.resolve();
        const { remedy } = problemOf(error);
        this.#log.warn({ err: error, remedy, failures }, "Socket Mode: connecting failed, trying again");
      }
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const APP_TOKEN = {
  en: "The app-level token is wrong: copy it (xapp-…, with the scope connections:write) from Basic Information at api.slack.com/apps into SLACK_APP_TOKEN.",
  zh: "App-Level Token 不对：请从 api.slack.com/apps 的 Basic Information 复制（xapp-…，权限 connections:write），填到 SLACK_APP_TOKEN。",
};

/** The client rejects with nothing when the line breaks before "hello". Here a wrong token is the app's, not the bot's. */
const problemOf = (error: unknown): PortError => {
  const problem = classify(error ?? new Error("the line broke before Slack said hello"), "Connecting by Socket Mode");
  if (!problem.ofApp || isUnapproved(problem)) return problem;
  return new PortError(problem.failure, problem.message, { ofApp: true, remedy: APP_TOKEN, cause: problem.cause });
};

const HOW_MANY = 2;

/** Two connections, so that one hears the people while the other is refreshed by Slack. */
export class Sockets {
  readonly #sockets: readonly SteadySocket[];

  constructor(app: App, options: SocketOptions) {
    this.#sockets = Array.from({ length: HOW_MANY }, () => new SteadySocket(app, options));
  }

  /** @throws PortError with the remedy when the app token is wrong or Slack cannot be reached. */
  async start(): Promise<void> {
    const started = await Promise.allSettled(this.#sockets.map((socket) => socket.start()));
    const failed = started.find((one) => one.status === "rejected");
    if (!failed) return;
    await this.stop();
    throw failed.reason;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.stop()));
  }

  get connected(): number {
    return this.#sockets.filter(({ connected }) => connected).length;
  }

  get problem(): PortError | undefined {
    return this.#sockets.find(({ problem }) => problem)?.problem;
  }
}

/** Bolt wants a receiver of its own; ours hand it deliveries themselves. */
export const noReceiver = { init: () => undefined, start: () => Promise.resolve(), stop: () => Promise.resolve() };
