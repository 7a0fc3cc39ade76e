import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlainTime, plainDate } from "../../src/core/dates.ts";
import { settingsOf } from "../../src/domain/settings.ts";
import { gradesOf, highFrom, loyaltyOf, missedCycles, quadrantOf, sayLoyalty } from "../../src/domain/worth.ts";
import { mayPin, stillHolds } from "../../src/features/pinning/rules.ts";
import { type Figures, isDue, reckon, roundedLimit } from "../../src/features/worth/rules.ts";

const LIMITS = { gradeA: 80, gradeB: 95 };
const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 60 });

describe("high and low", () => {
  test.each([
    [[], null],
    [[0, 0], null],
    [[700], 700],
    [[1, 2, 3, 4, 5], 5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 30], 1],
    [[40, 40, 40], 40],
  ])("of %j, at the 80th percentile, %s is the least that is high", (values, least) => {
    expect(highFrom(values.map(BigInt), 80)).toBe(least === null ? null : BigInt(least));
  });

  test("the largest is always high, nothing never is, and few enough are", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 99 }), (values, percentile) => {
        const least = highFrom(values, percentile);
        if (least === null) return values.every((value) => value === 0n);
        const sorted = [...values].sort((a, b) => (a < b ? -1 : 1));
        const above = sorted.filter((value) => value > least).length;
        return (
          least > 0n && (sorted.at(-1) ?? 0n) >= least && above <= Math.ceil((values.length * (100 - percentile)) / 100)
        );
      }),
    );
  });

  test.each([
    [10n, 10n, "high"],
    [10n, 9n, "sub"],
    [9n, 10n, "latent"],
    [9n, 9n, "low"],
  ] as const)("now %s and ahead %s, both high from 10: %s", (current, potential, quadrant) => {
    expect(quadrantOf({ current, potential }, { current: 10n, potential: 10n })).toBe(quadrant);
  });

  test("while one of the two is known of nobody, nobody is low", () => {
    expect(quadrantOf({ current: 0n, potential: 5n }, { current: null, potential: 5n })).toBeNull();
    expect(quadrantOf({ current: 5n, potential: 0n }, { current: 5n, potential: null })).toBeNull();
  });
});

describe("grades", () => {
  test.each([
    [
      [0, 0],
      [null, null],
    ],
    [
      [50, 30, 10, 6, 4, 0],
      ["A", "A", "B", "B", "C", "C"],
    ],
    [
      [10, 10, 10],
      ["A", "A", "A"],
    ],
    [[7], ["A"]],
    [
      [900, 50, 50],
      ["A", "B", "B"],
    ],
  ])("%j are %j", (paid, grades) => {
    expect(gradesOf(paid.map(BigInt), LIMITS).map((each) => each?.grade ?? null)).toEqual(grades);
  });

  test("a company's own limits grade otherwise", () => {
    const graded = gradesOf([50n, 30n, 10n, 6n, 4n], { gradeA: 50, gradeB: 90 });
    expect(graded.map((each) => each?.grade)).toEqual(["A", "B", "B", "C", "C"]);
  });

  test("in whatever order, more is never graded lower, equal is graded equal, and A makes 80 % of it", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const graded = gradesOf(values, LIMITS);
        const total = values.reduce((sum, value) => sum + value, 0n);
        if (total === 0n) return graded.every((each) => each === null);
        const inA = values.filter((_, index) => graded[index]?.grade === "A");
        const shareOfA = inA.reduce((sum, value) => sum + value, 0n);
        return (
          shareOfA * 100n >= total * 80n &&
          values.every((value, one) =>
            values.every((other, two) => value < other || (graded[one]?.grade ?? "") <= (graded[two]?.grade ?? "")),
          )
        );
      }),
    );
  });
});

test.each([
  [3, 30, 100, null],
  [4, 30, 0, 0],
  [4, 30, 44, 0],
  [4, 30, 45, 1],
  [4, 30, 75, 2],
  [9, 30, 105, 3],
  [9, 30, 165, 5],
  [4, null, 50, null],
])("%i purchases, one every %s days, the last %i days ago: %s missed", (purchases, cycleDays, quietFor, missed) => {
  expect(missedCycles({ purchases, cycleDays, quietFor })).toBe(missed);
});

test("three and four missed are one class of loyalty, more than four another", () => {
  expect(loyaltyOf(null)).toBeNull();
  expect([0, 1, 2, 3, 4, 5, 40].map((missed) => sayLoyalty(loyaltyOf(missed)!, "zh"))).toEqual([
    "稳定",
    "断档一次",
    "断档两次",
    "断档三四次",
    "断档三四次",
    "断档四次以上",
    "断档四次以上",
  ]);
});

test.each([
  [null, "00:10", true],
  ["2026-11-22", "01:59", false],
  ["2026-11-22", "02:00", true],
  ["2026-11-20", "09:00", true],
  ["2026-11-23", "09:00", false],
])("last reckoned %s, at %s of the 23rd it is due: %s", (last, time, due) => {
  const today = plainDate("2026-11-23");
  expect(isDue(last === null ? null : plainDate(last), { today, time: time as PlainTime })).toBe(due);
});

test("a limit is told rounded, and never so that what is said of an amount turns false", () => {
  expect([roundedLimit(123_456n, true), roundedLimit(123_456n, false)]).toEqual([120_000n, 130_000n]);
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 10n ** 15n }), (limit, amount) => {
      const said = roundedLimit(limit, amount >= limit);
      return amount >= limit ? amount >= said && said > 0n : amount < said;
    }),
  );
});

test("customers are measured against each other, each keeps its own figures", () => {
  const figures = (customerId: string, collectedMinor: bigint, openMinor: bigint): Figures => ({
    ...{ customerId, collectedMinor, openMinor, yearlyMinor: 0n, leftOut: [], purchases: 0, services: 0 },
    ...{ lastBoughtOn: null, cycleDays: null, csi: null, recommend: null, answeredOn: null, lost: false },
  });
  const made = reckon([figures("a", 100n, 0n), figures("b", 1n, 70n), figures("c", 0n, 0n)], {
    measures: { currentPercentile: 80, potentialPercentile: 70, ...LIMITS },
    judged: settingsOf({}).satisfaction,
    today: plainDate("2026-11-23"),
  });
  expect(
    made.map(({ customerId, quadrant, grade, largerShare, missed }) => [
      customerId,
      quadrant,
      grade,
      largerShare,
      missed,
    ]),
  ).toEqual([
    ["a", "sub", "A", 0, null],
    ["b", "latent", "C", 99, null],
    ["c", "low", "C", 100, null],
  ]);
});

test("a pin that is over does not come back, and who only manages another team pins nothing", () => {
  const pin = {
    pinnedGrade: "A",
    pinnedQuadrant: null,
    pinnedLoyalty: null,
    pinnedAllegiance: null,
    pinReason: "x",
    pinnedById: "m",
  } as const;
  const until = plainDate("2026-11-23");
  expect(stillHolds({ ...pin, pinnedUntil: until }, until).pinnedGrade).toBe("A");
  expect(stillHolds({ ...pin, pinnedUntil: until }, plainDate("2026-11-24")).pinnedGrade).toBeNull();
  const place = { teamId: "t", segmentId: "s" };
  const may = (role: "manager" | "rep" | "clerk" | "segment_admin" | "executive" | "admin", teamIds: string[]) =>
    mayPin({ roles: new Set([role]), teamIds, segmentIds: ["s"] }, place);
  expect([may("manager", ["t"]), may("segment_admin", []), may("executive", [])]).toEqual([true, true, true]);
  expect([may("manager", ["u"]), may("rep", ["t"]), may("clerk", ["t"]), may("admin", ["t"])]).toEqual(
    Array(4).fill(false),
  );
});
