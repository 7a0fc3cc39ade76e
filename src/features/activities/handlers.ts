import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, open, type ValuesOf } from "../../chat/form.ts";
import { dateIn } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import type { ActivityKind } from "../../domain/activities.ts";
import { type Contact, contactsById } from "../contacts/public.ts";
import { type Customer, customerById } from "../customers/public.ts";
import { logAtEnd } from "../logging/public.ts";
import * as cards from "./cards.ts";
import { type About, type ActivityFields, activityForm, type EditAbout, editForm, seedsOf } from "./forms.ts";
import { type Activity, dayProblems, type NewActivity } from "./rules.ts";
import { type ActivityEdit, editActivity, readActivity, undoActivity } from "./store.ts";
import { refusals, STEPS, texts } from "./texts.ts";

export async function pressBegin(ctx: Ctx, about: About): Promise<Outcome> {
  const customer = about.customerId === undefined ? null : await customerById(ctx.scope, about.customerId);
  if (about.customerId !== undefined && !customer) return { refuse: refusals.customerGone };
  const seeds = seedsOf(ctx, { kind: "visit", ...(customer && { customer }) });
  return { ask: open(activityForm, customer ? { ...about, customerId: customer.id } : about, { seeds }) };
}

type Values = ValuesOf<ActivityFields>;
type Checked =
  | { readonly errors: FieldErrors<ActivityFields> }
  | { readonly activity: NewActivity; readonly customer: Customer; readonly met: readonly Contact[] };

/** What the form gives as an activity, or what is wrong at which field. */
async function check(ctx: Ctx, values: Values, before?: Activity): Promise<Checked> {
  const t = texts[ctx.language];
  const { happenedOn, nextWhat, nextOn, said = "" } = values;
  const errors: Record<string, string> = {};
  const [customer, met] = await Promise.all([
    customerById(ctx.scope, values.customer),
    contactsById(ctx.scope, values.met ?? []),
  ]);
  const stranger = met.find((contact) => contact.customerId !== customer?.id);
  if (!customer) errors.customer = t.customerGone;
  else if (stranger) errors.met = t.otherContact({ name: stranger.name, customer: customer.name });
  else if (met.length < new Set(values.met ?? []).size) errors.met = t.contactGone;
  const problems = dayProblems({ happenedOn, said, nextWhat, nextOn }, ctx.today, before?.step?.dueOn);
  for (const [field, problem] of Object.entries(problems)) errors[field] = t[problem];
  if (!customer || Object.keys(errors).length > 0) return { errors };
  const kind = values.kind as ActivityKind;
  return {
    activity: {
      // The one that stayed, where the one chosen has been merged away since.
      customerId: customer.id,
      memberId: ctx.who.id,
      kind,
      happenedOn,
      said,
      contactIds: met.map(({ id }) => id),
      mood: values.mood === undefined ? undefined : Number(values.mood),
      next: nextOn && { what: nextWhat ?? STEPS[kind][ctx.language], on: nextOn },
    },
    customer,
    met,
  };
}

export async function submitActivity(ctx: Ctx, values: Values): Promise<Outcome> {
  const checked = await check(ctx, values);
  if ("errors" in checked) return { fix: checked.errors };
  return ctx.change(async (change) => {
    const { activity, again, fulfilled } = await logAtEnd(change, checked.activity);
    const { customer, met } = checked;
    const shown = again ? await present(change, activity) : { activity, customer, met };
    if (!shown) return { refuse: refusals.customerGone };
    return { show: cards.activityCard({ ...shown, how: again ? "again" : "logged", fulfilled }, ctx) };
  });
}

interface Presented {
  readonly activity: Activity;
  readonly customer: Customer;
  readonly met: readonly Contact[];
}

async function present(scope: Scope, activity: Activity): Promise<Presented | undefined> {
  const customer = await customerById(scope, activity.customerId);
  return customer ? { activity, customer, met: await contactsById(scope, activity.contactIds) } : undefined;
}

async function presentById(scope: Scope, id: string): Promise<Presented | undefined> {
  const activity = await readActivity(scope, id);
  return activity ? present(scope, activity) : undefined;
}

/** Only who logged an activity changes it; others learn that it is not theirs, or nothing at all when it is out of sight. */
async function withOwn(ctx: Ctx, id: string, work: (shown: Presented) => Outcome | Promise<Outcome>): Promise<Outcome> {
  const shown = await presentById(ctx.scope, id);
  if (!shown) return { refuse: refusals.gone };
  return shown.activity.memberId === ctx.who.id ? work(shown) : { refuse: refusals.notYours };
}

const withStanding: typeof withOwn = (ctx, id, work) =>
  withOwn(ctx, id, (shown) =>
    shown.activity.undone ? { refuse: refusals.undone, stale: cards.undoneCard(shown, ctx) } : work(shown),
  );

export const pressUndo = (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> =>
  withOwn(ctx, id, (shown) => {
    if (shown.activity.undone) return { replace: cards.undoneCard(shown, ctx) };
    if (dateIn(ctx.zone, shown.activity.createdAt) !== ctx.today) return { refuse: refusals.tooLateToUndo };
    return ctx.change(async (change) => {
      if (await undoActivity(change, shown.activity)) return { replace: cards.undoneCard(shown, ctx) };
      const now = await presentById(change, id);
      return now?.activity.undone ? { replace: cards.undoneCard(now, ctx) } : overtaken(ctx, now);
    });
  });

export const pressEdit = (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> =>
  withStanding(ctx, id, ({ activity, customer, met }) => {
    const seeds = seedsOf(ctx, { ...activity, customer, met, next: activity.step, nextOn: activity.step?.dueOn });
    return { ask: open(editForm, { id, version: activity.version, customerId: customer.id }, { seeds }) };
  });

export const submitEdit = (ctx: Ctx, values: Values, { id, version }: EditAbout): Promise<Outcome> =>
  withStanding(ctx, id, async (shown) => {
    const checked = await check(ctx, values, shown.activity);
    if ("errors" in checked) return { fix: checked.errors };
    return saveEdit(ctx, shown, { ...checked.activity, version });
  });

/** "It is this Wang": adds the contact a line may have meant. */
export const pressWhom = (ctx: Ctx, { id, version, contactId }: cards.Whom): Promise<Outcome> =>
  withStanding(ctx, id, async (shown) => {
    const { activity, met } = shown;
    const [contact] = await contactsById(ctx.scope, [contactId]);
    if (contact?.customerId !== activity.customerId) return { refuse: refusals.gone };
    const { step, mood } = activity;
    const contactIds = [...met.map((one) => one.id), contactId];
    const next = step ? { what: step.what, on: step.dueOn } : undefined;
    return saveEdit(ctx, shown, { ...activity, mood: mood ?? undefined, contactIds, next, version });
  });

const saveEdit = (ctx: Ctx, shown: Presented, edit: ActivityEdit): Promise<Outcome> =>
  ctx.change(async (change) => {
    const saved = await editActivity(change, shown.activity, edit);
    const now = await presentById(change, shown.activity.id);
    return saved && now ? { replace: cards.activityCard({ ...now, how: "edited" }, ctx) } : overtaken(ctx, now);
  });

/** Someone was faster: the activity as it is now. */
function overtaken(ctx: Ctx, now: Presented | undefined): Outcome {
  if (!now) return { refuse: refusals.gone };
  if (now.activity.undone) return { refuse: refusals.undone, stale: cards.undoneCard(now, ctx) };
  return { refuse: refusals.stale, stale: cards.activityCard({ ...now, how: "edited" }, ctx) };
}

export const pressRepeat = (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> =>
  withOwn(ctx, id, ({ activity, customer, met }) => ({
    ask: open(activityForm, { customerId: customer.id }, { seeds: seedsOf(ctx, { ...activity, customer, met }) }),
  }));
