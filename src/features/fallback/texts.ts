import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    warnTitle: (p: { count: number }) =>
      p.count === 1 ? "A deal is about to fall back" : `${p.count} deals are about to fall back`,
    fellTitle: (p: { count: number; stage: string }) =>
      p.count === 1 ? `A deal fell back to ${p.stage}` : `${p.count} deals fell back to ${p.stage}`,
    warnDetail: "The sales cycle is nearly over and nothing has moved. Move it on, or extend it once with a reason.",
    fellDetail: "Not lost: a new first meeting puts a deal on its way again.",
    fellNinety: "The money was not all in within the sales cycle. Once it is settled, move the deal to 90% again.",
    warnLine: (p: { stage: string; day: string }) => `${p.stage}, falls back ${p.day}`,
    warnNinety: (p: { stage: string; day: string }) => `${p.stage}, falls back to 50% ${p.day} unless money comes in`,
    fellLine: (p: { stage: string }) => `was at ${p.stage}`,
    weekendsOnly: "Holidays of that year are not published yet: only weekends were left out of the count.",
    more: (p: { count: number }) => `and ${p.count} more: see /board`,
    open: "Open",
    extendTitle: "Extend a deal",
    holdTitle: "Hold a deal",
    save: "Save",
    until: "New date",
    heldUntil: "Hold until",
    why: "Reason",
    notPast: "Pick a day that is still to come.",
    tooFar: (p: { day: string }) => `At most one more sales cycle: until ${p.day}.`,
    kept: (p: { deal: string; day: string }) => `${p.deal} stays until ${p.day}`,
    heldBy: (p: { who: string; deal: string; day: string }) => `${p.who} holds ${p.deal} until ${p.day}`,
  },
  zh: {
    warnTitle: (p) => `${p.count} 个商机快退回了`,
    fellTitle: (p) => `${p.count} 个商机${/^\d/.test(p.stage) ? "退回 " : "退回"}${p.stage}`,
    warnDetail: "销售周期快到了还没往前走。推进一步，或者写明原因延期一次。",
    fellDetail: "不算退出，约好下一次见面就能重新推进。",
    fellNinety: "销售周期里款项没有到齐。理顺以后，再推进到 90%。",
    warnLine: (p) => `${p.stage} · ${p.day} 退回`,
    warnNinety: (p) => `${p.stage} · ${p.day} 前没有款项到账，就退回 50%`,
    fellLine: (p) => `原来在 ${p.stage}`,
    weekendsOnly: "那一年的放假安排还没公布，只扣除了周末。",
    more: (p) => `还有 ${p.count} 个，用 /board 查看`,
    open: "打开",
    extendTitle: "商机延期",
    holdTitle: "保留商机",
    save: "保存",
    until: "新的日期",
    heldUntil: "保留到",
    why: "原因",
    notPast: "要选以后的日子。",
    tooFar: (p) => `最多再延一个销售周期，到 ${p.day}。`,
    kept: (p) => `${p.deal} 保留到 ${p.day}`,
    heldBy: (p) => `${p.who}把 ${p.deal} 保留到 ${p.day}`,
  },
});

/** What did not happen, why, what to do. */
export const refusals = {
  notNow: {
    en: "Nothing was changed. Time can be asked for once, by the owner, after the warning. Move the deal on, or ask your manager to hold it.",
    zh: "没有改动：收到提醒后，负责人可以延期一次。请推进商机，或请经理保留。",
  },
  notManager: {
    en: "Nothing was changed. Only the team's manager holds a deal. Ask them.",
    zh: "没有改动：保留商机要由本组经理来做。请找经理。",
  },
} as const;
