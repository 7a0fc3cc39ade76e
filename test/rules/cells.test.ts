import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currency } from "../../src/core/money.ts";
import { dayOrdersOf, parseAmount, parseDay, parseMail, parsePhone, splitPhones } from "../../src/domain/cells.ts";

describe("a day", () => {
  test.each([
    "2024-04-01",
    "2024/4/1",
    "2024.4.1",
    "20240401",
    "2024年4月1日",
    "２０２４年４月１号",
    "4/1/2024",
    "04-01-24",
    "1 Apr 2024",
    "1st April 2024",
    "1-Apr-24",
    "Apr 1, 2024",
    "45383",
    "2024-04-01 10:30",
    "2024/4/1 10:30:00",
  ])("%s is the first of April 2024", (cell) => expect(parseDay(cell, "month")).toBe("2024-04-01"));

  test.each([
    ["1/4/2024", "2024-04-01"],
    ["13.4.2024", "2024-04-13"],
    ["4/13/2024", undefined],
    ["24-7-8", undefined],
  ])("with the day first, %s is %s", (cell, day) => expect(parseDay(cell, "day")).toBe(day));

  test.each([
    ["24-7-8", "2024-07-08"],
    ["24/07/08", "2024-07-08"],
    ["24.7.8 9:30", "2024-07-08"],
    ["24-13-8", undefined],
    ["4/1/2024", undefined],
    ["4-1-24", undefined],
    ["2024-7-8", "2024-07-08"],
  ])("with the year first, %s is %s", (cell, day) => expect(parseDay(cell, "year")).toBe(day));

  test.each(["2024-02-30", "20241301", "1200", "next week", "", "13/13/2024", "0000-01-01", "99999999"])(
    "%j is none",
    (cell) => expect(parseDay(cell, "month")).toBeUndefined(),
  );

  test.each([
    ["13/4/2024", ["day"]],
    ["4/13/2024", ["month"]],
    ["4/1/2024", ["month", "day"]],
    ["24-7-8", ["year"]],
    ["24-07-08", ["day", "year"]],
    ["10-11-12", ["month", "day", "year"]],
    ["4/13/24", ["month"]],
    ["2024/4/1", []],
    ["40/50/2024", []],
    ["31/2/2024", []],
    ["1.2.3", []],
  ])("%s is a day in these orders: %j", (cell, orders) => expect(dayOrdersOf(cell)).toEqual(orders));

  test("what was written in any shape is read again", () => {
    const shapes = [
      (y: number, m: number, d: number) => `${y}/${m}/${d}`,
      (y: number, m: number, d: number) => `${y}年${m}月${d}日`,
      (y: number, m: number, d: number) => `${y}${String(m).padStart(2, "0")}${String(d).padStart(2, "0")}`,
      (y: number, m: number, d: number) => `${m}/${d}/${y}`,
    ];
    const day = fc.date({ min: new Date("1950-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(...shapes), (date, shape) => {
        const said = shape(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
        expect(parseDay(said, "month")).toBe(date.toISOString().slice(0, 10));
      }),
    );
  });
});

describe("an amount", () => {
  const CNY = currency("CNY");
  test.each([
    ["¥1,200.50", 120_050n],
    ["￥１，２００．５", 120_050n],
    ["1.2万", 1_200_000n],
    ["1200元", 120_000n],
    ["(1,200)", -120_000n],
    ["-1,200.5", -120_050n],
    ["¥ -3", -300n],
    ["0.005", 1n],
    ["1234.5649", 123_456n],
    ["99.999", 10_000n],
    ["1.23456万", 1_234_560n],
  ])("%s", (cell, minor) => expect(parseAmount(cell, CNY)).toMatchObject({ minor }));
  test.each([
    ["120", 4, 120_000_000n],
    ["1.23456", 4, 1_234_560n],
    ["-1.2", 4, -1_200_000n],
    ["¥120", 3, 12_000_000n],
    ["1.2万", 4, 1_200_000n],
    ["1.2万元", 4, 1_200_000n],
    ["1.5", 6, 150_000_000n],
    ["1.23456789012", 8, 12_345_678_901n],
  ])("%s under a heading of %i zeros", (cell, zeros, minor) =>
    expect(parseAmount(cell, CNY, zeros)).toMatchObject({ minor }),
  );
  test.each([
    ["10-20万", 0, "range"],
    ["10万-20万", 0, "range"],
    ["5～8万元", 4, "range"],
    ["100至200", 0, "range"],
    ["120元", 4, "two_units"],
    ["1千500元", 0, "not_a_number"],
    ["1千5", 0, "not_a_number"],
    ["1百5", 0, "not_a_number"],
    ["1百万5", 0, "not_a_number"],
    ["2千三", 0, "not_a_number"],
    ["1亿", 4, "two_units"],
    ["3k", 4, "two_units"],
  ])("%s under a heading of %i zeros is none: %s", (cell, zeros, problem) =>
    expect(parseAmount(cell, CNY, zeros)).toBe(problem),
  );
  test.each(["free", "", "#N/A", "1,20", "(5", "--5", "$5", "5-", "1-"])("%j is none", (cell) =>
    expect(typeof parseAmount(cell, CNY)).toBe("string"),
  );
});

test("phones and mails", () => {
  expect(splitPhones("138 1234 5678，021-6888 1234").map(parsePhone)).toEqual(["13812345678", "02168881234"]);
  for (const two of ["021-5555 1234\n021-6666 5678", "02155551234\r\n02166665678", "021-55551234 021-66665678"])
    expect(splitPhones(two).flatMap((one) => parsePhone(one) ?? [])).toEqual(["02155551234", "02166665678"]);
  expect(splitPhones("(021)  5555 1234").map(parsePhone)).toEqual(["02155551234"]);
  expect(splitPhones("（021）   5555 1234  13812345678").map(parsePhone)).toEqual(["02155551234", "13812345678"]);
  for (const one of [
    "021-66668888分机：80123",
    "021-66668888 转 80123",
    "021-66668888（分机80123）",
    "021-66668888 ext. 80123",
  ])
    expect(splitPhones(one).flatMap((each) => parsePhone(each) ?? [])).toEqual(["02166668888"]);
  expect(splitPhones("02166668888转801，13812345678").map(parsePhone)).toEqual(["02166668888", "13812345678"]);
  expect(parsePhone("+86 138-1234-5678")).toBe("13812345678");
  expect(parsePhone("+1 (415) 555-0100")).toBe("+14155550100");
  expect(parsePhone("无")).toBeUndefined();
  expect(parseMail(" Wang@Hongda.CN ")).toBe("wang@hongda.cn");
  expect(parseMail("wang")).toBeUndefined();
});
