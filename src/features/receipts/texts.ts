import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    confirmTitle: "Confirm the money",
    confirm: "Confirm",
    amount: "Amount received",
    receivedOn: "Received on",
    notFuture: "This day is still to come. Pick today or earlier.",
    zero: "Give an amount above zero.",
    refuseTitle: "Money not in",
    refuse: "Send back",
    reason: "What is wrong",
    reasonHint: "The deal goes back to 50%; its owner reads this.",
    customer: "Customer",
    open: "Open the deal",
    confirmed: (p: { deal: string; amount: string }) => `Money confirmed: ${p.deal} ${p.amount}`,
    confirmedBy: (p: { who: string; day: string }) => `${p.who}, received ${p.day}`,
    confirmedWhy: (p: { amount: string; day: string }) => `${p.amount} received ${p.day}`,
    refused: (p: { deal: string }) => `Money not in: ${p.deal} is back at 50%`,
    refusedBy: (p: { who: string; reason: string }) => `${p.who}: ${p.reason}`,
    ownerNext: "Once the contract is accepted and booked, mark the deal as won.",
    ownerAgain: "Sort it out and move the deal to 90% again; finance will be asked once more.",
    moved: (p: { deal: string; stage: string }) => `Already dealt with: ${p.deal} is at ${p.stage}`,
  },
  zh: {
    confirmTitle: "确认到账",
    confirm: "确认",
    amount: "到账金额",
    receivedOn: "到账日期",
    notFuture: "这一天还没到，请选今天或以前。",
    zero: "请填大于 0 的金额。",
    refuseTitle: "没有到账",
    refuse: "退回",
    reason: "问题在哪",
    reasonHint: "商机会退回 50%，负责人会看到这句话。",
    customer: "客户",
    open: "看商机",
    confirmed: (p) => `已确认到账：${p.deal} ${p.amount}`,
    confirmedBy: (p) => `${p.who} · ${p.day} 到账`,
    confirmedWhy: (p) => `${p.day} 到账 ${p.amount}`,
    refused: (p) => `没有到账：${p.deal} 退回 50%`,
    refusedBy: (p) => `${p.who}：${p.reason}`,
    ownerNext: "合同生效并入账以后，就可以推进到成交。",
    ownerAgain: "处理好以后再推进到 90%，会重新请财务确认。",
    moved: (p) => `已经处理过了：${p.deal} 现在是 ${p.stage}`,
  },
});

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
  settled: {
    en: "Nothing was changed. This receipt has been dealt with already. The card shows how.",
    zh: "没有改动：这笔到账已经处理过了，卡片上是最新结果。",
  },
} as const;
