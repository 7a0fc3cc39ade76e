import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { ListProblem } from "./rules.ts";

export const texts = defineTexts({
  en: {
    title: "Holidays",
    known: (p: { year: number; off: number; working: number }) =>
      `${p.year} is known · ${p.off === 1 ? "1 day off" : `${p.off} days off`}${p.working > 0 ? `, ${p.working} weekend days worked` : ""}`,
    notKnown: (p: { year: number }) => `${p.year} is not known: only weekends count as free`,
    enter: (p: { year: number }) => `Enter ${p.year}`,
    change: (p: { year: number }) => `Change ${p.year}`,
    countedBy: "Reminders, the Friday summary, fall-backs and approvals count working days by this.",
    formTitle: (p: { year: number }) => `Holidays of ${p.year}`,
    intro: "Paste the official notice as it was published, or a list. What stands here then is the whole year.",
    days: "Days off and weekend days worked",
    daysHint: "A line each: 2027-02-05 to 2027-02-11 · 2027-02-14 work. Weekends are off anyway.",
    check: "See what it changes",
    checkTitle: (p: { year: number }) => `Is ${p.year} right?`,
    enterThem: "Enter",
    off: "Off",
    working: "Weekend days worked",
    changes: "Changes",
    newDays: (p: { off: number; working: number }) => `now off: ${p.off}, now worked: ${p.working}`,
    nothingNew: "none",
    none: "none",
    span: (p: { from: string; to: string }) => `${p.from} – ${p.to}`,
    typedSpan: (p: { from: string; to: string }) => `${p.from} to ${p.to}`,
    typedOff: (p: { span: string }) => p.span,
    typedWork: (p: { span: string }) => `${p.span} work`,
    separator: ", ",
    more: (p: { count: number }) => `and ${p.count} more`,
    overtaken: (p: { year: number; off: number; working: number }) =>
      `Somebody has changed ${p.year} meanwhile: it has ${p.off} days off and ${p.working} worked at weekends now. Compare, then send it again.`,
    forgotten: (p: { names: string }) => `Is it complete? These are not among the days off: ${p.names}.`,
    saved: (p: { year: number }) => `${p.year} is entered`,
    savedDetail: "Working days are counted by it from now on.",
    undoHint: "Taking it back is under /figures, History.",
    askTitle: (p: { year: number }) => `The holidays of ${p.year} are not known`,
    askText:
      "Until they are entered only weekends count as free: reminders would go out on a holiday, and deadlines be counted wrong.",
    askChina: "The State Council's notice can be pasted as it is.",
    askAgain: "I ask once a working day until they are entered.",
  },
  zh: {
    title: "节假日",
    known: (p) => `${p.year} 年已录入 · 放假 ${p.off} 天${p.working > 0 ? `，调休上班 ${p.working} 天` : ""}`,
    notKnown: (p) => `${p.year} 年还没录入：只有周末算休息`,
    enter: (p) => `录入 ${p.year} 年`,
    change: (p) => `修改 ${p.year} 年`,
    countedBy: "提醒、周五汇总、退回和审批的工作日都按这里算。",
    formTitle: (p) => `${p.year} 年节假日`,
    intro: "把放假通知原文贴进来，或者一行写一段。保存后，这里就是全年的安排。",
    days: "放假和调休上班",
    daysHint: "例如：2月5日至11日放假；2月14日上班。周末本来就休息，不用写。",
    check: "看看有什么变化",
    checkTitle: (p) => `${p.year} 年对吗？`,
    enterThem: "录入",
    off: "放假",
    working: "调休上班",
    changes: "变化",
    newDays: (p) => `改为休息 ${p.off} 天，改为上班 ${p.working} 天`,
    nothingNew: "没有",
    none: "无",
    span: (p) => `${p.from}—${p.to}`,
    typedSpan: (p) => `${p.from}至${p.to}`,
    typedOff: (p) => `${p.span}放假`,
    typedWork: (p) => `${p.span}上班`,
    separator: "、",
    more: (p) => `等，另有 ${p.count} 段`,
    overtaken: (p) => `刚才有人改过 ${p.year} 年：现在放假 ${p.off} 天、调休上班 ${p.working} 天。请核对一下再提交。`,
    forgotten: (p) => `全了吗？这些节日不在放假里：${p.names}。`,
    saved: (p) => `${p.year} 年已录入`,
    savedDetail: "从现在起，工作日都按它算。",
    undoHint: "要撤销，在 /figures 的修改记录里。",
    askTitle: (p) => `还缺 ${p.year} 年的节假日`,
    askText: "没录入之前只有周末算休息：提醒会发到放假的日子，期限也会算错。",
    askChina: "把国务院办公厅的放假通知原文贴进来就行。",
    askAgain: "没录入之前，每个工作日问一次。",
  },
});

type Say = (p: { readonly piece: string }) => string;
export const PROBLEM_TEXTS: Readonly<Record<Language, Readonly<Record<ListProblem["kind"], Say>>>> = {
  en: {
    nothing: () => "No day was found. Give each as 2027-02-05, or a range: 2027-02-05 to 2027-02-11.",
    unclear: (p) => `This is not clear: “${p.piece}”. Give days as 2027-02-05.`,
    noDay: (p) => `“${p.piece}” is no day of the calendar.`,
    otherYear: (p) => `“${p.piece}” is of another year.`,
    backwards: (p) => `“${p.piece}” ends before it begins, or is longer than a month.`,
    weekday: (p) => `${p.piece} is a weekday and worked anyway; only weekend days are entered as worked.`,
    both: (p) => `${p.piece} is given as off and as worked.`,
    tooMany: (p) => `More than ${p.piece} days cannot be right. Is it one year alone?`,
  },
  zh: {
    nothing: () => "没有找到日期。请写成 2月5日，或者一段：2月5日至11日。",
    unclear: (p) => `这一句看不明白：“${p.piece}”。日期请写成 2月5日。`,
    noDay: (p) => `“${p.piece}”不是日历上的日子。`,
    otherYear: (p) => `“${p.piece}”不是这一年的。`,
    backwards: (p) => `“${p.piece}”结束早于开始，或者超过一个月。`,
    weekday: (p) => `${p.piece} 本来就是工作日，只有周末上班才要写。`,
    both: (p) => `${p.piece} 既写了放假又写了上班。`,
    tooMany: (p) => `超过 ${p.piece} 天，不太对。是不是不止一年？`,
  },
};

export const refusals = {
  notAdmin: {
    en: "Not changed: only an admin enters holidays. Ask your admin.",
    zh: "没有改动：节假日由系统管理员录入。请找管理员。",
  },
  nothing: {
    en: "Not entered: there is no day in the list that could be. Open the form again with /holidays.",
    zh: "没有录入：这里没有可以录入的日子。请用 /holidays 重新打开。",
  },
  otherCountry: {
    en: "Not entered: the organization is in another country by now. Open the form again with /holidays.",
    zh: "没有录入：公司所在国家改了。请用 /holidays 重新打开。",
  },
  changed: {
    en: "Not entered: somebody has changed the holidays meanwhile. Look at them with /holidays, and enter them again if needed.",
    zh: "没有录入：刚才有人改过节假日。请用 /holidays 看一眼，需要的话再录入一次。",
  },
} as const satisfies Readonly<Record<string, InBoth>>;
