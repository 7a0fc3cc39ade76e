import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { isArray, isObject, type JsonObject, objects } from "../../../json.ts";
import type { Entry, Place, ShownOption, StateValues } from "../../../slack/screen.ts";
import type { Dress } from "../controls/dress.ts";

/** What a block stands on: a message, a form or the home page. Elements tell it what the person did. */
export interface Surface {
  readonly place: Place;
  readonly state: StateValues;
  /** Messages under fields, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** Text and choices not yet handed over. */
  draft(blockId: string, actionId: string): Entry | undefined;
  /** A field of an input block was changed. */
  change(blockId: string, element: JsonObject, entry: Entry): void;
  /** An element of a section or actions block was used, or a field that dispatches; asks first when it has a confirm. */
  act(blockId: string, element: JsonObject, entry?: Entry): void;
  isPending(blockId: string, actionId: string): boolean;
  suggest(blockId: string, actionId: string, query: string): Promise<readonly ShownOption[]>;
  upload(files: readonly File[]): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

const nowhere: Surface = {
  place: { kind: "view", view: "" },
  state: {},
  errors: {},
  draft: () => undefined,
  change: () => undefined,
  act: () => undefined,
  isPending: () => false,
  suggest: async () => [],
  upload: async () => [],
};

export const SurfaceContext = createContext<Surface>(nowhere);
export const useSurface = (): Surface => useContext(SurfaceContext);

/** How an input block dresses its element. */
export interface FieldDress extends Dress {
  readonly dispatches: boolean;
}
export const FieldContext = createContext<FieldDress | null>(null);

const ids = (value: unknown): readonly string[] => (isArray(value) ? value.map(String) : []);
const SINGLE_KEYS = [
  "value",
  "selected_date",
  "selected_time",
  "selected_date_time",
  "selected_user",
  "selected_conversation",
  "selected_channel",
];
const LIST_KEYS = ["selected_users", "selected_conversations", "selected_channels", "files"];

const richWords = (value: JsonObject): string =>
  objects(value.elements)
    .flatMap((part) => objects(part.elements))
    .map((piece) => String(piece.text ?? ""))
    .join("");

/** What stands in an element, from Slack's state of it. */
export const entryOf = (state: JsonObject | undefined): Entry => {
  if (!state) return null;
  if (isObject(state.selected_option)) return String(state.selected_option.value);
  if (isArray(state.selected_options)) return objects(state.selected_options).map((option) => String(option.value));
  if (isObject(state.rich_text_value)) return richWords(state.rich_text_value);
  for (const key of LIST_KEYS)
    if (isArray(state[key]))
      return objects(state[key]).length > 0 ? objects(state[key]).map((file) => String(file.id)) : ids(state[key]);
  for (const key of SINGLE_KEYS) {
    const value = state[key];
    if (typeof value === "string" || typeof value === "number") return value;
  }
  return null;
};

/** An element's entry and the way to change it, whichever block it stands in. */
export interface Held {
  readonly entry: Entry;
  readonly busy: boolean;
  readonly dress: FieldDress | null;
  /** Takes it down; in a section or actions block it acts at once. */
  set(entry: Entry): void;
  /** Takes it down without acting: while one is still typing. */
  keep(entry: Entry): void;
}

export const useHeld = (blockId: string, element: JsonObject): Held => {
  const surface = useSurface();
  const dress = useContext(FieldContext);
  const actionId = String(element.action_id);
  const draft = surface.draft(blockId, actionId);
  return {
    entry: draft === undefined ? entryOf(surface.state[blockId]?.[actionId]) : draft,
    busy: surface.isPending(blockId, actionId),
    dress,
    set: (entry) =>
      dress && !dress.dispatches ? surface.change(blockId, element, entry) : surface.act(blockId, element, entry),
    keep: (entry) => surface.change(blockId, element, entry),
  };
};

export const listed = (entry: Entry): readonly string[] =>
  typeof entry === "string"
    ? entry === ""
      ? []
      : [entry]
    : typeof entry === "number"
      ? [String(entry)]
      : (entry ?? []);
export const single = (entry: Entry): string => listed(entry)[0] ?? "";
