import { type Command, defineFeature, onPress } from "../../chat/feature.ts";
import type { ActivityKind } from "../../domain/activities.ts";
import * as cards from "./cards.ts";
import * as handlers from "./handlers.ts";

const hint = { en: "[customer] [what was said] [next step and day]", zh: "[客户] [谈了什么] [下一步和日期]" };

const logging = (kind: ActivityKind, command: Omit<Command, "hint" | "run">): Command => ({
  hint,
  ...command,
  run: (ctx, typed) => handlers.typeVisit(ctx, kind, typed),
});

export const visits = defineFeature({
  name: "visits",
  commands: [
    logging("visit", {
      name: "visit",
      menu: "do",
      aliases: ["log", "拜访", "记录"],
      glued: ["拜访"],
      about: { en: "Log a visit in one line", zh: "一句话记一次拜访" },
      example: {
        en: "/visit Hongda Mr Wang talked renewal price, see him again next Wed",
        zh: "/visit 宏达 王总谈了续约价格 下周三再访",
      },
    }),
    logging("call", {
      name: "phone",
      aliases: ["call", "电话", "通话"],
      glued: ["电话"],
      about: { en: "Log a call", zh: "记一次电话" },
      example: {
        en: "/phone Hongda the sample arrived, call again in two weeks",
        zh: "/电话 宏达 样品到了 两周后回访",
      },
    }),
    logging("meeting", {
      name: "meeting",
      aliases: ["会议", "开会"],
      about: { en: "Log a meeting", zh: "记一次会议" },
      example: { en: "/meeting Hongda showed the plan to three of them", zh: "/会议 宏达 给三位领导讲了方案" },
    }),
    logging("message", {
      name: "message",
      aliases: ["消息", "微信"],
      about: { en: "Log a message", zh: "记一条消息" },
      example: { en: "/message Hongda sent the quote", zh: "/消息 宏达 报价已发" },
    }),
  ],
  actions: [
    onPress(cards.meanCustomer, handlers.pressCustomer),
    onPress(cards.whichCustomer, handlers.pressWhich),
    onPress(cards.lookAgain, handlers.pressLook),
  ],
});
