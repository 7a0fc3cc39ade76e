import { defineTexts } from "../../chat/texts.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Channel } from "./rules.ts";

export const CHANNEL_NAMES: Readonly<Record<Channel, InBoth>> = {
  call: { en: "a call", zh: "电话" },
  visit: { en: "a visit", zh: "见面" },
  message: { en: "a message", zh: "消息" },
  mail: { en: "mail", zh: "邮件" },
};

/** Whose name, number or address it is already, and the button that goes on all the same. */
interface Doubt {
  readonly name: string;
  readonly again: string;
}

export const texts = defineTexts({
  en: {
    newTitle: "New contact",
    editTitle: "Edit contact",
    save: "Save",
    name: "Contact",
    title: "Title",
    department: "Department",
    phones: "Phones",
    phonesHint: "Several with commas between them.",
    mail: "Mail",
    handle: "Chat",
    handleHint: "Where else one writes to them, such as WeChat wjg1968.",
    channel: "Best reached by",
    anyChannel: "any way",
    hours: "Good hours",
    likes: "Likes",
    taboos: "Taboos",
    family: "Family",
    doNotContact: "Do not contact",
    doNotContactHint: "Reminders never suggest this person.",
    noContactReason: "Why not",
    addAnother: "Add another",
    nameWithoutLetters: "A name needs at least one letter.",
    contactAdded: (p: { contact: string; customer: string }) => `Added: ${p.contact}, ${p.customer}`,
    saved: (p: { contact: string }) => `Saved: ${p.contact}`,
    birthdayLabel: "Birthday",
    phoneLabel: "Phone",
    customer: "Customer",
    writing: "Mail and chat",
    habits: "Reach them",
    person: "Person",
    likesAre: (p: { what: string }) => `likes ${p.what}`,
    familyIs: (p: { what: string }) => `family: ${p.what}`,
    avoid: (p: { what: string }) => `Avoid: ${p.what}`,
    notContacted: (p: { why: string }) =>
      `Do not contact${p.why && `: ${p.why}`}. Reminders never suggest this person.`,
    noContactTag: "Do not contact",
    nothingKnown: "Only the name is known so far.",
    masked: "Full details are shown only in your direct chat.",
    openCard: "Open the customer",
    edit: "Edit",
    history: "History",
    personalData: "Personal data",
    show: "Open",
    listCounts: "Everyone on record at this customer.",
    listTitle: (p: { customer: string; count: number }) => `Contacts of ${p.customer} · ${p.count}`,
    noContacts: "None yet. Add the first one.",
    addContact: "Add a contact",
    further: "More",
    whichTitle: (p: { name: string }) => `Which ${p.name}?`,
    moreFound: "There are more: type a few more letters, or the number.",
    noneTitle: (p: { name: string }) => `No contact is called “${p.name}”`,
    noneDetail: "Contacts are added on their customer’s card: /customer and its name.",
    askName: "Type a name after it, such as /contact Wang Jianguo.",
    add: "Add",
    phone: "Phone",
    birthday: "Birthday",
    birthdayHint: "8-15, 1980-08-15, or lunar: 农历八月十五. Only the month is known: Aug, 农历八月.",
    publicSector: "Works in the public sector",
    publicSectorHint: "Gifts to this person wait for compliance.",
    badPhone: "A phone number has 5 to 20 digits, such as 138 0013 8000 or +86 21 5555 1234.",
    badPhones: "At most five numbers of 5 to 20 digits each, with commas between them.",
    badMail: "A mail address looks like name@example.com.",
    badBirthday: "Please write it as 8-15, 1980-08-15 or 农历八月十五.",
    noSuchDay: "This day does not exist or is still to come. Please check it.",
    reasonWithoutTick: "This is a reason for “Do not contact”, which is not ticked. Tick it, or clear this.",
    erasedBefore: (p: { day: string; again: string }) =>
      `Not yet: this seems to be somebody whose data was erased on request on ${p.day}. If they agree to be kept again, or this is somebody else, press ${p.again} again.`,
    nameHere: (p: Doubt) =>
      `Not yet: ${p.name} is a contact here already. If this is somebody else of the same name, press ${p.again} again.`,
    numberHere: (p: Doubt) =>
      `Not yet: ${p.name} has this number. If this is somebody else, press ${p.again} again; the two can be merged later.`,
    numberKnown: (p: Doubt) =>
      `Not yet: ${p.name} has a contact with this number. Look there with /customer and its name; if this is somebody else, press ${p.again} again.`,
    mailHere: (p: Doubt) =>
      `Not yet: ${p.name} has this address. If this is somebody else, press ${p.again} again; the two can be merged later.`,
    mailKnown: (p: Doubt) =>
      `Not yet: ${p.name} has a contact with this address. Look there with /customer and its name; if this is somebody else, press ${p.again} again.`,
  },
  zh: {
    newTitle: "添加联系人",
    editTitle: "编辑联系人",
    save: "保存",
    name: "联系人",
    title: "职务",
    department: "部门",
    phones: "电话",
    phonesHint: "有几个就用逗号隔开。",
    mail: "邮箱",
    handle: "微信等",
    handleHint: "还能在哪里找到对方，比如：微信 wjg1968。",
    channel: "习惯的联系方式",
    anyChannel: "都可以",
    hours: "方便的时间",
    likes: "喜好",
    taboos: "忌讳",
    family: "家庭",
    doNotContact: "勿扰",
    doNotContactHint: "客情提醒不会再提到此人。",
    noContactReason: "勿扰原因",
    addAnother: "再加一位",
    nameWithoutLetters: "姓名里至少要有一个字。",
    contactAdded: (p) => `已添加：${p.contact}（${p.customer}）`,
    saved: (p) => `已保存：${p.contact}`,
    birthdayLabel: "生日",
    phoneLabel: "电话",
    customer: "客户",
    writing: "邮箱和微信",
    habits: "联系习惯",
    person: "个人情况",
    likesAre: (p) => `喜好 ${p.what}`,
    familyIs: (p) => `家庭 ${p.what}`,
    avoid: (p) => `忌讳：${p.what}`,
    notContacted: (p) => `勿扰${p.why && `：${p.why}`}。客情提醒不会提到这位联系人。`,
    noContactTag: "勿扰",
    nothingKnown: "目前只知道名字。",
    masked: "完整的联系方式只在私聊里显示。",
    openCard: "看客户",
    edit: "编辑",
    history: "变更记录",
    personalData: "个人信息",
    show: "查看",
    listCounts: "统计这家客户登记的联系人。",
    listTitle: (p) => `${p.customer} 的联系人 · ${p.count} 位`,
    noContacts: "还没有，先加一位。",
    addContact: "添加联系人",
    further: "更多",
    whichTitle: (p) => `哪一位${p.name}？`,
    moreFound: "还有更多：多写几个字，或写号码。",
    noneTitle: (p) => `没有叫“${p.name}”的联系人`,
    noneDetail: "联系人在客户卡上添加：“/customer 客户名”。",
    askName: "找谁？请在后面写上名字，比如“/contact 王建国”。",
    add: "添加",
    phone: "电话",
    birthday: "生日",
    birthdayHint: "8-15、1980-08-15，或 农历八月十五；只知道月份就写 8月、农历八月。",
    publicSector: "公职人员（机关、事业单位等）",
    publicSectorHint: "送给此人的礼品要先经合规同意。",
    badPhone: "电话是 5 到 20 位数字，例如 138 0013 8000 或 +86 21 5555 1234。",
    badPhones: "最多五个号码，每个 5 到 20 位数字，用逗号隔开。",
    badMail: "邮箱要写成 name@example.com 这样。",
    badBirthday: "请写成 8-15、1980-08-15 或 农历八月十五。",
    noSuchDay: "没有这一天，或者还没到。请核对。",
    reasonWithoutTick: "写了勿扰原因，却没有勾“勿扰”。请勾上，或清空这一栏。",
    erasedBefore: (p) =>
      `还没${p.again}：这位像是 ${p.day} 应本人要求抹除过的。本人同意再保存，或确实是另一个人，就再点一次“${p.again}”。`,
    nameHere: (p) => `还没${p.again}：这家客户已经有一位 ${p.name}。确实是同名的另一个人，就再点一次“${p.again}”。`,
    numberHere: (p) => `还没${p.again}：${p.name} 就是这个号码。确实是另一个人，就再点一次“${p.again}”；以后也能合并。`,
    numberKnown: (p) =>
      `还没${p.again}：${p.name} 已经有这个号码的联系人。用“/customer 客户名”看看；确实是另一个人，就再点一次“${p.again}”。`,
    mailHere: (p) => `还没${p.again}：${p.name} 就是这个邮箱。确实是另一个人，就再点一次“${p.again}”；以后也能合并。`,
    mailKnown: (p) =>
      `还没${p.again}：${p.name} 已经有这个邮箱的联系人。用“/customer 客户名”看看；确实是另一个人，就再点一次“${p.again}”。`,
  },
});

/** Not added, why, what to do. The same for a customer that does not exist and one out of sight. */
export const gone: InBoth = {
  en: "Not added: there is no such customer among those you may see. Look for it with /customer and its name.",
  zh: "没有添加：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
};

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  noContact: {
    en: "Nothing to show: there is no such contact among those you may see. Look for them with /contact and a name.",
    zh: "没有找到：你能看到的联系人里没有这一位。用“/contact 姓名”再找找。",
  },
  inGroup: {
    en: "Not opened here: the form shows phone and mail whole. Type /contact and the name in your direct chat with me.",
    zh: "没有在群里打开：表单里有完整的电话和邮箱。请在和我的私聊里发“/contact 姓名”。",
  },
  stale: {
    en: "Not saved: somebody changed this contact while the form was open. Open its card again and see what is new.",
    zh: "没有保存：你填表的时候，有人改过这位联系人。重新打开看看改了什么再填。",
  },
} as const satisfies Record<string, InBoth>;

/** Of somebody who is typed in and seems to have been erased on request. @param again the button that saves them */
export const sayErased = (
  { day, again }: { readonly day: PlainDate; readonly again: string },
  { language, today }: { readonly language: Language; readonly today: PlainDate },
): string => texts[language].erasedBefore({ day: sayDate(day, language, today), again });
