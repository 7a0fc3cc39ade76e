import { Armory } from "../armory.ts";
import type { ApiFault, DeliveryFault, Faults } from "./contract.ts";
import type { Workspace } from "./state.ts";

/** What the faults need of the sockets. */
export interface Breakable {
  disconnect(which: "all" | "oldest", reason: "refresh_requested" | "warning" | "drop"): void;
}

/** The switches with which the server misbehaves. */
export class FaultBoard implements Faults {
  refuseSockets = false;
  mutePong = false;
  triggerError: Faults["triggerError"] = "expired_trigger_id";
  readonly #space: Workspace;
  readonly #sockets: Breakable;
  readonly #api: Armory<ApiFault>;
  readonly #deliveries: Armory<DeliveryFault>;

  constructor({ space, sockets, random }: { space: Workspace; sockets: Breakable; random: () => number }) {
    this.#space = space;
    this.#sockets = sockets;
    this.#api = new Armory(random);
    this.#deliveries = new Armory(random);
  }

  add(fault: ApiFault | DeliveryFault): () => void {
    return "on" in fault ? this.#api.add(fault) : this.#deliveries.add(fault);
  }

  clear(): void {
    this.#api.clear();
    this.#deliveries.clear();
    this.#space.revokedTokens.clear();
    this.refuseSockets = false;
    this.mutePong = false;
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
    return this.#api.strike((fault) => fault.on === method || fault.on === "*");
  }

  /** The faults that strike a delivery of any of these types. */
  forDelivery(...types: readonly string[]): readonly DeliveryFault[] {
    return this.#deliveries.strike((fault) => fault.to === "*" || types.includes(fault.to));
  }
}
