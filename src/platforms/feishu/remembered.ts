/** A map that does not grow for ever. */
export class Remembered<T> {
  readonly #most: number;
  readonly #all = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    return this.#all.get(key);
  }

  set(key: string, value: T): void {
    if (this.#all.size >= this.#most) this.#all.clear();
    this.#all.set(key, value);
  }

  delete(key: string): void {
    this.#all.delete(key);
  }
}
