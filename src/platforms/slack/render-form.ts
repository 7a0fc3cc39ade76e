import type { InputBlock, ModalView } from "@slack/types";
import type { Card } from "../../chat/card.ts";
import { languageOf, nobody } from "../../chat/card-words.ts";
import { clip, clipLine } from "../../chat/clip.ts";
import type { Choice, Field, FieldErrors } from "../../chat/form.ts";
import type { RawValue, ShownForm } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import { parsePlainDate } from "../../core/dates.ts";
import { LIMITS, Room } from "./limits.ts";
import { type Origin, pack } from "./origin.ts";
import { renderInView } from "./render-card.ts";
import { elements, type Pen, plainText, richLines, type SlackBlock, WIDE } from "./rich-text.ts";

const texts = defineTexts({
  en: { cancel: "Cancel", close: "Close", pick: "Pick", yes: "Yes", title: "Rapport" },
  zh: { cancel: "取消", close: "关闭", pick: "请选择", yes: "是", title: "客情" },
});

/** The form as a modal. Texts that are too long are cut visibly; `check` of the port finds those that would matter at start-up. */
export const renderForm = (form: ShownForm, origin: Origin | undefined): ModalView => {
  const t = texts[form.language];
  const pen: Pen = { mention: nobody, surface: "view", room: new Room(LIMITS.message.characters) };
  return {
    type: "modal",
    callback_id: form.formId,
    private_metadata: metadataOf(form, origin),
    title: plainText(clipLine(form.content.title, LIMITS.view.title) || t.title),
    submit: plainText(clipLine(form.content.submit, LIMITS.view.button)),
    close: plainText(t.cancel),
    blocks: [...introBlocks(form, pen), ...fieldBlocks(form, pen)].slice(0, LIMITS.view.blocks),
  } satisfies ModalView;
};

/** A modal without fields: "saving…", and what came of it. What one can do about it stands where the form was opened. */
export const renderNotice = (card: Card): ModalView => {
  const t = texts[languageOf(card)];
  const { buttons: _buttons, menu: _menu, ...rest } = card;
  const lines = card.lines?.map(({ text, detail }) => ({ text, ...(detail !== undefined && { detail }) }));
  const readable: Card = { ...rest, ...(lines && { lines }) };
  return {
    type: "modal",
    title: plainText(t.title),
    close: plainText(t.close),
    blocks: renderInView(readable, nobody, LIMITS.view.blocks),
  };
};

/** Whether every message sits at a field that is shown, so that Slack can put it there by itself. */
export const errorsAtInputs = (form: ShownForm): Record<string, string> | undefined => {
  const shown = messages(form.errors);
  const inputs = new Set(inputNames(form));
  if (shown.length === 0 || shown.some(([name]) => !inputs.has(name))) return undefined;
  return Object.fromEntries(shown.map(([name, message]) => [name, clipLine(message, LIMITS.input.hint)]));
};

const metadataOf = (form: ShownForm, origin: Origin | undefined): string => {
  const whole = pack({ params: form.params, origin });
  if (whole.length <= LIMITS.view.metadata || !origin) return whole;
  const { responseUrl: _dropped, ...rest } = origin;
  return pack({ params: form.params, origin: rest });
};

const messages = (errors: FieldErrors): [string, string][] =>
  Object.entries(errors).filter((entry): entry is [string, string] => Boolean(entry[1]));

/** A choice with nothing to choose from has no input: Slack wants at least one option. */
const hasInput = (field: Field): boolean =>
  (field.kind !== "choice" && field.kind !== "choices") ||
  field.search !== undefined ||
  (field.options ?? []).length > 0;
const inputNames = ({ content }: ShownForm): string[] =>
  Object.entries(content.fields).flatMap(([name, field]) => (hasInput(field) ? [name] : []));

const warning = (text: string, pen: Pen): SlackBlock[] => {
  const block = richLines([elements([{ bold: `⚠️ ${text}` }], pen)]);
  return block ? [block] : [];
};

const introBlocks = (form: ShownForm, pen: Pen): SlackBlock[] => {
  const inputs = new Set(inputNames(form));
  const general = messages(form.errors).filter(([name]) => !inputs.has(name));
  const intro = (form.content.intro ?? []).map((text) => elements(text, pen));
  const facts = (form.content.facts ?? []).map(({ label, value }) => [
    ...elements([{ bold: label }, WIDE], pen),
    ...elements(value, pen),
  ]);
  const blocks = [richLines(intro), richLines(facts)].flatMap((block) => (block ? [block] : []));
  return [...general.flatMap(([, message]) => warning(message, pen)), ...blocks];
};

const fieldBlocks = (form: ShownForm, pen: Pen): SlackBlock[] =>
  Object.entries(form.content.fields).flatMap(([name, field]): SlackBlock[] => {
    if (!hasInput(field)) return [];
    const message = form.errors[name];
    const input = inputBlock({ name, field, value: form.values[name], form });
    return [input, ...(message ? warning(message, pen) : [])];
  });

interface Input {
  readonly name: string;
  readonly field: Field;
  readonly value: RawValue | undefined;
  readonly form: ShownForm;
}

/** block_id is the field's name, so that what was typed survives an update of the view. */
const inputBlock = (input: Input): InputBlock => {
  const { name, field } = input;
  const label = field.kind === "money" ? `${field.label} (${field.currency})` : field.label;
  return {
    type: "input",
    block_id: name,
    label: plainText(clipLine(label, LIMITS.input.label)),
    element: elementOf(input),
    optional: field.kind === "check" || field.optional === true,
    ...(field.hint && { hint: plainText(clip(field.hint, LIMITS.input.hint)) }),
  } satisfies InputBlock;
};

/** Another form's field of the same name must not inherit what was typed: the action_id names the form. */
const actionIdOf = ({ name, form }: Input): string => `${form.formId}.${name}`.slice(0, LIMITS.id);

const elementOf = (input: Input): InputBlock["element"] => {
  const { field, value } = input;
  const action_id = actionIdOf(input);
  const typed = textOf(value);
  switch (field.kind) {
    case "text": {
      // A text that is longer than it should be stands there whole all the same: what is cut would be lost with the next save.
      const most = Math.min(Math.max(field.max, typed.length), LIMITS.input.text);
      return {
        type: "plain_text_input",
        action_id,
        multiline: field.long ?? false,
        max_length: most,
        ...placeholderOf(field),
        ...(typed && { initial_value: clip(typed, most) }),
      };
    }
    case "money": {
      const known = typed && { initial_value: clipLine(typed, 60) };
      return { type: "plain_text_input", action_id, max_length: 60, ...placeholderOf(field), ...known };
    }
    case "number":
      return numberElement(field, action_id, typed);
    case "date":
      return { type: "datepicker", action_id, ...placeholderOf(field), ...(isDay(typed) && { initial_date: typed }) };
    case "datetime": {
      const seconds = Math.floor(Date.parse(typed) / 1000);
      return {
        type: "datetimepicker",
        action_id,
        ...(seconds >= 1e9 && seconds < 1e10 && { initial_date_time: seconds }),
      };
    }
    case "choice":
    case "choices":
      return selectElement(input, action_id);
    case "people":
      return peopleElement(field, action_id, value);
    case "file":
      return { type: "file_input", action_id, filetypes: [...field.accept], max_files: 1 };
    case "check":
      return checkElement(input, action_id);
    case "place":
      return placeElement(input, action_id);
    default:
      return field satisfies never;
  }
};

const textOf = (value: RawValue | undefined): string => (value && "text" in value ? value.text : "");
const choicesOf = (value: RawValue | undefined): readonly Choice[] =>
  value && "choices" in value ? value.choices : [];
const idsOf = (value: RawValue | undefined): string[] => (value && "ids" in value ? [...value.ids] : []);
/** Slack refuses the whole view for one date that is none. */
const isDay = (text: string): boolean => parsePlainDate(text) !== undefined;

const placeholderOf = ({ placeholder }: Field) =>
  placeholder ? { placeholder: plainText(clipLine(placeholder, LIMITS.input.placeholder)) } : {};

const numberElement = (field: Field & { kind: "number" }, action_id: string, typed: string): InputBlock["element"] => {
  const value = Number(typed);
  const inside = value >= (field.min ?? -Infinity) && value <= (field.max ?? Infinity);
  const known = /^-?\d+(\.\d+)?$/.test(typed) && inside && (!field.whole || Number.isInteger(value));
  return {
    type: "number_input",
    action_id,
    is_decimal_allowed: !field.whole,
    ...(field.min !== undefined && { min_value: String(field.min) }),
    ...(field.max !== undefined && { max_value: String(field.max) }),
    ...placeholderOf(field),
    ...(known && { initial_value: typed }),
  };
};

/** Undefined for a choice that Slack could not give back whole. */
export const optionOf = ({ value, label, detail }: Choice) =>
  value === "" || value.length > LIMITS.option.value
    ? undefined
    : {
        text: plainText(clipLine(label, LIMITS.option.label) || "–"),
        value,
        ...(detail && { description: plainText(clipLine(detail, LIMITS.option.detail)) }),
      };
const optionsOf = (choices: readonly Choice[]) => choices.flatMap((choice) => optionOf(choice) ?? []);

const selectElement = ({ field, value, form }: Input, action_id: string): InputBlock["element"] => {
  if (field.kind !== "choice" && field.kind !== "choices") throw new TypeError(`${field.kind} is no choice`);
  const placeholder = plainText(clipLine(field.placeholder ?? texts[form.language].pick, LIMITS.input.placeholder));
  const chosen = choicesOf(value);
  if (field.search) {
    const initial = optionsOf(chosen);
    const external = { action_id, placeholder, min_query_length: 0 };
    return field.kind === "choice"
      ? { type: "external_select", ...external, ...(initial[0] && { initial_option: initial[0] }) }
      : { type: "multi_external_select", ...external, ...(initial.length > 0 && { initial_options: initial }) };
  }
  const options = optionsOf((field.options ?? []).slice(0, LIMITS.options));
  // To the letter one of the options, else Slack refuses the view: one that is gone is not chosen any more.
  const initial = options.filter((option) => chosen.some((one) => one.value === option.value));
  return field.kind === "choice"
    ? { type: "static_select", action_id, placeholder, options, ...(initial[0] && { initial_option: initial[0] }) }
    : {
        type: "multi_static_select",
        action_id,
        placeholder,
        options,
        ...(initial.length > 0 && { initial_options: initial }),
      };
};

const peopleElement = (
  field: Field & { kind: "people" },
  action_id: string,
  value: RawValue | undefined,
): InputBlock["element"] => {
  const ids = idsOf(value);
  if (field.max === 1) {
    return { type: "users_select", action_id, ...placeholderOf(field), ...(ids[0] && { initial_user: ids[0] }) };
  }
  return {
    type: "multi_users_select",
    action_id,
    max_selected_items: Math.min(field.max ?? LIMITS.people, LIMITS.people),
    ...placeholderOf(field),
    ...(ids.length > 0 && { initial_users: ids }),
  };
};

const checkElement = ({ field, value, form }: Input, action_id: string): InputBlock["element"] => {
  const option = {
    text: plainText(clipLine(field.placeholder ?? texts[form.language].yes, LIMITS.option.label)),
    value: "yes",
  };
  const checked = value !== undefined && "checked" in value && value.checked;
  return { type: "checkboxes", action_id, options: [option], ...(checked && { initial_options: [option] }) };
};

const placeElement = ({ field, value }: Input, action_id: string): InputBlock["element"] => {
  const [id] = idsOf(value);
  return {
    type: "conversations_select",
    action_id,
    filter: { include: ["public", "private"], exclude_bot_users: true },
    ...placeholderOf(field),
    ...(id && { initial_conversation: id }),
  };
};
