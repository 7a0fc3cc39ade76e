import { beforeEach, describe, expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { cardText } from "../support/conversation.ts";
import { type Prospect, withPapers } from "../support/papers.ts";

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
    const [sent] = await papers.db().outgoingMessage.findMany({ where: { key: `fee:${id}:card@slack` } });
    expect(sent).toMatchObject({ place: "C-approvals", kind: "post" });
    expect(cardText(await papers.channelCard(id)).split("\n")).toEqual([
      "等内勤审批 · 特殊费用",
      "now: 内勤",
      "ahead: 经理",
      "ahead: 财务",
      `${fee.number} · 李伟 11月20日 09:12 申请`,
    ]);
    expect((await papers.opened(id)).split("\n")).toEqual([
      `等内勤审批 · 特殊费用 ¥800 · ${name}`,
      "用途: 争取新客户 · 茶礼",
      "收礼人: 李工（民营企业）",
      "合同: 未签 ✓",
      "招标: 申请人说没有在招标",
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
    await papers.db().teamChannel.updateMany({ where: { teamId }, data: { approvals: null, channel: null } });
    const id = await papers.sendFee(await papers.makeProspect(name));
    expect(li().reads).toContain("你们组还没有审批频道，已直接发给 赵敏。");
    const card = (await papers.sentTo("赵敏")).at(-1)!;
    await house.person("赵敏").presses("同意", { on: card });
    expect((await papers.approvalOf(id)).step).toBe(1);
    expect((await papers.sentTo("王芳")).at(-1)?.title).toContain("等经理审批");
    expect((await papers.sentTo("赵敏")).at(-1)?.title).toContain("等经理审批");
    const channels = { approvals: "C-approvals", channel: "C-team" };
    await papers.db().teamChannel.updateMany({ where: { teamId }, data: channels });
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
    expect(await papers.opened(id)).toContain("现在可兑付 ¥400 / ¥800（已回款 50%）");
    expect((await papers.sentTo("李伟")).at(-1)).toMatchObject({ title: `有回款了 · 特殊费用 ¥800 · ${name}` });
    await unchanged(() => papers.tick());
    at("11-21T15:00");
    await collect(prospect, 9_000);
    at("11-21T15:01");
    await papers.tick();
    expect(await papers.opened(id)).toContain("现在可兑付 ¥800 / ¥800（已回款 100%）");
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

  test("touches no card of a fee that came to nothing, however often it is asked", async () => {
    const prospect = await papers.makeProspect(name);
    const id = await papers.sendFee(prospect);
    await papers.sign(prospect, "2026-11-20");
    at("11-20T14:00");
    await papers.tick();
    expect((await papers.approvalOf(id)).state).toBe("invalid");
    await papers.db().outgoingMessage.updateMany({ data: { state: "sent" } });
    at("11-20T15:00");
    await collect(prospect, 5_000);
    at("11-20T15:01");
    await unchanged(() => papers.tick());
  });
});
