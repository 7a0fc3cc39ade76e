import { expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, rep, customer, customerOf, unchanged, makeDeal } = company;

test("a coordinator moves all of a colleague's at once into their other team: they stay theirs, are told once, and get no first call", async () => {
  const { organizationId, otherTeamId, otherSegmentId, segmentId, teamId } = house.company;
  const lead = house.person("统筹");
  await db().member.update({ where: { id: await rep("统筹") }, data: { roles: ["coordinator"] } });
  const id = await rep("陈晨");
  await db().teamMember.create({ data: { teamId: otherTeamId, memberId: id, organizationId } });
  const theirs = [await customer("整组甲", id), await customer("整组乙", id), await customer("整组丙", id)];
  const there = await customer("已在那边", id, { teamId: otherTeamId, segmentId: otherSegmentId });
  const deal = await makeDeal("整组单", { customerId: theirs[0]!, stage: "p25", ownerId: id });
  const placeOf = async () =>
    (await db().customer.findMany({ where: { id: { in: theirs } }, orderBy: { id: "asc" } })).map((one) => [
      ...[one.id, one.ownerId, one.teamId, one.segmentId],
    ]);
  const before = await placeOf();
  const calls = await db().nextStep.count();
  await lead.types("/handover");
  await lead.presses("移交某位同事的");
  await lead.fills({ whose: { choose: id } }).submits();
  expect(lead.form.content.fields.all).toMatchObject({ label: "这位同事的全部 4 家" });
  await lead.fills({ all: true, to: { choose: `${id}:${otherTeamId}` } }).submits();
  expect(lead.reads).toContain("负责人还是 陈晨，不用再打第一个电话");
  expect(lead.reads).not.toContain("已经有了新的负责人");
  expect(await placeOf()).toEqual(theirs.toSorted().map((one) => [one, id, otherTeamId, otherSegmentId]));
  expect(await db().deal.findUniqueOrThrow({ where: { id: deal } })).toMatchObject({
    ...{ ownerId: id, teamId: otherTeamId, segmentId: otherSegmentId },
  });
  expect(await db().nextStep.count()).toBe(calls);
  const told = async () =>
    (await db().outgoingMessage.findMany({ where: { memberId: id }, orderBy: { seq: "asc" } })).map(({ card }) =>
      cardText(card as unknown as Card),
    );
  expect(await told()).toEqual([expect.stringContaining("统筹 把你的 3 家客户转到了")]);
  await lead.presses("撤销");
  expect(await placeOf()).toEqual(before);
  expect(await customerOf(there)).toMatchObject({ teamId: otherTeamId, segmentId: otherSegmentId });
  expect((await told()).at(-1)).toContain("统筹 撤销了转组：你的 3 家客户回到原来的团队");
  expect(before.map(([, , team, segment]) => [team, segment])).toEqual(theirs.map(() => [teamId, segmentId]));
});

test("whose customers are up to somebody else to hand over is nobody a manager may choose", async () => {
  const { otherTeamId, otherSegmentId } = house.company;
  const id = await rep("远方");
  await db().teamMember.updateMany({ where: { memberId: id }, data: { teamId: otherTeamId } });
  await customer("远方客户", id, { teamId: otherTeamId, segmentId: otherSegmentId });
  const manager = house.person("王芳");
  await manager.types("/handover");
  await manager.presses("移交某位同事的");
  await unchanged(async () => {
    await manager.fills({ whose: { choose: id } }).submits();
    expect(manager.form.errors).toMatchObject({ whose: expect.stringContaining("没有能由你移交的客户") });
  });
});
