import { type PlainDate, toColumn } from "../../core/dates.ts";
import { type MemberId, newId } from "../../core/ids.ts";
import type { Money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { visibleDeals } from "../../data/scope.ts";
import { readSignedBy } from "../inflows/public.ts";

export { readNames } from "../../data/colleagues.ts";
export { organizationOf } from "../../data/organization.ts";

export interface Receipt {
  readonly dealId: string;
  readonly customerId: string | null;
  readonly amount: Money;
  readonly receivedOn: PlainDate;
  readonly confirmedBy: MemberId;
}

/** Keeps the money that came in for a deal; what is kept is never changed. */
export async function addCollection(change: Change, receipt: Receipt): Promise<void> {
  const id = newId();
  await from(change).collection.create({
    data: {
      id,
      organizationId: change.organizationId,
      customerId: receipt.customerId,
      dealId: receipt.dealId,
      amountMinor: receipt.amount.minor,
      currency: receipt.amount.currency,
      receivedOn: toColumn(receipt.receivedOn),
      confirmedById: receipt.confirmedBy,
      at: change.at,
    },
  });
  await audit(change, { what: "collection.confirmed", subject: `collection:${id}`, after: { ...receipt } });
}

/** Keeps whether more of the contract is to come, for the list of what is still due. */
export async function keepMoreDue(change: Change, dealId: string, due: boolean): Promise<void> {
  const where = { id: dealId, organizationId: change.organizationId };
  await from(change).deal.updateMany({ where, data: { moreDueSince: due ? change.at : null } });
}

const LISTS = {
  waiting: { stage: "p90", moneyConfirmedAt: null },
  toCome: { stage: { in: ["p90", "won"] }, moreDueSince: { not: null } },
} as const satisfies Record<string, Prisma.DealWhereInput>;
export const LIST_NAMES = ["waiting", "toCome"] as const;
export type ListName = (typeof LIST_NAMES)[number];

/**
 * Whose money is still due, as this person is shown it, on one of the lists or on either: what they can confirm, so
 * neither deals of their own nor those whose signing they entered.
 */
export async function dueDeals(scope: Scope): Promise<(list?: ListName) => Prisma.DealWhereInput> {
  const { memberId } = scope;
  const others = memberId !== null && {
    ownerId: { not: memberId },
    id: { notIn: await readSignedBy(scope, memberId) },
  };
  return (list) => ({
    AND: [visibleDeals(scope), list ? LISTS[list] : { OR: Object.values(LISTS) }],
    ...others,
  });
}

export const countListed = (scope: Scope, where: Prisma.DealWhereInput): Promise<number> =>
  from(scope).deal.count({ where });

/** The ids of a list's page, those that wait longest first. */
export async function readListed(scope: Scope, where: Prisma.DealWhereInput, request: PageRequest) {
  const page = await placedInSight(request, (id) =>
    from(scope).deal.count({ where: { AND: [visibleDeals(scope), { id }] } }),
  );
  const rows = await from(scope).deal.findMany({
    where,
    select: { id: true },
    orderBy: [{ lastForwardOn: "asc" }, { id: "asc" }],
    ...pageArguments(page),
  });
  return pageOf(rows, page);
}
