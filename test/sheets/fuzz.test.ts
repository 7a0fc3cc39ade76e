import { expect, test } from "vitest";
import { readMutated } from "./mutations.ts";

test("files that were changed at random are read or refused, in time", async () => {
  const { read, refused } = await readMutated(600, 20_261_126, () => performance.now());
  expect(read + refused).toBe(600);
  expect(refused).toBeGreaterThan(100);
});
