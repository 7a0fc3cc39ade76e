import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { DUE } from "./rules.ts";

export const DUE_NAMES: Record<(typeof DUE)[number], InBoth> = {
  part: {
    en: "A part of what is due at signing; more must come before it can be won",
    zh: "只到了一部分，签约时该付的还没到齐",
  },
  all: { en: "All that was due at signing is in", zh: "签约时该付的都到齐了" },
};

export const texts = defineTexts({
  en: {
    confirmTitle: "Confirm the money",
    confirm: "Confirm",
    amount: "Amount received",
    receivedOn: "Received on",
    notFuture: "This day is still to come. Pick today or earlier.",
    moved: "Not recorded yet: the deal moved to another column meanwhile. Look at it and send again.",
    zero: "Give an amount above zero.",
    over: (p: { open: string; more: string }) =>
      `${p.more} more than the contract leaves open (${p.open}). If that much came in, confirm the same once more; else correct it.`,
    overPaid: (p: { more: string }) =>
      `The contract is paid in full already; this would be ${p.more} beyond it. If that much came in, confirm the same once more; else correct it.`,
    refuseTitle: "Money not in",
    refuse: "Send back",
    reason: "What is wrong",
    reasonHint: "The deal goes back to 50%; its owner reads this.",
    due: "Is that all that was due at signing?",
    dueHint: "A later instalment of the contract is not due yet; record it when it comes.",
    moreTitle: "Record money",
    nothingNew: "Nothing new came in? Leave it empty.",
    soFar: (p: { received: string }) => `In so far: ${p.received}`,
    allIsIn: "With this the whole contract is paid: choose that all is in.",
    received: "Received",
    moreIn: (p: { deal: string; amount: string }) => `Money in: ${p.deal} ${p.amount}`,
    partIn: (p: { deal: string; amount: string }) => `A part of the money is in: ${p.deal} ${p.amount}`,
    ownerPart: "The deal waits at 90% until finance confirms the rest of what was due at signing.",
    about: "The money finance confirms",
    waiting: (p: { count: number }) =>
      p.count === 1 ? "1 deal has money for you to confirm" : `${p.count} deals have money for you to confirm`,
    waitingNone: "No money is waiting to be confirmed",
    toCome: (p: { count: number }) =>
      p.count === 1 ? "1 deal has more money to come" : `${p.count} deals have more money to come`,
    waitingCounts: "Deals whose money waits for your word.",
    toComeCounts: "Deals with part of their money still to come.",
    toComeNone: "No contract has money still to come",
    line: (p: { customer: string; owner: string }) => [p.customer, p.owner].filter(Boolean).join(" · "),
    next: "More",
    more: (p: { count: number }) => `and ${p.count} more`,
    showWaiting: "To confirm",
    showToCome: "Still to come",
    all: "All of them",
    customer: "Customer",
    open: "Open the deal",
    confirmed: (p: { deal: string; amount: string }) => `Money confirmed: ${p.deal} ${p.amount}`,
    confirmedBy: (p: { who: string; day: string }) => `${p.who}, received ${p.day}`,
    confirmedAll: (p: { who: string }) => `${p.who}: all that was due is in`,
    refused: (p: { deal: string }) => `Money not in: ${p.deal} is back at 50%`,
    refusedBy: (p: { who: string; reason: string }) => `${p.who}: ${p.reason}`,
    ownerNext: "Once the contract is accepted and booked, mark the deal as won.",
    ownerAgain: "Sort it out and move the deal to 90% again; finance will be asked once more.",
  },
  zh: {
    confirmTitle: "确认到账",
    confirm: "确认",
    amount: "到账金额",
    receivedOn: "到账日期",
    notFuture: "这一天还没到，请选今天或以前。",
    moved: "还没有登记：商机刚换了一栏。请核对一下再提交。",
    zero: "请填大于 0 的金额。",
    over: (p) => `比合同还没到的 ${p.open} 多 ${p.more}。确实到了这么多，就原样再确认一次；不对就改。`,
    overPaid: (p) => `合同款已经全部到账，这笔 ${p.more} 是多出来的。确实到了这么多，就原样再确认一次；不对就改。`,
    refuseTitle: "没有到账",
    refuse: "退回",
    reason: "问题在哪",
    reasonHint: "商机会退回 50%，负责人会看到这句话。",
    due: "签约时该付的都到齐了吗？",
    dueHint: "合同里以后才付的分期现在不算欠款，到账时再登记。",
    moreTitle: "登记到账",
    nothingNew: "没有新到的款就留空。",
    soFar: (p) => `已到账：${p.received}`,
    allIsIn: "加上这笔，合同款已经全部到账，请选“都到齐了”。",
    received: "已到账",
    moreIn: (p) => `到账：${p.deal} ${p.amount}`,
    partIn: (p) => `到了一部分：${p.deal} ${p.amount}`,
    ownerPart: "签约时该付的其余款项到账前，商机先留在 90%。",
    about: "看看哪些到账等财务确认",
    waiting: (p) => `${p.count} 个商机等你确认到账`,
    waitingNone: "没有等着确认的到账",
    toCome: (p) => `${p.count} 个商机还有后续款项`,
    waitingCounts: "统计等你确认到账的商机。",
    toComeCounts: "统计还有款项没到的商机。",
    toComeNone: "没有哪份合同还有款项未到",
    line: (p) => [p.customer, p.owner].filter(Boolean).join(" · "),
    next: "更多",
    more: (p) => `还有 ${p.count} 个`,
    showWaiting: "待确认",
    showToCome: "后续款项",
    all: "全部",
    customer: "客户",
    open: "看商机",
    confirmed: (p) => `已确认到账：${p.deal} ${p.amount}`,
    confirmedBy: (p) => `${p.who} · ${p.day} 到账`,
    confirmedAll: (p) => `${p.who} · 应到的已到齐`,
    refused: (p) => `没有到账：${p.deal} 退回 50%`,
    refusedBy: (p) => `${p.who}：${p.reason}`,
    ownerNext: "合同生效并入账以后，就可以推进到成交。",
    ownerAgain: "处理好以后再推进到 90%，会重新请财务确认。",
  },
});

export const inBoth = (say: (language: Language) => string): InBoth => ({ en: say("en"), zh: say("zh") });

/** What did not happen, why, what to do. */
export const refusals = {
  notFinance: {
    en: "Nothing was confirmed. Money is confirmed by finance. Ask a colleague there.",
    zh: "没有确认：到账由财务确认。请找财务同事。",
  },
  own: {
    en: "Nothing was confirmed. This deal is your own, and nobody confirms their own. Ask another colleague in finance.",
    zh: "没有确认：这是你自己的商机，不能自己确认。请另一位财务同事处理。",
  },
  entered: {
    en: "Nothing was confirmed. You entered that this contract is signed, and nobody takes both steps. Ask another colleague in finance.",
    zh: "没有确认：合同签字是你登记的，一个人不能登记又确认。请另一位财务同事处理。",
  },
  settled: {
    en: "Nothing was changed. This receipt has been dealt with already. The card shows how.",
    zh: "没有改动：这笔到账已经处理过了。卡片上是最新结果。",
  },
  meanwhile: {
    en: "Nothing was recorded. Other money of this deal was recorded in the meantime. Open the form again to see what is in.",
    zh: "没有登记：这个商机刚刚登记了另一笔到账。请重新打开表单，看看已经到了多少。",
  },
  notForYou: {
    en: "Nothing is shown. Only finance confirms money. Ask a colleague there.",
    zh: "没有显示：到账由财务确认。请找财务同事。",
  },
} as const;
