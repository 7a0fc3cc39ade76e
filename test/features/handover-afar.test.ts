import { expect, test } from "vitest";
import { handover } from "../../src/features/handover/index.ts";
import { day } from "../support/care-house.ts";
import { withPapers } from "../support/papers.ts";

const { house, db, makeProspect, sendFee, approvalOf } = withPapers("2026-11-23T09:00:00+08:00", [handover]);

test("what a customer was worth, and its fees, go along into another segment, and come back", async () => {
  const { organizationId, teamId, otherTeamId, segmentId, people } = house.company;
  const worth = { grade: "A", quadrant: "high" } as const;
  const prospect = await makeProspect("价值往返", { customer: worth });
  const { customerId } = prospect;
  const fee = await sendFee(prospect);
  const at = house.clock.now();
  const { id: approvalId } = await approvalOf(fee);
  const signed = { approved: true, decidedAt: at, decidedById: people.陈静!.id };
  await db().approvalStep.updateMany({ where: { approvalId }, data: signed });
  await db().approval.update({ where: { id: approvalId }, data: { state: "approved", closedAt: at } });
  const money = { currency: "CNY", collectedMinor: 0n, openMinor: 0n, yearlyMinor: 0n, purchases: 0 };
  const reckoned = { ...money, ...worth, customerId, organizationId, segmentId, reckonedOn: day("2026-11-23") };
  await db().worth.create({ data: reckoned });
  const standing = async () => {
    const { grade, quadrant } = await db().customer.findUniqueOrThrow({ where: { id: customerId } });
    const { teamId: of } = await db().fee.findUniqueOrThrow({ where: { id: fee } });
    const reads: string[] = [];
    for (const name of ["王芳", "钱进"]) {
      const person = house.person(name);
      await person.presses({ action: "approvals.open", payload: { subject: "fee", id: fee } });
      if (person.reads.includes("价值往返")) reads.push(name);
      else expect(person.reads).toContain("这里没有需要你审批的这张单子");
    }
    return { grade, quadrant, of, signedIn: (await approvalOf(fee)).teamId, reads };
  };
  const before = { ...worth, of: teamId, signedIn: teamId, reads: ["王芳"] };
  expect(await standing()).toEqual(before);
  const lead = house.person("周明");
  await db().member.update({ where: { id: people.周明!.id }, data: { roles: ["coordinator"] } });
  await lead.presses({ action: "handover.begin", payload: { customerId } });
  await lead.fills({ to: { choose: `${people.孙丽!.id}:${otherTeamId}` } }).submits();
  const there = { grade: null, quadrant: null, of: otherTeamId, signedIn: otherTeamId, reads: ["钱进"] };
  expect(await standing()).toEqual(there);
  // A fee that was left where the customer was before is read there no more.
  const left = async (team: string) => {
    await db().fee.update({ where: { id: fee }, data: { teamId: team } });
    await db().approval.update({ where: { id: approvalId }, data: { teamId: team } });
  };
  await left(teamId);
  expect((await standing()).reads).toEqual([]);
  await left(otherTeamId);
  await lead.presses("撤销");
  expect(await standing()).toEqual(before);
});
