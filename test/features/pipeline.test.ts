import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { deals } from "../../src/features/deals/index.ts";
import { confirmReceipt, refuseReceipt } from "../../src/features/inflows/public.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { receipts } from "../../src/features/receipts/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [pipeline, deals, receipts], at: "2026-11-23T09:00:00+08:00" });
const { db, cardsTo, makeCustomer, makeDeal, movesOf, theDeal } = dealsOf(house);

test("a new deal goes on the board with its reason, and its history begins", async () => {
  const customerId = await makeCustomer("宏达机电有限公司");
  const li = house.person("李伟");
  await li.types("/deal");
  expect(await li.searches("customer", "宏达")).toMatchObject([{ value: customerId, label: "宏达机电有限公司" }]);
  await li
    .fills({ customer: { choose: customerId }, name: "宏达三年续约", reason: "合同年底到期", amount: "18万" })
    .submits();
  expect(li.reads).toContain("新商机：宏达三年续约");
  expect(li.reads).toContain("¥180,000");
  const deal = await db().deal.findFirstOrThrow({ where: { name: "宏达三年续约" } });
  expect(deal).toMatchObject({ customerId, stage: "opportunity", amountMinor: 18_000_000n, currency: "CNY" });
  expect(await movesOf(deal.id)).toMatchObject([
    { from: null, to: "opportunity", why: "合同年底到期", cause: "person" },
  ]);
  await li.types("/deal");
  await li.fills({ customer: { choose: customerId }, name: "宏达三年续约", reason: "再来一次" }).submits();
  expect(li.form.errors.name).toContain("同名");
});

test("a deal walks the whole board as far as its papers, each column asking its own", async () => {
  const li = house.person("李伟");
  await li.types("/stage 宏达 约见");
  await li.fills({ firstMeetingOn: "2026-11-22", firstMeetingAt: "宏达总部" }).submits();
  expect(li.form.errors.firstMeetingOn).toBe("这一天已经过去了，请选今天或以后。");
  await li.fills({ firstMeetingOn: "2026-11-23" }).submits();
  expect(li.card.title).toBe("宏达三年续约：销售机会 → 约见");

  await li.presses("进 25%");
  await li.submits();
  expect(li.form.errors.agreed).toContain("愿意");
  await li.fills({ agreed: true }).submits();
  expect(li.card.title).toBe("宏达三年续约：约见 → 25%");

  await li.types("推进 宏达 50%");
  await li.fills({ rightPerson: "王总拍板", fittingProposal: "换装三条线", nextStep: "周三谈交期" }).submits();
  expect(li.reads).toContain("宏达三年续约 先留在 25%，还差 2 条");
  expect(li.reads).toContain("预算、签约日期");
  await li.presses("补齐");
  expect(li.form.values.rightPerson).toEqual({ text: "王总拍板" });
  await li.fills({ soundBudget: "谈过 15–20 万", rightTime: "年底前要装", expectedOn: "2027-02-01" }).submits();
  expect(li.reads).toContain("还差 1 条");
  expect(li.reads).toContain("28 天");
  await li.presses("补齐");
  await li.fills({ expectedOn: "2026-12-15" }).submits();
  expect(li.card.title).toBe("宏达三年续约：25% → 50%");

  await li.types("/stage 宏达 成交");
  expect(li.reads).toContain("合同签字、财务确认到账");
  await li.types("/stage 宏达 90%");
  await li.fills({ contractSignedOn: "2026-11-23" }).submits();
  expect(li.card.title).toBe("宏达三年续约：50% → 90% · 等财务确认到账");
  await li.types("/stage 宏达 100%");
  expect(li.reads).toContain("财务确认到账");
  await li.types("/deal 宏达");
  await li.presses("推进记录");
  expect(cardText(li.card)).toContain("50% → 90% · 周一 11月23日 · 李伟 · 合同 周一 11月23日 签");
  const deal = await db().deal.findFirstOrThrow({ where: { name: "宏达三年续约" } });
  expect((await movesOf(deal.id)).map(({ to }) => to)).toEqual(["opportunity", "first_meeting", "p25", "p50", "p90"]);
  const told = await db().outgoingMessage.findMany({ where: { key: { startsWith: `deal:${deal.id}:receipt` } } });
  expect(told).toHaveLength(1);
});

const CRITERIA = Object.fromEntries(
  ["rightPerson", "fittingProposal", "soundBudget", "rightTime", "nextStep"].map((key) => [
    key,
    { holds: true, evidence: "有" },
  ]),
);
const atNinety = {
  stage: "p90",
  firstMeetingOn: day("2026-11-01"),
  expectedOn: day("2026-11-30"),
  criteria: CRITERIA,
  contractSignedOn: day("2026-11-20"),
  papersSigned: true,
  amountMinor: 5_000_000n,
} as const;

test("money is confirmed by finance alone, not the owner, and once; then the deal can be won", async () => {
  const id = await makeDeal("东方二期", atNinety);
  const [li, chen, wang] = [house.person("李伟"), house.person("陈静"), house.person("王芳")];
  await wang.presses(confirmReceipt.with({ id }));
  expect(wang.reads).toContain("到账由财务确认");
  await li.presses({ action: "pipeline.move", payload: { id, to: "won" } });
  expect(li.reads).toContain("财务确认到账");

  await chen.presses(confirmReceipt.with({ id }));
  await chen.fills({ amount: "0", due: { choose: "all" } }).submits();
  expect(chen.form.errors.amount).toBe("请填大于 0 的金额。");
  await chen.fills({ amount: "50000", receivedOn: "2026-11-22" }).submits();
  expect(chen.card.title).toBe("已确认到账：东方二期 ¥50,000");
  expect(await theDeal(id)).toMatchObject({ stage: "p90", moneyConfirmedBy: house.company.people.陈静!.id });
  expect(await db().collection.findMany({ where: { dealId: id } })).toMatchObject([
    { amountMinor: 5_000_000n, currency: "CNY" },
  ]);

  await chen.presses(confirmReceipt.with({ id }));
  expect(chen.reads).toContain("已经处理过了");
  expect(await db().collection.count({ where: { dealId: id } })).toBe(1);

  const [told] = await cardsTo("李伟", `deal:${id}:receipt-settled`);
  await li.presses("推进到成交", { on: told! });
  await li.submits();
  expect(li.form.errors.booked).toContain("入账");
  await li.fills({ booked: true }).submits();
  expect(li.card.title).toBe("东方二期：90% → 成交");
  expect(await theDeal(id)).toMatchObject({ stage: "won", closedOn: day("2026-11-23") });
  await li.presses({ action: "pipeline.move", payload: { id, to: "lost" } });
  expect(li.reads).toContain("已经结束");
});

test("money that is not in takes the deal to 50%, with the reason for its owner", async () => {
  const id = await makeDeal("华南扩建", atNinety);
  const chen = house.person("陈静");
  await chen.presses(refuseReceipt.with({ id }));
  await chen.fills({ reason: "账上没有这一笔" }).submits();
  expect(chen.card.title).toBe("没有到账：华南扩建 退回 50%");
  expect(await theDeal(id)).toMatchObject({ stage: "p50", papersSigned: false, moneyConfirmedAt: null });
  expect(await movesOf(id)).toMatchObject([{ from: "p90", to: "p50", why: "账上没有这一笔" }]);
  expect(cardText((await cardsTo("李伟", `deal:${id}:receipt-settled`))[0]!)).toContain("账上没有这一笔");
});

test("only the owner and the team's manager move a deal; who may not see it learns nothing", async () => {
  const id = await makeDeal("保密项目", { stage: "p25" });
  const [emma, sun, chen, wang] = ["Emma", "孙丽", "陈静", "王芳"].map((name) => house.person(name));
  await emma!.presses({ action: "pipeline.move", payload: { id, to: "lost" } });
  expect(emma!.reads).toContain("cannot be found");
  await sun!.types("/stage 保密项目 50%");
  expect(sun!.card.title).toBe("“保密项目”还没有在谈商机");
  await chen!.presses({ action: "pipeline.move", payload: { id, to: "lost" } });
  expect(chen!.reads).toContain("由负责人或本组经理推进");
  expect(await theDeal(id)).toMatchObject({ stage: "p25", version: 1 });

  await wang!.presses({ action: "pipeline.move", payload: { id, to: "lost" } });
  await wang!.fills({ reason: { choose: "price" }, note: "对手低一成" }).submits();
  expect(wang!.card.title).toBe("保密项目：25% → 退出：价格");
  expect(await theDeal(id)).toMatchObject({ stage: "lost", lossReason: "price", closedOn: day("2026-11-23") });
  expect((await cardsTo("李伟", `deal:${id}:moved`))[0]!.title).toContain("王芳调整了 保密项目");
});

test("going back asks why; losing a criterion takes a deal to 25%", async () => {
  const id = await makeDeal("北方改造", { ...atNinety, stage: "p50", papersSigned: false, contractSignedOn: null });
  const li = house.person("李伟");
  await li.types("/stage 北方改造 50%");
  await li.fills({ soundBudget: "" }).submits();
  expect(li.card.title).toBe("北方改造：50% → 25%");
  expect(await movesOf(id)).toMatchObject([
    { from: "p50", to: "p25", cause: "rule", reason: { code: "criteria", missing: ["soundBudget"] } },
  ]);
  await li.presses({ action: "pipeline.move", payload: { id, to: "opportunity" } });
  await li.submits();
  expect(li.form.errors.why).toBeTruthy();
  await li.fills({ why: "客户推到明年" }).submits();
  expect(await theDeal(id)).toMatchObject({ stage: "opportunity" });
  expect((await movesOf(id)).at(-1)).toMatchObject({ to: "opportunity", why: "客户推到明年", cause: "person" });
});

test.each([
  ["emptied", ""],
  ["moved beyond the sales cycle", "2027-02-01"],
])("a date of signing that is %s takes a deal from 50% to 25%", async (what, expectedOn) => {
  const open = { stage: "p50", papersSigned: false, contractSignedOn: null } as const;
  const id = await makeDeal(`日期 ${what}`, { ...atNinety, ...open });
  const li = house.person("李伟");
  await li.presses({ action: "pipeline.move", payload: { id, to: "p50" } });
  await li.fills({ expectedOn }).submits();
  expect(li.card.title).toBe(`日期 ${what}：50% → 25%`);
  expect(await movesOf(id)).toMatchObject([
    { from: "p50", to: "p25", cause: "rule", reason: { code: "criteria", missing: ["rightTime"] } },
  ]);
});

test("a new date of signing inside the sales cycle leaves a deal at 50%", async () => {
  const open = { stage: "p50", papersSigned: false, contractSignedOn: null, expectedOn: day("2026-11-20") } as const;
  const id = await makeDeal("日期已过", { ...atNinety, ...open });
  const li = house.person("李伟");
  await li.presses({ action: "pipeline.move", payload: { id, to: "p50" } });
  await li.fills({ soundBudget: "谈到 12 万" }).submits();
  expect(li.form.errors.expectedOn).toContain("过去");
  await li.fills({ expectedOn: "2026-12-01" }).submits();
  expect(await theDeal(id)).toMatchObject({ stage: "p50", expectedOn: day("2026-12-01") });
});

test("a form that was opened before the deal moved changes nothing", async () => {
  const id = await makeDeal("旧表单", { stage: "p25" });
  const [li, wang] = [house.person("李伟"), house.person("王芳")];
  await li.presses({ action: "pipeline.move", payload: { id, to: "opportunity" } });
  await wang.presses({ action: "pipeline.move", payload: { id, to: "lost" } });
  await wang.fills({ reason: { choose: "competitor" } }).submits();
  await li.fills({ why: "晚了一步" }).submits();
  expect(li.reads).toContain("刚刚被别人动过");
  expect(await theDeal(id)).toMatchObject({ stage: "lost" });
  expect(await movesOf(id)).toHaveLength(1);
});

test("several deals fit: a choice; a column that is not there: the columns", async () => {
  await makeDeal("西部一号", { stage: "p25" });
  await makeDeal("西部二号", { stage: "p25" });
  const li = house.person("李伟");
  await li.types("/stage 西部 退出");
  expect(li.card.title).toBe("“西部”有几个商机，是哪一个？");
  expect(li.card.lines).toHaveLength(2);
  await li.types("/stage 西部 70%");
  expect(li.reads).toContain("25%、50%、90%");
  await li.types("/stage");
  await li.fills({ deal: { choose: newId() }, stage: { choose: "p50" } }).submits();
  expect(li.reads).toContain("找不到这个商机");
});

test("among more deals than are shown one's own come first", async () => {
  await makeDeal("东部自己", { stage: "p25", lastForwardOn: day("2026-11-01") }, "王芳");
  for (let count = 1; count <= 12; count += 1) await makeDeal(`东部${count}号`, { stage: "p25" });
  const wang = house.person("王芳");
  await wang.types("/stage 东部 50%");
  expect(JSON.stringify(wang.card.lines?.[0])).toContain("东部自己");
});

test("two who confirm one receipt at the same moment: one collection, the second is told", async () => {
  const id = await makeDeal("同时确认", atNinety);
  const chen = house.person("陈静");
  await chen.presses(confirmReceipt.with({ id }));
  const { formId, params } = chen.form;
  const { platform, workspace, people } = house.company;
  const submit = (delivery: string) =>
    house.kernel.submit({
      id: delivery,
      identity: { platform, workspace, user: people.陈静!.user },
      place: { platform, workspace, place: "D", kind: "direct" },
      receivedAt: house.clock.now(),
      formId,
      params,
      values: {
        amount: { text: "50000" },
        receivedOn: { text: "2026-11-23" },
        due: { choices: [{ value: "all", label: "x" }] },
      },
    });
  const answers = await Promise.all([submit("test:one"), submit("test:two")]);
  const said = await Promise.all(
    answers.map(async ({ shown, late }) => JSON.stringify(late ? await late.outcome : shown)),
  );
  expect(said.filter((text) => text.includes("已确认到账"))).toHaveLength(1);
  expect(said.filter((text) => /处理过了|刚刚登记了另一笔/.test(text))).toHaveLength(1);
  expect(await db().collection.count({ where: { dealId: id } })).toBe(1);
});

test("in English the same walk reads as English", async () => {
  await makeCustomer("Northwind Traders Ltd", "Emma");
  const emma = house.person("Emma");
  await emma.types("/deal northwind");
  expect(emma.form.values.customer).toMatchObject({ choices: [{ label: "Northwind Traders Ltd" }] });
  await emma.fills({ name: "Three-year renewal", reason: "contract ends in March" }).submits();
  expect(emma.card.title).toBe("New deal: Three-year renewal");
  await emma.types("/stage northwind 90%");
  expect(emma.card.title).toBe("Three-year renewal stays at Opportunity: 6 missing");
  await emma.types("/stage northwind lost");
  await emma.fills({ reason: { choose: "competitor" }, note: "they went with Acme" }).submits();
  expect(emma.card.title).toBe("Three-year renewal: Opportunity → lost: competitor");
  await emma.types("/deal northwind");
  await emma.presses("Take up again");
  await emma.fills({ why: "Acme could not deliver" }).submits();
  expect(emma.card.title).toBe("Three-year renewal: Lost → Opportunity");
});
