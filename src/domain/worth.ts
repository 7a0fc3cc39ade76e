import type { InBoth, Language } from "../core/language.ts";

/** The value matrix (domain.md §3.3), current value against potential: high in both, now, in time, in neither. */
export const QUADRANTS = ["high", "sub", "latent", "low"] as const;
export type Quadrant = (typeof QUADRANTS)[number];

/** By the share of what a segment collects: A makes the most of it. */
export const GRADES = ["A", "B", "C"] as const;
export type Grade = (typeof GRADES)[number];

/** Columns of a customer in which a manager's pin stands (domain.md §3.3), each with that of what stands by it. */
export const PINNED = {
  pinnedGrade: "grade",
  pinnedQuadrant: "quadrant",
  pinnedLoyalty: "loyalty",
  pinnedAllegiance: "allegiance",
} as const;

/**
 * How often to be in touch with a customer whose value is not reckoned yet: as with one of the middle. It is called and
 * visited, which of a low one only the first is done, and it does not push aside those known to be of high value.
 */
export const CADENCE_UNTIL_RECKONED: Quadrant = "sub";

const QUADRANT_NAMES: Readonly<Record<Quadrant, InBoth>> = {
  high: { en: "high value", zh: "高价值" },
  sub: { en: "sub-value", zh: "次价值" },
  latent: { en: "latent value", zh: "潜在价值" },
  low: { en: "low value", zh: "低价值" },
};
export const sayQuadrant = (quadrant: Quadrant, language: Language): string => QUADRANT_NAMES[quadrant][language];
export const sayGrade = (grade: Grade, language: Language): string => `${grade}${language === "zh" ? " 级" : ""}`;

/**
 * The least amount that is high among those of a segment: at the percentile, between the two nearest where it falls
 * between them. Null where nobody has any: then nothing is high or low. What is nothing is never high.
 */
export function highFrom(amounts: readonly bigint[], percentile: number): bigint | null {
  const sorted = [...amounts].sort(ascending);
  const most = sorted.at(-1) ?? 0n;
  if (most <= 0n) return null;
  const steps = BigInt(sorted.length - 1) * BigInt(percentile);
  const lower = sorted[Number(steps / 100n)] ?? most;
  const upper = sorted[Number(steps / 100n) + 1] ?? lower;
  const hundredths = lower * 100n + (upper - lower) * (steps % 100n);
  const least = (hundredths + 99n) / 100n;
  return least > 0n ? least : 1n;
}
const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a customer brings now and may bring, or what of each is high in its segment. */
export interface Values<Amount = bigint> {
  readonly current: Amount;
  readonly potential: Amount;
}

/** Null while of one of the two nothing is known in the whole segment. */
export function quadrantOf({ current, potential }: Values, from: Values<bigint | null>): Quadrant | null {
  if (from.current === null || from.potential === null) return null;
  if (current >= from.current) return potential >= from.potential ? "high" : "sub";
  return potential >= from.potential ? "latent" : "low";
}

/** Percent of what is collected: larger customers make less than this of it where one is A, or B. */
export interface GradeLimits {
  readonly gradeA: number;
  readonly gradeB: number;
}

export interface Graded {
  readonly grade: Grade;
  /** Whole percent of the sum that customers with more make. */
  readonly larger: number;
}

/**
 * The grade of each amount among all of its segment, in their order; of equal amounts the same. Null for each where
 * nothing was collected at all. Who brought nothing is C.
 */
export function gradesOf(amounts: readonly bigint[], { gradeA, gradeB }: GradeLimits): (Graded | null)[] {
  const paid = amounts.map((amount) => (amount > 0n ? amount : 0n));
  const total = paid.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return amounts.map(() => null);
  const larger = new Map<bigint, bigint>();
  let before = 0n;
  let peers = 0n;
  for (const amount of [...paid].sort((a, b) => ascending(b, a))) {
    if (!larger.has(amount)) {
      before += peers;
      peers = 0n;
      larger.set(amount, before);
    }
    peers += amount;
  }
  return paid.map((amount) => {
    const share = Number(((larger.get(amount) ?? 0n) * 100n) / total);
    return { grade: share < gradeA ? "A" : share < gradeB ? "B" : "C", larger: share };
  });
}

/** Purchases, or services, below which a customer has no rhythm of its own. */
export const ENOUGH_PURCHASES = 4;

export interface Buying {
  /** Days on which it bought; or was served, where it goes by that. */
  readonly purchases: number;
  /** Days between two, half of them shorter and half longer. */
  readonly cycleDays: number | null;
  /** Days since the last. */
  readonly quietFor: number | null;
}

/**
 * Purchases, or services, that failed to come: each is missed when half a cycle has passed since its day. Null while too few are
 * known for a rhythm.
 */
export function missedCycles({ purchases, cycleDays, quietFor }: Buying): number | null {
  if (purchases < ENOUGH_PURCHASES || cycleDays === null || cycleDays < 1 || quietFor === null) return null;
  return Math.max(0, Math.floor((2 * quietFor - cycleDays) / (2 * cycleDays)));
}

/** The loyalty class (忠诚度类别), by cycles missed: none, 1, 2, 3 or 4, more. */
export const LOYALTIES = ["steady", "missed_one", "missed_two", "missed_few", "missed_many"] as const;
export type Loyalty = (typeof LOYALTIES)[number];

/** Null while nobody knows how many were missed. */
export const loyaltyOf = (missed: number | null): Loyalty | null =>
  missed === null ? null : (LOYALTIES[missed === 4 ? 3 : missed] ?? "missed_many");

const LOYALTY_NAMES: Readonly<Record<Loyalty, InBoth>> = {
  steady: { en: "steady", zh: "稳定" },
  missed_one: { en: "one cycle missed", zh: "断档一次" },
  missed_two: { en: "two cycles missed", zh: "断档两次" },
  missed_few: { en: "three or four cycles missed", zh: "断档三四次" },
  missed_many: { en: "more than four cycles missed", zh: "断档四次以上" },
};
export const sayLoyalty = (loyalty: Loyalty, language: Language): string => LOYALTY_NAMES[loyalty][language];
