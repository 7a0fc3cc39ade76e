import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { customers } from "../../src/features/customers/index.ts";
import { duplicates } from "../../src/features/duplicates/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [customers, duplicates, merging], at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const kindOf = async (id: string) => (await db().customer.findUniqueOrThrow({ where: { id } })).kind;

/** One of ours, a company, and one that is a hospital of the city's. */
const pair = async (name: string) => {
  const [company, hospital] = [
    await makeCustomer(house, `${name}有限公司`, { owner: "李伟" }),
    await makeCustomer(house, `${name}医院`, { owner: "李伟" }),
  ];
  await db().customer.update({
    where: { id: hospital },
    data: { kind: "government", warningReason: "欠款", yearlyMinor: 120_000_000n, yearlyCurrency: "CNY" },
  });
  await db().customer.update({
    where: { id: company },
    data: { warningReason: "换人", yearlyMinor: 100n, yearlyCurrency: "CNY" },
  });
  return { company, hospital };
};
const compare = (keep: string, gone: string) => ({ action: "merging.compare", payload: { keep, gone } });
const fact = (label: string) => house.person("李伟").card.facts?.find((each) => each.label === label)?.value;

test("one that is a public body stays one, whichever of the two goes; taken back, the other is what it was", async () => {
  const li = house.person("李伟");
  const { company, hospital } = await pair("仁爱");
  await li.presses(compare(company, hospital));
  expect(fact("补上")).toContain("性质 政府机关");
  expect(fact("不采用")).toContain("警示原因 欠款");
  expect(fact("不采用")).toContain("预计年采购额 ¥1,200,000");
  await li.presses("合并");
  expect(await kindOf(company)).toBe("government");
  await li.presses("撤销合并");
  expect([await kindOf(company), await kindOf(hospital)]).toEqual(["company", "government"]);

  await li.presses(compare(hospital, company));
  expect(fact("不采用")).toContain("性质 企业");
  await li.presses("合并");
  expect(await kindOf(hospital)).toBe("government");
});

test("the later rest after a sad event holds with its reason, whichever of the two goes; taken back, each has its own", async () => {
  const li = house.person("李伟");
  const restOf = async (id: string) => {
    const { restUntil, restReason } = await db().customer.findUniqueOrThrow({ where: { id } });
    return [restUntil?.toISOString().slice(0, 10) ?? null, restReason];
  };
  const rests = (id: string, day: string, restReason: string | null) =>
    db().customer.update({ where: { id }, data: { restUntil: new Date(`${day}T00:00:00Z`), restReason } });
  const [one, other] = [
    await makeCustomer(house, "长河一厂", { owner: "李伟" }),
    await makeCustomer(house, "长河二厂", { owner: "李伟" }),
  ];
  await rests(other, "2026-12-20", "老板的父亲过世");
  await li.presses(compare(one, other));
  expect(fact("补上")).toBe("暂停打扰到 周日 12月20日、暂停打扰的原因 老板的父亲过世");
  await li.presses("合并");
  expect(await restOf(one)).toEqual(["2026-12-20", "老板的父亲过世"]);
  await li.presses("撤销合并");
  expect([await restOf(one), await restOf(other)]).toEqual([
    [null, null],
    ["2026-12-20", "老板的父亲过世"],
  ]);

  await rests(one, "2026-12-01", "厂里出了事故");
  await li.presses(compare(one, other));
  await li.presses("合并");
  expect(await restOf(one)).toEqual(["2026-12-20", "老板的父亲过世"]);
  await li.presses("撤销合并");
  await li.presses(compare(other, one));
  expect(fact("不采用")).toContain("暂停打扰到 周二 12月1日");
  await li.presses("合并");
  expect(await restOf(other)).toEqual(["2026-12-20", "老板的父亲过世"]);
});

const MANAGER = () => house.company.people.王芳!.id;
const pin = (id: string, pinned: object) =>
  db().customer.update({
    where: { id },
    data: { pinnedUntil: new Date("2027-01-31T00:00:00Z"), pinReason: "大单在谈", pinnedById: MANAGER(), ...pinned },
  });
const worthOf = async (id: string) => {
  const { grade, quadrant, pinnedGrade, pinnedUntil, pinReason, pinnedById } = await db().customer.findUniqueOrThrow({
    where: { id },
  });
  return [grade, quadrant, pinnedGrade, pinnedUntil?.toISOString().slice(0, 10) ?? null, pinReason, pinnedById];
};

test("what a manager has pinned goes along to the one that has no pin, stands there, and goes back", async () => {
  const li = house.person("李伟");
  const [one, other] = [
    await makeCustomer(house, "指定一厂", { owner: "李伟" }),
    await makeCustomer(house, "指定二厂", { owner: "李伟" }),
  ];
  await db().customer.update({ where: { id: one }, data: { grade: "C", quadrant: "low" } });
  await pin(other, { grade: "A", pinnedGrade: "A", quadrant: "high" });
  const before = [await worthOf(one), await worthOf(other)];
  await li.presses(compare(one, other));
  expect(fact("补上")).toBe("指定等级 A 级、指定到 周日 2027年1月31日、指定原因 大单在谈");
  await li.presses("合并");
  const undo = li.card;
  // What is not pinned is as it was reckoned.
  expect(await worthOf(one)).toEqual(["A", "low", "A", "2027-01-31", "大单在谈", MANAGER()]);
  await li.presses("撤销合并", { on: undo });
  expect([await worthOf(one), await worthOf(other)]).toEqual(before);

  // The night ends the pin, and its grade is as it was reckoned: the merge can be undone all the same.
  await li.presses(compare(one, other));
  await li.presses("合并");
  const ended = { pinnedGrade: null, pinnedUntil: null, pinReason: null, pinnedById: null };
  await db().customer.update({ where: { id: one }, data: { ...ended, grade: "B" } });
  await li.presses("撤销合并");
  expect([await worthOf(one), await worthOf(other)]).toEqual(before);

  // What a manager has pinned since is newer.
  await li.presses(compare(one, other));
  await li.presses("合并");
  await db().customer.update({ where: { id: one }, data: { pinnedGrade: "B", grade: "B" } });
  await li.presses("撤销合并");
  expect(li.reads).toContain("保留的这家之后又改过资料");
  expect(await worthOf(one)).toEqual(["B", "low", "B", "2027-01-31", "大单在谈", MANAGER()]);
});

test("of two pins that of the one that stays holds as a whole, and the other is said not to come along", async () => {
  const li = house.person("李伟");
  const [one, other] = [
    await makeCustomer(house, "双定一厂", { owner: "李伟" }),
    await makeCustomer(house, "双定二厂", { owner: "李伟" }),
  ];
  await pin(one, { grade: "B", pinnedGrade: "B", pinReason: "量小" });
  await pin(other, { quadrant: "high", pinnedQuadrant: "high" });
  const before = await worthOf(one);
  await li.presses(compare(one, other));
  expect(fact("不采用")).toBe("指定价值 高价值、指定原因 大单在谈");
  await li.presses("合并");
  expect(await worthOf(one)).toEqual(before);
});

test("two in different places make no third: city and address of the one never stand with the province of the other", async () => {
  const li = house.person("李伟");
  const [one, other] = [
    await makeCustomer(house, "两地一厂", { owner: "李伟" }),
    await makeCustomer(house, "两地二厂", { owner: "李伟", city: "杭州" }),
  ];
  await db().customer.update({ where: { id: one }, data: { region: "江苏" } });
  await db().customer.update({ where: { id: other }, data: { region: "浙江", address: "文三路 1 号" } });
  await li.presses(compare(one, other));
  expect(fact("补上")).toBe("不用补，保留的这家更全");
  expect(fact("不采用")).toBe("省份 浙江、城市 杭州、地址 文三路 1 号");
  await li.presses("合并");
  expect(await db().customer.findUniqueOrThrow({ where: { id: one } })).toMatchObject({
    ...{ region: "江苏", city: null, address: null },
  });
});
