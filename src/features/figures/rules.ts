import type { Scope } from "../../core/scope.ts";
import { figuresIn, isOfSegments, type Settings } from "../../domain/settings.ts";

/** What one figure is made of; amounts are the digits of their minor units. */
export type FigureValue = string | number | boolean | null | readonly number[];

export interface Figure {
  readonly kind: "number" | "rhythm" | "time" | "ahead" | "amount" | "check" | "weekday";
  readonly min?: number;
  readonly max?: number;
}
const days = { kind: "number", min: 1, max: 3660 } as const;
const hours = { kind: "number", min: 1, max: 400 } as const;
const percent = { kind: "number", min: 0, max: 100 } as const;
const percentile = { kind: "number", min: 1, max: 99 } as const;
const rhythm = { kind: "rhythm", min: 0, max: 3660 } as const;
const mark = { kind: "number", min: 0, max: 10 } as const;
const few = (max: number) => ({ kind: "number", min: 1, max }) as const;

/** By group, in the order of their forms: what an admin changes by form, each as domain/settings.ts names it. */
export const GROUPS = {
  care: {
    birthdayDays: { kind: "ahead", min: 0, max: 60 },
    cadenceWander: percent,
    reminderTime: { kind: "time" },
    reminderLines: few(40),
    digestWorkingDays: few(60),
    restDays: few(180),
  },
  handover: {
    "handover.firstCallWorkingDays": few(60),
    "handover.birthdayDays": few(366),
    cardBirthdayDays: few(366),
    undoHours: few(168),
  },
  cadence: {
    "cadence.high.call": rhythm,
    "cadence.high.visit": rhythm,
    "cadence.sub.call": rhythm,
    "cadence.sub.visit": rhythm,
    "cadence.latent.call": rhythm,
    "cadence.latent.visit": rhythm,
    "cadence.low.call": rhythm,
    "cadence.low.visit": rhythm,
  },
  discipline: {
    "discipline.activityDays": few(366),
    "discipline.logDaysPerWeek": few(7),
    "discipline.silentWeeks": few(12),
  },
  worth: {
    "worth.currentPercentile": percentile,
    "worth.potentialPercentile": percentile,
    "worth.gradeA": percentile,
    "worth.gradeB": few(100),
  },
  satisfaction: {
    "satisfaction.highCsi": percent,
    "satisfaction.lowCsi": percent,
    "satisfaction.veryLowCsi": percent,
    "satisfaction.apostleFrom": mark,
    "satisfaction.lowRecommend": mark,
    "satisfaction.againstUpTo": mark,
    "satisfaction.leavingFrom": few(20),
    "satisfaction.holdsDays": days,
  },
  pipeline: {
    salesCycleDays: days,
    cycleWins: few(200),
    cycleWinsAtLeast: few(200),
    warnWorkingDays: few(20),
    meetingsPerWin: few(200),
  },
  forecast: {
    "stageWeights.opportunity": percent,
    "stageWeights.first_meeting": percent,
    "stageWeights.p25": percent,
    "stageWeights.p50": percent,
    "stageWeights.p90": percent,
  },
  service: {
    "service.answerMinutes": few(2400),
    "service.solveHours": hours,
    "service.callBackDays": few(60),
    "service.closeDays": few(60),
  },
  fees: {
    "fees.recipientYearlyCap": { kind: "amount" },
    "fees.singleItemCap": { kind: "amount" },
    "fees.executiveLimit": { kind: "amount" },
    "fees.cashAllowed": { kind: "check" },
  },
  approvals: {
    "approvals.remindHours": hours,
    "approvals.escalateHours": hours,
    "approvals.urgeHours": hours,
    accountHours: hours,
  },
  hours: {
    "hours.from": { kind: "time" },
    "hours.pauseFrom": { kind: "time" },
    "hours.pauseTo": { kind: "time" },
    "hours.to": { kind: "time" },
  },
  summary: {
    "summary.weekday": { kind: "weekday", min: 1, max: 7 },
    "summary.time": { kind: "time" },
    "summary.weeksBefore": few(11),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Figure>>>>;

export type Group = keyof typeof GROUPS;
type KeyIn<G> = G extends unknown ? keyof G : never;
export type FigureKey = KeyIn<(typeof GROUPS)[Group]> & string;
export const GROUP_NAMES = Object.keys(GROUPS) as readonly Group[];

const FIGURES: ReadonlyMap<string, Figure> = new Map(Object.values(GROUPS).flatMap((group) => Object.entries(group)));
export const figureNamed = (key: string): Figure | undefined => FIGURES.get(key);

/** The figures of a group; of a segment only those that it may set for itself. */
export const figuresOf = (group: Group, segment: string | undefined): readonly (readonly [FigureKey, Figure])[] => {
  const all = Object.entries(GROUPS[group]) as (readonly [FigureKey, Figure])[];
  return segment === undefined ? all : all.filter(([key]) => isOfSegments(key));
};

/** Form fields have names without dots. */
export const fieldOf = (key: string): string => key.replaceAll(".", "_");

/** Who may see and change the figures: of the organization its admins, of a segment also the segment's. */
export const mayChange = (scope: Scope, segment: string | undefined): boolean =>
  scope.roles.has("admin") ||
  (segment !== undefined && scope.roles.has("segment_admin") && scope.segmentIds.includes(segment));
export const mayChangeSome = ({ roles }: Scope): boolean => roles.has("admin") || roles.has("segment_admin");

/** A figure as it is compared and kept. */
export const valueIn = (settings: Settings, key: string): unknown => {
  const value = figuresIn(settings).get(key);
  return typeof value === "bigint" ? value.toString() : value;
};
/** The database gives the parts of a value back in an order of its own. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);

/** What a form field gave; undefined when it was left empty, null when it makes no sense. */
export const readValue = (
  { kind, max = 0 }: Figure,
  typed: unknown,
): { readonly value: FigureValue } | null | undefined => {
  if (typed === undefined) return undefined;
  switch (kind) {
    case "number":
      return typeof typed === "number" ? { value: typed } : null;
    case "rhythm":
      return typeof typed === "number" ? { value: typed === 0 ? null : typed } : null;
    case "weekday":
      return { value: Number(typed) };
    case "check":
      return { value: typed === true };
    case "amount":
      return typeof typed === "object" && typed !== null && "minor" in typed ? { value: String(typed.minor) } : null;
    case "time":
      return readTime(String(typed));
    case "ahead":
      return readAhead(String(typed), max);
    default:
      return kind satisfies never;
  }
};

/** "8:30", "０８：３０": a time of the day. */
const readTime = (typed: string): { readonly value: string } | null => {
  const time = typed
    .normalize("NFKC")
    .trim()
    .replace(/^(?=\d:)/, "0");
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? { value: time } : null;
};

/** "7, 3, 0": days ahead, the furthest first, each once. */
const readAhead = (typed: string, max: number): { readonly value: readonly number[] } | null => {
  const parts = typed
    .normalize("NFKC")
    .split(/[\s,、;]+/)
    .filter((part) => part !== "");
  if (parts.length === 0 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > max)) return null;
  return { value: [...new Set(parts.map(Number))].sort((a, b) => b - a) };
};

/** Figures that make no sense together, each with the figure to change. */
export const PROBLEMS = [
  "remindBeforeEscalate",
  "winsEnough",
  "itemUnderYear",
  "hoursInOrder",
  "gradesInOrder",
  "callBeforeClose",
  "csiInOrder",
  "marksInOrder",
] as const;
export type Problem = (typeof PROBLEMS)[number];
export const problemsIn = ({
  approvals,
  cycleWins,
  cycleWinsAtLeast,
  fees,
  hours,
  worth,
  service,
  satisfaction,
}: Settings): [Problem, FigureKey][] => {
  const { from, pauseFrom, pauseTo, to } = hours;
  const { highCsi, lowCsi, veryLowCsi, apostleFrom, lowRecommend, againstUpTo } = satisfaction;
  const found: [boolean, Problem, FigureKey][] = [
    [approvals.escalateHours <= approvals.remindHours, "remindBeforeEscalate", "approvals.escalateHours"],
    [cycleWinsAtLeast > cycleWins, "winsEnough", "cycleWinsAtLeast"],
    [fees.singleItemCap > fees.recipientYearlyCap, "itemUnderYear", "fees.singleItemCap"],
    [!(from < pauseFrom && pauseFrom <= pauseTo && pauseTo < to), "hoursInOrder", "hours.to"],
    [worth.gradeA >= worth.gradeB, "gradesInOrder", "worth.gradeB"],
    [service.closeDays < service.callBackDays, "callBeforeClose", "service.closeDays"],
    [!(veryLowCsi <= lowCsi && lowCsi <= highCsi), "csiInOrder", "satisfaction.lowCsi"],
    [!(againstUpTo <= lowRecommend && lowRecommend < apostleFrom), "marksInOrder", "satisfaction.lowRecommend"],
  ];
  return found.flatMap(([is, problem, key]) => (is ? [[problem, key]] : []));
};

/** Holidays of before they were kept by country cannot be put back. */
export const canGoBack = (moved: readonly { readonly key: string }[]): boolean =>
  moved.length > 0 && !moved.some(({ key }) => key.startsWith("holidays."));

/** Of all holidays that were entered, the days off and the weekends worked. */
export const daysIn = (years: readonly unknown[]): { readonly off: number; readonly worked: number } => {
  const count = (of: "off" | "working") => years.flatMap((year) => Object(year)[of] ?? []).length;
  return { off: count("off"), worked: count("working") };
};
