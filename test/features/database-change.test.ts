import PgBoss from "pg-boss";
import { pino } from "pino";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { asMemberId, asOrganizationId, newId } from "../../src/core/ids.ts";
import { Refusal } from "../../src/core/refusal.ts";
import type { Scope } from "../../src/core/scope.ts";
import { atEnd } from "../../src/data/at-end.ts";
import { audit } from "../../src/data/audit.ts";
import { from } from "../../src/data/client.ts";
import { Prisma } from "../../src/data/generated/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { afterCommit, change, sqlOf } from "../../src/data/transaction.ts";
import { withDatabase } from "../support/database.ts";
import { listenToStatements } from "../support/statements.ts";

const logged: string[] = [];
const log = pino({ level: "error" }, { write: (line: string) => void logged.push(line) });
const database = withDatabase({ log });
const clock = new MovableClock();
const now = new Date("2026-11-20T01:30:00Z");
let scope: Scope;

beforeAll(async () => {
  clock.freezeAt(now);
  await database.pool.query("SELECT set_config('deadlock_timeout', '50ms', false)");
});
beforeEach(async () => {
  const id = newId();
  await from({ database: database.handle }).organization.create({ data: { id, name: "宏达", createdAt: now } });
  scope = systemScope(database.handle, asOrganizationId(id), clock);
});

const segment = (name: string) => ({ id: newId(), organizationId: scope.organizationId, name });
const segments = async () =>
  (
    await from(scope).segment.findMany({ where: { organizationId: scope.organizationId }, orderBy: { name: "asc" } })
  ).map(({ name }) => name);
const auditEntries = () => from(scope).auditEntry.findMany({ where: { organizationId: scope.organizationId } });

/** Lets that many arrive before any goes on. */
function meeting(size: number): () => Promise<void> {
  let here = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    here += 1;
    if (here >= size) open();
    return opened;
  };
}

test("a change is kept whole, with one instant, and returns what its work returns", async () => {
  const at = await change(scope, { from: "slack" }, async (tx) => {
    await from(tx).segment.create({ data: segment("华东") });
    await audit(tx, { what: "segment.opened", subject: "segment:1", after: { name: "华东", sum: 12n } });
    expect(await segments()).toEqual([]);
    return tx.at;
  });
  expect(at).toEqual(now);
  expect(await segments()).toEqual(["华东"]);
  expect(await auditEntries()).toMatchObject([
    {
      what: "segment.opened",
      from: "slack",
      at: now,
      memberId: null,
      before: null,
      after: { name: "华东", sum: "12" },
    },
  ]);
});

test("a change can say when it happened, and audits in the name of the member", async () => {
  const at = new Date("2026-11-01T00:00:00Z");
  const memberId = asMemberId(newId());
  await change({ ...scope, memberId }, { from: "import", at }, async (tx) => {
    await audit(tx, { what: "customer.made", subject: "customer:1" });
    await audit(tx, { what: "customer.made", subject: "customer:2", before: { owner: null } });
  });
  expect((await auditEntries()).map((entry) => [entry.at, entry.memberId, entry.before])).toEqual([
    [at, memberId, null],
    [at, memberId, { owner: null }],
  ]);
});

test("a refusal rolls everything back and arrives as it was thrown", async () => {
  const refusal = new Refusal({ en: "Not saved. Reason. Remedy.", zh: "没有保存。" });
  const hooks: string[] = [];
  const refused = change(scope, { from: "slack" }, async (tx) => {
    await from(tx).segment.create({ data: segment("华北") });
    await audit(tx, { what: "segment.opened", subject: "segment:2" });
    afterCommit(tx, () => void hooks.push("delivered"));
    throw refusal;
  });
  await expect(refused).rejects.toBe(refusal);
  expect(await segments()).toEqual([]);
  expect(await auditEntries()).toEqual([]);
  expect(hooks).toEqual([]);
});

test("what is written at the end belongs to the change: when it cannot be written, nothing is kept", async () => {
  const failed = change(scope, { from: "slack" }, async (tx) => {
    await from(tx).segment.create({ data: segment("东北") });
    await audit(tx, { what: "segment.opened", subject: "segment:3", after: { name: "PostgreSQL keeps no \u0000" } });
  });
  await expect(failed).rejects.toThrow();
  expect(await segments()).toEqual([]);
  expect(await auditEntries()).toEqual([]);
});

/** Renames a segment as the change ends, if it is still called as it was. */
const rename = atEnd<{ readonly id: string; readonly was: string; readonly name: string }>(
  (rows) => ({
    renamed: Prisma.sql`UPDATE "Segment" s SET name = r->>'name' FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r
      WHERE s.id = (r->>'id')::uuid AND s.name = r->>'was' RETURNING s.id`,
  }),
  { statement: "renamed", otherwise: () => new RangeError("renamed meanwhile") },
);

test("a change that only writes as it ends is one statement, and asks for no transaction", async () => {
  const east = segment("东");
  await from(scope).segment.create({ data: east });
  const heard = listenToStatements();
  await change(scope, { from: "slack" }, async (tx) => {
    rename(tx, { id: east.id, was: "东", name: "华东" });
    await audit(tx, { what: "segment.renamed", subject: "segment:1" });
  });
  expect(heard()).toHaveLength(1);
  expect(await segments()).toEqual(["华东"]);
  expect(await auditEntries()).toMatchObject([{ what: "segment.renamed" }]);
});

test("a change that does nothing sends nothing", async () => {
  const heard = listenToStatements();
  expect(await change(scope, { from: "slack" }, async () => 1)).toBe(1);
  expect(heard()).toEqual([]);
});

test.each([
  ["alone in its statement", false],
  ["after others", true],
])("a condition that does not hold as a change ends calls all of it off: %s", async (_, after) => {
  const east = segment("东");
  await from(scope).segment.create({ data: east });
  const hooks: string[] = [];
  const lost = change(scope, { from: "slack" }, async (tx) => {
    if (after) await from(tx).segment.create({ data: segment("南") });
    afterCommit(tx, () => void hooks.push("delivered"));
    await audit(tx, { what: "segment.renamed", subject: "segment:1" });
    rename(tx, { id: east.id, was: "西", name: "华西" });
  });
  await expect(lost).rejects.toThrow(new RangeError("renamed meanwhile"));
  expect(await segments()).toEqual(["东"]);
  expect(await auditEntries()).toEqual([]);
  expect(hooks).toEqual([]);
});

test("a key that somebody faster has taken calls a change off as its condition does", async () => {
  const taken = segment("东");
  await from(scope).segment.create({ data: taken });
  const add = atEnd<typeof taken>(
    ([row]) => ({
      added: Prisma.sql`INSERT INTO "Segment" (id, "organizationId", name)
        VALUES (${row?.id}::uuid, ${row?.organizationId}::uuid, ${row?.name}) RETURNING 1`,
    }),
    { statement: "added", unique: "Segment_pkey", otherwise: () => new RangeError("taken") },
  );
  const lost = change(scope, { from: "slack" }, async (tx) => {
    await audit(tx, { what: "segment.opened", subject: "segment:1" });
    add(tx, { ...taken, name: "西" });
  });
  await expect(lost).rejects.toThrow(new RangeError("taken"));
  expect(await segments()).toEqual(["东"]);
  expect(await auditEntries()).toEqual([]);
});

test("a change that fails while it is still beginning holds no connection", async () => {
  const failures = Array.from({ length: 30 }, () =>
    change(scope, { from: "slack" }, async (tx) => {
      const begun = from(tx).segment.create({ data: segment("北") });
      begun.catch(() => undefined);
      throw new RangeError("no patience");
    }),
  );
  for (const { status } of await Promise.allSettled(failures)) expect(status).toBe("rejected");
  expect(database.pool.idleCount).toBe(database.pool.totalCount);
  expect(await segments()).toEqual([]);
});

test("what follows a change runs once it is committed, and sees it", async () => {
  const seen = new Promise<string[]>((resolve) => {
    void change(scope, { from: "slack" }, async (tx) => {
      afterCommit(tx, async () => resolve(await segments()));
      await from(tx).segment.create({ data: segment("华南") });
    });
  });
  expect(await seen).toEqual(["华南"]);
});

test("what follows a change may fail: the change stands and the log says so", async () => {
  const failed = new Promise<void>((resolve) => {
    void change(scope, { from: "slack" }, async (tx) => {
      await from(tx).segment.create({ data: segment("西南") });
      afterCommit(tx, () => Promise.reject(new Error("no channel")).finally(resolve));
    });
  });
  await failed;
  await expect.poll(() => logged.join()).toContain("no channel");
  expect(await segments()).toEqual(["西南"]);
});

test("two changes that block each other both happen, each once", async () => {
  const [first, second] = [segment("甲"), segment("乙")];
  await from(scope).segment.createMany({ data: [first, second] });
  const bothHoldOne = meeting(2);
  const hooks: string[] = [];
  let attempts = 0;
  const move = (mine: string, other: string, mark: string) =>
    change(scope, { from: "slack" }, async (tx) => {
      attempts += 1;
      afterCommit(tx, () => void hooks.push(mark));
      const rename = (id: string) =>
        sqlOf(tx).executeSql(`UPDATE "Segment" SET name = name || $1 WHERE id = $2::uuid`, [mark, id]);
      await rename(mine);
      await bothHoldOne();
      await rename(other);
    });
  await Promise.all([move(first.id, second.id, "1"), move(second.id, first.id, "2")]);
  const names = (await segments()).map((name) => [...name].sort().join(""));
  expect(names.sort()).toEqual(["12乙", "12甲"]);
  // The one that gave way may be back before the other has taken what it waited for, and give way once more.
  expect(attempts).toBeGreaterThanOrEqual(3);
  expect(hooks.sort()).toEqual(["1", "2"]);
});

test("a change that keeps meeting others gives up after four tries and changes nothing", async () => {
  let attempts = 0;
  const lost = change(scope, { from: "slack" }, async (tx) => {
    attempts += 1;
    await from(tx).segment.create({ data: segment("丙") });
    await sqlOf(tx).executeSql("DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = 'serialization_failure'; END $$");
  });
  await expect(lost).rejects.toThrow("met");
  expect(attempts).toBe(4);
  expect(await segments()).toEqual([]);
});

test("changes do not nest, and a foreign handle opens nothing", async () => {
  const nested = change(scope, { from: "slack" }, (tx) => change(tx, { from: "slack" }, async () => undefined));
  await expect(nested).rejects.toThrow("inside another change");
  const foreign = { ...scope, database: Object.freeze({}) as Scope["database"] };
  expect(() => from(foreign)).toThrow("not opened");
});

test("a job is sent with the change or not at all", async () => {
  const boss = new PgBoss({ connectionString: database.url, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue("deliver");
  const send = (text: string, end: () => void) =>
    change(scope, { from: "slack" }, async (tx) => {
      await boss.send("deliver", { text, at: 1 }, { db: sqlOf(tx), singletonKey: text, startAfter: 0 });
      end();
    });
  const refused = send("refused", () => {
    throw new Refusal({ en: "No.", zh: "不。" });
  });
  await expect(refused).rejects.toBeInstanceOf(Refusal);
  await send("kept", () => undefined);
  expect((await boss.fetch("deliver", { batchSize: 9 })).map(({ data }) => data)).toEqual([{ text: "kept", at: 1 }]);
  await boss.stop({ graceful: false, wait: true });
});
