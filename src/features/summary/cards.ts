import { z } from "zod";
import { type Button, type Card, defineAction, type Fact, type Line } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, plainDate, sayDate, sayInstant } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Money } from "../../core/money.ts";
import { OPEN_STAGES, type Stage, sayStage } from "../../domain/stages.ts";
import { sayShape, saySums } from "../board/public.ts";
import { fallingCard } from "../falling/public.ts";
import { sayWhy } from "../reasons/public.ts";
import { type MovedDeal, perWeek, type Ratio, type Rep, type Summary } from "../reports/public.ts";
import { sayHolder } from "../signers/public.ts";
import { sayDay, sayFalling, sayForecast, sayOpen, sayWeek, texts } from "./texts.ts";

const friday = z.iso.date().transform((text) => plainDate(text));
export const PARTS = ["sheet", "moved", "falling", "ratio", "care", "fees", "ahead"] as const;
export type PartName = (typeof PARTS)[number];
export const showSummary = defineAction("reports.summary", z.object({ teamId: z.uuid() }));
export const showPart = defineAction("reports.part", z.object({ teamId: z.uuid(), friday, part: z.enum(PARTS) }));

/** Parts that name customers and their people. */
const NAMING: ReadonlySet<PartName> = new Set<PartName>(["moved", "falling", "fees", "ahead"]);
export const opensByName = (part: PartName): boolean => NAMING.has(part);

/** Who reads it: people who may see what it is about, or a channel, whose members need not. */
export type Readers = "entitled" | "channel";

const factsOf = (summary: Summary, language: Language, readers: Readers): Fact[] => {
  const t = texts[language];
  const { falling, care, promised, birthdays, festivals } = summary;
  const today = dateIn(summary.zone, summary.at);
  const watch: string[] = [];
  if (falling.total > 0)
    watch.push(readers === "channel" ? t.fallingCount({ count: falling.total }) : sayFalling(falling, language));
  watch.push(...sayOpen(summary, language, today));
  const ahead = [
    birthdays.length > 0 && t.birthdays({ count: birthdays.length }),
    ...festivals.map(({ name, on }) => `${name[language]} ${sayDay(on, language, today)}`),
    promised.total > 0 && t.steps({ count: promised.total }),
  ];
  const facts: [string, string][] = [
    [t.shape, sayShape(summary.shape, language)],
    [t.forecast, sayForecast(summary, language)],
    [t.watch, watch.join(" · ")],
    [t.care, care.length > 0 ? t.careCounts(careTotal(care)) : ""],
    [t.ahead, ahead.filter(Boolean).join(" · ")],
  ];
  return facts.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
};

const careTotal = (care: Summary["care"]) => ({
  done: care.reduce((sum, { done }) => sum + done, 0),
  missed: care.reduce((sum, { missed }) => sum + missed, 0),
});

/** The summary itself, for a phone: verdict, at most five facts, the funnel. */
export function summaryCard(
  summary: Summary,
  language: Language,
  { readers = "entitled", late }: { readonly readers?: Readers; readonly late?: { dueAt: Instant } | undefined } = {},
): Card {
  const t = texts[language];
  const { counts, won, zone } = summary;
  const today = dateIn(zone, summary.at);
  const title = t.title({ team: summary.team, week: sayWeek(summary.week, language, today) });
  const result = t.won({ count: won.count, sum: saySums(won.sums, language), ...averageOf(won) });
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
    facts: factsOf(summary, language, readers),
    chart: { kind: "funnel", title: t.funnel, categories, series: [{ name: t.deals, values }] },
    footer: t.footer({ at: sayInstant(summary.at, language, zone) }),
  };
}

const averageOf = ({ before, weeks }: Summary["won"]) => ({ average: perWeek(before, weeks), weeks });

/** A part without anything to say is left out. */
export const hasPart = (
  part: PartName,
  { reps, moved, falling, promised, birthdays, festivals, care, fees }: Summary,
): boolean => {
  if (part === "moved") return moved.total > 0;
  if (part === "falling") return falling.total > 0;
  if (part === "care") return care.length > 0;
  if (part === "fees") return fees.total > 0;
  return part === "ahead" ? promised.total + birthdays.length + festivals.length > 0 : reps.length > 0;
};

const MOST_BUTTONS = 4;

/** The same on demand, where there is no thread: the details behind buttons. */
export function summaryWithParts(summary: Summary, language: Language, more: readonly Button[] = []): Card {
  const t = texts[language];
  const { teamId, friday } = summary;
  const names: Record<PartName, string> = {
    sheet: t.sheet,
    moved: t.moved,
    falling: t.fallingTitle,
    ratio: t.ratio,
    care: t.care,
    fees: t.feesTitle,
    ahead: t.nextWeek,
  };
  const parts = PARTS.filter((part) => hasPart(part, summary));
  const all = parts.map((part): Button => ({ label: names[part], press: showPart.with({ teamId, friday, part }) }));
  return {
    ...summaryCard(summary, language),
    buttons: all.slice(0, MOST_BUTTONS),
    menu: [...all.slice(MOST_BUTTONS), ...more],
  };
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
    t.booked,
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

export const sayMove = ({ from, to }: Pick<MovedDeal, "from" | "to">, language: Language): string =>
  from === null
    ? texts[language].began1({ stage: sayStage(to, language) })
    : `${sayStage(from, language)} → ${sayStage(to, language)}`;

function movedCard({ moved, zone, at }: Summary, language: Language): Card {
  const t = texts[language];
  const today = dateIn(zone, at);
  const rest = moved.total - moved.moves.length;
  return {
    tone: "plain",
    title: t.moved,
    plain: t.moved,
    ...(moved.moves.length === 0 && { text: [t.nothingMoved] }),
    lines: moved.moves.map((move) => ({
      text: [{ bold: move.name }, move.customer === null ? "" : ` · ${move.customer}`],
      detail: t.movedLine({
        what: sayMove(move, language),
        day: sayDate(move.movedOn, language, today),
        why: sayWhy(move.why, { language, today }) ?? "",
      }),
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

/** What was done and missed of the week's reminders, by rep. */
function careCard({ care }: Summary, language: Language): Card {
  const t = texts[language];
  const total = careTotal(care);
  const rows = [...care, { name: t.total, ...total }];
  return {
    tone: "plain",
    title: t.careTitle,
    plain: `${t.careTitle} · ${t.careCounts(total)}`,
    ...(care.length === 0 && { text: [t.noCare] }),
    ...(care.length > 0 && {
      table: {
        columns: [{ label: t.rep }, { label: t.careDone, align: RIGHT }, { label: t.careMissed, align: RIGHT }],
        rows: rows.map(({ name, done, missed }) => [name, String(done), String(missed)]),
      },
    }),
  };
}

const MOST_FEES = 20;

/** The papers that wait, and until when. */
function feesCard({ fees, zone, at }: Summary, language: Language): Card {
  const t = texts[language];
  const shown = fees.papers.slice(0, MOST_FEES);
  return {
    tone: "plain",
    title: t.feesTitle,
    plain: t.feesTitle,
    ...(shown.length === 0 && { text: [t.noFees] }),
    lines: shown.map((paper) => {
      const due = { role: sayHolder(paper.role, language), at: sayInstant(paper.due, language, zone) };
      return {
        text: [{ bold: paper.heading(language) }, ` · ${paper.number}`],
        detail: paper.due <= at ? t.feeOverdue(due) : t.feeDue(due),
      };
    }),
    ...(fees.total > shown.length && { footer: t.more({ count: fees.total - shown.length }) }),
  };
}

const MOST_BIRTHDAYS = 15;

function aheadCard({ promised, birthdays, festivals, zone, at }: Summary, language: Language): Card {
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
  const ofFestivals = festivals.map(
    ({ name, on }): Line => ({ text: [{ bold: name[language] }], detail: sayDate(on, language, today) }),
  );
  const lines = [...ofFestivals, ...ofBirthdays, ...ofSteps];
  return {
    tone: "plain",
    title: t.nextWeek,
    plain: t.nextWeek,
    ...(lines.length === 0 && { text: [t.nothingAhead] }),
    lines,
    ...(rest > 0 && { footer: t.more({ count: rest }) }),
  };
}

const CARDS = {
  sheet: sheetCard,
  moved: movedCard,
  falling: ({ falling, zone, at }: Summary, language: Language) => fallingCard(falling, language, dateIn(zone, at)),
  ratio: ratioCard,
  care: careCard,
  fees: feesCard,
  ahead: aheadCard,
};
/** One part of the details, for people who may see what it names. */
export const partCard = (part: PartName, summary: Summary, language: Language): Card => CARDS[part](summary, language);

/** Several teams: whose summary. */
export function teamsCard(teams: readonly { id: string; name: string }[], language: Language): Card {
  const t = texts[language];
  const title = teams.length === 0 ? t.noTeam : t.whichTeam;
  const buttons = teams.map(({ id, name }): Button => ({ label: name, press: showSummary.with({ teamId: id }) }));
  return { tone: "plain", title, plain: title, buttons: buttons.slice(0, 5), menu: buttons.slice(5) };
}
