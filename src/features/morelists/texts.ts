import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: { and: ", ", open: "open", closed: "closed" },
  zh: { and: "、", open: "在用", closed: "已停用" },
});
