import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Role, Scope } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import { piecesColumn } from "../../src/domain/names-pieces.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { contacts } from "../../src/features/contacts/index.ts";
import { customers } from "../../src/features/customers/index.ts";
import { finding } from "../../src/features/finding/index.ts";
import { customerInLine, findCustomers, nearestCustomers } from "../../src/features/finding/public.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [finding, customers, contacts], at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

/** Own customers are read one by one, all others by the index: the two must find the same. */
const scopeOf = (name: string, role: Role): Scope => ({
  ...house.jobContext().scope,
  memberId: house.company.people[name]!.id,
  roles: new Set([role]),
  teamIds: [house.company.teamId],
  segmentIds: [house.company.segmentId],
});
const eyes = (): Scope[] => [
  scopeOf("李伟", "rep"),
  scopeOf("王芳", "manager"),
  scopeOf("王芳", "segment_admin"),
  scopeOf("周明", "executive"),
];
const seen = async (look: (scope: Scope) => Promise<readonly { readonly name: string }[]>) => {
  const answers: string[][] = [];
  for (const scope of eyes()) answers.push((await look(scope)).map(({ name }) => name));
  return answers;
};
const NAMES = [
  "宏达机电有限公司",
  "鴻海精密工業",
  "上海华信科技",
  "第3号工厂",
  "Müller Machinery GmbH",
  "重庆长安汽车",
  "ABC科技",
];

beforeAll(async () => {
  for (const [index, name] of NAMES.entries())
    await makeCustomer(house, name, { owner: "李伟", lastContactOn: `2026-10-0${9 - index}` });
  const id = await makeCustomer(house, "西方锅炉", { owner: "李伟", shortNames: ["西锅"] });
  const contact = await makeContact(house, id, { name: "欧阳震华" });
  await db().contact.update({ where: { id: contact }, data: { phones: ["+86 138-0013-8765"] } });
});

test.each([
  ["宏达", "宏达机电有限公司"],
  ["宏達機電", "宏达机电有限公司"],
  ["机电", "宏达机电有限公司"],
  ["鸿海", "鴻海精密工業"],
  ["hhjm", "鴻海精密工業"],
  ["jingmi", "鴻海精密工業"],
  ["ｈｕａｘｉｎ", "上海华信科技"],
  ["上海 科技", "上海华信科技"],
  ["第3", "第3号工厂"],
  ["muller", undefined],
  ["müll", "Müller Machinery GmbH"],
  ["chinery", "Müller Machinery GmbH"],
  ["changan", "重庆长安汽车"],
  ["abc", "ABC科技"],
  ["8765", "西方锅炉"],
  ["13800138765", "西方锅炉"],
  ["008613800138765", "西方锅炉"],
  ["8766", undefined],
  ["欧阳震", "西方锅炉"],
  ["oyzh", "西方锅炉"],
])("“%s” finds %s, whoever looks", async (typed, name) => {
  const found = await seen((scope) => findCustomers(scope, typed, { limit: 5 }));
  expect(found).toEqual(eyes().map(() => (name === undefined ? [] : [name])));
});

test.each([
  ["宏大机电", "宏达机电有限公司"],
  ["宏机电", "宏达机电有限公司"],
  ["宏电机", "宏达机电有限公司"],
  ["hongdajdian", "宏达机电有限公司"],
  ["hongadjidian", "宏达机电有限公司"],
  ["chongqingg", "重庆长安汽车"],
  ["muller", "Müller Machinery GmbH"],
])("“%s” comes near %s", async (typed, name) => {
  const found = await seen((scope) => nearestCustomers(scope, typed, 1));
  expect(found).toEqual(eyes().map(() => [name]));
});

test.each(["宏达机电有限公司王总谈了", "宏達 王总谈了", "hdjd 谈了", "重庆长安王总谈了", "Müller Machinery Mr Wang"])(
  "“%s” begins with one customer, whoever says it",
  async (line) => {
    const kinds = await Promise.all(eyes().map(async (scope) => (await customerInLine(scope, line)).kind));
    expect(kinds).toEqual(eyes().map(() => "one"));
  },
);

test("any part of any name finds the same by the index as it does one by one", async () => {
  const [rep, , , executive] = eyes();
  const part = fc.tuple(
    fc.constantFrom(...NAMES.map((name) => searchTextOf(name))),
    fc.nat(60),
    fc.integer({ min: 1, max: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(part, async ([text, at, size]) => {
      const word = text.trim().split(" ")[at % text.trim().split(" ").length]!;
      const begins = [...word].slice(0, size).join("");
      const ask = async (scope: Scope) => (await findCustomers(scope, begins, { limit: 20 })).map(({ name }) => name);
      const [few, many] = [await ask(rep!), await ask(executive!)];
      expect(many.length).toBeGreaterThan(0);
      // Two Latin letters inside a long sound are in half of all names: only those read one by one are looked at for them.
      if (/^[a-z0-9]{2}$/.test(begins)) expect(few).toEqual(expect.arrayContaining(many));
      else expect(many).toEqual(few);
    }),
    { numRuns: 40 },
  );
});

test("the database makes the same pieces of a name as an import does", async () => {
  const letter = fc.oneof(
    fc.constantFrom(..."abchnouvxyz0189宏达机电长é𠀀"),
    fc.string({ unit: "binary", maxLength: 1 }),
  );
  const word = fc.array(letter, { maxLength: 45 }).map((letters) => letters.join("").replaceAll("\u0000", ""));
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (words) => {
      const text = words.map((each) => ` ${each}`).join("");
      const { rows } = await house.database.pool.query(
        `SELECT ARRAY(SELECT unnest($1::int[]) ORDER BY 1) AS here, ARRAY(SELECT unnest(search_pieces($2)) ORDER BY 1) AS there`,
        [piecesColumn(text), text],
      );
      expect(rows[0].here).toEqual(rows[0].there);
    }),
    { numRuns: 200 },
  );
});

test("who sees less finds less, and a part of everything finds the latest", async () => {
  await makeCustomer(house, "宏达远方", { owner: "孙丽", lastContactOn: "2026-11-01" });
  const found = await seen((scope) => findCustomers(scope, "宏达", { limit: 5 }));
  expect(found.map((names) => names.includes("宏达远方"))).toEqual([false, false, false, true]);
  const latest = await seen((scope) => findCustomers(scope, "", { limit: 1 }));
  expect(latest).toEqual([["宏达机电有限公司"], ["宏达机电有限公司"], ["宏达机电有限公司"], ["宏达远方"]]);
});

test("what older rules have made is made anew, and two that turn out the same stay two", async () => {
  const old = await makeCustomer(house, "長榮海運", { owner: "李伟" });
  await db().customer.update({
    where: { id: old },
    data: { nameKey: "長榮海運", searchText: " 長榮海運", searchMake: 1 },
  });
  const same = await makeCustomer(house, "长荣海运", { owner: "李伟" });
  for (const tick of finding.ticks ?? []) await tick.run(house.jobContext());
  const rows = await db().customer.findMany({ where: { id: { in: [old, same] } }, orderBy: { name: "asc" } });
  expect(new Set(rows.map(({ nameKey: key }) => key.split("#")[0]))).toEqual(new Set([nameKey("长荣海运")]));
  expect(rows.every(({ searchMake }) => searchMake >= 2)).toBe(true);
  expect(await findCustomers(scopeOf("李伟", "rep"), "长荣", { limit: 5 })).toHaveLength(2);
});

test("short names that a sheet brought in as one are several, and found by pinyin; those typed by hand stay", async () => {
  const makes = (name: string, importId: string | null) =>
    makeCustomer(house, name, { owner: "李伟" }).then((id) =>
      db().customer.update({
        where: { id },
        data: { importId, shortNames: ["红杉、红杉资本"], searchText: ` ${nameKey(name)}`, searchMake: 2 },
      }),
    );
  const [came, typed] = [await makes("鼎盛红杉集团", newId()), await makes("永昌红杉集团", null)];
  for (const tick of finding.ticks ?? []) await tick.run(house.jobContext());
  const read = (id: string) => db().customer.findUniqueOrThrow({ where: { id } });
  const shortNames = ["红杉", "红杉资本"];
  expect(await read(came.id)).toMatchObject({ shortNames, searchText: searchTextOf("鼎盛红杉集团", shortNames) });
  expect((await read(typed.id)).shortNames).toEqual(["红杉、红杉资本"]);
  const where = { subject: `customer:${came.id}`, what: "customer.changed" };
  expect(await db().auditEntry.findFirstOrThrow({ where })).toMatchObject({
    before: { shortNames: ["红杉、红杉资本"] },
    after: { shortNames },
  });
});

test("what looks like another by name or sound is asked about, and made when the person goes on", async () => {
  const li = house.person("李伟");
  await makeCustomer(house, "鸿运仪器", { owner: "李伟", shortNames: ["鸿运"] });
  for (const name of ["鸿运", "鴻運儀器有限公司", "宏运仪器"]) {
    await li.types(`/customer 新建 ${name}`);
    await li.fills({ city: "宁波" }).submits();
    expect(li.form.errors.name).toContain("看起来就是 鸿运仪器，负责人 李伟");
    expect(li.form.values).toMatchObject({ name: { text: name }, city: { text: "宁波" } });
    expect(await db().customer.count({ where: { name } })).toBe(0);
  }
  await li.submits();
  expect(li.card.title).toBe("已建档：宏运仪器");
  await li.types("/customer 新建 鸿运仪器");
  await li.submits();
  await li.submits();
  expect(li.card.title).toBe("已建档：鸿运仪器");
  expect(await db().customer.count({ where: { name: "鸿运仪器" } })).toBe(2);
});

test("a number that somebody in sight has already is asked about, and kept when the person goes on", async () => {
  const [li, sun] = [house.person("李伟"), house.person("孙丽")];
  const id = await makeCustomer(house, "北方仪表", { owner: "李伟" });
  const far = await makeCustomer(house, "南方仪表", { owner: "孙丽" });
  const add = async (who: typeof li, customerId: string) => {
    await who.presses({ action: "contacts.begin", payload: { customerId } });
    await who.fills({ name: "欧阳", phone: "138 0013 8765" }).submits();
  };
  await add(li, id);
  expect(li.form.errors.phone).toContain("西方锅炉 已经有这个号码的联系人");
  expect(await db().contact.count({ where: { customerId: id } })).toBe(0);
  await li.submits();
  expect(await db().contact.count({ where: { customerId: id } })).toBe(1);
  // Whoever does not see the other is told nothing of it.
  await add(sun, far);
  expect(await db().contact.count({ where: { customerId: far } })).toBe(1);
});

test("what an older version beside this one brings in after the search for it is found within the hour", async () => {
  const ticks = async () => {
    for (const tick of finding.ticks ?? []) await tick.run(house.jobContext());
  };
  await ticks();
  await ticks();
  const { id } = await makeCustomer(house, "永泰冷杉集团", { owner: "李伟" }).then((made) =>
    db().customer.update({
      where: { id: made },
      data: { importId: newId(), shortNames: ["冷杉、冷杉资本"], searchMake: 2 },
    }),
  );
  const shortNames = async () => (await db().customer.findUniqueOrThrow({ where: { id } })).shortNames;
  await ticks();
  expect(await shortNames()).toEqual(["冷杉、冷杉资本"]);
  house.clock.freezeAt(new Date(house.clock.now().getTime() + 3_600_000));
  await ticks();
  expect(await shortNames()).toEqual(["冷杉", "冷杉资本"]);
});
