import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Shape } from "./rules.ts";

const SHAPES: Record<Shape, { name: InBoth; advice: InBoth }> = {
  empty: {
    name: { en: "Empty", zh: "空板" },
    advice: { en: "put your first deal on it", zh: "先放上第一个商机" },
  },
  stale: {
    name: { en: "Not kept up", zh: "没有更新" },
    advice: { en: "nothing has moved for a week: go through it deal by deal", zh: "一周没动过，逐个过一遍" },
  },
  harvest: {
    name: { en: "Harvest without sowing", zh: "只收不种" },
    advice: { en: "only 90% is left: agree on first meetings now", zh: "只剩 90% 的，马上去约新客户" },
  },
  plans_pending: {
    name: { en: "Plans pending", zh: "计划书待定式" },
    advice: {
      en: "50% is not moving: ask what the next meeting is for",
      zh: "50% 的没有新进展，先问清“下次见面谈什么”",
    },
  },
  starved: {
    name: { en: "Starved", zh: "后继不足" },
    advice: { en: "too few at 25%: arrange more first meetings", zh: "25% 的太少，多约初次见面" },
  },
  stuck: {
    name: { en: "Stuck at the door", zh: "卡在门口" },
    advice: { en: "25% is not turning into 50%: work on the five criteria", zh: "25% 进不了 50%，把五项条件逐条补齐" },
  },
  not_closing: {
    name: { en: "Not closing yet", zh: "还没收口" },
    advice: {
      en: "nothing at 90%: agree a signing date for the nearest one",
      zh: "90% 还空着，给最近的一单定下签约日期",
    },
  },
  healthy: {
    name: { en: "Healthy", zh: "健康" },
    advice: { en: "something in every column: keep going", zh: "每一栏都有，照这样做" },
  },
};
/** A shape by its name, with what to do about it. */
export const sayShape = (shape: Shape, language: Language): string =>
  `${SHAPES[shape].name[language]} → ${SHAPES[shape].advice[language]}`;

export const texts = defineTexts({
  en: {
    mine: (p: { weekday: string }) => `My prospects, ${p.weekday}`,
    team: (p: { weekday: string }) => `The team's prospects, ${p.weekday}`,
    all: (p: { weekday: string }) => `All prospects, ${p.weekday}`,
    won: (p: { count: number }) => `Won this month ${p.count}`,
    shape: "Shape",
    falling: "Falls back soon",
    fallsIn: (p: { deal: string; days: number }) => (p.days === 0 ? `${p.deal} today` : `${p.deal} in ${p.days} d`),
    andMore: (p: { count: number }) => `and ${p.count} more`,
    overdue: "Past signing date",
    idle: "No activity lately",
    overdueCount: (p: { count: number }) => (p.count === 1 ? "1 deal" : `${p.count} deals`),
    funnel: "Deals by column",
    deals: "deals",
    see: (p: { column: string }) => `See ${p.column}`,
    seeLate: "See what is late",
    late: "Late: falling back soon, past the signing date, or idle",
    log: "Log an activity",
    newDeal: "New deal",
    seeMine: "Mine",
    seeTeam: "The team's",
    columnCounts: "Deals in this column that you may see.",
    columnTitle: (p: { column: string; count: number }) => `${p.column}: ${p.count}`,
    emptyColumn: "No deals here yet.",
    open: "Open",
    signing: (p: { day: string }) => `signing ${p.day}`,
    since: (p: { day: string }) => `no move since ${p.day}`,
    next: "More",
    back: "Board",
    asOf: (p: { day: string }) => `Open deals as of now; won from the 1st to ${p.day}.`,
  },
  zh: {
    mine: (p) => `我的潜在客户 · ${p.weekday}`,
    team: (p) => `团队潜在客户 · ${p.weekday}`,
    all: (p) => `全部潜在客户 · ${p.weekday}`,
    won: (p) => `本月成交 ${p.count}`,
    shape: "形态",
    falling: "快退回",
    fallsIn: (p) => (p.days === 0 ? `${p.deal} 今天` : `${p.deal} 还有 ${p.days} 天`),
    andMore: (p) => `还有 ${p.count} 个`,
    overdue: "过了签约日期",
    idle: "久未行动",
    overdueCount: (p) => `${p.count} 个`,
    funnel: "各栏商机",
    deals: "商机",
    see: (p) => `看 ${p.column}`,
    seeLate: "看快退回",
    late: "快退回、过了签约日期、久未行动",
    log: "记一次行动",
    newDeal: "新建商机",
    seeMine: "看我的",
    seeTeam: "看团队",
    columnCounts: "统计你能看到的商机。",
    columnTitle: (p) => `${p.column} · ${p.count} 个`,
    emptyColumn: "这里还没有商机。",
    open: "打开",
    signing: (p) => `${p.day} 签约`,
    since: (p) => `${p.day} 起没有推进`,
    next: "下一页",
    back: "回到看板",
    asOf: (p) => `在谈的是此刻的数，成交从 1 日算到 ${p.day}。`,
  },
});
