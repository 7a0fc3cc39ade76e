import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nameKey } from "../../src/domain/names.ts";
import { firstLetters, nameAtStart } from "../../src/domain/names-line.ts";
import { mayBeOne, peopleIn } from "../../src/domain/names-people.ts";
import { closeness, nearest, searchTextOf } from "../../src/domain/names-search.ts";

const named = (name: string, ...shortNames: string[]) => ({
  name,
  shortNames,
  searchText: searchTextOf(name, shortNames),
});
const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[宏达华信有限公司股份 王李总工，。 Co., Ltd Inc.\-（）()&'’ａＢ]{0,30}$/u),
);

describe("one key for all spellings of a name", () => {
  test.each([
    [
      ["宏达机电有限公司", "宏达机电股份有限公司", "宏达机电", "宏达机电公司", " 宏 达 机电 ", "宏达机电（有限公司）"],
      "宏达机电",
    ],
    [["宏达有限责任公司", "宏达有限責任公司", "宏达Co.,Ltd", "宏达（有限合伙）"], "宏达"],
    [
      ["Hongda Machinery Co., Ltd.", "HONGDA MACHINERY", "Ｈｏｎｇｄａ　Machinery Inc", "Hongda-Machinery, LLC"],
      "hongdamachinery",
    ],
    [["A.G. Smith GmbH & Co. KG", "AG Smith GmbH", "a g smith"], "agsmith"],
    [["Müller S.A.", "müller"], "müller"],
    [["3M", "３Ｍ Company"], "3m"],
  ])("%j → %s", (spellings, key) => {
    expect(spellings.map(nameKey)).toEqual(spellings.map(() => key));
  });

  test.each([
    ["宏达上海分公司", "宏达上海分公司"],
    ["宏达集团", "宏达集团"],
    ["公司", "公司"],
    ["Inc", "inc"],
    ["🎉", ""],
  ])("%s keeps what makes it another: %s", (name, key) => expect(nameKey(name)).toBe(key));

  test("a key of a key is the key, whatever was typed", () => {
    fc.assert(fc.property(anyText, (text) => nameKey(nameKey(text)) === nameKey(text)));
  });
});

describe("search text", () => {
  test.each([
    ["宏达机电有限公司", ["宏达机电", "hongdajidian", "hdjd"]],
    ["重庆长安", ["chongqingchangan", "cqca", "zhongqingchangan"]],
    ["单氏食品", ["shanshishipin", "danshishipin", "sssp"]],
    ["绿地", ["lvdi", "ld"]],
    ["Hongda Machinery Co., Ltd.", ["hongdamachinery", "hm", "machinery"]],
    ["宏达Machinery科技", ["hongdamachinerykeji", "hdmkj"]],
  ])("%s is found as %j", (name, tokens) => {
    expect(searchTextOf(name).split(" ")).toEqual(expect.arrayContaining(tokens));
  });

  test("a name of characters that no dictionary has is found by them", () => {
    expect(searchTextOf("𠀀𠀀")).toContain("𠀀𠀀");
  });

  test("what is typed of any name finds it, and text never throws", () => {
    fc.assert(
      fc.property(anyText, anyText, (name, typed) => {
        const known = named(name);
        if (nameKey(name) !== "") expect(closeness(known, name)).toBe(0);
        closeness(known, typed);
        nearest([known], typed, 3);
      }),
    );
  });

  test("whole names before beginnings before parts, names before their sounds", () => {
    const rank = (name: string, typed: string, ...short: string[]) => closeness(named(name, ...short), typed);
    expect([
      rank("宏达", "宏达"),
      rank("宏达", "hongda"),
      rank("宏达机电", "宏达"),
      rank("宏达机电", "hongda"),
      rank("上海宏达", "宏达"),
      rank("上海宏达", "hongda"),
      rank("东方", "宏达"),
    ]).toEqual([0, 1, 2, 3, 4, 5, undefined]);
  });

  test("the nearest sound or look like what was typed", () => {
    const known = [named("宏达机电"), named("弘大科技"), named("华信"), named("Hongda Ltd")];
    expect(nearest(known, "宏大", 3).map(({ name }) => name)).toEqual(["Hongda Ltd", "宏达机电", "弘大科技"]);
    expect(nearest(known, "xyz", 3)).toEqual([]);
  });

  test("distance counts letters added, dropped, changed, swapped", () => {
    expect([
      editDistance("宏达", "宏达"),
      editDistance("宏达", "宏大"),
      editDistance("abc", "acb"),
      editDistance("", "abc"),
    ]).toEqual([0, 1, 1, 3]);
  });
});

describe("the customer a line begins with", () => {
  const known = [
    named("宏达机电有限公司", "宏达"),
    named("宏达贸易"),
    named("华信科技"),
    named("华信医疗"),
    named("Hongda Machinery Co., Ltd."),
    named("东方电气"),
  ];
  test.each([
    ["宏达 王总谈了", ["宏达机电有限公司"], "王总谈了"],
    ["宏达机电有限公司王总谈了", ["宏达机电有限公司"], "王总谈了"],
    ["宏达的王总谈了", ["宏达机电有限公司"], "王总谈了"],
    ["宏达贸易：谈了", ["宏达贸易"], "谈了"],
    ["华信 谈了", ["华信科技", "华信医疗"], "谈了"],
    ["hdjd 谈了", ["宏达机电有限公司"], "谈了"],
    ["ｈｄｊｄ 谈了", ["宏达机电有限公司"], "谈了"],
    ["dongfang 谈了", ["东方电气"], "谈了"],
    ["hongda mach Mr Wang", ["Hongda Machinery Co., Ltd."], "Mr Wang"],
    ["Hongda Machinery Co., Ltd. Mr Wang", ["Hongda Machinery Co., Ltd."], "Mr Wang"],
    ["hdmi 线坏了", [], "hdmi 线坏了"],
    ["宏大 谈了", [], "宏大 谈了"],
    ["", [], ""],
  ])("%s", (line, names, rest) => {
    const found = nameAtStart(line, known);
    expect(found.meant.map(({ name }) => name)).toEqual(names);
    expect(line.slice(found.end)).toBe(rest);
  });

  test("written without a space it may be meant, but is not sure", () => {
    expect(nameAtStart("东方王总谈了", known)).toMatchObject({ sure: false, meant: [{ name: "东方电气" }] });
  });

  test("any line is read without a throw, and what follows is its own end", () => {
    fc.assert(
      fc.property(anyText, (line) => {
        const { end } = nameAtStart(line, known);
        expect(end).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(line.length);
        firstLetters(line);
      }),
    );
  });
});

describe("people a text speaks of", () => {
  const people = [
    { id: "wang", name: "王建国", title: "总经理" },
    { id: "fang", name: "王芳", title: "采购经理" },
    { id: "li", name: "李强", title: "高级工程师" },
    { id: "emma", name: "Emma Clarke", title: "Buyer" },
    { id: "ouyang", name: "欧阳锋", title: null },
  ];
  test.each([
    ["王总谈了续约价格", "王总=wang"],
    ["和李工、王经理吃饭", "李工=li 王经理=fang"],
    ["王建国总经理来电", "王建国总经理=wang"],
    ["建国来电", "建国=wang"],
    ["老李说好", "老李=li"],
    ["欧阳总不在", "欧阳总=ouyang"],
    ["Mr Wang and Ms Clarke", "Mr Wang=wang|fang Ms Clarke=emma"],
    ["Emma said", "Emma=emma"],
    ["王主任说", "王主任="],
    ["张总第一次见", "张总="],
    ["王销售总监说", "王销售总监="],
    ["李高级工程师和王采购部经理", "李高级工程师=li 王采购部经理=fang"],
    ["王芳采购部经理来电", "王芳采购部经理=fang"],
    ["王副总经理说", "王副总经理="],
    ["王芳采购了一批", "王芳采购=fang"],
    ["方案总结", ""],
    ["dilemma", ""],
  ])("%s → %s", (text, mentions) => {
    expect(
      peopleIn(text, people)
        .map(({ text: said, ids }) => `${said}=${ids.join("|")}`)
        .join(" "),
    ).toBe(mentions);
  });

  test("mentions stand in the text, in order, apart", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const mention of peopleIn(text, people)) {
          expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          expect(mention.start).toBeGreaterThanOrEqual(last);
          last = mention.end;
        }
      }),
    );
  });
});

test("a search text begins with the key of the name", () => {
  const name = fc.array(
    fc.oneof(fc.constantFrom(..."宏達机电有限公司 Co. Ltd,长é１2".split("")), fc.string({ maxLength: 2 })),
  );
  fc.assert(
    fc.property(name, (parts) => {
      const said = parts.join("");
      expect(searchTextOf(said).split(" ", 2)[1] ?? "").toBe(nameKey(said));
    }),
  );
});

describe("two names that may be one person's", () => {
  test.each([
    ["王建国", "王 建国"],
    ["王总", "王建国"],
    ["王总", "王总经理"],
    ["陳總", "陈建国"],
    ["王建国经理", "王建国"],
    ["建国", "王建国"],
    ["王磊销售经理", "王磊"],
    ["王磊华东区高级销售经理", "王磊"],
    ["王磊常务副总经理", "王磊"],
    ["王磊副处长", "王磊"],
    ["王磊总裁", "王磊"],
    ["王磊財務總監", "王磊"],
    ["李总监", "李明"],
    ["陈副总经理", "陈明"],
    ["陈大区经理", "陈明"],
    ["Mr Miller", "Grace Miller"],
    ["Grace", "Grace Miller"],
    ["GRACE MILLER", "Grace Miller"],
  ])("%s and %s", (one, other) => {
    expect([mayBeOne(person(one), person(other)), mayBeOne(person(other), person(one))]).toEqual([true, true]);
  });
  test.each([
    ["王总", "李工"],
    ["王总", "王经理"],
    ["王建国", "王建华"],
    ["王建", "王建国"],
    ["王磊的助理", "王磊"],
    ["王磊助理", "王磊"],
    ["王磊国", "王磊"],
    ["王磊太太", "王磊"],
    ["李华东经理", "李明"],
    ["李总监", "李经理"],
    ["王销售经理", "王经理"],
    ["高级经理", "高明"],
    ["项目经理", "项羽"],
    ["Emma Miller", "Grace Miller"],
    ["Front desk", "Grace Miller"],
    ["王总", "Grace Miller"],
  ])("not %s and %s", (one, other) => {
    expect([mayBeOne(person(one), person(other)), mayBeOne(person(other), person(one))]).toEqual([false, false]);
  });
  test("a post that is known to be another's", () => {
    expect(mayBeOne(person("李工"), { ...person("李明"), title: "采购员" })).toBe(false);
    expect(mayBeOne(person("李工"), { ...person("李明"), title: "工程师" })).toBe(true);
    expect(mayBeOne(person("陈副总经理"), { ...person("陈明"), title: "副总经理" })).toBe(true);
    expect(mayBeOne(person("陈副总经理"), { ...person("陈明"), title: "总经理" })).toBe(false);
    expect(mayBeOne(person("陈总经理"), { ...person("陈明"), title: "副总经理" })).toBe(false);
    expect(mayBeOne(person("陈处长"), { ...person("陈明"), title: "副处长" })).toBe(false);
    expect(mayBeOne(person("陈总"), { ...person("陈明"), title: "副总经理" })).toBe(true);
    expect(mayBeOne(person("李销售总监"), { ...person("李明"), title: "销售部总监" })).toBe(true);
    expect(mayBeOne(person("李销售总监"), { ...person("李明"), title: "总监" })).toBe(true);
    expect(mayBeOne(person("李销售总监"), { ...person("李明"), title: "财务总监" })).toBe(false);
  });
  const person = (name: string) => ({ id: name, name, title: null });
});
