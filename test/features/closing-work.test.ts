import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { closing } from "../../src/features/closing/index.ts";
import { reopening } from "../../src/features/reopening/index.ts";
import { team } from "../../src/features/team/index.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00", [team, closing, reopening]);
const { house, db, rep, close, customer, makeDeal } = company;
const admin = () => house.person("林涛");
const later = () => house.clock.freezeAt(new Date(house.clock.now().getTime() + 60_000));
/** What each of these reads by what is done, by title. */
const readBy = async (names: readonly string[], work: () => Promise<unknown>) => {
  const had = names.map((name) => house.person(name).inbox.length);
  later();
  await work();
  await house.delivers();
  return names.map((name, index) => house.person(name).inbox.slice(had[index]).map(cardText));
};
const closesTeam = async (id: string, into: string) => {
  await admin().presses({ action: "closing.team", payload: { id } });
  await admin()
    .fills({ into: { choose: into } })
    .submits();
};
const undo = () => admin().card.buttons!.find(({ label }) => label === "撤销")!.press;
const cardsIn = async (place: string, feeId: string) => {
  const refs = await db().messageRef.findMany({ where: { subject: `fee:${feeId}`, place } });
  return refs.length;
};
/** A team with a manager, two orphans, and a fee of a rep's under way. */
const working = async (name: string) => {
  const { organizationId, segmentId } = house.company;
  const id = newId();
  await db().team.create({ data: { id, organizationId, segmentId, name } });
  const [head, gone, own] = [await rep(`${name}经理`), await rep(`${name}老人`), await rep(`${name}销售`)];
  await db().member.update({ where: { id: head }, data: { roles: ["manager"] } });
  await db().teamMember.updateMany({ where: { memberId: { in: [head, gone, own] } }, data: { teamId: id } });
  for (const each of ["一", "二"]) await customer(`${name}孤${each}`, gone, { teamId: id });
  const theirs = await customer(`${name}客户`, own, { teamId: id });
  const deal = await makeDeal(`${name}单`, { customerId: theirs, ownerId: own, stage: "p25", teamId: id });
  const fee = await company.fee(theirs, deal, own);
  await db().fee.update({ where: { id: fee }, data: { teamId: id } });
  await db().approval.updateMany({ where: { subjectId: fee }, data: { teamId: id } });
  await close(gone);
  await house.delivers();
  return { id, fee, head: `${name}经理` };
};

test("with a team its orphans are listed to whoever is in charge where they came, and its papers wait in that channel", async () => {
  const { teamId } = house.company;
  const { id, fee, head } = await working("西部");
  const old = house.person(head).inbox.at(-1)!;
  expect(old.title).toContain("2 家客户待移交");
  const [wang, own, clerk] = await readBy(["王芳", head, "赵敏"], () => closesTeam(id, teamId));
  const press = undo();
  for (const read of [wang, own]) expect(read!.join("\n")).toContain("2 家客户没有负责人 · 华东一组");
  expect(clerk!.join()).not.toContain("孤");
  expect(await cardsIn("C-approvals", fee)).toBe(1);
  const lists = await db().messageRef.findMany({ where: { subject: `orphans:${id}` }, select: { id: true } });
  const edits = await db().outgoingMessage.findMany({
    where: { refId: { in: lists.map((list) => list.id) }, kind: "edit" },
    orderBy: { seq: "asc" },
  });
  expect(JSON.stringify(edits.at(-1)!.card)).toContain("这个团队已经关闭");
  const list = house.person("王芳").inbox.find(({ title }) => title === "2 家客户没有负责人 · 华东一组")!;
  await house.person("王芳").presses(list.lines![0]!.buttons![0]!.press);
  expect(await db().customer.count({ where: { name: { startsWith: "西部孤" }, ownerId: null } })).toBe(1);

  const [again, back] = await readBy(["王芳", head], () => admin().presses(press));
  expect(again!.join("\n")).not.toContain("没有负责人 · 西部");
  expect(back!.join("\n")).toContain("1 家客户没有负责人 · 西部");
  const { teamId: standsIn } = await db().approval.findFirstOrThrow({ where: { subjectId: fee } });
  expect(standsIn).toBe(id);
  expect(await cardsIn("C-approvals", fee)).toBe(1);
});

test("into one without a channel, whoever signs there is asked directly for each paper that waits, once", async () => {
  const { organizationId, segmentId } = house.company;
  const heir = newId();
  await db().team.create({ data: { id: heir, organizationId, segmentId, name: "无群组" } });
  const clerk = await rep("无群文员");
  await db().member.update({ where: { id: clerk }, data: { roles: ["clerk"] } });
  await db().teamMember.updateMany({ where: { memberId: clerk }, data: { teamId: heir } });
  const { id, fee } = await working("北部");
  const { number } = await db().fee.findUniqueOrThrow({ where: { id: fee } });
  const [asked, other] = await readBy(["无群文员", "赵敏"], () => closesTeam(id, heir));
  expect(asked!.filter((text) => text.includes(number))).toHaveLength(1);
  expect(asked!.join("\n")).toMatch(/北部[\s\S]*茶礼[\s\S]*收礼人/);
  expect(other).toEqual([]);
  const shown = await db().messageRef.findMany({ where: { subject: `fee:${fee}` }, select: { memberId: true } });
  expect(shown).toEqual([{ memberId: clerk }]);

  const card = house.person("无群文员").inbox.find((one) => cardText(one).includes(number))!;
  await house.person("无群文员").presses(card.buttons!.find(({ label }) => label === "同意")!.press);
  const signed = { approval: { subjectId: fee }, what: "approved", memberId: clerk };
  expect(await db().approvalEvent.count({ where: signed })).toBe(1);
});
