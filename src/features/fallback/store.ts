import { fromColumn, type PlainDate, toColumn, type Zone, zone } from "../../core/dates.ts";
import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { columnsOfWhy, type Why } from "../../domain/deal-reasons.ts";
import type { Stage } from "../../domain/stages.ts";
import { columnsOfMove } from "../pipeline/public.ts";

export { organizationOf } from "../../data/organization.ts";

/** A deal on its way, as far as time is concerned. */
export interface TimedDeal {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly stage: Stage;
  readonly ownerId: MemberId;
  readonly teamId: string;
  readonly lastForwardOn: PlainDate;
  readonly heldUntil: PlainDate | null;
  readonly restUntil: PlainDate | null;
  readonly warnedOn: PlainDate | null;
  readonly moneyConfirmed: boolean;
}

/** Whoever may own deals, also people who have left, and their time zones; by id. */
export async function readOwners(scope: Scope): Promise<{ id: MemberId; zone: Zone }[]> {
  const rows = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId },
    select: { id: true, zone: true },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({ id: asMemberId(row.id), zone: zone(row.zone) }));
}

/**
 * The deals of these owners that may be due: on their way, the money not confirmed, the owner warned by that day or
 * not at all. Owner by owner in the order of their ids, of each the deals that wait longest first.
 */
export async function readDealsOnTheirWay(
  scope: Scope,
  {
    owners,
    warnedBy,
    most,
  }: { readonly owners: readonly MemberId[]; readonly warnedBy: PlainDate; readonly most: number },
): Promise<TimedDeal[]> {
  const rows = await from(scope).deal.findMany({
    where: {
      organizationId: scope.organizationId,
      ownerId: { in: [...owners] },
      stage: { in: ["first_meeting", "p25", "p50", "p90"] },
      moneyConfirmedAt: null,
      OR: [{ warnedOn: null }, { warnedOn: { lte: toColumn(warnedBy) } }],
    },
    select: {
      id: true,
      version: true,
      name: true,
      stage: true,
      ownerId: true,
      teamId: true,
      lastForwardOn: true,
      heldUntil: true,
      customer: { select: { restUntil: true } },
      warnedOn: true,
    },
    orderBy: [{ ownerId: "asc" }, { lastForwardOn: "asc" }, { id: "asc" }],
    take: most,
  });
  return rows.map(({ customer, ...row }) => ({
    ...row,
    ownerId: asMemberId(row.ownerId),
    restUntil: customer?.restUntil ? fromColumn(customer.restUntil) : null,
    lastForwardOn: fromColumn(row.lastForwardOn),
    heldUntil: row.heldUntil && fromColumn(row.heldUntil),
    warnedOn: row.warnedOn && fromColumn(row.warnedOn),
    moneyConfirmed: false,
  }));
}

/** As they were read: a deal that somebody moved meanwhile is left alone, and no second process finds it again. */
const unchanged = (change: Change, deals: readonly TimedDeal[]) => ({
  organizationId: change.organizationId,
  OR: deals.map(({ id, version, warnedOn }) => ({ id, version, warnedOn: warnedOn && toColumn(warnedOn) })),
});

/**
 * Marks deals as warned of; gives back those that this change marked. The deal is no other by that: whoever is at it, or
 * takes back the import that made it, need not look again.
 */
export async function markWarned(change: Change, deals: readonly TimedDeal[], today: PlainDate): Promise<TimedDeal[]> {
  if (deals.length === 0) return [];
  const rows = await from(change).deal.updateManyAndReturn({
    where: unchanged(change, deals),
    data: { warnedOn: toColumn(today) },
    select: { id: true },
  });
  return kept(deals, rows);
}

const kept = (deals: readonly TimedDeal[], rows: readonly { id: string }[]): TimedDeal[] => {
  const ids = new Set(rows.map(({ id }) => id));
  return deals.filter(({ id }) => ids.has(id));
};

/** Takes deals back to that column, by the rule, with an entry in each history; gives back those it took. */
export async function takeBack(
  change: Change,
  deals: readonly TimedDeal[],
  { to, today, why }: { readonly to: Stage; readonly today: PlainDate; readonly why: (deal: TimedDeal) => Why },
): Promise<TimedDeal[]> {
  const taken: TimedDeal[] = [];
  for (const stage of new Set(deals.map((deal) => deal.stage))) {
    const those = deals.filter((deal) => deal.stage === stage);
    const rows = await from(change).deal.updateManyAndReturn({
      where: unchanged(change, those),
      data: { ...columnsOfMove(stage, to, today), updatedAt: change.at, version: { increment: 1 } },
      select: { id: true },
    });
    taken.push(...kept(those, rows));
  }
  const { organizationId, at } = change;
  await from(change).dealMove.createMany({
    data: taken.map((deal) => ({
      id: newId(),
      organizationId,
      dealId: deal.id,
      teamId: deal.teamId,
      from: deal.stage,
      to,
      cause: "rule" as const,
      ...columnsOfWhy(why(deal)),
      movedOn: toColumn(today),
      at,
    })),
  });
  for (const deal of taken)
    await audit(change, {
      what: "deal.moved",
      subject: `deal:${deal.id}`,
      before: { stage: deal.stage },
      after: { stage: to, cause: "rule", why: why(deal) },
    });
  return taken;
}
