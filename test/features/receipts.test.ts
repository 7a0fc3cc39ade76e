import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deals } from "../../src/features/deals/index.ts";
import { confirmReceipt, refuseReceipt } from "../../src/features/inflows/public.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { receipts } from "../../src/features/receipts/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [pipeline, deals, receipts], at: "2026-11-23T09:00:00+08:00" });
const { db, cardsTo, makeCustomer, makeDeal, movesOf, theDeal } = dealsOf(house);

const signed = {
  stage: "p90",
  papersSigned: true,
  contractSignedOn: day("2026-11-20"),
  amountMinor: 42_000_000n,
} as const;
const tick = async (at: string) => {
  house.clock.freezeAt(new Date(at));
  for (const { run } of receipts.ticks ?? []) await run(house.jobContext());
};
const asksTo = (name: string, id: string) => cardsTo(name, `deal:${id}:receipt:`);
const close = (name: string, closedAt: Date | null) =>
  db().member.update({ where: { id: house.company.people[name]!.id }, data: { closedAt } });
const setRoles = (name: string, roles: ("finance" | "manager" | "rep")[]) =>
  db().member.update({ where: { id: house.company.people[name]!.id }, data: { roles } });

test("who comes to finance later is asked too, who does not answer is reminded, each once; the owner never", async () => {
  const id = await makeDeal("等到账", signed);
  await tick("2026-11-23T09:05:00+08:00");
  await tick("2026-11-23T09:06:00+08:00");
  expect((await asksTo("陈静", id)).map(({ title }) => title)).toEqual(["请确认到账：等到账 ¥420,000"]);
  await close("陈静", new Date("2026-11-23T02:00:00Z"));
  await setRoles("孙丽", ["rep", "finance"]);
  await setRoles("李伟", ["rep", "finance"]);
  await tick("2026-11-23T11:00:00+08:00");
  await tick("2026-11-23T11:01:00+08:00");
  expect(await asksTo("孙丽", id)).toHaveLength(1);
  await tick("2026-11-24T17:00:00+08:00");
  await tick("2026-11-25T17:00:00+08:00");
  expect((await asksTo("孙丽", id)).map(({ title }) => title)).toEqual([
    "请确认到账：等到账 ¥420,000",
    "还在等你确认到账：等到账 ¥420,000",
  ]);
  expect(await asksTo("陈静", id)).toHaveLength(1);
  expect(await asksTo("李伟", id)).toEqual([]);
  const sun = house.person("孙丽");
  await sun.presses("没有到账", { on: (await asksTo("孙丽", id))[1]! });
  await sun.fills({ reason: "没有这笔" }).submits();
  await tick("2026-11-26T17:00:00+08:00");
  expect(await asksTo("孙丽", id)).toHaveLength(2);
  await close("陈静", null);
  await setRoles("孙丽", ["rep"]);
  await setRoles("李伟", ["rep"]);
});

test("a part of what was due leaves the deal at 90 %; it says what is in and what is open, and who asked is asked on", async () => {
  const customerId = await makeCustomer("分期机械");
  const id = await makeDeal("分期项目", { ...signed, customerId });
  const chen = house.person("陈静");
  await tick("2026-11-26T17:30:00+08:00");
  await chen.presses("确认到账", { on: (await asksTo("陈静", id))[0]! });
  await chen.fills({ amount: "1" }).submits();
  expect(chen.form.errors.due).toBeDefined();
  await chen.fills({ amount: "1", due: { choose: "part" } }).submits();
  expect(chen.card.title).toBe("到了一部分：分期项目 ¥1");
  expect(cardText(chen.card)).toContain("¥1，还差 ¥419,999");
  expect((await theDeal(id)).moneyConfirmedAt).toBeNull();
  const li = house.person("李伟");
  const [part] = await cardsTo("李伟", `deal:${id}:receipt-settled`);
  expect(cardText(part!)).toContain("先留在 90%");
  await li.presses({ action: "pipeline.move", payload: { id, to: "won" } });
  expect(li.reads).toContain("财务确认到账");

  await chen.presses("确认到账");
  expect(chen.form.values.amount).toEqual({ text: "419999" });
  await chen.fills({ due: { choose: "part" } }).submits();
  expect(chen.form.errors.due).toContain("全部到账");
  await chen.fills({ amount: "139999", due: { choose: "all" } }).submits();
  expect(chen.card.title).toBe("已确认到账：分期项目 ¥139,999");
  expect(cardText(chen.card)).toContain("¥140,000，还差 ¥280,000");
  expect(await movesOf(id)).toMatchObject([
    { from: "p90", to: "p90", why: null, reason: { code: "money", minor: "100", part: true } },
    { from: "p90", to: "p90", reason: { minor: "13999900", part: false } },
  ]);
  expect((await theDeal(id)).moneyConfirmedAt).not.toBeNull();
});

test("a flag of the customer stands for whose deal it is, never for who sees the money alone", async () => {
  const customerId = await makeCustomer("警示机械");
  await db().customer.update({ where: { id: customerId }, data: { flags: ["vip", "warning"] } });
  const id = await makeDeal("警示项目", { ...signed, customerId });
  const chen = house.person("陈静");
  await tick("2026-11-26T17:40:00+08:00");
  const [asked] = await asksTo("陈静", id);
  await chen.presses("没有到账", { on: asked! });
  await chen.fills({ reason: "没有这笔" }).submits();
  const [told] = await cardsTo("李伟", `deal:${id}:receipt-settled`);
  expect(told?.tags).toEqual(["警示", "VIP"]);
  for (const card of [asked, chen.card]) expect(card?.tags ?? []).toEqual([]);
});

test("what comes after the win is recorded too, once, and the list of what is still to come gets shorter", async () => {
  const id = (await db().deal.findFirstOrThrow({ where: { name: "分期项目" } })).id;
  const [li, chen, wang] = [house.person("李伟"), house.person("陈静"), house.person("王芳")];
  await li.presses({ action: "pipeline.move", payload: { id, to: "won" } });
  await li.fills({ booked: true }).submits();
  expect((await theDeal(id)).stage).toBe("won");
  await wang.types("/receipts");
  expect(wang.reads).toContain("到账由财务确认");
  await chen.types("到账");
  await chen.presses("后续款项");
  expect(cardText(chen.card)).toContain("分期项目 · ¥140,000，还差 ¥280,000");
  await chen.presses("登记到账");
  const { formId, params } = chen.form;
  await chen.fills({ receivedOn: "2026-12-24" }).submits();
  expect(chen.form.errors.receivedOn).toContain("还没到");
  const moves = (await movesOf(id)).length;
  await chen.fills({ receivedOn: "2026-11-26" }).submits();
  expect(chen.card.title).toBe("到账：分期项目 ¥280,000");
  expect(chen.card.buttons ?? []).toEqual([]);
  expect(await movesOf(id)).toHaveLength(moves);
  expect((await theDeal(id)).moreDueSince).toBeNull();
  const { platform, workspace, people } = house.company;
  await house.kernel.submit({
    id: "test:again",
    identity: { platform, workspace, user: people.陈静!.user },
    place: { platform, workspace, place: "D", kind: "direct" },
    receivedAt: house.clock.now(),
    formId,
    params,
    values: { amount: { text: "280000" }, receivedOn: { text: "2026-11-26" } },
  });
  expect(await db().collection.count({ where: { dealId: id } })).toBe(3);
  await chen.presses(refuseReceipt.with({ id }));
  expect((await theDeal(id)).stage).toBe("won");
  await chen.types("到账");
  expect(chen.card.title).toBe("没有等着确认的到账");
});

test("more than the contract leaves open is asked back once, and recorded when it is said again", async () => {
  const id = await makeDeal("多付的", signed);
  const chen = house.person("陈静");
  await chen.presses(confirmReceipt.with({ id }));
  const all = { amount: "420000.01", due: { choose: "all" } };
  await chen.fills(all).submits();
  expect(chen.form.errors.amount).toBe(
    "比合同还没到的 ¥420,000 多 ¥0.01。确实到了这么多，就原样再确认一次；不对就改。",
  );
  await chen.fills({ amount: "4200000" }).submits();
  expect(chen.form.errors.amount).toContain("多 ¥3,780,000");
  expect(await db().collection.count({ where: { dealId: id } })).toBe(0);
  expect((await theDeal(id)).moneyConfirmedAt).toBeNull();
  await chen.fills({ amount: "420000.01" }).submits();
  await chen.submits();
  expect(chen.card.title).toBe("已确认到账：多付的 ¥420,000.01");
  expect(await db().collection.findMany({ where: { dealId: id } })).toMatchObject([{ amountMinor: 42_000_001n }]);
  // Paid in full, and more comes: nobody waits for it, but what came is on record.
  expect(chen.card.buttons ?? []).toEqual([]);
  await chen.presses({ action: "pipeline.open", payload: { id } });
  await chen.presses("登记到账");
  await chen.fills({ amount: "5000" }).submits();
  expect(chen.form.errors.amount).toBe(
    "合同款已经全部到账，这笔 ¥5,000 是多出来的。确实到了这么多，就原样再确认一次；不对就改。",
  );
  expect(await db().collection.count({ where: { dealId: id } })).toBe(1);
  await chen.submits();
  expect(chen.card.title).toBe("到账：多付的 ¥5,000");
  expect(await db().collection.count({ where: { dealId: id } })).toBe(2);
  expect((await theDeal(id)).moreDueSince).toBeNull();
});

test("Home shows finance the first that wait, and everyone else nothing of it", async () => {
  for (let count = 1; count <= 7; count += 1) await makeDeal(`排队${count}`, signed);
  const home = async (name: string) => (await house.person(name).home()).map(cardText).join("\n");
  const said = await home("陈静");
  expect(said).toContain("7 个商机等你确认到账");
  expect(said.match(/排队\d/g)).toHaveLength(5);
  expect(said).toContain("还有 2 个");
  expect(await home("李伟")).not.toContain("排队");
  const chen = house.person("陈静");
  await chen.types("/receipts");
  expect(cardText(chen.card).match(/排队\d/g)).toHaveLength(7);
});

test("a reason of ours is said to each reader in their own language; one of before stays as it is", async () => {
  const id = await makeDeal("两种语言", { ...signed, ownerId: house.company.people.Emma!.id });
  const chen = house.person("陈静");
  await chen.presses(confirmReceipt.with({ id }));
  await chen.fills({ amount: "420000", due: { choose: "all" } }).submits();
  const { organizationId, teamId } = house.company;
  const moved = { organizationId, teamId, dealId: id, from: "p50", to: "p90", cause: "person" } as const;
  const at = new Date("2026-11-20T00:00:00Z");
  await db().dealMove.create({ data: { ...moved, id, why: "合同签了", movedOn: at, at } });
  const history = { action: "pipeline.history", payload: { id } };
  const [emma, wang] = [house.person("Emma"), house.person("王芳")];
  await emma.presses(history);
  await wang.presses(history);
  expect(cardText(emma.card)).toContain("¥420,000 received");
  expect(cardText(wang.card)).toContain("到账 ¥420,000");
  for (const { card } of [emma, wang]) expect(cardText(card)).toContain("合同签了");
});

test("who entered that the papers are signed confirms no money of the deal, nor is asked to", async () => {
  const id = await makeDeal("登记的人", { ...signed, stage: "p50", papersSigned: false, contractSignedOn: null });
  const { organizationId, teamId } = house.company;
  const wang = house.company.people.王芳!.id;
  await db().member.update({ where: { id: wang }, data: { roles: ["manager", "finance"] } });
  const at = house.clock.now();
  const moved = {
    organizationId,
    teamId,
    dealId: id,
    from: "p50",
    to: "p90",
    cause: "person",
    memberId: wang,
  } as const;
  await db().dealMove.create({ data: { ...moved, id, why: "合同签了", movedOn: day("2026-11-26"), at } });
  await db().deal.update({ where: { id }, data: signed });
  await tick("2026-11-26T18:00:00+08:00");
  expect(await asksTo("王芳", id)).toEqual([]);
  expect(await asksTo("陈静", id)).toHaveLength(1);
  const before = await theDeal(id);
  await house.person("王芳").presses(confirmReceipt.with({ id }));
  expect(house.person("王芳").reads).toContain("合同签字是你登记的，一个人不能登记又确认");
  await house.person("王芳").types("/receipts");
  expect(house.person("王芳").reads).not.toContain("登记的人");
  expect(await theDeal(id)).toEqual(before);
  expect(await db().collection.count({ where: { dealId: id } })).toBe(0);
  await house.person("陈静").presses(confirmReceipt.with({ id }));
  await house
    .person("陈静")
    .fills({ amount: "420000", due: { choose: "all" } })
    .submits();
  expect((await theDeal(id)).moneyConfirmedAt).not.toBeNull();
  await db().member.update({ where: { id: wang }, data: { roles: ["manager"] } });
});

const criteria = Object.fromEntries(
  ["rightPerson", "fittingProposal", "soundBudget", "rightTime", "nextStep"].map((key) => [
    key,
    { holds: true, evidence: "有" },
  ]),
);
describe("a manager who is in finance too", () => {
  const makeReady = (name: string) =>
    makeDeal(name, {
      ...{ stage: "p50", criteria, amountMinor: 42_000_000n, firstMeetingOn: day("2026-11-01") },
      expectedOn: day("2026-12-10"),
    });
  const signs = async (who: string, id: string) => {
    const person = house.person(who);
    await person.presses({ action: "pipeline.move", payload: { id, to: "p90" } });
    await person.fills({ contractSignedOn: "2026-11-26" }).submits();
    expect((await theDeal(id)).stage).toBe("p90");
    return person.reads;
  };
  beforeEach(async () => {
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 60_000));
    await setRoles("王芳", ["manager", "finance"]);
  });
  afterEach(async () => {
    await setRoles("王芳", ["manager"]);
    await close("陈静", null);
  });

  test("who enters in the form that the papers are signed is not asked; another is", async () => {
    const id = await makeReady("经理登记");
    expect(await signs("王芳", id)).toContain("已请财务确认到账");
    expect(await asksTo("王芳", id)).toEqual([]);
    expect(await asksTo("陈静", id)).toHaveLength(1);
  });

  test("where nobody else is in finance, the form says that another is needed; who comes there is asked", async () => {
    await close("陈静", new Date("2026-11-26T02:00:00Z"));
    const id = await makeReady("只有经理");
    expect(await signs("王芳", id)).toContain("登记签字的人都不能自己确认。请管理员再给一位同事加上财务角色");
    expect(await asksTo("王芳", id)).toEqual([]);
    await close("陈静", null);
    await tick("2026-11-26T19:00:00+08:00");
    expect(await asksTo("陈静", id)).toHaveLength(1);
  });

  test("confirms and is shown what another has entered since: the last signing counts", async () => {
    const id = await makeReady("两次签字");
    await signs("王芳", id);
    await house.person("陈静").presses(refuseReceipt.with({ id }));
    await house.person("陈静").fills({ reason: "没有这笔" }).submits();
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 60_000));
    await signs("李伟", id);
    expect(await asksTo("王芳", id)).toHaveLength(1);
    const wang = house.person("王芳");
    await wang.types("/receipts");
    expect(wang.reads).toContain("两次签字");
    await wang.presses(confirmReceipt.with({ id }));
    await wang.fills({ amount: "420000", due: { choose: "all" } }).submits();
    expect((await theDeal(id)).moneyConfirmedAt).not.toBeNull();
  });
});
