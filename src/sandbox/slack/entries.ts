import { isArray, isObject, type Json, type JsonObject, objects } from "../json.ts";
import { elementsOf, withChildren } from "./blocks/blocks.ts";
import type { Entered } from "./records.ts";
import type { Entry } from "./screen.ts";

/** Why what was entered cannot be: a client would not let it happen. */
export class CannotEnter extends Error {}

const list = (entry: Entry | undefined): readonly string[] =>
  typeof entry === "string" ? [entry] : typeof entry === "number" ? [String(entry)] : (entry ?? []);
const one = (entry: Entry | undefined): string | null => list(entry)[0] ?? null;

/** All options an element carries itself. */
export const ownOptions = (element: JsonObject): readonly JsonObject[] => [
  ...objects(element.options),
  ...objects(element.option_groups).flatMap((group) => objects(group.options)),
  ...(isObject(element.initial_option) ? [element.initial_option] : []),
  ...objects(element.initial_options),
];

/** The option objects of the values; `known` are those the app suggested. @throws CannotEnter for a value nobody offered. */
const chosen = (element: JsonObject, known: readonly JsonObject[], values: readonly string[]): readonly JsonObject[] =>
  values.map((value) => {
    const found = [...ownOptions(element), ...known].find((option) => option.value === value);
    if (!found) throw new CannotEnter(`there is no option ${value}`);
    return found;
  });

const several = (element: JsonObject, found: readonly Json[]): readonly Json[] => {
  const most = element.max_selected_items;
  if (typeof most === "number" && found.length > most) throw new CannotEnter(`no more than ${most} can be chosen`);
  return found;
};

const richText = (text: string | null): JsonObject | null =>
  text === null
    ? null
    : { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] };

const seconds = (value: string | null): number | null => (value === null ? null : Number(value));

type ToState = (element: JsonObject, entry: Entry | undefined, known: readonly JsonObject[]) => JsonObject;

const options: ToState = (element, entry, known) => ({
  selected_options: several(element, chosen(element, known, list(entry))),
});
const option: ToState = (element, entry, known) => ({
  selected_option: chosen(element, known, list(entry).slice(0, 1))[0] ?? null,
});
const value: ToState = (_, entry) => ({ value: one(entry) === "" ? null : one(entry) });

const STATES: Readonly<Record<string, ToState>> = {
  plain_text_input: value,
  number_input: value,
  email_text_input: value,
  url_text_input: value,
  rich_text_input: (_, entry) => ({ rich_text_value: richText(one(entry)) }),
  static_select: option,
  external_select: option,
  radio_buttons: option,
  overflow: option,
  multi_static_select: options,
  multi_external_select: options,
  checkboxes: options,
  users_select: (_, entry) => ({ selected_user: one(entry) }),
  conversations_select: (_, entry) => ({ selected_conversation: one(entry) }),
  channels_select: (_, entry) => ({ selected_channel: one(entry) }),
  multi_users_select: (element, entry) => ({ selected_users: several(element, list(entry)) }),
  multi_conversations_select: (element, entry) => ({ selected_conversations: several(element, list(entry)) }),
  multi_channels_select: (element, entry) => ({ selected_channels: several(element, list(entry)) }),
  datepicker: (_, entry) => ({ selected_date: one(entry) }),
  timepicker: (element, entry) => ({
    selected_time: one(entry),
    ...(element.timezone !== undefined && { timezone: element.timezone }),
  }),
  datetimepicker: (_, entry) => ({ selected_date_time: seconds(one(entry)) }),
  file_input: (_, entry) => ({ files: list(entry) }),
};

/** Whether the element keeps something a person entered. */
export const isStateful = (element: JsonObject): boolean =>
  typeof element.type === "string" && element.type in STATES && element.type !== "overflow";

/** The element's state once `entry` is in it. @throws CannotEnter when a client would not allow it. */
export const enteredState = (
  element: JsonObject,
  entry: Entry | undefined,
  known: readonly JsonObject[],
): JsonObject => {
  const make = typeof element.type === "string" ? STATES[element.type] : undefined;
  if (!make) return { type: element.type };
  return { type: element.type, ...make(element, entry, known) };
};

const values = (found: readonly JsonObject[]): readonly string[] => found.map((each) => String(each.value));
const strings = (found: Json | undefined): readonly string[] => (isArray(found) ? found.map(String) : []);

/** What stands in an element before anyone touched it. */
const initialEntry = (element: JsonObject): Entry => {
  if (isObject(element.initial_option)) return String(element.initial_option.value);
  if (element.initial_options !== undefined) return values(objects(element.initial_options));
  for (const key of ["initial_users", "initial_conversations", "initial_channels"])
    if (element[key] !== undefined) return strings(element[key]);
  const plain =
    element.initial_value ??
    element.initial_date ??
    element.initial_time ??
    element.initial_date_time ??
    element.initial_user ??
    element.initial_conversation ??
    element.initial_channel;
  return typeof plain === "string" || typeof plain === "number" ? plain : null;
};

export const initialState = (element: JsonObject): JsonObject =>
  element.type === "rich_text_input" && isObject(element.initial_value)
    ? { type: "rich_text_input", rich_text_value: element.initial_value }
    : enteredState(element, initialEntry(element), []);

/** `state.values` of these blocks: what was entered, else what stood there at first. */
export const stateOf = (blocks: readonly JsonObject[], entered: Entered): Entered => {
  const state: Entered = {};
  for (const block of withChildren(blocks))
    for (const element of elementsOf(block)) {
      if (!isStateful(element)) continue;
      const [blockId, actionId] = [String(block.block_id), String(element.action_id)];
      state[blockId] = { ...state[blockId], [actionId]: entered[blockId]?.[actionId] ?? initialState(element) };
    }
  return state;
};

export const viewState = (body: JsonObject, entered: Entered): Entered => stateOf(objects(body.blocks), entered);

/** Whether the state holds nothing: what a required field must not be. */
export const isEmpty = (state: JsonObject): boolean =>
  Object.entries(state).every(
    ([key, inner]) =>
      key === "type" || key === "timezone" || inner === null || inner === "" || (isArray(inner) && inner.length === 0),
  );
