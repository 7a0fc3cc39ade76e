import { expect, test } from "vitest";
import { eachByItself } from "../../src/core/each.ts";

const failing = (done: number[], bad: readonly number[]) => async (item: number) => {
  if (bad.includes(item)) throw new Error(`no ${item}`);
  done.push(item);
};

test("all have their turn, in order, whichever fails", async () => {
  const done: number[] = [];
  await expect(eachByItself([1, 2, 3], failing(done, [2]))).rejects.toThrow("no 2");
  expect(done).toEqual([1, 3]);
});

test("several failures are told together", async () => {
  const done: number[] = [];
  const failure: unknown = await eachByItself([1, 2, 3], failing(done, [1, 3])).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AggregateError);
  expect((failure as AggregateError).errors.map(String)).toEqual(["Error: no 1", "Error: no 3"]);
  expect(done).toEqual([2]);
});

test("one after the other, also from what comes bit by bit", async () => {
  const said: string[] = [];
  async function* items() {
    yield 1;
    yield 2;
  }
  await eachByItself(items(), async (item) => {
    said.push(`begin ${item}`);
    await Promise.resolve();
    said.push(`end ${item}`);
  });
  expect(said).toEqual(["begin 1", "end 1", "begin 2", "end 2"]);
});
