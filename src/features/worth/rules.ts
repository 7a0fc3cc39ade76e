import { daysBetween, type PlainDate, type PlainTime } from "../../core/dates.ts";
import {
  type Grade,
  type GradeLimits,
  gradesOf,
  highFrom,
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
export interface Figures {
  readonly customerId: string;
  readonly collectedMinor: bigint;
  readonly openMinor: bigint;
  readonly yearlyMinor: bigint;
  /** Other currencies it has amounts in. */
  readonly leftOut: readonly string[];
  readonly purchases: number;
  readonly lastBoughtOn: PlainDate | null;
  readonly cycleDays: number | null;
}

/** What the worth of a segment's customers is measured by. */
export interface Measures extends GradeLimits {
  readonly currentPercentile: number;
  readonly potentialPercentile: number;
}

/** What is made of the figures. */
export interface Reckoned extends Figures, GradeLimits {
  readonly highFromMinor: bigint | null;
  readonly promisingFromMinor: bigint | null;
  readonly quadrant: Quadrant | null;
  readonly grade: Grade | null;
  /** Whole percent of what the segment collected that larger customers made. */
  readonly largerShare: number | null;
  readonly missed: number | null;
}

const potentialOf = ({ openMinor, yearlyMinor }: Pick<Figures, "openMinor" | "yearlyMinor">): bigint =>
  openMinor + yearlyMinor;

/** The worth of all customers of one segment, measured against each other. */
export function reckon(
  customers: readonly Figures[],
  { measures, today }: { readonly measures: Measures; readonly today: PlainDate },
): Reckoned[] {
  const collected = customers.map(({ collectedMinor }) => collectedMinor);
  const from = {
    current: highFrom(collected, measures.currentPercentile),
    potential: highFrom(customers.map(potentialOf), measures.potentialPercentile),
  };
  const grades = gradesOf(collected, measures);
  return customers.map((known, index) => {
    const graded = grades[index] ?? null;
    const quietFor = known.lastBoughtOn && daysBetween(known.lastBoughtOn, today);
    return {
      ...known,
      gradeA: measures.gradeA,
      gradeB: measures.gradeB,
      highFromMinor: from.current,
      promisingFromMinor: from.potential,
      quadrant: quadrantOf({ current: known.collectedMinor, potential: potentialOf(known) }, from),
      grade: graded?.grade ?? null,
      largerShare: graded?.larger ?? null,
      missed: missedCycles({ ...known, quietFor }),
    };
  });
}

/**
 * A limit as it is told: two figures of it, towards what it is compared with, so that what is said stays true and no
 * other customer's amount can be told from it.
 */
export function roundedLimit(limit: bigint, reached: boolean): bigint {
  const unit = 10n ** BigInt(Math.max(0, String(limit).length - 2));
  return reached ? (limit / unit) * unit : ((limit + unit - 1n) / unit) * unit;
}
