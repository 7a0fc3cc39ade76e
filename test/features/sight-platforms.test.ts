import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { ROLES } from "../../src/core/scope.ts";
import { features } from "../../src/features/index.ts";
import { withDatabase } from "../support/database.ts";
import { type Installation, installIn } from "../support/sight-bot.ts";
import { errandsOf } from "../support/sight-errands.ts";
import { type Pair, pairOf, watchOver } from "../support/sight-oracle.ts";
import { foundWorlds } from "../support/sight-people.ts";
import { makePlan, mayName, type Plan, type PlannedMember, sees } from "../support/sight-plan.ts";
import { visitorOf } from "../support/sight-visit.ts";
import type { Walker } from "../support/sight-walk.ts";

/**
 * A few of the organizations of sight.test.ts, gone through by people in front of Slack's and Feishu's own clients, over
 * the real SDKs and in one installation: nothing out of sight stands on their screens or goes over the line, and all
 * reads as it does where what they may not see does not exist. On either platform somebody has each role, and somebody
 * else works in two segments.
 */
const STEPS = 2;

const database = withDatabase();
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));

const viewerOf = ({ members }: Plan): PlannedMember => members[3]!;
const worksInTwo = (plan: Plan) => new Set(viewerOf(plan).teams.map((team) => plan.teams[team])).size > 1;
const indices = Array.from({ length: 200 }, (_, index) => index);
const [one, another] = indices.filter((index) => index >= 2 * ROLES.length && worksInTwo(makePlan(index)));
const on = (platform: "slack" | "feishu", some: readonly (number | undefined)[]) =>
  some.map((index) => pairOf(index!, { platform, viewerOf }));
const pairs = [
  ...on("slack", [...indices.slice(0, ROLES.length), one]),
  ...on("feishu", [...indices.slice(ROLES.length, 2 * ROLES.length), another]),
];
const { leaks } = watchOver(pairs, STEPS);

let installation: Installation;
beforeAll(async () => {
  const worlds = pairs.flatMap(({ whole, twin }) => [whole, twin]);
  await foundWorlds(database.handle, worlds);
  installation = await installIn(worlds, { database, clock });
}, 60_000);
afterAll(() => installation.stop());

const whoSeesMore = ({ plan, viewer }: Pair): PlannedMember[] => {
  const inSight = (member: PlannedMember) => plan.customers.filter((customer) => sees(plan, member, customer).customer);
  const more = (member: PlannedMember) => inSight(member).some((customer) => !mayName(sees(plan, viewer, customer)));
  return plan.members.filter(more);
};
const commands = errandsOf(features).filter(({ does }) => does === "command");
const visitor = visitorOf((world) => installation.seatsOf(world));

describe.each(["slack", "feishu"] as const)("on %s", (platform) => {
  const there = pairs.filter(({ whole }) => whole.platform === platform);

  // One after another: where many walk at once an answer comes after its deadline, on another way than in the twin.
  test.each(there.map((pair) => [pair.viewer.roles.join(" and "), pair] as const))(
    "who is %s reads nothing out of sight, and all as if it did not exist",
    { timeout: 120_000 },
    async (_, pair) => {
      expect(await leaks(visitor, { pair, errands: commands })).toEqual([]);
    },
  );

  test("somebody who reads what another may not see is found", { timeout: 120_000 }, async () => {
    const [pair, seeing] = there.flatMap((one) => whoSeesMore(one).map((member) => [one, member] as const))[0]!;
    const asAnother: Walker = { walk: (world, _viewer, way) => visitor.walk(world, seeing.n, way) };
    const found = (await leaks(asAnother, { pair, errands: commands.slice(0, 20) })).join("\n");
    expect(found).toMatch(/reads zx/);
    expect(found).toMatch(/reads a difference/);
  });
});
