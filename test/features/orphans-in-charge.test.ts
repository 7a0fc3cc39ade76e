import { beforeAll, expect, test } from "vitest";
import { admin as makeAdmin } from "../../src/cli/admin.ts";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { team } from "../../src/features/team/index.ts";
import { withHandovers } from "../support/handover-house.ts";

const { house, db, rep, close, customer } = withHandovers("2026-11-23T09:00:00+08:00", [team]);
const admin = () => house.person("林涛");
const versionOf = async (id: string) => (await db().member.findUniqueOrThrow({ where: { id } })).version;

const edits = async (id: string, roles: readonly Role[], teams: readonly string[]) => {
  await admin().presses({ action: "people.edit", payload: { id, version: await versionOf(id) } });
  await admin()
    .fills({ roles: { choose: [...roles] }, teams: { choose: [...teams] } })
    .submits();
};
const opens = async (id: string) =>
  admin().presses({ action: "people.open", payload: { id, version: await versionOf(id) } });
/** The titles of what each of these reads by what is done. */
const readBy = async (names: readonly string[], work: () => Promise<unknown>) => {
  const had = names.map((name) => house.person(name).inbox.length);
  house.clock.freezeAt(new Date(house.clock.now().getTime() + 60_000));
  await work();
  await house.delivers();
  return names.map((name, index) =>
    house
      .person(name)
      .inbox.slice(had[index])
      .map(({ title }) => title),
  );
};
const LIST = "2 家客户没有负责人 · 西南组";

let west: string;
let head: string;
beforeAll(async () => {
  const { organizationId, segmentId } = house.company;
  west = newId();
  await db().team.create({ data: { id: west, organizationId, segmentId, name: "西南组" } });
  head = await rep("组长");
  await db().member.update({ where: { id: head }, data: { roles: ["manager"] } });
  await db().teamMember.updateMany({ where: { memberId: head }, data: { teamId: west } });
  const gone = await rep("老西");
  for (const name of ["西一", "西二"]) await customer(name, gone, { teamId: west });
  await close(gone);
});

test("when the only manager leaves, who stands above has the list, and whoever is made manager later; nobody twice", async () => {
  const above = await rep("板块");
  const names = ["板块", "小李", "林涛", "王芳"];
  expect(await readBy(names, () => edits(above, ["segment_admin"], [house.company.teamId]))).toEqual([
    [expect.stringContaining("你的")],
    [],
    [],
    [],
  ]);
  expect(await readBy(names, () => close(head))).toEqual([[LIST], [], [], []]);
  const li = await rep("小李");
  const [, read, ...others] = await readBy(names, () => edits(li, ["manager"], [west]));
  expect(read!.filter((title) => title === LIST)).toHaveLength(1);
  expect(others).toEqual([[], []]);
  const mailed = await readBy(names, () => edits(li, ["manager", "rep"], [west]));
  expect(mailed.flat()).not.toContain(LIST);
  expect(await readBy(names, () => close(li))).toEqual([[LIST], [], [], []]);
  const reopened = await readBy(names, () => opens(li));
  expect(reopened.map((titles) => titles.includes(LIST))).toEqual([false, true, false, false]);
  await close(li);
  await close(above);
  await house.delivers();
});

test("the admins who were told that nobody can are followed by whoever is put in charge, however that comes about", async () => {
  const names = ["林涛", "新经理"];
  const last = await rep("末任");
  await edits(last, ["manager"], [west]);
  await house.delivers();
  const [told] = await readBy(names, () => close(last));
  const nobodyCan = (titles: readonly string[]) => titles.filter((title) => title.includes("西南组 有客户没有负责人"));
  expect(nobodyCan(told!)).toHaveLength(1);
  const onTheMachine = { who: "李伟", print: () => undefined };
  const [again, operator] = await readBy(["林涛", "李伟"], () => makeAdmin(house.jobContext().scope, onTheMachine));
  expect([nobodyCan(again!), nobodyCan(operator!)]).toEqual([[], [expect.any(String)]]);
  house.tells("U-new", { name: "新经理" });
  await admin().types("/people");
  await admin().presses("加人");
  await admin()
    .fills({ people: { people: ["U-new"] }, roles: { choose: ["manager"] }, teams: { choose: west } })
    .submits();
  expect(admin().card.title).toContain("已加入");
  await house.delivers();
  const { id } = await db().member.findFirstOrThrow({ where: { name: "新经理" } });
  expect(await db().messageRef.count({ where: { subject: `orphans:${west}`, memberId: id } })).toBe(1);
});
