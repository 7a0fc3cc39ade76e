import { type JsonObject, objects } from "../../json.ts";
import { boolean, type Check, type Fields, list, note, number, oneOf, shape, string, type Visit } from "./check.ts";
import { behaviours, common, confirm, icon, padding, plainText, pressable, richText, urls, width } from "./texts.ts";

const legacyValue: Check = (value, path, visit) => {
  if (typeof value !== "string" && (typeof value !== "object" || value === null))
    note(visit, path, "must be a string or an object");
};
const name = string();
const placeholder = plainText({ max: 100 });

export const button = shape(
  {},
  {
    ...common,
    ...pressable,
    name,
    text: plainText({ max: 100 }),
    type: oneOf(
      ...["default", "primary", "danger", "text", "primary_text", "danger_text"],
      ...["primary_filled", "danger_filled", "laser"],
    ),
    size: oneOf("tiny", "small", "medium", "large"),
    width,
    icon,
    value: legacyValue,
    form_action_type: oneOf("submit", "reset"),
    action_type: oneOf("link", "request", "multi", "form_submit", "form_reset"),
  },
);

const entered: Fields = {
  ...common,
  name,
  required: boolean,
  disabled: boolean,
  placeholder,
  width,
  behaviors: behaviours,
  confirm,
  value: legacyValue,
};

export const input = shape(
  {},
  {
    ...entered,
    default_value: string(),
    disabled_tips: plainText(),
    max_length: number({ min: 1, max: 1000 }),
    input_type: oneOf("text", "multiline_text", "password"),
    rows: number({ min: 1 }),
    auto_resize: boolean,
    max_rows: number({ min: 1 }),
    show_icon: boolean,
    label: plainText(),
    label_position: oneOf("top", "left"),
  },
);

const uniqueOptions = (value: JsonObject, path: string, visit: Visit): void => {
  const values = objects(value.options).map((option) => option.value);
  if (new Set(values).size < values.length) note(visit, path, "values of options must be unique");
};
const option = shape({ text: plainText(), value: string({ min: 1 }) }, { icon });
const select: Fields = { ...entered, type: oneOf("default", "text"), options: list(option) };

export const selectStatic = shape(
  {},
  { ...select, initial_option: string(), initial_index: number({ min: 0 }) },
  uniqueOptions,
);
export const multiSelectStatic = shape({}, { ...select, selected_values: list(string()) }, uniqueOptions);

const people: Fields = { ...select, options: list(shape({}, { value: string() })) };
export const selectPerson = shape({}, { ...people, initial_option: string() });
export const multiSelectPerson = shape({}, { ...people, selected_values: list(string()) });

const pattern = (form: RegExp, says: string): Check => string({ pattern: form, says });
export const datePicker = shape(
  {},
  { ...entered, initial_date: pattern(/^(?:\d{4}-\d{2}-\d{2})?$/, "no date like 2026-11-26") },
);
export const pickerTime = shape({}, { ...entered, initial_time: pattern(/^(?:\d{2}:\d{2})?$/, "no time like 09:30") });
export const pickerDatetime = shape(
  {},
  { ...entered, initial_datetime: pattern(/^(?:\d{4}-\d{2}-\d{2} \d{2}:\d{2})?$/, "no time like 2026-11-26 09:30") },
  (value, path, visit) => {
    if (!value.initial_datetime && !value.placeholder) note(visit, path, "placeholder is required");
  },
);

export const checker = shape(
  {},
  {
    ...common,
    ...pressable,
    name,
    required: boolean,
    checked: boolean,
    text: richText,
    overall_checkable: boolean,
    button_area: shape({}, { pc_display_rule: oneOf("always", "on_hover"), buttons: list(button) }),
    checked_style: shape({}, { show_strikethrough: boolean, opacity: number({ min: 0, max: 1, whole: false }) }),
    padding,
  },
);

export const overflow = shape(
  { options: list(shape({}, { text: plainText({ max: 100 }), multi_url: urls, value: string() }), { min: 1 }) },
  { ...common, name, width, behaviors: behaviours, confirm, value: legacyValue },
);
