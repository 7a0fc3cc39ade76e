import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

test("whoever is called just so is met before many that begin so, and a list that is cut short says so", async () => {
  const li = house.person("李伟");
  const near = await makeCustomer(house, "近客户", { owner: "李伟", lastContactOn: "2026-11-20" });
  const far = await makeCustomer(house, "远客户", { owner: "李伟", lastContactOn: "2020-11-20" });
  for (let n = 0; n < 12; n += 1) await makeContact(house, near, { name: `何伟${"甲乙丙丁戊己庚辛壬癸子丑"[n]}` });
  await makeContact(house, far, { name: "何伟" });
  await li.types("/contact 何伟");
  expect(li.card.title).toBe("何伟");
  expect(li.reads).toContain("远客户");
  await makeContact(house, near, { name: "何伟" });
  await li.types("/contact 何伟");
  expect(li.card.lines).toHaveLength(2);
  expect(li.card.footer).toBeUndefined();
  await li.types("/contact 何");
  expect(li.card.lines).toHaveLength(8);
  expect(li.card.footer).toBe("还有更多：多写几个字，或写号码。");
});

test("with whom a customer is shared sees the facts that seldom change too, and changes none", async () => {
  const id = await makeCustomer(house, "共享机电", { owner: "李伟" });
  await db().customer.update({ where: { id }, data: { address: "工业园路 1 号" } });
  const { organizationId, people } = house.company;
  await db().customerShare.create({ data: { customerId: id, memberId: people.Emma!.id, organizationId } });
  const emma = house.person("Emma");
  await emma.presses({ action: "customers.open", payload: { id } });
  expect(buttonsOf(emma.card).map(({ label }) => label)).not.toContain("Edit");
  await emma.presses("More…");
  expect(emma.reads).toContain("Address: 工业园路 1 号");
});
