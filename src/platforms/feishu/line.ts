import { PortError } from "../../chat/port.ts";
import { elapsed } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import { inTime } from "../../core/time-limit.ts";
import { refusedOf } from "./api.ts";
import { type Dispatcher, onItsWay, type Via } from "./dispatcher.ts";
import { classify } from "./errors.ts";
import { handshakes } from "./handshakes.ts";
import { newHttp } from "./http.ts";
import { quietLogger } from "./quiet-logger.ts";
import { LoggerLevel, WSClient } from "./sdk.ts";

export interface LineOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: string;
  readonly log: Log;
}

/** Milliseconds from asking for an address to an open connection. */
const CONNECT_TIMEOUT = 12_000;
const HANDSHAKE_TIMEOUT = 8000;
/** Seconds; without such a limit a connection that is only half there is never noticed. */
const PONG_TIMEOUT = 5;
const LONGEST_PAUSE = 30_000;
/** Milliseconds within which a loss counts as one more failure. */
const SHORT_LIFE = 30_000;
/** As the SDK wants it; with another it says so in the log, resolves, and never connects. */
const APP_ID = /^cli_[0-9a-fA-F]{16}$/;

/**
 * The long connection, kept open. The SDK's own reconnecting waits up to half a minute while nobody hears the people, and
 * gives up for good at answers such as "system busy"; here each connection is a client of its own, and a lost one is
 * followed by the next, whatever the reason.
 */
export class Line {
  readonly #options: LineOptions;
  #dispatcher: Dispatcher | undefined;
  #client: WSClient | undefined;
  #stopped = false;
  #connected = false;
  #count = 0;
  #problem: PortError | undefined;
  #wake: () => void = () => undefined;
  #lost: () => void = () => undefined;
  #keeping: Promise<void> | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connected;
  }
  get problem(): PortError | undefined {
    return this.#problem;
  }

  /** For a delivery that arrives now: its answer goes back on the connection that brought it, or not at all. */
  via(): Via {
    const count = this.#count;
    return {
      answered: async () => {
        await onItsWay();
        return this.#connected && count === this.#count;
      },
    };
  }

  /** Resolves when it is connected for the first time. @throws PortError with the remedy when it cannot be. */
  async start(dispatcher: Dispatcher): Promise<void> {
    const { appId, log } = this.#options;
    if (!APP_ID.test(appId)) {
      const remedy = {
        en: "FEISHU_APP_ID is cli_ and 16 characters 0–9 a–f: copy it from Credentials in the developer console.",
        zh: "FEISHU_APP_ID 是 cli_ 加 16 位 0–9、a–f：请从开发者后台的“凭证与基础信息”复制。",
      };
      throw new PortError("forbidden", `Connecting: ${appId} is no app id`, { remedy });
    }
    this.#dispatcher = dispatcher;
    const { lost } = await this.#connect();
    log.info(
      "Connected to Feishu. It brings each event to one connection of the app, any: processes on the same database share them, a copy with another database takes them away.",
    );
    this.#keeping = this.#keep(lost);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    this.#close();
    this.#lost();
    await this.#keeping;
  }

  #close(): void {
    this.#connected = false;
    this.#client?.close({ force: true });
    this.#client = undefined;
  }

  /** Connects; `lost` resolves when the connection is lost again. @throws PortError */
  async #connect(): Promise<{ lost: Promise<void> }> {
    const lost = new Promise<void>((resolve) => {
      this.#lost = resolve;
    });
    try {
      const tooLate = () => new PortError("unavailable", "Connecting: Feishu opened no connection in time");
      await inTime(CONNECT_TIMEOUT, this.#open(), tooLate);
      this.#count += 1;
      this.#connected = true;
      this.#problem = undefined;
      if (this.#stopped) this.#close();
      return { lost };
    } catch (error) {
      this.#close();
      this.#problem = error instanceof PortError ? error : classify(refusedOf(error), "Connecting");
      throw this.#problem;
    }
  }

  /** Resolves when the connection is open; rejects as soon as it is known that it will not be. */
  #open(): Promise<void> {
    const { appId, appSecret, domain, log } = this.#options;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => reject(error);
      const client = new WSClient({
        appId,
        appSecret,
        domain,
        httpInstance: watched(fail),
        agent: handshakes(fail),
        logger: quietLogger(log),
        loggerLevel: LoggerLevel.fatal,
        handshakeTimeoutMs: HANDSHAKE_TIMEOUT,
        wsConfig: { pingTimeout: PONG_TIMEOUT },
        onReady: resolve,
        onError: fail,
        // Not within the call: the SDK has yet to set the timer that closing takes away.
        onReconnecting: () => queueMicrotask(() => this.#drop(client)),
      });
      takeCardFrames(client);
      this.#client = client;
      if (this.#dispatcher) client.start({ eventDispatcher: this.#dispatcher }).catch(fail);
    });
  }

  #drop(client: WSClient): void {
    if (this.#client !== client) return;
    this.#close();
    this.#lost();
  }

  /** At once after a first loss, then with growing pauses; a connection that breaks soon counts as a failure. */
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
        const remedy = this.#problem?.remedy;
        this.#options.log.warn({ err: error, remedy, failures }, "Long connection: connecting failed, trying again");
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

/** An HTTP client that tells when no address was given out: the SDK would only go on trying, or stop, without a word. */
const watched = (fail: (error: unknown) => void) =>
  newHttp({
    watch: {
      failed: fail,
      answered(body) {
        const [code, msg]: unknown[] = ["code", "msg"].map((key) => Reflect.get(Object(body), key));
        if (code !== 0) fail(new Error(`refused, code: ${String(code)}, msg: ${String(msg)}`));
      },
    },
  });

interface Frame {
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** The SDK drops frames of the type `card` unanswered, though some have seen callbacks come in them; they are events. */
const takeCardFrames = (client: WSClient): void => {
  const handle: unknown = Reflect.get(client, "handleEventData");
  if (typeof handle !== "function") throw new TypeError("The SDK handles its frames in another way now.");
  Reflect.set(client, "handleEventData", (frame: Frame) => handle.call(client, asEvent(frame)));
};

const asEvent = <F extends Frame>(frame: F): F => ({
  ...frame,
  headers: frame.headers.map((header) =>
    header.key === "type" && header.value === "card" ? { ...header, value: "event" } : header,
  ),
});
