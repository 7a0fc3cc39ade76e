import type { Instant } from "../../core/clock.ts";
import {
  addDays,
  addMonths,
  dateIn,
  daysBetween,
  firstOfMonth,
  instantAt,
  type PlainDate,
  plainTime,
  weekday,
  type Zone,
} from "../../core/dates.ts";
import { addMoney, type Currency, type Money, money, scaleMoney } from "../../core/money.ts";
import { addWorkingDays, isWorkingDay, type WorkCalendar } from "../../domain/calendar.ts";
import type { CompanySettings } from "../../domain/settings.ts";
import { OPEN_STAGES, type Stage } from "../../domain/stages.ts";

const WEEK = 7;

/** A week of the summary: from its Friday to the Thursday before the summary's own. */
export interface Week {
  readonly from: PlainDate;
  readonly to: PlainDate;
}
/** The week that the summary of a Friday is about. */
export const weekOf = (friday: PlainDate): Week => ({ from: addDays(friday, -WEEK), to: addDays(friday, -1) });

/** The Friday (or the weekday that was set) whose summary a day belongs to: that day or the next such one. */
export const fridayOf = (day: PlainDate, on: number): PlainDate => addDays(day, (on - weekday(day) + WEEK) % WEEK);

/** The day a summary is posted: its Friday, or the last working day before when that is a holiday; never a week early. */
export function postingDay(friday: PlainDate, calendar: WorkCalendar): PlainDate {
  if (isWorkingDay(calendar, friday).value) return friday;
  const before = addWorkingDays(calendar, friday, -1).value;
  return before > addDays(friday, -WEEK) ? before : friday;
}

export interface Schedule {
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  /** 1 = Monday. */
  readonly weekday: number;
  /** "HH:mm" in the zone. */
  readonly time: string;
}
/** Minutes after which a summary says that it is late. */
const LATE_AFTER = 30;

/**
 * The one summary that is due: of the Friday posted last. An outage is made up for until the next one is due; older
 * weeks are past.
 */
export function dueSummary(
  now: Instant,
  schedule: Schedule,
): { friday: PlainDate; late: boolean; at: Instant } | undefined {
  const { zone, calendar, time } = schedule;
  const coming = fridayOf(dateIn(zone, now), schedule.weekday);
  for (const friday of [coming, addDays(coming, -WEEK)]) {
    const at = instantAt(postingDay(friday, calendar), plainTime(time), zone);
    if (at <= now) return { friday, at, late: now.getTime() - at.getTime() > LATE_AFTER * 60_000 };
  }
  return undefined;
}

/** What a move means to a week. */
export type MoveKind = "began" | "advanced" | "back" | "won" | "lost";

export type StageWeights = Readonly<Record<(typeof OPEN_STAGES)[number], number>>;
export interface StageAmount {
  readonly stage: Stage;
  readonly amount: Money;
}

/** What is won plus what is open at the weight (percent) of its stage, in one currency; others are left out. */
export function forecast(won: Money, open: readonly StageAmount[], weights: StageWeights): Money {
  const points = OPEN_STAGES.map((stage) =>
    open
      .filter((one) => one.stage === stage && one.amount.currency === won.currency)
      .reduce((sum, one) => sum + one.amount.minor * BigInt(weights[stage]), 0n),
  ).reduce((sum, weighted) => sum + weighted, 0n);
  return addMoney(won, scaleMoney(money(points, won.currency), 1n, 100n));
}

/** First meetings, prospects and wins of a period, with the calls before them (domain.md §5.4). */
export interface Ratio {
  readonly calls: number;
  readonly meetings: number;
  readonly prospects: number;
  readonly won: number;
}

/** First meetings for each win, from the team's own history once it has enough wins. */
export const meetingsPerWin = (
  { meetings, won }: Pick<Ratio, "meetings" | "won">,
  { meetingsPerWin: usual, cycleWinsAtLeast: enough }: Pick<CompanySettings, "meetingsPerWin" | "cycleWinsAtLeast">,
): number => (won >= enough && meetings >= won ? Math.round(meetings / won) : usual);

/** First meetings that close a gap: as many wins of the average size as it takes, at the ratio. Undefined without a size. */
export function meetingsToGo(gap: Money, wins: { count: number; sum: Money }, perWin: number): number | undefined {
  if (gap.minor <= 0n || wins.count === 0 || wins.sum.minor <= 0n) return undefined;
  const count = gap.minor * BigInt(wins.count);
  const needed = (count + wins.sum.minor - 1n) / wins.sum.minor;
  return Number(needed) * perWin;
}

/** Of so many weeks before a week those that a team has had, since its first move: with none there is nothing to compare. */
export const weeksBefore = (week: Week, first: PlainDate | undefined, most: number): number =>
  first === undefined || first >= week.from ? 0 : Math.min(most, Math.ceil(daysBetween(first, week.from) / WEEK));

/** The mean of so many weeks, to one decimal. */
export const perWeek = (total: number, weeks: number): number => Math.round((total / weeks) * 10) / 10;

/** The sum in one currency; 0 of it when there is none. */
export const sumIn = (code: Currency, sums: readonly Money[]): Money =>
  sums.filter((one) => one.currency === code).reduce(addMoney, money(0n, code));

export const lastOfMonth = (day: PlainDate): PlainDate => addDays(addMonths(firstOfMonth(day), 1), -1);
