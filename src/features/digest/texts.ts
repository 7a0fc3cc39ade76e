import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    forManager: (p: { name: string }) => `For ${p.name}`,
    counts: "What the team left undone.",
    title: (p: { count: number; days: number }) =>
      `${p.count === 1 ? "1 reminder" : `${p.count} reminders`} left undone for ${p.days === 1 ? "1 working day" : `${p.days} working days`}`,
    titleSilent: (p: { count: number }) =>
      p.count === 1
        ? "One of your people has logged nothing for weeks"
        : `${p.count} of your people have logged nothing for weeks`,
    titleOrphans: (p: { count: number }) =>
      p.count === 1 ? "A customer of your team has no owner" : `${p.count} customers of your team have no owner`,
    orphans: (p: { count: number }) =>
      p.count === 1 ? "1 customer has no owner" : `${p.count} customers have no owner`,
    orphansHow: "Nobody looks after them until you hand them over: /handover.",
    rep: (p: { name: string; count: number }) => `${p.name} ${p.count}`,
    separator: ", ",
    more: (p: { count: number }) => `and ${p.count} more. They are off the daily lists now; ask, or hand them over.`,
    footer: "They are off the daily lists now; ask, or hand them over.",
  },
  zh: {
    forManager: (p) => `代 ${p.name}`,
    counts: "统计组里没办的。",
    title: (p) => `组里有 ${p.count} 件客情，${p.days} 个工作日没办`,
    titleSilent: (p) => `组里有 ${p.count} 位连续几周没有记录`,
    titleOrphans: (p) => `组里有 ${p.count} 家客户没有负责人`,
    orphans: (p) => `${p.count} 家客户没有负责人`,
    orphansHow: "移交之前没有人照看，发 /handover 移交。",
    rep: (p) => `${p.name} ${p.count} 件`,
    separator: " · ",
    more: (p) => `还有 ${p.count} 件。这些不会再出现在每天的清单里，可以问一句，或者移交。`,
    footer: "这些不会再出现在每天的清单里，可以问一句，或者移交。",
  },
});
