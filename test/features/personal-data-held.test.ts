import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact } from "../support/customers.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features, at: "2026-11-25T10:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const { makeCustomer, makeDeal } = dealsOf(house);
const ids: Record<string, string> = {};
const idOf = (name: string) => house.company.people[name]!.id;
const now = () => house.clock.now();

/** Signed by the team of 李伟, asked for by Emma: 李伟 does not see it. */
const makeFee = async (deal: string) => {
  const { organizationId, teamId } = house.company;
  const [id, approvalId] = [newId(), newId()];
  const common = { organizationId, teamId, requesterId: idOf("Emma"), createdAt: now() };
  await db().fee.create({
    data: {
      ...{ ...common, id, number: "FE-2026-0001", customerId: ids.customer!, dealId: deal, purpose: "new_customer" },
      ...{ what: "茶礼", amountMinor: 80_000n, currency: "CNY", flags: [] },
    },
  });
  await db().approval.create({
    data: {
      ...{ ...common, id: approvalId, subject: "fee", subjectId: id, askerId: idOf("Emma"), state: "rejected" },
      closedAt: now(),
      steps: {
        create: [
          {
            ...{ organizationId, position: 0, role: "clerk", decidedById: idOf("赵敏"), decidedAt: now() },
            ...{ approved: false, reason: "王建国上周已收过礼" },
          },
        ],
      },
      events: {
        create: [
          {
            ...{ organizationId, id: newId(), memberId: idOf("赵敏"), what: "rejected", from: "waiting", at: now() },
            reason: "王建国上周已收过礼",
          },
        ],
      },
    },
  });
};

/** From 王芳 to 李伟; nobody else is told its note. */
const makeHandover = async () => {
  const { organizationId, segmentId, teamId } = house.company;
  const given = { id: newId(), organizationId, toId: idOf("李伟"), byId: idOf("王芳"), count: 1, at: now() };
  await db().handover.create({
    data: {
      ...{ ...given, note: "王建国最近在看别家" },
      items: {
        create: [
          {
            ...{ organizationId, segmentId, teamId, customerId: ids.customer!, callId: newId(), wasId: idOf("王芳") },
            ...{ deals: [], steps: [], dealOwners: [], stepOwners: [], dealTeams: [], endedTeams: [], care: [] },
            ...{ careOver: [], tasks: [], taskOwners: [], papers: [], ended: [], shares: [] },
          },
        ],
      },
    },
  });
};

/** What was written at one customer without saying in a field of its own that it is about the person. */
beforeAll(async () => {
  const { organizationId, otherTeamId: teamId, otherSegmentId: segmentId } = house.company;
  ids.customer = await makeCustomer("宏达机电");
  ids.wang = await makeContact(house, ids.customer, { name: "王建国", title: "总经理" });
  ids.other = await makeContact(house, ids.customer, { name: "李志强", title: "工程师" });
  ids.twin = await makeContact(house, ids.customer, { name: "汪建国", title: "董事" });
  const phones = ["13800135678"];
  await db().contact.update({ where: { id: ids.wang }, data: { phones } });
  await db().contact.update({ where: { id: ids.twin }, data: { phones, mail: "old@hongda.example" } });
  await db().contact.update({ where: { id: ids.other }, data: { family: "王建国的同学", likes: "钓鱼" } });
  await house.person("李伟").presses({ action: "joining.compare", payload: { keep: ids.wang, gone: ids.twin } });
  await house.person("李伟").presses("合并");
  const common = { organizationId, customerId: ids.customer, memberId: idOf("李伟") };
  const said = (text: string) => ({
    ...{ ...common, id: newId(), kind: "call" as const, happenedOn: day("2026-11-20"), said: text, createdAt: now() },
  });
  await db().activity.create({ data: { ...said("前台转告王建国要报价"), sourceText: "/call 前台转告王建国要报价" } });
  await db().activity.create({ data: said("前台说明天停电") });
  await db().activity.create({ data: { ...said("王建国撤回的话"), undoneAt: now() } });
  const criteria = {
    rightPerson: { holds: true, evidence: "王建国说了算" },
    need: { holds: true, evidence: "要换线" },
  };
  const deal = await makeDeal("宏达换线", { customerId: ids.customer, criteria });
  const other = await makeDeal("王建国专线", { customerId: ids.customer, teamId, segmentId, ownerId: idOf("孙丽") });
  const place = { organizationId, contactId: ids.wang, attitude: "neutral" as const, influence: 3 };
  await db().influence.createMany({ data: [deal, other].map((dealId) => ({ ...place, dealId })) });
  await db().serviceCase.create({
    data: {
      ...{ organizationId, id: newId(), customerId: ids.customer, contactId: ids.other, kind: "complaint" },
      ...{ said: "少发一箱，王建国很生气", openedAt: now() },
    },
  });
  await makeFee(deal);
  await makeHandover();
});

const card = async (name: string) => {
  const who = house.person(name);
  await who.presses({ action: "personalData.show", payload: { id: ids.wang } });
  return who.reads.split("\n").find((line) => line.startsWith("还写到名字: "));
};
/** The sheet, by section. */
const sheet = async (name: string) => {
  await db().storedFile.deleteMany();
  house.clock.freezeAt(new Date(now().getTime() + 60_000));
  await house.person(name).presses({ action: "personalData.export", payload: { id: ids.wang } });
  const [file] = await db().storedFile.findMany();
  const parts = Buffer.from(file!.bytes)
    .toString()
    .split(/== (.+) ==\r\n/u);
  return Object.fromEntries(
    parts.flatMap((part, n) => (n % 2 === 1 ? [[part, (parts[n + 1] ?? "").trim().split("\r\n")] as const] : [])),
  );
};

test("what names a person is told with its day wherever it stands, once, to who may see it", async () => {
  const told = await sheet("李伟");
  expect(told["写到名字：行动"]).toEqual(["周五 11月20日 · /call 前台转告王建国要报价"]);
  expect(told["写到名字：商机"]?.sort()).toEqual([
    "周三 11月25日 · 宏达换线 · 王建国说了算",
    "周三 11月25日 · 王建国专线",
  ]);
  expect(told["写到名字：移交留言"]).toEqual(["周三 11月25日 · 王建国最近在看别家"]);
  expect(told["写到名字：咨询和投诉"]).toEqual(["周三 11月25日 · 少发一箱，王建国很生气"]);
  expect(told["写到名字：其他联系人"]).toEqual(["李志强 · 王建国的同学"]);
  expect(told.并入的名片).toEqual(["汪建国 · 董事 · 13800135678 · old@hongda.example"]);
  expect(told.日志?.join()).toContain("汪建国");
  expect(await card("李伟")).toBe("还写到名字: 行动 1、商机 2、移交留言 1、咨询和投诉 1、其他联系人 1");
});

test("of what a reader may not see there is nothing, neither a word nor a count", async () => {
  const li = JSON.stringify(await sheet("李伟"));
  for (const part of ["收过礼", "单据", "撤回的话", "停电", "要换线"]) expect(li).not.toContain(part);
  const wang = await sheet("王芳");
  expect(wang["写到名字：单据"]).toEqual(["周三 11月25日 · 王建国上周已收过礼"]);
  expect(JSON.stringify(wang)).not.toContain("王建国专线");
  expect(wang.决策链).toEqual([expect.stringMatching(/^宏达换线 · /)]);
  expect(await card("王芳")).toBe("还写到名字: 行动 1、商机 1、单据 1、移交留言 1、咨询和投诉 1、其他联系人 1");
  const zhou = await sheet("周明");
  expect(zhou["写到名字：移交留言"]).toBeUndefined();
  expect(await card("周明")).not.toContain("移交留言");
});

test("of records of other customers that name them it is told which, to who sees those customers and what is theirs", async () => {
  const { organizationId, otherTeamId: teamId, otherSegmentId: segmentId } = house.company;
  const near = await makeCustomer("华信精密");
  const far = await makeCustomer("南方重工", "孙丽");
  await db().customer.update({ where: { id: far }, data: { teamId, segmentId } });
  const said = (customerId: string, text: string, more = {}) => ({
    ...{ organizationId, customerId, memberId: idOf("李伟"), id: newId(), kind: "call" as const },
    ...{ happenedOn: day("2026-11-20"), said: text, createdAt: now(), ...more },
  });
  await db().activity.createMany({
    data: [
      said(near, "宏达机电的王建国介绍来的"),
      said(near, "前台留了 138-0013-5678"),
      said(near, "王建国谈了样品"),
      said(near, "宏达机电的王建国撤回了", { undoneAt: now() }),
      said(far, "宏达机电的王建国也在"),
    ],
  });
  await makeDeal("宏达机电王建国牵线", { customerId: near });
  await makeDeal("王建国电话 13800135678", { customerId: near, teamId, segmentId, ownerId: idOf("孙丽") });
  const task = { organizationId, customerId: near, dueOn: day("2026-12-01"), createdAt: now() };
  const [li, wang, zhou] = ["李伟", "王芳", "周明"].map((name) => idOf(name));
  await db().task.createMany({
    data: [
      { ...task, id: newId(), giverId: wang!, assigneeId: li!, what: "问宏达机电王建国要介绍信" },
      { ...task, id: newId(), giverId: zhou!, assigneeId: zhou!, what: "谢宏达机电王建国" },
    ],
  });
  expect((await sheet("李伟"))["写到名字：别家客户的记录"]?.sort()).toEqual(
    [
      "周五 11月20日 · 华信精密 · 宏达机电的王建国介绍来的",
      "周五 11月20日 · 华信精密 · 前台留了 138-0013-5678",
      "周三 11月25日 · 华信精密 · 宏达机电王建国牵线",
      "周三 11月25日 · 华信精密 · 王建国电话 13800135678",
      "周二 12月1日 · 华信精密 · 问宏达机电王建国要介绍信",
    ].sort(),
  );
  expect(await card("李伟")).toContain("别家客户的记录 5");
  // Neither the deal of another team nor the other's task.
  expect((await sheet("王芳"))["写到名字：别家客户的记录"]).toHaveLength(4);
  expect(JSON.stringify(await sheet("王芳"))).not.toContain("谢宏达机电王建国");
  expect(JSON.stringify(await sheet("王芳"))).not.toContain("南方重工");
});
