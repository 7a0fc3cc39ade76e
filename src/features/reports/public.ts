import type { Instant } from "../../core/clock.ts";
import { addDays, dateIn, type PlainDate, type Zone } from "../../core/dates.ts";
import { addMoney, type Money, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { type Festival, festivalsBetween } from "../../domain/festivals.ts";
import { OPEN_STAGES, type Stage } from "../../domain/stages.ts";

import { type Shape, shapeOf } from "../board/public.ts";
import { careFigures } from "../care/public.ts";
import { countComplaints } from "../cases/public.ts";
import { type Falling, readFalling } from "../falling/public.ts";
import { feePaper } from "../fees/public.ts";
import { teamBirthdays } from "../occasions/public.ts";
import { papersWaiting, type WaitingPaper } from "../papers/public.ts";
import {
  forecast,
  fridayOf,
  type MoveKind,
  meetingsPerWin,
  meetingsToGo,
  type Ratio,
  sumIn,
  type Week,
  weekOf,
  weeksBefore,
} from "./rules.ts";
import {
  type Asked,
  type MoveCount,
  type MovedCount,
  type MovedDeal,
  type OpenCount,
  organizationOf,
  type Promised,
  readFirstMove,
  readMonth,
  readMoveCounts,
  readMoved,
  readNames,
  readOpenCounts,
  readPromised,
  readRatios,
  readReceived,
  readWins,
  type Team,
  type Wins,
} from "./store.ts";

export { dueSummary, fridayOf, perWeek, type Ratio, type Week } from "./rules.ts";
export { type MovedDeal, organizationOf, readTeams, type Team } from "./store.ts";

/** Everything a Friday summary says. Counts are of deals; sums by currency. */
export interface Summary {
  readonly teamId: string;
  readonly team: string;
  readonly zone: Zone;
  readonly friday: PlainDate;
  readonly week: Week;
  readonly at: Instant;
  readonly counts: Readonly<Record<Exclude<MoveKind, "won">, WithBefore>>;
  readonly won: WithBefore & { readonly sums: readonly Money[] };
  /** Weeks before this one that it is held against. */
  readonly weeks: number;
  readonly columns: ReadonlyMap<Stage, number>;
  readonly shape: Shape;
  readonly forecast: Money;
  readonly goal: Money | null;
  /** A day of the month that forecast and goal are of. */
  readonly month: PlainDate;
  readonly gap: { readonly amount: Money; readonly meetings: number | undefined; readonly perWin: number } | undefined;
  readonly falling: Falling;
  /** Fee papers that wait for a signature, the most urgent first. */
  readonly fees: { readonly papers: readonly WaitingPaper[]; readonly total: number };
  /** Of the team's customers, at that moment. */
  readonly complaints: { readonly open: number; readonly missed: number };
  readonly care: readonly { readonly name: string; readonly done: number; readonly missed: number }[];
  readonly birthdays: readonly Birthday[];
  readonly festivals: readonly Festival[];
  readonly reps: readonly Rep[];
  readonly moved: {
    readonly moves: readonly MovedDeal[];
    readonly counts: readonly MovedCount[];
    readonly total: number;
  };
  readonly promised: { readonly steps: readonly Promised[]; readonly total: number };
}
/** Of the week, and of all the weeks it is held against. */
export interface WithBefore {
  readonly count: number;
  readonly before: number;
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

/** Weeks that a ratio and the size of a win are taken from. */
const RATIO_WEEKS = 12;
/** Rows of a list at once; the rest behind "more". */
export const ROWS = 20;

/**
 * Everything the summary of a team says for a Friday, as it stands at `now`; from grouped queries, whatever the history.
 * @param rows how many of each list, from its beginning
 */
export async function summaryOf(
  scope: Scope,
  team: Pick<Team, "id" | "name" | "zone">,
  { friday, now, rows = ROWS }: { readonly friday: PlainDate; readonly now: Instant; readonly rows?: number },
): Promise<Summary> {
  const asked: Asked = { teamId: team.id, friday };
  const today = dateIn(team.zone, now);
  const { weeksBefore: most } = (await organizationOf(scope)).settings.summary;
  const [first, moves, wins, open, falling, ratios] = await Promise.all([
    readFirstMove(scope, team.id),
    readMoveCounts(scope, asked, most),
    readWins(scope, asked, RATIO_WEEKS - 1),
    readOpenCounts(scope, team.id, now),
    readFalling(scope, team.id, { today, limit: rows }),
    readRatios(scope, asked, RATIO_WEEKS),
  ]);
  const day = earlier(today, addDays(friday, -1));
  const [care, fees, moved, promised, ahead, outlook] = await Promise.all([
    careOf(scope, asked),
    papersWaiting(scope, feePaper, team.id),
    readMoved(scope, asked, rows),
    readPromised(scope, asked, rows),
    aheadOf(scope, asked),
    outlookOf(scope, { team, day }, { wins, ratios }),
  ]);
  const columns = columnsOf(open);
  const thisWeek = wins.filter(({ week }) => week === 0);
  return {
    teamId: team.id,
    team: team.name,
    zone: team.zone,
    friday,
    week: weekOf(friday),
    at: now,
    counts: countsOf(moves),
    won: wonOf(wins, most),
    weeks: weeksBefore(weekOf(friday), first, most),
    columns,
    shape: shapeOfOpen(columns, open),
    ...{ ...outlook, month: day },
    falling,
    fees,
    complaints: await countComplaints(scope, team.id, now),
    ...{ care, ...ahead },
    reps: await repsOf(scope, asked, { open, wins: thisWeek, ratios }),
    moved,
    promised,
  };
}

const countsOf = (moves: readonly MoveCount[]): Summary["counts"] => {
  const count = (kind: MoveKind): WithBefore => moves.find((row) => row.kind === kind) ?? { count: 0, before: 0 };
  return { began: count("began"), advanced: count("advanced"), back: count("back"), lost: count("lost") };
};

const wonOf = (wins: readonly Wins[], weeks: number): Summary["won"] => {
  const thisWeek = wins.filter(({ week }) => week === 0);
  const before = total(wins.filter(({ week }) => week > 0 && week <= weeks));
  return { count: total(thisWeek), sums: thisWeek.map(({ sum }) => sum), before };
};

const earlier = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
const total = (wins: readonly Wins[]): number => wins.reduce((sum, { count }) => sum + count, 0);

const columnsOf = (open: readonly OpenCount[]): Map<Stage, number> =>
  new Map(
    OPEN_STAGES.map((stage) => [
      stage,
      open.filter((row) => row.stage === stage).reduce((sum, { count }) => sum + count, 0),
    ]),
  );

const shapeOfOpen = (columns: ReadonlyMap<Stage, number>, open: readonly OpenCount[]) => {
  const fresh = (rows: readonly OpenCount[]) => rows.reduce((sum, row) => sum + row.fresh, 0);
  return shapeOf({
    opportunity: columns.get("opportunity") ?? 0,
    first_meeting: columns.get("first_meeting") ?? 0,
    p25: columns.get("p25") ?? 0,
    p50: columns.get("p50") ?? 0,
    p90: columns.get("p90") ?? 0,
    fresh: fresh(open),
    freshP50: fresh(open.filter(({ stage }) => stage === "p50")),
  });
};

/** What was done of the week's care and what was not, for each rep by name. */
async function careOf(scope: Scope, { teamId, friday }: Asked): Promise<Summary["care"]> {
  const figures = await careFigures(scope, { teamId, ...weekOf(friday) });
  const names = await readNames(
    scope,
    figures.map(({ memberId }) => memberId),
  );
  return figures
    .map(({ memberId, done, missed }) => ({ name: names.get(memberId) ?? "–", done, missed }))
    .sort((a, b) => a.name.localeCompare(b.name, "zh"));
}

/** The days of the week ahead that call for a greeting. */
async function aheadOf(scope: Scope, { teamId, friday }: Asked): Promise<Pick<Summary, "birthdays" | "festivals">> {
  const { country, settings } = await organizationOf(scope);
  const to = addDays(friday, 6);
  return {
    birthdays: await teamBirthdays(scope, { teamId, from: friday, to }),
    festivals: festivalsBetween(friday, to, { country, own: settings.festivals }),
  };
}

/** The month's forecast against its goal, and what would close the gap. */
async function outlookOf(
  scope: Scope,
  { team, day }: { team: Pick<Team, "id">; day: PlainDate },
  { wins, ratios }: { wins: readonly Wins[]; ratios: readonly Ratio[] },
): Promise<Pick<Summary, "forecast" | "goal" | "gap">> {
  const { settings, currency } = await organizationOf(scope);
  const { won, open, goal } = await readMonth(scope, { teamId: team.id, day });
  const code = goal?.currency ?? currency;
  const expected = forecast(sumIn(code, won), open, settings.stageWeights);
  const short = goal && addMoney(goal, money(-expected.minor, code));
  if (!short || short.minor <= 0n) return { forecast: expected, goal, gap: undefined };
  const perWin = perWinOf(ratios, settings);
  const sized = wins.filter((one) => one.sum.currency === code);
  const size = {
    count: total(sized),
    sum: sumIn(
      code,
      sized.map((one) => one.sum),
    ),
  };
  return { forecast: expected, goal, gap: { amount: short, meetings: meetingsToGo(short, size, perWin), perWin } };
}

/** First meetings that a win takes, by the ratio of its team as the summary of a day says it. */
export async function meetingsPerWinOf(scope: Scope, teamId: string, today: PlainDate): Promise<number> {
  const { settings } = await organizationOf(scope);
  const friday = fridayOf(today, settings.summary.weekday);
  return perWinOf(await readRatios(scope, { teamId, friday }, RATIO_WEEKS), settings);
}

const perWinOf = (ratios: readonly Ratio[], settings: Parameters<typeof meetingsPerWin>[1]): number => {
  const sum = (key: "meetings" | "won") => ratios.reduce((all, ratio) => all + ratio[key], 0);
  return meetingsPerWin({ meetings: sum("meetings"), won: sum("won") }, settings);
};

const NO_RATIO: Ratio = { calls: 0, meetings: 0, prospects: 0, won: 0 };

/** Every owner of the team's deals, by name, with their figures. */
async function repsOf(
  scope: Scope,
  asked: Asked,
  known: { open: readonly OpenCount[]; wins: readonly Wins[]; ratios: readonly (Ratio & { ownerId: string })[] },
): Promise<Rep[]> {
  const received = await readReceived(scope, asked);
  const ids = [...new Set([known.open, known.wins, known.ratios, received].flat().map(({ ownerId }) => ownerId))];
  const names = await readNames(scope, ids);
  const repOf = (id: string): Rep => {
    const won = known.wins.filter(({ ownerId }) => ownerId === id);
    return {
      name: names.get(id) ?? "–",
      columns: columnsOf(known.open.filter(({ ownerId }) => ownerId === id)),
      won: total(won),
      booked: won.map(({ sum }) => sum),
      received: received.filter(({ ownerId }) => ownerId === id).map(({ sum }) => sum),
      ratio: known.ratios.find(({ ownerId }) => ownerId === id) ?? NO_RATIO,
    };
  };
  return ids.map(repOf).sort((a, b) => a.name.localeCompare(b.name, "zh"));
}
