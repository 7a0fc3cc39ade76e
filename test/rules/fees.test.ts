import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { currency, money } from "../../src/core/money.ts";
import { settingsOf } from "../../src/domain/settings.ts";
import {
  type Draft,
  flagsTold,
  type Given,
  judge,
  payable,
  readTyped,
  sayNumber,
  sharesOf,
  stopOf,
} from "../../src/features/fees/rules.ts";

const cny = currency("CNY");
const yuan = (amount: number) => money(BigInt(Math.round(amount * 100)), cny);
const policy = settingsOf({}).fees;
const li = { id: "li", name: "李工", publicSector: false };
const draft = (more: Partial<Draft> = {}): Draft => ({
  requesterId: asMemberId("rep"),
  amount: yuan(800),
  what: "茶礼",
  recipients: [li],
  customerKind: "company",
  contract: { signed: false, signedOn: null, lost: false, before: null },
  tender: false,
  known: { tender: false, signed: false },
  given: [],
  ...more,
});
const given = (yuanGiven: number, more: Partial<Given> = {}): Given => ({
  contactId: "li",
  askerId: more.requesterId ?? asMemberId("rep"),
  requesterId: asMemberId("rep"),
  minor: BigInt(yuanGiven * 100),
  recent: false,
  thisYear: true,
  ...more,
});

describe("what cannot be sent", () => {
  test("a small gift for an unsigned contract can", () => expect(stopOf(draft(), policy)).toBeUndefined());
  test.each([
    ["signed", { contract: { signed: true, signedOn: plainDate("2026-11-18"), lost: false, before: null } }],
    [
      "signed_before",
      { contract: { signed: false, signedOn: null, lost: false, before: { deal: "首单", signedOn: null } } },
    ],
    ["lost", { contract: { signed: false, signedOn: null, lost: true, before: null } }],
    ["nothing", { amount: yuan(0) }],
    ["nobody", { recipients: [] }],
    ["cash", { what: "现金" }],
    ["cash", { what: "京东购物卡" }],
    ["cash", { what: "Gift card" }],
  ] as const)("%s", (kind, more) => expect(stopOf(draft(more), policy)?.kind).toBe(kind));
  test("cashmere is not cash", () => expect(stopOf(draft({ what: "cashmere scarf" }), policy)).toBeUndefined());
  test("cash where the organization allows it", () =>
    expect(stopOf(draft({ what: "现金" }), { ...policy, cashAllowed: true })).toBeUndefined());
});

describe("what compliance decides", () => {
  const flags = (more: Partial<Draft>) => judge(draft(more), policy).flags;
  test("nothing for a small gift", () =>
    expect(judge(draft(), policy)).toEqual({ flags: [], chain: ["clerk", "manager", "finance"] }));
  test("a public-sector person, and anyone of a state-owned or government customer", () => {
    expect(flags({ recipients: [{ ...li, publicSector: true }] })).toEqual(["public_sector"]);
    expect(flags({ customerKind: "state_owned" })).toEqual(["public_sector"]);
    expect(flags({ customerKind: "government" })).toEqual(["public_sector"]);
  });
  test("over the cap of the year, to the cent", () => {
    expect(flags({ given: [given(4200)] })).toEqual([]);
    expect(flags({ given: [given(4200.01)] })).toEqual(["yearly_cap"]);
  });
  test("a single item over its cap; shared it may fit", () => {
    expect(flags({ amount: yuan(1000) })).toEqual([]);
    expect(flags({ amount: yuan(1000.01) })).toEqual(["single_item"]);
    expect(flags({ amount: yuan(1600), recipients: [li, { ...li, id: "wu" }] })).toEqual([]);
  });
  test("two that fit alone and not together, within a month", () => {
    expect(flags({ given: [given(300, { recent: true })] })).toEqual(["split"]);
    expect(flags({ given: [given(200, { recent: true })] })).toEqual([]);
    expect(flags({ given: [given(300)] })).toEqual([]);
  });
  test("also across New Year, where nothing of it counts for this year", () => {
    const before = { recent: true, thisYear: false };
    expect(flags({ given: [given(300, before)] })).toEqual(["split"]);
    expect(flags({ given: [given(5000, { thisYear: false })] })).toEqual([]);
  });
  test("requests that stay under the executive's limit one by one and not together", () => {
    const wide = { ...policy, singleItemCap: 10_000_000n, recipientYearlyCap: 100_000_000n };
    const split = (limit: number, before: number, amount: number) =>
      judge(draft({ amount: yuan(amount), given: [given(before, { recent: true })] }), {
        ...wide,
        executiveLimit: BigInt(limit * 100),
      }).flags.includes("split");
    expect(split(3000, 1500, 1600)).toBe(true);
    expect(split(3000, 1500, 1500)).toBe(false);
    fc.assert(
      fc.property(fc.nat(9000), fc.nat(9000), fc.integer({ min: 1, max: 9000 }), (limit, before, amount) => {
        expect(split(limit, before, amount)).toBe(before > 0 && amount <= limit && before + amount > limit);
      }),
    );
  });
  test("cash, where the policy allows it at all", () =>
    expect(judge(draft({ what: "现金" }), { ...policy, cashAllowed: true }).flags).toEqual(["cash"]));
  test("a colleague who gives to the same recipient", () =>
    expect(flags({ given: [given(10, { requesterId: asMemberId("emma") })] })).toEqual(["two_reps"]));
  test("what changed hands with its customer counts for who asked for it and for who has it", () => {
    const emma = asMemberId("emma");
    const [from, to] = [{ askerId: emma }, { askerId: asMemberId("rep"), requesterId: emma }];
    for (const hands of [from, to]) {
      expect(flags({ given: [given(10, hands)] })).toEqual(["two_reps"]);
      expect(flags({ given: [given(300, { ...hands, recent: true })] })).toEqual(["split", "two_reps"]);
    }
  });
  test("a tender that is open, said by the requester or on another paper; a contract out of the requester's sight", () => {
    expect(flags({ tender: true, known: { tender: true, signed: false } })).toEqual(["tender"]);
    expect(flags({ known: { tender: true, signed: true } })).toEqual(["tender_said", "signed_before"]);
    expect(flagsTold(flags({ known: { tender: true, signed: true } }), { own: true })).toEqual([]);
  });
  test("then compliance signs too, and above the limit the executive last", () => {
    expect(judge(draft({ amount: yuan(3000.01) }), policy).chain).toEqual([
      "clerk",
      "manager",
      "finance",
      "compliance",
      "executive",
    ]);
    expect(judge(draft({ amount: yuan(3000) }), { ...policy, singleItemCap: 300_000n }).chain).not.toContain(
      "executive",
    );
  });
});

describe("money", () => {
  test.each([
    [800, 10_000, 0, 0],
    [800, 10_000, 5_000, 400],
    [800, 10_000, 10_000, 800],
    [800, 10_000, 12_000, 800],
    [100, 3, 1, 33.33],
  ])("of %d with %d contracted and %d collected, %d is payable", (...[fee, contract, collected, expected]) =>
    expect(payable(yuan(fee), yuan(contract), yuan(collected))).toEqual(yuan(expected)),
  );
  test.each([
    // Instalments of ¥420,000 with a fee of ¥800: what is payable after each.
    [
      [140_000, 140_000, 140_000],
      [266.67, 533.33, 800],
    ],
    [
      [1, 419_999],
      [0, 800],
    ],
    [
      [210_000, 250_000, 5_000],
      [400, 800, 800],
    ],
    [
      [52.5, 52.5],
      [0.1, 0.2],
    ],
  ])("after instalments of %j, %j is payable", (instalments, expected) => {
    const after = instalments.map((_, index) => {
      const collected = instalments.slice(0, index + 1).reduce((sum, one) => sum + one, 0);
      return payable(yuan(800), yuan(420_000), yuan(collected));
    });
    expect(after).toEqual(expected.map(yuan));
  });
  test("however a contract is paid, the parts of a fee add up to what one payment makes payable", () =>
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 9n),
        fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 12 }),
        fc.bigInt(1n, 10n ** 10n),
        (fee, instalments, contract) => {
          let [collected, paid] = [0n, 0n];
          for (const one of instalments) {
            collected += one;
            const now = payable(money(fee, cny), money(contract, cny), money(collected, cny)).minor;
            expect(now).toBeGreaterThanOrEqual(paid);
            expect(now).toBeLessThanOrEqual(fee);
            paid = now;
          }
          expect(paid === fee || collected < contract).toBe(true);
          expect(paid).toBe(payable(money(fee, cny), money(contract, cny), money(collected, cny)).minor);
        },
      ),
    ));
  test("nothing while the contract has no amount", () => expect(payable(yuan(800), null, yuan(5))).toEqual(yuan(0)));
  test("never more than the fee, never less than nothing, and more with more money", () =>
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 9n),
        fc.bigInt(1n, 10n ** 12n),
        fc.bigInt(-5n, 10n ** 12n),
        (fee, contract, paid) => {
          const part = (collected: bigint) =>
            payable(money(fee, cny), money(contract, cny), money(collected, cny)).minor;
          expect(part(paid)).toBeGreaterThanOrEqual(0n);
          expect(part(paid)).toBeLessThanOrEqual(fee);
          expect(part(paid + 1000n)).toBeGreaterThanOrEqual(part(paid));
        },
      ),
    ));
  test("the shares of the recipients are the whole", () => {
    const shares = [...sharesOf(yuan(100), [{ id: "a" }, { id: "b" }, { id: "c" }]).values()];
    expect(shares.map(({ minor }) => minor)).toEqual([3334n, 3333n, 3333n]);
  });
});

describe("what was typed", () => {
  const people = [
    { id: "li", name: "李工", title: null },
    { id: "wu", name: "吴大海", title: "总经理" },
  ];
  test.each([
    ["800 茶礼 李工", { amount: yuan(800), what: "茶礼", named: ["li"] }],
    ["李工 茶礼 800元", { amount: yuan(800), what: "茶礼", named: ["li"] }],
    ["茶礼 ¥1,200.50 吴总", { amount: yuan(1200.5), what: "茶礼", named: ["wu"] }],
    ["０．１万 茶", { amount: yuan(1000), what: "茶", named: [] }],
    ["2盒茶", { amount: undefined, what: "2盒茶", named: [] }],
    ["", { amount: undefined, what: "", named: [] }],
  ])("%s", (line, said) => expect(readTyped(line, people, cny)).toEqual(said));
  test("numbers", () =>
    expect([sayNumber(2026, 147), sayNumber(2026, 12_345)]).toEqual(["FE-2026-0147", "FE-2026-12345"]));
});
