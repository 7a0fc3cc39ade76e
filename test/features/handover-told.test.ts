import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";
import { manyCustomers } from "../support/handover-many.ts";
import { listenToStatements } from "../support/statements.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, promised, makeDeal, unchanged } = company;

const tellings = async (who: string, words: string) => {
  await house.delivers();
  return house.person(who).inbox.filter(({ title }) => title.includes(words));
};
/** Somebody with a deal and a promise at a customer of Emma's, and one at an orphan. */
const withOthers = async (name: string) => {
  const gone = await rep(name);
  const acme = await customer(`${name}的 Acme`, idOf("Emma"), { flags: ["warning"] });
  await makeDeal(`${name}一期`, { customerId: acme, ownerId: gone, stage: "p50" });
  await makeDeal(`${name}旧单`, { customerId: acme, ownerId: gone, stage: "won" });
  const step = await promised(acme, gone);
  return { gone, acme, step };
};

test("whoever goes on with what a leaver had open at their customers reads what it is, the next due first", async () => {
  const { gone, acme } = await withOthers("小钱");
  await close(gone);
  const [card, ...more] = await tellings("Emma", "小钱");
  expect(more).toEqual([]);
  expect(cardText(card!)).toContain("小钱 has left · yours now: 1 open deal, 1 promise");
  expect(card!.lines!.map((line) => cardText({ title: "", plain: "", tone: "plain", lines: [line] }).trim())).toEqual([
    expect.stringMatching(/^Warning · 小钱的 Acme · 送样品[\s\S]*Mon 30 Nov/),
    expect.stringMatching(/^Warning · 小钱的 Acme · 小钱一期[\s\S]*50%/),
  ]);
  await house.person("Emma").presses("Open customer", { on: card! });
  expect(house.person("Emma").reads).toContain("小钱的 Acme");
  expect(await db().deal.count({ where: { customerId: acme, ownerId: idOf("Emma") } })).toBe(1);
  const { version } = await db().member.findUniqueOrThrow({ where: { id: gone } });
  await house.person("林涛").presses({ action: "people.open", payload: { id: gone, version } });
  expect(await tellings("Emma", "小钱")).toHaveLength(1);
});

test("the same of one who works in another segment from now on; and nobody is told of nothing", async () => {
  const { gone } = await withOthers("小孙");
  const edit = async (teams: readonly string[]) => {
    const admin = house.person("林涛");
    const { version } = await db().member.findUniqueOrThrow({ where: { id: gone } });
    await admin.presses({ action: "people.edit", payload: { id: gone, version } });
    await admin.fills({ roles: { choose: ["rep"] }, teams: { choose: [...teams] } }).submits();
  };
  await edit([house.company.otherTeamId]);
  const [card, ...more] = await tellings("Emma", "小孙");
  expect(more).toEqual([]);
  expect(card!.title).toBe("小孙 no longer looks after customers here · yours now: 1 open deal, 1 promise");
  await edit([house.company.teamId]);
  expect(await tellings("Emma", "小孙")).toHaveLength(1);
  await unchanged(async () => expect(await tellings("李伟", "小孙")).toEqual([]));
});

test("what somebody who sells no more is in charge of themselves stays as it is, and they are told of nothing", async () => {
  const { organizationId, segmentId } = house.company;
  const { id: teamId } = await db().team.create({ data: { id: newId(), organizationId, segmentId, name: "无经理组" } });
  const chief = await rep("老周");
  await db().member.update({ where: { id: chief }, data: { createdAt: new Date("2025-01-01T00:00:00Z") } });
  await makeDeal("无主商机", { customerId: null, ownerId: chief, teamId, stage: "p50" });
  const orphan = await customer("没人管的", chief, { teamId });
  await db().customer.update({ where: { id: orphan }, data: { ownerId: null } });
  await promised(orphan, chief);
  const theirs = { deals: { where: { ownerId: chief } }, steps: { where: { memberId: chief } } };
  const read = async () => [await db().deal.findMany(theirs.deals), await db().nextStep.findMany(theirs.steps)];
  const before = await read();
  const entries = () => db().auditEntry.count({ where: { what: { in: ["deal.changed", "step.given"] } } });
  const had = await entries();
  const { version } = await db().member.findUniqueOrThrow({ where: { id: chief } });
  await house.person("林涛").presses({ action: "people.edit", payload: { id: chief, version } });
  await house
    .person("林涛")
    .fills({ roles: { choose: ["executive"] }, teams: { choose: [teamId] } })
    .submits();
  expect((await db().member.findUniqueOrThrow({ where: { id: chief } })).roles).toEqual(["executive"]);
  expect(await read()).toEqual(before);
  expect(await entries()).toBe(had);
  expect(await tellings("老周", "老周")).toEqual([]);
});

test("of many that are handed over, the new owner's card counts what came along and says what is due next", async () => {
  const [from, to] = [await rep("老冯"), await rep("小郑")];
  await manyCustomers(company, { name: "冯的", ownerId: from, count: 3 });
  const owner = house.person("老冯");
  await owner.types("/handover");
  await owner.presses("移交几家");
  await owner.fills({ all: true, to: { choose: `${to}:${house.company.teamId}` } }).submits();
  expect(owner.card.tone).toBe("done");
  const [card] = await tellings("小郑", "由你负责了");
  expect(card!.facts).toEqual([
    { label: "一起转来", value: "在谈商机 3 个、约定 3 个、任务 3 件" },
    { label: "最近要办", value: expect.stringMatching(/^(冯的\d · 问一声 · 周五 11月27日、?){3}$/) },
  ]);
});

test("whose customers somebody else hands on, or gives back by an undo, reads so once however many; nobody of their own doing", async () => {
  const [had, also] = [await rep("老陆"), await rep("老余")];
  const ids = [await customer("陆的一家", had, { flags: ["warning"] }), await customer("陆的两家", had)];
  const wang = house.person("王芳");
  const give = async (who: string, id: string) => {
    await house.person(who).presses({ action: "handover.begin", payload: { customerId: id } });
    await house
      .person(who)
      .fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } })
      .submits();
  };
  await give("王芳", ids[0]!);
  const [gone, ...more] = await tellings("老陆", "移交给了");
  expect(more).toEqual([]);
  expect(cardText(gone!)).toContain("王芳 把你的 1 家客户移交给了 Emma");
  expect(gone).toMatchObject({ tags: ["警示"], text: ["陆的一家"] });
  await wang.presses("撤销");
  const [back, ...again] = await tellings("老陆", "又由你负责了");
  expect(again).toEqual([]);
  expect(back!.title).toBe("1 家客户又由你负责了 · 王芳 撤销了给 Emma 的移交");
  expect(await db().customer.count({ where: { ownerId: had } })).toBe(2);
  const owner = house.person("老陆");
  await owner.types("/handover");
  await owner.presses("移交几家");
  await owner.fills({ all: true, to: { choose: `${also}:${house.company.teamId}` } }).submits();
  expect(await tellings("老陆", "移交给了")).toHaveLength(1);
  await owner.presses("撤销");
  expect(await tellings("老陆", "又由你负责了")).toHaveLength(1);
  expect(await db().customer.count({ where: { ownerId: had } })).toBe(2);
});

test("of sixty with a fee each the new owner is told on one card, there and back, in as many statements as of twenty", async () => {
  const thereAndBack = async (name: string, count: number) => {
    const [from, to] = [await rep(`${name}前`), await rep(`${name}后`)];
    await manyCustomers(company, { name, ownerId: from, count });
    for (const { id, customerId } of await db().deal.findMany({ where: { ownerId: from } }))
      await company.fee(customerId!, id, from);
    const owner = house.person(`${name}前`);
    await owner.types("/handover");
    await owner.presses("移交几家");
    await owner.fills({ all: true, to: { choose: `${to}:${house.company.teamId}` } });
    const given = listenToStatements();
    await owner.submits();
    const there = given().length;
    expect(await db().approval.count({ where: { requesterId: to, askerId: from } })).toBe(count);
    expect(
      await db().auditEntry.count({ where: { what: "fee.passedOn", after: { equals: { requesterId: to } } } }),
    ).toBe(count);
    const [card] = await tellings(`${name}后`, "由你负责了");
    expect(card!.facts![0]!.value).toBe(`在谈商机 ${count} 个、约定 ${count} 个、任务 ${count} 件、费用单 ${count} 张`);
    expect(await tellings(`${name}后`, "转给你")).toEqual([]);
    const taken = listenToStatements();
    await owner.presses("撤销");
    const back = taken().length;
    expect(await db().approval.count({ where: { requesterId: from } })).toBe(count);
    expect((await tellings(`${name}前`, "费用单")).map(({ title }) => title)).toEqual([
      `${count} 张费用单又回到你手上`,
    ]);
    return { there, back };
  };
  const few = await thereAndBack("廿", 20);
  expect(await thereAndBack("六十", 60)).toEqual(few);
});

test("the owner of a customer reads that a fee of one who has left is theirs now, and not that the customer came", async () => {
  const { gone, acme } = await withOthers("小费");
  const deal = await db().deal.findFirstOrThrow({ where: { customerId: acme, stage: "p50" } });
  await company.fee(acme, deal.id, gone);
  await close(gone);
  const [card, ...more] = await tellings("Emma", "Special fee");
  expect(more).toEqual([]);
  expect(card!.title).toMatch(/^Yours now, as you have the customer · Special fee/);
  expect(cardText(card!)).toContain("小费 asked for it");
});
