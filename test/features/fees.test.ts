import { beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../src/chat/card.ts";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00");
const { house } = papers;
const li = () => house.person("李伟");
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
const { unchanged, facts } = papers;
const fill = papers.fillFee;

let name: string;
let count = 0;
beforeEach(() => {
  at("11-20T09:12");
  count += 1;
  name = `华信${count}号`;
});

describe("asking", () => {
  test("the form offers deals that are not signed, and the contacts", async () => {
    const [open, signed] = [await papers.makeProspect(name), await papers.makeProspect(`${name}已签`)];
    await papers.sign(signed, "2026-11-18");
    await li().commands("fee");
    const found = (await li().searches("deal", name)).map(({ value }) => value);
    expect(found).toEqual([open.dealId]);
    expect((await li().searches("recipients", "李工")).map(({ label }) => label)).toContain(`李工 · ${name}`);
    expect(Object.keys(li().form.content.fields)).not.toContain("purpose");
  });

  test("contacts are found in any case; by punctuation alone nobody is looked for among all", async () => {
    const label = `Dr. (Lee) · ${name}`;
    await papers.makeProspect(name, { contacts: [{ name: "Dr. (Lee)" }] });
    await li().commands("fee");
    const labelsFor = async (typed: string) => (await li().searches("recipients", typed)).map((one) => one.label);
    expect(await labelsFor("dr. (lee")).toContain(label);
    expect(await labelsFor(name)).toEqual([label]);
    for (const nothing of ["。", "("]) expect(await labelsFor(nothing)).toEqual([]);
  });

  test("one line opens it filled in", async () => {
    const prospect = await papers.makeProspect(name);
    await li().types(`/fee ${name} 800 茶礼 李工`);
    expect(li().form.values).toMatchObject({
      deal: { choices: [{ value: prospect.dealId }] },
      amount: { text: "800" },
      what: { text: "茶礼" },
      recipients: { choices: [{ value: prospect.contacts.李工 }] },
    });
  });

  test("by pinyin, in any order; without a customer the form asks for it", async () => {
    const prospect = await papers.makeProspect(name, { customer: { shortNames: [`嘉定${count}`] } });
    await li().types(`/fee jiading${count} 李工 茶礼 800元`);
    expect(li().form.values).toMatchObject({ deal: { choices: [{ value: prospect.dealId }] }, what: { text: "茶礼" } });
    await li().types("/fee 800 茶礼");
    expect(li().form.values).toMatchObject({ amount: { text: "800" }, what: { text: "茶礼" } });
    expect(li().form.values.deal).toBeUndefined();
  });

  test("a customer with two deals: a choice", async () => {
    const first = await papers.makeProspect(name);
    await papers.db().deal.update({ where: { id: first.dealId }, data: { name: "一期" } });
    const { ownerId, teamId, organizationId, segmentId } = await papers
      .db()
      .deal.findUniqueOrThrow({ where: { id: first.dealId } });
    const now = house.clock.now();
    const lastForwardOn = toColumn(plainDate("2026-11-18"));
    await papers.db().deal.create({
      data: {
        id: newId(),
        organizationId,
        segmentId,
        customerId: first.customerId,
        ownerId,
        teamId,
        name: "二期",
        currency: "CNY",
        lastForwardOn,
        createdAt: now,
        updatedAt: now,
      },
    });
    await li().types(`费用 ${name} 800`);
    expect(li().card.title).toBe("是哪一个商机？");
    await li().presses(li().card.lines![0]!.buttons![0]!.press);
    expect(li().form.values.amount).toEqual({ text: "800" });
  });

  test("an unknown customer, one of someone else, one without a deal, one that has signed", async () => {
    await li().types("/fee 不存在 800");
    expect(li().card.plain).toContain("没有打开：你的客户里没有找到“不存在”。");
    const emma = house.company.people.Emma!.id;
    await papers.makeProspect(`藏海${count}`, { customer: { ownerId: emma }, deal: { ownerId: emma } });
    await li().types(`/fee 藏海${count} 800`);
    expect(li().card.plain).toContain(`没有找到“藏海${count}”`);
    const prospect = await papers.makeProspect(name);
    await papers.sign(prospect, "2026-11-18");
    await unchanged(() => li().types(`/fee ${name} 800 茶礼 李工`));
    expect(li().card.plain).toBe(
      `没有提交：${name}的合同 周三 11月18日 已签，签后不能再申请新客户费用。月度客情费不在这里申请，请找销售内勤。`,
    );
    await papers.db().deal.update({ where: { id: prospect.dealId }, data: { stage: "lost", contractSignedOn: null } });
    await li().types(`/fee ${name} 800`);
    expect(li().card.plain).toContain("没有在谈商机");
  });
});

describe("the checks, before anything is sent", () => {
  test("are shown, and nothing is sent yet", async () => {
    await fill(await papers.makeProspect(name));
    await unchanged(() => li().submits());
    expect(li().form.content.submit).toBe("提交");
    expect(facts()).toEqual({
      客户: `${name} · 未签 ✓`,
      招标: "你说没有在招标",
      已用: "李工 本年 ¥0 / 上限 ¥5,000",
      收礼人: "李工 · 民营企业 ✓",
      申请: "¥800 · 争取新客户 · 茶礼",
      结论: "可以提交：内勤 → 经理 → 财务。批准后，回款到账才能兑付（按回款比例）。",
    });
    expect(Object.keys(facts())[0]).toBe("结论");
  });

  test("a public-sector recipient goes to compliance too", async () => {
    const prospect = await papers.makeProspect(name, { contacts: [{ name: "周处长", publicSector: true }] });
    await fill(prospect);
    await li().submits();
    expect(facts()).toMatchObject({
      收礼人: "周处长 · 公职人员 · 需合规判断",
      结论: "可以提交，但要等合规判断：公职人员或国有单位。审批：内勤 → 经理 → 财务 → 合规。",
    });
    const { id } = JSON.parse(li().form.params) as { id: string };
    await li().submits();
    for (const who of ["赵敏", "王芳", "陈静"]) await house.person(who).types("同意", { about: `fee:${id}` });
    expect((await papers.channelCard(id)).title).toContain("等合规审批");
    expect(await papers.opened(id)).toContain("需合规判断: 公职人员或国有单位");
    await house.person("何清").types("同意", { about: `fee:${id}` });
    expect((await papers.approvalOf(id)).state).toBe("approved");
  });

  test("above the limit the executive signs last", async () => {
    const people = ["甲", "乙", "丙", "丁"].map((each) => ({ name: `${each}工` }));
    const id = await papers.sendFee(await papers.makeProspect(name, { contacts: people }), { amount: "3000.01" });
    expect((await papers.approvalOf(id)).steps.map(({ role }) => role)).toEqual([
      "clerk",
      "manager",
      "finance",
      "executive",
    ]);
    const shares = await papers.db().feeRecipient.findMany({ where: { feeId: id }, orderBy: { amountMinor: "desc" } });
    expect(shares.map(({ amountMinor }) => amountMinor)).toEqual([75_001n, 75_000n, 75_000n, 75_000n]);
  });

  test("what this year and a colleague gave counts; what was rejected does not", async () => {
    const prospect = await papers.makeProspect(name);
    const first = await papers.sendFee(prospect, { amount: "500" });
    const rejected = await papers.sendFee(prospect, { amount: "400" });
    await house.person("赵敏").types("驳回 太多", { about: `fee:${rejected}` });
    await papers.db().customerShare.create({
      data: {
        customerId: prospect.customerId,
        memberId: house.company.people.Emma!.id,
        organizationId: house.company.organizationId,
      },
    });
    await fill(prospect, { amount: "600" });
    await li().submits();
    expect(facts()).toMatchObject({
      已用: "李工 本年 ¥500 / 上限 ¥5,000",
      结论: expect.stringContaining("30 天内拆成几笔"),
    });
    const emma = house.person("Emma");
    await emma.commands("fee");
    emma.fills({
      deal: { choose: prospect.dealId },
      what: "tea",
      amount: "100",
      recipients: { choose: prospect.contacts.李工! },
    });
    await emma.submits();
    const said = (emma.form.content.facts ?? []).map(({ value }) => plainText(value)).join();
    expect(said).toContain("finance → compliance");
    expect(said).not.toMatch(/colleague|¥500/);
    await emma.submits();
    const hers = await papers.db().fee.findFirstOrThrow({ where: { requesterId: house.company.people.Emma!.id } });
    expect(hers.flags).toEqual(["two_reps"]);
    expect(await papers.opened(hers.id, "何清")).toContain("另一位同事今年也给同一位收礼人申请过");
    expect(await papers.opened(hers.id, "Emma")).not.toMatch(/colleague|¥500/);
    expect(await papers.opened(first)).toContain("本年累计: ¥600");
  });

  test.each([
    ["amount", { amount: "0" }, "金额是 0"],
    ["amount", { amount: "-5" }, ""],
    ["amount", { amount: "800.001" }, ""],
    ["what", { what: "现金" }, "现金和等同现金的东西不能给个人"],
  ])("%s is refused at its field: %o", async (field, given, said) => {
    await fill(await papers.makeProspect(name), given as Record<string, string>);
    await unchanged(() => li().submits());
    expect(li().shown?.kind).toBe("fix");
    expect((li().form.errors as Record<string, string>)[field]).toContain(said);
  });

  test("recipients are contacts of that customer", async () => {
    const [prospect, other] = [
      await papers.makeProspect(name),
      await papers.makeProspect(`${name}二厂`, { contacts: [{ name: "钱工" }] }),
    ];
    await fill({ ...prospect, contacts: other.contacts });
    await unchanged(() => li().submits());
    expect(li().form.errors).toEqual({ recipients: `钱工 不是${name}的联系人，请从这家客户的联系人里选。` });
  });

  test("a contact that is not there any more", async () => {
    const prospect = await papers.makeProspect(name);
    await fill({ ...prospect, contacts: { ...prospect.contacts, 王总: newId() } });
    await unchanged(() => li().submits());
    expect(li().form.errors).toEqual({ recipients: "其中有联系人已经不在了，请重新选。" });
  });

  test("a deal out of sight looks as one that is not there", async () => {
    const emma = house.company.people.Emma!.id;
    const prospect = await papers.makeProspect(name, { customer: { ownerId: emma }, deal: { ownerId: emma } });
    await fill(prospect);
    await unchanged(() => li().submits());
    expect(li().form.errors).toEqual({ deal: "这个商机已经不在了，请重新选。" });
  });

  test("a contract signed while the form is open", async () => {
    const prospect = await papers.makeProspect(name);
    await fill(prospect);
    await papers.sign(prospect, "2026-11-20");
    await unchanged(() => li().submits());
    expect(li().form.errors).toEqual({ deal: expect.stringContaining("已签，签后不能再申请新客户费用") });
  });
});
