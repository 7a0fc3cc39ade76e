import type { Card, Fact, Line } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayStage } from "../../domain/stages.ts";
import { nameInList, openCustomer } from "../customers/public.ts";
import type { Along, Passed } from "./rules.ts";
import { texts } from "./texts.ts";

interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

const SHORT = 40;
const short = (said: string): string => ([...said].length > SHORT ? `${[...said].slice(0, SHORT).join("")}…` : said);

/** What came along with customers, and what of it is due next. */
export function alongFacts({ next, ...counts }: Along, { language, today }: View): Fact[] {
  const t = texts[language];
  const due = next.map(({ customer, what, dueOn }) =>
    [nameInList(customer, language), short(what), sayDate(dueOn, language, today)].join(" · "),
  );
  return [
    ...(Object.values(counts).some((count) => count > 0) ? [{ label: t.along, value: t.counts(counts) }] : []),
    ...(due.length > 0 ? [{ label: t.nextDue, value: due.join(language === "zh" ? "、" : "; ") }] : []),
  ];
}

const SHOWN = 8;

/** What somebody who has left, or works elsewhere now, had open: the reader goes on with it. */
export function passedCard(
  { name, left, all }: { readonly name: string; readonly left: boolean; readonly all: readonly Passed[] },
  { language, today }: View,
): Card {
  const t = texts[language];
  const deals = all.filter(({ stage }) => stage !== null).length;
  const what = t.counts({ deals, steps: all.length - deals, tasks: 0, papers: 0 });
  const title = left ? t.leftOf({ name, what }) : t.movedOf({ name, what });
  const rest = all.length - SHOWN;
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [t.passedText],
    lines: [
      ...all.slice(0, SHOWN).map((one) => passedLine(one, { language, today })),
      ...(rest > 0 ? [{ text: [{ quiet: t.more({ count: rest }) }] }] : []),
    ],
    counts: t.passedCounts,
  };
}

const passedLine = ({ customer, what, dueOn, stage }: Passed, { language, today }: View): Line => {
  const when = dueOn === null ? stage && sayStage(stage, language) : sayDate(dueOn, language, today);
  return {
    text: [...(customer ? [{ bold: nameInList(customer, language) }, " · "] : []), short(what)],
    ...(when && { detail: when }),
    ...(customer && {
      buttons: [{ label: texts[language].open, press: openCustomer.with({ id: customer.id }) }],
    }),
  };
};
