import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, open } from "../../chat/form.ts";
import { type PlainDate, parsePlainDate, sayDate } from "../../core/dates.ts";
import type { Change } from "../../core/scope.ts";
import type { ActivityKind } from "../../domain/activities.ts";
import {
  type ActivityFields,
  activityCard,
  activityForm,
  LONGEST_SAID,
  type NewActivity,
  refusals,
  STEPS,
  seedsOf,
} from "../activities/public.ts";
import { type Contact, contactsOf } from "../contacts/public.ts";
import { type CalledSo, type Customer, customerById } from "../customers/public.ts";
import { allCalled, customerInLine } from "../finding/public.ts";
import { logAtEnd } from "../logging/public.ts";
import { type StageHint, stageHint } from "../pipeline/public.ts";
import * as cards from "./cards.ts";
import { LONGEST_LINE, leadIn, peopleMeant, type Reading, readLine, stepProblem, unclearPerson } from "./rules.ts";
import { texts } from "./texts.ts";

/** "/visit …": one line is understood and logged; without a line the form opens. */
export async function typeVisit(ctx: Ctx, kind: ActivityKind, typed: string): Promise<Outcome> {
  const line = typed.trim();
  if (line === "") return { ask: open(activityForm, {}, { seeds: seedsOf(ctx, { kind }) }) };
  const length = [...line].length;
  if (length > LONGEST_SAID) {
    const said = [...line].slice(0, LONGEST_SAID).join("");
    const errors = { said: texts[ctx.language].tooLong({ length }) };
    return { ask: open(activityForm, {}, { seeds: seedsOf(ctx, { kind, said }), errors }) };
  }
  const lead = leadIn(line, ctx.today);
  const people = (customerId: string) => contactsOf(ctx.scope, customerId);
  const whole = await customerInLine(ctx.scope, line, people);
  const led =
    whole.kind === "one" || lead.rest === line ? undefined : await customerInLine(ctx.scope, lead.rest, people);
  const found = led && (led.kind !== "none" || whole.kind === "none") ? led : whole;
  const pending: cards.PendingLine = {
    kind: (found === led && lead.kind) || kind,
    line: found.rest,
    ...(found === led && lead.happenedOn && { happenedOn: lead.happenedOn }),
  };
  if (found.kind === "one") {
    const { customer, beside } = found;
    return logLine(ctx, { customer, people: beside, pending, source: line, answer: show });
  }
  const { name } = found;
  if (name === undefined || !fitsButton(pending)) return lookForCustomer(ctx, { ...pending, line }, name);
  if (found.kind === "several") return pressWhich(ctx, { ...pending, name, from: 0 });
  return { show: cards.noneCard({ name, customers: found.nearest, pending }, ctx) };
}

/** Those called so, from one of them on. */
export async function pressWhich(ctx: Ctx, { name, from, ...pending }: CalledSo & cards.PendingLine): Promise<Outcome> {
  const found = await allCalled(ctx.scope, name);
  return found.length > from
    ? { show: cards.whichCard(found, { name, from, pending }, ctx) }
    : lookForCustomer(ctx, pending, name);
}

/** A button carries 2000 characters as JSON, the customer and the action's name among them. */
const fitsButton = (pending: cards.PendingLine): boolean => JSON.stringify(pending).length <= LONGEST_LINE;

const show = (card: Card): Outcome => ({ show: card });
const replace = (card: Card): Outcome => ({ replace: card });

interface Line {
  readonly customer: Customer;
  /** Of the customer, where they are known already. */
  readonly people?: readonly Contact[] | undefined;
  readonly pending: cards.PendingLine;
  /** As typed, by which the same line said again is known. */
  readonly source: string;
  /** How the card is given back: as an answer, or in place of the card pressed. */
  readonly answer: (card: Card) => Outcome;
}

/** Logs a line whose customer is known; asks with the form, everything filled in, when something in it can't be. */
async function logLine(ctx: Ctx, { customer, pending, source, answer, ...line }: Line): Promise<Outcome> {
  const people = line.people ?? (await contactsOf(ctx.scope, customer.id));
  const read = understand(ctx, { customer, pending, people });
  const { reading, activity, problem } = read;
  if (!read.whole) {
    const met = people.filter(({ id }) => activity.contactIds.includes(id));
    const next = reading.step && { what: reading.step.what || STEPS[activity.kind][ctx.language] };
    const seeds = seedsOf(ctx, { ...activity, customer, met, next, nextOn: reading.step?.on ?? undefined });
    return { ask: open(activityForm, { customerId: customer.id }, { seeds, errors: problem ?? {} }) };
  }
  const asked = { customerId: customer.id, language: ctx.language, today: ctx.today };
  const hint = reading.stage && ((await stageHint(ctx.scope, { ...asked, stage: reading.stage })) ?? null);
  return ctx.change(async (change) => answer(await logRead(change, ctx, { ...read, customer, people, source, hint })));
}

interface Read {
  readonly reading: Reading;
  readonly activity: NewActivity & { readonly contactIds: readonly string[] };
  readonly problem: FieldErrors<ActivityFields> | undefined;
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
  const { activity, again, fulfilled } = await logAtEnd(change, { ...read.activity, sourceText: read.source });
  const { customer, hint, people } = read;
  const met = people.filter(({ id }) => activity.contactIds.includes(id));
  const unclear = unclearPerson(read.reading, people);
  return activityCard({ activity, customer, met, how: again ? "again" : "logged", fulfilled, hint, unclear }, ctx);
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

function problemOf(ctx: Ctx, { step, unclearDay }: Reading): FieldErrors<ActivityFields> | undefined {
  const t = texts[ctx.language];
  const sayEither = (said: string, [one, other]: readonly [PlainDate, PlainDate]) =>
    t.either({ said, one: sayDate(one, ctx.language, ctx.today), other: sayDate(other, ctx.language, ctx.today) });
  const problem = step && stepProblem(step, ctx.today);
  const found: FieldErrors<ActivityFields> = {
    ...(unclearDay && { happenedOn: sayEither(unclearDay.said, unclearDay.either) }),
    ...(step?.either && { nextOn: sayEither(step.dateText, step.either) }),
    ...(problem && problem !== "either" && { nextOn: t[problem]({ said: step.dateText }) }),
  };
  return Object.keys(found).length > 0 ? found : undefined;
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
  return { ask: open(activityForm, {}, { seeds, errors: { customer, ...problemOf(ctx, reading) } }) };
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
