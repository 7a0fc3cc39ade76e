import type { Card, Tone } from "../../chat/card.ts";
import { andMore, languageOf, nobody } from "../../chat/card-words.ts";
import type { Mention } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import type { CardJson, RootElement } from "./card-json.ts";
import { LIMITS, Room } from "./limits.ts";
import { markdownOf, type Pen, smallPrint } from "./markup.ts";
import { cardElements, headOf, withHead } from "./render-card.ts";

const texts = defineTexts({
  en: { title: "Rapport", empty: "Nothing to do at the moment." },
  zh: { title: "客情", empty: "现在没有要做的事。" },
});

/** Colour means state, here too. */
const DOTS: Readonly<Record<Tone, string>> = {
  done: "<font color='green'>●</font> ",
  waiting: "<font color='yellow'>●</font> ",
  stopped: "<font color='red'>●</font> ",
  past: "<font color='grey'>●</font> ",
  plain: "",
};

const titleElements = ({ title, tone }: Card, room: Room): RootElement[] => {
  const drawn = room.take<RootElement>({
    tag: "markdown",
    content: `${DOTS[tone]}${markdownOf([{ bold: title }], nobody, 200)}`,
  });
  return drawn ? [drawn] : [];
};

/** Room that a card must find, to be begun at all. */
const LEAST = { bytes: 900, elements: 14 };

/** Room for what is always there, and for counting what is not shown. */
const LAST_LINE = [smallPrint(" ".repeat(400), 400), { tag: "hr" }];

/**
 * A person's Home: Feishu has no such page, so it is one card in the direct chat, with the cards below each other. What
 * no longer fits is counted in its last line.
 * @param chat see `Look.chat`
 */
export const renderHome = (cards: readonly Card[], mention: Mention, chat = ""): CardJson => {
  const language = cards[0] ? languageOf(cards[0]) : "zh";
  const t = texts[language];
  const summary = cards.map(({ title }) => title).join(" · ") || t.empty;
  const head = headOf({ tone: "plain", title: t.title, plain: summary });
  const room = new Room();
  room.spend([head, LAST_LINE]);
  const pen: Pen = { mention, room, home: true, chat };
  const elements: RootElement[] = [];
  for (const [index, card] of cards.entries()) {
    const release = room.reserve(LEAST);
    const rule = index === 0 ? undefined : room.take<RootElement>({ tag: "hr" });
    const title = titleElements(card, room);
    release();
    if (title.length === 0) {
      elements.push(smallPrint(andMore(cards.length - index, language), LIMITS.footer));
      break;
    }
    elements.push(...(rule ? [rule] : []), ...title, ...cardElements(card, pen));
  }
  return withHead(head, elements.length > 0 ? elements : [smallPrint(t.empty, LIMITS.footer)]);
};
