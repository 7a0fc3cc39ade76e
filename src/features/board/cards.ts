import { z } from "zod";
import { type Button, type Card, defineAction, type Fact, type Line } from "../../chat/card.ts";
import { daysBetween, type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { addUp, type Money, sayMoneyShort } from "../../core/money.ts";
import { isOpen, sayStage } from "../../domain/stages.ts";
import {
  type Deal,
  dealAction,
  newDealAction,
  nextStage,
  sayStanding,
  sayWhose,
  stageButton,
  type View,
} from "../pipeline/public.ts";
import { visitButton } from "../visits/public.ts";
import { BOARDS, type BoardOf, COLUMNS, type Column, type Shape } from "./rules.ts";
import type { ColumnSum } from "./store.ts";
import { sayShape, texts } from "./texts.ts";

export const showBoard = defineAction("board.show", z.object({ of: z.enum(BOARDS) }));
export const showColumn = defineAction(
  "board.column",
  z.object({ of: z.enum(BOARDS), column: z.enum([...COLUMNS, "late"]), after: z.uuid().optional() }),
);

/** Amounts added up, several currencies beside each other: "¥84万 + $2K"; empty when there are none. */
export const saySums = (sums: readonly Money[], language: Language): string =>
  addUp(sums)
    .filter(({ minor }) => minor !== 0n)
    .map((sum) => sayMoneyShort(sum, language))
    .join(" + ");

/** A column with its count and sum: "50% 3 (¥52万)". */
function sayColumn({ stage, deals, sums }: ColumnSum, language: Language): string {
  const name = stage === "won" ? texts[language].won({ count: deals }) : `${sayStage(stage, language)} ${deals}`;
  const sum = saySums(sums, language);
  return sum === "" ? name : `${name} (${sum})`;
}

/** Everything a board shows. */
export interface BoardFacts {
  readonly of: BoardOf;
  readonly columns: readonly ColumnSum[];
  readonly shape: Shape;
  readonly falling: readonly { readonly name: string; readonly day: PlainDate }[];
  readonly fallingCount: number;
  readonly overdueCount: number;
  /** Nothing was done with them for longer than may be. */
  readonly idleCount: number;
  /** Whether the reader may look at the team's too. */
  readonly mayTeam: boolean;
  /** Whether the reader may begin a deal. */
  readonly mayBegin: boolean;
}

const factsOf = (board: BoardFacts, { language, today }: View): Fact[] => {
  const t = texts[language];
  const facts: Fact[] = [{ label: t.shape, value: sayShape(board.shape, language) }];
  const soon = board.falling.map(({ name, day }) =>
    t.fallsIn({ deal: name, days: Math.max(0, daysBetween(today, day)) }),
  );
  const others = board.fallingCount - soon.length;
  if (others > 0) soon.push(t.andMore({ count: others }));
  if (soon.length > 0) facts.push({ label: t.falling, value: soon.join(" · ") });
  if (board.overdueCount > 0) {
    facts.push({ label: t.overdue, value: t.overdueCount({ count: board.overdueCount }) });
  }
  if (board.idleCount > 0) facts.push({ label: t.idle, value: t.overdueCount({ count: board.idleCount }) });
  return facts;
};

/** The columns worth a look first: from the money end. */
const LOOK_FIRST: readonly Column[] = ["p50", "p90", "p25", "first_meeting", "opportunity", "won"];

const buttonsOf = (board: BoardFacts, language: Language): { buttons: Button[]; menu: Button[] } => {
  const t = texts[language];
  const { of } = board;
  const filled = LOOK_FIRST.filter((stage) =>
    board.columns.some((column) => column.stage === stage && column.deals > 0),
  );
  const see = filled.map(
    (column): Button => ({
      label: t.see({ column: sayStage(column, language) }),
      press: showColumn.with({ of, column }),
    }),
  );
  const late: Button[] =
    board.fallingCount + board.overdueCount + board.idleCount > 0
      ? [{ label: t.seeLate, press: showColumn.with({ of, column: "late" }) }]
      : [];
  const turn: Button[] = board.mayTeam
    ? [
        of === "mine"
          ? { label: t.seeTeam, press: showBoard.with({ of: "team" }) }
          : { label: t.seeMine, press: showBoard.with({ of: "mine" }) },
      ]
    : [];
  const begin: Button[] = board.mayBegin ? [{ label: t.newDeal, press: newDealAction.with({}) }] : [];
  const [first, ...others] = see;
  return { buttons: [...(first ? [first] : []), ...late, ...begin, ...turn], menu: others };
};

/** The board on one screen: columns, sums, shape, what is late. */
export function boardCard(board: BoardFacts, view: View): Card {
  const { language, today } = view;
  const t = texts[language];
  const weekday = sayDate(today, language, today);
  const title = t[board.of]({ weekday });
  const said = board.columns.map((column) => sayColumn(column, language)).join(" · ");
  const { buttons, menu } = buttonsOf(board, language);
  return {
    tone: "plain",
    title,
    plain: `${title}: ${said}`,
    text: [said],
    facts: factsOf(board, view),
    chart: {
      kind: "funnel",
      title: t.funnel,
      categories: board.columns.map(({ stage }) => sayStage(stage, language)),
      series: [{ name: t.deals, values: board.columns.map(({ deals }) => deals) }],
    },
    buttons,
    ...(menu.length > 0 && { menu }),
    footer: t.asOf({ day: weekday }),
  };
}

const lineOf = (deal: Deal, owner: string | undefined, { language, today }: View): Line => {
  const t = texts[language];
  const next = nextStage(deal.stage);
  const detail = [
    owner,
    deal.amount && sayMoneyShort(deal.amount, language),
    deal.stage === "p90" ? sayStanding(deal, language) : undefined,
    isOpen(deal.stage) && deal.expectedOn && t.signing({ day: sayDate(deal.expectedOn, language, today) }),
    isOpen(deal.stage) && t.since({ day: sayDate(deal.lastForwardOn, language, today) }),
  ];
  return {
    text: [{ bold: deal.name }, sayWhose(deal, language)],
    detail: detail.filter(Boolean).join(" · "),
    buttons: [
      ...(next ? [stageButton(deal, next, language)] : []),
      ...(deal.customerId === null ? [] : [visitButton(deal.customerId, t.log)]),
      { label: t.open, press: dealAction.with({ id: deal.id }) },
    ],
  };
};

/** One column, deal by deal, a page at a time. */
export interface ColumnFacts {
  readonly of: BoardOf;
  readonly column: Column | "late";
  readonly deals: readonly Deal[];
  readonly owners: ReadonlyMap<string, string>;
  readonly total: number;
  readonly next: string | null;
}

export function columnCard(facts: ColumnFacts, view: View): Card {
  const { of, column, next, total } = facts;
  const t = texts[view.language];
  const name = column === "late" ? t.late : sayStage(column, view.language);
  const title = t.columnTitle({ column: name, count: total });
  const more: Button[] = next ? [{ label: t.next, press: showColumn.with({ of, column, after: next }) }] : [];
  return {
    tone: "plain",
    title,
    plain: title,
    ...(facts.deals.length === 0 && { text: [t.emptyColumn] }),
    lines: facts.deals.map((deal) => lineOf(deal, of === "mine" ? undefined : facts.owners.get(deal.ownerId), view)),
    buttons: [...more, { label: t.back, press: showBoard.with({ of }) }],
    counts: t.columnCounts,
  };
}
