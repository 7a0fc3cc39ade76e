import type { Clock } from "../../core/clock.ts";
import { idFrom, newId, newSecret } from "../../core/ids.ts";

const fromHex = (hex: string): string => BigInt(`0x${hex}`).toString(36).toUpperCase().padStart(12, "0").slice(-10);

/** `U0…`, `C0…`: always the same for the same name, so that a restarted sandbox knows everyone again. */
export const stableId = (prefix: string, ...name: readonly string[]): string =>
  `${prefix}${fromHex(
    idFrom(prefix, ...name)
      .replaceAll("-", "")
      .slice(0, 16),
  )}`;

export const freshId = (prefix: string): string => `${prefix}${fromHex(newSecret(16))}`;

export const envelopeId = newId;

/** A long opaque word, for triggers, hashes and URLs. */
export const opaque = (length = 32): string => newSecret(length);

/** 0 ≤ x < 1. */
export const anyFraction = (): number => Number.parseInt(opaque(8), 16) / 2 ** 32;

/** Slack's timestamps: seconds, a dot, six digits; unique, and later ones are greater, even if the clock goes back. */
export class Stamps {
  readonly #clock: Clock;
  /** Microseconds of the last stamp given. */
  last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const micros = Math.max(this.#clock.now().getTime() * 1000, this.last + 100);
    this.last = micros;
    return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, "0")}`;
  }

  /** Unix seconds, as in `event_time`. */
  seconds(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }
}
