import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../../src/core/dates.ts";
import { dateSaid, datesIn } from "../../src/domain/when.ts";
import { parseBirthday } from "../../src/domain/when-birthday.ts";

/** A Wednesday. */
const today = plainDate("2026-11-25");
const days = fc.integer({ min: -20_000, max: 20_000 }).map((away) => addDays(today, away));

describe("days in text, looking ahead", () => {
  test.each([
    ["今天", "2026-11-25"],
    ["明天", "2026-11-26"],
    ["后天", "2026-11-27"],
    ["大后天", "2026-11-28"],
    ["三天后", "2026-11-28"],
    ["过3天", "2026-11-28"],
    ["两周后", "2026-12-09"],
    ["十天之后", "2026-12-05"],
    ["二十五天后", "2026-12-20"],
    ["一个月后", "2026-12-25"],
    ["半个月后", "2026-12-10"],
    ["周三", "2026-12-02"],
    ["周五", "2026-11-27"],
    ["下周三", "2026-12-02"],
    ["下周星期三", "2026-12-02"],
    ["下星期天", "2026-12-06"],
    ["下下周二", "2026-12-08"],
    ["本周五", "2026-11-27"],
    ["这周一", "2026-11-23"],
    ["下周", "2026-11-30"],
    ["下个月5号", "2026-12-05"],
    ["下月15日", "2026-12-15"],
    ["月底", "2026-11-30"],
    ["下个月底", "2026-12-31"],
    ["年底", "2026-12-31"],
    ["5号", "2026-12-05"],
    ["25号", "2026-11-25"],
    ["11月25日", "2026-11-25"],
    ["12月2日", "2026-12-02"],
    ["１２月２日", "2026-12-02"],
    ["十二月二日", "2026-12-02"],
    ["1月5号", "2027-01-05"],
    ["明年1月5日", "2027-01-05"],
    ["12月2日周三", "2026-12-02"],
    ["11月1日", "2026-11-01"],
    ["2026年12月2日", "2026-12-02"],
    ["2026-12-02", "2026-12-02"],
    ["2026/12/2", "2026-12-02"],
    ["tomorrow", "2026-11-26"],
    ["the day after tomorrow", "2026-11-27"],
    ["in two weeks", "2026-12-09"],
    ["in 3 days", "2026-11-28"],
    ["in a month", "2026-12-25"],
    ["next Wed", "2026-12-02"],
    ["next wednesday", "2026-12-02"],
    ["this Friday", "2026-11-27"],
    ["Fri", "2026-11-27"],
    ["on friday", "2026-11-27"],
    ["next week", "2026-11-30"],
    ["25 Nov", "2026-11-25"],
    ["2nd of December", "2026-12-02"],
    ["Dec 2", "2026-12-02"],
    ["Dec 2, 2027", "2027-12-02"],
    ["Wed 2 Dec", "2026-12-02"],
    ["the 5th", "2026-12-05"],
    ["end of the month", "2026-11-30"],
    ["25/12", "2026-12-25"],
    ["12/25", "2026-12-25"],
    ["12/12", "2026-12-12"],
    ["25/12/2026", "2026-12-25"],
    ["12/31/26", "2026-12-31"],
    ["Wed 2/12", "2026-12-02"],
  ])("%s is %s", (text, date) => expect(dateSaid(text, today)).toBe(date));

  test.each([
    ["12/2再访", "12/2", "2026-12-02"],
    ["约好12-2 送样", "12-2", "2026-12-02"],
    ["1/5 回访", "1/5", "2027-01-05"],
    ["谈好了，2026/12/2签", "2026/12/2", "2026-12-02"],
    ["12/2（周三）再访", "12/2（周三", "2026-12-02"],
    ["１２／２再访", "１２／２", "2026-12-02"],
    ["12/2/2026 再访", "12/2/2026", "2026-12-02"],
  ])("in Chinese the month comes first: %s", (text, said, date) =>
    expect(datesIn(text, today).map((one) => [one.text, one.ahead])).toEqual([[said, date]]),
  );

  test.each([
    ["see him again 2/12", ["2027-02-12", "2026-12-02"]],
    ["2/12/2026", ["2026-02-12", "2026-12-02"]],
  ])("in English %s can be two days, and none is guessed", (text, either) => {
    expect(datesIn(text, today)).toMatchObject([{ ahead: null, behind: null, either }]);
    expect(dateSaid(text, today)).toBeUndefined();
  });

  test.each(["2月30日", "13月1日", "2026-02-30", "31 Feb", "2027-02-29", "明年2月29日", "32号"])(
    "%s is no day at all",
    (text) => expect(dateSaid(text, today)).toBeNull(),
  );

  test.each([
    ["昨天", "2026-11-24"],
    ["前天", "2026-11-23"],
    ["上周五", "2026-11-20"],
    ["周五", "2026-11-20"],
    ["周三", "2026-11-25"],
    ["3天前", "2026-11-22"],
    ["20号", "2026-11-20"],
    ["yesterday", "2026-11-24"],
    ["last Fri", "2026-11-20"],
    ["two weeks ago", "2026-11-11"],
  ])("%s, looking back, is %s", (text, date) => expect(datesIn(text, today)[0]?.behind).toBe(date));

  test.each([
    "每周三",
    "三年",
    "5号楼",
    "降价50%",
    "第3号",
    "he sat down",
    "the sun",
    "may be",
    "3.5天",
    "王五",
    "二期工程",
    "要 2-3 台",
    "3-5万的预算",
    "出了 1/2 的货款",
    "谈了 2-3 次",
    "2/3 of the budget",
    "in 2-3 weeks",
    "13/32",
    "24/7",
    "1/2/3",
    "型号 A3-5",
    "10-20%",
    "192.168.1/24",
  ])("%s is no day", (text) => expect(datesIn(text, today)).toEqual([]));

  test("several days in one text, each where it stands", () => {
    expect(datesIn("昨天谈了，下周三再访，12月2日签", today).map(({ text, ahead }) => [text, ahead])).toEqual([
      ["昨天", "2026-11-24"],
      ["下周三", "2026-12-02"],
      ["12月2日", "2026-12-02"],
    ]);
  });

  test("on any day 下周一 is a Monday ahead, and a written date is itself", () => {
    fc.assert(
      fc.property(days, days, (now, day) => {
        const monday = dateSaid("下周一", now);
        expect(monday && monday > now && monday <= addDays(now, 7)).toBe(true);
        expect(dateSaid(day, now)).toBe(day);
      }),
    );
  });

  test("any text is read without a throw; mentions stand in it, in order, apart", () => {
    const bits = fc.constantFrom(
      "下",
      "周",
      "三",
      "月",
      "十",
      "2",
      "30",
      "号",
      "日",
      "天后",
      "next ",
      "Fri",
      " ",
      "年",
      "前",
      "底",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(bits, { maxLength: 12 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, days, (said, now) => {
        let last = 0;
        for (const mention of datesIn(said, now)) {
          expect(said.slice(mention.start, mention.end)).toBe(mention.text);
          expect(mention.start).toBeGreaterThanOrEqual(last);
          last = mention.end;
        }
      }),
    );
  });
});

describe("birthdays", () => {
  test.each([
    ["农历八月十五", "lunar", null, 8, 15],
    ["农历 1980年8月15", "lunar", 1980, 8, 15],
    ["腊月廿三", "lunar", null, 12, 23],
    ["正月初一", "lunar", null, 1, 1],
    ["lunar 8-15", "lunar", null, 8, 15],
    ["8-15", "solar", null, 8, 15],
    ["2-29", "solar", null, 2, 29],
    ["8月15日", "solar", null, 8, 15],
    ["1980-08-15", "solar", 1980, 8, 15],
    ["１９８０/8/15", "solar", 1980, 8, 15],
    ["15 Aug 1980", "solar", 1980, 8, 15],
    ["Aug 15", "solar", null, 8, 15],
  ])("%s", (typed, calendar, year, month, day) => {
    expect(parseBirthday(typed, today)).toEqual({ calendar, year, month, day, leap: false });
  });

  test("a day of a leap month", () => {
    expect(parseBirthday("闰六月初三", today)).toEqual({ calendar: "lunar", year: null, month: 6, day: 3, leap: true });
  });

  test.each(["2-30", "13-1", "2027-01-01", "1980-02-30", "农历13月1", "农历1月31", "1200-01-01"])(
    "%s is no day in the past",
    (typed) => expect(parseBirthday(typed, today)).toBeNull(),
  );

  test.each(["", "tomorrow", "初五", "🎂", "8", "month", "2026"])("%s is not understood", (typed) =>
    expect(parseBirthday(typed, today)).toBeUndefined(),
  );

  test("any text is read without a throw", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (typed) => void parseBirthday(typed, today)));
  });
});
