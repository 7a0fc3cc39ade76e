import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    logLine: "Log what you wrote",
    which: (p: { name: string }) => `Which ${p.name}?`,
    whichDetail: "Nothing is logged yet. Pick the customer and what you wrote is logged.",
    noneTitle: (p: { name: string }) => `No customer is called “${p.name}”`,
    noneDetail: "Nothing is logged yet. Pick the one you meant, or create it.",
    noneAlone: "Nothing is logged yet. Create it, or search by another name.",
    create: (p: { name: string }) => `New: ${p.name}`,
    look: "Search again",
    noCustomerFound: "No customer recognised in the text. Pick one here.",
    whichCustomer: (p: { name: string }) => `No customer is called “${p.name}”. Pick one here.`,
    tooLong: (p: { length: number }) =>
      `Not logged: ${p.length} characters, 2000 at most. Here are the first 2000; shorten them and save.`,
    past: (p: { said: string }) => `“${p.said}” is in the past. Pick a day from today on.`,
    farAway: (p: { said: string }) => `“${p.said}” is very far away. Is the year right?`,
    either: (p: { said: string; one: string; other: string }) =>
      `“${p.said}” can be ${p.one} or ${p.other}. Pick the day here.`,
    impossible: (p: { said: string }) => `There is no such day as “${p.said}”. Pick one here.`,
  },
  zh: {
    logLine: "记下刚才那句",
    which: (p) => `哪一家${p.name}？`,
    whichDetail: "还没有记录。选好客户，刚才写的就记下了。",
    noneTitle: (p) => `没有叫“${p.name}”的客户`,
    noneDetail: "还没有记录。选你指的那一家，也可以新建。",
    noneAlone: "还没有记录。可以新建，也可以换个名字再找。",
    create: (p) => `新建 ${p.name}`,
    look: "再找找",
    noCustomerFound: "没认出是哪家客户，请在这里选。",
    whichCustomer: (p) => `没有叫“${p.name}”的客户，请在这里选。`,
    tooLong: (p) => `没有记录：一共 ${p.length} 个字，最多 2000 个。这里留了前 2000 个字，删短一点再保存。`,
    past: (p) => `“${p.said}”已经过去了，请选今天或以后。`,
    farAway: (p) => `“${p.said}”离现在太远了，请看看年份对不对。`,
    either: (p) => `“${p.said}”可能是 ${p.one}，也可能是 ${p.other}，请在这里选。`,
    impossible: (p) => `没有“${p.said}”这一天，请选一个日期。`,
  },
});
