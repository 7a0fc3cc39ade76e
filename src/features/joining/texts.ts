import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Countable } from "../uniting/public.ts";
import type { Likeness } from "./rules.ts";

export const SIGNS: Readonly<Record<Likeness, InBoth>> = {
  name: { en: "same name", zh: "姓名相同" },
  phone: { en: "same number", zh: "电话相同" },
  mail: { en: "same mail", zh: "邮箱相同" },
};

/** What moves along, by table; each with its number. */
export const MOVES: Readonly<Record<string, Countable>> = {
  ActivityContact: { one: "activity", en: "activities", zh: "条行动" },
  ServiceCase: { one: "inquiry or complaint", en: "inquiries and complaints", zh: "条咨询和投诉" },
  NextStep: { one: "next step", en: "next steps", zh: "个下一步" },
  CareItem: { one: "reminder", en: "reminders", zh: "条客情提醒" },
  SurveyAnswer: { one: "satisfaction answer", en: "satisfaction answers", zh: "份满意度答卷" },
  Influence: { one: "place on an influence map", en: "places on influence maps", zh: "处决策链" },
  FeeRecipient: { one: "fee received", en: "fees received", zh: "笔收礼登记" },
};

/** Columns as a person calls them. */
export const COLUMNS: Readonly<Record<string, InBoth>> = {
  name: { en: "name", zh: "姓名" },
  title: { en: "title", zh: "职务" },
  department: { en: "department", zh: "部门" },
  phones: { en: "phones", zh: "电话" },
  mail: { en: "mail", zh: "邮箱" },
  handle: { en: "chat", zh: "微信等" },
  birthday: { en: "birthday", zh: "生日" },
  channel: { en: "best reached by", zh: "习惯的联系方式" },
  hours: { en: "good hours", zh: "方便的时间" },
  likes: { en: "likes", zh: "喜好" },
  taboos: { en: "taboos", zh: "忌讳" },
  family: { en: "family", zh: "家庭" },
  doNotContact: { en: "do not contact", zh: "勿扰" },
  noContactReason: { en: "why not", zh: "勿扰原因" },
  publicSector: { en: "public sector", zh: "公职人员" },
};

export const texts = defineTexts({
  en: {
    button: (p: { count: number }) => (p.count === 1 ? "2 may be one person" : `${p.count} pairs may be one`),
    alike: (p: { name: string; signs: string }) => `May be the same person as ${p.name}: ${p.signs}.`,
    listCounts: "Contacts of this customer that look alike.",
    listTitle: (p: { customer: string }) => `One person, twice? ${p.customer}`,
    none: (p: { customer: string }) => `No contact of ${p.customer} is there twice`,
    noneText: "Looked for by name, number and mail.",
    compare: "Compare",
    notSame: "Somebody else",
    title: (p: { gone: string; kept: string }) => `Merge ${p.gone} into ${p.kept}?`,
    changed: "Changed meanwhile, so nothing was merged. This is how it stands now.",
    mergeWith: "Merge with…",
    withTitle: "Merge contacts",
    withIntro: "This one stays, the other becomes part of it. First you see what would become of the two.",
    withOther: "The other one",
    stays: "Stays",
    goes: "Goes into it",
    gained: "Taken over",
    gainedNone: "nothing; more is known of them already",
    dropped: "Not taken over",
    moves: "Moves along",
    movesNone: "nothing",
    merge: "Merge",
    confirmTitle: "Merge the two?",
    confirm: "Everything moves to the one that stays. It can be undone; the card then says until when.",
    no: "Not yet",
    turn: "The other way round",
    open: "Open the contact",
    merged: (p: { gone: string; kept: string }) => `Merged: ${p.gone} into ${p.kept}`,
    undo: "Undo",
    until: (p: { time: string }) => `Can be undone until ${p.time}, unless something newer stands on it.`,
    undone: (p: { gone: string; kept: string }) => `Two again: ${p.gone} and ${p.kept}`,
    undoneText: "Each has what was their own. What came since stays with the one that had stayed.",
    apart: (p: { one: string; other: string }) => `Noted: ${p.one} and ${p.other} are two people`,
    apartText: "They are not offered again.",
    undoApart: "Undo",
    maybeOne: (p: { one: string; other: string }) => `Undone: ${p.one} and ${p.other} may be one person`,
    back: "All contacts",
  },
  zh: {
    button: (p) => `可能重复 ${p.count} 对`,
    alike: (p) => `可能和 ${p.name} 是同一位：${p.signs}。`,
    listCounts: "统计这家客户下相像的联系人。",
    listTitle: (p) => `${p.customer}：这些可能是同一位`,
    none: (p) => `${p.customer} 没有重复的联系人`,
    noneText: "按姓名、电话和邮箱找过了。",
    compare: "对比",
    notSame: "不是同一位",
    title: (p) => `把 ${p.gone} 并入 ${p.kept}？`,
    changed: "这期间资料有改动，没有合并。下面是现在的样子。",
    mergeWith: "和另一位合并…",
    withTitle: "合并联系人",
    withIntro: "保留这一位，另一位并进来。先给你看合并后的样子，还不会合并。",
    withOther: "另一位",
    stays: "保留",
    goes: "并入",
    gained: "补上",
    gainedNone: "不用补，保留的这位更全",
    dropped: "不采用",
    moves: "一起移过去",
    movesNone: "没有",
    merge: "合并",
    confirmTitle: "合并这两位？",
    confirm: "所有记录都归到保留的这位。之后可以撤销，卡片上写着到什么时候为止。",
    no: "先不合并",
    turn: "反过来合并",
    open: "看联系人",
    merged: (p) => `已合并：${p.gone} 并入 ${p.kept}`,
    undo: "撤销合并",
    until: (p) => `${p.time} 前可以撤销，除非之后又有新的记录建在上面。`,
    undone: (p) => `已恢复成两位：${p.gone} 和 ${p.kept}`,
    undoneText: "各自的记录各归各人，合并之后新记的留在保留的那位。",
    apart: (p) => `已记下：${p.one} 和 ${p.other} 是两位`,
    apartText: "以后不再提起这一对。",
    undoApart: "撤销",
    maybeOne: (p) => `已撤销：${p.one} 和 ${p.other} 可能是同一位`,
    back: "全部联系人",
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Not merged: one of the two is no longer among the contacts you may see; it may have been merged already. Open the customer’s contacts anew.",
    zh: "没有合并：其中一位已经不在你能看到的联系人里，可能已经被合并。请重新打开这家客户的联系人。",
  },
  itself: {
    en: "Not merged: that is one and the same contact. Choose another pair from the customer’s contacts.",
    zh: "没有合并：这是同一位联系人。请在客户的联系人里另选一对。",
  },
  far: {
    en: "Not merged: the two are contacts of different customers. Merge the customers first with /duplicates, if they are one.",
    zh: "没有合并：两位不是同一家客户的联系人。如果两家其实是一家，先用“/查重”合并客户。",
  },
  sameFee: {
    en: "Not merged: both stand in the gift register for one fee, and what was given is never changed there. Leave them two, and note in one of them who it is.",
    zh: "没有合并：两位都登记在同一笔费用的收礼人里，收礼登记不能改。请保留两位，在其中一位的资料里写明。",
  },
  noMerge: {
    en: "Not undone: this merge is not yours to undo, or there is none. Ask whoever merged them, or the customer’s owner.",
    zh: "没有撤销：没有这次合并，或者不归你撤销。请找合并的人或客户的负责人。",
  },
  undone: {
    en: "Not undone again: the two are apart already. Look them up with /contact.",
    zh: "不用再撤销：两位已经分开了。用“/contact 姓名”查看。",
  },
  late: {
    en: "Not undone: the time in which a merge can be undone is over. Add the other contact anew.",
    zh: "没有撤销：已经过了可以撤销合并的时间。请重新添加另一位联系人。",
  },
  edited: {
    en: "Not undone: the contact that stayed was edited, merged again or erased since, and that would be lost. Undo the newer change first.",
    zh: "没有撤销：保留的这位之后又改过、再次合并过，或者已经抹除，撤销会丢掉这些。请先撤销后来的改动。",
  },
  moved_on: {
    en: "Not undone: something that moved along now belongs to somebody else. Move it back first.",
    zh: "没有撤销：一起移过来的记录里，有的现在归了别人。请先移回来。",
  },
} as const satisfies Record<string, InBoth>;
