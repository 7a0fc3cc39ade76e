import { beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../src/chat/card.ts";
import { customers } from "../../src/features/customers/index.ts";
import { handover } from "../../src/features/handover/index.ts";
import { passing } from "../../src/features/passing/index.ts";
import { people } from "../../src/features/people/index.ts";
import { buttonsOf, cardText } from "../support/conversation.ts";
import { type Prospect, withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00", [customers, handover, people, passing]);
const { house, db, unchanged } = papers;
const person = (name: string) => house.person(name);
const idOf = (name: string) => house.company.people[name]!.id;
const key = (id: string) => ({ subject: "fee", id });
const handsTo = async (by: string, to: string, { customerId }: Prospect) => {
  await person(by).presses({ action: "handover.begin", payload: { customerId } });
  await person(by)
    .fills({ to: { choose: `${idOf(to)}:${house.company.teamId}` } })
    .submits();
};
const presses = async (name: string, action: string, id: string) => {
  const { version } = await papers.approvalOf(id);
  const seen = /approve|reject/.test(action) ? { version } : {};
  await person(name).presses(
    { action: `approvals.${action}`, payload: { ...key(id), ...seen } },
    { in: "C-approvals" },
  );
};
const homeOf = async (name: string) => (await person(name).home()).map(cardText).join("\n");

describe("whoever asked for a fee, and handed its customer over", () => {
  let prospect: Prospect;
  let id: string;
  let round = 0;
  beforeEach(async () => {
    round += 1;
    prospect = await papers.makeProspect(`转签${round}`, { customer: { ownerId: idOf("王芳") } });
    id = await papers.sendFee(prospect, { who: "王芳" });
    await handsTo("王芳", "Emma", prospect);
    await presses("赵敏", "approve", id);
  });

  test("does not sign it: neither by button nor by words, nor is asked to", async () => {
    expect(await papers.approvalOf(id)).toMatchObject({ step: 1, requesterId: idOf("Emma"), askerId: idOf("王芳") });
    await unchanged(async () => {
      await presses("王芳", "approve", id);
      expect(person("王芳").reads).toContain("这张单子当初是你申请的，虽然已转给同事，还是要由别人审批");
      await presses("王芳", "reject", id);
      expect(person("王芳").reads).toContain("这张单子当初是你申请的");
      await presses("Emma", "approve", id);
      expect(person("Emma").reads).toContain("your own request");
    });
    await person("王芳").commands("approvals");
    expect(person("王芳").card.title).toBe("没有等你审批的单子");
    const opened = await papers.opened(id, "王芳");
    expect(opened).toContain("现由 Emma 跟进");
    expect(opened).not.toContain("本年累计");
  });

  test("another manager does; where there is none, the admins hear at once", async () => {
    const told = async () => (await papers.sentTo("林涛")).map(({ title }) => title);
    expect(await told()).toContain(
      `没有人可以签经理 · ${(await db().fee.findUniqueOrThrow({ where: { id } })).number}`,
    );
    await papers.makeMember(`孙经理${round}`, ["manager"]);
    await presses(`孙经理${round}`, "approve", id);
    expect(await papers.approvalOf(id)).toMatchObject({ step: 2, state: "waiting" });
  });
});

describe("the new owner of the customer has the fee as if they had asked for it", () => {
  let prospect: Prospect;
  let id: string;
  let round = 0;
  beforeEach(async () => {
    round += 1;
    prospect = await papers.makeProspect(`接手${round}`);
    id = await papers.sendFee(prospect);
    await handsTo("李伟", "Emma", prospect);
  });
  const reads = async (name: string, action: string) => {
    await presses(name, action, id);
    return person(name).reads;
  };

  test("is told of it, reads it on Home and at the customer, opens it, urges and withdraws it", async () => {
    const [told, card] = (await papers.sentTo("Emma")).slice(-2);
    expect(cardText(told!)).toContain(`Yours now, with its customer · Special fee ¥800 · 接手${round}`);
    expect(cardText(told!)).toContain("李伟 asked for it");
    expect(card!.facts?.find(({ label }) => label === "Open deals and your fees")?.value).toMatch(
      new RegExp(`^Special fee ¥800 · 接手${round} · FE-[-0-9]+; `),
    );
    expect(await papers.thread(id)).toContainEqual(expect.stringContaining("客户已交给 Emma，单子也转过去了"));
    expect(await homeOf("Emma")).toContain(`Special fee ¥800 · 接手${round}`);
    await person("Emma").types(`/customer 接手${round}`);
    expect(person("Emma").reads).toContain(`Special fee ¥800 · 接手${round}`);
    expect(await reads("Emma", "open")).toContain("requested by 李伟");
    expect(person("Emma").reads).toContain("now with Emma");
    expect(await reads("Emma", "history")).toContain("passed it on to the new owner");
    expect(await reads("Emma", "urge")).toContain("Urged");
    expect(await reads("Emma", "withdraw")).toContain("已撤回");
    expect((await papers.channelCard(id)).title).toContain("已撤回");
    expect(buttonsOf(await papers.channelCard(id)).map(({ label }) => label)).toEqual(["详情", "审批记录"]);
    expect((await papers.thread(id)).at(-1)).toContain("Emma 撤回了申请");
  });

  test("hears of a rejection, and sends it again", async () => {
    await presses("赵敏", "reject", id);
    await person("赵敏").fills({ reason: "没有附报价" }).submits();
    const told = (await papers.sentTo("Emma")).at(-1)!;
    expect(cardText(told)).toContain("没有附报价");
    await person("Emma").presses("Change and send again", { on: told });
    await person("Emma").submits();
    await person("Emma").submits();
    const anew = await db().fee.findFirstOrThrow({ where: { customerId: prospect.customerId, id: { not: id } } });
    expect(await papers.approvalOf(anew.id)).toMatchObject({ askerId: idOf("Emma"), requesterId: idOf("Emma") });
  });

  test("whoever had it reads it no more, urges and withdraws nothing, and hears nothing", async () => {
    const before = (await papers.sentTo("李伟")).length;
    await unchanged(async () => {
      for (const action of ["open", "history", "urge", "withdraw"]) {
        await person("李伟").presses({ action: `approvals.${action}`, payload: key(id) });
        expect(person("李伟").reads).toContain("没有处理");
      }
      await person("李伟").presses({ action: "fees.again", payload: { id } });
      expect(person("李伟").reads).toContain("这张单子已经不在了");
    });
    expect(await homeOf("李伟")).not.toContain(`接手${round}`);
    await presses("赵敏", "approve", id);
    expect(await papers.sentTo("李伟")).toHaveLength(before);
  });

  test("a contract of the customer signed with another deal makes it invalid", async () => {
    const { organizationId, segmentId, teamId } = house.company;
    const deal = await db().deal.findUniqueOrThrow({ where: { id: prospect.dealId } });
    const { id: _, ...rest } = deal;
    const other = { ...rest, organizationId, segmentId, teamId, criteria: {}, ownerId: idOf("Emma"), name: "二单" };
    await db().deal.create({
      data: {
        ...other,
        id: crypto.randomUUID(),
        stage: "won",
        papersSigned: true,
        contractSignedOn: new Date("2026-11-19"),
      },
    });
    await papers.tick();
    expect(await papers.approvalOf(id)).toMatchObject({ state: "invalid" });
    expect(plainText((await papers.sentTo("Emma")).at(-1)!.title)).toContain("No longer valid");
  });

  test("taken back with the customer it is whose it was, and every change of hands stands in the audit", async () => {
    await person("李伟").presses("撤销");
    const told = cardText((await papers.sentTo("李伟")).at(-1)!);
    expect(told).toContain(`又回到你手上 · 特殊费用 ¥800 · 接手${round}`);
    expect(told).toContain("这张单子是你申请的");
    expect(await papers.thread(id)).toContainEqual(expect.stringContaining("移交已撤销，单子回到 李伟 手上"));
    expect(await papers.approvalOf(id)).toMatchObject({ askerId: idOf("李伟"), requesterId: idOf("李伟") });
    expect(await homeOf("李伟")).toContain(`接手${round}`);
    expect(await homeOf("Emma")).not.toContain(`接手${round}`);
    await unchanged(() => presses("Emma", "withdraw", id));
    const entries = await db().auditEntry.findMany({
      where: { subject: `fee:${id}`, what: "fee.passedOn" },
      orderBy: { at: "asc" },
    });
    expect(entries.map(({ after }) => after)).toEqual([{ requesterId: idOf("Emma") }, { requesterId: idOf("李伟") }]);
  });
});

describe("several at once", () => {
  const many = async (name: string, count: number) => {
    const [customerIds, ids] = [[] as string[], [] as string[]];
    for (const n of Array.from({ length: count }, (_, at) => at + 1)) {
      const prospect = await papers.makeProspect(`${name}${n}号`, n === 1 ? { customer: { flags: ["warning"] } } : {});
      customerIds.push(prospect.customerId);
      ids.push(await papers.sendFee(prospect));
    }
    return { customerIds, ids };
  };
  const handsAll = async (to: string, customerIds: readonly string[]) => {
    await person("李伟").presses({ action: "handover.pickOwn", payload: {} });
    const teamId = house.company.teamId;
    await person("李伟")
      .fills({ customers: { choose: [...customerIds] }, to: { choose: `${idOf(to)}:${teamId}` } })
      .submits();
    // What becomes invalid is said first.
    if (person("李伟").shown?.kind === "form") await person("李伟").submits();
    return person("李伟").card;
  };

  test("come back in one message, which leads to all of them page by page, flags first", async () => {
    const { customerIds } = await many("多张", 10);
    const handed = await handsAll("Emma", customerIds);
    const had = (await papers.sentTo("李伟")).length;
    await person("李伟").presses("撤销", { on: handed });
    const told = (await papers.sentTo("李伟")).slice(had);
    expect(told.map(({ title }) => title)).toEqual(["10 张费用单又回到你手上"]);
    await person("李伟").presses("看我的费用单", { on: told[0]! });
    const pages = [cardText(person("李伟").card)];
    while (buttonsOf(person("李伟").card).some(({ label }) => label === "下一页")) {
      await person("李伟").presses("下一页");
      pages.push(cardText(person("李伟").card));
    }
    for (const n of [2, 5, 10]) expect(pages.filter((page) => page.includes(`· 多张${n}号`))).toHaveLength(1);
    expect(pages.join()).toContain("警示 · 特殊费用 ¥800 · 多张1号");
    await person("Emma").presses({ action: "passing.list", payload: {} });
    expect(person("Emma").reads).not.toContain("多张");
  });

  test("become invalid in one message, to whoever had them", async () => {
    const { customerIds, ids } = await many("失效", 3);
    for (const id of ids) for (const name of ["赵敏", "王芳"]) await presses(name, "approve", id);
    const before = (await papers.sentTo("李伟")).length;
    await handsAll("王芳", customerIds);
    for (const id of ids) expect(await papers.approvalOf(id)).toMatchObject({ state: "invalid" });
    const [told, ...more] = (await papers.sentTo("李伟")).slice(before);
    expect(more).toEqual([]);
    expect(cardText(told!)).toMatch(/^3 张费用单已作废[\s\S]*不能又批又用[\s\S]*特殊费用 ¥800 · 失效1号/);
    await person("李伟").presses("详情", { on: told! });
    expect(person("李伟").card.title).toContain("已作废");
  });
});

describe("an approved fee whose money is still to come", () => {
  let prospect: Prospect;
  let id: string;
  let round = 0;
  beforeEach(async () => {
    round += 1;
    const gone = await papers.makeMember(`离职${round}`, ["rep"]);
    prospect = await papers.makeProspect(`待付${round}`, { customer: { ownerId: gone }, deal: { ownerId: gone } });
    id = await papers.sendFee(prospect, { who: `离职${round}` });
    for (const name of ["赵敏", "王芳", "陈静"]) await presses(name, "approve", id);
    const { version } = await db().member.findUniqueOrThrow({ where: { id: gone } });
    await person("林涛").presses({ action: "people.close", payload: { id: gone, version } });
  });
  const receives = async (minor: bigint) => {
    const { organizationId } = house.company;
    const { customerId, dealId } = prospect;
    const what = {
      amountMinor: minor,
      currency: "CNY",
      receivedOn: new Date("2026-11-20"),
      confirmedById: idOf("陈静"),
    };
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 1000));
    await db().collection.create({
      data: { ...what, id: crypto.randomUUID(), organizationId, customerId, dealId, at: house.clock.now() },
    });
    await papers.tick();
  };
  const last = async (name: string) => cardText((await papers.sentTo(name)).at(-1)!);
  const wonForUnknown = { stage: "won", amountMinor: null } as const;
  const becomes = (data: Parameters<ReturnType<typeof db>["deal"]["update"]>[0]["data"]) =>
    db().deal.update({ where: { id: prospect.dealId }, data });

  test("is told to who leads the team while nobody has the customer, and goes to the new owner", async () => {
    await receives(250_000n);
    expect(await last("王芳")).toMatch(new RegExp(`待付${round}[\\s\\S]*¥200`));
    await handsTo("王芳", "Emma", prospect);
    expect(await papers.approvalOf(id)).toMatchObject({ state: "approved", requesterId: idOf("Emma") });
    const [told, card] = (await papers.sentTo("Emma")).slice(-2).map(cardText);
    expect(told).toMatch(new RegExp(`Yours now[\\s\\S]*待付${round}[\\s\\S]*¥200`));
    expect(card).toContain("Open deals and your fees");
    await receives(250_000n);
    expect(await last("Emma")).toMatch(new RegExp(`待付${round}[\\s\\S]*¥400`));
  });

  test("goes along to who signed it too: there is nothing to sign any more", async () => {
    await handsTo("王芳", "王芳", prospect);
    expect(await papers.approvalOf(id)).toMatchObject({ state: "approved", requesterId: idOf("王芳") });
    await receives(250_000n);
    expect(await last("王芳")).toMatch(new RegExp(`待付${round}[\\s\\S]*¥200`));
  });

  test.each<[string, () => Promise<unknown>]>([
    ["all its money is in", () => receives(1_000_000n)],
    ["its deal is lost", () => becomes({ stage: "lost" })],
    ["its deal is won, nobody says for how much, and no more is to come", () => becomes({ ...wonForUnknown })],
  ])("stays where it is once %s", async (_, happens) => {
    await happens();
    const before = await papers.approvalOf(id);
    await handsTo("王芳", "Emma", prospect);
    expect(await papers.approvalOf(id)).toEqual(before);
  });

  test("goes along while finance waits for money of a deal won for nobody says how much", async () => {
    await becomes({ ...wonForUnknown, moreDueSince: house.clock.now() });
    await handsTo("王芳", "Emma", prospect);
    expect(await papers.approvalOf(id)).toMatchObject({ requesterId: idOf("Emma") });
  });
});
