import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: { firstCall: "First call after the handover: introduce yourself" },
  zh: { firstCall: "交接后第一次通话：介绍自己" },
});
