import { z } from "zod";
import { type Button, type Card, defineAction, type Fact, type Line, type TimelineEntry } from "../../chat/card.ts";
import { addDays, type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayMoney, sayMoneyShort } from "../../core/money.ts";
import type { Missing } from "../../domain/deal-reasons.ts";
import { isOpen, STAGES, type Stage, sayStage } from "../../domain/stages.ts";
import { nameInList, sayFlags } from "../customers/public.ts";
import { type Inflow, receiptButtons, sayInflow } from "../inflows/public.ts";
import { LOSSES, sayMissing, sayWhy } from "../reasons/public.ts";
import { type Deal, moveKind, nextStage, signBy } from "./rules.ts";
import type { PastMove } from "./store.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
export const openDeal = defineAction("pipeline.open", z.object({ id }));
export const moveTo = defineAction("pipeline.move", z.object({ id, to: z.enum(STAGES) }));
export const showHistory = defineAction("pipeline.history", z.object({ id, after: id.optional() }));
export const newDeal = defineAction("pipeline.begin", z.object({ customerId: z.uuid().optional() }));
export const extendDeal = defineAction("pipeline.extend", z.object({ id }));
export const holdDeal = defineAction("pipeline.hold", z.object({ id }));

/** Who reads a card, and on which day. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

/** Whose deal it is, after its name on a line among others; empty where nobody knows yet. */
export const sayWhose = ({ customerName: name, customerFlags: flags }: Deal, language: Language): string =>
  name === null ? "" : ` · ${nameInList({ name, flags }, language)}`;

const flagsOf = (deal: Deal, language: Language) => sayFlags({ flags: deal.customerFlags }, language);

export const stageButton = (deal: Pick<Deal, "id">, to: Stage, language: Language): Button => ({
  label: to === "lost" ? texts[language].giveUp : texts[language].moveTo({ stage: sayStage(to, language) }),
  press: moveTo.with({ id: deal.id, to }),
});

const backButton = (deal: Pick<Deal, "id">, to: Stage, language: Language): Button => ({
  label: texts[language].backTo({ stage: sayStage(to, language) }),
  press: moveTo.with({ id: deal.id, to }),
});

export const extendButton = (deal: Pick<Deal, "id">, language: Language): Button => ({
  label: texts[language].extend,
  press: extendDeal.with({ id: deal.id }),
});

/** The column a deal stands in, with what is not settled there: "90% · 等财务确认到账". */
export function sayStanding(deal: Deal, language: Language): string {
  const t = texts[language];
  if (deal.stage === "p90") return deal.moneyConfirmed ? t.moneyIn : t.waitsForFinance;
  if (deal.stage === "lost" && deal.lossReason) return t.lostBecause({ reason: LOSSES[deal.lossReason][language] });
  return sayStage(deal.stage, language);
}

/** What is known of the way ahead: what the next column needs, and when the deal falls back. */
export interface Outlook {
  readonly missing: readonly Missing[];
  readonly fallsBackOn: PlainDate | undefined;
  /** That it does so later as its customer is not to be bothered. */
  readonly rests: boolean;
  readonly ownerName: string | undefined;
  /** Whether the reader may keep the deal from falling back: the owner once, a manager at any time. */
  readonly mayExtend: boolean;
  readonly mayHold: boolean;
  readonly inflow: Inflow;
  /** Whether the reader is one of those who confirm money. */
  readonly mayReceive: boolean;
}

const MOST_FACTS = 6;

const factsOf = (deal: Deal, outlook: Outlook, { language, today }: View): Fact[] => {
  const t = texts[language];
  const facts: Fact[] = [];
  const add = (label: string, value: string | null | undefined) => value && facts.push({ label, value });
  const say = (day: PlainDate | null | undefined) => day && sayDate(day, language, today);
  add(t.customer, deal.customerName ?? t.noCustomer);
  add(t.amount, deal.amount && sayMoney(deal.amount));
  const { inflow } = outlook;
  add(t.received, inflow.collected.minor > 0n ? sayInflow(inflow, language) : undefined);
  const next = nextStage(deal.stage);
  if (next && !deal.moneyOnly) {
    const [stage, missing] = [sayStage(next, language), sayMissing(outlook.missing, language)];
    add(t.needs, outlook.missing.length > 0 ? t.needsFor({ stage, missing }) : t.ready({ stage }));
  }
  const falls = say(outlook.fallsBackOn);
  add(t.fallsBack, falls && (outlook.rests ? t.restsBefore({ day: falls }) : falls));
  add(t.contract, deal.contractSignedOn && t.signed({ day: sayDate(deal.contractSignedOn, language, today) }));
  add(t.expected, say(deal.expectedOn));
  const { firstMeetingOn: day, firstMeetingAt: where } = deal;
  add(t.meeting, day && sayWhy({ code: "meeting", day, where: where ?? "" }, { language, today }));
  return facts.slice(0, MOST_FACTS);
};

const toneOf = (deal: Deal): Card["tone"] => {
  if (deal.stage === "won") return "done";
  if (deal.stage === "lost") return "past";
  return deal.stage === "p90" && !deal.moneyConfirmed ? "waiting" : "plain";
};

const BACK: readonly Stage[] = ["opportunity", "first_meeting", "p25", "p50"];

/** A deal with all one can do about it. */
export function dealCard(deal: Deal, outlook: Outlook, view: View): Card {
  const { language } = view;
  const t = texts[language];
  const next = nextStage(deal.stage);
  const title = `${deal.name} · ${sayStanding(deal, language)}`;
  const history: Button = { label: t.history, press: showHistory.with({ id: deal.id }) };
  const open = isOpen(deal.stage);
  const again: Button[] =
    deal.stage === "lost" ? [{ label: t.reopen, press: moveTo.with({ id: deal.id, to: "opportunity" }) }] : [];
  const back = open ? BACK.filter((stage) => moveKind(deal.stage, stage) === "back") : [];
  const hold: Button[] = outlook.mayHold ? [{ label: t.hold, press: holdDeal.with({ id: deal.id }) }] : [];
  const menu = [...hold, ...back.map((stage) => backButton(deal, stage, language))];
  const owned = outlook.ownerName ? { footer: t.ownedBy({ who: outlook.ownerName }) } : {};
  const plain = [title, deal.customerName].filter(Boolean).join(" · ");
  const tags = flagsOf(deal, language);
  const said: Card = { tone: toneOf(deal), title, plain, tags, facts: factsOf(deal, outlook, view), ...owned };
  const money = outlook.mayReceive ? receiptButtons(deal, language) : [];
  if (deal.moneyOnly) return money.length > 0 ? { ...said, buttons: money } : said;
  return {
    ...said,
    buttons: [
      ...(next ? [{ ...stageButton(deal, next, language), look: "primary" as const }] : []),
      ...money,
      ...(outlook.mayExtend ? [extendButton(deal, language)] : []),
      ...(open ? [stageButton(deal, "lost", language)] : again),
      history,
    ],
    ...(menu.length > 0 && { menu }),
  };
}

/** Where a move led, and what comes after it. */
export function movedCard(deal: Deal, moved: { from: Stage; to: Stage; say?: readonly string[] }, view: View): Card {
  const { language } = view;
  const t = texts[language];
  const title = t.movedTitle({
    deal: deal.name,
    from: sayStage(moved.from, language),
    to: sayStanding({ ...deal, stage: moved.to }, language),
  });
  const next = moved.to === "lost" ? undefined : nextStage(moved.to);
  return {
    tone: moved.to === "lost" ? "past" : moved.to === "p90" ? "waiting" : "done",
    title,
    plain: title,
    tags: flagsOf(deal, language),
    ...(moved.say && moved.say.length > 0 && { text: moved.say }),
    buttons: [
      ...(next && next !== "won" ? [stageButton(deal, next, language)] : []),
      { label: t.history, press: showHistory.with({ id: deal.id }) },
    ],
  };
}

/** A deal that stays where it is: what it still needs, and that nothing `given` was lost. */
export function keptCard(
  deal: Deal,
  kept: { to: Stage; missing: readonly Missing[]; cycleDays: number; mend: Stage; given?: boolean },
  { language, today }: View,
): Card {
  const t = texts[language];
  const stage = sayStage(kept.to, language);
  const title = t.keptTitle({ deal: deal.name, stage: sayStage(deal.stage, language), count: kept.missing.length });
  const by = sayDate(signBy(today, kept.cycleDays), language, today);
  const detail = t.keptDetail({ stage, missing: sayMissing(kept.missing, language) });
  const late =
    kept.missing.includes("rightTime") && deal.expectedOn && deal.expectedOn > addDays(today, kept.cycleDays);
  return {
    tone: "waiting",
    title,
    plain: `${title} · ${sayMissing(kept.missing, language)}`,
    tags: flagsOf(deal, language),
    text: [
      detail,
      ...(late ? [t.timeDetail({ day: by, days: kept.cycleDays })] : []),
      ...(kept.given ? [t.given] : []),
      ...(kept.missing.includes("money") && !kept.missing.includes("papers") ? [t.moneyWaits] : []),
    ],
    ...(kept.missing.some((what) => what !== "money") && {
      buttons: [{ label: t.fillIn, press: moveTo.with({ id: deal.id, to: kept.mend }), look: "primary" as const }],
    }),
  };
}

const moveLine = (move: PastMove, { language, today }: View): TimelineEntry => {
  const t = texts[language];
  const to = sayStage(move.to, language);
  const what =
    move.from === null
      ? t.began({ stage: to })
      : move.from === move.to
        ? t.stayed({ stage: to })
        : t.moved({ from: sayStage(move.from, language), to });
  const who = move.cause === "rule" ? t.byRule : move.cause === "import" ? t.byImport : (move.memberName ?? "—");
  const why = sayWhy(move.why, { language, today });
  const state = move.to === "lost" ? "stopped" : "done";
  return {
    state,
    text: [{ bold: what }, ` · ${sayDate(move.movedOn, language, today)} · ${who}`, ...(why ? [` · ${why}`] : [])],
  };
};

/** Every move, newest first: from, to, when, who, why. */
export function historyCard(deal: Deal, moves: { rows: readonly PastMove[]; next: string | null }, view: View): Card {
  const t = texts[view.language];
  const title = t.historyTitle({ deal: deal.name });
  const earlier: Button[] = moves.next
    ? [{ label: t.more, press: showHistory.with({ id: deal.id, after: moves.next }) }]
    : [];
  return {
    tone: "plain",
    title,
    plain: title,
    tags: flagsOf(deal, view.language),
    timeline: moves.rows.map((move) => moveLine(move, view)),
    buttons: [...earlier, { label: t.open, press: openDeal.with({ id: deal.id }) }],
  };
}

/** Several deals fit: which one, each with what to do with it. */
export function choiceCard(
  typed: string,
  deals: readonly Deal[],
  { to, view, more = false }: { to: Stage | undefined; view: View; more?: boolean },
): Card {
  const { language } = view;
  const title = texts[language].whichDeal({ typed });
  const lineOf = (deal: Deal): Line => ({
    text: [{ bold: deal.name }, sayWhose(deal, language)],
    detail: [sayStanding(deal, language), deal.amount ? ` · ${sayMoneyShort(deal.amount, language)}` : ""],
    buttons: [
      to ? stageButton(deal, to, language) : { label: texts[language].open, press: openDeal.with({ id: deal.id }) },
    ],
  });
  const footer = more ? { footer: texts[language].onlyFirst({ count: deals.length }) } : {};
  return { tone: "plain", title, plain: title, lines: deals.map(lineOf), ...footer };
}

/** No deal yet: begin one, for one of the customers that fit. */
export function noDealCard(
  typed: string,
  customers: readonly { id: string; name: string }[],
  language: Language,
): Card {
  const t = texts[language];
  const title = t.noDeal({ typed });
  const buttons: Button[] = customers.map(({ id: customerId, name }) => ({
    label: t.newDealFor({ customer: name }),
    press: newDeal.with({ customerId }),
  }));
  if (buttons.length === 0) buttons.push({ label: t.newDeal, press: newDeal.with({}) });
  return { tone: "plain", title, plain: title, text: [t.noDealDetail], buttons };
}

/** For the owner: someone else moved the deal. */
export function toldMovedCard(
  deal: Deal,
  moved: { who: string; from: Stage; why: string | null },
  language: Language,
): Card {
  const t = texts[language];
  const [from, to] = [sayStage(moved.from, language), sayStanding(deal, language)];
  const title = t.toldMoved({ who: moved.who, deal: deal.name, from, to });
  return {
    tone: "plain",
    title,
    plain: title,
    tags: flagsOf(deal, language),
    ...(moved.why && { facts: [{ label: t.why, value: moved.why }] }),
    buttons: [{ label: t.open, press: openDeal.with({ id: deal.id }) }],
  };
}

/** Where a deal stands now, for a question about its money that is out of date. */
export function settledCard(deal: Deal, language: Language): Card {
  const t = texts[language];
  const title = t.settled({ deal: deal.name, stage: sayStanding(deal, language) });
  const facts = deal.customerName === null ? [] : [{ label: t.customer, value: deal.customerName }];
  const buttons = [{ label: t.open, press: openDeal.with({ id: deal.id }) }];
  return { tone: "past", title, plain: title, tags: flagsOf(deal, language), facts, buttons };
}
