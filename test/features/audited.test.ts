import { beforeAll, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import type { Change } from "../../src/core/scope.ts";
import { audit } from "../../src/data/audit.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { forgetWrites, unaudited, watchWrites } from "../support/audited.ts";
import { BOOKKEEPING, COLUMNS } from "../support/audited-tables.ts";
import { withDatabase } from "../support/database.ts";

/**
 * Every talk of `withConversation` ends with a look whether each change of it was audited (domain.md §9). Here: that
 * this look finds what is not.
 */
const database = withDatabase();
const clock = new MovableClock();
const [organizationId, memberId] = [asOrganizationId(newId()), newId()];
let bot: Database;

beforeAll(async () => {
  await watchWrites(database.url);
  bot = openDatabase(database.url);
  const db = from({ database: database.handle });
  await db.organization.create({ data: { id: organizationId, name: "华信", createdAt: clock.now() } });
  await db.member.create({ data: { id: memberId, organizationId, name: "李伟", createdAt: clock.now() } });
  return () => bot.close();
});

const finds = async (from: string, work: (change: Change) => Promise<unknown>): Promise<string[]> => {
  await forgetWrites(database.url);
  await change(systemScope(bot.handle, organizationId, clock), { from }, work);
  return unaudited(database.url);
};
const rename = (change: Change, name: string) =>
  from(change).member.update({ where: { id: memberId }, data: { name } });
const subject = `member:${memberId}`;
const [before, after] = [{ name: "李伟" }, { name: "李薇" }];

test("a change with its entry is as it should be, and what a test prepares is not looked at", async () => {
  const found = await finds("system", async (change) => {
    await rename(change, "李薇");
    await audit(change, { what: "member.changed", subject, before, after });
  });
  expect(found).toEqual([]);
  await from({ database: database.handle }).member.update({ where: { id: memberId }, data: { name: "李伟" } });
  expect(await unaudited(database.url)).toEqual([]);
});

test.each<[string, object | undefined, string]>([
  ["no entry", undefined, "UPDATE Member name: no entry"],
  ["one about another", { subject: `member:${newId()}`, before, after }, "UPDATE Member name: x does not name it"],
  ["one that does not say what was before", { subject, after }, "UPDATE Member name: x without before"],
  ["one that does not say what is now", { subject, before }, "UPDATE Member name: x without after"],
])("a change with %s is found", async (_, entry, problem) => {
  const found = await finds("system", async (change) => {
    await rename(change, newId());
    if (entry) await audit(change, { what: "x", subject, ...entry });
  });
  expect(found).toEqual([problem]);
});

test("so is one by nobody, and a row that is made or goes without a word", async () => {
  const id = newId();
  const data = { id, organizationId, name: "工业" };
  expect(
    await finds("slack", async (change) => {
      await from(change).segment.create({ data });
      await audit(change, { what: "segment.made", subject: `segment:${id}`, after: data });
    }),
  ).toEqual(["segment.made: nobody, nowhere or never"]);
  expect(await finds("system", (change) => from(change).segment.delete({ where: { id } }))).toEqual([
    "DELETE Segment: no entry",
  ]);
  expect(await finds("system", (change) => from(change).segment.create({ data }))).toEqual([
    "INSERT Segment: no entry",
  ]);
});

test("what is no data of a company is told of tables and columns that there are", async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const there = new Set(rows.flatMap(({ name }) => [name, name.replace(/[.].*/, "")]));
  const told = Object.entries(COLUMNS).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`));
  expect([...Object.keys(BOOKKEEPING), ...told].filter((name) => !there.has(name))).toEqual([]);
});
