import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bot, startBot } from "../../src/bot.ts";
import { systemClock } from "../../src/core/clock.ts";
import { createLog } from "../../src/core/log.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { offerSetupCode } from "../../src/features/team/public.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { withDatabase } from "../support/database.ts";
import { type NewPlatform, openNewPlatform, type Platform } from "../support/new-platform.ts";

const CODE = "K7M2-9QXA";
const ADMIN = "你现在是 Rapport 的管理员";
const WAIT = { timeout: 60_000 };

/** Rapport on the day it was installed on these platforms, connected by their real SDKs: it knows nobody. */
const withNewHouse = (names: readonly Platform[]) => {
  const database = withDatabase();
  let platforms: NewPlatform[] = [];
  let bot: Bot | undefined;
  beforeAll(async () => {
    const [clock, log, metrics] = [systemClock, createLog("fatal"), createMetrics()];
    await offerSetupCode(database.handle, clock, CODE);
    platforms = await Promise.all(names.map((name) => openNewPlatform(name, { clock, log })));
    bot = await startBot({ database, features, ports: platforms.map(({ port }) => port), clock, log, metrics });
  });
  afterAll(async () => {
    await bot?.stop();
    await Promise.all(platforms.map((each) => each.stop()));
  });
  const person = (platform: Platform, handle: string) => platforms[names.indexOf(platform)]!.person(handle);
  return {
    person,
    db: () => from({ database: database.handle }),
    /** 林涛 and 王芳 give the code: each is held where it is looked up until both have got that far. Whose it was, and who came too late. */
    async together([his, hers]: readonly [Platform, Platform]): Promise<readonly [Giver, Giver]> {
      const both = [
        { person: person(his, "lintao"), platform: his, name: "林涛", handle: "lintao" },
        { person: person(hers, "wangfang"), platform: hers, name: "王芳", handle: "wangfang" },
      ] as const;
      const holder = await database.pool.connect();
      await holder.query(`BEGIN; SELECT 1 FROM "SetupCode" FOR UPDATE`);
      const given = Promise.all(both.map((each) => each.person.command(`/setup ${CODE}`)));
      const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      const held = expect.poll(async () => (await database.pool.query(waiting)).rows[0].n, WAIT).toBe(both.length);
      await held.finally(() => holder.query("COMMIT").then(() => holder.release()));
      await given;
      await expect.poll(() => both.every((each) => reads(each.person) !== ""), WAIT).toBe(true);
      return reads(both[0].person).includes(ADMIN) ? both : [both[1], both[0]];
    },
  };
};
interface Giver {
  readonly person: Person;
  readonly name: string;
  readonly handle: string;
  readonly platform: Platform;
}
/** All that the bot has said to that person. */
const reads = (person: Person): string =>
  person
    .messages({ in: "bot" })
    .filter(({ by }) => by.isBot)
    .map(({ text }) => text)
    .join("\n");

describe.each(["slack", "feishu"] as const)("two people of %s who give the set-up code at once", (platform) => {
  const house = withNewHouse([platform]);
  test("one is the admin of the one organization; the other has asked that one to be let in, and reads so", async () => {
    const [first, other] = await house.together([platform, platform]);
    expect(reads(first.person)).toContain(ADMIN);
    expect(reads(other.person)).toContain(`已经请 ${first.name} 把你加进来`);
    expect(await house.db().organization.count()).toBe(1);
    expect(await house.db().member.findMany()).toMatchObject([{ name: first.name, roles: ["admin"] }]);
    expect(await house.db().joinRequest.findMany()).toMatchObject([{ name: other.name, decidedAt: null }]);
    expect(await house.db().auditEntry.count({ where: { what: "organization.founded" } })).toBe(1);
    await expect.poll(() => reads(first.person), WAIT).toContain(other.name);
  });
});

describe("two people on two platforms who give the set-up code at once", () => {
  const house = withNewHouse(["slack", "feishu"]);
  test("one is the admin of the one organization; the other is told how to come in from there, and does", async () => {
    const [first, other] = await house.together(["slack", "feishu"]);
    expect(reads(first.person)).toContain(ADMIN);
    expect(reads(other.person)).toMatch(/设置码已经用过了[\s\S]*发 \/link/);
    expect(await house.db().organization.count()).toBe(1);
    expect(await house.db().workspace.findMany()).toMatchObject([{ platform: first.platform }]);
    expect(await house.db().member.findMany()).toMatchObject([{ name: first.name, roles: ["admin"] }]);
    expect(await house.db().joinRequest.count()).toBe(0);

    await first.person.command("/link");
    const code = () => /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(reads(first.person))?.[0] ?? "";
    await expect.poll(code, WAIT).not.toBe("");
    await house.person(other.platform, first.handle).command(`/link ${code()}`);
    await expect.poll(() => house.db().workspace.count(), WAIT).toBe(2);
    await other.person.say("你好");
    await expect.poll(() => reads(other.person), WAIT).toContain(`已经请 ${first.name} 把你加进来`);
    expect(await house.db().organization.count()).toBe(1);
    expect(await house.db().joinRequest.findMany()).toMatchObject([{ name: other.name }]);
  });
});
