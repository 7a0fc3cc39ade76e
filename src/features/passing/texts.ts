import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    passedOn: (p: { name: string }) => `Handed on to ${p.name} with the customer`,
    yours: (p: { heading: string }) => `Yours now, with its customer · ${p.heading}`,
    asked: (p: { name: string }) => `${p.name} asked for it. From now on you hear what becomes of it.`,
  },
  zh: {
    passedOn: (p) => `客户已交给 ${p.name}，单子也转过去了`,
    yours: (p) => `随客户转给你 · ${p.heading}`,
    asked: (p) => `这张单子由 ${p.name} 申请，以后的进展会告诉你。`,
  },
});
