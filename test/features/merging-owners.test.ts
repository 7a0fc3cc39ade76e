import { beforeEach, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const wang = () => house.person("王芳");
const idOf = (name: string) => house.company.people[name]!.id;

const merged = async (name: string, owners: readonly [string, string]) => {
  const [kept, gone] = [
    await makeCustomer(house, `${name}有限公司`, { owner: owners[0] }),
    await makeCustomer(house, `${name}机电`, { owner: owners[1] }),
  ];
  await wang().presses({ action: "merging.compare", payload: { keep: kept, gone } });
  await wang().presses("合并");
  return { kept, gone, undo: buttonsOf(wang().card).find(({ label }) => label === "撤销合并")!.press };
};
const everything = async () => ({
  customers: await db().customer.findMany({ orderBy: { id: "asc" } }),
  changes: await db().ownerChange.count(),
  entries: await db().auditEntry.count(),
});
beforeEach(() => house.clock.freezeAt(new Date("2026-11-25T15:00:00+08:00")));

test("what was handed over since the merge stays one", async () => {
  const { kept, undo } = await merged("移交", ["李伟", "李伟"]);
  house.clock.freezeAt(new Date("2026-11-25T15:10:00+08:00"));
  await wang().presses({ action: "handover.begin", payload: { customerId: kept } });
  await wang()
    .fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } })
    .submits();
  const before = await everything();
  await wang().presses(undo);
  expect(wang().reads).toContain("连同所有内容移交过");
  expect(await everything()).toEqual(before);
});

const toldTo = async (who: string, name: string) => {
  await house.delivers();
  return house
    .person(who)
    .inbox.map(cardText)
    .filter((text) => text.includes(name));
};

test("whoever had the one that went hears where it went, once, and that it is back; others hear nothing", async () => {
  const { undo } = await merged("告知", ["李伟", "Emma"]);
  expect(await toldTo("Emma", "告知")).toEqual([
    expect.stringMatching(
      /^Your customer 告知机电 went to 李伟 · merged by 王芳\n.*deals and promises with it stay yours/,
    ),
  ]);
  expect((await toldTo("Emma", "告知")).join()).not.toContain("告知有限公司");
  expect(await toldTo("李伟", "告知")).toEqual([]);
  await wang().presses(undo);
  expect((await toldTo("Emma", "告知")).slice(1)).toEqual([
    expect.stringMatching(/^告知机电 is back with you · 王芳 has undone the merge/),
  ]);
  expect(await toldTo("李伟", "告知")).toEqual([]);
});

test("nobody is told of what stays theirs, nor of what they did themselves", async () => {
  await merged("同主", ["Emma", "Emma"]);
  await merged("经理", ["Emma", "王芳"]);
  const orphan = await makeCustomer(house, "孤儿有限公司", { owner: "李伟" });
  await db().customer.update({ where: { id: orphan }, data: { ownerId: null } });
  const gone = await makeCustomer(house, "孤儿机电", { owner: "Emma" });
  await wang().presses({ action: "merging.compare", payload: { keep: orphan, gone } });
  await wang().presses("合并");
  expect(wang().card.title).toContain("已合并");
  for (const name of ["同主", "经理", "孤儿"])
    for (const who of ["Emma", "王芳", "李伟"]) expect(await toldTo(who, name), `${who} ${name}`).toEqual([]);
});

test("taken apart after the owner of the one that went has left, that one is an orphan, and the manager has it", async () => {
  const { kept, gone, undo } = await merged("离开", ["李伟", "Emma"]);
  house.clock.freezeAt(new Date("2026-11-25T15:10:00+08:00"));
  const { version } = await db().member.findUniqueOrThrow({ where: { id: idOf("Emma") } });
  await house.person("林涛").presses({ action: "people.close", payload: { id: idOf("Emma"), version } });
  await wang().presses(undo);
  expect(wang().card.title).toContain("已恢复成两家");
  expect(await db().customer.findUniqueOrThrow({ where: { id: kept } })).toMatchObject({ ownerId: idOf("李伟") });
  expect(await db().customer.findUniqueOrThrow({ where: { id: gone } })).toMatchObject({ ownerId: null });
  expect(await db().ownerChange.findMany({ where: { customerId: gone } })).toMatchObject([
    { fromId: idOf("Emma"), toId: null, cause: "left" },
  ]);
  await house.delivers();
  expect(wang().inbox.some((card) => cardText(card).includes("离开机电"))).toBe(true);
});

test("an orphan that goes into another, or gets an owner by a merge, leaves the manager's list, and is in it again once that is undone", async () => {
  const { organizationId, teamId } = house.company;
  const leaver = await db().member.create({
    data: { id: newId(), organizationId, name: "老韩", roles: ["rep"], createdAt: house.clock.now() },
  });
  await db().teamMember.create({ data: { organizationId, teamId, memberId: leaver.id } });
  const ids: string[] = [];
  for (const name of ["韩家一厂", "韩家二厂"]) {
    const id = await makeCustomer(house, name, { owner: "李伟" });
    await db().customer.update({ where: { id }, data: { ownerId: leaver.id } });
    ids.push(id);
  }
  const into = await makeCustomer(house, "韩家本部", { owner: "李伟" });
  const of = await makeCustomer(house, "韩家贸易", { owner: "李伟" });
  await house.person("林涛").presses({ action: "people.close", payload: { id: leaver.id, version: leaver.version } });
  await house.delivers();
  const list = () => wang().inbox.findLast((card) => /老韩 已离职|没有负责人|每家客户都有/.test(card.title))!;
  const shown = () => ["韩家一厂", "韩家二厂"].filter((name) => cardText(list()).includes(name));
  expect(shown()).toEqual(["韩家一厂", "韩家二厂"]);
  const merges = async (keep: string, gone: string) => {
    await wang().presses({ action: "merging.compare", payload: { keep, gone } });
    await wang().presses("合并");
    const { press } = buttonsOf(wang().card).find(({ label }) => label === "撤销合并")!;
    await house.delivers();
    return press;
  };
  const first = await merges(into, ids[0]!);
  expect(shown()).toEqual(["韩家二厂"]);
  const second = await merges(ids[1]!, of);
  expect(shown()).toEqual([]);
  for (const undo of [first, second]) await wang().presses(undo);
  await house.delivers();
  expect(shown()).toEqual(["韩家一厂", "韩家二厂"]);
});
