import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Allegiance } from "../../domain/satisfaction.ts";
import { ENOUGH_PURCHASES, type GradeLimits } from "../../domain/worth.ts";

/** What makes a customer one of its class. */
export const WHY: Readonly<Record<Allegiance, InBoth>> = {
  apostle: { en: "satisfied, stays, and recommends us", zh: "满意，一直买，还会推荐我们" },
  loyalist: { en: "satisfied, and stays", zh: "满意，一直买" },
  indifferent: { en: "in between, or satisfied but buying less", zh: "谈不上满意，或者满意却买得少了" },
  hostage: { en: "not satisfied, but stays", zh: "不满意，但还在买" },
  defector: { en: "not satisfied, and leaving", zh: "不满意，正在离开" },
  terrorist: { en: "very dissatisfied, and speaks against us", zh: "很不满意，还会说我们不好" },
};

interface Known {
  readonly purchases: number;
  readonly services: number;
}
const counted = ({ purchases, services }: Known): string =>
  [
    ...(purchases > 0 ? [`${purchases} ${purchases === 1 ? "purchase" : "purchases"}`] : []),
    ...(services > 0 ? [`${services} ${services === 1 ? "service" : "services"}`] : []),
  ].join(", ") || "none";
const countedZh = ({ purchases, services }: Known): string => {
  const some = [...(purchases > 0 ? [`${purchases} 次购买`] : []), ...(services > 0 ? [`${services} 次服务`] : [])];
  return some.length > 0 ? `有 ${some.join("、")}` : "一次也没有";
};

export const texts = defineTexts({
  en: {
    why: (p: { said: string }) => `Why ${p.said}?`,
    whyNone: "What is it worth?",
    title: (p: { name: string; said: string }) => `${p.name}: ${p.said}`,
    titleNone: (p: { name: string }) => `${p.name}: worth not computed yet`,
    gradeIs: (p: { grade: string }) => `grade ${p.grade}`,
    pinned: (p: { said: string; day: string; by: string; why: string }) =>
      `Pinned to ${p.said} until ${p.day} by ${p.by}${p.why && `: ${p.why}`}.`,
    without: (p: { said: string }) => ` Computed: ${p.said}.`,
    somebody: "a manager",
    nothingYet: "not known yet",
    notYet:
      "Worth is computed every night, from what was collected, the open deals and the yearly estimate on the customer’s form.",
    nothingCollected:
      "Nothing was collected in the segment in 12 months, so nobody has a grade or a place in the value matrix yet.",
    nothingAhead:
      "Nobody in the segment has an open deal with an amount or a yearly estimate, so there are no places in the value matrix yet. A yearly estimate can be given with Edit on the customer.",
    leftOut: (p: { currencies: string }) =>
      `Not counted: amounts in ${p.currencies}, as currencies are never added together.`,
    and: ", ",
    grade: "Grade",
    gradeOf: (p: { grade: string; share: number } & GradeLimits) =>
      `${p.grade}: customers larger than this one made up ${p.share}% of what the segment collected in 12 months. Below ${p.gradeA}% is A, below ${p.gradeB}% B, above it C.`,
    gradeOfLargest: (p: { grade: string }) =>
      `${p.grade}: of the largest in its segment, by what was collected in 12 months.`,
    gradeOfNothing: "C: nothing was collected from it in 12 months.",
    current: "Current value",
    compared: (p: { high: boolean; from: string }) =>
      p.high ? `: high, from ${p.from}` : `: low, high from ${p.from}`,
    potential: "Potential",
    parts: (p: { open: string; yearly: string }) => ` (open deals, weighted, ${p.open}; yearly estimate ${p.yearly})`,
    loyalty: "Loyalty",
    rhythm: (p: { said: string; days: number; last: string }) =>
      `${p.said}; a purchase or service every ${p.days} days or so, the last on ${p.last}.`,
    noRhythm: (p: { purchases: number; services: number }) =>
      `not known yet: it takes ${ENOUGH_PURCHASES} purchases, or ${ENOUGH_PURCHASES} services, to see a rhythm. Known so far: ${counted(p)}.`,
    satisfaction: "Satisfaction",
    notAsked: "not asked yet: /satisfaction and its name opens the questions.",
    said: (p: { csi: number; day: string; marks: string }) => `CSI ${p.csi} of 100 on ${p.day}${p.marks}`,
    recommends: (p: { mark: number }) => `, would recommend us ${p.mark} of 10`,
    notRated: (p: { day: string; marks: string }) => `asked on ${p.day}, and nothing was rated${p.marks}.`,
    tooOld: (p: { said: string; days: number }) =>
      `${p.said}: longer ago than ${p.days} days, so it is time to ask again.`,
    nobodyKnows: (p: { said: string }) =>
      `${p.said}. Whether it stays is not known: it takes ${ENOUGH_PURCHASES} purchases or services to see.`,
    allegiance: (p: { said: string; class: string; is: string; high: number; low: number }) =>
      `${p.class}: ${p.is}. ${p.said}; high from ${p.high}, low below ${p.low}.`,
    history: "History",
    back: "Back to the customer",
    asOf: (p: { day: string }) => `As of ${p.day}; computed anew every night.`,
  },
  zh: {
    why: (p) => `为什么是${/^[A-Z]/.test(p.said) ? ` ${p.said}` : p.said}？`,
    whyNone: "价值怎么样？",
    title: (p) => `${p.name}：${p.said}`,
    titleNone: (p) => `${p.name}：价值还没算出`,
    gradeIs: (p) => p.grade,
    pinned: (p) => `${p.by}指定为${/^[A-Z]/.test(p.said) ? " " : ""}${p.said}，到 ${p.day}${p.why && `：${p.why}`}。`,
    without: (p) => `系统算出的是：${p.said}。`,
    somebody: "经理",
    nothingYet: "还不知道",
    notYet: "客户价值每晚计算一次，看回款、在谈商机，以及客户资料里填的预计年采购额。",
    nothingCollected: "整个板块近 12 个月没有回款，所以还评不出等级和价值。",
    nothingAhead:
      "整个板块还没有带金额的在谈商机，也没有预计年采购额，所以还评不出高低价值。可以在客户卡上点“编辑”，填写预计年采购额。",
    leftOut: (p) => `没有算进来：${p.currencies} 的金额，不同币种不相加。`,
    and: "、",
    grade: "等级",
    gradeOf: (p) =>
      `${p.grade}：比它大的客户占板块近 12 个月回款的 ${p.share}%。不到 ${p.gradeA}% 是 A，不到 ${p.gradeB}% 是 B，再往后是 C。`,
    gradeOfLargest: (p) => `${p.grade}：近 12 个月的回款在板块里数一数二。`,
    gradeOfNothing: "C 级：近 12 个月没有回款。",
    current: "当前价值",
    compared: (p) => (p.high ? `，高（${p.from} 起）` : `，低（${p.from} 起算高）`),
    potential: "潜在价值",
    parts: (p) => `（在谈商机加权 ${p.open}，预计年采购 ${p.yearly}）`,
    loyalty: "忠诚度",
    rhythm: (p) => `${p.said}，一般 ${p.days} 天购买或服务一次，上次是 ${p.last}`,
    noRhythm: (p) =>
      `还不知道：要有 ${ENOUGH_PURCHASES} 次购买，或者 ${ENOUGH_PURCHASES} 次服务，才看得出规律，现在${countedZh(p)}`,
    satisfaction: "满意度",
    notAsked: "还没问过，用“/satisfaction 客户名”打开问卷",
    said: (p) => `${p.day}满意度 ${p.csi}/100${p.marks}`,
    recommends: (p) => `，推荐意愿 ${p.mark}/10`,
    notRated: (p) => `${p.day}问过，各项都没有打分${p.marks}`,
    tooOld: (p) => `${p.said}，已经超过 ${p.days} 天，该再问一次了`,
    nobodyKnows: (p) => `${p.said}。会不会留下还不知道：要有 ${ENOUGH_PURCHASES} 次购买或服务才看得出`,
    allegiance: (p) => `${p.class}：${p.is}。${p.said}（${p.high} 起算高，低于 ${p.low} 算低）`,
    history: "变更记录",
    back: "回到客户",
    asOf: (p) => `截至 ${p.day}，每晚重新计算。`,
  },
});

export const gone: InBoth = {
  en: "Nothing to show: there is no such customer among those you may see. Look for it with /customer and its name.",
  zh: "没有找到：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
};
