import { beforeAll, describe, expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { chronicle } from "../../src/features/chronicle/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { facts } from "../../src/features/facts/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { pinning } from "../../src/features/pinning/index.ts";
import { worth } from "../../src/features/worth/index.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({
  features: [customers, facts, chronicle, worth, pinning, merging],
  at: "2026-11-25T09:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const customer = (id: string) => db().customer.findUniqueOrThrow({ where: { id } });
const ids: Record<string, string> = {};
const nightly = async () => {
  for (const tick of worth.ticks ?? []) await tick.run(house.jobContext());
};
const on = (day: string) => toColumn(plainDate(day));
const at = (instant: string) => house.clock.freezeAt(new Date(instant));

const paid = (customerId: string, amount: number, day: string, currency = "CNY") =>
  db().collection.create({
    data: {
      ...{ id: newId(), customerId, currency, amountMinor: BigInt(amount) * 100n, receivedOn: on(day) },
      ...{ confirmedById: house.company.people.李伟!.id, at: house.clock.now() },
      organizationId: house.company.organizationId,
    },
  });
const sold = (customerId: string, day: string) =>
  db().salesLine.create({
    data: {
      ...{ id: newId(), customerId, product: "轴承", quantityMilli: 1_000n, netMinor: 100n, currency: "CNY" },
      ...{ soldOn: on(day), onceKey: `${customerId} ${day}`, createdAt: house.clock.now() },
      organizationId: house.company.organizationId,
    },
  });
const deal = (customerId: string, amount: number, currency = "CNY") =>
  db().deal.create({
    data: {
      ...{ id: newId(), customerId, name: "换装", stage: "p50", amountMinor: BigInt(amount) * 100n, currency },
      ...{ organizationId: house.company.organizationId, ownerId: house.company.people.李伟!.id },
      ...{ teamId: house.company.teamId, segmentId: house.company.segmentId, lastForwardOn: on("2026-11-20") },
      ...{ createdAt: house.clock.now(), updatedAt: house.clock.now() },
    },
  });

beforeAll(async () => {
  for (const name of ["宏达机电", "东方电气", "南方重工", "北方锅炉", "西部仪器"])
    ids[name] = await makeCustomer(house, name, { owner: "李伟" });
  ids.other = await makeCustomer(house, "另一板块", { owner: "孙丽" });
});

const opens = async (who: string, name: string) => {
  const person = house.person(who);
  await person.types(`/customer ${name}`);
  return person;
};

test("before anything is known nobody is called low, and the card says what is missing", async () => {
  await nightly();
  const li = await opens("李伟", "宏达机电");
  expect(li.reads).toContain("价值还没算出");
  expect(li.reads).not.toContain("低价值");
  await li.presses("价值怎么样？");
  expect(li.card.title).toBe("宏达机电：价值还没算出");
  expect(li.reads).toContain("整个板块近 12 个月没有回款");
});

describe("reckoned", () => {
  beforeAll(async () => {
    await paid(ids.宏达机电!, 85_000, "2026-06-01");
    await paid(ids.宏达机电!, 900_000, "2025-11-25");
    await paid(ids.东方电气!, 12_000, "2026-07-01");
    await paid(ids.南方重工!, 3_000, "2026-08-01");
    await paid(ids.南方重工!, 500_000, "2026-08-01", "USD");
    await deal(ids.北方锅炉!, 400_000);
    await deal(ids.宏达机电!, 10_000);
    await deal(ids.宏达机电!, 9_000_000, "USD");
    for (const day of ["2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01"]) await sold(ids.宏达机电!, day);
    at("2026-11-26T01:30:00+08:00");
    await nightly();
    expect((await customer(ids.宏达机电!)).grade).toBeNull();
    at("2026-11-26T02:00:00+08:00");
    await nightly();
    await nightly();
  });

  test("every customer is measured by the money of its segment, in one currency", async () => {
    const found = await db().customer.findMany({ orderBy: { createdAt: "asc" } });
    expect(new Map(found.map(({ name, grade, quadrant }) => [name, `${grade} ${quadrant}`]))).toEqual(
      new Map([
        ["宏达机电", "A high"],
        ["东方电气", "B low"],
        ["南方重工", "C low"],
        ["北方锅炉", "C latent"],
        ["西部仪器", "C low"],
        ["另一板块", "null null"],
      ]),
    );
    expect(await db().worth.count()).toBe(6);
    expect(await db().auditEntry.count({ where: { what: "customer.valued" } })).toBe(0);
  });

  test("the card says it, and a press tells why", async () => {
    const li = await opens("李伟", "东方电气");
    expect(li.reads).toContain("B 级 · 低价值 · 近一年回款 ¥1.2万");
    await li.presses("为什么是 B？");
    expect(li.reads.split("\n")).toEqual([
      "东方电气：B 级 · 低价值",
      "等级: B 级：比它大的客户占板块近 12 个月回款的 85%。不到 80% 是 A，不到 95% 是 B，再往后是 C。",
      "当前价值: ¥12,000，低（¥27,000 起算高）",
      "潜在价值: ¥0，低（¥4,000 起算高）",
      "忠诚度: 还不知道：要有 4 次购买，或者 4 次服务，才看得出规律，现在一次也没有",
      "满意度: 还没问过，用“/satisfaction 客户名”打开问卷",
      "截至 周四 11月26日，每晚重新计算。",
    ]);
    await li.types("/customer 宏达机电");
    await li.presses("为什么是 A？");
    expect(li.reads).toContain("没有算进来：USD 的金额");
    expect(li.reads).toContain("潜在价值: ¥5,000（在谈商机加权 ¥5,000，预计年采购 ¥0），高（");
    expect(li.reads).toContain("断档三四次，一般 30 天购买或服务一次，上次是 周三 7月1日");
  });

  test("nobody learns of a customer out of sight", async () => {
    const sun = house.person("孙丽");
    for (const action of ["worth.explain", "pinning.begin"]) {
      await sun.presses({ action, payload: { id: ids.宏达机电! } });
      const refused = sun.reads;
      await sun.presses({ action, payload: { id: newId() } });
      expect(sun.reads).toBe(refused);
    }
  });

  test("a yearly estimate is a fact of the customer, and moves it the next night; its history says both", async () => {
    const li = await opens("李伟", "东方电气");
    await li.presses("编辑");
    await li.fills({ yearly: "300000" }).submits();
    expect((await customer(ids.东方电气!)).yearlyMinor).toBe(30_000_000n);
    await li.presses("编辑");
    expect(li.form.values.yearly).toEqual({ text: "300000" });
    at("2026-11-27T02:00:00+08:00");
    await nightly();
    expect((await customer(ids.东方电气!)).quadrant).toBe("latent");
    await li.presses({ action: "chronicle.facts", payload: { of: "customer", id: ids.东方电气! } });
    expect(li.reads).toContain("预计年采购额 空 → ¥300,000");
    expect(li.reads).toContain("客户价值 低价值 → 潜在价值 · 周五 11月27日 · 系统");
  });
});

describe("merged", () => {
  test("what the one that went had brought counts for the one that stays, which has its pin, and comes apart again with it", async () => {
    const manager = house.person("王芳");
    const gone = await makeCustomer(house, "西部仪器厂", { owner: "李伟" });
    await paid(gone, 90_000, "2026-09-01");
    await manager.presses({ action: "pinning.begin", payload: { id: gone } });
    await manager.fills({ grade: { choose: "B" }, until: "2027-03-01", reason: "待观察" }).submits();
    await manager.presses({ action: "merging.compare", payload: { keep: ids.西部仪器, gone } });
    await manager.presses("合并");
    expect(manager.card.title).toContain("已合并");
    const merged = manager.card;
    at("2026-11-28T02:00:00+08:00");
    await nightly();
    expect(await customer(ids.西部仪器!)).toMatchObject({ grade: "B", pinnedGrade: "B", pinReason: "待观察" });
    expect(await db().worth.findUnique({ where: { customerId: ids.西部仪器! } })).toMatchObject({ grade: "A" });
    await manager.presses("撤销合并", { on: merged });
    at("2026-11-28T03:00:00+08:00");
    expect(await customer(gone)).toMatchObject({ grade: "B", pinReason: "待观察" });
    await manager.presses({ action: "worth.explain", payload: { id: gone } });
    expect(manager.reads).toContain("系统算出的是：还不知道");
    at("2026-11-29T02:00:00+08:00");
    await nightly();
    expect((await customer(ids.西部仪器!)).grade).toBe("C");
    expect(await db().worth.findUnique({ where: { customerId: gone } })).toMatchObject({ grade: "A" });
  });
});

describe("pinned", () => {
  test("a rep is told whom to ask, a mistake stays at its field, and nothing changes", async () => {
    const before = await customer(ids.南方重工!);
    const li = await opens("李伟", "南方重工");
    await li.presses("为什么是 C？");
    expect(buttonsOf(li.card).map(({ label }) => label)).not.toContain("指定价值");
    await li.presses({ action: "pinning.begin", payload: { id: ids.南方重工! } });
    expect(li.reads).toContain("客户价值由团队经理指定");
    const manager = await opens("王芳", "南方重工");
    await manager.presses("为什么是 C？");
    await manager.presses("指定价值");
    await manager.fills({ until: "2026-11-01", reason: "战略客户" }).submits();
    expect(Object.keys(manager.form.errors).sort()).toEqual(["grade", "until"]);
    expect(await customer(ids.南方重工!)).toEqual(before);
  });

  test("a manager's word holds above what is reckoned, with its reason, until its day is over", async () => {
    const manager = await opens("王芳", "南方重工");
    await manager.presses("为什么是 C？");
    await manager.presses("指定价值");
    await manager.fills({
      grade: { choose: "A" },
      quadrant: { choose: "high" },
      until: "2026-12-29",
      reason: "战略客户",
    });
    await manager.submits();
    expect(manager.card.title).toBe("已指定：南方重工");
    await house.delivers();
    const told = house.person("李伟").inbox.at(-1);
    expect(told && cardText(told)).toBe("王芳把南方重工指定为 A 级 · 高价值\n到 周二 12月29日：战略客户");
    const owner = await opens("李伟", "南方重工");
    expect(owner.reads).toContain("指定到 周二 12月29日");
    expect(manager.reads).toContain(
      "王芳指定为 A 级 · 高价值，到 周二 12月29日：战略客户。系统算出的是：C 级 · 低价值。",
    );
    at("2026-12-29T02:00:00+08:00");
    await nightly();
    expect(await customer(ids.南方重工!)).toMatchObject({ grade: "A", quadrant: "high" });
    at("2026-12-30T02:00:00+08:00");
    await nightly();
    expect(await customer(ids.南方重工!)).toMatchObject({ grade: "C", quadrant: "low", pinnedUntil: null });
    const li = house.person("李伟");
    await li.presses({ action: "chronicle.facts", payload: { of: "customer", id: ids.南方重工! } });
    expect(li.reads).toContain("指定等级 空 → A · 周日 11月29日 · 王芳");
    expect(li.reads).toContain("指定等级 A → 空 · 周三 12月30日 · 系统");
  });

  test("taken off and undone, each once; what came since stands", async () => {
    const manager = await opens("王芳", "北方锅炉");
    await manager.presses("为什么是 C？");
    await manager.presses("指定价值");
    await manager.fills({ grade: { choose: "B" }, until: "2027-01-31", reason: "大单在谈" }).submits();
    const pinned = manager.card;
    await manager.presses("取消指定");
    expect(await customer(ids.北方锅炉!)).toMatchObject({ grade: "C", quadrant: "latent", pinnedGrade: null });
    const released = manager.card;
    await manager.presses("撤销", { on: pinned });
    expect(manager.reads).toContain("没有撤销");
    expect((await customer(ids.北方锅炉!)).pinnedGrade).toBeNull();
    await manager.presses("撤销", { on: released });
    expect(await customer(ids.北方锅炉!)).toMatchObject({ grade: "B", pinReason: "大单在谈" });
    await manager.presses("撤销", { on: released });
    expect(manager.reads).toContain("没有撤销");
    // What another segment reckoned says nothing here.
    const { otherSegmentId: segmentId } = house.company;
    await db().worth.update({ where: { customerId: ids.北方锅炉! }, data: { segmentId } });
    await opens("王芳", "北方锅炉");
    await manager.presses("为什么是 B？");
    await manager.presses("取消指定");
    expect(await customer(ids.北方锅炉!)).toMatchObject({ grade: null, quadrant: null, pinnedGrade: null });
  });
});

test("what is open is weighted, added up and then rounded, once and half away from zero", async () => {
  const id = await makeCustomer(house, "零头仪器", { owner: "李伟" });
  for (const _ of [1, 2, 3]) {
    const { id: made } = await deal(id, 0);
    await db().deal.update({ where: { id: made }, data: { amountMinor: 1n } });
  }
  at("2027-02-01T02:00:00+08:00");
  await nightly();
  expect(await db().worth.findUniqueOrThrow({ where: { customerId: id } })).toMatchObject({ openMinor: 2n });
});
