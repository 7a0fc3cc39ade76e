/** How often a fault strikes: `times` (default: until removed), each time with `probability` (default 1). */
export interface Frequency {
  readonly times?: number;
  readonly probability?: number;
}

/** Faults that lie in wait. */
export class Armory<Fault extends Frequency> {
  readonly #random: () => number;
  #armed: { readonly fault: Fault; left: number }[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Returns the way to take it back. */
  add(fault: Fault): () => void {
    const armed = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#armed.push(armed);
    return () => {
      this.#armed = this.#armed.filter((each) => each !== armed);
    };
  }

  clear(): void {
    this.#armed = [];
  }

  /** Those that are meant and strike now; each counts as used. */
  strike(meant: (fault: Fault) => boolean): readonly Fault[] {
    return this.#armed
      .filter(({ fault, left }) => left > 0 && meant(fault) && this.#random() < (fault.probability ?? 1))
      .map((each) => {
        each.left -= 1;
        return each.fault;
      });
  }
}
