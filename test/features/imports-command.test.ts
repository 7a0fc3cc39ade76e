import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { from } from "../../src/data/client.ts";
import { runCommand } from "../support/command.ts";
import { withHouse } from "../support/house.ts";

const SET = path.resolve("../shared/data/crm-sales");
const TEAM = "Central · Dustin Brinkmann";
const there = existsSync(SET);
beforeAll(() => {
  if (!there) console.warn(`\n  ${SET} is not there: THE COMMAND THAT IMPORTS IT, AND ITS FRIDAY, ARE NOT TESTED.\n`);
});

describe.runIf(there)("npm run rapport -- import, of a real set, while the bot runs", () => {
  let url = "";
  let folder = "";
  const house = withHouse("connection", async (given) => {
    url = given;
    return given;
  });
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "rapport-import-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The command lives on the day of the house. */
  const runImport = async (...more: readonly string[]): Promise<string> => {
    const ahead = path.join(folder, "ahead");
    await writeFile(ahead, String(house.clock.now().getTime() - systemClock.now().getTime()));
    const clock = { NODE_OPTIONS: `--import=${path.resolve("test/support/clock-ahead.mjs")}`, CLOCK_AHEAD: ahead };
    const { code, said } = await runCommand(["import", SET, ...more], { DATABASE_URL: url, ...clock }, folder);
    expect(code, said).toBe(0);
    return said;
  };
  const db = () => from({ database: house.database.handle });
  const held = async () => ({
    teams: await db().team.count(),
    members: await db().member.count(),
    customers: await db().customer.count(),
    deals: await db().deal.count(),
    moves: await db().dealMove.count(),
    collections: await db().collection.count(),
    audits: await db().auditEntry.count(),
  });

  test("says what would become of it and writes nothing; --apply takes all of it in at once, and again changes nothing", async () => {
    const before = await held();
    const dry = await runImport();
    expect(dry).toMatch(/teams +35 rows: 35 as they are, 0 put right, 0 there already, 0 refused/);
    expect(dry).toMatch(/pipeline +8800 rows: \d+ as they are, \d+ put right, 0 there already, 0 refused/);
    expect(dry).toContain('product "GTXPro" read as "GTX Pro"');
    expect(dry).toContain("Nothing was written.");
    expect(await held()).toEqual(before);

    expect(await runImport("--apply", "--until", "today")).toMatch(
      /Imported in [\d.]+ s: 6 teams, 41 people, 85 customers, 8800 deals\./,
    );
    const { teams, members, customers, deals, collections } = before;
    const after = await held();
    expect(after).toMatchObject({
      teams: teams + 6,
      members: members + 41,
      customers: customers + 85,
      deals: deals + 8800,
      collections: collections + 4238,
    });
    const { _max } = await db().deal.aggregate({
      where: { importKey: { not: null } },
      _max: { contractSignedOn: true },
    });
    expect(_max.contractSignedOn, "until today").toEqual(new Date("2026-11-23T00:00:00Z"));

    const again = await runImport("--apply");
    expect(again).toMatch(/pipeline +8800 rows: 0 as they are, 0 put right, 8800 there already, 0 refused/);
    expect(again).toContain("0 teams, 0 people, 0 customers, 0 deals.");
    expect(await held(), "but that it was asked for").toEqual({ ...after, audits: after.audits + 1 });
  });

  test("a team of Central, given a channel with /team, has its Friday summary there, details in the thread", async () => {
    const lin = house.person("lintao");
    const where = { in: house.slack.addChannel({ name: "central", members: ["lintao"], withBot: true }) };
    await lin.command("/team Dustin");
    await lin.press(await house.reads(lin, new RegExp(`${TEAM} · .*还没有频道`)), "修改");
    await house.form(lin);
    await lin.fill({ 团队频道: "#central" });
    await lin.submit();
    await house.reads(lin, new RegExp(`团队已修改：${TEAM}`));

    await house.moveClock("2026-11-27T17:00:00+08:00");
    const summary = await house.reads(lin, new RegExp(`${TEAM} · 本周（11月20日–26日）`), where);
    const columns = summary.charts[0]?.series[0]?.points.map(({ value }) => value) ?? [];
    expect(
      columns.slice(0, -1).reduce((sum, count) => sum + count, 0),
      "open: 204 prospecting, 193 engaging",
    ).toBe(397);
    expect(columns.at(-1), "won in the last four days of the set").toBe(20);
    const under = () => lin.messages({ ...where, thread: summary });
    const sheet = await house.until(lin, () => under().find(({ text }) => text.includes("按人")), "the sheet by rep");
    expect(sheet.tables[0]?.rows.map(([name]) => name)).toContain("Anna Snelling");
  });
});
