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
