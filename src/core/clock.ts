/** An instant on the time line. Never read a calendar day from it without a time zone: see core/dates. */
export type Instant = Date;

/** The only source of "now". Everything that depends on time takes a Clock, so that tests and the sandbox can move it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs on from the system's, shifted: the sandbox's "tomorrow 08:30", and the tests' fixed days. */
export class MovableClock implements Clock {
  #offset = 0;
  #frozenAt: number | undefined;

  now(): Instant {
    return new Date(this.#frozenAt ?? Date.now() + this.#offset);
  }

  /** From now on the clock says `instant` and runs on from there. */
  moveTo(instant: Instant): void {
    this.#offset = instant.getTime() - Date.now();
    this.#frozenAt = undefined;
  }

  /** From now on the clock is that many milliseconds ahead of the system's. */
  moveAhead(milliseconds: number): void {
    this.#offset = milliseconds;
    this.#frozenAt = undefined;
  }

  /** From now on the clock says `instant` and stands still. */
  freezeAt(instant: Instant): void {
    this.#frozenAt = instant.getTime();
  }

  /** Milliseconds this clock is ahead of the system's; 0 for a frozen clock. */
  get offset(): number {
    return this.#offset;
  }
}

/** Milliseconds that only ever grow, for measuring how long something took. */
export const elapsed = (): number => performance.now();
