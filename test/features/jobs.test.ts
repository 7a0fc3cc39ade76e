import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { MovableClock } from "../../src/core/clock.ts";
import { newId } from "../../src/core/ids.ts";
import { defineJob, defineTick, type Job, type Tick } from "../../src/core/job.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import type { Change } from "../../src/core/scope.ts";
import { openDatabase } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { enqueue } from "../../src/jobs/enqueue.ts";
import { createJobs } from "../../src/jobs/jobs.ts";
import { makeCompany } from "../support/company.ts";
import { withDatabase } from "../support/database.ts";

const database = withDatabase();
const log = pino({ level: "silent" });
const minute = new Date("2026-11-23T00:30:00Z");
let companies = 0;

/** A company and a job engine of its own; the queue holds nothing of earlier tests. */
const openHouse = async ({ jobs = [], ticks = [] }: { jobs?: Job<{ id: string }>[]; ticks?: Tick[] } = {}) => {
  companies += 1;
  const company = await makeCompany(database.handle, { workspace: `W${companies}` });
  await database.pool.query("DELETE FROM pgboss.job");
  const clock = new MovableClock();
  const metrics = createMetrics();
  const engine = createJobs({ database, jobs, ticks, clock, log, metrics, every: 3_600_000 });
  const scope = systemScope(database.handle, company.organizationId, clock);
  return {
    company,
    clock,
    metrics,
    engine,
    change: <T>(work: (change: Change) => Promise<T>) => change(scope, { from: "system" }, work),
  };
};

const states = async (): Promise<string[]> => {
  const { rows } = await database.pool.query("SELECT state::text FROM pgboss.job ORDER BY created_on, id");
  return rows.map(({ state }) => state);
};
/** The pauses before further tries are over. */
const timePasses = () => database.pool.query("UPDATE pgboss.job SET start_after = now() - interval '1 second'");

/** A job that notes what it was run with and fails as often as told. */
const noting = ({ failing = 0, retries = 3 } = {}) => {
  const runs: { id: string; organizationId: string; from: string }[] = [];
  const given: string[] = [];
  let left = failing;
  const job = defineJob({
    name: "test.note",
    payload: z.object({ id: z.uuid() }),
    retries,
    async run(context, { id }) {
      const from = await context.change(async ({ from }) => from);
      runs.push({ id, organizationId: context.scope.organizationId, from });
      if (left-- > 0) throw new Error("not yet");
    },
    gaveUp: async (_, { id }) => void given.push(id),
  });
  return { job, runs, given };
};

test("a job runs after its change, for the organization of the change", async () => {
  const { job, runs } = noting();
  const { company, engine, change } = await openHouse({ jobs: [job] });
  const id = newId();
  await change((change) => enqueue(change, job, { payload: { id } }));
  await engine.workDue();
  expect(runs).toEqual([{ id, organizationId: company.organizationId, from: "system" }]);
  expect(await states()).toEqual(["completed"]);
});

test("a job of a change that is rolled back was never there", async () => {
  const { job, runs } = noting();
  const { engine, change } = await openHouse({ jobs: [job] });
  const refused = change(async (change) => {
    await enqueue(change, job, { payload: { id: newId() } });
    throw new Error("refused");
  });
  await expect(refused).rejects.toThrow("refused");
  await engine.workDue();
  expect(await states()).toEqual([]);
  expect(runs).toEqual([]);
});

test("a job is not seen by others before its change is committed", async () => {
  const { job, runs } = noting();
  const { engine, change } = await openHouse({ jobs: [job] });
  await change(async (change) => {
    await enqueue(change, job, { payload: { id: newId() } });
    await engine.workDue();
    expect(runs).toEqual([]);
  });
  await engine.workDue();
  expect(runs).toHaveLength(1);
});

test("a started engine runs a job at once", async () => {
  const { job, runs } = noting();
  const { engine, change } = await openHouse({ jobs: [job] });
  await engine.start();
  await change((change) => enqueue(change, job, { payload: { id: newId() } }));
  await expect.poll(() => runs).toHaveLength(1);
  await engine.stop();
  expect(await states()).toEqual(["completed"]);
});

test("a payload that is not what the job takes keeps the change from happening", async () => {
  const { job } = noting();
  const { change } = await openHouse({ jobs: [job] });
  await expect(change((change) => enqueue(change, job, { payload: { id: "17" } }))).rejects.toThrow(z.ZodError);
  expect(await states()).toEqual([]);
});

test("the same key asks once per organization, also after it was done", async () => {
  const { job, runs } = noting();
  const one = await openHouse({ jobs: [job] });
  const ask = (change: Change) => enqueue(change, job, { payload: { id: newId() }, key: "import:1" });
  await one.change(ask);
  await one.change(ask);
  await one.engine.workDue();
  await one.change(ask);
  await one.engine.workDue();
  expect(runs).toHaveLength(1);
  const two = await openHouse({ jobs: [job] });
  await two.change(ask);
  await two.engine.workDue();
  expect(runs.map(({ organizationId }) => organizationId)).toEqual([
    one.company.organizationId,
    two.company.organizationId,
  ]);
});

test("a job that fails is tried again after a growing pause", async () => {
  const { job, runs } = noting({ failing: 2 });
  const { engine, change, metrics } = await openHouse({ jobs: [job] });
  await change((change) => enqueue(change, job, { payload: { id: newId() } }));
  const pauses: number[] = [];
  for (let n = 0; n < 2; n += 1) {
    await engine.workDue();
    expect(await states()).toEqual(["retry"]);
    const { rows } = await database.pool.query(
      "SELECT extract(epoch FROM start_after - now())::float8 AS pause FROM pgboss.job",
    );
    pauses.push(rows[0].pause);
    await timePasses();
  }
  await engine.workDue();
  expect(runs).toHaveLength(3);
  expect(await states()).toEqual(["completed"]);
  expect(pauses[0]).toBeLessThanOrEqual(4);
  expect(pauses[1]).toBeGreaterThan(3);
  expect(await metrics.registry.metrics()).toContain('rapport_jobs_total{job="test.note",outcome="failed"} 2');
});

test("a job that keeps failing is given up and counted, and holds up no other", async () => {
  const bad = noting({ failing: 99, retries: 1 });
  const good = { ...noting().job, name: "test.good" };
  const { engine, change, metrics } = await openHouse({ jobs: [bad.job, good] });
  await change(async (change) => {
    await enqueue(change, bad.job, { payload: { id: newId() } });
    await enqueue(change, good, { payload: { id: newId() } });
  });
  await engine.workDue();
  expect(bad.given, "there is another try").toEqual([]);
  await timePasses();
  await engine.workDue();
  await timePasses();
  await engine.workDue();
  expect(bad.runs).toHaveLength(2);
  expect(bad.given).toEqual([bad.runs[0]!.id]);
  expect((await states()).sort()).toEqual(["completed", "failed"]);
  expect(await metrics.registry.metrics()).toContain('rapport_jobs_total{job="test.note",outcome="dead"} 1');
});

test("two processes share the jobs: each runs once", async () => {
  const { job, runs } = noting();
  const { engine, change, clock } = await openHouse({ jobs: [job] });
  await change(async (change) => {
    for (let n = 0; n < 40; n += 1) await enqueue(change, job, { payload: { id: newId() } });
  });
  const second = openDatabase(database.url, { log });
  const beside = createJobs({ database: second, jobs: [job], ticks: [], clock, log });
  await Promise.all([engine.workDue(), beside.workDue()]);
  await second.close();
  expect(new Set(runs.map(({ id }) => id)).size).toBe(40);
  expect(runs).toHaveLength(40);
});

test("a tick runs once a minute for each organization, however many processes ask", async () => {
  const seen: string[] = [];
  const tick = defineTick({
    name: "test.tick",
    async run({ scope }) {
      seen.push(scope.organizationId);
    },
  });
  const { engine, clock } = await openHouse({ ticks: [tick] });
  const second = openDatabase(database.url, { log });
  const beside = createJobs({ database: second, jobs: [], ticks: [tick], clock, log });
  await Promise.all([engine.tick(minute), beside.tick(minute)]);
  await Promise.all([engine.workDue(), beside.workDue()]);
  await beside.tick(minute);
  await beside.workDue();
  expect(seen).toHaveLength(companies);
  expect(new Set(seen).size).toBe(companies);
  await engine.tick(new Date(minute.getTime() + 60_000));
  await Promise.all([engine.workDue(), beside.workDue()]);
  expect(seen).toHaveLength(2 * companies);
  await second.close();
});

test("minutes that pass while nobody works are made up for by one run", async () => {
  let runs = 0;
  const tick = defineTick({
    name: "test.tick",
    async run() {
      runs += 1;
    },
  });
  const { engine } = await openHouse({ ticks: [tick] });
  for (let n = 0; n < 5; n += 1) await engine.tick(new Date(minute.getTime() + n * 60_000));
  await engine.workDue();
  expect(runs).toBe(companies);
});

test("a tick that fails for one organization runs for the others", async () => {
  const seen: string[] = [];
  await openHouse();
  const tick = defineTick({
    name: "test.tick",
    async run({ scope }) {
      seen.push(scope.organizationId);
      if (seen.length === 1) throw new Error("this one only");
    },
  });
  const { engine, metrics } = await openHouse({ ticks: [tick] });
  await engine.tick(minute);
  await engine.workDue();
  expect(new Set(seen).size).toBe(companies);
  expect(await metrics.registry.metrics()).toContain('rapport_jobs_total{job="test.tick",outcome="failed"} 1');
});

test("ticks run at once for a moved clock, with its time", async () => {
  const seen: string[] = [];
  const tick = defineTick({
    name: "test.tick",
    async run({ now }) {
      seen.push(now.toISOString());
    },
  });
  const { engine, clock } = await openHouse({ ticks: [tick] });
  clock.freezeAt(new Date("2026-12-04T09:00:00Z"));
  await engine.tickNow();
  expect(new Set(seen)).toEqual(new Set(["2026-12-04T09:00:00.000Z"]));
  expect(seen).toHaveLength(companies);
});

test("a job whose process died runs again when its time is over", async () => {
  const { job, runs } = noting();
  const { engine, change } = await openHouse({ jobs: [job] });
  await change((change) => enqueue(change, job, { payload: { id: newId() } }));
  await database.pool.query(
    "UPDATE pgboss.job SET state = 'active', started_on = now() - interval '1 hour', expire_in = interval '1 minute'",
  );
  await engine.workDue();
  expect(runs).toHaveLength(0);
  await engine.tidyUp();
  await timePasses();
  await engine.workDue();
  expect(runs).toHaveLength(1);
});

test("two jobs of one name are refused before anything starts", () => {
  const { job } = noting();
  const clock = new MovableClock();
  expect(() => createJobs({ database, jobs: [job, { ...job }], ticks: [], clock, log })).toThrow("test.note");
});
