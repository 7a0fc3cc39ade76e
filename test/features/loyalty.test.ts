import { expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { chronicle } from "../../src/features/chronicle/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { pinning } from "../../src/features/pinning/index.ts";
import { worth } from "../../src/features/worth/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [customers, chronicle, worth, pinning], at: "2026-11-25T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const customer = (id: string) => db().customer.findUniqueOrThrow({ where: { id } });
const nightly = async () => {
  for (const tick of worth.ticks ?? []) await tick.run(house.jobContext());
};
const on = (day: string) => toColumn(plainDate(day));
const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const sold = (customerId: string, day: string) =>
  db().salesLine.create({
    data: {
      ...{ id: newId(), customerId, product: "轴承", quantityMilli: 1_000n, netMinor: 100n, currency: "CNY" },
      ...{ soldOn: on(day), onceKey: `${customerId} ${day}`, createdAt: house.clock.now() },
      organizationId: house.company.organizationId,
    },
  });

test("who buys too seldom for a rhythm is measured by its services; undone and other activities do not count", async () => {
  const { organizationId, people } = house.company;
  const memberId = people.李伟!.id;
  const done = (customerId: string, kind: "service" | "visit", days: readonly string[], undoneAt: Date | null = null) =>
    db().activity.createMany({
      data: days.map((day) => ({
        ...{ id: newId(), organizationId, customerId, memberId, kind, happenedOn: on(day), said: "保养" },
        ...{ createdAt: house.clock.now(), undoneAt },
      })),
    });
  const monthly = ["2026-09-01", "2026-10-01", "2026-10-31", "2026-11-30"];
  const [served, bought, visited] = [
    await makeCustomer(house, "保养机电", { owner: "李伟" }),
    await makeCustomer(house, "又买又修", { owner: "李伟" }),
    await makeCustomer(house, "只有拜访", { owner: "李伟" }),
  ];
  await sold(served, "2026-08-01");
  await done(served, "service", monthly);
  await done(served, "service", ["2027-01-30"], house.clock.now());
  for (const day of ["2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01"]) await sold(bought, day);
  await done(bought, "service", monthly);
  await done(visited, "visit", monthly);
  await done(visited, "service", monthly.slice(1));
  at("2027-02-02T02:00:00+08:00");
  await nightly();
  const of = (customerId: string) => db().worth.findUniqueOrThrow({ where: { customerId } });
  expect(await of(served)).toMatchObject({ purchases: 4, cycleDays: 30, lastBoughtOn: on("2026-11-30"), missed: 1 });
  expect(await of(bought)).toMatchObject({ purchases: 4, cycleDays: 31, lastBoughtOn: on("2027-01-01"), missed: 0 });
  expect(await of(visited)).toMatchObject({ purchases: 0, cycleDays: null, lastBoughtOn: null, missed: null });
  const li = house.person("李伟");
  await li.types("/customer 保养机电");
  expect(li.reads).toContain("断档一次");
  const why = async (id: string) => {
    await li.presses({ action: "worth.explain", payload: { id } });
    return li.reads.split("\n").find((line) => line.startsWith("忠诚度"));
  };
  const known = "还不知道：要有 4 次购买，或者 4 次服务，才看得出规律，现在";
  expect(await why(visited)).toBe(`忠诚度: ${known}有 3 次服务`);
  await sold(visited, "2026-12-05");
  expect(await why(await makeCustomer(house, "什么也没有", { owner: "李伟" }))).toBeUndefined();
  at("2027-02-03T02:00:00+08:00");
  await nightly();
  expect(await why(visited)).toBe(`忠诚度: ${known}有 1 次购买、3 次服务`);
  const { id: bare } = await db().customer.findFirstOrThrow({ where: { name: "什么也没有" } });
  expect(await why(bare)).toBe(`忠诚度: ${known}一次也没有`);
});

test("a manager pins the loyalty class, until its day is over; what is reckoned beside it goes on", async () => {
  const id = await makeCustomer(house, "另有渠道", { owner: "李伟" });
  for (const day of ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"]) await sold(id, day);
  at("2027-02-03T02:00:00+08:00");
  await nightly();
  at("2027-02-04T02:00:00+08:00");
  await nightly();
  expect(await customer(id)).toMatchObject({ loyalty: "missed_two" });
  const manager = house.person("王芳");
  const before = await customer(id);
  const li = house.person("李伟");
  await li.presses({ action: "pinning.begin", payload: { id } });
  expect(li.reads).toContain("没有指定");
  await manager.presses({ action: "pinning.begin", payload: { id } });
  await manager.fills({ until: "2027-02-10", reason: "从经销商那里买" }).submits();
  expect(manager.form.errors.grade).toContain("忠诚度");
  expect(await customer(id)).toEqual(before);
  await manager.fills({ loyalty: { choose: "steady" }, until: "2027-02-10", reason: "从经销商那里买" }).submits();
  expect(manager.reads).toContain("王芳指定为稳定，到 周三 2月10日：从经销商那里买。系统算出的是：断档两次。");
  expect(await customer(id)).toMatchObject({ loyalty: "steady", pinnedLoyalty: "steady", grade: before.grade });
  await house.delivers();
  expect(cardText(li.inbox.at(-1)!)).toContain("王芳把另有渠道指定为稳定");
  await li.types("/customer 另有渠道");
  expect(li.reads).toMatch(/稳定.*指定到 周三 2月10日/);
  at("2027-02-10T02:00:00+08:00");
  await nightly();
  expect(await customer(id)).toMatchObject({ loyalty: "steady" });
  expect(await db().worth.findUniqueOrThrow({ where: { customerId: id } })).toMatchObject({ loyalty: "missed_two" });
  at("2027-02-11T02:00:00+08:00");
  await nightly();
  expect(await customer(id)).toMatchObject({ loyalty: "missed_two", pinnedLoyalty: null, pinnedUntil: null });
  await li.presses({ action: "chronicle.facts", payload: { of: "customer", id } });
  expect(li.reads).toContain("指定忠诚度 空 → 稳定");
  expect(li.reads).toContain("忠诚度 稳定 → 断档两次");
});
