import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { closing } from "../../src/features/closing/index.ts";
import { people } from "../../src/features/people/index.ts";
import { reopening } from "../../src/features/reopening/index.ts";
import { team } from "../../src/features/team/index.ts";
import { SECOND, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const house = withConversation({ features: [people, team, closing, reopening], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const edit = (id: string) => ({ action: "team.editTeam", payload: { id } });
const teamOf = (id: string) => db().team.findUniqueOrThrow({ where: { id }, include: { channels: true } });

beforeAll(async () => {
  await onSecondPlatform(house, ["林涛"]);
  await db().organization.updateMany({ data: { zone: "Europe/London", language: "en" } });
});

test("a new team has the organization's zone and language, whoever makes it; an edit changes both", async () => {
  const admin = house.person("林涛");
  await admin.presses({ action: "team.editTeam", payload: {} });
  expect(admin.form.content.fields).not.toHaveProperty("zone");
  await admin.fills({ name: "海外组", segment: { choose: house.company.segmentId } }).submits();
  const { id, zone, language } = await db().team.findFirstOrThrow({ where: { name: "海外组" } });
  expect({ zone, language }).toEqual({ zone: "Europe/London", language: "en" });
  await admin.presses(edit(id));
  expect(admin.form.values).toMatchObject({ zone: { choices: [{ value: "Europe/London" }] } });
  await admin.fills({ zone: { choose: "Europe/Atlantis" }, language: { choose: "zh" } }).submits();
  expect(admin.form.errors).toEqual({ zone: "没有这个时区。请输入城市，再从列表里选。" });
  expect(await teamOf(id)).toMatchObject({ zone: "Europe/London", language: "en", version: 1 });
  await admin.fills({ zone: { choose: "America/New_York" } }).submits();
  expect(admin.card.title).toBe("团队已修改：海外组");
  expect(await teamOf(id)).toMatchObject({ zone: "America/New_York", language: "zh", version: 2 });
  const entry = await db().auditEntry.findFirst({ where: { what: "team.changed", subject: `team:${id}` } });
  expect(entry).toMatchObject({
    before: { zone: "Europe/London", language: "en" },
    after: { zone: "America/New_York", language: "zh" },
  });
});

test("a channel is of one segment: refused at its field, whatever it is for, and nothing changes", async () => {
  const { teamId, otherTeamId, segmentId, otherSegmentId } = house.company;
  const admin = house.person("林涛");
  const before = [await teamOf(teamId), await teamOf(otherTeamId)];
  await admin.presses(edit(teamId));
  await admin.fills({ channel: { place: "C-other-approvals" } }).submits();
  expect(admin.form.errors).toEqual({
    channel: "别的板块的华南组也在用这个频道，板块之间互相看不到。请另选一个。",
  });
  await admin.fills({ channel: { place: "C-team" }, approvals: { place: "C-other" } }).submits();
  expect(Object.keys(admin.form.errors)).toEqual(["approvals"]);
  await admin.presses({ action: "team.editTeam", payload: {} });
  await admin.fills({ name: "分享组", segment: { choose: otherSegmentId }, channel: { place: "C-team" } }).submits();
  expect(Object.keys(admin.form.errors)).toEqual(["channel"]);
  expect(await db().team.count({ where: { name: "分享组" } })).toBe(0);
  expect([await teamOf(teamId), await teamOf(otherTeamId)]).toEqual(before);
  // Teams of one segment share as they like, until one would leave it.
  await admin.fills({ segment: { choose: segmentId } }).submits();
  expect(admin.card.title).toBe("团队建好了：分享组");
  const { id } = await db().team.findFirstOrThrow({ where: { name: "分享组" } });
  const there = house.person("林涛", SECOND);
  await there.presses(edit(id));
  await there.fills({ segment: { choose: otherSegmentId } }).submits();
  expect(there.form.errors.segment).toContain("在Slack上和华东一组共用一个频道，而华东一组不属于这个板块");
  expect(await teamOf(id)).toMatchObject({ segmentId });
});

test("a team that is open again lets go of a channel that another segment has been given since", async () => {
  const { teamId, segmentId, otherSegmentId, organizationId } = house.company;
  const admin = house.person("林涛");
  const id = newId();
  await db().team.create({ data: { id, organizationId, segmentId, name: "临时组" } });
  const since = house.clock.now();
  const place = { platform: "slack", workspace: "T1", organizationId, since, channel: "C-passing" };
  await db().teamChannel.create({ data: { ...place, teamId: id, approvals: "C-own-approvals" } });
  await admin.presses({ action: "closing.team", payload: { id } });
  await admin.fills({ into: { choose: teamId } }).submits();
  const closed = admin.card;
  await admin.presses({ action: "team.editTeam", payload: {} });
  await admin.fills({ name: "接手组", segment: { choose: otherSegmentId }, channel: { place: "C-passing" } }).submits();
  expect(admin.card.title).toBe("团队建好了：接手组");
  await admin.presses("撤销", { on: closed });
  expect(await teamOf(id)).toMatchObject({
    closedAt: null,
    channels: [{ platform: "slack", channel: null, approvals: "C-own-approvals" }],
  });
  expect(admin.reads).toContain("它在Slack上的频道已经给别的板块的接手组用了，请用 /team 另选一个。");
  const entry = await db().auditEntry.findFirst({ where: { what: "team.reopened", subject: `team:${id}` } });
  expect(entry).toMatchObject({ after: { left: [{ platform: "slack", field: "channel" }] } });
});

test("a team changes its segment with the deals that are its alone; customers and their deals keep it, and are told", async () => {
  const { organizationId, segmentId, otherSegmentId, teamId, people: staff } = house.company;
  const admin = house.person("林涛");
  const id = newId();
  const createdAt = house.clock.now();
  await db().team.create({ data: { id, organizationId, segmentId, name: "新业务组" } });
  const customer = { organizationId, segmentId, searchText: "", createdAt };
  const [own, others] = [newId(), newId()];
  await db().customer.create({ data: { ...customer, id: own, teamId: id, name: "宏达", nameKey: "宏达" } });
  await db().customer.create({ data: { ...customer, id: others, teamId, name: "联创", nameKey: "联创" } });
  const deal = { organizationId, segmentId, teamId: id, ownerId: staff.李伟!.id, createdAt, updatedAt: createdAt };
  const make = async (more: { customerId?: string; stage: "won" | "opportunity" }) => {
    const of = newId();
    await db().deal.create({ data: { ...deal, ...more, id: of, name: of, currency: "CNY", lastForwardOn: createdAt } });
    return of;
  };
  const [alone, ended, kept] = [
    await make({ stage: "opportunity" }),
    await make({ customerId: others, stage: "won" }),
    await make({ customerId: own, stage: "won" }),
  ];
  const stands = async (of: string) => {
    const row = await db().deal.findUniqueOrThrow({ where: { id: of } });
    return [row.teamId, row.segmentId];
  };
  await admin.presses(edit(id));
  await admin.fills({ segment: { choose: otherSegmentId } }).submits();
  expect(admin.form.errors.segment).toContain("还有客户和有客户的商机");
  for (const each of [alone, ended, kept]) expect(await stands(each)).toEqual([id, segmentId]);
  await db().customer.update({ where: { id: own }, data: { teamId } });
  await db().deal.update({ where: { id: kept }, data: { stage: "opportunity" } });
  await admin.submits();
  expect(admin.form.errors.segment).toBe(
    "团队还有商机，客户是原板块别的团队的，直接换板块，那边就看不到了。请先把商机交给客户所在团队的同事。",
  );
  await db().deal.update({ where: { id: kept }, data: { stage: "won" } });
  await admin.submits();
  expect(admin.card.title).toBe("团队已修改：新业务组");
  expect(await stands(alone)).toEqual([id, otherSegmentId]);
  for (const each of [ended, kept]) expect(await stands(each)).toEqual([teamId, segmentId]);
  const entries = await db().auditEntry.findMany({ where: { what: "deal.changed" } });
  expect(entries.map(({ subject }) => subject).sort()).toEqual([alone, ended, kept].map((of) => `deal:${of}`).sort());
});

test("a team stays in its segment while it has a fee to sign for a customer of another team there", async () => {
  const { organizationId, segmentId, otherSegmentId, teamId, people: staff } = house.company;
  const [id, customerId, dealId, feeId] = [newId(), newId(), newId(), newId()];
  const createdAt = house.clock.now();
  const requesterId = staff.李伟!.id;
  await db().team.create({ data: { id, organizationId, segmentId, name: "批单组" } });
  const row = { organizationId, segmentId, teamId, createdAt };
  await db().customer.create({ data: { ...row, id: customerId, name: "待批", nameKey: "待批", searchText: "" } });
  const deal = { ...row, id: dealId, customerId, ownerId: requesterId, stage: "p25", currency: "CNY" } as const;
  await db().deal.create({ data: { ...deal, name: "待批单", updatedAt: createdAt, lastForwardOn: createdAt } });
  const paper = { organizationId, teamId: id, requesterId, createdAt };
  const what = { purpose: "new_customer", what: "茶礼", amountMinor: 1n, currency: "CNY" } as const;
  await db().fee.create({ data: { ...paper, ...what, id: feeId, number: "FE-1", customerId, dealId } });
  const approval = { ...paper, id: newId(), askerId: requesterId, subject: "fee", subjectId: feeId };
  await db().approval.create({ data: approval });
  const admin = house.person("林涛");
  await admin.presses(edit(id));
  await admin.fills({ segment: { choose: otherSegmentId } }).submits();
  expect(admin.form.errors.segment).toBe("团队还有在途的费用单，客户是原板块别的团队的。请先等它们批完或撤回。");
  expect(await teamOf(id)).toMatchObject({ segmentId });
  await db().approval.update({ where: { id: approval.id }, data: { state: "approved" } });
  await admin.submits();
  expect(await teamOf(id)).toMatchObject({ segmentId: otherSegmentId });
});

test("what its people promised in the segment that their team leaves is the customer's owner's", async () => {
  const { organizationId, segmentId, otherSegmentId, teamId, people: staff } = house.company;
  const [id, memberId, customerId, stepId] = [newId(), newId(), newId(), newId()];
  const createdAt = house.clock.now();
  await db().team.create({ data: { id, organizationId, segmentId, name: "协办组" } });
  await db().member.create({ data: { id: memberId, organizationId, name: "协办", roles: ["rep"], createdAt } });
  await db().teamMember.create({ data: { teamId: id, memberId, organizationId } });
  const ownerId = staff.李伟!.id;
  const row = { organizationId, segmentId, teamId, ownerId, searchText: "", createdAt };
  await db().customer.create({ data: { ...row, id: customerId, name: "协办客户", nameKey: "协办客户" } });
  const step = { id: stepId, organizationId, customerId, memberId, what: "送样品", dueOn: createdAt };
  await db().nextStep.create({ data: step });
  const admin = house.person("林涛");
  await admin.presses(edit(id));
  await admin.fills({ name: "协办二组" }).submits();
  expect(await db().nextStep.findUnique({ where: { id: stepId } })).toMatchObject({ memberId });
  await admin.presses(edit(id));
  await admin.fills({ segment: { choose: otherSegmentId } }).submits();
  expect(admin.card.title).toBe("团队已修改：协办二组");
  expect(await db().nextStep.findUnique({ where: { id: stepId } })).toMatchObject({ memberId: ownerId });
  const told = { memberId: ownerId, key: { startsWith: `passed:${memberId}:` } };
  expect(await db().outgoingMessage.count({ where: told })).toBe(1);
});

test("a form of before it carried what was seen makes no second team", async () => {
  const { teamId } = house.company;
  const admin = house.person("林涛");
  await admin.presses(edit(teamId));
  const { shown } = admin;
  if (shown?.kind !== "form") throw new Error("no form");
  admin.shown = { ...shown, form: { ...shown.form, params: JSON.stringify({ id: teamId }) } };
  const all = () => db().team.findMany({ orderBy: { id: "asc" } });
  const before = await all();
  await admin.fills({ name: "华东旧组" }).submits();
  expect(admin.card.title).toBe("这个按钮已经不能用了");
  expect(await all()).toEqual(before);
});

test("what another admin has set meanwhile is not written over", async () => {
  const { teamId } = house.company;
  const admin = house.person("林涛");
  await admin.presses(edit(teamId));
  const form = admin.shown!;
  await admin.fills({ channel: { place: "C-new" } }).submits();
  const before = await teamOf(teamId);
  admin.shown = form;
  await admin.fills({ name: "华东新组" }).submits();
  expect(admin.reads).toBe("没有改动\n刚才有人改过这个团队。请从 /team 重新打开。");
  expect(await teamOf(teamId)).toEqual(before);
  expect(before.channels).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ channel: "C-new", approvals: "C-approvals" })]),
  );
  await admin.presses(edit(teamId));
  await admin.fills({ channel: { place: "C-team" } }).submits();
  expect(admin.card.title).toBe("团队已修改：华东一组");
});
