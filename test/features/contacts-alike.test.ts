import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { contacts } from "../../src/features/contacts/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [customers, contacts], at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

const reached = async (customerId: string, name: string, by: { phones?: string[]; mail?: string }): Promise<string> => {
  const id = await makeContact(house, customerId, { name });
  await db().contact.update({ where: { id }, data: by });
  return id;
};

test("a name, a number or an address that somebody has is asked about once, and kept when the person goes on", async () => {
  const li = house.person("李伟");
  const here = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const other = await makeCustomer(house, "长江轴承", { owner: "李伟" });
  const hidden = await makeCustomer(house, "黄河轴承", { owner: "Emma" });
  await reached(other, "郑工", { phones: ["13900139001"] });
  await reached(other, "冯工", { mail: "Feng@river.example" });
  await reached(hidden, "陈工", { phones: ["13900139002"] });
  await reached(here, "王建国", {});
  const id = await reached(here, "王工", { phones: ["13800138099"] });
  const contact = () => db().contact.findUniqueOrThrow({ where: { id } });
  await li.presses({ action: "contacts.edit", payload: { id } });
  await li.fills({ phones: "+86 138-0013-8099" }).submits();
  expect(li.card.title).toContain("王工");
  const before = await contact();
  await li.presses({ action: "contacts.edit", payload: { id } });
  await li
    .fills({ name: "王建国", phones: "13900139001", mail: "feng@river.example", channel: { choose: "call" } })
    .submits();
  expect(li.form.errors).toEqual({
    name: "还没保存：这家客户已经有一位 王建国。确实是同名的另一个人，就再点一次“保存”。",
    phones: "还没保存：长江轴承 已经有这个号码的联系人。用“/customer 客户名”看看；确实是另一个人，就再点一次“保存”。",
    mail: "还没保存：长江轴承 已经有这个邮箱的联系人。用“/customer 客户名”看看；确实是另一个人，就再点一次“保存”。",
  });
  expect(await contact()).toEqual(before);
  await li.submits();
  expect(li.card.title).toContain("王建国");
  expect(await contact()).toMatchObject({ name: "王建国", phones: ["13900139001"], mail: "feng@river.example" });
  expect((await contact()).channel).toBe("call");
  // What it had already, and what is known out of sight, asks nothing.
  await li.presses({ action: "contacts.edit", payload: { id } });
  await li.fills({ name: "王工", phones: "13900139001, 13900139002" }).submits();
  expect(li.card.title).toContain("王工");
});

test("a second number is looked at too when the first is the customer's own, written otherwise", async () => {
  const li = house.person("李伟");
  const here = await makeCustomer(house, "泰山机电", { owner: "李伟" });
  const other = await makeCustomer(house, "淮河轴承", { owner: "李伟" });
  await reached(other, "钱工", { phones: ["13700137001"] });
  const id = await reached(here, "孔工", { phones: ["13800138077"] });
  const before = await db().contact.findUniqueOrThrow({ where: { id } });
  await li.presses({ action: "contacts.edit", payload: { id } });
  await li.fills({ phones: "+86 138-0013-8077, 13700137001" }).submits();
  expect(li.form.errors.phones).toContain("淮河轴承 已经有这个号码的联系人");
  expect(await db().contact.findUniqueOrThrow({ where: { id } })).toEqual(before);
});
