import { setTimeout } from "node:timers/promises";
import type PgBoss from "pg-boss";
import { elapsed } from "../core/clock.ts";
import { newReference } from "../core/ids.ts";
import type { Log } from "../core/log.ts";
import type { Metrics } from "../core/metrics.ts";
import { createPump, type Pump } from "../core/pump.ts";
import type { Signal } from "../core/signal.ts";
import { inTime } from "../core/time-limit.ts";
import { isUnavailable } from "../data/errors.ts";
import type { QueueName } from "./boss.ts";

type TakenJob = PgBoss.JobWithMetadata<object>;

export interface WorkerOptions {
  readonly boss: PgBoss;
  readonly queue: QueueName;
  readonly slots: number;
  readonly signal: Signal;
  /** Milliseconds between looks for jobs of other processes and for those whose pause is over. */
  readonly every: number;
  readonly log: Log;
  readonly metrics: Metrics | undefined;
  /** The name for log and metrics. */
  nameOf(job: TakenJob): string;
  run(job: TakenJob): Promise<void>;
  /** The last try failed. */
  gaveUp?(job: TakenJob): Promise<void>;
}

export interface Worker extends Pump {
  /** Puts what is still under way back into the queue, for another process. */
  giveBack(): Promise<void>;
}

/** Milliseconds between tries to keep what became of a job while the database is away. */
const KEEP_PAUSE = 250;
const LONGEST_KEEP_PAUSE = 4_000;

/**
 * Runs the jobs of a queue. Not pg-boss's own worker: that one does not wait for its "done" to be written, so that a
 * database away at that moment ends the whole process with an unhandled rejection.
 */
export function createWorker(options: WorkerOptions): Worker {
  const { boss, queue, slots, signal, every, log, metrics, nameOf, run, gaveUp } = options;
  const underWay = new Set<string>();
  let stopping = false;

  const keep = (job: TakenJob, what: () => Promise<void>) => keptInTime(job, what, () => stopping);

  const work = async (job: TakenJob): Promise<void> => {
    const name = nameOf(job);
    underWay.add(job.id);
    const failure = await outcomeOf(job, run);
    underWay.delete(job.id);
    try {
      if (!failure) {
        await keep(job, () => boss.complete(queue, job.id));
        metrics?.jobs.inc({ job: name, outcome: "done" });
        return;
      }
      const { isLast, reference } = report(options, job, failure);
      if (isLast) await keep(job, async () => gaveUp?.(job));
      await keep(job, () => boss.fail(queue, job.id, { reference }));
    } catch (error) {
      log.error({ err: error, job: name, id: job.id }, "What became of a job could not be kept; it runs again");
    }
  };

  const pump = createPump<TakenJob>({
    slots,
    every,
    signal,
    take: (limit) => boss.fetch(queue, { batchSize: limit, includeMetadata: true }),
    work,
    failed: (error) => log.warn({ err: error, queue }, "Jobs could not be taken up; the next second tries again"),
  });
  return {
    ...pump,
    stop() {
      stopping = true;
      return pump.stop();
    },
    async giveBack() {
      if (underWay.size > 0) await boss.fail(queue, [...underWay]);
    },
  };
}

/** Within the job's own time: afterwards another process takes it for one whose process died. */
async function keptInTime(job: TakenJob, what: () => Promise<void>, isStopping: () => boolean): Promise<void> {
  const since = elapsed();
  for (let pause = KEEP_PAUSE; ; pause = Math.min(2 * pause, LONGEST_KEEP_PAUSE)) {
    try {
      return await what();
    } catch (error) {
      const isOver = isStopping() || elapsed() - since + pause > job.expireInSeconds * 1_000;
      if (isOver || !isUnavailable(error)) throw error;
      await setTimeout(pause);
    }
  }
}

function report({ log, metrics, nameOf }: WorkerOptions, job: TakenJob, failure: unknown) {
  const isLast = job.retryCount >= job.retryLimit;
  const reference = newReference();
  const name = nameOf(job);
  const facts = { err: failure, reference, job: name, id: job.id, run: job.retryCount + 1 };
  if (isLast) log.error(facts, "A job was given up");
  else log.warn(facts, "A job failed and is tried again");
  metrics?.jobs.inc({ job: name, outcome: isLast ? "dead" : "failed" });
  return { isLast, reference };
}

/** Undefined when it went well. */
async function outcomeOf(job: TakenJob, run: (job: TakenJob) => Promise<void>): Promise<unknown> {
  const limit = job.expireInSeconds * 1_000;
  try {
    await inTime(limit, run(job), () => new Error(`The job took longer than ${limit} ms`));
    return undefined;
  } catch (error) {
    return error ?? new Error("The job failed without saying why");
  }
}
