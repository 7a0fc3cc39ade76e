import { describe, expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { festivalsBetween } from "../../src/domain/festivals.ts";

const between = (from: string, to: string, country = "CN", own: Parameters<typeof festivalsBetween>[2]["own"] = []) =>
  festivalsBetween(plainDate(from), plainDate(to), { country, own }).map(({ on, name }) => `${on} ${name.zh}`);

describe("festivals", () => {
  // The days of the official calendars of these years.
  test.each([
    [2026, ["01-01 元旦", "02-17 春节", "03-03 元宵节", "06-19 端午节", "09-25 中秋节", "10-01 国庆节", "12-22 冬至"]],
    [2025, ["01-01 元旦", "01-29 春节", "02-12 元宵节", "05-31 端午节", "10-01 国庆节", "10-06 中秋节", "12-21 冬至"]],
    [2028, ["01-01 元旦", "01-26 春节", "02-09 元宵节", "05-28 端午节", "10-01 国庆节", "10-03 中秋节", "12-21 冬至"]],
  ])("of %d", (year, days) => {
    expect(between(`${year}-01-01`, `${year}-12-31`)).toEqual(days.map((day) => `${year}-${day}`));
  });

  test("of a week are those on its days, both ends included", () => {
    expect(between("2026-12-16", "2026-12-22")).toEqual(["2026-12-22 冬至"]);
    expect(between("2026-12-15", "2026-12-21")).toEqual([]);
    expect(between("2026-12-26", "2027-01-01")).toEqual(["2027-01-01 元旦"]);
  });

  test("of China are not greeted on elsewhere; one's own are, of either calendar", () => {
    expect(between("2026-09-01", "2027-01-31", "DE")).toEqual(["2027-01-01 元旦"]);
    const own = [
      { name: { en: "Founding day", zh: "厂庆" }, calendar: "solar", month: 9, day: 9, leap: false },
      { name: { en: "Double Ninth", zh: "重阳节" }, calendar: "lunar", month: 9, day: 9, leap: false },
    ] as const;
    expect(between("2026-09-01", "2026-10-31", "DE", own)).toEqual(["2026-09-09 厂庆", "2026-10-18 重阳节"]);
  });
});
