import { fromColumn, type PlainDate } from "../../core/dates.ts";
import { asMemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import { organizationOf } from "../../data/organization.ts";
import { workedDeals } from "../../data/scope.ts";
import { OPEN_STAGES, type Stage } from "../../domain/stages.ts";
import { fallsBackOn, salesCycle, winsOf } from "../pipeline/public.ts";

/** A deal whose owner was warned that it falls back. */
export interface FallingDeal {
  readonly name: string;
  readonly customer: string | null;
  readonly stage: Stage;
  readonly owner: string;
  /** The day it falls back unless it moves. */
  readonly day: PlainDate | undefined;
}
export interface Falling {
  /** Those warned of longest ago. */
  readonly deals: readonly FallingDeal[];
  /** All of them, by column. */
  readonly counts: readonly { readonly stage: Stage; readonly count: number }[];
  readonly total: number;
}

/** The deals of a team in sight that are about to fall back, those warned of longest ago first; and all of them counted. */
export async function readFalling(
  scope: Scope,
  teamId: string,
  { today, limit }: { readonly today: PlainDate; readonly limit: number },
): Promise<Falling> {
  const where = { AND: [workedDeals(scope), { teamId, stage: { in: [...OPEN_STAGES] }, warnedOn: { not: null } }] };
  const [rows, groups] = await Promise.all([
    from(scope).deal.findMany({
      where,
      include: { customer: { select: { name: true, restUntil: true } } },
      orderBy: [{ warnedOn: "asc" }, { id: "asc" }],
      take: limit,
    }),
    from(scope).deal.groupBy({ by: ["stage"], where, _count: true, orderBy: { stage: "asc" } }),
  ]);
  const counts = groups.map(({ stage, _count: count }) => ({ stage, count }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (rows.length === 0) return { deals: [], counts, total };
  const ownerIds = [...new Set(rows.map(({ ownerId }) => ownerId))];
  const { settings, settingsFor, calendar } = await organizationOf(scope);
  const figures = settingsFor(teamId);
  const [names, wins] = await Promise.all([
    readNames(scope, ownerIds),
    winsOf(scope, settings.cycleWins, { ownerIds, teamId }),
  ]);
  const deals = rows.map((row): FallingDeal => {
    const ownerId = asMemberId(row.ownerId);
    const cycleDays = salesCycle(wins({ ownerId, teamId }), figures);
    const times = {
      stage: row.stage,
      lastForwardOn: fromColumn(row.lastForwardOn),
      heldUntil: row.heldUntil && fromColumn(row.heldUntil),
      restUntil: row.customer?.restUntil ? fromColumn(row.customer.restUntil) : null,
      warnedOn: row.warnedOn && fromColumn(row.warnedOn),
      moneyConfirmed: row.moneyConfirmedAt !== null,
    };
    const { warnWorkingDays, restDays } = settings;
    const falls = fallsBackOn(times, { today, calendar, cycleDays, warnWorkingDays, restDays });
    const { name, stage, customer } = row;
    return { name, stage, customer: customer?.name ?? null, owner: names.get(row.ownerId) ?? "–", day: falls?.day };
  });
  return { deals, counts, total };
}
