import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { STAGES } from "../../domain/stages.ts";
import { customerById, customerChoice, holdCustomer } from "../customers/public.ts";
import { findCustomers } from "../finding/public.ts";
import { influenceMaps, mapButton, mapTable, sayWarnings } from "../influence/public.ts";
import {
  choiceCard,
  createDeal,
  type Deal,
  dealById,
  dealCard,
  findDeals,
  historyCard,
  movesOf,
  openDealsOf,
  outlookOf,
  refusals,
} from "../pipeline/public.ts";
import { newDealForm } from "./forms.ts";
import { organizationOf } from "./store.ts";
import { texts } from "./texts.ts";

const CHOICES = 8;
const MOVES = 15;

/** "/deal 宏达" shows the deal, "/deal" alone begins a new one; so does a customer that has none yet. */
export async function dealCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const who = typed.trim();
  if (who === "") return askNew(ctx, undefined);
  const ongoing = await findDeals(ctx.scope, who, { limit: CHOICES + 1 });
  const found = ongoing.length > 0 ? ongoing : await findDeals(ctx.scope, who, { limit: CHOICES + 1, stages: STAGES });
  const deals = found.slice(0, CHOICES);
  const [only] = deals;
  if (only && deals.length === 1) return showDeal(ctx, only);
  if (only) return { show: choiceCard(who, deals, { to: undefined, view: ctx, more: found.length > CHOICES }) };
  const [customer, ...others] = await findCustomers(ctx.scope, who, { limit: 2 });
  return askNew(ctx, others.length === 0 ? customer?.id : undefined);
}

async function showDeal(ctx: Ctx, deal: Deal): Promise<Outcome> {
  const card = dealCard(deal, await outlookOf(ctx.scope, deal, ctx.today), ctx);
  const map = (await influenceMaps(ctx.scope, [deal], ctx.today)).get(deal.id);
  // Its first buttons move the deal; the map is among the rest.
  const menu = deal.customerId === null ? {} : { menu: [mapButton(deal.id, ctx.language), ...(card.menu ?? [])] };
  if (!map) return { show: { ...card, ...menu } };
  const corner = texts[ctx.language].influence;
  const table = map.people.length > 0 && { table: mapTable(map, ctx.language, corner) };
  return { show: { ...card, ...menu, text: sayWarnings(map, ctx.language), ...table } };
}

export async function pressOpen(ctx: Ctx, { id }: { id: string }): Promise<Outcome> {
  const deal = await dealById(ctx.scope, id);
  return deal ? showDeal(ctx, deal) : { refuse: refusals.gone };
}

export async function pressHistory(
  ctx: Ctx,
  { id, after }: { id: string; after?: string | undefined },
): Promise<Outcome> {
  const deal = await dealById(ctx.scope, id);
  if (!deal) return { refuse: refusals.gone };
  const moves = await movesOf(ctx.scope, id, { size: MOVES, ...(after !== undefined && { after }) });
  return { show: historyCard(deal, moves, ctx) };
}

export const pressNew = (ctx: Ctx, { customerId }: { customerId?: string | undefined }): Promise<Outcome> =>
  askNew(ctx, customerId);

async function askNew(ctx: Ctx, customerId: string | undefined): Promise<Outcome> {
  const { currency } = await organizationOf(ctx.scope);
  const customer = customerId === undefined ? null : await customerById(ctx.scope, customerId);
  const seeds = customer ? { customer: customerChoice(customer, ctx.language, ctx.today) } : {};
  return { ask: open(newDealForm, { currency }, { seeds }) };
}

export async function submitNew(
  ctx: Ctx,
  values: ValuesIn<typeof newDealForm>,
  { currency }: { currency: string },
): Promise<Outcome> {
  const t = texts[ctx.language];
  if (values.expectedOn && values.expectedOn < ctx.today) return { fix: { expectedOn: t.notPast } };
  return ctx.change(async (change) => {
    const customer = await customerById(change, values.customer);
    if (!customer) return { fix: { customer: t.customerGone } };
    await holdCustomer(change, customer.id);
    const others = await openDealsOf(change, customer.id);
    if (others.some(({ name }) => name === values.name)) return { fix: { name: t.sameName } };
    const { name, reason: why, amount, expectedOn } = values;
    const id = await createDeal(change, {
      name,
      why,
      amount,
      expectedOn,
      customer,
      owner: ctx.who.id,
      currency,
      on: ctx.today,
    });
    const deal = await dealById(change, id);
    if (!deal) return { refuse: refusals.gone };
    const card = dealCard(deal, await outlookOf(change, deal, ctx.today), ctx);
    const title = t.created({ deal: name });
    return { show: { ...card, tone: "done", title, plain: title } };
  });
}
