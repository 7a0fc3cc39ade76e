import { dateIn } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers, workedDeals } from "../../data/scope.ts";
import { whyOf } from "../../domain/deal-reasons.ts";
import { sayStage } from "../../domain/stages.ts";
import { ATTITUDE_NAMES, BUYING_ROLE_NAMES } from "../influence/public.ts";
import { customersSeen, dayOf, idsOf, namesOf, page, type Wanted } from "../listpages/public.ts";
import { sayWhy } from "../reasons/public.ts";
import { MOVERS, OWNER_CAUSES, STEP_STATES } from "./texts.ts";

/** Who owned the customers in sight when, and why that changed. */
export const readHandovers = async (scope: Scope, { language, zone, after }: Wanted) => {
  const found = await from(scope).ownerChange.findMany(page({ organizationId: scope.organizationId }, after));
  const ids = found.map(({ customerId }) => customerId);
  const [seen, names] = [await customersSeen(scope, ids), await namesOf(scope)];
  const rows = found.flatMap((row) => {
    const customer = seen(row.customerId);
    if (customer === "") return [];
    return [
      {
        ...{ date: { day: dateIn(zone, row.at) }, customer, by: names(row.byId) },
        ...{ ownerBefore: names(row.fromId), ownerAfter: names(row.toId), why: OWNER_CAUSES[row.cause][language] },
      },
    ];
  });
  return { rows, ids: idsOf(found) };
};

/** Every move of the deals whose work is in sight. */
export const readMoves = async (scope: Scope, { language, day: today, after }: Wanted) => {
  const where = { organizationId: scope.organizationId, deal: workedDeals(scope) };
  const include = { deal: { select: { name: true, customer: { select: { name: true } } } } } as const;
  const found = await from(scope).dealMove.findMany({ ...page(where, after), include });
  const names = await namesOf(scope);
  const rows = found.map((row) => ({
    ...{ date: dayOf(row.movedOn), deal: row.deal.name, customer: row.deal.customer?.name ?? "" },
    stageBefore: row.from ? sayStage(row.from, language) : "",
    stageAfter: sayStage(row.to, language),
    by: row.cause === "person" ? names(row.memberId) : MOVERS[row.cause][language],
    why: sayWhy(whyOf(row), { language, today }) ?? "",
  }));
  return { rows, ids: idsOf(found) };
};

/** Who stands where in the deals of customers in sight. */
export const readInfluences = async (scope: Scope, { language, after }: Wanted) => {
  const { organizationId } = scope;
  const found = await from(scope).deal.findMany({
    ...page({ organizationId, customer: visibleCustomers(scope), influences: { some: {} } }, after),
    include: {
      customer: { select: { name: true } },
      influences: { include: { contact: { select: { name: true, title: true } } }, orderBy: { influence: "desc" } },
    },
  });
  const rows = found.flatMap((deal) =>
    deal.influences.map(({ contact, ...row }) => ({
      ...{ deal: deal.name, customer: deal.customer?.name ?? "", stage: sayStage(deal.stage, language) },
      ...{ contact: contact.name, title: contact.title ?? "", influence: row.influence },
      buyingRole: row.role ? BUYING_ROLE_NAMES[row.role][language] : "",
      attitude: ATTITUDE_NAMES[row.attitude][language],
    })),
  );
  return { rows, ids: idsOf(found) };
};

/** What was promised to customers in sight. */
export const readPromises = async (scope: Scope, { language, zone, after }: Wanted) => {
  const { organizationId } = scope;
  const found = await from(scope).nextStep.findMany({
    ...page({ organizationId, customer: visibleCustomers(scope) }, after),
    include: { customer: { select: { name: true } } },
  });
  const people = await from(scope).contact.findMany({
    where: { organizationId, id: { in: found.flatMap(({ contactId }) => contactId ?? []) } },
    select: { id: true, name: true },
  });
  const called = new Map(people.map(({ id, name }) => [id, name]));
  const names = await namesOf(scope);
  const rows = found.map((row) => ({
    ...{ dueBy: dayOf(row.dueOn), customer: row.customer.name, contact: called.get(row.contactId ?? "") ?? "" },
    ...{ promise: row.what, whose: names(row.memberId), state: STEP_STATES[row.state][language] },
    closed: row.closedAt ? { day: dateIn(zone, row.closedAt) } : undefined,
  }));
  return { rows, ids: idsOf(found) };
};
