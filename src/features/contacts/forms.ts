import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { check, defineForm, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { texts } from "./texts.ts";

/** Longest name, title or phone number; in characters. */
const LONGEST = 40;

/** Opens the form for a new contact. */
export const beginContact = defineAction(
  "contacts.begin",
  z.object({ customerId: z.uuid(), name: z.string().max(LONGEST).optional() }),
);

const about = z.object({ customerId: z.uuid(), customerName: z.string() });
export type AboutContact = z.output<typeof about>;

const fields = (language: Language) => {
  const t = texts[language];
  return {
    name: text({ label: t.name, max: LONGEST }),
    title: text({ label: t.title, max: LONGEST, optional: true }),
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
