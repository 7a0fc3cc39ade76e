import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { addMoney, currency as currencyOf, type Money, money, sayMoney } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { isOpen } from "../../domain/stages.ts";
import { revise, tell } from "../../notify/tell.ts";
import { type Inflow, inflowsOf, openOf } from "../inflows/public.ts";
import { asHouse } from "../ownership/public.ts";
import {
  changeDeal,
  type Deal,
  dealById,
  refusals as dealRefusals,
  dealsById,
  mayReceive,
  settledCard,
} from "../pipeline/public.ts";
import { type Confirmed, confirmedCard, forOwner, homeCard, type Listing, listCard, refusedCard } from "./cards.ts";
import { type About, confirmForm, moreForm, refuseForm } from "./forms.ts";
import { DUE, type Standing, standingOf } from "./rules.ts";
import {
  addCollection,
  countListed,
  dueDeals,
  keepMoreDue,
  type ListName,
  organizationOf,
  readListed,
  readNames,
} from "./store.ts";
import { DUE_NAMES, refusals, texts } from "./texts.ts";

const PAGE = 8;
const AT_HOME = 5;

const problemOf = async (scope: Scope, deal: Deal): Promise<InBoth | undefined> => {
  if (await mayReceive(scope, deal)) return undefined;
  if (!scope.roles.has("finance")) return refusals.notFinance;
  return deal.ownerId === scope.memberId ? refusals.own : refusals.entered;
};

interface Found {
  readonly deal: Deal;
  readonly inflow: Inflow;
  readonly standing: Standing;
}
/** The deal whose money this person can say something of, or why not. */
async function paidDeal(scope: Scope, id: string): Promise<Found | { no: Outcome }> {
  const deal = await dealById(scope, id);
  if (!deal) return { no: { refuse: dealRefusals.gone } };
  const problem = await problemOf(scope, deal);
  if (problem) return { no: { refuse: problem } };
  const { currency } = await organizationOf(scope);
  return { deal, inflow: (await inflowsOf(scope, [deal], currency))(deal), standing: standingOf(deal) };
}

const isPaid = (inflow: Inflow): boolean => inflow.contract !== null && openOf(inflow).minor === 0n;
const settled = ({ deal }: Pick<Found, "deal">, language: Language) => ({
  no: { refuse: refusals.settled, stale: settledCard(deal, language) },
});

const paramsOf = ({ deal, inflow }: Found) => ({
  id: deal.id,
  name: deal.name,
  currency: inflow.collected.currency,
  collected: String(inflow.collected.minor),
  ...(inflow.contract && { contract: String(inflow.contract.minor) }),
});

export async function pressConfirm(ctx: Ctx, { id, more }: { id: string; more?: true | undefined }): Promise<Outcome> {
  const found = await paidDeal(ctx.scope, id);
  if ("no" in found) return found.no;
  if (!more && found.standing === "more" && isPaid(found.inflow)) return settled(found, ctx.language).no;
  const left = openOf(found.inflow);
  return { ask: formFor(found, { seeds: { amount: left.minor > 0n ? left : undefined, receivedOn: ctx.today } }) };
}

interface Shown {
  readonly seeds: { readonly amount: Money | undefined; readonly receivedOn: PlainDate };
  readonly errors?: { readonly amount: string };
}
/** The form for money of a deal as it stands. */
const formFor = (found: Found, shown: Shown) =>
  found.standing === "asked" ? open(confirmForm, paramsOf(found), shown) : open(moreForm, paramsOf(found), shown);

/** The deal moved while the form was open: what was typed stands in the one that fits now. */
const askedAnew = (found: Found, { amount, receivedOn }: Given, language: Language): Outcome => {
  if (found.deal.moneyConfirmed || found.deal.stage === "won") return settled(found, language).no;
  return { ask: formFor(found, { seeds: { amount, receivedOn }, errors: { amount: texts[language].moved } }) };
};

export async function pressRefuse(ctx: Ctx, { id }: { id: string }): Promise<Outcome> {
  const found = await paidDeal(ctx.scope, id);
  if ("no" in found) return found.no;
  if (found.standing !== "asked") return settled(found, ctx.language).no;
  return { ask: open(refuseForm, paramsOf(found)) };
}

/** Every card about the receipt shows the result; the owner is told; the answer is the same card. */
async function settle(
  change: Change,
  deal: Deal,
  { ctx, card }: { ctx: Ctx; card: (language: Language) => Card },
): Promise<Outcome> {
  await revise(change, `receipt:${deal.id}`, (reader) => card(reader.language));
  // Whose it is sees the flags, which whoever sees the money alone does not.
  const whole = (await dealById(asHouse(change), deal.id)) ?? deal;
  await tell(change, {
    key: `deal:${deal.id}:receipt-settled:${deal.version}`,
    to: { member: deal.ownerId },
    card: (reader) => forOwner(card(reader.language), { ...deal, customerFlags: whole.customerFlags }, reader.language),
  });
  return { replace: card(ctx.language) };
}

interface Given {
  /** 0: what is in already is all that was due. */
  readonly amount: Money;
  readonly receivedOn: PlainDate;
  readonly due: Confirmed["due"];
}
const fixOf = (ctx: Ctx, { amount, receivedOn, due }: Given, { collected }: About) => {
  const t = texts[ctx.language];
  if (amount.minor === 0n && (due !== "all" || collected === "0")) return { amount: t.zero };
  return receivedOn > ctx.today ? { receivedOn: t.notFuture } : undefined;
};

/** More than the contract leaves open is asked back once: a slip of the hand makes fees payable, and cannot be taken back. */
const askedBack = (
  ctx: Ctx,
  { inflow }: Found,
  { seen, given }: { seen: About; given: Given },
): Outcome | undefined => {
  const [left, { amount, receivedOn, due }] = [openOf(inflow), given];
  const typed = String(amount.minor);
  if (!inflow.contract || amount.minor <= left.minor || seen.over === typed) return undefined;
  const more = sayMoney(money(amount.minor - left.minor, amount.currency));
  const t = texts[ctx.language];
  const errors = { amount: left.minor === 0n ? t.overPaid({ more }) : t.over({ open: sayMoney(left), more }) };
  const [params, seeds] = [
    { ...seen, over: typed },
    { amount, receivedOn },
  ];
  if (due === "later") return { ask: open(moreForm, params, { seeds, errors }) };
  const chosen = { value: due, label: DUE_NAMES[due][ctx.language] };
  return { ask: open(confirmForm, params, { seeds: { ...seeds, due: chosen }, errors }) };
};

/** Records an instalment. `seen`: the deal as the form was opened for it, so that the same money is never recorded by two. */
const receive = (ctx: Ctx, seen: About, given: Given): Promise<Outcome> =>
  ctx.change(async (change) => {
    const { id, collected } = seen;
    const found = await paidDeal(change, id);
    if ("no" in found) return found.no;
    const { deal, standing } = found;
    const isSame = String(found.inflow.collected.minor) === collected;
    if ((standing === "more") !== (given.due === "later"))
      return isSame ? askedAnew(found, given, ctx.language) : settled(found, ctx.language).no;
    if (!isSame) return { refuse: refusals.meanwhile };
    const back = askedBack(ctx, found, { seen, given });
    if (back) return back;
    const inflow = { ...found.inflow, collected: addMoney(found.inflow.collected, given.amount) };
    if (given.due === "part" && isPaid(inflow)) return { fix: { due: texts[ctx.language].allIsIn } };
    const said = given.amount.minor === 0n ? { ...given, amount: inflow.collected, receivedOn: undefined } : given;
    if (!(await changeDeal(change, deal, changeBy(ctx, deal, said)))) return { refuse: refusals.meanwhile };
    await keepReceipt(ctx, change, { deal, given, inflow });
    const confirmed: Confirmed = { ...said, who: ctx.who.name, today: ctx.today, inflow };
    return settle(change, deal, { ctx, card: (language) => confirmedCard(deal, confirmed, language) });
  });

/** Keeps what came in, if anything is new, and whether more is due after what was due at signing. */
async function keepReceipt(
  ctx: Ctx,
  change: Change,
  { deal, given, inflow }: { readonly deal: Deal; readonly given: Given; readonly inflow: Inflow },
): Promise<void> {
  const { amount, receivedOn, due } = given;
  const { id: dealId, customerId, moneyConfirmed, stage } = deal;
  const receipt = { dealId, customerId, amount, receivedOn, confirmedBy: ctx.who.id };
  if (amount.minor > 0n) await addCollection(change, receipt);
  const dueIsIn = due === "all" || moneyConfirmed || stage === "won";
  await keepMoreDue(change, dealId, dueIsIn && openOf(inflow).minor > 0n);
}

/**
 * What is due at signing is a step of the deal's history; what comes at another time is the ledger's alone. Either is
 * progress: an open deal that is being paid begins its time again.
 */
const changeBy = (
  ctx: Ctx,
  deal: Deal,
  { amount, receivedOn: day, due }: Pick<Confirmed, "amount" | "receivedOn" | "due">,
): Parameters<typeof changeDeal>[2] => {
  const patch = isOpen(deal.stage) ? { lastForwardOn: ctx.today, warnedOn: null } : {};
  if (due === "later") return { patch };
  const sum = { minor: String(amount.minor), currency: amount.currency };
  const why = day
    ? ({ code: "money", ...sum, day, part: due === "part" } as const)
    : ({ code: "paid", ...sum } as const);
  const move = { to: "p90", cause: "person", why, on: ctx.today } as const;
  return { move, patch: { ...patch, ...(due === "all" && { moneyConfirmedBy: ctx.who.id }) } };
};

export async function submitConfirm(ctx: Ctx, values: ValuesIn<typeof confirmForm>, seen: About): Promise<Outcome> {
  const due = DUE.find((known) => known === values.due);
  if (!due) return { fix: { due: texts[ctx.language].due } };
  const given = { ...values, amount: values.amount ?? money(0n, currencyOf(seen.currency)), due };
  const fix = fixOf(ctx, given, seen);
  return fix ? { fix } : receive(ctx, seen, given);
}

export async function submitMore(ctx: Ctx, values: ValuesIn<typeof moreForm>, seen: About): Promise<Outcome> {
  const given = { ...values, due: "later" } as const;
  const fix = fixOf(ctx, given, seen);
  return fix ? { fix } : receive(ctx, seen, given);
}

export async function submitRefuse(
  ctx: Ctx,
  { reason }: ValuesIn<typeof refuseForm>,
  { id }: { id: string },
): Promise<Outcome> {
  return ctx.change(async (change) => {
    const found = await paidDeal(change, id);
    if ("no" in found) return found.no;
    const { deal } = found;
    if (found.standing !== "asked") return settled(found, ctx.language).no;
    const move = { to: "p50", cause: "person", why: reason, on: ctx.today } as const;
    if (!(await changeDeal(change, deal, { move }))) return { refuse: refusals.settled };
    const refused = { who: ctx.who.name, reason };
    return settle(change, deal, { ctx, card: (language) => refusedCard(deal, refused, language) });
  });
}

const confirmsMoney = ({ roles }: Scope): boolean => roles.has("finance");

/** "/receipts": what waits, and from there what is still to come. */
export const listReceipts = async (
  ctx: Ctx,
  { list, after }: { list: ListName; after?: string | undefined } = { list: "waiting" },
): Promise<Outcome> => {
  if (!confirmsMoney(ctx.scope)) return { refuse: refusals.notForYou };
  return { show: listCard(await listingOf(ctx.scope, list, { size: PAGE, ...(after && { after }) }), ctx.language) };
};

async function listingOf(scope: Scope, list: ListName, page: Parameters<typeof readListed>[2]): Promise<Listing> {
  const due = await dueDeals(scope);
  const [{ rows, next }, total, others, { currency }] = await Promise.all([
    readListed(scope, due(list), page),
    countListed(scope, due(list)),
    countListed(scope, due(list === "waiting" ? "toCome" : "waiting")),
    organizationOf(scope),
  ]);
  const deals = await dealsById(
    scope,
    rows.map(({ id }) => id),
  );
  const inflow = await inflowsOf(scope, deals, currency);
  const names = await readNames(
    scope,
    deals.map(({ ownerId }) => ownerId),
  );
  const shown = deals.map((deal) => ({ deal, inflow: inflow(deal), owner: names.get(deal.ownerId) ?? "" }));
  return { list, shown, total, next, others };
}

/** What waits, for whoever confirms it; nothing on a day without. */
export const homeReceipts = async (ctx: Ctx): Promise<readonly Card[]> => {
  if (!confirmsMoney(ctx.scope)) return [];
  const listing = await listingOf(ctx.scope, "waiting", { size: AT_HOME });
  return listing.total === 0 ? [] : [homeCard(listing, ctx.language)];
};
