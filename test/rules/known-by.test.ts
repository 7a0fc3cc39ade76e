import { describe, expect, test } from "vitest";
import { leaverSchema, renamed } from "../../src/features/personal-data/rules.ts";

const BY = "已抹除的联系人";
const leaver = (name: string) => {
  const none = { title: null, phones: [], mail: null, handle: null };
  const untold = { family: null, likes: null, taboos: null, hours: null, noContactReason: null };
  return leaverSchema.parse({
    ...{ contact: { id: "1", name, ...none, ...untold }, former: [], people: [{ id: "1", name, title: null }] },
    ...{ about: [], by: BY },
  });
};

describe("once somebody is erased", () => {
  test.each([
    ["王建", "王建国"],
    ["王建", "王建国的秘书"],
    ["王建国", "王建国"],
    ["张伟", "张伟强"],
    ["王总", "王总监"],
    ["王总", "王总经理"],
    ["Grace", "Grace Miller"],
    ["Grace", "Grace Miller's assistant"],
    ["Wang", "Wang Wei"],
    ["Wang", "Wangs Sohn"],
    ["王", "王的秘书"],
  ])("%s, the colleague %s keeps the name", (gone, colleague) => {
    expect(renamed(leaver(gone), colleague)).toBe(colleague);
  });

  test.each([
    ["王建国", "王建国的秘书", `${BY}的秘书`],
    ["郭靖宇", "郭靖宇秘书小周", `${BY}秘书小周`],
    ["王总", "王总的司机", `${BY}的司机`],
    ["王建国", "小刘（王建国 助理）", `小刘（${BY} 助理）`],
    ["Grace", "Grace's assistant", `${BY}'s assistant`],
    ["Grace Miller", "Assistant (Grace Miller’s)", `Assistant (${BY}’s)`],
  ])("%s, the colleague known as %s is %s", (gone, colleague, to) => {
    expect(renamed(leaver(gone), colleague)).toBe(to);
  });
});
