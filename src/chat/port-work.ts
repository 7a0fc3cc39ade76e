import type { Log } from "../core/log.ts";
import { within } from "../core/time-limit.ts";

/** How many ids, and how many answers with their cards, are kept against redelivery: far more than come within its seconds. */
const REMEMBERED = { ids: 2000, answers: 300 };

/** What is under way, so that stopping can wait for it and nothing is handled twice at once. */
export class Work {
  readonly #log: Log;
  readonly #underWay = new Set<Promise<boolean>>();
  readonly #shared = new Map<string, Promise<unknown>>();
  readonly #seen = new Set<string>();
  readonly #running = new Map<string, Promise<"done" | "left">>();
  readonly #left = new WeakSet<object>();
  #closed = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /**
   * Resolves when the work is over, to whether it was done; it never rejects, as nobody above would know what to say to
   * the person.
   */
  run(work: () => Promise<void>): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    const running = work().then(
      () => true,
      (error: unknown) => {
        this.#log.error({ err: error }, "A delivery could not be handled");
        return false;
      },
    );
    this.#underWay.add(running);
    return running.finally(() => this.#underWay.delete(running));
  }

  /** From now on nothing new is begun: what is delivered stays unanswered, and the platform or the person tries again. */
  close(): void {
    this.#closed = true;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Does the work once for what is delivered again and again; who brings it again meanwhile waits for its end. Work that
   * comes to "left", or throws, is not to be acknowledged: it is looked at again when it comes again.
   */
  async once(
    id: string,
    { delivery, work }: { delivery: object; work: () => Promise<"done" | "left"> },
  ): Promise<void> {
    const came = await (this.#running.get(id) ?? this.#begin(id, work));
    if (came === "left") this.leave(delivery);
  }

  #begin(id: string, work: () => Promise<"done" | "left">): Promise<"done" | "left"> {
    if (!this.isNew(id)) return Promise.resolve("done");
    const running = work()
      .catch((error: unknown) => {
        this.#seen.delete(id);
        throw error;
      })
      .then((came) => {
        if (came === "left") this.#seen.delete(id);
        return came;
      })
      .finally(() => this.#running.delete(id));
    this.#running.set(id, running);
    return running;
  }

  /** The delivery must not be acknowledged: the platform is to bring it again. */
  leave(delivery: object): void {
    this.#left.add(delivery);
  }

  isLeft(delivery: object): boolean {
    return this.#left.has(delivery);
  }

  /** False for a redelivery to this process. What other processes see, the database knows. */
  isNew(id: string): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= REMEMBERED.ids) break;
      this.#seen.delete(oldest);
    }
    return true;
  }

  /** Runs the work once for all who ask while it runs, and afterwards too when its result is to be kept. */
  async shared<T>(
    id: string,
    { work, keep }: { work: () => Promise<T>; keep: (result: T) => boolean },
  ): Promise<{ value: T; first: boolean }> {
    const known = this.#shared.get(id) as Promise<T> | undefined;
    if (known) return { value: await known, first: false };
    const started = work();
    this.#shared.set(id, started);
    for (const oldest of this.#shared.keys()) {
      if (this.#shared.size <= REMEMBERED.answers) break;
      this.#shared.delete(oldest);
    }
    let kept = false;
    try {
      const value = await started;
      kept = keep(value);
      return { value, first: true };
    } finally {
      if (!kept) this.#shared.delete(id);
    }
  }

  /** Whether `shared` work with that id runs, or its result is kept. */
  isShared(id: string): boolean {
    return this.#shared.has(id);
  }

  /** What `shared` kept of it counts no more: it runs again when it is asked for again. */
  forget(id: string): void {
    this.#shared.delete(id);
  }

  /** Waits until nothing is under way, at most so long. */
  async drain(milliseconds: number): Promise<void> {
    const all = async () => {
      while (this.#underWay.size > 0) await Promise.allSettled([...this.#underWay]);
    };
    await within(milliseconds, all(), undefined);
  }
}
