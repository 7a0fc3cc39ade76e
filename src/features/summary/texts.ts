import { defineTexts } from "../../chat/texts.ts";
import { dateIn, firstOfMonth, type PlainDate, sayDate, sayDay, sayMonth } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayMoneyShort } from "../../core/money.ts";
import type { Summary, Week } from "../reports/public.ts";
import { sayWeeksZh } from "../weekparts/public.ts";

/** The days of a week: "20–26 Nov", "11月20日–26日". */
export function sayWeek({ from, to }: Week, language: Language, today: PlainDate): string {
  const [first, last] = [sayDay(from, language, today), sayDay(to, language, today)];
  if (from.slice(0, 7) !== to.slice(0, 7)) return `${first} – ${last}`;
  return language === "zh" ? `${first}–${Number(to.slice(8))}日` : `${Number(from.slice(8))}–${last}`;
}

export const texts = defineTexts({
  en: {
    title: (p: { team: string; week: string }) => `${p.team}, week of ${p.week}`,
    won: (p: { count: number; sum: string; average: string }) =>
      `won ${p.count}${p.sum === "" ? "" : ` ${p.sum}`}${p.average}`,
    average: (p: { average: number; weeks: number }) =>
      p.weeks === 1 ? ` (${p.average} the week before)` : ` (${p.weeks}-week average ${p.average})`,
    shape: "Shape",
    forecast: "Forecast",
    thisMonth: "this month",
    monthForecast: (p: { month: string; amount: string }) => `${p.month} ${p.amount}`,
    goal: (p: { month: string; amount: string; goal: string }) => `${p.month} ${p.amount} of ${p.goal}`,
    gap: (p: { gap: string }) => ` (${p.gap} short)`,
    gapMeetings: (p: { gap: string; meetings: number; ratio: number }) =>
      ` (${p.gap} short: about ${p.meetings} first meetings at your ${p.ratio}:1)`,
    watch: "Watch",
    complaints: (p: { open: number; missed: number }) =>
      `${p.open === 1 ? "1 open complaint" : `${p.open} open complaints`}${p.missed > 0 ? `, ${p.missed} overdue` : ""}`,
    falling: (p: { names: string; count: number; total: number }) =>
      p.count === 0 ? `${p.names} falling back` : `${p.names} and ${p.count} more falling back`,
    fallingCount: (p: { count: number }) => (p.count === 1 ? "1 deal falling back" : `${p.count} deals falling back`),
    fees: (p: { count: number; day: string }) =>
      p.count === 1 ? `1 fee paper waits, due ${p.day}` : `${p.count} fee papers wait, the first due ${p.day}`,
    feesOverdue: (p: { count: number; overdue: number }) =>
      `${p.count} fee ${p.count === 1 ? "paper waits" : "papers wait"}, ${p.overdue} overdue`,
    care: "Care",
    ahead: "Next week",
    steps: (p: { count: number }) => (p.count === 1 ? "1 next step" : `${p.count} next steps`),
    birthdays: (p: { count: number }) => (p.count === 1 ? "1 birthday" : `${p.count} birthdays`),
    funnel: "From opportunity to won",
    deals: "deals",
    footer: (p: { at: string }) => `Open deals as of ${p.at}; moves and wins of the week.`,
    late: (p: { at: string }) => `Late: it was due ${p.at}.`,
    whichTeam: "Which team's summary?",
    noTeam: "No team has been set up yet. An admin makes one with /team.",
  },
  zh: {
    title: (p) => `${p.team} · 本周（${p.week}）`,
    won: (p) => `成交 ${p.count} 单${p.sum === "" ? "" : ` ${p.sum}`}${p.average}`,
    average: (p) => `（${sayWeeksZh(p.weeks)} ${p.average} 单）`,
    shape: "形态",
    forecast: "预测",
    thisMonth: "本月",
    monthForecast: (p) => `${p.month} ${p.amount}`,
    goal: (p) => `${p.month} ${p.amount} / 目标 ${p.goal}`,
    gap: (p) => `（还差 ${p.gap}）`,
    gapMeetings: (p) => `（还差 ${p.gap} ≈ 再约见 ${p.meetings} 位新客户，按你们 ${p.ratio}:1 的比例）`,
    watch: "要当心",
    complaints: (p) => `投诉未结 ${p.open} 件${p.missed > 0 ? `，超时 ${p.missed} 件` : ""}`,
    falling: (p) => (p.count === 0 ? `${p.names} 快退回` : `${p.names} 等 ${p.total} 个快退回`),
    fallingCount: (p) => `${p.count} 个商机快退回`,
    fees: (p) => `费用单 ${p.count} 张在等审批，${p.count === 1 ? "" : "最早 "}${p.day}到期`,
    feesOverdue: (p) => `费用单 ${p.count} 张在等审批，${p.overdue} 张已超时`,
    care: "客情",
    ahead: "下周",
    steps: (p) => `约好的下一步 ${p.count} 件`,
    birthdays: (p) => `生日 ${p.count} 位`,
    funnel: "从机会到成交",
    deals: "商机",
    footer: (p) => `在谈商机截至 ${p.at}，变动和成交算本周。`,
    late: (p) => `发晚了：本该 ${p.at} 发。`,
    whichTeam: "看哪个组的周五汇总？",
    noTeam: "还没有团队，请管理员用 /team 建一个。",
  },
});

/** What did not happen, why, what to do. */
export const refusals = {
  notYours: {
    en: "No summary is shown. It is for the team's manager and executives. Your own figures are on /board.",
    zh: "没有显示周五汇总：它给本组经理和管理层看。你自己的数用 /board 查看。",
  },
} as const;

const NAMED = 2;

/** The first deals that are about to fall back, and how many more. */
export const sayFalling = ({ deals, total }: Summary["falling"], language: Language): string => {
  const names = deals.slice(0, NAMED).map(({ name }) => name);
  return texts[language].falling({
    names: names.join(language === "zh" ? "、" : ", "),
    count: total - names.length,
    total,
  });
};

/** What of papers and complaints is open. */
export const sayOpen = (summary: Summary, language: Language, today: PlainDate): string[] => {
  const { fees, complaints } = summary;
  return [
    ...(fees.total > 0 ? [sayFees(summary, language, today)] : []),
    ...(complaints.open > 0 ? [texts[language].complaints(complaints)] : []),
  ];
};

/** How many fee papers wait, and until when. */
function sayFees({ fees, at, zone }: Summary, language: Language, today: PlainDate): string {
  const t = texts[language];
  const { papers, total: count } = fees;
  const overdue = papers.filter(({ due }) => due <= at).length;
  const [first] = papers;
  if (overdue > 0 || !first) return t.feesOverdue({ count, overdue });
  return t.fees({ count, day: sayDate(dateIn(zone, first.due), language, today) });
}

/** What the month is going to bring, against its goal. */
export const sayForecast = (
  { forecast, goal, gap, month: day }: Summary,
  language: Language,
  today: PlainDate,
): string => {
  const t = texts[language];
  const amount = sayMoneyShort(forecast, language);
  // On the first of a month the week it tells of was in the one before.
  const month = firstOfMonth(day) === firstOfMonth(today) ? t.thisMonth : sayMonth(day, language);
  if (!goal) return t.monthForecast({ month, amount });
  const said = t.goal({ month, amount, goal: sayMoneyShort(goal, language) });
  if (!gap) return said;
  const missing = sayMoneyShort(gap.amount, language);
  if (gap.meetings === undefined) return said + t.gap({ gap: missing });
  return said + t.gapMeetings({ gap: missing, meetings: gap.meetings, ratio: gap.perWin });
};
