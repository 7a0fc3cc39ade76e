import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { joining } from "../../src/features/joining/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-25T15:00:00+08:00", [merging, joining]);
const { house, db } = papers;

const task = (customerId: string, giver: string, assignee: string, what: string) => ({
  ...{ id: newId(), organizationId: house.company.organizationId, customerId, what, onceKey: newId() },
  ...{ giverId: house.company.people[giver]!.id, assigneeId: house.company.people[assignee]!.id },
  ...{ dueOn: new Date("2026-12-01"), createdAt: house.clock.now() },
});
const moves = async (who: string, action: string, payload: object) => {
  const person = house.person(who);
  await person.presses({ action, payload });
  return String(person.card.facts?.find(({ label }) => label === "一起移过去")?.value);
};

test("what moves along is counted as far as the reader knows of it: tasks of others and papers out of sight move unsaid", async () => {
  const kept = await makeCustomer(house, "华东机电有限公司", { owner: "李伟" });
  const gone = await papers.makeProspect("华东机电厂", { contacts: [{ name: "李工" }] });
  await papers.sendFee(gone);
  const other = await makeContact(house, gone.customerId, { name: "李工程师" });
  const ids = { keep: kept, gone: gone.customerId };
  await db().task.createMany({
    data: [task(gone.customerId, "王芳", "李伟", "问交期"), task(gone.customerId, "王芳", "赵敏", "查合同")],
  });
  expect(await moves("王芳", "merging.compare", ids)).toContain("2 项任务");
  expect(await moves("李伟", "merging.compare", ids)).toContain("1 项任务");
  expect(await moves("李伟", "merging.compare", ids)).toContain("1 笔费用");
  // Another asked for it: whose customer it is by now does not know of it.
  const lin = house.company.people.林涛!.id;
  await db().fee.updateMany({ where: { customerId: gone.customerId }, data: { requesterId: lin } });
  expect(await moves("李伟", "merging.compare", ids)).not.toContain("费用");
  expect(await moves("王芳", "merging.compare", ids)).toContain("1 笔费用");
  const pair = { keep: other, gone: gone.contacts.李工! };
  expect(await moves("李伟", "joining.compare", pair)).not.toContain("收礼登记");
  expect(await moves("王芳", "joining.compare", pair)).toContain("1 笔收礼登记");
  await house.person("李伟").presses({ action: "merging.compare", payload: ids });
  await house.person("李伟").presses("合并");
  expect(await db().task.count({ where: { customerId: kept } })).toBe(2);
  expect(await db().fee.count({ where: { customerId: kept } })).toBe(1);
});
