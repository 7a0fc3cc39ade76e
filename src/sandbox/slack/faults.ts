import type { ApiFault, DeliveryFault, Faults } from "./contract.ts";
import type { Workspace } from "./state.ts";

/** What the faults need of the sockets. */
export interface Breakable {
  disconnect(which: "all" | "oldest", reason: "refresh_requested" | "warning" | "drop"): void;
}

type Armed<Fault> = { readonly fault: Fault; left: number };

/** The switches with which the server misbehaves. */
export class FaultBoard implements Faults {
  refuseSockets = false;
  triggerError: Faults["triggerError"] = "expired_trigger_id";
  readonly #random: () => number;
  readonly #space: Workspace;
  readonly #sockets: Breakable;
  #api: Armed<ApiFault>[] = [];
  #deliveries: Armed<DeliveryFault>[] = [];

  constructor({ space, sockets, random }: { space: Workspace; sockets: Breakable; random: () => number }) {
    this.#space = space;
    this.#sockets = sockets;
    this.#random = random;
  }

  add(fault: ApiFault | DeliveryFault): () => void {
    const left = fault.times ?? Number.POSITIVE_INFINITY;
    if ("on" in fault) {
      const armed = { fault, left };
      this.#api.push(armed);
      return () => {
        this.#api = this.#api.filter((each) => each !== armed);
      };
    }
    const armed = { fault, left };
    this.#deliveries.push(armed);
    return () => {
      this.#deliveries = this.#deliveries.filter((each) => each !== armed);
    };
  }

  clear(): void {
    this.#api = [];
    this.#deliveries = [];
    this.refuseSockets = false;
    this.triggerError = "expired_trigger_id";
  }

  disconnectAll(reason: "refresh_requested" | "warning" | "drop"): void {
    this.#sockets.disconnect("all", reason);
  }

  disconnectOne(reason: "refresh_requested" | "warning" | "drop"): void {
    this.#sockets.disconnect("oldest", reason);
  }

  revokeToken(token: string): void {
    this.#space.revokedTokens.add(token);
  }

  /** The faults that strike this call; each counts as used. */
  forCall(method: string): readonly ApiFault[] {
    return this.#strike(this.#api, (fault) => fault.on === method || fault.on === "*");
  }

  /** The faults that strike a delivery of any of these types. */
  forDelivery(...types: readonly string[]): readonly DeliveryFault[] {
    return this.#strike(this.#deliveries, (fault) => fault.to === "*" || types.includes(fault.to));
  }

  #strike<Fault extends { readonly probability?: number }>(
    armed: readonly Armed<Fault>[],
    meant: (fault: Fault) => boolean,
  ): readonly Fault[] {
    return armed
      .filter(({ fault, left }) => left > 0 && meant(fault) && this.#random() < (fault.probability ?? 1))
      .map((each) => {
        each.left -= 1;
        return each.fault;
      });
  }
}
