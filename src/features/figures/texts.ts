import { defineTexts } from "../../chat/texts.ts";
import { sayWeekday, type Weekday } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { type Currency, money, sayMoney } from "../../core/money.ts";
import { FACT_NAMES, factOf, sayFact } from "../company/public.ts";
import { daysIn, type FigureKey, figureNamed, type Group, type Problem } from "./rules.ts";

export const GROUP_TITLES: Readonly<Record<Group, InBoth>> = {
  care: { en: "Care", zh: "客情提醒" },
  handover: { en: "Handover, undo and cards", zh: "移交、撤销和客户卡" },
  cadence: { en: "Cadence", zh: "联系节奏" },
  discipline: { en: "Discipline", zh: "行动纪律" },
  worth: { en: "Customer value", zh: "客户价值" },
  satisfaction: { en: "Satisfaction", zh: "客户满意度" },
  pipeline: { en: "Pipeline", zh: "商机推进" },
  forecast: { en: "Forecast", zh: "预测" },
  service: { en: "Service", zh: "服务" },
  fees: { en: "Fees", zh: "客情费" },
  approvals: { en: "Approvals", zh: "审批" },
  hours: { en: "Office hours", zh: "工作时间" },
  summary: { en: "Friday summary", zh: "周五汇总" },
};

const call = { en: "days between calls", zh: "打电话，每隔几天" };
const visit = { en: "days between visits", zh: "拜访，每隔几天" };
const rhythm = (of: InBoth, what: InBoth): InBoth => ({ en: `${of.en}: ${what.en}`, zh: `${of.zh}${what.zh}` });
const HIGH = { en: "High-value", zh: "高价值客户" };
const SUB = { en: "Sub-value", zh: "次价值客户" };
const LATENT = { en: "Latent", zh: "潜在价值客户" };
const LOW = { en: "Low", zh: "低价值客户" };

export const FIGURE_NAMES: Readonly<Record<FigureKey, InBoth>> = {
  birthdayDays: { en: "Birthdays: days ahead", zh: "生日提前几天提醒" },
  cadenceWander: { en: "Day of a periodic call varies by up to, %", zh: "定期电话的日子最多前后浮动（%）" },
  reminderTime: { en: "Daily reminder at, for all who chose no hour", zh: "每日提醒时间（没有自己选的人）" },
  reminderLines: { en: "Lines of a daily reminder", zh: "每日提醒最多几条" },
  digestWorkingDays: { en: "Working days until the manager hears", zh: "几个工作日没办就告诉经理" },
  restDays: { en: "Rest after a sad event, days", zh: "对方遇到难过的事，暂停打扰几天" },
  "handover.firstCallWorkingDays": { en: "First call of a new owner, working days", zh: "移交后几个工作日内首次联系" },
  undoHours: { en: "Handovers, merges, imports can be undone for, hours", zh: "移交、合并、导入等可撤销的小时数" },
  "handover.birthdayDays": { en: "Birthdays on a handover card, days ahead", zh: "交接卡列出几天内的生日" },
  cardBirthdayDays: { en: "Birthdays on a customer’s card, days ahead", zh: "客户卡列出几天内的生日" },
  "cadence.high.call": rhythm(HIGH, call),
  "cadence.high.visit": rhythm(HIGH, visit),
  "cadence.sub.call": rhythm(SUB, call),
  "cadence.sub.visit": rhythm(SUB, visit),
  "cadence.latent.call": rhythm(LATENT, call),
  "cadence.latent.visit": rhythm(LATENT, visit),
  "cadence.low.call": rhythm(LOW, call),
  "cadence.low.visit": rhythm(LOW, visit),
  "discipline.activityDays": {
    en: "Deals and A, B customers: an activity within, days",
    zh: "在谈商机和 A、B 级客户，几天内要有行动",
  },
  "discipline.logDaysPerWeek": { en: "A rep logs on, days a week", zh: "销售每周要有几天记行动" },
  "discipline.silentWeeks": { en: "Silent weeks until the manager hears", zh: "连续几周没有记录就告诉经理" },
  "worth.currentPercentile": { en: "Current value is high from percentile", zh: "当前价值从第几百分位算高" },
  "worth.potentialPercentile": { en: "Potential is high from percentile", zh: "潜在价值从第几百分位算高" },
  "worth.gradeA": { en: "A: the customers that make the first, %", zh: "A 级：回款占前百分之几的客户" },
  "worth.gradeB": { en: "A and B together make the first, %", zh: "A、B 级合计占前百分之几" },
  "satisfaction.highCsi": { en: "Satisfaction is high from CSI", zh: "满意度几分起算高" },
  "satisfaction.lowCsi": { en: "It is low below CSI", zh: "满意度低于几分算低" },
  "satisfaction.veryLowCsi": { en: "It is very low below CSI", zh: "满意度低于几分算很低" },
  "satisfaction.apostleFrom": { en: "An apostle recommends us from, of 10", zh: "推荐几分起算传道者" },
  "satisfaction.lowRecommend": { en: "To recommend is low up to, of 10", zh: "推荐几分及以下算低" },
  "satisfaction.againstUpTo": { en: "It speaks against us up to, of 10", zh: "推荐几分及以下算说坏话" },
  "satisfaction.leavingFrom": { en: "Leaving from cycles missed", zh: "断档几次起算要离开" },
  "satisfaction.holdsDays": { en: "An answer holds, days", zh: "一次答卷管几天" },
  salesCycleDays: { en: "Sales cycle, days", zh: "销售周期（天）" },
  cycleWins: { en: "Wins used for a sales cycle", zh: "按最近几单成交算周期" },
  cycleWinsAtLeast: { en: "Own wins needed, else the team’s cycle", zh: "自己至少几单才单独算" },
  warnWorkingDays: { en: "Warned of a fall-back, working days", zh: "退回前几个工作日提醒" },
  meetingsPerWin: { en: "First meetings for each win", zh: "几次约见成交一单" },
  "stageWeights.opportunity": { en: "Opportunity, %", zh: "销售机会（%）" },
  "stageWeights.first_meeting": { en: "First meeting, %", zh: "约见（%）" },
  "stageWeights.p25": { en: "Deals at 25%, %", zh: "25% 的商机（%）" },
  "stageWeights.p50": { en: "Deals at 50%, %", zh: "50% 的商机（%）" },
  "stageWeights.p90": { en: "Deals at 90%, %", zh: "90% 的商机（%）" },
  "service.answerMinutes": { en: "An inquiry is answered within, working minutes", zh: "咨询几个工作分钟内答复" },
  "service.solveHours": { en: "A complaint is solved within, working hours", zh: "投诉几个工作小时内解决" },
  "service.callBackDays": { en: "Who complained is called back within, working days", zh: "投诉几个工作日内回访" },
  "service.closeDays": { en: "A complaint is closed within, working days", zh: "投诉几个工作日内结案" },
  "fees.recipientYearlyCap": { en: "Cap of a recipient in a year", zh: "一位收礼人一年上限" },
  "fees.singleItemCap": { en: "Cap of one item", zh: "单次上限" },
  "fees.executiveLimit": { en: "The executive decides above", zh: "超过多少由管理层审批" },
  "fees.cashAllowed": { en: "Cash and the like are allowed", zh: "允许现金和类似形式" },
  "approvals.remindHours": { en: "Reminded after, working hours", zh: "等几个工作小时后提醒" },
  "approvals.escalateHours": { en: "One level up after, working hours", zh: "等几个工作小时后上报一级" },
  accountHours: { en: "An account is opened, changed or closed within, working hours", zh: "账号几个工作小时内办好" },
  "approvals.urgeHours": { en: "Hours between two urgings", zh: "两次催办至少间隔（小时）" },
  "hours.from": { en: "Work begins", zh: "上班" },
  "hours.pauseFrom": { en: "Pause from", zh: "午休开始" },
  "hours.pauseTo": { en: "Pause to", zh: "午休结束" },
  "hours.to": { en: "Work ends", zh: "下班" },
  "summary.weekday": { en: "Day", zh: "哪一天" },
  "summary.time": { en: "Time", zh: "几点" },
  "summary.weeksBefore": { en: "Compared with the weeks before, how many", zh: "和前几周的平均比" },
};

/** Lists that have forms of their own; here they are told of when they were changed. */
const LISTS: Readonly<Record<string, InBoth>> = {
  festivals: { en: "Own festivals", zh: "自己的节日" },
  survey: { en: "Questions to customers", zh: "满意度问卷" },
  holidayYears: { en: "Holidays entered", zh: "录入的节假日" },
  "holidays.off": { en: "Days off entered", zh: "录入的放假" },
  "holidays.working": { en: "Worked weekend days entered", zh: "录入的调休上班" },
  "holidays.years": { en: "Years entered whole", zh: "整年已录入" },
};
export const nameOf = (key: string): InBoth => {
  const fact = factOf(key);
  return fact ? FACT_NAMES[fact] : (LISTS[key] ?? FIGURE_NAMES[key as FigureKey]);
};

export const PROBLEM_TEXTS: Readonly<Record<Problem, InBoth>> = {
  remindBeforeEscalate: {
    en: "A step goes up only after it was reminded of: give more hours here than for the reminder.",
    zh: "先提醒，再上报：这里要比提醒的小时数多。",
  },
  winsEnough: {
    en: "Not more than the wins used for a sales cycle.",
    zh: "不能多于计算周期用的单数。",
  },
  itemUnderYear: {
    en: "One item cannot be worth more than the cap of a year.",
    zh: "单次上限不能超过一年上限。",
  },
  callBeforeClose: {
    en: "A complaint is closed only after the call back: give at least as many days here.",
    zh: "先回访，再结案：这里不能比回访的天数少。",
  },
  hoursInOrder: {
    en: "A day goes in this order: work begins, pause from, pause to, work ends.",
    zh: "时间要按顺序：上班、午休开始、午休结束、下班。",
  },
  gradesInOrder: {
    en: "A and B together make more than A alone.",
    zh: "A、B 合计要比 A 多。",
  },
  csiInOrder: {
    en: "Not below what is very low, and not above what is high.",
    zh: "不能比“很低”还低，也不能比“高”还高。",
  },
  marksInOrder: {
    en: "Not below what speaks against us, and below what makes an apostle.",
    zh: "不能比“说坏话”的分数低，要比“传道者”的分数低。",
  },
};

export const texts = defineTexts({
  en: {
    title: "Figures of the company",
    titleOf: (p: { segment: string }) => `Figures of ${p.segment}`,
    whatFollows: "Anything not listed is at its default.",
    whatFollowsCompany: "Anything not listed follows the company.",
    asDelivered: "default",
    asCompany: "same as company",
    change: "Change",
    save: "Save",
    history: "History",
    company: "The company's figures",
    segments: "Segments",
    titleShort: "Figures",
    itself: "Company",
    lookedOver: "Company looked over, nothing changed",
    figuresOf: (p: { segment: string }) => `Figures of ${p.segment}`,
    which: "Whose figures?",
    none: "none",
    yes: "yes",
    no: "no",
    separator: ", ",
    ahead: (p: { days: string }) => `${p.days} days`,
    emptyIs: (p: { value: string }) => `Empty: ${p.value}.`,
    zeroIsNone: (p: { value: string }) => `0 for none. Empty: ${p.value}.`,
    aheadHint: (p: { value: string }) => `Days, such as 7, 3, 0; 0 is the day itself. Empty: ${p.value}.`,
    badTime: "Please give a time of the day, such as 08:30.",
    badAhead: (p: { max: number }) => `Please give days from 0 to ${p.max}, such as 7, 3, 0.`,
    overtaken: (p: { value: string }) =>
      `Meanwhile it was changed to ${p.value}. Save again to change it all the same.`,
    clashThere: (p: { segment: string; problem: string }) => `With the figures of ${p.segment}: ${p.problem}`,
    saved: "Saved, effective now",
    same: "Nothing was different",
    sameDetail: "Everything stands as it was.",
    undo: "Undo",
    undone: "Undone: as it was before",
    historyTitle: "What was changed",
    historyOf: (p: { segment: string }) => `What was changed in ${p.segment}`,
    historyEmpty: "Nothing has been changed yet.",
    more: "Earlier",
    operator: "the operator",
    dayCount: (p: { count: number }) => (p.count === 1 ? "1 day" : `${p.count} days`),
    offAndWorked: (p: { off: number; worked: number }) => `${p.off} off, ${p.worked} worked`,
  },
  zh: {
    title: "公司参数",
    titleOf: (p) => `${p.segment}的参数`,
    whatFollows: "没列出来的都是默认值。",
    whatFollowsCompany: "没列出来的都跟公司一致。",
    asDelivered: "默认",
    asCompany: "同公司",
    change: "修改",
    save: "保存",
    history: "修改记录",
    company: "公司参数",
    segments: "板块",
    titleShort: "参数",
    itself: "公司信息",
    lookedOver: "核对了公司信息，没有变化",
    figuresOf: (p) => `${p.segment}的参数`,
    which: "看哪里的参数？",
    none: "无",
    yes: "是",
    no: "否",
    separator: "、",
    ahead: (p) => `${p.days} 天`,
    emptyIs: (p) => `不填：${p.value}。`,
    zeroIsNone: (p) => `填 0 表示不安排。不填：${p.value}。`,
    aheadHint: (p) => `天数，例如 7、3、0，0 是当天。不填：${p.value}。`,
    badTime: "请填时间，例如 08:30。",
    badAhead: (p) => `请填 0 到 ${p.max} 之间的天数，例如 7、3、0。`,
    overtaken: (p) => `刚才已经有人改成 ${p.value}。再保存一次就按你的改。`,
    clashThere: (p) => `和${p.segment}的参数对不上：${p.problem}`,
    saved: "已保存，马上生效",
    same: "没有变化",
    sameDetail: "所有参数都和原来一样。",
    undo: "撤销",
    undone: "已撤销，恢复成原来的",
    historyTitle: "修改记录",
    historyOf: (p) => `${p.segment}的修改记录`,
    historyEmpty: "还没有改过。",
    more: "更早的",
    operator: "运维",
    dayCount: (p) => `${p.count} 天`,
    offAndWorked: (p) => `放假 ${p.off} 天、上班 ${p.worked} 天`,
  },
});

export const refusals = {
  notYours: {
    en: "Not shown: figures are changed by an admin, those of a segment by its segment admin too. Ask your admin.",
    zh: "没有打开：参数由系统管理员修改，板块的参数也可以由板块管理员修改。请找管理员。",
  },
  goneEntry: {
    en: "Not undone: this change is not there. Call /figures and look at the history.",
    zh: "没有撤销：没有这条修改。请用 /figures 查看修改记录。",
  },
  counted: {
    en: "Not undone: amounts are kept in the present currency, so it stays. Change the rest with /setup.",
    zh: "没有撤销：现在的币种已经有金额，不能再改。其余的请用 /setup 修改。",
  },
  alreadyUndone: {
    en: "Not undone: everything is as it was before this change already. See them with /figures.",
    zh: "没有撤销：现在已经和这次修改之前一样了，不用再改。用 /figures 可以看到。",
  },
} as const satisfies Readonly<Record<string, InBoth>>;

/** Why a change cannot be taken back. */
export const newerStands = (name: InBoth, value: InBoth): InBoth => ({
  en: `Not undone: “${name.en}” has been changed again since, to ${value.en}. Take that back first, or change it with /figures.`,
  zh: `没有撤销：“${name.zh}”后来又改成了 ${value.zh}。请先撤销那一次，或者用 /figures 直接修改。`,
});
export const noSense = (problem: InBoth): InBoth => ({
  en: `Not undone: it would not fit with what was changed since. ${problem.en}`,
  zh: `没有撤销：和后来改的参数对不上。${problem.zh}`,
});

/** A figure as people read it: "28", "¥5,000", "7, 3, 0 days", "Fri". */
export const sayValue = (
  key: string,
  value: unknown,
  { language, currency }: { readonly language: Language; readonly currency: Currency },
): string => {
  const t = texts[language];
  const fact = factOf(key);
  if (fact) return sayFact(fact, value, language);
  if (Array.isArray(value)) return sayList(key, value, language);
  switch (figureNamed(key)?.kind) {
    case "amount":
      return sayMoney(money(BigInt(String(value)), currency));
    case "check":
      return value === true ? t.yes : t.no;
    case "weekday":
      return sayWeekday(Number(value) as Weekday, language);
    default:
      return value === null ? t.none : String(value);
  }
};

const sayList = (key: string, list: readonly unknown[], language: Language): string => {
  const t = texts[language];
  if (list.length === 0) return t.none;
  if (key === "festivals") return list.map((each) => nameIn(each, language)).join(t.separator);
  if (key === "survey") return list.map((each) => sayItem(each, language)).join(t.separator);
  if (key === "holidayYears") return t.offAndWorked(daysIn(list));
  if (/^holidays\.(?:off|working)$/.test(key)) return t.dayCount({ count: list.length });
  return key === "birthdayDays" ? t.ahead({ days: list.join(t.separator) }) : list.join(t.separator);
};
const nameIn = (named: unknown, language: Language): string =>
  (Object(named) as { readonly name?: InBoth }).name?.[language] ?? "–";
const sayItem = (item: unknown, language: Language): string =>
  `${nameIn(item, language)} ${(Object(item) as { readonly weight?: number }).weight ?? ""}`.trim();
