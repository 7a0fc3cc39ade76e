import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { Column, ListName } from "./rules.ts";

export const LIST_NAMES: Readonly<Record<ListName, InBoth>> = {
  customers: { en: "Customers", zh: "客户" },
  contacts: { en: "Contacts", zh: "联系人" },
  deals: { en: "Deals", zh: "商机" },
  activities: { en: "Activities", zh: "行动" },
  care: { en: "Care", zh: "客情提醒" },
  fees: { en: "Fees", zh: "客情费" },
};

/** What each list counts, as the sheet itself says it. */
export const COUNTS: Readonly<Record<ListName, InBoth>> = {
  customers: { en: "All customers you may see", zh: "你能看到的全部客户" },
  contacts: { en: "All contacts of customers you may see", zh: "你能看到的客户的全部联系人" },
  deals: { en: "All deals you may see, won and lost ones too", zh: "你能看到的全部商机，含成交和退出的" },
  activities: {
    en: "All activities with customers you may see, without those undone",
    zh: "你能看到的客户的全部行动，已撤销的不算",
  },
  care: {
    en: "Reminders of the last 90 days and those ahead: yours, and of whom you lead",
    zh: "最近 90 天和之后的客情提醒：你自己的，和你带的人的",
  },
  fees: { en: "All fee papers you may see", zh: "你能看到的全部费用单" },
};

export const HEADERS: Readonly<Record<Column, InBoth>> = {
  activity: { en: "Activity", zh: "行动" },
  address: { en: "Address", zh: "地址" },
  amount: { en: "Amount", zh: "金额" },
  approval: { en: "Approval", zh: "审批" },
  birthday: { en: "Birthday", zh: "生日" },
  by: { en: "By", zh: "记录人" },
  channel: { en: "Best reached by", zh: "习惯的联系方式" },
  city: { en: "City", zh: "城市" },
  closed: { en: "Closed on", zh: "结束日期" },
  contact: { en: "Contact", zh: "联系人" },
  contacts: { en: "Contacts", zh: "联系人" },
  currency: { en: "Currency", zh: "币种" },
  customer: { en: "Customer", zh: "客户名称" },
  date: { en: "Date", zh: "日期" },
  deal: { en: "Deal", zh: "商机" },
  department: { en: "Department", zh: "部门" },
  doNotContact: { en: "Do not contact", zh: "请勿联系" },
  due: { en: "Due", zh: "日期" },
  expected: { en: "Expected signing", zh: "预计签约" },
  filed: { en: "Filed on", zh: "申请日期" },
  family: { en: "Family", zh: "家庭" },
  firstContact: { en: "First contact", zh: "首次联系" },
  firstMeeting: { en: "First meeting", zh: "初次见面" },
  flags: { en: "Flags", zh: "特殊客户" },
  grade: { en: "Grade", zh: "等级" },
  handle: { en: "Chat", zh: "微信等" },
  hours: { en: "Good hours", zh: "方便的时间" },
  industry: { en: "Industry", zh: "行业" },
  kind: { en: "Kind", zh: "性质" },
  lastContact: { en: "Last contact", zh: "最近联系" },
  lastForward: { en: "Last moved forward", zh: "最近前进" },
  lifecycle: { en: "Class", zh: "客户类别" },
  likes: { en: "Likes", zh: "喜好" },
  loyalty: { en: "Loyalty", zh: "忠诚度" },
  lossReason: { en: "Lost because of", zh: "退出原因" },
  mail: { en: "Mail", zh: "邮箱" },
  mood: { en: "Mood", zh: "客户情绪" },
  noContactReason: { en: "Why not", zh: "不联系的原因" },
  number: { en: "Number", zh: "单号" },
  outcome: { en: "Outcome", zh: "结果" },
  owner: { en: "Owner", zh: "负责人" },
  phones: { en: "Phones", zh: "电话" },
  product: { en: "Product", zh: "产品" },
  publicSector: { en: "Public sector", zh: "公共部门" },
  purpose: { en: "Purpose", zh: "用途" },
  quadrant: { en: "Value", zh: "客户价值" },
  reason: { en: "Reason", zh: "事由" },
  recipients: { en: "Recipients", zh: "收礼人" },
  region: { en: "Region", zh: "地区" },
  requester: { en: "Requested by", zh: "申请人" },
  said: { en: "What was said", zh: "内容" },
  shortNames: { en: "Short names", zh: "简称" },
  source: { en: "Source", zh: "来源" },
  stage: { en: "Stage", zh: "阶段" },
  state: { en: "State", zh: "状态" },
  taboos: { en: "Taboos", zh: "忌讳" },
  team: { en: "Team", zh: "团队" },
  title: { en: "Title", zh: "职务" },
  what: { en: "For what", zh: "内容" },
  whose: { en: "Whose", zh: "谁的" },
  why: { en: "Why", zh: "原因" },
  yearly: { en: "Yearly estimate", zh: "预计年采购额" },
};

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
    call: { en: "Call", zh: "通话" },
    meeting: { en: "Meeting", zh: "会议" },
    message: { en: "Message", zh: "消息" },
    gift: { en: "Gift", zh: "送礼" },
    event: { en: "Event", zh: "活动" },
    service: { en: "Service", zh: "服务" },
  },
  loss: {
    price: { en: "Price", zh: "价格" },
    inconvenience: { en: "Inconvenience", zh: "不方便" },
    failed_product: { en: "Failed product", zh: "产品问题" },
    poor_contact: { en: "Poor contact", zh: "联系不够" },
    poor_answer: { en: "Poor answer to a problem", zh: "问题没处理好" },
    competitor: { en: "Competitor", zh: "竞争对手" },
    ethics: { en: "Ethics", zh: "道德原因" },
    not_by_choice: { en: "Not by choice", zh: "非自愿" },
  },
  reason: {
    birthday: { en: "Birthday", zh: "生日" },
    next_step: { en: "Promise", zh: "约定的下一步" },
    periodic_call: { en: "Call", zh: "定期通话" },
    periodic_visit: { en: "Visit", zh: "定期拜访" },
  },
  care: {
    open: { en: "Open", zh: "待办" },
    done: { en: "Done", zh: "已联系" },
    later: { en: "Put off", zh: "稍后" },
    not_needed: { en: "Not needed", zh: "不需要" },
  },
  purpose: {
    purchasing_staff: { en: "Purchasing staff", zh: "采购人员" },
    purchasing_head: { en: "Head of purchasing", zh: "采购部门负责人" },
    management: { en: "Management", zh: "客户管理层" },
    new_customer: { en: "New customer", zh: "争取新客户" },
    event: { en: "Event", zh: "客户活动" },
  },
  approval: {
    waiting: { en: "Waiting", zh: "审批中" },
    approved: { en: "Approved", zh: "已批准" },
    rejected: { en: "Rejected", zh: "已驳回" },
    withdrawn: { en: "Withdrawn", zh: "已撤回" },
    invalid: { en: "Invalid", zh: "已失效" },
  },
};

export const texts = defineTexts({
  en: { yes: "yes", and: ", " },
  zh: { yes: "是", and: "、" },
});

/** A value as its word; what has none stays as it is. */
export const sayValue = (kind: string, value: string, language: keyof InBoth): string =>
  VALUES[kind]?.[value]?.[language] ?? value;
