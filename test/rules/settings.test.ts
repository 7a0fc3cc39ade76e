import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { figuresIn, isOfSegments, keptOf, settingsOf } from "../../src/domain/settings.ts";

describe("of an organization", () => {
  test("nothing stored gives the defaults of the domain", () => {
    const settings = settingsOf({});
    expect(settings).toMatchObject({
      salesCycleDays: 28,
      warnWorkingDays: 3,
      birthdayDays: [7, 3, 0],
      reminderLines: 12,
    });
    expect(settings.cadence.low).toEqual({ call: 60, visit: null });
    expect(settings.fees.recipientYearlyCap).toBe(500_000n);
    expect(settings.summary).toEqual({ weekday: 5, time: "17:00", weeksBefore: 4 });
  });

  test("one changed figure leaves its neighbours as they are", () => {
    const settings = settingsOf({ cadence: { sub: { call: 10 } }, fees: { singleItemCap: "80000" } });
    expect(settings.cadence.sub).toEqual({ call: 10, visit: 45 });
    expect(settings.cadence.high).toEqual({ call: 14, visit: 30 });
    expect(settings.fees).toMatchObject({ singleItemCap: 80_000n, executiveLimit: 300_000n });
  });

  test.each([
    { salesCycleDays: 0 },
    { summary: { time: "25:00" } },
    { holidayYears: [{ country: "CN", year: 2026, off: ["2026-02-30"], working: [] }] },
  ])("a figure without sense is an error: %j", (stored) => {
    expect(() => settingsOf(stored)).toThrow();
  });
});

describe("of a segment", () => {
  const company = { salesCycleDays: 35, cadence: { high: { call: 10 } }, fees: { executiveLimit: "200000" } };

  test.each([
    ["nothing of its own: the organization's", {}, { salesCycleDays: 35 }],
    ["its own over the organization's", { salesCycleDays: 60 }, { salesCycleDays: 60 }],
    [
      "a rhythm of its own leaves the others",
      { cadence: { low: { visit: 90 } } },
      {
        cadence: { high: { call: 10, visit: 30 }, low: { call: 60, visit: 90 } },
      },
    ],
    ["none is a figure too", { cadence: { high: { visit: null } } }, { cadence: { high: { call: 10, visit: null } } }],
    [
      "its own limit, the organization's caps",
      { fees: { executiveLimit: "90000" } },
      {
        fees: { executiveLimit: 90_000n, recipientYearlyCap: 500_000n },
      },
    ],
    ["its own days of birthdays, whole", { birthdayDays: [14] }, { birthdayDays: [14] }],
    [
      "its own hours of a step, not those of urging",
      { approvals: { remindHours: 2, urgeHours: 1 } },
      {
        approvals: { remindHours: 2, escalateHours: 16, urgeHours: 4 },
      },
    ],
    [
      "never what is the whole organization's",
      { warnWorkingDays: 9, reminderLines: 3, hours: { from: "07:00" } },
      {
        warnWorkingDays: 3,
        reminderLines: 12,
        hours: { from: "09:00" },
      },
    ],
  ])("%s", (_, own, expected) => expect(settingsOf(company, own)).toMatchObject(expected));

  test("the figures that a segment may set are those of the domain", () => {
    const all = [...figuresIn(settingsOf({})).keys()];
    expect(all.filter(isOfSegments).filter((figure) => !figure.startsWith("cadence."))).toEqual([
      "salesCycleDays",
      "birthdayDays",
      "worth.currentPercentile",
      "worth.potentialPercentile",
      ...[
        "highCsi",
        "lowCsi",
        "veryLowCsi",
        "apostleFrom",
        "lowRecommend",
        "againstUpTo",
        "leavingFrom",
        "holdsDays",
      ].map((name) => `satisfaction.${name}`),
      "discipline.activityDays",
      "discipline.logDaysPerWeek",
      "discipline.silentWeeks",
      "fees.executiveLimit",
      "approvals.remindHours",
      "approvals.escalateHours",
      "service.answerMinutes",
      "service.solveHours",
      "service.callBackDays",
      "service.closeDays",
    ]);
    expect(all.filter((figure) => figure.startsWith("cadence.")).every(isOfSegments)).toBe(true);
  });

  test("figures by name are kept as they were", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 2 });
    const { tree } = fc.letrec<{ tree: unknown; group: object }>((tie) => ({
      tree: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.constant(null), fc.array(fc.integer()), tie("group")),
      group: fc.dictionary(name, tie("tree"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, tree, { noNullPrototype: true }), (stored) => {
        expect(keptOf(figuresIn(stored))).toEqual(stored);
      }),
    );
  });
});
