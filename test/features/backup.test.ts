import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "../../prisma/seed.ts";
import { backup, move, restore } from "../../src/cli/backup.ts";
import { checkFile } from "../../src/cli/backup-file.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { type BackupPart, readBackup, storedTables } from "../../src/data/backup.ts";
import { openDatabase } from "../../src/data/client.ts";
import { migrate } from "../../src/data/migrate.ts";
import { writeBackup } from "../../src/data/restore.ts";
import { runCommand } from "../support/command.ts";
import { createDatabase, dropDatabase, withDatabase } from "../support/database.ts";
import { type OwnServer, ownServer } from "../support/own-server.ts";
import { fingerprint } from "../support/secrets.ts";

const database = withDatabase();
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));
let folder = "";
let file = "";
const said: string[] = [];
const print = (line: string) => void said.push(line);
const given: string[] = [];

const empty = async (): Promise<string> => {
  const url = await createDatabase();
  given.push(url);
  return url;
};
/** Everything in a database, table by table. */
const printOf = async (url: string) => {
  const opened = openDatabase(url);
  try {
    return await fingerprint(opened.handle);
  } finally {
    await opened.close();
  }
};
const sql = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-backup-"));
  file = path.join(folder, "all.backup");
  await seedDemo(database.handle, clock);
  await sql(
    database.url,
    `INSERT INTO pgboss.job (name, data, state) VALUES ('jobs', '{"kept": "换行\\n和\\\\引号\\""}', 'created'), ('jobs', '{}', 'completed'), ('ticks', '{}', 'created')`,
  );
  await backup(database.url, { file, clock, print });
});
afterAll(async () => {
  for (const url of given) await dropDatabase(url);
  await rm(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  test("says what is in it and what is not, and only its owner can read it", async () => {
    expect(said.join("\n")).toMatch(/public\."Customer": \d+ rows/);
    expect(said.join("\n")).toContain("tokens of Slack and Feishu are not in it");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(backup(database.url, { file, clock, print })).rejects.toThrow("is there already");
    const nowhere = backup(database.url, { file: path.join(folder, "nowhere", "all.backup"), clock, print });
    await expect(nowhere).rejects.toThrow(/Nothing was written: the folder is not there\. Make it/);
  });

  test("is one moment of the database, whoever goes on working in it", async () => {
    const before = await printOf(database.url);
    const parts: BackupPart[] = [];
    for await (const part of readBackup(database.url, clock.now())) {
      if (part.kind === "head") await sql(database.url, `UPDATE "Customer" SET city = 'elsewhere'`);
      parts.push(part);
    }
    const there = await empty();
    await writeBackup(
      there,
      (async function* () {
        yield* parts;
      })(),
      print,
    );
    expect(await printOf(there)).toEqual(before);
  });
});

describe("restored into an empty database", () => {
  test("everything is as it was: every table, sequences, history that nothing can change, waiting jobs", async () => {
    const there = await empty();
    await sql(there, `INSERT INTO "SetupCode" (hash, "createdAt") VALUES ('x', now())`);
    const again = path.join(folder, "again.backup");
    await backup(database.url, { file: again, clock, print });
    await restore(there, { file: again, print });
    expect(await printOf(there)).toEqual(await printOf(database.url));
    const seq = `SELECT last_value FROM "OutgoingMessage_seq_seq"`;
    expect((await sql(there, seq)).rows).toEqual((await sql(database.url, seq)).rows);
    expect((await sql(there, "SELECT name, data FROM pgboss.job")).rows).toEqual([
      { name: "jobs", data: { kept: '换行\n和\\引号"' } },
    ]);
    await expect(sql(there, `DELETE FROM "AuditEntry"`)).rejects.toThrow("append-only");
    const loose = `SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f' AND condeferrable AND connamespace = 'public'::regnamespace`;
    expect((await sql(there, loose)).rows).toEqual([{ n: 0 }]);
    await expect(restore(there, { file: again, print })).rejects.toThrow(/in use, public\.".*" has rows/);
  });

  test("every table of the schema is in it", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const names = (await storedTables(client)).map(({ name }) => name);
    await client.end();
    const all = await sql(
      database.url,
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
    );
    expect(names.length).toBe(all.rows.length + 1);
    expect(names).toContain("pgboss.job");
  });
});

describe("nothing is restored, and the database stays empty", () => {
  const refused = async (why: RegExp, from: string | AsyncIterable<BackupPart>) => {
    const there = await empty();
    const before = await printOf(there);
    const tried = typeof from === "string" ? restore(there, { file: from, print }) : writeBackup(there, from, print);
    await expect(tried).rejects.toThrow(why);
    expect(await printOf(there)).toEqual(before);
  };
  const changed = async (name: string, change: (bytes: Buffer) => Buffer): Promise<string> => {
    const to = path.join(folder, name);
    await writeFile(to, change(await readFile(file)));
    return to;
  };

  test("of a file that breaks off, was changed, or is something else", async () => {
    await refused(/breaks off/, await changed("short", (bytes) => bytes.subarray(0, bytes.length - 2_000)));
    await refused(
      /no backup|changed/,
      await changed("bent", (bytes) => {
        const bent = Buffer.from(bytes);
        const at = Math.floor(bent.length / 2);
        bent[at] = (bent[at] ?? 0) ^ 0xff;
        return bent;
      }),
    );
    await refused(/is no backup/, await changed("other", () => Buffer.from("name,city\n宏达,苏州\n")));
    await refused(/is not there/, path.join(folder, "nowhere"));
    await refused(/is a folder/, folder);
    await expect(checkFile(file)).resolves.toMatchObject({ format: 1 });
  });

  const replaced = async function* (change: (part: BackupPart) => BackupPart | undefined): AsyncGenerator<BackupPart> {
    for await (const part of readBackup(database.url, clock.now())) {
      const now = change(part);
      if (now) yield now;
    }
  };
  test("of another version", async () => {
    const head = (migrations: (all: readonly string[]) => readonly string[]) =>
      replaced((part) => (part.kind === "head" ? { ...part, migrations: migrations(part.migrations) } : part));
    await refused(
      /of a newer version, with 20991231/,
      head((all) => [...all, "20991231_later abc"]),
    );
    await refused(
      /of an older version, without/,
      head((all) => all.slice(0, -1)),
    );
  });
  test("when it ends half-way, or a row is missing", async () => {
    let tables = 0;
    await refused(
      /is not whole/,
      replaced((part) => {
        if (part.kind === "closed") tables += 1;
        return tables > 5 ? undefined : part;
      }),
    );
    await refused(
      /another checksum/,
      replaced((part) => (part.kind === "rows" ? { ...part, rows: part.rows.slice(1) } : part)),
    );
    await refused(
      /gone/,
      (async function* () {
        let seen = 0;
        for await (const part of readBackup(database.url, clock.now())) {
          seen += 1;
          if (seen > 20) throw new Error("gone");
          yield part;
        }
      })(),
    );
  });
});

describe("moved", () => {
  let own: OwnServer;
  beforeAll(async () => {
    own = await ownServer();
    await migrate(own.url);
  });
  afterAll(() => own.remove());

  test("from a server to the embedded database and back, everything is as it was", { timeout: 60_000 }, async () => {
    await move(database.url, own.url, { clock, print });
    const before = await printOf(database.url);
    expect(await printOf(own.url)).toEqual(before);
    const back = await empty();
    await move(own.url, back, { clock, print });
    expect(await printOf(back)).toEqual(before);
    await expect(move(database.url, own.url, { clock, print })).rejects.toThrow("in use");
  });

  test("by the command line it is refused while the bot is connected, and done when it is not", {
    timeout: 300_000,
  }, async () => {
    const there = await empty();
    const moves = (from: string) => runCommand(["move", "--to", there], { DATABASE_URL: from }, folder);
    const connected = openDatabase(database.url);
    // Held: one that is idle is given up after a while, and the command takes its time to start.
    const bot = await connected.pool.connect();
    const refused = await moves(database.url);
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain("Stop every process of the bot, then move");
    bot.release();
    await connected.close();
    const left = await empty();
    await move(database.url, left, { clock, print });
    expect(await moves(left)).toMatchObject({ code: 0 });
    expect(await printOf(there)).toEqual(await printOf(left));
  });

  test("an address that is wrong is said to be that of --to, with what to correct and without its password", {
    timeout: 300_000,
  }, async () => {
    const left = await empty();
    const moves = (to: string) => runCommand(["move", "--to", to], { DATABASE_URL: left }, folder);
    const at = (name: string) => new URL(`/${name}`, left).href;
    const wrong: readonly (readonly [to: string, said: RegExp])[] = [
      ["postgre://rapport:hidden@127.0.0.1/rapport", /^--to must look like postgres:\/\/user:password@host/],
      ["postgresql://rapport:hid#den@127.0.0.1/rapport", /^--to must look like postgres:/],
      [
        "postgresql://rapport:hidden@127.0.0.1:9/rapport",
        /^The database of --to does not answer: .*correct the address/,
      ],
      [
        at("nowhere"),
        /^--to is refused by the database: .*"nowhere" does not exist\. Correct its user, password or name/,
      ],
    ];
    for (const [to, said] of wrong) {
      const ran = await moves(to);
      expect(ran.said).toMatch(said);
      expect(ran).toMatchObject({ code: 64 });
      expect(ran.said).not.toMatch(/DATABASE_URL|hidden|hid#/);
    }
    // One of an older version that a company works in: it is not brought up to date before it is refused.
    const used = await empty();
    await sql(
      used,
      `DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`,
    );
    await sql(used, `INSERT INTO "Organization" (id, name, "createdAt") VALUES (gen_random_uuid(), '别家', now())`);
    const before = await printOf(used);
    const migrated = () =>
      sql(used, "SELECT migration_name FROM _prisma_migrations ORDER BY 1").then(({ rows }) => rows);
    const levels = await migrated();
    expect(await moves(used)).toMatchObject({ code: 64, said: expect.stringContaining("the database is in use") });
    expect(await printOf(used)).toEqual(before);
    expect(await migrated()).toEqual(levels);
    const away = await runCommand(["move", "--to", left], { DATABASE_URL: at("nowhere") }, folder);
    expect(away).toMatchObject({ code: 64, said: expect.stringContaining("DATABASE_URL is refused by the database") });
  });
});
