import type { PlainDate } from "../core/dates.ts";
import { newId } from "../core/ids.ts";
import { type Currency, money, sayMoney } from "../core/money.ts";
import { dealKey, dealKnownAs, type KnownDeal, meetDeal, noDeals, othersLike } from "./deals-met.ts";
import type { Decision, Ground, KnownCustomer, Seat, Step } from "./intake.ts";
import { inWhichTeam, stoodIn } from "./intake-whom.ts";
import type { DealValues, Reason, RowValues } from "./row-values.ts";
import { isOpen, type Stage } from "./stages.ts";

export const putDeal = (step: Step, customer: KnownCustomer, seat: Seat | undefined): "make" | "skip" => {
  const { row, values, ground, why } = step;
  const { deal } = values;
  if (!deal) return "skip";
  customer.deals ??= noDeals();
  const known = dealKnownAs(deal, customer.deals);
  if (known) {
    meetDeal(deal, customer.deals, known);
    why.push(...differences(deal, known, ground));
    if (known.madeIn !== undefined) why.push({ code: "twice", row: known.madeIn });
    return "skip";
  }
  customer.deals.byKey.set(dealKey(deal), { ...factsOf(deal), madeIn: row });
  why.push(...othersLike(deal, customer.deals));
  const ownerId = (values.owner === undefined ? customer.ownerId : undefined) ?? seat?.memberId ?? ground.memberId;
  const { id: customerId, segmentId } = customer;
  why.push(...stoodIn(values, ground));
  // Whose deal it is stands in the row: it is on the board of their team.
  const teamId = values.owner !== undefined && seat ? seat.teamId : customer.teamId;
  makeDeal(step, { customerId, ownerId, teamId, segmentId, importKey: `${customerId} ${dealKey(deal)}` });
  return "make";
};

const factsOf = ({ stage, amount, firstMeetingOn, expectedOn, closedOn }: DealValues) => ({
  ...{ stage, amount: amount ?? null, firstMeetingOn: firstMeetingOn ?? null },
  ...{ expectedOn: expectedOn ?? null, closedOn: closedOn ?? null },
});

const COMPARED = ["stage", "amount", "firstMeetingOn", "expectedOn", "closedOn"] as const;
/** What the sheet says otherwise: it stays as it is. */
const differences = (deal: DealValues, known: KnownDeal, { currency }: Ground): Reason[] =>
  COMPARED.flatMap((field) => {
    const said = deal[field];
    if (said === undefined || said === known[field] || (field === "amount" && deal.isListed)) return [];
    const value = field === "amount" ? sayMoney(money(BigInt(said), currency as Currency)) : said;
    return { code: "kept", field, value };
  });

/** One whose customer nobody knows yet: its number and its owner tell it from others. */
export const putLooseDeal = (step: Step, seat: Seat): Decision => {
  const { memberId: ownerId, teamId, segmentId } = seat;
  const { values, ground, why, traces } = step;
  const importKey = looseKey(ownerId, values);
  const known = ground.loose.get(importKey);
  if (known && values.deal) {
    if (known.isTheirs) why.push(...differences(values.deal, known, ground));
    if (known.isTheirs && !known.hasCustomer && known.madeIn === undefined) why.push({ code: "no_customer_yet" });
    why.push(known.madeIn === undefined ? { code: "there" } : { code: "twice", row: known.madeIn });
    return { verdict: "skip", why, traces };
  }
  if (values.deal)
    ground.loose.set(importKey, { ...factsOf(values.deal), madeIn: step.row, hasCustomer: false, isTheirs: true });
  why.push(...stoodIn(values, ground), ...inWhichTeam(values, seat, ground), { code: "no_customer_yet" });
  makeDeal(step, { customerId: null, ownerId, teamId, segmentId, importKey });
  return { verdict: "make", why, traces };
};
export const looseKey = (ownerId: string, { deal }: Pick<RowValues, "deal">): string =>
  `${ownerId} ${deal ? dealKey(deal) : ""}`;

/** It came in before, with this owner. */
export const isLooseThere = ({ memberId }: Seat, values: RowValues, { loose }: Ground): boolean =>
  loose.has(looseKey(memberId, values));

interface DealSeat {
  readonly customerId: string | null;
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly segmentId: string;
  readonly importKey: string;
}
const makeDeal = ({ values, ground, writes, traces, why }: Step, where: DealSeat): void => {
  const { deal } = values;
  if (!deal) return;
  const { customerId, ownerId, teamId, segmentId, importKey } = where;
  const id = newId();
  const { name, number, amount, closedOn = null, firstMeetingOn = null, expectedOn = null, ...rest } = deal;
  const isWon = rest.stage === "won";
  // Nobody confirms the money of their own deal, in a sheet as little as on a card.
  const isPaid = isWon && ground.confirmsMoney && (ownerId === null || ownerId !== ground.memberId);
  // Without an amount nobody knows that nothing is to come; one of nothing waits for nothing.
  const waits = isWon && !isPaid && (amount === undefined || BigInt(amount) > 0n);
  if (waits) why.push({ code: "money_waits" });
  writes.make("Deal", () => ({
    ...{ id, organizationId: ground.organizationId, customerId, ownerId, teamId, segmentId },
    ...{ name, product: rest.product ?? null },
    ...{ stage: rest.stage, amountMinor: amount ?? null, currency: ground.currency, firstMeetingOn, expectedOn },
    // Nobody knows since when an open one stands there: its cycle begins with the import.
    lastForwardOn: (isOpen(rest.stage) ? undefined : (closedOn ?? metOn(deal, ground))) ?? ground.today,
    ...{ criteria: {}, closedOn, importKey, papersSigned: isWon },
    contractSignedOn: isWon ? closedOn : null,
    // Finance finds it among what is still to come.
    ...{ moneyConfirmedAt: isPaid ? ground.at : null, moreDueSince: waits ? ground.at : null, version: 1 },
    ...{ createdAt: ground.at, updatedAt: ground.at },
  }));
  for (const move of movesOf({ id, teamId, memberId: ownerId }, deal, ground)) writes.make("DealMove", () => move);
  if (isPaid && closedOn && amount && BigInt(amount) > 0n)
    writes.make("Collection", () => ({
      ...{ id: newId(), organizationId: ground.organizationId, customerId, dealId: id, amountMinor: amount },
      ...{ currency: ground.currency, receivedOn: closedOn, confirmedById: ground.memberId ?? ownerId },
      // Not as if it had come in with the import: a week counts what was recorded in it.
      ...{ at: noonOf(closedOn, ground.at), importId: ground.importId },
    }));
  traces.push({ table: "Deal", id, version: 1, before: null });
};

/** Of a day in the past; of today not after the import itself, as what is done next comes after it. */
const noonOf = (day: PlainDate, now: string): string => {
  const noon = `${day}T12:00:00.000Z`;
  return noon < now ? noon : now;
};

interface Mover {
  readonly id: string;
  readonly teamId: string;
  readonly memberId: string | null;
}
/**
 * What the sheet tells of a deal's way: the first meeting, and where it stands since when. A deal without a day stood
 * there when it came: that is no move of the week.
 */
const movesOf = ({ id, teamId, memberId }: Mover, deal: DealValues, ground: Ground): Record<string, unknown>[] => {
  const { stage, closedOn } = deal;
  const met = metOn(deal, ground);
  const move = (from: Stage | null, to: Stage, movedOn: PlainDate): Record<string, unknown> => ({
    ...{ id: newId(), organizationId: ground.organizationId, dealId: id, teamId, from, to, cause: "import", memberId },
    ...{ movedOn, at: noonOf(movedOn, ground.at), importId: ground.importId },
  });
  const since = closedOn ?? met;
  if (since === undefined) return [move(stage, stage, ground.today)];
  const passed = met !== undefined && stage !== "opportunity" && stage !== "first_meeting" && stage !== "p25";
  return passed ? [move(null, "p25", met), move("p25", stage, since)] : [move(null, stage, since)];
};
/** The day of the first meeting, unless it is still to come. */
const metOn = ({ firstMeetingOn }: DealValues, { today }: Ground): PlainDate | undefined =>
  firstMeetingOn !== undefined && firstMeetingOn <= today ? firstMeetingOn : undefined;
