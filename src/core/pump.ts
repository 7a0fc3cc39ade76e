import type { Signal } from "./signal.ts";

/** Takes items from a queue that several processes share and works on some of them at a time. */
export interface Pump {
  /** From now on looks for items whenever the signal is raised, and every so often. */
  start(): void;
  /** Works on what is there and resolves when nothing is left to take. */
  drain(): Promise<void>;
  /** Takes nothing more; resolves when what is under way is done. */
  stop(): Promise<void>;
}

export interface PumpOptions<Item> {
  /** Items worked on at the same time. */
  readonly slots: number;
  /** Milliseconds between looks; other processes add items without a signal. */
  readonly every: number;
  readonly signal: Signal;
  /** At most `limit` items that nobody else will take. */
  take(limit: number): Promise<readonly Item[]>;
  /** Must not reject. */
  work(item: Item): Promise<void>;
  failed(error: unknown): void;
}

export const createPump = <Item>(options: PumpOptions<Item>): Pump => {
  const pump = new SharedPump(options);
  return { start: () => pump.start(), drain: () => pump.drain(), stop: () => pump.stop() };
};

class SharedPump<Item> {
  readonly #options: PumpOptions<Item>;
  readonly #underWay = new Set<Promise<void>>();
  readonly #look = (): void => this.#wake();
  #stopped = false;
  #wanted = false;
  #taking: Promise<void> | undefined;
  #rest = (): void => {};

  constructor(options: PumpOptions<Item>) {
    this.#options = options;
  }

  start(): void {
    const timer = setInterval(this.#look, this.#options.every);
    const deafen = this.#options.signal.listen(this.#look);
    this.#rest = () => {
      clearInterval(timer);
      deafen();
    };
    this.#wake();
  }

  drain(): Promise<void> {
    this.#wake();
    return this.#settled();
  }

  stop(): Promise<void> {
    this.#rest();
    this.#stopped = true;
    return this.#settled();
  }

  #wake(): void {
    if (this.#stopped) return;
    this.#wanted = true;
    this.#taking ??= this.#takeAll()
      .catch(this.#options.failed)
      .finally(() => {
        this.#taking = undefined;
        if (this.#wanted) this.#wake();
      });
  }

  async #takeAll(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      const limit = this.#options.slots - this.#underWay.size;
      // Whatever is done first looks again.
      if (limit <= 0) return;
      for (const item of await this.#options.take(limit)) this.#begin(item);
    }
  }

  #begin(item: Item): void {
    const done = this.#options.work(item).finally(() => {
      this.#underWay.delete(done);
      this.#wake();
    });
    this.#underWay.add(done);
  }

  async #settled(): Promise<void> {
    while (this.#taking || this.#underWay.size > 0) await Promise.all([this.#taking, ...this.#underWay]);
  }
}
