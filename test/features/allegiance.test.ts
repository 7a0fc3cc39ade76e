import { beforeAll, expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { answers } from "../../src/features/answers/index.ts";
import { chronicle } from "../../src/features/chronicle/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { joining } from "../../src/features/joining/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { personalData } from "../../src/features/personal-data/index.ts";
import { pinning } from "../../src/features/pinning/index.ts";
import { satisfaction } from "../../src/features/satisfaction/index.ts";
import { worth } from "../../src/features/worth/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({
  features: [customers, satisfaction, answers, chronicle, worth, pinning, merging, joining, personalData],
  at: "2026-11-28T10:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const ids: Record<string, string> = {};
const night = async (instant: string) => {
  house.clock.freezeAt(new Date(instant));
  for (const tick of worth.ticks ?? []) await tick.run(house.jobContext());
};
const allegiance = async (id: string) => (await db().customer.findUniqueOrThrow({ where: { id } })).allegiance;
const bought = async (customerId: string, ...days: string[]) => {
  const { organizationId } = house.company;
  for (const day of days)
    await db().salesLine.create({
      data: {
        ...{ id: newId(), organizationId, customerId, product: "轴承", quantityMilli: 1_000n, netMinor: 100n },
        ...{ currency: "CNY", soldOn: toColumn(plainDate(day)), onceKey: `${customerId} ${day}` },
        createdAt: house.clock.now(),
      },
    });
};
const says = async (who: string, customerId: string, marks: Readonly<Record<string, number | string>>) => {
  const person = house.person(who);
  await person.presses({ action: "answers.begin", payload: { customerId } });
  const values = Object.entries(marks).map(([field, mark]) => [
    field,
    typeof mark === "number" || field === "contact" ? { choose: String(mark) } : mark,
  ]);
  await person.fills(Object.fromEntries(values)).submits();
};

beforeAll(async () => {
  ids.hongda = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟", shortNames: ["宏达"] });
  ids.wang = await makeContact(house, ids.hongda, { name: "王建国", title: "总经理" });
  ids.east = await makeCustomer(house, "东方电气", { owner: "李伟" });
  ids.never = await makeCustomer(house, "东方仪表", { owner: "李伟" });
});

test("only who was asked and is known to stay or go is told to be something, with its reasons", async () => {
  await says("李伟", ids.hongda!, { item0: 5 });
  await says("李伟", ids.east!, { item0: 4 });
  await bought(ids.east!, "2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01");
  await night("2026-11-28T11:00:00+08:00");
  expect(await Promise.all([ids.east!, ids.hongda!, ids.never!].map(allegiance))).toEqual(["indifferent", null, null]);
  const li = house.person("李伟");
  const why = async (id: string) => {
    await li.presses({ action: "worth.explain", payload: { id } });
    return li.reads.split("\n").find((line) => line.startsWith("满意度"));
  };
  expect(await why(ids.east!)).toBe(
    "满意度: 摇摆者：谈不上满意，或者满意却买得少了。周六 11月28日满意度 75/100（80 起算高，低于 60 算低）",
  );
  expect(await why(ids.hongda!)).toContain("会不会留下还不知道：要有 4 次购买或服务才看得出");
  expect(await why(ids.never!)).toContain("还没问过");
  await li.types("/customer 东方电气");
  expect(li.reads).toContain("满意度 75/100（周六 11月28日） · 摇摆者");
});

test("it moves with what is said and bought, its history says so, and an old answer makes it nothing", async () => {
  await says("李伟", ids.east!, { item0: 5, recommend: 10 });
  await night("2026-11-29T02:00:00+08:00");
  expect(await allegiance(ids.east!)).toBe("apostle");
  const li = house.person("李伟");
  await li.presses({ action: "chronicle.facts", payload: { of: "customer", id: ids.east } });
  expect(li.reads).toContain("满意度/忠诚度 摇摆者 → 传道者");
  await night("2027-02-10T02:00:00+08:00");
  expect(await allegiance(ids.east!)).toBe("indifferent");
  await night("2027-11-30T02:00:00+08:00");
  expect(await allegiance(ids.east!)).toBeNull();
  await li.presses({ action: "worth.explain", payload: { id: ids.east } });
  expect(li.reads).toContain("已经超过 365 天，该再问一次了");
});

test("a manager pins it with a reason, and undone it is as it was reckoned", async () => {
  const manager = house.person("王芳");
  await manager.presses({ action: "pinning.begin", payload: { id: ids.east } });
  await manager.fills({ allegiance: { choose: "hostage" }, until: "2027-12-31", reason: "合同没到期" }).submits();
  expect(manager.reads).toContain("王芳指定为受困者，到 周五 12月31日：合同没到期。系统算出的是：还不知道。");
  const pinned = manager.card;
  await night("2027-12-01T02:00:00+08:00");
  expect(await allegiance(ids.east!)).toBe("hostage");
  await manager.presses("撤销", { on: pinned });
  expect(await allegiance(ids.east!)).toBeNull();
});

test("answers move along with a merge, and come back", async () => {
  const manager = house.person("王芳");
  const gone = await makeCustomer(house, "宏达机电厂", { owner: "李伟" });
  const ofGone = () => db().surveyAnswer.count({ where: { customerId: gone } });
  await says("王芳", gone, { item0: 1 });
  await manager.presses({ action: "merging.compare", payload: { keep: ids.hongda, gone } });
  await manager.presses("合并");
  expect(manager.reads).toContain("1 份满意度答卷");
  expect(await ofGone()).toBe(0);
  await manager.presses("撤销合并");
  expect(await ofGone()).toBe(1);
});

test("who asks what is held about a person reads their answers, and once erased no text names them", async () => {
  await says("李伟", ids.hongda!, { item0: 4, contact: ids.wang!, said: "王建国说包装要改" });
  const manager = house.person("王芳");
  await manager.presses({ action: "personalData.show", payload: { id: ids.wang } });
  expect(manager.reads).toContain("填过 1 份答卷");
  await manager.presses("抹除");
  await manager.fills({ name: "王建国", why: "本人要求" }).submits();
  const entries = await db().auditEntry.findMany({ where: { what: { startsWith: "survey." } } });
  const texts = JSON.stringify([await db().surveyAnswer.findMany(), entries]);
  expect(texts).not.toContain("王建国");
  expect(texts).toContain("已抹除的联系人说包装要改");
});
