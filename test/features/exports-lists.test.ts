import XLSX from "@e965/xlsx";
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { exports } from "../../src/features/exports/index.ts";
import { exportJob } from "../../src/features/exports/jobs.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [exports], at: "2026-11-26T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const files = () => house.ports.get("slack")?.files ?? [];
const idOf = (name: string) => house.company.people[name]!.id;

/** Asks for a list in words; the rows of the sheet that came, without its head. */
const told = async (who: string, list: string): Promise<(string | undefined)[][]> => {
  const before = files().length;
  await house.person(who).types(`导出 ${list}`);
  for (const { id } of await db().export.findMany({ where: { onceKey: { not: null } } }))
    await exportJob.run(house.jobContext(), { id });
  await house.delivers();
  return files()
    .slice(before)
    .flatMap(({ bytes }) => {
      const sheet = XLSX.read(bytes).Sheets;
      return XLSX.utils.sheet_to_json<string[]>(Object.values(sheet)[0]!, { header: 1, raw: false }).slice(1);
    });
};
const named = async (who: string, list: string, at: number) => (await told(who, list)).map((row) => row[at]).toSorted();

const at = new Date("2026-11-20T02:00:00Z");
const day = new Date("2026-11-20");
const ids: Record<string, { customer: string; contact: string; deal: string; fee: string }> = {};

/** The same of a customer in this segment and of one in another. */
const trade = async (name: string, owner: string, contactName: string) => {
  const { organizationId } = house.company;
  const customer = await makeCustomer(house, name, { owner });
  const contact = await makeContact(house, customer, { name: contactName });
  const { teamId, segmentId } = await db().customer.findUniqueOrThrow({ where: { id: customer } });
  const deal = newId();
  const common = { organizationId, customerId: customer, teamId, currency: "CNY", createdAt: at };
  await db().deal.create({
    data: {
      ...{ ...common, id: deal, segmentId, ownerId: idOf(owner), name: `${name}的单`, stage: "p90" },
      ...{ lastForwardOn: day, updatedAt: at, amountMinor: 100_000n },
    },
  });
  const move = { organizationId, dealId: deal, teamId, movedOn: day, at };
  await db().dealMove.createMany({
    data: [
      { ...move, id: newId(), from: null, to: "opportunity", cause: "person", memberId: idOf(owner), why: "=展会" },
      { ...move, id: newId(), from: "p50", to: "p25", cause: "rule", reason: { code: "outstayed", days: 28 } },
    ],
  });
  const place = { role: "decider", attitude: "supporter", influence: 4 } as const;
  await db().influence.create({ data: { ...place, organizationId, dealId: deal, contactId: contact } });
  const step = { organizationId, customerId: customer, memberId: idOf(owner), what: "寄样品", dueOn: day };
  await db().nextStep.create({ data: { ...step, id: newId(), contactId: contact } });
  const from = { id: newId(), organizationId, customerId: customer, fromTeamId: teamId, toTeamId: teamId, at };
  await db().ownerChange.create({
    data: { ...from, fromId: idOf("Emma"), toId: idOf(owner), cause: "handed_over", byId: idOf("王芳") },
  });
  await db().collection.create({
    data: {
      ...{ id: newId(), organizationId, customerId: customer, dealId: deal, amountMinor: 40_000n, currency: "CNY" },
      ...{ receivedOn: day, confirmedById: idOf("陈静"), at },
    },
  });
  const fee = newId();
  const paper = { ...common, id: fee, dealId: deal, requesterId: idOf(owner), what: "茶礼", flags: [] };
  const recipients = { create: { contactId: contact, organizationId, amountMinor: 30_000n } };
  await db().fee.create({
    data: { ...paper, purpose: "event", number: `FE-${name}`, amountMinor: 80_000n, recipients },
  });
  const steps = [
    { position: 0, role: "clerk", decidedById: idOf("王芳"), decidedAt: at, approved: true },
    { position: 1, role: "manager" },
    { position: 2, role: "finance" },
  ] as const;
  await db().approval.create({
    data: {
      ...{ id: newId(), organizationId, subject: "fee", subjectId: fee, teamId, askerId: idOf(owner) },
      ...{ requesterId: idOf(owner), step: 1 },
      ...{ createdAt: at, steps: { create: steps.map((each) => ({ ...each, organizationId })) } },
    },
  });
  ids[name] = { customer, contact, deal, fee };
};

beforeAll(async () => {
  await trade("天枢", "李伟", "王建国");
  await trade("瑶光", "孙丽", "赵敏");
});

test.each([
  ["移交", ["2026-11-20", "天枢", "Emma", "李伟", "移交", "王芳"]],
  ["决策链", ["天枢的单", "天枢", "90%", "王建国", undefined, "决策者", "支持", "4"]],
  ["下一步", ["2026-11-20", "寄样品", "天枢", "王建国", "李伟", "待办"]],
  ["回款", ["2026-11-20", "天枢", "天枢的单", "400.00", "CNY", "陈静"]],
  [
    "礼品招待登记",
    ["2026-11-20", "王建国", undefined, "天枢", "FE-天枢", "客户活动、联谊", "茶礼", "300.00", "CNY", "李伟", "李伟"],
  ],
] as const)("%s: of what is in sight, and nothing of another segment", async (list, row) => {
  expect((await told("李伟", list)).map((line) => line.slice(0, row.length))).toEqual([row]);
  const [mine, theirs] = [JSON.stringify(await told("王芳", list)), JSON.stringify(await told("孙丽", list))];
  expect([mine.includes("天枢"), mine.includes("瑶光")]).toEqual([true, false]);
  expect([theirs.includes("天枢"), theirs.includes("瑶光")]).toEqual([false, true]);
  expect(await told("周明", list)).toHaveLength(2);
  expect(await told("林涛", list)).toEqual([]);
});

test("moves on the board tell who or what moved a deal, and why", async () => {
  const deal = ["天枢的单", "天枢"];
  expect((await told("李伟", "阶段变动")).toSorted()).toEqual(
    [
      ["2026-11-20", ...deal, "50%", "25%", "按规则", "超过销售周期 28 天没有往前走"],
      ["2026-11-20", ...deal, undefined, "销售机会", "李伟", "=展会"],
    ].toSorted(),
  );
  expect(await named("周明", "moves", 2)).toEqual(["天枢", "天枢", "瑶光", "瑶光"]);
  // Finance sees the money of a deal, not the work.
  expect(await told("陈静", "moves")).toEqual([]);
});

test("approvals tell each step, who signed and who has yet to", async () => {
  const steps = (await told("李伟", "审批记录")).map((row) => [row[0], ...row.slice(8, 13)]);
  expect(steps).toEqual([
    ["FE-天枢", "销售内勤", "已批准", "王芳", undefined, "2026-11-20"],
    ["FE-天枢", "销售经理", "审批中"],
    ["FE-天枢", "财务", "还没轮到"],
  ]);
  expect(new Set(await named("陈静", "approvals", 0))).toEqual(new Set(["FE-天枢", "FE-瑶光"]));
});

test("money to be confirmed is finance's alone", async () => {
  expect((await told("陈静", "待确认到账")).toSorted()).toEqual(
    [
      ["天枢的单", "天枢", "李伟", "90%", "1,000.00", "CNY", "400.00", "待确认"],
      ["瑶光的单", "瑶光", "孙丽", "90%", "1,000.00", "CNY", "400.00", "待确认"],
    ].toSorted(),
  );
  for (const who of ["李伟", "周明", "林涛"]) expect(await told(who, "receipts"), who).toEqual([]);
  expect(await named("陈静", "collections", 1)).toEqual(["天枢", "瑶光"]);
});

test("products are everybody's to know", async () => {
  const { organizationId } = house.company;
  const pump = { id: newId(), organizationId, name: "泵", nameKey: "泵", series: "A", priceMinor: 120_050n };
  await db().product.create({ data: { ...pump, currency: "CNY", createdAt: at } });
  expect(await told("李伟", "产品")).toEqual([["泵", "A", "1,200.50", "CNY"]]);
});

test("absences: one's own, the team's that are not over, and all of those one looks after", async () => {
  const { organizationId } = house.company;
  const absent = (who: string, standIn: string, from: string, to: string) => ({
    ...{
      id: newId(),
      organizationId,
      memberId: idOf(who),
      standInId: idOf(standIn),
      setById: idOf(who),
      createdAt: at,
    },
    ...{ startsAt: new Date(`${from}T00:00:00+08:00`), endsAt: new Date(`${to}T00:00:00+08:00`) },
  });
  await db().absence.createMany({
    data: [
      absent("李伟", "Emma", "2026-11-02", "2026-11-04"),
      absent("李伟", "Emma", "2026-11-30", "2026-12-02"),
      absent("孙丽", "周明", "2026-11-30", "2026-12-02"),
    ],
  });
  const [past, ahead] = [
    ["李伟", "2026-11-02", "2026-11-03", "Emma", "李伟"],
    ["李伟", "2026-11-30", "2026-12-01", "Emma", "李伟"],
  ];
  expect((await told("李伟", "请假")).toSorted()).toEqual([past, ahead]);
  expect((await told("王芳", "请假")).toSorted()).toEqual([past, ahead]);
  expect(await named("孙丽", "absences", 0)).toEqual(["孙丽"]);
  expect(await told("何清", "absences")).toEqual([]);
  expect(await named("林涛", "absences", 0)).toEqual(["李伟", "李伟", "孙丽"].toSorted());
});

test("what is the company's own is for those who have it in their charge", async () => {
  const { organizationId, teamId } = house.company;
  const goal = { organizationId, teamId, month: new Date("2026-11-01"), amountMinor: 120_000_000n, currency: "CNY" };
  await db().goal.create({ data: goal });
  const lists = ["团队", "目标", "公司参数", "节假日", "节日", "问卷题目"];
  for (const who of ["李伟", "陈静", "周明"])
    for (const list of lists) expect(await told(who, list), `${who} ${list}`).toEqual([]);
  expect((await told("王芳", "目标")).map((row) => row.slice(0, 1).concat(row.slice(2)))).toEqual([
    ["2026-11-01", "1,200,000.00", "CNY"],
  ]);
  const all = Object.fromEntries(await Promise.all(lists.map(async (list) => [list, [] as string[][]])));
  for (const list of lists) all[list] = (await told("林涛", list)) as string[][];
  expect(all.团队!.length).toBe(await db().team.count());
  expect(all.目标).toHaveLength(1);
  expect(all.公司参数).toContainEqual(["公司", "工作时间", expect.any(String), "09:00", "09:00"]);
  const before = { undoHours: 24 };
  await db().auditEntry.create({
    data: {
      ...{ id: newId(), organizationId, memberId: idOf("林涛"), from: "slack", what: "figures.changed", at },
      ...{ subject: `figures:${organizationId}`, before, after: { undoHours: 48 } },
    },
  });
  const change = ["2026-11-20", "林涛", "公司", expect.stringContaining("可撤销"), "24", "48"];
  expect(await told("林涛", "参数修改记录")).toEqual([change]);
  expect(await told("周明", "changes")).toEqual([]);
  expect(all.节假日).toContainEqual(["2026-10-01", "放假"]);
  expect(all.节日).toContainEqual(["2027-01-01", "元旦"]);
  expect(all.问卷题目).toContainEqual(["产品质量", "25", "1–5"]);
});

test("what a customer is worth is not told as another segment reckoned it", async () => {
  const { organizationId, segmentId, otherSegmentId } = house.company;
  const { customer } = ids.天枢!;
  const worth = {
    ...{ customerId: customer, organizationId, segmentId, reckonedOn: day, currency: "CNY", leftOut: [] },
    ...{ collectedMinor: 40_000n, openMinor: 0n, yearlyMinor: 0n, highFromMinor: 1n, promisingFromMinor: 1n },
    ...{ quadrant: "high" as const, grade: "A" as const, largerShare: 1, purchases: 3, csi: 82 },
  };
  await db().worth.create({ data: worth });
  const reckoned = async () => {
    const row = (await told("李伟", "客户")).find(([name]) => name === "天枢")!;
    return [row[14], row[17], row[18]];
  };
  expect(await reckoned()).toEqual(["82", "400.00", "CNY"]);
  await db().worth.update({ where: { customerId: customer }, data: { segmentId: otherSegmentId } });
  expect(await reckoned()).toEqual([undefined, undefined, undefined]);
});
