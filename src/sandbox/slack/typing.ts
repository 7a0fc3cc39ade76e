import type { JsonObject } from "../json.ts";
import type { Workspace } from "./state.ts";

/** What a person types becomes what Slack stores: `&`, `<`, `>` escaped, links marked, mentions of people and channels kept. */
export const asTyped = (space: Workspace, text: string): string => {
  const known = (id: string) => space.users.has(id) || space.channels.has(id);
  return text
    .split(/(<[@#][A-Z0-9]+(?:\|[^>]*)?>|https?:\/\/[^\s<>]+)/)
    .map((piece) => {
      const id = /^<[@#]([A-Z0-9]+)/.exec(piece)?.[1];
      if (id !== undefined && known(id)) return piece;
      if (/^https?:\/\//.test(piece)) return `<${escaped(piece)}>`;
      return escaped(piece);
    })
    .join("");
};

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The text of a command: people and channels only become ids where the manifest says should_escape. */
export const asCommandText = (space: Workspace, text: string, shouldEscape: boolean): string => {
  if (!shouldEscape) {
    const named = text.replaceAll(/<([@#])([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, mark: string, id: string) => {
      const name = mark === "@" ? space.users.get(id)?.name : space.channels.get(id)?.name;
      return name === undefined ? whole : `${mark}${name}`;
    });
    return escaped(named);
  }
  return asTyped(space, text).replaceAll(/<([@#])([A-Z0-9]+)>/g, (_, mark: string, id: string) => {
    const name = mark === "@" ? space.users.get(id)?.name : space.channels.get(id)?.name;
    return `<${mark}${id}|${name ?? ""}>`;
  });
};

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const pieceOf = (piece: string): JsonObject => {
  const [, mark, inner = ""] = /^<([@#]?)([^>|]*)(?:\|[^>]*)?>$/.exec(piece) ?? [];
  if (mark === "@") return { type: "user", user_id: inner };
  if (mark === "#") return { type: "channel", channel_id: inner };
  if (mark === "") return { type: "link", url: unescaped(inner) };
  return { type: "text", text: unescaped(piece) };
};

/** What Slack's composer sends beside the text: the same as one rich_text block. */
export const asRichText = (text: string): readonly JsonObject[] => {
  const elements = text
    .split(/(<[^>]+>)/)
    .filter((piece) => piece !== "")
    .map(pieceOf);
  return elements.length === 0 ? [] : [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
};
