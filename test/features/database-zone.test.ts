import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";

let url = "";
let database: Database | undefined;
beforeAll(async () => {
  url = await createDatabase();
  const before = openDatabase(url);
  await before.pool.query(`ALTER DATABASE ${url.replace(/^.*\//, "")} SET timezone = 'Asia/Shanghai'`);
  await before.close();
  database = openDatabase(url);
});
afterAll(async () => {
  await database?.close();
  await dropDatabase(url);
});

test("an instant is the same for the ORM and for SQL, on a server of another time zone too", async () => {
  const at = new Date("2026-11-23T01:02:03.456Z");
  const db = from({ database: database!.handle });
  const id = newId();
  await db.organization.create({ data: { id, name: "华信", createdAt: at } });
  const [row] = await db.$queryRaw<{ milliseconds: number }[]>`
    SELECT (extract(epoch FROM "createdAt") * 1000)::float8 AS milliseconds FROM "Organization"`;
  expect(row?.milliseconds).toBe(at.getTime());
  expect((await db.organization.findUniqueOrThrow({ where: { id } })).createdAt).toEqual(at);
});
