import { addDays, type PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { cycleDaysOf, type Deal } from "../pipeline/public.ts";
import type { InfluenceMap } from "./cards.ts";
import { isFar, warningsOf } from "./rules.ts";
import { organizationOf, readMet, readStandings } from "./store.ts";

export { type InfluenceMap, mapButton, mapTable, sayDealWarnings, sayWarnings } from "./cards.ts";
export type { Standing } from "./rules.ts";
export { ATTITUDES as ATTITUDE_NAMES, ROLES as BUYING_ROLE_NAMES, sayPlace } from "./texts.ts";

/**
 * The influence maps of deals in sight, by deal: of those that have one, and of those so far that an empty one is a
 * warning. Draw each that has people with `mapTable`, and say all with `sayDealWarnings`.
 */
export async function influenceMaps(
  scope: Scope,
  deals: readonly Deal[],
  today: PlainDate,
): Promise<ReadonlyMap<string, InfluenceMap>> {
  const standings = await readStandings(
    scope,
    deals.map(({ id }) => id),
  );
  const mapped = deals.filter(({ id, stage }) => isFar(stage) || standings.some(({ dealId }) => dealId === id));
  if (mapped.length === 0) return new Map();
  const organization = await organizationOf(scope);
  const cycles = new Map<string, number>();
  for (const deal of mapped) cycles.set(deal.id, await cycleDaysOf(scope, deal, organization));
  const days = (id: string) => cycles.get(id) ?? 0;
  const met = await readMet(
    scope,
    mapped.map(({ id }) => ({ dealId: id, since: addDays(today, -days(id)) })),
  );
  return new Map(
    mapped.map((deal) => {
      const people = standings.filter(({ dealId }) => dealId === deal.id);
      const warnings = warningsOf(people, { stage: deal.stage, metWithinCycle: met.has(deal.id) });
      return [deal.id, { deal, people, warnings, cycleDays: days(deal.id) }];
    }),
  );
}
