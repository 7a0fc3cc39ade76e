import { zone } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import type { Role, Scope } from "../../src/core/scope.ts";
import { findCustomers, nearestCustomers } from "../../src/features/finding/public.ts";
import { cardOf } from "../../src/features/portrait/public.ts";
import { runAnswers } from "./answering.ts";
import { id, shortName, TODAY } from "./company-rows.ts";
import type { BenchHouse } from "./house.ts";
import { Times, timed } from "./measure.ts";
import { ms, type Row } from "./report.ts";
import { foundSearched, REPS, TYPED } from "./searched.ts";

const AIM = 200;
const WARM_UP = 3;

const offered = async (scope: Scope, typed: string) => {
  const found = await findCustomers(scope, typed, { limit: 50 });
  return found.length > 0 ? found : nearestCustomers(scope, typed, 5);
};

/** What `/customer` and a name takes, from the name to the card, but for the chat. */
const answered = async (scope: Scope, typed: string): Promise<void> => {
  const [customer] = await findCustomers(scope, typed, { limit: 50 });
  if (!customer) throw new Error(`${typed} is not found`);
  const view = { language: "zh", today: TODAY, zone: zone("Asia/Shanghai"), now: scope.clock.now() } as const;
  await cardOf(scope, customer, view);
};

const LOOKS: readonly (readonly [what: string, look: (scope: Scope, number: number) => Promise<unknown>])[] = [
  ...Object.entries(TYPED).map(
    ([what, typed]) => [what, (scope: Scope, number: number) => offered(scope, typed(number))] as const,
  ),
  ["a name, to the customer's card", (scope, number) => answered(scope, shortName(number))],
];

/** Founds a company with so many customers and looks for some of them, as who sees few, a team's, or all. */
export async function* runSearches(
  house: BenchHouse,
  size: { customers: number; samples: number; answers: number },
): AsyncGenerator<Row> {
  const on = await house.newDatabase("searching");
  const scope = await foundSearched(on.database, size.customers);
  const asker = (role: Role): Scope => ({
    ...scope,
    memberId: asMemberId(id("rep", 0)),
    roles: new Set([role]),
    teamIds: [id("team", 0)],
    segmentIds: [id("segment", 0)],
  });
  for (const [who, role] of [
    ["a rep", "rep"],
    ["a manager", "manager"],
    ["who sees all", "executive"],
  ] as const)
    for (const [what, look] of LOOKS) {
      const times = new Times();
      for (let sample = -WARM_UP; sample < size.samples; sample += 1) {
        const number = ((sample + WARM_UP) * 7_919 * REPS) % size.customers;
        const { ms: took } = await timed(() => look(asker(role), number));
        if (sample >= 0) times.add(took);
      }
      yield searchRow(`search among ${size.customers.toLocaleString("en")}, ${who}: ${what}`, times);
    }
  yield* runAnswers(house, on, { customers: size.customers, count: size.answers });
}

const searchRow = (what: string, times: Times): Row => {
  const p95 = times.within(0.95);
  return {
    what: `${what}, p50 / p95`,
    measured: `${ms(times.p50)} / ${ms(p95)}`,
    aim: `p95 ≤ ${AIM} ms`,
    holds: p95 <= AIM,
  };
};
