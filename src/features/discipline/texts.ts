import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    silent: (p: { name: string; weeks: number; since: string }) =>
      `${p.name}: nothing logged for ${p.weeks === 1 ? "1 week" : `${p.weeks} weeks`}, since ${p.since}`,
    logged: (p: { days: number; of: number }) =>
      `Last week something was logged on ${p.days === 1 ? "1 day" : `${p.days} days`} of ${p.of}. One line is enough: /visit, /phone.`,
  },
  zh: {
    silent: (p) => `${p.name} 连续 ${p.weeks} 周没有记录，从${p.since}起`,
    logged: (p) => `上周有 ${p.days} 天记了行动，应该是 ${p.of} 天。一句话就行：拜访 …、电话 …`,
  },
});
