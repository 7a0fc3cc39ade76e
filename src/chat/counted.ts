import type { Instant } from "../core/clock.ts";
import { sayInstant, type Zone } from "../core/dates.ts";
import type { Language } from "../core/language.ts";
import type { Card } from "./card.ts";
import { kernelTexts } from "./kernel-texts.ts";
import type { Shown } from "./port.ts";

/** Who reads a card, and when it was made for them. */
interface Reading {
  readonly language: Language;
  readonly zone: Zone;
  readonly now: Instant;
}

/** The card with its small print complete: a list that says what it counts says also until when (domain.md §9). */
export const countedCard = (card: Card, { language, zone, now }: Reading): Card => {
  const { counts, footer, ...rest } = card;
  if (counts === undefined) return card;
  const said = kernelTexts[language].counted({ counts, time: sayInstant(now, language, zone) });
  if (footer === undefined) return { ...rest, footer: said };
  return { ...rest, footer: [...(typeof footer === "string" ? [footer] : footer), ` · ${said}`] };
};

export const countedShown = (shown: Shown, reading: Reading): Shown => {
  if (shown.kind === "card") {
    const { card, thread } = shown;
    return { ...shown, card: countedCard(card, reading), ...(thread && { thread: countedCard(thread, reading) }) };
  }
  if (shown.kind !== "replace") return shown;
  const { say } = shown;
  return { ...shown, card: countedCard(shown.card, reading), ...(say && { say: countedCard(say, reading) }) };
};
