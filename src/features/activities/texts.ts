import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
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
    who: (p: { customer: string; people: readonly string[] }) => [p.customer, ...p.people].join(", "),
    next: "Next",
    nextOn: (p: { what: string; day: string }) => `${p.what}, ${p.day}`,
    day: "Day",
    mood: "Mood",
    fulfilled: "Kept",
    fulfilledSteps: (p: { count: number }) =>
      p.count === 1 ? "one step promised earlier is done" : `${p.count} steps promised earlier are done`,
    deal: "Deal",
    dealReady: (p: { deal: string; move: string }) => `${p.deal}, ${p.move}? All is there`,
    dealMissing: (p: { deal: string; move: string; count: number; missing: string }) =>
      `${p.deal}, ${p.move}? ${p.count} missing: ${p.missing}`,
    noDeal: "no open deal that could move there",
    contact: "Contact",
    whoIs: (p: { said: string; names: string }) => `${p.said} may be ${p.names}`,
    unknownPerson: (p: { said: string }) => `${p.said} is no contact yet`,
    addPerson: (p: { said: string }) => `Add ${p.said}`,
    itIs: (p: { name: string }) => `It is ${p.name}`,
    edit: "Edit",
    undo: "Undo",
    logAgain: "Log it again",
    formTitle: "Log an activity",
    editTitle: "Correct it",
    save: "Save",
    customer: "Customer",
    kind: "Kind",
    contacts: "Met",
    happenedOn: "On",
    said: "What was said",
    saidHint: "Two thousand characters at most.",
    nextWhat: "Next step",
    nextDay: "On day",
    saySomething: "Write a line, or a next step with its day.",
    nextNeedsDay: "Pick the day of the next step.",
    nextIsPast: "A next step lies ahead: today or later.",
    happenedLater: "This day is still to come. Put what is planned into the next step.",
    tooLongAgo: "This is more than a year ago. Please check the day.",
    otherContact: (p: { name: string; customer: string }) => `${p.name} is not at ${p.customer}.`,
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
    mood: "情绪",
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
    edit: "改一下",
    undo: "撤销",
    logAgain: "重新记",
    formTitle: "记一次行动",
    editTitle: "改一下",
    save: "保存",
    customer: "客户",
    kind: "方式",
    contacts: "见了谁",
    happenedOn: "日期",
    said: "谈了什么",
    saidHint: "最多两千字。",
    nextWhat: "下一步",
    nextDay: "下一步的日期",
    saySomething: "写一句谈了什么，或者填下一步和日期。",
    nextNeedsDay: "请选下一步的日期。",
    nextIsPast: "下一步只能是今天或以后。",
    happenedLater: "这一天还没到。打算做的事请写在下一步。",
    tooLongAgo: "这是一年多以前了，请核对日期。",
    otherContact: (p) => `${p.name} 不是 ${p.customer} 的联系人。`,
    customerGone: "请从列表里选客户。",
    contactGone: "请从列表里选联系人。",
  },
});

/** Moods of a customer, −2 … +2. */
export const MOODS: Readonly<Record<string, InBoth>> = {
  "2": { en: "very glad", zh: "很满意" },
  "1": { en: "glad", zh: "满意" },
  "0": { en: "even", zh: "一般" },
  "-1": { en: "displeased", zh: "不满" },
  "-2": { en: "angry", zh: "很不满" },
};

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
    en: "Not undone: only today's activities can be. Correct it with Edit instead.",
    zh: "没有撤销：只能撤销当天记的。可以点“改一下”更正内容。",
  },
  stale: {
    en: "Nothing was changed: this was corrected meanwhile. Here is how it stands now.",
    zh: "没有改动：这条记录刚刚改过。下面是最新的内容。",
  },
  undone: {
    en: "Nothing was changed: this was undone before. Log it again if it took place.",
    zh: "没有改动：这条记录已经撤销了。如果确有其事，请重新记。",
  },
  customerGone: {
    en: "Not logged: this customer is no longer among those you may see. Look for it with /customer and its name.",
    zh: "没有记录：这家客户已经不在你能看到的范围里。用“/customer 客户名”再找找。",
  },
} as const satisfies Record<string, InBoth>;
