import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    lay: "Nothing was imported: a sheet that was looked at is kept for two days. Send it again.",
    halfway:
      "It stood half-way for two days and is over. What is in stays; change it by hand, or send the sheet again.",
  },
  zh: {
    lay: "什么都没有导入：看过的表只保留两天，请重新发一次。",
    halfway: "导了一半，停了两天，已经结束。已导入的保留，可以手工修改，或者重新发一次表。",
  },
});
