import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../../src/core/dates.ts";
import { LANGUAGES } from "../../src/core/language.ts";
import { calendarOf, isWorkingDay } from "../../src/domain/calendar.ts";
import { parseDayOfBirth } from "../../src/domain/cells.ts";
import {
  type Birthday,
  nextBirthday,
  parseBirthday,
  sayBirthday,
  typedBirthday,
} from "../../src/domain/when-birthday.ts";
import { birthMonthsToldOn } from "../../src/features/birth-months/rules.ts";
import { maskedHandle, maskedMail, maskedPhone, phonesOf } from "../../src/features/contacts/rules.ts";

const today = plainDate("2026-11-25");
const born = (given: Partial<Birthday>): Birthday => ({
  calendar: "solar",
  year: null,
  month: 8,
  day: null,
  leap: false,
  ...given,
});

describe("a month without its day", () => {
  test.each([
    ["8月", born({})],
    ["八月", born({})],
    ["1980年8月", born({ year: 1980 })],
    ["1980-08", born({ year: 1980 })],
    ["August 1980", born({ year: 1980 })],
    ["Aug", born({})],
    ["农历八月", born({ calendar: "lunar" })],
    ["腊月", born({ calendar: "lunar", month: 12 })],
    ["农历闰六月", born({ calendar: "lunar", month: 6, leap: true })],
    ["lunar month 8", born({ calendar: "lunar" })],
  ])("%s", (typed, meant) => expect(parseBirthday(typed, today)).toEqual(meant));

  test.each(["13月", "0月", "2027-01", "1200年8月"])("%s is none in the past", (typed) =>
    expect(parseBirthday(typed, today)).toBeNull(),
  );

  test.each([
    [born({}), "8月（哪天不详）", "Aug, day unknown"],
    [born({ calendar: "lunar", month: 12 }), "农历腊月（哪天不详）", "lunar month 12, day unknown"],
    [born({ year: 1968, day: 15 }), "1968年8月15日", "15 Aug 1968"],
    [born({ calendar: "lunar", day: 15, year: 1968 }), "1968年农历八月十五", "lunar 8/15, 1968"],
  ])("is said in both languages", (birthday, zh, en) => {
    expect([sayBirthday(birthday, "zh"), sayBirthday(birthday, "en")]).toEqual([zh, en]);
  });
});

describe("a year of two digits is the latest that is past", () => {
  test.each([
    ["85-3-2", born({ year: 1985, month: 3, day: 2 })],
    ["85/03/02", born({ year: 1985, month: 3, day: 2 })],
    ["85.3.2", born({ year: 1985, month: 3, day: 2 })],
    ["８５－３－２", born({ year: 1985, month: 3, day: 2 })],
    ["85年3月2日", born({ year: 1985, month: 3, day: 2 })],
    ["85年3月", born({ year: 1985, month: 3 })],
    ["2 Mar 85", born({ year: 1985, month: 3, day: 2 })],
    ["Mar 2, 85", born({ year: 1985, month: 3, day: 2 })],
    ["05-3-2", born({ year: 2005, month: 3, day: 2 })],
    ["26年11月25日", born({ year: 2026, month: 11, day: 25 })],
    ["26年11月26日", born({ year: 1926, month: 11, day: 26 })],
    ["农历85年八月十五", born({ calendar: "lunar", year: 1985, day: 15 })],
    ["农历85-8-15", born({ calendar: "lunar", year: 1985, day: 15 })],
  ])("%s", (typed, meant) => expect(parseBirthday(typed, today)).toEqual(meant));

  test.each(["85-2-30", "85年13月"])("%s is no day", (typed) => expect(parseBirthday(typed, today)).toBeNull());

  test.each(["05-03-12", "3/2/85", "12/25/85", "5-3"])("%s is not taken for one", (typed) =>
    expect(parseBirthday(typed, today)?.year ?? null).toBeNull(),
  );

  test.each([
    ["85-3-2", "year", "1985-03-02"],
    ["3/2/85", "month", "1985-03-02"],
    ["2/3/85", "day", "1985-03-02"],
    ["2-Mar-85", "month", "1985-03-02"],
    ["26-11-26", "year", "1926-11-26"],
    ["2085-03-02", "year", "2085-03-02"],
  ] as const)("in a sheet, %s in the order of its column", (cell, order, day) => {
    expect(parseDayOfBirth(cell, order, today)).toBe(day);
  });
});

const anyBirthday: fc.Arbitrary<Birthday> = fc
  .record({
    calendar: fc.constantFrom("solar", "lunar"),
    year: fc.option(fc.integer({ min: 1930, max: 2020 })),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.option(fc.integer({ min: 1, max: 28 })),
    leap: fc.boolean(),
  })
  .map((birthday) => ({ ...birthday, leap: birthday.leap && birthday.calendar === "lunar" }) as Birthday);

test("what a form is opened with is read back as the same birthday, in both languages", () => {
  fc.assert(
    fc.property(anyBirthday, fc.constantFrom(...LANGUAGES), (birthday, language) => {
      expect(parseBirthday(typedBirthday(birthday, language), today)).toEqual(birthday);
    }),
  );
});

test("the next birthday is never past and within thirteen months", () => {
  fc.assert(
    fc.property(anyBirthday, (birthday) => {
      const { on } = nextBirthday(birthday, today);
      expect(on >= today && on <= addDays(today, 400)).toBe(true);
    }),
  );
});

test.each([
  [born({ month: 11 }), "2026-11-25"],
  [born({ month: 12 }), "2026-12-01"],
  [born({ month: 10 }), "2027-10-01"],
  // The tenth lunar month of 2026 runs from 9 November to 8 December.
  [born({ calendar: "lunar", month: 10 }), "2026-11-25"],
  [born({ calendar: "lunar", month: 11 }), "2026-12-09"],
])("a month alone comes on its first day, and lasts", (birthday, on) => {
  expect(nextBirthday(birthday, today)).toEqual({ on, wholeMonth: true });
});

describe("a month is told on its first working day", () => {
  const china = calendarOf("CN");
  const told = (day: string) =>
    birthMonthsToldOn(plainDate(day), { calendar: china }).map(
      ({ calendar, month, leap, on }) => `${calendar} ${leap ? "leap " : ""}${month} ${on}`,
    );

  test.each([
    // A Friday after two weeks of holiday: October began on the first of them.
    ["2026-10-08", "solar 10 2026-10-08"],
    ["2026-12-01", "solar 12 2026-12-01"],
    ["2026-11-02", "solar 11 2026-11-02"],
    ["2026-12-09", "lunar 11 2026-12-09"],
  ])("%s: %s", (day, expected) => expect(told(day)).toContain(expected));

  test("not on days off; a week later still, for whom it was not told", () => {
    expect(told("2026-11-01")).toEqual([]);
    expect(told("2026-12-07")).toContain("solar 12 2026-12-01");
    expect(told("2026-12-10").filter((each) => each.startsWith("solar"))).toEqual([]);
  });

  test("every solar month of any year, once and always with the same day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), (index) => {
        const first = plainDate(`2026-${String(index + 1).padStart(2, "0")}-01`);
        const days = Array.from({ length: 25 }, (_, ahead) => addDays(first, ahead));
        const all = days.flatMap((day) => told(day).filter((each) => each.startsWith(`solar ${index + 1} `)));
        expect(new Set(all).size).toBe(1);
        const on = plainDate(all[0]?.split(" ").at(-1) ?? "");
        expect(isWorkingDay(china, on).value).toBe(true);
        expect(days.find((day) => isWorkingDay(china, day).value)).toBe(on);
      }),
    );
  });
});

test.each([
  [maskedPhone("13800135678"), "138****5678"],
  [maskedPhone("+8613800135678"), "+86138****5678"],
  [maskedPhone("02155551234"), "021****1234"],
  [maskedPhone("12345"), "****45"],
  [maskedMail("wang@x.com"), "w***@x.com"],
  [maskedHandle("微信 wjg1968"), "微***"],
])("%s", (masked, expected) => expect(masked).toBe(expected));

test("a masked phone never shows more than seven digits, nor the whole of one", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{5,20}$/), (phone) => {
      const digits = maskedPhone(phone).replace(/\D/g, "");
      expect(digits.length).toBeLessThanOrEqual(7);
      expect(digits.length).toBeLessThan(phone.length);
    }),
  );
});

test.each([
  ["138 0013 5678、+86 21-5555-1234", ["13800135678", "+862155551234"]],
  ["13800135678,13800135678", ["13800135678"]],
  [undefined, []],
  ["138 0013 5678, abc", undefined],
  ["11111,22222,33333,44444,55555,66666", undefined],
])("phones in %s", (typed, phones) => expect(phonesOf(typed)).toEqual(phones));
