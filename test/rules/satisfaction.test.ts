import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import {
  ALLEGIANCES,
  allegianceOf,
  csiOf,
  isLeaving,
  isLow,
  MOST_ITEMS,
  marksOn,
  meanOf,
  npsOf,
  SCALES,
  sayAllegiance,
  USUAL_ITEMS,
} from "../../src/domain/satisfaction.ts";
import { settingsOf } from "../../src/domain/settings.ts";
import { isAsked, problemsOf, questionsOf, weakestOf } from "../../src/features/answers/rules.ts";
import { ofQuestions, periodOf, usualWay } from "../../src/features/satisfaction/rules.ts";
import { problemOf, shareOf } from "../../src/features/survey/rules.ts";

const five = (mark: number, weight = 1) => ({ scale: "five", weight, mark }) as const;
const ten = (mark: number, weight = 1) => ({ scale: "ten", weight, mark }) as const;
const someMark = fc.constantFrom(...SCALES).chain((scale) =>
  fc.record({
    scale: fc.constant(scale),
    weight: fc.integer({ min: 1, max: 100 }),
    mark: fc.constantFrom(...marksOn(scale)),
  }),
);
const marks = fc.array(someMark, { minLength: 1, maxLength: 10 });
const figures = settingsOf({}).satisfaction;

describe("CSI", () => {
  test.each([
    [[], null],
    [[five(1)], 0],
    [[five(3)], 50],
    [[five(5)], 100],
    [[ten(0)], 0],
    [[ten(7)], 70],
    [[five(5, 3), five(1, 1)], 75],
    [[five(5, 25), five(4, 20), five(2, 15)], 73],
    // 0.5 goes up: (100 + 1 × 0) ÷ 8 = 12.5.
    [[five(5, 1), five(1, 7)], 13],
    [[ten(10, 1), five(1, 1)], 50],
  ] as const)("of %j it is %s", (items, csi) => {
    expect(csiOf(items)).toBe(csi);
  });

  test("is a whole number from 0 to 100, between the least and the best, and no worse for a better mark", () => {
    fc.assert(
      fc.property(marks, fc.nat(), (items, at) => {
        const csi = csiOf(items) ?? -1;
        const each = items.map((item) => csiOf([item]) ?? -1);
        expect(Number.isInteger(csi)).toBe(true);
        expect(csi).toBeGreaterThanOrEqual(Math.min(...each));
        expect(csi).toBeLessThanOrEqual(Math.max(...each));
        const raised = items.map((item, index) =>
          index === at % items.length ? { ...item, mark: Math.max(item.mark, marksOn(item.scale)[0] ?? 0) } : item,
        );
        expect(csiOf(raised)).toBeGreaterThanOrEqual(csi);
      }),
    );
  });

  test("does not change when all weights grow alike, nor by the order of the items", () => {
    fc.assert(
      fc.property(marks, fc.integer({ min: 2, max: 9 }), (items, times) => {
        const heavier = items.map((item) => ({ ...item, weight: item.weight * times }));
        expect(csiOf(heavier)).toBe(csiOf(items));
        expect(csiOf(items.toReversed())).toBe(csiOf(items));
      }),
    );
  });

  test("the usual questions weigh 100, in both languages, each once", () => {
    expect(USUAL_ITEMS.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    for (const of of ["en", "zh"] as const)
      expect(new Set(USUAL_ITEMS.map(({ name }) => name[of])).size).toBe(USUAL_ITEMS.length);
  });

  test.each([
    [{ sum: 0, count: 0 }, null],
    [{ sum: 151, count: 2 }, 76],
    [{ sum: 200, count: 3 }, 67],
  ])("the mean of %j is %s", (all, mean) => expect(meanOf(all)).toBe(mean));
});

describe("NPS", () => {
  test.each([
    [0, 0, 0, null],
    [1, 0, 1, 100],
    [0, 1, 1, -100],
    [1, 1, 3, 0],
    [2, 1, 8, 13],
    [1, 2, 8, -13],
  ])("%i for us, %i against, of %i: %s", (promoters, detractors, all, nps) => {
    expect(npsOf({ promoters, detractors, all })).toBe(nps);
  });

  test("is from −100 to 100, and turns with who speaks for and who against", () => {
    const counts = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500));
    fc.assert(
      fc.property(counts, ([promoters, detractors, others]) => {
        const all = promoters + detractors + others;
        const nps = npsOf({ promoters, detractors, all });
        if (nps === null) return all === 0;
        return Math.abs(nps) <= 100 && nps === -(npsOf({ promoters: detractors, detractors: promoters, all }) ?? 1);
      }),
    );
  });
});

describe("a low answer", () => {
  test.each([
    [60, null, false],
    [59, null, true],
    [100, 6, true],
    [100, 7, false],
    [null, 6, true],
    [null, null, false],
  ])("CSI %s, recommends %s: %s", (csi, recommend, low) => expect(isLow({ csi, recommend }, figures)).toBe(low));
});

describe("satisfaction × retention", () => {
  test.each([
    [90, 9, false, "apostle"],
    [90, 8, false, "loyalist"],
    [90, null, false, "loyalist"],
    [90, 10, true, "indifferent"],
    [80, null, false, "loyalist"],
    [79, 10, false, "indifferent"],
    [60, 3, true, "indifferent"],
    [59, 8, false, "hostage"],
    [59, 8, true, "defector"],
    [40, 0, true, "defector"],
    [39, 2, true, "terrorist"],
    [39, 2, false, "terrorist"],
    [39, 3, true, "defector"],
    [39, null, false, "hostage"],
    [10, 0, null, "terrorist"],
    [90, 9, null, null],
    [null, 0, true, null],
  ] as const)("CSI %s, recommends %s, leaving %s: %s", (csi, recommend, leaving, allegiance) => {
    expect(allegianceOf({ csi, recommend, leaving }, figures)).toBe(allegiance);
  });

  test("whoever was rated and is known to stay or go has a class, and every class has a name", () => {
    const percent = fc.integer({ min: 0, max: 100 });
    const recommended = fc.option(fc.integer({ min: 0, max: 10 }));
    const limits = fc
      .tuple(percent, percent, percent)
      .map((three) => three.sort((a, b) => a - b))
      .map(([veryLowCsi = 0, lowCsi = 0, highCsi = 0]) => ({ ...figures, veryLowCsi, lowCsi, highCsi }));
    fc.assert(
      fc.property(percent, recommended, fc.boolean(), limits, (csi, recommend, leaving, judged) => {
        const allegiance = allegianceOf({ csi, recommend, leaving }, judged);
        expect(ALLEGIANCES).toContain(allegiance);
        if (csi >= judged.highCsi && csi >= judged.lowCsi && csi >= judged.veryLowCsi)
          expect(["apostle", "loyalist", "indifferent"]).toContain(allegiance);
        if (leaving) expect(["apostle", "loyalist", "hostage"]).not.toContain(allegiance);
      }),
    );
    for (const language of ["en", "zh"] as const)
      expect(new Set(ALLEGIANCES.map((each) => sayAllegiance(each, language))).size).toBe(ALLEGIANCES.length);
  });

  test.each([
    [null, false, null],
    [null, true, true],
    [0, false, false],
    [1, false, false],
    [2, false, true],
    [0, true, true],
  ])("%s purchases missed, lost %s: leaving %s", (missed, lost, leaving) => {
    expect(isLeaving({ missed, lost }, figures)).toBe(leaving);
  });
});

describe("an answer", () => {
  const [quality, delivery] = USUAL_ITEMS.map((item) => ({ ...item, mark: null as number | null }));
  const today = plainDate("2026-11-27");
  const filled = { items: [{ ...quality!, mark: 4 }], recommend: null, answeredOn: today };

  test.each([
    [filled, {}],
    [{ ...filled, items: [quality!] }, { recommend: "nothing" }],
    [{ ...filled, items: [], recommend: 0 }, {}],
    [{ ...filled, answeredOn: plainDate("2026-11-28") }, { answeredOn: "later" }],
    [{ ...filled, answeredOn: plainDate("2025-11-20") }, { answeredOn: "tooLongAgo" }],
  ])("%#: what cannot be right is said at its field", (given, problems) => {
    expect(problemsOf(given, today)).toEqual(problems);
  });

  test("the weakest are those with the least, and none where all are alike", () => {
    const named = (items: Parameters<typeof weakestOf>[0]) => weakestOf(items).map(({ id }) => id);
    expect(
      named([
        { ...quality!, mark: 5 },
        { ...delivery!, mark: 2 },
      ]),
    ).toEqual(["delivery"]);
    expect(
      named([
        { ...quality!, mark: 2 },
        { ...delivery!, mark: 2 },
      ]),
    ).toEqual([]);
    expect(named([quality!, delivery!])).toEqual([]);
  });

  test("a form asks what is asked by now only with the same names, weights and scales in the same order", () => {
    const asked = questionsOf(USUAL_ITEMS, "zh");
    expect(isAsked(JSON.parse(JSON.stringify(asked)), USUAL_ITEMS, "zh")).toBe(true);
    expect(isAsked(asked, USUAL_ITEMS, "en")).toBe(false);
    expect(isAsked(asked, USUAL_ITEMS.toReversed(), "zh")).toBe(false);
    expect(isAsked(asked, USUAL_ITEMS.slice(1), "zh")).toBe(false);
  });
});

describe("results", () => {
  test("of a question count all marks it was given, on whatever scale, the least first", () => {
    const [quality, delivery] = USUAL_ITEMS.map(({ id, name }) => ({ id, name }));
    const rows = ofQuestions([
      { ...quality!, scale: "five", mark: 5, count: 3 },
      { ...quality!, scale: "ten", mark: 0, count: 1 },
      { ...delivery!, scale: "five", mark: 3, count: 2 },
    ]);
    expect(rows).toEqual([
      { name: delivery!.name, csi: 50, answers: 2 },
      { name: quality!.name, csi: 75, answers: 4 },
    ]);
  });

  test("a period is whole months back, today included", () => {
    expect(periodOf(3, plainDate("2026-11-27"))).toEqual({ from: "2026-08-28", to: "2026-11-27" });
    expect(periodOf(1, plainDate("2026-03-31"))).toEqual({ from: "2026-03-01", to: "2026-03-31" });
  });

  test.each([
    ["rep", "customer"],
    ["manager", "rep"],
    ["executive", "team"],
  ] as const)("a %s sees them by %s first", (role, way) => {
    expect(usualWay({ roles: new Set([role]) })).toBe(way);
  });
});

describe("the questions", () => {
  const [first] = USUAL_ITEMS;
  test("each stands once, and there are no more than people answer", () => {
    expect(problemOf({ ...first!, id: "new", name: { en: "PRODUCT quality ", zh: "新" } }, USUAL_ITEMS)).toBe("taken");
    expect(problemOf({ ...first!, id: "new", name: { en: "New", zh: "新" } }, USUAL_ITEMS)).toBeUndefined();
    const full = Array.from({ length: MOST_ITEMS }, (_, n) => ({
      ...first!,
      id: `${n}`,
      name: { en: `${n}`, zh: `${n}` },
    }));
    expect(problemOf({ ...first!, id: "new" }, full)).toBe("tooMany");
  });

  test("weigh what they weigh beside the others", () => expect(shareOf(first!, USUAL_ITEMS)).toBe(25));
});
