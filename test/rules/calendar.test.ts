import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, type PlainDate, plainDate, weekday } from "../../src/core/dates.ts";
import {
  addWorkingDays,
  calendarOf,
  isWorkingDay,
  nthWorkingDayOfMonth,
  workingDaysBetween,
} from "../../src/domain/calendar.ts";

const china = calendarOf("CN");
const plain = calendarOf("DE");
const dayOf2026 = fc.integer({ min: 0, max: 364 }).map((offset) => addDays(plainDate("2026-01-01"), offset));
const anyCalendar = fc.constantFrom(china, plain, calendarOf("SA"));

describe("working days of China", () => {
  test.each([
    ["2026-10-01", false, "National Day"],
    ["2026-10-10", true, "a Saturday worked for it"],
    ["2026-02-17", false, "Spring Festival"],
    ["2026-02-14", true, "a Saturday worked for it"],
    ["2026-11-27", true, "a Friday"],
    ["2026-11-28", false, "a Saturday"],
  ])("%s: %s, %s", (day, worked) => {
    expect(isWorkingDay(china, plainDate(day))).toEqual({ value: worked, announced: true });
  });

  test("a year whose holidays nobody has published is not guessed: weekends only, and it says so", () => {
    const newYear = plainDate("2030-01-01");
    expect(isWorkingDay(china, newYear)).toEqual({ value: true, announced: false });
    expect(addWorkingDays(china, plainDate("2029-12-31"), 1)).toEqual({ value: newYear, announced: false });
    expect(isWorkingDay(china, plainDate("2026-12-31")).announced).toBe(true);
  });

  test("what an admin entered wins, and makes its year known", () => {
    const entered = calendarOf("CN", [{ country: "CN", year: 2030, off: ["2030-01-01"], working: ["2030-02-09"] }]);
    expect(isWorkingDay(entered, plainDate("2030-01-01"))).toEqual({ value: false, announced: true });
    expect(isWorkingDay(entered, plainDate("2030-02-09"))).toEqual({ value: true, announced: true });
    expect(isWorkingDay(entered, plainDate("2030-01-02"))).toEqual({ value: true, announced: true });
    const company = calendarOf("CN", [{ country: "CN", year: 2026, off: ["2026-11-27"], working: [] }]);
    expect(isWorkingDay(company, plainDate("2026-11-27")).value).toBe(false);
  });

  test.each([
    ["2026-10-15", 3, "2026-10-10"],
    ["2026-11-20", 3, "2026-11-04"],
    ["2026-02-01", 1, "2026-02-02"],
    ["2026-01-15", 1, "2026-01-04"],
  ])("in the month of %s working day %i is %s", (day, nth, expected) => {
    expect(nthWorkingDayOfMonth(china, plainDate(day), nth).value).toBe(expected);
  });
});

describe("the weekend of a country", () => {
  test.each([
    ["CN", [6, 7]],
    ["DE", [6, 7]],
    ["AE", [6, 7]],
    ["TR", [6, 7]],
    ["IN", [6, 7]],
    ["SA", [5, 6]],
    ["EG", [5, 6]],
    ["BD", [5, 6]],
    ["IL", [5, 6]],
    ["AF", [4, 5]],
    ["IR", [5]],
  ])("%s rests on %j", (country, free) => {
    // 2026-11-23 is a Monday.
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) => addDays(plainDate("2026-11-23"), day - 1));
    const rests = week.filter((day) => !isWorkingDay(calendarOf(country), day).value);
    expect(rests.map(weekday)).toEqual(free);
  });

  test("is counted by: the third working day of November 2026 in Riyadh, and a Friday that is worked", () => {
    const riyadh = calendarOf("SA");
    expect(nthWorkingDayOfMonth(riyadh, plainDate("2026-11-15"), 3).value).toBe("2026-11-03");
    expect(nthWorkingDayOfMonth(plain, plainDate("2026-11-15"), 3).value).toBe("2026-11-04");
    expect(addWorkingDays(riyadh, plainDate("2026-11-05"), 1).value).toBe("2026-11-08");
    const worked = calendarOf("SA", [{ country: "SA", year: 2026, off: ["2026-11-08"], working: ["2026-11-06"] }]);
    expect(addWorkingDays(worked, plainDate("2026-11-05"), 1).value).toBe("2026-11-06");
    expect(addWorkingDays(worked, plainDate("2026-11-05"), 2).value).toBe("2026-11-09");
  });
});

describe("counting on any calendar", () => {
  test("others, such as Germany, work Monday to Friday, less what was entered", () => {
    fc.assert(fc.property(dayOf2026, (day) => isWorkingDay(plain, day).value === weekday(day) <= 5));
    const closed = calendarOf("DE", [
      { country: "DE", year: 2026, off: ["2026-12-25"], working: [] },
      { country: "CN", year: 2026, off: ["2026-12-28"], working: [] },
    ]);
    expect(addWorkingDays(closed, plainDate("2026-12-24"), 1).value).toBe("2026-12-28");
  });

  test("counting back undoes counting ahead from a working day", () => {
    fc.assert(
      fc.property(anyCalendar, dayOf2026, fc.integer({ min: -40, max: 40 }), (calendar, day, count) => {
        fc.pre(isWorkingDay(calendar, day).value);
        const there = addWorkingDays(calendar, day, count).value;
        expect(addWorkingDays(calendar, there, -count).value).toBe(day);
        expect(workingDaysBetween(calendar, day, there).value).toBe(count);
        if (count !== 0) expect(isWorkingDay(calendar, there).value).toBe(true);
      }),
    );
  });

  test("days between add up", () => {
    const between = (from: PlainDate, to: PlainDate) => workingDaysBetween(china, from, to).value;
    fc.assert(
      fc.property(dayOf2026, dayOf2026, dayOf2026, (...days) => {
        const [a, b, c] = days.sort();
        expect(between(a!, c!)).toBe(between(a!, b!) + between(b!, c!));
        expect(between(a!, c!)).toBeLessThanOrEqual(daysBetween(a!, c!));
      }),
    );
  });
});
