import { isObject, objects } from "../../json.ts";
import { boolean, type Check, integer, list, needsExactlyOneOf, note, shape, string } from "./check.ts";
import { actionId, confirm, conversationFilter, menuOption, optionGroup, placeholder } from "./objects.ts";

const common = { action_id: actionId, confirm, focus_on_load: boolean, placeholder };
const multi = { max_selected_items: integer({ min: 1 }) };
const id = string({ min: 1 });
const groups = {
  options: list(menuOption, { min: 1, max: 100 }),
  option_groups: list(optionGroup, { min: 1, max: 100 }),
};
const eitherOptions = needsExactlyOneOf("options", "option_groups");
const query = { min_query_length: integer({ min: 0 }) };
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };

/** An initial option must be one of those offered, to the letter. */
const offersInitial =
  (key: "initial_option" | "initial_options"): Check =>
  (value, pointer, visit) => {
    if (!isObject(value)) return;
    const offered = [
      ...objects(value.options),
      ...objects(value.option_groups).flatMap((group) => objects(group.options)),
    ];
    const chosen = key === "initial_option" ? (isObject(value[key]) ? [value[key]] : []) : objects(value[key]);
    for (const one of chosen) {
      const known = offered.some((option) => JSON.stringify(option.value) === JSON.stringify(one.value));
      if (!known) note(visit, `${pointer}/${key}`, "must exactly match one of the provided options");
    }
  };

const withInitial =
  (key: "initial_option" | "initial_options", check: Check): Check =>
  (value, pointer, visit) => {
    check(value, pointer, visit);
    offersInitial(key)(value, pointer, visit);
  };

const none = {};

export const selects: Readonly<Record<string, Check>> = {
  static_select: withInitial(
    "initial_option",
    shape(none, { ...common, ...groups, initial_option: menuOption }, eitherOptions),
  ),
  external_select: shape(none, { ...common, ...query, initial_option: menuOption }),
  users_select: shape(none, { ...common, initial_user: id }),
  conversations_select: shape(none, {
    ...common,
    ...conversations,
    initial_conversation: id,
    response_url_enabled: boolean,
  }),
  channels_select: shape(none, { ...common, initial_channel: id, response_url_enabled: boolean }),
};

export const multiSelects: Readonly<Record<string, Check>> = {
  multi_static_select: withInitial(
    "initial_options",
    shape(
      none,
      { ...common, ...multi, ...groups, initial_options: list(menuOption, { min: 1, max: 100 }) },
      eitherOptions,
    ),
  ),
  multi_external_select: shape(none, {
    ...common,
    ...multi,
    ...query,
    initial_options: list(menuOption, { min: 1, max: 100 }),
  }),
  multi_users_select: shape(none, { ...common, ...multi, initial_users: list(id) }),
  multi_conversations_select: shape(none, { ...common, ...multi, ...conversations, initial_conversations: list(id) }),
  multi_channels_select: shape(none, { ...common, ...multi, initial_channels: list(id) }),
};

/** The same rule for check boxes and radio buttons. */
export const initialOneOfOptions = withInitial;
