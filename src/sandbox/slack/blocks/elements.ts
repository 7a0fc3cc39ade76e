import type { JsonObject } from "../../json.ts";
import { boolean, type Check, integer, list, note, oneOf, shape, string, type Visit } from "./check.ts";
import {
  actionId,
  boxOption,
  colorScheme,
  confirm,
  day,
  dispatchConfig,
  httpsUrl,
  httpUrl,
  ianaZone,
  imageElement,
  overflowOption,
  placeholder,
  plainText,
  timeOfDay,
  unixSeconds,
} from "./objects.ts";
import { richText } from "./rich-text.ts";
import { initialOneOfOptions, multiSelects, selects } from "./selects.ts";

const a11y = string({ max: 75 });
const text75 = plainText({ max: 75 });
const focus = { focus_on_load: boolean };
const typed = { action_id: actionId, dispatch_action_config: dispatchConfig, placeholder, ...focus };
const picked = { action_id: actionId, confirm, ...focus };
const decimal = string({ pattern: /^-?\d+(\.\d+)?$/, says: "a number written as a string" });

const numberInOrder = (value: JsonObject, pointer: string, visit: Visit): void => {
  const at = (key: string) => (typeof value[key] === "string" ? Number(value[key]) : undefined);
  const [min, max, initial] = [at("min_value"), at("max_value"), at("initial_value")];
  if (min !== undefined && max !== undefined && min > max)
    note(visit, `${pointer}/min_value`, "must not be greater than max_value");
  if (initial === undefined) return;
  if (min !== undefined && initial < min) note(visit, `${pointer}/initial_value`, "must not be less than min_value");
  if (max !== undefined && initial > max) note(visit, `${pointer}/initial_value`, "must not be greater than max_value");
  if (value.is_decimal_allowed === false && !Number.isInteger(initial))
    note(visit, `${pointer}/initial_value`, "must be an integer when is_decimal_allowed is false");
};

const lengthInOrder = (value: JsonObject, pointer: string, visit: Visit): void => {
  const { min_length: min, max_length: max, initial_value: initial } = value;
  if (typeof min === "number" && typeof max === "number" && min > max)
    note(visit, `${pointer}/min_length`, "must not be greater than max_length");
  if (typeof initial === "string" && typeof max === "number" && initial.length > max)
    note(visit, `${pointer}/initial_value`, "must not be longer than max_length");
};

export const buttonShape = shape(
  { text: text75 },
  {
    action_id: actionId,
    url: httpUrl,
    value: string({ max: 2000 }),
    style: colorScheme,
    confirm,
    accessibility_label: a11y,
  },
);

const boxes = initialOneOfOptions(
  "initial_options",
  shape(
    { options: list(boxOption, { min: 1, max: 10 }) },
    { ...picked, initial_options: list(boxOption, { min: 1, max: 10 }) },
  ),
);
const radio = initialOneOfOptions(
  "initial_option",
  shape({ options: list(boxOption, { min: 1, max: 10 }) }, { ...picked, initial_option: boxOption }),
);
const overflow = shape({ options: list(overflowOption, { min: 1, max: 5 }) }, { action_id: actionId, confirm });
const datepicker = shape({}, { ...picked, placeholder, initial_date: day });
const timepicker = shape({}, { ...picked, placeholder, initial_time: timeOfDay, timezone: ianaZone });
const datetimepicker = shape({}, { ...picked, initial_date_time: unixSeconds });
const richTextInput = shape(
  {},
  {
    ...typed,
    initial_value: richText,
    min_lines: integer({ min: 1, max: 100 }),
    max_lines: integer({ min: 1, max: 100 }),
  },
);
const workflowButton = shape(
  {
    text: text75,
    workflow: shape({
      trigger: shape(
        { url: httpsUrl },
        { customizable_input_parameters: list(shape({ name: string(), value: string() })) },
      ),
    }),
  },
  { action_id: actionId, confirm, style: colorScheme, accessibility_label: a11y },
);

/** Elements of an actions block. */
export const actionElements: Readonly<Record<string, Check>> = {
  button: buttonShape,
  checkboxes: boxes,
  radio_buttons: radio,
  overflow,
  datepicker,
  timepicker,
  datetimepicker,
  workflow_button: workflowButton,
  rich_text_input: richTextInput,
  ...selects,
  ...multiSelects,
};

/** What may stand beside the text of a section. */
export const accessories: Readonly<Record<string, Check>> = {
  button: buttonShape,
  checkboxes: boxes,
  radio_buttons: radio,
  overflow,
  datepicker,
  timepicker,
  workflow_button: workflowButton,
  image: imageElement,
  ...selects,
  ...multiSelects,
};

/** Elements of an input block. */
export const inputElements: Readonly<Record<string, Check>> = {
  plain_text_input: shape(
    {},
    {
      ...typed,
      initial_value: string({ max: 3000 }),
      multiline: boolean,
      min_length: integer({ min: 0, max: 3000 }),
      max_length: integer({ min: 1, max: 3000 }),
    },
    lengthInOrder,
  ),
  number_input: shape(
    { is_decimal_allowed: boolean },
    { ...typed, initial_value: decimal, min_value: decimal, max_value: decimal },
    numberInOrder,
  ),
  email_text_input: shape({}, { ...typed, initial_value: string() }),
  url_text_input: shape({}, { ...typed, initial_value: string() }),
  rich_text_input: richTextInput,
  file_input: shape(
    {},
    { action_id: actionId, filetypes: list(string({ min: 1 }), { min: 1 }), max_files: integer({ min: 1, max: 10 }) },
  ),
  checkboxes: boxes,
  radio_buttons: radio,
  datepicker,
  timepicker,
  datetimepicker,
  ...selects,
  ...multiSelects,
};

const feedback = shape({ text: text75, value: string({ max: 2000 }) }, { accessibility_label: a11y });

export const contextActionElements: Readonly<Record<string, Check>> = {
  feedback_buttons: shape({ positive_button: feedback, negative_button: feedback }, { action_id: actionId }),
  icon_button: shape(
    { icon: oneOf("trash"), text: text75 },
    {
      action_id: actionId,
      value: string({ max: 2000 }),
      confirm,
      accessibility_label: a11y,
      visible_to_user_ids: list(string({ min: 1 })),
    },
  ),
};

export const urlSource = shape({ url: httpUrl, text: string({ min: 1 }) });
