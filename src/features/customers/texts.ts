import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    lastContact: (p: { day: string }) => `last contact ${p.day}`,
    neverContacted: "not contacted yet",
  },
  zh: {
    lastContact: (p) => `上次联系 ${p.day}`,
    neverContacted: "还没联系过",
  },
});
