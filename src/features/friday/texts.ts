import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    moved: "What moved",
    feePaper: "Special fee",
    birthdays: (p: { count: number }) => (p.count === 1 ? "1 birthday" : `${p.count} birthdays`),
    steps: (p: { count: number }) => (p.count === 1 ? "1 next step" : `${p.count} next steps`),
    byName: "Those I may see",
  },
  zh: {
    moved: "本周变动",
    feePaper: "特殊费用",
    birthdays: (p) => `生日 ${p.count} 位`,
    steps: (p) => `约好的下一步 ${p.count} 件`,
    byName: "看我能看的明细",
  },
});
