import type { Button, Card, Fact, Line } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { sayBirthday } from "../../domain/when-birthday.ts";
import { showFactHistory } from "../chronicle/public.ts";
import { type Customer, nameInList, openCustomer, sayFlags } from "../customers/public.ts";
import { joinButton } from "../joining/public.ts";
import { showHeld } from "../personal-data/public.ts";
import { beginContact, editContactAction, listContacts, openContact } from "./forms.ts";
import { type Contact, maskedHandle, maskedMail, maskedPhone } from "./rules.ts";
import type { NewContact } from "./store.ts";
import { CHANNEL_NAMES, texts } from "./texts.ts";

/** What is said of somebody else who looks like the same person. */
interface Like {
  readonly like: { readonly text: readonly string[]; readonly buttons: readonly Button[] };
}

export function addedCard(contact: NewContact & { readonly id: string }, customer: Customer, view: View & Like): Card {
  const { language } = view;
  const t = texts[language];
  const called = sayPerson({ name: contact.name, title: contact.title ?? null });
  const title = t.contactAdded({ contact: called, customer: customer.name });
  const facts: Fact[] = [];
  if (contact.phone !== undefined)
    facts.push({ label: t.phoneLabel, value: view.masked ? maskedPhone(contact.phone) : contact.phone });
  if (contact.birthday) facts.push({ label: t.birthdayLabel, value: sayBirthday(contact.birthday, language) });
  if (contact.publicSector) facts.push({ label: t.publicSector, value: t.publicSectorHint });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    ...(view.like.text.length > 0 && { text: view.like.text }),
    facts,
    buttons: [
      ...view.like.buttons,
      { label: t.openCard, press: openCustomer.with({ id: customer.id }) },
      { label: t.edit, press: editContactAction.with({ id: contact.id }) },
      { label: t.addAnother, press: beginContact.with({ customerId: customer.id }) },
    ],
  };
}

/** Who reads a card; `masked` where others read along. */
export interface View {
  readonly language: Language;
  readonly masked: boolean;
}

/** A person as one wants to know them before a meeting: what to avoid comes first. */
export function contactCard(
  contact: Contact,
  customer: Customer,
  view: View & Like & { readonly saved?: boolean /** Their customer has others. */; readonly amongOthers: boolean },
): Card {
  const { language } = view;
  const t = texts[language];
  const called = sayPerson(contact);
  const title = view.saved ? t.saved({ contact: called }) : called;
  const facts = factsOf(contact, customer, view);
  const notices = [
    ...(contact.doNotContact ? [t.notContacted({ why: contact.noContactReason ?? "" })] : []),
    ...(contact.taboos ? [t.avoid({ what: contact.taboos })] : []),
    ...(facts.length === 1 ? [t.nothingKnown] : []),
    ...view.like.text,
  ];
  const hides = view.masked && (contact.phones.length > 0 || contact.mail !== null || contact.handle !== null);
  return {
    tone: contact.doNotContact ? "stopped" : view.saved ? "done" : "plain",
    title,
    plain: `${title} · ${customer.name}`,
    tags: [...sayFlags(customer, language), ...(contact.doNotContact ? [t.noContactTag] : [])],
    ...(notices.length > 0 && { text: notices }),
    facts,
    buttons: [
      ...view.like.buttons,
      ...buttonsOf(contact, language),
      ...(view.amongOthers ? [joinButton(contact.id, language)] : []),
    ],
    ...(hides && { footer: t.masked }),
  };
}

const buttonsOf = ({ id, customerId }: Contact, language: Language): Button[] => {
  const t = texts[language];
  return [
    { label: t.edit, press: editContactAction.with({ id }) },
    { label: t.openCard, press: openCustomer.with({ id: customerId }) },
    { label: t.history, press: showFactHistory.with({ of: "contact", id }) },
    { label: t.personalData, press: showHeld.with({ id }) },
  ];
};

function factsOf(contact: Contact, customer: Customer, { language, masked }: View): Fact[] {
  const t = texts[language];
  const facts: Fact[] = [];
  const add = (label: string, ...parts: readonly (string | null)[]) => {
    const said = parts.filter((part) => part !== null && part !== "");
    if (said.length > 0) facts.push({ label, value: said.join(" · ") });
  };
  add(t.customer, customer.name, contact.department);
  add(t.phoneLabel, ...contact.phones.map((phone) => (masked ? maskedPhone(phone) : phone)));
  const { mail, handle, likes, family } = contact;
  add(t.writing, mail && masked ? maskedMail(mail) : mail, handle && masked ? maskedHandle(handle) : handle);
  add(t.birthdayLabel, contact.birthday && sayBirthday(contact.birthday, language));
  add(t.habits, contact.channel && CHANNEL_NAMES[contact.channel][language], contact.hours);
  add(t.person, likes && t.likesAre({ what: likes }), family && t.familyIs({ what: family }));
  return facts;
}

export const PAGE = 15;

/** The contacts of a customer from one place in their order on. */
export function contactsCard(
  customer: Customer,
  shown: {
    readonly contacts: readonly Contact[];
    readonly count: number;
    readonly next: string | null;
    /** To those that may be one. */
    readonly alike: readonly Button[];
  },
  view: View,
): Card {
  const t = texts[view.language];
  const customerId = customer.id;
  const title = t.listTitle({ customer: customer.name, count: shown.count });
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(customer, view.language),
    ...(shown.count === 0 && { text: [t.noContacts] }),
    lines: shown.contacts.map((contact) => lineOf(contact, view)),
    counts: t.listCounts,
    buttons: [
      ...(shown.next ? [{ label: t.further, press: listContacts.with({ customerId, after: shown.next }) }] : []),
      { label: t.addContact, press: beginContact.with({ customerId }) },
      ...shown.alike,
      { label: t.openCard, press: openCustomer.with({ id: customerId }) },
    ],
  };
}

const lineOf = (contact: Contact, { language, masked }: View, customerName?: string): Line => {
  const t = texts[language];
  const [phone] = contact.phones;
  const parts = [
    customerName,
    contact.department,
    phone && (masked ? maskedPhone(phone) : phone),
    contact.doNotContact ? t.noContactTag : undefined,
  ].filter((part) => typeof part === "string" && part !== "");
  return {
    text: [{ bold: sayPerson(contact) }, parts.length > 0 ? ` · ${parts.join(" · ")}` : ""],
    buttons: [{ label: t.show, press: openContact.with({ id: contact.id }) }],
  };
};

/** Several are called so, or nobody. */
export function foundCard(
  name: string,
  found: readonly (Contact & { readonly customer: Pick<Customer, "name" | "flags"> })[],
  view: View & { readonly cut?: boolean },
): Card {
  const t = texts[view.language];
  if (found.length === 0) {
    const title = t.noneTitle({ name });
    return { tone: "plain", title, plain: title, text: [t.noneDetail] };
  }
  const title = t.whichTitle({ name });
  return {
    tone: "plain",
    title,
    plain: title,
    lines: found.map((contact) => lineOf(contact, view, nameInList(contact.customer, view.language))),
    ...(view.cut && { footer: t.moreFound }),
  };
}

export const askCard = (language: Language): Card => {
  const title = texts[language].askName;
  return { tone: "plain", title, plain: title };
};
