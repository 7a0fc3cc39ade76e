import { isObject, type JsonObject, objects } from "../json.ts";
import type { Workspace } from "./state.ts";

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const userName = (space: Workspace, id: string): string => `@${space.users.get(id)?.realName ?? id}`;
const channelName = (space: Workspace, id: string): string => `#${space.channels.get(id)?.name ?? id}`;

/** `<@U…>`, `<#C…>`, `<!here>`, `<!date^…|…>` and `<url|label>` as a person reads them. */
const token = (space: Workspace, inner: string): string => {
  const [target = "", label] = inner.split("|");
  if (target.startsWith("@")) return userName(space, target.slice(1));
  if (target.startsWith("#")) return channelName(space, target.slice(1));
  if (target.startsWith("!date^")) return label ?? target;
  if (target.startsWith("!")) return label ?? `@${target.slice(1).split("^")[0]}`;
  return label ?? target.replace(/^mailto:/, "");
};

const withoutMarks = (text: string): string =>
  ["\\*", "_", "~", "```", "`"].reduce(
    (rest, mark) =>
      rest.replaceAll(
        new RegExp(`(^|[\\s\\p{P}\\p{S}])${mark}(?=\\S)([^\\n]*?\\S)${mark}(?=$|[\\s\\p{P}\\p{S}])`, "gmu"),
        "$1$2",
      ),
    text,
  );

/** mrkdwn as a person reads it: no marks, names for ids. */
export const readMrkdwn = (space: Workspace, text: string): string => {
  const tokens: string[] = [];
  const marked = text.replaceAll(
    /<([^<>\n]+)>/g,
    (_, inner: string) => `\ue000${tokens.push(token(space, inner)) - 1}\ue000`,
  );
  return unescaped(
    withoutMarks(marked).replaceAll(/\ue000(\d+)\ue000/g, (_, index: string) => tokens[Number(index)] ?? ""),
  );
};

/** A text object. */
export const readText = (space: Workspace, value: unknown): string => {
  if (!isObject(value) || typeof value.text !== "string") return "";
  return value.type === "mrkdwn" ? readMrkdwn(space, value.text) : value.text;
};

const piece = (space: Workspace, element: JsonObject): string => {
  switch (element.type) {
    case "user":
      return userName(space, String(element.user_id));
    case "channel":
      return channelName(space, String(element.channel_id));
    case "broadcast":
      return `@${String(element.range)}`;
    case "emoji":
      return typeof element.unicode === "string"
        ? String.fromCodePoint(...element.unicode.split("-").map((hex) => Number.parseInt(hex, 16)))
        : `:${String(element.name)}:`;
    case "link":
      return String(element.text ?? element.url);
    case "date":
      return String(element.fallback ?? element.timestamp);
    case "color":
      return String(element.value);
    default:
      return String(element.text ?? "");
  }
};

/** A rich_text block, one entry per line. */
export const readRichText = (space: Workspace, block: JsonObject): readonly string[] =>
  objects(block.elements).flatMap((part) =>
    part.type === "rich_text_list"
      ? objects(part.elements).map(
          (item, index) => `${part.style === "ordered" ? `${index + 1}.` : "•"} ${inline(space, item)}`,
        )
      : inline(space, part).split("\n"),
  );

const inline = (space: Workspace, section: JsonObject): string =>
  objects(section.elements)
    .map((element) => piece(space, element))
    .join("");

/** Markdown, marks taken off as far as a line of chat has them. */
export const readMarkdown = (text: string): readonly string[] =>
  text.split("\n").map((line) =>
    line
      .replace(/^#+\s+/, "")
      .replaceAll(/(\*\*|__|~~|`)(\S(?:.*?\S)?)\1/g, "$2")
      .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1"),
  );

export const readCell = (space: Workspace, cell: JsonObject): string =>
  cell.type === "rich_text" ? readRichText(space, cell).join("\n") : String(cell.text ?? "");
