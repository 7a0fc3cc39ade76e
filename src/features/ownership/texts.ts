import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: { firstCall: "First call after the handover: introduce yourself" },
  zh: { firstCall: "移交后第一个电话：介绍自己" },
});
