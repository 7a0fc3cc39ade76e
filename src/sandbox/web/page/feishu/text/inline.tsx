import type { ComponentChild } from "preact";
import { Link } from "../../text/link.tsx";
import { inkOf } from "../card/palette.ts";
import { At, LocalTime, PersonName } from "./at.tsx";

/** Reads the text within a mark or tag. */
type Read = (text: string) => readonly ComponentChild[];
interface Rule {
  /** Tried where a mark or tag could begin. */
  readonly form: RegExp;
  readonly show: (match: RegExpExecArray, read: Read) => ComponentChild;
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s'">]+))`).exec(tag)?.slice(1).find(Boolean) ?? "";

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};
const entity = (name: string): string => {
  const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  const point = code ? (code[2] === undefined ? Number.parseInt(code[1] ?? "", 16) : Number(code[2])) : undefined;
  if (point === undefined) return ENTITIES[name] ?? `&${name};`;
  return point <= 0x10ffff ? String.fromCodePoint(point) : `&${name};`;
};

const tagged = (name: string, show: (attributes: string, inner: string, read: Read) => ComponentChild): Rule => ({
  form: new RegExp(`<${name}((?:\\s[^>]*)?)>([\\s\\S]*?)</${name}>`, "y"),
  show: (match, read) => show(match[1] ?? "", match[2] ?? "", read),
});

const idsIn = (attributes: string): readonly string[] =>
  (attribute(attributes, "ids") || attribute(attributes, "id") || attribute(attributes, "user_id")).split(",");

const TAGS: readonly Rule[] = [
  tagged("at", (attributes) => idsIn(attributes).map((id) => <At key={id} id={id} />)),
  tagged("person", (attributes) => <PersonName id={attribute(attributes, "id")} />),
  tagged("font", (attributes, inner, read) => (
    <span style={{ color: inkOf(attribute(attributes, "color")) ?? "inherit" }}>{read(inner)}</span>
  )),
  tagged("text_tag", (attributes, inner, read) => (
    <span class={`text-tag tag-${attribute(attributes, "color") || "neutral"}`}>{read(inner)}</span>
  )),
  tagged("number_tag", (_, inner, read) => <span class="number-tag">{read(inner)}</span>),
  tagged("link", (attributes, inner, read) => (
    <Link url={attribute(attributes, "pc_url") || attribute(attributes, "url")}>{read(inner)}</Link>
  )),
  tagged("a", (attributes, inner, read) => (
    <Link url={attribute(attributes, "href")}>{inner === "" ? attribute(attributes, "href") : read(inner)}</Link>
  )),
  tagged("local_datetime", (attributes) => (
    <LocalTime ms={Number(attribute(attributes, "millisecond"))} kind={attribute(attributes, "format_type")} />
  )),
  tagged("raw", (_, inner) => inner),
  { form: /<br\s*\/?>/y, show: () => <br /> },
];

const MARKS: readonly Rule[] = [
  { form: /`([^`\n]+)`/y, show: ([, code]) => <code>{code}</code> },
  { form: /\\([!-/:-@[-`{-~])/y, show: ([, sign]) => sign },
  { form: /&(#?\w{1,8});/y, show: ([, name = ""]) => entity(name) },
  { form: /!\[([^\]\n]*)\]\([^)\s]*\)/y, show: ([, alt]) => <span class="picture-name">🖼 {alt}</span> },
  {
    form: /\[([^\]\n]*)\]\(([^)\s]+)\)/y,
    show: ([, label = "", url = ""], read) => <Link url={url}>{read(label || url)}</Link>,
  },
  { form: /\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/y, show: ([, inner = ""], read) => <strong>{read(inner)}</strong> },
  { form: /~~(?=\S)([\s\S]*?\S)~~/y, show: ([, inner = ""], read) => <s>{read(inner)}</s> },
  { form: /\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])/y, show: ([, inner = ""], read) => <em>{read(inner)}</em> },
  { form: /\n/y, show: () => <br /> },
];

const RULES = [...TAGS, ...MARKS];
const START = /[`\\&![*~<\n]/g;

/** Feishu's markdown within a line, its tags included, as elements; any other tag stays text. */
export const inline: Read = (text) => {
  const nodes: ComponentChild[] = [];
  let from = 0;
  const begin = new RegExp(START);
  for (let start = begin.exec(text); start; start = begin.exec(text)) {
    const at = start.index;
    for (const { form, show } of RULES) {
      form.lastIndex = at;
      const match = form.exec(text);
      if (!match) continue;
      if (at > from) nodes.push(text.slice(from, at));
      nodes.push(show(match, inline));
      from = at + match[0].length;
      begin.lastIndex = from;
      break;
    }
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
};
