import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../../src/core/dates.ts";
import { leadIn, readLine, stepProblem } from "../../src/features/visits/rules.ts";

/** A Wednesday. */
const today = plainDate("2026-11-25");
const people = [
  { id: "wang", name: "王建国", title: "总经理" },
  { id: "li", name: "李强", title: "高级工程师" },
  { id: "emma", name: "Emma Clarke", title: "Buyer" },
];
const read = (text: string) => readLine(text, { people, today });

/** What was said | the people | the next step and day | the stage. */
const brief = (text: string): string => {
  const { said, people: met, step, stage, kind, happenedOn } = read(text);
  return [
    said,
    met.map(({ text: called }) => called).join("+"),
    step ? `${step.what}@${step.on}` : "",
    stage ?? "",
    ...(kind ? [kind] : []),
    ...(happenedOn ? [happenedOn] : []),
  ].join(" | ");
};

describe("one line after the customer's name", () => {
  test.each([
    ["王总谈了续约价格，倾向三年 下周三再访 50%", "谈了续约价格，倾向三年 | 王总 | 再访@2026-12-02 | p50"],
    ["王总谈了续约价格，倾向三年，下周三再访", "谈了续约价格，倾向三年 | 王总 | 再访@2026-12-02 | "],
    ["倾向三年下周三再访", "倾向三年 |  | 再访@2026-12-02 | "],
    ["王总、李工谈了方案；三天后送样", "谈了方案 | 王总+李工 | 送样@2026-11-28 | "],
    ["和王总谈了续约", "和王总谈了续约 | 王总 |  | "],
    ["谈了年度计划 下周三再访", "谈了年度计划 |  | 再访@2026-12-02 | "],
    ["谈得不错，约好下个月5号签合同", "谈得不错 |  | 签合同@2026-12-05 | "],
    ["谈得不错，回访定在月底", "谈得不错 |  | 回访@2026-11-30 | "],
    ["要看样机 下周三下午3点我去拜访", "要看样机 |  | 下午3点我去拜访@2026-12-02 | "],
    ["下周三", " |  | @2026-12-02 | "],
    ["今天下午再打电话", " |  | 下午再打电话@2026-11-25 | "],
    ["周三去拜访", " |  | 去拜访@2026-12-02 | "],
    ["周三谈了价格", "谈了价格 |  |  |  | 2026-11-25"],
    ["谈了价格 12/2再访", "谈了价格 |  | 再访@2026-12-02 | "],
    ["谈了 2-3 次，12-2送样", "谈了 2-3 次 |  | 送样@2026-12-02 | "],
    ["11/20 谈了价格", "谈了价格 |  |  |  | 2026-11-20"],
    ["talked price, visit again 25/12", "talked price |  | visit again@2026-12-25 | "],
    ["两周后 跟进报价", " |  | 跟进报价@2026-12-09 | "],
    ["昨天和王总谈了价格", "谈了价格 | 王总 |  |  | 2026-11-24"],
    ["王总昨天谈了价格，周五回访", "谈了价格 | 王总 | 回访@2026-11-27 |  | 2026-11-24"],
    ["电话 王总说不需要", "说不需要 | 王总 |  |  | call"],
    ["谈了 ９０％", "谈了 |  |  | p90"],
    ["谈了 → 50%", "谈了 |  |  | p50"],
    [
      "Mr Wang talked renewal price, leans to three years, see him again next Wed 50%",
      "talked renewal price, leans to three years | Mr Wang | see him again@2026-12-02 | p50",
    ],
    [
      "talked about price with Emma follow up tomorrow",
      "talked about price with Emma | Emma | follow up@2026-11-26 | ",
    ],
    ["Emma Clarke liked it. Send quote by Dec 2.", "liked it. | Emma Clarke | Send quote@2026-12-02 | "],
    ["price is final, in two weeks call again", "price is final |  | call again@2026-12-09 | "],
  ])("%s", (text, understood) => expect(brief(text)).toBe(understood));

  test.each([
    "客户说下周三签合同",
    "要求下周三之前报价",
    "每周三开会",
    "降价50%",
    "discount 50%",
    "三年前买的设备，用到明年",
    "上周五收到货了，很满意",
    "foresee a decision on 2 Dec",
  ])("%s is all said, nothing is planned", (text) => {
    const { said, step, stage } = read(text);
    expect({ said: said.length > 0, step, stage }).toEqual({ said: true, step: undefined, stage: undefined });
  });

  test.each([
    ["11月1日再访", "past"],
    ["上周三再访", "past"],
    ["2月30日再访", "impossible"],
    ["see him again 31 Feb", "impossible"],
    ["see him again 2/12", "either"],
    ["谈了价格，12/2再访", undefined],
    ["下周三再访", undefined],
    ["今天下午再打电话", undefined],
    ["周三去拜访", undefined],
  ])("the day of “%s” is %s", (text, problem) => {
    const { step } = read(text);
    expect(step && stepProblem(step, today)).toBe(problem);
  });

  test("a surname of several stays in what was said, and is told", () => {
    const two = [...people, { id: "fang", name: "王芳", title: "副总" }];
    const { said, people: met } = readLine("王总谈了价格", {
      people: [...two, { id: "x", name: "王刚", title: "总监" }],
      today,
    });
    expect(said).toBe("王总谈了价格");
    expect(met[0]?.ids.length).toBeGreaterThan(1);
  });
});

test.each([
  ["昨天 宏达 王总", { happenedOn: "2026-11-24", kind: undefined, rest: "宏达 王总" }],
  ["电话宏达 王总", { happenedOn: undefined, kind: "call", rest: "宏达 王总" }],
  ["11月20日 拜访宏达", { happenedOn: "2026-11-20", kind: "visit", rest: "宏达" }],
  ["yesterday call Hongda", { happenedOn: "2026-11-24", kind: "call", rest: "Hongda" }],
  ["宏达 x", { happenedOn: undefined, kind: undefined, rest: "宏达 x" }],
])("before the name: %s", (line, lead) => expect(leadIn(line, today)).toEqual(lead));

const piece = fc.constantFrom(
  ..."王总 李工 Emma 谈了 价格 ，下周三 再访 50% 2月30日 昨天 和 约好 。 tomorrow call again ; 三年 11月1日 Dec 2 . 🎉 <!channel> 每 5号 ( 电话".split(
    " ",
  ),
);
const line = fc.oneof(
  fc.array(fc.tuple(piece, fc.constantFrom("", " ", "，")), { maxLength: 14 }).map((parts) => parts.flat().join("")),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 200 }),
);

describe("whatever is typed", () => {
  test("nothing is invented: what was said and the step are words of the line, in its order", () => {
    fc.assert(
      fc.property(line, (text) => {
        const { said, step } = read(text);
        expect(isWithin(said, text)).toBe(true);
        expect(isWithin(step?.what ?? "", text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("nothing is lost: every letter is in what was said, or in a part that took it", () => {
    fc.assert(
      fc.property(line, (text) => {
        const { said, step, people: met, stage, kind, happenedOn } = read(text);
        const taken = [said, step?.what ?? "", step?.dateText ?? "", ...met.map((one) => one.text)].join("");
        const spare = stage || kind || happenedOn || step;
        expect(lettersOf(text) - lettersOf(taken)).toBeLessThanOrEqual(spare || met.length > 0 ? 40 : 0);
      }),
      { numRuns: 500 },
    );
  });

  test("what was said is read again as it is, when there is no more in it", () => {
    fc.assert(
      fc.property(line, fc.integer({ min: -400, max: 400 }), (text, away) => {
        const now = addDays(today, away);
        const { said } = readLine(text, { people: [], today: now });
        const again = readLine(said, { people: [], today: now });
        expect(isWithin(again.said, said)).toBe(true);
      }),
    );
  });

  test("two thousand characters are read in no time", () => {
    for (const text of [
      "，".repeat(2000),
      " ".repeat(2000),
      "约好".repeat(1000),
      "下周三".repeat(600),
      "next ".repeat(400),
      "1".repeat(2000),
    ]) {
      expect(() => read(text)).not.toThrow();
    }
  });
});

/** True when the letters of `part` stand in `whole` in this order. */
function isWithin(part: string, whole: string): boolean {
  let position = 0;
  for (const character of part) {
    if (/\s/.test(character)) continue;
    position = whole.indexOf(character, position);
    if (position < 0) return false;
    position += character.length;
  }
  return true;
}

const lettersOf = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
