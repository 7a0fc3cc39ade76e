import { expect, test } from "vitest";
import { examineWork } from "../../src/cli/doctor-work.ts";
import { MovableClock, systemClock } from "../../src/core/clock.ts";
import type { Finding } from "../../src/core/finding.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { makeCompany } from "../support/company.ts";
import { withDatabase } from "../support/database.ts";

const database = withDatabase();
const db = () => from({ database: database.handle });
/** What is found of one check, with this computer's clock so many milliseconds ahead. */
const finds = async (check: Finding["check"], ahead = 0): Promise<Finding | undefined> => {
  const clock = new MovableClock();
  clock.moveAhead(ahead);
  let found: Finding | undefined;
  for await (const finding of examineWork(database.handle, clock)) if (finding.check === check) found = finding;
  return found;
};

test("jobs that failed for good are counted and named; what is late is said before them", async () => {
  expect((await finds("jobs"))?.state).toBe("ok");
  await db().$executeRaw`
    INSERT INTO pgboss.job (name, data, state) VALUES ('jobs', '{"job":"well"}', 'completed'),
      ('jobs', '{"job":"soon"}', 'created')`;
  expect((await finds("jobs"))?.state).toBe("ok");
  await db().$executeRaw`
    INSERT INTO pgboss.job (name, data, state) VALUES ('jobs', '{"job":"sheet.read"}', 'failed'),
      ('jobs', '{"job":"sheet.read"}', 'failed'), ('jobs', '{"job":"export.write"}', 'failed')`;
  const found = await finds("jobs");
  expect(found).toMatchObject({
    state: "wrong",
    says: {
      en: "3 failed for good in the last week: export.write, sheet.read",
      zh: "最近一周有 3 个没有做成：export.write、sheet.read",
    },
  });
  expect(found?.remedy?.en).toMatch(/^Each is in the bot's log with why/);
  await db().$executeRaw`
    INSERT INTO pgboss.job (name, data, start_after) VALUES ('jobs', '{"job":"late"}', now() - interval '1 hour')`;
  expect((await finds("jobs"))?.says.en).toMatch(/^1 have waited since \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
});

test("messages that could not be delivered in the last day are counted, older ones not", async () => {
  const { organizationId } = await makeCompany(database.handle, { workspace: "T0TRIAL" });
  const failed = (key: string, settledAt: Date) =>
    db().outgoingMessage.create({
      data: {
        ...{ id: newId(), organizationId, key, lane: "x", kind: "post", platform: "slack", workspace: "T0TRIAL" },
        ...{ card: {}, state: "failed", failure: "gone", settledAt, nextAt: settledAt },
      },
    });
  await failed("older", new Date(systemClock.now().getTime() - 3 * 86_400_000));
  expect((await finds("messages"))?.state).toBe("ok");
  await failed("now", systemClock.now());
  const found = await finds("messages");
  expect(found).toMatchObject({ state: "wrong", says: { en: "1 could not be delivered in the last day" } });
  expect(found?.remedy?.en).toMatch(/^The admins were told of each/);
});

test.each([-20_000, 0, 20_000])("a clock that is %i ms ahead of the database's agrees with it", async (ahead) => {
  expect(await finds("clock", ahead)).toMatchObject({ state: "ok", remedy: undefined });
});
test.each([-3_600_000, 3_600_000])("a clock that is %i ms ahead of the database's is wrong", async (ahead) => {
  const found = await finds("clock", ahead);
  expect(found?.state).toBe("wrong");
  const seconds = /^this computer and the database differ by (\d+) s$/.exec(found?.says.en ?? "")?.[1];
  expect(found?.says.zh).toBe(`这台电脑和数据库的时间差 ${seconds} 秒`);
  expect(found?.remedy?.en).toMatch(/^Set both by the same time server/);
  // What the question itself takes is not counted against the clock.
  expect(Number(seconds)).toBeGreaterThan(30);
  expect(Number(seconds)).toBeLessThanOrEqual(3600);
});
