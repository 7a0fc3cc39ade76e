import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { addDays, instantAt, type PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { activityById, editActivity } from "../activities/public.ts";
import { customerById, customersById } from "../customers/public.ts";
import { logActivity } from "../logging/public.ts";
import { detailsOf, whoOf } from "../occasions/public.ts";
import { closeOvertaken } from "../overtaken/public.ts";
import * as cards from "./cards.ts";
import * as forms from "./forms.ts";
import { type dayForm, type dropForm, type ItemAbout, writeForm } from "./forms.ts";
import { clockOf, keepList, type OwnClock, organizationOf, planFor, readDay, reviseDay, type Whose } from "./public.ts";
import { doneAs, type Item, isAhead, isClosed, LATER_TODAY, laterDays, SAID, takenOver, toldOf } from "./rules.ts";
import { closeItem, putOff, readItem } from "./store.ts";
import { refusals, texts } from "./texts.ts";

const dayOfItem = ({ today }: OwnClock, item: Item): PlainDate => item.listedOn ?? today;
const listOf = (scope: Scope, ctx: Ctx, { memberId, day }: Whose) => readDay(scope, { memberId, day }, ctx.now);
/** Of oneself without asking; of a colleague one stands in for, who may live elsewhere. */
const clockFor = async (scope: Scope, ctx: Ctx, memberId: MemberId): Promise<OwnClock> =>
  memberId === ctx.who.id ? { zone: ctx.zone, today: ctx.today } : clockOf(scope, memberId, ctx.now);
const todayOf = async (ctx: Ctx, memberId: MemberId): Promise<Whose> => ({
  memberId,
  day: (await clockFor(ctx.scope, ctx, memberId)).today,
});
const readerOf = ({ language, who }: Ctx) => ({ language, member: who.id });

/** The card that was pressed, as it stands now. */
const faceOf = (list: cards.DayList, ctx: Ctx, ref: forms.ItemRef): Card =>
  ref.n === 1 ? cards.nowCard(list, readerOf(ctx)) : cards.dayCard(list, readerOf(ctx), { item: ref.id });

/** "/care": the day as it is now, without counting as told. */
export async function showCare(ctx: Ctx): Promise<Outcome> {
  return { show: cards.dayCard(await listOf(ctx.scope, ctx, await todayOf(ctx, ctx.who.id)), readerOf(ctx)) };
}

/** One's own, or that of a colleague one stands in for at this moment. */
export async function pressShow(
  ctx: Ctx,
  { page, of }: { readonly page: number; readonly of?: string | undefined },
): Promise<Outcome> {
  const absent = ctx.scope.standsFor.find(({ memberId }) => memberId === of)?.memberId;
  const list = await listOf(ctx.scope, ctx, await todayOf(ctx, absent ?? ctx.who.id));
  return { show: cards.dayCard(list, readerOf(ctx), { page }) };
}

/** Who has no customers to look after sees nothing of it. */
export async function homeDay(ctx: Ctx): Promise<readonly Card[]> {
  const own = await listOf(ctx.scope, ctx, await todayOf(ctx, ctx.who.id));
  const taken: Card[] = [];
  for (const { memberId } of ctx.scope.standsFor) {
    const list = await listOf(ctx.scope, ctx, await todayOf(ctx, memberId));
    if (toldOf(list) === ctx.who.id) taken.push(cards.homeCard(list, readerOf(ctx)));
  }
  const isMine = own.items.length + own.tasks.length > 0 || ctx.scope.roles.has("rep");
  return [...(isMine ? [cards.homeCard(own, readerOf(ctx))] : []), ...taken];
}

/** The item, put on its owner's list of today with all the others where the list was shown before its hour. */
async function itemAt(change: Change, ctx: Ctx, id: string): Promise<Item | null> {
  const there = await readItem(change, id, ctx.today);
  if (there) return there;
  for (const memberId of [ctx.who.id, ...ctx.scope.standsFor.map((absent) => absent.memberId)]) {
    const { today } = await clockFor(change, ctx, memberId);
    const planned = (await planFor(change, { members: [memberId], today })).get(memberId) ?? [];
    const item = planned.find((one) => one.id === id);
    // Asked in any case: what one stands in for and may not see takes no longer than what is not there.
    const [customer] = memberId === ctx.who.id ? [] : await customersById(change, [item?.customerId ?? id]);
    if (!item || (memberId !== ctx.who.id && customer?.ownerId !== memberId)) continue;
    await keepList(change, planned, today);
    return readItem(change, id, today);
  }
  return null;
}

/** An open item, and the clock of whose list it stands on. */
interface Worked {
  readonly item: Item;
  readonly clock: OwnClock;
}

/**
 * Does something to an open item in one transaction, and brings every card of its day up to date. A press that comes
 * second or late is answered with how it stands.
 */
const withItem = (
  ctx: Ctx,
  ref: forms.ItemRef,
  work: (change: Change, worked: Worked) => Promise<Outcome | undefined>,
) =>
  ctx.change(async (change) => {
    const item = await itemAt(change, ctx, ref.id);
    if (!item) return { refuse: refusals.gone };
    const clock = await clockFor(change, ctx, item.memberId);
    const whose = { memberId: item.memberId, day: dayOfItem(clock, item) };
    const stale = async (refuse: (typeof refusals)["closed"]): Promise<Outcome> => ({
      refuse,
      stale: faceOf(await listOf(change, ctx, whose), ctx, ref),
    });
    if (isClosed(item)) return stale(refusals.closed);
    if (item.version !== ref.v) return stale(refusals.changed);
    const outcome = await work(change, { item, clock });
    return outcome ?? finish(change, ctx, { ref, whose });
  });

async function finish(
  change: Change,
  ctx: Ctx,
  { ref, whose }: { ref: forms.ItemRef; whose: Whose },
): Promise<Outcome> {
  const list = await listOf(change, ctx, whose);
  await reviseDay(change, whose, list);
  return { replace: faceOf(list, ctx, ref) };
}

/** Done: logged as an activity (what lies ahead is only noted), and what it fulfils besides is closed with it. */
export const pressDone = (ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> =>
  withItem(ctx, ref, async (change, { item, clock }) => {
    const { kind, customerId, contactId } = item;
    if (!(await customerById(change, customerId))) return { refuse: refusals.gone };
    const detail = (await detailsOf(change, { reasons: [item], today: clock.today })).get(item.onceKey);
    const what = detail?.promised.join(ctx.language === "zh" ? "、" : "; ") ?? "";
    const log = () =>
      logActivity(change, {
        customerId,
        memberId: ctx.who.id,
        kind: doneAs(kind, what),
        happenedOn: clock.today,
        said: kind === "next_step" ? what : SAID[kind][ctx.language],
        contactIds: contactId === null ? [] : [contactId],
      });
    const activityId = isAhead(item, dayOfItem(clock, item)) ? undefined : (await log()).activity.id;
    if (!(await closeItem(change, item, { state: "done", ...(activityId && { activityId }) })))
      return { refuse: refusals.changed };
    await closeOvertaken(change, item.memberId);
    return undefined;
  });

type Later = Parameters<typeof putOff>[2];
/** Puts off to what `when` makes of the owner's day, or says why not. */
const later = (
  ctx: Ctx,
  ref: forms.ItemRef,
  when: (clock: OwnClock, change: Change) => Later | Outcome | Promise<Later>,
): Promise<Outcome> =>
  withItem(ctx, ref, async (change, { item, clock }) => {
    const to = await when(clock, change);
    if (!("showOn" in to)) return to;
    return (await putOff(change, item, to)) ? undefined : { refuse: refusals.changed };
  });

export const pressToday = (ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> =>
  later(ctx, ref, ({ zone, today }) => {
    const laterAt = instantAt(today, LATER_TODAY, zone);
    return ctx.now >= laterAt ? { refuse: refusals.tooLateToday } : { showOn: today, laterAt };
  });

const daysAfter = async (change: Change, { today }: OwnClock) =>
  laterDays(today, (await organizationOf(change)).calendar);
export const pressTomorrow = (ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> =>
  later(ctx, ref, async (clock, change) => ({ showOn: (await daysAfter(change, clock)).tomorrow }));
export const pressNextWeek = (ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> =>
  later(ctx, ref, async (clock, change) => ({ showOn: (await daysAfter(change, clock)).nextWeek }));

/** An item as it is on today's list, also where that was not told yet: one's own, or what one has of a colleague's. */
async function plannedItem(ctx: Ctx, id: string): Promise<Item | undefined> {
  const { standsFor, segmentIds } = ctx.scope;
  for (const memberId of [ctx.who.id, ...standsFor.map((absent) => absent.memberId)]) {
    const list = await listOf(ctx.scope, ctx, await todayOf(ctx, memberId));
    const { items } = memberId === ctx.who.id ? list : takenOver(list, { id: ctx.who.id, segmentIds });
    const item = items.find((each) => each.id === id);
    if (item) return item;
  }
  return undefined;
}

/** Opens a form about an item of one's own or a colleague's; the item is looked at only when the form is submitted. */
async function about(ctx: Ctx, ref: forms.ItemRef): Promise<ItemAbout | undefined> {
  const item = (await plannedItem(ctx, ref.id)) ?? (await readItem(ctx.scope, ref.id, ctx.today));
  if (!item) return undefined;
  const { today } = await clockFor(ctx.scope, ctx, item.memberId);
  const detail = (await detailsOf(ctx.scope, { reasons: [item], today })).get(item.onceKey);
  return detail && { ...ref, who: whoOf(item, detail, ctx.language).slice(0, 200) };
}

export async function pressDay(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const params = await about(ctx, ref);
  return params ? { ask: open(forms.dayForm, params) } : { refuse: refusals.gone };
}

export const submitDay = (ctx: Ctx, { on }: ValuesIn<typeof dayForm>, ref: ItemAbout): Promise<Outcome> =>
  later(ctx, ref, ({ today }) => {
    const t = texts[ctx.language];
    if (on <= today) return { fix: { on: t.notPast } };
    return on > addDays(today, 366) ? { fix: { on: t.tooFar } } : { showOn: on };
  });

export async function pressNotNeeded(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const params = await about(ctx, ref);
  return params ? { ask: open(forms.dropForm, params) } : { refuse: refusals.gone };
}

export const submitNotNeeded = (ctx: Ctx, { why }: ValuesIn<typeof dropForm>, ref: ItemAbout): Promise<Outcome> =>
  withItem(ctx, ref, async (change, { item }) =>
    (await closeItem(change, item, { state: "not_needed", reason: why })) ? undefined : { refuse: refusals.changed },
  );

export async function pressWrite(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const params = await about(ctx, ref);
  const item = await readItem(ctx.scope, ref.id, ctx.today);
  const activity = item?.activityId ? await activityById(ctx.scope, item.activityId) : null;
  if (!params || !activity || activity.undone) return { refuse: refusals.notWritten };
  return { ask: open(writeForm, params, { seeds: { said: activity.said } }) };
}

export const submitWrite = (ctx: Ctx, { said }: ValuesIn<typeof writeForm>, ref: ItemAbout): Promise<Outcome> =>
  ctx.change(async (change) => {
    const item = await readItem(change, ref.id, ctx.today);
    const activity = item?.activityId ? await activityById(change, item.activityId) : null;
    if (!item || !activity || activity.undone) return { refuse: refusals.notWritten };
    const { step, mood, ...kept } = activity;
    const next = step ? { what: step.what, on: step.dueOn } : undefined;
    if (!(await editActivity(change, activity, { ...kept, mood: mood ?? undefined, next, said })))
      return { refuse: refusals.notWritten };
    const clock = await clockFor(change, ctx, item.memberId);
    return finish(change, ctx, { ref, whose: { memberId: item.memberId, day: dayOfItem(clock, item) } });
  });
