import { plainText as said } from "../../chat/card.ts";
import { nobody } from "../../chat/card-words.ts";
import { clipLine } from "../../chat/clip.ts";
import type { ShownForm } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import { rows } from "./buttons.ts";
import type { ButtonElement, CardJson, FormElement, InnerElement, RootElement } from "./card-json.ts";
import { plain } from "./card-json.ts";
import { texts as fieldTexts } from "./drawn-field.ts";
import { CLOSE, STEP } from "./field-names.ts";
import { LIMITS, orDots, Room } from "./limits.ts";
import { inert, paragraph } from "./markup.ts";
import { type CarriedForm, pack, submitName } from "./origin.ts";
import { factsOf, headOf, withHead } from "./render-card.ts";
import { fieldElements, hasSearchRow } from "./render-fields.ts";
import type { Scene, Size } from "./scene.ts";

const texts = defineTexts({
  en: { close: "Close" },
  zh: { close: "收起" },
});

/** Fewer options where the card would become too large. */
const SIZES: readonly Size[] = [LIMITS.options, 35, 25, 18, 14, 10, 7, 5, 3].map((options) => ({ options }));

/** More is known or was entered than a card holds; the check at the start rules it out for what the fields admit. */
export class TooMuchForACard extends RangeError {}

/** The form as a card. @throws TooMuchForACard */
export const renderForm = (form: ShownForm, scene: Scene): CardJson => {
  const head = headOf({ tone: "plain", title: form.content.title, plain: form.content.title });
  for (const size of SIZES) {
    const room = new Room();
    room.spend(withHead(head, []));
    const inside = room.takeAll<RootElement>([
      ...errorLines(form),
      formElement(form, scene, size),
      closeButton(form, scene),
    ]);
    if (inside) return withHead(head, [...introElements(form, room), ...inside]);
  }
  throw new TooMuchForACard(`The form ${form.formId} does not fit into a card.`);
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
  const fields = Object.entries(form.content.fields).map(([name, field]) => ({ name, field, form, scene, size }));
  const oneForAll = fields.filter(hasSearchRow).length > MOST_SEARCH_BUTTONS;
  const drawn = fields.flatMap((one) => [...fieldElements({ ...one, carried, oneForAll })]);
  const search = oneForAll ? [searchButton(form, carried)] : [];
  return {
    tag: "form",
    name: `form~${form.formId}`.slice(0, LIMITS.name),
    direction: "vertical",
    vertical_spacing: "8px",
    elements: [...drawn, ...rows([submitButton(form, scene, carried), ...search])],
  };
};

const carriedOf = (form: ShownForm, { instance, origin, queries }: Scene): CarriedForm => ({
  formId: form.formId,
  params: form.params,
  language: form.language,
  instance,
  origin,
  queries: Object.fromEntries(Object.entries(queries).filter(([, query]) => query !== "")),
});

const submitButton = ({ formId, params, content }: ShownForm, { origin }: Scene, carried: object): ButtonElement => ({
  tag: "button",
  name: submitName({ formId, params, origin }),
  text: plain(orDots(clipLine(content.submit, LIMITS.label), LIMITS.label)),
  type: "primary_filled",
  size: "medium",
  form_action_type: "submit",
  behaviors: [{ type: "callback", value: carried }],
});

/** Each button carries all that the form must know again; with more of them that alone would fill the card. */
const MOST_SEARCH_BUTTONS = 2;

/** Looks for what stands in every box. */
const searchButton = ({ language }: ShownForm, carried: object): ButtonElement => ({
  tag: "button",
  name: STEP.search,
  text: plain(fieldTexts[language].search),
  type: "default",
  size: "medium",
  form_action_type: "submit",
  behaviors: [{ type: "callback", value: carried }],
});

/** Below the form: a button in it sends the form or empties it, and does nothing else. */
const closeButton = (form: ShownForm, scene: Scene): ButtonElement => ({
  tag: "button",
  name: CLOSE,
  text: plain(texts[form.language].close),
  type: "default",
  size: "medium",
  behaviors: [{ type: "callback", value: pack({ ...carriedOf(form, scene), queries: {}, closes: true }) }],
});
