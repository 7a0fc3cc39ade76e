import { beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../src/chat/card.ts";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { cardText } from "../support/conversation.ts";
import { type Prospect, withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00");
const { house } = papers;
const li = () => house.person("李伟");
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
const facts = () =>
  Object.fromEntries((li().form.content.facts ?? []).map(({ label, value }) => [label, plainText(value)]));
const counts = async () => {
  const db = papers.db();
  const [fees, numbers, all, messages, audit] = await Promise.all([
    db.fee.count(),
    db.paperNumber.findMany(),
    db.approval.count(),
    db.outgoingMessage.count(),
    db.auditEntry.count(),
  ]);
  return { fees, numbers, all, messages, audit };
};
const unchanged = async (work: () => Promise<unknown>) => {
  const before = await counts();
  await work();
  expect(await counts()).toEqual(before);
};
const fill = async (prospect: Prospect, given: Record<string, string> = {}) => {
  await li().commands("fee");
  li().fills({
    deal: { choose: prospect.dealId },
    what: "茶礼",
    amount: "800",
    recipients: { choose: Object.values(prospect.contacts) },
    ...given,
  });
};

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
    expect(li().form.values.purpose).toEqual({ choices: [{ value: "new_customer", label: "争取新客户" }] });
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
    expect(li().card.plain).toContain("没有打开：你的客户里没有找到「不存在」。");
    const emma = house.company.people.Emma!.id;
    await papers.makeProspect(`藏海${count}`, { customer: { ownerId: emma }, deal: { ownerId: emma } });
    await li().types(`/fee 藏海${count} 800`);
    expect(li().card.plain).toContain(`没有找到「藏海${count}」`);
    const prospect = await papers.makeProspect(name);
    await papers.sign(prospect, "2026-11-18");
    await unchanged(() => li().types(`/fee ${name} 800 茶礼 李工`));
    expect(li().card.plain).toBe(
      `没有提交：${name}的合同 周三 11月18日 已签，签后不能再申请新客户费用。可以改走月度客情费。`,
    );
    await papers.db().deal.update({ where: { id: prospect.dealId }, data: { stage: "lost", contractSignedOn: null } });
    await li().types(`/fee ${name} 800`);
    expect(li().card.plain).toContain("没有进行中的商机");
  });
});

describe("the checks, before anything is sent", () => {
  test("are shown, and nothing is sent yet", async () => {
    await fill(await papers.makeProspect(name));
    await unchanged(() => li().submits());
    expect(li().form.content.submit).toBe("提交");
    expect(facts()).toEqual({
      客户: name,
      合同: "未签 ✓",
      已用: "李工 本年 ¥0 / 上限 ¥5,000",
      收礼人: "李工 · 民营企业 ✓",
      申请: "¥800 · 争取新客户 · 茶礼",
      结论: "可以提交：内勤 → 经理 → 财务。批准后，回款到账才能兑付（按回款比例）。",
    });
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
    expect(cardText(await papers.channelCard(id))).toContain("需合规判断: 公职人员或国有单位");
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
    expect((emma.form.content.facts ?? []).map(({ value }) => plainText(value)).join()).toContain(
      "a colleague gives to the same recipient",
    );
    expect(cardText(await papers.channelCard(first))).toContain("本年累计: ¥500");
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

describe("sending", () => {
  test("writes fee, register, chain, timeline, audit, card and thread; tells the requester who is next", async () => {
    const prospect = await papers.makeProspect(name);
    const id = await papers.sendFee(prospect);
    const fee = await papers.db().fee.findUniqueOrThrow({ where: { id }, include: { recipients: true } });
    expect(fee).toMatchObject({
      number: expect.stringMatching(/^FE-2026-\d{4}$/),
      amountMinor: 80_000n,
      flags: [],
      purpose: "new_customer",
    });
    expect(fee.recipients).toMatchObject([{ contactId: prospect.contacts.李工, amountMinor: 80_000n }]);
    expect((await papers.approvalOf(id)).events).toMatchObject([
      { what: "sent", memberId: house.company.people.李伟!.id, from: "slack" },
    ]);
    expect(await papers.db().auditEntry.count({ where: { subject: `fee:${id}` } })).toBe(2);
    expect(li().reads).toBe(
      `已提交 · 特殊费用 ¥800 · ${name}\n单子在本组的审批频道里，等内勤审批。每走一步都会告诉你。\n${fee.number}`,
    );
    const [sent] = await papers.db().outgoingMessage.findMany({ where: { key: `fee:${id}:card` } });
    expect(sent).toMatchObject({ place: "C-approvals", kind: "post" });
    expect(cardText(await papers.channelCard(id)).split("\n")).toEqual([
      `等内勤审批 · 特殊费用 ¥800 · ${name}`,
      "用途: 争取新客户 · 茶礼",
      "收礼人: 李工（民营企业）",
      "合同: 未签 ✓",
      "本年累计: ¥800",
      "now: 内勤",
      "ahead: 经理",
      "ahead: 财务",
      `${fee.number} · 李伟 11月20日 09:12 申请`,
    ]);
  });

  test("twice is once", async () => {
    await fill(await papers.makeProspect(name));
    await li().submits();
    const form = li().shown;
    await li().submits();
    li().shown = form;
    await unchanged(() => li().submits());
    expect(li().card.plain).toContain("没有再提交一次：这张单子已经是 FE-2026-");
  });

  test("forty minutes later with other facts, the checks are shown again", async () => {
    const prospect = await papers.makeProspect(name);
    await fill(prospect, { amount: "500" });
    await li().submits();
    const form = li().shown;
    await papers.sendFee(prospect, { amount: "700" });
    at("11-20T09:52");
    li().shown = form;
    await unchanged(() => li().submits());
    expect(facts()).toMatchObject({ 已用: "李工 本年 ¥700 / 上限 ¥5,000" });
    await papers.sign(prospect, "2026-11-20");
    await unchanged(() => li().submits());
    expect(li().card.plain).toContain("没有提交：");
  });

  test("without an approvals channel it goes straight to who is next", async () => {
    const teamId = house.company.teamId;
    await papers.db().team.update({ where: { id: teamId }, data: { approvals: null, channel: null } });
    const id = await papers.sendFee(await papers.makeProspect(name));
    expect(li().reads).toContain("你们组还没有审批频道，已直接发给 赵敏。");
    const card = (await papers.sentTo("赵敏")).at(-1)!;
    await house.person("赵敏").presses("同意", { on: card });
    expect((await papers.approvalOf(id)).step).toBe(1);
    expect((await papers.sentTo("王芳")).at(-1)?.title).toContain("等经理审批");
    expect((await papers.sentTo("赵敏")).at(-1)?.title).toContain("等经理审批");
    await papers.db().team.update({ where: { id: teamId }, data: { approvals: "C-approvals", channel: "C-team" } });
  });

  test("people outside the team learn nothing of it", async () => {
    const id = await papers.sendFee(await papers.makeProspect(name));
    const { press } = (await papers.channelCard(id)).menu!.find(({ label }) => label === "审批记录")!;
    for (const stranger of ["孙丽", "钱进", "林涛", "Emma"]) {
      await house.person(stranger).presses(press);
      expect(house.person(stranger).reads).not.toContain("FE-2026");
    }
  });

  test("numbers are unique when many send at once", async () => {
    const prospects = await Promise.all([1, 2, 3, 4].map((each) => papers.makeProspect(`${name}厂${each}`)));
    const people = await Promise.all(prospects.map((_, index) => papers.makeMember(`同时${count}人${index}`, ["rep"])));
    for (const [index, prospect] of prospects.entries()) {
      const ownerId = people[index]!;
      await papers.db().customer.update({ where: { id: prospect.customerId }, data: { ownerId } });
      await papers.db().deal.update({ where: { id: prospect.dealId }, data: { ownerId } });
    }
    const ids = await Promise.all(
      prospects.map((prospect, index) => papers.sendFee(prospect, { who: `同时${count}人${index}` })),
    );
    const sent = await papers.db().fee.findMany({ where: { id: { in: ids } } });
    expect(new Set(sent.map(({ number }) => number)).size).toBe(4);
  });

  test("in English for an English reader", async () => {
    const emma = house.company.people.Emma!.id;
    const prospect = await papers.makeProspect(name, { customer: { ownerId: emma }, deal: { ownerId: emma } });
    await papers.sendFee(prospect, { who: "Emma" });
    expect(house.person("Emma").reads).toContain(`Sent · Special fee ¥800 · ${name}`);
    expect(house.person("Emma").reads).toContain("waits for the clerk");
  });

  test("injected markup stays what it is: text", async () => {
    const prospect = await papers.makeProspect(name);
    await fill(prospect, { what: "<!channel> *茶* =1+1 \u202e礼" });
    await li().submits();
    await li().submits();
    expect(li().reads).toContain("已提交");
  });
});

describe("money that comes in", () => {
  const collect = (prospect: Prospect, yuan: number) =>
    papers.db().collection.create({
      data: {
        id: newId(),
        organizationId: house.company.organizationId,
        customerId: prospect.customerId,
        dealId: prospect.dealId,
        amountMinor: BigInt(yuan * 100),
        currency: "CNY",
        receivedOn: toColumn(plainDate("2026-11-20")),
        confirmedById: house.company.people.陈静!.id,
        at: house.clock.now(),
      },
    });

  test("makes an approved fee payable in proportion, at most whole; the requester hears of it once", async () => {
    const prospect = await papers.makeProspect(name);
    const id = await papers.sendFee(prospect);
    for (const who of ["赵敏", "王芳", "陈静"]) await house.person(who).types("同意", { about: `fee:${id}` });
    at("11-20T15:00");
    await collect(prospect, 5_000);
    at("11-20T15:01");
    await papers.tick();
    expect(cardText(await papers.channelCard(id))).toContain("现在可兑付 ¥400 / ¥800（已回款 50%）");
    expect((await papers.sentTo("李伟")).at(-1)).toMatchObject({ title: `有回款了 · 特殊费用 ¥800 · ${name}` });
    await unchanged(() => papers.tick());
    at("11-21T15:00");
    await collect(prospect, 9_000);
    at("11-21T15:01");
    await papers.tick();
    expect(cardText(await papers.channelCard(id))).toContain("现在可兑付 ¥800 / ¥800（已回款 100%）");
  });

  test("says nothing of a fee that nobody approved yet", async () => {
    const prospect = await papers.makeProspect(name);
    await papers.sendFee(prospect);
    at("11-20T15:00");
    await collect(prospect, 5_000);
    at("11-20T15:01");
    const before = (await papers.sentTo("李伟")).length;
    await papers.tick();
    expect((await papers.sentTo("李伟")).length).toBe(before);
  });
});
