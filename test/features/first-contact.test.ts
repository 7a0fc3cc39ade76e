import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const firstOf = async (id: string) =>
  (await db().customer.findUniqueOrThrow({ where: { id } })).firstContactOn?.toISOString().slice(0, 10) ?? null;

test("the first activity says since when a customer is known; undone, it does not; what somebody said of it stays", async () => {
  const id = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟" });
  const li = house.person("李伟");
  await li.types("/phone 宏达机电有限公司 打过招呼");
  const undo = buttonsOf(li.card).find(({ label }) => label === "撤销")!.press;
  expect(await firstOf(id)).toBe("2026-11-25");
  house.clock.freezeAt(new Date("2026-11-26T15:00:00+08:00"));
  await li.types("/visit 宏达机电有限公司 看了样品");
  const again = buttonsOf(li.card).find(({ label }) => label === "撤销")!.press;
  expect(await firstOf(id)).toBe("2026-11-25");
  await li.presses(again);
  expect(await firstOf(id)).toBe("2026-11-25");
  house.clock.freezeAt(new Date("2026-11-25T16:00:00+08:00"));
  await li.presses(undo);
  expect(await firstOf(id)).toBeNull();
  const known = await makeCustomer(house, "华信精密", { owner: "李伟" });
  await li.presses({ action: "facts.edit", payload: { id: known } });
  await li.fills({ firstContactOn: "2020-05-01" }).submits();
  await li.types("/phone 华信精密 打过招呼");
  await li.presses(buttonsOf(li.card).find(({ label }) => label === "撤销")!.press);
  expect(await firstOf(known)).toBe("2020-05-01");
});

test("an earlier day logged later is the first contact; what somebody said of it stays", async () => {
  const id = await makeCustomer(house, "远东仪表有限公司", { owner: "李伟" });
  const li = house.person("李伟");
  await li.types("/phone 远东仪表有限公司 打过招呼");
  expect(await firstOf(id)).toBe("2026-11-25");
  await li.types("/visit 昨天 远东仪表有限公司 看了样品");
  const undo = buttonsOf(li.card).find(({ label }) => label === "撤销")!.press;
  expect(await firstOf(id)).toBe("2026-11-24");
  await li.presses(undo);
  expect(await firstOf(id)).toBe("2026-11-25");
  await li.presses({ action: "facts.edit", payload: { id } });
  await li.fills({ firstContactOn: "2026-11-25", city: "苏州" }).submits();
  await li.types("/visit 前天 远东仪表有限公司 送了样品");
  expect(await firstOf(id)).toBe("2026-11-23");
  await li.presses({ action: "facts.edit", payload: { id } });
  await li.fills({ firstContactOn: "2026-11-24" }).submits();
  await li.types("/visit 2026-11-20 远东仪表有限公司 谈了价格");
  expect(await firstOf(id)).toBe("2026-11-24");
});

test("of a customer with years of imported activities the first contact is the oldest of them that stands", async () => {
  const id = await makeCustomer(house, "长风机电有限公司", { owner: "李伟" });
  const had = async (happenedOn: string, undoneAt: Date | null = null) => {
    const { organizationId, people } = house.company;
    const whose = { id: newId(), organizationId, customerId: id, memberId: people.李伟!.id };
    const at = house.clock.now();
    const said = { kind: "visit" as const, said: "看样", createdAt: at, undoneAt };
    await db().activity.create({ data: { ...whose, ...said, happenedOn: new Date(happenedOn) } });
  };
  await had("2023-03-01");
  await had("2021-03-01", house.clock.now());
  const li = house.person("李伟");
  await li.types("/phone 长风机电有限公司 打过招呼");
  expect(await firstOf(id)).toBe("2023-03-01");
});

test("a form that was open while the first contact came empties it no more, unless its day was changed there", async () => {
  const id = await makeCustomer(house, "北辰电子有限公司", { owner: "李伟" });
  const [li, wang] = [house.person("李伟"), house.person("王芳")];
  const open = async () => li.presses({ action: "facts.edit", payload: { id } });
  await open();
  await wang.types("/visit 北辰电子有限公司 看了样品");
  expect(await firstOf(id)).toBe("2026-11-25");
  await li.fills({ address: "工业园路 1 号" }).submits();
  expect(await firstOf(id)).toBe("2026-11-25");
  const { address } = await db().customer.findUniqueOrThrow({ where: { id } });
  expect(address).toBe("工业园路 1 号");
  const said = () => db().auditEntry.findMany({ where: { subject: `customer:${id}`, what: "customer.changed" } });
  expect((await said()).map(({ after }) => after)).toEqual([{ address: "工业园路 1 号" }]);
  await open();
  await li.fills({ firstContactOn: "" }).submits();
  expect(await firstOf(id)).toBeNull();
});

test("a customer of 140 people counts 140, and each can be opened", async () => {
  const id = await makeCustomer(house, "长城集团", { owner: "李伟" });
  for (let n = 0; n < 140; n += 1) await makeContact(house, id, { name: `员工${String(n).padStart(3, "0")}` });
  const li = house.person("李伟");
  await li.presses({ action: "contacts.list", payload: { customerId: id } });
  expect(li.card.title).toBe("长城集团 的联系人 · 140 位");
  const seen = new Set<string>();
  for (;;) {
    for (const line of li.card.lines ?? []) seen.add(JSON.stringify(line.text));
    const further = li.card.buttons?.find(({ press }) => press.action === "contacts.list");
    if (!further) break;
    await li.presses(further.press);
    expect(li.card.title).toContain("140 位");
  }
  expect(seen.size).toBe(140);
});
