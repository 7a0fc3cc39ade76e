import { createHash } from "node:crypto";
import { type Card, type Fact, type Line, plainText as said, type TimelineEntry, type Tone } from "../../chat/card.ts";
import { andMore, languageOf, nobody } from "../../chat/card-words.ts";
import { clipLine } from "../../chat/clip.ts";
import type { Place } from "../../chat/feature.ts";
import type { Mention } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import type { Language } from "../../core/language.ts";
import { buttonRows } from "./buttons.ts";
import type { CardJson, Div, InnerElement, RootElement } from "./card-json.ts";
import { plain } from "./card-json.ts";
import { known } from "./card-known.ts";
import { LIMITS, orDots, Room } from "./limits.ts";
import { markdownOf, type Pen, paragraphs, smallPrint } from "./markup.ts";
import { chartElements, tableElements } from "./render-data.ts";

const texts = defineTexts({
  en: { progress: "Progress" },
  zh: { progress: "进度" },
});

/** Colour means state. */
const TEMPLATES = {
  done: "green",
  waiting: "yellow",
  stopped: "red",
  past: "grey",
  plain: "default",
} as const satisfies Record<Tone, CardJson["header"]["template"]>;

interface Drawing {
  readonly mention?: Mention;
  /** Names the message, so that an uncertain send can be looked for: see `markOf`. */
  readonly key?: string;
  /** See `Look.chat`. */
  readonly chat?: string;
}

/**
 * What names a message of ours: an element_id of the card. It is the one thing in a card that nobody sees and that a
 * list of messages returns.
 */
export const markOf = (key: string): string => `k${createHash("sha256").update(key).digest("hex").slice(0, 19)}`;

/** The card as a message. @throws TypeError for a button whose payload is too long. */
export const renderCard = (card: Card, { mention = nobody, key, chat = "" }: Drawing = {}): CardJson => {
  const room = new Room();
  const head = headOf(card);
  room.spend([head, ENVELOPE]);
  const elements = cardElements(card, { mention, room, home: false, chat });
  return withHead(head, marked(elements.length > 0 ? elements : [smallPrint(beyondTitle(card), LIMITS.footer)], key));
};

/** The card as an answer that is given there. */
export const renderAnswer = (card: Card, { place }: { readonly place: Place }): CardJson =>
  renderCard(card, { chat: place.place });

/** Below the header something must stand: what the one line says that the title does not, or a blank. */
const beyondTitle = ({ title, plain: line }: Card): string =>
  (line.startsWith(title) ? line.slice(title.length) : line).replace(/^[\s·:：,，.。–—-]+/, "") || "\u00a0";

/** Room for what is in every card. */
const ENVELOPE = { config: "x".repeat(200), key: "x".repeat(40) };

type Head = Pick<CardJson, "header"> & { readonly summary: string };

export const headOf = ({ title, tone, tags = [], plain: summary }: Card): Head => ({
  summary: orDots(clipLine(summary, LIMITS.summary), LIMITS.summary),
  header: {
    title: plain(orDots(clipLine(title, LIMITS.title), LIMITS.title)),
    template: TEMPLATES[tone],
    ...(tags.length > 0 && {
      text_tag_list: tags.slice(0, LIMITS.tags).map((tag) => ({
        tag: "text_tag",
        text: plain(orDots(clipLine(tag, LIMITS.label), LIMITS.label)),
        color: "neutral",
      })),
    }),
  },
});

export const withHead = ({ header, summary }: Head, elements: readonly RootElement[]): CardJson =>
  known({
    schema: "2.0",
    config: { update_multi: true, enable_forward: false, width_mode: "default", summary: { content: summary } },
    header,
    body: { direction: "vertical", vertical_spacing: "8px", elements },
  });

const marked = (elements: readonly RootElement[], key: string | undefined): readonly RootElement[] => {
  const [first, ...rest] = elements;
  return key === undefined || !first ? elements : [{ ...first, element_id: markOf(key) }, ...rest];
};

/** So much of a card its texts, facts and lines may take while the others still wait for their room. */
const SHARE = { texts: 12_000, facts: 5000, fact: 300, facts_most: 12 };

/** What must not be lost — what can be done, the small print, the facts — takes its room first. */
export const cardElements = (card: Card, pen: Pen): RootElement[] => {
  const { room } = pen;
  const language = languageOf(card);
  const release = room.reserve({ bytes: 600, elements: 8 });
  const buttons = actionElements(card, pen, language);
  const footer = card.footer ? footerElements(said(card.footer), pen) : [];
  const facts = factElements(card.facts ?? [], pen, language);
  const intro = [...cutTitle(card, pen), ...tagElements(card, pen), ...textElements(card.text ?? [], pen, language)];
  const timeline = timelineElements(card.timeline ?? [], pen, language);
  const chart = card.chart ? chartElements(card.chart, room) : [];
  release();
  const lines = lineElements(card.lines ?? [], pen, language);
  const table = card.table ? tableElements(card.table, room, language) : [];
  return [...intro, ...facts, ...lines, ...chart, ...table, ...timeline, ...buttons, ...footer];
};

/** A verdict too long for the header is said in full below it. */
const cutTitle = ({ title }: Card, pen: Pen): InnerElement[] =>
  clipLine(title, LIMITS.title).endsWith("…") && !title.endsWith("…")
    ? paragraphs([{ bold: title }], pen, { characters: LIMITS.paragraph, bytes: SHARE.texts })
    : [];

/** The flags beyond those the header has room for; on a Home no card has a header of its own. */
const tagElements = ({ tags = [] }: Card, { room, home }: Pen): InnerElement[] => {
  const rest = home ? tags : tags.slice(LIMITS.tags);
  const drawn = rest.length > 0 ? room.take(smallPrint(rest.join(" · "), LIMITS.footer)) : undefined;
  return drawn ? [drawn] : [];
};

const textElements = (all: NonNullable<Card["text"]>, pen: Pen, language: Language): InnerElement[] => {
  const drawn: InnerElement[] = [];
  let bytes: number = SHARE.texts;
  for (const [index, text] of all.entries()) {
    const [element] = bytes > 0 ? paragraphs(text, pen, { characters: LIMITS.paragraph, bytes }) : [];
    if (element) drawn.push(element);
    else if (said(text).trim() !== "") return [...drawn, ...more(all.length - index, pen, language)];
    bytes -= element ? Buffer.byteLength(JSON.stringify(element)) : 0;
  }
  return drawn;
};

const more = (count: number, { room }: Pen, language: Language): Div[] => {
  const drawn = room.take(smallPrint(andMore(count, language), LIMITS.footer));
  return drawn ? [drawn] : [];
};

const footerElements = (footer: string, { room }: Pen): InnerElement[] => {
  const drawn = room.takeText((most) => smallPrint(footer, most), { characters: LIMITS.footer });
  return drawn ? [drawn] : [];
};

/** Short values stand in two columns, each below its label: on a phone a column is as wide as nine Chinese characters. */
const COLUMN = 18;
const WIDE = /[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]/u;
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0);

const factElements = (facts: readonly Fact[], pen: Pen, language: Language): InnerElement[] => {
  if (facts.length === 0) return [];
  for (let count = Math.min(facts.length, SHARE.facts_most); count > 0; count--) {
    const drawn = pen.room.take(factsOf(facts.slice(0, count), pen), SHARE.facts);
    if (drawn) return [drawn, ...(count < facts.length ? more(facts.length - count, pen, language) : [])];
  }
  return more(facts.length, pen, language);
};

export const factsOf = (facts: readonly Fact[], { mention }: Pick<Pen, "mention">): Div => ({
  tag: "div",
  fields: facts.map(({ label, value }) => {
    const content = `${markdownOf([{ bold: label }], mention, SHARE.fact)}\n${markdownOf(value, mention, SHARE.fact)}`;
    return { is_short: Math.max(widthOf(label), widthOf(said(value))) <= COLUMN, text: { tag: "lark_md", content } };
  }),
});

const lineElements = (lines: readonly Line[], pen: Pen, language: Language): InnerElement[] => {
  const drawn: InnerElement[] = [];
  const release = pen.room.reserve({ bytes: 200, elements: 3 });
  let shown = 0;
  for (const line of lines) {
    const detail = line.detail === undefined ? [] : ["\n", ...[line.detail].flat()];
    const text: InnerElement = {
      tag: "markdown",
      content: markdownOf([...[line.text].flat(), ...detail], pen.mention, 1000),
    };
    const taken = pen.room.takeAll([text, ...buttonRows(line, { ...pen, size: "small" })]);
    if (!taken) break;
    drawn.push(...taken);
    shown += 1;
  }
  release();
  return shown < lines.length ? [...drawn, ...more(lines.length - shown, pen, language)] : drawn;
};

const STEP = { done: "✓", now: "●", ahead: "○", stopped: "✗" } as const satisfies Record<
  TimelineEntry["state"],
  string
>;
/** So few steps are read as one line; more are folded away, but for where they stand. */
const FEW_STEPS = 2;

const timelineElements = (entries: readonly TimelineEntry[], pen: Pen, language: Language): InnerElement[] => {
  if (entries.length === 0) return [];
  const drawn = entries.map(({ state, text }) => markdownOf([`${STEP[state]} `, ...[text].flat()], pen.mention, 300));
  if (entries.length <= FEW_STEPS) {
    const line = pen.room.take<InnerElement>({ tag: "markdown", content: drawn.join("\u2003") });
    return line ? [line] : [];
  }
  const now = entries.find(({ state }) => state === "now") ?? entries.at(-1);
  const title = clipLine(`${texts[language].progress} · ${now ? said(now.text) : ""}`, LIMITS.title);
  for (let count = drawn.length; count > 0; count = Math.floor(count / 2)) {
    const rest = count < drawn.length ? [smallPrint(andMore(drawn.length - count, language), LIMITS.footer)] : [];
    const panel = pen.room.take<InnerElement>({
      tag: "collapsible_panel",
      expanded: false,
      header: { title: plain(title) },
      border: { color: "grey", corner_radius: "5px" },
      padding: "8px",
      elements: [{ tag: "markdown", content: drawn.slice(0, count).join("\n") }, ...rest],
    });
    if (panel) return [panel];
  }
  return [];
};

const actionElements = (card: Card, pen: Pen, language: Language): InnerElement[] => {
  const rows = buttonRows(card, { ...pen, size: "medium" });
  const taken = rows.map((row) => pen.room.take(row)).filter((row) => row !== undefined);
  return taken.length < rows.length ? [...taken, ...more(rows.length - taken.length, pen, language)] : taken;
};
