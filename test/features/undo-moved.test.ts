import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, customer, customerOf, makeDeal, unchanged } = company;
const wang = () => house.person("王芳");

const edits = async (id: string, roles: readonly Role[], teams: readonly string[]) => {
  const admin = house.person("林涛");
  const { version } = await db().member.findUniqueOrThrow({ where: { id } });
  await admin.presses({ action: "people.edit", payload: { id, version } });
  await admin.fills({ roles: { choose: [...roles] }, teams: { choose: [...teams] } }).submits();
  expect(cardText(admin.card)).toContain("已修改");
};
/** The manager hands it to Emma. @returns the card with the undo */
const gives = async (name: string) => {
  await wang().types(`/handover ${name}`);
  await wang()
    .fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } })
    .submits();
  return wang().card;
};

test("a customer whose owner works in another segment by now, or sells no more, stays; the person is told what to do instead", async () => {
  const { otherTeamId, teamId } = house.company;
  for (const [name, roles, team] of [
    ["外调", ["rep"], otherTeamId],
    ["转岗", ["clerk"], teamId],
  ] as const) {
    const mover = await rep(name);
    const id = await customer(`${name}客户`, mover);
    const card = await gives(`${name}客户`);
    await edits(mover, roles, [team]);
    await unchanged(async () => {
      await wang().presses("撤销", { on: card });
      expect(wang().reads).toContain("原来的负责人已经不在那边管客户了");
    });
    expect(await customerOf(id)).toMatchObject({ ownerId: idOf("Emma"), teamId });
  }
});

test("whose owner works in another team of the segment by now goes there, with their deals", async () => {
  const { organizationId, segmentId } = house.company;
  const mover = await rep("换组");
  const id = await customer("换组家", mover);
  const deal = await makeDeal("换组家一期", { customerId: id, ownerId: mover, stage: "p25" });
  const card = await gives("换组家");
  const other = newId();
  await db().team.create({ data: { id: other, organizationId, segmentId, name: "华东九组" } });
  await edits(mover, ["rep"], [other]);
  await wang().presses("撤销", { on: card });
  expect(wang().card.title).toBe("已从 Emma 撤回：1 家");
  expect(await customerOf(id)).toMatchObject({ ownerId: mover, teamId: other });
  expect(await db().deal.findUniqueOrThrow({ where: { id: deal } })).toMatchObject({ ownerId: mover, teamId: other });
});
