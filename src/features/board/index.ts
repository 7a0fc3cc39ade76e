import { defineFeature, onPress } from "../../chat/feature.ts";
import { showBoard, showColumn } from "./cards.ts";
import { boardCommand, homeBoard, pressBoard, pressColumn } from "./handlers.ts";

export const board = defineFeature({
  name: "board",
  commands: [
    {
      name: "board",
      menu: "look",
      aliases: ["板", "我的潜在客户", "漏斗", "潜在客户", "funnel", "pipeline"],
      about: { en: "Your prospect board: columns, sums, what is late", zh: "潜在客户行动板：各栏数量、金额、快退回的" },
      hint: { en: "[team | column]", zh: "[团队 | 哪一栏]" },
      example: { en: "/board", zh: "/board" },
      run: boardCommand,
    },
  ],
  actions: [onPress(showBoard, pressBoard), onPress(showColumn, pressColumn)],
  home: [{ order: 20, build: homeBoard }],
});
