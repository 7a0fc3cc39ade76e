import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import type { Ctx } from "../../chat/feature.ts";
import { choice, choices, date, defineForm, type Search, text } from "../../chat/form.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { ACTIVITY_KINDS, type ActivityKind } from "../../domain/activities.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { type Contact, contactsOf, findContacts } from "../contacts/public.ts";
import { type Customer, customerChoice } from "../customers/public.ts";
import { searchCustomers } from "../finding/public.ts";
import { LONGEST_SAID } from "./rules.ts";
import { KINDS, MOODS, texts } from "./texts.ts";

/** Longest next step; in characters. */
const LONGEST_STEP = 200;

const id = z.uuid();
export const kindOf = z.enum(ACTIVITY_KINDS);
const about = z.object({ customerId: id.optional() });
export type About = z.output<typeof about>;

/** Opens the form for an activity with a customer; other features put it on a button. */
export const beginActivity = defineAction("activities.begin", z.object({ customerId: id.optional() }));

/** People of the customer the form is about; of everyone in sight when it is about none yet. */
const searchContacts: Search<About> = async (ctx, typed, { customerId }) => {
  if (customerId === undefined) {
    const found = await findContacts(ctx.scope, typed, 50);
    return found.map((one) => ({ value: one.id, label: sayPerson(one), detail: one.customer.name }));
  }
  const known = await contactsOf(ctx.scope, customerId);
  const wanted = typed.trim().toLowerCase();
  const fits = known.filter(({ name, searchText }) => `${name} ${searchText}`.toLowerCase().includes(wanted));
  return fits.map((one) => ({ value: one.id, label: sayPerson(one) }));
};

const fields = (language: Language) => {
  const t = texts[language];
  return {
    customer: choice({ label: t.customer, search: searchCustomers }),
    kind: choice({
      label: t.kind,
      options: ACTIVITY_KINDS.map((kind) => ({ value: kind, label: KINDS[kind][language] })),
    }),
    met: choices({ label: t.contacts, search: searchContacts, optional: true }),
    happenedOn: date({ label: t.happenedOn }),
    said: text({ label: t.said, max: LONGEST_SAID, long: true, optional: true }),
    nextWhat: text({ label: t.nextWhat, max: LONGEST_STEP, optional: true }),
    nextOn: date({ label: t.nextDay, optional: true }),
    mood: choice({
      label: t.mood,
      options: [...MOODS].map(([value, label]) => ({ value, label: label[language] })),
      optional: true,
    }),
  };
};
export type ActivityFields = ReturnType<typeof fields>;

export const activityForm = defineForm({
  id: "activities.log",
  params: about,
  sample: { customerId: "00000000-0000-4000-8000-000000000000" },
  build: (language) => ({ title: texts[language].formTitle, submit: texts[language].save, fields: fields(language) }),
});

const editAbout = about.extend({ id, version: z.int() });
export type EditAbout = z.output<typeof editAbout>;

export const editForm = defineForm({
  id: "activities.edit",
  params: editAbout,
  sample: {
    id: "00000000-0000-4000-8000-000000000000",
    version: 100,
    customerId: "00000000-0000-4000-8000-000000000000",
  },
  build: (language) => ({ title: texts[language].editTitle, submit: texts[language].save, fields: fields(language) }),
});

/** What is known of an activity before its form opens. */
interface Known {
  readonly kind: ActivityKind;
  readonly customer?: Customer | undefined;
  readonly met?: readonly Contact[] | undefined;
  readonly happenedOn?: PlainDate | undefined;
  readonly said?: string | undefined;
  readonly next?: { readonly what: string } | null | undefined;
  readonly nextOn?: PlainDate | undefined;
  readonly mood?: number | null | undefined;
}

/** The values a form opens with. */
export const seedsOf = (ctx: Ctx, known: Known) => ({
  kind: { value: known.kind, label: KINDS[known.kind][ctx.language] },
  met: (known.met ?? []).map((contact) => ({ value: contact.id, label: sayPerson(contact) })),
  happenedOn: known.happenedOn ?? ctx.today,
  ...(known.customer && { customer: customerChoice(known.customer, ctx.language, ctx.today) }),
  ...(known.said && { said: known.said }),
  ...(known.next && { nextWhat: known.next.what }),
  ...(known.nextOn && { nextOn: known.nextOn }),
  ...moodSeed(ctx, known.mood),
});

const moodSeed = (ctx: Ctx, mood: number | null | undefined) => {
  const label = MOODS.get(String(mood))?.[ctx.language];
  return label === undefined ? {} : { mood: { value: String(mood), label } };
};
