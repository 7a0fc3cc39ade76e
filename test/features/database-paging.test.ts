import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { type Page, pageArguments, pageOf } from "../../src/data/paging.ts";
import { withDatabase } from "../support/database.ts";

const database = withDatabase();
const organizationId = newId();
const queries = () => from({ database: database.handle });
const add = (...names: string[]) =>
  queries().member.createMany({
    data: names.map((name) => ({ id: newId(), organizationId, name, createdAt: new Date(0) })),
  });

/** A list as a store reads it; several members have the same name. */
async function members(after: string | null, size = 3): Promise<Page<{ id: string; name: string }>> {
  const request = { size, ...(after !== null && { after }) };
  const rows = await queries().member.findMany({
    where: { organizationId },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...pageArguments(request),
  });
  return pageOf(rows, request);
}
const names = (page: Page<{ name: string }>) => page.rows.map(({ name }) => name);

beforeAll(async () => {
  await queries().organization.create({ data: { id: organizationId, name: "宏达", createdAt: new Date(0) } });
  await add("c", "a", "c", "c", "b", "d", "c");
});

test("pages follow each other without a gap or a double, also among equals", async () => {
  const first = await members(null);
  const second = await members(first.next);
  const third = await members(second.next);
  expect([first, second, third].map(names)).toEqual([["a", "b", "c"], ["c", "c", "c"], ["d"]]);
  expect(new Set([...first.rows, ...second.rows, ...third.rows].map(({ id }) => id)).size).toBe(7);
  expect(third.next).toBeNull();
});

test("a page that is exactly full is the last", async () => {
  expect((await members(null, 7)).next).toBeNull();
});

test("rows that come meanwhile shift nothing", async () => {
  const first = await members(null);
  await add("0", "a");
  expect(names(await members(first.next))).toEqual(["c", "c", "c"]);
});
