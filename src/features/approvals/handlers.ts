import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open } from "../../chat/form.ts";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { foresee, takeForeseen } from "../../notify/audience.ts";
import type { Reader } from "../../notify/tell.ts";
import { nudge } from "../asking/public.ts";
import { type Found, findPaper, type Key, mayShowAt, NOT_FOUND } from "../papers/public.ts";
import { peopleOf } from "../signers/public.ts";
import { approvalCard, approve, lineCard, nextLine, ownCard, reject, type Sheet, waitingCard } from "./cards.ts";
import { REASON_LENGTH, rejectForm } from "./forms.ts";
import {
  announce,
  around,
  type KnownPaper,
  keyOf,
  type Look,
  makeInvalid,
  type Papers,
  sheetsIn,
  sheetsOf,
} from "./public.ts";
import {
  type Approval,
  decide,
  type EventKind,
  type Problem,
  problemOf,
  readWords,
  roleNext,
  urgeProblem,
  withdraw,
} from "./rules.ts";
import {
  addEvent,
  approvalOf,
  auditApproval,
  DecidedMeanwhile,
  lastEventsOf,
  lockApproval,
  organizationOf,
  saveApproval,
  saveAtEnd,
  waitingFor,
  waitingPapers,
} from "./store.ts";
import { inBoth, sayBefore, sayProblem, texts } from "./texts.ts";

interface Wish extends Key {
  /** The version that was seen; words carry none. */
  readonly version?: number;
  readonly approved: boolean;
  readonly reason?: string;
}

/** Lines of a list on Home or as an answer. */
const LINES = 5;

/** Approve or reject, by button, form or words: the one place where a decision is taken. */
export const decideWish = async (papers: Papers, ctx: Ctx, wish: Wish): Promise<Outcome> => {
  // What the paper says is looked at beside it, and once: a decision changes nothing of it.
  const [found, looks = NONE] = await Promise.all([
    findPaper(papers, ctx, wish),
    papers.get(wish.subject)?.look(ctx.scope, [wish.id]),
  ]);
  if (!found) return NOT_FOUND;
  const { approval, me } = found;
  const verdict = decide(approval, me, { ...wish, at: ctx.now });
  // So is who has to do with it as decided, and on which cards they are told.
  const ahead = "problem" in verdict ? undefined : await lookAhead(ctx.scope, verdict.approval);
  const paper = { ...found.paper, look: async () => looks };
  const seen = { ...found, papers, wish, verdict, looks, paper, ahead };
  try {
    return await ctx.change((change) => decideIn(ctx, change, seen));
  } catch (error) {
    if (error instanceof DecidedMeanwhile) return stale(ctx, ctx.scope, found);
    throw error;
  }
};
const NONE: ReadonlyMap<string, Look> = new Map();

const lookAhead = async (scope: Scope, decided: Approval) => {
  const [known, foreseen] = await Promise.all([
    around(scope, [decided]),
    foresee(scope, { subject: keyOf(decided), members: [decided.requesterId] }),
  ]);
  return { known, foreseen };
};

interface Seen extends Found {
  readonly papers: Papers;
  readonly wish: Wish;
  readonly verdict: ReturnType<typeof decide>;
  readonly looks: ReadonlyMap<string, Look>;
  readonly ahead: Awaited<ReturnType<typeof lookAhead>> | undefined;
}

const decideIn = async (ctx: Ctx, change: Change, { ahead, ...seen }: Seen): Promise<Outcome> => {
  const { approval, paper, wish, verdict } = seen;
  if (wish.version !== undefined && wish.version !== approval.version) return stale(ctx, change, seen);
  if ("problem" in verdict) return refusal(ctx, change, { ...seen, problem: verdict.problem });
  const why = seen.looks.get(approval.subjectId)?.overtaken;
  if (why) return overtake(ctx, change, { ...seen, why });
  // A list that is shown afterwards must not have it any more.
  if (!wish.listed) saveAtEnd(change, approval, verdict.approval);
  else if (!(await saveApproval(change, approval, verdict.approval))) return stale(ctx, change, seen);
  if (ahead) takeForeseen(change, ahead.foreseen);
  return signed(ctx, change, { ...seen, paper: { ...paper, known: ahead?.known }, after: verdict.approval });
};

const signed = async (
  ctx: Ctx,
  change: Change,
  {
    wish,
    after,
    ...found
  }: Omit<Seen, "ahead" | "verdict" | "looks"> & { readonly paper: KnownPaper; readonly after: Approval },
): Promise<Outcome> => {
  const what = wish.approved ? "approved" : "rejected";
  const hand = after.steps[found.approval.step]?.decision?.for ?? null;
  const sheet = await afterwards(change, found, { after, what, reason: wish.reason?.trim() || null, for: hand });
  if (!sheet) return NOT_FOUND;
  const t = texts[ctx.language];
  const said = lineCard("done", wish.approved ? t.doneApprove : t.doneReject, nextLine(sheet, ctx.language));
  if (wish.version === undefined) return { show: said };
  return shown(ctx, change, { papers: found.papers, sheet, listed: wish.listed, said });
};

/** Puts the step on record and tells everyone; the sheet as it is now. */
const afterwards = async (
  change: Change,
  { paper, approval }: { readonly paper: KnownPaper; readonly approval: Approval },
  done: {
    readonly after: Approval;
    readonly what: EventKind;
    readonly reason?: string | null;
    readonly for?: MemberId | null;
  },
): Promise<Sheet | undefined> => {
  addEvent(change, approval.id, done);
  await auditApproval(change, { before: approval, after: done.after });
  const [sheet] = await sheetsOf(change, paper, [done.after]);
  if (sheet) await announce(change, sheet);
  return sheet;
};

/** The card that was pressed as it is now: of the one paper, or the list it was pressed in. */
const shown = async (
  ctx: Ctx,
  change: Change,
  { papers, sheet, listed, said }: { papers: Papers; sheet: Sheet; listed: boolean | undefined; said: Card },
): Promise<{ replace: Card; say?: Card } | { show: Card }> => {
  if (listed) return { replace: await waitingList(papers, ctx, change), say: said };
  return mayShowAt(ctx.place, sheet) ? { replace: approvalCard(sheet, readerOf(ctx, sheet)) } : { show: said };
};

/** In a channel the card is the team's, whoever presses. */
const readerOf = (ctx: Ctx, { team: { language, zone } }: Sheet): Reader =>
  ctx.place.kind === "group"
    ? { member: null, language, zone }
    : { member: ctx.who.id, language: ctx.language, zone: ctx.zone };

/** Someone was faster, or the card is old: the present state in words, and on the card. */
const stale = async (ctx: Ctx, scope: Scope, { paper, approval }: Found): Promise<Outcome> => {
  const now = (await approvalOf(scope, approval.subject, approval.subjectId)) ?? approval;
  const deciders = now.steps.flatMap(({ decision }) => (decision ? [decision.by, decision.for] : []));
  const people = await peopleOf(scope, { ids: deciders.flatMap((id) => id ?? []) });
  const nameOf = (by: MemberId) => people.find(({ id }) => id === by)?.name ?? "—";
  const refuse = inBoth((language) => sayBefore(now, nameOf, { at: ctx.now, language }));
  const [sheet] = await sheetsOf(scope, paper, [now]);
  return sheet && mayShowAt(ctx.place, sheet)
    ? { refuse, stale: approvalCard(sheet, readerOf(ctx, sheet)) }
    : { refuse };
};

const refusal = async (
  ctx: Ctx,
  scope: Scope,
  tried: Found & { readonly problem: Problem; readonly wish?: Wish },
): Promise<Outcome> => {
  const { problem, approval, wish } = tried;
  if (problem.kind === "closed") return stale(ctx, scope, tried);
  const { settings } = await organizationOf(scope);
  const asked = { approved: wish?.approved ?? false, next: roleNext(approval), zone: ctx.zone };
  const hours = settings.approvals.urgeHours;
  return { refuse: inBoth((language) => sayProblem(problem, { ...asked, hours, language })) };
};

/** What the paper is about no longer allows it: it becomes invalid here and now, which is kept. */
const overtake = async (
  ctx: Ctx,
  change: Change,
  { why, wish, ...found }: Found & { readonly papers: Papers; readonly wish: Wish; readonly why: InBoth },
): Promise<Outcome> => {
  const sheet = await makeInvalid(change, { ...found, why });
  if (!sheet) return stale(ctx, change, found);
  const said = lineCard("stopped", texts[ctx.language].overtaken({ why: why[ctx.language] }));
  if (wish.version === undefined) return { show: said };
  const answer = await shown(ctx, change, { papers: found.papers, sheet, listed: wish.listed, said });
  return "replace" in answer ? { ...answer, say: said } : answer;
};

/** The reason is asked for first; whether the person may is said before they write it. */
export const askReason = async (
  papers: Papers,
  ctx: Ctx,
  key: Key & { readonly version: number },
): Promise<Outcome> => {
  const found = await findPaper(papers, ctx, key);
  if (!found) return NOT_FOUND;
  const { approval, me } = found;
  const problem = approval.version === key.version ? problemOf(approval, me) : ({ kind: "closed" } as const);
  return problem ? refusal(ctx, ctx.scope, { ...found, problem }) : { ask: open(rejectForm, key) };
};

/** What was written in the thread of the paper's card. */
export const hear = async (
  papers: Papers,
  ctx: Ctx,
  heard: { readonly subject: string; readonly subjectId: string; readonly text: string },
): Promise<Outcome | undefined> => {
  const said = readWords(heard.text);
  if (!said) return undefined;
  const key = { subject: heard.subject, id: heard.subjectId, inThread: true } as const;
  if (said !== "thumb" && said.approved) return decideWish(papers, ctx, { ...key, approved: true });
  const found = await findPaper(papers, ctx, key);
  if (!found) return said === "thumb" ? undefined : NOT_FOUND;
  const { approval, me } = found;
  const seen = { subject: approval.subject, id: approval.subjectId, version: approval.version };
  const t = texts[ctx.language];
  if (said === "thumb") {
    if (problemOf(approval, me)) return undefined;
    const press = { label: t.approve, press: approve.with(seen), look: "primary" } as const;
    return { show: { ...lineCard("waiting", t.thumbTitle, [t.thumbText]), buttons: [press] } };
  }
  if (said.reason.length > REASON_LENGTH) {
    const length = said.reason.length;
    return { refuse: inBoth((language) => texts[language].reasonTooLong({ max: REASON_LENGTH, length })) };
  }
  if (said.reason === "" && !problemOf(approval, me)) {
    const press = { label: t.giveReason, press: reject.with(seen) };
    return { show: { ...lineCard("waiting", t.reasonMissing), buttons: [press] } };
  }
  return decideWish(papers, ctx, { ...key, approved: false, reason: said.reason });
};

/** The requester takes the paper back. */
export const withdrawWish = (papers: Papers, ctx: Ctx, key: Key): Promise<Outcome> =>
  ctx.change(async (change) => {
    const found = await findPaper(papers, ctx, { ...key, scope: change });
    if (!found) return NOT_FOUND;
    const verdict = withdraw(found.approval, found.me, change.at);
    if ("problem" in verdict) return refusal(ctx, change, { ...found, problem: verdict.problem });
    if (!(await saveApproval(change, found.approval, verdict.approval))) return stale(ctx, change, found);
    const sheet = await afterwards(change, found, { after: verdict.approval, what: "withdrawn" });
    const said = lineCard("past", texts[ctx.language].withdrawnDone);
    return sheet ? shown(ctx, change, { papers, sheet, listed: key.listed, said }) : { show: said };
  });

/** The requester asks for a decision, in the thread and to each who can sign. */
export const urgeWish = (papers: Papers, ctx: Ctx, key: Key): Promise<Outcome> =>
  ctx.change(async (change) => {
    const found = await findPaper(papers, ctx, { ...key, scope: change });
    if (!found) return NOT_FOUND;
    const { approval, me, paper } = found;
    if (!(await lockApproval(change, approval))) return stale(ctx, change, found);
    const { settings } = await organizationOf(change);
    const last = (await lastEventsOf(change, [approval.id]))(approval.id, "urged");
    const problem = urgeProblem(approval, me, { last, at: change.at, hours: settings.approvals.urgeHours });
    if (problem) return refusal(ctx, change, { ...found, problem });
    const [sheet] = await sheetsOf(change, paper, [approval]);
    if (!sheet) return NOT_FOUND;
    addEvent(change, approval.id, { what: "urged" });
    await auditApproval(change, { before: approval, after: approval, what: "urged" });
    await nudge(change, sheet, { name: "urged", say: (language) => texts[language].saidUrged({ name: ctx.who.name }) });
    const t = texts[ctx.language];
    return { show: lineCard("done", t.urgedDone, nextLine(sheet, ctx.language)) };
  });

const readingNow = ({ now, language, who }: Ctx) => ({ now, language, member: who.id });

/** What waits for this person, of all kinds of papers. */
export const waitingList = async (papers: Papers, ctx: Ctx, scope: Scope = ctx.scope): Promise<Card> => {
  const { approvals, total } = await waitingFor(scope, { limit: LINES });
  return waitingCard({ sheets: await sheetsIn(papers, scope, approvals), total, ...readingNow(ctx) });
};

/** The person's own papers under way; no card when there are none. */
export const ownList = async (papers: Papers, ctx: Ctx): Promise<readonly Card[]> => {
  const { approvals, total } = await waitingPapers(ctx.scope, { requesterId: ctx.who.id, limit: LINES });
  if (total === 0) return [];
  return [ownCard({ sheets: await sheetsIn(papers, ctx.scope, approvals), total, ...readingNow(ctx) })];
};
