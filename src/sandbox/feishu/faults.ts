import { Armory } from "../armory.ts";
import type { ApiFault, DeliveryFault, Faults, HandshakeRefusal } from "./contract.ts";

/** What the faults need of the long connections. */
export interface Breakable {
  cut(which: "all" | "oldest"): void;
}
/** What they need of the tokens. */
interface Revocable {
  revoke(): void;
}

/** The switches with which the server misbehaves. */
export class FaultBoard implements Faults {
  refuseConnections: number | null = null;
  refuseHandshakes: HandshakeRefusal | null = null;
  mutePong = false;
  cardFrames = false;
  emptyOpenId = false;
  userIdAbsent = false;
  readonly #line: Breakable;
  readonly #tokens: Revocable;
  readonly #api: Armory<ApiFault>;
  readonly #deliveries: Armory<DeliveryFault>;

  constructor({ line, tokens, random }: { line: Breakable; tokens: Revocable; random: () => number }) {
    this.#line = line;
    this.#tokens = tokens;
    this.#api = new Armory(random);
    this.#deliveries = new Armory(random);
  }

  add(fault: ApiFault | DeliveryFault): () => void {
    return "on" in fault ? this.#api.add(fault) : this.#deliveries.add(fault);
  }

  clear(): void {
    this.#api.clear();
    this.#deliveries.clear();
    this.refuseConnections = null;
    this.refuseHandshakes = null;
    this.mutePong = false;
    this.cardFrames = false;
    this.emptyOpenId = false;
    this.userIdAbsent = false;
  }

  disconnectAll(): void {
    this.#line.cut("all");
  }

  disconnectOne(): void {
    this.#line.cut("oldest");
  }

  revokeToken(): void {
    this.#tokens.revoke();
  }

  /** The faults that strike this call; each counts as used. */
  forCall(api: string): readonly ApiFault[] {
    return this.#api.strike(({ on }) => on === "*" || on === api || on === api.split(" ")[1]);
  }

  /** The faults that strike a delivery of any of these types. */
  forDelivery(...types: readonly string[]): readonly DeliveryFault[] {
    return this.#deliveries.strike(({ to }) => to === "*" || types.includes(to));
  }
}
