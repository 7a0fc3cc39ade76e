import type { Button } from "../../chat/card.ts";
import type { Choice, Search } from "../../chat/form.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { sayMoneyShort } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { type Stage, sayStage } from "../../domain/stages.ts";
import { revise } from "../../notify/tell.ts";
import { inflowsOf, readSigner } from "../inflows/public.ts";
import { sayMissing } from "../reasons/public.ts";
import { type Outlook, settledCard, stageButton } from "./cards.ts";
import {
  type Deal,
  fallsBackOn,
  leads,
  mayConfirmMoney,
  mayExtend,
  mayUnsign,
  missingFor,
  moneyOf,
  moveKind,
  nextStage,
  salesCycle,
} from "./rules.ts";
import {
  type DealPatch,
  findDeals,
  type OrganizationFacts,
  organizationOf,
  readNames,
  readOpenDeals,
  readWins,
} from "./store.ts";
import { refusals, texts } from "./texts.ts";

export {
  choiceCard,
  dealCard,
  extendButton,
  extendDeal,
  historyCard,
  holdDeal,
  newDeal as newDealAction,
  type Outlook,
  openDeal as dealAction,
  sayStanding,
  sayWhose,
  settledCard,
  showHistory,
  stageButton,
  type View,
} from "./cards.ts";
export {
  columnsOfMove,
  type Deal,
  dueToday,
  type FallBackFigures,
  fallsBackOn,
  fallsTo,
  leads,
  mayExtend,
  nextStage,
  salesCycle,
} from "./rules.ts";
export {
  changeDeal,
  createDeal,
  type DealPatch,
  findDeals,
  readDeal as dealById,
  readDealsById as dealsById,
  readMoves as movesOf,
  readOpenDeals as openDealsOf,
  readWins as winsOf,
} from "./store.ts";

export { refusals } from "./texts.ts";

/** A deal as something to choose, told apart by customer, column and amount. */
function dealChoice(deal: Deal, language: Language): Choice {
  const detail = [
    deal.customerName,
    sayStage(deal.stage, language),
    deal.amount && sayMoneyShort(deal.amount, language),
  ];
  return { value: deal.id, label: deal.name, detail: detail.filter((part) => part !== null).join(" · ") };
}

/** For a `choice` field: open deals of the person's sight, by their name or their customer's. */
export const searchDeals: Search<unknown> = async (ctx, typed) =>
  (await findDeals(ctx.scope, typed, { limit: 50 })).map((deal) => dealChoice(deal, ctx.language));

/** The sales cycle, in calendar days, that holds for a deal's owner. `organization`: where it has been read already. */
export async function cycleDaysOf(
  scope: Scope,
  deal: Pick<Deal, "ownerId" | "teamId">,
  organization?: Pick<OrganizationFacts, "settingsFor">,
): Promise<number> {
  const { settingsFor } = organization ?? (await organizationOf(scope));
  const figures = settingsFor(deal.teamId);
  const winsOf = await readWins(scope, figures.cycleWins, { ownerIds: [deal.ownerId], teamId: deal.teamId });
  return salesCycle(winsOf(deal), figures);
}

/** What a person meant by naming a column beside a customer, without anything being moved. */
export interface StageHint {
  readonly deal: string;
  readonly from: Stage;
  readonly to: Stage;
  /** "25% → 50%", in the language asked for. */
  readonly move: string;
  /** What the deal still needs, each by its name; empty when it could move now. */
  readonly missing: readonly string[];
  /** Opens the form that moves the deal. */
  readonly button: Button;
}

/**
 * The open deal of a customer that could move to `stage`, and what it still needs; undefined when there is no open
 * deal, or it stands there already. Of several, the one that moved last.
 */
export async function stageHint(
  scope: Scope,
  asked: { readonly customerId: string; readonly stage: Stage; readonly language: Language; readonly today: PlainDate },
): Promise<StageHint | undefined> {
  const { stage, language, today } = asked;
  const deals = await readOpenDeals(scope, asked.customerId);
  const deal = deals.find(({ ownerId }) => ownerId === scope.memberId) ?? deals[0];
  if (!deal || moveKind(deal.stage, stage) === "none") return undefined;
  const missing = missingFor(stage, deal, { today, cycleDays: await cycleDaysOf(scope, deal) });
  return {
    deal: deal.name,
    from: deal.stage,
    to: stage,
    move: `${sayStage(deal.stage, language)} → ${sayStage(stage, language)}`,
    missing: missing.map((what) => sayMissing([what], language)),
    button: stageButton(deal, stage, language),
  };
}

/** What a card says of the way ahead of a deal. */
export async function outlookOf(scope: Scope, deal: Deal, today: PlainDate): Promise<Outlook> {
  const [organization, names] = [await organizationOf(scope), await readNames(scope, [deal.ownerId])];
  const { settings, calendar } = organization;
  const cycleDays = await cycleDaysOf(scope, deal, organization);
  const next = nextStage(deal.stage);
  const { warnWorkingDays, restDays } = settings;
  const figures = { today, cycleDays, calendar, warnWorkingDays, restDays };
  const falls = fallsBackOn(deal, figures);
  return {
    missing: next ? missingFor(next, deal, { today, cycleDays }) : [],
    fallsBackOn: falls?.day,
    rests: falls?.day !== fallsBackOn({ ...deal, restUntil: null }, figures)?.day,
    ownerName: names.get(deal.ownerId),
    mayExtend: mayExtend(deal) && deal.ownerId === scope.memberId,
    inflow: (await inflowsOf(scope, [deal], organization.currency))(deal),
    mayReceive: await mayReceive(scope, deal),
    mayHold: falls !== undefined && leads(scope, deal),
  };
}

/** Whether this person confirms that its money is in. Others are told without looking into it. */
export const mayReceive = async (scope: Scope, deal: Deal): Promise<boolean> =>
  mayConfirmMoney(scope, deal, null) && mayConfirmMoney(scope, deal, await readSigner(scope, deal.id));

/** A deal that left 90 % waits for no money there any more: whoever was asked reads where it stands, its money alone. */
export async function closeReceipt(change: Change, was: Pick<Deal, "stage" | "moneyConfirmed">, now: Deal) {
  if (was.stage !== "p90" || was.moneyConfirmed || now.stage === "p90") return;
  await revise(change, `receipt:${now.id}`, ({ language }) => settledCard(moneyOf(now), language));
}

/**
 * What becomes of the signing of a deal taken back: the new-customer fee hangs on it, so its owner alone never undoes it.
 * One that was lost begins again without it, and so by whoever may take it back.
 */
export async function signingAfter(
  scope: Scope,
  deal: Deal,
  language: Language,
): Promise<{ readonly patch?: DealPatch; readonly say?: readonly string[] } | { readonly refuse: InBoth }> {
  if (!deal.contractSignedOn) return {};
  const t = texts[language];
  const { collected } = (await inflowsOf(scope, [deal], (await organizationOf(scope)).currency))(deal);
  if (deal.moneyConfirmed || collected.minor > 0n) return { say: [t.signedAsPaid] };
  if (mayUnsign(scope, deal, await readSigner(scope, deal.id)))
    return { patch: { contractSignedOn: null }, say: [t.unsigned] };
  return deal.stage === "lost" ? { refuse: refusals.signedBefore } : { say: [t.signedForOwner] };
}
