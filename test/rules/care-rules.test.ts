import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysBetween, instantAt, plainDate, plainTime, zone } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { calendarOf, isWorkingDay } from "../../src/domain/calendar.ts";
import { settingsOf } from "../../src/domain/settings.ts";
import { doneAs, type Item, laterDays, planDay } from "../../src/features/care/rules.ts";
import { birthdaysToldOn, periodicReasons, ranOut, reach, worthOf } from "../../src/features/occasions/rules.ts";
import { reminderDue } from "../../src/features/reminders/rules.ts";

const china = calendarOf("CN");
const settings = settingsOf({});
const told = (day: string, days = [7, 3, 0]) =>
  birthdaysToldOn(plainDate(day), { days, calendar: china }).map(({ on, ahead }) => `${on} ${ahead}`);

test.each([
  [
    "a Monday",
    "2026-11-23",
    [
      "2026-11-23 0",
      "2026-11-24 3",
      "2026-11-25 3",
      "2026-11-26 3",
      "2026-11-27 7",
      "2026-11-28 7",
      "2026-11-29 7",
      "2026-11-30 7",
    ],
  ],
  ["a Saturday: the day itself only", "2026-11-28", ["2026-11-28 0"]],
  [
    "a Saturday that is worked (调休)",
    "2026-10-10",
    [
      "2026-10-10 0",
      "2026-10-11 3",
      "2026-10-12 3",
      "2026-10-13 3",
      "2026-10-14 3",
      "2026-10-15 7",
      "2026-10-16 7",
      "2026-10-17 7",
      "2026-10-18 7",
    ],
  ],
])("birthdays told on %s", (_, day, birthdays) => {
  expect(told(day)).toEqual(birthdays);
});

test("before a long holiday everything that falls into it is told", () => {
  const before = told("2026-09-30");
  for (const on of ["2026-10-01", "2026-10-07", "2026-10-08", "2026-10-10"]) expect(before.join()).toContain(`${on} 3`);
  expect(before.at(-1)).toBe("2026-10-14 7");
});

const anyDay = fc.integer({ min: 0, max: 700 }).map((days) => addDays(plainDate("2025-01-01"), days));

test("every birthday is told on each of its days ahead, on the last working day by then, and never later than asked", () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom(7, 3), (on, ahead) => {
      let day = addDays(on, -ahead);
      while (!isWorkingDay(china, day).value) day = addDays(day, -1);
      const there = birthdaysToldOn(day, { days: [7, 3, 0], calendar: china }).find((each) => each.on === on);
      expect(there?.ahead).toBeLessThanOrEqual(ahead);
      const eve = addDays(day, -1);
      if (ahead === 7)
        expect(birthdaysToldOn(eve, { days: [7], calendar: china }).some((each) => each.on === on)).toBe(false);
    }),
  );
});

const anyRhythm = fc.record({
  key: fc.uuid(),
  since: anyDay,
  days: fc.integer({ min: 1, max: 90 }),
  later: fc.nat({ max: 400 }),
});
test("a rhythm runs out within ±30 %, always on the same day, and again and again", () => {
  fc.assert(
    fc.property(anyRhythm, ({ key, since, days, later }) => {
      const rhythm = { days, wander: 30 };
      const { least, most } = reach(rhythm);
      expect(least).toBeGreaterThanOrEqual(Math.max(1, Math.ceil(days * 0.7)));
      expect(most).toBeLessThanOrEqual(days * 1.3);
      const today = addDays(since, later);
      const out = ranOut(rhythm, { key, since, today });
      expect(out).toEqual(ranOut(rhythm, { key, since, today }));
      if (later < least) expect(out).toBeUndefined();
      if (later >= most) expect(out).toBeDefined();
      if (!out) return;
      expect(out.dueOn <= today).toBe(true);
      const length = daysBetween(since, out.dueOn) / out.times;
      expect(length >= least && length <= most).toBe(true);
    }),
  );
});

test.each([
  ["high", ["periodic_visit", "periodic_call"]],
  ["low", ["periodic_call"]],
] as const)("a %s customer long not seen is due for %s", (quadrant, kinds) => {
  const long = plainDate("2026-01-01");
  const known = { id: "c", memberId: asMemberId("m"), segmentId: "s", quadrant, worth: 0, matters: true };
  const customer = { ...known, lastContactOn: long, lastVisitOn: long };
  const due = periodicReasons(customer, { today: plainDate("2026-11-23"), settings });
  expect(due.map(({ kind }) => kind)).toEqual(kinds);
});

test("flags matter before the quadrant", () => {
  const worths = [
    worthOf({ flags: ["vip"], quadrant: "low" }),
    worthOf({ flags: ["important"], quadrant: "high" }),
    worthOf({ flags: [], quadrant: "high" }),
    worthOf({ flags: ["warning"], quadrant: "low" }),
  ];
  expect(worths).toEqual([...worths].sort((a, b) => a - b));
});

const today = plainDate("2026-11-23");
let made = 0;
const item = (given: Partial<Item>): Item => {
  made += 1;
  return {
    id: `i${made}`,
    kind: "periodic_call",
    memberId: asMemberId("m"),
    customerId: `c${made}`,
    contactId: null,
    nextStepId: null,
    dueOn: today,
    onceKey: `k${String(made).padStart(4, "0")}`,
    worth: 20,
    showOn: today,
    listedOn: null,
    rank: 0,
    state: "open",
    reason: null,
    laterAt: null,
    activityId: null,
    version: 1,
    ...given,
  };
};
const plan = (given: Partial<Parameters<typeof planDay>[0]>) =>
  planDay({ today, listed: [], carried: [], putOff: [], fresh: [], lines: 12, ...given });

test("the list is in order of importance", () => {
  const call = item({});
  const visit = item({ kind: "periodic_visit" });
  const ahead = item({ kind: "birthday", contactId: "p1", dueOn: addDays(today, 3) });
  const step = item({ kind: "next_step", dueOn: addDays(today, -2) });
  const vipStep = item({ kind: "next_step", worth: 0 });
  const birthday = item({ kind: "birthday", contactId: "p2" });
  expect(plan({ fresh: [call, visit, ahead, step, vipStep, birthday] })).toEqual([
    birthday,
    vipStep,
    step,
    ahead,
    visit,
    call,
  ]);
});

test("one line for each kind and customer; no call where one meets anyway", () => {
  const visit = item({ kind: "periodic_visit", customerId: "x" });
  const call = item({ customerId: "x" });
  const first = item({ kind: "next_step", customerId: "y", dueOn: addDays(today, -1) });
  const second = item({ kind: "next_step", customerId: "y" });
  expect(plan({ fresh: [call, second, visit, first] })).toEqual([first, visit]);
});

test("what is on the list keeps its place, and what was put off is not asked for again", () => {
  const listed = [item({ listedOn: today }), item({ listedOn: today, state: "done" })];
  const putOff = item({ kind: "next_step", customerId: "z", state: "later", showOn: addDays(today, 4) });
  const other = item({ kind: "next_step", customerId: "z" });
  const birthday = item({ kind: "birthday", contactId: "p" });
  expect(plan({ listed, putOff: [putOff], fresh: [other, birthday] })).toEqual([...listed, birthday]);
});

test("a backlog is worked off day by day: promises and birthdays are all there, calls fill two lists", () => {
  const calls = Array.from({ length: 200 }, () => item({}));
  const steps = Array.from({ length: 20 }, () => item({ kind: "next_step" }));
  const list = plan({ fresh: [...calls, ...steps] });
  expect(list).toHaveLength(24);
  expect(list.filter(({ kind }) => kind === "next_step")).toHaveLength(20);
});

const shanghai = zone("Asia/Shanghai");
const reminded = (given: Partial<Parameters<typeof reminderDue>[0]> = {}) => ({
  id: asMemberId("m"),
  zone: shanghai,
  reminderTime: plainTime("08:30"),
  createdAt: new Date("2026-01-01T00:00:00Z"),
  days: [],
  ...given,
});
const sent = (day: string, sentAt: string) => [{ day: plainDate(day), sentAt: new Date(sentAt) }];
const mornings = [
  ["before the hour", reminded(), "2026-11-23T08:29:59+08:00", undefined],
  ["at the hour", reminded(), "2026-11-23T08:30:00+08:00", false],
  ["half an hour later", reminded(), "2026-11-23T09:00:00+08:00", false],
  ["later", reminded(), "2026-11-23T09:00:01+08:00", true],
  [
    "told already",
    reminded({ days: sent("2026-11-23", "2026-11-23T00:30:00Z") }),
    "2026-11-23T18:00:00+08:00",
    undefined,
  ],
  [
    "told yesterday",
    reminded({ days: sent("2026-11-22", "2026-11-22T00:30:00Z") }),
    "2026-11-23T08:30:00+08:00",
    false,
  ],
  [
    "told in a zone ahead",
    reminded({ zone: zone("Pacific/Honolulu"), days: sent("2026-11-24", "2026-11-24T00:30:00Z") }),
    "2026-11-24T01:00:00Z",
    undefined,
  ],
  [
    "told by a clock that was ahead",
    reminded({ days: sent("2026-11-30", "2026-11-30T00:30:00Z") }),
    "2026-11-23T08:30:00+08:00",
    false,
  ],
  [
    "came after the hour",
    reminded({ createdAt: new Date("2026-11-23T01:00:00Z") }),
    "2026-11-23T10:00:00+08:00",
    undefined,
  ],
  [
    "in London, when it is 08:30 in Shanghai",
    reminded({ zone: zone("Europe/London") }),
    "2026-11-23T08:30:00+08:00",
    undefined,
  ],
  ["in London at 08:30", reminded({ zone: zone("Europe/London") }), "2026-11-23T08:30:00Z", false],
  [
    "at an hour that daylight saving skips",
    reminded({ zone: zone("Europe/Berlin"), reminderTime: plainTime("02:30") }),
    "2026-03-29T01:30:00Z",
    false,
  ],
] as const;
test.each(mornings.map(([what, member, now, late]) => ({ what, member, now, late })))(
  "a reminder $what",
  ({ member, now, late }) => {
    expect(reminderDue(member, new Date(now))?.late).toBe(late);
  },
);

test("however a clock runs through a week, every day is told exactly once", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -90, max: 300 }), { maxLength: 200 }), (minutes) => {
      let now = instantAt(plainDate("2026-11-23"), plainTime("00:00"), shanghai);
      const days: { day: ReturnType<typeof plainDate>; sentAt: Date }[] = [];
      for (const step of minutes) {
        now = new Date(now.getTime() + step * 60_000);
        const due = reminderDue(reminded({ days }), now);
        if (due) days.push({ day: due.today, sentAt: now });
      }
      expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
    }),
  );
});

test.each([
  ["2026-11-23", "2026-11-24", "2026-11-30"],
  ["2026-11-27", "2026-11-30", "2026-11-30"],
  ["2026-09-30", "2026-10-08", "2026-10-08"],
])("on %s, tomorrow is %s and next week %s", (day, tomorrow, nextWeek) => {
  expect(laterDays(plainDate(day), china)).toEqual({ tomorrow, nextWeek });
});

test.each([
  ["next_step", "下周三再访", "visit"],
  ["next_step", "发一份报价", "message"],
  ["next_step", "see him again", "visit"],
  ["next_step", "确认交期", "call"],
  ["birthday", "", "message"],
  ["periodic_visit", "", "visit"],
  ["periodic_call", "", "call"],
] as const)("%s “%s” is logged as a %s", (kind, what, as) => {
  expect(doneAs(kind, what)).toBe(as);
});
