import type PgBoss from "pg-boss";
import type { Clock } from "../core/clock.ts";
import { asOrganizationId } from "../core/ids.ts";
import type { Job, JobContext, Tick } from "../core/job.ts";
import type { Log } from "../core/log.ts";
import type { Metrics } from "../core/metrics.ts";
import { newSignal, type Signal } from "../core/signal.ts";
import { inTime } from "../core/time-limit.ts";
import type { Database } from "../data/client.ts";
import { bringToNow, createBoss, minuteOf } from "./boss.ts";
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
  /** How jobs ask platforms for people; absent where there are no platforms. */
  readonly whoIs?: JobContext["whoIs"];
  /** Milliseconds between looks for what other processes enqueued and for what is due again, 1000 when left out. */
  readonly every?: number;
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
  /**
   * Puts back what processes that died had taken up, brings to now what a clock that was put back had left in the time
   * to come, and clears away what is old; happens every minute by itself.
   */
  tidyUp(): Promise<void>;
}

const EVERY = 1_000;
const JOBS_AT_ONCE = 3;
const TICKS_AT_ONCE = 2;
/** Milliseconds. */
const PATIENCE_AT_STOP = 10_000;

/** The job engine of this process; any number of processes share the work. @throws when two names are the same. */
export function createJobs(options: JobsOptions): Jobs {
  const { database, log } = options;
  const boss = createBoss(database.pool);
  boss.on("error", (error) => log.warn({ err: error }, "The job engine could not do its housekeeping"));
  const asked = newSignal();
  const workers = [jobWorkerOf(options, boss), tickWorkerOf(options, { boss, asked })];
  const tick = async (minute: Date): Promise<void> => {
    await askForTicks(boss, options.ticks, minute);
    asked.raise();
  };
  const tickOfDatabase = async (): Promise<void> => {
    await bringToNow(database.pool);
    await tick(await minuteOf(database.pool));
  };
  let endTicking = (): void => {};

  return {
    async start() {
      await boss.start();
      for (const worker of workers) worker.start();
      endTicking = everyMinute(() => {
        const missed = (error: unknown) => log.warn({ err: error }, "A minute could not be asked for; the next one is");
        tickOfDatabase().catch(missed);
      });
    },
    async stop() {
      endTicking();
      await stopWorkers(workers, log);
      await boss.stop({ graceful: false, close: false });
    },
    tick,
    async tickNow() {
      for (const tick of options.ticks) await runTick(tick, groundOf(options));
    },
    async workDue() {
      await Promise.all(workers.map((worker) => worker.drain()));
    },
    async tidyUp() {
      await bringToNow(database.pool);
      await boss.maintain();
    },
  };
}

const groundOf = ({ database, clock, log, metrics, whoIs }: JobsOptions) => ({
  database: database.handle,
  clock,
  log,
  metrics,
  whoIs,
});

function jobWorkerOf(options: JobsOptions, boss: PgBoss): Worker {
  const { log, metrics } = options;
  const jobs = byName(options.jobs);
  const opened = ({ data }: { readonly data: object }) => {
    const { job: name, organizationId, payload } = envelope.parse(data);
    const job = jobs.get(name);
    if (!job) throw new Error(`This version has no job "${name}"`);
    const context = contextOf(groundOf(options), asOrganizationId(organizationId));
    return { job, context, payload: job.payload.parse(payload) };
  };
  return createWorker({
    boss,
    log,
    metrics,
    queue: "jobs",
    slots: JOBS_AT_ONCE,
    signal: enqueued,
    every: options.every ?? EVERY,
    nameOf: ({ data }) => envelope.safeParse(data).data?.job ?? "unknown",
    async run(taken) {
      const { job, context, payload } = opened(taken);
      await job.run(context, payload);
    },
    async gaveUp(taken) {
      const { job, context, payload } = opened(taken);
      await job.gaveUp?.(context, payload);
    },
  });
}

function tickWorkerOf(
  options: JobsOptions,
  { boss, asked }: { readonly boss: PgBoss; readonly asked: Signal },
): Worker {
  const { log, metrics } = options;
  const ticks = byName(options.ticks);
  const running = new Set<string>();
  return createWorker({
    boss,
    log,
    metrics,
    queue: "ticks",
    slots: TICKS_AT_ONCE,
    signal: asked,
    every: options.every ?? EVERY,
    nameOf: ({ data }) => tickEnvelope.safeParse(data).data?.tick ?? "unknown",
    async run({ data }) {
      const tick = ticks.get(tickEnvelope.parse(data).tick);
      // One that takes longer than its minute sees to what the next would find.
      if (!tick || running.has(tick.name)) return;
      running.add(tick.name);
      await runTick(tick, groundOf(options)).finally(() => running.delete(tick.name));
    },
  });
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
