import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import type { CaseKind, Duty } from "./rules.ts";

/** Characters of what a customer said, and of what was done about it. */
export const LONGEST_CASE = 1000;

export const KINDS: Readonly<Record<CaseKind, InBoth>> = {
  inquiry: { en: "Inquiry", zh: "咨询" },
  complaint: { en: "Complaint", zh: "投诉" },
};

export const FORMS: Readonly<Record<CaseKind, Readonly<Record<"title" | "intro", InBoth>>>> = {
  inquiry: {
    title: { en: "A customer asks", zh: "记一条咨询" },
    intro: {
      en: "The owner hears of it at once, and the time to answer runs in office hours.",
      zh: "保存后马上告诉负责人，并按工作时间开始计时。",
    },
  },
  complaint: {
    title: { en: "A customer complains", zh: "记一条投诉" },
    intro: {
      en: "The owner hears of it at once, and the times to solve it, call back and close run in office hours.",
      zh: "保存后马上告诉负责人，解决、回访、结案都按工作时间计时。",
    },
  },
};

export const DUTY_NAMES: Readonly<Record<Duty, InBoth>> = {
  answer: { en: "Answer", zh: "答复" },
  solve: { en: "Solution", zh: "解决" },
  call_back: { en: "Call back", zh: "回访" },
  close: { en: "Closing", zh: "结案" },
};

/** What is still to be done, as a title begins with it. */
const WAITING: Readonly<Record<Duty, InBoth>> = {
  answer: { en: "Inquiry to answer", zh: "咨询待答复" },
  solve: { en: "Complaint to solve", zh: "投诉待解决" },
  call_back: { en: "Complaint to call back about", zh: "投诉待回访" },
  close: { en: "Complaint to close", zh: "投诉待结案" },
};
const OVER: Readonly<Record<CaseKind, InBoth>> = {
  inquiry: { en: "Inquiry answered", zh: "咨询已答复" },
  complaint: { en: "Complaint closed", zh: "投诉已结案" },
};
const BUTTONS: Readonly<Record<Duty, InBoth>> = {
  answer: { en: "Answered", zh: "已答复" },
  solve: { en: "Solved", zh: "已解决" },
  call_back: { en: "Called back", zh: "已回访" },
  close: { en: "Close it", zh: "结案" },
};
const FORM_TITLES: Readonly<Record<Duty, InBoth>> = {
  answer: { en: "Answered", zh: "答复客户" },
  solve: { en: "Solved", zh: "解决投诉" },
  call_back: { en: "Called back", zh: "回访客户" },
  close: { en: "Close it", zh: "结案" },
};
const NOTES: Readonly<Record<Duty, InBoth>> = {
  answer: { en: "What was answered", zh: "怎么答复的" },
  solve: { en: "How it was solved", zh: "怎么解决的" },
  call_back: { en: "What the customer says now", zh: "客户现在怎么说" },
  close: { en: "Remark", zh: "备注" },
};

export const texts = defineTexts({
  en: {
    waiting: (p: { duty: Duty; who: string }) => `${WAITING[p.duty].en}: ${p.who}`,
    over: (p: { kind: CaseKind; who: string }) => `${OVER[p.kind].en}: ${p.who}`,
    withdrawn: (p: { kind: CaseKind; who: string }) => `Taken back: ${KINDS[p.kind].en.toLowerCase()} of ${p.who}`,
    who: (p: { customer: string; person: string }) => (p.person === "" ? p.customer : `${p.customer}, ${p.person}`),
    minutesLeft: (p: { hours: number; minutes: number }) => `${inHours(p)} left`,
    minutesLate: (p: { hours: number; minutes: number }) => `${inHours(p)} overdue`,
    daysLeft: (p: { days: number }) => `${p.days === 1 ? "1 working day" : `${p.days} working days`} left`,
    daysLate: (p: { days: number }) => `${p.days === 1 ? "1 working day" : `${p.days} working days`} overdue`,
    dueNow: "due now",
    by: (p: { left: string; time: string }) => `${p.left}, by ${p.time}`,
    since: (p: { left: string; time: string }) => `${p.left}, was due ${p.time}`,
    met: (p: { time: string; who: string; note: string }) => `✓ ${p.time} ${p.who}${p.note && `: ${p.note}`}`,
    owner: "Owner",
    noOwner: "nobody",
    opened: "Noted",
    openedBy: (p: { time: string; who: string }) => [p.time, p.who].filter(Boolean).join(" "),
    asOf: (p: { time: string }) => `As of ${p.time}, counted in office hours.`,
    again: "You have noted this minutes ago: here it is, as it stands.",
    button: (p: { duty: Duty }): string => BUTTONS[p.duty].en,
    undo: "Undo",
    reopen: "Reopen",
    look: "The customer",
    openCase: "Open",
    open: "Note it",
    save: "Save",
    customer: "Customer",
    contact: "Who said it",
    said: "What was said",
    meetTitle: (p: { duty: Duty }): string => FORM_TITLES[p.duty].en,
    meetNote: (p: { duty: Duty }): string => NOTES[p.duty].en,
    which: (p: { name: string }) => `Which ${p.name}?`,
    whichDetail: "Nothing is noted yet. Pick the customer and what you wrote is noted.",
    noneTitle: (p: { name: string }) => `No customer is called “${p.name}”`,
    noneDetail:
      "Nothing is noted yet. Pick the one you meant, search by another name, or create it with /customer first.",
    searchAgain: "Search again",
    noCustomerFound: "No customer recognised in the text. Pick one here.",
    whichCustomer: (p: { name: string }) => `No customer is called “${p.name}”. Pick one here.`,
    customerGone: "This customer is not among those you may see. Pick another one.",
    contactGone: "This contact is not there any more. Pick another one, or leave it empty.",
    otherContact: (p: { name: string; customer: string }) => `${p.name} is not at ${p.customer}. Pick somebody there.`,
    tooLong: (p: { length: number; most: number }) =>
      `Not noted: ${p.length} characters, ${p.most} at most. Here are the first ${p.most}; shorten them and save.`,
    overMeanwhile: (p: { now: string }) =>
      `Not saved. This is how it stands now: ${p.now}. Your words are still here: copy them if you need them, then close this form.`,
    changedMeanwhile: (p: { now: string }) =>
      `Not saved yet: somebody has worked on this case meanwhile. This is how it stands now: ${p.now}. Look at it and save again.`,
    goneMeanwhile:
      "Not saved: this case is not among those you may see any more. Your words are still here: copy them if you need them, then close this form.",
    listTitle: (p: { count: number; missed: number }) =>
      `${p.count === 1 ? "1 open case" : `${p.count} open cases`}${p.missed > 0 ? `, ${p.missed} overdue` : ""}`,
    listNone: "No open inquiries or complaints",
    listNoneText: "What a customer asks or complains of is noted with /inquiry or /complaint.",
    homeTitle: (p: { count: number; missed: number }) =>
      `Your customers wait: ${p.count === 1 ? "1 case" : `${p.count} cases`}${p.missed > 0 ? `, ${p.missed} overdue` : ""}`,
    counts: (p: { time: string }) => `Open cases of customers you may see, the most urgent first. As of ${p.time}.`,
    more: "More",
    all: "All open cases",
    first: "Back to the first",
    ofCustomer: (p: { name: string; count: number }) =>
      p.count === 0
        ? `Nothing noted from ${p.name}`
        : `From ${p.name}: ${p.count === 1 ? "1 case" : `${p.count} cases`}`,
    newComplaint: "Note a complaint",
    newInquiry: "Note an inquiry",
    toldTitle: (p: { by: string; what: string }) => `${p.by} noted: ${p.what}`,
    withdrew: (p: { by: string; kind: CaseKind; who: string }) =>
      `${p.by} took back the ${KINDS[p.kind].en.toLowerCase()} of ${p.who}`,
    tookBack: (p: { by: string; duty: Duty; what: string }) => `${p.by} took back “${BUTTONS[p.duty].en}”. ${p.what}`,
    elsewhere: "This case is not with you any more",
    elsewhereText: "Its customer is not among those you may see. There is nothing left for you to do here.",
    answered: (p: { csi: number | null; recommend: number | null }) =>
      `Satisfaction answer:${p.csi === null ? "" : ` CSI ${p.csi} of 100`}${p.csi === null || p.recommend === null ? "" : ","}${p.recommend === null ? "" : ` would recommend us ${p.recommend} of 10`}`,
    complaintOpen: (p: { day: string; said: string; missed: boolean }) =>
      `Open complaint since ${p.day}${p.missed ? ", overdue" : ""}: ${p.said}`,
    complaintsOpen: (p: { count: number; day: string; missed: boolean }) =>
      `${p.count} open complaints, the oldest since ${p.day}${p.missed ? ", overdue" : ""}`,
  },
  zh: {
    waiting: (p) => `${WAITING[p.duty].zh}：${p.who}`,
    over: (p) => `${OVER[p.kind].zh}：${p.who}`,
    withdrawn: (p) => `已撤销：${p.who}的${KINDS[p.kind].zh}`,
    who: (p) => (p.person === "" ? p.customer : `${p.customer} · ${p.person}`),
    minutesLeft: (p) => `还剩 ${inHoursZh(p)}`,
    minutesLate: (p) => `已超 ${inHoursZh(p)}`,
    daysLeft: (p) => `还剩 ${p.days} 个工作日`,
    daysLate: (p) => `已超 ${p.days} 个工作日`,
    dueNow: "时间到了",
    by: (p) => `${p.left}（${p.time} 前）`,
    since: (p) => `${p.left}（应在 ${p.time} 前）`,
    met: (p) => `✓ ${p.time} ${p.who}${p.note && `：${p.note}`}`,
    owner: "负责人",
    noOwner: "没有",
    opened: "记录",
    openedBy: (p) => [p.time, p.who].filter(Boolean).join(" "),
    asOf: (p) => `截至 ${p.time}，按工作时间计算。`,
    again: "这条几分钟前刚记过，现在是这样。",
    button: (p) => BUTTONS[p.duty].zh,
    undo: "撤销",
    reopen: "重新打开",
    look: "看客户",
    openCase: "打开",
    open: "记下",
    save: "保存",
    customer: "客户",
    contact: "谁说的",
    said: "说了什么",
    meetTitle: (p) => FORM_TITLES[p.duty].zh,
    meetNote: (p) => NOTES[p.duty].zh,
    which: (p) => `哪一家${p.name}？`,
    whichDetail: "还没有记下。选好客户，刚才写的就记下了。",
    noneTitle: (p) => `没有叫“${p.name}”的客户`,
    noneDetail: "还没有记下。选你指的那一家，或换个名字再找；新客户请先用 /customer 新建。",
    searchAgain: "再找找",
    noCustomerFound: "没认出是哪家客户，请在这里选。",
    whichCustomer: (p) => `没有叫“${p.name}”的客户，请在这里选。`,
    customerGone: "你能看到的客户里没有这一家，请另选一家。",
    contactGone: "这位联系人已经不在了，请另选一位，或者留空。",
    otherContact: (p) => `${p.name}不是${p.customer}的联系人，请在这家客户里选。`,
    tooLong: (p) => `没有记下：一共 ${p.length} 个字，最多 ${p.most} 个。这里留了前 ${p.most} 个字，删短一点再保存。`,
    overMeanwhile: (p) => `没有保存。现在是：${p.now}。你写的还在，需要的话先复制，再关掉表单。`,
    changedMeanwhile: (p) => `还没有保存，这期间有人办过这一单。现在是：${p.now}。看一下，再保存一次。`,
    goneMeanwhile: "没有保存：你能看到的服务单里没有这一条了。你写的还在，需要的话先复制，再关掉表单。",
    listTitle: (p) => `咨询和投诉未结 ${p.count} 件${p.missed > 0 ? `，超时 ${p.missed} 件` : ""}`,
    listNone: "没有未结的咨询和投诉",
    listNoneText: "客户来问、来投诉，用 /咨询 或 /投诉 记下。",
    homeTitle: (p) => `客户在等你：${p.count} 件${p.missed > 0 ? `，超时 ${p.missed} 件` : ""}`,
    counts: (p) => `只算你能看到的客户，最急的在前。截至 ${p.time}。`,
    more: "再看一些",
    all: "全部未结",
    first: "回到开头",
    ofCustomer: (p) => (p.count === 0 ? `${p.name}还没有咨询和投诉` : `${p.name}的咨询和投诉：${p.count} 件`),
    newComplaint: "记投诉",
    newInquiry: "记咨询",
    toldTitle: (p) => `${p.by}记下：${p.what}`,
    withdrew: (p) => `${p.by}撤销了${p.who}的${KINDS[p.kind].zh}`,
    tookBack: (p) => `${p.by}撤销了“${BUTTONS[p.duty].zh}”：${p.what}`,
    elsewhere: "这一单现在不归你办了",
    elsewhereText: "这家客户不在你能看到的客户里，这里没有要你办的了。",
    answered: (p) =>
      `满意度答卷：${p.csi === null ? "" : `满意度 ${p.csi}/100`}${p.csi === null || p.recommend === null ? "" : "，"}${p.recommend === null ? "" : `推荐意愿 ${p.recommend}/10`}`,
    complaintOpen: (p) => `投诉未结（${p.day}起${p.missed ? "，已超时" : ""}）：${p.said}`,
    complaintsOpen: (p) => `投诉未结 ${p.count} 件，最早 ${p.day}起${p.missed ? "，有超时" : ""}`,
  },
});

const inHours = ({ hours, minutes }: { readonly hours: number; readonly minutes: number }): string =>
  [hours > 0 && `${hours} h`, (minutes > 0 || hours === 0) && `${minutes} min`].filter(Boolean).join(" ");
const inHoursZh = ({ hours, minutes }: { readonly hours: number; readonly minutes: number }): string =>
  [hours > 0 && `${hours} 小时`, (minutes > 0 || hours === 0) && `${minutes} 分${hours > 0 ? "" : "钟"}`]
    .filter(Boolean)
    .join(" ");

export const refusals = {
  gone: {
    en: "Nothing was done: there is no such case among those you may see. Look for it with /cases.",
    zh: "没有办理：你能看到的服务单里没有这一条。用 /cases 再找找。",
  },
  customerGone: {
    en: "Not noted: there is no such customer among those you may see. Look for it with /customer and its name.",
    zh: "没有记下：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
  },
  stale: {
    en: "Not saved: somebody has worked on this case meanwhile. Here is how it stands now; go on from there.",
    zh: "没有保存：这期间有人办过这一单。现在的情况在卡片上，请接着办。",
  },
  done: {
    en: "Nothing was changed: this is done already. The card shows by whom; take the next step there.",
    zh: "没有改动：这一步已经办好了。卡片上有是谁办的，请办下一步。",
  },
  early: {
    en: "Not closed: it is not solved yet, or nobody has called back. Do both first, then close it.",
    zh: "没有结案：还没解决，或者还没回访。两样都办好再结案。",
  },
  undone: {
    en: "Nothing was changed: this case was taken back. Note it anew with /complaint or /inquiry.",
    zh: "没有改动：这一单已经撤销。需要的话用 /投诉 或 /咨询 重新记。",
  },
  undoLate: {
    en: "Not undone: the time for that is over. If the customer comes back to it, note a new case.",
    zh: "没有撤销：已经过了可以撤销的时间。客户又提起的话，请另记一条。",
  },
  notYours: {
    en: "Not undone: whoever did this step takes it back, or the customer’s owner or manager. Ask one of them.",
    zh: "没有撤销：这一步由办的人、客户负责人或经理来撤销。请找他们。",
  },
} as const satisfies Record<string, InBoth>;
