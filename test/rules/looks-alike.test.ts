import { describe, expect, test } from "vitest";
import { isMobile } from "../../src/domain/phones.ts";
import { alikeAmong, combine, dropped, gained, pairKey } from "../../src/features/joining/rules.ts";

const person = (id: string, { name = `甲${id}`, phones = [] as string[], mail = null as string | null }) => ({
  ...{ id, name, phones, mail },
});
const said = (pairs: ReturnType<typeof alikeAmong>) =>
  pairs.map(({ one, other, likenesses }) => [one.id, other.id, ...likenesses].join(" "));

describe("of however many each with the next", () => {
  const ids = ["1", "2", "3"];
  const three = (one: Parameters<typeof person>[1]) => ids.map((id) => person(id, one));
  const chain = (sign: string) => [`1 2 ${sign}`, `2 3 ${sign}`];
  test.each([
    ["one mobile", three({ phones: ["13800135678"] }), chain("phone")],
    ["one name", three({ name: "王建国" }), chain("name")],
    ["a switchboard", three({ phones: ["02155551234"] }), []],
    ["a service number", three({ phones: ["4008001234"] }), []],
    ["a mailbox of many", three({ mail: "info@x.example" }), []],
    ["one mobile and a switchboard", three({ phones: ["13800135678", "02155551234"] }), chain("phone")],
    ["a number written twice by one", [person("1", { phones: ["13800135678", "+8613800135678"] })], []],
  ])("%s", (_, people, pairs) => {
    expect(said(alikeAmong(people, "CN"))).toEqual(pairs);
  });

  test("somebody told apart from the next is offered the one after", () => {
    const people = three({ phones: ["13800135678"] });
    expect(said(alikeAmong(people, "CN", new Set([pairKey("2", "1")])))).toEqual(["1 3 phone", "2 3 phone"]);
    const alone = new Set([pairKey("1", "2"), pairKey("1", "3")]);
    expect(said(alikeAmong(people, "CN", alone))).toEqual(["2 3 phone"]);
  });
});

test.each([
  ["US", "+14155550100", "4155550100", true],
  ["CN", "+862166668888", "02166668888", true],
  ["HK", "+85291234567", "91234567", true],
  ["CN", "008613800135678", "13800135678", true],
  ["CN", "+85291234567", "91234567", false],
  ["CN", "02166668888", "01066668888", false],
  ["CN", "123456", "123456", false],
])("in %s %s and %s are one number: %s", (country, one, other, same) => {
  const people = [person("1", { phones: [one] }), person("2", { phones: [other] })];
  expect(alikeAmong(people, country)).toHaveLength(same ? 1 : 0);
});

test.each([
  ["13800135678", "CN", true],
  ["+8613800135678", "DE", true],
  ["02155551234", "CN", false],
  ["91234567", "HK", true],
  ["21234567", "HK", false],
  ["07700900123", "GB", true],
  ["02079460000", "GB", false],
  // Nobody can tell there.
  ["4155550100", "US", false],
])("%s in %s is a mobile: %s", (typed, country, is) => {
  expect(isMobile(typed, country)).toBe(is);
});

describe("the fuller birthday stays", () => {
  const born = (year: number | null, month: number, day: number | null, calendar = "solar") => ({
    ...{ birthdayCalendar: calendar, birthYear: year, birthMonth: month, birthDay: day, birthLeap: false },
  });
  const none = { ...born(null, 0, null), birthdayCalendar: null, birthMonth: null };
  const unlike = born(1970, 9, 2);
  test.each([
    ["a month and a whole date", born(null, 8, null), born(1968, 8, 15), born(1968, 8, 15), []],
    ["a year and a day", born(1968, 8, null), born(null, 8, 15), born(1968, 8, 15), []],
    ["a whole date and a month", born(1968, 8, 15), born(null, 8, null), born(1968, 8, 15), []],
    ["nothing and a month", none, born(null, 8, null), born(null, 8, null), []],
    ["a month and nothing", born(null, 8, null), none, born(null, 8, null), []],
    ["two that differ", born(null, 8, null), unlike, born(null, 8, null), ["birthday"]],
    ["two calendars", born(null, 8, null), born(1968, 8, 15, "lunar"), born(null, 8, null), ["birthday"]],
  ])("of %s", (_, kept, gone, both, lost) => {
    expect({ ...kept, ...combine(kept, gone) }).toMatchObject(both);
    expect(dropped(kept, gone)).toEqual(lost);
    const isFuller = JSON.stringify(both) !== JSON.stringify(kept);
    expect(gained(kept, gone)).toEqual(
      isFuller ? expect.arrayContaining(["birthday"]) : expect.not.arrayContaining(["birthday"]),
    );
  });
});
