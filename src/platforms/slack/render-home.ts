import type { Block, HomeView } from "@slack/types";
import type { Card } from "../../chat/card.ts";
import { andMore, languageOf } from "../../chat/card-words.ts";
import type { Mention } from "../../chat/port.ts";
import { LIMITS } from "./limits.ts";
import { renderInView } from "./render-card.ts";
import type { SlackBlock } from "./rich-text.ts";
import { plainText } from "./rich-text.ts";

const ROOM_FOR_ONE = 12;

/** A person's Home: the cards below each other. What no longer fits is counted in its last line. */
export const renderHome = (cards: readonly Card[], mention: Mention): HomeView => {
  const blocks: SlackBlock[] = [];
  for (const [index, card] of cards.entries()) {
    const left = LIMITS.view.blocks - blocks.length - 2;
    if (left < ROOM_FOR_ONE) {
      const text = andMore(cards.length - index, languageOf(card));
      blocks.push({ type: "context", elements: [plainText(text)] });
      break;
    }
    const drawn = renderInView(card, mention, Math.min(left, LIMITS.message.blocks));
    blocks.push(...(index === 0 ? [] : [{ type: "divider" } as const]), ...drawn);
  }
  return { type: "home", blocks: blocks satisfies Block[] };
};
