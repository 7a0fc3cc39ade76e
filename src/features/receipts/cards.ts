import { z } from "zod";
import { type Button, type Card, defineAction, type Fact, type Line } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { type Money, sayMoney } from "../../core/money.ts";
import { nameInList, sayFlags } from "../customers/public.ts";
import { type Inflow, openOf, receiptButtons, sayInflow } from "../inflows/public.ts";
import { type Deal, dealAction, stageButton } from "../pipeline/public.ts";
import { LIST_NAMES, type ListName } from "./store.ts";
import { texts } from "./texts.ts";

export const showReceipts = defineAction(
  "receipts.list",
  z.object({ list: z.enum(LIST_NAMES), after: z.uuid().optional() }),
);

export interface Confirmed {
  readonly who: string;
  readonly amount: Money;
  /** Undefined: nothing new came in, what is in already is all that was due. */
  readonly receivedOn: PlainDate | undefined;
  readonly today: PlainDate;
  /** With this receipt. */
  readonly inflow: Inflow;
  /** What was due at signing, a part of it, or what came at another time. */
  readonly due: "all" | "part" | "later";
}

const about = (deal: Deal, language: Language): Fact[] =>
  deal.customerName === null ? [] : [{ label: texts[language].customer, value: deal.customerName }];

const flagsOf = (deal: Deal, language: Language) => sayFlags({ flags: deal.customerFlags }, language);

/** Money is in: what finance and the owner see of it, with what is open. */
export function confirmedCard(deal: Deal, confirmed: Confirmed, language: Language): Card {
  const t = texts[language];
  const said = { deal: deal.name, amount: sayMoney(confirmed.amount) };
  const title = { all: t.confirmed, part: t.partIn, later: t.moreIn }[confirmed.due](said);
  const { who, receivedOn, today } = confirmed;
  const by = receivedOn ? t.confirmedBy({ who, day: sayDate(receivedOn, language, today) }) : t.confirmedAll({ who });
  const more = openOf(confirmed.inflow).minor > 0n;
  const buttons = more ? receiptButtons({ ...deal, moneyConfirmed: confirmed.due !== "part" }, language) : [];
  return {
    tone: confirmed.due === "part" ? "waiting" : "done",
    title,
    plain: title,
    tags: flagsOf(deal, language),
    text: [by],
    facts: [...about(deal, language), { label: t.received, value: sayInflow(confirmed.inflow, language) }],
    ...(buttons.length > 0 && { buttons }),
  };
}

/** The receipt is not there: the deal went back, and why. */
export function refusedCard(deal: Deal, refused: { who: string; reason: string }, language: Language): Card {
  const t = texts[language];
  const title = t.refused({ deal: deal.name });
  const tags = flagsOf(deal, language);
  return { tone: "stopped", title, plain: title, tags, text: [t.refusedBy(refused)], facts: about(deal, language) };
}

/** The same for the owner of the deal, with what to do next. */
export function forOwner({ buttons: _, ...said }: Card, deal: Deal, language: Language): Card {
  const t = texts[language];
  const card = { ...said, tags: flagsOf(deal, language) };
  const open: Button = { label: t.open, press: dealAction.with({ id: deal.id }) };
  if (card.tone === "waiting") return { ...card, text: [...(card.text ?? []), t.ownerPart], buttons: [open] };
  if (deal.stage !== "p90") return { ...card, buttons: [open] };
  const confirmed = card.tone === "done";
  return {
    ...card,
    text: [...(card.text ?? []), confirmed ? t.ownerNext : t.ownerAgain],
    buttons: [stageButton(deal, confirmed ? "won" : "p90", language)],
  };
}

/** A deal of the list with what came in, and whose it is. */
export interface Listed {
  readonly deal: Deal;
  readonly inflow: Inflow;
  readonly owner: string;
}
export interface Listing {
  readonly list: ListName;
  readonly shown: readonly Listed[];
  readonly total: number;
  readonly next: string | null;
  /** How many are on the other list. */
  readonly others: number;
}

/** What waits for finance, or what is still to come. */
export function listCard(listing: Listing, language: Language): Card {
  const t = texts[language];
  const { list, shown, total, next, others } = listing;
  const count = { count: total };
  const titles = {
    waiting: total === 0 ? t.waitingNone : t.waiting(count),
    toCome: total === 0 ? t.toComeNone : t.toCome(count),
  };
  const other = list === "waiting" ? "toCome" : "waiting";
  const otherLabel = other === "waiting" ? t.showWaiting : t.showToCome;
  const buttons = [
    ...(next === null ? [] : [{ label: t.next, press: showReceipts.with({ list, after: next }) }]),
    ...(others === 0 ? [] : [{ label: otherLabel, press: showReceipts.with({ list: other }) }]),
  ];
  return {
    tone: list === "waiting" && total > 0 ? "waiting" : "plain",
    title: titles[list],
    plain: titles[list],
    lines: shown.map((each) => lineOf(each, language)),
    counts: list === "waiting" ? t.waitingCounts : t.toComeCounts,
    ...(buttons.length > 0 && { buttons }),
  };
}

const lineOf = ({ deal, inflow, owner }: Listed, language: Language): Line => {
  const t = texts[language];
  const { customerName: name, customerFlags: flags } = deal;
  const customer = name === null ? "" : nameInList({ name, flags }, language);
  const amount = inflow.collected.minor > 0n ? sayInflow(inflow, language) : deal.amount && sayMoney(deal.amount);
  return {
    text: [{ bold: deal.name }, ...(amount ? [` · ${amount}`] : [])],
    detail: t.line({ customer, owner }),
    buttons: receiptButtons(deal, language),
  };
};

/** The first of those that wait, for Home; the list itself where there are more. */
export function homeCard(listing: Listing, language: Language): Card {
  const t = texts[language];
  const rest = listing.total - listing.shown.length;
  const { buttons: _, ...card } = listCard({ ...listing, others: 0, next: null }, language);
  if (rest === 0) return card;
  const all: Button = { label: t.all, press: showReceipts.with({ list: "waiting" }) };
  return { ...card, buttons: [all], footer: t.more({ count: rest }) };
}
