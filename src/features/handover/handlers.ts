import type { z } from "zod";
import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type Choice, type OpenForm, open, type ValuesIn } from "../../chat/form.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { reviseToday } from "../care/public.ts";
import { type CalledSo, MOST_CALLED, throughMerges } from "../customers/public.ts";
import { findCustomers } from "../finding/public.ts";
import {
  asHouse,
  firstCallOn,
  handOver,
  holdCustomers,
  papersEnding,
  readHandover,
  readUndoable,
  takeBack,
  undoProblem,
} from "../ownership/public.ts";
import { mayRecall, withRecalls } from "../recalls/public.ts";
import * as cards from "./cards.ts";
import * as forms from "./forms.ts";
import { orphanList, portraitOf, problemOf, showOrphans, tellOfThose, tellOwner, tellTakenBack } from "./public.ts";
import { type Done, isInCharge, isThere, type Listed, MOST_AT_ONCE, mayHandOver, mayTakeBack } from "./rules.ts";
import {
  countOf,
  holdOpen,
  openTeam,
  organizationOf,
  readAll,
  readColleague,
  readCustomers,
  readHandedOver,
  readNames,
} from "./store.ts";
import { notSeen, refusals, texts } from "./texts.ts";

/** "/handover": the orphans in one's charge; "/handover 宏达": that customer. */
export async function handoverCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const name = typed.trim();
  if (name === "") {
    if (!isInCharge(ctx.scope))
      return { show: await withRecalls(ctx.scope, cards.howCard(ctx.language), ctx.language) };
    return { show: await listOf(ctx.scope, {}, ctx.language) };
  }
  return pressWhich(ctx, { name, from: 0 });
}

/** Those called so, from one of them on; there is nothing to choose of one. */
export async function pressWhich(ctx: Ctx, { name, from }: CalledSo): Promise<Outcome> {
  const found = await findCustomers(ctx.scope, name, { limit: MOST_CALLED + 1 });
  const [first, ...more] = found.slice(from);
  if (!first) return { refuse: notSeen(ctx.scope) };
  return from + more.length > 0
    ? { show: cards.whichCard(found, { name, from }, ctx.language) }
    : pressBegin(ctx, { customerId: first.id });
}

/** The orphans in one's charge; beside those of all one's teams, also what else one hands over. */
const listOf = async (
  scope: Scope,
  page: { readonly teamId?: string | undefined; readonly after?: string | undefined },
  language: Ctx["language"],
): Promise<Card> => {
  const team = await openTeam(scope, page.teamId);
  const teamId = team && mayHandOver(scope, { ...team, teamId: team.id, ownerId: null }) ? team.id : undefined;
  const orphans = cards.orphansCard(await orphanList(scope, { ...page, teamId }), language);
  const others = cards.withOthers(orphans, (await countOf(scope, scope.memberId ?? "")) > 0, language);
  return withRecalls(scope, others, language);
};

const standing = (scope: Scope, id: string) =>
  throughMerges(scope, id, async (one) => (await readCustomers(scope, [one]))[0]);

export async function pressBegin(ctx: Ctx, { customerId }: { readonly customerId: string }): Promise<Outcome> {
  const customer = await standing(ctx.scope, customerId);
  if (!customer) return { refuse: notSeen(ctx.scope) };
  if (!mayHandOver(ctx.scope, customer)) return { refuse: refusals.notYours };
  return { ask: forms.openOne(ctx.scope, customer) };
}

interface Given {
  readonly to: string;
  readonly note?: string | undefined;
}

export const submitOne = (
  ctx: Ctx,
  given: Given,
  { customerId, was, ends }: z.infer<typeof forms.oneForm.params>,
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const customers = await readCustomers(change, [customerId]);
    const [customer] = customers;
    if (!customer) return { refuse: refusals.gone };
    if (!mayHandOver(change, customer)) return { refuse: refusals.notYours };
    if (customer.ownerId !== was) return { refuse: refusals.changed };
    const handed = await hand(ctx, change, {
      customers,
      ...given,
      asked: 1,
      ends,
      again: forms.openAgain(change, customer),
    });
    return "done" in handed ? { show: cards.doneCard(handed.done, ctx) } : handed;
  });

interface Handing extends Given {
  readonly customers: readonly Listed[];
  /** How many were meant: those that have a new owner by now are left out. */
  readonly asked: number;
  /** The papers that become invalid, as far as it was said already; and the form that says it. */
  readonly ends?: string | undefined;
  again(ends: string, known: { readonly to: Choice; readonly note: string | undefined }): OpenForm;
}

/** The one place where customers are handed over: for one, for some, for all. */
async function hand(ctx: Ctx, change: Change, handing: Handing): Promise<Outcome | { readonly done: Done }> {
  const { customers, note = null, asked } = handing;
  const t = texts[ctx.language];
  const to = await readColleague(change, handing.to);
  if (!to || !(await holdOpen(change, to.id))) return { fix: { to: t.notThere } };
  const problem = await problemOf(change, customers, to);
  if (problem) return { fix: { to: t[problem.kind](problem) } };
  const owners = new Map(customers.filter((each) => !isThere(each, to)).map(({ id, ownerId }) => [id, ownerId]));
  const held = (await holdCustomers(change, [...owners.keys()])).filter(
    ({ id, ownerId }) => ownerId === owners.get(id),
  );
  const given = customers.filter(({ id }) => held.some((each) => each.id === id));
  if (given.length === 0) return { refuse: refusals.changed };
  const names = new Map(given.map(({ id, name }) => [id, name]));
  const papers = await papersEnding(change, held, to.id);
  const ended = forms.sayPapers(
    papers.map(({ number, customerId }) => ({ number, name: names.get(customerId) ?? "" })),
  );
  if (ended !== "" && ended !== handing.ends)
    return { ask: handing.again(ended, { to: forms.choiceOf(to), note: handing.note }) };
  const { calendar, settings } = await organizationOf(change);
  const callOn = firstCallOn({ calendar, workingDays: settings.handover.firstCallWorkingDays }, ctx.today);
  const { id: ownerId, teamId, segmentId, language } = to;
  const id = await handOver(change, { held, to: { ownerId, teamId, segmentId, language }, note, callOn });
  // What is on today's lists goes along.
  await reviseToday(asHouse(change), [ownerId, ...held.flatMap(({ was }) => was ?? [])]);
  await tellOwner(change, { id, to, by: ctx.who, customers: given, callOn, today: ctx.today, note });
  const kept = given.every((each) => each.ownerId === ownerId);
  const orphaned = given.filter((each) => each.ownerId === null).map((each) => each.teamId);
  for (const team of new Set(orphaned)) await showOrphans(change, team);
  const moved = given.some((each) => each.segmentId !== segmentId);
  const segment = moved ? to.segment : undefined;
  const until = undoEnds(change.at, settings.undoHours);
  const late = asked - given.length - customers.filter((each) => isThere(each, to)).length;
  const team = kept ? to.team : undefined;
  return { done: { id, customers: given, to: to.name, team, callOn, until, segment, late, ended } };
}

export async function pressList(
  ctx: Ctx,
  page: { readonly teamId?: string | undefined; readonly after?: string | undefined },
): Promise<Outcome> {
  if (!isInCharge(ctx.scope)) return { refuse: refusals.gone };
  return { show: await listOf(ctx.scope, page, ctx.language) };
}

export async function pressPick(ctx: Ctx, { teamId }: { readonly teamId?: string | undefined }): Promise<Outcome> {
  if (!isInCharge(ctx.scope)) return { refuse: refusals.gone };
  const { count } = await orphanList(ctx.scope, { teamId });
  return { ask: open(forms.orphansForm, { count, ...(teamId !== undefined && { teamId }) }) };
}

/** To the one who was suggested. */
export const pressGive = (
  ctx: Ctx,
  { id, to, teamId }: { readonly id: string; readonly to: string; readonly teamId?: string | undefined },
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const customers = await readCustomers(change, [id]);
    const [customer] = customers;
    if (!customer) return { refuse: refusals.gone };
    if (!mayHandOver(change, customer)) return { refuse: refusals.notYours };
    const list = () => listOf(change, { teamId }, ctx.language);
    if (customer.ownerId !== null) return { refuse: refusals.changed, stale: await list() };
    const handed = await hand(ctx, change, { customers, to, asked: 1, again: forms.openAgain(change, customer) });
    if ("fix" in handed) return { refuse: refusals.changed, stale: await list() };
    return "done" in handed ? { replace: await list(), say: cards.doneCard(handed.done, ctx) } : handed;
  });

export const submitOrphans = (
  ctx: Ctx,
  values: ValuesIn<typeof forms.orphansForm>,
  params: z.infer<typeof forms.orphansForm.params>,
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const { teamId } = params;
    const again: forms.Again = (more, known) => open(forms.orphansForm, { ...params, ...more }, known);
    const handed = await handSome(ctx, change, { values, which: { teamId }, shown: params, again });
    if (!("done" in handed)) return handed;
    return { replace: await listOf(change, { teamId }, ctx.language), say: cards.doneCard(handed.done, ctx) };
  });

export async function pressPickOwn(ctx: Ctx): Promise<Outcome> {
  const count = await countOf(ctx.scope, ctx.who.id);
  return count === 0 ? { refuse: refusals.noneOwn } : { ask: open(forms.ownForm, { count }) };
}

export const pressPickOf = async (): Promise<Outcome> => ({ ask: open(forms.whoseForm, {}) });

export async function submitWhose(ctx: Ctx, { whose: id }: ValuesIn<typeof forms.whoseForm>): Promise<Outcome> {
  const count = await countOf(ctx.scope, id);
  if (count === 0) return { fix: { whose: texts[ctx.language].noneTheirs } };
  return { ask: open(forms.ownForm, { count, of: { id, name: (await readNames(ctx.scope, [id])).get(id) ?? "" } }) };
}

export const submitOwn = (
  ctx: Ctx,
  values: ValuesIn<typeof forms.ownForm>,
  params: z.infer<typeof forms.ownForm.params>,
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const again: forms.Again = (more, known) => open(forms.ownForm, { ...params, ...more }, known);
    const which = { ownerId: params.of?.id ?? ctx.who.id };
    const handed = await handSome(ctx, change, { values, which, shown: params, again });
    return "done" in handed ? { show: cards.doneCard(handed.done, ctx) } : handed;
  });

/** Those that were chosen, or all that were counted: as far as they still are what was chosen from. */
async function handSome(
  ctx: Ctx,
  change: Change,
  { values, which, shown, again }: forms.Some,
): Promise<Outcome | { readonly done: Done }> {
  const t = texts[ctx.language];
  const { all, note } = values;
  const ids = all ? await readAll(change, which) : (values.customers ?? []);
  const count = ids.length;
  if (count === 0) return { fix: { customers: t.pickSome } };
  if (count > MOST_AT_ONCE) return { fix: { customers: t.tooMany({ max: MOST_AT_ONCE }) } };
  if (all && count !== Math.min(shown.count, MOST_AT_ONCE)) {
    const to = await readColleague(change, values.to);
    const seeds = { all, note, ...(to && { to: forms.choiceOf(to) }) };
    return { ask: again({ count }, { seeds, errors: { all: t.otherCount({ count }) } }) };
  }
  const owner = which.ownerId ?? null;
  const found = await readCustomers(change, ids);
  const customers = found.filter((each) => each.ownerId === owner && mayHandOver(change, each));
  if (customers.length === 0) return { refuse: refusals.changed };
  const chosen = all ? {} : { customers: customers.map((each) => forms.customerChoice(each, ctx.language)) };
  return hand(ctx, change, {
    ...{ customers, to: values.to, note, asked: count, ends: shown.ends },
    again: (ends, known) => again({ ends }, { seeds: { all, ...known, ...chosen } }),
  });
}

/** By whoever did it, or may hand all of it over: at any time of the day in which it can be undone. */
export const pressUndo = (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> =>
  ctx.change(async (change) => {
    const handover = await readHandover(change, id);
    // Asked in any case, or the time would tell of others'.
    const isTheirs = await mayRecall(change, id);
    if (!handover || !(isTheirs || handover.byId === ctx.who.id)) return { refuse: refusals.noUndo };
    const { settings } = await organizationOf(change);
    const undoable = await readUndoable(change, handover);
    // As it stands now that it is held: somebody may have been faster.
    const held = (await readHandover(change, id)) ?? handover;
    const problem = undoProblem(held, { now: change.at, hours: settings.undoHours });
    if (problem) return { refuse: refusals[problem] };
    const may = handover.byId === ctx.who.id ? mayTakeBack(change, undoable.items) : await mayRecall(change, id);
    if (undoable.items.length > 0 && !may) return { refuse: refusals.noUndoAnyMore };
    const { back, owners, stays, teamIds, orphaned } = await takeBack(change, handover, undoable);
    if (back === 0) return { refuse: refusals[forms.STAYS.find((each) => stays[each].length > 0) ?? "overtaken"] };
    await reviseToday(asHouse(change), [handover.toId, ...owners]);
    for (const team of teamIds) await showOrphans(change, team);
    await tellOfThose(change, orphaned);
    const t = texts[ctx.language];
    const to = (await readNames(change, [handover.toId])).get(handover.toId) ?? "";
    const customerIds = undoable.items.map(({ customerId }) => customerId);
    await tellTakenBack(change, { id, toId: handover.toId, doerId: handover.byId, to, by: ctx.who, customerIds });
    const said = [t.undone({ count: back, to }), t.undoneText, ...forms.sayStays(undoable, ctx.language)] as const;
    return { replace: cards.noticeCard("past", ...said) };
  });

/** What came to the person in one handover, page by page. */
export async function pressHanded(
  ctx: Ctx,
  { id, after }: { readonly id: string; readonly after?: string | undefined },
): Promise<Outcome> {
  const handover = await readHandover(ctx.scope, id);
  if (handover?.toId !== ctx.who.id) return { refuse: refusals.gone };
  const page = { handoverId: id, size: cards.PAGE, ...(after !== undefined && { after }) };
  const handed = await readHandedOver(ctx.scope, page);
  const by = (await readNames(ctx.scope, [handover.byId])).get(handover.byId) ?? "";
  return { show: cards.manyCard({ ...handed, id, by, callOn: undefined, note: null, along: undefined }, ctx) };
}

export async function pressPortrait(ctx: Ctx, { customerId }: { readonly customerId: string }): Promise<Outcome> {
  const customer = await standing(ctx.scope, customerId);
  if (!customer) return { refuse: refusals.gone };
  const portrait = await portraitOf(ctx.scope, customer, { note: null, today: ctx.today, reader: ctx.who.id });
  return { show: cards.portraitCard(portrait, undefined, ctx) };
}
