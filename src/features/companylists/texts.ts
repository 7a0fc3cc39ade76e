import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    yes: "yes",
    and: ", ",
    off: "Day off",
    worked: "Worked",
    company: "The company",
    open: "open",
    closed: "closed",
    five: "1–5",
    ten: "0–10",
  },
  zh: {
    yes: "是",
    and: "、",
    off: "放假",
    worked: "上班",
    company: "公司",
    open: "在用",
    closed: "已停用",
    five: "1–5",
    ten: "0–10",
  },
});
