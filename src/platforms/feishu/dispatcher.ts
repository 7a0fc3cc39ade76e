import { setTimeout } from "node:timers/promises";
import type { Log } from "../../core/log.ts";
import { quietLogger } from "./quiet-logger.ts";
import { EventDispatcher, LoggerLevel } from "./sdk.ts";

/** The way a delivery came by, for as long as it waits for its answer. */
export interface Via {
  /** Resolves when the answer is on its way; false when whoever brought the delivery no longer takes it. */
  answered(): Promise<boolean>;
}

/**
 * Milliseconds after which Feishu has surely taken an answer that was handed over, if its connection still stands. A guess:
 * no answer is acknowledged. On the long connection a frame goes back as it came (see `handleEventData` of the SDK's
 * WSClient), and the SDK keeps to itself whether its socket took one (`sendMessage` only logs); over HTTP it is known when
 * the system has the bytes, and a change that follows goes on another connection, which may be quicker. One way there and
 * back is tens of milliseconds in China. Too short, an answer on a connection that breaks is lost, and what follows it may
 * come before it; too long, what follows it comes that much later.
 */
const ON_ITS_WAY = 120;
export const onItsWay = (): Promise<void> => setTimeout(ON_ITS_WAY);

const VIA = Symbol("via");

export type Handler = (data: unknown, via: Via) => Promise<object>;

/** The SDK's dispatcher. It lays header and event into one object; beside them it is told here by which way that came. */
export class Dispatcher extends EventDispatcher {
  /** Of what comes over the long connection: the SDK hands it in by itself. */
  readonly #line: () => Via;

  constructor(line: () => Via, log: Log) {
    super({ logger: quietLogger(log), loggerLevel: LoggerLevel.fatal });
    this.#line = line;
  }

  on(handlers: Readonly<Record<string, Handler>>): void {
    const registered = Object.entries(handlers).map(([type, handle]) => [type, withVia(handle)] as const);
    this.register<Record<string, (data: unknown) => Promise<object>>>(Object.fromEntries(registered));
  }

  /** What the handler answers; `{}` for what nobody listens to, as Feishu takes no text for an answer. */
  override async invoke(data: object, params?: { needCheck?: boolean }): Promise<object> {
    const answer: unknown = await super.invoke({ [VIA]: this.#line(), ...data }, params);
    return typeof answer === "object" && answer !== null ? answer : {};
  }

  /** Takes a delivery that came by another way, already looked through. */
  take(data: object, via: Via): Promise<object> {
    return this.invoke({ ...data, [VIA]: via }, { needCheck: false });
  }
}

const withVia = (handle: Handler) => (data: unknown) => {
  const via = typeof data === "object" && data !== null ? Reflect.get(data, VIA) : undefined;
  if (!isVia(via)) throw new TypeError("A delivery came by no way.");
  return handle(data, via);
};
const isVia = (via: unknown): via is Via => typeof via === "object" && via !== null && "answered" in via;
