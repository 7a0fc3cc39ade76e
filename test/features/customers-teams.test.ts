import { beforeAll, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const kind = { choose: "company" };

beforeAll(async () => {
  const { organizationId, otherTeamId, people } = house.company;
  await db().teamMember.create({ data: { organizationId, teamId: otherTeamId, memberId: people.李伟!.id } });
});

test("who works in two segments says whose a new customer is; of another team it is not made", async () => {
  const { otherTeamId, otherSegmentId, teamId } = house.company;
  const li = house.person("李伟");
  await li.types("/customer 新建 北方重工");
  const offered = (await li.searches("team", "")).map(({ value }) => value);
  expect(offered.toSorted()).toEqual([teamId, otherTeamId].toSorted());
  await li.fills({ kind, team: { choose: "0192f0c1-7d3e-7000-8000-000000000001" } }).submits();
  expect(li.form.errors.team).toBeDefined();
  expect(await db().customer.count()).toBe(0);
  await li.fills({ kind, team: { choose: otherTeamId } }).submits();
  expect(await db().customer.findFirst({ where: { name: "北方重工" } })).toMatchObject({
    ...{ teamId: otherTeamId, segmentId: otherSegmentId },
  });
});

test("who works in one is not asked; who came to a second meanwhile is, and loses nothing typed", async () => {
  const { organizationId, teamId, otherTeamId, people } = house.company;
  const emma = house.person("Emma");
  await emma.types("/customer new Northern Light");
  expect(Object.keys(emma.form.content.fields)).not.toContain("team");
  await db().teamMember.create({ data: { organizationId, teamId: otherTeamId, memberId: people.Emma!.id } });
  await emma.fills({ city: "Oslo" }).submits();
  expect(emma.form.errors).toEqual({ team: "Please say which of your teams it belongs to." });
  expect(emma.form.values.city).toEqual({ text: "Oslo" });
  expect(await db().customer.count({ where: { name: "Northern Light" } })).toBe(0);
  await emma.fills({ team: { choose: teamId } }).submits();
  expect(await db().customer.findFirst({ where: { name: "Northern Light" } })).toMatchObject({ teamId, city: "Oslo" });
});

test("who chose a team and was taken out of it meanwhile is asked anew, and nothing is made in the other", async () => {
  const { otherTeamId, teamId, people } = house.company;
  const li = house.person("李伟");
  await li.types("/customer 新建 南方仪器");
  await db().teamMember.deleteMany({ where: { teamId: otherTeamId, memberId: people.李伟!.id } });
  await li.fills({ kind, team: { choose: otherTeamId } }).submits();
  expect(li.form.errors.team).toBeDefined();
  expect(await db().customer.count({ where: { name: "南方仪器" } })).toBe(0);
  await li.fills({ team: { choose: teamId } }).submits();
  expect(await db().customer.findFirst({ where: { name: "南方仪器" } })).toMatchObject({ teamId });
});
