import { elapsed } from "../../src/core/clock.ts";

/** Milliseconds of many runs of one thing. */
export class Times {
  readonly #all: number[] = [];

  add(milliseconds: number): void {
    this.#all.push(milliseconds);
  }

  get count(): number {
    return this.#all.length;
  }

  /** The time that this share of the runs stayed within; 0.5 is the median. */
  within(share: number): number {
    const sorted = this.#all.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
  }

  get p50(): number {
    return this.within(0.5);
  }

  get p99(): number {
    return this.within(0.99);
  }

  get longest(): number {
    return this.within(1);
  }
}

export const timed = async <T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> => {
  const started = elapsed();
  const value = await work();
  return { value, ms: elapsed() - started };
};
