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

export const createPump = <Item>({ slots, every, signal, take, work, failed }: PumpOptions<Item>): Pump => {
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  let wanted = false;
  let taking: Promise<void> | undefined;
  let rest = (): void => {};

  const takeAll = async (): Promise<void> => {
    while (wanted && !stopped) {
      wanted = false;
      const limit = slots - underWay.size;
      // Whatever is done first looks again.
      if (limit <= 0) return;
      for (const item of await take(limit)) {
        const done = work(item).finally(() => {
          underWay.delete(done);
          wake();
        });
        underWay.add(done);
      }
    }
  };
  const wake = (): void => {
    if (stopped) return;
    wanted = true;
    taking ??= takeAll()
      .catch(failed)
      .finally(() => {
        taking = undefined;
        if (wanted) wake();
      });
  };
  const settled = async (): Promise<void> => {
    while (taking || underWay.size > 0) await Promise.all([taking, ...underWay]);
  };

  return {
    start() {
      const timer = setInterval(wake, every);
      const deafen = signal.listen(wake);
      rest = () => {
        clearInterval(timer);
        deafen();
      };
      wake();
    },
    drain() {
      wake();
      return settled();
    },
    stop() {
      rest();
      stopped = true;
      return settled();
    },
  };
};
