import { describe, test } from "vitest";
import type { RunningHouse } from "../support/house.ts";
import { talkIn } from "./talk.ts";

/** What each platform has to itself, so that the same conversations meet in one company; its rep is nowhere else. */
const SIDES = [
  {
    platform: "slack",
    rep: "sunqian",
    name: "海蓝",
    contact: "林海",
    what: "水泵漏水",
    asks: "发票",
    hour: "2026-11-30T10",
  },
  {
    platform: "feishu",
    rep: "liuyang",
    name: "恒力",
    contact: "黄志远",
    what: "轴承异响",
    asks: "图纸",
    hour: "2026-12-01T10",
  },
] as const;

/** A complaint from its report to its end, an inquiry that is answered late, and how satisfied a customer is. */
export const serviceTalk = (house: RunningHouse): void => {
  const { person: personOf, types, asks, does, offers, answers } = talkIn(house);

  describe.each(SIDES)("on $platform", ({ platform, rep: key, name, contact, what, asks: wanted, hour }) => {
    // Whoever is on both platforms is told on the one they were first known on.
    const [rep, wang] = [() => personOf(platform, key), () => personOf(platform, "wangfang")];
    const told = () => personOf("slack", "wangfang");
    const about = (title: string, said: string) => new RegExp(`${title}：${name}[\\s\\S]*${said}`);

    test("a complaint is reported, told to the owner, solved, called back about and closed; a card of before shows how it stands", async () => {
      const noted = await asks(wang(), `/complaint ${name} ${contact}说${what}`, about("投诉待解决", what));
      const card = await offers(rep(), new RegExp(`王芳记下：投诉待解决：${name}[\\s\\S]*${what}`), "已解决");
      await does(rep(), card, "已解决");
      await answers(rep(), { 怎么解决的: "换了新的" });
      await does(rep(), await offers(rep(), about("投诉待回访", "换了新的"), "已回访"), "已回访");
      await answers(rep(), { 客户现在怎么说: "好了" });
      await does(rep(), await offers(rep(), about("投诉待结案", "好了"), "结案"), "结案");
      await house.reads(rep(), about("投诉已结案", "好了"));
      // What was reported shows how it stands to whoever presses something on it.
      await does(wang(), noted, "已解决");
      await house.reads(wang(), about("投诉已结案", "好了"));
    });

    test("an inquiry that nobody answers in time is told to the owner and the manager, and answered late", async () => {
      await house.moveClock(`${hour}:00:00+08:00`);
      await asks(rep(), `/inquiry ${name} ${contact}问${wanted}`, about("咨询待答复", wanted));
      await house.moveClock(`${hour}:15:00+08:00`);
      await house.reads(told(), about("咨询超时未答复", wanted));
      const card = await offers(rep(), about("咨询超时未答复", wanted), "已答复");
      await does(rep(), card, "已答复");
      await answers(rep(), { 怎么答复的: "今天发" });
      await house.reads(rep(), about("咨询已答复", "今天发"));
      await house.reads(told(), about("咨询已答复", "今天发"));
    });

    test("a customer is asked how satisfied they are; a low answer is a complaint that the owner hears of", async () => {
      await types(rep(), `/satisfaction ${name} ${contact}`);
      await answers(rep(), { "产品质量（满分 5）": "5 · 非常满意", 客户怎么说: "一直很好" });
      await house.reads(rep(), new RegExp(`${name}.* · 满意度 100/100[\\s\\S]*一直很好`));
      await types(wang(), `/satisfaction ${name} ${contact}`);
      await answers(wang(), { "交付及时（满分 5）": "1 · 非常不满意", 客户怎么说: "晚了一周" });
      const low = await offers(wang(), new RegExp(`${name}.* · 满意度 0/100[\\s\\S]*晚了一周`), "看投诉");
      await house.reads(
        rep(),
        new RegExp(`王芳记下：投诉待解决：${name}[\\s\\S]*满意度答卷：满意度 0/100[\\s\\S]*晚了一周`),
      );
      await does(wang(), low, "看投诉");
      await house.reads(wang(), about("投诉待解决", "满意度答卷：满意度 0/100"));
      await does(wang(), low, "全部答卷");
      await house.reads(wang(), new RegExp(`${name}.* 的满意度[\\s\\S]*晚了一周[\\s\\S]*一直很好`));
      await asks(rep(), "/satisfaction", /客户满意度 · 近 3 个月：满意度/);
    });
  });
};
