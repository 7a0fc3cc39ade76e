import type {
  Block,
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
} from "@slack/types";
import { type Rich, plainText as said } from "../../chat/card.ts";
import type { Mention } from "../../chat/port.ts";
import { LIMITS, type Room } from "./limits.ts";

/** A chart, which @slack/types does not know yet. */
interface DataVisualization extends Block {
  type: "data_visualization";
  title: string;
  chart: {
    type: "bar" | "line";
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[] };
  };
}
export type SlackBlock = KnownBlock | DataVisualization;

/** How a card is drawn: who can be mentioned, where it stands, how much room is left. */
export interface Pen {
  readonly mention: Mention;
  /** Tables and charts are for messages only: elsewhere they are written out. */
  readonly surface: "message" | "view";
  readonly room: Room;
}

/** `emoji` off: what people wrote as ":100:" stays what they wrote. */
export const plainText = (text: string): PlainTextElement => ({ type: "plain_text", text, emoji: false });

/**
 * The parts as explicit elements: unlike mrkdwn, rich text interprets nothing within a text, so people's words can be
 * neither markup nor a mention nor a link.
 */
export const elements = (rich: Rich, pen: Pen): RichTextElement[] => {
  const parts = typeof rich === "string" ? [rich] : rich;
  return parts.flatMap((part): RichTextElement[] => {
    if (typeof part === "string") return textOf(part, pen);
    if ("bold" in part) return textOf(part.bold, pen, { bold: true });
    if ("quiet" in part) return textOf(part.quiet, pen);
    const user = pen.mention(part.person);
    return user ? [{ type: "user", user_id: user }] : textOf(part.name, pen);
  });
};

const textOf = (text: string, pen: Pen, style?: { bold: true }): RichTextElement[] => {
  const taken = pen.room.take(text, LIMITS.paragraph);
  return taken === "" ? [] : [{ type: "text", text: taken, ...(style && { style }) }];
};

/** Between a label and its value: a space that clients do not collapse. */
export const WIDE = "\u2003";

const newline: RichTextElement = { type: "text", text: "\n" };

/** One rich_text block with a line for each; undefined when nothing is left to say. */
export const richLines = (lines: readonly (readonly RichTextElement[])[]): RichTextBlock | undefined => {
  const there = lines.filter((line) => line.length > 0);
  if (there.length === 0) return undefined;
  const section: RichTextSection = {
    type: "rich_text_section",
    elements: there.flatMap((line, index) => (index === 0 ? [...line] : [newline, ...line])),
  };
  return { type: "rich_text", elements: [section] };
};

/** Small print. */
export const smallPrint = (rich: Rich, pen: Pen): SlackBlock[] => {
  const text = pen.room.take(said(rich), LIMITS.context);
  return text === "" ? [] : [{ type: "context", elements: [plainText(text)] }];
};
