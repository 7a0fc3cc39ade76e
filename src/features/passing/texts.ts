import { defineTexts } from "../../chat/texts.ts";

/** With its customer; from somebody who has left or works elsewhere, to whoever has the customer; back, as that was undone. */
export type Way = "handedOver" | "settled" | "back";

const fees = (count: number): string => `${count} ${count === 1 ? "fee request" : "fee requests"}`;

export const texts = defineTexts({
  en: {
    passedOn: (p: { name: string; way: Way }) =>
      ({
        handedOver: `Handed on to ${p.name} with the customer`,
        settled: `${p.name}, who has the customer, goes on with it`,
        back: `Back with ${p.name}: the handover was undone`,
      })[p.way],
    yours: (p: { heading: string; way: Way }) =>
      ({
        handedOver: `Yours now, with its customer · ${p.heading}`,
        settled: `Yours now, as you have the customer · ${p.heading}`,
        back: `Back with you · ${p.heading}`,
      })[p.way],
    manyYours: (p: { count: number; way: Way }) =>
      ({
        handedOver: `Yours now, with their customers: ${fees(p.count)}`,
        settled: `Yours now, as you have the customers: ${fees(p.count)}`,
        back: `Back with you: ${fees(p.count)}`,
      })[p.way],
    manyInvalid: (p: { count: number }) => `No longer valid: ${fees(p.count)}`,
    andMore: (p: { count: number }) => `And ${p.count} more.`,
    list: "Show my fee requests",
    own: (p: { count: number }) => `You have ${fees(p.count)}`,
    ownNone: "You have no fee requests",
    ownNoneText: "Nothing of yours is under way or waits for money. Ask for one with /fee.",
    ownCounts: "Under way, or approved with money still to come.",
    next: "Next page",
    asked: (p: { name: string }) => `${p.name} asked for it. From now on you hear what becomes of it.`,
    askedYourself: "You asked for it. From now on you hear again what becomes of it.",
    youHear: "From now on you hear what becomes of them.",
  },
  zh: {
    passedOn: (p) =>
      ({
        handedOver: `客户已交给 ${p.name}，单子也转过去了`,
        settled: `由客户的负责人 ${p.name} 接着跟进`,
        back: `移交已撤销，单子回到 ${p.name} 手上`,
      })[p.way],
    yours: (p) =>
      ({
        handedOver: `随客户转给你 · ${p.heading}`,
        settled: `客户归你，单子由你接着跟进 · ${p.heading}`,
        back: `又回到你手上 · ${p.heading}`,
      })[p.way],
    manyYours: (p) =>
      ({
        handedOver: `${p.count} 张费用单随客户转给你`,
        settled: `客户归你，${p.count} 张费用单由你接着跟进`,
        back: `${p.count} 张费用单又回到你手上`,
      })[p.way],
    manyInvalid: (p) => `${p.count} 张费用单已作废`,
    andMore: (p) => `还有 ${p.count} 张。`,
    list: "看我的费用单",
    own: (p) => `你名下有 ${p.count} 张费用单`,
    ownNone: "你名下没有费用单",
    ownNoneText: "没有在途的，也没有等回款的。要申请，发 /fee。",
    ownCounts: "统计在途的，以及已批准、还在等回款的费用单。",
    next: "下一页",
    asked: (p) => `这张单子由 ${p.name} 申请，以后的进展会告诉你。`,
    askedYourself: "这张单子是你申请的，以后的进展又会告诉你。",
    youHear: "以后的进展会告诉你。",
  },
});
