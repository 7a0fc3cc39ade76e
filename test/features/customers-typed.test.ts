import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { LONGEST_OF_CONTACT } from "../../src/domain/lengths.ts";
import { customers } from "../../src/features/customers/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [customers], at: "2026-11-26T09:00:00+08:00" });

test("a customer whose name begins like the word for a new one is opened by it", async () => {
  await makeCustomer(house, "New World Trading", { owner: "李伟" });
  const li = house.person("李伟");
  await li.types("/customer new world");
  expect(li.card.title).toBe("New World Trading");
  await li.types("/customer new");
  expect(li.form.values.name ?? { text: "" }).toEqual({ text: "" });
  await li.types("/customer 新建 世界贸易");
  expect(li.form.values.name).toEqual({ text: "世界贸易" });
});

test("a choice says when more fit than it shows", async () => {
  const li = house.person("李伟");
  for (const city of ["苏州", "无锡", "常州", "南通"]) await makeCustomer(house, `云帆${city}`, { owner: "李伟" });
  await li.types("/customer 云帆");
  expect(li.card.text).toBeUndefined();
  await makeCustomer(house, "云帆扬州", { owner: "李伟" });
  await li.types("/customer 云帆");
  expect(li.card.text?.join()).toContain("还有 1 家也对得上");
});

test("a customer's first contact is as long as any contact, and what is longer is said at its field", async () => {
  const li = house.person("李伟");
  const title = "总".repeat(LONGEST_OF_CONTACT.title);
  await li.types("/customer 新建 长河");
  await li
    .fills({ name: "长河", kind: { choose: "company" }, contactName: "周江", contactTitle: `${title}经` })
    .submits();
  expect(Object.keys(li.form.errors)).toEqual(["contactTitle"]);
  await li.fills({ contactTitle: title }).submits();
  const where = { name: "周江" };
  expect(await from({ database: house.database.handle }).contact.findMany({ where })).toMatchObject([{ title }]);
});
