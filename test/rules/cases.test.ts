import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zone } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { calendarOf } from "../../src/domain/calendar.ts";
import { settingsOf } from "../../src/domain/settings.ts";
import { sayLeft } from "../../src/features/cases/cards.ts";
import {
  type CaseKind,
  DUTIES_OF,
  type Duty,
  dueOf,
  lastStep,
  leftUntil,
  nearestDue,
  type Pace,
  problemOf,
  type ServiceCase,
  tellAt,
  undoProblem,
} from "../../src/features/cases/rules.ts";

const { hours, service } = settingsOf({});
const paceIn = (name: string, country = "CN"): Pace => ({
  office: { calendar: calendarOf(country), zone: zone(name), hours },
  service,
});
const shanghai = paceIn("Asia/Shanghai");
const on = (text: string) => new Date(`2026-${text}+08:00`);

describe("by when something is owed", () => {
  test.each<[Duty, string, string, string]>([
    ["answer", "in the morning", "11-20T09:12", "11-20T09:22"],
    ["answer", "across noon", "11-20T11:55", "11-20T13:05"],
    ["answer", "at night", "11-19T22:00", "11-20T09:10"],
    ["answer", "as work ends", "11-20T17:55", "11-23T09:05"],
    ["answer", "on a weekend", "11-21T10:00", "11-23T09:10"],
    ["solve", "in the morning", "11-20T09:00", "11-20T14:00"],
    ["solve", "across a weekend", "11-20T16:00", "11-23T11:00"],
    ["solve", "ahead of the National Day week", "09-30T17:00", "10-08T12:00"],
    ["call_back", "on a Friday", "11-20T16:00", "11-25T18:00"],
    ["call_back", "on a Saturday", "11-21T10:00", "11-25T18:00"],
    // The Saturday after the holiday is worked.
    ["call_back", "ahead of the National Day week", "09-30T17:00", "10-10T18:00"],
    ["close", "on a Friday", "11-20T09:00", "12-01T18:00"],
  ])("%s %s: from %s until %s", (duty, _when, from, until) => {
    expect(dueOf(duty, shanghai, on(from))).toEqual(on(until));
  });

  test("the office is where it is", () => {
    const berlin = paceIn("Europe/Berlin", "DE");
    expect(dueOf("answer", berlin, on("11-20T09:12"))).toEqual(new Date("2026-11-20T09:10+01:00"));
    // The clocks go back on Sunday, and the day has its hours all the same.
    expect(dueOf("solve", berlin, new Date("2026-10-23T16:00+02:00"))).toEqual(new Date("2026-10-26T11:00+01:00"));
  });

  test("a missed one goes up at once, then after the same span again, then no more", () => {
    const solve = { duty: "solve", dueAt: on("11-20T14:00") } as const;
    const levels = [0, 1, 2].map((level) => tellAt({ ...solve, level }, shanghai));
    expect(levels).toEqual([on("11-20T14:00"), on("11-20T18:00"), null]);
    const close = { duty: "close", dueAt: on("12-01T18:00"), level: 1 } as const;
    expect(tellAt(close, shanghai)).toEqual(on("12-10T18:00"));
  });
});

describe("what is left", () => {
  test.each([
    ["11-20T09:12", "11-20T09:18", "还剩 6 分钟", "6 min left"],
    ["11-20T09:17:50", "11-20T09:18", "还剩 1 分钟", "1 min left"],
    ["11-20T09:12", "11-20T14:12:01", "还剩 4 小时", "4 h left"],
    ["11-20T09:12", "11-20T14:12", "还剩 4 小时", "4 h left"],
    ["11-20T11:30", "11-20T13:15", "还剩 45 分钟", "45 min left"],
    ["11-20T17:50", "11-23T09:05", "还剩 15 分钟", "15 min left"],
    ["11-20T09:00", "11-25T18:00", "还剩 3 个工作日", "3 working days left"],
    ["11-20T09:20", "11-20T09:12", "已超 8 分钟", "8 min overdue"],
    ["11-20T14:00", "11-20T10:30", "已超 2 小时 30 分", "2 h 30 min overdue"],
    ["11-20T12:30", "11-20T12:00", "时间到了", "due now"],
    ["11-25T09:00", "11-20T18:00", "已超 3 个工作日", "3 working days overdue"],
  ])("at %s of what is due %s: %s", (now, due, zh, en) => {
    const left = leftUntil(shanghai.office, on(due), on(now));
    expect([sayLeft(left, "zh"), sayLeft(left, "en")]).toEqual([zh, en]);
  });

  const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 1) }).map((at) => new Date(at));
  const places = fc.constantFrom(shanghai, paceIn("Europe/Berlin", "DE"), paceIn("America/Los_Angeles", "US"));
  const duties = fc.constantFrom<Duty[]>("answer", "solve", "call_back", "close");

  test("is never less than nothing, and late from the moment it is due", () => {
    fc.assert(
      fc.property(instant, places, duties, fc.integer({ min: -20, max: 20 }), (from, pace, duty, hoursOff) => {
        const due = dueOf(duty, pace, from);
        expect(due.getTime()).toBeGreaterThan(from.getTime());
        const now = new Date(due.getTime() + hoursOff * 3_600_000);
        const left = leftUntil(pace.office, due, now);
        expect(left.late).toBe(now >= due);
        expect("days" in left ? left.days : left.minutes).toBeGreaterThanOrEqual(0);
        const next = tellAt({ duty, dueAt: due, level: 1 }, pace);
        expect(next && next > due).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("of an inquiry is what it was given, whenever it came", () => {
    fc.assert(
      fc.property(instant, places, (from, pace) => {
        const due = dueOf("answer", pace, from);
        expect(leftUntil(pace.office, due, from)).toEqual({ late: false, minutes: 10 });
      }),
      { numRuns: 200 },
    );
  });
});

const li = asMemberId("li");
const wang = asMemberId("wang");
const caseOf = (kind: CaseKind, met: Partial<Record<Duty, string>> = {}): ServiceCase => ({
  ...{ id: "c", kind, said: "异响", answer: null, contact: null, version: 1, undoneAt: null },
  customer: { id: "k", name: "宏达", flags: [], ownerId: li, ownerName: "李伟", teamId: "t", segmentId: "s" },
  ...{ openedById: wang, openedBy: "王芳", openedAt: on("11-20T09:00") },
  clocks: DUTIES_OF[kind].map((duty) => ({
    ...{ duty, dueAt: dueOf(duty, shanghai, on("11-20T09:00")), level: 0, note: null, activityId: null },
    ...{ metAt: met[duty] ? on(met[duty]) : null, metById: met[duty] ? li : null, metBy: null },
  })),
});

describe("what can be done", () => {
  const solved = { solve: "11-20T10:00" };
  const both = { ...solved, call_back: "11-20T11:00" };
  test.each<[string, ServiceCase, Partial<Record<Duty, string>>]>([
    ["an inquiry", caseOf("inquiry"), { answer: "may", solve: "done", close: "done" }],
    ["an inquiry that was answered", caseOf("inquiry", { answer: "11-20T09:05" }), { answer: "done" }],
    ["a complaint", caseOf("complaint"), { solve: "may", call_back: "may", close: "early", answer: "done" }],
    ["one that is solved", caseOf("complaint", solved), { solve: "done", call_back: "may", close: "early" }],
    ["one that was called back about", caseOf("complaint", both), { call_back: "done", close: "may" }],
    ["one taken back", { ...caseOf("complaint"), undoneAt: on("11-20T09:05") }, { solve: "undone", close: "undone" }],
  ])("with %s", (_, one, wanted) => {
    const found = Object.keys(wanted).map((duty) => [duty, problemOf(one, duty as Duty) ?? "may"]);
    expect(Object.fromEntries(found)).toEqual(wanted);
  });

  test("the nearest time is that of what is not done yet", () => {
    expect(nearestDue(caseOf("complaint"))).toEqual(on("11-20T14:00"));
    expect(nearestDue(caseOf("complaint", solved))).toEqual(on("11-25T18:00"));
    expect(nearestDue(caseOf("complaint", { ...both, close: "11-20T12:00" }))).toBeNull();
    expect(nearestDue({ ...caseOf("inquiry"), undoneAt: on("11-20T09:05") })).toBeNull();
  });

  test("the last step is taken back by who took it or is in charge, for a day", () => {
    const one = caseOf("complaint", both);
    expect(lastStep(one)).toEqual({ duty: "call_back", at: on("11-20T11:00"), byId: li });
    expect(lastStep(caseOf("complaint"))).toEqual({ duty: null, at: on("11-20T09:00"), byId: wang });
    const ask = (memberId: typeof li, inCharge: boolean, now: string) =>
      undoProblem(one, { memberId, inCharge }, { now: on(now), hours: 24 });
    expect(ask(li, false, "11-21T11:00")).toBeUndefined();
    expect(ask(li, false, "11-21T11:01")).toBe("undoLate");
    expect(ask(wang, false, "11-20T12:00")).toBe("notYours");
    expect(ask(wang, true, "11-20T12:00")).toBeUndefined();
  });
});
