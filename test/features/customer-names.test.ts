import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { contacts } from "../../src/features/contacts/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { facts } from "../../src/features/facts/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [customers, contacts, facts], at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const customer = (id: string) => db().customer.findUniqueOrThrow({ where: { id } });

test("one that is called otherwise keeps its old name among the short ones, while there is room", async () => {
  const id = await makeCustomer(house, "嘉陵电机", { owner: "李伟", shortNames: ["嘉陵"] });
  const li = house.person("李伟");
  await li.presses({ action: "facts.edit", payload: { id } });
  await li.fills({ name: "重庆嘉陵电机" }).submits();
  expect(await customer(id)).toMatchObject({ name: "重庆嘉陵电机", shortNames: ["嘉陵", "嘉陵电机"] });
  await li.types("/customer 嘉陵电机");
  expect(li.card.title).toBe("重庆嘉陵电机");
  await li.presses({ action: "facts.edit", payload: { id } });
  await li.fills({ name: "重庆嘉陵", shortNames: "嘉陵、甲、乙、丙、丁" }).submits();
  expect(await customer(id)).toMatchObject({ name: "重庆嘉陵", shortNames: ["嘉陵", "甲", "乙", "丙", "丁"] });
});

test("one with more short names than a form takes, as merges make them, is corrected without losing any", async () => {
  const shortNames = [
    "甲1",
    "甲2",
    "甲3",
    "甲4",
    "甲5",
    "甲6",
    "North Star Bearings and Motors Holding ".repeat(5).trim(),
  ];
  const id = await makeCustomer(house, "金沙轴承", { owner: "李伟", shortNames });
  const li = house.person("李伟");
  await li.presses({ action: "facts.edit", payload: { id } });
  await li.fills({ city: "宜昌" }).submits();
  expect(await customer(id)).toMatchObject({ city: "宜昌", shortNames });
  await li.presses({ action: "facts.edit", payload: { id } });
  await li.fills({ shortNames: [...shortNames, "甲8"].join("、") }).submits();
  expect(li.form.errors).toEqual({ shortNames: "简称最多五个。" });
  expect(await customer(id)).toMatchObject({ shortNames });
});

test("a contact with more numbers than a form takes, as sheets bring them, is corrected without losing any", async () => {
  const phones = ["1", "2", "3", "4", "5", "6"].map((last) => `1390013900${last}`);
  const id = await makeContact(house, await makeCustomer(house, "长城锅炉", { owner: "Emma" }), { name: "赵工" });
  await db().contact.update({ where: { id }, data: { phones } });
  const emma = house.person("Emma");
  await emma.presses({ action: "contacts.edit", payload: { id } });
  await emma.fills({ department: "Works" }).submits();
  const contact = () => db().contact.findUniqueOrThrow({ where: { id } });
  expect(await contact()).toMatchObject({ department: "Works", phones });
  await emma.presses({ action: "contacts.edit", payload: { id } });
  await emma.fills({ phones: [...phones, "13900139007"].join(", ") }).submits();
  expect(emma.form.errors).toHaveProperty("phones");
  expect(await contact()).toMatchObject({ phones });
});
