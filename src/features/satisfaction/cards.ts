import type { Button, Card, Chart } from "../../chat/card.ts";
import { type PlainDate, plainDate, sayDate, sayMonth } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { surveyButton } from "../survey/public.ts";
import { type Shown, showResults } from "./forms.ts";
import { type Period, type Result, resultOf, SPANS, WAYS, type Way } from "./rules.ts";
import type { Totals } from "./store.ts";
import { texts, WAY_NAMES } from "./texts.ts";

/** One line of the results; without a name: customers that nobody owns. */
export interface Row extends Result {
  readonly name: string | null;
  readonly answers: number;
}

export interface Results {
  readonly shown: Shown;
  readonly period: Period;
  readonly totals: Totals;
  readonly rows: readonly Row[];
  readonly more: boolean;
  /** Whether the reader decides what is asked. */
  readonly mayAsk: boolean;
}

interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

export function resultsCard(results: Results, view: View): Card {
  const { language } = view;
  const t = texts[language];
  const { shown, totals } = results;
  const said = { span: t.span({ months: shown.months }), result: sayResult(resultOf(totals), language) };
  const title = totals.answers === 0 ? t.nothing({ span: said.span }) : t.title(said);
  return {
    tone: "plain",
    title,
    plain: title,
    ...(totals.answers === 0 ? { text: [t.nothingText] } : bodyOf(results, view)),
    ...buttonsOf(results, language),
    footer: sayCounted(results, view),
  };
}

const sayResult = ({ csi, nps }: Result, language: Language): string => {
  const t = texts[language];
  return [csi === null ? null : t.csiIs({ csi }), nps === null ? null : t.npsIs({ nps: signed(nps) })]
    .filter((part) => part !== null)
    .join(t.and);
};
const signed = (nps: number): string => (nps > 0 ? `+${nps}` : nps < 0 ? `−${-nps}` : "0");

function bodyOf(
  { shown: { way }, totals, rows }: Results,
  { language }: View,
): Pick<Card, "facts" | "chart" | "table"> {
  const t = texts[language];
  const { answers, customers, asked, promoters, detractors, low } = totals;
  const named = rows.map((row) => ({ ...row, name: nameOf(row, way, language) }));
  const chart = chartOf(way, named, language);
  return {
    facts: [
      { label: t.answers, value: t.answersOf({ answers, customers }) },
      ...(asked > 0 ? [{ label: t.recommend, value: t.recommendOf({ asked, promoters, detractors }) }] : []),
      { label: t.low, value: low === 0 ? t.noneLow : t.lowOf({ low }) },
    ],
    ...(chart && { chart }),
    table: {
      columns: [
        { label: WAY_NAMES[way][language] },
        ...[t.csi, ...(way === "item" ? [] : [t.nps]), t.answersShort].map((label) => ({
          label,
          align: "right" as const,
        })),
      ],
      rows: named.map(({ name, csi, nps, answers: count }) => [
        name,
        csi === null ? "–" : String(csi),
        ...(way === "item" ? [] : [nps === null ? "–" : signed(nps)]),
        String(count),
      ]),
    },
  };
}

const nameOf = ({ name }: Row, way: Way, language: Language): string => {
  if (name === null) return texts[language].nobody;
  return way === "month" ? sayMonth(plainDate(name), language) : name;
};

/** Questions on a radar where it has a shape, months as a line from left to right, everything else as bars. */
function chartOf(way: Way, rows: readonly (Row & { readonly name: string })[], language: Language): Chart | undefined {
  const t = texts[language];
  const rated = rows.filter(({ csi }) => csi !== null);
  const drawn = way === "month" ? rated.toReversed() : rated;
  if (drawn.length < 2) return undefined;
  const kind = way === "month" ? "line" : way === "item" && drawn.length > 2 ? "radar" : "bar";
  return {
    kind,
    title: t.chart,
    categories: drawn.map(({ name }) => name),
    series: [{ name: t.csi, values: drawn.map(({ csi }) => csi ?? 0) }],
  };
}

function buttonsOf({ shown, more, mayAsk }: Results, language: Language): Pick<Card, "buttons" | "menu"> {
  const t = texts[language];
  const { way, months } = shown;
  const next = { label: t.next, press: showResults.with({ ...shown, page: shown.page + 1 }) };
  const spans = SPANS.filter((span) => span !== months).map(
    (span): Button => ({ label: t.span({ months: span }), press: showResults.with({ way, months: span, page: 0 }) }),
  );
  const ways = WAYS.filter((each) => each !== way).map(
    (each): Button => ({
      label: t.by({ what: WAY_NAMES[each][language] }),
      press: showResults.with({ way: each, months, page: 0 }),
    }),
  );
  return { buttons: [...(more ? [next] : []), ...spans, ...(mayAsk ? [surveyButton(language)] : [])], menu: ways };
}

function sayCounted({ period, shown: { way } }: Results, { language, today }: View): string {
  const t = texts[language];
  const say = (day: PlainDate) => sayDate(day, language, today);
  const order = way === "month" ? t.newestFirst : t.leastFirst;
  return t.counted({ from: say(period.from), to: say(period.to), order });
}
