import { z } from "zod";
import { type Button, type Card, defineAction, type Line } from "../../chat/card.ts";
import { dateIn, plainDate, sayDate, sayInstant } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Money } from "../../core/money.ts";
import { type Stage, sayStage } from "../../domain/stages.ts";
import { saySums } from "../board/public.ts";
import { fallingCard } from "../falling/public.ts";
import { sayWhy } from "../reasons/public.ts";
import { type MovedDeal, perWeek, type Ratio, type Rep, ROWS, type Summary } from "../reports/public.ts";
import { sayHolder } from "../signers/public.ts";
import { texts } from "./texts.ts";

const friday = z.iso.date().transform((text) => plainDate(text));
export const PARTS = ["sheet", "moved", "falling", "ratio", "care", "fees", "ahead"] as const;
export type PartName = (typeof PARTS)[number];
/** @param skip rows that were read before */
export const showPart = defineAction(
  "reports.part",
  z.object({ teamId: z.uuid(), friday, part: z.enum(PARTS), skip: z.int().min(0).max(10_000).optional() }),
);

/** What each part is called. */
export const sayPart = (part: PartName, language: Language): string => {
  const { sheet, moved, fallingTitle: falling, ratio, care, feesTitle: fees, nextWeek: ahead } = texts[language];
  return { sheet, moved, falling, ratio, care, fees, ahead }[part];
};

/** How many deals of the week were new, went forward, back and were lost. */
export const sayKinds = (count: (kind: keyof Summary["counts"]) => number, language: Language): string =>
  (["began", "advanced", "back", "lost"] as const)
    .map((kind) => texts[language][kind]({ count: count(kind) }))
    .join(" · ");

/** What of the week's care was done and missed, by all reps together. */
export const sayCare = (care: Summary["care"], language: Language): string =>
  texts[language].careCounts(careTotal(care));

/** Parts that name customers and their people. */
const NAMING: ReadonlySet<PartName> = new Set<PartName>(["moved", "falling", "fees", "ahead"]);
export const opensByName = (part: PartName): boolean => NAMING.has(part);

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

interface Page {
  readonly language: Language;
  /** Rows before it. */
  readonly skip: number;
}
/** A part, and how many rows come after those it shows. */
interface Listed {
  readonly card: Card;
  readonly rest: number;
}

const RIGHT = "right" as const;
const SHEET_STAGES: readonly Stage[] = ["first_meeting", "p25", "p50", "p90"];

/** Reps by row; deals in each column, won, money received and booked in the week. */
function sheetCard({ reps }: Summary, { language }: Page): Listed {
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
  const card: Card = {
    tone: "plain",
    title: t.sheet,
    plain: t.sheet,
    table: {
      columns: [{ label: t.rep }, ...labels.map((label) => ({ label, align: RIGHT }))],
      rows: [...reps.map((rep) => row(rep.name, [rep])), row(t.total, reps)],
    },
  };
  return { card, rest: 0 };
}

export const sayMove = ({ from, to }: Pick<MovedDeal, "from" | "to">, language: Language): string =>
  from === null
    ? texts[language].began1({ stage: sayStage(to, language) })
    : `${sayStage(from, language)} → ${sayStage(to, language)}`;

/** What the week is held against: the mean of the weeks before it, by what moves mean. */
export const sayBefore = ({ counts, weeks }: Summary, language: Language): string => {
  const t = texts[language];
  if (weeks === 0) return "";
  return t.before({ weeks, means: sayKinds((kind) => perWeek(counts[kind].before, weeks), language) });
};

function movedCard(summary: Summary, { language, skip }: Page): Listed {
  const t = texts[language];
  const { moved, zone, at } = summary;
  const today = dateIn(zone, at);
  const shown = moved.moves.slice(skip, skip + ROWS);
  const before = sayBefore(summary, language);
  const card: Card = {
    tone: "plain",
    title: t.moved,
    plain: t.moved,
    text: [shown.length === 0 ? t.nothingMoved : before].filter((said) => said !== ""),
    lines: shown.map((move) => ({
      text: [{ bold: move.name }, move.customer === null ? "" : ` · ${move.customer}`],
      detail: t.movedLine({
        what: sayMove(move, language),
        day: sayDate(move.movedOn, language, today),
        why: sayWhy(move.why, { language, today }) ?? "",
      }),
    })),
  };
  return { card, rest: moved.total - skip - shown.length };
}

function ratioCard({ reps }: Summary, { language }: Page): Listed {
  const t = texts[language];
  const row = (name: string, ratios: readonly Ratio[]) => {
    const sum = (key: keyof Ratio) => ratios.reduce((total, ratio) => total + ratio[key], 0);
    const [calls, meetings, prospects, won] = [sum("calls"), sum("meetings"), sum("prospects"), sum("won")];
    const ratio = won === 0 ? "–" : `${Math.round(meetings / won)}:${Math.round(prospects / won)}:1`;
    return [name, ...[calls, meetings, prospects, won].map(String), ratio];
  };
  const labels = [t.calls, t.meetings, t.prospects, t.wins, t.ratioColumn];
  const card: Card = {
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
  return { card, rest: 0 };
}

const careTotal = (care: Summary["care"]) => ({
  done: care.reduce((sum, { done }) => sum + done, 0),
  missed: care.reduce((sum, { missed }) => sum + missed, 0),
});

/** What was done and missed of the week's reminders, by rep. */
function careCard({ care }: Summary, { language }: Page): Listed {
  const t = texts[language];
  const total = careTotal(care);
  const rows = [...care, { name: t.total, ...total }];
  const card: Card = {
    tone: "plain",
    title: t.careTitle,
    plain: `${t.careTitle} · ${sayCare(care, language)}`,
    ...(care.length === 0 && { text: [t.noCare] }),
    ...(care.length > 0 && {
      table: {
        columns: [{ label: t.rep }, { label: t.careDone, align: RIGHT }, { label: t.careMissed, align: RIGHT }],
        rows: rows.map(({ name, done, missed }) => [name, String(done), String(missed)]),
      },
    }),
  };
  return { card, rest: 0 };
}

/** The papers that wait, and until when. */
function feesCard({ fees, zone, at }: Summary, { language, skip }: Page): Listed {
  const t = texts[language];
  const shown = fees.papers.slice(skip, skip + ROWS);
  const card: Card = {
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
  };
  return { card, rest: shown.length === 0 ? 0 : fees.total - skip - shown.length };
}

function aheadCard({ promised, birthdays, festivals, zone, at }: Summary, { language, skip }: Page): Listed {
  const t = texts[language];
  const today = dateIn(zone, at);
  const ofBirthdays = birthdays.map(
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
  const lines = [...ofFestivals, ...ofBirthdays, ...ofSteps].slice(skip, skip + ROWS);
  const card: Card = {
    tone: "plain",
    title: t.nextWeek,
    plain: t.nextWeek,
    ...(lines.length === 0 && { text: [t.nothingAhead] }),
    lines,
  };
  return { card, rest: festivals.length + birthdays.length + promised.total - skip - lines.length };
}

const fallingPart = ({ falling, zone, at }: Summary, { language, skip }: Page): Listed => {
  const deals = falling.deals.slice(skip, skip + ROWS);
  return { card: fallingCard(deals, language, dateIn(zone, at)), rest: falling.total - skip - deals.length };
};

const CARDS = {
  sheet: sheetCard,
  moved: movedCard,
  falling: fallingPart,
  ratio: ratioCard,
  care: careCard,
  fees: feesCard,
  ahead: aheadCard,
};
/** Until when what is shown holds. */
export const sayAsOf = ({ at, zone }: Summary, language: Language): string =>
  texts[language].asOf({ at: sayInstant(at, language, zone) });

/** One part of the details, for people who may see what it names: as it is now, from the row after those that were skipped. */
export const partCard = (part: PartName, summary: Summary, page: Page): Card => {
  const { language, skip } = page;
  const t = texts[language];
  const { teamId, friday } = summary;
  const { card, rest } = CARDS[part](summary, page);
  const asOf = sayAsOf(summary, language);
  if (rest <= 0) return { ...card, footer: asOf };
  const next: Button = { label: t.next, press: showPart.with({ teamId, friday, part, skip: skip + ROWS }) };
  return { ...card, buttons: [next], footer: `${t.more({ count: rest })} · ${asOf}` };
};
