import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { type Choice, choice, date, defineForm, type Fields, number, type Search, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { MOST_ITEMS, marksOn, mostOn, SCALES } from "../../domain/satisfaction.ts";
import { contactsOf } from "../contacts/public.ts";
import { calledSo } from "../customers/public.ts";
import { fieldAt, LONGEST_SAID } from "./rules.ts";
import { markName, RECOMMEND_ENDS, texts } from "./texts.ts";

const id = z.uuid();
/** Opens the form for a customer; other features put it on a button. */
export const beginAnswer = defineAction("answers.begin", z.object({ customerId: id, contactId: id.optional() }));
/** More of those called so. */
export const showCalledSo = defineAction("answers.which", calledSo);
export const editAnswer = defineAction("answers.edit", z.object({ id }));
export const undoAnswer = defineAction("answers.undo", z.object({ id }));
/** All answers of a customer, page by page; `after` is the last one that was seen. */
export const listAnswers = defineAction("answers.list", z.object({ customerId: id, after: id.optional() }));

const question = z.object({
  id: z.string().max(40),
  name: z.string().max(30),
  weight: z.int(),
  scale: z.enum(SCALES),
});
const about = z.object({ customerId: id, name: z.string(), asked: z.array(question).max(MOST_ITEMS) });
export type About = z.output<typeof about>;

/** A mark of 5 as something to choose: a number alone says too little. */
export const markChoice = (mark: number, language: Language): Choice => ({
  value: String(mark),
  label: `${mark} · ${markName(mark, language)}`,
});
export const recommendChoice = (mark: number, language: Language): Choice => {
  const end = RECOMMEND_ENDS.get(mark)?.[language];
  return { value: String(mark), label: end === undefined ? String(mark) : `${mark} · ${end}` };
};

const searchContacts: Search<About> = async (ctx, typed, { customerId }) => {
  const known = await contactsOf(ctx.scope, customerId);
  const wanted = typed.trim().toLowerCase();
  const fits = known.filter(({ name, searchText }) => `${name} ${searchText}`.toLowerCase().includes(wanted));
  return fits.map((one) => ({ value: one.id, label: sayPerson(one) }));
};

/** A few marks are chosen by what they mean; many are written faster than looked for, and a form has no room for them. */
const markField = (label: string, language: Language) =>
  choice({ label, options: marksOn("five").map((mark) => markChoice(mark, language)), optional: true });
const numberField = (label: string) => number({ label, min: 0, max: mostOn("ten"), whole: true, optional: true });

const fields = (language: Language, { asked }: About) => {
  const t = texts[language];
  const items: Fields = Object.fromEntries(
    asked.map(({ name, scale }, index) => {
      const label = t.item({ name, most: mostOn(scale) });
      return [fieldAt(index), scale === "five" ? markField(label, language) : numberField(label)];
    }),
  );
  const options = marksOn("ten").map((mark) => recommendChoice(mark, language));
  return {
    ...items,
    recommend: choice({ label: t.recommendAsked, options, optional: true }),
    said: text({ label: t.said, max: LONGEST_SAID, long: true, optional: true }),
    contact: choice({ label: t.contact, search: searchContacts, complete: true, optional: true }),
    answeredOn: date({ label: t.answeredOn }),
  };
};

const SAMPLE = "00000000-0000-4000-8000-000000000000";
const longest: About = {
  customerId: SAMPLE,
  name: "宏达机电".repeat(20),
  asked: Array.from({ length: MOST_ITEMS }, () => ({ id: SAMPLE, name: "元".repeat(30), weight: 100, scale: "five" })),
};

export const answerForm = defineForm({
  id: "answers.new",
  params: about,
  sample: longest,
  build: (language, params) => ({
    title: texts[language].formTitle,
    submit: texts[language].save,
    intro: [[{ bold: params.name }], texts[language].intro],
    fields: fields(language, params),
  }),
});

/** With what it was asked about on its day. */
const editAbout = about.extend({ id, version: z.int() });
export type EditAbout = z.output<typeof editAbout>;

export const editForm = defineForm({
  id: "answers.edit",
  params: editAbout,
  sample: { ...longest, id: SAMPLE, version: 100 },
  build: (language, params) => ({
    title: texts[language].editTitle,
    submit: texts[language].save,
    intro: [[{ bold: params.name }]],
    fields: fields(language, params),
  }),
});
