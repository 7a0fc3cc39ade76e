import { defineTexts } from "../../chat/texts.ts";

const of = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const texts = defineTexts({
  en: {
    along: "Along with them",
    counts: (p: { deals: number; steps: number; tasks: number; papers: number }) =>
      [
        ...(p.deals > 0 ? [of(p.deals, "open deal", "open deals")] : []),
        ...(p.steps > 0 ? [of(p.steps, "promise", "promises")] : []),
        ...(p.tasks > 0 ? [of(p.tasks, "task", "tasks")] : []),
        ...(p.papers > 0 ? [of(p.papers, "fee request", "fee requests")] : []),
      ].join(", "),
    nextDue: "Due next",
    leftOf: (p: { name: string; what: string }) => `${p.name} has left · yours now: ${p.what}`,
    movedOf: (p: { name: string; what: string }) =>
      `${p.name} no longer looks after customers here · yours now: ${p.what}`,
    passedText: "You go on with them. A promise comes to your list on its day.",
    passedCounts: "Open deals and promises that came to you then.",
    more: (p: { count: number }) => `and ${p.count} more: see /board and your list of the day`,
    open: "Open customer",
  },
  zh: {
    along: "一起转来",
    counts: (p) =>
      [
        ...(p.deals > 0 ? [`在谈商机 ${p.deals} 个`] : []),
        ...(p.steps > 0 ? [`约定 ${p.steps} 个`] : []),
        ...(p.tasks > 0 ? [`任务 ${p.tasks} 件`] : []),
        ...(p.papers > 0 ? [`费用单 ${p.papers} 张`] : []),
      ].join("、"),
    nextDue: "最近要办",
    leftOf: (p) => `${p.name} 已离职 · 由你接手：${p.what}`,
    movedOf: (p) => `${p.name} 不再管这边的客户 · 由你接手：${p.what}`,
    passedText: "接下来由你跟。约定到那天会在你的清单里。",
    passedCounts: "统计这次转到你名下的在谈商机和约定。",
    more: (p) => `还有 ${p.count} 项，看 /board 和每天的清单`,
    open: "打开客户",
  },
});
