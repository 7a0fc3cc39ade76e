import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    begin: "Pin its worth",
    change: "Change the pin",
    release: "Take the pin off",
    formTitle: "Pin its worth",
    formIntro:
      "What you choose stands above what is computed, until the day you give. Leave empty what is right as it is.",
    pin: "Pin",
    grade: "Grade",
    quadrant: "Value",
    loyalty: "Loyalty",
    allegiance: "Satisfaction × retention",
    until: "Until",
    untilHint: "That day included; then what is computed counts again.",
    reason: "Why",
    reasonHint: "Everybody who sees the customer reads it.",
    neither: "Choose a grade, a value, a loyalty class, or what it is in satisfaction × retention.",
    past: "This day is past. Pick a later one.",
    tooLong: (p: { days: number }) => `At most ${p.days} days ahead. It can be pinned again then.`,
    pinned: (p: { name: string }) => `Pinned: ${p.name}`,
    released: (p: { name: string }) => `Pin taken off: ${p.name}`,
    undone: (p: { name: string }) => `Undone: ${p.name} is as it was before`,
    undo: "Undo",
    pinnedBy: (p: { name: string; by: string; said: string }) => `${p.by} has pinned ${p.name}: ${p.said}`,
    releasedBy: (p: { name: string; by: string }) => `${p.by} has taken the pin off ${p.name}`,
    untilDay: (p: { day: string; why: string }) => `Until ${p.day}${p.why && `: ${p.why}`}`,
    countsAgain: "What is computed counts again.",
    look: "Look at it",
  },
  zh: {
    begin: "指定价值",
    change: "改指定",
    release: "取消指定",
    formTitle: "指定客户价值",
    formIntro: "选定的以你为准，到期后恢复系统计算。不用改的留空。",
    pin: "指定",
    grade: "等级",
    quadrant: "价值",
    loyalty: "忠诚度",
    allegiance: "满意度/忠诚度",
    until: "到哪天",
    untilHint: "含当天，之后恢复系统计算。",
    reason: "原因",
    reasonHint: "能看到这家客户的人都会读到。",
    neither: "等级、价值、忠诚度、满意度/忠诚度，请至少选一项。",
    past: "这一天已经过去了，请选以后的日子。",
    tooLong: (p) => `最多往后 ${p.days} 天，到时可以再指定。`,
    pinned: (p) => `已指定：${p.name}`,
    released: (p) => `已取消指定：${p.name}`,
    undone: (p) => `已撤销，${p.name} 恢复成之前的样子`,
    undo: "撤销",
    pinnedBy: (p) => `${p.by}把${p.name}指定为${/^[A-Z]/.test(p.said) ? " " : ""}${p.said}`,
    releasedBy: (p) => `${p.by}取消了${p.name}的指定`,
    untilDay: (p) => `到 ${p.day}${p.why && `：${p.why}`}`,
    countsAgain: "恢复系统计算。",
    look: "看客户",
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Not pinned: there is no such customer among those you may see. Look for it with /customer and its name.",
    zh: "没有指定：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
  },
  notManager: {
    en: "Not pinned: what a customer is worth is pinned by its team’s manager. Tell them what you know of it.",
    zh: "没有指定：客户价值由团队经理指定。请把你了解的情况告诉经理。",
  },
  stale: {
    en: "Not saved: somebody changed this customer meanwhile. Open its card again and see what is new.",
    zh: "没有保存：这期间有人改过这家客户。重新打开客户卡，看看改了什么。",
  },
  notPinned: {
    en: "Nothing was taken off: its worth is not pinned any more. Open the customer to see what it is.",
    zh: "没有改动：这家客户已经没有指定的价值了。打开客户卡看现在的情况。",
  },
  overtaken: {
    en: "Not undone: the pin was changed again since, or has ended. Open the customer to see how it stands.",
    zh: "没有撤销：指定后来又改过，或者已经到期。打开客户卡看现在的情况。",
  },
} as const satisfies Record<string, InBoth>;
