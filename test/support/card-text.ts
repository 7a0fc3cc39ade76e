import { type Card, plainText } from "../../src/chat/card.ts";

/** A card as lines of plain text, in reading order. */
export const cardText = (card: Card): string =>
  [
    card.title,
    ...(card.tags ?? []),
    ...(card.text ?? []).map(plainText),
    ...(card.facts ?? []).map(({ label, value }) => `${label}: ${plainText(value)}`),
    ...(card.lines ?? []).flatMap(({ text, detail }) => [plainText(text), ...(detail ? [plainText(detail)] : [])]),
    ...(card.table
      ? [card.table.columns.map(({ label }) => label).join(" | "), ...card.table.rows.map((row) => row.join(" | "))]
      : []),
    ...(card.timeline ?? []).map(({ state, text }) => `${state}: ${plainText(text)}`),
    ...(card.footer ? [plainText(card.footer)] : []),
  ].join("\n");
