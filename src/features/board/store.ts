import type { Instant } from "../../core/clock.ts";
import { firstOfMonth, type PlainDate, toColumn } from "../../core/dates.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { type Page, type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { visibleDeals } from "../../data/scope.ts";
import { OPEN_STAGES, type Stage } from "../../domain/stages.ts";
import type { BoardOf, BySegment, Column } from "./rules.ts";

export { readNames } from "../../data/colleagues.ts";
export { type OrganizationFacts, organizationOf } from "../../data/organization.ts";

const DAY = 86_400_000;
const FRESH_DAYS = 7;

/** Narrows what a scope may see to one board; it never widens it. */
const onBoard = (scope: Scope, of: BoardOf): Prisma.DealWhereInput => {
  const narrowed: Record<BoardOf, Prisma.DealWhereInput> = {
    mine: { ownerId: scope.memberId ?? "" },
    team: { teamId: { in: [...scope.teamIds] } },
    all: {},
  };
  return { AND: [visibleDeals(scope), narrowed[of]] };
};

/** Won since the first of the month: by the day they moved there, as reports count, whenever the contract was accepted. */
const wonThisMonth = ({ organizationId }: Scope, today: PlainDate): Prisma.DealWhereInput => {
  const moved = { organizationId, to: "won", movedOn: { gte: toColumn(firstOfMonth(today)) } } as const;
  return { stage: "won", moves: { some: { ...moved, OR: [{ from: null }, { from: { not: "won" } }] } } };
};

/** What stands in one column: deals, and their amounts by currency. */
export interface ColumnSum {
  readonly stage: Stage;
  readonly deals: number;
  readonly sums: readonly Money[];
}

/** Counts and sums of every open column, and of the deals won since the first of the month. One grouped query. */
export async function readColumnSums(scope: Scope, of: BoardOf, today: PlainDate): Promise<ColumnSum[]> {
  const groups = await from(scope).deal.groupBy({
    by: ["stage", "currency"],
    where: {
      ...onBoard(scope, of),
      OR: [{ stage: { in: [...OPEN_STAGES] } }, wonThisMonth(scope, today)],
    },
    _count: true,
    _sum: { amountMinor: true },
    orderBy: [{ stage: "asc" }, { currency: "asc" }],
  });
  const stages = [...new Set(groups.map(({ stage }) => stage))];
  return stages.map((stage) => {
    const ofStage = groups.filter((group) => group.stage === stage);
    return {
      stage,
      deals: ofStage.reduce((sum, { _count }) => sum + _count, 0),
      sums: ofStage.map((group) => money(group._sum.amountMinor ?? 0n, currency(group.currency))),
    };
  });
}

/** How many open deals of each column somebody touched in the last seven days. */
export async function readFresh(scope: Scope, of: BoardOf, now: Instant): Promise<ReadonlyMap<Stage, number>> {
  const groups = await from(scope).deal.groupBy({
    by: ["stage"],
    where: {
      ...onBoard(scope, of),
      stage: { in: [...OPEN_STAGES] },
      updatedAt: { gte: new Date(now.getTime() - FRESH_DAYS * DAY) },
    },
    _count: true,
  });
  return new Map(groups.map(({ stage, _count }) => [stage, _count]));
}

const warned = { stage: { in: [...OPEN_STAGES] }, warnedOn: { not: null } } as const satisfies Prisma.DealWhereInput;
const overdue = (today: PlainDate) =>
  ({ stage: { in: [...OPEN_STAGES] }, expectedOn: { lt: toColumn(today) } }) satisfies Prisma.DealWhereInput;

/** By segment, the day since when something must have been done with an open deal. */
export type ActiveSince = BySegment<PlainDate>;

/** Nothing was done since that day, neither with the deal nor with its customer. */
const idle = ({ own, others }: ActiveSince): Prisma.DealWhereInput => {
  const since = (day: PlainDate) =>
    ({
      createdAt: { lt: toColumn(day) },
      activities: { none: { undoneAt: null, happenedOn: { gte: toColumn(day) } } },
      OR: [
        { customerId: null },
        { customer: { lastContactOn: null } },
        { customer: { lastContactOn: { lt: toColumn(day) } } },
      ],
    }) satisfies Prisma.DealWhereInput;
  return {
    stage: { in: [...OPEN_STAGES] },
    OR: [
      { segmentId: { notIn: [...own.keys()] }, ...since(others) },
      ...[...own].map(([segmentId, day]) => ({ segmentId, ...since(day) })),
    ],
  };
};

/** What is late: deals whose owner was warned, the first of them, and how many are past their date of signing, or let lie. */
export async function readLate(
  scope: Scope,
  of: BoardOf,
  { today, activeSince }: { readonly today: PlainDate; readonly activeSince: ActiveSince },
) {
  const board = onBoard(scope, of);
  const [falling, fallingCount, overdueCount, idleCount] = await Promise.all([
    from(scope).deal.findMany({
      where: { ...board, ...warned },
      select: { id: true },
      orderBy: [{ warnedOn: "asc" }, { id: "asc" }],
      take: 2,
    }),
    from(scope).deal.count({ where: { ...board, ...warned } }),
    from(scope).deal.count({ where: { ...board, ...overdue(today) } }),
    from(scope).deal.count({ where: { ...board, ...idle(activeSince) } }),
  ]);
  return { falling: falling.map(({ id }) => id), fallingCount, overdueCount, idleCount };
}

/** A page of the ids of one column's deals, the one that stood still longest first; of what is late, likewise. */
export async function readColumn(
  scope: Scope,
  {
    of,
    column,
    today,
    activeSince,
  }: {
    readonly of: BoardOf;
    readonly column: Column | "late";
    readonly today: PlainDate;
    readonly activeSince: ActiveSince;
  },
  request: PageRequest,
): Promise<Page<{ readonly id: string }> & { readonly total: number }> {
  const page = await placedInSight(request, (id) =>
    from(scope).deal.count({ where: { AND: [onBoard(scope, of), { id }] } }),
  );
  const wanted: Prisma.DealWhereInput =
    column === "late"
      ? { OR: [warned, overdue(today), idle(activeSince)] }
      : column === "won"
        ? wonThisMonth(scope, today)
        : { stage: column };
  const where = { ...onBoard(scope, of), ...wanted };
  const [rows, total] = await Promise.all([
    from(scope).deal.findMany({
      where,
      select: { id: true },
      orderBy: [{ lastForwardOn: "asc" }, { id: "asc" }],
      ...pageArguments(page),
    }),
    from(scope).deal.count({ where }),
  ]);
  return { ...pageOf(rows, page), total };
}
