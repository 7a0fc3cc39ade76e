import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    receiptTitle: (p: { deal: string; amount: string }) => `Confirm the money: ${p.deal} ${p.amount}`,
    receiptAgain: (p: { deal: string; amount: string }) => `Still waits for you: the money of ${p.deal} ${p.amount}`,
    record: "Record money",
    receiptDetail: "The contract papers are signed. Has the money come in?",
    receiptAll: "The money that was agreed has come in already. Is all well with it?",
    receiptPart: "A part of the money is in. Has the rest of what is due at signing come?",
    confirmReceipt: "Money is in",
    refuseReceipt: "Not in",
    received: "Received",
    receivedOf: (p: { collected: string; open: string }) => `${p.collected}, ${p.open} still open`,
    owner: "Owner",
    customer: "Customer",
    noCustomer: "no customer yet",
  },
  zh: {
    receiptTitle: (p) => `请确认到账：${p.deal} ${p.amount}`,
    receiptAgain: (p) => `还在等你确认到账：${p.deal} ${p.amount}`,
    record: "登记到账",
    receiptDetail: "合同已经签字，款项到账了吗？",
    receiptAll: "合同款已经全部到账，都没问题吗？",
    receiptPart: "已到一部分，签约时该付的其余款项到了吗？",
    confirmReceipt: "确认到账",
    refuseReceipt: "没有到账",
    received: "已到账",
    receivedOf: (p) => `${p.collected}，还差 ${p.open}`,
    owner: "负责人",
    customer: "客户",
    noCustomer: "还没有客户",
  },
});
