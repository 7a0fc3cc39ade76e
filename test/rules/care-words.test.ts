import { expect, test } from "vitest";
import { sayPerson } from "../../src/domain/names-people.ts";
import { wordsFor } from "../../src/features/words/public.ts";
import { addressOf, calledBy, closenessOf, OCCASIONS } from "../../src/features/words/rules.ts";

test.each([
  ["王建国", "总经理", "王总"],
  ["李志强", "工程师", "李工"],
  ["周丽", "采购经理", "周经理"],
  ["欧阳明", "副总经理", "欧阳总"],
  ["孙梅", "财务总监", "孙总监"],
  ["赵刚", null, "赵刚"],
  ["James Carter", "CEO", "James Carter"],
])("%s, %s, is called %s", (name, title, called) => {
  expect(calledBy({ name, title })).toBe(called);
});

test.each([
  ["Grace Miller", "Head of Purchasing", "Grace"],
  ["Ms Grace Miller", "Head of Purchasing", "Ms Miller"],
  ["Dr. Priya Shah", null, "Dr Shah"],
  ["Mr Wang", "Managing Director", "Mr Wang"],
  ["J. Carter", "CEO", "J. Carter"],
  ["Cher", null, "Cher"],
  ["王建国", "总经理", "王建国"],
])("in English %s, %s, is addressed as %s", (name, title, address) => {
  expect(addressOf({ name, title }, "en")).toBe(address);
  expect(addressOf({ name, title }, "zh")).toBe(calledBy({ name, title }));
});

test.each([
  ["Grace Miller", "Head of Purchasing", "Grace Miller, Head of Purchasing"],
  ["王建国", "总经理", "王建国 总经理"],
  ["Peter Wang", null, "Peter Wang"],
])("%s, %s, is told apart as %s", (name, title, said) => {
  expect(sayPerson({ name, title })).toBe(said);
});

test("there are words for every occasion, closeness and language, filled in and without exclamation marks", () => {
  for (const occasion of OCCASIONS)
    for (const closeness of ["new", "known", "close"] as const)
      for (const language of ["en", "zh"] as const)
        for (let index = 0; index < 20; index += 1) {
          const asked = { occasion, closeness, language, key: `${index}` };
          const words = wordsFor(asked, { who: "王总", what: "报价" });
          expect(words).toMatch(/\S/);
          expect(words).not.toMatch(/[{}!！]/);
          expect(words).toBe(wordsFor(asked, { who: "王总", what: "报价" }));
        }
  expect(closenessOf("partner")).toBe("close");
  expect(closenessOf("potential")).toBe("new");
});
