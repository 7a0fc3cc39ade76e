import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { day } from "../support/care-house.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, customer } = company;

const edits = async (id: string, roles: readonly Role[], teams: readonly string[]) => {
  const admin = house.person("林涛");
  const { version } = await db().member.findUniqueOrThrow({ where: { id } });
  await admin.presses({ action: "people.edit", payload: { id, version } });
  await admin.fills({ roles: { choose: [...roles] }, teams: { choose: [...teams] } }).submits();
  expect(cardText(admin.card)).toContain("已修改");
};
const asked = async (what: string, given: { giver: string; to: string; about: string | null }) => {
  const id = newId();
  const { organizationId } = house.company;
  const who = { organizationId, giverId: given.giver, assigneeId: given.to, customerId: given.about };
  await db().task.create({ data: { ...who, id, what, dueOn: day("2026-11-27"), createdAt: house.clock.now() } });
  return id;
};
const stateOf = async (id: string) => {
  const { state, giverId, assigneeId } = await db().task.findUniqueOrThrow({ where: { id } });
  return { state, giverId, assigneeId };
};

test("tasks about customers a mover sees no more go back to who gave them, the manager where that was themselves; the rest stays", async () => {
  const { otherTeamId } = house.company;
  const mover = await rep("小调");
  const away = await customer("秘而不宣", idOf("李伟"));
  await db().customerShare.create({
    data: { customerId: away, memberId: mover, organizationId: house.company.organizationId },
  });
  const given = await asked("问一声价格", { giver: idOf("李伟"), to: mover, about: away });
  const own = await asked("自己记着", { giver: mover, to: mover, about: away });
  const free = await asked("写周报", { giver: idOf("王芳"), to: mover, about: null });
  await edits(mover, ["rep"], [otherTeamId]);
  expect(await stateOf(given)).toEqual({ state: "returned", giverId: idOf("李伟"), assigneeId: mover });
  expect(await stateOf(own)).toEqual({ state: "returned", giverId: idOf("王芳"), assigneeId: mover });
  expect(await stateOf(free)).toEqual({ state: "open", giverId: idOf("王芳"), assigneeId: mover });
  await house.delivers();
  const told = (name: string, what: string) =>
    house
      .person(name)
      .inbox.map(cardText)
      .filter((text) => text.includes(what));
  expect(told("李伟", "问一声价格")).toHaveLength(1);
  expect(told("李伟", "问一声价格")[0]).toContain("小调 不再负责这件事，现在没有人办");
  expect(told("王芳", "自己记着")).toHaveLength(1);
  const there = house.person("小调");
  await there.types("/tasks");
  expect(there.reads).toContain("写周报");
  expect(there.reads).not.toContain("问一声价格");
  expect([there.reads, ...there.inbox.map(cardText)].join()).not.toContain("秘而不宣");
  const entries = await db().auditEntry.findMany({ where: { subject: `customer:${away}` }, orderBy: { id: "asc" } });
  expect(entries.map(({ what }) => what)).toEqual(["task.passedOn", "task.returned", "task.returned"]);
});

test("whoever still sees the customer keeps what they were asked to do for it", async () => {
  const { otherTeamId, teamId } = house.company;
  const mover = await rep("小留");
  const about = await customer("看得见", idOf("李伟"));
  await db().customerShare.create({
    data: { customerId: about, memberId: mover, organizationId: house.company.organizationId },
  });
  const task = await asked("陪一次会", { giver: idOf("李伟"), to: mover, about });
  await edits(mover, ["rep"], [teamId, otherTeamId]);
  expect(await stateOf(task)).toMatchObject({ state: "open", assigneeId: mover });
});
