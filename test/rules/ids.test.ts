import { expect, test } from "vitest";
import { isId, newId } from "../../src/core/ids.ts";

test("ids of one process are all different, each later one greater", () => {
  const ids = Array.from({ length: 5_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isId)).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
});
