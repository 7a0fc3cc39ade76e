import { defineTexts } from "../../chat/texts.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { type Contract, type Over, overOf } from "../../domain/contract.ts";

const texts = defineTexts({
  en: {
    notSigned: "Not signed ✓",
    signedOn: (p: { day: string }) => `Signed on ${p.day}`,
    signed: "Signed",
    signedBefore: (p: { deal: string }) => `Signed with another deal: ${p.deal}`,
    dealLost: "Deal lost",
    isSigned: (p: { customer: string }) =>
      `Not sent: ${p.customer}'s contract is signed; a new-customer fee cannot follow it. Take it to your clerk: monthly fees are not asked for here.`,
    isSignedOn: (p: { customer: string; day: string }) =>
      `Not sent: ${p.customer}'s contract was signed on ${p.day}; a new-customer fee cannot follow it. Take it to your clerk: monthly fees are not asked for here.`,
    isSignedBefore: (p: { customer: string; deal: string }) =>
      `Not sent: ${p.customer} has signed “${p.deal}” and is no new customer. Take it to your clerk: monthly fees are not asked for here.`,
    isSignedBeforeOn: (p: { customer: string; deal: string; day: string }) =>
      `Not sent: ${p.customer} signed “${p.deal}” on ${p.day} and is no new customer. Take it to your clerk: monthly fees are not asked for here.`,
    isLost: (p: { customer: string }) =>
      `Not sent: the deal with ${p.customer} is lost, so there is nothing to win it for. Pick another deal.`,
    overtakenSigned: (p: { customer: string }) =>
      `${p.customer}'s contract has been signed; a new-customer fee cannot follow it. Take it to your clerk: monthly fees are not asked for here.`,
    overtakenSignedOn: (p: { customer: string; day: string }) =>
      `${p.customer}'s contract was signed on ${p.day}; a new-customer fee cannot follow it. Take it to your clerk: monthly fees are not asked for here.`,
    overtakenBefore: (p: { customer: string; deal: string }) =>
      `${p.customer} has signed “${p.deal}” and is no new customer. Take it to your clerk: monthly fees are not asked for here.`,
    overtakenLost: (p: { customer: string }) => `the deal with ${p.customer} has been lost.`,
  },
  zh: {
    notSigned: "未签 ✓",
    signedOn: (p) => `${p.day} 已签`,
    signed: "已签",
    signedBefore: (p) => `另一个商机已签：${p.deal}`,
    dealLost: "已退出",
    isSigned: (p) =>
      `没有提交：${p.customer}的合同已签，签后不能再申请新客户费用。月度客情费不在这里申请，请找销售内勤。`,
    isSignedOn: (p) =>
      `没有提交：${p.customer}的合同 ${p.day} 已签，签后不能再申请新客户费用。月度客情费不在这里申请，请找销售内勤。`,
    isSignedBefore: (p) =>
      `没有提交：${p.customer}的“${p.deal}”已经签了合同，不再是新客户。月度客情费不在这里申请，请找销售内勤。`,
    isSignedBeforeOn: (p) =>
      `没有提交：${p.customer}的“${p.deal}” ${p.day} 已经签了合同，不再是新客户。月度客情费不在这里申请，请找销售内勤。`,
    isLost: (p) => `没有提交：${p.customer}的这个商机已退出，没有要争取的了。请选别的商机。`,
    overtakenSigned: (p) => `${p.customer}的合同已签，签后不能再用新客户费用。月度客情费不在这里申请，请找销售内勤。`,
    overtakenSignedOn: (p) =>
      `${p.customer}的合同 ${p.day} 已签，签后不能再用新客户费用。月度客情费不在这里申请，请找销售内勤。`,
    overtakenBefore: (p) =>
      `${p.customer}的“${p.deal}”已经签了合同，不再是新客户。月度客情费不在这里申请，请找销售内勤。`,
    overtakenLost: (p) => `${p.customer}的这个商机已退出。`,
  },
});

export const sayUnsigned = (language: Language): string => texts[language].notSigned;
export const sayContract = (contract: Contract, language: Language, today: PlainDate): string => {
  const t = texts[language];
  const over = overOf(contract);
  if (over?.kind === "signed") return over.on ? t.signedOn({ day: sayDate(over.on, language, today) }) : t.signed;
  if (over?.kind === "signed_before") return t.signedBefore({ deal: over.deal });
  return over ? t.dealLost : t.notSigned;
};

/** Why nothing can be asked for any more, in three parts. */
export const sayOver = (
  over: Over,
  customer: string,
  { language, today }: { readonly language: Language; readonly today: PlainDate },
): string => {
  const t = texts[language];
  switch (over.kind) {
    case "signed":
      return over.on ? t.isSignedOn({ customer, day: sayDate(over.on, language, today) }) : t.isSigned({ customer });
    case "signed_before": {
      const { deal, on } = over;
      return on
        ? t.isSignedBeforeOn({ customer, deal, day: sayDate(on, language, today) })
        : t.isSignedBefore({ customer, deal });
    }
    case "lost":
      return t.isLost({ customer });
  }
  return over satisfies never;
};

/** Why a paper under way has come to nothing; undefined as long as the contract is to be won. */
export const sayOvertaken = (contract: Contract, customer: string, today: PlainDate): InBoth | undefined => {
  const over = overOf(contract);
  return (
    over &&
    inBoth((language) => {
      const t = texts[language];
      if (over.kind === "signed_before") return t.overtakenBefore({ customer, deal: over.deal });
      if (over.kind !== "signed") return t.overtakenLost({ customer });
      return over.on
        ? t.overtakenSignedOn({ customer, day: sayDate(over.on, language, today) })
        : t.overtakenSigned({ customer });
    })
  );
};

const inBoth = (say: (language: Language) => string): InBoth => ({ en: say("en"), zh: say("zh") });
