import { instantAt, plainDate, plainTime, zone } from "../../core/dates.ts";
import type { Field, FieldInput, FieldKind, Option } from "../driver.ts";
import { isArray, isObject, type JsonObject, objects } from "../json.ts";
import { shownOptions } from "./interactions.ts";
import { readText } from "./plain-text.ts";
import { asOption, isSearchable } from "./readable.ts";
import type { Entry, ShownView } from "./screen.ts";
import type { Workspace } from "./state.ts";

const KINDS: Readonly<Record<string, FieldKind>> = {
  plain_text_input: "text",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  rich_text_input: "rich_text",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime",
  static_select: "choice",
  external_select: "choice",
  radio_buttons: "choice",
  multi_static_select: "choices",
  multi_external_select: "choices",
  users_select: "person",
  multi_users_select: "people",
  conversations_select: "conversation",
  channels_select: "conversation",
  multi_conversations_select: "conversations",
  multi_channels_select: "conversations",
  file_input: "file",
};

export const kindOf = (element: JsonObject): FieldKind =>
  element.type === "checkboxes"
    ? objects(element.options).length === 1
      ? "check"
      : "choices"
    : (KINDS[String(element.type)] ?? "text");

type Held = Pick<Field, "value" | "shown">;

const texts = (value: unknown): readonly string[] => (isArray(value) ? value.map(String) : []);

/** What a state holds, as a value and as a person reads it. */
const held = (space: Workspace, state: JsonObject): Held => {
  const named = (ids: readonly string[]) =>
    ids
      .map((id) => space.users.get(id)?.realName ?? space.channels.get(id)?.name ?? space.files.get(id)?.name ?? id)
      .join(", ");
  if (isObject(state.selected_option))
    return { value: String(state.selected_option.value), shown: readText(space, state.selected_option.text) };
  if (isArray(state.selected_options)) {
    const options = shownOptions({ options: state.selected_options });
    return { value: options.map((option) => option.value), shown: options.map((option) => option.text).join(", ") };
  }
  for (const many of [state.selected_users, state.selected_conversations, state.selected_channels, state.files])
    if (isArray(many)) return { value: texts(many), shown: named(texts(many)) };
  for (const one of [state.selected_user, state.selected_conversation, state.selected_channel])
    if (typeof one === "string") return { value: one, shown: named([one]) };
  const plain =
    state.value ??
    state.selected_date ??
    state.selected_time ??
    state.selected_date_time ??
    richText(state.rich_text_value);
  return plain === null || plain === undefined
    ? { value: null, shown: "" }
    : { value: String(plain), shown: String(plain) };
};

const richText = (value: unknown): string | null =>
  isObject(value)
    ? objects(value.elements)
        .flatMap((part) => objects(part.elements))
        .map((each) => String(each.text ?? ""))
        .join("")
    : null;

const fieldOf = (space: Workspace, view: ShownView, block: JsonObject): Field => {
  const element = isObject(block.element) ? block.element : {};
  const blockId = String(block.block_id);
  const options = shownOptions(element);
  const error = view.errors[blockId];
  return {
    label: readText(space, block.label),
    id: String(element.action_id),
    kind: kindOf(element),
    optional: block.optional === true,
    ...held(space, view.state[blockId]?.[String(element.action_id)] ?? {}),
    ...(isObject(block.hint) && { hint: readText(space, block.hint) }),
    ...(isObject(element.placeholder) && { placeholder: readText(space, element.placeholder) }),
    ...(options.length > 0 && { options: options.map(asOption) }),
    searchable: isSearchable(element),
    ...(error !== undefined && { error }),
    long: element.multiline === true || element.type === "rich_text_input",
  };
};

export const inputBlocks = (view: ShownView): readonly JsonObject[] =>
  view.blocks.filter((block) => block.type === "input");

export const fieldsOf = (space: Workspace, view: ShownView): readonly Field[] =>
  inputBlocks(view).map((block) => fieldOf(space, view, block));

/** The option a person means: by value, label, or the only label that contains the words. */
export const meant = (options: readonly Option[], word: string): Option | undefined => {
  const containing = options.filter((option) => option.label.includes(word));
  return (
    options.find((option) => option.value === word) ??
    options.find((option) => option.label === word) ??
    (containing.length === 1 ? containing[0] : undefined)
  );
};

/** What was typed or picked, as Slack's element takes it. Choices are settled before, as they may need a search. */
export const plainEntry = (
  space: Workspace,
  user: string,
  { kind, input }: { kind: FieldKind; input: Exclude<FieldInput, boolean> },
): Entry => {
  if (input === null) return null;
  const words = typeof input === "object" ? input : [String(input)];
  switch (kind) {
    case "person":
    case "people":
      return words.map((word) => space.userId(word));
    case "conversation":
    case "conversations":
      return words.map((word) => space.channelNamed(word)?.id ?? word);
    case "datetime":
      return Math.floor(zonedInstant(words[0] ?? "", space.users.get(user)?.tz ?? "UTC") / 1000);
    case "file":
      return words;
    default:
      return words[0] ?? null;
  }
};

const zonedInstant = (text: string, where: string): number => {
  const [date = "", time = ""] = text.split(/[ T]/);
  return instantAt(plainDate(date), plainTime(time), zone(where)).getTime();
};
