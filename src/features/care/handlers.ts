import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { addDays, instantAt, type PlainDate } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { activityById, editActivity } from "../activities/public.ts";
import { customerById } from "../customers/public.ts";
import { logActivity } from "../logging/public.ts";
import { detailsOf } from "../occasions/public.ts";
import * as cards from "./cards.ts";
import * as forms from "./forms.ts";
import { type dayForm, type dropForm, type ItemAbout, writeForm } from "./forms.ts";
import { keepList, organizationOf, planFor, readDay, reviseDay, type Whose } from "./public.ts";
import { doneAs, type Item, isAhead, isClosed, LATER_TODAY, laterDays, SAID, takenOver, toldOf } from "./rules.ts";
import { closeItem, closeOvertaken, putOff, readItem } from "./store.ts";
import { refusals, texts } from "./texts.ts";

const dayOfItem = (ctx: Ctx, item: Item): PlainDate => item.listedOn ?? ctx.today;
const listOf = (scope: Scope, ctx: Ctx, { memberId, day }: Whose) => readDay(scope, { memberId, day }, ctx.now);
const ownToday = (ctx: Ctx): Whose => ({ memberId: ctx.who.id, day: ctx.today });
const readerOf = ({ language, who }: Ctx) => ({ language, member: who.id });

/** The card that was pressed, as it stands now. */
const faceOf = (list: cards.DayList, ctx: Ctx, ref: forms.ItemRef): Card =>
  ref.n === 1 ? cards.nowCard(list, readerOf(ctx)) : cards.dayCard(list, readerOf(ctx), { item: ref.id });

/** "/care": the day as it is now, without counting as told. */
export async function showCare(ctx: Ctx): Promise<Outcome> {
  return { show: cards.dayCard(await listOf(ctx.scope, ctx, ownToday(ctx)), readerOf(ctx)) };
}

/** One's own, or that of a colleague one stands in for at this moment. */
export async function pressShow(
  ctx: Ctx,
  { page, of }: { readonly page: number; readonly of?: string | undefined },
): Promise<Outcome> {
  const absent = ctx.scope.standsFor.find(({ memberId }) => memberId === of)?.memberId;
  const list = await listOf(ctx.scope, ctx, { memberId: absent ?? ctx.who.id, day: ctx.today });
  return { show: cards.dayCard(list, readerOf(ctx), { page }) };
}

/** Who has no customers to look after sees nothing of it. */
export async function homeDay(ctx: Ctx): Promise<readonly Card[]> {
  const own = await listOf(ctx.scope, ctx, ownToday(ctx));
  const taken: Card[] = [];
  for (const { memberId } of ctx.scope.standsFor) {
    const list = await listOf(ctx.scope, ctx, { memberId, day: ctx.today });
    if (toldOf(list) === ctx.who.id) taken.push(cards.homeCard(list, readerOf(ctx)));
  }
  const isMine = own.items.length > 0 || ctx.scope.roles.has("rep");
  return [...(isMine ? [cards.homeCard(own, readerOf(ctx))] : []), ...taken];
}

/** The item, put on today's list with all the others where the list was shown before its hour. */
async function itemAt(change: Change, ctx: Ctx, id: string): Promise<Item | null> {
  const there = await readItem(change, id, ctx.today);
  if (there) return there;
  const { today, who, scope } = ctx;
  const members = [who.id, ...scope.standsFor.map(({ memberId }) => memberId)];
  const plans = [...(await planFor(change, { members, today })).values()];
  const planned = plans.find((items) => items.some((item) => item.id === id));
  if (!planned) return null;
  await keepList(change, planned, today);
  // What one stands in for and may not see is kept like the rest of that list, and not found.
  return readItem(change, id, today);
}

/**
 * Does something to an open item in one transaction, and brings every card of its day up to date. A press that comes
 * second or late is answered with how it stands.
 */
const withItem = (ctx: Ctx, ref: forms.ItemRef, work: (change: Change, item: Item) => Promise<Outcome | undefined>) =>
  ctx.change(async (change) => {
    const item = await itemAt(change, ctx, ref.id);
    if (!item) return { refuse: refusals.gone };
    const whose = { memberId: item.memberId, day: dayOfItem(ctx, item) };
    const stale = async (refuse: (typeof refusals)["closed"]): Promise<Outcome> => ({
      refuse,
      stale: faceOf(await listOf(change, ctx, whose), ctx, ref),
    });
    if (isClosed(item)) return stale(refusals.closed);
    if (item.version !== ref.v) return stale(refusals.changed);
    const outcome = await work(change, item);
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
  withItem(ctx, ref, async (change, item) => {
    const { kind, customerId, contactId } = item;
    if (!(await customerById(change, customerId))) return { refuse: refusals.gone };
    const detail = (await detailsOf(change, { reasons: [item], today: ctx.today })).get(item.onceKey);
    const what = detail?.promised.join(ctx.language === "zh" ? "、" : "; ") ?? "";
    const log = () =>
      logActivity(change, {
        customerId,
        memberId: ctx.who.id,
        kind: doneAs(kind, what),
        happenedOn: ctx.today,
        said: kind === "next_step" ? what : SAID[kind][ctx.language],
        contactIds: contactId === null ? [] : [contactId],
      });
    const activityId = isAhead(item, dayOfItem(ctx, item)) ? undefined : (await log()).activity.id;
    if (!(await closeItem(change, item, { state: "done", ...(activityId && { activityId }) })))
      return { refuse: refusals.changed };
    await closeOvertaken(change, item.memberId);
    return undefined;
  });

const later = (ctx: Ctx, ref: forms.ItemRef, to: Parameters<typeof putOff>[2]): Promise<Outcome> =>
  withItem(ctx, ref, async (change, item) =>
    (await putOff(change, item, to)) ? undefined : { refuse: refusals.changed },
  );

export async function pressToday(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const laterAt = instantAt(ctx.today, LATER_TODAY, ctx.zone);
  if (ctx.now >= laterAt) return { refuse: refusals.tooLateToday };
  return later(ctx, ref, { showOn: ctx.today, laterAt });
}

export async function pressTomorrow(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const { calendar } = await organizationOf(ctx.scope);
  return later(ctx, ref, { showOn: laterDays(ctx.today, calendar).tomorrow });
}

export async function pressNextWeek(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const { calendar } = await organizationOf(ctx.scope);
  return later(ctx, ref, { showOn: laterDays(ctx.today, calendar).nextWeek });
}

/** An item as it is on today's list, also where that was not told yet: one's own, or what one has of a colleague's. */
async function plannedItem(ctx: Ctx, id: string): Promise<Item | undefined> {
  const { standsFor, segmentIds } = ctx.scope;
  for (const memberId of [ctx.who.id, ...standsFor.map((absent) => absent.memberId)]) {
    const list = await listOf(ctx.scope, ctx, { memberId, day: ctx.today });
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
  const detail = (await detailsOf(ctx.scope, { reasons: [item], today: ctx.today })).get(item.onceKey);
  return detail && { ...ref, who: cards.whoOf(item, detail, ctx.language).slice(0, 200) };
}

export async function pressDay(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const params = await about(ctx, ref);
  return params ? { ask: open(forms.dayForm, params) } : { refuse: refusals.gone };
}

export async function submitDay(ctx: Ctx, { on }: ValuesIn<typeof dayForm>, ref: ItemAbout): Promise<Outcome> {
  const t = texts[ctx.language];
  if (on <= ctx.today) return { fix: { on: t.notPast } };
  if (on > addDays(ctx.today, 366)) return { fix: { on: t.tooFar } };
  return later(ctx, ref, { showOn: on });
}

export async function pressNotNeeded(ctx: Ctx, ref: forms.ItemRef): Promise<Outcome> {
  const params = await about(ctx, ref);
  return params ? { ask: open(forms.dropForm, params) } : { refuse: refusals.gone };
}

export const submitNotNeeded = (ctx: Ctx, { why }: ValuesIn<typeof dropForm>, ref: ItemAbout): Promise<Outcome> =>
  withItem(ctx, ref, async (change, item) =>
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
    return finish(change, ctx, { ref, whose: { memberId: item.memberId, day: dayOfItem(ctx, item) } });
  });
