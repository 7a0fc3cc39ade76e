import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, open, type ValuesOf } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { nameKey } from "../../domain/names.ts";
import { type Birthday, parseBirthday, typedBirthday } from "../../domain/when-birthday.ts";
import { type Customer, customerById, holdCustomer } from "../customers/public.ts";
import { erasedOn } from "../erasures/public.ts";
import { customersMailed, customersReached } from "../finding/public.ts";
import { alikeButtons, alikeContacts, likeOneOf } from "../joining/public.ts";
import { addedCard, askCard, contactCard, contactsCard, foundCard, PAGE, type View } from "./cards.ts";
import {
  type AboutContact,
  type AboutEdit,
  ANY,
  type ContactFields,
  type EditFields,
  editContactForm,
  newContactForm,
} from "./forms.ts";
import { CHANNELS, type Contact, type ContactFacts, mailOf, phoneOf, phonesOf } from "./rules.ts";
import {
  createContact,
  editContact,
  findContacts,
  type NewContact,
  readContact,
  readContacts,
  readContactsPage,
} from "./store.ts";
import { CHANNEL_NAMES, gone, refusals, sayErased, texts } from "./texts.ts";

/** In a group others read along, if only over a shoulder. */
const viewOf = ({ language, place }: Ctx): View => ({ language, masked: place.kind === "group" });

export async function pressBegin(
  ctx: Ctx,
  { customerId, name }: { readonly customerId: string; readonly name?: string | undefined },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: gone };
  return { ask: open(newContactForm, { customerId: customer.id, customerName: customer.name }, { seeds: { name } }) };
}

/** What was typed as a birthday, or what is wrong with it. */
function birthdayIn(ctx: Ctx, typed: string | undefined): { birthday: Birthday | null } | { error: string } {
  const t = texts[ctx.language];
  if (typed === undefined) return { birthday: null };
  const birthday = parseBirthday(typed, ctx.today);
  if (birthday === null) return { error: t.noSuchDay };
  return birthday ? { birthday } : { error: t.badBirthday };
}

type Values = ValuesOf<ContactFields>;

/** What the form says as a contact, or what is wrong at which field. */
function check(
  ctx: Ctx,
  values: Values,
  customerId: string,
): { errors: FieldErrors<ContactFields> } | { contact: NewContact } {
  const t = texts[ctx.language];
  const phone = values.phone === undefined ? undefined : phoneOf(values.phone);
  const born = birthdayIn(ctx, values.birthday);
  const errors: Record<string, string> = {};
  if (nameKey(values.name) === "") errors.name = t.nameWithoutLetters;
  if (values.phone !== undefined && phone === undefined) errors.phone = t.badPhone;
  if ("error" in born) errors.birthday = born.error;
  if ("error" in born || Object.keys(errors).length > 0) return { errors };
  const { title, publicSector } = values;
  const name = values.name.replace(/\s+/g, " ");
  return { contact: { customerId, name, title, phone, birthday: born.birthday ?? undefined, publicSector } };
}

export async function submitContact(ctx: Ctx, values: Values, about: AboutContact): Promise<Outcome> {
  const customer = await customerById(ctx.scope, about.customerId);
  if (!customer) return { refuse: gone };
  const checked = check(ctx, values, customer.id);
  if ("errors" in checked) return { fix: checked.errors };
  const { contact } = checked;
  return ctx.change(async (change) => {
    await holdCustomer(change, customer.id);
    const known = await readContacts(change, customer.id);
    const phones = contact.phone === undefined ? [] : [contact.phone];
    const fresh = { name: contact.name, phones, mail: null, handle: null, again: texts[ctx.language].add };
    const doubts = about.seen ? {} : await doubtsOf(change, ctx, { known, fresh, at: customer });
    if (Object.keys(doubts).length > 0) {
      const errors = { ...(doubts.name && { name: doubts.name }), ...(doubts.phones && { phone: doubts.phones }) };
      return { ask: open(newContactForm, { ...about, seen: true }, { seeds: values, errors }) };
    }
    const id = await createContact(change, contact);
    const like = await likeOf(change, ctx.language, [{ id, name: contact.name, phones, mail: null }, ...known]);
    return { show: addedCard({ ...contact, id }, customer, { ...viewOf(ctx), like }) };
  });
}

/** What a form says that was not known before. */
interface Fresh {
  readonly name: string | null;
  readonly phones: readonly string[];
  readonly mail: string | null;
  readonly handle: string | null;
  /** The button that saves it. */
  readonly again: string;
  /** The customer whose contact is changed: that it has the number, written otherwise, is no news. */
  readonly of?: string;
}

type Doubts = { readonly [field in "name" | "phones" | "mail"]?: string };

/** Who has the name, a number or the address already, here or at another customer in sight. */
async function doubtsOf(
  scope: Scope,
  { language, today }: Ctx,
  { known, fresh, at }: { readonly known: readonly Contact[]; readonly fresh: Fresh; readonly at: Customer },
): Promise<Doubts> {
  const t = texts[language];
  const { again, mail } = fresh;
  const namesake = known.find(({ name }) => fresh.name !== null && nameKey(name) === nameKey(fresh.name));
  const called = known.find(({ phones }) => phones.some((phone) => fresh.phones.includes(phone)));
  const mailed = known.find((one) => mail !== null && one.mail?.toLowerCase() === mail.toLowerCase());
  const others = async (found: Promise<Customer[]>) => (await found).find(({ id }) => id !== fresh.of);
  const elsewhere = called ? undefined : await others(customersReached(scope, fresh.phones, 2));
  const written = mailed || mail === null ? undefined : await others(customersMailed(scope, mail, 2));
  const erased = await erasedOn(scope, fresh, [at.name, ...at.shortNames]);
  return {
    ...(erased && { name: sayErased({ day: erased, again }, { language, today }) }),
    ...(namesake && { name: t.nameHere({ name: namesake.name, again }) }),
    ...(called && { phones: t.numberHere({ name: called.name, again }) }),
    ...(elsewhere && { phones: t.numberKnown({ name: elsewhere.name, again }) }),
    ...(mailed && { mail: t.mailHere({ name: mailed.name, again }) }),
    ...(written && { mail: t.mailKnown({ name: written.name, again }) }),
  };
}

type Person = Pick<Contact, "id" | "name" | "phones" | "mail">;
/** Whether one of a customer's people looks like another of them. */
const likeOf = async (scope: Scope, language: Language, [person, ...others]: readonly [Person, ...Person[]]) =>
  likeOneOf(person.id, await alikeContacts(scope, [...others, person]), language);

interface Id {
  readonly id: string;
}

export async function pressOpen(ctx: Ctx, { id }: Id): Promise<Outcome> {
  const contact = await readContact(ctx.scope, id);
  const customer = contact && (await customerById(ctx.scope, contact.customerId));
  if (!customer) return { refuse: refusals.noContact };
  const others = (await readContacts(ctx.scope, customer.id)).filter((other) => other.id !== contact.id);
  const like = await likeOf(ctx.scope, ctx.language, [contact, ...others]);
  return { show: contactCard(contact, customer, { ...viewOf(ctx), like, amongOthers: others.length > 0 }) };
}

export async function pressList(
  ctx: Ctx,
  { customerId, after }: { readonly customerId: string; readonly after?: string | undefined },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: gone };
  const page = await readContactsPage(ctx.scope, customer.id, { size: PAGE, ...(after !== undefined && { after }) });
  const { rows: contacts, count, next } = page;
  const pairs = await alikeContacts(ctx.scope, await readContacts(ctx.scope, customer.id));
  const alike = alikeButtons(customer.id, pairs.length, ctx.language);
  return { show: contactsCard(customer, { contacts, count, next, alike }, viewOf(ctx)) };
}

const MOST_FOUND = 8;

/** "/contact 王建国": the card of the one that is meant, or a choice. */
export async function typeContact(ctx: Ctx, typed: string): Promise<Outcome> {
  const name = typed.replace(/\s+/g, " ").trim();
  if (nameKey(name) === "") return { show: askCard(ctx.language) };
  const found = await findContacts(ctx.scope, name, MOST_FOUND + 1);
  const exact = found.filter((one) => nameKey(one.name) === nameKey(name));
  const meant = exact.length > 0 ? exact : found;
  const [only] = meant;
  if (only && meant.length === 1) return pressOpen(ctx, only);
  return { show: foundCard(name, meant.slice(0, MOST_FOUND), { ...viewOf(ctx), cut: meant.length > MOST_FOUND }) };
}

export async function pressEdit(ctx: Ctx, { id }: Id): Promise<Outcome> {
  const contact = await readContact(ctx.scope, id);
  const customer = contact && (await customerById(ctx.scope, contact.customerId));
  if (!customer) return { refuse: refusals.noContact };
  if (ctx.place.kind === "group") return { refuse: refusals.inGroup };
  const about = { id, version: contact.version, customerName: customer.name };
  return { ask: open(editContactForm, about, { seeds: seedsOf(ctx, contact) }) };
}

const channelOf = ({ language }: Pick<Ctx, "language">, channel: Contact["channel"]) => ({
  value: channel ?? ANY,
  label: channel ? CHANNEL_NAMES[channel][language] : texts[language].anyChannel,
});

function seedsOf({ language }: Ctx, contact: Contact) {
  return {
    name: contact.name,
    title: contact.title ?? undefined,
    department: contact.department ?? undefined,
    phones: contact.phones.join(", ") || undefined,
    mail: contact.mail ?? undefined,
    handle: contact.handle ?? undefined,
    birthday: contact.birthday ? typedBirthday(contact.birthday, language) : undefined,
    channel: channelOf({ language }, contact.channel),
    hours: contact.hours ?? undefined,
    likes: contact.likes ?? undefined,
    taboos: contact.taboos ?? undefined,
    family: contact.family ?? undefined,
    publicSector: contact.publicSector,
    doNotContact: contact.doNotContact,
    noContactReason: contact.noContactReason ?? undefined,
  };
}

type EditValues = ValuesOf<EditFields>;

function checkEdit(
  ctx: Ctx,
  values: EditValues,
  known: Contact | null | undefined,
): { errors: FieldErrors<EditFields> } | { facts: ContactFacts } {
  const t = texts[ctx.language];
  const phones = phonesOf(values.phones, known?.phones.length);
  const mail = values.mail === undefined ? null : mailOf(values.mail);
  const born = birthdayIn(ctx, values.birthday);
  const errors: Record<string, string> = {};
  if (nameKey(values.name) === "") errors.name = t.nameWithoutLetters;
  if (!phones) errors.phones = t.badPhones;
  if (mail === undefined) errors.mail = t.badMail;
  if ("error" in born) errors.birthday = born.error;
  if (values.noContactReason !== undefined && !values.doNotContact) errors.noContactReason = t.reasonWithoutTick;
  if (!phones || mail === undefined || "error" in born || Object.keys(errors).length > 0) return { errors };
  return {
    facts: {
      ...{ phones, mail, birthday: born.birthday },
      name: values.name.replace(/\s+/g, " "),
      title: values.title ?? null,
      department: values.department ?? null,
      handle: values.handle ?? null,
      channel: CHANNELS.find((channel) => channel === values.channel) ?? null,
      hours: values.hours ?? null,
      likes: values.likes ?? null,
      taboos: values.taboos ?? null,
      family: values.family ?? null,
      publicSector: values.publicSector,
      doNotContact: values.doNotContact,
      noContactReason: values.noContactReason ?? null,
    },
  };
}

const freshOf = ({ language }: Ctx, known: Contact, { name, phones, mail, handle }: ContactFacts): Fresh => ({
  name: nameKey(name) === nameKey(known.name) ? null : name,
  phones: phones.filter((phone) => !known.phones.includes(phone)),
  mail: mail === known.mail ? null : mail,
  handle: handle === known.handle ? null : handle,
  again: texts[language].save,
  of: known.customerId,
});

export async function submitEdit(ctx: Ctx, values: EditValues, about: AboutEdit): Promise<Outcome> {
  const { id, version } = about;
  return ctx.change(async (change) => {
    const known = await readContact(change, id);
    const checked = checkEdit(ctx, values, known);
    if ("errors" in checked) return { fix: checked.errors };
    const { facts } = checked;
    const customer = known && (await customerById(change, known.customerId));
    if (!customer) return { refuse: refusals.noContact };
    if (known.version !== version) return { refuse: refusals.stale };
    await holdCustomer(change, customer.id);
    const others = (await readContacts(change, customer.id)).filter((other) => other.id !== id);
    const doubts = about.seen
      ? {}
      : await doubtsOf(change, ctx, { known: others, fresh: freshOf(ctx, known, facts), at: customer });
    if (Object.keys(doubts).length > 0) {
      const seeds = { ...values, channel: channelOf(ctx, facts.channel) };
      return { ask: open(editContactForm, { ...about, seen: true }, { seeds, errors: doubts }) };
    }
    if (!(await editContact(change, known, facts))) return { refuse: refusals.stale };
    const saved = { ...known, ...facts };
    const like = await likeOf(change, ctx.language, [saved, ...others]);
    const view = { ...viewOf(ctx), like, saved: true, amongOthers: others.length > 0 };
    return { replace: contactCard(saved, customer, view) };
  });
}
