import type { Card } from "../../chat/card.ts";
import { languageOf } from "../../chat/card-words.ts";
import type { Shown } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import type { Origin } from "./origin.ts";

/* What the card of a form becomes, where the outcome itself stands elsewhere. */

const texts = defineTexts({
  en: {
    said: "The answer is in the group.",
    above: "The card you came from is up to date.",
  },
  zh: {
    said: "结果已经发到群里。",
    above: "原来那张卡片已经更新。",
  },
});

/** What one can do about it stands where the form was opened. */
export const withoutButtons = (card: Card): Card => {
  const { buttons: _buttons, menu: _menu, ...rest } = card;
  const lines = card.lines?.map(({ text, detail }) => ({ text, ...(detail !== undefined && { detail }) }));
  return { ...rest, ...(lines && { lines }) };
};

/** Home is drawn anew by itself; whoever typed a command sees no other card. */
export const opensFromCard = ({ place }: Origin): boolean => place.message !== undefined && !place.home;

/** Of a card that stands above already: what came of it, and what is short. */
export const briefly = (card: Card): Card => {
  const { lines, chart, table, timeline, ...rest } = withoutButtons(card);
  const left = [lines, chart, table, timeline].some((part) => part !== undefined);
  return left ? { ...rest, footer: texts[languageOf(card)].above } : rest;
};

export const withoutReplacing = (shown: Shown): Shown =>
  shown.kind === "replace" ? { kind: "card", card: shown.say ?? withoutButtons(shown.card), to: "you" } : shown;

export const saidInGroup = ({ tone, title, plain, ...card }: Card): Card => ({
  tone,
  title,
  plain,
  footer: texts[languageOf({ tone, title, plain, ...card })].said,
});
