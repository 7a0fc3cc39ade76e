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
    expected: "Signing date",
    notPast: "This day is past.",
    sameName: "This customer has an open deal of that name already: give this one another.",
    customerGone: "This customer cannot be found any more. Choose another.",
    created: (p: { deal: string }) => `New on your board: ${p.deal}`,
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
    notPast: "这一天已经过去了。",
    sameName: "这家客户已有同名的商机在进行，换个名字。",
    customerGone: "这家客户找不到了，请另选一家。",
    created: (p) => `已上板：${p.deal}`,
  },
});
