import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { MovableClock } from "../../src/core/clock.ts";
import { defineJob } from "../../src/core/job.ts";
import type { Change } from "../../src/core/scope.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { migrate } from "../../src/data/migrate.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { enqueue } from "../../src/jobs/enqueue.ts";
import { createJobs } from "../../src/jobs/jobs.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { tell } from "../../src/notify/tell.ts";
import { type Company, makeCompany } from "../support/company.ts";
import { MemoryPort } from "../support/memory-port.ts";
import { card, toTeam } from "../support/notify-house.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";

const clock = new MovableClock();
const log = pino({ level: "silent" });
const port = new MemoryPort("slack");
let server: OwnServer;
let database: Database;
let company: Company;

beforeAll(async () => {
  server = await ownServer();
  await migrate(server.url);
  database = openDatabase(server.url, { log });
  company = await makeCompany(database.handle);
});
afterAll(async () => {
  await database?.close();
  await server?.remove();
});
const inChange = <T>(work: (change: Change) => Promise<T>) =>
  change(systemScope(database.handle, company.organizationId, clock), { from: "system" }, work);
const messages = () => from({ database: database.handle }).outgoingMessage.findMany({ orderBy: { seq: "asc" } });

test("the database goes away while a message is being sent: it is sent once, and the rest follows", async () => {
  const delivery = createDelivery({ database, ports: new Map([["slack", port]]), clock, log });
  await inChange(async (change) => {
    await tell(change, { key: "a", to: toTeam(company), about: "fee:1", card: () => card("one") });
    await tell(change, { key: "b", to: toTeam(company), card: () => card("two") });
  });
  const open = port.holds("C-team");
  delivery.start();
  await expect.poll(() => port.calls).toEqual(["post C-team"]);
  await server.stop();
  open();
  await expect.poll(() => port.titlesAt("C-team")).toEqual(["one"]);
  await server.start();
  await expect.poll(() => port.titlesAt("C-team")).toEqual(["one", "two"]);
  await delivery.stop();
  expect((await messages()).map(({ state }) => state)).toEqual(["sent", "sent"]);
});

test("the database goes away while jobs run: what is done stays done, what failed runs again within seconds", async () => {
  const runs: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const gated = (name: string, fails: number) =>
    defineJob({
      name,
      payload: z.object({}),
      retries: 1,
      async run() {
        runs.push(name);
        await gate;
        if (runs.filter((run) => run === name).length <= fails) throw new Error("There was no database.");
      },
    });
  const jobs = [gated("test.done", 0), gated("test.needs", 1)];
  const engine = createJobs({ database, jobs, ticks: [], clock, log });
  await engine.start();
  await inChange(async (change) => {
    for (const job of jobs) await enqueue(change, job, { payload: {} });
  });
  await expect.poll(() => runs.toSorted()).toEqual(["test.done", "test.needs"]);
  await server.stop();
  open();
  await server.start();
  const states = async () =>
    (await database.pool.query("SELECT state::text FROM pgboss.job")).rows.map((row) => row.state);
  await expect.poll(() => states().catch(() => [])).toEqual(["completed", "completed"]);
  expect(runs.toSorted()).toEqual(["test.done", "test.needs", "test.needs"]);
  await engine.stop();
});
