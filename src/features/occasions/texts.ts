import { defineTexts } from "../../chat/texts.ts";

const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);

export const texts = defineTexts({
  en: {
    at: (p: { person: string; customer: string }) => `${p.person} (${p.customer})`,
    birthdayInMonth: (p: { who: string; lunar: boolean }) =>
      `${p.who}: birthday this ${p.lunar ? "lunar " : ""}month, the day is not known`,
    birthdayToday: (p: { who: string; lunar: boolean }) => `${p.who}: ${p.lunar ? "lunar " : ""}birthday today`,
    birthdayAhead: (p: { who: string; lunar: boolean; days: number; day: string }) =>
      `${p.who}: ${p.lunar ? "lunar " : ""}birthday ${p.days === 1 ? "tomorrow" : `in ${days(p.days)}`}, ${p.day}`,
    birthdayPast: (p: { who: string; lunar: boolean; day: string }) =>
      `${p.who}: ${p.lunar ? "lunar " : ""}birthday was on ${p.day}`,
    stepToday: (p: { who: string; what: string }) => `${p.who}: promised for today: ${p.what}`,
    stepPast: (p: { who: string; what: string; day: string }) => `${p.who}: promised for ${p.day}: ${p.what}`,
    call: (p: { who: string; days: number }) => `${p.who}: no contact for ${days(p.days)}`,
    noActivity: (p: { who: string; days: number }) => `${p.who}: no activity for ${days(p.days)}`,
    callFirst: (p: { who: string }) => `${p.who}: not contacted yet`,
    visit: (p: { who: string; days: number }) => `${p.who}: not met for ${days(p.days)}`,
    visitFirst: (p: { who: string }) => `${p.who}: not met yet`,
  },
  zh: {
    at: (p) => `${p.person}（${p.customer}）`,
    birthdayInMonth: (p) => `${p.who}这个${p.lunar ? "农历" : ""}月过生日，哪天还不知道`,
    birthdayToday: (p) => `${p.who}今天${p.lunar ? "农历" : ""}生日`,
    birthdayAhead: (p) => `${p.who}${p.days === 1 ? "明天" : `${p.days} 天后`}${p.lunar ? "农历" : ""}生日 · ${p.day}`,
    birthdayPast: (p) => `${p.who}${p.day}过了${p.lunar ? "农历" : ""}生日`,
    stepToday: (p) => `和${p.who}约好今天：${p.what}`,
    stepPast: (p) => `和${p.who}约好${p.day}：${p.what}`,
    call: (p) => `${p.who}有 ${p.days} 天没联系`,
    noActivity: (p) => `${p.who}有 ${p.days} 天没有行动`,
    callFirst: (p) => `${p.who}还没联系过`,
    visit: (p) => `${p.who}有 ${p.days} 天没见面`,
    visitFirst: (p) => `${p.who}还没见过面`,
  },
});
