import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { withDatabase } from "../support/database.ts";

const database = withDatabase();

const schema = readFileSync("prisma/schema.prisma", "utf8");
const appendOnly = [...schema.matchAll(/\/\/\/ append-only[^\n]*\n(?:\/\/\/[^\n]*\n)*model (\w+)/g)].map(
  ([, name]) => name!,
);

test("the schema names its histories", () => {
  expect(appendOnly).toEqual(expect.arrayContaining(["AuditEntry", "ApprovalEvent", "DealMove"]));
});

describe.each(appendOnly)("%s", (table) => {
  test.each([
    ["an update", `UPDATE "${table}" SET id = id`],
    ["a delete", `DELETE FROM "${table}"`],
    ["a truncate", `TRUNCATE "${table}" CASCADE`],
  ])("the database itself refuses %s", async (_, sql) => {
    await expect(database.pool.query(sql)).rejects.toMatchObject({
      code: "42501",
      message: expect.stringContaining(`on "${table}" refused: this table is append-only`),
    });
  });
});

test("no table is kept from change that the schema does not call append-only", async () => {
  const { rows } = await database.pool.query(
    "SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'append_only' ORDER BY 1",
  );
  expect(rows.map(({ name }) => name.replaceAll('"', "")).sort()).toEqual([...appendOnly].sort());
});

test("an entry stays as it was, also against an upsert, and others can still be added", async () => {
  const queries = from({ database: database.handle });
  const entry = {
    id: newId(),
    organizationId: newId(),
    from: "slack",
    what: "said",
    subject: "deal:1",
    at: new Date(0),
  };
  await queries.auditEntry.create({ data: entry });
  const { id } = entry;
  const changed = { what: "unsaid" };
  await expect(queries.auditEntry.update({ where: { id }, data: changed })).rejects.toThrow("append-only");
  await expect(queries.auditEntry.upsert({ where: { id }, create: entry, update: changed })).rejects.toThrow(
    "append-only",
  );
  await expect(queries.auditEntry.delete({ where: { id } })).rejects.toThrow("append-only");
  await queries.auditEntry.create({ data: { ...entry, id: newId() } });
  expect((await queries.auditEntry.findMany()).map(({ what }) => what)).toEqual(["said", "said"]);
});
