import type { Button, Card } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { fallingCounts } from "../falling/public.ts";
import type { Summary } from "../reports/public.ts";
import { type PartName, partCard, sayAsOf, sayBefore, sayMove, showPart } from "../weekparts/public.ts";
import { texts } from "./texts.ts";

/** How many deals made which move; new ones first, then by the column they came to. */
function movedCounts(summary: Summary, language: Language): Card {
  const t = texts[language];
  const before = sayBefore(summary, language);
  return {
    tone: "plain",
    title: t.moved,
    plain: t.moved,
    ...(before !== "" && { text: [before] }),
    lines: summary.moved.counts.map(({ count, ...move }) => ({
      text: [{ bold: sayMove(move, language) }, ` · ${count}`],
    })),
  };
}

/** The same by number alone. */
function feeNumbers(summary: Summary, language: Language): Card {
  const { papers, total } = summary.fees;
  const unnamed = papers.map((paper) => ({ ...paper, heading: () => texts[language].feePaper }));
  return partCard("fees", { ...summary, fees: { papers: unnamed, total } }, { language, skip: 0 });
}

/** How much is ahead, and the festivals. */
function aheadCounts(summary: Summary, language: Language): Card {
  const t = texts[language];
  const { birthdays, promised } = summary;
  const counts = [
    birthdays.length > 0 && t.birthdays({ count: birthdays.length }),
    promised.total > 0 && t.steps({ count: promised.total }),
  ].filter((said) => said !== false);
  const festivals = partCard(
    "ahead",
    { ...summary, birthdays: [], promised: { steps: [], total: 0 } },
    { language, skip: 0 },
  );
  return counts.length > 0 ? { ...festivals, text: [counts.join(" · ")] } : festivals;
}

/** A part that names customers, for those who read the channel: figures alone, and a button to what each may see. */
const CHANNEL_CARDS: Partial<Record<PartName, (summary: Summary, language: Language) => Card>> = {
  moved: movedCounts,
  falling: ({ falling }, language) => fallingCounts(falling, language),
  fees: feeNumbers,
  ahead: aheadCounts,
};

/** One part of the details as it stands in the team's channel. */
export function channelPart(part: PartName, summary: Summary, language: Language): Card {
  const { teamId, friday } = summary;
  const open: Button = { label: texts[language].byName, press: showPart.with({ teamId, friday, part }) };
  const named = CHANNEL_CARDS[part];
  return named
    ? { footer: sayAsOf(summary, language), ...named(summary, language), buttons: [open] }
    : partCard(part, summary, { language, skip: 0 });
}
