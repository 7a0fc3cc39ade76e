import type { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId } from "../../src/core/ids.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { features } from "../../src/features/index.ts";
import type { TestDatabase } from "./database.ts";
import { codeOf, differing, type Pair, plain } from "./sight-oracle.ts";
import { idIn, type World } from "./sight-world.ts";

const NOTHING = { customer: false, deal: false, fee: false, sales: false };
/**
 * A world in which nobody has walked; of a team without all that its channel's readers do not have together: there is
 * nothing but its customers.
 */
export const unwalked = ({ plan, whole }: Pair, { letter, team }: { letter: string; team?: number }): World => ({
  ...{ plan, platform: whole.platform, code: codeOf(letter, plan.index) },
  exists: (customer) => (team === undefined || customer.team === team ? whole.exists(customer) : NOTHING),
});

/** Has everything go out that goes out by itself at that moment. */
export const goOut = async (database: TestDatabase, clock: MovableClock, world: World): Promise<void> => {
  const scope = systemScope(database.handle, asOrganizationId(idIn(world, "organization")), clock);
  const context = {
    ...{ scope, clock, now: clock.now(), whoIs: askNobody },
    change: <T>(work: Parameters<typeof change<T>>[2]) => change(scope, { from: "system" }, work),
  };
  for (const tick of features.flatMap((feature) => feature.ticks ?? [])) await tick.run(context);
};

export type Sent = Awaited<ReturnType<typeof sentIn>>[number];
export const sentIn = (database: TestDatabase, world: World) => {
  const organizationId = idIn(world, "organization");
  return from({ database: database.handle }).outgoingMessage.findMany({ where: { organizationId } });
};

/** What differs of what stands in a team's channels in a whole world and in the one that has nothing but the team's. */
export const differently = (
  team: number,
  [whole, sent]: readonly [World, readonly Sent[]],
  [twin, sentInTwin]: readonly [World, readonly Sent[]],
): string[] => {
  const [a, b] = [cardsOf(team, whole, sent), cardsOf(team, twin, sentInTwin)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => {
    const [ours, theirs] = [a.get(key) ?? "nothing", b.get(key) ?? "nothing"];
    const other = `${whole.plan.index}: the channel of team ${team} was sent another ${key}`;
    return ours === theirs ? [] : [`${other}: ${differing(ours, theirs)}`];
  });
};

/** By what they are about. */
const cardsOf = (team: number, world: World, sent: readonly Sent[]): ReadonlyMap<string, string> => {
  const cards = new Map<string, string[]>();
  for (const { kind, key, card } of sent.filter(({ teamId }) => teamId === idIn(world, "team", team))) {
    const about = `${kind} ${plain(key, world)}`;
    cards.set(about, [...(cards.get(about) ?? []), plain(JSON.stringify(card), world)]);
  }
  return new Map([...cards].map(([about, some]) => [about, some.toSorted().join("\n")]));
};
