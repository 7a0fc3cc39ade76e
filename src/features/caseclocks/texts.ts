import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Duty } from "../cases/public.ts";

/** What was missed. */
const MISSED: Readonly<Record<Duty, InBoth>> = {
  answer: { en: "An inquiry waits for its answer", zh: "咨询超时未答复" },
  solve: { en: "A complaint is not solved in time", zh: "投诉超时未解决" },
  call_back: { en: "Nobody called back in time", zh: "投诉超时未回访" },
  close: { en: "A complaint is not closed in time", zh: "投诉超时未结案" },
};

export const texts = defineTexts({
  en: {
    title: (p: { duty: Duty; who: string }) => `${MISSED[p.duty].en}: ${p.who}`,
    why: (p: { owner: string; due: string }) => `${p.owner} had until ${p.due}. Find out what is holding it up.`,
    whyNobody: (p: { due: string }) =>
      `It was due ${p.due}, and the customer has no owner. Do it, or hand the customer over.`,
    again: (p: { owner: string; due: string }) =>
      `It was due ${p.due}; the manager was told, and it is still not done. Owner: ${p.owner}.`,
    yours: (p: { due: string }) => `It was due ${p.due}; your manager knows by now. Do it, then say so here.`,
    nobody: "nobody",
    late: (p: { time: string }) => `This was to reach you at ${p.time} and comes late.`,
  },
  zh: {
    title: (p) => `${MISSED[p.duty].zh}：${p.who}`,
    why: (p) => `${p.owner}应在 ${p.due} 前办好。请问一下卡在哪里。`,
    whyNobody: (p) => `应在 ${p.due} 前办好，但这家客户没有负责人。请直接处理，或先移交客户。`,
    again: (p) => `应在 ${p.due} 前办好，已经告诉过经理，到现在还没办。负责人：${p.owner}。`,
    yours: (p) => `应在 ${p.due} 前办好，经理已经知道了。办好后在这里点一下。`,
    nobody: "没有",
    late: (p) => `送晚了：这条本该 ${p.time} 送到。`,
  },
});
