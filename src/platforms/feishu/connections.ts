import { z } from "zod";
import type { Work } from "../../chat/port-work.ts";
import { inTime } from "../../core/time-limit.ts";
import type { Api } from "./api.ts";

/** Milliseconds between looks. */
const EVERY = 5 * 60_000;
/** Milliseconds that our own side may take to count its processes. */
const PATIENCE = 10_000;

/** A number that is missing is none: read as 0, it would say that all is well. */
const answered = z.object({ online_instance_cnt: z.number().int().nonnegative() });

/** How many long connections the app has, whoever opened them. @throws PortError; ZodError when it is not told */
export const openConnections = async (api: Api): Promise<number> => {
  const asked = await api.call("Counting the long connections", (client) => client.event.v1.connection.get(), {
    optional: true,
  });
  return answered.parse(asked).online_instance_cnt;
};

export const STOP_COPY = {
  en: "A copy with this app id and another database takes events away: stop it, a laptop is the usual place. Where nobody finds it, stop Rapport here, and whatever still answers is that copy; or reset the App Secret: it cannot connect again.",
  zh: "有一份用同一个 App ID、另一个数据库的程序在抢事件：请停掉它，多半在谁的笔记本上。找不到就先停掉这里的 Rapport，还有回应的就是它；或者重置 App Secret，它就再也连不上。",
};

interface ConnectionsOptions {
  readonly api: Api;
  readonly work: Work;
  readonly processes: (() => Promise<number>) | undefined;
  readonly every: number | undefined;
}

/**
 * Looks every so often whether the app has more long connections than we have processes: each event goes to one of them,
 * any. Only a help for the operator: whatever goes wrong with it is for the log.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  #timer: NodeJS.Timeout | undefined;
  #left = false;
  #seen: { readonly open: number; readonly own: number } | "not known" | undefined;
  /** Looks running at which there were too many: what was cut, or ended just now, is still counted for a while. */
  #over = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** What is known, to be said after "long connection open". */
  get told(): string {
    if (this.#seen === undefined || this.#seen === "not known") return "";
    const { open, own } = this.#seen;
    return `; Feishu counts ${open}, this installation ${own}`;
  }

  /** Looks now, and every so often until `leave`. */
  watch(): void {
    const { work, every = EVERY } = this.#options;
    void work
      .run(() => this.#look())
      .then(() => {
        if (!this.#left) this.#timer = setTimeout(() => this.watch(), every);
      });
  }

  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const { api } = this.#options;
    try {
      const open = await openConnections(api);
      this.#note({ open, own: await this.#own() });
    } catch (error) {
      if (this.#seen !== "not known")
        api.log.info({ err: error }, "How many long connections the app has is not known");
      this.#seen = "not known";
      this.#over = 0;
    }
  }

  #own(): Promise<number> {
    const { processes } = this.#options;
    if (!processes) return Promise.resolve(1);
    return inTime(PATIENCE, processes(), () => new Error("Our own processes could not be counted in time."));
  }

  #note({ open, own }: { readonly open: number; readonly own: number }): void {
    this.#seen = { open, own };
    this.#over = open > own ? this.#over + 1 : 0;
    if (this.#over !== 2) return;
    this.#options.api.log.warn(
      { open, own, remedy: STOP_COPY.en },
      "The app has more long connections than this installation has processes",
    );
  }
}
