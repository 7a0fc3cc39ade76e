import type { Card } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { type Money, sayMoney } from "../../core/money.ts";
import { type Deal, dealAction, sayStanding, stageButton } from "../pipeline/public.ts";
import { texts } from "./texts.ts";

export interface Confirmed {
  readonly who: string;
  readonly amount: Money;
  readonly receivedOn: PlainDate;
  readonly today: PlainDate;
}

const about = (deal: Deal, language: Language) =>
  deal.customerName === null ? [] : [{ label: texts[language].customer, value: deal.customerName }];

/** The receipt is confirmed: what finance and the owner see of it. */
export function confirmedCard(deal: Deal, confirmed: Confirmed, language: Language): Card {
  const t = texts[language];
  const title = t.confirmed({ deal: deal.name, amount: sayMoney(confirmed.amount) });
  const by = t.confirmedBy({ who: confirmed.who, day: sayDate(confirmed.receivedOn, language, confirmed.today) });
  return { tone: "done", title, plain: title, text: [by], facts: about(deal, language) };
}

/** The receipt is not there: the deal went back, and why. */
export function refusedCard(deal: Deal, refused: { who: string; reason: string }, language: Language): Card {
  const t = texts[language];
  const title = t.refused({ deal: deal.name });
  return { tone: "stopped", title, plain: title, text: [t.refusedBy(refused)], facts: about(deal, language) };
}

/** The same for the owner of the deal, with what to do next. */
export function forOwner(card: Card, deal: Deal, language: Language): Card {
  const t = texts[language];
  const confirmed = card.tone === "done";
  return {
    ...card,
    text: [...(card.text ?? []), confirmed ? t.ownerNext : t.ownerAgain],
    buttons: [stageButton(deal, confirmed ? "won" : "p90", language)],
  };
}

/** Where the deal stands now, for a card that is out of date. */
export function settledCard(deal: Deal, language: Language): Card {
  const title = texts[language].moved({ deal: deal.name, stage: sayStanding(deal, language) });
  const buttons = [{ label: texts[language].open, press: dealAction.with({ id: deal.id }) }];
  return { tone: "past", title, plain: title, facts: about(deal, language), buttons };
}
