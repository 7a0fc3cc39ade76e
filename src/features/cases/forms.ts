import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { choice, defineForm, open, type Search, text } from "../../chat/form.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { type Contact, contactsOf, findContacts } from "../contacts/public.ts";
import { type Customer, calledSo, customerChoice } from "../customers/public.ts";
import { searchCustomers } from "../finding/public.ts";
import { CASE_KINDS, type CaseKind, DUTIES } from "./rules.ts";
import { FORMS, LONGEST_CASE, texts } from "./texts.ts";

const id = z.uuid();
const kind = z.enum(CASE_KINDS);
/** What a customer said, while the customer is still being asked for. */
export const pendingCase = z.object({ kind, said: z.string() });
export type PendingCase = z.output<typeof pendingCase>;
/** A button carries 2000 characters as JSON, the customer and the action's name among them. */
export const fitsButton = (pending: PendingCase): boolean => JSON.stringify(pending).length <= 1500;

/** "This customer is meant": opens the case with what was typed. */
export const meanCustomer = defineAction("cases.customer", pendingCase.extend({ customerId: id }));
/** More of those called so. */
export const whichCustomer = defineAction("cases.which", pendingCase.extend(calledSo.shape));
/** Opens the form with what was typed, to look for the customer there. */
export const lookAgain = defineAction("cases.look", pendingCase);
export const beginCase = defineAction("cases.begin", z.object({ kind, customerId: id }));
export const showCase = defineAction("cases.show", z.object({ id }));
export const meet = defineAction("cases.meet", z.object({ id, version: z.int(), duty: z.enum(DUTIES) }));
export const undoStep = defineAction("cases.undo", z.object({ id, version: z.int() }));
export const listCases = defineAction("cases.list", z.object({ after: id.optional() }));
/** All that a customer has brought to us. */
export const listOfCustomer = defineAction("cases.ofCustomer", z.object({ customerId: id, after: id.optional() }));

const about = z.object({ kind, customerId: id.optional() });
export type About = z.output<typeof about>;

/** People of the customer the form is about; of everyone in sight when it is about none yet. */
const searchPeople: Search<About> = async (ctx, typed, { customerId }) => {
  if (customerId === undefined) {
    const found = await findContacts(ctx.scope, typed, 50);
    return found.map((one) => ({ value: one.id, label: sayPerson(one), detail: one.customer.name }));
  }
  const wanted = typed.trim().toLowerCase();
  const known = await contactsOf(ctx.scope, customerId);
  const fits = known.filter(({ name, searchText }) => `${name} ${searchText}`.toLowerCase().includes(wanted));
  return fits.map((one) => ({ value: one.id, label: sayPerson(one) }));
};

export const openForm = defineForm({
  id: "cases.open",
  params: about,
  sample: { kind: "complaint", customerId: "00000000-0000-4000-8000-000000000000" },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: FORMS[params.kind].title[language],
      submit: t.open,
      intro: [[{ quiet: FORMS[params.kind].intro[language] }]],
      fields: {
        customer: choice({ label: t.customer, search: searchCustomers }),
        contact: choice({ label: t.contact, search: searchPeople, optional: true }),
        said: text({ label: t.said, max: LONGEST_CASE, long: true }),
      },
    };
  },
});

export interface Asking {
  readonly kind: CaseKind;
  readonly customer?: Customer | undefined;
  readonly contact?: Contact | undefined;
  readonly said?: string | undefined;
  readonly errors?: Readonly<Record<string, string>>;
}

/** Asks for what is missing, with what is known filled in. */
export const askFor = (ctx: Ctx, { kind, customer, contact, said, errors = {} }: Asking): Outcome => {
  const seeds = {
    ...(customer && { customer: customerChoice(customer, ctx.language, ctx.today) }),
    ...(contact && { contact: { value: contact.id, label: sayPerson(contact) } }),
    ...(said && { said }),
  };
  return { ask: open(openForm, { kind, ...(customer && { customerId: customer.id }) }, { seeds, errors }) };
};

/** What was said is too long: what to ask with, cut, and why. */
export const problemWith = (ctx: Ctx, said: string): Pick<Asking, "said" | "errors"> | undefined => {
  const letters = [...said];
  if (letters.length <= LONGEST_CASE) return undefined;
  const errors = { said: texts[ctx.language].tooLong({ length: letters.length, most: LONGEST_CASE }) };
  return { said: letters.slice(0, LONGEST_CASE).join(""), errors };
};

const meeting = z.object({ id, version: z.int(), duty: z.enum(DUTIES), title: z.string() });
export type Meeting = z.output<typeof meeting>;

export const meetForm = defineForm({
  id: "cases.meet",
  params: meeting,
  sample: {
    id: "00000000-0000-4000-8000-000000000000",
    version: 1,
    duty: "call_back",
    title: "宏达机电".repeat(20),
  },
  build: (language, { duty, title }) => ({
    title: texts[language].meetTitle({ duty }),
    submit: texts[language].save,
    intro: [[{ bold: title }]],
    fields: { note: text({ label: texts[language].meetNote({ duty }), max: LONGEST_CASE, long: true }) },
  }),
});
