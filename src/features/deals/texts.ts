import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    newTitle: "New deal",
    save: "Save",
    customer: "Customer",
    name: "Name of the deal",
    nameHint: "What it is about, such as “three-year renewal”.",
    reason: "Why it is an opportunity",
    amount: "Amount",
    expected: "Expected signing date",
    notPast: "This day is in the past. Pick today or later.",
    sameName: "This customer already has an open deal of that name. Give this one another.",
    customerGone: "This customer cannot be found any more. Pick another.",
    influence: "Influence",
    created: (p: { deal: string }) => `New deal: ${p.deal}`,
  },
  zh: {
    newTitle: "新建商机",
    save: "保存",
    customer: "客户",
    name: "商机名称",
    nameHint: "谈的是什么，比如“三年续约”。",
    reason: "为什么是机会",
    amount: "金额",
    expected: "预计签约",
    notPast: "这一天已经过去了，请选今天或以后。",
    sameName: "这家客户已有同名的商机在谈，请换个名字。",
    customerGone: "这家客户找不到了，请另选一家。",
    influence: "影响力",
    created: (p) => `新商机：${p.deal}`,
  },
});
