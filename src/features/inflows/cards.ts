import { z } from "zod";
import { type Button, type Card, defineAction } from "../../chat/card.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import { type Money, sayMoney } from "../../core/money.ts";
import type { Stage } from "../../domain/stages.ts";
import { type Inflow, openOf } from "./rules.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
/** `more`: said of a contract whose money is in already; without it such a press comes late. */
export const confirmReceipt = defineAction("pipeline.receipt", z.object({ id, more: z.literal(true).optional() }));
export const refuseReceipt = defineAction("pipeline.noReceipt", z.object({ id }));

/** A deal as far as its money is concerned. */
export interface PaidDeal {
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
  readonly customerName: string | null;
  readonly ownerId: MemberId;
  readonly amount: Money | null;
  readonly moneyConfirmed: boolean;
}

/** "¥140,000, ¥280,000 still open"; what is in alone once nothing is open. */
export const sayInflow = (inflow: Inflow, language: Language): string => {
  const [collected, open] = [sayMoney(inflow.collected), openOf(inflow)];
  return open.minor === 0n ? collected : texts[language].receivedOf({ collected, open: sayMoney(open) });
};

/** For whoever confirms money: at 90 % it is asked for; at any other time it may come, but nobody waits for it. */
export const receiptButtons = (
  deal: Pick<PaidDeal, "id" | "stage" | "moneyConfirmed">,
  language: Language,
): Button[] => {
  const t = texts[language];
  if (deal.stage !== "p90" || deal.moneyConfirmed)
    return [{ label: t.record, press: confirmReceipt.with({ id: deal.id, more: true }) }];
  return [
    { label: t.confirmReceipt, press: confirmReceipt.with({ id: deal.id }), look: "primary" },
    { label: t.refuseReceipt, press: refuseReceipt.with({ id: deal.id }) },
  ];
};

/** For finance: papers are signed, is the money in? With `again` it says that it was asked before. */
export function receiptCard(
  deal: PaidDeal,
  { owner, inflow, again = false }: { owner: string; inflow: Inflow; again?: boolean },
  language: Language,
): Card {
  const t = texts[language];
  const said = { deal: deal.name, amount: deal.amount ? sayMoney(deal.amount) : "" };
  const title = again ? t.receiptAgain(said) : t.receiptTitle(said);
  const begun = inflow.collected.minor > 0n;
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [begun ? (openOf(inflow).minor === 0n ? t.receiptAll : t.receiptPart) : t.receiptDetail],
    facts: [
      { label: t.customer, value: deal.customerName ?? t.noCustomer },
      { label: t.owner, value: owner },
      ...(begun ? [{ label: t.received, value: sayInflow(inflow, language) }] : []),
    ],
    buttons: receiptButtons({ ...deal, stage: "p90", moneyConfirmed: false }, language),
  };
}
