import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, open, type ValuesOf } from "../../chat/form.ts";
import { dateIn, parsePlainDate } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { contactsById, contactsOf } from "../contacts/public.ts";
import { type Contact, type Customer, customerById, customerInLine } from "../customers/public.ts";
import { type StageHint, stageHint } from "../pipeline/public.ts";
import * as cards from "./cards.ts";
import { type About, type EditAbout, editForm, seedsOf, type VisitFields, visitForm } from "./forms.ts";
import {
  type ActivityKind,
  dayProblems,
  LONGEST_LINE,
  LONGEST_SAID,
  leadIn,
  peopleMeant,
  type Reading,
  readLine,
  stepProblem,
  unclearPerson,
} from "./rules.ts";
import {
  type Activity,
  type ActivityEdit,
  editActivity,
  logActivity,
  type NewActivity,
  readActivity,
  undoActivity,
} from "./store.ts";
import { refusals, STEPS, texts } from "./texts.ts";

/** "/visit …": one line is understood and logged; without a line the form opens. */
export async function typeVisit(ctx: Ctx, kind: ActivityKind, typed: string): Promise<Outcome> {
  const line = typed.trim();
  if (line === "") return { ask: open(visitForm, {}, { seeds: seedsOf(ctx, { kind }) }) };
  const length = [...line].length;
  if (length > LONGEST_SAID) {
    const said = [...line].slice(0, LONGEST_SAID).join("");
    const errors = { said: texts[ctx.language].tooLong({ length }) };
    return { ask: open(visitForm, {}, { seeds: seedsOf(ctx, { kind, said }), errors }) };
  }
  const lead = leadIn(line, ctx.today);
  const whole = await customerInLine(ctx.scope, line);
  const led = whole.kind === "one" || lead.rest === line ? undefined : await customerInLine(ctx.scope, lead.rest);
  const found = led && (led.kind !== "none" || whole.kind === "none") ? led : whole;
  const pending: cards.PendingLine = {
    kind: (found === led && lead.kind) || kind,
    line: found.rest,
    ...(found === led && lead.happenedOn && { happenedOn: lead.happenedOn }),
  };
  if (found.kind === "one") return logLine(ctx, { customer: found.customer, pending, source: line, answer: show });
  const { name } = found;
  if (name === undefined || !fitsButton(pending)) return lookForCustomer(ctx, { ...pending, line }, name);
  const customers = found.kind === "several" ? found.customers : found.nearest;
  const card = found.kind === "several" ? cards.whichCard : cards.noneCard;
  return { show: card({ name, customers, pending }, ctx) };
}

/** A button carries 2000 characters as JSON, the customer and the action's name among them. */
const fitsButton = (pending: cards.PendingLine): boolean => JSON.stringify(pending).length <= LONGEST_LINE;

const show = (card: Card): Outcome => ({ show: card });
const replace = (card: Card): Outcome => ({ replace: card });

interface Line {
  readonly customer: Customer;
  readonly pending: cards.PendingLine;
  /** As typed, by which the same line said again is known. */
  readonly source: string;
  /** How the card is given back: as an answer, or in place of the card pressed. */
  readonly answer: (card: Card) => Outcome;
}

/** Logs a line whose customer is known; asks with the form, everything filled in, when something in it can't be. */
async function logLine(ctx: Ctx, { customer, pending, source, answer }: Line): Promise<Outcome> {
  const people = await contactsOf(ctx.scope, customer.id);
  const read = understand(ctx, { customer, pending, people });
  const { reading, activity, problem } = read;
  if (!read.whole) {
    const met = people.filter(({ id }) => activity.contactIds.includes(id));
    const next = reading.step && { what: reading.step.what || STEPS[activity.kind][ctx.language] };
    const seeds = seedsOf(ctx, { ...activity, customer, met, next, nextOn: reading.step?.on ?? undefined });
    return { ask: open(visitForm, { customerId: customer.id }, { seeds, errors: problem ?? {} }) };
  }
  const asked = { customerId: customer.id, language: ctx.language, today: ctx.today };
  const hint = reading.stage && ((await stageHint(ctx.scope, { ...asked, stage: reading.stage })) ?? null);
  return ctx.change(async (change) => answer(await logRead(change, ctx, { ...read, customer, people, source, hint })));
}

interface Read {
  readonly reading: Reading;
  readonly activity: NewActivity & { readonly contactIds: readonly string[] };
  readonly problem: FieldErrors<VisitFields> | undefined;
  /** Nothing is left to ask. */
  readonly whole: boolean;
}

/** What the line itself says counts before what was said ahead of the name, and that before the command. */
const fallingBack = (reading: Reading, pending: cards.PendingLine) => ({
  kind: reading.kind ?? pending.kind,
  happenedOn: reading.happenedOn ?? (pending.happenedOn === undefined ? undefined : parsePlainDate(pending.happenedOn)),
});

function understand(
  ctx: Ctx,
  line: { readonly customer: Customer; readonly pending: cards.PendingLine; readonly people: readonly Contact[] },
): Read {
  const reading = readLine(line.pending.line, { people: line.people, today: ctx.today });
  const problem = problemOf(ctx, reading);
  const whole = !problem && (reading.said !== "" || reading.step !== undefined);
  const { kind, happenedOn = ctx.today } = fallingBack(reading, line.pending);
  const { step } = reading;
  const activity = {
    customerId: line.customer.id,
    memberId: ctx.who.id,
    kind,
    happenedOn,
    said: reading.said,
    contactIds: peopleMeant(reading),
    next: step?.on ? { what: step.what || STEPS[kind][ctx.language], on: step.on } : undefined,
  };
  return { reading, activity, problem, whole };
}

async function logRead(
  change: Change,
  ctx: Ctx,
  read: Read & {
    readonly customer: Customer;
    readonly people: readonly Contact[];
    readonly source: string;
    readonly hint?: StageHint | null | undefined;
  },
): Promise<Card> {
  const { activity, again, fulfilled } = await logActivity(change, { ...read.activity, sourceText: read.source });
  const { customer, hint, people } = read;
  const met = people.filter(({ id }) => activity.contactIds.includes(id));
  const unclear = unclearPerson(read.reading, people);
  return cards.activityCard(
    { activity, customer, met, how: again ? "again" : "logged", fulfilled, hint, unclear },
    ctx,
  );
}

/** Logs a line typed before its customer was there; undefined when something in it must be asked first. */
export async function logCarried(
  change: Change,
  ctx: Ctx,
  { customer, pending }: { readonly customer: Customer; readonly pending: cards.PendingLine },
): Promise<Card | undefined> {
  const people = await contactsOf(change, customer.id);
  const read = understand(ctx, { customer, pending, people });
  return read.whole ? logRead(change, ctx, { ...read, customer, people, source: pending.line }) : undefined;
}

function problemOf(ctx: Ctx, { step }: Reading): FieldErrors<VisitFields> | undefined {
  const problem = step && stepProblem(step, ctx.today);
  return problem && { nextOn: texts[ctx.language][problem]({ said: step.dateText }) };
}

/** The form with all that the line says, to find the customer there. */
function lookForCustomer(ctx: Ctx, pending: cards.PendingLine, name?: string): Outcome {
  const t = texts[ctx.language];
  const reading = readLine(pending.line, { people: [], today: ctx.today });
  const { kind, happenedOn } = fallingBack(reading, pending);
  const nextOn = reading.step?.on ?? undefined;
  const seeds = seedsOf(ctx, {
    kind,
    said: reading.said,
    next: reading.step && { what: reading.step.what || STEPS[kind][ctx.language] },
    nextOn,
    happenedOn,
  });
  const customer = name === undefined ? t.noCustomerFound : t.whichCustomer({ name });
  return { ask: open(visitForm, {}, { seeds, errors: { customer, ...problemOf(ctx, reading) } }) };
}

export const pressLook = async (ctx: Ctx, pending: cards.PendingLine): Promise<Outcome> =>
  lookForCustomer(ctx, pending);

export async function pressCustomer(
  ctx: Ctx,
  { customerId, ...pending }: cards.PendingLine & { customerId: string },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: refusals.customerGone };
  return logLine(ctx, { customer, pending, source: pending.line, answer: replace });
}

export async function pressBegin(ctx: Ctx, about: About): Promise<Outcome> {
  const customer = about.customerId === undefined ? null : await customerById(ctx.scope, about.customerId);
  if (about.customerId !== undefined && !customer) return { refuse: refusals.customerGone };
  return { ask: open(visitForm, about, { seeds: seedsOf(ctx, { kind: "visit", ...(customer && { customer }) }) }) };
}

type Values = ValuesOf<VisitFields>;
type Checked = { readonly errors: FieldErrors<VisitFields> } | { readonly activity: NewActivity };

/** What the form gives as an activity, or what is wrong at which field. */
async function check(ctx: Ctx, values: Values, before?: Activity): Promise<Checked> {
  const t = texts[ctx.language];
  const { happenedOn, nextWhat, nextOn, said = "" } = values;
  const errors: Record<string, string> = {};
  const customer = await customerById(ctx.scope, values.customer);
  const met = await contactsById(ctx.scope, values.met ?? []);
  const stranger = met.find((contact) => contact.customerId !== values.customer);
  if (!customer) errors.customer = t.customerGone;
  else if (stranger) errors.met = t.otherContact({ name: stranger.name, customer: customer.name });
  else if (met.length < new Set(values.met ?? []).size) errors.met = t.contactGone;
  const problems = dayProblems({ happenedOn, said, nextWhat, nextOn }, ctx.today, before?.step?.dueOn);
  for (const [field, problem] of Object.entries(problems)) errors[field] = t[problem];
  if (Object.keys(errors).length > 0) return { errors };
  const kind = values.kind as ActivityKind;
  return {
    activity: {
      customerId: values.customer,
      memberId: ctx.who.id,
      kind,
      happenedOn,
      said,
      contactIds: met.map(({ id }) => id),
      mood: values.mood === undefined ? undefined : Number(values.mood),
      next: nextOn && { what: nextWhat ?? STEPS[kind][ctx.language], on: nextOn },
    },
  };
}

export async function submitVisit(ctx: Ctx, values: Values): Promise<Outcome> {
  const checked = await check(ctx, values);
  if ("errors" in checked) return { fix: checked.errors };
  return ctx.change(async (change) => {
    const { activity, again, fulfilled } = await logActivity(change, checked.activity);
    const shown = await present(change, activity);
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

/** Only who logged an activity changes it; others learn that it is not theirs, or nothing at all when it is out of sight. */
async function withOwn(ctx: Ctx, id: string, work: (shown: Presented) => Outcome | Promise<Outcome>): Promise<Outcome> {
  const activity = await readActivity(ctx.scope, id);
  const shown = activity && (await present(ctx.scope, activity));
  if (!shown) return { refuse: refusals.gone };
  return activity.memberId === ctx.who.id ? work(shown) : { refuse: refusals.notYours };
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
      await undoActivity(change, shown.activity);
      return { replace: cards.undoneCard(shown, ctx) };
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
    const activity = await readActivity(change, shown.activity.id);
    const now = activity && (await present(change, activity));
    if (!now) return { refuse: refusals.gone };
    const card = cards.activityCard({ ...now, how: "edited" }, ctx);
    return saved ? { replace: card } : { refuse: refusals.stale, stale: card };
  });

export const pressRepeat = (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> =>
  withOwn(ctx, id, ({ activity, customer, met }) => ({
    ask: open(visitForm, { customerId: customer.id }, { seeds: seedsOf(ctx, { ...activity, customer, met }) }),
  }));
