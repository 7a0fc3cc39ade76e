/** Waits that can all be given up at once, and work that is counted, so that one can await its end. */
export class Waits {
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #underway = 0;
  #quiet: (() => void)[] = [];
  /** Everything was given up: nothing new should be begun. */
  stopped = false;

  after(ms: number, action: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms);
    this.#timers.set(timer, action);
    return timer;
  }

  cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  async counted<T>(work: () => Promise<T>): Promise<T> {
    this.#underway += 1;
    try {
      return await work();
    } finally {
      this.#underway -= 1;
      if (this.#underway === 0) for (const resolve of this.#quiet.splice(0)) resolve();
    }
  }

  /** Resolves when none of the counted work is left. */
  quiet(): Promise<void> {
    return this.#underway === 0 ? Promise.resolve() : new Promise((resolve) => this.#quiet.push(resolve));
  }

  /** Gives up whatever waits: its time has come at once. */
  stop(): void {
    this.stopped = true;
    for (const [timer, action] of [...this.#timers]) {
      this.cancel(timer);
      action();
    }
  }
}
