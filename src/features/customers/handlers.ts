import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesOf } from "../../chat/form.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { CUSTOMER_KINDS, sayKind } from "../../domain/customers.ts";
import { MOST_SHORT_NAMES, nameKey, shortNamesIn } from "../../domain/names.ts";
import { createContact, sayErased } from "../contacts/public.ts";
import { erasedOn } from "../erasures/public.ts";
import { findCustomers, lookAlikes, nearestCustomers } from "../finding/public.ts";
import { answerWith, cardOf, showMore } from "../portrait/public.ts";
import { carriedButton, logCarried, pendingLine } from "../visits/public.ts";
import { listCard, whichCard } from "./cards.ts";
import {
  type AboutCustomer,
  type CalledSo,
  type Carried,
  type CustomerFields,
  LONGEST_NAME,
  newCustomerForm,
} from "./forms.ts";
import { MOST_CALLED } from "./public.ts";
import type { Customer } from "./rules.ts";
import { createCustomer, readCustomer, readTeams } from "./store.ts";
import { refusals, texts } from "./texts.ts";

/** As many as are found at once where one is meant. */
const FEW = 5;

/** "/customer …": the card of the one that is meant, or a choice; "new …" opens the form. */
export async function typeCustomer(ctx: Ctx, typed: string): Promise<Outcome> {
  const t = texts[ctx.language];
  const fresh = /^(?:new|add|新建|新增|添加)(?:\s+|$|(?=\p{Script=Han}))(.*)$/isu.exec(typed);
  // A customer may be called so: "New World Trading", "新建区人民医院".
  if (fresh && (!fresh[1] || !(await isBegunBy(ctx.scope, typed)))) return askNew(ctx, { name: fresh[1] ?? "" });
  const name = typed.replace(/\s+/g, " ").trim();
  const length = [...name].length;
  if (length > LONGEST_NAME)
    return {
      ask: open(newCustomerForm, await aboutOf(ctx.scope), { errors: { name: t.tooLongTyped({ length }) } }),
    };
  const found = await findCustomers(ctx.scope, name, { limit: FEW });
  if (name === "") {
    if (found.length > 0) return { show: listCard({ title: t.recentTitle, customers: found }, ctx) };
    return { show: listCard({ title: t.noCustomers, detail: t.noCustomersDetail, customers: [] }, ctx) };
  }
  const called = calledExactly(found, name);
  const [only, another] = called;
  if (only && !another) return answerWith(ctx.scope, only, ctx);
  if (only)
    return found.length < FEW
      ? { show: whichCard(called, { name, from: 0 }, ctx) }
      : pressWhich(ctx, { name, from: 0 });
  const near = await nearestCustomers(ctx.scope, name, 3);
  const detail = near.length > 0 ? { detail: t.noneDetail } : {};
  return { show: listCard({ title: t.noneTitle({ name }), ...detail, customers: near, name }, ctx) };
}

/** Of those found: where some are called exactly so, these alone. */
const calledExactly = (found: readonly Customer[], name: string): readonly Customer[] => {
  const key = nameKey(name);
  const exact = found.filter((one) => [one.name, ...one.shortNames].some((known) => nameKey(known) === key));
  return exact.length > 0 ? exact : found;
};

export async function pressWhich(ctx: Ctx, called: CalledSo): Promise<Outcome> {
  const found = await findCustomers(ctx.scope, called.name, { limit: MOST_CALLED + 1 });
  const fitting = calledExactly(found, called.name);
  return fitting.length > called.from ? { show: whichCard(fitting, called, ctx) } : { refuse: refusals.gone };
}

const isBegunBy = async (scope: Scope, typed: string): Promise<boolean> => {
  const key = nameKey(typed);
  const found = key === "" ? [] : await findCustomers(scope, typed, { limit: 5 });
  return found.some((one) => [one.name, ...one.shortNames].some((known) => nameKey(known).startsWith(key)));
};

export async function pressOpen(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const customer = await readCustomer(ctx.scope, id);
  return customer ? answerWith(ctx.scope, customer, ctx) : { refuse: refusals.gone };
}

export async function pressMore(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const card = await showMore(ctx.scope, id, ctx);
  return card ? { show: card } : { refuse: refusals.gone };
}

type Begun = { readonly name?: string | undefined; readonly carried?: Carried | undefined };

export const pressBegin = async (ctx: Ctx, begun: Begun): Promise<Outcome> => askNew(ctx, begun);

/** A team is asked for where there are several. */
const aboutOf = async (scope: Scope): Promise<AboutCustomer> =>
  (await readTeams(scope)).length > 1 ? { several: true } : {};

async function askNew(ctx: Ctx, { name, carried }: Begun): Promise<Outcome> {
  const seeds = {
    name: [...(name ?? "").replace(/\s+/g, " ").trim()].slice(0, LONGEST_NAME).join("") || undefined,
    kind: { value: "company", label: sayKind("company", ctx.language) },
  };
  return { ask: open(newCustomerForm, { ...(await aboutOf(ctx.scope)), ...(carried && { carried }) }, { seeds }) };
}

/** Makes the customer, its first contact, and logs the line that was typed before it was there. */
export async function submitCustomer(
  ctx: Ctx,
  values: ValuesOf<CustomerFields>,
  about: AboutCustomer,
): Promise<Outcome> {
  const t = texts[ctx.language];
  const { carried, seen = [] } = about;
  const name = values.name.replace(/\s+/g, " ");
  if (nameKey(name) === "") return { fix: { name: t.nameWithoutLetters } };
  const { city, industry, contactName, contactTitle } = values;
  const shortNames = shortNamesIn(values.shortName ?? "");
  if (shortNames.length > MOST_SHORT_NAMES) return { fix: { shortName: t.tooManyShortNames } };
  const kind = CUSTOMER_KINDS.find((each) => each === values.kind) ?? "company";
  return ctx.change(async (change) => {
    const alike = (await lookAlikes(change, name)).filter(({ id }) => !seen.includes(id));
    const isNew = contactName !== undefined && !about.seenErased;
    const person = { name: contactName ?? null, phones: [] };
    const erased = isNew ? await erasedOn(change, person, [name, ...shortNames]) : undefined;
    if (alike.length > 0 || erased) return askWhether(ctx, { values, alike, about, erased });
    const teamId = typeof values.team === "string" ? values.team : undefined;
    const made = await createCustomer(change, { name, shortNames, city, industry, kind, teamId, besides: seen });
    if (made.kind === "no_team") return { refuse: refusals.noTeam };
    if (made.kind === "which_team") return askTeam(ctx, { values, about });
    const { customer } = made;
    if (made.kind === "exists") return askWhether(ctx, { values, alike: [customer], about });
    if (contactName !== undefined) {
      await createContact(change, { customerId: customer.id, name: contactName, title: contactTitle });
    }
    return (await carryOn(change, ctx, { customer, carried })) ?? created(change, ctx, { customer, carried });
  });
}

/** When the contact was, as far as it can be told. */
type Erased = PlainDate | undefined;

interface Filled {
  readonly values: ValuesOf<CustomerFields>;
  readonly about: AboutCustomer;
}

/** As the form was filled in. */
async function seedsOf({ language, scope }: Ctx, { team, ...values }: ValuesOf<CustomerFields>) {
  const kind = CUSTOMER_KINDS.find((each) => each === values.kind) ?? "company";
  const chosen = (await readTeams(scope)).find(({ id }) => id === team);
  return {
    ...{ ...values, kind: { value: kind, label: sayKind(kind, language) } },
    ...(chosen && { team: { value: chosen.id, label: chosen.name } }),
  };
}

/** They came to work in several teams while the form was open, or in one of them no more. */
async function askTeam(ctx: Ctx, { values, about }: Filled): Promise<Outcome> {
  const errors = { team: texts[ctx.language].pickTeam };
  const params = { ...about, several: true as const };
  return { ask: open(newCustomerForm, params, { seeds: await seedsOf(ctx, values), errors }) };
}

/** The form once more, as it was filled in, and what it looks like; submitted again the person goes on. */
async function askWhether(
  ctx: Ctx,
  { values, about, alike, erased }: Filled & { readonly alike: readonly Customer[]; readonly erased?: Erased },
): Promise<Outcome> {
  const t = texts[ctx.language];
  const [first] = alike;
  const errors = {
    ...(first && { name: t.alike({ name: first.name, owner: first.ownerName ?? t.noOwner }) }),
    ...(erased && { contactName: sayErased({ day: erased, again: t.create }, ctx) }),
  };
  const params = {
    ...{ ...about, seen: [...(about.seen ?? []), ...alike.map(({ id }) => id)] },
    ...(erased && { seenErased: true as const }),
  };
  return { ask: open(newCustomerForm, params, { seeds: await seedsOf(ctx, values), errors }) };
}

interface Made {
  readonly customer: Customer;
  readonly carried: Carried | undefined;
}

async function carryOn(change: Change, ctx: Ctx, { customer, carried }: Made): Promise<Outcome | undefined> {
  const pending = pendingLine.safeParse(carried);
  if (!pending.success) return undefined;
  const logged = await logCarried(change, ctx, { customer, pending: pending.data });
  return logged && { replace: logged };
}

async function created(change: Change, ctx: Ctx, { customer, carried }: Made): Promise<Outcome> {
  const title = texts[ctx.language].created({ name: customer.name });
  const card = await cardOf(change, customer, { ...ctx, title });
  const pending = pendingLine.safeParse(carried);
  const logNow = pending.success ? [carriedButton(customer.id, pending.data, ctx.language)] : [];
  const [visit, ...others] = card.buttons ?? [];
  return {
    show: { ...card, tone: "done", buttons: [...(visit && logNow.length === 0 ? [visit] : logNow), ...others] },
  };
}
