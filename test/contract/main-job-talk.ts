import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "../support/house.ts";
import { feeTalk } from "./fee-talk.ts";
import { talkIn } from "./talk.ts";

/** What each platform has to itself, so that the same conversations meet in one company; its rep is nowhere else. */
const SIDES = [
  {
    platform: "slack",
    rep: "sunqian",
    customer: "瑞丰",
    contact: "田野",
    deal: "瑞丰涂装线",
    star: "星河",
    born: "石厂长",
    approvals: "C0EASTFEES",
  },
  {
    platform: "feishu",
    rep: "liuyang",
    customer: "天宇",
    contact: "林芳",
    deal: "天宇分切机",
    star: "天狼",
    born: "郑总监",
    approvals: "华东一组-费用审批",
  },
] as const;
const MORNING = /早上好，今天 \d+ 件事|Good morning/;
const TEAM = { slack: "C0EAST", feishu: "华东一组" } as const;

/** A visit, a stage, the morning and Friday, by the same words on either platform. */
export const mainJobTalk = (house: RunningHouse): void => {
  const { person: personOf, types, asks, does, opened, answers, objects, offers } = talkIn(house);
  const db = () => from({ database: house.database.handle });
  const saidOf = (said: string) => db().activity.findMany({ where: { said }, include: { customer: true } });

  describe.each(SIDES)("on $platform", (side) => {
    const { platform, rep: repKey, customer, contact, deal, star } = side;
    const rep = () => personOf(platform, repKey);
    const dealNow = () => db().deal.findFirstOrThrow({ where: { name: deal } });

    test("a visit in one line is understood, corrected, taken back", async () => {
      const said = `谈了${customer}续约`;
      const line = `/visit ${customer} ${contact[0]}总${said} 明天再访`;
      const answer = await asks(rep(), line, new RegExp(`已记录：拜访 ${customer}[\\s\\S]*${contact}[\\s\\S]*再访`));
      await rep().press(answer, "改一下");
      await answers(rep(), { 谈了什么: `${said}，倾向三年`, 客户情绪: "满意" });
      const corrected = await offers(rep(), new RegExp(`${said}，倾向三年`), "撤销");
      expect(await saidOf(`${said}，倾向三年`)).toMatchObject([{ kind: "visit", mood: 1, undoneAt: null }]);
      await rep().press(corrected, "撤销");
      await house.reads(rep(), /已撤销/);
      expect((await saidOf(`${said}，倾向三年`))[0]?.undoneAt).not.toBeNull();
    });

    test("by its form, what is missing is said at the field, and nothing is logged", async () => {
      const said = `${star}没选客户`;
      const before = await db().activity.count();
      await types(rep(), "/visit");
      await answers(rep(), { 谈了什么: said });
      await objects(rep(), /请|必填|required|Please/);
      expect(await db().activity.count()).toBe(before);
      await answers(rep(), { 客户: customer });
      await house.reads(rep(), new RegExp(`已记录[\\s\\S]*${said}`));
      expect(await saidOf(said)).toHaveLength(1);
    });

    test("a name nobody has is offered to be created, one that two have is a choice, another's is none", async () => {
      const unknown = await asks(
        rep(),
        `/visit ${star}机床 谈了价格 明天报价`,
        new RegExp(`没有叫“${star}机床”的客户`),
      );
      await rep().press(unknown, `新建 ${star}机床`);
      await answers(rep(), { 城市: "苏州" });
      await house.reads(rep(), new RegExp(`已记录：拜访 ${star}机床`));
      await types(rep(), `/customer new ${star}电缆`);
      await answers(rep(), { 城市: "无锡" });
      await house.reads(rep(), new RegExp(`已建档：${star}电缆`));

      const choice = await asks(rep(), `/visit ${star} 谈了${star}交期 明天送样`, new RegExp(`哪一家${star}`));
      const offered = choice.buttons.map(({ label }) => label).filter((label) => label.startsWith(star));
      expect(offered).toHaveLength(2);
      expect(await saidOf(`谈了${star}交期`)).toEqual([]);
      await rep().press(choice, offered.find((label) => label.startsWith(`${star}电缆`))!);
      await house.reads(rep(), new RegExp(`已记录：拜访 ${star}电缆`));
      expect(await saidOf(`谈了${star}交期`)).toMatchObject([{ customer: { name: `${star}电缆` } }]);
      await asks(rep(), "/visit 宏达机电 谈了价格", /没有叫“宏达机电”的客户/);
    });

    test("a stage is moved when its criteria hold, and not before", async () => {
      await types(rep(), `/stage ${deal} 25%`);
      await answers(rep(), {});
      await objects(rep(), /对方愿意继续谈才能进 25%/);
      expect((await dealNow()).stage).toBe("first_meeting");
      await answers(rep(), { 对方愿意继续谈: true });
      await house.reads(rep(), new RegExp(`${deal}：.* → 25%`));
      await types(rep(), `/stage ${deal} 50%`);
      await answers(rep(), { "关键人：能拍板的人在谈": "总经理在场" });
      const short = await offers(rep(), new RegExp(`${deal} 先留在 25%，还差 4 条`), "补齐");
      expect((await dealNow()).stage).toBe("p25");
      await rep().press(short, "补齐");
      const { fields } = await opened(rep());
      expect(fields.find(({ label }) => label.startsWith("关键人"))?.value).toBe("总经理在场");
      const open = fields.filter(({ label }) => /^(方案|预算|时机|下一步)：/.test(label));
      expect(open).toHaveLength(4);
      await answers(rep(), {
        ...Object.fromEntries(open.map(({ label }) => [label, "说清楚了"])),
        初次见面是哪天: "2026-11-20",
        预计签约日期: "2026-12-10",
      });
      await house.reads(rep(), new RegExp(`${deal}：25% → 50%`));
      const { id: dealId, stage } = await dealNow();
      expect(stage).toBe("p50");
      const last = await db().dealMove.findFirst({ where: { dealId }, orderBy: { at: "desc" } });
      expect(last).toMatchObject({ from: "p25", to: "p50", cause: "person" });
      await asks(rep(), `/stage ${deal} 成交`, /合同签字、财务确认到账/);
      expect((await dealNow()).stage).toBe("p50");
    });

    test("the board counts what is one's own, and opens a column; Home has it too", async () => {
      const board = await asks(rep(), "/board", /我的潜在客户[\s\S]*50% [12] /);
      await does(rep(), board, "看 50%");
      await house.reads(rep(), new RegExp(`50%[\\s\\S]*${deal}`));
      const wang = personOf(platform, "wangfang");
      await wang.openHome();
      const home = await house.until(wang, () => wang.home(), "Home");
      expect(home.lines.join("\n")).toMatch(/审批[\s\S]*团队潜在客户[\s\S]*我的设置[\s\S]*语言/);
    });

    feeTalk(house, side);
  });

  test("someone new is let in by the admin; the same person is known on the other platform by a code", async () => {
    const [mia, lin] = [personOf("slack", "mia"), personOf("slack", "lintao")];
    const asked = () => lin.messages().filter(({ text }) => text.includes("Mia Wong 想使用 Rapport"));
    const before = asked().length;
    await asks(mia, "/board", /I have asked 林涛/);
    const card = await house.until(lin, () => asked().length > before && asked().at(-1), "the request");
    await lin.press(card, "同意加入");
    await answers(lin, { 角色: ["财务"] });
    await house.reads(lin, /Mia Wong 已加入 · 财务/);
    await house.reads(mia, /Welcome, Mia Wong/);
    const { text } = await asks(mia, "/link", /Your code is/);
    const elsewhere = personOf("feishu", "mia");
    await asks(elsewhere, "/board", /你好/);
    await asks(elsewhere, `/link ${/[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0]}`, /./);
    await asks(elsewhere, "/receipts", /money|receipt/i);
  });

  describe("as the days go by", () => {
    const count = (who: Person, what: RegExp, where = {}) =>
      who.messages(where).filter(({ text }) => what.test(text)).length;
    const stepOf = (customer: string) =>
      db().nextStep.findFirstOrThrow({ where: { customer: { name: customer } }, orderBy: { dueOn: "desc" } });

    test("at 08:30 of their own day each rep gets one message, whose lines are done, put off, not needed", async () => {
      const emma = personOf("slack", "emma");
      await house.moveClock("2026-11-24T08:30:00+08:00");
      for (const { platform, rep } of SIDES) await house.reads(personOf(platform, rep), MORNING);
      await house.moveClock("2026-11-24T08:31:00+08:00");
      for (const { platform, rep } of SIDES) expect(count(personOf(platform, rep), MORNING)).toBe(1);
      expect(count(emma, MORNING)).toBe(0);
      await house.moveClock("2026-11-24T08:30:00Z");
      await house.reads(emma, MORNING);

      for (const { platform, rep, star, born } of SIDES) {
        const who = personOf(platform, rep);
        const { id } = await house.reads(who, MORNING);
        const card = () => who.messages().find((one) => one.id === id)!;
        const says = (what: string) => house.until(who, () => card().lines.some((line) => line.includes(what)), what);
        await who.press(card(), `${star}机床 › 已办`);
        await says(`✓ ${star}机床 已联系`);
        expect((await stepOf(`${star}机床`)).state).toBe("done");
        const rows = card().lines.filter((line) => /^(📌|🎂|📞|👣)/u.test(line));
        const menu = card().menus[rows.findIndex((line) => line.includes(`${star}电缆`))];
        await who.choose(card(), menu!.id, "稍后：明天");
        await says(`→ ${star}电缆 周三 11月25日再提醒`);
        await who.press(card(), `${born} › 不需要`);
        await answers(who, { 原因: "他不过生日" });
        await says("不需要：他不过生日");
      }
      await house.moveClock("2026-11-25T08:30:00+08:00");
      for (const { platform, rep, star, born } of SIDES) {
        const next = await house.reads(personOf(platform, rep), new RegExp(`早上好[\\s\\S]*${star}电缆约好`));
        // Whom nobody has called for a month stands there all the same; the birthday does not.
        expect(next.text).not.toMatch(new RegExp(`${star}机床|🎂 ${born}`));
      }
    });

    test("on Friday at 17:00 the summary stands in the team's channel on both platforms, once, details in its thread", async () => {
      await house.moveClock("2026-11-27T17:00:00+08:00");
      for (const { platform } of SIDES) {
        const [wang, where] = [personOf(platform, "wangfang"), { in: TEAM[platform] }];
        const summary = await house.reads(wang, /华东一组 · 本周/, where);
        expect(summary.charts).toHaveLength(1);
        const under = () => wang.messages({ ...where, thread: summary }).map(({ text }) => text);
        await house.until(wang, () => under().length >= 5, "the details");
        expect(under().join()).toMatch(/按人[\s\S]*本周变动[\s\S]*25% → 50%/);
      }
      await house.moveClock("2026-11-27T17:05:00+08:00");
      for (const { platform } of SIDES)
        expect(count(personOf(platform, "wangfang"), /华东一组 · 本周/, { in: TEAM[platform] })).toBe(1);
    });
  });
};
