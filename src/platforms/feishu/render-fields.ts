import { clip, clipLine } from "../../chat/clip.ts";
import type { Field } from "../../chat/form.ts";
import { dateIn, parsePlainDate, timeIn } from "../../core/dates.ts";
import { type ButtonElement, type Checker, type ColumnSet, type InnerElement, type Input, plain } from "./card-json.ts";
import { type Drawn, type FieldInScene, isSearched, placeholderOf, textOf, texts } from "./drawn-field.ts";
import { LETTERS, STEP } from "./field-names.ts";
import { LIMITS } from "./limits.ts";
import { inert } from "./markup.ts";
import { fileSelect, peopleSelect, placeSelect, selectOf } from "./render-selects.ts";

/** A field: its label, what is wrong with it, what one enters it in, and the step that helps to find it. */
export const fieldElements = (drawn: Drawn): InnerElement[] => {
  const { name, form } = drawn;
  const message = form.errors[name];
  return [
    // A box to tick says itself what it is for.
    ...(drawn.field.kind === "check" ? [] : [labelOf(drawn)]),
    ...(message ? [markdown(`<font color='red'>${inert(clipLine(message, LIMITS.summary))}</font>`)] : []),
    ...entriesOf(drawn),
    ...stepsOf(drawn),
  ];
};

const markdown = (content: string): InnerElement => ({ tag: "markdown", content });

/** What must be filled in has a red mark, as in Feishu's own forms. */
const labelOf = ({ field, form }: Drawn): InnerElement => {
  const label = field.kind === "money" ? `${field.label} (${field.currency})` : field.label;
  const hints = [field.hint, field.kind === "file" ? texts[form.language].file : undefined].filter(Boolean).join(" ");
  const hint = hints === "" ? "" : `\n<font color='grey'>${inert(clip(hints, LIMITS.summary))}</font>`;
  const needed = field.optional ? "" : "<font color='red'>*</font>";
  return markdown(`**${inert(clipLine(label, LIMITS.title).trim()) || "–"}**${needed}${hint}`);
};

const isDay = (text: string): boolean => parsePlainDate(text) !== undefined;

const entriesOf = (drawn: Drawn): readonly InnerElement[] => {
  const { field, form, name: fieldName, scene } = drawn;
  const t = texts[form.language];
  const name = `${LETTERS[field.kind]}.${fieldName}`;
  const value = form.values[fieldName];
  const common = { name, required: false, width: "fill", ...placeholderOf(drawn, t.pick) } as const;
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
      return [{ tag: "picker_datetime", ...common, placeholder, ...(initial && { initial_datetime: initial }) }];
    }
    case "choice":
    case "choices":
      return [selectOf(drawn, name, field.kind === "choices")];
    case "people":
      return [peopleSelect(drawn, common)];
    case "file":
      return [fileSelect(drawn, name)];
    case "check":
      return [checker(drawn, name)];
    case "place":
      return [placeSelect(drawn, name)];
    default:
      return field satisfies never;
  }
};

const checker = ({ field, form, name: fieldName }: Drawn, name: string): Checker => {
  const value = form.values[fieldName];
  return {
    tag: "checker",
    name,
    checked: value !== undefined && "checked" in value && value.checked,
    text: plain(clipLine([field.label, field.placeholder].filter(Boolean).join(" · "), LIMITS.title)),
  };
};

interface Box {
  readonly name: string;
  readonly max: number;
  readonly text: string;
  readonly lines: number;
}

/** A text that is longer than it should be stands there whole all the same: whether it may stay is told when it is sent. */
const input = (drawn: Drawn, { name, max, text, lines }: Box): Input => ({
  tag: "input",
  name,
  required: false,
  width: "fill",
  input_type: lines > 1 ? "multiline_text" : "text",
  ...(lines > 1 && { rows: lines }),
  max_length: Math.min(Math.max(max, text.length), LIMITS.input),
  ...placeholderOf(drawn),
  ...(text !== "" && { default_value: text }),
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

/** Whether there is more to pick from than the select shows. */
export const hasSearchRow = ({ field, name, scene, size }: FieldInScene): boolean => {
  if (field.kind === "people") return scene.colleagues.length > LIMITS.options;
  if (field.kind === "place") return scene.places.length > LIMITS.options;
  if (!isSearched(field)) return false;
  const found = scene.found[name]?.length ?? 0;
  const isAll = "complete" in field && field.complete && !scene.queries[name] && found > 0 && found <= size.options;
  return !isAll;
};

/** A step sends the whole form and brings it back, with everything typed and what was found. */
const stepsOf = (drawn: Drawn): InnerElement[] => {
  const { field, form, name, scene, carried, oneForAll } = drawn;
  const t = texts[form.language];
  const step = (label: string, prefix: string): ButtonElement => ({
    tag: "button",
    name: `${prefix}${name}`,
    text: plain(label),
    type: "default",
    size: "medium",
    form_action_type: "submit",
    behaviors: [{ type: "callback", value: carried }],
  });
  if (field.kind === "check" && field.hint) {
    return [markdown(`<font color='grey'>${inert(clip(field.hint, LIMITS.summary))}</font>`)];
  }
  if (field.kind === "file") return [beside([], step(t.refresh, STEP.refresh))];
  if (!hasSearchRow(drawn)) return [];
  const query = scene.queries[name] ?? "";
  const box: Input = {
    tag: "input",
    name: `${STEP.query}${name}`,
    required: false,
    width: "fill",
    input_type: "text",
    max_length: LIMITS.placeholder,
    placeholder: plain(oneForAll ? t.searchBelow : t.searchFor),
    ...(query !== "" && { default_value: clip(query, LIMITS.placeholder) }),
  };
  return oneForAll ? [box] : [beside([box], step(t.search, STEP.search))];
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
