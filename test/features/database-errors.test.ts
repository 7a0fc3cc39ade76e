import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { classify, isUniqueConflict } from "../../src/data/errors.ts";
import { migrate } from "../../src/data/migrate.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";

let server: OwnServer;
let database: Database;
const organizationId = newId();
const queries = () => from({ database: database.handle });
const scope = () => systemScope(database.handle, asOrganizationId(organizationId), new MovableClock());
const failure = (doing: Promise<unknown>) => doing.then(() => "none", classify);
/** The first query may still meet a connection that is lost. */
const answers = () => expect.poll(() => failure(database.ping())).toBe("none");
const cutOthers = () =>
  database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );

beforeAll(async () => {
  server = await ownServer();
  await migrate(server.url);
  database = openDatabase(server.url, { connections: 2, statementTimeout: 500 });
  await queries().organization.create({ data: { id: organizationId, name: "宏达", createdAt: new Date(0) } });
  await queries().segment.create({ data: { id: newId(), organizationId, name: "华东" } });
});
afterAll(async () => {
  await database.close();
  await server.remove();
});

describe("a row that is there already", () => {
  const again = () => ({ id: newId(), organizationId, name: "华东" });
  const constraint = "Segment_organizationId_name_key";
  test.each([
    ["by the ORM", () => queries().segment.create({ data: again() })],
    [
      "by SQL through the ORM",
      () => queries().$executeRaw`INSERT INTO "Segment" VALUES (${newId()}::uuid, ${organizationId}::uuid, '华东')`,
    ],
    [
      "by the pool",
      () => database.pool.query(`INSERT INTO "Segment" VALUES ($1, $2, '华东')`, [newId(), organizationId]),
    ],
    ["in a change", () => change(scope(), { from: "test" }, (tx) => from(tx).segment.create({ data: again() }))],
  ])("is told with its constraint: %s", async (_, insert) => {
    const error = await insert().catch((thrown: unknown) => thrown);
    expect(classify(error)).toEqual({ kind: "unique", constraint });
    expect(isUniqueConflict(error)).toBe(true);
    expect(isUniqueConflict(error, constraint)).toBe(true);
    expect(isUniqueConflict(error, "Segment_pkey")).toBe(false);
    expect(await queries().segment.count()).toBe(1);
  });
});

test("a row whose other is not there, or not any more, is a conflict: tried again it may see what became of that", async () => {
  const orphan = queries().segment.create({ data: { id: newId(), organizationId: newId(), name: "华北" } });
  expect(await failure(orphan)).toEqual({ kind: "conflict" });
});

test("bugs of ours and other people's errors are neither", async () => {
  expect(await failure(queries().$queryRaw`SELECT no_such_column`)).toEqual({ kind: "other" });
  expect(classify(new Error("Connection is a nice word"))).toEqual({ kind: "other" });
  expect(classify("a text")).toEqual({ kind: "other" });
});

describe("unavailable", () => {
  const unavailable = { kind: "unavailable" };

  test("a statement over its time", async () => {
    expect(await failure(queries().$queryRaw`SELECT pg_sleep(5)::text`)).toEqual(unavailable);
  });

  test("a connection that is cut while a query runs", async () => {
    // Long enough to be found there on the busiest machine.
    const patient = openDatabase(server.url, { connections: 1, statementTimeout: 60_000 });
    const asked = failure(from({ database: patient.handle }).$queryRaw`SELECT pg_sleep(50)::text`);
    const busy = "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()";
    await expect.poll(async () => (await database.pool.query(busy)).rowCount).toBe(1);
    await cutOthers();
    expect(await asked).toEqual(unavailable);
    await patient.close();
  });

  test("a connection that is cut inside a change, of which nothing remains, however often", async () => {
    for (let round = 0; round < 5; round += 1) {
      const cut = change(scope(), { from: "test" }, async (tx) => {
        await from(tx).segment.create({ data: { id: newId(), organizationId, name: "华南" } });
        await cutOthers();
      });
      expect(await failure(cut)).toEqual(unavailable);
      await answers();
    }
    expect(await queries().segment.count()).toBe(1);
  });

  test("no free connection", async () => {
    const held = await Promise.all([database.pool.connect(), database.pool.connect()]);
    const results = await Promise.all([
      failure(queries().segment.count()),
      failure(change(scope(), { from: "test" }, (tx) => from(tx).segment.count())),
    ]);
    for (const client of held) client.release();
    expect(results).toEqual([unavailable, unavailable]);
  });

  test("too many connections on the server", async () => {
    await database.pool.query("CREATE ROLE guest LOGIN PASSWORD 'guest' CONNECTION LIMIT 0");
    const guest = openDatabase(server.url.replace(/\/\/[^@]*@/, "//guest:guest@"));
    expect(await failure(guest.ping())).toEqual(unavailable);
    expect(await failure(from({ database: guest.handle }).segment.count())).toEqual(unavailable);
    await guest.close();
  });

  test("a server that is gone, until it is back", async () => {
    const tries = () => ({
      query: () => queries().segment.count(),
      write: () => queries().segment.deleteMany(),
      change: () => change(scope(), { from: "test" }, (tx) => from(tx).segment.deleteMany()),
      ping: () => database.ping(),
    });
    await database.ping();
    await server.stop();
    // Twice: the connections that were open are lost first, then there are none.
    for (const attempt of [...Object.values(tries()), ...Object.values(tries())])
      expect(await failure(attempt())).toEqual(unavailable);
    await server.start();
    await answers();
    expect(await queries().segment.count()).toBe(1);
  });

  test("an address where nobody is", async () => {
    const nobody = openDatabase("postgresql://a:b@127.0.0.1:1/none");
    expect(await failure(nobody.ping())).toEqual(unavailable);
    expect(await failure(from({ database: nobody.handle }).segment.count())).toEqual(unavailable);
    await nobody.close();
  });
});
