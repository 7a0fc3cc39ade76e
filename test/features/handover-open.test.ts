import { expect, test } from "vitest";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, customerOf, unchanged } = company;

test("nobody is given a customer while their account is being closed", async () => {
  const to = await rep("小关");
  const id = await customer("关店机电", idOf("李伟"));
  const li = house.person("李伟");
  await li.types("/handover 关店机电");
  const closing = await house.database.pool.connect();
  try {
    await closing.query("BEGIN");
    await closing.query(`UPDATE "Member" SET "closedAt" = now() WHERE id = $1`, [to]);
    await unchanged(async () => {
      const handing = li.fills({ to: { choose: `${to}:${house.company.teamId}` } }).submits();
      const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await expect.poll(async () => (await house.database.pool.query(waiting)).rows.length).toBeGreaterThan(0);
      await closing.query("COMMIT");
      await handing;
      expect(li.form.errors).toHaveProperty("to");
    });
  } finally {
    closing.release();
  }
  expect(await customerOf(id)).toMatchObject({ ownerId: idOf("李伟") });
});

test("the list that a manager is sent counts what colleagues have in that team alone", async () => {
  const { teamId, otherTeamId, otherSegmentId, organizationId } = house.company;
  const [gone, both] = [await rep("小别"), await rep("小双")];
  await db().teamMember.create({ data: { memberId: both, teamId: otherTeamId, organizationId } });
  await customer("本组客户", both, { city: "温州" });
  const elsewhere = await customer("外组客户", both, { city: "温州" });
  await db().customer.update({ where: { id: elsewhere }, data: { teamId: otherTeamId, segmentId: otherSegmentId } });
  await customer("待移交", gone, { city: "温州" });
  await close(gone);
  await house.delivers();
  const text = cardText(house.person("王芳").inbox.at(-1)!);
  expect(text).toContain("建议：小双 · 同城 1 家 · 手上 1 家");
  expect(teamId).not.toBe(otherTeamId);
});

test("who sells no more hands over first: nobody else may own customers", async () => {
  const id = await rep("小转");
  const owned = await customer("转岗机电", id);
  const { version } = await db().member.findUniqueOrThrow({ where: { id } });
  const admin = house.person("林涛");
  const edits = async () => {
    await admin.presses({ action: "people.edit", payload: { id, version } });
    await admin.fills({ roles: { choose: ["finance"] }, teams: { choose: [] } }).submits();
  };
  await edits();
  expect(Object.values(admin.form.errors ?? {}).join()).toContain("名下还有客户");
  expect(await db().member.findUniqueOrThrow({ where: { id } })).toMatchObject({ roles: ["rep"], version });
  expect(await customerOf(owned)).toMatchObject({ ownerId: id });
  await db().customer.update({ where: { id: owned }, data: { ownerId: idOf("李伟") } });
  await edits();
  expect(await db().member.findUniqueOrThrow({ where: { id } })).toMatchObject({ roles: ["finance"] });
});
