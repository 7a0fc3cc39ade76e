import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { texts } from "../../src/features/people/texts.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, customerOf, promised, makeDeal } = company;
const admin = () => house.person("林涛");
const inbox = (who: string) => house.person(who).inbox;

const edits = async (id: string, roles: readonly Role[], teams: readonly string[]) => {
  const { version } = await db().member.findUniqueOrThrow({ where: { id } });
  await admin().presses({ action: "people.edit", payload: { id, version } });
  await admin()
    .fills({ roles: { choose: [...roles] }, teams: { choose: [...teams] } })
    .submits();
};
const reopens = async (id: string) => {
  const { version } = await db().member.findUniqueOrThrow({ where: { id } });
  await admin().presses({ action: "people.open", payload: { id, version } });
};
const madeTeam = async (name: string, closedAt: Date | null = null) => {
  const { organizationId, segmentId } = house.company;
  const id = newId();
  await db().team.create({ data: { id, organizationId, segmentId, name, closedAt } });
  return id;
};

describe("who works in another segment from now on", () => {
  test("leaves there what they had open with customers of others: it is theirs, or the manager's", async () => {
    const { teamId, otherTeamId } = house.company;
    const mover = await rep("小段");
    const theirs = await customer("段家同事", idOf("Emma"));
    const orphan = await customer("段家孤儿", idOf("Emma"));
    await db().customer.update({ where: { id: orphan }, data: { ownerId: null } });
    const deals = [
      await makeDeal("段家同事单", { customerId: theirs, ownerId: mover, stage: "p25" }),
      await makeDeal("段家孤儿单", { customerId: orphan, ownerId: mover, stage: "p25" }),
      await makeDeal("段家散单", { customerId: null, ownerId: mover, stage: "p25" }),
      await makeDeal("段家旧单", { customerId: theirs, ownerId: mover, stage: "won" }),
    ];
    const [step, waiting] = [await promised(theirs, mover), await promised(orphan, mover)];
    await edits(mover, ["rep"], [teamId, otherTeamId]);
    expect(await db().deal.count({ where: { ownerId: mover } })).toBe(4);
    await edits(mover, ["rep"], [otherTeamId]);
    const owners = await Promise.all(deals.map((id) => db().deal.findUniqueOrThrow({ where: { id } })));
    expect(owners.map(({ ownerId }) => ownerId)).toEqual([idOf("Emma"), idOf("王芳"), idOf("王芳"), mover]);
    const steps = await db().nextStep.findMany({ where: { id: { in: [step, waiting] } }, orderBy: { id: "asc" } });
    expect(steps.map(({ memberId }) => memberId)).toEqual([idOf("Emma"), idOf("王芳")]);
    const entry = { subject: `deal:${deals[0]}`, what: "deal.changed" };
    expect(await db().auditEntry.findFirstOrThrow({ where: entry })).toMatchObject({
      before: { ownerId: mover },
      after: { ownerId: idOf("Emma") },
    });
    await house.person("小段").types("/customer 段家同事");
    expect(house.person("小段").reads).not.toContain("Emma");
  });

  test("keeps what they have open elsewhere as long as they see it, and gives it up with that sight", async () => {
    const { teamId, otherSegmentId, otherTeamId } = house.company;
    const mover = await rep("小统");
    const theirs = await customer("统家外板块", idOf("孙丽"), { segmentId: otherSegmentId, teamId: otherTeamId });
    const there = { segmentId: otherSegmentId, teamId: otherTeamId };
    const deal = await makeDeal("统家外板块单", { customerId: theirs, ownerId: mover, stage: "p25", ...there });
    const step = await promised(theirs, mover);
    const held = async () => [
      (await db().deal.findUniqueOrThrow({ where: { id: deal } })).ownerId,
      (await db().nextStep.findUniqueOrThrow({ where: { id: step } })).memberId,
    ];
    for (const role of ["executive", "coordinator"] as const) {
      await db().member.update({ where: { id: mover }, data: { roles: [role] } });
      const { version } = await db().member.findUniqueOrThrow({ where: { id: mover } });
      await admin().presses({ action: "people.edit", payload: { id: mover, version } });
      await admin()
        .fills({ mail: `${role}@tong.example` })
        .submits();
      expect((await db().member.findUniqueOrThrow({ where: { id: mover } })).mail).toBe(`${role}@tong.example`);
      expect(await held(), role).toEqual([mover, mover]);
    }
    // Without a team they serve all segments; back in one, they still see all.
    await edits(mover, ["coordinator"], []);
    await edits(mover, ["coordinator"], [teamId]);
    expect(await held()).toEqual([mover, mover]);
    await edits(mover, ["rep"], [teamId]);
    expect(await held()).toEqual([idOf("孙丽"), idOf("孙丽")]);
  });

  test("an executive who moves loses nothing by it, neither what they have open nor customers of their own", async () => {
    const { teamId, otherTeamId } = house.company;
    const mover = await rep("小高管");
    await edits(mover, ["executive", "rep"], [teamId]);
    const own = await customer("高管自己的", mover);
    const step = await promised(await customer("高管旧家", idOf("Emma")), mover);
    await edits(mover, ["executive", "rep"], [otherTeamId]);
    const teams = { teams: { select: { teamId: true } } };
    expect(await db().member.findUniqueOrThrow({ where: { id: mover }, select: teams })).toEqual({
      teams: [{ teamId: otherTeamId }],
    });
    expect(await customerOf(own)).toMatchObject({ ownerId: mover });
    expect(await db().nextStep.findUniqueOrThrow({ where: { id: step } })).toMatchObject({ memberId: mover });
  });

  test("who served all segments and works in one now gives up what they had in the others", async () => {
    const { teamId, otherSegmentId, otherTeamId } = house.company;
    const mover = await rep("小服");
    await edits(mover, ["finance"], []);
    const theirs = await customer("服家外板块", idOf("孙丽"), { segmentId: otherSegmentId, teamId: otherTeamId });
    const [step, here] = [await promised(theirs, mover), await promised(await customer("服家", idOf("Emma")), mover)];
    await edits(mover, ["rep"], [teamId]);
    const steps = await db().nextStep.findMany({ where: { id: { in: [step, here] } }, orderBy: { id: "asc" } });
    expect(steps.map(({ memberId }) => memberId)).toEqual([idOf("孙丽"), mover]);
  });

  test("once back after they had left gets only customers of where they work now, and as someone who has customers", async () => {
    const { teamId, otherTeamId } = house.company;
    for (const [name, roles, teams, back] of [
      ["老回一", ["rep"], [otherTeamId], false],
      ["老回二", ["finance"], [teamId], false],
      ["老回三", ["rep"], [teamId, otherTeamId], true],
    ] as const) {
      const gone = await rep(name);
      const id = await customer(`${name}的客户`, gone);
      await close(gone);
      await house.delivers();
      const { user } = await db().identity.findFirstOrThrow({ where: { memberId: gone } });
      await db().teamMember.deleteMany({ where: { memberId: gone } });
      const { organizationId } = house.company;
      await db().teamMember.createMany({
        data: teams.map((each) => ({ teamId: each, memberId: gone, organizationId })),
      });
      await db().member.update({ where: { id: gone }, data: { roles: [...roles] } });
      expect(user).toBe(name);
      await reopens(gone);
      expect(await customerOf(id), name).toMatchObject({ ownerId: back ? gone : null });
      expect(await db().ownerChange.count({ where: { customerId: id, cause: "returned" } })).toBe(back ? 1 : 0);
    }
  });
});

describe("who works in another team of the segment from now on", () => {
  test("takes customers and open deals along; all of it is written down, and those in charge hear of it", async () => {
    const { teamId } = house.company;
    const second = await madeTeam("华东二组");
    const lead = await rep("二组经理");
    await db().member.update({ where: { id: lead }, data: { roles: ["manager"] } });
    await db().teamMember.deleteMany({ where: { memberId: lead } });
    await db().teamMember.create({
      data: { teamId: second, memberId: lead, organizationId: house.company.organizationId },
    });
    const mover = await rep("小换");
    const id = await customer("换组机电", mover);
    const theirs = await customer("换组同事", idOf("Emma"));
    const deal = await makeDeal("换组单", { customerId: id, ownerId: mover, stage: "p50" });
    const another = await makeDeal("换组同事单", { customerId: theirs, ownerId: mover, stage: "p25" });
    const ended = await makeDeal("换组旧单", { customerId: id, ownerId: mover, stage: "won" });
    const teamOf = async (each: string) => (await db().deal.findUniqueOrThrow({ where: { id: each } })).teamId;
    await edits(mover, ["rep"], [teamId, second]);
    expect((await customerOf(id)).teamId).toBe(teamId);
    await edits(mover, ["rep"], [second]);
    expect(await customerOf(id)).toMatchObject({ ownerId: mover, teamId: second });
    expect(await customerOf(theirs)).toMatchObject({ teamId });
    expect([await teamOf(deal), await teamOf(another), await teamOf(ended)]).toEqual([second, second, teamId]);
    expect(await db().auditEntry.findFirstOrThrow({ where: { subject: `customer:${id}` } })).toMatchObject({
      what: "customer.changed",
      before: { teamId },
      after: { teamId: second },
    });
    expect(admin().reads).toContain("客户和在谈商机一起转到 华东二组");
    expect(admin().reads).not.toContain("1 家客户");
    await house.delivers();
    for (const who of ["王芳", "二组经理"])
      expect(cardText(inbox(who).at(-1)!), who).toContain(
        "小换 现在在 华东二组\n1 家客户和 2 个在谈商机一起转到 华东二组。",
      );
    expect(cardText(inbox("小换").at(-1)!)).toContain("1 家客户和 2 个在谈商机一起转到 华东二组");
    await house.person("二组经理").types("/customer 换组机电");
    expect(house.person("二组经理").reads).toContain("小换");
  });
});

test.each([
  ["only customers", 2, 0, "2 家客户一起转到", "2 customers came along to", "客户一起转到 二组。"],
  ["only deals", 0, 1, "1 个在谈商机一起转到", "1 open deal came along to", "在谈商机一起转到 二组。"],
] as const)("%s that came along are told of without the other", (_, customers, deals, zh, en, uncounted) => {
  const flags = { customers: customers > 0, deals: deals > 0 };
  expect(texts.zh.cameAlongUncounted({ ...flags, team: "二组" })).toBe(uncounted);
  expect(texts.zh.cameAlong({ customers, deals, team: "二组" })).toBe(`${zh} 二组。`);
  expect(texts.en.cameAlong({ customers, deals, team: "Two" })).toBe(`${en} Two.`);
});

test("whose team was closed meanwhile is opened again once they have another", async () => {
  const gone = await rep("老无组");
  await close(gone);
  await db().teamMember.deleteMany({ where: { memberId: gone } });
  await reopens(gone);
  expect(JSON.stringify(admin().shown)).toContain("给对方选一个团队");
  expect((await db().member.findUniqueOrThrow({ where: { id: gone } })).closedAt).not.toBeNull();
  await admin().presses("修改");
  await admin()
    .fills({ teams: { choose: [house.company.teamId] } })
    .submits();
  await admin().presses("重新启用");
  expect((await db().member.findUniqueOrThrow({ where: { id: gone } })).closedAt).toBeNull();
});

describe("a list of orphans", () => {
  test("is shown only to those who hand them over now", async () => {
    const { teamId, otherTeamId, organizationId } = house.company;
    const [once, still] = [await rep("曾任"), await rep("在任")];
    await db().member.updateMany({ where: { id: { in: [once, still] } }, data: { roles: ["manager"] } });
    const gone = await rep("老走");
    await customer("老走机电", gone);
    await close(gone);
    await house.delivers();
    for (const who of ["曾任", "在任"]) expect(cardText(inbox(who).at(-1)!)).toContain("老走机电");
    await db().teamMember.deleteMany({ where: { memberId: once } });
    await db().teamMember.create({ data: { memberId: once, teamId, organizationId } });
    await edits(once, ["manager"], [otherTeamId]);
    await house.delivers();
    const list = inbox("曾任").find((card) => card.title.includes("没有") || card.tone === "past")!;
    expect(cardText(list)).not.toContain("老走机电");
    // Orphans wait in that team, only no longer with them.
    expect(cardText(list)).toContain("这里没有要你办的了");
    expect(cardText(list)).not.toContain("没有等着移交的");
    expect(list.tone).toBe("past");
    expect(inbox("在任").some((card) => cardText(card).includes("老走机电"))).toBe(true);
  });

  test("is no longer brought up to date for whoever has left, and not issued anew to them", async () => {
    const leaver = await rep("走的经理");
    await db().member.update({ where: { id: leaver }, data: { roles: ["manager"] } });
    const gone = await rep("老去");
    await customer("老去机电", gone);
    await close(gone);
    await house.delivers();
    await close(leaver);
    await house.delivers();
    const sent = () => db().outgoingMessage.count({ where: { memberId: leaver } });
    const before = await sent();
    const next = await rep("又一位");
    await customer("又一位机电", next);
    await close(next);
    await house.delivers();
    expect(await sent()).toBe(before);
  });

  test("longer than one handover takes says so before all are handed over", async () => {
    const { organizationId, segmentId, teamId } = house.company;
    const createdAt = house.clock.now();
    const rows = Array.from({ length: 2_001 }, (_, index) => ({ id: newId(), name: `无主${index}` }));
    const common = { organizationId, segmentId, teamId, createdAt };
    await db().customer.createMany({
      data: rows.map((row) => ({ ...common, ...row, nameKey: row.name, searchText: row.name })),
    });
    const count = await db().customer.count({ where: { teamId, ownerId: null } });
    await house.person("在任").types("/handover");
    await house.person("在任").presses("移交几家");
    expect(JSON.stringify(house.person("在任").form)).toContain(`没有负责人的 ${count} 家里的前 2000 家（按名称）`);
  });
});
