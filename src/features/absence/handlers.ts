import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { dateIn } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { passesOn } from "../../domain/standing-in.ts";
import { absencesCard, homeCard, savedTitle, sayDays } from "./cards.ts";
import { type About, absenceForm } from "./forms.ts";
import { tellOfChange, tellOfEnd } from "./public.ts";
import {
  type Absence,
  arrangesForOthers,
  type Clash,
  type Colleague,
  choiceProblem,
  clashOf,
  type Days,
  daysOf,
  daysProblem,
  hasBegun,
  hasPart,
  mayArrange,
  spanOf,
} from "./rules.ts";
import {
  type AbsenceEdit,
  addAbsence,
  calledSo,
  endAbsence,
  holdPeople,
  readAbsence,
  readAbsences,
  readAround,
  readColleague,
  readColleagues,
  saveAbsence,
} from "./store.ts";
import { refusals, refuseNobodyFits, refuseSeveral, texts } from "./texts.ts";

/** Somebody whose days away the asker may arrange; anyone else is as good as nobody. */
const arrangeable = async (ctx: Ctx, scope: Scope, id: string): Promise<Colleague | undefined> => {
  const found = await readColleague(scope, id);
  return found?.open && mayArrange(ctx.scope, found) ? found : undefined;
};

const listOf = async (ctx: Ctx, scope: Scope, { of, title }: { of: Colleague; title?: string }): Promise<Card> => {
  const absences = await readAbsences(scope, [of.id]);
  return absencesCard({ of, own: of.id === ctx.who.id, absences, ...(title !== undefined && { title }) }, ctx);
};

/** "/absence": one's own days; "/absence 李伟": those of a colleague, for whoever may arrange them. */
export async function absenceCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const name = typed.trim();
  if (name === "") return showOf(ctx, ctx.who.id);
  if (!arrangesForOthers(ctx.scope)) return { refuse: refusals.gone };
  const arranged = (await readColleagues(ctx.scope)).filter((one) => mayArrange(ctx.scope, one));
  const alike = await calledSo(ctx.scope, arranged, name);
  const exact = alike.filter((one) => one.name === name);
  const found = exact.length === 1 ? exact : alike;
  const [only, ...others] = found;
  if (!only) return { refuse: refusals.gone };
  if (others.length > 0) return { refuse: refuseSeveral(found.slice(0, MOST_NAMES).map((one) => one.name)) };
  return showOf(ctx, only.id);
}
const MOST_NAMES = 8;

/** Where there is nothing to show the form opens at once. */
async function showOf(ctx: Ctx, id: string): Promise<Outcome> {
  const of = await arrangeable(ctx, ctx.scope, id);
  if (!of) return { refuse: refusals.gone };
  if (!hasPart(of)) return { refuse: refusals.noPart };
  if ((await readAbsences(ctx.scope, [of.id])).length === 0) return askFor(ctx, of);
  return { show: await listOf(ctx, ctx.scope, { of }) };
}

export const pressShow = (ctx: Ctx, { id }: { readonly id?: string | undefined }): Promise<Outcome> =>
  showOf(ctx, id ?? ctx.who.id);

/** Before anything is filled in: where nobody can stand in, what to do instead. */
const askFor = async (ctx: Ctx, of: Colleague): Promise<Outcome> => {
  const all = await readColleagues(ctx.scope);
  if (all.every((one) => choiceProblem(one, of) !== undefined))
    return { refuse: refuseNobodyFits(of.name, of.roles.filter(passesOn)) };
  const today = dateIn(of.zone, ctx.now);
  return {
    ask: open(absenceForm, { member: of.id, name: of.name, own: of.id === ctx.who.id }, { seeds: { from: today } }),
  };
};

export async function pressAdd(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const of = await arrangeable(ctx, ctx.scope, id);
  if (!of) return { refuse: refusals.gone };
  return hasPart(of) ? askFor(ctx, of) : { refuse: refusals.noPart };
}

interface Seen {
  readonly id: string;
  readonly version: number;
}

/** An absence that the asker may arrange. */
const seenAbsence = async (ctx: Ctx, scope: Scope, id: string): Promise<Absence | undefined> => {
  const found = await readAbsence(scope, id);
  return found?.away.open && mayArrange(ctx.scope, found.away) ? found : undefined;
};

export async function pressChange(ctx: Ctx, { id }: Seen): Promise<Outcome> {
  const absence = await seenAbsence(ctx, ctx.scope, id);
  if (!absence) return { refuse: refusals.gone };
  const { away, standIn, version } = absence;
  const params = { member: away.id, name: away.name, own: away.id === ctx.who.id, change: { id, version } };
  const seeds = { ...daysOf(absence), standIn: { value: standIn.id, label: standIn.name } };
  return { ask: open(absenceForm, params, { seeds }) };
}

type Fix = { readonly from?: string; readonly until?: string; readonly standIn?: string };

const fixOfDays = (
  ctx: Ctx,
  days: Days,
  { of, before }: { of: Colleague; before: Absence | undefined },
): Fix | undefined => {
  const t = texts[ctx.language];
  const today = dateIn(of.zone, ctx.now);
  const known = before && hasBegun(before, ctx.now) ? daysOf(before).from : undefined;
  const problem = daysProblem(days, { today, known });
  if (!problem) return undefined;
  const isFirst = problem === "tooFar" || (problem === "past" && days.from < today && days.from !== known);
  return isFirst ? { from: t[problem] } : { until: t[problem] };
};

const fixOfClash = (ctx: Ctx, { kind, other }: Clash): Fix => {
  const t = texts[ctx.language];
  const about = { name: other.away.name, standIn: other.standIn.name, days: sayDays(other, ctx) };
  if (kind === "away") return { from: t.clashAway(about) };
  return kind === "needed" ? { from: t.clashNeeded(about) } : { standIn: t.clashStandIn(about) };
};

type Arranging =
  | { readonly outcome: Outcome }
  | { readonly of: Colleague; readonly before: Absence | undefined; readonly edit: AbsenceEdit };

/** What is to be written, or why not; the people are held. */
const arrangingOf = async (
  ctx: Ctx,
  change: Change,
  { values, about }: { readonly values: ValuesIn<typeof absenceForm>; readonly about: About },
): Promise<Arranging> => {
  const of = await arrangeable(ctx, change, about.member);
  const before = about.change && (await seenAbsence(ctx, change, about.change.id));
  if (!of || (about.change && before?.away.id !== of.id)) return { outcome: { refuse: refusals.gone } };
  if (!hasPart(of)) return { outcome: { refuse: refusals.noPart } };
  if (before?.version !== about.change?.version) return { outcome: { refuse: refusals.stale } };
  const fix = fixOfDays(ctx, values, { of, before });
  if (fix) return { outcome: { fix } };
  const standIn = await readColleague(change, values.standIn);
  const unfit = standIn ? choiceProblem(standIn, of) : "closed";
  if (!standIn || unfit) return { outcome: { fix: { standIn: texts[ctx.language][unfit ?? "closed"] } } };
  const edit = { ...spanOf(values, of.zone), standInId: standIn.id };
  const others = await readAbsences(change, [of.id, standIn.id], true);
  const clash = clashOf({ ...edit, id: before?.id, memberId: of.id }, others);
  return clash ? { outcome: { fix: fixOfClash(ctx, clash) } } : { of, before, edit };
};

export const submitAbsence = (ctx: Ctx, values: ValuesIn<typeof absenceForm>, about: About): Promise<Outcome> =>
  ctx.change(async (change): Promise<Outcome> => {
    await holdPeople(change);
    const arranging = await arrangingOf(ctx, change, { values, about });
    if ("outcome" in arranging) return arranging.outcome;
    const { of, before, edit } = arranging;
    const after = before ? await saveAbsence(change, before, edit) : await addAbsence(change, of.id, edit);
    if (!after) return { refuse: refusals.stale };
    await tellOfChange(change, { before, after, by: ctx.who.name });
    const card = await listOf(ctx, change, { of, title: savedTitle(after, ctx.who.id, ctx) });
    return ctx.place.message === undefined && !ctx.place.home ? { show: card } : { replace: card };
  });

/** Back earlier, or not going at all. */
export const pressEnd = (ctx: Ctx, { id, version }: Seen): Promise<Outcome> =>
  ctx.change(async (change): Promise<Outcome> => {
    await holdPeople(change);
    const absence = await seenAbsence(ctx, change, id);
    if (!absence) return { refuse: refusals.gone };
    if (absence.version !== version || !(await endAbsence(change, absence))) return { refuse: refusals.stale };
    await tellOfEnd(change, absence);
    const t = texts[ctx.language];
    const title = hasBegun(absence, change.at) ? t.ended : t.calledOff;
    return { replace: await listOf(ctx, change, { of: absence.away, title }) };
  });

/** As far ahead as a Home tells who will be away. */
const DAYS_AHEAD = 7;
const DAY = 86_400_000;

export async function homeAway(ctx: Ctx): Promise<readonly Card[]> {
  const around = await readAround(ctx.scope, new Date(ctx.now.getTime() + DAYS_AHEAD * DAY));
  return around.length > 0 ? [homeCard(around, ctx.who.id, ctx)] : [];
}
