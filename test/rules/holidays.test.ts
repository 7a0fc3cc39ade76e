import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate, plainTime } from "../../src/core/dates.ts";
import { calendarOf } from "../../src/domain/calendar.ts";
import {
  changesTo,
  entered,
  forgottenIn,
  readDays,
  spansOf,
  yearIn,
  yearToAsk,
} from "../../src/features/holidays/rules.ts";

/** A notice from its header to its signature. */
const whole = (year: number, number: string, signed: string, festivals: string, days: string): string =>
  `国务院办公厅关于${year}年
部分节假日安排的通知
国办发明电${number}

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：

　　经国务院批准，现将${year}年${festivals}放假调休日期的具体安排通知如下。

${days}

　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。

　　国务院办公厅
　　${signed}
　　（此件公开发布）
`;
const SEVEN = "元旦、春节、清明节、劳动节、端午节、中秋节和国庆节";
const NOTICES: readonly (readonly [year: number, notice: string])[] = [
  [
    2024,
    whole(
      2024,
      "〔2023〕7号",
      "2023年10月25日",
      SEVEN,
      `一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`,
    ),
  ],
  [
    2025,
    whole(
      2025,
      "〔2024〕12号",
      "2024年11月12日",
      "元旦、春节、清明节、劳动节、端午节、国庆节和中秋节",
      `一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
    ),
  ],
  [
    2026,
    whole(
      2026,
      "〔2025〕7号",
      "2025年11月4日",
      SEVEN,
      `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
    ),
  ],
];

const { weekend } = calendarOf("CN");
test.each(NOTICES)("the notice of %i, pasted as it was published, gives the days of the calendar", (year, notice) => {
  const days = yearIn(calendarOf("CN"), year);
  expect(readDays(notice, { year, weekend })).toEqual(days);
  // Copied from a page, it may be one line.
  expect(readDays(notice.replace(/\s+/g, " "), { year, weekend })).toEqual(days);
});

describe("a list", () => {
  test.each([
    ["2027-02-05", ["2027-02-05"], []],
    ["2027-02-05 to 2027-02-07", ["2027-02-05", "2027-02-06", "2027-02-07"], []],
    ["2月5日至7日放假；2月14日上班", ["2027-02-05", "2027-02-06", "2027-02-07"], ["2027-02-14"]],
    ["off: 1/1, 12/27\nwork: 2/14", ["2027-01-01", "2027-12-27"], ["2027-02-14"]],
    ["2027.2.5~2.6", ["2027-02-05", "2027-02-06"], []],
    ["１月１日", ["2027-01-01"], []],
    ["2026年12月31日至2027年1月1日放假", ["2026-12-31", "2027-01-01"], []],
    ["2027-02-14 work", [], ["2027-02-14"]],
    ["1月1日、2日、3日放假", ["2027-01-01", "2027-01-02", "2027-01-03"], []],
    ["4月24日、25日（周日）上班", [], ["2027-04-24", "2027-04-25"]],
    [
      "1月30日至2月1日、3日至4日休息，6日、7日上班",
      ["2027-01-30", "2027-01-31", "2027-02-01", "2027-02-03", "2027-02-04"],
      ["2027-02-06", "2027-02-07"],
    ],
    ["2026年12月30日、31日放假", ["2026-12-30", "2026-12-31"], []],
    ["发布时间：2026-11-04 14:00 来源：中国政府网\n1月1日放假", ["2027-01-01"], []],
  ])("%s", (typed, off, working) => expect(readDays(typed, { year: 2027, weekend })).toEqual({ off, working }));

  test.each([
    ["", "nothing"],
    ["没有日期", "nothing"],
    ["5 Feb", "unclear"],
    ["2月30日放假", "noDay"],
    ["2028-02-05", "otherYear"],
    ["2026年2月5日", "otherYear"],
    ["1月1日放假\n2026-02-05", "otherYear"],
    ["1月1日放假\n2028年2月5日", "otherYear"],
    ["2026年2月5日放假", "otherYear"],
    ["元旦、2日放假", "unclear"],
    ["2月27日、30日放假", "noDay"],
    ["2月7日至5日放假", "backwards"],
    ["2月5日上班", "weekday"],
    ["2月14日放假。2月14日上班", "both"],
  ])("%s is %s", (typed, kind) => expect(readDays(typed, { year: 2027, weekend })).toMatchObject({ kind }));

  test("the days of a weekend that are worked are those of its country", () => {
    const riyadh = calendarOf("SA");
    const read = (typed: string) => readDays(typed, { year: 2027, weekend: riyadh.weekend });
    const days = { off: [], working: [plainDate("2027-02-12"), plainDate("2027-02-13")] };
    expect(read("work: 2027-02-12 to 2027-02-13")).toEqual(days);
    expect(read("work: 2027-02-14")).toEqual({ kind: "weekday", piece: "2027-02-14" });
    expect(yearToAsk(riyadh, { today: plainDate("2027-12-05"), time: plainTime("09:00") })).toBe(2027);
    expect(yearToAsk(riyadh, { today: plainDate("2027-12-03"), time: plainTime("09:00") })).toBeUndefined();
  });

  test("days that are off, in stretches, are read as what they are", () => {
    const day = fc.integer({ min: 0, max: 364 }).map((offset) => addDays(plainDate("2027-01-01"), offset));
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 60 }), (days) => {
        const off = [...days].sort();
        const typed = spansOf(off).map(([from, to]) => (from === to ? from : `${from}至${to}`));
        const read = readDays(typed.map((span) => `${span}放假`).join("\n"), { year: 2027, weekend });
        if ("off" in read) expect(read.off).toEqual(off);
        else expect(read.kind).toBe("backwards");
      }),
    );
  });

  test("any text is read without a throw", () => {
    const piece = fc.constantFrom(
      "1月",
      "2日",
      "至",
      "放假",
      "上班",
      "2027-",
      "-",
      "31",
      "，",
      "。",
      "\n",
      "(",
      ")",
      "天",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        (pieces) => void readDays(pieces.join(""), { year: 2027, weekend }),
      ),
    );
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (typed) => void readDays(typed, { year: 2027, weekend })));
  });
});

describe("what is entered", () => {
  const china = calendarOf("CN");
  const days = { off: [plainDate("2026-01-01"), plainDate("2026-11-27")], working: [] };

  test("is the whole of its year and leaves others as they were", () => {
    const next = { country: "CN", year: 2026, ...days };
    const germany = { country: "DE", year: 2026, off: ["2026-12-25"], working: [] };
    const before = [
      { country: "CN", year: 2025, off: ["2025-12-24", "2026-01-02"], working: [] },
      { country: "CN", year: 2026, off: ["2026-05-01"], working: ["2026-02-14"] },
      germany,
    ];
    const last = { country: "CN", year: 2025, off: ["2025-12-24"], working: [] };
    expect(entered(before, next)).toEqual([last, next, germany]);
  });

  test("shows what changes, and which festivals are forgotten", () => {
    const wanted = calendarOf("CN", entered([], { country: "CN", year: 2026, ...days }));
    const changes = changesTo(china, wanted, 2026);
    expect(changes.off).toContain("2026-11-27");
    expect(changes.working).toContain("2026-10-01");
    expect(changesTo(china, china, 2026)).toEqual({ off: [], working: [] });
    expect(forgottenIn(2026, days, "CN").map(({ name }) => name.zh)).toEqual(["春节", "端午节", "中秋节", "国庆节"]);
    expect(forgottenIn(2026, yearIn(china, 2026), "CN")).toEqual([]);
  });
});

test.each([
  ["2026-11-30", "09:00", undefined],
  ["2026-12-01", "08:59", undefined],
  ["2026-12-01", "09:00", 2027],
  ["2026-12-05", "10:00", undefined],
  ["2027-01-04", "09:00", 2027],
  ["2026-06-01", "09:00", undefined],
])("on %s at %s the year asked for is %s", (day, time, expected) => {
  const at = { today: plainDate(day), time: plainTime(time) };
  expect(yearToAsk(calendarOf("CN"), at)).toBe(expected);
  const known = calendarOf("CN", [{ country: "CN", year: 2027, off: [], working: [] }]);
  expect(yearToAsk(known, at)).toBeUndefined();
});
