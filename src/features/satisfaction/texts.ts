import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Way } from "./rules.ts";

export const WAY_NAMES: Readonly<Record<Way, InBoth>> = {
  team: { en: "Team", zh: "团队" },
  rep: { en: "Rep", zh: "销售" },
  customer: { en: "Customer", zh: "客户" },
  item: { en: "Question", zh: "题目" },
  month: { en: "Month", zh: "月份" },
};

export const texts = defineTexts({
  en: {
    title: (p: { span: string; result: string }) => `Satisfaction, ${p.span}: ${p.result}`,
    nothing: (p: { span: string }) => `No customer was asked, ${p.span}`,
    nothingText:
      "/satisfaction and a customer’s name opens the questions. Ask after a delivery or a visit, and fill in what they say.",
    span: (p: { months: number }): string => (p.months === 1 ? "last month" : `last ${p.months} months`),
    csiIs: (p: { csi: number }) => `CSI ${p.csi} of 100`,
    npsIs: (p: { nps: string }) => `NPS ${p.nps}`,
    and: ", ",
    csi: "CSI",
    nps: "NPS",
    answers: "Answers",
    answersShort: "Answers",
    answersOf: (p: { answers: number; customers: number }) =>
      `${p.answers} from ${p.customers === 1 ? "one customer" : `${p.customers} customers`}`,
    recommend: "Would recommend us",
    recommendOf: (p: { asked: number; promoters: number; detractors: number }) =>
      `${p.promoters} for us (9 or 10), ${p.detractors} not (6 or less), of ${p.asked}`,
    low: "Low",
    lowOf: (p: { low: number }): string =>
      p.low === 1 ? "one, noted as a complaint" : `${p.low}, each noted as a complaint`,
    noneLow: "none",
    nobody: "no owner",
    chart: "CSI",
    by: (p: { what: string }) => `By ${p.what.toLowerCase()}`,
    next: "Next page",
    leastFirst: "the least satisfied first",
    newestFirst: "the newest first",
    counted: (p: { from: string; to: string; order: string }) =>
      `Answers from ${p.from} to ${p.to}, of customers you may see, each under who owns the customer today; ${p.order}. CSI is the mean of the answers, NPS promoters less detractors in percent.`,
  },
  zh: {
    title: (p) => `客户满意度 · ${p.span}：${p.result}`,
    nothing: (p) => `${p.span}还没有问过客户`,
    nothingText: "用“/satisfaction 客户名”打开问卷。交货后、拜访后问一问，按客户说的填。",
    span: (p) => (p.months === 1 ? "近一个月" : `近 ${p.months} 个月`),
    csiIs: (p) => `满意度 ${p.csi}/100`,
    npsIs: (p) => `NPS ${p.nps}`,
    and: "，",
    csi: "满意度",
    nps: "NPS",
    answers: "答卷",
    answersShort: "答卷",
    answersOf: (p) => `${p.answers} 份，来自 ${p.customers} 家客户`,
    recommend: "推荐意愿",
    recommendOf: (p) => `${p.asked} 人里 ${p.promoters} 人愿意（9–10 分），${p.detractors} 人不愿意（6 分及以下）`,
    low: "偏低",
    lowOf: (p) => `${p.low} 份，都记成了投诉`,
    noneLow: "没有",
    nobody: "无人负责",
    chart: "满意度",
    by: (p) => `按${p.what}`,
    next: "下一页",
    leastFirst: "最不满意的在前",
    newestFirst: "最近的在前",
    counted: (p) =>
      `统计 ${p.from} 到 ${p.to} 你能看到的客户的答卷，按客户现在的负责人归类，${p.order}。满意度是各份答卷的平均，NPS 是愿意推荐的百分比减去不愿意的。`,
  },
});
