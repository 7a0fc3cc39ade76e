import type { Clock } from "../core/clock.ts";
import { asOrganizationId } from "../core/ids.ts";
import type { Job, Tick } from "../core/job.ts";
import type { Log } from "../core/log.ts";
import type { Metrics } from "../core/metrics.ts";
import { newSignal } from "../core/signal.ts";
import { inTime } from "../core/time-limit.ts";
import type { Database } from "../data/client.ts";
import { createBoss } from "./boss.ts";
import { contextOf } from "./context.ts";
import { enqueued, envelope } from "./enqueue.ts";
import { askForTicks, everyMinute, runTick, tickEnvelope } from "./ticker.ts";
import { createWorker, type Worker } from "./worker.ts";

export interface JobsOptions {
  readonly database: Pick<Database, "handle" | "pool">;
  // biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
  readonly jobs: readonly Job<any>[];
  readonly ticks: readonly Tick[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
}

export interface Jobs {
  /** Works on jobs and ticks from now on. @throws when the database was not migrated for this pg-boss. */
  start(): Promise<void>;
  /** Takes up nothing new, gives what is under way ten seconds and the rest back to the queue. */
  stop(): Promise<void>;
  /** Asks for the ticks of that minute, as every minute does by itself; another process may be heard first. */
  tick(minute: Date): Promise<void>;
  /** Runs every tick here and now, for a clock that was moved; resolves when all are done. */
  tickNow(): Promise<void>;
  /** Works on what is due and resolves when nothing is due any more. */
  workDue(): Promise<void>;
  /** Puts back what processes that died had taken up, and clears away what is old; happens every minute by itself. */
  tidyUp(): Promise<void>;
}

const JOBS_AT_ONCE = 3;
const TICKS_AT_ONCE = 2;
/** Milliseconds. */
const PATIENCE_AT_STOP = 10_000;

/** The job engine of this process; any number of processes share the work. @throws when two names are the same. */
export function createJobs(options: JobsOptions): Jobs {
  const { database, clock, log, metrics } = options;
  const jobs = byName(options.jobs);
  const ticks = byName(options.ticks);
  const ground = { database: database.handle, clock };
  const boss = createBoss(database.pool);
  boss.on("error", (error) => log.warn({ err: error }, "The job engine could not do its housekeeping"));
  const asked = newSignal();
  const shared = { boss, log, metrics };

  const jobWorker = createWorker({
    ...shared,
    queue: "jobs",
    slots: JOBS_AT_ONCE,
    signal: enqueued,
    nameOf: ({ data }) => envelope.safeParse(data).data?.job ?? "unknown",
    async run({ data }) {
      const { job: name, organizationId, payload } = envelope.parse(data);
      const job = jobs.get(name);
      if (!job) throw new Error(`This version has no job "${name}"`);
      await job.run(contextOf(ground, asOrganizationId(organizationId)), job.payload.parse(payload));
    },
  });

  const running = new Set<string>();
  const tickWorker = createWorker({
    ...shared,
    queue: "ticks",
    slots: TICKS_AT_ONCE,
    signal: asked,
    nameOf: ({ data }) => tickEnvelope.safeParse(data).data?.tick ?? "unknown",
    async run({ data }) {
      const tick = ticks.get(tickEnvelope.parse(data).tick);
      // One that takes longer than its minute sees to what the next would find.
      if (!tick || running.has(tick.name)) return;
      running.add(tick.name);
      await runTick(tick, { ...ground, log, metrics }).finally(() => running.delete(tick.name));
    },
  });
  const workers = [jobWorker, tickWorker];
  const tick = async (minute: Date): Promise<void> => {
    await askForTicks(boss, options.ticks, minute);
    asked.raise();
  };
  let endTicking = (): void => {};

  return {
    async start() {
      await boss.start();
      for (const worker of workers) worker.start();
      endTicking = everyMinute((minute) => {
        tick(minute).catch((error: unknown) =>
          log.warn({ err: error }, "A minute could not be asked for; the next one is"),
        );
      });
    },
    async stop() {
      endTicking();
      await stopWorkers(workers, log);
      await boss.stop({ graceful: false, close: false });
    },
    tick,
    async tickNow() {
      for (const tick of options.ticks) await runTick(tick, { ...ground, log, metrics });
    },
    async workDue() {
      await Promise.all(workers.map((worker) => worker.drain()));
    },
    tidyUp: () => boss.maintain(),
  };
}

async function stopWorkers(workers: readonly Worker[], log: Log): Promise<void> {
  const stopped = Promise.all(workers.map((worker) => worker.stop()));
  const tooLate = new Error("Jobs were still under way");
  await inTime(PATIENCE_AT_STOP, stopped, () => tooLate).catch(async (error: unknown) => {
    if (error !== tooLate) throw error;
    log.warn("Jobs still under way are given back");
    await Promise.all(workers.map((worker) => worker.giveBack()));
  });
}

function byName<Named extends { readonly name: string }>(all: readonly Named[]): ReadonlyMap<string, Named> {
  const map = new Map(all.map((each) => [each.name, each]));
  if (map.size === all.length) return map;
  const twice = all.filter((each) => map.get(each.name) !== each).map(({ name }) => name);
  throw new TypeError(`Names given twice among jobs or ticks: ${twice.join(", ")}`);
}
