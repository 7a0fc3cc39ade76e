import { clip, clipLine } from "../../chat/clip.ts";
import type { Choice, Field } from "../../chat/form.ts";
import type { RawValue, ShownForm } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import { dateIn, timeIn } from "../../core/dates.ts";
import type { ButtonElement, ColumnSet, Entry, InnerElement, Input, Option, PlainText } from "./card-json.ts";
import { plain } from "./card-json.ts";
import { LIMITS } from "./limits.ts";
import { inert } from "./markup.ts";
import type { Scene, Size } from "./scene.ts";

const texts = defineTexts({
  en: {
    optional: "Optional",
    pick: "Pick",
    yes: "Yes",
    search: "Search",
    searchFor: "Not in the list? Type a part of the name, then search",
    nothing: (p: { typed: string }) => `Nothing found for “${p.typed}”`,
    more: "More of the same text",
    file: "Send the file to me in our own chat, then press Refresh and pick it here.",
    noFile: "No file yet",
    refresh: "Refresh",
    when: "Pick a day and time",
  },
  zh: {
    optional: "选填",
    pick: "请选择",
    yes: "是",
    search: "搜索",
    searchFor: "列表里没有？输入名称的一部分再搜索",
    nothing: (p) => `没有找到“${p.typed}”`,
    more: "接上文",
    file: "先把文件发到和我的单聊里，再点“刷新”，在这里选它。",
    noFile: "还没有文件",
    refresh: "刷新",
    when: "请选择日期和时间",
  },
});

/**
 * What a field's value is, as the first letter of its name: a submitted form brings texts, lists and booleans by name,
 * and says of none what it was entered in.
 */
export const LETTERS = {
  text: "t",
  number: "t",
  money: "t",
  date: "d",
  datetime: "m",
  choice: "c",
  choices: "c",
  people: "p",
  file: "f",
  check: "k",
  place: "g",
} as const satisfies Record<Field["kind"], string>;
/** Names of what is in a form besides its fields. */
export const STEP = { query: "q.", search: "search~", refresh: "refresh~" } as const;

interface Drawn {
  readonly name: string;
  readonly field: Field;
  readonly form: ShownForm;
  readonly scene: Scene;
  readonly size: Size;
  readonly carried: object;
}

/** A field: its label, what is wrong with it, what one enters it in, and the step that helps to find it. */
export const fieldElements = (drawn: Drawn): InnerElement[] => {
  const { name, form } = drawn;
  const message = form.errors[name];
  return [
    labelOf(drawn),
    ...(message ? [markdown(`<font color='red'>${inert(clipLine(message, LIMITS.summary))}</font>`)] : []),
    ...entriesOf(drawn),
    ...stepsOf(drawn),
  ];
};

const markdown = (content: string): InnerElement => ({ tag: "markdown", content });

const labelOf = ({ field, form }: Drawn): InnerElement => {
  const label = field.kind === "money" ? `${field.label} (${field.currency})` : field.label;
  const hints = [field.hint, field.kind === "file" ? texts[form.language].file : undefined].filter(Boolean).join(" ");
  const hint = hints === "" ? "" : `\n<font color='grey'>${inert(clip(hints, LIMITS.summary))}</font>`;
  return markdown(`**${inert(clipLine(label, LIMITS.title).trim()) || "–"}**${hint}`);
};

export const choicesOf = (value: RawValue | undefined): readonly Choice[] =>
  value && "choices" in value ? value.choices : [];
const textOf = (value: RawValue | undefined): string => (value && "text" in value ? value.text : "");
const idsOf = (value: RawValue | undefined): readonly string[] => (value && "ids" in value ? value.ids : []);
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What may be left out says so where nothing has been entered yet. */
const placeholderOf = ({ field, form }: Drawn, otherwise?: string): { placeholder: PlainText } | undefined => {
  const optional = field.optional ? texts[form.language].optional : undefined;
  const said = [optional, field.placeholder ?? (optional ? undefined : otherwise)].filter(Boolean).join(" · ");
  return said === "" ? undefined : { placeholder: plain(clipLine(said, LIMITS.placeholder)) };
};

const entriesOf = (drawn: Drawn): readonly InnerElement[] => {
  const { field, form, name: fieldName, scene } = drawn;
  const t = texts[form.language];
  const name = `${LETTERS[field.kind]}.${fieldName}`;
  const value = form.values[fieldName];
  const common = { name, width: "fill", ...placeholderOf(drawn, t.pick) } as const;
  switch (field.kind) {
    case "text":
      return textInputs(drawn, name, field);
    case "number":
    case "money":
      return [input(drawn, { name, max: 60, text: textOf(value), lines: 1 })];
    case "date": {
      const day = textOf(value);
      return [{ tag: "date_picker", ...common, ...(isDay(day) && { initial_date: day }) }];
    }
    case "datetime": {
      const at = new Date(textOf(value));
      const known = !Number.isNaN(at.getTime());
      const initial = known && `${dateIn(scene.zone, at)} ${timeIn(scene.zone, at)}`;
      const placeholder = placeholderOf(drawn, t.when)?.placeholder ?? plain(t.when);
      return [
        { tag: "picker_datetime", name, width: "fill", placeholder, ...(initial && { initial_datetime: initial }) },
      ];
    }
    case "choice":
    case "choices":
      return [selectOf(drawn, name, field.kind === "choices")];
    case "people": {
      const ids = idsOf(value);
      if (field.max === 1) return [{ tag: "select_person", ...common, ...(ids[0] && { initial_option: ids[0] }) }];
      return [{ tag: "multi_select_person", ...common, ...(ids.length > 0 && { selected_values: ids }) }];
    }
    case "file":
      return [fileSelect(drawn, name)];
    case "check": {
      const text = plain(clipLine(field.placeholder ?? t.yes, LIMITS.placeholder));
      return [{ tag: "checker", name, checked: value !== undefined && "checked" in value && value.checked, text }];
    }
    case "place":
      return [placeSelect(drawn, name)];
    default:
      return field satisfies never;
  }
};

interface Box {
  readonly name: string;
  readonly max: number;
  readonly text: string;
  readonly lines: number;
}

const input = (drawn: Drawn, { name, max, text, lines }: Box): Input => ({
  tag: "input",
  name,
  width: "fill",
  input_type: lines > 1 ? "multiline_text" : "text",
  ...(lines > 1 && { rows: lines }),
  max_length: Math.min(max, LIMITS.input),
  ...placeholderOf(drawn),
  ...(text !== "" && { default_value: clip(text, Math.min(max, drawn.size.text)) }),
});

/** A box holds 1000 characters: what is known of a longer text goes on in boxes of its own, and is one text again later. */
const textInputs = (drawn: Drawn, name: string, field: Field & { kind: "text" }): InnerElement[] => {
  const { form, name: fieldName } = drawn;
  const text = textOf(form.values[fieldName]);
  const parts = piecesOf(text, LIMITS.input);
  const lines = field.long || parts.length > 1 ? 3 : 1;
  return parts.flatMap((part, index) => {
    const box = input(drawn, {
      name: index === 0 ? name : `${name}.${index + 1}`,
      max: parts.length > 1 ? LIMITS.input : field.max,
      text: part,
      lines,
    });
    return index === 0 ? [box] : [markdown(`<font color='grey'>${texts[form.language].more}</font>`), box];
  });
};

/** Never through a character that takes two. */
const piecesOf = (text: string, size: number): string[] => {
  if (text.length <= size) return [text];
  const end = /[\ud800-\udbff]/.test(text.charAt(size - 1)) ? size - 1 : size;
  return [text.slice(0, end), ...piecesOf(text.slice(end), size)];
};

const optionOf = ({ value, label, detail }: Choice): Option => {
  const whole = detail ? `${label} · ${detail}` : label;
  return { value, text: plain(clipLine(whole, LIMITS.option) || "–") };
};

/** Each value once: Feishu refuses a card in which one comes twice. */
const optionsOf = (choices: readonly Choice[], most: number): Option[] => {
  const there = new Map(choices.filter(({ value }) => value !== "").map((choice) => [choice.value, choice]));
  return [...there.values()].slice(0, most).map(optionOf);
};

const selectOf = (drawn: Drawn, name: string, several: boolean): Entry => {
  const { field, form, scene, size, name: fieldName } = drawn;
  const t = texts[form.language];
  if (field.kind !== "choice" && field.kind !== "choices") throw new TypeError(`${field.kind} is no choice`);
  const chosen = choicesOf(form.values[fieldName]);
  const found = scene.found[fieldName] ?? [];
  // What is chosen stays among the options, whatever is being looked for.
  const kept = chosen.filter(({ value }) => !found.some((one) => one.value === value));
  const options = field.search
    ? optionsOf([...kept, ...found], Math.max(size.options, kept.length))
    : optionsOf(field.options ?? [], LIMITS.options * 2);
  const selected = options.filter(({ value }) => chosen.some((one) => one.value === value)).map(({ value }) => value);
  const query = scene.queries[fieldName] ?? "";
  const missing = field.search && query !== "" && found.length === 0;
  const placeholder = missing
    ? { placeholder: plain(clipLine(t.nothing({ typed: query }), LIMITS.placeholder)) }
    : placeholderOf(drawn, t.pick);
  const common = { name, width: "fill", ...placeholder, options } as const;
  if (several) {
    return { tag: "multi_select_static", ...common, ...(selected.length > 0 && { selected_values: selected }) };
  }
  return { tag: "select_static", ...common, ...(selected[0] !== undefined && { initial_option: selected[0] }) };
};

const fileSelect = ({ form, scene, size, name: fieldName }: Drawn, name: string): Entry => {
  const t = texts[form.language];
  const value = form.values[fieldName];
  const [given] = value && "files" in value ? value.files : [];
  const options = optionsOf(scene.files, size.options);
  const chosen = scene.files.find(({ label }) => label === given?.name);
  return {
    tag: "select_static",
    name,
    width: "fill",
    placeholder: plain(options.length === 0 ? t.noFile : t.pick),
    options,
    ...(chosen && options.some((option) => option.value === chosen.value) && { initial_option: chosen.value }),
  };
};

const placeSelect = (drawn: Drawn, name: string): Entry => {
  const { form, scene, size, name: fieldName } = drawn;
  const [id] = idsOf(form.values[fieldName]);
  const known = id === undefined || scene.places.some(({ value }) => value === id);
  const all = known ? scene.places : [{ value: id, label: id }, ...scene.places];
  const options = optionsOf(all, Math.max(size.options, 1));
  return {
    tag: "select_static",
    name,
    width: "fill",
    ...placeholderOf(drawn, texts[form.language].pick),
    options,
    ...(id !== undefined && options.some((option) => option.value === id) && { initial_option: id }),
  };
};

/** A step sends the whole form and brings it back, with everything typed and what was found. */
const stepsOf = ({ field, form, name, scene, carried }: Drawn): InnerElement[] => {
  const t = texts[form.language];
  const step = (label: string, prefix: string): ButtonElement => ({
    tag: "button",
    name: `${prefix}${name}`,
    text: plain(label),
    type: "default",
    size: "medium",
    form_action_type: "submit",
    behaviors: [{ type: "callback", value: { ...carried, step: name } }],
  });
  if (field.kind === "file") return [beside([], step(t.refresh, STEP.refresh))];
  if (!("search" in field) || !field.search) return [];
  const query = scene.queries[name] ?? "";
  const box: Input = {
    tag: "input",
    name: `${STEP.query}${name}`,
    width: "fill",
    input_type: "text",
    max_length: LIMITS.placeholder,
    placeholder: plain(t.searchFor),
    ...(query !== "" && { default_value: query }),
  };
  return [beside([box], step(t.search, STEP.search))];
};

const beside = (boxes: readonly InnerElement[], button: ButtonElement): ColumnSet => ({
  tag: "column_set",
  flex_mode: "none",
  background_style: "default",
  horizontal_spacing: "8px",
  columns: [
    ...boxes.map(
      (box) => ({ tag: "column", width: "weighted", weight: 1, vertical_align: "center", elements: [box] }) as const,
    ),
    { tag: "column", width: "auto", vertical_align: "center", elements: [button] },
  ],
});
