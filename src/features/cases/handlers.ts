import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { peopleIn } from "../../domain/names-people.ts";
import { activityById, undoActivity } from "../activities/public.ts";
import { contactById, contactsOf } from "../contacts/public.ts";
import { type CalledSo, type Customer, customerById } from "../customers/public.ts";
import { mayChange } from "../facts/public.ts";
import { allCalled, customerInLine } from "../finding/public.ts";
import { logActivity } from "../logging/public.ts";
import { caseCard, customerCases, homeCard, type Listing, listCard, titleOf, type View, whichCard } from "./cards.ts";
import {
  type About,
  askFor,
  fitsButton,
  type Meeting,
  meetForm,
  type openForm,
  type PendingCase,
  problemWith,
} from "./forms.ts";
import { openCase, reviseCase, tellUndone } from "./public.ts";
import { type CaseKind, type Duty, lastStep, problemOf, type ServiceCase, undoProblem } from "./rules.ts";
import {
  countCases,
  keepActivity,
  meetDuty,
  officeOf,
  paceOf,
  readCase,
  readCases,
  sameCase,
  unmeetDuty,
  type Which,
  withdrawCase,
} from "./store.ts";
import { refusals, texts } from "./texts.ts";

const PAGE = 8;
const AT_HOME = 5;

const viewOf = async ({ language, zone, now }: Ctx, scope: Scope): Promise<View> => ({
  ...{ language, zone, now },
  office: await officeOf(scope),
});

/** Who asks, and whether they are in charge of its customer, or stand in for whoever has it. */
const asker = ({ who, scope }: Ctx, { customer }: ServiceCase) => ({
  memberId: who.id,
  inCharge: mayChange(customer, scope) || scope.standsFor.some(({ memberId }) => memberId === customer.ownerId),
});

/** The card of a case for whoever acts. */
async function drawn(ctx: Ctx, one: ServiceCase, { scope = ctx.scope, notice = "" } = {}): Promise<Card> {
  const { office, undoHours: hours } = await paceOf(scope, one.customer.teamId);
  const mayUndo = undoProblem(one, asker(ctx, one), { now: ctx.now, hours }) === undefined;
  return caseCard(one, { ...ctx, office }, { mayUndo, notice });
}

/** "/complaint …", "/inquiry …": whose it is and what was said, in one line; without a line the form opens. */
export const typeCase =
  (kind: CaseKind) =>
  async (ctx: Ctx, typed: string): Promise<Outcome> => {
    const line = typed.trim();
    if (line === "") return askFor(ctx, { kind });
    const found = await customerInLine(ctx.scope, line);
    const name = found.kind === "one" ? found.customer.name : found.name;
    const customer = found.kind === "one" ? found.customer : undefined;
    const said = (name === undefined ? line : found.rest).trim().replace(/^[\s,，:：、]+/, "");
    const tooLong = problemWith(ctx, said);
    if (tooLong) return askFor(ctx, { kind, customer, ...tooLong });
    if (customer) return note(ctx, { kind, customer, said }, (card) => ({ show: card }));
    const pending = { kind, said };
    if (found.kind === "one" || found.name === undefined || !fitsButton(pending)) return lookFor(ctx, pending, name);
    if (found.kind === "several") return pressWhich(ctx, { ...pending, name: found.name, from: 0 });
    return { show: whichCard({ name: found.name, customers: found.nearest, several: false, pending }, ctx) };
  };

/** Those called so, from one of them on. */
export async function pressWhich(ctx: Ctx, { name, from, ...pending }: CalledSo & PendingCase): Promise<Outcome> {
  const customers = await allCalled(ctx.scope, name);
  if (customers.length <= from) return lookFor(ctx, pending, name);
  return { show: whichCard({ name, customers, several: true, pending, from }, ctx) };
}

const lookFor = (ctx: Ctx, pending: PendingCase, name?: string): Outcome => {
  const t = texts[ctx.language];
  return askFor(ctx, {
    ...pending,
    errors: { customer: name === undefined ? t.noCustomerFound : t.whichCustomer({ name }) },
  });
};

/** Opens the case of a customer that is known; asks with the form when nothing was said yet. */
async function note(
  ctx: Ctx,
  { kind, customer, said }: { readonly kind: CaseKind; readonly customer: Customer; readonly said: string },
  answer: (card: Card) => Outcome,
): Promise<Outcome> {
  if (said === "") return askFor(ctx, { kind, customer });
  return ctx.change(async (change) => {
    const now = await customerById(change, customer.id);
    if (!now) return { refuse: refusals.customerGone };
    const people = await contactsOf(change, now.id);
    const meant = peopleIn(said, people).find(({ ids }) => ids.length === 1)?.ids[0];
    return answer(await noted(ctx, change, { kind, customer: now, contactId: meant, said }));
  });
}

interface Noting {
  readonly kind: CaseKind;
  readonly customer: Customer;
  readonly contactId: string | undefined;
  readonly said: string;
}
async function noted(ctx: Ctx, change: Change, { customer, ...said }: Noting): Promise<Card> {
  const opened = { ...said, customerId: customer.id };
  const same = await sameCase(change, opened);
  const known = same === undefined ? undefined : await readCase(change, same);
  if (known) return drawn(ctx, known, { scope: change, notice: texts[ctx.language].again });
  const pace = await paceOf(change, customer.teamId);
  return caseCard(
    await openCase(change, { ...opened, teamId: customer.teamId }, pace),
    { ...ctx, office: pace.office },
    { mayUndo: true },
  );
}

export async function pressCustomer(
  ctx: Ctx,
  { customerId, ...pending }: PendingCase & { readonly customerId: string },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: refusals.customerGone };
  return note(ctx, { ...pending, customer }, (card) => ({ replace: card }));
}

export const pressLook = async (ctx: Ctx, pending: PendingCase): Promise<Outcome> => askFor(ctx, pending);

export async function pressBegin(
  ctx: Ctx,
  { kind, customerId }: { readonly kind: CaseKind; readonly customerId: string },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  return customer ? askFor(ctx, { kind, customer }) : { refuse: refusals.customerGone };
}

export async function submitOpen(ctx: Ctx, values: ValuesIn<typeof openForm>, { kind }: About): Promise<Outcome> {
  const t = texts[ctx.language];
  return ctx.change(async (change) => {
    const customer = await customerById(change, values.customer);
    if (!customer) return { fix: { customer: t.customerGone } };
    const contact = values.contact === undefined ? undefined : await contactById(change, values.contact);
    if (values.contact !== undefined && !contact) return { fix: { contact: t.contactGone } };
    if (contact && contact.customerId !== customer.id)
      return { fix: { contact: t.otherContact({ name: contact.name, customer: customer.name }) } };
    return { show: await noted(ctx, change, { kind, customer, contactId: contact?.id, said: values.said }) };
  });
}

export async function pressShow(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const one = await readCase(ctx.scope, id);
  return one ? { show: await drawn(ctx, one) } : { refuse: refusals.gone };
}

interface Seen {
  readonly id: string;
  readonly version: number;
}

const refused = async (ctx: Ctx, one: ServiceCase, why: keyof typeof refusals): Promise<Outcome> => ({
  refuse: refusals[why],
  stale: await drawn(ctx, one),
});

/** What cannot be done for a case as it was seen. */
const obstacle = (one: ServiceCase, { version, duty }: Seen & { readonly duty: Duty }) =>
  problemOf(one, duty) ?? (one.version === version ? undefined : "stale");

export async function pressMeet(ctx: Ctx, seen: Seen & { readonly duty: Duty }): Promise<Outcome> {
  const { id, version, duty } = seen;
  if (duty === "close") return ctx.change((change) => met(ctx, change, { ...seen, note: null }));
  const one = await readCase(ctx.scope, id);
  if (!one) return { refuse: refusals.gone };
  const problem = obstacle(one, seen);
  if (problem) return refused(ctx, one, problem);
  return { ask: open(meetForm, { id, version, duty, title: titleOf(one, ctx.language) }) };
}

export const submitMeet = (ctx: Ctx, { note }: ValuesIn<typeof meetForm>, seen: Meeting): Promise<Outcome> =>
  ctx.change((change) => met(ctx, change, { ...seen, note }));

type Meets = Seen & { readonly duty: Duty; readonly note: string | null };

async function met(ctx: Ctx, change: Change, seen: Meets): Promise<Outcome> {
  const { id, duty, note } = seen;
  const one = await readCase(change, id);
  if (!one) return note === null ? { refuse: refusals.gone } : { fix: { "": texts[ctx.language].goneMeanwhile } };
  const problem = obstacle(one, seen) ?? ((await meetDuty(change, one, { duty, note })) ? undefined : "stale");
  if (problem) return note === null ? refused(ctx, one, problem) : typedLate(ctx, one, { duty, note, problem });
  if (note !== null) await logDuty(ctx, change, { one, duty, note });
  const now = await readCase(change, id);
  return now ? everywhere(ctx, change, now) : { refuse: refusals.gone };
}

/** Nothing that was typed is lost: it stays where there is nothing left to do, else it can be saved again. */
function typedLate(
  ctx: Ctx,
  one: ServiceCase,
  { duty, note, problem }: { readonly duty: Duty; readonly note: string; readonly problem: keyof typeof refusals },
): Outcome {
  const t = texts[ctx.language];
  const now = titleOf(one, ctx.language);
  if (problem !== "stale") return { fix: { "": t.overMeanwhile({ now }) } };
  const known = { seeds: { note }, errors: { "": t.changedMeanwhile({ now }) } };
  return { ask: open(meetForm, { id: one.id, version: one.version, duty, title: now }, known) };
}

/** How the case stands by now, here and on every other card of it. */
async function everywhere(ctx: Ctx, change: Change, now: ServiceCase): Promise<Outcome> {
  await reviseCase(change, now);
  return { replace: await drawn(ctx, now, { scope: change }) };
}

/** Whoever answers, solves or calls back was in touch with the customer. */
async function logDuty(
  ctx: Ctx,
  change: Change,
  { one, duty, note }: { readonly one: ServiceCase; readonly duty: Duty; readonly note: string },
): Promise<void> {
  const { activity, again } = await logActivity(change, {
    customerId: one.customer.id,
    memberId: ctx.who.id,
    kind: duty === "call_back" ? "call" : "service",
    happenedOn: ctx.today,
    said: note,
    contactIds: one.contact ? [one.contact.id] : [],
  });
  // The same words minutes ago were another's: they are not taken back with this one.
  if (!again) await keepActivity(change, one, { duty, activityId: activity.id });
}

/** Takes the last step back: what was done is owed again, or the case was never opened. */
export const pressUndo = (ctx: Ctx, { id, version }: Seen): Promise<Outcome> =>
  ctx.change(async (change) => {
    const one = await readCase(change, id);
    if (!one) return { refuse: refusals.gone };
    const { undoHours: hours } = await paceOf(change, one.customer.teamId);
    const late = undoProblem(one, asker(ctx, one), { now: ctx.now, hours });
    const problem = late ?? (one.version === version ? undefined : "stale");
    if (problem) return refused(ctx, one, problem);
    if (!(await takeBack(change, one))) return { refuse: refusals.stale };
    const now = await readCase(change, id);
    if (!now) return { refuse: refusals.gone };
    const answer = await everywhere(ctx, change, now);
    await tellUndone(change, now, { by: ctx.who.name, duty: lastStep(one).duty });
    return answer;
  });

async function takeBack(change: Change, one: ServiceCase): Promise<boolean> {
  const { duty } = lastStep(one);
  if (duty === null) return withdrawCase(change, one);
  if (!(await unmeetDuty(change, one, { duty, pace: await paceOf(change, one.customer.teamId) }))) return false;
  const activityId = one.clocks.find((clock) => clock.duty === duty)?.activityId;
  const activity = activityId ? await activityById(change, activityId) : undefined;
  if (activity && !activity.undone) await undoActivity(change, activity);
  return true;
}

async function listing(
  ctx: Ctx,
  which: Which,
  { size, after }: { readonly size: number; readonly after?: string | undefined },
): Promise<Listing> {
  const page = await readCases(ctx.scope, which, { size, after });
  return { ...page, ...(await countCases(ctx.scope, which, ctx.now)), after: after !== undefined };
}

/** "/cases": all that is open within sight. */
export const showList = async (ctx: Ctx, after?: string): Promise<Card> =>
  listCard(await listing(ctx, { open: true }, { size: PAGE, after }), await viewOf(ctx, ctx.scope));

export async function pressOfCustomer(
  ctx: Ctx,
  { customerId, after }: { readonly customerId: string; readonly after?: string | undefined },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: refusals.customerGone };
  const found = await listing(ctx, { customerId: customer.id }, { size: PAGE, after });
  return { show: customerCases(customer, found, await viewOf(ctx, ctx.scope)) };
}

/** What one's own customers wait for, and those of colleagues one stands in for; nothing on a day without. */
export async function homeCases(ctx: Ctx): Promise<readonly Card[]> {
  const ownerIds = [ctx.who.id, ...ctx.scope.standsFor.map(({ memberId }) => memberId)];
  const found = await listing(ctx, { open: true, ownerIds }, { size: AT_HOME });
  return found.total === 0 ? [] : [homeCard(found, await viewOf(ctx, ctx.scope))];
}
