import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

/** Values that are words of ours, by the kind of value. */
const VALUES: Readonly<Record<string, Readonly<Record<string, InBoth>>>> = {
  kind: {
    company: { en: "Company", zh: "企业" },
    government: { en: "Government body", zh: "政府机关" },
    state_owned: { en: "State-owned enterprise", zh: "国有企业" },
    sole_trader: { en: "Sole trader", zh: "个体户" },
    person: { en: "Person", zh: "个人" },
  },
  lifecycle: {
    potential: { en: "Potential", zh: "潜在" },
    intent: { en: "Intent", zh: "意向" },
    prospective: { en: "Prospective", zh: "准客户" },
    signed: { en: "Signed", zh: "签约" },
    developed: { en: "Developed", zh: "已开发" },
    partner: { en: "Partner", zh: "合作伙伴" },
    lost: { en: "Lost", zh: "流失" },
  },
  flag: {
    warning: { en: "Warning", zh: "警示" },
    important: { en: "Important", zh: "重要" },
    key_account: { en: "Key account", zh: "大客户" },
    vip: { en: "VIP", zh: "VIP" },
  },
  activity: {
    visit: { en: "Visit", zh: "拜访" },
    call: { en: "Call", zh: "电话" },
    meeting: { en: "Meeting", zh: "会议" },
    message: { en: "Message", zh: "消息" },
    gift: { en: "Gift", zh: "送礼" },
    event: { en: "Event", zh: "活动" },
    service: { en: "Service", zh: "服务" },
  },
  loss: {
    price: { en: "Price", zh: "价格" },
    inconvenience: { en: "Inconvenient to use", zh: "使用不便" },
    failed_product: { en: "Product failed", zh: "产品出问题" },
    poor_contact: { en: "Too little contact", zh: "联系不够" },
    poor_answer: { en: "A problem badly handled", zh: "问题没处理好" },
    competitor: { en: "Competitor", zh: "被竞争对手拿走" },
    ethics: { en: "Business ethics", zh: "商业道德" },
    not_by_choice: { en: "Not by choice", zh: "客观原因" },
  },
  reason: {
    birthday: { en: "Birthday", zh: "生日" },
    next_step: { en: "Promise", zh: "约定的下一步" },
    periodic_call: { en: "Call", zh: "定期电话" },
    periodic_visit: { en: "Visit", zh: "定期拜访" },
    no_activity: { en: "No activity", zh: "久未行动" },
  },
  care: {
    open: { en: "Open", zh: "待办" },
    done: { en: "Done", zh: "已联系" },
    later: { en: "Put off", zh: "稍后" },
    not_needed: { en: "Not needed", zh: "不需要" },
  },
};

export const texts = defineTexts({
  en: { yes: "yes", and: ", " },
  zh: { yes: "是", and: "、" },
});

/** A value as its word; what has none stays as it is. */
export const sayValue = (kind: string, value: string, language: keyof InBoth): string =>
  VALUES[kind]?.[value]?.[language] ?? value;
