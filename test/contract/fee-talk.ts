import { describe, expect, test } from "vitest";
import { DEMO_PEOPLE } from "../../prisma/demo/people.ts";
import { from } from "../../src/data/client.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "../support/house.ts";
import { type PlatformName, talkIn } from "./talk.ts";

/** A rep who is on that platform alone, with a deal at 50 % to win, and where its fees are decided. */
interface Side {
  readonly platform: PlatformName;
  readonly rep: string;
  readonly customer: string;
  readonly contact: string;
  readonly deal: string;
  readonly approvals: string;
}
const TOO_LATE = /没有再记一次/;

/** A fee on its way through clerk, manager and finance, by button and by words in the thread. */
export const feeTalk = (house: RunningHouse, side: Side): void => {
  const { platform, customer, contact, deal, approvals } = side;
  const { person: personOf, types, asks, answers, does, opened, objects } = talkIn(house);
  const db = () => from({ database: house.database.handle });

  describe("a fee", () => {
    const [rep, clerk, manager, finance] = [side.rep, "zhaomin", "wangfang", "chenjing"].map(
      (key) => () => personOf(platform, key),
    ) as [() => Person, () => Person, () => Person, () => Person];
    const where = { in: approvals };
    const approvalOf = async (what: string) => {
      const fee = await db().fee.findFirstOrThrow({ where: { what } });
      const approval = await db().approval.findFirstOrThrow({
        where: { subjectId: fee.id },
        include: { steps: { orderBy: { position: "asc" } }, events: { orderBy: { at: "asc" } } },
      });
      return { ...approval, number: fee.number };
    };
    const eventsOf = async (what: string) => (await approvalOf(what)).events.map((event) => event.what);
    /** The card of that fee in the approvals channel, once it stands there like that. */
    const card = async (who: Person, what: string, also: RegExp): Promise<Message> => {
      const { number } = await approvalOf(what);
      const look = () =>
        who.messages(where).findLast(({ text, onlyYou }) => !onlyYou && text.includes(number) && also.test(text));
      return house.until(who, look, `${what} ${also}`);
    };
    /** What is for that person alone stands in the thread, or beside it where a platform cannot. */
    const hears = (who: Person, what: RegExp, thread: Message) =>
      house.until(
        who,
        () =>
          [...who.messages({ ...where, thread }), ...who.messages(where)].some(
            ({ text, onlyYou }) => onlyYou && what.test(text),
          ),
        `hears ${what}`,
      );
    const says = (who: Person, thread: Message, words: string) =>
      who.say(`${platform === "feishu" ? "@Rapport " : ""}${words}`, { ...where, thread });
    const files = async (what: string, who = rep()): Promise<Message> => {
      await types(who, `/fee ${customer} 300 ${what} ${contact}`);
      await answers(who, {});
      const judged = () => who.form()?.lines.some((line) => /可以提交|合规/.test(line));
      await house.until(who, judged, "the judgement");
      expect(await db().fee.count({ where: { what } })).toBe(0);
      await who.submit();
      await house.reads(who, new RegExp(`已提交 · 特殊费用 ¥300 · ${customer}`));
      return card(clerk(), what, /等内勤审批/);
    };

    test("three people sign, by button and by words; one's own, a wrong role's, an old and a second press are refused", async () => {
      const what = `茶礼${platform}`;
      const sent = await files(what);
      await house.reads(clerk(), /提交了申请[\s\S]*@赵敏/, { ...where, thread: sent });
      await says(rep(), sent, "同意");
      await hears(rep(), /这是你自己的申请/, sent);
      await finance().press(sent, "同意");
      await hears(finance(), /这一步由内勤审批/, sent);
      expect(await eventsOf(what)).toEqual(["sent"]);

      await clerk().press(sent, "同意", { confirm: true });
      await card(clerk(), what, /等经理审批/);
      await clerk().press(sent, "同意", { asShown: true });
      await hears(clerk(), TOO_LATE, sent);
      await says(manager(), sent, "同意");
      const last = await card(finance(), what, /等财务审批/);
      await finance().press(last, "同意", { confirm: true });
      await card(clerk(), what, /已批准/);
      await house.reads(rep(), new RegExp(`签字齐了[\\s\\S]*${customer}`));
      const { state, steps } = await approvalOf(what);
      expect(state).toBe("approved");
      expect(new Set(steps.map(({ decidedById }) => decidedById)).size).toBe(3);
      expect(await eventsOf(what)).toEqual(["sent", "approved", "approved", "approved"]);
    });

    test("a rejection needs its reason, on the card and in the thread; the requester reads it, the channel does not", async () => {
      const [one, other] = [`样品${platform}`, `门票${platform}`];
      const sent = await files(one);
      await clerk().press(sent, "驳回");
      const { fields } = await opened(clerk());
      await clerk().submit();
      await objects(clerk(), /./);
      expect(await eventsOf(one)).toEqual(["sent"]);
      await answers(clerk(), { [fields[0]!.label]: "没有附报价" });
      const ended = await card(clerk(), one, /已驳回/);
      expect(ended.text).not.toMatch(new RegExp(`¥300|${customer}|没有附报价`));
      await clerk().press(ended, "详情");
      await house.reads(clerk(), new RegExp(`驳回原因：没有附报价[\\s\\S]*${contact}`), where);
      await house.reads(rep(), /驳回[\s\S]*没有附报价/);

      const again = await files(other);
      await says(clerk(), again, "驳回");
      await hears(clerk(), /原因/, again);
      expect(await eventsOf(other)).toEqual(["sent"]);
      await says(clerk(), again, "驳回 太贵了");
      await card(clerk(), other, /已驳回/);
      await house.reads(rep(), /驳回[\s\S]*太贵了/);
      expect(await eventsOf(other)).toEqual(["sent", "rejected"]);
    });

    test("handed over with its customer it is the new owner's, and whoever asked for it signs nothing of it", async () => {
      const what = `转手${platform}`;
      const hands = async (who: Person, to: string) => {
        await types(who, `/handover ${customer}`);
        await answers(who, { 交给: to });
        await house.reads(who, new RegExp(`${customer}[\\s\\S]*${to}`));
      };
      await hands(rep(), "王芳");
      await files(what, manager());
      await hands(manager(), DEMO_PEOPLE.find(({ key }) => key === side.rep)!.name);
      // Fees of the talks before, which went along too, are told on one card.
      const one = `随客户转给你 · 特殊费用 ¥300 · ${customer}[\\s\\S]*由 王芳 申请`;
      await house.reads(rep(), new RegExp(`${one}|\\d+ 张费用单随客户转给你`));
      const passed = await card(clerk(), what, /等内勤审批[\s\S]*现由/);
      await clerk().press(passed, "同意", { confirm: true });
      const waits = await card(manager(), what, /等经理审批/);
      await manager().press(waits, "同意", { confirm: true });
      await hears(manager(), /当初是你申请的，虽然已转给同事，还是要由别人审批/, waits);
      await says(manager(), waits, "同意");
      await rep().press(waits, "详情");
      await house.reads(rep(), new RegExp(`${customer}[\\s\\S]*现由`), where);
      await does(rep(), waits, "撤回");
      await card(clerk(), what, /已撤回/);
      const { events, steps } = await approvalOf(what);
      expect(events.at(-1)?.what).toBe("withdrawn");
      expect(steps.flatMap(({ decidedById, role }) => (decidedById ? role : []))).toEqual(["clerk"]);
    });

    test("a contract signed meanwhile makes it invalid, whoever decides is told, and no new one is taken", async () => {
      const what = `会议${platform}`;
      const sent = await files(what);
      await types(rep(), `/stage ${deal} 90%`);
      await answers(rep(), { 合同签字日期: "2026-11-23" });
      await house.reads(rep(), new RegExp(`${deal}：50% → 90% · 等财务确认到账`));
      await clerk().press(sent, "同意", { asShown: true });
      await hears(clerk(), new RegExp(`没有审批：${customer}的合同 .*已签`), sent);
      await card(clerk(), what, /已作废/);
      await house.reads(rep(), new RegExp(`已作废 · 特殊费用 ¥300 · ${customer}[\\s\\S]*合同.*已签`));
      expect(await eventsOf(what)).toEqual(["sent", "invalid"]);

      const before = await db().fee.count();
      await asks(rep(), `/fee ${customer} 300 再一次 ${contact}`, /合同.*已签，签后不能再申请新客户费用/);
      expect(rep().form()).toBeUndefined();
      expect(await db().fee.count()).toBe(before);
    });

    test("the money of that contract is asked of finance, where they want their messages, and confirmed", async () => {
      await types(finance(), "/settings");
      await answers(finance(), { 消息发到: platform === "slack" ? "Slack" : "飞书" });
      await house.reads(finance(), /消息发到/);
      const asked = await asks(finance(), "/receipts", new RegExp(deal));
      await finance().press(asked, `${deal} › 确认到账`);
      await answers(finance(), { "签约时该付的都到齐了吗？": "签约时该付的都到齐了" });
      await house.reads(rep(), new RegExp(`${deal}[\\s\\S]*到账`));
      expect((await db().deal.findFirstOrThrow({ where: { name: deal } })).moneyConfirmedAt).not.toBeNull();
    });
  });
};
