import { z } from "zod";
import { addDays, type PlainDate, toColumn } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { addWorkingDays, type WorkCalendar } from "../../domain/calendar.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import { CRITERIA, type Criterion, type LossReason, type Missing } from "../../domain/deal-reasons.ts";
import { isForward, isOpen, parseStage, type Stage } from "../../domain/stages.ts";

const criterion = z.object({ holds: z.boolean(), evidence: z.string() });
const criteriaShape = z.partialRecord(z.enum(CRITERIA), criterion);
/** What is known of each criterion: it holds by its evidence, one sentence. */
export type Criteria = z.output<typeof criteriaShape>;
export const readCriteria = (stored: unknown): Criteria => criteriaShape.parse(stored ?? {});

/** Evidence given, criterion by criterion; no evidence, no criterion. */
export const criteriaFrom = (evidence: Readonly<Partial<Record<Criterion, string | undefined>>>): Criteria =>
  Object.fromEntries(
    CRITERIA.map((key) => [key, { holds: Boolean(evidence[key]), evidence: evidence[key] ?? "" }]),
  ) as Criteria;

/** A deal as people of its sight see it. */
export interface Deal {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly stage: Stage;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly customerFlags: readonly CustomerFlag[];
  /** Until then its customer is not bothered. */
  readonly restUntil: PlainDate | null;
  readonly ownerId: MemberId;
  readonly teamId: string;
  readonly amount: Money | null;
  readonly firstMeetingOn: PlainDate | null;
  /** Where the first meeting is. */
  readonly firstMeetingAt: string | null;
  readonly lastForwardOn: PlainDate;
  readonly expectedOn: PlainDate | null;
  readonly criteria: Criteria;
  readonly heldUntil: PlainDate | null;
  readonly warnedOn: PlainDate | null;
  readonly extendedOn: PlainDate | null;
  readonly contractSignedOn: PlainDate | null;
  readonly papersSigned: boolean;
  readonly moneyConfirmed: boolean;
  readonly lossReason: LossReason | null;
  readonly closedOn: PlainDate | null;
  /** The reader may see the deal's money alone: what was worked on it is left out. */
  readonly moneyOnly: boolean;
}

/** What is left of a deal for whoever may see its money alone. */
export const moneyOf = (deal: Deal): Deal => ({
  ...deal,
  moneyOnly: true,
  customerFlags: [],
  restUntil: null,
  firstMeetingOn: null,
  firstMeetingAt: null,
  criteria: {},
  lossReason: null,
});

/** The manager of the deal's team. */
export const leads = ({ roles, teamIds }: Scope, deal: Pick<Deal, "teamId">): boolean =>
  roles.has("manager") && teamIds.includes(deal.teamId);

/** Only the owner and the team's manager move a deal, whoever else may look at it. */
export const mayMove = (scope: Scope, deal: Deal): boolean => deal.ownerId === scope.memberId || leads(scope, deal);

/** Nobody takes a step of their own (domain.md §1): what they signed others take back, and others confirm its money. */
const isAnothers = (scope: Scope, deal: Pick<Deal, "ownerId">): boolean => deal.ownerId !== scope.memberId;
/** @param signerId who entered the papers; null: nobody knows, and it counts as its owner's */
export const mayUnsign = (scope: Scope, deal: Pick<Deal, "ownerId" | "teamId">, signerId: string | null): boolean =>
  leads(scope, deal) && (signerId ?? deal.ownerId) !== scope.memberId;
/** Whoever entered that the papers are signed said with it that the money is due: finance's step is another's. */
export const mayConfirmMoney = (scope: Scope, deal: Pick<Deal, "ownerId">, signerId: string | null): boolean =>
  scope.roles.has("finance") && isAnothers(scope, deal) && (signerId === null || signerId !== scope.memberId);

type Entry = Pick<
  Deal,
  "firstMeetingOn" | "firstMeetingAt" | "criteria" | "expectedOn" | "papersSigned" | "contractSignedOn"
> &
  Pick<Deal, "moneyConfirmed" | "lossReason">;

/** The last day on which a signing counts as "in time". */
export const signBy = (today: PlainDate, cycleDays: number): PlainDate => addDays(today, cycleDays);

export const missingCriteria = (deal: Entry, today: PlainDate, cycleDays: number): Criterion[] =>
  CRITERIA.filter((key) => {
    if (!deal.criteria[key]?.holds) return true;
    if (key !== "rightTime") return false;
    return !deal.expectedOn || deal.expectedOn < today || deal.expectedOn > signBy(today, cycleDays);
  });

const missingPapers = (deal: Entry): Missing[] => (deal.papersSigned && deal.contractSignedOn ? [] : ["papers"]);

/** The criteria were proved on the way to 90 %; that its date of signing is past by now, or the cycle over, is as it should be. */
export const missingToWin = (deal: Entry): Missing[] => [
  ...missingPapers(deal),
  ...(deal.moneyConfirmed ? [] : (["money"] as const)),
];

/** The entry criteria of a stage (domain.md §5.1) that a deal does not meet, in the order to mend them. */
export function missingFor(stage: Stage, deal: Entry, when: { today: PlainDate; cycleDays: number }): Missing[] {
  const held = deal.firstMeetingOn && deal.firstMeetingOn <= when.today ? [] : (["meetingHeld"] as const);
  const fifty = () => [...held, ...missingCriteria(deal, when.today, when.cycleDays)];
  const papers = missingPapers(deal);
  switch (stage) {
    case "opportunity":
      return [];
    case "first_meeting":
      return [
        ...(deal.firstMeetingOn ? [] : (["meetingDate"] as const)),
        ...(deal.firstMeetingAt ? [] : (["meetingPlace"] as const)),
      ];
    case "p25":
      return [...held];
    case "p50":
      return fifty();
    // The money may follow: until finance has confirmed it, the deal stands at 90 % and says so.
    case "p90":
      return [...fifty(), ...papers];
    case "won":
      return missingToWin(deal);
    case "lost":
      return deal.lossReason ? [] : ["reason"];
    default:
      return stage satisfies never;
  }
}

/** The kinds of move a person can ask for; `none`: it is there already. */
export type MoveKind = "none" | "forward" | "back" | "lost" | "closed";
export function moveKind(from: Stage, to: Stage): MoveKind {
  if (from === "won") return "closed";
  if (from === to) return "none";
  if (to === "lost") return "lost";
  if (from === "lost") return to === "opportunity" ? "back" : "closed";
  return isForward(from, to) ? "forward" : "back";
}

const NEXT: Readonly<Record<Stage, Stage | undefined>> = {
  opportunity: "first_meeting",
  first_meeting: "p25",
  p25: "p50",
  p50: "p90",
  p90: "won",
  won: undefined,
  lost: undefined,
};
/** Where time takes a deal: one whose money fails to 50 %, any other to the first column. */
export const fallsTo = (stage: Stage): "opportunity" | "p50" => (stage === "p90" ? "p50" : "opportunity");

/** What was settled of papers and money at 90 % holds there alone; what came in stays in the books. */
const NOTHING_SETTLED = { papersSigned: false, moneyConfirmedAt: null, moneyConfirmedBy: null, moreDueSince: null };

/** A stay in a column is over: what belonged to it goes with it. As the columns of the deal keep it. */
export const columnsOfMove = (from: Stage, to: Stage, on: PlainDate) => ({
  stage: to,
  heldUntil: null,
  warnedOn: null,
  extendedOn: null,
  // A deal that begins again begins its time again too, and one whose papers or money failed has its time at 50 %.
  ...((isForward(from, to) || from === "lost" || (from === "p90" && to === "p50")) && { lastForwardOn: toColumn(on) }),
  ...(from === "p90" && isForward(to, "p90") && NOTHING_SETTLED),
  ...(isOpen(to) ? { closedOn: null, lossReason: null } : { closedOn: toColumn(on) }),
});

/** The next column to work for; none after won or lost. */
export const nextStage = (stage: Stage): Stage | undefined => NEXT[stage];

/** The middle of days from first meeting to won; of two middles, their mean rounded half up. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : Math.floor((low + high + 1) / 2);
}

/** Days of the newest wins, of the rep and of the team. */
export interface Wins {
  readonly own: readonly number[];
  readonly team: readonly number[];
}
export interface CycleFigures {
  readonly salesCycleDays: number;
  readonly cycleWins: number;
  readonly cycleWinsAtLeast: number;
}

/** A rep's sales cycle in calendar days, at least 1: of their own wins, else the team's, else the organization's figure. */
export function salesCycle(wins: Wins, figures: CycleFigures): number {
  const enough = [wins.own, wins.team]
    .map((days) => days.slice(0, figures.cycleWins))
    .find((days) => days.length >= figures.cycleWinsAtLeast);
  return Math.max(1, (enough && median(enough)) ?? figures.salesCycleDays);
}

type Times = Pick<Deal, "stage" | "lastForwardOn" | "heldUntil" | "restUntil" | "warnedOn" | "moneyConfirmed">;
export interface FallBackFigures {
  readonly today: PlainDate;
  readonly cycleDays: number;
  readonly calendar: WorkCalendar;
  readonly warnWorkingDays: number;
  readonly restDays: number;
}

const later = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? b : a);

/** The first day a deal falls back by its sales cycle and any hold. */
const releasedOn = ({ lastForwardOn, heldUntil }: Times, { cycleDays }: FallBackFigures): PlainDate => {
  const outstayed = addDays(lastForwardOn, cycleDays + 1);
  return heldUntil ? later(outstayed, addDays(heldUntil, 1)) : outstayed;
};

/** A customer's rest, however often renewed, leaves a deal alone for so many days past its own; longer is a manager's hold. */
const restsUntil = (deal: Times, figures: FallBackFigures): PlainDate | null => {
  const most = addDays(releasedOn(deal, figures), figures.restDays - 1);
  if (!deal.restUntil || deal.restUntil < most) return deal.restUntil;
  return most;
};

/**
 * The day a deal falls back unless it moves forward or money comes in: when it has outstayed the sales cycle and any
 * hold, and the owner has had the days of the warning. Undefined: never. `announced` false: the warning's days were
 * counted without holidays that nobody has published.
 */
export function fallsBackOn(deal: Times, figures: FallBackFigures): { day: PlainDate; announced: boolean } | undefined {
  if (!isOpen(deal.stage) || deal.stage === "opportunity" || deal.moneyConfirmed) return undefined;
  // Who has not been warned yet can be warned today at the earliest: an outage costs nobody the days of the warning.
  // Nor does it cost those of a customer that rests.
  const from = deal.warnedOn ?? figures.today;
  const rests = restsUntil(deal, figures);
  const works = rests ? later(from, addDays(rests, 1)) : from;
  const warned = addWorkingDays(figures.calendar, works, figures.warnWorkingDays);
  return { day: later(releasedOn(deal, figures), warned.value), announced: warned.announced };
}

/** What the calendar asks for today: a warning that was not given, the fall-back, or nothing, also while its customer rests. */
export function dueToday(deal: Times, figures: FallBackFigures): "warn" | "fall" | undefined {
  const falls = fallsBackOn(deal, figures);
  if (!falls || (restsUntil(deal, figures) ?? "") >= figures.today) return undefined;
  if (deal.warnedOn) return figures.today >= falls.day ? "fall" : undefined;
  const warnFrom = addWorkingDays(figures.calendar, falls.day, -figures.warnWorkingDays).value;
  return figures.today >= warnFrom ? "warn" : undefined;
}

/** The owner may ask for time once per stay in a column, once warned. */
export const mayExtend = (deal: Pick<Deal, "warnedOn" | "extendedOn">): boolean =>
  deal.warnedOn !== null && deal.extendedOn === null;

/** A line such as "宏达 50%", "won Hongda" or "宏达50%": whom it names and where to; `wrong` is a column that is not there. */
export function splitStage(typed: string): { readonly who: string; readonly stage?: Stage; readonly wrong?: string } {
  const words = typed
    .normalize("NFKC")
    .replace(/(\d)\s+%/g, "$1%")
    .replace(/(\D)(\d{1,3}%)$/, "$1 $2")
    .trim()
    .split(/\s+/);
  const splits = [
    [words.slice(0, -2), words.slice(-2)],
    [words.slice(0, -1), words.slice(-1)],
    [words.slice(1), words.slice(0, 1)],
  ] as const;
  for (const [who, column] of splits) {
    const stage = parseStage(column.join(" "));
    if (stage) return { who: who.join(" "), stage };
  }
  const last = words.at(-1) ?? "";
  return /^\d+%$/.test(last) ? { who: words.slice(0, -1).join(" "), wrong: last } : { who: words.join(" ") };
}
