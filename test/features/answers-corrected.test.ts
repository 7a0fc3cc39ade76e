import { beforeAll, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { answers } from "../../src/features/answers/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { satisfaction } from "../../src/features/satisfaction/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [cases, satisfaction, answers], at: "2026-11-25T09:12:00+08:00" });
const db = () => from({ database: house.database.handle });
const choose = (marks: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(marks).map(([field, mark]) => [field, { choose: String(mark) }]));
const ids: Record<string, string> = {};
beforeAll(async () => {
  ids.hongda = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  ids.wang = await makeContact(house, ids.hongda, { name: "王建国" });
  ids.chen = await makeContact(house, ids.hongda, { name: "陈静" });
});
const complaints = () => db().serviceCase.findMany({ where: { customerId: ids.hongda! } });
const corrections = () => db().auditEntry.findMany({ where: { what: "case.corrected" } });

test("a corrected answer that stays low has its complaint say the same, on the card of whoever was told too", async () => {
  const fang = house.person("王芳");
  await fang.types("/satisfaction 宏达机电 王建国");
  await fang.fills({ ...choose({ item0: 2 }), said: "又晚到了" }).submits();
  await house.delivers();
  expect(house.person("李伟").inbox.map(({ title }) => title)).toEqual(["王芳记下：投诉待解决：宏达机电 · 王建国"]);
  const [opened] = await complaints();
  await fang.presses("改一下");
  await fang.fills({ ...choose({ item0: 1 }), said: "螺丝松了", contact: { choose: ids.chen! } }).submits();
  await house.delivers();
  const [now, ...others] = await complaints();
  expect(others).toEqual([]);
  expect(now).toMatchObject({ id: opened!.id, said: "螺丝松了", contactId: ids.chen, dueAt: opened!.dueAt });
  const [told, ...more] = house.person("李伟").inbox;
  expect(more).toEqual([]);
  expect(told!.title).toBe("投诉待解决：宏达机电 · 陈静");
  expect(cardText(told!)).toContain("满意度答卷：满意度 0/100\n螺丝松了");
  expect(cardText(told!)).not.toContain("又晚到了");
  expect(await corrections()).toMatchObject([
    {
      subject: `customer:${ids.hongda}`,
      before: { caseId: opened!.id, said: "又晚到了", contactId: ids.wang },
      after: { said: "螺丝松了", contactId: ids.chen },
    },
  ]);
});

test("what was solved meanwhile stays solved, and a correction that changes no word writes none", async () => {
  const li = house.person("李伟");
  await li.presses("已解决", { on: li.inbox[0]! });
  await li.fills({ note: "换了螺丝" }).submits();
  const fang = house.person("王芳");
  await fang.presses("改一下");
  await fang.fills(choose({ item0: 2 })).submits();
  await house.delivers();
  expect(await corrections()).toHaveLength(1);
  expect(cardText(li.inbox[0]!)).toContain("满意度答卷：满意度 25/100\n螺丝松了");
  expect(cardText(li.inbox[0]!)).toContain("李伟：换了螺丝");
  await fang.presses("改一下");
  await fang.fills({ said: "螺丝又松了" }).submits();
  await house.delivers();
  expect(li.inbox[0]!.title).toBe("投诉待回访：宏达机电 · 陈静");
  expect(cardText(li.inbox[0]!)).toContain("螺丝又松了");
  await li.presses("已回访", { on: li.inbox[0]! });
  expect(li.form.content.title).toBe("回访客户");
});
