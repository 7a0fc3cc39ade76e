import { expect, test } from "vitest";
import { CRITERIA } from "../../src/domain/deal-reasons.ts";
import { deals } from "../../src/features/deals/index.ts";
import { fallback } from "../../src/features/fallback/index.ts";
import { fallBackTick } from "../../src/features/fallback/jobs.ts";
import { confirmReceipt, refuseReceipt } from "../../src/features/inflows/public.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { criteriaFrom } from "../../src/features/pipeline/rules.ts";
import { receipts } from "../../src/features/receipts/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [pipeline, deals, fallback, receipts], at: "2026-11-10T10:00:00+08:00" });
const { cardsTo, db, makeDeal, movesOf, theDeal } = dealsOf(house);

const signed = {
  stage: "p90",
  firstMeetingOn: day("2026-10-20"),
  expectedOn: day("2026-11-20"),
  criteria: criteriaFrom(Object.fromEntries(CRITERIA.map((key) => [key, "有依据"]))),
  papersSigned: true,
  contractSignedOn: day("2026-11-02"),
  lastForwardOn: day("2026-11-02"),
  amountMinor: 30_000_000n,
} as const;
type Who = () => ReturnType<typeof house.person>;
const [chen, li, wang] = ["陈静", "李伟", "王芳"].map((name) => () => house.person(name)) as [Who, Who, Who];
const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const fall = () => fallBackTick.run(house.jobContext());
const collected = async (dealId: string) =>
  (await db().collection.findMany({ where: { dealId }, orderBy: { at: "asc" } })).map(({ amountMinor }) => amountMinor);
const moveTo = (id: string, to: string) => ({ action: "pipeline.move", payload: { id, to } });

test("a part of the money is progress; without the rest a deal goes from 90% to 50%, and the rest is recorded there", async () => {
  const id = await makeDeal("分批付款", signed);
  await chen().presses(confirmReceipt.with({ id }));
  await chen()
    .fills({ amount: "100000", due: { choose: "part" } })
    .submits();
  expect(await theDeal(id)).toMatchObject({ stage: "p90", lastForwardOn: day("2026-11-10"), moneyConfirmedAt: null });

  at("2026-12-01T09:00:00+08:00");
  await fall();
  expect(await theDeal(id)).toMatchObject({ stage: "p90", warnedOn: null });
  at("2026-12-04T09:00:00+08:00");
  await fall();
  expect(cardText((await cardsTo("李伟", "fallback:warn"))[0]!)).toContain(
    "90% · 周三 12月9日 前没有款项到账，就退回 50%",
  );
  at("2026-12-09T09:00:00+08:00");
  await fall();
  expect(await theDeal(id)).toMatchObject({
    stage: "p50",
    papersSigned: false,
    contractSignedOn: day("2026-11-02"),
    lastForwardOn: day("2026-12-09"),
    warnedOn: null,
  });
  expect((await movesOf(id)).at(-1)).toMatchObject({ from: "p90", to: "p50", cause: "rule" });
  const [fell] = await cardsTo("李伟", "fallback:fell");
  expect(fell!.title).toBe("1 个商机退回 50%");

  at("2026-12-10T10:00:00+08:00");
  await fall();
  expect(await theDeal(id)).toMatchObject({ stage: "p50", warnedOn: null });
  await chen().types("/deal 分批付款");
  expect(cardText(chen().card)).toContain("¥100,000，还差 ¥200,000");
  await chen().presses("登记到账");
  await chen().fills({ amount: "200000" }).submits();
  expect(chen().card.title).toBe("到账：分批付款 ¥200,000");
  expect(await collected(id)).toEqual([10_000_000n, 20_000_000n]);
  expect(await theDeal(id)).toMatchObject({ stage: "p50", moneyConfirmedAt: null, lastForwardOn: day("2026-12-10") });
  const told = await cardsTo("李伟", `deal:${id}:receipt-settled`);
  expect(told.at(-1)?.buttons?.map(({ label }) => label)).toEqual(["看商机"]);
});

test("what is in already is confirmed without new money once the deal is at 90% again; with nothing in it is not", async () => {
  const { id } = await db().deal.findFirstOrThrow({ where: { name: "分批付款" } });
  await db().deal.update({ where: { id }, data: { expectedOn: day("2026-12-15") } });
  await li().presses(moveTo(id, "p90"));
  await li().submits();
  const ask = (await cardsTo("陈静", `deal:${id}:receipt:`)).at(-1)!;
  expect(cardText(ask)).toContain("合同款已经全部到账");
  await chen().presses("确认到账", { on: ask });
  await chen()
    .fills({ due: { choose: "all" } })
    .submits();
  expect(chen().card.title).toBe("已确认到账：分批付款 ¥300,000");
  expect(await collected(id)).toEqual([10_000_000n, 20_000_000n]);
  expect(await theDeal(id)).toMatchObject({ stage: "p90", moneyConfirmedBy: house.company.people.陈静!.id });
  expect(chen().reads).toContain("陈静 · 应到的已到齐");
  expect((await movesOf(id)).at(-1)!.reason).toEqual({ code: "paid", minor: "30000000", currency: "CNY" });

  const bare = await makeDeal("一分未到", signed);
  await chen().presses(confirmReceipt.with({ id: bare }));
  await chen()
    .fills({ amount: "", due: { choose: "all" } })
    .submits();
  expect(chen().form.errors.amount).toBeDefined();
  expect(await theDeal(bare)).toMatchObject({ moneyConfirmedAt: null });
});

test.each(["opportunity", "p25", "lost"] as const)(
  "money is recorded of a deal at %s, and moves nothing",
  async (stage) => {
    const id = await makeDeal(`定金 ${stage}`, { stage, amountMinor: 30_000_000n });
    await chen().presses(confirmReceipt.with({ id }));
    await chen().fills({ amount: "5000" }).submits();
    expect(await collected(id)).toEqual([500_000n]);
    expect(await theDeal(id)).toMatchObject({ stage, moneyConfirmedAt: null, moreDueSince: null });
    expect(await movesOf(id)).toEqual([]);
    await chen().presses(refuseReceipt.with({ id }));
    expect(chen().reads).toContain("已经处理过了");
    expect(await theDeal(id)).toMatchObject({ stage });
  },
);

const confirmed = { ...signed, moneyConfirmedAt: new Date("2026-11-05T02:00:00Z"), moreDueSince: new Date() };
const nothingIn = { moneyConfirmedAt: null, moneyConfirmedBy: null, moreDueSince: null, papersSigned: false };

test("what finance confirmed belongs to the stay at 90%: a deal lost or taken back has it no longer, what came in stays", async () => {
  const back = await makeDeal("退一步", confirmed);
  await li().presses(moveTo(back, "p25"));
  await li().fills({ why: "合同其实没签" }).submits();
  expect(await theDeal(back)).toMatchObject({ ...nothingIn, stage: "p25" });

  const lost = await makeDeal("丢了又来", confirmed);
  await li().presses(moveTo(lost, "lost"));
  await li()
    .fills({ reason: { choose: "price" } })
    .submits();
  expect(await theDeal(lost)).toMatchObject({ ...nothingIn, stage: "lost" });
  await wang().presses(moveTo(lost, "opportunity"));
  await wang().fills({ why: "又谈起来了" }).submits();
  await db().deal.update({ where: { id: lost }, data: { stage: "p25", lastForwardOn: day("2026-10-01") } });
  at("2026-12-11T09:00:00+08:00");
  await fall();
  expect(await theDeal(lost)).toMatchObject({ warnedOn: day("2026-12-11") });

  await db().deal.update({ where: { id: lost }, data: { stage: "p90", papersSigned: true } });
  await li().presses(moveTo(lost, "won"));
  expect(li().reads).toContain("财务确认到账");
  expect(await theDeal(lost)).toMatchObject({ stage: "p90" });
});

test("money that fails leaves a contract signed, and so does an owner alone; the manager takes a signing back", async () => {
  const signedOn = signed.contractSignedOn;
  const refused = await makeDeal("钱没到", signed);
  await chen().presses(refuseReceipt.with({ id: refused }));
  await chen().fills({ reason: "账上没有" }).submits();
  expect(await theDeal(refused)).toMatchObject({ stage: "p50", contractSignedOn: signedOn });

  const back = await makeDeal("合同作废", signed);
  await li().presses(moveTo(back, "p50"));
  await li().fills({ why: "对方没盖章" }).submits();
  expect(await theDeal(back)).toMatchObject({ stage: "p50", papersSigned: false, contractSignedOn: signedOn });
  expect(li().reads).toContain("合同仍按已签算。要是其实没签，请本组经理来退回这个商机");
  await wang().presses(moveTo(back, "p25"));
  await wang().fills({ why: "对方没盖章" }).submits();
  expect(await theDeal(back)).toMatchObject({ stage: "p25", contractSignedOn: null });
  expect(wang().reads).toContain("合同重新按未签算");
  await li().types("/deal 合同作废");
  expect(cardText(li().card)).not.toContain("11月2日 签");
});

const lostAfterSigning = { ...signed, stage: "lost", lossReason: "price", papersSigned: false } as const;

test("a deal lost after it was signed begins again without the signing, and not by its owner alone", async () => {
  const id = await makeDeal("重新来过", lostAfterSigning);
  const before = await theDeal(id);
  await li().presses(moveTo(id, "opportunity"));
  expect(li().reads).toContain("退出前签过合同");
  expect(await theDeal(id)).toEqual(before);
  await wang().presses(moveTo(id, "opportunity"));
  await wang().fills({ why: "又谈起来了" }).submits();
  expect(wang().reads).toContain("合同重新按未签算");
  expect(await theDeal(id)).toMatchObject({ stage: "opportunity", contractSignedOn: null, ...nothingIn });
  const told = await db().auditEntry.findFirstOrThrow({ where: { subject: `deal:${id}`, what: "deal.moved" } });
  expect(told.before).toMatchObject({ stage: "lost", contractSignedOn: "2026-11-02" });
});

test("one lost before anything was signed its owner takes up alone, and one for which money came in stays signed", async () => {
  const bare = await makeDeal("没签过", { ...lostAfterSigning, contractSignedOn: null });
  await li().presses(moveTo(bare, "opportunity"));
  await li().fills({ why: "又谈起来了" }).submits();
  expect(await theDeal(bare)).toMatchObject({ stage: "opportunity" });
  const paid = await makeDeal("付过又丢", lostAfterSigning);
  await chen().presses(confirmReceipt.with({ id: paid }));
  await chen().fills({ amount: "1000" }).submits();
  await li().presses(moveTo(paid, "opportunity"));
  await li().fills({ why: "又谈起来了" }).submits();
  expect(await theDeal(paid)).toMatchObject({ stage: "opportunity", contractSignedOn: signed.contractSignedOn });
});

test("a manager takes back no signing of their own, whichever way", async () => {
  const ownerId = house.company.people.王芳!.id;
  const own = await makeDeal("经理自己的", { ...signed, ownerId });
  await wang().presses(moveTo(own, "p50"));
  await wang().fills({ why: "对方没盖章" }).submits();
  expect(wang().reads).toContain("自己登记的签字，都请另一位经理");
  expect(await theDeal(own)).toMatchObject({ stage: "p50", contractSignedOn: signed.contractSignedOn });
  const lost = await makeDeal("经理丢的", { ...lostAfterSigning, ownerId });
  const before = await theDeal(lost);
  await wang().presses(moveTo(lost, "opportunity"));
  expect(wang().reads).toContain("经理自己签的，由另一位经理");
  expect(await theDeal(lost)).toEqual(before);
});

test("whose signing it is says who entered the papers, not who has the deal now", async () => {
  const { organizationId, teamId, people } = house.company;
  const entered = (dealId: string, memberId: string) =>
    db().dealMove.create({
      data: {
        ...{ id: crypto.randomUUID(), organizationId, dealId, teamId, memberId },
        ...{ from: "p50", to: "p90", cause: "person", movedOn: day("2026-11-02"), at: day("2026-11-02") },
      },
    });
  const byManager = await makeDeal("经理代签的", lostAfterSigning);
  await entered(byManager, people.王芳!.id);
  const before = await theDeal(byManager);
  await wang().presses(moveTo(byManager, "opportunity"));
  expect(wang().reads).toContain("/deal 新建");
  expect(await theDeal(byManager)).toEqual(before);
  const taken = await makeDeal("经理接手的", { ...lostAfterSigning, ownerId: people.王芳!.id });
  await entered(taken, people.李伟!.id);
  await wang().presses(moveTo(taken, "opportunity"));
  await wang().fills({ why: "又谈起来了" }).submits();
  expect(await theDeal(taken)).toMatchObject({ stage: "opportunity", contractSignedOn: null });
});

test("a contract for which money is recorded stays signed, whoever moves the deal back", async () => {
  const paid = await makeDeal("付过定金", signed);
  await chen().presses(confirmReceipt.with({ id: paid }));
  await chen()
    .fills({ amount: "1000", due: { choose: "part" } })
    .submits();
  await wang().presses(moveTo(paid, "p50"));
  await wang().fills({ why: "合同要改" }).submits();
  expect(await theDeal(paid)).toMatchObject({ stage: "p50", contractSignedOn: signed.contractSignedOn });
  expect(wang().reads).toContain("合同仍按已签算：这个商机已经登记过到账");
});

/** The one card that asked finance, as it reads by now. */
const askedCard = async (id: string) => (await cardsTo("陈静", `deal:${id}:receipt:`))[0];
const asked = async (name: string): Promise<string> => {
  const id = await makeDeal(name, {
    ...signed,
    stage: "p50",
    papersSigned: false,
    contractSignedOn: null,
    lastForwardOn: day("2026-11-20"),
    expectedOn: day("2026-12-20"),
  });
  await li().presses(moveTo(id, "p90"));
  await li().fills({ contractSignedOn: "2026-12-01" }).submits();
  expect(await cardsTo("陈静", `deal:${id}:receipt:`)).toHaveLength(1);
  return id;
};

test("a deal that leaves 90% by hand, lost or by the rule takes its question to finance with it", async () => {
  at("2026-12-11T10:00:00+08:00");
  const back = await asked("问到一半退回");
  expect((await askedCard(back))?.tone).toBe("waiting");
  await li().presses(moveTo(back, "p25"));
  await li().fills({ why: "对方变卦" }).submits();
  expect(await askedCard(back)).toMatchObject({ tone: "past", title: "已经处理过了：问到一半退回 现在是 25%" });

  const lost = await asked("问到一半丢了");
  await li().presses(moveTo(lost, "lost"));
  await li()
    .fills({ reason: { choose: "price" } })
    .submits();
  expect((await askedCard(lost))?.title).toBe("已经处理过了：问到一半丢了 现在是 0% 退出");

  const fell = await asked("问到一半到期");
  at("2027-02-01T09:00:00+08:00");
  await fall();
  at("2027-02-15T09:00:00+08:00");
  await fall();
  expect(await theDeal(fell)).toMatchObject({ stage: "p50" });
  expect((await askedCard(fell))?.title).toBe("已经处理过了：问到一半到期 现在是 50%");
  expect((await askedCard(fell))?.buttons?.map(({ label }) => label)).toEqual(["看商机"]);
});

test("a deal that changed its column while money was typed: the form that fits now, with what was typed", async () => {
  at("2026-11-10T10:00:00+08:00");
  const id = await makeDeal("换栏付款", signed);
  await chen().presses(confirmReceipt.with({ id }));
  await wang().presses(moveTo(id, "p50"));
  await wang().fills({ why: "合同没签成" }).submits();
  expect(await theDeal(id)).toMatchObject({ stage: "p50" });
  await chen()
    .fills({ amount: "100000", due: { choose: "part" } })
    .submits();
  expect(chen().form.errors).toEqual({ amount: "还没有登记：商机刚换了一栏。请核对一下再提交。" });
  expect(await collected(id)).toEqual([]);
  await chen().submits();
  expect(await collected(id)).toEqual([10_000_000n]);
  expect(await theDeal(id)).toMatchObject({ stage: "p50" });
});
