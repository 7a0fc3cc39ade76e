import type { JsonObject } from "../json.ts";
import { Waits } from "../waits.ts";
import type { DeliveryRecord } from "./contract.ts";
import type { FaultBoard } from "./faults.ts";
import { type Envelope, type Signer, sendHttp, urlFor } from "./http-delivery.ts";
import { envelopeId } from "./ids.ts";
import type { Sockets } from "./sockets.ts";
import type { Workspace } from "./state.ts";

/** After the first attempt events are sent again: at once, after one minute, after five. */
const RETRY_AFTER_MS = [0, 60_000, 300_000];
const MOST_RECORDS_KEPT = 20_000;

export interface Delivery {
  readonly envelope: Envelope;
  /** slash_commands, block_actions, …, or the event's type. */
  readonly type: string;
  readonly payload: JsonObject;
}

/** How the app took it. `error` in Slack's words. */
export type Taken =
  | { readonly outcome: "answered"; readonly response: JsonObject }
  | { readonly outcome: "late" | "failed"; readonly error: string; readonly noRetry?: boolean };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface DeliverySettings {
  readonly space: Workspace;
  readonly sockets: Sockets;
  readonly signer: Signer;
  readonly ackMs: number;
  readonly retryPace: number;
}

/** Hands things to the app, over a socket or signed HTTP, and waits for its answer as long as Slack would. */
export class Deliveries {
  readonly records: Mutable<DeliveryRecord>[] = [];
  readonly #settings: DeliverySettings;
  readonly #waits = new Waits();
  #faults: FaultBoard | undefined;

  constructor(settings: DeliverySettings) {
    this.#settings = settings;
  }

  misbehave(faults: FaultBoard): void {
    this.#faults = faults;
  }

  /** Sends something a person waits for: a command, an interaction. Never repeated by Slack. */
  async send(delivery: Delivery): Promise<Taken> {
    return this.#waits.counted(() => this.#attempt(delivery, 0, ""));
  }

  /** Sends an event; resolves after the first attempt, and goes on retrying when that failed. */
  async sendEvent(delivery: Delivery): Promise<Taken> {
    const first = await this.#waits.counted(() => this.#attempt(delivery, 0, ""));
    if (this.#again(first)) void this.#waits.counted(() => this.#retry(delivery, first));
    return first;
  }

  #again(taken: Taken): boolean {
    return taken.outcome !== "answered" && taken.noRetry !== true && !this.#waits.stopped;
  }

  async #retry(delivery: Delivery, first: Taken): Promise<void> {
    let taken = first;
    for (const [index, wait] of RETRY_AFTER_MS.entries()) {
      await this.#waits.pause(wait * this.#settings.retryPace);
      if (this.#waits.stopped) return;
      const reason = taken.outcome === "late" ? "timeout" : "http_error";
      taken = await this.#attempt(delivery, index + 1, reason);
      if (!this.#again(taken)) return;
    }
  }

  async #attempt(delivery: Delivery, attempt: number, reason: string): Promise<Taken> {
    const { space, ackMs } = this.#settings;
    const record: Mutable<DeliveryRecord> = {
      type: delivery.type,
      payload: delivery.payload,
      attempt,
      via: space.http ? "http" : "socket",
      outcome: "waiting",
      response: {},
      at: space.clock.now(),
    };
    this.records.push(record);
    if (this.records.length > MOST_RECORDS_KEPT) this.records.splice(0, MOST_RECORDS_KEPT / 10);
    const kind = delivery.envelope === "options" ? "interactive" : delivery.envelope;
    const faults = this.#faults?.forDelivery(delivery.type, kind) ?? [];
    for (const fault of faults) if (fault.do === "delay") await this.#waits.pause(fault.ms);
    if (faults.some((fault) => fault.do === "drop")) {
      await this.#waits.pause(ackMs);
      record.outcome = "dropped";
      return { outcome: "late", error: "operation_timeout" };
    }
    const sent = this.#transmit(delivery, attempt, reason);
    for (const fault of faults)
      if (fault.do === "repeat")
        for (let copy = 0; copy < fault.copies; copy++)
          void this.#waits.counted(() => this.#transmit(delivery, attempt, reason));
    const taken = await sent;
    const lost = faults.some((fault) => fault.do === "lose_answer");
    const final: Taken = lost ? { outcome: "late", error: "operation_timeout" } : taken;
    record.outcome = final.outcome;
    if (final.outcome === "answered") record.response = final.response;
    space.touch({ kind: "traffic" });
    return final;
  }

  #transmit(delivery: Delivery, attempt: number, reason: string): Promise<Taken> {
    return this.#settings.space.http
      ? this.#overHttp(delivery, attempt, reason)
      : this.#overSocket(delivery, attempt, reason);
  }

  async #overHttp({ envelope, payload }: Delivery, attempt: number, reason: string): Promise<Taken> {
    const { space, signer, ackMs } = this.#settings;
    if (!space.http) return { outcome: "failed", error: "dispatch_failed" };
    const answer = await sendHttp(signer, {
      url: urlFor(space.http, envelope),
      envelope,
      payload,
      attempt,
      reason,
      withinMs: ackMs,
    });
    const { noRetry, response } = answer;
    if (answer.error === undefined) return { outcome: "answered", response };
    return answer.error === "timeout"
      ? { outcome: "late", error: "operation_timeout", noRetry }
      : {
          outcome: "failed",
          error: answer.error === "http_service_error" ? "http_service_error" : "dispatch_failed",
          noRetry,
        };
  }

  #overSocket({ envelope, payload }: Delivery, attempt: number, reason: string): Promise<Taken> {
    const { sockets, ackMs } = this.#settings;
    const id = envelopeId();
    const type = envelope === "options" ? "interactive" : envelope;
    const retry = envelope === "events_api" ? { retry_attempt: attempt, retry_reason: reason } : {};
    return new Promise((resolve) => {
      const finish = (taken: Taken) => {
        sockets.forget(id);
        this.#waits.cancel(timer);
        resolve(taken);
      };
      const timer = this.#waits.after(ackMs, () => finish({ outcome: "late", error: "operation_timeout" }));
      const message = { envelope_id: id, payload, type, accepts_response_payload: envelope !== "events_api", ...retry };
      if (!sockets.send(message, (response) => finish({ outcome: "answered", response })))
        finish({ outcome: "failed", error: "dispatch_failed" });
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
