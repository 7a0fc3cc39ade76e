import { defineTexts } from "../../chat/texts.ts";
import type { PlainDate } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { type Money, sayMoney } from "../../core/money.ts";
import type { CustomerKind } from "../../domain/customers.ts";
import { sayOver } from "../contracts/public.ts";
import type { Flag, Purpose, Stop } from "./rules.ts";

const PURPOSE_NAMES: Record<Purpose, InBoth> = {
  new_customer: { en: "Win a new customer", zh: "争取新客户" },
  purchasing_staff: { en: "Purchasing staff", zh: "采购人员" },
  purchasing_head: { en: "Head of purchasing", zh: "采购部门负责人" },
  management: { en: "The customer's management", zh: "客户管理层" },
  event: { en: "Event or get-together", zh: "客户活动、联谊" },
};
export const sayPurpose = (purpose: Purpose, language: Language): string => PURPOSE_NAMES[purpose][language];

const KIND_NAMES: Record<CustomerKind, InBoth> = {
  company: { en: "private company", zh: "民营企业" },
  government: { en: "government body", zh: "政府机关" },
  state_owned: { en: "state-owned", zh: "国有企业" },
  sole_trader: { en: "sole trader", zh: "个体户" },
  person: { en: "individual", zh: "个人" },
};
/** What a recipient is, as compliance looks at it. */
export const sayKind = (kind: CustomerKind, publicSector: boolean, language: Language): string =>
  publicSector ? texts[language].publicSector : KIND_NAMES[kind][language];

const FLAG_NAMES: Record<Flag, InBoth> = {
  public_sector: { en: "public sector or state-owned", zh: "公职人员或国有单位" },
  cash: { en: "cash, or as good as cash", zh: "现金或等同现金" },
  yearly_cap: { en: "over the yearly cap of a recipient", zh: "超过收礼人本年上限" },
  single_item: { en: "over the cap for a single item", zh: "超过单次上限" },
  split: { en: "several just under the limit within 30 days", zh: "30 天内拆成几笔，合计超过限额" },
  two_reps: { en: "another rep asked for the same recipient this year", zh: "另一位同事今年也给同一位收礼人申请过" },
  tender: { en: "a tender is open at the customer", zh: "客户正在招标" },
  tender_said: {
    en: "another request of the last 30 days says that a tender is open there",
    zh: "30 天内另一张单子说这家客户正在招标",
  },
  signed_before: { en: "the customer has signed with another deal", zh: "这家客户的另一个商机已经签了合同" },
};
export const sayFlags = (flags: readonly Flag[], language: Language): string =>
  flags.map((flag) => FLAG_NAMES[flag][language]).join(language === "zh" ? "、" : ", ");

export const inBoth = (say: (language: Language) => string): InBoth => ({ en: say("en"), zh: say("zh") });

export const texts = defineTexts({
  en: {
    about: "Ask for a special fee for a new customer",
    hint: "[customer] [amount] [what] [recipient]",
    example: "/fee Huaxin 800 tea Mr Li",

    title: "Special fee",
    check: "Check",
    intro:
      "To win a customer who has signed nothing yet; fees for other purposes go to your clerk. You see the checks before it is sent.",
    deal: "Customer and deal",
    dealHint: "Deals of customers who have signed nothing yet.",
    purpose: "Purpose",
    what: "What is given",
    whatExample: "A box of tea",
    amount: "Amount",
    amountExample: "800",
    recipients: "Recipients",
    recipientsHint: "Contacts of this customer, 5 at most.",
    tender: "Tender",
    tenderOpen: "A tender at this customer is open",
    tenderHint: "If so, compliance decides. Left empty, it says there is none.",
    tenderYes: "One is open, as you say · for compliance",
    tenderNo: "None is open, as you say",
    tenderSaidYes: "One is open, says the requester",
    tenderSaidNo: "None is open, says the requester",

    confirmTitle: "Special fee: checks",
    send: "Send",
    customer: "Customer",
    contract: "Contract",
    used: "This year",
    usedLine: (p: { name: string; used: string; cap: string }) => `${p.name}: ${p.used} of ${p.cap}`,
    recipient: (p: { name: string; kind: string }) => `${p.name}, ${p.kind} ✓`,
    recipientFlagged: (p: { name: string; kind: string }) => `${p.name}, ${p.kind} · for compliance`,
    publicSector: "public sector",
    request: "Request",
    requestLine: (p: { amount: string; purpose: string; what: string }) => `${p.amount} · ${p.purpose} · ${p.what}`,
    verdict: "Verdict",
    canBeSent: (p: { chain: string }) =>
      `Can be sent: ${p.chain}. Once approved it is payable after money comes in, in proportion.`,
    flagged: (p: { flags: string; chain: string }) =>
      `Can be sent, but stops until compliance decides: ${p.flags}. Signing: ${p.chain}.`,

    kind: "Special fee",
    heading: (p: { amount: string; customer: string }) => `Special fee ${p.amount} · ${p.customer}`,
    purposeLine: (p: { purpose: string; what: string }) => `${p.purpose} · ${p.what}`,
    recipientLine: (p: { name: string; kind: string }) => `${p.name} (${p.kind})`,
    yearSoFar: "This year, with this one",
    forCompliance: "For compliance",
    payable: (p: { payable: string; amount: string; percent: string }) =>
      `Payable once money comes in, in proportion: ${p.payable} of ${p.amount} now (${p.percent} of the contract is in).`,
    payableUnknown: "Payable once money comes in, in proportion to the contract; its amount is not entered yet.",

    moneyIn: (p: { heading: string }) => `Money came in · ${p.heading}`,
    sentTitle: (p: { heading: string }) => `Sent · ${p.heading}`,
    sentToChannel: (p: { role: string }) =>
      `It is in the team's approvals channel and waits for ${p.role}. You are told after each step.`,
    sentDirect: (p: { names: string }) =>
      `Your team has no approvals channel, so it went straight to ${p.names}. You are told after each step.`,
    sentToNobody: (p: { role: string }) => `Nobody can sign as ${p.role} at the moment; the admins have been told.`,

    isNothing: "Not sent: the amount is 0. Give what it costs.",
    isNobody: "Not sent: nobody is named. Pick who receives it; if the contact is missing, add it first.",
    isCash:
      "Not sent: cash, or anything as good as cash, cannot go to a person. Choose a gift, a meal or an event instead.",

    dealGone: "This deal is no longer there. Pick another.",
    recipientGone: "One of these contacts is no longer there. Pick again.",
    strangerTo: (p: { names: string; customer: string }) =>
      `Not a contact of ${p.customer}: ${p.names}. Please pick among its contacts.`,
    tooMany: (p: { max: number }) => `At most ${p.max} recipients in one request.`,
    noTeam: "Not sent: you are not in a team, so nobody can sign for it. Ask your admin to add you to one.",
    sentBefore: (p: { number: string }) =>
      `Not sent again: this request is ${p.number} already and on its way. Use /fee for another one.`,
    unknownCustomer: (p: { typed: string }) =>
      `Nothing opened: none of your customers is called “${p.typed}”. Check the name, or type /fee alone and search.`,
    nearCustomer: (p: { typed: string; near: string }) =>
      `Nothing opened: none of your customers is called “${p.typed}”. Close to it: ${p.near}. Use one of these, or type /fee alone and search.`,
    noDeal: (p: { customer: string }) =>
      `Nothing opened: ${p.customer} has no open deal. Start one with /deal, then ask for the fee.`,
    feeGone: "Nothing opened: this request is no longer there. Use /fee to start a new one.",
    which: "Which deal is it for?",
    moreDeals: (p: { count: number }) => `${p.count} more`,
    choose: "This one",
  },
  zh: {
    about: "给新客户申请特殊费用（客情费）",
    hint: "[客户] [金额] [内容] [收礼人]",
    example: "费用 华信 800 茶礼 李工",

    title: "新客户特殊费用",
    check: "核对",
    intro: "用于争取还没签过合同的客户，其他用途请找销售内勤。提交前会先给你看核对结果。",
    deal: "客户和商机",
    dealHint: "只列还没签过合同的客户。",
    purpose: "用途",
    what: "用在什么上",
    whatExample: "茶礼一份",
    amount: "金额",
    amountExample: "800",
    recipients: "收礼人",
    recipientsHint: "这家客户的联系人，最多 5 位。",
    tender: "招标",
    tenderOpen: "这家客户正在招标",
    tenderHint: "正在招标要等合规判断。不勾就是说没有。",
    tenderYes: "你说正在招标 · 需合规判断",
    tenderNo: "你说没有在招标",
    tenderSaidYes: "申请人说正在招标",
    tenderSaidNo: "申请人说没有在招标",

    confirmTitle: "特殊费用 · 核对",
    send: "提交",
    customer: "客户",
    contract: "合同",
    used: "已用",
    usedLine: (p) => `${p.name} 本年 ${p.used} / 上限 ${p.cap}`,
    recipient: (p) => `${p.name} · ${p.kind} ✓`,
    recipientFlagged: (p) => `${p.name} · ${p.kind} · 需合规判断`,
    publicSector: "公职人员",
    request: "申请",
    requestLine: (p) => `${p.amount} · ${p.purpose} · ${p.what}`,
    verdict: "结论",
    canBeSent: (p) => `可以提交：${p.chain}。批准后，回款到账才能兑付（按回款比例）。`,
    flagged: (p) => `可以提交，但要等合规判断：${p.flags}。审批：${p.chain}。`,

    kind: "特殊费用",
    heading: (p) => `特殊费用 ${p.amount} · ${p.customer}`,
    purposeLine: (p) => `${p.purpose} · ${p.what}`,
    recipientLine: (p) => `${p.name}（${p.kind}）`,
    yearSoFar: "本年累计",
    forCompliance: "需合规判断",
    payable: (p) => `回款到账后按比例兑付：现在可兑付 ${p.payable} / ${p.amount}（已回款 ${p.percent}）。`,
    payableUnknown: "回款到账后按合同回款比例兑付；合同金额还没有填。",

    moneyIn: (p) => `有回款了 · ${p.heading}`,
    sentTitle: (p) => `已提交 · ${p.heading}`,
    sentToChannel: (p) => `单子在本组的审批频道里，等${p.role}审批。每走一步都会告诉你。`,
    sentDirect: (p) => `你们组还没有审批频道，已直接发给 ${p.names}。每走一步都会告诉你。`,
    sentToNobody: (p) => `目前没有人可以签${p.role}这一步，已告知管理员。`,

    isNothing: "没有提交：金额是 0。请填实际要花的金额。",
    isNobody: "没有提交：还没有收礼人。请选一位联系人；没有的话先把联系人加上。",
    isCash: "没有提交：现金和等同现金的东西不能给个人。可以改成礼品、用餐或活动。",

    dealGone: "这个商机已经不在了，请重新选。",
    recipientGone: "其中有联系人已经不在了，请重新选。",
    strangerTo: (p) => `${p.names} 不是${p.customer}的联系人，请从这家客户的联系人里选。`,
    tooMany: (p) => `一张单子最多 ${p.max} 位收礼人。`,
    noTeam: "没有提交：你还不在任何团队里，没有人能为它签字。请管理员把你加进团队。",
    sentBefore: (p) => `没有再提交一次：这张单子已经是 ${p.number}，正在审批。要申请另一笔，请再用 /fee。`,
    unknownCustomer: (p) => `没有打开：你的客户里没有找到“${p.typed}”。请核对名字，或只输入“费用”再搜索。`,
    nearCustomer: (p) =>
      `没有打开：你的客户里没有找到“${p.typed}”。相近的有 ${p.near}。换成其中一个，或只输入“费用”再搜索。`,
    noDeal: (p) => `没有打开：${p.customer}没有在谈商机。先用 /deal 建一个，再申请费用。`,
    feeGone: "没有打开：这张单子已经不在了。请用 /fee 重新申请。",
    which: "是哪一个商机？",
    moreDeals: (p) => `还有 ${p.count} 个`,
    choose: "就是这个",
  },
});

/** To the requester, who says it; and to those who sign. */
export const sayTender = (open: boolean, language: Language): string =>
  open ? texts[language].tenderYes : texts[language].tenderNo;
export const sayTenderSaid = (open: boolean, language: Language): string =>
  open ? texts[language].tenderSaidYes : texts[language].tenderSaidNo;

/** Why it cannot be sent, in three parts. */
export const sayStop = (stop: Stop, customer: string, today: PlainDate): InBoth =>
  inBoth((language) => {
    const t = texts[language];
    switch (stop.kind) {
      case "signed":
      case "signed_before":
      case "lost":
        return sayOver(stop, customer, { language, today });
      case "nothing":
        return t.isNothing;
      case "nobody":
        return t.isNobody;
      case "cash":
        return t.isCash;
    }
    return stop satisfies never;
  });

/** "¥400 of ¥800 now": what can be paid out of an approved fee. */
export const sayPayable = (
  fee: {
    readonly amount: Money;
    readonly contractAmount: Money | null;
    readonly collected: Money;
    readonly payable: Money;
  },
  language: Language,
): string => {
  const t = texts[language];
  const { amount, contractAmount, collected, payable } = fee;
  if (!contractAmount || contractAmount.minor <= 0n) return t.payableUnknown;
  const share = Math.min(100, Math.round((Number(collected.minor) / Number(contractAmount.minor)) * 100));
  return t.payable({ payable: sayMoney(payable), amount: sayMoney(amount), percent: `${Math.max(0, share)}%` });
};
