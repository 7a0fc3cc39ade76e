import { beforeEach, describe, expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import type { Prisma } from "../../src/data/generated/client.ts";
import { cardText } from "../support/conversation.ts";
import { type Prospect, withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00");
const { house, unchanged, facts } = papers;
const li = () => house.person("李伟");
const fill = papers.fillFee;

let name: string;
let count = 0;
beforeEach(() => {
  house.clock.freezeAt(new Date("2026-11-20T09:12:00+08:00"));
  count += 1;
  name = `华信${count}号`;
});

describe("a customer who has signed another deal", () => {
  const another = async (prospect: Prospect, more: Partial<Prisma.DealUncheckedCreateInput> = {}) => {
    const { id, version, criteria, ...row } = await papers
      .db()
      .deal.findUniqueOrThrow({ where: { id: prospect.dealId } });
    const signed = { ...row, criteria: criteria ?? {}, id: newId(), name: "老合同", stage: "won" as const, ...more };
    await papers.db().deal.create({ data: signed });
  };

  test("is no new one: not offered, refused in one line and in the form, and nothing changes", async () => {
    const prospect = await papers.makeProspect(name);
    await fill(prospect);
    await another(prospect, { contractSignedOn: toColumn(plainDate("2026-11-16")) });
    await unchanged(() => li().submits());
    expect(li().form.errors.deal).toBe(
      `没有提交：${name}的“老合同” 周一 11月16日 已经签了合同，不再是新客户。月度客情费不在这里申请，请找销售内勤。`,
    );
    expect(await li().searches("deal", name)).toEqual([]);
    await unchanged(() => li().types(`/fee ${name} 800 茶礼 李工`));
    expect(li().card.plain).toBe(
      `没有提交：${name}的合同 周一 11月16日 已签，签后不能再申请新客户费用。月度客情费不在这里申请，请找销售内勤。`,
    );
  });

  test("between the checks and the last word too; what is under way comes to nothing", async () => {
    const [first, second] = [await papers.makeProspect(name), await papers.makeProspect(`${name}乙`)];
    const fee = await papers.sendFee(second);
    await fill(first);
    await li().submits();
    for (const each of [first, second]) await another(each);
    await unchanged(() => li().submits());
    expect(li().reads).toContain("不再是新客户");
    await house.person("赵敏").presses("同意", { on: await papers.channelCard(fee) });
    expect((await papers.approvalOf(fee)).state).toBe("invalid");
    expect(house.person("赵敏").reads).toContain(`${name}乙的“老合同”已经签了合同`);
  });

  test("a contract that fell through is none; one out of the requester's sight is for compliance alone", async () => {
    const prospect = await papers.makeProspect(name);
    await another(prospect, { stage: "lost", contractSignedOn: toColumn(plainDate("2026-11-16")) });
    const { otherTeamId, otherSegmentId, people } = house.company;
    await another(prospect, { teamId: otherTeamId, segmentId: otherSegmentId, ownerId: people.孙丽!.id });
    const id = await papers.sendFee(prospect, { who: "王芳" });
    expect(await papers.db().fee.findUniqueOrThrow({ where: { id } })).toMatchObject({ flags: ["signed_before"] });
    expect(house.person("王芳").inbox.map(cardText).join()).not.toContain("另一个商机");
    expect(await papers.opened(id)).toContain("这家客户的另一个商机已经签了合同");
  });
});

describe("a tender at the customer", () => {
  test("said by the requester goes to compliance, and to whoever asks next within 30 days without their knowing", async () => {
    const prospect = await papers.makeProspect(name, { contacts: [{ name: "李工" }, { name: "张工" }] });
    await fill(prospect, { recipients: { choose: prospect.contacts.李工! } as never });
    await li().fills({ tender: true }).submits();
    expect(facts()).toMatchObject({ 招标: "你说正在招标 · 需合规判断" });
    expect(facts().结论).toContain("客户正在招标。审批：内勤 → 经理 → 财务 → 合规");
    await li().submits();
    const emma = house.company.people.Emma!.id;
    const { customerId } = prospect;
    await papers.db().customer.update({ where: { id: customerId }, data: { ownerId: emma } });
    await papers.db().deal.update({ where: { id: prospect.dealId }, data: { ownerId: emma } });
    const asks = async (at: string) => {
      house.clock.freezeAt(new Date(at));
      const id = await papers.sendFee({ ...prospect, contacts: { 张工: prospect.contacts.张工! } }, { who: "Emma" });
      return papers.db().fee.findUniqueOrThrow({ where: { id } });
    };
    const soon = await asks("2026-12-10T09:00:00+08:00");
    expect(soon).toMatchObject({ tenderOpen: false, flags: ["tender_said"] });
    expect(house.person("Emma").inbox.map(cardText).join()).not.toContain("another request");
    expect(await papers.opened(soon.id)).toContain("招标: 申请人说没有在招标");
    expect(await papers.opened(soon.id)).toContain("30 天内另一张单子说这家客户正在招标");
    await papers.db().feeRecipient.deleteMany({ where: { feeId: soon.id } });
    expect(await asks("2026-12-21T09:00:00+08:00")).toMatchObject({ flags: [] });
  });
});

test("a customer's flags stand on its paper for who may see it, not in the channel and not for who sees the money alone", async () => {
  const prospect = await papers.makeProspect(name, { customer: { flags: ["important", "warning"] } });
  const id = await papers.sendFee(prospect);
  expect(li().card.tags).toEqual(["警示", "重要"]);
  expect((await papers.channelCard(id)).tags).toEqual([]);
  const opens = async (who: string) => {
    await house
      .person(who)
      .presses({ action: "approvals.open", payload: { subject: "fee", id } }, { in: "C-approvals" });
    return house.person(who).card.tags;
  };
  expect(await opens("王芳")).toEqual(["警示", "重要"]);
  expect(await opens("陈静")).toEqual([]);
});

test("a sum just above the executive's limit, split in two among other people of the customer, goes to compliance", async () => {
  const contacts = ["李工", "王工", "赵工", "钱工", "孙工", "周工"].map((one) => ({ name: one }));
  const prospect = await papers.makeProspect("分单机械", { contacts });
  const of = (...names: string[]) => ({
    ...prospect,
    contacts: Object.fromEntries(names.map((one) => [one, prospect.contacts[one]!])),
  });
  const sends = async (to: typeof prospect, amount: string) => {
    const id = await papers.sendFee(to, { amount });
    return papers.db().fee.findUniqueOrThrow({ where: { id } });
  };
  expect(await sends(of("李工", "王工", "赵工"), "2900")).toMatchObject({ flags: [] });
  expect(await sends(of("钱工", "孙工"), "100")).toMatchObject({ flags: [] });
  expect(await sends(of("钱工", "孙工", "周工"), "2900")).toMatchObject({ flags: ["split"] });
  const elsewhere = await papers.makeProspect("旁边机械", { contacts: contacts.slice(0, 3) });
  expect(await sends(elsewhere, "2900")).toMatchObject({ flags: [] });
});
