import { beforeAll, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { features } from "../../src/features/index.ts";
import { withDatabase } from "../support/database.ts";
import { errandsOf } from "../support/sight-errands.ts";
import { livePast } from "../support/sight-lived.ts";
import { pairOf, watchOver } from "../support/sight-oracle.ts";
import { foundWorlds } from "../support/sight-people.ts";
import { makePlan, mayName, type Plan, type PlannedMember, sees } from "../support/sight-plan.ts";
import { groundOver, walkerOf } from "../support/sight-walker.ts";

/**
 * A few of the organizations of sight.test.ts in which customers were moved to another segment, gone through by whoever
 * had them till then: whatever they kept of them, a button of an old card, a form that was opened before, the thread of
 * a paper, is answered as if it had never been.
 */
const database = withDatabase({ connections: 40 });
const clock = new MovableClock();
clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));
const WORLDS = 3;

/** Who had a customer that is out of their sight by now, and which those are. */
const lostIn = (plan: Plan): { readonly viewer: PlannedMember; readonly lost: ReadonlySet<number> } | undefined => {
  const { past, members, customers } = plan;
  const all = past?.moved.flatMap((n) => {
    const viewer = members.find((each) => each.n === past.before.customers[n]!.owner);
    return viewer && !mayName(sees(plan, viewer, customers[n]!)) ? [{ viewer, n }] : [];
  });
  const [first] = all ?? [];
  return (
    first && {
      viewer: first.viewer,
      lost: new Set(all?.flatMap(({ viewer, n }) => (viewer === first.viewer ? n : []))),
    }
  );
};
const pairs = Array.from({ length: 200 }, (_, index) => index)
  .filter((index) => lostIn(makePlan(index, { eventful: true })) !== undefined)
  .slice(0, WORLDS)
  .map((index) => pairOf(index, { platform: "slack", viewerOf: (plan) => lostIn(plan)!.viewer, eventful: true }));
const { leaks } = watchOver(pairs);

beforeAll(async () => {
  expect(pairs).toHaveLength(WORLDS);
  const worlds = pairs.flatMap(({ whole, twin }) => [whole, twin]);
  await foundWorlds(database.handle, worlds);
  for (const world of worlds) await livePast(groundOver(database, clock, features), world);
}, 600_000);

const all = errandsOf(features).filter(
  ({ about, does }) => about === "hidden" && does !== "command" && does !== "drop",
);

test.each(pairs.map((pair, n) => [pair.viewer.roles.join(" and "), pair, n] as const))(
  "who was %s of customers that were moved learns nothing of them since",
  { timeout: 600_000 },
  async (_, pair, nth) => {
    const { lost } = lostIn(pair.plan)!;
    // Together they do everything.
    const errands = all.filter((__, n) => n % WORLDS === nth);
    const found = await leaks(walkerOf(database, clock, features), { pair, errands, about: ({ n }) => lost.has(n) });
    expect(found).toEqual([]);
  },
);
