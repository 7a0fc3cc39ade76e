import schedule from "node-schedule";
import type PgBoss from "pg-boss";
import { z } from "zod";
import { systemClock } from "../core/clock.ts";
import { idFrom, newReference } from "../core/ids.ts";
import type { Tick } from "../core/job.ts";
import type { Log } from "../core/log.ts";
import type { Metrics } from "../core/metrics.ts";
import { contextOf, type Ground, organizationsOf } from "./context.ts";

export const tickEnvelope = z.object({ tick: z.string() });

/** Seconds a tick may take; a process that died in one holds up nothing, as the next minute asks again. */
const EXPIRES = 10 * 60;

/**
 * Asks for every tick at once. The id is made of tick and minute, so that of all processes that ask, one is heard; a
 * tick that still waits from an earlier minute is not asked for again.
 * @param minute the database's, which all processes share; what a tick does depends on the clock alone
 */
export async function askForTicks(boss: PgBoss, ticks: readonly Tick[], minute: Date): Promise<void> {
  const slot = minute.toISOString().slice(0, 16);
  await boss.insert(
    ticks.map(({ name }) => ({
      id: idFrom("tick", name, slot),
      name: "ticks",
      data: { tick: name } satisfies z.infer<typeof tickEnvelope>,
      singletonKey: name,
      expireInSeconds: EXPIRES,
    })),
  );
}

const EVERY_MINUTE = "* * * * *";
/** Milliseconds. */
const MINUTE = 60_000;
const LOOK_EVERY = 10_000;

/**
 * Calls `ask` at the start of every minute, and within seconds when the system's clock was put forward or back: by
 * itself the timetable would then ask for each minute between, or be silent until the old time comes again.
 * Returns what ends that.
 */
export const everyMinute = (ask: () => void): (() => void) => {
  const job = schedule.scheduleJob(EVERY_MINUTE, () => {
    goOnFromNow();
    ask();
  });
  const goOnFromNow = (): boolean => {
    const ahead = (job.nextInvocation()?.getTime() ?? 0) - systemClock.now().getTime();
    return Math.abs(ahead) > MINUTE && job.reschedule(EVERY_MINUTE);
  };
  const look = setInterval(() => {
    if (goOnFromNow()) ask();
  }, LOOK_EVERY);
  return () => {
    clearInterval(look);
    job.cancel();
  };
};

/** Runs a tick for one organization after the other; what fails for one is logged and the others go on. */
export async function runTick(tick: Tick, on: Ground & { log: Log; metrics: Metrics | undefined }): Promise<void> {
  for (const organizationId of await organizationsOf(on.database)) {
    try {
      await tick.run(contextOf(on, organizationId));
    } catch (error) {
      const reference = newReference();
      on.log.error(
        { err: error, reference, tick: tick.name, organizationId },
        "A tick failed; the next minute asks again",
      );
      on.metrics?.jobs.inc({ job: tick.name, outcome: "failed" });
    }
  }
}
