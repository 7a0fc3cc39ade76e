import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { PortError } from "../../src/chat/port.ts";
import { systemClock } from "../../src/core/clock.ts";
import { defineJob, defineTick } from "../../src/core/job.ts";
import { leaseDelivery } from "../../src/data/deliveries.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { enqueue } from "../../src/jobs/enqueue.ts";
import { createJobs } from "../../src/jobs/jobs.ts";
import { everyMinute } from "../../src/jobs/ticker.ts";
import { tell } from "../../src/notify/tell.ts";
import { tidyTick } from "../../src/notify/tidy.ts";
import { makeCompany } from "../support/company.ts";
import { withDatabase } from "../support/database.ts";
import { card, notifyHouses, toTeam } from "../support/notify-house.ts";

const database = withDatabase();
const openHouse = notifyHouses(database);

test("every minute is asked for at its start", () => {
  vi.useFakeTimers({ now: new Date("2026-11-23T00:29:30Z") });
  try {
    const asked: string[] = [];
    const end = everyMinute(() => asked.push(systemClock.now().toISOString()));
    vi.advanceTimersByTime(95_000);
    end();
    vi.advanceTimersByTime(120_000);
    expect(asked).toEqual(["2026-11-23T00:30:00.000Z", "2026-11-23T00:31:00.000Z"]);
  } finally {
    vi.useRealTimers();
  }
});

test("a clock that is put forward asks once for now, one that is put back keeps on asking", () => {
  vi.useFakeTimers({ now: new Date("2026-11-23T00:29:35Z") });
  try {
    let asked = 0;
    const end = everyMinute(() => {
      asked += 1;
    });
    const askedWithin = (seconds: number) => {
      asked = 0;
      vi.advanceTimersByTime(seconds * 1_000);
      return asked;
    };
    expect(askedWithin(26)).toBe(1);
    vi.setSystemTime(new Date("2026-11-24T00:30:10Z"));
    expect(askedWithin(15), "at once, not for every minute of the day").toBe(1);
    expect(askedWithin(300)).toBe(5);
    vi.setSystemTime(new Date("2026-11-23T22:30:10Z"));
    expect(askedWithin(15)).toBe(1);
    expect(askedWithin(300), "also in hours that have been before").toBe(5);
    // The system's clock jumps right before a minute that had been waited for.
    vi.advanceTimersByTime(31_000);
    vi.setSystemTime(new Date("2026-11-25T12:00:10Z"));
    expect(askedWithin(40)).toBe(1);
    end();
    expect(askedWithin(300)).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

/** The database's clock is put back: whatever it has written lies two hours ahead of it from now on. */
const putBack = async (): Promise<void> => {
  await database.pool.query(`UPDATE pgboss.job SET created_on = created_on + interval '2 hours',
    start_after = start_after + interval '2 hours', started_on = started_on + interval '2 hours'`);
  await database.pool.query(`UPDATE "Delivery" SET "leasedUntil" = "leasedUntil" + interval '2 hours'`);
  await database.pool.query(`UPDATE "OutgoingMessage" SET "nextAt" = "nextAt" + interval '2 hours'`);
};

test("when the database's clock is put back, jobs and minutes do not wait for the old time to come again", async () => {
  const ran: string[] = [];
  const noting = (name: string, fails = 0) => {
    let left = fails;
    return defineJob({
      name,
      payload: z.object({}),
      retries: 3,
      async run() {
        ran.push(name);
        if (left-- > 0) throw new Error("not yet");
      },
    });
  };
  const [again, begun] = [noting("test.again", 1), noting("test.begun")];
  const tick = defineTick({ name: "test.tick", run: async () => void ran.push("test.tick") });
  const { organizationId } = await makeCompany(database.handle);
  const [clock, log] = [systemClock, pino({ level: "silent" })];
  const engine = createJobs({ database, jobs: [again, begun], ticks: [tick], clock, log, every: 3_600_000 });
  const asks = (job: typeof again) =>
    change(systemScope(database.handle, organizationId, clock), { from: "system" }, (change) =>
      enqueue(change, job, { payload: {} }),
    );
  const minute = new Date("2026-11-23T00:30:00Z");
  await engine.tick(minute);
  await asks(again);
  await engine.workDue();
  await asks(begun);
  await database.pool.query("UPDATE pgboss.job SET state = 'active', started_on = now() WHERE state = 'created'");
  expect(ran.splice(0).sort()).toEqual(["test.again", "test.tick"]);
  await putBack();
  await engine.tick(minute);
  await engine.workDue();
  expect(ran, "nothing is due by itself").toEqual([]);

  await engine.tidyUp();
  await engine.tick(minute);
  await engine.workDue();
  expect(ran.sort()).toEqual(["test.again", "test.tick"]);
  const { rows } = await database.pool.query(
    "SELECT data->>'job' AS job, started_on <= now() AS past FROM pgboss.job WHERE state = 'active'",
  );
  expect(rows, "what a dead process had taken up is given to another in its time").toEqual([
    { job: "test.begun", past: true },
  ]);
});

test("when the database's clock is put back, a delivery that comes again is taken by whoever gets it", async () => {
  const identity = { platform: "slack", workspace: "T1", user: "U1" };
  const lease = () => leaseDelivery(database.handle, "slack:Ev1", identity);
  expect([await lease(), await lease()]).toEqual(["ours", "held"]);
  await putBack();
  expect([await lease(), await lease()]).toEqual(["ours", "held"]);
});

test("when the database's clock is put back, what waits to be sent again does not wait for the old time", async () => {
  const house = await openHouse();
  const titles = () => house.port.titlesAt("C-team");
  house.port.fails("post", { before: new PortError("unavailable", "no answer") }, { place: "C-team" });
  await house.change((change) => tell(change, { key: "k", to: toTeam(house.company), card: () => card("周五汇总") }));
  await house.delivery.deliverDue();
  await putBack();
  await house.delivery.deliverDue();
  expect(titles(), "it is not due").toEqual([]);

  await tidyTick.run(house.jobContext());
  await house.delivery.deliverDue();
  expect(titles()).toEqual(["周五汇总"]);
});
