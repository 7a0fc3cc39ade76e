import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMoney,
  addUp,
  currency,
  decimals,
  type Money,
  money,
  parseMoney,
  sayMoney,
  sayMoneyShort,
  scaleMoney,
  splitMoney,
} from "../../src/core/money.ts";

const CNY = currency("CNY");
const anyCurrency = fc.constantFrom("CNY", "USD", "EUR", "JPY", "KWD", "CHF").map(currency);
const anyMoney = fc.record({ minor: fc.bigInt(-(10n ** 17n), 10n ** 17n), currency: anyCurrency });
const cny = (minor: bigint): Money => money(minor, CNY);

describe("reading an amount", () => {
  test.each([
    ["800", 80_000n],
    ["¥1,200.50", 120_050n],
    ["￥１，２００", 120_000n],
    ["1.2万", 1_200_000n],
    ["12.3456万", 12_345_600n],
    ["1亿", 10_000_000_000n],
    ["3k", 300_000n],
    ["CNY 300", 30_000n],
    ["cny300", 30_000n],
    ["300元", 30_000n],
    ["300 块", 30_000n],
    ["1 200", 120_000n],
    ["1.2万元", 1_200_000n],
    ["RMB 1,200", 120_000n],
    ["1,200 rmb", 120_000n],
    ["人民币1200元", 120_000n],
    ["人民币 1.2万元整", 1_200_000n],
    ["800,", 80_000n],
    ["0", 0n],
    ["0.10", 10n],
    ["1.500", 150n],
    ["1000000000000", 100_000_000_000_000n],
  ])("%s", (typed, minor) => {
    expect(parseMoney(typed, CNY)).toEqual(cny(minor));
  });

  test.each([
    ["", "not_a_number"],
    ["abc", "not_a_number"],
    ["1.2.3", "not_a_number"],
    ["1e5", "not_a_number"],
    [".5", "not_a_number"],
    ["=1+1", "not_a_number"],
    ["-5", "negative"],
    ["−5", "negative"],
    ["¥-5", "negative"],
    ["(5)", "negative"],
    ["0.001", "too_precise"],
    ["1.2345678万", "too_precise"],
    ["1000000000000.01", "too_large"],
    ["9".repeat(21), "too_large"],
    ["10001亿", "too_large"],
    ["USD 300", "other_currency"],
    ["$300", "other_currency"],
    ["300KWD", "other_currency"],
    ["USD 300元", "other_currency"],
    ["大约300", "not_a_number"],
    ["1,20", "not_a_number"],
  ])("%s is refused: %s", (typed, problem) => {
    expect(parseMoney(typed, CNY)).toBe(problem);
  });

  test("a yen has no cents, a Kuwaiti dinar a thousand fils", () => {
    expect(parseMoney("300", currency("JPY"))).toEqual(money(300n, currency("JPY")));
    expect(parseMoney("0.5", currency("JPY"))).toBe("too_precise");
    expect(parseMoney("1.234", currency("KWD"))).toEqual(money(1234n, currency("KWD")));
    expect(decimals(currency("KWD"))).toBe(3);
  });

  test("what is said in full is read as the same amount", () => {
    fc.assert(
      fc.property(anyCurrency, fc.bigInt(0n, 10n ** 12n), (code, minor) => {
        expect(parseMoney(sayMoney(money(minor, code)), code)).toEqual(money(minor, code));
      }),
    );
  });

  test("nothing that can be typed makes it throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), anyCurrency, (typed, code) => {
        const read = parseMoney(typed, code);
        expect(typeof read === "string" || read.minor >= 0n).toBe(true);
      }),
    );
  });
});

describe("saying an amount", () => {
  test.each([
    [cny(120_050n), "¥1,200.50"],
    [cny(80_000n), "¥800"],
    [cny(5n), "¥0.05"],
    [cny(0n), "¥0"],
    [cny(-120_050n), "−¥1,200.50"],
    [cny(123_456_789_012_345_678n), "¥1,234,567,890,123,456.78"],
    [money(3000n, currency("JPY")), "JPY 3,000"],
    [money(1_234n, currency("KWD")), "KWD 1.234"],
  ])("%o is %s", (amount, said) => {
    expect(sayMoney(amount)).toBe(said);
  });

  test.each([
    [cny(84_000_000n), "¥84万", "¥840K"],
    [cny(12_000_000_000n), "¥1.2亿", "¥120M"],
    [cny(1_250_000n), "¥1.3万", "¥12.5K"],
    [cny(80_000n), "¥800", "¥800"],
    [cny(-84_000_000n), "−¥84万", "−¥840K"],
    [cny(999_999_999n), "¥1000万", "¥10M"],
    [cny(9_999_999_999n), "¥1亿", "¥100M"],
    [cny(99_999_900n), "¥100万", "¥1M"],
    [cny(0n), "¥0", "¥0"],
  ])("%o on a board is %s, %s", (amount, zh, en) => {
    expect(sayMoneyShort(amount, "zh")).toBe(zh);
    expect(sayMoneyShort(amount, "en")).toBe(en);
  });
});

describe("calculating", () => {
  test.each([
    [5n, 1n, 2n, 3n],
    [-5n, 1n, 2n, -3n],
    [5n, -1n, 2n, -3n],
    [5n, 1n, -2n, -3n],
    [4n, 1n, 3n, 1n],
    [100n, 1n, 3n, 33n],
    [0n, 7n, 3n, 0n],
  ])("%s × %s ÷ %s is %s: half away from zero", (...[minor, numerator, denominator, expected]) => {
    expect(scaleMoney(cny(minor), numerator, denominator)).toEqual(cny(expected));
  });

  test("rounding misses the exact value by half a unit at most", () => {
    fc.assert(
      fc.property(anyMoney, fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 1000n), (amount, numerator, denominator) => {
        const off = scaleMoney(amount, numerator, denominator).minor * denominator - amount.minor * numerator;
        expect((off < 0n ? -off : off) * 2n <= denominator).toBe(true);
      }),
    );
  });

  test("parts add up to the whole, none is more than a unit off, the larger share never gets less", () => {
    const weights = fc.array(fc.bigInt(0n, 1_000_000n), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(anyMoney, weights, (amount, shares) => {
        const total = shares.reduce((sum, share) => sum + share, 0n);
        fc.pre(total > 0n);
        const parts = splitMoney(amount, shares);
        expect(parts.reduce(addMoney)).toEqual(amount);
        for (const [index, part] of parts.entries()) {
          const off = part.minor * total - amount.minor * shares[index]!;
          // A whole unit where the remainder goes to a large share that came out even.
          expect((off < 0n ? -off : off) <= total).toBe(true);
          if (shares[index] === 0n) expect(part.minor).toBe(0n);
        }
        const gets = ({ minor }: Money) => (minor < 0n ? -minor : minor);
        const byShare = parts
          .map((part, index) => ({ share: shares[index]!, part }))
          .sort((a, b) => Number(b.share - a.share));
        for (const [index, { part }] of byShare.slice(1).entries())
          if (byShare[index]!.share > byShare[index + 1]!.share)
            expect(gets(byShare[index]!.part) >= gets(part)).toBe(true);
      }),
    );
  });

  test("the remainder goes to the largest shares first", () => {
    expect(splitMoney(cny(100n), [1n, 1n, 1n]).map(({ minor }) => minor)).toEqual([34n, 33n, 33n]);
    expect(splitMoney(cny(101n), [1n, 2n, 1n]).map(({ minor }) => minor)).toEqual([25n, 51n, 25n]);
    expect(splitMoney(cny(-100n), [1n, 1n, 1n]).map(({ minor }) => minor)).toEqual([-34n, -33n, -33n]);
    expect(splitMoney(cny(9n), [5n, 2n, 4n, 1n]).map(({ minor }) => minor)).toEqual([4n, 1n, 4n, 0n]);
  });

  test("amounts add up currency by currency", () => {
    const usd = (minor: bigint) => money(minor, currency("USD"));
    expect(addUp([cny(1n), usd(5n), cny(2n)])).toEqual([cny(3n), usd(5n)]);
    expect(addUp([])).toEqual([]);
  });

  test("currencies do not mix, and nothing is divided by zero", () => {
    expect(() => addMoney(cny(1n), money(1n, currency("USD")))).toThrow(RangeError);
    expect(() => scaleMoney(cny(1n), 1n, 0n)).toThrow(RangeError);
    expect(() => splitMoney(cny(1n), [])).toThrow(RangeError);
    expect(() => splitMoney(cny(1n), [0n])).toThrow(RangeError);
    expect(() => splitMoney(cny(1n), [2n, -1n])).toThrow(RangeError);
    expect(() => currency("cny")).toThrow(RangeError);
    expect(() => currency("ZZZ")).toThrow(RangeError);
  });
});
