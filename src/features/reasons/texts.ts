import { defineTexts } from "../../chat/texts.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { currency, money, sayMoney } from "../../core/money.ts";
import type { LossReason, Missing, Why } from "../../domain/deal-reasons.ts";

const MISSING: Record<Missing, InBoth> = {
  meetingDate: { en: "date of the first meeting", zh: "见面日期" },
  meetingPlace: { en: "place of the first meeting", zh: "见面地点" },
  meetingHeld: { en: "a first meeting that took place", zh: "初次见面" },
  rightPerson: { en: "right person", zh: "关键人" },
  fittingProposal: { en: "fitting proposal", zh: "合适的方案" },
  soundBudget: { en: "budget", zh: "预算" },
  rightTime: { en: "signing date", zh: "签约日期" },
  nextStep: { en: "next step", zh: "下一步" },
  papers: { en: "signed contract papers", zh: "合同签字" },
  money: { en: "money confirmed by finance", zh: "财务确认到账" },
  reason: { en: "a reason", zh: "退出原因" },
};
/** What is missing, in one breath: "budget, signing date", "预算、签约日期". */
export const sayMissing = (missing: readonly Missing[], language: Language): string =>
  missing.map((what) => MISSING[what][language]).join(language === "zh" ? "、" : ", ");

export const LOSSES: Record<LossReason, InBoth> = {
  price: { en: "price", zh: "价格" },
  inconvenience: { en: "inconvenient to use", zh: "使用不便" },
  failed_product: { en: "product failed", zh: "产品出问题" },
  poor_contact: { en: "too little contact", zh: "联系不够" },
  poor_answer: { en: "a problem badly handled", zh: "问题没处理好" },
  competitor: { en: "competitor", zh: "被竞争对手拿走" },
  ethics: { en: "business ethics", zh: "商业道德" },
  not_by_choice: { en: "not by choice (moved, closed, died)", zh: "客观原因（搬迁、停业、去世）" },
};

const texts = defineTexts({
  en: {
    lostCriterion: (p: { missing: string }) => `lost: ${p.missing}`,
    papersSignedWhy: (p: { day: string }) => `contract signed ${p.day}`,
    closingBecause: (p: { reason: string; note: string }) => (p.note === "" ? p.reason : `${p.reason}: ${p.note}`),
    outstayed: (p: { days: number }) => `no move forward within the sales cycle of ${p.days} days`,
    keptWhy: (p: { day: string; why: string }) => `until ${p.day}: ${p.why}`,
    moneyWhy: (p: { amount: string; day: string }) => `${p.amount} received ${p.day}`,
    partWhy: (p: { amount: string; day: string }) => `${p.amount} received ${p.day}, more is due`,
    paidWhy: (p: { amount: string }) => `all that was due is in, ${p.amount} so far`,
    place: (p: { day: string; where: string }) => (p.where === "" ? p.day : `${p.day}, ${p.where}`),
  },
  zh: {
    lostCriterion: (p) => `不再成立：${p.missing}`,
    papersSignedWhy: (p) => `合同 ${p.day} 签`,
    closingBecause: (p) => (p.note === "" ? p.reason : `${p.reason}：${p.note}`),
    outstayed: (p) => `超过销售周期 ${p.days} 天没有往前走`,
    keptWhy: (p) => `保留到 ${p.day}：${p.why}`,
    moneyWhy: (p) => `${p.day} 到账 ${p.amount}`,
    partWhy: (p) => `${p.day} 到账 ${p.amount}，还有款项未到`,
    paidWhy: (p) => `应到的已到齐，累计 ${p.amount}`,
    place: (p) => (p.where === "" ? p.day : `${p.day} · ${p.where}`),
  },
});

/** Why a deal moved, for whoever reads it; null when nobody said. */
export function sayWhy(why: Why, { language, today }: { language: Language; today: PlainDate }): string | null {
  if (why === null || typeof why === "string") return why;
  const t = texts[language];
  const say = (day: PlainDate) => sayDate(day, language, today);
  switch (why.code) {
    case "meeting":
      return t.place({ day: say(why.day), where: why.where });
    case "criteria":
      return t.lostCriterion({ missing: sayMissing(why.missing, language) });
    case "papers":
      return t.papersSignedWhy({ day: say(why.day) });
    case "money": {
      const said = { amount: sayMoney(money(BigInt(why.minor), currency(why.currency))), day: say(why.day) };
      return why.part ? t.partWhy(said) : t.moneyWhy(said);
    }
    case "paid":
      return t.paidWhy({ amount: sayMoney(money(BigInt(why.minor), currency(why.currency))) });
    case "loss":
      return t.closingBecause({ reason: LOSSES[why.reason][language], note: why.note });
    case "kept":
      return t.keptWhy({ day: say(why.day), why: why.why });
    case "outstayed":
      return t.outstayed({ days: why.days });
    default:
      return why satisfies never;
  }
}
