import fc from "fast-check";
import { expect, test } from "vitest";
import { pieceNumber, piecesColumn } from "../../src/domain/names-pieces.ts";
import { mistyped, type Pattern } from "../../src/features/finding/rules.ts";

/** What the database does: all pieces are in the index, and the text is LIKE the pattern. */
const isLike = (text: string, like: string): boolean =>
  new RegExp(`^${like.replaceAll("%", ".*").replaceAll("_", ".")}$`, "u").test(text);
const hasAll = (text: string, { pieces }: Pattern): boolean => {
  const there = new Set(piecesColumn(text).slice(1, -1).split(","));
  return pieces.every((piece) => there.has(String(pieceNumber(piece))));
};

const SYLLABLES = "wu han chang long fang zhi kong gu ji suzhou hong da dian ou an er xue lü".split(" ");
const latin = fc.array(fc.constantFrom(...SYLLABLES), { minLength: 2, maxLength: 9 }).map((words) => words.join(""));
const han = fc
  .array(fc.constantFrom(..."武汉昌隆纺织控股苏州宏达机电"), { minLength: 4, maxLength: 20 })
  .map((all) => all.join(""));
const slip = fc.record({ kind: fc.constantFrom("wrong", "left out", "put in", "swapped"), at: fc.nat(15) });

const slipped = (word: string, { kind, at: wished }: { readonly kind: string; readonly at: number }): string => {
  const letters = [...word];
  // A name whose very first letter was left out begins as another: it is found as a part of the name is.
  const at = Math.min(Math.max(wished, kind === "left out" ? 1 : 0), letters.length - 2);
  const [before, after] = [letters.slice(0, at), letters.slice(at + 1)];
  if (kind === "wrong") return [...before, "q", ...after].join("");
  if (kind === "left out") return [...before, ...after].join("");
  if (kind === "put in") return [...before, "q", letters[at], ...after].join("");
  return [...before, after[0], letters[at], ...after.slice(1)].join("");
};

test("wherever one slip of the hand was, the index and the text are asked for what it spared", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        latin.filter((word) => word.length > 6),
        han,
      ),
      slip,
      (word, where) => {
        const text = ` ${word}`;
        const { spared, likes } = mistyped(slipped(word, where));
        expect(likes.some((like) => isLike(text, like))).toBe(true);
        expect(spared.some((pattern) => hasAll(text, pattern) && isLike(text, pattern.like))).toBe(true);
      },
    ),
    {
      numRuns: 600,
      examples: [
        ["changwu", { kind: "wrong", at: 0 }],
        ["suzhouanwu", { kind: "left out", at: 1 }],
        ["longououangu", { kind: "put in", at: 2 }],
      ],
    },
  );
});

test("a long name asks the index four things, not one for each of its letters", () => {
  expect(mistyped("wuhanchaxglongfangzhikonggu").spared).toHaveLength(4);
  expect(mistyped("宏大机电").spared.length).toBeLessThanOrEqual(5);
});
