import { plainText as said } from "../../chat/card.ts";
import { nobody } from "../../chat/card-words.ts";
import { clipLine } from "../../chat/clip.ts";
import type { Field } from "../../chat/form.ts";
import type { ShownForm } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import { rows } from "./buttons.ts";
import type { ButtonElement, CardJson, FormElement, InnerElement, RootElement } from "./card-json.ts";
import { plain } from "./card-json.ts";
import { choicesOf } from "./drawn-field.ts";
import { LIMITS, orDots, Room } from "./limits.ts";
import { inert, paragraph } from "./markup.ts";
import { type CarriedForm, pack, submitName } from "./origin.ts";
import { factsOf, headOf, withHead } from "./render-card.ts";
import { fieldElements } from "./render-fields.ts";
import type { Scene, Size } from "./scene.ts";

const texts = defineTexts({
  en: { close: "Close" },
  zh: { close: "收起" },
});

/** Options of each select, and characters of each known text: fewer where the card would become too large. */
const SIZES = [
  { options: LIMITS.options, text: Number.POSITIVE_INFINITY },
  { options: 25, text: Number.POSITIVE_INFINITY },
  { options: 10, text: Number.POSITIVE_INFINITY },
  { options: 5, text: 600 },
  { options: 3, text: 200 },
] as const satisfies readonly Size[];

/** The form as a card. */
export const renderForm = (form: ShownForm, scene: Scene): CardJson => {
  const head = headOf({ tone: "plain", title: form.content.title, plain: form.content.title });
  for (const size of SIZES) {
    const room = new Room();
    room.spend(withHead(head, []));
    const inside = room.takeAll<RootElement>([...errorLines(form), formElement(form, scene, size)]);
    if (inside) return withHead(head, [...introElements(form, room), ...inside]);
  }
  throw new RangeError(`The form ${form.formId} does not fit into a card.`);
};

const red = (message: string): InnerElement => ({
  tag: "markdown",
  content: `<font color='red'>${inert(clipLine(message, LIMITS.summary))}</font>`,
});

/** Messages about the form as a whole, and at fields that it does not have. */
const errorLines = ({ content, errors }: ShownForm): InnerElement[] =>
  Object.entries(errors).flatMap(([name, message]) => (message && !(name in content.fields) ? [red(message)] : []));

const introElements = ({ content }: ShownForm, room: Room): RootElement[] => {
  const { intro = [], facts = [] } = content;
  const texts = intro.filter((text) => said(text).trim() !== "");
  const drawn = texts.map((text) =>
    room.takeText<RootElement>((most) => paragraph(text, nobody, most), { characters: 1000 }),
  );
  const known = facts.length > 0 ? room.take<RootElement>(factsOf(facts, { mention: nobody })) : undefined;
  return [...drawn, known].filter((one) => one !== undefined);
};

const formElement = (form: ShownForm, scene: Scene, size: Size): FormElement => {
  const carried = pack(carriedOf(form, scene));
  const fields = Object.entries(form.content.fields).flatMap(([name, field]) => [
    ...fieldElements({ name, field, form, scene, size, carried }),
  ]);
  return {
    tag: "form",
    name: `form~${form.formId}`.slice(0, LIMITS.name),
    direction: "vertical",
    vertical_spacing: "8px",
    elements: [...fields, ...rows([submitButton(form, carried), closeButton(form, carried)])],
  };
};

const carriedOf = (form: ShownForm, { instance, origin, queries }: Scene): CarriedForm => ({
  formId: form.formId,
  params: form.params,
  language: form.language,
  instance,
  origin,
  queries: Object.fromEntries(Object.entries(queries).filter(([, query]) => query !== "")),
  labels: labelsIn(form),
});

/** Of the choices made in searched fields: which options there were then, nobody knows later. */
const labelsIn = ({ content, values }: ShownForm): Record<string, string> =>
  Object.fromEntries(
    Object.entries(content.fields)
      .filter(([, field]) => isSearched(field))
      .flatMap(([name]) => choicesOf(values[name]).map(({ value, label }) => [value, label])),
  );
const isSearched = (field: Field): boolean => "search" in field && field.search !== undefined;

const submitButton = ({ formId, params, content }: ShownForm, carried: object): ButtonElement => ({
  tag: "button",
  name: submitName(formId, params),
  text: plain(orDots(clipLine(content.submit, LIMITS.label), LIMITS.label)),
  type: "primary_filled",
  size: "medium",
  form_action_type: "submit",
  behaviors: [{ type: "callback", value: carried }],
});

/** Name of the button that puts a form away. */
export const CLOSE = "close~";

const closeButton = ({ language }: ShownForm, carried: object): ButtonElement => ({
  tag: "button",
  name: CLOSE,
  text: plain(texts[language].close),
  type: "default",
  size: "medium",
  behaviors: [{ type: "callback", value: { ...carried, close: 1 } }],
});
