import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { check, choice, defineForm, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { LONGEST_OF_CONTACT } from "../../domain/lengths.ts";
import { CHANNELS } from "./rules.ts";
import { CHANNEL_NAMES, texts } from "./texts.ts";

/** Longest name, title or phone number; in characters. */
const LONGEST = LONGEST_OF_CONTACT.contact;

const id = z.uuid();
/** Opens the form for a new contact. */
export const beginContact = defineAction(
  "contacts.begin",
  z.object({ customerId: id, name: z.string().max(LONGEST).optional() }),
);
/** Shows a contact. */
export const openContact = defineAction("contacts.open", z.object({ id }));
export const editContactAction = defineAction("contacts.edit", z.object({ id }));
/** Shows the contacts of a customer, page by page; `after` is the last one that was seen. */
export const listContacts = defineAction("contacts.list", z.object({ customerId: id, after: id.optional() }));

/** `seen`: the person knows that somebody else has the name, number or address, and goes on. */
const about = z.object({ customerId: id, customerName: z.string(), seen: z.boolean().optional() });
export type AboutContact = z.output<typeof about>;

const fields = (language: Language) => {
  const t = texts[language];
  return {
    name: text({ label: t.name, max: LONGEST }),
    title: text({ label: t.title, max: LONGEST_OF_CONTACT.title, optional: true }),
    phone: text({ label: t.phone, max: LONGEST, optional: true }),
    birthday: text({ label: t.birthday, hint: t.birthdayHint, max: LONGEST, optional: true }),
    publicSector: check({ label: t.publicSector, hint: t.publicSectorHint, optional: true }),
  };
};
export type ContactFields = ReturnType<typeof fields>;

export const newContactForm = defineForm({
  id: "contacts.new",
  params: about,
  sample: { customerId: "00000000-0000-4000-8000-000000000000", customerName: "宏达机电".repeat(20) },
  build: (language, params) => ({
    title: texts[language].newTitle,
    submit: texts[language].add,
    intro: [[{ bold: params.customerName }]],
    fields: fields(language),
  }),
});

/** The contact a form is about, and its version when the form was opened. */
const aboutEdit = z.object({ id, version: z.int(), customerName: z.string(), seen: z.boolean().optional() });
export type AboutEdit = z.output<typeof aboutEdit>;

/** In the choice of a channel: none is liked better. */
export const ANY = "any";

const editFields = (language: Language) => {
  const [t, of] = [texts[language], LONGEST_OF_CONTACT];
  const line = (label: string, max: number) => text({ label, max, optional: true });
  const notes = (label: string, max: number) => text({ label, max, long: true, optional: true });
  return {
    name: text({ label: t.name, max: LONGEST }),
    title: line(t.title, of.title),
    department: line(t.department, of.department),
    phones: text({ label: t.phones, hint: t.phonesHint, max: of.phone, optional: true }),
    mail: line(t.mail, of.mail),
    handle: text({ label: t.handle, hint: t.handleHint, max: of.handle, optional: true }),
    birthday: text({ label: t.birthday, hint: t.birthdayHint, max: LONGEST, optional: true }),
    channel: choice({
      label: t.channel,
      options: [
        { value: ANY, label: t.anyChannel },
        ...CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_NAMES[channel][language] })),
      ],
    }),
    hours: line(t.hours, of.hours),
    likes: notes(t.likes, of.likes),
    taboos: notes(t.taboos, of.taboos),
    family: notes(t.family, of.family),
    publicSector: check({ label: t.publicSector, hint: t.publicSectorHint, optional: true }),
    doNotContact: check({ label: t.doNotContact, hint: t.doNotContactHint, optional: true }),
    noContactReason: line(t.noContactReason, of.noContactReason),
  };
};
export type EditFields = ReturnType<typeof editFields>;

export const editContactForm = defineForm({
  id: "contacts.edit",
  params: aboutEdit,
  sample: { id: "00000000-0000-4000-8000-000000000000", version: 1, customerName: "宏达机电".repeat(20) },
  build: (language, params) => ({
    title: texts[language].editTitle,
    submit: texts[language].save,
    intro: [[{ bold: params.customerName }]],
    fields: editFields(language),
  }),
});
