import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Countable } from "../uniting/public.ts";

/** What moves along, by table; each with its number. */
export const MOVES: Readonly<Record<string, Countable>> = {
  Contact: { one: "contact", en: "contacts", zh: "位联系人" },
  Activity: { one: "activity", en: "activities", zh: "条行动" },
  ServiceCase: { one: "inquiry or complaint", en: "inquiries and complaints", zh: "条咨询和投诉" },
  NextStep: { one: "next step", en: "next steps", zh: "个下一步" },
  Deal: { one: "deal", en: "deals", zh: "个商机" },
  Fee: { one: "fee", en: "fees", zh: "笔费用" },
  Task: { one: "task", en: "tasks", zh: "项任务" },
  CareItem: { one: "reminder", en: "reminders", zh: "条客情提醒" },
  SurveyAnswer: { one: "satisfaction answer", en: "satisfaction answers", zh: "份满意度答卷" },
  CustomerShare: { one: "share", en: "shares", zh: "次共享" },
};

/** Columns as a person calls them; others are not spoken of. */
export const COLUMNS: Readonly<Record<string, InBoth>> = {
  kind: { en: "kind", zh: "性质" },
  warningReason: { en: "warning reason", zh: "警示原因" },
  restUntil: { en: "rest until", zh: "暂停打扰到" },
  restReason: { en: "why the rest", zh: "暂停打扰的原因" },
  industry: { en: "industry", zh: "行业" },
  region: { en: "region", zh: "省份" },
  city: { en: "city", zh: "城市" },
  address: { en: "address", zh: "地址" },
  source: { en: "source", zh: "来源" },
  yearlyMinor: { en: "yearly estimate", zh: "预计年采购额" },
  pinnedGrade: { en: "pinned grade", zh: "指定等级" },
  pinnedQuadrant: { en: "pinned value", zh: "指定价值" },
  pinnedLoyalty: { en: "pinned loyalty", zh: "指定忠诚度" },
  pinnedAllegiance: { en: "pinned satisfaction × retention", zh: "指定满意度/忠诚度" },
  pinnedUntil: { en: "pinned until", zh: "指定到" },
  pinReason: { en: "why pinned", zh: "指定原因" },
};

export const texts = defineTexts({
  en: {
    title: (p: { gone: string; kept: string }) => `Merge ${p.gone} into ${p.kept}?`,
    mergeWith: "Merge with…",
    withTitle: "Merge customers",
    withSubmit: "Compare",
    withIntro: "This one stays, the other becomes part of it. First you see what would become of the two.",
    withOther: "The other one",
    changed: "Changed meanwhile, so nothing was merged. This is how it stands now.",
    stays: "Stays",
    goes: "Goes into it",
    filled: "Taken over",
    filledNone: "nothing; it knows more itself",
    dropped: "Not taken over",
    moves: "Moves along",
    movesNone: "nothing",
    found: "Found as before",
    foundAs: (p: { gone: string }) => `${p.gone} becomes a short name`,
    owned: (p: { name: string; owner: string; city: string }) =>
      [p.name, p.owner, p.city].filter((part) => part !== "").join(" · "),
    noOwner: "no owner",
    merge: "Merge",
    confirmTitle: "Merge the two?",
    confirm: "Everything moves to the one that stays. It can be undone; the card then says until when.",
    no: "Not yet",
    turn: "The other way round",
    open: "Open it",
    merged: (p: { gone: string; kept: string }) => `Merged: ${p.gone} into ${p.kept}`,
    undo: "Undo",
    until: (p: { time: string }) => `Can be undone until ${p.time}, unless something newer stands on it.`,
    wentTo: (p: { gone: string; to: string; by: string }) =>
      `Your customer ${p.gone} went to ${p.to} · merged by ${p.by}`,
    wentText: (p: { to: string }) =>
      `It is the same as one that ${p.to} has. Your own deals and promises with it stay yours; agree with ${p.to} on who goes on with them.`,
    backWithYou: (p: { gone: string; by: string }) => `${p.gone} is back with you · ${p.by} has undone the merge`,
    backText: "It has what was its own, as before.",
    undone: (p: { gone: string; kept: string }) => `Two again: ${p.gone} and ${p.kept}`,
    undoneText: "Each has what was its own. What came since stays with the one that had stayed.",
  },
  zh: {
    title: (p) => `把 ${p.gone} 并入 ${p.kept}？`,
    mergeWith: "和另一家合并…",
    withTitle: "合并客户",
    withSubmit: "对比",
    withIntro: "保留这一家，另一家并进来。先给你看合并后的样子，还不会合并。",
    withOther: "另一家",
    changed: "这期间资料有改动，没有合并。下面是现在的样子。",
    stays: "保留",
    goes: "并入",
    filled: "补上",
    filledNone: "不用补，保留的这家更全",
    dropped: "不采用",
    moves: "一起移过去",
    movesNone: "没有",
    found: "照样找得到",
    foundAs: (p) => `${p.gone} 成为简称`,
    owned: (p) => [p.name, p.owner, p.city].filter((part) => part !== "").join(" · "),
    noOwner: "无人负责",
    merge: "合并",
    confirmTitle: "合并这两家？",
    confirm: "所有记录都归到保留的这家。之后可以撤销，卡片上写着到什么时候为止。",
    no: "先不合并",
    turn: "反过来合并",
    open: "打开客户",
    merged: (p) => `已合并：${p.gone} 并入 ${p.kept}`,
    undo: "撤销合并",
    until: (p) => `${p.time} 前可以撤销，除非之后又有新的记录建在上面。`,
    wentTo: (p) => `你的客户 ${p.gone} 归 ${p.to} 负责了 · ${p.by} 做了合并`,
    wentText: (p) => `它和 ${p.to} 的一家客户是同一家。你自己的商机和约定还在你名下，由谁接着跟，请和 ${p.to} 商量。`,
    backWithYou: (p) => `${p.gone} 又归你负责了 · ${p.by} 撤销了合并`,
    backText: "原来的记录都回来了。",
    undone: (p) => `已恢复成两家：${p.gone} 和 ${p.kept}`,
    undoneText: "各自的记录各归各家，合并之后新记的留在保留的那家。",
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Not merged: one of the two is no longer among the customers you may see; it may have been merged already. Look at the list anew with /duplicates.",
    zh: "没有合并：其中一家已经不在你能看到的客户里，可能已经被合并。用“/查重”重新看看。",
  },
  itself: {
    en: "Not merged: that is one and the same customer. Choose another pair with /duplicates.",
    zh: "没有合并：这是同一家客户。用“/查重”另选一对。",
  },
  notYours: {
    en: "Not merged: whoever merges owns both customers, or leads the teams they belong to. Ask your manager.",
    zh: "没有合并：要么两家都归你负责，要么你管着它们所在的团队，才能合并。请找你的经理。",
  },
  segments: {
    en: "Not merged: the two belong to different segments. Ask a coordinator to move one of them first.",
    zh: "没有合并：两家不在同一个板块。请市场统筹先把其中一家移过来。",
  },
  noMerge: {
    en: "Not undone: this merge is not yours to undo, or there is none. Ask whoever merged them, or your manager.",
    zh: "没有撤销：没有这次合并，或者不归你撤销。请找合并的人或你的经理。",
  },
  undone: {
    en: "Not undone again: the two are apart already. Look them up with /customer.",
    zh: "不用再撤销：两家已经分开了。用“/customer 客户名”查看。",
  },
  late: {
    en: "Not undone: the time in which a merge can be undone is over. Create the other customer anew, and move what is its own.",
    zh: "没有撤销：已经过了可以撤销合并的时间。请重新建档，再把属于它的记录移过去。",
  },
  edited: {
    en: "Not undone: the customer that stayed was edited or merged again since, and that would be lost. Undo the newer change first.",
    zh: "没有撤销：保留的这家之后又改过资料或再次合并，撤销会丢掉这些。请先撤销后来的改动。",
  },
  name_taken: {
    en: "Not undone: another customer has been given the old name since. Rename that one first, then undo.",
    zh: "没有撤销：原来的名称已经被另一家用了。请先给那家改名，再撤销。",
  },
  moved_on: {
    en: "Not undone: something that moved along has been moved on to another customer since. Move it back first.",
    zh: "没有撤销：一起移过来的记录里，有的之后又移给了别的客户。请先移回来。",
  },
  handed_on: {
    en: "Not undone: the customer has been handed over since, with all it has. Take the handover back first.",
    zh: "没有撤销：合并后这家客户又连同所有内容移交过。请先撤回移交。",
  },
  worked_on: {
    en: "Not undone: since the merge something was recorded that belongs to both, such as a visit about a deal that moved along. It would be torn in two. Leave them merged.",
    zh: "没有撤销：合并之后新记的内容已经把两家连在一起，比如给移过来的商机记了拜访，分开就断了。请保持合并。",
  },
} as const satisfies Record<string, InBoth>;
