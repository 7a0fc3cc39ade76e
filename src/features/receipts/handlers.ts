import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { sayDate } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { sayMoney } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { revise, tell } from "../../notify/tell.ts";
import { changeDeal, type Deal, dealById, refusals as dealRefusals } from "../pipeline/public.ts";
import { confirmedCard, forOwner, refusedCard, settledCard } from "./cards.ts";
import { confirmForm, refuseForm } from "./forms.ts";
import { addCollection, organizationOf } from "./store.ts";
import { refusals, texts } from "./texts.ts";

const waits = (deal: Deal): boolean => deal.stage === "p90" && !deal.moneyConfirmed;

const problemOf = (scope: Scope, deal: Deal): InBoth | undefined => {
  if (!scope.roles.has("finance")) return refusals.notFinance;
  return deal.ownerId === scope.memberId ? refusals.own : undefined;
};

/** The deal whose receipt waits for this person, or why it does not. */
async function waitingDeal(scope: Scope, id: string, language: Language): Promise<{ deal: Deal } | { no: Outcome }> {
  const deal = await dealById(scope, id);
  if (!deal) return { no: { refuse: dealRefusals.gone } };
  const problem = problemOf(scope, deal);
  if (problem) return { no: { refuse: problem } };
  return waits(deal) ? { deal } : { no: { refuse: refusals.settled, stale: settledCard(deal, language) } };
}

const paramsOf = async (ctx: Ctx, deal: Deal) => ({
  id: deal.id,
  name: deal.name,
  currency: deal.amount?.currency ?? (await organizationOf(ctx.scope)).currency,
});

export async function pressConfirm(ctx: Ctx, { id }: { id: string }): Promise<Outcome> {
  const found = await waitingDeal(ctx.scope, id, ctx.language);
  if ("no" in found) return found.no;
  const seeds = { amount: found.deal.amount ?? undefined, receivedOn: ctx.today };
  return { ask: open(confirmForm, await paramsOf(ctx, found.deal), { seeds }) };
}

export async function pressRefuse(ctx: Ctx, { id }: { id: string }): Promise<Outcome> {
  const found = await waitingDeal(ctx.scope, id, ctx.language);
  return "no" in found ? found.no : { ask: open(refuseForm, await paramsOf(ctx, found.deal)) };
}

/** Every card about the receipt shows the result; the owner is told; the answer is the same card. */
async function settle(
  change: Change,
  deal: Deal,
  { ctx, card }: { ctx: Ctx; card: (language: Language) => Card },
): Promise<Outcome> {
  await revise(change, `receipt:${deal.id}`, (reader) => card(reader.language));
  await tell(change, {
    key: `deal:${deal.id}:receipt-settled:${deal.version}`,
    to: { member: deal.ownerId },
    card: (reader) => forOwner(card(reader.language), deal, reader.language),
  });
  return { replace: card(ctx.language) };
}

export async function submitConfirm(
  ctx: Ctx,
  values: ValuesIn<typeof confirmForm>,
  { id }: { id: string },
): Promise<Outcome> {
  const t = texts[ctx.language];
  const { amount, receivedOn } = values;
  if (amount.minor === 0n) return { fix: { amount: t.zero } };
  if (receivedOn > ctx.today) return { fix: { receivedOn: t.notFuture } };
  return ctx.change(async (change) => {
    const found = await waitingDeal(change, id, ctx.language);
    if ("no" in found) return found.no;
    const { deal } = found;
    const why = t.confirmedWhy({ amount: sayMoney(amount), day: sayDate(receivedOn, ctx.language, ctx.today) });
    const move = { to: "p90", cause: "person", why, on: ctx.today } as const;
    if (!(await changeDeal(change, deal, { patch: { moneyConfirmedBy: ctx.who.id }, move }))) {
      return { refuse: refusals.settled };
    }
    await addCollection(change, {
      dealId: id,
      customerId: deal.customerId,
      amount,
      receivedOn,
      confirmedBy: ctx.who.id,
    });
    const confirmed = { who: ctx.who.name, amount, receivedOn, today: ctx.today };
    return settle(change, deal, { ctx, card: (language) => confirmedCard(deal, confirmed, language) });
  });
}

export async function submitRefuse(
  ctx: Ctx,
  { reason }: ValuesIn<typeof refuseForm>,
  { id }: { id: string },
): Promise<Outcome> {
  return ctx.change(async (change) => {
    const found = await waitingDeal(change, id, ctx.language);
    if ("no" in found) return found.no;
    const { deal } = found;
    const move = { to: "p50", cause: "person", why: reason, on: ctx.today } as const;
    if (!(await changeDeal(change, deal, { move }))) return { refuse: refusals.settled };
    const refused = { who: ctx.who.name, reason };
    return settle(change, deal, { ctx, card: (language) => refusedCard(deal, refused, language) });
  });
}
