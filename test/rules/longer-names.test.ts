import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  leaverSchema,
  othersOf,
  personIn,
  renamed,
  without,
  withoutElsewhere,
} from "../../src/features/personal-data/rules.ts";

const BY = "已抹除的联系人";
/** Somebody who goes while the others are known, at their customer or elsewhere. */
const leaver = (name: string, known: readonly string[], atTheirs: readonly string[] = []) => {
  const untold = { family: null, likes: null, taboos: null, hours: null, noContactReason: null };
  const one = personIn({ id: "1", name, title: null, phones: [], mail: null, handle: null });
  return leaverSchema.parse({
    ...{ contact: { ...one, ...untold, others: othersOf(one, known) }, former: [], about: [], by: BY },
    people: [one, ...atTheirs.map((each) => ({ id: each, name: each, title: null }))],
  });
};

describe("once somebody is erased, in texts", () => {
  test.each([
    ["王建", "王建国", "和王建国、王建谈了续约", `和王建国、${BY}谈了续约`],
    ["王建", "王建国", "王建总说王建国总不在", `${BY}说王建国总不在`],
    ["王建国", "李建国", "李建国在，建国不在", `李建国在，${BY}不在`],
    ["Grace", "Grace Miller", "Grace Miller met Grace", `Grace Miller met ${BY}`],
    ["Grace Miller", "Grace Lee", "grace lee met Grace", `grace lee met ${BY}`],
    ["Grace", "Grace Mill", "Grace Miller, Grace Mill", `${BY} Miller, Grace Mill`],
    ["Miller", "Grace Miller", "Dr Grace Miller, Miller", `Dr Grace Miller, ${BY}`],
  ])("%s goes, and %s stays: %s", (gone, other, text, left) => {
    expect(without(leaver(gone, [other]))(text)).toBe(left);
  });

  test("a colleague with the longer name stays as well", () => {
    expect(without(leaver("王建", ["王建国"], ["王建国"]))("王建国和王建")).toBe(`王建国和${BY}`);
    expect(without(leaver("Grace", ["Grace Lee"], ["Grace Lee"]))("Grace Lee and Lee")).toBe("Grace Lee and Lee");
  });

  test("who is known by them, or called as they are, keeps nothing of them", () => {
    expect(without(leaver("王建国", ["王建国的助理小周"]))("王建国的助理小周来电")).toBe(`${BY}的助理小周来电`);
    expect(without(leaver("王建国", ["王建国总经理"]))("王建国总经理来电")).toBe(`${BY}来电`);
    expect(renamed(leaver("建国", ["李建国"]), "李建国的秘书")).toBe("李建国的秘书");
  });

  test("whoever is known by a longer name is left alone wherever it stands, and the person goes everywhere else", () => {
    const known = ["王建国", "王建华", "小王建", "Wang Jian", "Wang Jianguo", "李伟"];
    const gone = fc.constantFrom("王建", "Wang");
    const piece = fc.constantFrom(...known, "王建", "Wang", "来电", "，", " ", "签了", "met ", "总");
    fc.assert(
      fc.property(gone, fc.array(piece, { maxLength: 12 }), (name, pieces) => {
        const text = pieces.join("|");
        const one = leaver(name, known);
        const want = pieces.map((each) => (each === name ? BY : each)).join("|");
        expect(without(one)(text)).toBe(want);
        expect(withoutElsewhere(one)({ what: text })).toEqual({ what: want });
      }),
    );
  });
});
