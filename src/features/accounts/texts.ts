import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";
import { CODE_MINUTES } from "./rules.ts";

interface On {
  readonly platform: string;
}

export const texts = defineTexts({
  en: {
    codeTitle: (p: { code: string }) => `Your code is ${p.code}`,
    codeHow: (p: { code: string }) =>
      `Open your other chat platform and send me there: /link ${p.code} (or just “link ${p.code}”). Then you are one person here and there.`,
    codeOnce: `It works once, for ${CODE_MINUTES} minutes. Do not share it: anyone who has it can act as you.`,
    howTitle: "Are you known to me on another platform?",
    howText: "Send me /link there. You get a code; send it to me here like this: /link CODE",
    accountsLine: (p: On & { on: string }) => `${p.platform} · since ${p.on}`,
    here: "you are here",
    unlink: "Unlink",
    unlinkOn: (p: On) => `Unlink ${p.platform}`,
    unlinkConfirm: (p: On) =>
      `Unlink the account on ${p.platform}? Rapport will not know it any more. Nothing else is lost.`,
    unlinkNotMe: "Not me: unlink",
    cancel: "Cancel",
    unlinked: (p: On) => `Unlinked: ${p.platform}`,
    unlinkedText: "Rapport does not know that account any more. /link links it again.",
    linkedHere: (p: { name: string }) => `Linked: you are ${p.name} here too`,
    linkedHereText:
      "Your customers, papers and settings are the same on both. Messages go where they went before; /settings changes that.",
    attached:
      "This workspace belongs to your organization now. Look up accounts in /people finds all whose mail or phone I know; others write to me here and are let in.",
    linkedByAdmin: (p: { admin: string }) =>
      `${p.admin} has linked this account with yours. Is it a mistake? Tell ${p.admin}, or unlink it with /link.`,
    toldTitle: (p: On) => `Your account on ${p.platform} is linked`,
    toldByCode: (p: On & { account: string }) =>
      `${p.account} on ${p.platform} gave your code and acts as you from now on.`,
    toldByAdmin: (p: On & { account: string; admin: string }) =>
      `${p.admin} has linked ${p.account} on ${p.platform} with you; that account acts as you from now on.`,
    toldNotYou: "Is that not you? Unlink it, and tell your admin.",
    unlinkedByAdmin: (p: { admin: string }) => `${p.admin} has unlinked it. Rapport does not know it any more.`,
    joined: (p: { name: string }) => `This is ${p.name}, who is in already`,
    joinedText: "They have linked the account they asked from. Nothing is left to decide.",
    // For admins
    linkAccount: "Link account",
    formTitle: "Link account",
    formPerson: (p: On) => `Their account on ${p.platform}`,
    formHint: "Messages and buttons of this account count as theirs from now on. They are told.",
    formSubmit: "Link",
    adminLinked: (p: On & { name: string; account: string }) => `Linked: ${p.name} is ${p.account} on ${p.platform}`,
    adminUnlinked: (p: On & { name: string }) => `Unlinked: ${p.name} on ${p.platform}`,
    adminTold: "They have been told.",
    leaverTitle: (p: { name: string }) => `Closed: ${p.name}`,
    leaverText: (p: On) =>
      `The account on ${p.platform} was closed by the company, so the account in Rapport was closed at once.`,
    leaverOther: (p: { name: string; platforms: string }) =>
      `${p.name} still has an account on ${p.platforms}. If they have not left, add them again with /people.`,
    // At a field
    bot: (p: { name: string }) => `${p.name} is an app, not a person.`,
    closedField: "This member's account is closed. Open it first.",
    elsewhereField: "This person belongs to another organization.",
    sameField: "This account is theirs already.",
    takenField: "This account belongs to another member. Unlink it there, or close that account first.",
    secondField: "They have another account on this platform. Unlink that first.",
  },
  zh: {
    codeTitle: (p) => `你的绑定码：${p.code}`,
    codeHow: (p) =>
      `打开你的另一个聊天平台，在那里发给我：/link ${p.code}（或者“绑定 ${p.code}”），两边就是同一个人了。`,
    codeOnce: `${CODE_MINUTES} 分钟内有效，只能用一次。别给任何人：拿到它就能冒充你。`,
    howTitle: "你在别的平台上用过 Rapport？",
    howText: "先在那里发 /link 给我，拿到绑定码后在这里发：/link 绑定码",
    accountsLine: (p) => `${p.platform} · ${p.on}起`,
    here: "就是这里",
    unlink: "解绑",
    unlinkOn: (p) => `解绑（${p.platform}）`,
    unlinkConfirm: (p) => `解绑这个账号（${p.platform}）？Rapport 不再认得它，其他都不变。`,
    unlinkNotMe: "不是我，解绑",
    cancel: "取消",
    unlinked: (p) => `已解绑：${p.platform}`,
    unlinkedText: "Rapport 不再认得那个账号。要再绑，发 /link。",
    linkedHere: (p) => `绑定好了：你在这里也是${p.name}`,
    linkedHereText: "客户、单据和设置两边都一样。消息还是发到原来的地方，可以在 /settings 里改。",
    attached:
      "这个工作区现在属于你们的组织。在 /people 里按“查找账号”，有邮箱或手机的同事一次就能找到；其余的在这里给我发消息，再同意加入。",
    linkedByAdmin: (p) => `${p.admin} 把这个账号绑定到了你名下。弄错了？告诉 ${p.admin}，或发 /link 解绑。`,
    toldTitle: (p) => `你的账号已绑定：${p.platform}`,
    toldByCode: (p) => `${p.account}（${p.platform}）用了你的绑定码，从现在起等同于你本人。`,
    toldByAdmin: (p) => `${p.admin} 把 ${p.account}（${p.platform}）绑定给你，从现在起等同于你本人。`,
    toldNotYou: "不是你？马上解绑，并告诉管理员。",
    unlinkedByAdmin: (p) => `由 ${p.admin} 解绑，Rapport 不再认得那个账号。`,
    joined: (p) => `是 ${p.name}，已经在用了`,
    joinedText: "对方已把申请时用的账号绑定好，不用再处理。",
    linkAccount: "绑定账号",
    formTitle: "绑定账号",
    formPerson: (p) => `对方的账号（${p.platform}）`,
    formHint: "这个账号发的消息、按的按钮都算本人的。双方都会收到通知。",
    formSubmit: "绑定",
    adminLinked: (p) => `绑定好了：${p.name} · ${p.account}（${p.platform}）`,
    adminUnlinked: (p) => `已解绑：${p.name} · ${p.platform}`,
    adminTold: "已通知本人。",
    leaverTitle: (p) => `已停用：${p.name}`,
    leaverText: (p) => `公司停用了对方的账号（${p.platform}），Rapport 账号随即停用。`,
    leaverOther: (p) => `${p.name} 还有别的账号（${p.platforms}）。人没走的话，用 /people 重新加进来。`,
    bot: (p) => `${p.name} 是应用，不是人。`,
    closedField: "这位成员的账号已停用，请先重新启用。",
    elsewhereField: "对方属于别的组织。",
    sameField: "这个账号已经绑定给这位成员了。",
    takenField: "这个账号是另一位成员的。请先解绑，或停用那位成员的账号。",
    secondField: "这位成员在这个平台上已有另一个账号，请先解绑。",
  },
});

export const REFUSALS = {
  wrong: {
    en: "Not linked: this is not a code I gave. Look whether a letter is wrong, or get a new one with /link where I know you.",
    zh: "没有绑定：绑定码不对。看看有没有打错，或者在认得你的平台上重新发 /link。",
  },
  used: {
    en: "Not linked: this code has been used. Get a new one with /link where I know you.",
    zh: "没有绑定：这个绑定码用过了。请在认得你的平台上重新发 /link。",
  },
  expired: {
    en: `Not linked: this code is older than ${CODE_MINUTES} minutes. Get a new one with /link where I know you.`,
    zh: `没有绑定：绑定码过了 ${CODE_MINUTES} 分钟。请在认得你的平台上重新发 /link。`,
  },
  tooMany: {
    en: `Not linked: too many codes were tried from this account. Wait ${CODE_MINUTES} minutes and get a new one.`,
    zh: `没有绑定：试的次数太多了。过 ${CODE_MINUTES} 分钟，用新的绑定码再来。`,
  },
  adminFirst: {
    en: "Not linked: this workspace does not belong to your organization yet. Let an admin link their own account here first, then give the code again.",
    zh: "没有绑定：这个工作区还不属于你们的组织。请管理员先在这里绑定自己的账号，你再发一次绑定码。",
  },
  elsewhere: {
    en: "Not linked: the code and this account belong to different organizations. Ask your admin which workspace is yours.",
    zh: "没有绑定：绑定码和这个账号不属于同一个组织。请问管理员该用哪个工作区。",
  },
  closed: {
    en: "Not linked: the account in Rapport that asked for the code is closed. Ask your admin to open it again.",
    zh: "没有绑定：要绑定的 Rapport 账号已停用。请管理员重新启用。",
  },
  same: {
    en: "Not linked: this account is yours already. Give the code to me on the other platform.",
    zh: "没有绑定：这个账号本来就是你的。请到另一个平台上把绑定码发给我。",
  },
  taken: {
    en: "Not linked: this account belongs to someone else in Rapport. Ask your admin.",
    zh: "没有绑定：这个账号在 Rapport 里是另一个人的。请找管理员。",
  },
  second: {
    en: "Not linked: you have another account on this platform. Unlink that first with /link.",
    zh: "没有绑定：你在这个平台上已有另一个账号。请先用 /link 解绑。",
  },
  gone: {
    en: "Not unlinked: that account is not linked any more. Look with /link what is.",
    zh: "没有解绑：那个账号已经不在了。用 /link 看看现在有哪些。",
  },
  last: {
    en: "Not unlinked: it is the only account left. Link another one first.",
    zh: "没有解绑：只剩这一个账号了。先绑定另一个再解绑。",
  },
  older: {
    en: "Not unlinked: that account was known before this one. Unlink it from there, or ask your admin.",
    zh: "没有解绑：那个账号比这个更早。请在那边解绑，或者找管理员。",
  },
  adminsOnly: {
    en: "Not done: only an admin links accounts of others. Your own you link with /link.",
    zh: "没有改动：只有系统管理员能绑定别人的账号。自己的用 /link。",
  },
  nobody: {
    en: "Not done: this member is no longer there. Call /people again.",
    zh: "没有改动：这位成员已经不在了。请重新用 /people 查看。",
  },
} as const satisfies Record<string, InBoth>;
