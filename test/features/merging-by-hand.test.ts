import { beforeEach, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { buttonsOf, type Person, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
beforeEach(() => house.clock.freezeAt(new Date("2026-11-25T15:00:00+08:00")));

let count = 0;
/** One firm before and after its renaming: nothing of the two is alike. */
const renamed = async (owners: readonly [string, string] = ["李伟", "李伟"]) => {
  count += 1;
  const [old, now] = [`锦程${count}厂机电`, `沪上${count}号设备`];
  const kept = await makeCustomer(house, now, { owner: owners[0] });
  const gone = await makeCustomer(house, old, { owner: owners[1] });
  await makeContact(house, gone, { name: `周工${count}` });
  return { old, now, kept, gone };
};
const labels = (person: Person) => buttonsOf(person.card).map(({ label }) => label);
const more = (id: string) => ({ action: "customers.more", payload: { id } });
const everything = async () => ({
  customers: await db().customer.findMany({ orderBy: { id: "asc" } }),
  contacts: await db().contact.findMany({ orderBy: { id: "asc" } }),
  merges: await db().merge.findMany({ orderBy: { id: "asc" } }),
  pairs: await db().duplicatePair.findMany({ orderBy: [{ oneId: "asc" }, { otherId: "asc" }] }),
});

test("two customers that nothing has in common are merged from the card of the one that stays", async () => {
  const pair = await renamed();
  const li = house.person("李伟");
  await li.types(`/customer ${pair.now}`);
  await li.presses("更多…");
  await li.presses("和另一家合并…");
  const found = (await li.searches("other", `锦程${count}`)).map(({ value }) => value);
  expect(found).toContain(pair.gone);
  // Itself is nothing to choose.
  expect((await li.searches("other", pair.now)).map(({ value }) => value)).not.toContain(pair.kept);
  const before = await everything();
  await li.fills({ other: { choose: pair.gone } }).submits();
  expect(li.card.title).toBe(`把 ${pair.old} 并入 ${pair.now}？`);
  expect(await everything()).toEqual(before);
  await li.presses("合并");
  expect(li.card.title).toBe(`已合并：${pair.old} 并入 ${pair.now}`);
  expect(await db().contact.count({ where: { customerId: pair.kept } })).toBe(1);
  await li.presses("撤销合并");
  expect(await db().customer.count({ where: { id: { in: [pair.kept, pair.gone] } } })).toBe(2);
});

test("only whose they are merges them: the button, the form and its answer ask each time", async () => {
  const pair = await renamed(["李伟", "Emma"]);
  const [li, emma, wang, sun] = ["李伟", "Emma", "王芳", "孙丽"].map((name) => house.person(name));
  await db().customerShare.create({
    data: {
      customerId: pair.gone,
      memberId: house.company.people.李伟!.id,
      organizationId: house.company.organizationId,
    },
  });
  // Shared with somebody is not theirs.
  await li!.presses(more(pair.gone));
  expect(labels(li!)).not.toContain("和另一家合并…");
  const before = await everything();
  const begin = (id: string) => ({ action: "merging.begin", payload: { id } });
  await li!.presses(begin(pair.gone));
  expect(li!.reads).toContain("要么两家都归你负责");
  await li!.presses(begin(pair.kept));
  await li!.fills({ other: { choose: pair.gone } }).submits();
  expect(li!.reads).toContain("要么两家都归你负责");
  await emma!.presses(begin(pair.gone));
  await emma!.fills({ other: { choose: pair.kept } }).submits();
  const hidden = emma!.reads;
  expect(hidden).toContain("no longer among the customers you may see");
  await emma!.presses(begin(pair.gone));
  await emma!.fills({ other: { choose: newId() } }).submits();
  expect(emma!.reads).toBe(hidden);
  await sun!.presses(begin(pair.kept));
  expect(sun!.reads).toContain("其中一家已经不在你能看到的客户里");
  await wang!.presses(begin(pair.kept));
  await wang!.fills({ other: { choose: pair.kept } }).submits();
  expect(wang!.reads).toContain("同一家客户");
  expect(await everything()).toEqual(before);
  await wang!.presses(begin(pair.kept));
  await wang!.fills({ other: { choose: pair.gone } }).submits();
  expect(wang!.card.title).toContain("并入");
});

/** As the hourly look leaves two that look alike. */
const found = async ({ kept, gone }: { readonly kept: string; readonly gone: string }) => {
  const [oneId, otherId] = [kept, gone].sort() as [string, string];
  const { organizationId } = house.company;
  await db().duplicatePair.create({
    data: { organizationId, oneId, otherId, likenesses: ["phone"], foundAt: house.clock.now() },
  });
  return { one: oneId, other: otherId };
};

test("told apart by a slip of the thumb they are back in the list once it is undone, and merged by hand all the same", async () => {
  const pair = await renamed();
  const both = await found(pair);
  const wang = house.person("王芳");
  const listed = async () => {
    await wang.types("/查重");
    return wang.reads.includes(pair.old);
  };
  expect(await listed()).toBe(true);
  const apart = buttonsOf(wang.card).find(
    ({ press }) => press.action === "duplicates.apart" && (press.payload as typeof both).one === both.one,
  )!;
  await wang.presses(apart.press);
  const undo = buttonsOf(wang.card).find(({ label }) => label === "撤销")!.press;
  expect(await listed()).toBe(false);
  // In spite of it whoever knows better merges them.
  await wang.presses({ action: "merging.begin", payload: { id: pair.kept } });
  await wang.fills({ other: { choose: pair.gone } }).submits();
  expect(wang.card.title).toContain("并入");
  // Whose it is not undoes nothing.
  const before = await everything();
  await house.person("Emma").presses(undo);
  expect(house.person("Emma").reads).toContain("no longer among the customers you may see");
  expect(await everything()).toEqual(before);
  await wang.presses(undo);
  expect(wang.card.title).toContain("可能是同一家");
  expect(await db().duplicatePair.findMany({ where: { oneId: both.one } })).toMatchObject([
    { apartAt: null, apartById: null, likenesses: ["phone"] },
  ]);
  expect(await listed()).toBe(true);
  const entries = () => db().auditEntry.findMany({ where: { what: "customer.apart_undone" } });
  expect(await entries()).toMatchObject([{ subject: `customer:${both.one}`, before: { from: both.other } }]);
  // Once more changes nothing more.
  await wang.presses(undo);
  expect(wang.card.title).toContain("可能是同一家");
  expect(await entries()).toHaveLength(1);
});

test("told apart without having been thought one, they are as before once it is undone", async () => {
  const pair = await renamed();
  const wang = house.person("王芳");
  const before = await everything();
  await wang.presses({ action: "duplicates.apart", payload: { one: pair.kept, other: pair.gone } });
  await wang.presses("撤销");
  expect(await everything()).toEqual(before);
});

test("two contacts of a customer are merged from the card of the one that stays", async () => {
  const pair = await renamed();
  const stays = await makeContact(house, pair.gone, { name: `郑一${count}`, title: "厂长" });
  const goes = await db().contact.findFirstOrThrow({ where: { name: `周工${count}` } });
  const stranger = await makeContact(house, pair.kept, { name: `冯二${count}` });
  const li = house.person("李伟");
  await li.types(`/contact 郑一${count}`);
  await li.presses("和另一位合并…");
  const offered = (await li.searches("other", "")).map(({ value }) => value);
  expect(offered).toEqual([goes.id]);
  expect(await li.searches("other", "没有这人")).toEqual([]);
  const before = await everything();
  await li.fills({ other: { choose: stranger } }).submits();
  expect(li.reads).toContain("不是同一家客户的联系人");
  await house.person("孙丽").presses({ action: "joining.begin", payload: { id: stays } });
  expect(house.person("孙丽").reads).toContain("已经不在你能看到的联系人里");
  await li.presses({ action: "joining.begin", payload: { id: stays } });
  await li.fills({ other: { choose: goes.id } }).submits();
  expect(li.card.title).toBe(`把 周工${count} 并入 郑一${count}？`);
  expect(await everything()).toEqual(before);
  await li.presses("合并");
  expect(await db().contact.findMany({ where: { customerId: pair.gone } })).toMatchObject([{ id: stays }]);
  // Of the only one there is nothing to merge with.
  await li.presses({ action: "contacts.open", payload: { id: stays } });
  expect(labels(li)).not.toContain("和另一位合并…");
});

test("contacts told apart are offered again once it is undone", async () => {
  const pair = await renamed();
  const [one, other] = [
    await makeContact(house, pair.gone, { name: `吴三${count}` }),
    await makeContact(house, pair.gone, { name: `吴三${count}` }),
  ];
  const li = house.person("李伟");
  const alike = async () => {
    await li.presses({ action: "contacts.list", payload: { customerId: pair.gone } });
    return labels(li).includes("可能重复 1 对");
  };
  expect(await alike()).toBe(true);
  await li.presses({ action: "joining.apart", payload: { one, other } });
  const undo = buttonsOf(li.card).find(({ label }) => label === "撤销")!.press;
  expect(await alike()).toBe(false);
  await house.person("孙丽").presses(undo);
  expect(await db().contactsApart.count({ where: { oneId: { in: [one, other] } } })).toBe(1);
  await li.presses(undo);
  expect(li.card.title).toContain("可能是同一位");
  expect(await alike()).toBe(true);
  const entries = () => db().auditEntry.findMany({ where: { what: "contact.apart_undone" } });
  expect(await entries()).toMatchObject([{ subject: `customer:${pair.gone}` }]);
  await li.presses(undo);
  expect(await entries()).toHaveLength(1);
});
