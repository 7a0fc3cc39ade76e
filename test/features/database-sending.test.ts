import { beforeEach, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import type { Scope } from "../../src/core/scope.ts";
import { from, send } from "../../src/data/client.ts";
import { Prisma } from "../../src/data/generated/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { withDatabase } from "../support/database.ts";

const database = withDatabase();
const clock = new MovableClock();
let scope: Scope;

beforeEach(async () => {
  const id = newId();
  await from({ database: database.handle }).organization.create({ data: { id, name: "宏达", createdAt: clock.now() } });
  scope = systemScope(database.handle, asOrganizationId(id), clock);
});

const opened = (name: string) =>
  Prisma.sql`INSERT INTO "Segment" (id, "organizationId", name) VALUES (${newId()}::uuid, ${scope.organizationId}::uuid, ${name})`;
const segments = async () =>
  (await from(scope).segment.findMany({ where: { organizationId: scope.organizationId } })).map(({ name }) => name);

test("what is sent past the ORM belongs to the change, and sees what stands in it", async () => {
  const { organizationId } = scope;
  const written = await change(scope, { from: "slack" }, async (tx) => {
    const sent = await send(tx, opened("华东"));
    await from(tx).segment.create({ data: { id: newId(), organizationId, name: "华北" } });
    expect(await segments()).toEqual([]);
    const renamed = Prisma.sql`UPDATE "Segment" SET name = name || '区' WHERE "organizationId" = ${organizationId}::uuid`;
    return [sent, await send(tx, renamed)];
  });
  expect(written).toEqual([1, 2]);
  expect((await segments()).toSorted()).toEqual(["华东区", "华北区"].toSorted());
  const refused = change(scope, { from: "slack" }, async (tx) => {
    await send(tx, opened("西南"));
    throw new RangeError("not so");
  });
  await expect(refused).rejects.toThrow("not so");
  expect(await segments()).toHaveLength(2);
});

/** The pool has all its connections back. */
const isIdle = (): boolean => database.pool.idleCount === database.pool.totalCount;

test("a change whose time is over sends nothing more: its connection may be another's by then", async () => {
  let [begins, goesOn] = [() => {}, () => {}];
  const begun = new Promise<void>((resolve) => {
    begins = resolve;
  });
  const over = new Promise<void>((resolve) => {
    goesOn = resolve;
  });
  const late = change(scope, { from: "slack", timeout: 100 }, async (tx) => {
    await send(tx, opened("华东"));
    begins();
    await over;
    await send(tx, opened("华北"));
  });
  const failed = expect(late).rejects.toThrow();
  await begun;
  expect(isIdle()).toBe(false);
  await expect.poll(isIdle, { interval: 10 }).toBe(true);
  goesOn();
  await failed;
  expect(await segments()).toEqual([]);
});
