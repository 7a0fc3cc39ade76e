import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { Prisma } from "../../src/data/generated/client.ts";
import { phoneMarkOf } from "../../src/data/phone-marks.ts";
import { nameKey } from "../../src/domain/names.ts";
import { phoneMark } from "../../src/domain/phones.ts";
import { features } from "../../src/features/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
beforeEach(async () => {
  await db().duplicatePair.deleteMany();
  await db().contact.deleteMany();
  await db().customer.deleteMany();
});

const find = features.flatMap(({ ticks = [] }) => ticks).find(({ name }) => name === "duplicates.find")!;
/** The next hourly look, as its rows: names with their signs, in order. */
const looks = async () => {
  house.clock.freezeAt(new Date(house.clock.now().getTime() + 3_600_000));
  await find.run(house.jobContext());
  const named = { select: { name: true } } as const;
  const rows = await db().duplicatePair.findMany({ where: { apartAt: null }, include: { one: named, other: named } });
  return rows
    .map(({ one, other, likenesses }) => `${[one.name, other.name].sort().join(" ")}: ${likenesses.join(" ")}`)
    .sort();
};
const reached = async (name: string, owner: string, known: { phones?: string[]; mail?: string }) => {
  const id = await makeCustomer(house, name, { owner });
  const contact = await makeContact(house, id, { name: `${name}的人` });
  await db().contact.update({ where: { id: contact }, data: known });
  return id;
};
/** A customer of this name, told from its namesakes of the segment as they are kept. */
const called = async (name: string, n: number, owner: string) => {
  const id = await makeCustomer(house, `${name}${n}`, { owner });
  await db().customer.update({ where: { id }, data: { nameKey: `${nameKey(name)}#${n}` } });
  return id;
};

test("the list says by what two look alike: the name, a number, an address", async () => {
  await called("同名厂", 1, "李伟");
  await called("同名厂", 2, "李伟");
  await reached("甲厂", "李伟", { mail: "Wang@x.example" });
  await reached("乙厂", "李伟", { mail: "wang@X.example" });
  await reached("丙厂", "李伟", { phones: ["13800135678"] });
  await reached("丁厂", "李伟", { phones: ["+8613800135678"] });
  expect(await looks()).toEqual(["丁厂 丙厂: phone", "乙厂 甲厂: mail", "同名厂1 同名厂2: name"]);
  const wang = house.person("王芳");
  await wang.types("/查重");
  for (const sign of ["名称相同", "邮箱相同", "电话相同"]) expect(wang.reads).toContain(sign);
});

test("of however many namesakes each is beside the next, those of one owner first", async () => {
  for (let n = 1; n <= 9; n += 1) await called("中国石油", n, n % 2 === 0 ? "李伟" : "Emma");
  const pairs = await looks();
  expect(pairs).toHaveLength(8);
  const li = house.person("李伟");
  await li.types("/查重");
  // His four hang together, whoever else has one of the name.
  expect(li.card.lines).toHaveLength(3);
  const zhou = house.person("周明");
  await zhou.types("/duplicates");
  expect(zhou.card.lines).toHaveLength(5);
});

test("a few namesakes are all beside each other: whoever sees the first and the last sees that they look alike", async () => {
  await called("三地厂", 1, "李伟");
  await called("三地厂", 2, "Emma");
  await called("三地厂", 3, "李伟");
  expect(await looks()).toEqual(["三地厂1 三地厂2: name", "三地厂1 三地厂3: name", "三地厂2 三地厂3: name"]);
  const li = house.person("李伟");
  await li.types("/查重");
  expect(li.card.lines).toHaveLength(1);
});

test("told apart from the next, a namesake is beside the one after", async () => {
  const [one, other, third] = [
    await called("中国石油", 1, "李伟"),
    await called("中国石油", 2, "李伟"),
    await called("中国石油", 3, "李伟"),
  ];
  const [first, second, last] = [one, other, third].sort() as [string, string, string];
  await looks();
  await house.person("李伟").presses({ action: "duplicates.apart", payload: { one: first, other: second } });
  await looks();
  expect(
    await db().duplicatePair.findMany({
      where: { apartAt: null },
      orderBy: { oneId: "asc" },
      select: { oneId: true, otherId: true },
    }),
  ).toEqual(
    [
      { oneId: first, otherId: last },
      { oneId: second, otherId: last },
    ].sort((a, b) => (a.oneId < b.oneId ? -1 : 1)),
  );
});

test("a number that many of another segment have takes no pair away", async () => {
  const phones = ["02155551234"];
  await reached("甲厂", "李伟", { phones });
  await reached("乙厂", "李伟", { phones });
  expect(await looks()).toEqual(["乙厂 甲厂: phone"]);
  for (let n = 1; n <= 9; n += 1) await reached(`远方${n}`, "孙丽", { phones });
  expect(await looks()).toEqual(["乙厂 甲厂: phone"]);
  for (let n = 1; n <= 7; n += 1) await reached(`近处${n}`, "Emma", { phones });
  // In the segment it is a switchboard now.
  expect(await looks()).toEqual([]);
});

test.each([
  ["US", "+14155550100", "4155550100"],
  ["CN", "+862166668888", "02166668888"],
  ["HK", "+85291234567", "91234567"],
])("in %s %s and %s are one number", async (country, one, other) => {
  const { organizationId: id } = house.company;
  const { country: before } = await db().organization.findUniqueOrThrow({ where: { id } });
  await db().organization.update({ where: { id }, data: { country } });
  try {
    await reached("甲厂", "李伟", { phones: [one] });
    await reached("乙厂", "李伟", { phones: [other] });
    expect(await looks()).toEqual(["乙厂 甲厂: phone"]);
  } finally {
    await db().organization.update({ where: { id }, data: { country: before } });
  }
});

test("the database marks numbers as everybody else does", async () => {
  const known = [
    "13800138000",
    "8613800138000",
    "008613800138000",
    "02155551234",
    "+85291234567",
    "01234",
    "000123456",
  ];
  // As contacts have them kept.
  const number = fc.stringMatching(/^(?:\+|00|000|0|86|861|1)?\d{5,20}$/).filter((each) => /^\+?\d{5,20}$/.test(each));
  const numbers = [...known, ...fc.sample(number, 1_000)];
  for (const country of ["CN", "US", "IT", "AQ"]) {
    const rows = await db().$queryRaw<{ mark: string }[]>`
      SELECT ${phoneMarkOf(Prisma.sql`phone`, country)} AS mark
      FROM unnest(${numbers}::text[]) WITH ORDINALITY AS asked (phone, n) ORDER BY n`;
    expect(rows.map(({ mark }) => mark)).toEqual(numbers.map((each) => phoneMark(each, country)));
  }
});

test("/customer finds a customer by the last four digits of a contact's number", async () => {
  await reached("甲厂", "李伟", { phones: ["13800135678"] });
  await reached("乙厂", "李伟", { phones: ["13800131234"] });
  const li = house.person("李伟");
  await li.types("/customer 5678");
  expect(li.card.title).toBe("甲厂");
  await li.types("/customer 1111");
  expect(li.card.title).not.toContain("厂");
});
