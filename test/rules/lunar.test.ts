import fc from "fast-check";
import { LunarMonth, LunarYear, SolarDay } from "tyme4ts";
import { expect, test } from "vitest";
import { addDays, dateOf, dateParts, daysBetween, plainDate } from "../../src/core/dates.ts";
import { lunarDayIn, nextLunar, nextSolar, nextYearDay, sayLunar, yearDaysOn } from "../../src/domain/lunar.ts";

const lunar = (month: number, day: number, leap = false) => ({ month, day, leap });

test.each([
  [2024, "2024-02-10"],
  [2025, "2025-01-29"],
  [2026, "2026-02-17"],
  [2027, "2027-02-06"],
])("New Year's Day of %i is %s", (year, day) => {
  expect(lunarDayIn(year, lunar(1, 1))).toBe(day);
});

test.each([
  ["Mid-Autumn", lunar(8, 15), "2026-01-01", "2026-09-25"],
  ["the day itself counts", lunar(8, 15), "2026-09-25", "2026-09-25"],
  ["the day after, it is next year's", lunar(8, 15), "2026-09-26", "2027-09-15"],
  ["the 12th month ends in the solar year after", lunar(12, 8), "2026-01-01", "2026-01-26"],
  ["a leap month that is there", lunar(6, 6, true), "2025-06-01", "2025-07-30"],
  ["the ordinary month of that number beside it", lunar(6, 6), "2025-06-01", "2025-06-30"],
  ["a leap month that is not there", lunar(6, 6, true), "2026-06-01", "2026-07-19"],
])("%s", (_, date, from, day) => {
  expect(nextLunar(date, plainDate(from))).toBe(day);
});

test("the 30th of the 12th month falls on the 29th in the years that lack it", () => {
  const lacking = [2021, 2024, 2025, 2026, 2027, 2028, 2030, 2031];
  for (let year = 2020; year <= 2035; year += 1) {
    const [last, eve] = [lunarDayIn(year, lunar(12, 30)), addDays(lunarDayIn(year + 1, lunar(1, 1)), -1)];
    expect(last).toBe(eve);
    expect(lunarDayIn(year, lunar(12, 29)) === last).toBe(lacking.includes(year));
  }
});

test("leap months are where the almanac has them", () => {
  const known: Record<number, number> = { 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11 };
  for (let year = 2020; year <= 2035; year += 1) {
    const leaps = Array.from({ length: 12 }, (_, index) => index + 1).filter(
      (month) => lunarDayIn(year, lunar(month, 1, true)) !== lunarDayIn(year, lunar(month, 1)),
    );
    expect(leaps).toEqual(known[year] === undefined ? [] : [known[year]]);
  }
});

test.each([
  ["2028-01-01", "2028-02-29"],
  ["2027-01-01", "2027-02-28"],
  ["2027-03-01", "2028-02-29"],
  ["2026-02-28", "2026-02-28"],
  ["2100-01-01", "2100-02-28"],
])("29 February after %s is kept on %s", (from, day) => {
  expect(nextSolar({ month: 2, day: 29 }, plainDate(from))).toBe(day);
});

const anyLunar = fc.record({
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 30 }),
  leap: fc.boolean(),
});
const anyDay = fc.integer({ min: 0, max: 73_000 }).map((days) => addDays(plainDate("1950-01-01"), days));
const anySolar = fc
  .integer({ min: 0, max: 365 })
  .map((days) => dateParts(addDays(plainDate("2024-01-01"), days)))
  .map(({ month, day }) => ({ calendar: "solar" as const, month, day, leap: false }));
const anyYearDay = fc.oneof(
  anySolar,
  anyLunar.map((date) => ({ calendar: "lunar" as const, ...date })),
);

test("a lunar birthday comes exactly once in every lunar year, and never throws", () => {
  fc.assert(
    fc.property(anyLunar, fc.integer({ min: 1950, max: 2149 }), (date, year) => {
      const [first, end] = [lunarDayIn(year, lunar(1, 1)), lunarDayIn(year + 1, lunar(1, 1))];
      const day = nextLunar(date, first);
      expect(day >= first && day < end).toBe(true);
      expect(nextLunar(date, addDays(day, 1)) >= end).toBe(true);
    }),
  );
});

test("the next day is never before, never more than 13 lunar months away, and stays the same until it is there", () => {
  fc.assert(
    fc.property(anyYearDay, anyDay, fc.nat({ max: 400 }), (date, from, later) => {
      const next = nextYearDay(date, from);
      expect(daysBetween(from, next)).toBeGreaterThanOrEqual(0);
      expect(daysBetween(from, next)).toBeLessThanOrEqual(413);
      const between = addDays(from, later);
      if (between <= next) expect(nextYearDay(date, between)).toBe(next);
    }),
  );
});

test("what falls on a day, and the day on which it falls, agree", () => {
  fc.assert(
    fc.property(anyYearDay, anyDay, (date, day) => {
      const falls = nextYearDay(date, day) === day;
      const listed = yearDaysOn(day).some(
        (each) =>
          each.calendar === date.calendar &&
          each.month === date.month &&
          each.day === date.day &&
          each.leap === date.leap,
      );
      expect(listed).toBe(falls);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(anyDay, (day) => {
      for (const date of yearDaysOn(day)) expect(nextYearDay(date, day)).toBe(day);
    }),
  );
});

test("the calendar agrees with the library's own reading of every day of the years 2020–2035", () => {
  for (let day = plainDate("2020-01-25"); day < "2036-01-01"; day = addDays(day, 1)) {
    const { year, month, day: number } = dateParts(day);
    const read = SolarDay.fromYmd(year, month, number).getLunarDay();
    const date = lunar(Math.abs(read.getMonth()), read.getDay(), read.getMonth() < 0);
    expect(lunarDayIn(read.getYear(), date)).toBe(day);
  }
  expect(LunarYear.fromYear(2033).getLeapMonth()).toBe(11);
  expect(LunarMonth.fromYm(2025, 12).getDayCount()).toBe(29);
  expect(dateOf(2033, 12, 22)).toBe(lunarDayIn(2033, lunar(11, 1, true)));
});

test.each([
  [lunar(1, 1), "农历正月初一"],
  [lunar(8, 15), "农历八月十五"],
  [lunar(6, 20, true), "农历闰六月二十"],
  [lunar(11, 21), "农历冬月廿一"],
  [lunar(12, 30), "农历腊月三十"],
  [lunar(12, 10), "农历腊月初十"],
])("%o is said %s", (date, said) => {
  expect(sayLunar(date, "zh")).toBe(said);
});
