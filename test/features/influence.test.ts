import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Stage } from "../../src/domain/stages.ts";
import { features } from "../../src/features/index.ts";
import {
  ATTITUDES,
  type Attitude,
  BUYING_ROLES,
  type BuyingRole,
  mapOf,
  warningsOf,
} from "../../src/features/influence/rules.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

const who = (role: BuyingRole | null, attitude: Attitude) => ({ role, attitude });

describe("what a map warns of", () => {
  const cases: readonly (readonly [string, ReturnType<typeof who>[], Stage, boolean, string[]])[] = [
    ["an early deal of nothing while nobody is on its map", [], "p25", false, []],
    ["at 50 % that nobody is on it, and no more", [], "p50", false, ["noBacking"]],
    ["at 90 % that nobody is on it", [], "p90", true, ["noBacking"]],
    ["a decider who is for it, and another", [who("decider", "supporter"), who("user", "sponsor")], "p50", true, []],
    [
      "an approver who sponsors it, and another",
      [who("approver", "sponsor"), who("user", "supporter")],
      "p90",
      true,
      [],
    ],
    [
      "at 50 % only users for it",
      [who("decider", "neutral"), who("user", "sponsor"), who("user", "supporter")],
      "p50",
      true,
      ["noBacking"],
    ],
    [
      "below 50 % that is no matter yet",
      [who("decider", "neutral"), who("user", "sponsor"), who("user", "supporter")],
      "p25",
      true,
      [],
    ],
    ["nobody was met", [who("decider", "neutral")], "first_meeting", false, ["notMet"]],
    ["one supporter", [who("decider", "sponsor"), who("user", "opponent")], "p25", true, ["oneSupporter"]],
    [
      "all at once",
      [who("evaluator", "supporter"), who("approver", "non_supporter")],
      "p90",
      false,
      ["noBacking", "notMet", "oneSupporter"],
    ],
    ["a deal that is won", [who("evaluator", "supporter")], "won", false, []],
    ["a deal that is lost", [who("evaluator", "supporter")], "lost", false, []],
  ];
  test.each(cases)("%s", (_, people, stage, metWithinCycle, warnings) => {
    expect(warningsOf(people, { stage, metWithinCycle })).toEqual(warnings);
  });

  test("the map shows everybody once, the most influential on top, whatever their order", () => {
    const person = fc.record({
      id: fc.uuid(),
      role: fc.option(fc.constantFrom(...BUYING_ROLES)),
      attitude: fc.constantFrom(...ATTITUDES),
      influence: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), (people) => {
        const rows = mapOf(people);
        const shown = rows.flatMap(({ cells }) => [...cells.against, ...cells.neutral, ...cells.for]);
        expect(shown.map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id).sort());
        const levels = rows.map(({ influence }) => influence);
        expect(levels).toEqual([...new Set(levels)].sort((a, b) => b - a));
      }),
    );
  });
});

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const { makeCustomer, makeDeal } = dealsOf(house);
let customer = "";
const people: Record<string, string> = {};

beforeAll(async () => {
  customer = await makeCustomer("宏达机电");
  await makeDeal("宏达换线", { customerId: customer, stage: "p50" });
  people.wang = await makeContact(house, customer, { name: "王建国", title: "总经理" });
  people.li = await makeContact(house, customer, { name: "李志强", title: "工程师" });
  people.stranger = await makeContact(house, await makeCustomer("华信科技"), { name: "赵六" });
});

test("who decides is put on the map, drawn, warned of and kept in history", async () => {
  const li = house.person("李伟");
  await li.types("/deal 宏达换线");
  await li.presses("决策链");
  expect(li.reads).toContain("还没有人在图上");
  await li.presses("加一位");
  expect((await li.searches("contact", "wjg")).map(({ label }) => label)).toEqual(["王建国 总经理"]);
  const standing = { role: { choose: "decider" }, attitude: { choose: "neutral" }, influence: { choose: "5" } };
  await li.fills({ contact: { choose: people.stranger! }, ...standing }).submits();
  expect(li.form.errors).toEqual({ contact: "此人已不是这家客户的联系人，请另选一位。" });
  expect(await db().influence.count()).toBe(0);
  await li.fills({ contact: { choose: people.wang! }, ...standing }).submits();
  await li.presses("加一位");
  await li
    .fills({
      contact: { choose: people.li! },
      role: { choose: "user" },
      attitude: { choose: "supporter" },
      influence: { choose: "2" },
    })
    .submits();
  expect(li.card.tone).toBe("stopped");
  expect(li.reads.split("\n")).toEqual([
    "决策链：宏达换线",
    "批准和决策的人里还没有支持者。先争取到一位，再指望这单。",
    "最近 28 天，图上的人一位也没见过。",
    "支持者只有李志强一位。再找一位。",
    "影响力 | 不支持 X − | 中立 = | 支持 + *",
    "5 |  | 王建国 D= | ",
    "2 |  |  | 李志强 U+",
    "A 批准 D 决策 E 评估 U 使用 · * 赞助 + 支持 = 中立 − 不支持 X 反对",
  ]);
  await li.types("/visit 宏达机电 王总答应推进");
  await li.types("/deal 宏达换线");
  expect(li.reads).not.toContain("一位也没见过");
  expect(li.reads).toContain("5 |  | 王建国 D= | ");
  await li.types("/customer 宏达机电");
  expect(li.reads).toContain("宏达换线：批准和决策的人里还没有支持者");
  expect(li.reads).toContain("2 |  |  | 李志强 U+");

  await li.types("/deal 宏达换线");
  await li.presses("决策链");
  const map = li.card;
  await li.presses("王建国 D=", { on: map });
  await li.fills({ attitude: { choose: "sponsor" } }).submits();
  expect(li.card.tone).toBe("plain");
  await li.presses("李志强 U+");
  await li.fills({ off: true }).submits();
  expect(li.reads).toContain("支持者只有王建国一位");
  await li.presses("变更记录");
  expect(li.reads.split("\n").slice(1).sort()).toEqual(
    [
      "李志强 U+ 2 → 不在图上 · 周三 11月25日 · 李伟",
      "李志强 不在图上 → U+ 2 · 周三 11月25日 · 李伟",
      "王建国 D= 5 → D* 5 · 周三 11月25日 · 李伟",
      "王建国 不在图上 → D= 5 · 周三 11月25日 · 李伟",
    ].sort(),
  );
});

test("who was slower is told and moves nobody; who sees only the money sees no map", async () => {
  const [li, wang, chen] = [house.person("李伟"), house.person("王芳"), house.person("陈静")];
  const deal = await db().deal.findFirstOrThrow({ where: { name: "宏达换线" } });
  const press = { action: "influence.place", payload: { dealId: deal.id, contactId: people.wang } };
  await li.presses(press);
  await wang.presses(press);
  await li.fills({ influence: { choose: "4" } }).submits();
  const before = await db().influence.findMany();
  await wang.fills({ influence: { choose: "1" } }).submits();
  expect(wang.reads).toContain("有人改过此人在图上的位置");
  await chen.types("/deal 宏达换线");
  expect(chen.reads).not.toContain("王建国");
  await chen.presses({ action: "influence.open", payload: { dealId: deal.id } });
  expect(chen.reads).toContain("找不到这个商机");
  expect(await db().influence.findMany()).toEqual(before);
});

test("each deal has a map of its own; whoever was erased or became one with another stands on none, and it warns of it", async () => {
  const { organizationId } = house.company;
  const customerId = await makeCustomer("双单重工");
  const [first, second] = [
    await makeDeal("双单甲", { customerId, stage: "p50" }),
    await makeDeal("双单乙", { customerId, stage: "p25" }),
  ];
  const [zheng, qian, same] = [
    await makeContact(house, customerId, { name: "郑国强", title: "总经理" }),
    await makeContact(house, customerId, { name: "钱秀英", title: "厂长" }),
    await makeContact(house, customerId, { name: "钱厂", title: "厂长" }),
  ];
  const put = (dealId: string, contactId: string, role: BuyingRole, attitude: Attitude) =>
    db().influence.create({ data: { organizationId, dealId, contactId, role, attitude, influence: 4 } });
  await put(first, zheng, "approver", "sponsor");
  await put(first, qian, "user", "supporter");
  await put(second, same, "evaluator", "supporter");
  const [li, wang] = [house.person("李伟"), house.person("王芳")];
  const warned = async () => {
    await li.types("/customer 双单重工");
    return (li.card.text ?? []).map(String).filter((line) => line.startsWith("双单"));
  };
  const notMet = "最近 28 天，图上的人一位也没见过。";
  expect((await warned()).toSorted()).toEqual([`双单乙：${notMet}支持者只有钱厂一位。再找一位。`, `双单甲：${notMet}`]);
  await li.types("/visit 双单重工 见了钱厂，谈了交期");
  expect((await warned()).toSorted()).toEqual(["双单乙：支持者只有钱厂一位。再找一位。", `双单甲：${notMet}`]);
  await wang.presses({ action: "joining.compare", payload: { keep: qian, gone: same } });
  await wang.presses("合并");
  expect(await warned()).toEqual(["双单乙：支持者只有钱秀英一位。再找一位。"]);
  await wang.presses({ action: "personalData.show", payload: { id: zheng } });
  await wang.presses("抹除");
  await wang.fills({ name: "郑国强", why: "本人要求" }).submits();
  expect((await warned()).toSorted()).toEqual([
    "双单乙：支持者只有钱秀英一位。再找一位。",
    "双单甲：批准和决策的人里还没有支持者。先争取到一位，再指望这单。支持者只有钱秀英一位。再找一位。",
  ]);
  await li.presses({ action: "influence.open", payload: { dealId: first } });
  expect(li.reads).not.toContain("郑国强");
});
