import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { calendarOf } from "../../src/domain/calendar.ts";
import { settingsOf } from "../../src/domain/settings.ts";
import { type Logging, opensWeek, silenceOf, weekBefore } from "../../src/features/discipline/rules.ts";
import { periodicReasons } from "../../src/features/occasions/rules.ts";

const calendar = calendarOf("CN", []);
const days = (...texts: string[]) => new Set(texts.map((text) => plainDate(`2026-${text}`)));
const between = (from: string, to: string): Set<PlainDate> => {
  const all = new Set<PlainDate>();
  for (let day = plainDate(`2026-${from}`); day <= plainDate(`2026-${to}`); day = addDays(day, 1)) all.add(day);
  return all;
};
const NONE: Logging = { logged: new Set(), away: new Set(), since: plainDate("2026-01-01") };
/** A Monday. */
const today = plainDate("2026-11-23");

test.each<[string, Partial<Logging>, object | undefined]>([
  ["nothing for long", { logged: days("11-06") }, { weeks: 2, since: "2026-11-09" }],
  ["a week only", { logged: days("11-13") }, undefined],
  ["something in the last week, on its Sunday", { logged: days("11-22") }, undefined],
  ["new since three weeks", { since: plainDate("2026-11-02") }, { weeks: 3, since: "2026-11-02" }],
  ["new since less than two whole weeks", { since: plainDate("2026-11-10") }, undefined],
  [
    "away for a week between: it neither counts nor ends it",
    { logged: days("10-30"), away: between("11-09", "11-15") },
    { weeks: 2, since: "2026-11-02" },
  ],
  ["away for both", { logged: days("11-06"), away: between("11-09", "11-22") }, undefined],
])("%s", (_, given, expected) => {
  expect(silenceOf({ ...NONE, ...given }, { today, calendar, weeks: 2 })).toEqual(expected);
});

test("the week of National Day, which nobody works, is no silent week", () => {
  const after = plainDate("2026-10-12");
  const logged = days("09-25");
  expect(silenceOf({ ...NONE, logged }, { today: after, calendar, weeks: 2 })).toMatchObject({ since: "2026-09-28" });
  const away = between("09-28", "10-11");
  expect(silenceOf({ ...NONE, logged, away }, { today: after, calendar, weeks: 1 })).toBeUndefined();
});

test.each<[string, Partial<Logging>, number, object]>([
  ["two days of five", { logged: days("11-16", "11-18") }, 5, { days: 2, of: 5 }],
  ["days off stand for no working day", { logged: days("11-16", "11-21", "11-22") }, 5, { days: 1, of: 5 }],
  ["two are enough where two are asked", { logged: days("11-16", "11-18") }, 2, { days: 2, of: 2 }],
  ["away for three days", { away: between("11-16", "11-18") }, 5, { days: 0, of: 2 }],
  ["came in the middle of the week", { since: plainDate("2026-11-19") }, 5, { days: 0, of: 2 }],
])("the week before: %s", (_, given, daysPerWeek, expected) => {
  expect(weekBefore({ ...NONE, ...given }, { today, calendar, daysPerWeek })).toEqual(expected);
});

test("the week opens on its first working day", () => {
  expect(opensWeek(today, calendar)).toBe(true);
  expect(opensWeek(plainDate("2026-11-24"), calendar)).toBe(false);
});

test("whoever logs something every week is never silent, and more weeks are never asked for than passed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 12 }), (ahead, weeks) => {
      const at = addDays(today, ahead);
      const logged = new Set(Array.from({ length: 16 }, (_, week) => addDays(at, -7 * week)));
      const silence = silenceOf(NONE, { today: at, calendar, weeks });
      return (
        silenceOf({ ...NONE, logged }, { today: at, calendar, weeks: 1 }) === undefined &&
        (silence === undefined || silence.weeks >= weeks)
      );
    }),
  );
});

const settings = settingsOf({});
test.each([
  ["nothing else is due", { matters: true, lastContactOn: "2026-10-20" }, ["no_activity"]],
  ["a month is not over", { matters: true, lastContactOn: "2026-10-25" }, []],
  ["it is of no grade and has no deal", { matters: false, lastContactOn: "2026-10-20" }, []],
  ["its call is due anyway", { matters: true, lastContactOn: "2026-01-01" }, ["periodic_call"]],
] as const)("of a low customer nothing was done with: %s", (_, { matters, lastContactOn }, kinds) => {
  const known = { id: "c", memberId: asMemberId("m"), segmentId: "s", quadrant: "low" as const, worth: 0, matters };
  const last = plainDate(lastContactOn);
  const due = periodicReasons({ ...known, lastContactOn: last, lastVisitOn: last }, { today, settings });
  expect(due.map(({ kind }) => kind)).toEqual(kinds);
});
