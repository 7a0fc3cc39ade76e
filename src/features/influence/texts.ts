import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Attitude, BuyingRole, Standing } from "./rules.ts";

export const ROLES: Readonly<Record<BuyingRole, InBoth>> = {
  approver: { en: "approver", zh: "批准者" },
  decider: { en: "decider", zh: "决策者" },
  evaluator: { en: "evaluator", zh: "评估者" },
  user: { en: "user", zh: "使用者" },
};

export const ATTITUDES: Readonly<Record<Attitude, InBoth>> = {
  sponsor: { en: "sponsor", zh: "赞助" },
  supporter: { en: "supporter", zh: "支持" },
  neutral: { en: "neutral", zh: "中立" },
  non_supporter: { en: "non-supporter", zh: "不支持" },
  opponent: { en: "opponent", zh: "反对" },
};

export const texts = defineTexts({
  en: {
    button: "Influence map",
    title: (p: { deal: string }) => `Influence map: ${p.deal}`,
    formTitle: "Place on the map",
    save: "Save",
    add: "Add a person",
    openDeal: "Open the deal",
    history: "History",
    historyTitle: (p: { deal: string }) => `Influence map, what changed: ${p.deal}`,
    noHistory: "Nobody has been put on this map yet.",
    earlier: "Earlier",
    back: "Back to the map",
    influence: "Influence",
    against: "Against X −",
    neutral: "Neutral =",
    for: "For + *",
    legend:
      "A approver, D decider, E evaluator, U user · * sponsor, + supporter, = neutral, − non-supporter, X opponent",
    empty: "Nobody is on this map yet. Who approves, who decides, who evaluates, who will use it?",
    ofDeal: (p: { deal: string; said: string }) => `${p.deal}: ${p.said}`,
    moreWarned: (p: { count: number }) =>
      p.count === 1
        ? "One more deal has a warning: its map says which."
        : `${p.count} more deals have warnings: their maps say which.`,
    noBacking: "Nobody who approves or decides is for it. Win one of them before you count on this deal.",
    notMet: (p: { days: number }) => `None of these people was met in the last ${p.days} days.`,
    oneSupporter: (p: { who: string }) => `${p.who} is the only supporter. Find a second one.`,
    person: "Person",
    role: "Role",
    unknownRole: "not known yet",
    attitude: "Attitude",
    influenceOf: (p: { level: number }) => ["", "1, hardly any", "2", "3, some", "4", "5, decides"][p.level] ?? "",
    off: "Take this person off the map",
    notOfCustomer: "This person is not a contact of the deal’s customer any more. Pick another.",
    full: (p: { most: number }) => `At most ${p.most} people are on a map. Take somebody off first.`,
    placed: (p: { who: string; from: string; to: string }) => `${p.who} ${p.from} → ${p.to}`,
    nowhere: "–",
    gone: "off the map",
    by: (p: { who: string; day: string }) => ` · ${p.day} · ${p.who}`,
    system: "the bot",
  },
  zh: {
    button: "决策链",
    title: (p) => `决策链：${p.deal}`,
    formTitle: "放进决策链",
    save: "保存",
    add: "加一位",
    openDeal: "看商机",
    history: "变更记录",
    historyTitle: (p) => `决策链的变化：${p.deal}`,
    noHistory: "还没有人在这条决策链里。",
    earlier: "更早",
    back: "看决策链",
    influence: "影响力",
    against: "不支持 X −",
    neutral: "中立 =",
    for: "支持 + *",
    legend: "A 批准 D 决策 E 评估 U 使用 · * 赞助 + 支持 = 中立 − 不支持 X 反对",
    empty: "还没有人在图上。谁批准，谁决策，谁评估，谁使用？",
    ofDeal: (p) => `${p.deal}：${p.said}`,
    moreWarned: (p) => `另有 ${p.count} 个商机也有提醒，打开商机的决策链看。`,
    noBacking: "批准和决策的人里还没有支持者。先争取到一位，再指望这单。",
    notMet: (p) => `最近 ${p.days} 天，图上的人一位也没见过。`,
    oneSupporter: (p) => `支持者只有${p.who}一位。再找一位。`,
    person: "联系人",
    role: "决策角色",
    unknownRole: "还不清楚",
    attitude: "态度",
    influenceOf: (p) => ["", "1 几乎没有", "2", "3 有一些", "4", "5 说了算"][p.level] ?? "",
    off: "从决策链里去掉",
    notOfCustomer: "此人已不是这家客户的联系人，请另选一位。",
    full: (p) => `图上最多 ${p.most} 位，请先去掉一位。`,
    placed: (p) => `${p.who} ${p.from} → ${p.to}`,
    nowhere: "不在图上",
    gone: "不在图上",
    by: (p) => ` · ${p.day} · ${p.who}`,
    system: "系统",
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  gone: {
    en: "Nothing was changed. This deal, or its customer, cannot be found. Look on /board for what is there.",
    zh: "没有改动：找不到这个商机，或它的客户。用 /board 看看都有哪些商机。",
  },
  stale: {
    en: "Not saved: somebody moved this person on the map while the form was open. Open the map again and see where.",
    zh: "没有保存：你填表的时候，有人改过此人在图上的位置。重新打开决策链看看。",
  },
} as const satisfies Record<string, InBoth>;

/** Where somebody stands: "decider · supporter · Influence 4 of 5". */
export const sayPlace = (
  { role, attitude, influence }: Pick<Standing, "role" | "attitude" | "influence">,
  language: Language,
): string =>
  [
    role && ROLES[role][language],
    ATTITUDES[attitude][language],
    `${texts[language].influence} ${influence}${language === "zh" ? "（满分 5）" : " of 5"}`,
  ]
    .filter(Boolean)
    .join(" · ");
