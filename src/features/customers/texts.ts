import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    lastContact: (p: { day: string }) => `last contact ${p.day}`,
    neverContacted: "not contacted yet",
    noOwner: "nobody; to be handed over",
    created: (p: { name: string }) => `Created: ${p.name}`,
    whichTitle: (p: { name: string }) => `Which ${p.name}?`,
    noneTitle: (p: { name: string }) => `No customer is called “${p.name}”`,
    noneDetail: "These come nearest:",
    createNamed: (p: { name: string }) => `New: ${p.name}`,
    createNew: "New customer",
    recentTitle: "Your customers, most recent contact first",
    noCustomers: "No customers yet",
    noCustomersDetail: "Create the first one, then log a visit with /visit and its name.",
    newTitle: "New customer",
    create: "Create",
    carries: (p: { line: string }) => `Logged as soon as it is created: ${p.line}`,
    name: "Name",
    nameHint: "The full name, as on an invoice.",
    shortName: "Short name",
    shortNameHint: "What you call it when you log a visit.",
    kind: "Kind",
    city: "City",
    industry: "Industry",
    contactName: "Contact",
    contactTitle: "Title",
    nameWithoutLetters: "A name needs at least one letter or digit.",
    alike: (p: { name: string; owner: string }) =>
      `Not created yet: it looks like ${p.name}, owner ${p.owner}. Open that one with /customer and its name; if this is another, press Create again.`,
    tooLongTyped: (p: { length: number }) => `A name has at most 80 characters; this has ${p.length}.`,
  },
  zh: {
    lastContact: (p) => `上次联系 ${p.day}`,
    neverContacted: "还没联系过",
    noOwner: "无人负责，等待移交",
    created: (p) => `已建档：${p.name}`,
    whichTitle: (p) => `哪一家${p.name}？`,
    noneTitle: (p) => `没有叫“${p.name}”的客户`,
    noneDetail: "最接近的是：",
    createNamed: (p) => `新建 ${p.name}`,
    createNew: "新建客户",
    recentTitle: "你的客户，最近联系的在前",
    noCustomers: "还没有客户",
    noCustomersDetail: "先建一个客户，再用“/visit 客户名”记拜访。",
    newTitle: "新建客户",
    create: "建档",
    carries: (p) => `建档后马上记下：${p.line}`,
    name: "名称",
    nameHint: "全称，和开票抬头一致。",
    shortName: "简称",
    shortNameHint: "平时怎么叫它，记拜访时就这么写。",
    kind: "性质",
    city: "城市",
    industry: "行业",
    contactName: "联系人",
    contactTitle: "职务",
    nameWithoutLetters: "名称里至少要有一个字或数字。",
    alike: (p) =>
      `还没新建：看起来就是 ${p.name}，负责人 ${p.owner}。用“/customer 客户名”打开它；确实是另一家，就再点一次“建档”。`,
    tooLongTyped: (p) => `客户名最多 80 个字，现在有 ${p.length} 个。`,
  },
});

/** Refusals, each in three parts: what did not happen, why, what to do. */
export const refusals = {
  noTeam: {
    en: "Not created: you are in no team, and a customer belongs to one. Ask your admin to add you to a team.",
    zh: "没有新建：客户要归属团队，而你还不在任何团队。请管理员先把你加入团队。",
  },
  gone: {
    en: "Nothing to show: there is no such customer among those you may see. Look for it with /customer and its name.",
    zh: "没有找到：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
  },
} as const satisfies Record<string, InBoth>;
