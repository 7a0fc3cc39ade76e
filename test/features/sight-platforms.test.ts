import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { ROLES } from "../../src/core/scope.ts";
import { features } from "../../src/features/index.ts";
import { withDatabase } from "../support/database.ts";
import { type Installation, installIn } from "../support/sight-bot.ts";
import { commandErrands, type Errand } from "../support/sight-errands.ts";
import { type Pair, pairOf, watchOver } from "../support/sight-oracle.ts";
import { postPapers } from "../support/sight-papers.ts";
import { foundWorlds } from "../support/sight-people.ts";
import { makePlan, mayName, type Plan, type PlannedCustomer, type PlannedMember, sees } from "../support/sight-plan.ts";
import { visitorOf } from "../support/sight-visit.ts";
import type { Walker } from "../support/sight-walker.ts";
import { WORDS } from "../support/sight-world.ts";

/**
 * A few of the organizations of sight.test.ts, gone through by people in front of Slack's and Feishu's own clients, over
 * the real SDKs and in one installation: nothing out of sight stands on their screens or goes over the line, and all
 * reads as it does where what they may not see does not exist. On either platform somebody has each role, and somebody
 * else works in two segments.
 */
const database = withDatabase();
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));

const viewerOf = ({ members }: Plan): PlannedMember => members[3]!;
const isFee = ({ fee }: PlannedCustomer): boolean => fee;
const worksInTwo = (plan: Plan) => new Set(viewerOf(plan).teams.map((team) => plan.teams[team])).size > 1;
const indices = Array.from({ length: 200 }, (_, index) => index);
/** Organizations in which papers wait; of each role two. */
const ofRoles = (nth: number): number[] =>
  ROLES.map((_, role) => {
    const having = indices.filter((index) => index % ROLES.length === role && makePlan(index).customers.some(isFee));
    return having[nth]!;
  });
const [one, another] = indices.slice(100).filter((index) => worksInTwo(makePlan(index)));
const on = (platform: "slack" | "feishu", some: readonly (number | undefined)[]) =>
  some.map((index) => pairOf(index!, { platform, viewerOf }));
const pairs = [...on("slack", [...ofRoles(0), one]), ...on("feishu", [...ofRoles(1), another])];
const { leaks, coverage } = watchOver(pairs);

let installation: Installation;
beforeAll(async () => {
  const worlds = pairs.flatMap(({ whole, twin }) => [whole, twin]);
  await foundWorlds(database.handle, worlds);
  await Promise.all(worlds.map((world) => postPapers(database.handle, clock, world)));
  installation = await installIn(worlds, { database, clock });
  await installation.deliver();
}, 60_000);
afterAll(() => installation.stop());

const whoSeesMore = ({ plan, viewer }: Pair): PlannedMember[] => {
  const inSight = (member: PlannedMember) => plan.customers.filter((customer) => sees(plan, member, customer).customer);
  const more = (member: PlannedMember) => inSight(member).some((customer) => !mayName(sees(plan, viewer, customer)));
  return plan.members.filter(more);
};
/** Every command, with other words each time. */
const commandsFor = ({ plan }: Pair): Errand[] =>
  features
    .flatMap((feature) => feature.commands ?? [])
    .flatMap(({ name }, n) => commandErrands(name).slice((plan.index + n) % WORDS.length)[0] ?? []);
const visitor = visitorOf((world) => installation.seatsOf(world));

describe.each(["slack", "feishu"] as const)("on %s", (platform) => {
  const there = pairs.filter(({ whole }) => whole.platform === platform);

  // A world and its twin side by side, as much of the time is waiting; no answer is ever too late.
  test.each(there.map((pair) => [pair.viewer.roles.join(" and "), pair] as const))(
    "who is %s reads nothing out of sight, and all as if it did not exist",
    { timeout: 120_000 },
    async (_, pair) => {
      expect(await leaks(visitor, { pair, errands: commandsFor(pair) }, { atOnce: true })).toEqual([]);
    },
  );

  test("as each role somebody stood before a paper in its channel", () => {
    expect(coverage.notShown(`a paper in ${platform}`)).toEqual([]);
  });

  test("somebody who reads what another may not see is found", { timeout: 120_000 }, async () => {
    const [pair, seeing] = there.flatMap((one) => whoSeesMore(one).map((member) => [one, member] as const))[0]!;
    const asAnother: Walker = { walk: (world, _viewer, way) => visitor.walk(world, seeing.n, way) };
    const found = (await leaks(asAnother, { pair, errands: commandsFor(pair).slice(0, 20) }, { atOnce: true })).join(
      "\n",
    );
    expect(found).toMatch(/reads zx/);
    expect(found).toMatch(/reads a difference/);
  });
});
