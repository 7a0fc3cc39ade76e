import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

const begins = async (id: string) => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  return wang;
};
const scrubs = async () => {
  for (const { id } of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id });
  expect(await db().scrubbing.count()).toBe(0);
};
const said = async (customerId: string) =>
  (await db().activity.findMany({ where: { customerId }, orderBy: { id: "asc" } })).map((activity) => activity.said);

test("at other customers the person goes where their customer, number or mail stands beside the name; a namesake stays", async () => {
  const hongda = await makeCustomer(house, "宏达机电有限公司", { owner: "李伟", shortNames: ["宏达"] });
  const others = await makeCustomer(house, "华信精密", { owner: "李伟" });
  const gone = await makeContact(house, hongda, { name: "王建国", title: "总经理" });
  const namesake = await makeContact(house, others, { name: "王建国", title: "工程师" });
  await db().contact.update({ where: { id: gone }, data: { phones: ["13800135678"] } });
  await db().contact.update({ where: { id: namesake }, data: { phones: ["13900139999"] } });
  const li = house.person("李伟");
  await li.types("/visit 华信精密 宏达王建国介绍来的，电话 138-0013-5678");
  await li.types("/visit 华信精密 谈了样品，王建国电话 13900139999");
  await li.types("/visit 华信精密 前台留了 138 0013 5678");
  await li.presses({ action: "contacts.edit", payload: { id: namesake } });
  await li.fills({ likes: "和宏达的王建国一起钓鱼" }).submits();
  const wang = await begins(gone);
  await wang.fills({ name: "王建国", why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  await scrubs();
  const by = "已抹除的联系人";
  expect(await said(others)).toEqual([
    `宏达${by}介绍来的，电话 ${by}`,
    "谈了样品，王建国电话 13900139999",
    `前台留了 ${by}`,
  ]);
  expect(await db().contact.findUnique({ where: { id: namesake } })).toMatchObject({
    ...{ name: "王建国", phones: ["13900139999"], likes: `和宏达的${by}一起钓鱼` },
  });
  const log = JSON.stringify(await db().auditEntry.findMany({ where: { subject: { contains: others } } }));
  expect(log).not.toContain("宏达王建国");
  expect(log).not.toContain("138-0013-5678");
  expect(log).toContain("王建国电话");
  const own = await db().auditEntry.findMany({ where: { subject: `contact:${namesake}` } });
  expect(JSON.stringify(own)).not.toContain("宏达的王建国");
});

test("a customer who is the person gets a name that tells of nobody; one that still does, or is taken, changes nothing", async () => {
  const customer = await makeCustomer(house, "赵一鸣", { owner: "李伟", shortNames: ["赵一鸣", "城南"] });
  await db().customer.update({ where: { id: customer }, data: { kind: "person" } });
  const gone = await makeContact(house, customer, { name: "赵一鸣" });
  await makeCustomer(house, "城北散客", { owner: "李伟" });
  const others = await makeCustomer(house, "东方医疗", { owner: "李伟" });
  await house.person("李伟").types("/visit 东方医疗 看样，陪同的也叫赵一鸣");
  const wang = await begins(gone);
  expect(wang.form.values.customer).toEqual({ text: expect.stringMatching(/^个人客户 [0-9A-F]{4}$/) });
  for (const [to, error] of [
    ["赵一鸣的店", "这个名称还看得出是谁"],
    ["城北散客", "已经有“城北散客”了"],
  ] as const) {
    await wang.fills({ name: "赵一鸣", why: "来信要求", customer: to }).submits();
    expect(wang.form.errors.customer).toContain(error);
    expect(await db().customer.findUnique({ where: { id: customer } })).toMatchObject({ name: "赵一鸣" });
    expect(await db().contact.findUnique({ where: { id: gone } })).toMatchObject({ erasedAt: null });
  }
  await wang.fills({ customer: "个人客户 01" }).submits();
  expect(wang.card.title).toBe("已抹除：个人客户 01 的一位联系人");
  await scrubs();
  expect(await db().customer.findUnique({ where: { id: customer } })).toMatchObject({
    ...{ name: "个人客户 01", shortNames: ["城南"] },
    searchText: expect.not.stringContaining("赵一鸣"),
  });
  const log = await db().auditEntry.findMany({ where: { subject: `customer:${customer}` } });
  expect(log.map(({ what }) => what)).toContain("customer.changed");
  expect(JSON.stringify(log)).not.toContain("赵一鸣");
  // The name alone may be anybody's.
  expect(await said(others)).toEqual(["看样，陪同的也叫赵一鸣"]);
});

test("a company keeps its name, whoever it is called after", async () => {
  const customer = await makeCustomer(house, "周大福机械有限公司", { owner: "李伟" });
  const gone = await makeContact(house, customer, { name: "周大福" });
  const wang = await begins(gone);
  expect(Object.keys(wang.form.content.fields)).toEqual(["name", "why"]);
  await wang.fills({ name: "周大福", why: "来信要求" }).submits();
  await scrubs();
  expect(await db().customer.findUnique({ where: { id: customer } })).toMatchObject({ name: "周大福机械有限公司" });
});

test("called but as they are, what a sheet brought in as a company gets another name; a company loses their number alone", async () => {
  const shop = await makeCustomer(house, "钱晓东", { owner: "李伟" });
  const wang = await begins(await makeContact(house, shop, { name: "钱晓东" }));
  expect(wang.form.values.customer).toEqual({ text: expect.stringMatching(/^个人客户 /) });
  await wang.fills({ name: "钱晓东", why: "来信要求" }).submits();
  const plant = await makeCustomer(house, "海通锅炉有限公司", {
    owner: "李伟",
    shortNames: ["海通", "海通13600136006"],
  });
  const gone = await makeContact(house, plant, { name: "沈海通" });
  await db().contact.update({ where: { id: gone }, data: { phones: ["13600136006"] } });
  const colleague = await makeContact(house, plant, { name: "周敏 代接136-0013-6006" });
  await begins(gone);
  expect(wang.form.values.customer).toEqual({ text: "海通锅炉有限公司" });
  await wang.fills({ name: "沈海通", why: "来信要求", customer: "海通13600136006" }).submits();
  expect(wang.form.errors.customer).toContain("这个名称还看得出是谁");
  await wang.fills({ customer: "海通锅炉有限公司" }).submits();
  await scrubs();
  expect(await db().customer.findUnique({ where: { id: shop } })).toMatchObject({
    name: expect.stringMatching(/^个人客户 /),
    searchText: expect.not.stringContaining("qianxiaodong"),
  });
  expect(await db().customer.findUnique({ where: { id: plant } })).toMatchObject({
    ...{ name: "海通锅炉有限公司", shortNames: ["海通"] },
  });
  expect(await db().contact.findUnique({ where: { id: colleague } })).toMatchObject({
    name: "周敏 代接已抹除的联系人",
  });
});

test("of a colleague who was known by them no sound of their name is left in what was logged", async () => {
  const customer = await makeCustomer(house, "华泰仪表", { owner: "李伟" });
  const gone = await makeContact(house, customer, { name: "欧阳修远" });
  const li = house.person("李伟");
  await li.presses({ action: "contacts.begin", payload: { customerId: customer, name: "欧阳修远的秘书" } });
  await li.submits();
  const log = async () =>
    JSON.stringify(
      await db().auditEntry.findMany({ where: { what: "contact.added", subject: `customer:${customer}` } }),
    );
  expect(await log()).toContain("ouyangxiuyuan");
  const wang = await begins(gone);
  await wang.fills({ name: "欧阳修远", why: "来信要求" }).submits();
  await scrubs();
  expect(await log()).not.toMatch(/欧阳修远|ouyangxiuyuan/);
});
