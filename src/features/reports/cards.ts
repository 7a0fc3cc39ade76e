import { z } from "zod";
import { type Button, type Card, defineAction, type Fact, type Line } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, type PlainDate, plainDate, sayDate, sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { type Money, sayMoneyShort } from "../../core/money.ts";
import { OPEN_STAGES, type Stage, sayStage } from "../../domain/stages.ts";
import { type Shape, sayShape, saySums } from "../board/public.ts";
import { type MoveKind, perWeek, type Ratio, type Week } from "./rules.ts";
import type { MovedDeal, Promised } from "./store.ts";
import { sayWeek, texts } from "./texts.ts";

const friday = z.iso.date().transform((text) => plainDate(text));
export const PARTS = ["sheet", "moved", "ratio", "ahead"] as const;
export type PartName = (typeof PARTS)[number];
export const showSummary = defineAction("reports.summary", z.object({ teamId: z.uuid() }));
export const showPart = defineAction("reports.part", z.object({ teamId: z.uuid(), friday, part: z.enum(PARTS) }));

/** Everything a Friday summary says. Counts are of deals; sums by currency. */
export interface Summary {
  readonly teamId: string;
  readonly team: string;
  readonly zone: Zone;
  readonly friday: PlainDate;
  readonly week: Week;
  readonly at: Instant;
  readonly counts: Readonly<Record<Exclude<MoveKind, "won">, number>>;
  readonly won: { readonly count: number; readonly sums: readonly Money[]; readonly before: number };
  readonly columns: ReadonlyMap<Stage, number>;
  readonly shape: Shape;
  readonly forecast: Money;
  readonly goal: Money | null;
  readonly gap: { readonly amount: Money; readonly meetings: number | undefined; readonly perWin: number } | undefined;
  readonly falling: { readonly names: readonly string[]; readonly count: number };
  readonly fees: { readonly count: number; readonly since: Instant } | undefined;
  readonly care: { readonly done: number; readonly missed: number };
  readonly birthdays: readonly Birthday[];
  readonly reps: readonly Rep[];
  readonly moved: { readonly moves: readonly MovedDeal[]; readonly total: number };
  readonly promised: { readonly steps: readonly Promised[]; readonly total: number };
}
/** A contact's birthday in the week ahead, and at which customer. */
interface Birthday {
  readonly on: PlainDate;
  readonly contact: string;
  readonly customer: string;
}
export interface Rep {
  readonly name: string;
  readonly columns: ReadonlyMap<Stage, number>;
  readonly won: number;
  readonly booked: readonly Money[];
  readonly received: readonly Money[];
  readonly ratio: Ratio;
}

const factsOf = (summary: Summary, language: Language, today: PlainDate): Fact[] => {
  const t = texts[language];
  const { falling, fees, care, promised, birthdays } = summary;
  const watch: string[] = [];
  if (falling.count > 0) {
    const names = falling.names.join(language === "zh" ? "、" : ", ");
    watch.push(t.falling({ names, count: falling.count - falling.names.length }));
  }
  if (fees) watch.push(t.fees({ count: fees.count, day: sayDate(dateIn(summary.zone, fees.since), language, today) }));
  const ahead = [
    birthdays.length > 0 && t.birthdays({ count: birthdays.length }),
    promised.total > 0 && t.steps({ count: promised.total }),
  ];
  const facts: [string, string][] = [
    [t.shape, sayShape(summary.shape, language)],
    [t.forecast, sayForecast(summary, language)],
    [t.watch, watch.join(" · ")],
    [t.care, care.done + care.missed > 0 ? t.careCounts(care) : ""],
    [t.ahead, ahead.filter(Boolean).join(" · ")],
  ];
  return facts.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
};

const sayForecast = ({ forecast, goal, gap }: Summary, language: Language): string => {
  const t = texts[language];
  const amount = sayMoneyShort(forecast, language);
  if (!goal) return t.monthForecast({ amount });
  const said = t.goal({ amount, goal: sayMoneyShort(goal, language) });
  if (!gap) return said;
  const missing = sayMoneyShort(gap.amount, language);
  if (gap.meetings === undefined) return said + t.gap({ gap: missing });
  return said + t.gapMeetings({ gap: missing, meetings: gap.meetings, ratio: gap.perWin });
};

/** The summary itself, for a phone: verdict, at most five facts, the funnel. */
export function summaryCard(summary: Summary, language: Language, late?: { dueAt: Instant }): Card {
  const t = texts[language];
  const { counts, won, zone } = summary;
  const today = dateIn(zone, summary.at);
  const title = t.title({ team: summary.team, week: sayWeek(summary.week, language, today) });
  const result = t.won({ count: won.count, sum: saySums(won.sums, language), average: perWeek(won.before) });
  const changes = (["began", "advanced", "back", "lost"] as const).map((kind) => t[kind]({ count: counts[kind] }));
  const categories = [...OPEN_STAGES.map((stage) => sayStage(stage, language)), sayStage("won", language)];
  const values = [...OPEN_STAGES.map((stage) => summary.columns.get(stage) ?? 0), won.count];
  return {
    tone: "plain",
    title,
    plain: `${title}: ${result}`,
    text: [
      ...(late ? [t.late({ at: sayInstant(late.dueAt, language, zone) })] : []),
      [{ bold: result }, ` · ${changes.join(" · ")}`],
    ],
    facts: factsOf(summary, language, today),
    chart: { kind: "funnel", title: t.funnel, categories, series: [{ name: t.deals, values }] },
    footer: t.footer({ at: sayInstant(summary.at, language, zone) }),
  };
}

/** The same on demand, where there is no thread: the details behind buttons. */
export function summaryWithParts(summary: Summary, language: Language): Card {
  const t = texts[language];
  const { teamId, friday } = summary;
  const names: Record<PartName, string> = { sheet: t.sheet, moved: t.moved, ratio: t.ratio, ahead: t.nextWeek };
  const buttons = PARTS.map((part): Button => ({ label: names[part], press: showPart.with({ teamId, friday, part }) }));
  return { ...summaryCard(summary, language), buttons };
}

const RIGHT = "right" as const;
const SHEET_STAGES: readonly Stage[] = ["first_meeting", "p25", "p50", "p90"];

/** Reps by row; deals in each column, won, money received and booked in the week. */
function sheetCard({ reps }: Summary, language: Language): Card {
  const t = texts[language];
  const numbers = (rows: readonly Rep[]) => [
    ...SHEET_STAGES.map((stage) => rows.reduce((sum, rep) => sum + (rep.columns.get(stage) ?? 0), 0)),
    rows.reduce((sum, rep) => sum + rep.won, 0),
  ];
  const amounts = (sums: readonly Money[]) => saySums(sums, language) || "–";
  const row = (name: string, rows: readonly Rep[]) => [
    name,
    ...numbers(rows).map(String),
    amounts(rows.flatMap(({ received }) => received)),
    amounts(rows.flatMap(({ booked }) => booked)),
  ];
  const labels = [
    ...SHEET_STAGES.map((stage) => sayStage(stage, language)),
    sayStage("won", language),
    t.received,
    t.wins,
  ];
  return {
    tone: "plain",
    title: t.sheet,
    plain: t.sheet,
    table: {
      columns: [{ label: t.rep }, ...labels.map((label) => ({ label, align: RIGHT }))],
      rows: [...reps.map((rep) => row(rep.name, [rep])), row(t.total, reps)],
    },
  };
}

function movedCard({ moved, zone, at }: Summary, language: Language): Card {
  const t = texts[language];
  const today = dateIn(zone, at);
  const say = ({ from, to }: MovedDeal) =>
    from === null
      ? t.began1({ stage: sayStage(to, language) })
      : `${sayStage(from, language)} → ${sayStage(to, language)}`;
  const rest = moved.total - moved.moves.length;
  return {
    tone: "plain",
    title: t.moved,
    plain: t.moved,
    ...(moved.moves.length === 0 && { text: [t.nothingMoved] }),
    lines: moved.moves.map((move) => ({
      text: [{ bold: move.name }, move.customer === null ? "" : ` · ${move.customer}`],
      detail: t.movedLine({ what: say(move), day: sayDate(move.movedOn, language, today), why: move.why ?? "" }),
    })),
    ...(rest > 0 && { footer: t.more({ count: rest }) }),
  };
}

function ratioCard({ reps }: Summary, language: Language): Card {
  const t = texts[language];
  const row = (name: string, ratios: readonly Ratio[]) => {
    const sum = (key: keyof Ratio) => ratios.reduce((total, ratio) => total + ratio[key], 0);
    const [calls, meetings, prospects, won] = [sum("calls"), sum("meetings"), sum("prospects"), sum("won")];
    const ratio = won === 0 ? "–" : `${Math.round(meetings / won)}:${Math.round(prospects / won)}:1`;
    return [name, ...[calls, meetings, prospects, won].map(String), ratio];
  };
  const labels = [t.calls, t.meetings, t.prospects, t.wins, t.ratioColumn];
  return {
    tone: "plain",
    title: t.ratio,
    plain: t.ratio,
    table: {
      columns: [{ label: t.rep }, ...labels.map((label) => ({ label, align: RIGHT }))],
      rows: [
        ...reps.map((rep) => row(rep.name, [rep.ratio])),
        row(
          t.total,
          reps.map(({ ratio }) => ratio),
        ),
      ],
    },
  };
}

const MOST_BIRTHDAYS = 15;

function aheadCard({ promised, birthdays, zone, at }: Summary, language: Language): Card {
  const t = texts[language];
  const today = dateIn(zone, at);
  const shown = birthdays.slice(0, MOST_BIRTHDAYS);
  const rest = promised.total - promised.steps.length + birthdays.length - shown.length;
  const ofBirthdays = shown.map(
    ({ on, contact, customer }): Line => ({
      text: [{ bold: t.birthday({ contact }) }, ` · ${customer}`],
      detail: sayDate(on, language, today),
    }),
  );
  const ofSteps = promised.steps.map(
    (step): Line => ({
      text: [{ bold: step.customer }, ` · ${step.what}`],
      detail: `${sayDate(step.dueOn, language, today)} · ${step.member}`,
    }),
  );
  const lines = [...ofBirthdays, ...ofSteps];
  return {
    tone: "plain",
    title: t.nextWeek,
    plain: t.nextWeek,
    ...(lines.length === 0 && { text: [t.nothingAhead] }),
    lines,
    ...(rest > 0 && { footer: t.more({ count: rest }) }),
  };
}

const CARDS = { sheet: sheetCard, moved: movedCard, ratio: ratioCard, ahead: aheadCard };
/** One part of the details. */
export const partCard = (part: PartName, summary: Summary, language: Language): Card => CARDS[part](summary, language);

/** Several teams: whose summary. */
export function teamsCard(teams: readonly { id: string; name: string }[], language: Language): Card {
  const t = texts[language];
  const title = teams.length === 0 ? t.noTeam : t.whichTeam;
  const buttons = teams.map(({ id, name }): Button => ({ label: name, press: showSummary.with({ teamId: id }) }));
  return { tone: "plain", title, plain: title, buttons: buttons.slice(0, 5), menu: buttons.slice(5) };
}
