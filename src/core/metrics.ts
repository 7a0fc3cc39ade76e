import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What the bot counts about itself; `/metrics` prints the registry. */
export interface Metrics {
  readonly registry: Registry;
  /** Messages to people and channels by platform; `retried` counts each attempt that will be made again. */
  readonly messages: Counter<"platform" | "outcome">;
  /** Jobs and ticks by name; `failed` for a run that will be tried again, `dead` for the last one. */
  readonly jobs: Counter<"job" | "outcome">;
  /** What people did, as it arrived: command, words, press, submit, search, home. */
  readonly arrivals: Counter<"kind">;
  /** Seconds from an arrival to its answer. */
  readonly answerTime: Histogram<"kind">;
  /** 1 while the platform's connection is up. */
  readonly up: Gauge<"platform">;
  /** From now on `up` asks this when it is printed. */
  watch(platform: string, isUp: () => boolean): void;
}

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  const watched = new Map<string, () => boolean>();
  return {
    registry,
    messages: new Counter({
      name: "rapport_messages_total",
      help: "Messages by platform and outcome: sent, retried, failed",
      labelNames: ["platform", "outcome"],
      registers,
    }),
    jobs: new Counter({
      name: "rapport_jobs_total",
      help: "Runs of jobs and ticks by outcome: done, failed, dead",
      labelNames: ["job", "outcome"],
      registers,
    }),
    arrivals: new Counter({
      name: "rapport_arrivals_total",
      help: "What people did, by kind",
      labelNames: ["kind"],
      registers,
    }),
    answerTime: new Histogram({
      name: "rapport_answer_seconds",
      help: "Seconds from an arrival to its answer, by kind",
      labelNames: ["kind"],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10],
      registers,
    }),
    up: new Gauge({
      name: "rapport_platform_up",
      help: "1 while the connection to the platform is up",
      labelNames: ["platform"],
      registers,
      collect() {
        for (const [platform, isUp] of watched) this.set({ platform }, isUp() ? 1 : 0);
      },
    }),
    watch: (platform, isUp) => void watched.set(platform, isUp),
  };
};
