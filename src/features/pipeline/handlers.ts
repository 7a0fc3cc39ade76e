import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { dateIn } from "../../core/dates.ts";
import type { Change } from "../../core/scope.ts";
import { CRITERIA, LOSS_REASONS, type Why } from "../../domain/deal-reasons.ts";
import { isOpen, STAGES, type Stage, sayStage } from "../../domain/stages.ts";
import { tell } from "../../notify/tell.ts";
import { findCustomers } from "../finding/public.ts";
import { askForReceipt } from "../inflows/public.ts";
import { sayWhy } from "../reasons/public.ts";
import { meetingsPerWinOf } from "../reports/public.ts";
import { choiceCard, dealCard, keptCard, movedCard, noDealCard, stageButton, toldMovedCard } from "./cards.ts";
import {
  type About,
  askCriteria,
  backForm,
  type criteriaForm,
  heldForm,
  lostForm,
  meetingForm,
  papersForm,
  pickForm,
  wonForm,
} from "./forms.ts";
import { closeReceipt, cycleDaysOf, outlookOf, signingAfter } from "./public.ts";
import {
  criteriaFrom,
  type Deal,
  mayMove,
  missingCriteria,
  missingFor,
  missingToWin,
  moveKind,
  splitStage,
} from "./rules.ts";
import { changeDeal, type DealPatch, findDeals, organizationOf, readDeal } from "./store.ts";
import { refusals, texts } from "./texts.ts";

/** Deals a typed line may fit: more is no choice any more. */
const CHOICES = 8;

/** "/stage 宏达 50%": finds the deal and asks what the column needs; without a column it shows the deal. */
export async function stageCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const { who, stage, wrong } = splitStage(typed);
  if (wrong) return { refuse: refusals.unknownStage(wrong) };
  if (who === "") return { ask: open(pickForm, {}, stage ? { seeds: { stage: stageChoice(ctx, stage) } } : {}) };
  const [found, organization] = await Promise.all([
    findDeals(ctx.scope, who, { limit: CHOICES + 1 }),
    organizationOf(ctx.scope),
  ]);
  const deals = found.slice(0, CHOICES);
  const [only] = deals;
  if (!only) {
    const customers = await findCustomers(ctx.scope, who, { limit: 3 });
    return { show: noDealCard(who, customers, ctx.language) };
  }
  if (deals.length > 1) return { show: choiceCard(who, deals, { to: stage, view: ctx, more: found.length > CHOICES }) };
  return stage
    ? askMove(ctx, only, { to: stage, currency: organization.currency })
    : { show: dealCard(only, await outlookOf(ctx.scope, only, ctx.today), ctx) };
}

const stageChoice = (ctx: Ctx, stage: Stage) => ({ value: stage, label: sayStage(stage, ctx.language) });

export async function submitPick(ctx: Ctx, values: ValuesIn<typeof pickForm>): Promise<Outcome> {
  const deal = await readDeal(ctx.scope, values.deal);
  const stage = STAGES.find((known) => known === values.stage);
  if (!deal || !stage) return { refuse: refusals.gone };
  return askMove(ctx, deal, { to: stage, currency: await currencyOf(ctx, deal) });
}

export async function pressMove(ctx: Ctx, { id, to }: { id: string; to: Stage }): Promise<Outcome> {
  const deal = await readDeal(ctx.scope, id);
  if (!deal) return { refuse: refusals.gone };
  return askMove(ctx, deal, { to, currency: await currencyOf(ctx, deal) });
}

/** @param currency of a deal that has no amount yet */
async function askMove(
  ctx: Ctx,
  deal: Deal,
  { to, currency }: { readonly to: Stage; readonly currency: string },
): Promise<Outcome> {
  if (!mayMove(ctx.scope, deal)) return { refuse: refusals.notYours };
  const about: About = {
    id: deal.id,
    name: deal.name,
    from: deal.stage,
    currency: deal.amount?.currency ?? currency,
  };
  switch (moveKind(deal.stage, to)) {
    case "closed":
      return { refuse: refusals.closed };
    case "lost":
      return { ask: open(lostForm, about) };
    case "back": {
      const signing = await signingAfter(ctx.scope, deal, ctx.language);
      return "refuse" in signing ? signing : { ask: open(backForm, { ...about, to }) };
    }
    case "none":
      if (to === "p50") return { ask: askCriteria(deal, about) };
      return { show: dealCard(deal, await outlookOf(ctx.scope, deal, ctx.today), ctx) };
    case "forward":
      return askForward(ctx, deal, { about, to });
  }
}

const currencyOf = async (ctx: Ctx, deal: Deal): Promise<string> =>
  deal.amount?.currency ?? (await organizationOf(ctx.scope)).currency;

async function askForward(ctx: Ctx, deal: Deal, { about, to }: { about: About; to: Stage }): Promise<Outcome> {
  const on = deal.firstMeetingOn ?? undefined;
  if (to === "first_meeting") {
    return {
      ask: open(meetingForm, about, {
        seeds: { firstMeetingOn: on, firstMeetingAt: deal.firstMeetingAt ?? undefined },
      }),
    };
  }
  if (to === "p25") return { ask: open(heldForm, about, { seeds: { firstMeetingOn: on } }) };
  if (to === "p50") return { ask: askCriteria(deal, about) };
  const cycleDays = await cycleDaysOf(ctx.scope, deal);
  const missing = missingFor(to, deal, { today: ctx.today, cycleDays }).filter(
    (what) => to === "won" || what !== "papers",
  );
  if (missing.length > 0) {
    const mend = missing.includes("papers") ? "p90" : "p50";
    return { show: keptCard(deal, { to, missing, cycleDays, mend }, ctx) };
  }
  if (to === "won") return { ask: open(wonForm, about, { seeds: { acceptedOn: ctx.today } }) };
  const { contractSignedOn, amount } = deal;
  return {
    ask: open(papersForm, about, {
      seeds: { contractSignedOn: contractSignedOn ?? undefined, amount: amount ?? undefined },
    }),
  };
}

interface Step {
  readonly to: Stage;
  readonly patch?: DealPatch;
  readonly why?: Why;
  readonly cause?: "person" | "rule";
  /** What the answer says besides; with `sayWhy` the reason before it. */
  readonly say?: readonly string[];
  readonly sayWhy?: boolean;
}

/** Reads the deal again inside the change: still to be seen, moved by nobody meanwhile, and this person's to move. */
const onDeal = (ctx: Ctx, about: About, work: (change: Change, deal: Deal) => Promise<Outcome>): Promise<Outcome> =>
  ctx.change(async (change) => {
    const deal = await readDeal(change, about.id);
    if (!deal) return { refuse: refusals.gone };
    if (!mayMove(change, deal)) return { refuse: refusals.notYours };
    if (deal.stage !== about.from) return { refuse: refusals.changed };
    return work(change, deal);
  });

async function take(ctx: Ctx, change: Change, { deal, step }: { deal: Deal; step: Step }): Promise<Outcome> {
  const { to, patch = {}, why = null, cause = "person", say = [] } = step;
  const moved = await changeDeal(change, deal, { patch, move: { to, cause, why, on: ctx.today } });
  if (!moved) return { refuse: refusals.changed };
  await closeReceipt(change, deal, moved);
  if (deal.ownerId !== ctx.who.id) {
    await tell(change, {
      key: `deal:${deal.id}:moved:${moved.version}`,
      to: { member: deal.ownerId },
      card: ({ language, zone }) => {
        const said = sayWhy(why, { language, today: dateIn(zone, change.at) });
        return toldMovedCard(moved, { who: ctx.who.name, from: deal.stage, why: said }, language);
      },
    });
  }
  const reason = step.sayWhy ? sayWhy(why, ctx) : null;
  return { show: movedCard(moved, { from: deal.stage, to, say: reason === null ? say : [reason, ...say] }, ctx) };
}

export async function submitMeeting(ctx: Ctx, values: ValuesIn<typeof meetingForm>, about: About): Promise<Outcome> {
  if (values.firstMeetingOn < ctx.today) return { fix: { firstMeetingOn: texts[ctx.language].notPast } };
  const why = { code: "meeting", day: values.firstMeetingOn, where: values.firstMeetingAt } as const;
  return onDeal(ctx, about, (change, deal) =>
    take(ctx, change, { deal, step: { to: "first_meeting", patch: values, why } }),
  );
}

export async function submitHeld(ctx: Ctx, values: ValuesIn<typeof heldForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  if (values.firstMeetingOn > ctx.today) return { fix: { firstMeetingOn: t.notFuture } };
  if (!values.agreed) return { fix: { agreed: t.agreedNeeded } };
  const patch = { firstMeetingOn: values.firstMeetingOn };
  return onDeal(ctx, about, (change, deal) =>
    take(ctx, change, { deal, step: { to: "p25", patch, why: values.note ?? null } }),
  );
}

export async function submitCriteria(ctx: Ctx, values: ValuesIn<typeof criteriaForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  const { firstMeetingOn, expectedOn, amount, ...evidence } = values;
  if (firstMeetingOn && firstMeetingOn > ctx.today) return { fix: { firstMeetingOn: t.notFuture } };
  if (expectedOn && expectedOn < ctx.today) return { fix: { expectedOn: t.notPast } };
  return onDeal(ctx, about, async (change, deal) => {
    const known = {
      criteria: criteriaFrom(evidence),
      expectedOn: expectedOn ?? null,
      firstMeetingOn: firstMeetingOn ?? deal.firstMeetingOn,
    };
    const patch: DealPatch = { ...known, ...(amount && { amount }) };
    const advanced = deal.stage === "p50" || deal.stage === "p90";
    if (advanced) return keepUp(ctx, change, { deal, patch });
    const cycleDays = await cycleDaysOf(change, deal);
    const missing = missingFor("p50", { ...deal, ...patch }, { today: ctx.today, cycleDays });
    if (missing.length === 0) return take(ctx, change, { deal, step: { to: "p50", patch } });
    if (!(await changeDeal(change, deal, { patch }))) return { refuse: refusals.changed };
    return { show: keptCard({ ...deal, ...patch }, { to: "p50", missing, cycleDays, mend: "p50", given: true }, ctx) };
  });
}

/** The criteria of a deal at 50 % or beyond were gone over again: one that holds no longer takes it back to 25 %. */
async function keepUp(ctx: Ctx, change: Change, { deal, patch }: { deal: Deal; patch: DealPatch }): Promise<Outcome> {
  const t = texts[ctx.language];
  const given = { ...deal, ...patch };
  // A date of signing counts until the contract is signed, and is judged when it is given: no criterion is lost by time alone.
  const redated = deal.stage === "p50" && given.expectedOn !== deal.expectedOn;
  const lost = redated
    ? missingCriteria(given, ctx.today, await cycleDaysOf(change, deal))
    : CRITERIA.filter((key) => !given.criteria[key]?.holds);
  if (lost.length > 0 && !deal.moneyConfirmed) {
    return take(ctx, change, {
      deal,
      step: { to: "p25", patch, why: { code: "criteria", missing: lost }, cause: "rule", sayWhy: true },
    });
  }
  if (!(await changeDeal(change, deal, { patch }))) return { refuse: refusals.changed };
  const title = t.stillHolds({ deal: deal.name, stage: sayStage(deal.stage, ctx.language) });
  const ahead = deal.stage === "p50" ? [stageButton(deal, "p90", ctx.language)] : [];
  return { show: { tone: "done", title, plain: title, buttons: ahead } };
}

export async function submitPapers(ctx: Ctx, values: ValuesIn<typeof papersForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  if (values.contractSignedOn > ctx.today) return { fix: { contractSignedOn: t.notFuture } };
  if (values.amount.minor === 0n) return { fix: { amount: t.zero } };
  return onDeal(ctx, about, async (change, deal) => {
    const patch = { ...values, papersSigned: true };
    const cycleDays = await cycleDaysOf(change, deal);
    const missing = missingFor("p90", { ...deal, ...patch }, { today: ctx.today, cycleDays });
    if (missing.length > 0) return { show: keptCard(deal, { to: "p90", missing, cycleDays, mend: "p50" }, ctx) };
    const asked = await askForReceipt(change, { ...deal, ...patch }, { ...values.amount, signer: ctx.who.id });
    const why = { code: "papers", day: values.contractSignedOn } as const;
    const say = [asked ? t.financeAsked : t.noFinance];
    return take(ctx, change, { deal, step: { to: "p90", patch, why, say } });
  });
}

export async function submitWon(ctx: Ctx, values: ValuesIn<typeof wonForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  if (values.acceptedOn > ctx.today) return { fix: { acceptedOn: t.notFuture } };
  if (!values.booked) return { fix: { booked: t.bookedNeeded } };
  return onDeal(ctx, about, async (change, deal) => {
    if (missingToWin(deal).length > 0) return { refuse: refusals.changed };
    const say = [t.wonDetail({ count: await meetingsPerWinOf(change, deal.teamId, ctx.today) })];
    return take(ctx, change, { deal, step: { to: "won", patch: { closedOn: values.acceptedOn }, say } });
  });
}

export async function submitLost(ctx: Ctx, values: ValuesIn<typeof lostForm>, about: About): Promise<Outcome> {
  const reason = LOSS_REASONS.find((known) => known === values.reason);
  if (!reason) return { fix: { reason: texts[ctx.language].lossReason } };
  const why = { code: "loss", reason, note: values.note ?? "" } as const;
  const step = { to: "lost", patch: { lossReason: reason }, why, sayWhy: true } as const;
  return onDeal(ctx, about, async (change, deal) =>
    isOpen(deal.stage) ? take(ctx, change, { deal, step }) : { refuse: refusals.closed },
  );
}

export async function submitBack(
  ctx: Ctx,
  { why }: ValuesIn<typeof backForm>,
  { to, ...about }: About & { readonly to: Stage },
): Promise<Outcome> {
  return onDeal(ctx, about, async (change, deal) => {
    if (moveKind(deal.stage, to) !== "back") return { refuse: refusals.changed };
    const signing = await signingAfter(change, deal, ctx.language);
    if ("refuse" in signing) return signing;
    return take(ctx, change, { deal, step: { to, why, sayWhy: true, ...signing } });
  });
}
