import type { ActionsBlock, ConfirmationDialog, Overflow, RichTextElement, Button as SlackButton } from "@slack/types";
import {
  type ActionCall,
  type Button,
  type Card,
  type Fact,
  type Line,
  plainText as said,
  type TimelineEntry,
  type Tone,
} from "../../chat/card.ts";
import { andMore, chartSaid, languageOf, nobody } from "../../chat/card-words.ts";
import { clip, clipLine } from "../../chat/clip.ts";
import type { Mention } from "../../chat/port.ts";
import type { Language } from "../../core/language.ts";
import { inert, LIMITS, Room } from "./limits.ts";
import { menuValue } from "./menu-value.ts";
import { chartBlocks, tableBlocks } from "./render-data.ts";
import { elements, type Pen, plainText, richLines, type SlackBlock, smallPrint, WIDE } from "./rich-text.ts";

/** What Slack shows: blocks, and the line that notifications and screen readers use instead. */
export interface DrawnCard {
  readonly text: string;
  readonly blocks: SlackBlock[];
}

/** The card as a message. @throws TypeError for a button whose payload is too long: a bug of ours, found before Slack does. */
export const renderCard = (card: Card, mention: Mention = nobody): DrawnCard => {
  const pen: Pen = { mention, surface: "message", room: new Room(LIMITS.message.characters) };
  const summary = card.chart ? `${card.plain}\n${chartSaid(card.chart)}` : card.plain;
  return {
    text: inert(clip(summary, LIMITS.message.text)),
    blocks: cardBlocks(card, pen, LIMITS.message.blocks),
  };
};

/** The card as part of a view, within `most` blocks. */
export const renderInView = (card: Card, mention: Mention, most: number): SlackBlock[] =>
  cardBlocks(card, { mention, surface: "view", room: new Room(LIMITS.message.characters) }, most);

/** What must not be lost — the verdict, the facts, what can be done, the small print — takes its room first. */
const cardBlocks = (card: Card, pen: Pen, most: number): SlackBlock[] => {
  const ids = counter();
  const language = languageOf(card);
  const head = headBlocks(card, pen);
  const buttons = actionBlocks(card, pen, ids);
  const footer = card.footer ? smallPrint(card.footer, pen) : [];
  const timeline = timelineBlocks(card.timeline ?? [], pen);
  const facts = compact(richLines((card.facts ?? []).map((fact) => factLine(fact, pen))));
  const chart = card.chart ? chartBlocks(card.chart, pen) : [];
  const texts = compact(richLines(spaced((card.text ?? []).map((text) => elements(text, pen)))));
  const tail = [...chart, ...timeline, ...buttons, ...footer];
  const tableRoom = card.table ? 2 : 0;
  const left = most - head.length - texts.length - facts.length - tail.length - tableRoom;
  const lines = lineBlocks(card.lines ?? [], { pen, ids, language, most: left });
  const table = card.table ? tableBlocks(card.table, pen, (count) => andMore(count, language)) : [];
  return [...head, ...texts, ...facts, ...lines, ...chart, ...table, ...timeline, ...buttons, ...footer];
};

const compact = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one]);
type Counter = () => number;
const counter = (): Counter => {
  let last = 0;
  return () => ++last;
};

/** Colour means state. Slack colours no text, so a mark leads the verdict: seen at once in a list of chats too. */
const MARKS: Readonly<Record<Tone, string>> = { done: "✅", waiting: "🟡", stopped: "🔴", past: "⚪", plain: "" };

const headBlocks = (card: Card, pen: Pen): SlackBlock[] => {
  const mark = /^\p{Extended_Pictographic}/u.test(card.title) ? "" : MARKS[card.tone];
  const title = `${mark} ${card.title}`.trim() || "…";
  const shown = clipLine(title, LIMITS.header);
  const header: SlackBlock = { type: "header", text: plainText(pen.room.take(shown, LIMITS.header)) };
  const cut = shown.endsWith("…") && !title.endsWith("…") ? compact(richLines([elements(card.title, pen)])) : [];
  const tags = card.tags?.length ? smallPrint(card.tags.join(" · "), pen) : [];
  return [header, ...cut, ...tags];
};

/** Paragraphs with an empty line between them. */
const spaced = (paragraphs: RichTextElement[][]): RichTextElement[][] =>
  paragraphs.filter((one) => one.length > 0).flatMap((one, index) => (index === 0 ? [one] : [[GAP], one]));
const GAP: RichTextElement = { type: "text", text: " " };

/** One line each rather than two columns: a phone shows columns below each other, twice as tall. */
const factLine = ({ label, value }: Fact, pen: Pen): RichTextElement[] => [
  ...elements([{ bold: label }, WIDE], pen),
  ...elements(value, pen),
];

interface LineRoom {
  readonly pen: Pen;
  readonly ids: Counter;
  readonly language: Language;
  readonly most: number;
}

/** Lines with buttons stand alone, the others together; what does not fit is counted. */
const lineBlocks = (lines: readonly Line[], { pen, ids, language, most }: LineRoom): SlackBlock[] => {
  const blocks: SlackBlock[] = [];
  let together: RichTextElement[][] = [];
  const flush = () => {
    blocks.push(...compact(richLines(together)));
    together = [];
  };
  for (const [index, line] of lines.entries()) {
    const actions = actionBlocks(line, pen, ids);
    const needed = actions.length + (actions.length > 0 && together.length > 0 ? 2 : 1);
    if (blocks.length + needed + 1 > most || pen.room.left < 60) {
      flush();
      return [...blocks, ...compact(richLines([[{ type: "text", text: andMore(lines.length - index, language) }]]))];
    }
    const drawn = [elements(line.text, pen), ...(line.detail ? [elements(line.detail, pen)] : [])];
    if (actions.length > 0) {
      flush();
      blocks.push(...compact(richLines(drawn)), ...actions);
    } else together.push(...drawn);
  }
  flush();
  return blocks;
};

const STEP = { done: "✓", now: "●", ahead: "○", stopped: "✗" } as const satisfies Record<
  TimelineEntry["state"],
  string
>;
/** A timeline this short is read as one line. */
const SHORT = 60;

const timelineBlocks = (entries: readonly TimelineEntry[], pen: Pen): SlackBlock[] => {
  const short = entries.reduce((sum, entry) => sum + said(entry.text).length + 4, 0) <= SHORT;
  const drawn = entries.map(({ state, text }) =>
    elements([`${STEP[state]} `, ...(typeof text === "string" ? [text] : text)], pen),
  );
  const between: RichTextElement = { type: "text", text: WIDE };
  return compact(richLines(short ? [drawn.flatMap((one, index) => (index === 0 ? one : [between, ...one]))] : drawn));
};

interface Doable {
  readonly buttons?: readonly Button[];
  readonly menu?: readonly Button[];
}

/** Buttons, then the menu; an entry that a menu cannot carry (its own confirm, a long payload) is a button too. */
const actionBlocks = ({ buttons = [], menu = [] }: Doable, { room }: Pen, ids: Counter): SlackBlock[] => {
  const fits = ({ press, confirm }: Button) => confirm === undefined && menuValue(press).length <= LIMITS.option.value;
  const menuEntries = menu.filter(fits);
  const all = [...buttons, ...menu.filter((entry) => !fits(entry))].map((button) => buttonElement(button, room, ids));
  const menus = chunks(menuEntries, LIMITS.overflow).map((entries) => menuElement(entries, room, ids));
  const items: ActionsBlock["elements"] = [...all, ...menus];
  return chunks(items, LIMITS.actions).map((each) => ({ type: "actions", elements: each }) satisfies ActionsBlock);
};

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** The end of an action_id that makes it unique; inbound takes it off again. */
export const ID_MARK = "~";
export const MENU = "rapport.menu";

const buttonElement = ({ label, press, look, confirm }: Button, room: Room, ids: Counter): SlackButton => ({
  type: "button",
  text: plainText(room.spend(clipLine(label, LIMITS.button.label) || "…")),
  action_id: `${press.action}${ID_MARK}${ids()}`,
  value: payloadOf(press),
  ...(look && { style: look }),
  ...(confirm && { confirm: confirmDialog(confirm, look, room) }),
});

const menuElement = (entries: readonly Button[], room: Room, ids: Counter): Overflow => ({
  type: "overflow",
  action_id: `${MENU}${ID_MARK}${ids()}`,
  options: entries.map(({ label, press }) => ({
    text: plainText(room.spend(clipLine(label, LIMITS.option.label) || "…")),
    value: menuValue(press),
  })),
});

const payloadOf = ({ action, payload }: ActionCall): string => {
  const value = JSON.stringify(payload ?? null);
  if (value.length <= LIMITS.button.value) return value;
  throw new TypeError(
    `The payload of ${action} has ${value.length} characters; a button carries ${LIMITS.button.value}.`,
  );
};
const confirmDialog = (
  { title, text, yes, no }: NonNullable<Button["confirm"]>,
  look: Button["look"],
  room: Room,
): ConfirmationDialog => ({
  title: plainText(room.spend(clipLine(title, LIMITS.confirm.title))),
  text: plainText(room.spend(clip(text, LIMITS.confirm.text))),
  confirm: plainText(room.spend(clipLine(yes, LIMITS.confirm.button))),
  deny: plainText(room.spend(clipLine(no, LIMITS.confirm.button))),
  style: look === "danger" ? "danger" : "primary",
});
