import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    title: "About to fall back",
    line: (p: { stage: string; day: string; owner: string }) =>
      [p.stage, p.day && `back on ${p.day}`, p.owner].filter(Boolean).join(" · "),
    hint: "A deal stays when it moves forward, or its owner gives a reason and a new date; a manager can hold it.",
  },
  zh: {
    title: "快退回的商机",
    line: (p) => [p.stage, p.day && `${p.day} 退回`, p.owner].filter(Boolean).join(" · "),
    hint: "往前推进就不退回；负责人也可以写明原因、改个日期，经理也可以保留。",
  },
});
