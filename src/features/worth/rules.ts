import { daysBetween, type PlainDate, type PlainTime } from "../../core/dates.ts";
import { type Allegiance, allegianceOf, isLeaving, type Judged, type Said } from "../../domain/satisfaction.ts";
import {
  type Grade,
  type GradeLimits,
  gradesOf,
  highFrom,
  type Loyalty,
  loyaltyOf,
  missedCycles,
  type Quadrant,
  quadrantOf,
} from "../../domain/worth.ts";

/** When the night's reckoning begins, in the organization's zone: the day before is over everywhere it matters. */
const BEGINS = "02:00" as PlainTime;

/** Whether it is due: once a day, and at once where it never was. */
export const isDue = (last: PlainDate | null, { today, time }: { today: PlainDate; time: PlainTime }): boolean =>
  last === null || (last < today && time >= BEGINS);

/** What is known of a customer, amounts in minor units of the organization's currency. */
export interface Figures extends Said {
  readonly customerId: string;
  readonly collectedMinor: bigint;
  readonly openMinor: bigint;
  readonly yearlyMinor: bigint;
  /** Other currencies it has amounts in. */
  readonly leftOut: readonly string[];
  readonly purchases: number;
  readonly services: number;
  readonly lastBoughtOn: PlainDate | null;
  readonly cycleDays: number | null;
  /** The day it said last how satisfied it is; null: it was never asked. */
  readonly answeredOn: PlainDate | null;
  /** By its lifecycle class. */
  readonly lost: boolean;
}

/** What the worth of a segment's customers is measured by. */
export interface Measures extends GradeLimits {
  readonly currentPercentile: number;
  readonly potentialPercentile: number;
}

/** By what the answer of a customer was judged as it was reckoned. */
type Limits = Pick<Judged, "highCsi" | "lowCsi" | "holdsDays">;
/** What is made of the figures. */
export interface Reckoned extends Omit<Figures, "lost">, GradeLimits, Limits {
  readonly highFromMinor: bigint | null;
  readonly promisingFromMinor: bigint | null;
  readonly quadrant: Quadrant | null;
  readonly grade: Grade | null;
  /** Whole percent of what the segment collected that larger customers made. */
  readonly largerShare: number | null;
  readonly missed: number | null;
  readonly loyalty: Loyalty | null;
  readonly leaving: boolean | null;
  readonly allegiance: Allegiance | null;
}

const potentialOf = ({ openMinor, yearlyMinor }: Pick<Figures, "openMinor" | "yearlyMinor">): bigint =>
  openMinor + yearlyMinor;

/** The worth of all customers of one segment, measured against each other. */
export function reckon(
  customers: readonly Figures[],
  { measures, judged, today }: { readonly measures: Measures; readonly judged: Judged; readonly today: PlainDate },
): Reckoned[] {
  const collected = customers.map(({ collectedMinor }) => collectedMinor);
  const from = {
    current: highFrom(collected, measures.currentPercentile),
    potential: highFrom(customers.map(potentialOf), measures.potentialPercentile),
  };
  const grades = gradesOf(collected, measures);
  const { highCsi, lowCsi, holdsDays } = judged;
  return customers.map(({ lost, ...known }, index) => {
    const graded = grades[index] ?? null;
    const quietFor = known.lastBoughtOn && daysBetween(known.lastBoughtOn, today);
    const missed = missedCycles({ ...known, quietFor });
    const leaving = isLeaving({ missed, lost }, judged);
    const said = holds(known.answeredOn, judged, today)
      ? { ...known, leaving }
      : { csi: null, recommend: null, leaving };
    return {
      ...known,
      gradeA: measures.gradeA,
      gradeB: measures.gradeB,
      ...{ highCsi, lowCsi, holdsDays },
      highFromMinor: from.current,
      promisingFromMinor: from.potential,
      quadrant: quadrantOf({ current: known.collectedMinor, potential: potentialOf(known) }, from),
      grade: graded?.grade ?? null,
      largerShare: graded?.larger ?? null,
      missed,
      loyalty: loyaltyOf(missed),
      leaving,
      allegiance: allegianceOf(said, judged),
    };
  });
}

/** Whether what was said that day still tells how satisfied a customer is. */
export const holds = (
  answeredOn: PlainDate | null,
  { holdsDays }: Pick<Judged, "holdsDays">,
  today: PlainDate,
): boolean => answeredOn !== null && daysBetween(answeredOn, today) <= holdsDays;

/**
 * A limit as it is told: two figures of it, towards what it is compared with, so that what is said stays true and no
 * other customer's amount can be told from it.
 */
export function roundedLimit(limit: bigint, reached: boolean): bigint {
  const unit = 10n ** BigInt(Math.max(0, String(limit).length - 2));
  return reached ? (limit / unit) * unit : ((limit + unit - 1n) / unit) * unit;
}
