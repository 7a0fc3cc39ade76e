import { defineList } from "../listpages/public.ts";
import { readHandovers, readInfluences, readMoves, readPromises } from "./store.ts";

/** What became of customers and deals, and what is to come. */
export const WORK_LISTS = {
  moves: defineList({
    name: { en: "Moves on the board", zh: "阶段变动" },
    counts: {
      en: "All moves of deals you may see, whoever or whatever made them",
      zh: "你能看到的商机的全部阶段变动，按规则退回的也算",
    },
    words: ["move", "board", "阶段", "推进"],
    columns: ["date", "deal", "customer", "stageBefore", "stageAfter", "by", "why"],
    read: readMoves,
  }),
  promises: defineList({
    name: { en: "Next steps", zh: "下一步" },
    counts: {
      en: "All that was promised to customers you may see, done and dropped ones too",
      zh: "对你能看到的客户约定的全部下一步，含办完的和取消的",
    },
    words: ["steps", "约定"],
    columns: ["dueBy", "promise", "customer", "contact", "whose", "state", "closed"],
    read: readPromises,
  }),
  influence: defineList({
    name: { en: "Influence maps", zh: "决策链" },
    counts: {
      en: "Who stands where in the deals of customers you may see",
      zh: "你能看到的客户的商机里，谁是什么角色和态度",
    },
    words: ["influences", "map"],
    columns: ["deal", "customer", "stage", "contact", "title", "buyingRole", "attitude", "influence"],
    read: readInfluences,
  }),
  handovers: defineList({
    name: { en: "Handovers", zh: "移交记录" },
    counts: { en: "Every change of owner of customers you may see", zh: "你能看到的客户每次换负责人的记录" },
    words: ["handover", "owners", "移交"],
    columns: ["date", "customer", "ownerBefore", "ownerAfter", "why", "by"],
    read: readHandovers,
  }),
};
