import { isObject } from "../../json.ts";
import {
  anyObject,
  boolean,
  type Check,
  CODE,
  type Fields,
  inside,
  list,
  note,
  number,
  oneOf,
  shape,
  string,
} from "./check.ts";

const COLOURS = (
  "default white bg-white blue carmine green indigo lime grey orange purple red sunflower turquoise violet wathet " +
  "yellow"
).split(" ");
const SHADE = /^(?<name>[a-z]+)-(?:00|50|100|200|300|350|400|500|600|650|700|800|900|950|1000)$/;

/** A colour of Feishu's palette, or one that the card defines in `config.style.color`. */
export const colour: Check = (value, path, visit) => {
  if (typeof value !== "string") return note(visit, path, "must be a string");
  const plain = SHADE.exec(value)?.groups?.name ?? value;
  if (value !== "" && !COLOURS.includes(plain) && !visit.colours.has(value)) note(visit, path, `${value} is no colour`);
};

/** Colours of `text_tag`, of options in tables and of what stands behind a header. */
export const TAG_COLOURS = "neutral blue turquoise lime orange violet indigo wathet green yellow red purple carmine";

const sides = (counts: string, range: string): RegExp =>
  new RegExp(`^(?:${range}(?:px)?)(?: ${range}(?:px)?)${counts}$`);
const anySides = (range: string): RegExp => new RegExp(`${sides("{0,1}", range).source}|${sides("{3}", range).source}`);
const margin = string({ pattern: anySides("-?\\d{1,2}"), says: "no margin of -99 to 99px" });
export const padding = string({ pattern: anySides("\\d{1,2}"), says: "no padding of 0 to 99px" });
/** The title of a panel takes one value or four, not two. */
export const panelPadding = string({
  pattern: new RegExp(`${sides("{0}", "\\d{1,2}").source}|${sides("{3}", "\\d{1,2}").source}`),
  says: "an invalid panel header padding",
});
const spacing = string({
  pattern: /^(?:|default|small|medium|large|extra_large|\d{1,2}px)$/,
  says: "no spacing of 0 to 99px",
});
/** Of buttons, inputs and menus. */
export const width = string({ pattern: /^(?:default|fill|[1-9]\d{2,}px)$/, says: "no width of 100px or more" });
export const pixels = string({ pattern: /^\d+(?:px|%)$/, says: "neither px nor %" });

/** Of whatever stands in a card. */
export const common: Fields = {
  tag: string(),
  element_id: string({ pattern: /^[A-Za-z]\w{0,19}$/, says: "no element_id" }),
  margin,
};

/** How what is inside is arranged. */
export const layout: Fields = {
  direction: oneOf("vertical", "horizontal"),
  padding,
  horizontal_spacing: spacing,
  horizontal_align: oneOf("left", "center", "right"),
  vertical_spacing: spacing,
  vertical_align: oneOf("top", "center", "bottom"),
};

const words: Fields = { tag: string(), element_id: common.element_id ?? string(), i18n_content: anyObject };

interface TextRules {
  readonly tags: readonly string[];
  readonly max?: number;
}

/** A text with one of these tags; `looks` adds how large and in which colour. */
const textOf = ({ tags, max }: TextRules, looks: Fields): Check =>
  shape({ tag: oneOf(...tags), content: string(max === undefined ? {} : { max }) }, { ...words, ...looks });

export const plainText = ({ max }: { readonly max?: number } = {}): Check =>
  textOf({ tags: ["plain_text"], ...(max !== undefined && { max }) }, {});

export const headerText = textOf({ tags: ["plain_text", "lark_md"] }, {});
export const panelText = textOf({ tags: ["plain_text", "markdown"] }, { text_color: colour, text_size: string() });
/** Everyone who is mentioned must be known. */
export const mentions: Check = (value, path, visit) => {
  if (typeof value !== "string") return note(visit, path, "must be a string");
  for (const [, id = ""] of value.matchAll(/<at\s+id\s*=\s*["']?([^"'>\s]*)/g))
    if (id !== "all" && !visit.known.person(id))
      note(visit, path, { code: CODE.person, message: `invalid user resource: ${id}` });
};

const looks: Fields = {
  text_size: string(),
  text_color: colour,
  text_align: oneOf("left", "center", "right"),
  lines: number({ min: 1 }),
};
const plainOrRich = textOf({ tags: ["plain_text", "lark_md"] }, looks);
export const richText: Check = (value, path, visit) => {
  plainOrRich(value, path, visit);
  if (isObject(value) && value.tag === "lark_md" && value.content !== undefined)
    mentions(value.content, inside(path, "content"), visit);
};

export const imageKey: Check = (value, path, visit) => {
  if (typeof value !== "string") return note(visit, path, "must be a string");
  if (!visit.known.image(value)) note(visit, path, { code: CODE.image, message: `invalid image key: ${value}` });
};

const iconFields: Fields = { tag: oneOf("standard_icon", "custom_icon"), token: string(), color: colour };
const customKey: Check = (value, path, visit) => {
  if (value !== "") imageKey(value, path, visit);
};
export const icon = shape({}, { ...iconFields, img_key: customKey });
export const sizedIcon = shape({}, { ...iconFields, img_key: customKey, size: string() });

const url = string();
export const urls = shape({}, { url, pc_url: url, ios_url: url, android_url: url });

export const behaviours: Check = list((value, path, visit) => {
  const type = isObject(value) ? value.type : undefined;
  const types: Readonly<Record<string, Check>> = {
    // The SDKs know objects only; a string never gets through to the app.
    callback: shape({ type: string(), value: anyObject }),
    open_url: shape({ type: string(), default_url: url }, { pc_url: url, ios_url: url, android_url: url }),
  };
  const check = typeof type === "string" ? types[type] : undefined;
  if (check) check(value, path, visit);
  else note(visit, path, "type must be one of callback, open_url");
});

export const confirm = shape({ title: plainText(), text: plainText() });

/** Of everything that can be pressed. */
export const pressable: Fields = {
  behaviors: behaviours,
  confirm,
  disabled: boolean,
  disabled_tips: plainText(),
  hover_tips: plainText(),
};
