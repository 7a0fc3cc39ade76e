import type { Card } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayStage } from "../../domain/stages.ts";
import type { Falling } from "./store.ts";
import { texts } from "./texts.ts";

/** The deals by name, for people of their sight. */
export function fallingCard(deals: Falling["deals"], language: Language, today: PlainDate): Card {
  const t = texts[language];
  return {
    tone: "plain",
    title: t.title,
    plain: t.title,
    text: [t.hint],
    lines: deals.map(({ name, customer, stage, owner, day }) => ({
      text: [{ bold: name }, customer === null ? "" : ` · ${customer}`],
      detail: t.line({ stage: sayStage(stage, language), day: day ? sayDate(day, language, today) : "", owner }),
    })),
  };
}

/** How many of each column, for a channel. */
export function fallingCounts({ counts }: Falling, language: Language): Card {
  const { title } = texts[language];
  return {
    tone: "plain",
    title,
    plain: title,
    lines: counts.map(({ stage, count }) => ({ text: [{ bold: sayStage(stage, language) }, ` · ${count}`] })),
  };
}
