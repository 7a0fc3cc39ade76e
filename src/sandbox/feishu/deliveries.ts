import { isObject, type Json, type JsonObject, parseJson } from "../json.ts";
import { Waits } from "../waits.ts";
import type { DeliveryFault, DeliveryRecord } from "./contract.ts";
import type { FaultBoard } from "./faults.ts";
import type { Line } from "./line.ts";
import { push, type Seal } from "./push.ts";
import type { Tenant } from "./state.ts";

/** After the first attempt events are sent again after 15 s, 5 min, 1 h and 6 h; callbacks never are. */
const RETRY_AFTER_MS = [15_000, 300_000, 3_600_000, 21_600_000];
const MOST_RECORDS_KEPT = 20_000;

export interface Delivery {
  /** The event's type, or `card.action.trigger`. */
  readonly type: string;
  readonly eventId: string;
  readonly payload: JsonObject;
  readonly kind: "events" | "callbacks";
}

/** How the app took it. `response`: what a callback was answered, undefined for none at all. */
export type Taken =
  | { readonly outcome: "answered"; readonly response: Json | undefined }
  | { readonly outcome: "late" }
  /** unreachable: nobody is connected; refused: HTTP other than 200, or an error over the long connection. */
  | { readonly outcome: "failed"; readonly error: "unreachable" | "connection" | "name" | "refused" };

/** Over the long connection in so many frames; milliseconds for the answer. */
interface How {
  readonly frames: number;
  readonly withinMs: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface DeliverySettings {
  readonly space: Tenant;
  readonly line: Line;
  readonly seal: Seal;
  readonly ackMs: number;
  readonly retryPace: number;
}

/** Hands things to the app, over a long connection or as a push, and waits for its answer as long as Feishu would. */
export class Deliveries {
  readonly records: Mutable<DeliveryRecord>[] = [];
  readonly #settings: DeliverySettings;
  readonly #waits = new Waits();
  #faults: FaultBoard | undefined;
  /** Lets go of what was held back so that something else overtakes it. */
  #held: (() => void)[] = [];

  constructor(settings: DeliverySettings) {
    this.#settings = settings;
  }

  misbehave(faults: FaultBoard): void {
    this.#faults = faults;
  }

  /** Sends a callback, which a person waits for. */
  call(delivery: Delivery): Promise<Taken> {
    return this.#waits.counted(() => this.#attempt(delivery, 0));
  }

  /** Sends an event; resolves after the first attempt, and goes on retrying when that failed. */
  async sendEvent(delivery: Delivery): Promise<Taken> {
    const first = await this.#waits.counted(() => this.#attempt(delivery, 0));
    if (this.#again(first)) void this.#waits.counted(() => this.#retry(delivery));
    return first;
  }

  #again({ outcome }: Taken): boolean {
    return outcome !== "answered" && !this.#waits.stopped;
  }

  async #retry(delivery: Delivery): Promise<void> {
    for (const [index, wait] of RETRY_AFTER_MS.entries()) {
      await this.#waits.pause(wait * this.#settings.retryPace);
      if (this.#waits.stopped) return;
      const taken = await this.#attempt(delivery, index + 1);
      if (!this.#again(taken)) return;
    }
  }

  async #attempt(delivery: Delivery, attempt: number): Promise<Taken> {
    const { space, ackMs } = this.#settings;
    const record = this.#record(delivery, attempt);
    const faults = this.#faults?.forDelivery(delivery.type, delivery.kind) ?? [];
    for (const fault of faults) if (fault.do === "delay") await this.#waits.pause(fault.ms);
    if (faults.some((fault) => fault.do === "drop")) {
      await this.#waits.pause(ackMs);
      record.outcome = "dropped";
      return { outcome: "late" };
    }
    if (faults.some((fault) => fault.do === "reorder")) await this.#overtaken();
    const failing = faults.find((fault) => fault.do === "fail");
    const taken = failing ? failed(failing.error) : await this.#send(delivery, faults);
    record.outcome = taken.outcome;
    if (taken.outcome === "answered" && isObject(taken.response)) record.response = taken.response;
    space.touch({ kind: "traffic" });
    return taken;
  }

  #record({ type, eventId, payload }: Delivery, attempt: number): Mutable<DeliveryRecord> {
    const { space } = this.#settings;
    const record: Mutable<DeliveryRecord> = {
      type,
      eventId,
      payload,
      attempt,
      via: space.pushUrl === null ? "line" : "push",
      outcome: "waiting",
      response: {},
      at: space.clock.now(),
    };
    this.records.push(record);
    if (this.records.length > MOST_RECORDS_KEPT) this.records.splice(0, MOST_RECORDS_KEPT / 10);
    return record;
  }

  async #send(delivery: Delivery, faults: readonly DeliveryFault[]): Promise<Taken> {
    const frames = faults.find((fault) => fault.do === "fragment")?.frames ?? 1;
    const way = faults.find((fault) => fault.do === "distance")?.ms ?? 0;
    const how = { frames, withinMs: this.#settings.ackMs - way };
    if (way > 0) await this.#waits.pause(way / 2);
    const sent = this.#transmit(delivery, how);
    for (const release of this.#held.splice(0)) release();
    for (const fault of faults)
      if (fault.do === "repeat")
        for (let copy = 0; copy < fault.copies; copy++) void this.#waits.counted(() => this.#transmit(delivery, how));
    const taken = await sent;
    if (way > 0) await this.#waits.pause(way / 2);
    return faults.some((fault) => fault.do === "lose_answer") ? { outcome: "late" } : taken;
  }

  /** Until something else has been sent, or until that took too long. */
  async #overtaken(): Promise<void> {
    const { ackMs } = this.#settings;
    await new Promise<void>((resolve) => {
      const timer = this.#waits.after(ackMs, resolve);
      this.#held.push(() => {
        this.#waits.cancel(timer);
        resolve();
      });
    });
  }

  #transmit(delivery: Delivery, how: How): Promise<Taken> {
    const { pushUrl } = this.#settings.space;
    return pushUrl === null ? this.#overLine(delivery, how) : this.#pushed(delivery, pushUrl, how);
  }

  async #pushed({ payload }: Delivery, url: string, { withinMs }: How): Promise<Taken> {
    const { error, body } = await push(this.#settings.seal, { url, payload, withinMs });
    if (error === undefined) return { outcome: "answered", response: body };
    if (error === "timeout") return { outcome: "late" };
    return failed(error === "status" ? "refused" : error);
  }

  #overLine({ payload, kind }: Delivery, { frames, withinMs }: How): Promise<Taken> {
    const { line } = this.#settings;
    return new Promise((resolve) => {
      let forget: (() => void) | undefined;
      const finish = (taken: Taken) => {
        forget?.();
        this.#waits.cancel(timer);
        resolve(taken);
      };
      const timer = this.#waits.after(withinMs, () => finish({ outcome: "late" }));
      const type = kind === "callbacks" && this.#faults?.cardFrames ? "card" : "event";
      forget = line.send({ payload, type, frames, answered: (answer) => finish(acknowledged(answer)) });
      if (!forget) finish(failed("unreachable"));
    });
  }

  quiet(): Promise<void> {
    return this.#waits.quiet();
  }

  /** Gives up whatever waits. */
  stop(): void {
    this.#waits.stop();
  }
}

const failed = (error: "unreachable" | "connection" | "name" | "refused"): Taken => ({ outcome: "failed", error });

/** `{code: 200, data}`: data is the base64 of what a callback is answered. */
const acknowledged = ({ code, data }: JsonObject): Taken => {
  if (code !== 200) return failed("refused");
  const text = typeof data === "string" ? Buffer.from(data, "base64").toString() : "";
  return { outcome: "answered", response: parseJson(text) };
};
