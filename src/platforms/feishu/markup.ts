import { type Part, type Rich, plainText as said } from "../../chat/card.ts";
import { clean, clip } from "../../chat/clip.ts";
import type { Mention } from "../../chat/port.ts";
import type { Div, InnerElement, Markdown } from "./card-json.ts";
import { plain } from "./card-json.ts";
import { LIMITS, type Room } from "./limits.ts";

/** How a card is drawn: who can be mentioned, how much room is left, whether it stands on somebody's Home. */
export interface Pen {
  readonly mention: Mention;
  readonly room: Room;
  readonly home: boolean;
  /** See `Look.chat`. */
  readonly chat: string;
}

/** What Feishu's markdown reads as markup anywhere in a text, and what it links or mentions by itself. */
const MARKS = /[&<>*_~`[\]()#!|\\$:@"']/g;
/** What it reads as a list, a rule or a heading at the beginning of a line. */
const AT_LINE_START = /^([ \t]*)([-+=]|\d+(?=[.)]))/gm;
const BARE_LINK = /\bwww\./gi;
/** Deep enough to begin a block of code. */
const INDENT = /^[ \t]{3,}/gm;

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** The text as markdown in which nothing is markup, a mention or a link: character references are text to the end. */
export const inert = (text: string): string =>
  clean(text)
    .replace(MARKS, entity)
    .replace(AT_LINE_START, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${entity(mark.charAt(0))}${mark.slice(1)}` : `${space}${entity(mark)}`,
    )
    .replace(INDENT, (blank) => "\u00a0".repeat(blank.length))
    .replace(BARE_LINK, (link) => link.replace(".", "&#46;"));

const partsOf = (rich: Rich): readonly Part[] => (typeof rich === "string" ? [rich] : rich);

/** The parts with no more than so many characters of text together. */
const clipped = (rich: Rich, most: number): readonly Part[] => {
  let left = most;
  return partsOf(rich).flatMap((part): readonly Part[] => {
    if (left <= 0) return [];
    const cut = (text: string): string => {
      const kept = clip(text, Math.max(1, left));
      left -= kept.length;
      return kept;
    };
    if (typeof part === "string") return [cut(part)];
    if ("bold" in part) return [{ bold: cut(part.bold) }];
    if ("quiet" in part) return [{ quiet: cut(part.quiet) }];
    return [{ ...part, name: cut(part.name) }];
  });
};

/** Asterisks make bold only what neither begins nor ends with a blank. */
const bold = (text: string): string => {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (inner === "") return inert(text);
  const lines = inner.split("\n").map((line) => (line.trim() === "" ? line : `**${inert(line.trim())}**`));
  return `${before}${lines.join("\n")}${after}`;
};

export const markdownOf = (rich: Rich, mention: Mention, most: number = LIMITS.paragraph): string =>
  clipped(rich, most)
    .map((part) => {
      if (typeof part === "string") return inert(part);
      if ("bold" in part) return bold(part.bold);
      if ("quiet" in part) return part.quiet === "" ? "" : `<font color='grey'>${inert(part.quiet)}</font>`;
      const user = mention(part.person);
      return user ? `<at id=${user}></at>` : inert(part.name);
    })
    .join("");

const isPlain = (rich: Rich): boolean => partsOf(rich).every((part) => typeof part === "string");

/** A paragraph: plain text where it is plain, as in it there is no markup at all. */
export const paragraph = (rich: Rich, mention: Mention, most: number): Markdown | Div => {
  if (!isPlain(rich)) return { tag: "markdown", content: markdownOf(rich, mention, most) };
  return { tag: "div", text: plain(clip(said(rich), most)) };
};

/** Small print. */
export const smallPrint = (text: string, most: number): Div => ({
  tag: "div",
  text: { tag: "plain_text", content: clip(text, most), text_size: "notation", text_color: "grey" },
});

/** The paragraph, cut to the room there is; nothing when it says nothing. */
export const paragraphs = (
  rich: Rich,
  { mention, room }: Pen,
  limit: { readonly characters: number; readonly bytes?: number },
): InnerElement[] => {
  if (said(rich).trim() === "") return [];
  const drawn = room.takeText((most) => paragraph(rich, mention, most), limit);
  return drawn ? [drawn] : [];
};
