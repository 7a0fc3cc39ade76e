import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { duplicates } from "../../src/features/duplicates/index.ts";
import { handover } from "../../src/features/handover/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { team } from "../../src/features/team/index.ts";
import { withPapers } from "../support/papers.ts";

const features = [team, handover, duplicates, merging];
const { house, db, makeProspect, makeMember, sendFee, approvalOf } = withPapers("2026-11-23T09:00:00+08:00", features);
const idOf = (name: string) => house.company.people[name]!.id;
const lead = () => house.person("周明");

/** Another team of 工业, led by somebody. */
const madeTeam = async (name: string) => {
  const { organizationId, segmentId } = house.company;
  const id = newId();
  await db().team.create({ data: { id, organizationId, segmentId, name } });
  const memberId = await makeMember(`${name}经理`, ["manager"], false);
  await db().teamMember.create({ data: { teamId: id, memberId, organizationId } });
  await db().member.update({ where: { id: idOf("周明") }, data: { roles: ["coordinator"] } });
  return id;
};
/** The admin puts the team into 医疗. */
const moves = async (id: string) => {
  const { otherSegmentId } = house.company;
  const admin = house.person("林涛");
  await admin.presses({ action: "team.editTeam", payload: { id } });
  await admin.fills({ segment: { choose: otherSegmentId } }).submits();
  expect(await db().team.findUniqueOrThrow({ where: { id } })).toMatchObject({ segmentId: otherSegmentId });
};
const gives = async (customerId: string) => {
  await lead().presses({ action: "handover.begin", payload: { customerId } });
  await lead()
    .fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } })
    .submits();
  expect(lead().card.title).toContain("已移交");
  return lead().card;
};

test("decided fees of a team that goes to another segment are read by the team that has their customer", async () => {
  const moving = await madeTeam("迁出组");
  const prospect = await makeProspect("留在工业");
  const fee = await sendFee(prospect);
  const at = house.clock.now();
  const { id: approvalId } = await approvalOf(fee);
  const signed = { approved: true, decidedAt: at, decidedById: idOf("陈静") };
  await db().approvalStep.updateMany({ where: { approvalId }, data: signed });
  const decided = { state: "approved", closedAt: at, teamId: moving } as const;
  await db().approval.update({ where: { id: approvalId }, data: decided });
  await db().fee.update({ where: { id: fee }, data: { teamId: moving } });
  const readers = async () => {
    const reads: string[] = [];
    for (const name of ["王芳", "迁出组经理", "钱进"]) {
      await house.person(name).presses({ action: "approvals.open", payload: { subject: "fee", id: fee } });
      if (house.person(name).reads.includes("留在工业")) reads.push(name);
    }
    return reads;
  };
  expect(await readers()).toEqual(["迁出组经理"]);
  await moves(moving);
  expect(await readers()).toEqual(["王芳"]);
  const { teamId } = house.company;
  expect((await approvalOf(fee)).teamId).toBe(teamId);
  expect(await db().auditEntry.findFirst({ where: { what: "fee.followed", subject: `fee:${fee}` } })).toMatchObject({
    before: { teamId: moving },
    after: { teamId },
  });
});

test("no handover is undone into a team that is in another segment by now: what was in it stays, and says why", async () => {
  const moving = await madeTeam("换板块组");
  const { teamId, segmentId } = house.company;
  const { customerId } = await makeProspect("原属换板块组", { customer: { teamId: moving, ownerId: null } });
  const card = await gives(customerId);
  await moves(moving);
  await lead().presses("撤销", { on: card });
  expect(lead().reads).toContain("换到别的板块");
  const there = { ownerId: idOf("Emma"), teamId, segmentId };
  expect(await db().customer.findUniqueOrThrow({ where: { id: customerId } })).toMatchObject(there);
});

test("a deal that was on that team's board is then on that of the customer's team", async () => {
  const moving = await madeTeam("带单组");
  const { teamId, segmentId } = house.company;
  const { customerId, dealId } = await makeProspect("单在别组");
  await db().deal.update({ where: { id: dealId }, data: { teamId: moving } });
  const card = await gives(customerId);
  await moves(moving);
  await lead().presses("撤销", { on: card });
  expect(lead().card.title).toContain("已从 Emma 撤回");
  const there = { ownerId: idOf("李伟"), teamId, segmentId };
  expect(await db().customer.findUniqueOrThrow({ where: { id: customerId } })).toMatchObject(there);
  expect(await db().deal.findUniqueOrThrow({ where: { id: dealId } })).toMatchObject(there);
});

test("nor is a merge: what was in that team is in the one that has the merged one", async () => {
  const moving = await madeTeam("合并组");
  const { teamId, segmentId } = house.company;
  const { customerId: keep } = await makeProspect("合并后留下的");
  const { customerId: gone, dealId } = await makeProspect("合并前在别组", { customer: { teamId: moving } });
  await lead().presses({ action: "merging.compare", payload: { keep, gone } });
  await lead().presses("合并");
  expect(lead().card.title).toContain("已合并");
  const undo = lead().card;
  await moves(moving);
  await lead().presses("撤销合并", { on: undo });
  expect(lead().card.title).toContain("已恢复成两家");
  expect(await db().customer.findUniqueOrThrow({ where: { id: gone } })).toMatchObject({ teamId, segmentId });
  expect(await db().deal.findUniqueOrThrow({ where: { id: dealId } })).toMatchObject({ teamId, segmentId });
});
