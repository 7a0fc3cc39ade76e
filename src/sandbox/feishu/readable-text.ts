import { isArray, isObject, type JsonObject, objects, parseJson } from "../json.ts";
import type { Message, User } from "./records.ts";
import type { Tenant } from "./state.ts";

/** Who reads it: names, language and time zone depend on it. */
export interface Reader {
  readonly tenant: Tenant;
  readonly user: User;
}

/** `@name` of whoever has that id, of any of the three kinds. */
export const nameOf = (tenant: Tenant, id: string): string => {
  if (id === "all" || id === "@_all") return "所有人";
  if (id === tenant.app.botOpenId) return tenant.app.name;
  const found =
    tenant.users.get(id) ?? [...tenant.users.values()].find(({ unionId, userId }) => unionId === id || userId === id);
  return found?.realName ?? id;
};

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
};
const entity = (name: string): string => {
  const code = /^#(?:x(?<hex>[0-9a-f]+)|(?<plain>\d+))$/i.exec(name)?.groups;
  if (!code) return ENTITIES[name] ?? `&${name};`;
  return String.fromCodePoint(code.hex === undefined ? Number(code.plain) : Number.parseInt(code.hex, 16));
};

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\b${name}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s'">]+))`).exec(tag)?.slice(1).find(Boolean) ?? "";

const mention = (tenant: Tenant, tag: string): string => {
  const ids = attribute(tag, "ids") || attribute(tag, "id") || attribute(tag, "user_id") || attribute(tag, "email");
  return ids
    .split(",")
    .map((id) => `@${nameOf(tenant, id)}`)
    .join(" ");
};

/**
 * What is no markup any more once it has been read: code, escaped characters, names. No pattern here runs further than
 * it must: words of a stranger may stand in a card, and must not take quadratic time.
 */
const SETTLED: readonly (readonly [RegExp, (tenant: Tenant, match: readonly string[]) => string])[] = [
  [/```[^\n`]*\n([\s\S]{0,8000}?)\n?```/g, (_, [, code = ""]) => code],
  [/`([^`\n]+)`/g, (_, [, code = ""]) => code],
  [/<raw>([\s\S]{0,8000}?)<\/raw>/g, (_, [, raw = ""]) => raw],
  [/\\([!-/:-@[-`{-~])/g, (_, [, sign = ""]) => sign],
  [/<at\b([^<>]*)>[^<]*<\/at>/g, (tenant, [, tag = ""]) => mention(tenant, tag)],
  [/<person\b([^<>]*)>[^<]*<\/person>/g, (tenant, [, tag = ""]) => nameOf(tenant, attribute(tag, "id"))],
  [/&(#?\w+);/g, (_, [, name = ""]) => entity(name)],
];

const LINKS: readonly (readonly [RegExp, string])[] = [
  [/!\[([^\][]*)\]\([^()]*\)/g, "[$1]"],
  [/\[([^\][]+)\]\([^()]*\)/g, "$1"],
  [/<a\b[^<>]*?\bhref\s*=\s*['"]?([^'"<>\s]*)['"]?[^<>]*>\s*<\/a>/g, "$1"],
  [/<a\b[^<>]*>([^<]*)<\/a>/g, "$1"],
  [/<br\s*\/?>/g, "\n"],
  [/<\/?(?:font|text_tag|link|number_tag|hr|local_datetime)\b[^<>]*>/g, ""],
];

const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^#{1,6}[ \t]+/gm, ""],
  [/^>\s?/gm, ""],
  [/^[ \t]*(?:-{3,}|\*{3,})[ \t]*$/gm, ""],
  [/(\*\*|__|~~)(?=\S)([\s\S]{0,2000}?\S)\1/g, "$2"],
  [/(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])/g, "$1"],
  [/(?<!\w)_(?=[^\s_])([^_\n]*?[^\s_])_(?!\w)/g, "$1"],
];

/** Markdown of a card as a person reads it: no marks, names for ids. */
export const readMarkdown = (tenant: Tenant, text: string): string => {
  const settled: string[] = [];
  const keep = (words: string) => `\ue000${settled.push(words) - 1}\ue000`;
  const kept = SETTLED.reduce(
    (rest, [form, read]) => rest.replaceAll(form, (...match) => keep(read(tenant, match.map(String)))),
    text.replaceAll("\ue000", ""),
  );
  const plain = [...LINKS, ...MARKS].reduce((rest, [form, words]) => rest.replaceAll(form, words), kept);
  const restore = (words: string): string =>
    words.replaceAll(/\ue000(\d+)\ue000/g, (_, index: string) => restore(settled[Number(index)] ?? ""));
  return restore(plain);
};

/** The content of a text object, in the reader's language where it has several. */
export const contentOf = ({ user }: Reader, value: unknown): string => {
  if (!isObject(value)) return "";
  const translated = isObject(value.i18n_content) ? value.i18n_content[user.locale] : undefined;
  return String(translated ?? value.content ?? "");
};

/** A text object: `plain_text`, `lark_md` or `markdown`. */
export const readText = (reader: Reader, value: unknown): string => {
  const content = contentOf(reader, value);
  return isObject(value) && value.tag === "plain_text" ? content : readMarkdown(reader.tenant, content);
};

const parsed = (content: string): JsonObject => {
  const value = parseJson(content);
  return isObject(value) ? value : {};
};

/** A text with its mentions as tags: `<at user_id="ou_…">name</at>`. */
export const taggedText = ({ content, mentions }: Pick<Message, "content" | "mentions">): string =>
  mentions
    .toSorted((a, b) => b.key.length - a.key.length)
    .reduce(
      (rest, { key, openId, name }) => rest.replaceAll(key, `<at user_id="${openId}">${name}</at>`),
      String(parsed(content).text ?? ""),
    );

/** A text as a person reads it. */
export const plainText = (tenant: Tenant, message: Pick<Message, "content" | "mentions">): string =>
  taggedText(message).replaceAll(/<at\b([^<>]*)>[^<]*<\/at>/g, (_, tag: string) => mention(tenant, tag));

/** A post in the reader's language: its title and paragraphs. */
export const postOf = (
  { user }: Pick<Reader, "user">,
  content: string,
): { readonly title: string; readonly paragraphs: readonly (readonly JsonObject[])[] } => {
  const whole = parsed(content);
  const own = whole[user.locale] ?? Object.values(whole).find(isObject);
  const post = isArray(whole.content) ? whole : isObject(own) ? own : {};
  return { title: String(post.title ?? ""), paragraphs: isArray(post.content) ? post.content.map(objects) : [] };
};

const piece = ({ tenant }: Reader, part: JsonObject): string => {
  switch (part.tag) {
    case "at":
      return `@${nameOf(tenant, String(part.user_id))}`;
    case "img":
    case "media":
      return "[图片]";
    case "md":
      return readMarkdown(tenant, String(part.text ?? ""));
    case "emotion":
      return `[${String(part.emoji_type ?? "")}]`;
    default:
      return String(part.text ?? "");
  }
};

export const postLines = (reader: Reader, content: string): readonly string[] => {
  const { title, paragraphs } = postOf(reader, content);
  return [title, ...paragraphs.map((parts) => parts.map((part) => piece(reader, part)).join(""))].filter(Boolean);
};
