import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MigrationRefused, migrate } from "../../src/data/migrate.ts";
import { createDatabase, dropDatabase } from "../support/database.ts";

let url: string;
let folder: string;
let client: pg.Client;

beforeEach(async () => {
  url = await createDatabase({ empty: true });
  folder = await mkdtemp(path.join(tmpdir(), "rapport-migrations-"));
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await write("20260101_first", "CREATE TABLE customer (name text); INSERT INTO customer VALUES ('宏达');");
});
afterEach(async () => {
  await client.end();
  await dropDatabase(url);
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}
const tables = async () =>
  (await client.query("SELECT tablename AS n FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).rows.map(
    ({ n }) => n,
  );
const applied = async () =>
  (await client.query("SELECT migration_name AS n FROM _prisma_migrations ORDER BY 1")).rows.map(({ n }) => n);

test("migrations are applied in order, once", async () => {
  await write("20260102_second", "ALTER TABLE customer ADD grade text; UPDATE customer SET grade = 'A';");
  expect(await migrate(url, folder)).toEqual(["20260101_first", "20260102_second"]);
  expect(await migrate(url, folder)).toEqual([]);
  await write(
    "20260103_third",
    "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN; RETURN 1; END; $$;".replace("BEGIN;", "BEGIN"),
  );
  expect(await migrate(url, folder)).toEqual(["20260103_third"]);
  expect((await client.query("SELECT name, grade, one() FROM customer")).rows).toEqual([
    { name: "宏达", grade: "A", one: 1 },
  ]);
});

test("four that start at once apply each migration once between them", async () => {
  await write("20260102_second", "ALTER TABLE customer ADD grade text");
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
  expect(results.flat().sort()).toEqual(["20260101_first", "20260102_second"]);
  expect(await applied()).toEqual(["20260101_first", "20260102_second"]);
  expect((await client.query("SELECT count(*)::int AS n FROM customer")).rows).toEqual([{ n: 1 }]);
});

test("a migration that breaks leaves nothing of itself and keeps those before it", async () => {
  await write("20260102_second", "CREATE TABLE deal (id int); SELECT 1 / 0;");
  await expect(migrate(url, folder)).rejects.toThrow("division by zero");
  expect(await tables()).toEqual(["_prisma_migrations", "customer"]);
  await write("20260102_second", "CREATE TABLE deal (id int)");
  expect(await migrate(url, folder)).toEqual(["20260102_second"]);
});

/** Each: what is wrong, how it came about, what the refusal says. A migration that waits behind it must not be applied. */
const wrongs: [string, () => Promise<unknown>, RegExp][] = [
  [
    "was edited",
    () => write("20260101_first", "CREATE TABLE customer (name text, edited int)"),
    /20260101_first was edited .* as it was/,
  ],
  [
    "had failed half-way",
    () => client.query("UPDATE _prisma_migrations SET finished_at = NULL"),
    /20260101_first failed half-way before\. Restore/,
  ],
  [
    "is unknown to this code",
    () => rm(path.join(folder, "20260101_first"), { recursive: true }),
    /newer than this code: it has 20260101_first/,
  ],
];
test.each(wrongs)("a database with a migration that %s is refused and left alone", async (_, spoil, says) => {
  await migrate(url, folder);
  await spoil();
  await write("20260109_waiting", "CREATE TABLE deal (id int)");
  const refused = migrate(url, folder);
  await expect(refused).rejects.toBeInstanceOf(MigrationRefused);
  await expect(refused).rejects.toThrow(says);
  expect(await tables()).toEqual(["_prisma_migrations", "customer"]);
  expect(await applied()).toEqual(["20260101_first"]);
});

test("a migration that was rolled back by hand is applied again", async () => {
  await migrate(url, folder);
  await client.query("UPDATE _prisma_migrations SET finished_at = NULL, rolled_back_at = now()");
  await client.query("DROP TABLE customer");
  expect(await migrate(url, folder)).toEqual(["20260101_first"]);
});

test("the project's own migrations make a database from nothing", async () => {
  expect(await migrate(url)).toContainEqual(expect.stringMatching(/_init$/));
  expect(await tables()).toContain("AuditEntry");
});

/** The project's migrations before one, so that rows of then can be written. */
async function migrateBefore(name: string): Promise<void> {
  const own = "prisma/migrations";
  const before = await mkdtemp(path.join(tmpdir(), "rapport-before-"));
  for (const one of await readdir(own))
    if (one < name) await cp(path.join(own, one), path.join(before, one), { recursive: true });
  await migrate(url, before);
  await rm(before, { recursive: true });
}
const idOf = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

test("teams keep their channels, and people count as known from the beginning, when several platforms come", async () => {
  await migrateBefore("20261126112413");
  const [organization, segment, team, without, member] = [1, 2, 3, 4, 5].map(idOf);
  await client.query(`
    INSERT INTO "Organization" (id, name, "createdAt") VALUES ('${organization}', '华信', now());
    INSERT INTO "Segment" (id, "organizationId", name) VALUES ('${segment}', '${organization}', '工业');
    INSERT INTO "Team" (id, "organizationId", "segmentId", name, platform, workspace, channel, approvals) VALUES
      ('${team}', '${organization}', '${segment}', '一组', 'slack', 'T1', 'C1', 'C2'),
      ('${without}', '${organization}', '${segment}', '二组', 'slack', 'T1', NULL, NULL);
    INSERT INTO "Member" (id, "organizationId", name, "createdAt") VALUES ('${member}', '${organization}', '李伟', '2025-03-01');
    INSERT INTO "Identity" (platform, workspace, "user", "organizationId", "memberId")
      VALUES ('slack', 'T1', 'U1', '${organization}', '${member}')`);
  expect(await migrate(url)).toContain("20261126112413_several_platforms");
  expect(
    (await client.query(`SELECT "teamId", platform, workspace, channel, approvals FROM "TeamChannel"`)).rows,
  ).toEqual([{ teamId: team, platform: "slack", workspace: "T1", channel: "C1", approvals: "C2" }]);
  const { rows } = await client.query(`SELECT i."addedAt" = m."createdAt" AS same FROM "Identity" i, "Member" m`);
  expect(rows).toEqual([{ same: true }]);
});

test("money an import told of counts on the day it came in, and what was settled at 90% holds there alone", async () => {
  await migrateBefore("20261127231600");
  const [organization, segment, team, member] = [1, 2, 3, 4].map(idOf);
  const [won, back, still, typed] = [5, 6, 7, 8].map(idOf);
  await client.query(`
    INSERT INTO "Organization" (id, name, "createdAt") VALUES ('${organization}', '华信', now());
    INSERT INTO "Segment" (id, "organizationId", name) VALUES ('${segment}', '${organization}', '工业');
    INSERT INTO "Team" (id, "organizationId", "segmentId", name) VALUES ('${team}', '${organization}', '${segment}', '一组');
    INSERT INTO "Member" (id, "organizationId", name, "createdAt") VALUES ('${member}', '${organization}', '李伟', now());
    INSERT INTO "Deal" (id, "organizationId", "segmentId", "teamId", "ownerId", name, stage, currency, criteria,
        "lastForwardOn", "importKey", "papersSigned", "contractSignedOn", "moneyConfirmedAt", "createdAt", "updatedAt")
      SELECT id::uuid, '${organization}', '${segment}', '${team}', '${member}', id, stage::"Stage", 'CNY', '{}', '2026-11-01',
             key, true, '2026-10-01', '2026-11-02T01:00Z', '2026-11-20T03:00Z', '2026-11-20T03:00Z'
      FROM (VALUES ('${won}', 'won', 'k'), ('${back}', 'p50', NULL), ('${still}', 'p90', NULL), ('${typed}', 'won', NULL))
        AS v (id, stage, key);
    INSERT INTO "Collection" (id, "organizationId", "dealId", "amountMinor", currency, "receivedOn", "confirmedById", at)
      SELECT gen_random_uuid(), '${organization}', id::uuid, 1, 'CNY', day::date, '${member}', at::timestamptz
      FROM (VALUES ('${won}', '2025-12-31', '2026-11-20T03:00Z'), ('${won}', '2026-11-20', '2026-11-20T03:00Z'),
        ('${won}', '2026-11-20', '2026-11-25T03:00Z'), ('${typed}', '2026-11-01', '2026-11-20T03:00Z')) AS v (id, day, at)`);
  expect(await migrate(url)).toContain("20261127231600_as_rules_say_now");
  const read = async (sql: string) => (await client.query({ text: sql, rowMode: "array" })).rows;
  expect(await read(`SELECT "receivedOn"::text, at FROM "Collection" ORDER BY 1, 2`)).toEqual([
    ["2025-12-31", new Date("2025-12-31T12:00Z")],
    ["2026-11-01", new Date("2026-11-20T03:00Z")],
    ["2026-11-20", new Date("2026-11-20T03:00Z")],
    ["2026-11-20", new Date("2026-11-25T03:00Z")],
  ]);
  const settled = `"papersSigned", "moneyConfirmedAt" IS NOT NULL, "contractSignedOn"::text FROM "Deal" ORDER BY id`;
  const atNinety = [true, true, "2026-10-01"];
  expect(await read(`SELECT ${settled}`)).toEqual([atNinety, [false, false, "2026-10-01"], atNinety, atNinety]);
  expect(await read(`SELECT what, before FROM "AuditEntry" WHERE what <> 'member.settings' ORDER BY 1`)).toEqual([
    ["collection.dated", { at: "2026-11-20T03:00:00+00:00" }],
    ["deal.changed", expect.objectContaining({ papersSigned: true, moneyConfirmedAt: "2026-11-02T01:00:00+00:00" })],
  ]);
  await expect(client.query(`UPDATE "Collection" SET at = now()`)).rejects.toThrow("append-only");
});

test("whose reminder comes at the company's hour goes by the company's from then on", async () => {
  await migrateBefore("20261127232648");
  const [early, usual] = [1, 2].map(idOf);
  await client.query(`
    INSERT INTO "Organization" (id, name, settings, "createdAt") VALUES ('${early}', '华信', '{"reminderTime": "07:45"}', now()),
      ('${usual}', '宏达', '{}', now());
    INSERT INTO "Member" (id, "organizationId", name, "reminderTime", "createdAt")
      SELECT gen_random_uuid(), company::uuid, name, hour, now() FROM (VALUES ('${early}', 'a', '07:45'),
        ('${early}', 'b', '08:30'), ('${usual}', 'c', '08:30'), ('${usual}', 'd', '09:00')) AS v (company, name, hour)`);
  expect(await migrate(url)).toContain("20261127232648_reminder_hour_of_company");
  const read = async (sql: string) => (await client.query({ text: sql, rowMode: "array" })).rows;
  expect(await read(`SELECT name, "reminderTime" FROM "Member" ORDER BY 1`)).toEqual([
    ["a", null],
    ["b", "08:30"],
    ["c", null],
    ["d", "09:00"],
  ]);
  expect(await read(`SELECT before FROM "AuditEntry" WHERE what = 'member.settings' ORDER BY before::text`)).toEqual([
    [{ reminderTime: "07:45" }],
    [{ reminderTime: "08:30" }],
  ]);
});

test("holidays entered are those of the company's country from then on", async () => {
  await migrateBefore("20261128035000");
  const settings = {
    undoHours: 48,
    holidays: { off: ["2026-12-31", "2027-01-01", "2028-05-01"], working: ["2027-02-14"], years: [2027, 2028] },
  };
  await client.query(
    `INSERT INTO "Organization" (id, name, country, settings, "createdAt") VALUES ($1, '华信', 'SG', $2, now()),
      ($3, '宏达', 'CN', '{}', now())`,
    [idOf(1), settings, idOf(2)],
  );
  expect(await migrate(url)).toContain("20261128035000_holidays_by_country");
  const { rows } = await client.query(`SELECT settings FROM "Organization" ORDER BY id`);
  expect(rows.map((row) => row.settings)).toEqual([
    {
      undoHours: 48,
      holidayYears: [
        { country: "SG", year: 2027, off: ["2026-12-31", "2027-01-01"], working: ["2027-02-14"] },
        { country: "SG", year: 2028, off: ["2028-05-01"], working: [] },
      ],
    },
    {},
  ]);
});

test("customers that came in with short names are made findable by these anew", async () => {
  await migrateBefore("20261128031500");
  const [organization, segment, team, before] = [1, 2, 3, 4].map(idOf);
  await client.query(`
    INSERT INTO "Organization" (id, name, "createdAt") VALUES ('${organization}', '华信', now());
    INSERT INTO "Segment" (id, "organizationId", name) VALUES ('${segment}', '${organization}', '工业');
    INSERT INTO "Team" (id, "organizationId", "segmentId", name) VALUES ('${team}', '${organization}', '${segment}', '一组');
    INSERT INTO "Customer" (id, "organizationId", "segmentId", "teamId", name, "nameKey", "searchText", "shortNames", "importId", "createdAt")
      SELECT gen_random_uuid(), '${organization}', '${segment}', '${team}', name, name, ' ' || name, short::text[], came::uuid, now()
      FROM (VALUES ('a', '{A}', '${before}'), ('b', '{}', '${before}'), ('c', '{C}', NULL)) AS v (name, short, came)`);
  expect(await migrate(url)).toContain("20261128031500_sounds_of_short_names");
  const { rows } = await client.query(`SELECT name, "searchMake" FROM "Customer" ORDER BY 1`);
  expect(rows).toEqual([
    { name: "a", searchMake: 1 },
    { name: "b", searchMake: 2 },
    { name: "c", searchMake: 2 },
  ]);
});
