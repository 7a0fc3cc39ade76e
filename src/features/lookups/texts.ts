import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    find: "Look up account",
    started: (p: { name: string }) => `Looking for the account of ${p.name}`,
    findAll: (p: { count: number }) => `Look up accounts (${p.count})`,
    startedAll: (p: { count: number }) => (p.count === 1 ? "Looking for 1 account" : `Looking for ${p.count} accounts`),
    startedText: "I ask the platform by mail and phone, and tell you what came of it.",
    left: (p: { count: number }) =>
      p.count === 1 ? "1 more is left for the next look-up." : `${p.count} more are left for the next look-up.`,
    underWay: (p: { done: number; count: number }) => `Looking for accounts · ${p.done} of ${p.count}`,
    underWayText: "You need not wait: this card changes by itself.",
    result: (p: { found: number; count: number }) => `${p.found} of ${p.count} found on their platform`,
    welcomed: "Who was found is on board, and has heard of it from me.",
    whatNext:
      "For the others: pick the account by hand, or they write to me and you let them in. After something was put right, look again.",
    notAllowed: (p: { platforms: string }) =>
      `I may not look people up on ${p.platforms}. Whoever runs Rapport grants the permission that rapport doctor names; then look again.`,
    again: "Look again",
    pick: "Pick by hand",
    andMore: (p: { count: number }) => `and ${p.count} more; /people says who is not here yet`,
    // What came of one
    nobody: "nobody has this mail or phone there, or I may not see them",
    outsider: (p: { platform: string }) => `a guest, a bot or a closed account on ${p.platform}; not taken in`,
    two: "mail and phone belong to two people; correct them in /people",
    noAddress: "no mail and no phone to look up",
    mailOnly: (p: { platform: string }) => `${p.platform} knows people by mail only`,
    phoneUnclear: "this phone number needs its country in front, like +86",
    not_allowed: (p: { platform: string }) => `not asked for: the permission on ${p.platform} is missing`,
    taken: (p: { name: string }) =>
      `the account is ${p.name}’s already; nothing moved. One person? Close one of the two in /people. Else correct the mail or phone`,
    takenClosed: (p: { name: string }) =>
      `the account is ${p.name}’s, who is closed here; nothing moved. If they are back, open them again in /people`,
    takenUnnamed: "the account is somebody else’s here already; nothing moved. Ask an admin",
    second: (p: { platform: string }) => `has another account on ${p.platform} already`,
    closed: "closed here meanwhile",
    unanswered: (p: { platform: string }) => `${p.platform} did not answer for a day`,
  },
  zh: {
    find: "查找账号",
    started: (p) => `正在查找 ${p.name} 的账号`,
    findAll: (p) => `查找账号（${p.count} 人）`,
    startedAll: (p) => `正在查找 ${p.count} 人的账号`,
    startedText: "我按邮箱和手机去平台上查，有结果就告诉你。",
    left: (p) => `一次查不完，还剩 ${p.count} 人，再点一次接着查。`,
    underWay: (p) => `正在查找账号 · ${p.count} 人中的 ${p.done} 人`,
    underWayText: "不用等，这张卡片会自己更新。",
    result: (p) => `${p.count} 人中找到 ${p.found} 人`,
    welcomed: "找到的已经加入，也收到了我的消息。",
    whatNext: "其余的：手动选账号，或请本人来跟我打个招呼，由你同意加入。改好以后可以再查一次。",
    notAllowed: (p) =>
      `我没有查人的权限（${p.platforms}）。请维护 Rapport 的同事按 rapport doctor 的提示开通，再查一次。`,
    again: "再查一次",
    pick: "手动选",
    andMore: (p) => `还有 ${p.count} 人；/people 里能看到谁还没来过`,
    nobody: "平台上没有人用这个邮箱或手机，或者我看不到",
    outsider: (p) => `是外部访客、机器人或已停用的账号（${p.platform}），没有加入`,
    two: "邮箱和手机是两个人的，请在 /people 里改正",
    noAddress: "没有邮箱和手机，无法查找",
    mailOnly: (p) => `没有邮箱，那里只能按邮箱查人（${p.platform}）`,
    phoneUnclear: "这个号码前面要加国家或地区代码，例如 +86",
    not_allowed: (p) => `没有查：缺少权限（${p.platform}）`,
    taken: (p) => `这个账号已经是 ${p.name} 的，没有改动。是同一个人就在 /people 里停用其中一个，不是就改正邮箱或手机`,
    takenClosed: (p) => `这个账号是 ${p.name} 的，这里已停用，没有改动。人回来了就在 /people 里重新启用`,
    takenUnnamed: "这个账号在这里已经是别人的，没有改动。请找系统管理员",
    second: (p) => `那里已经有另一个账号（${p.platform}）`,
    closed: "期间在这里被停用了",
    unanswered: (p) => `一天没有回应（${p.platform}）`,
  },
});

export const refusals = {
  notYours: {
    en: "Not done: only an admin looks people up, a segment admin those of the segment. Ask your admin.",
    zh: "没有查找：只有系统管理员能查人，板块管理员只管本板块。请找管理员。",
  },
  nobody: {
    en: "Not looked up: everybody has an account on each platform, is being looked up, or has neither mail nor phone. Add what is missing in /people.",
    zh: "没有查找：大家在各个平台上都有账号了、正在查找，或者没有邮箱和手机。缺的请在 /people 里补上。",
  },
  gone: {
    en: "Not done: it is no longer there. Call /people again.",
    zh: "没有查找：已经不在了。请重新用 /people 查看。",
  },
  known: {
    en: "Not looked up: this person has an account by now, or neither mail nor phone. Call /people again.",
    zh: "没有查找：这位同事已经有账号，或者没有邮箱和手机。请重新用 /people 查看。",
  },
  underWay: {
    en: "Not begun again: the look-up is still under way. Wait for the result; it comes to you.",
    zh: "没有重新开始：还在查找。请稍等，查完会告诉你。",
  },
} as const satisfies Record<string, InBoth>;
