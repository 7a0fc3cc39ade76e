import { isArray, isObject, type JsonObject, objects } from "../../../json.ts";
import type { Entry } from "../../../slack/screen.ts";
import type { Texts } from "../texts.ts";
import { listed, single } from "./surface.ts";

/** An element that holds something, and the block it stands in. */
export interface Input {
  readonly block: string;
  readonly element: JsonObject;
  /** In an input block, so it is sent with the form. */
  readonly inInput: boolean;
  readonly optional: boolean;
}

const inside = (block: JsonObject): readonly JsonObject[] => [block, ...objects(block.child_blocks).flatMap(inside)];

/** Every element of the blocks that has an action_id. */
export const inputsOf = (blocks: readonly JsonObject[]): readonly Input[] =>
  blocks.flatMap(inside).flatMap((block) => {
    const id = String(block.block_id);
    const inInput = block.type === "input";
    const elements = [block.element, block.accessory].filter(isObject);
    const rows = block.type === "actions" ? objects(block.elements) : [];
    return [...elements, ...rows].map((element) => ({
      block: id,
      element,
      inInput,
      optional: block.optional === true,
    }));
  });

const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
const isUrl = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);

const numberProblem = (t: Texts, element: JsonObject, text: string): string | undefined => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return t.errors.number;
  if (element.is_decimal_allowed !== true && text.includes(".")) return t.errors.whole;
  if (typeof element.min_value === "string" && Number(text) < Number(element.min_value))
    return t.errors.least(element.min_value);
  if (typeof element.max_value === "string" && Number(text) > Number(element.max_value))
    return t.errors.most(element.max_value);
  return undefined;
};

const textProblem = (t: Texts, element: JsonObject, text: string): string | undefined => {
  if (typeof element.min_length === "number" && text.length < element.min_length)
    return t.errors.tooShort(element.min_length);
  const most = typeof element.max_length === "number" ? element.max_length : 3000;
  return text.length > most ? t.errors.tooLong(most) : undefined;
};

const filesProblem = (t: Texts, element: JsonObject, files: readonly string[]): string | undefined => {
  const most = typeof element.max_files === "number" ? element.max_files : 10;
  return files.length > most ? t.errors.files(most) : undefined;
};

/** What Slack's own client would say of the entry before it sends the form; `undefined` when it may go. */
export const problemWith = (t: Texts, { element, optional }: Input, entry: Entry): string | undefined => {
  const text = single(entry);
  if (listed(entry).length === 0 || (typeof entry === "string" && entry.trim() === "")) {
    if (optional) return undefined;
    return /_input$|picker$/.test(String(element.type)) ? t.errors.required : t.errors.pick;
  }
  switch (element.type) {
    case "number_input":
      return numberProblem(t, element, text);
    case "email_text_input":
      return isAddress(text) ? undefined : t.errors.email;
    case "url_text_input":
      return isUrl(text) ? undefined : t.errors.url;
    case "plain_text_input":
      return textProblem(t, element, text);
    case "file_input":
      return filesProblem(t, element, isArray(entry) ? entry.map(String) : []);
    default:
      return undefined;
  }
};
