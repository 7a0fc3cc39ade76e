import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../../src/core/dates.ts";
import { addWorkingDays, calendarOf } from "../../src/domain/calendar.ts";
import { CRITERIA } from "../../src/domain/deal-reasons.ts";
import { STAGES, type Stage } from "../../src/domain/stages.ts";
import { shapeOf } from "../../src/features/board/rules.ts";
import {
  criteriaFrom,
  dueToday,
  fallsBackOn,
  mayExtend,
  median,
  missingFor,
  moveKind,
  nextStage,
  readCriteria,
  salesCycle,
  splitStage,
} from "../../src/features/pipeline/rules.ts";

const today = plainDate("2026-11-23");
const when = { today, cycleDays: 28 };
const all = criteriaFrom(Object.fromEntries(CRITERIA.map((key) => [key, "有依据"])));
const ready = {
  firstMeetingOn: plainDate("2026-11-10"),
  firstMeetingAt: "宏达总部",
  criteria: all,
  expectedOn: plainDate("2026-12-10"),
  papersSigned: true,
  contractSignedOn: plainDate("2026-11-20"),
  moneyConfirmed: true,
  lossReason: "price" as const,
};
const nothing = {
  firstMeetingOn: null,
  firstMeetingAt: null,
  criteria: {},
  expectedOn: null,
  papersSigned: false,
  contractSignedOn: null,
  moneyConfirmed: false,
  lossReason: null,
};

describe("what a column asks", () => {
  test.each([
    ["opportunity", []],
    ["first_meeting", ["meetingDate", "meetingPlace"]],
    ["p25", ["meetingHeld"]],
    ["p50", ["meetingHeld", ...CRITERIA]],
    ["p90", ["meetingHeld", ...CRITERIA, "papers"]],
    ["won", ["papers", "money"]],
    ["lost", ["reason"]],
  ] as const)("%s, of a deal of which nothing is known", (stage, missing) => {
    expect(missingFor(stage, nothing, when)).toEqual(missing);
  });

  test.each(STAGES)("%s, of a deal that has all: nothing", (stage) => {
    expect(missingFor(stage, ready, when)).toEqual([]);
  });

  test.each([
    ["the meeting is still to come", { firstMeetingOn: plainDate("2026-11-24") }, ["meetingHeld"]],
    [
      "a criterion has no evidence",
      { criteria: { ...all, soundBudget: { holds: false, evidence: "" } } },
      ["soundBudget"],
    ],
    ["no date of signing", { expectedOn: null }, ["rightTime"]],
    ["signing after the cycle", { expectedOn: plainDate("2026-12-22") }, ["rightTime"]],
    ["signing on the last day of the cycle", { expectedOn: plainDate("2026-12-21") }, []],
    ["the date of signing is past", { expectedOn: plainDate("2026-11-22") }, ["rightTime"]],
  ])("50%%: %s", (_, change, missing) => {
    expect(missingFor("p50", { ...ready, ...change }, when)).toEqual(missing);
  });

  test("evidence makes a criterion, and is read back as it was kept", () => {
    const criteria = criteriaFrom({ rightPerson: "王总", soundBudget: "" });
    expect(criteria.rightPerson).toEqual({ holds: true, evidence: "王总" });
    expect(criteria.soundBudget).toEqual({ holds: false, evidence: "" });
    expect(readCriteria(JSON.parse(JSON.stringify(criteria)))).toEqual(criteria);
    expect(readCriteria({})).toEqual({});
  });
});

test("moves: one of a kind for every pair of columns", () => {
  const stage = fc.constantFrom(...STAGES);
  fc.assert(
    fc.property(stage, stage, (from, to) => {
      const kind = moveKind(from, to);
      if (from === "won") return kind === "closed";
      if (from === to) return kind === "none";
      if (to === "lost") return kind === "lost";
      if (from === "lost") return kind === (to === "opportunity" ? "back" : "closed");
      return kind === (STAGES.indexOf(to) > STAGES.indexOf(from) ? "forward" : "back");
    }),
  );
  const path: Stage[] = ["opportunity"];
  for (let next = nextStage("opportunity"); next; next = nextStage(next)) path.push(next);
  expect(path).toEqual(["opportunity", "first_meeting", "p25", "p50", "p90", "won"]);
});

test.each([
  ["宏达 50%", { who: "宏达", stage: "p50" }],
  ["宏达50%", { who: "宏达", stage: "p50" }],
  ["宏达 ５０％", { who: "宏达", stage: "p50" }],
  ["宏达 50 %", { who: "宏达", stage: "p50" }],
  ["Hongda first meeting", { who: "Hongda", stage: "first_meeting" }],
  ["成交 宏达", { who: "宏达", stage: "won" }],
  ["宏达三年续约 退出", { who: "宏达三年续约", stage: "lost" }],
  ["90%", { who: "", stage: "p90" }],
  ["宏达 70%", { who: "宏达", wrong: "70%" }],
  ["宏达", { who: "宏达" }],
  ["", { who: "" }],
])("“%s” is read", (typed, read) => {
  expect(splitStage(typed)).toEqual(read);
});

describe("the sales cycle", () => {
  const figures = { salesCycleDays: 28, cycleWins: 20, cycleWinsAtLeast: 5 };
  test.each([
    ["own wins, enough of them", [10, 20, 30, 40, 50], [1, 1, 1, 1, 1], 30],
    ["own wins, too few: the team's", [10, 20, 30, 40], [9, 9, 9, 9, 11], 9],
    ["neither: the organization's", [10], [9, 9], 28],
    ["the newest 20 only", [...Array(20).fill(12), ...Array(50).fill(90)], [], 12],
    ["won on the day of the first meeting counts a day", [0, 0, 0, 0, 0], [], 1],
  ])("%s", (...[, own, team, days]) => {
    expect(salesCycle({ own, team }, figures)).toBe(days);
  });

  test("the median has as many below as above", () => {
    expect(median([])).toBeUndefined();
    expect(median([3, 4])).toBe(4);
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1 }), (values) => {
        const middle = median(values)!;
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        return below <= Math.ceil(values.length / 2) && above <= Math.floor(values.length / 2);
      }),
    );
  });
});

describe("falling back", () => {
  const calendar = calendarOf("CN");
  const figures = (day: string) => ({
    today: plainDate(day),
    cycleDays: 28,
    calendar,
    warnWorkingDays: 3,
    restDays: 14,
  });
  const deal = {
    stage: "p25" as Stage,
    lastForwardOn: plainDate("2026-11-02"),
    heldUntil: null as PlainDate | null,
    restUntil: null as PlainDate | null,
    warnedOn: null as PlainDate | null,
    moneyConfirmed: false,
  };

  test.each([
    ["2026-11-25", undefined],
    ["2026-11-26", "warn"],
    ["2026-11-30", "warn"],
    ["2026-12-31", "warn"],
  ])("unwarned on %s: %s", (day, due) => {
    expect(dueToday(deal, figures(day))).toBe(due);
  });

  test.each([
    ["2026-11-26", "2026-11-30", undefined],
    ["2026-11-26", "2026-12-01", "fall"],
    ["2026-12-09", "2026-12-11", undefined],
    ["2026-12-09", "2026-12-14", "fall"],
  ])("warned on %s, on %s: %s", (warnedOn, day, due) => {
    expect(dueToday({ ...deal, warnedOn: plainDate(warnedOn) }, figures(day))).toBe(due);
  });

  test.each([
    [null, "2026-12-10", undefined],
    [null, "2026-12-11", "warn"],
    ["2026-12-01", "2026-12-15", undefined],
    ["2026-12-01", "2026-12-16", "fall"],
  ])("with a customer that rests until 10 December, warned on %s, on %s: %s", (warned, day, due) => {
    const rests = { ...deal, restUntil: plainDate("2026-12-10"), warnedOn: warned ? plainDate(warned) : null };
    expect(dueToday(rests, figures(day))).toBe(due);
    expect(fallsBackOn(rests, figures("2026-12-02"))?.day).toBe("2026-12-16");
  });

  test("a rest renewed again and again keeps no deal: two weeks past its day, then the warning and the fall", () => {
    const rests = { ...deal, restUntil: plainDate("2027-05-31") };
    expect(dueToday(rests, figures("2026-12-14"))).toBeUndefined();
    expect(dueToday(rests, figures("2026-12-15"))).toBe("warn");
    expect(dueToday({ ...rests, warnedOn: plainDate("2026-12-15") }, figures("2026-12-18"))).toBe("fall");
    const held = { ...rests, heldUntil: plainDate("2027-01-15") };
    expect(dueToday(held, figures("2026-12-15"))).toBeUndefined();
  });

  test("a hold moves the day, and money that is in keeps a deal where it is", () => {
    expect(fallsBackOn({ ...deal, heldUntil: plainDate("2026-12-10") }, figures("2026-11-23"))?.day).toBe("2026-12-11");
    expect(fallsBackOn({ ...deal, stage: "p90", moneyConfirmed: true }, figures("2026-11-23"))).toBeUndefined();
    for (const stage of ["opportunity", "won", "lost"] as const) {
      expect(fallsBackOn({ ...deal, stage }, figures("2026-11-23"))).toBeUndefined();
    }
  });

  test("day by day, whatever the outages: a warning first, then three working days, never inside the cycle", () => {
    const outages = fc.array(fc.boolean(), { minLength: 120, maxLength: 120 });
    const lifeOf = (cycleDays: number, up: readonly boolean[]) => {
      const life: { warn?: PlainDate; fall?: PlainDate } = {};
      for (const [offset, runs] of up.entries()) {
        const day = addDays(deal.lastForwardOn, offset);
        const due = dueToday({ ...deal, warnedOn: life.warn ?? null }, { ...figures(day), cycleDays });
        if (runs && due) life[due] ??= day;
      }
      return life;
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), outages, (cycleDays, up) => {
        const { warn, fall } = lifeOf(cycleDays, up);
        if (!fall) return true;
        if (!warn) return false;
        return fall > addDays(deal.lastForwardOn, cycleDays) && fall >= addWorkingDays(calendar, warn, 3).value;
      }),
    );
  });

  test("time is given once, after the warning", () => {
    expect(mayExtend({ warnedOn: null, extendedOn: null })).toBe(false);
    expect(mayExtend({ warnedOn: today, extendedOn: null })).toBe(true);
    expect(mayExtend({ warnedOn: today, extendedOn: today })).toBe(false);
  });
});

describe("the shape of a board", () => {
  const board = ([p25, p50, p90]: readonly [number, number, number], more = {}) =>
    shapeOf({ opportunity: 3, first_meeting: 2, p25, p50, p90, fresh: 4, freshP50: p50, ...more });
  test.each([
    [6, 3, 1, "healthy"],
    [3, 3, 3, "healthy"],
    [6, 3, 0, "not_closing"],
    [0, 0, 0, "starved"],
    [1, 2, 1, "starved"],
    [9, 2, 1, "stuck"],
    [4, 0, 0, "stuck"],
    [3, 1, 2, "stuck"],
    [1, 5, 1, "plans_pending"],
    [0, 0, 2, "harvest"],
  ] as const)("25%%: %i, 50%%: %i, 90%%: %i is %s", (...[p25, p50, p90, shape]) => {
    expect(board([p25, p50, p90])).toBe(shape);
  });
  test("what nobody touches is stale, plans that rest are pending, and nothing is empty", () => {
    expect(board([6, 3, 1], { fresh: 0 })).toBe("stale");
    expect(board([6, 3, 1], { freshP50: 0 })).toBe("plans_pending");
    expect(board([0, 0, 0], { opportunity: 0, first_meeting: 0 })).toBe("empty");
  });
});
