import { beforeEach, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { customers } from "../../src/features/customers/index.ts";
import { duplicates } from "../../src/features/duplicates/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { visits } from "../../src/features/visits/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({
  features: [visits, customers, duplicates, merging],
  at: "2026-11-25T15:00:00+08:00",
});
const db = () => from({ database: house.database.handle });
const { makeDeal } = dealsOf(house);

/** All that could have changed, in the order of ids. */
const everything = async () => ({
  customers: await db().customer.findMany({ orderBy: { id: "asc" }, omit: { version: true } }),
  contacts: await db().contact.findMany({ orderBy: { id: "asc" } }),
  activities: await db().activity.findMany({ orderBy: { id: "asc" } }),
  steps: await db().nextStep.findMany({ orderBy: { id: "asc" } }),
  deals: await db().deal.findMany({ orderBy: { id: "asc" } }),
  shares: await db().customerShare.findMany({ orderBy: [{ customerId: "asc" }, { memberId: "asc" }] }),
  receipts: await db().collection.findMany({ orderBy: { id: "asc" } }),
});
let count = 0;
/** 宏达 twice: the second with a contact, a visit with a next step, a deal with money in, and two shares. */
const twins = async (owners: readonly [string, string] = ["李伟", "李伟"]) => {
  count += 1;
  const name = `宏达${count}号`;
  const kept = await makeCustomer(house, `${name}有限公司`, { owner: owners[0], lastContactOn: "2026-10-01" });
  const gone = await makeCustomer(house, `${name}机电`, {
    owner: owners[1],
    city: "杭州",
    flags: ["warning"],
    shortNames: [`老${name}`],
  });
  await makeContact(house, kept, { name: "赵一" });
  const contact = await makeContact(house, gone, { name: "王建国", title: "总经理" });
  for (const id of [kept, gone]) {
    const contactOf = await db().contact.findFirstOrThrow({ where: { customerId: id } });
    await db().contact.update({ where: { id: contactOf.id }, data: { phones: [`1380000${1000 + count}`] } });
  }
  const dealId = await makeDeal(`${name}首批`, { customerId: gone }, owners[1]);
  const li = house.person(owners[1]);
  await li.types(`/visit 老${name} 王总谈了续约 下周三再访`);
  expect(li.card.tone).toBe("done");
  const [emma, lin] = [house.company.people.Emma!.id, house.company.people.林涛!.id];
  const share = (customerId: string, memberId: string) => ({
    customerId,
    memberId,
    organizationId: house.company.organizationId,
  });
  await db().customerShare.createMany({ data: [share(kept, emma), share(gone, emma), share(gone, lin)] });
  const receipt = { id: newId(), organizationId: house.company.organizationId, customerId: gone, dealId };
  await db().collection.create({
    data: {
      ...receipt,
      amountMinor: 100n,
      currency: "CNY",
      receivedOn: new Date("2026-11-20"),
      confirmedById: lin,
      at: house.clock.now(),
    },
  });
  return { name, kept, gone, contact, dealId };
};
const compare = ({ kept, gone }: { readonly kept: string; readonly gone: string }) => ({
  action: "merging.compare",
  payload: { keep: kept, gone },
});
const finds = async () => {
  for (const tick of duplicates.ticks ?? []) await tick.run(house.jobContext());
};

beforeEach(() => house.clock.freezeAt(new Date("2026-11-25T15:00:00+08:00")));

test("the list shows pairs, compares them, merges them with everything, and makes two of them again", async () => {
  const pair = await twins();
  house.clock.freezeAt(new Date("2026-11-25T17:00:00+08:00"));
  await finds();
  const before = await everything();
  const wang = house.person("王芳");
  await wang.types("/查重");
  expect(wang.reads).toContain("电话相同");
  await wang.presses(compare(pair));
  expect(wang.reads).toBe(
    [
      `把 ${pair.name}机电 并入 ${pair.name}有限公司？\n警示`,
      `保留: ${pair.name}有限公司 · 李伟`,
      `并入: ${pair.name}机电 · 李伟 · 杭州`,
      "补上: 城市 杭州",
      "一起移过去: 1 位联系人、1 条行动、1 个下一步、1 个商机、2 次共享",
      `照样找得到: ${pair.name}机电 成为简称`,
    ].join("\n"),
  );
  expect(await everything()).toEqual(before);
  await wang.presses("合并");
  expect(wang.card.title).toBe(`已合并：${pair.name}机电 并入 ${pair.name}有限公司`);
  const merged = await db().customer.findMany({ where: { id: { in: [pair.kept, pair.gone] } } });
  expect(merged).toMatchObject([
    { id: pair.kept, city: "杭州", flags: ["warning"], shortNames: [`${pair.name}机电`, `老${pair.name}`] },
  ]);
  expect(await db().activity.count({ where: { customerId: pair.kept } })).toBe(1);
  expect(await db().customerShare.count({ where: { customerId: pair.kept } })).toBe(2);
  // The book is as it was, and its deal leads to the customer.
  expect((await everything()).receipts).toEqual(before.receipts);
  const undo = buttonsOf(wang.card).find(({ label }) => label === "撤销合并")!.press;
  const li = house.person("李伟");
  await li.types(`/customer ${pair.name}机电`);
  expect(li.card.title).toBe(`${pair.name}有限公司`);
  await li.presses({ action: "customers.open", payload: { id: pair.gone } });
  expect(li.card.title).toBe(`${pair.name}有限公司`);
  await wang.presses(undo);
  expect(wang.card.title).toBe(`已恢复成两家：${pair.name}机电 和 ${pair.name}有限公司`);
  expect(await everything()).toEqual(before);
  await wang.presses(undo);
  expect(wang.reads).toContain("不用再撤销");
  const audited = await db().auditEntry.findMany({
    where: { subject: { in: [`customer:${pair.kept}`, `customer:${pair.gone}`] } },
  });
  expect(audited.map(({ what }) => what)).toEqual(
    expect.arrayContaining(["customer.merged", "customer.merged_away", "customer.parted"]),
  );
});

test("merged twice, into each other, with itself, from an old look: refused, and nothing changes", async () => {
  const pair = await twins();
  const wang = house.person("王芳");
  await wang.presses(compare(pair));
  const press = buttonsOf(wang.card).find(({ label }) => label === "合并")!.press;
  const versions = (press.payload as { versions: number[] }).versions;
  const both = [
    wang.presses(press),
    house.person("李伟").presses({
      action: "merging.merge",
      payload: { keep: pair.gone, gone: pair.kept, versions: versions.toReversed() },
    }),
  ];
  await Promise.all(both);
  expect(await db().customer.count({ where: { id: { in: [pair.kept, pair.gone] } } })).toBe(1);
  const after = await everything();
  await wang.presses(press);
  expect(wang.reads).toContain("其中一家已经不在你能看到的客户里");
  await wang.presses({ action: "merging.compare", payload: { keep: pair.kept, gone: pair.kept } });
  expect(wang.reads).toContain("没有合并");
  expect(await everything()).toEqual(after);
  const other = await twins();
  await wang.presses(compare(other));
  await db().customer.update({ where: { id: other.kept }, data: { version: { increment: 1 } } });
  await wang.presses("合并");
  expect(wang.card.text).toEqual(["这期间资料有改动，没有合并。下面是现在的样子。"]);
  expect(await db().customer.count({ where: { id: { in: [other.kept, other.gone] } } })).toBe(2);
});

test("a rep merges what is theirs alone; nobody merges what they do not see, or across segments", async () => {
  const shared = await twins(["李伟", "Emma"]);
  const [li, sun, zhou] = [house.person("李伟"), house.person("孙丽"), house.person("周明")];
  const before = await everything();
  await li.presses(compare(shared));
  expect(li.reads).toContain("其中一家已经不在你能看到的客户里");
  await sun.presses(compare(shared));
  const hidden = sun.reads;
  await sun.presses(compare({ kept: newId(), gone: newId() }));
  expect(sun.reads).toBe(hidden);
  expect(await everything()).toEqual(before);
  const far = await makeCustomer(house, "远方宏达", { owner: "孙丽" });
  await zhou.presses(compare({ kept: shared.kept, gone: far }));
  expect(zhou.reads).toContain("两家不在同一个板块");
});

test("what newer stands on a merge keeps it: edited since, worked on since, a day over", async () => {
  const wang = house.person("王芳");
  const merged = async () => {
    const pair = await twins();
    await wang.presses(compare(pair));
    await wang.presses("合并");
    return { ...pair, undo: buttonsOf(wang.card).find(({ label }) => label === "撤销合并")!.press };
  };
  const edited = await merged();
  await db().customer.update({ where: { id: edited.kept }, data: { city: "宁波" } });
  await wang.presses(edited.undo);
  expect(wang.reads).toContain("又改过资料或再次合并");
  const worked = await merged();
  await house.person("李伟").types(`/visit ${worked.name}有限公司 王建国谈了交期`);
  expect(await db().activityContact.count({ where: { contactId: worked.contact } })).toBeGreaterThan(1);
  await wang.presses(worked.undo);
  expect(wang.reads).toContain("分开就断了");
  const taken = await merged();
  await makeCustomer(house, `${taken.name}机电`, { owner: "李伟" });
  await wang.presses(taken.undo);
  expect(wang.reads).toContain("已经被另一家用了");
  const late = await merged();
  house.clock.freezeAt(new Date("2026-11-26T15:01:00+08:00"));
  const before = await everything();
  await wang.presses(late.undo);
  expect(wang.reads).toContain("已经过了可以撤销");
  expect(await everything()).toEqual(before);
});

test("told apart once they are not listed again, and the list shows whole pairs of one's sight alone", async () => {
  const pair = await twins(["李伟", "Emma"]);
  house.clock.freezeAt(new Date("2026-11-25T21:00:00+08:00"));
  await finds();
  const listed = async (who: string) => {
    await house.person(who).types("/duplicates");
    return house.person(who).reads.includes(pair.name);
  };
  expect([await listed("李伟"), await listed("孙丽"), await listed("周明"), await listed("王芳")]).toEqual([
    false,
    false,
    true,
    true,
  ]);
  const wang = house.person("王芳");
  await wang.presses({ action: "duplicates.apart", payload: { one: pair.gone, other: pair.kept } });
  expect(wang.card.title).toContain("是两家");
  house.clock.freezeAt(new Date("2026-11-25T23:00:00+08:00"));
  await finds();
  expect(await listed("王芳")).toBe(false);
});

test("told apart from others, the one that went is so again once the merge is taken back", async () => {
  const pair = await twins();
  const [like, leaves] = [await twins(), await twins()];
  const wang = house.person("王芳");
  for (const other of [like.kept, leaves.gone])
    await wang.presses({ action: "duplicates.apart", payload: { one: pair.gone, other } });
  const theirs = { apartAt: { not: null }, OR: [{ oneId: pair.gone }, { otherId: pair.gone }] };
  const apart = () => db().duplicatePair.findMany({ where: theirs, orderBy: { otherId: "asc" } });
  const before = await apart();
  expect(before).toHaveLength(2);
  await wang.presses(compare(pair));
  await wang.presses("合并");
  const undo = () => buttonsOf(wang.card).find(({ label }) => label === "撤销合并")!.press;
  const first = undo();
  expect(await apart()).toEqual([]);
  await wang.presses(compare(leaves));
  await wang.presses("合并");
  const second = undo();
  await wang.presses(first);
  expect(wang.card.title).toContain("已恢复成两家");
  expect(await apart()).toEqual(before.filter(({ oneId, otherId }) => ![oneId, otherId].includes(leaves.gone)));
  await wang.presses(second);
  expect(await apart()).toEqual(before);
});

test("an orphan that gets the owner of the other gets their team too, and who owned when is kept, also when undone", async () => {
  const pair = await twins(["李伟", "Emma"]);
  const { organizationId, segmentId, teamId, people } = house.company;
  const otherTeamId = newId();
  await db().team.create({ data: { id: otherTeamId, organizationId, segmentId, name: `二组${pair.name}` } });
  const of = { organizationId, customerId: pair.kept, cause: "left" as const, handoverId: null, byId: null };
  const left = { ...of, fromId: people.李伟!.id, toId: null, fromTeamId: teamId, toTeamId: teamId };
  await db().ownerChange.create({ data: { ...left, id: newId(), at: house.clock.now() } });
  await db().customer.update({ where: { id: pair.kept }, data: { ownerId: null } });
  await db().customer.update({ where: { id: pair.gone }, data: { teamId: otherTeamId } });
  const before = await everything();
  const [zhou, emma] = [house.person("周明"), people.Emma!.id];
  const spells = () =>
    db().ownerChange.findMany({
      where: { customerId: { in: [pair.kept, pair.gone] } },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      omit: { id: true, at: true },
    });
  await zhou.presses(compare(pair));
  await zhou.presses("合并");
  const kept = await db().customer.findUniqueOrThrow({ where: { id: pair.kept } });
  expect(kept).toMatchObject({ ownerId: emma, teamId: otherTeamId });
  const merged = {
    ...{ organizationId, customerId: pair.kept, cause: "merged", handoverId: null, byId: people.周明!.id },
    ...{ fromId: null, toId: emma, fromTeamId: teamId, toTeamId: otherTeamId },
  };
  expect(await spells()).toEqual([left, merged]);
  house.clock.freezeAt(new Date("2026-11-25T15:10:00+08:00"));
  await zhou.presses("撤销合并");
  expect(await everything()).toEqual(before);
  const undone = { cause: "undone", fromId: emma, toId: null, fromTeamId: otherTeamId, toTeamId: teamId };
  expect(await spells()).toEqual([left, merged, { ...merged, ...undone }]);
  const filled = await twins();
  await zhou.presses(compare(filled));
  await zhou.presses("合并");
  expect(await db().ownerChange.count({ where: { customerId: { in: [filled.kept, filled.gone] } } })).toBe(0);
});

test("an orphan does not go back to a team that was closed since the merge", async () => {
  const pair = await twins(["李伟", "Emma"]);
  const { organizationId, segmentId, teamId } = house.company;
  const old = await db().team.create({ data: { id: newId(), organizationId, segmentId, name: `旧组${pair.name}` } });
  await db().customer.update({ where: { id: pair.kept }, data: { ownerId: null, teamId: old.id } });
  const zhou = house.person("周明");
  await zhou.presses(compare(pair));
  await zhou.presses("合并");
  await db().team.update({ where: { id: old.id }, data: { closedAt: house.clock.now() } });
  await zhou.presses("撤销合并");
  expect(await db().customer.findUnique({ where: { id: pair.kept } })).toMatchObject({ ownerId: null, teamId });
});
