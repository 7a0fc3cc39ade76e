import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    historyTitle: (p: { number: string }) => `History of ${p.number}`,
    eventLine: (p: { at: string; who: string; what: string; from: string }) =>
      `${p.at} · ${p.who} ${p.what} · ${p.from}`,
    byItself: "Rapport",
  },
  zh: {
    historyTitle: (p) => `${p.number} 的审批记录`,
    eventLine: (p) => `${p.at} · ${p.who} ${p.what} · ${p.from}`,
    byItself: "Rapport",
  },
});
