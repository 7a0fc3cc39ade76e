import { expect, test } from "vitest";
import { buttonsOf, cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";
import { manyCustomers } from "../support/handover-many.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, customer, unchanged } = company;
const to = (id: string) => ({ to: { choose: `${id}:${house.company.teamId}` } });

test("all that were counted go, and no other that came meanwhile: the form is shown again with the new number", async () => {
  const [from, mate] = [await rep("甲"), await rep("乙")];
  await manyCustomers(company, { name: "甲的", ownerId: from, count: 3 });
  const owner = house.person("甲");
  await owner.types("/handover");
  await owner.presses("移交几家");
  await customer("又来一家", from);
  await unchanged(() => owner.fills({ all: true, ...to(mate), note: "都熟" }).submits());
  expect(JSON.stringify(owner.form)).toContain("我的全部 4 家");
  expect(owner.form.errors).toEqual({ all: "刚才有变化，现在是 4 家。看过再提交一次。" });
  await owner.submits();
  expect(owner.card.title).toBe("已移交：又来一家、甲的0、甲的1 等 4 家 → 乙");
  expect(await db().handover.findFirstOrThrow({ where: { toId: mate } })).toMatchObject({ count: 4, note: "都熟" });
});

test("the same of those without an owner", async () => {
  const mate = await rep("丙");
  const orphans = await Promise.all(["孤一", "孤二"].map((name) => customer(name, idOf("李伟"))));
  await db().customer.updateMany({ where: { id: { in: orphans } }, data: { ownerId: null } });
  const wang = house.person("王芳");
  await wang.presses({ action: "handover.pick", payload: {} });
  await db().customer.update({ where: { id: orphans[1]! }, data: { ownerId: idOf("Emma") } });
  await unchanged(() => wang.fills({ all: true, ...to(mate) }).submits());
  expect(JSON.stringify(wang.form)).toContain("没有负责人的全部 1 家");
  await wang.submits();
  expect(await db().customer.count({ where: { ownerId: mate } })).toBe(1);
});

test("a handover that came counts what is still with one, on every page", async () => {
  const [from, mate] = [await rep("丁"), await rep("戊")];
  // Whoever manages the team sees them wherever they are in it.
  await db().member.update({ where: { id: mate }, data: { roles: ["rep", "manager"] } });
  await manyCustomers(company, { name: "丁的", ownerId: from, count: 12 });
  const owner = house.person("丁");
  await owner.types("/handover");
  await owner.presses("移交几家");
  await owner.fills({ all: true, ...to(mate) }).submits();
  await house.delivers();
  const got = house.person("戊");
  const card = got.inbox.find(({ title }) => title.startsWith("12 家客户由你负责了"))!;
  const rows = await db().customer.findMany({ where: { ownerId: mate }, orderBy: { name: "asc" } });
  // Also the one from which the next page goes on.
  const gone = rows.slice(7).map(({ id }) => id);
  await db().customer.updateMany({ where: { id: { in: gone } }, data: { ownerId: idOf("Emma") } });
  await got.presses("下一页", { on: card });
  expect(got.card.title).toBe("7 家客户由你负责了 · 丁 移交");
  const names = rows.slice(0, 7).map(({ name }) => name);
  for (const name of names) expect(cardText(got.card)).toContain(name);
  expect(got.card.lines).toHaveLength(7);
  expect(buttonsOf(got.card).map(({ label }) => label)).not.toContain("下一页");
});
