import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_PEOPLE, DEMO_TENANT, DEMO_WORKSPACE } from "../../prisma/demo/people.ts";
import { DEMO_ORGANIZATION } from "../../prisma/demo/rows.ts";
import { demoWorkspace } from "../../prisma/demo/workspace.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { isComplete, progressOf } from "../../src/features/setup/rules.ts";
import { readSetUp } from "../../src/features/setup/store.ts";
import { withDatabase } from "../support/database.ts";

const clock = new MovableClock();
const BOTH = [DEMO_WORKSPACE, DEMO_TENANT];

describe("the demo company on two platforms", () => {
  const database = withDatabase();
  const db = () => from({ database: database.handle });
  beforeAll(() => seedDemo(database.handle, clock, BOTH));

  test("some people are on one platform, some on the other, some on both", async () => {
    const members = await db().member.findMany({ include: { identities: { orderBy: { addedAt: "asc" } } } });
    const on = new Map(members.map(({ name, identities }) => [name, identities.map(({ platform }) => platform)]));
    expect(on).toEqual(new Map(DEMO_PEOPLE.map((person) => [person.name, person.on])));
    const ways = new Set([...on.values()].map(String));
    expect(ways).toEqual(new Set(["slack", "feishu", "slack,feishu"]));
  });

  test("each sandbox gets its own people and chats, with ids as the platform gives them, always the same", async () => {
    const [slack, feishu] = [await demoWorkspace(database.handle), await demoWorkspace(database.handle, DEMO_TENANT)];
    expect(slack.users.map(({ realName }) => realName)).not.toContain("刘洋");
    expect(feishu.users.map(({ realName }) => realName)).toContain("刘洋");
    for (const { id } of slack.users) expect(id).toMatch(/^U0[A-Z0-9]+$/);
    for (const { id } of feishu.users) expect(id).toMatch(/^ou_[0-9a-f]{32}$/);
    for (const { id } of feishu.channels) expect(id).toMatch(/^oc_[0-9a-f]{32}$/);
    expect(feishu.channels.map(({ name }) => name)).toEqual(slack.channels.map(({ name }) => name));
    const known = new Set(feishu.users.map(({ id }) => id));
    for (const { members } of feishu.channels) for (const id of members) expect(known.has(id)).toBe(true);
    expect(feishu.offered.map(({ user }) => user)).toEqual(feishu.users.map(({ id }) => id));
    expect(await demoWorkspace(database.handle, DEMO_TENANT)).toEqual(feishu);
  });

  test("its set-up is complete: nothing waits for a role, a channel or a holiday", async () => {
    const scope = systemScope(database.handle, asOrganizationId(DEMO_ORGANIZATION), clock);
    const progress = progressOf(await readSetUp(scope));
    expect(Object.values(progress.missing).flat()).toEqual([]);
    expect(isComplete(progress)).toBe(true);
  });

  test("started again it stays as it is, and whoever was imported gets one account", async () => {
    const before = await db().identity.count();
    await seedDemo(database.handle, clock, BOTH);
    expect(await db().identity.count()).toBe(before);
    const id = newId();
    await db().member.create({
      data: { id, organizationId: DEMO_ORGANIZATION, name: "导入的", roles: ["rep"], createdAt: clock.now() },
    });
    await demoWorkspace(database.handle);
    await demoWorkspace(database.handle, DEMO_TENANT);
    expect(await db().identity.findMany({ where: { memberId: id } })).toMatchObject([{ platform: "slack" }]);
  });
});

describe("the demo company on one platform", () => {
  const database = withDatabase();
  const db = () => from({ database: database.handle });
  beforeAll(() => seedDemo(database.handle, clock));

  test("has everyone there and nothing elsewhere: no message waits for a platform nobody speaks to", async () => {
    expect(await db().identity.count({ where: { platform: "slack" } })).toBe(DEMO_PEOPLE.length);
    expect(await db().identity.count()).toBe(DEMO_PEOPLE.length);
    const channels = await db().teamChannel.findMany();
    expect(new Set(channels.map(({ platform }) => platform))).toEqual(new Set(["slack"]));
  });

  test("comes to the second later: nobody loses an account, those who belong there get one", async () => {
    await seedDemo(database.handle, clock, BOTH);
    expect(await db().identity.count({ where: { platform: "slack" } })).toBe(DEMO_PEOPLE.length);
    const there = DEMO_PEOPLE.filter(({ on }) => on.includes("feishu")).length;
    expect(await db().identity.count({ where: { platform: "feishu" } })).toBe(there);
    expect(await db().teamChannel.count({ where: { platform: "feishu" } })).toBe(2);
  });
});
