import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cardText } from "../support/conversation.ts";
import { withPapers } from "../support/papers.ts";

const papers = withPapers("2026-11-20T09:12:00+08:00");
const { house } = papers;
const person = (name: string) => house.person(name);
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
const says = (name: string, text: string, fee: string) => person(name).types(text, { about: `fee:${fee}` });
const answer = (name: string): string => {
  const { shown } = person(name);
  const card = shown?.kind === "replace" ? (shown.say ?? shown.card) : person(name).card;
  return card.plain;
};
let count = 0;
const newFee = async (): Promise<string> => {
  count += 1;
  return papers.sendFee(await papers.makeProspect(`同时${count}号`));
};

beforeAll(async () => {
  await papers.makeMember("吴敏", ["clerk"]);
});
beforeEach(() => at("11-20T09:12"));

describe("at the same time", () => {
  test("two who press: the first counts, the second is told so", async () => {
    for (let round = 0; round < 5; round += 1) {
      const fee = await newFee();
      const card = await papers.channelCard(fee);
      await Promise.all(["赵敏", "吴敏"].map((name) => person(name).presses("同意", { on: card })));
      const { step, version, steps, events } = await papers.approvalOf(fee);
      expect({ step, version }).toEqual({ step: 1, version: 2 });
      expect(events.map(({ what }) => what)).toEqual(["sent", "approved"]);
      const first = steps[0]?.decidedById === house.company.people.赵敏!.id ? "赵敏" : "吴敏";
      const second = first === "赵敏" ? "吴敏" : "赵敏";
      expect(answer(first)).toContain("等经理审批");
      expect(answer(second)).toContain(`这一步刚刚已由内勤 ${first} 签了，现在等经理审批。`);
      expect(await papers.thread(fee)).toHaveLength(2);
    }
  });

  test("one approves while the other rejects", async () => {
    const fee = await newFee();
    await Promise.all([says("赵敏", "同意", fee), says("吴敏", "驳回 太贵", fee)]);
    const { state, step, events } = await papers.approvalOf(fee);
    expect(events).toHaveLength(2);
    expect([state, step]).toEqual(events[1]?.what === "approved" ? ["waiting", 1] : ["rejected", 0]);
  });

  test("the same person by button and by words signs once", async () => {
    const fee = await newFee();
    const card = await papers.channelCard(fee);
    const zhao = person("赵敏");
    await Promise.all([zhao.presses("同意", { on: card }), zhao.types("同意", { about: `fee:${fee}` })]);
    expect((await papers.approvalOf(fee)).events).toHaveLength(2);
  });

  test("a withdrawal and a signature: what is withdrawn is not signed any more", async () => {
    const fee = await newFee();
    const card = await papers.channelCard(fee);
    await Promise.all([person("李伟").presses("撤回", { on: card }), person("赵敏").presses("同意", { on: card })]);
    const { state, steps, events } = await papers.approvalOf(fee);
    const signed = steps[0]?.decidedById !== null;
    // A paper that was signed a moment ago can still be withdrawn; whoever reads it before then is told.
    const ways = [["withdrawn"], ["approved"], ["approved", "withdrawn"]];
    expect(ways).toContainEqual(events.slice(1).map(({ what }) => what));
    expect([state, signed]).toEqual([
      events.at(-1)?.what === "withdrawn" ? "withdrawn" : "waiting",
      events[1]?.what === "approved",
    ]);
  });

  test("urged twice is urged once", async () => {
    const fee = await newFee();
    const card = await papers.channelCard(fee);
    await Promise.all([1, 2, 3].map(() => person("李伟").presses("催办", { on: card })));
    expect((await papers.approvalOf(fee)).events.filter(({ what }) => what === "urged")).toHaveLength(1);
  });

  test("the same press delivered three times signs once", async () => {
    const fee = await newFee();
    const card = await papers.channelCard(fee);
    await Promise.all([1, 2, 3].map(() => person("赵敏").presses("同意", { on: card, id: `again-${fee}` })));
    expect((await papers.approvalOf(fee)).events).toHaveLength(2);
    expect(person("赵敏").card.title).toContain("等经理审批");
  });
});

describe("a step that waits", () => {
  const events = async (fee: string, kind: string) =>
    (await papers.approvalOf(fee)).events.filter(({ what }) => what === kind).length;

  test("is reminded of once after four working hours, then one level up is told once", async () => {
    const fee = await newFee();
    at("11-20T14:11");
    await papers.tick();
    expect(await events(fee, "reminded")).toBe(0);
    at("11-20T14:12");
    await papers.tick();
    await papers.tick();
    expect(await events(fee, "reminded")).toBe(1);
    expect((await papers.thread(fee)).at(-1)).toBe("已经等了 4 个工作小时\n下一步：内勤 吴敏 赵敏");
    expect(
      (await papers.sentTo("赵敏")).filter(({ tags }) => tags?.[0]?.includes("4 个工作小时")).length,
    ).toBeGreaterThan(0);

    at("11-24T09:12");
    await papers.tick();
    await papers.tick();
    expect(await events(fee, "escalated")).toBe(1);
    const told = (await papers.sentTo("王芳")).map(cardText).filter((text) => text.includes(`同时${count}号`));
    expect(told).toEqual([expect.stringContaining("内勤这一步等久了")]);
  });

  test("goes up to the next level that has somebody beside the requester, to the admins last", async () => {
    const asked = async () => {
      at("11-20T09:12");
      count += 1;
      const fee = await papers.sendFee(await papers.makeProspect(`同时${count}号`), { who: "王芳" });
      at("11-24T09:12");
      await papers.tick();
      await papers.tick();
      expect(await events(fee, "escalated")).toBe(1);
      const { number } = await papers.db().fee.findUniqueOrThrow({ where: { id: fee } });
      const heard = async (name: string) =>
        (await papers.sentTo(name))
          .map(cardText)
          .filter((text) => text.includes(`${number} 已经等了`))
          .join();
      // An admin sees no customer by being one: they read the number alone.
      expect(await heard("林涛")).not.toMatch(/同时|800/);
      return Promise.all(["王芳", "周明", "林涛"].map(async (name) => (await heard(name)).includes("等久了")));
    };
    expect(await asked()).toEqual([false, true, false]);
    const executive = { id: house.company.people.周明!.id };
    await papers.db().member.update({ where: executive, data: { closedAt: house.clock.now() } });
    expect(await asked()).toEqual([false, false, true]);
    await papers.db().member.update({ where: executive, data: { closedAt: null } });
  });

  test("starts anew with each signature", async () => {
    const fee = await newFee();
    at("11-20T14:12");
    await papers.tick();
    await says("赵敏", "同意", fee);
    await papers.tick();
    expect(await events(fee, "reminded")).toBe(1);
    at("11-23T09:12");
    await papers.tick();
    expect(await events(fee, "reminded")).toBe(2);
  });

  test("another holder of the role decides when one is removed; when nobody is left the admins are told once", async () => {
    const fee = await newFee();
    await says("赵敏", "同意", fee);
    await says("王芳", "同意", fee);
    const chen = house.company.people.陈静!.id;
    await papers.db().member.update({ where: { id: chen }, data: { closedAt: house.clock.now() } });
    await papers.tick();
    await papers.tick();
    expect(await events(fee, "nobody")).toBe(1);
    const told = (await papers.sentTo("林涛")).map(cardText).filter((text) => text.includes("没有人可以签财务"));
    expect(told).toHaveLength(1);
    await papers.makeMember("新财务", ["finance"], false);
    await house.person("新财务").types("同意", { about: `fee:${fee}` });
    expect((await papers.approvalOf(fee)).state).toBe("approved");
    await papers.db().member.update({ where: { id: chen }, data: { closedAt: null } });
  });

  test("when the only manager signed as clerk the admins are told at once", async () => {
    const fee = await newFee();
    const fang = house.company.people.王芳!.id;
    await papers.db().member.update({ where: { id: fang }, data: { roles: ["clerk", "manager"] } });
    await says("王芳", "同意", fee);
    expect(await events(fee, "nobody")).toBe(1);
    expect((await papers.thread(fee)).at(-1)).toContain("目前没有人可以签经理这一步，已告知管理员。");
    await papers.db().member.update({ where: { id: fang }, data: { roles: ["manager"] } });
  });
});
