import { defineTexts } from "../../chat/texts.ts";
import { type PlainDate, sayMonth } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { type Money, sayMoney } from "../../core/money.ts";

export const texts = defineTexts({
  en: {
    title: (p: { team: string }) => `Goals of ${p.team}`,
    formTitle: "Goals by month",
    button: "Goals of the teams",
    set: "Set a goal",
    own: "See the goals",
    intro: (p: { team: string }) => `${p.team}: what it means to win in each month. An empty month has no goal.`,
    change: "Change",
    save: "Save",
    history: "History",
    later: "Later months",
    now: "From this month",
    which: "Whose goals?",
    none: "none",
    footer: "The Friday summary holds the forecast of the month against it.",
    notAnAmount: "Please give an amount, such as 1,200,000.",
    notNothing: "A goal is more than nothing. Leave it empty for none.",
    overtaken: (p: { value: string }) => `Meanwhile it was set to ${p.value}. Save again to change it all the same.`,
    saved: "Saved: the next summary goes by it",
    same: "Nothing was different",
    undone: "Undone: as it was before",
    undo: "Undo",
    historyTitle: (p: { team: string }) => `Goals of ${p.team}: what was changed`,
    historyEmpty: "No goal has been set yet.",
    more: "Earlier",
    operator: "the operator",
  },
  zh: {
    title: (p) => `${p.team}的目标`,
    formTitle: "每月目标",
    button: "各组目标",
    set: "定目标",
    own: "看目标",
    intro: (p) => `${p.team}每个月要成交多少。空着就是没有目标。`,
    change: "修改",
    save: "保存",
    history: "修改记录",
    later: "后面几个月",
    now: "从本月看",
    which: "看哪个组的目标？",
    none: "无",
    footer: "周五汇总用它来对比本月预测。",
    notAnAmount: "请填金额，例如 120万。",
    notNothing: "目标要大于 0，没有目标就空着。",
    overtaken: (p) => `刚才已经有人改成 ${p.value}。再保存一次就按你的改。`,
    saved: "已保存，下次周五汇总就按这个算",
    same: "没有变化",
    undone: "已撤销，恢复成原来的",
    undo: "撤销",
    historyTitle: (p) => `${p.team}的目标修改记录`,
    historyEmpty: "还没有定过目标。",
    more: "更早的",
    operator: "运维",
  },
});

export const sayGoal = (goal: Money | undefined, language: Language): string =>
  goal ? sayMoney(goal) : texts[language].none;

export const refusals = {
  notYours: {
    en: "Not shown: a team's goals are set by its manager, the segment admin or an admin. Ask one of them.",
    zh: "没有打开：团队目标由本组经理、板块管理员或系统管理员来定。请找他们。",
  },
  noTeam: {
    en: "Not shown: there is no team yet whose goals could be set. An admin makes one with /team.",
    zh: "没有打开：还没有可以定目标的团队。请管理员用 /team 建一个。",
  },
  goneEntry: {
    en: "Not undone: this change is not there. Call /goal and look at the history.",
    zh: "没有撤销：没有这条修改。请用 /goal 查看修改记录。",
  },
  alreadyUndone: {
    en: "Not undone: the goals are as they were before this change already. See them with /goal.",
    zh: "没有撤销：目标已经和这次修改之前一样了，不用再改。用 /goal 可以看到。",
  },
} as const satisfies Readonly<Record<string, InBoth>>;

/** Why a change cannot be taken back. */
export const newerStands = (month: PlainDate, goal: Money | undefined): InBoth => ({
  en: `Not undone: ${sayMonth(month, "en")} has been set again since, to ${sayGoal(goal, "en")}. Take that back first, or set it with /goal.`,
  zh: `没有撤销：${sayMonth(month, "zh")}后来又改成了 ${sayGoal(goal, "zh")}。请先撤销那一次，或者用 /goal 直接修改。`,
});
