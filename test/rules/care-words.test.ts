import { expect, test } from "vitest";
import { wordsFor } from "../../src/features/words/public.ts";
import { calledBy, closenessOf, OCCASIONS } from "../../src/features/words/rules.ts";

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
