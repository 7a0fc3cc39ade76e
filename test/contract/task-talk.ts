import { test } from "vitest";
import type { RunningHouse } from "../support/house.ts";
import { talkIn } from "./talk.ts";

/** What each platform has to itself, so that the same conversations meet in one company. */
const SIDES = [
  { platform: "slack", key: "liwei", name: "李伟", what: "给赵总寄新目录", other: "整理展会名片" },
  { platform: "feishu", key: "liuyang", name: "刘洋", what: "给钱总寄新样本", other: "核对展会名单" },
] as const;

/** A task on its way there and back. */
export const taskTalk = (house: RunningHouse): void => {
  const { person: personOf, types, does, offers, answers, objects } = talkIn(house);

  test.each(SIDES)(
    "on $platform a task is given in one line, put off, done with a word back, and told",
    async (side) => {
      const { platform, key, name, what, other } = side;
      // Whoever is on both platforms is told on the one they were first known on.
      const [li, wang, told] = [personOf(platform, key), personOf(platform, "wangfang"), personOf("slack", "wangfang")];
      await types(wang, `/task ${name} 明天${what}`);
      await house.reads(wang, new RegExp(`已交给 ${name}[\\s\\S]*${what}`));
      const card = await house.reads(li, new RegExp(`王芳交给你一件事[\\s\\S]*${what}`));
      await does(li, card, "改日子…");
      await answers(li, { 改到哪天前: "2026-12-31", 原因: "对方出差" });
      await house.reads(told, new RegExp(`${name} 改到周四 12月31日前办[\\s\\S]*对方出差`));
      await does(li, await offers(li, new RegExp(`12月31日前[\\s\\S]*${what}`), "办好了"), "办好了");
      await answers(li, { 回一句: "寄出了" });
      await house.reads(told, new RegExp(`${name} 办好了[\\s\\S]*${what}[\\s\\S]*寄出了`));
      await house.reads(li, new RegExp(`办好了，已告诉王芳[\\s\\S]*${what}`));

      await types(wang, `/task ${name} ${other}`);
      await objects(wang, /请填什么时候前要办好/);
      await answers(wang, { 什么时候前: "2026-12-30" });
      const given = await offers(wang, new RegExp(`已交给 ${name}[\\s\\S]*${other}`), "收回");
      await wang.press(given, "收回", { confirm: true });
      await house.reads(wang, new RegExp(`已从 ${name} 那里收回[\\s\\S]*${other}`));
      await house.reads(li, new RegExp(`王芳收回了这件事[\\s\\S]*${other}`));
    },
  );
};
