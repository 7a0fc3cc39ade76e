import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: { again: "Somebody can sign again" },
  zh: { again: "现在又有人可以签了" },
});
