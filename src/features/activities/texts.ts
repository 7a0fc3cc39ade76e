import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { ActivityKind } from "../../domain/activities.ts";

export const KINDS: Readonly<Record<ActivityKind, InBoth>> = {
  visit: { en: "Visit", zh: "拜访" },
  call: { en: "Call", zh: "电话" },
  meeting: { en: "Meeting", zh: "会议" },
  message: { en: "Message", zh: "消息" },
  gift: { en: "Gift", zh: "送礼" },
  event: { en: "Event", zh: "活动" },
  service: { en: "Service", zh: "服务" },
};

/** What is left to do when a next step names only a day. */
export const STEPS: Readonly<Record<ActivityKind, InBoth>> = {
  visit: { en: "visit again", zh: "再访" },
  call: { en: "call again", zh: "再打电话" },
  meeting: { en: "meet again", zh: "再见面" },
  message: { en: "get in touch again", zh: "再联系" },
  gift: { en: "get in touch again", zh: "再联系" },
  event: { en: "get in touch again", zh: "再联系" },
  service: { en: "get in touch again", zh: "再联系" },
};

const WITH: Readonly<Record<ActivityKind, string>> = {
  visit: "visit to",
  call: "call with",
  meeting: "meeting with",
  message: "message to",
  gift: "gift to",
  event: "event with",
  service: "service for",
};

export const texts = defineTexts({
  en: {
    logged: (p: { kind: ActivityKind; who: string }) => `Logged: ${WITH[p.kind]} ${p.who}`,
    edited: (p: { kind: ActivityKind; who: string }) => `Corrected: ${WITH[p.kind]} ${p.who}`,
    again: (p: { kind: ActivityKind; who: string }) => `Already logged: ${WITH[p.kind]} ${p.who}`,
    undone: (p: { kind: ActivityKind; who: string }) => `Undone: ${WITH[p.kind]} ${p.who}`,
    undoneDetail: "Its next step is dropped, and the last contact is what it was before.",
    who: (p: { customer: string; people: readonly string[] }) =>
      p.people.length === 0 ? p.customer : `${p.customer}, ${p.people.join("; ")}`,
    next: "Next",
    nextOn: (p: { what: string; day: string }) => `${p.what}, ${p.day}`,
    day: "Day",
    mood: "Their mood",
    fulfilled: "Kept",
    fulfilledSteps: (p: { count: number }) => (p.count === 1 ? "one earlier promise" : `${p.count} earlier promises`),
    deal: "Deal",
    dealReady: (p: { deal: string; move: string }) => `${p.deal}, ${p.move}? All criteria hold`,
    dealMissing: (p: { deal: string; move: string; count: number; missing: string }) =>
      `${p.deal}, ${p.move}? ${p.count} missing: ${p.missing}`,
    noDeal: "no open deal to move there",
    contact: "Contact",
    whoIs: (p: { said: string; names: string }) => `${p.said} may be ${p.names}`,
    unknownPerson: (p: { said: string }) => `${p.said} is not a contact yet`,
    addPerson: (p: { said: string }) => `Add ${p.said}`,
    itIs: (p: { name: string }) => `It’s ${p.name}`,
    fillIn: (p: { count: number }): string => (p.count === 1 ? "Fill it in" : "Fill them in"),
    edit: "Edit",
    undo: "Undo",
    logAgain: "Log it again",
    formTitle: "Log an activity",
    editTitle: "Correct it",
    save: "Save",
    customer: "Customer",
    kind: "Kind",
    contacts: "With",
    happenedOn: "Date",
    said: "What was said",
    nextWhat: "Next step",
    nextDay: "Date of the next step",
    saySomething: "Write a line about it, or a next step with its date.",
    nextNeedsDay: "Pick the date of the next step.",
    nextIsPast: "This day is in the past. Pick today or later.",
    happenedLater: "This day is still to come. Plans go into the next step.",
    tooLongAgo: "This is more than a year ago. Check the date.",
    otherContact: (p: { name: string; customer: string }) =>
      `${p.name} does not work at ${p.customer}. Pick one of its contacts.`,
    customerGone: "Pick a customer from the list.",
    contactGone: "Pick contacts from the list.",
  },
  zh: {
    logged: (p) => `已记录：${KINDS[p.kind].zh} ${p.who}`,
    edited: (p) => `已修改：${KINDS[p.kind].zh} ${p.who}`,
    again: (p) => `刚才已经记过：${KINDS[p.kind].zh} ${p.who}`,
    undone: (p) => `已撤销：${KINDS[p.kind].zh} ${p.who}`,
    undoneDetail: "下一步已取消，上次联系恢复成原来的日子。",
    who: (p) => [p.customer, ...p.people].join(" · "),
    next: "下一步",
    nextOn: (p) => `${p.what} · ${p.day}`,
    day: "日期",
    mood: "客户情绪",
    fulfilled: "兑现",
    fulfilledSteps: (p) => `之前约好的 ${p.count} 件事已完成`,
    deal: "商机",
    dealReady: (p) => `${p.deal} ${p.move}？条件都齐了`,
    dealMissing: (p) => `${p.deal} ${p.move}？还差 ${p.count} 条：${p.missing}`,
    noDeal: "没有可以推进到这一步的商机",
    contact: "联系人",
    whoIs: (p) => `${p.said} 是哪一位：${p.names}`,
    unknownPerson: (p) => `${p.said} 还不在联系人里`,
    addPerson: (p) => `添加 ${p.said}`,
    itIs: (p) => `是${p.name}`,
    fillIn: (p) => `补齐 ${p.count} 条`,
    edit: "改一下",
    undo: "撤销",
    logAgain: "重新记",
    formTitle: "记一次行动",
    editTitle: "改一下",
    save: "保存",
    customer: "客户",
    kind: "方式",
    contacts: "和谁",
    happenedOn: "日期",
    said: "谈了什么",
    nextWhat: "下一步",
    nextDay: "下一步的日期",
    saySomething: "写一句谈了什么，或者填下一步和日期。",
    nextNeedsDay: "请选下一步的日期。",
    nextIsPast: "这一天已经过去了，请选今天或以后。",
    happenedLater: "这一天还没到。打算做的事请写在下一步。",
    tooLongAgo: "这是一年多以前了，请核对日期。",
    otherContact: (p) => `${p.name} 不是 ${p.customer} 的联系人，请从这家客户里选。`,
    customerGone: "请从列表里选客户。",
    contactGone: "请从列表里选联系人。",
  },
});

/** Moods of a customer, +2 … −2, in the order a form lists them: a record would put 0 first. */
export const MOODS: ReadonlyMap<string, InBoth> = new Map([
  ["2", { en: "very happy", zh: "很满意" }],
  ["1", { en: "happy", zh: "满意" }],
  ["0", { en: "neutral", zh: "一般" }],
  ["-1", { en: "unhappy", zh: "不满" }],
  ["-2", { en: "very unhappy", zh: "很不满" }],
]);

/** @param mood -2 to 2 */
export const sayMood = (mood: number, language: Language): string => MOODS.get(String(mood))?.[language] ?? "";

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Nothing was changed: this activity is not among those you may see. Log a new one with /visit.",
    zh: "没有改动：你能看到的记录里没有这一条。可以用 /visit 重新记。",
  },
  notYours: {
    en: "Nothing was changed: only the one who logged it can correct or undo it. Ask them.",
    zh: "没有改动：只有记录的人可以修改或撤销。请找本人处理。",
  },
  tooLateToUndo: {
    en: "Not undone: only today's activities can be. Press Edit to correct it instead.",
    zh: "没有撤销：只能撤销当天记的。可以点“改一下”更正内容。",
  },
  stale: {
    en: "Nothing was changed: someone corrected this in the meantime. Here is how it stands now.",
    zh: "没有改动：这条记录刚刚改过。下面是最新的内容。",
  },
  undone: {
    en: "Nothing was changed: this has been undone. Log it again if it took place.",
    zh: "没有改动：这条记录已经撤销了。如果确有其事，请重新记。",
  },
  customerGone: {
    en: "Not logged: this customer is no longer among those you may see. Look for it with /customer and its name.",
    zh: "没有记录：这家客户已经不在你能看到的范围里。用“/customer 客户名”再找找。",
  },
} as const satisfies Record<string, InBoth>;
