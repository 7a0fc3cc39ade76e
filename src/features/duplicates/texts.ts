import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Likeness } from "./rules.ts";

export const SIGNS: Readonly<Record<Likeness, InBoth>> = {
  name: { en: "same name", zh: "名称相同" },
  phone: { en: "same number", zh: "电话相同" },
  mail: { en: "same mail", zh: "邮箱相同" },
};

export const texts = defineTexts({
  en: {
    title: "These may be one customer",
    none: "No two customers look alike",
    noneText:
      "Looked for every hour by name, contact's number and mail, among the customers you may see. What came in since is looked at within the hour.",
    side: (p: { name: string; owner: string; city: string }) =>
      [p.name, p.owner, p.city].filter((part) => part !== "").join(" · "),
    noOwner: "no owner",
    compare: "Compare",
    notSame: "Not the same",
    more: "More",
    again: "From the start",
    asOf: (p: { time: string }) => `As of ${p.time}; looked for every hour. Only pairs you may see whole.`,
    apart: (p: { one: string; other: string }) => `Noted: ${p.one} and ${p.other} are two customers`,
    apartText: "The list speaks of them no more.",
    undo: "Undo",
    maybeOne: (p: { one: string; other: string }) => `Undone: ${p.one} and ${p.other} may be one customer`,
    back: "Back to the list",
  },
  zh: {
    title: "这些可能是同一家客户",
    none: "没有看起来重复的客户",
    noneText: "每小时按名称、联系人电话和邮箱，在你能看到的客户里找一遍。刚录入的，一小时内会查到。",
    side: (p) => [p.name, p.owner, p.city].filter((part) => part !== "").join(" · "),
    noOwner: "无人负责",
    compare: "对比",
    notSame: "不是同一家",
    more: "下一页",
    again: "从头看",
    asOf: (p) => `截至 ${p.time}，每小时查一次。只列两家你都能看到的。`,
    apart: (p) => `已记下：${p.one} 和 ${p.other} 是两家`,
    apartText: "以后不再列出这一对。",
    undo: "撤销",
    maybeOne: (p) => `已撤销：${p.one} 和 ${p.other} 可能是同一家`,
    back: "回到列表",
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Nothing noted: one of the two is no longer among the customers you may see. Look at the list anew with /duplicates.",
    zh: "没有记下：其中一家已经不在你能看到的客户里。用“/查重”重新看看。",
  },
  notYours: {
    en: "Nothing noted: whoever tells two customers apart owns both, or leads the teams they belong to. Ask your manager.",
    zh: "没有记下：要么两家都归你负责，要么你管着它们所在的团队，才能这样标记。请找你的经理。",
  },
} as const satisfies Record<string, InBoth>;
