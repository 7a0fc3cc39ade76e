import { defineTexts } from "../chat/texts.ts";

interface Named {
  readonly name: string;
}

export const texts = defineTexts({
  en: {
    person: ({ name }: Named) => `Messages do not reach ${name}`,
    channel: ({ name }: Named) => `Messages do not reach the channel of ${name}`,
    noIdentityWhy: "This member has no chat account in Rapport.",
    noIdentityDo: "Link their chat account to them in /people.",
    noChannelWhy: "The team has no channel.",
    noChannelDo: "Give the team a channel in its settings. What was not sent until then is not sent again.",
    goneWhy: "The chat or its account is no longer there.",
    goneDoPerson: "If they have left, close their account. If they have a new one, let it in under their name.",
    goneDoChannel: "Give the team another channel in its settings.",
    forbiddenWhy: "Rapport may not write there.",
    forbiddenDo: "Invite Rapport into the chat, or let the owner of the workspace allow it to write.",
    invalidWhy: "The platform refused what the message says. That is a fault of Rapport.",
    invalidDo: ({ reference }: { readonly reference: string }) =>
      `Pass ${reference} on to whoever runs Rapport: the log has the details.`,
    withheldWhy:
      "Your company's content check held back what Rapport wrote there, most often for a phone number or a mail address in it.",
    withheldDo:
      "Have whoever administers the chat let Rapport's messages through the check. What was held back is not sent again.",
    withheld: "A message here was held back",
    withheldHere:
      "Your company's content check refused it, most often for a phone number or a mail address in it. Your admins have been told.",
    withheldHereDo: "What it was about is in Rapport all the same: type “help” to see how to ask for it.",
    changeWithheld: "This card is out of date",
    changeWithheldWhy:
      "Your company's content check refused its newest state, most often for a phone number or a mail address in it. Your admins have been told.",
    changeWithheldDo: "Ask Rapport how it stands now: type “help” to see how.",
    lostWhy: "The platform could not be reached, however often Rapport tried.",
    lostDo: ({ reference }: { readonly reference: string }) =>
      `Look whether it works now. If not, pass ${reference} on to whoever runs Rapport.`,
    onceADay: "Told once a day at most",
    filesForbiddenWhy: "Rapport may write there, but not send files.",
    filesForbiddenDo: "Give the app the permission to send files and install it again; rapport doctor names it.",
    fileInvalidWhy: "The platform did not take the file.",
    noFile: ({ file }: { readonly file: string }) => `${file} could not be sent to you`,
    noFileWhy: "The chat did not take the file. Your admins have been told.",
    noFileDo: "Ask for it again once they have put it right.",
  },
  zh: {
    person: ({ name }) => `发给${name}的消息送不到`,
    channel: ({ name }) => `发到${name}频道的消息送不到`,
    noIdentityWhy: "这位成员在 Rapport 里还没有聊天账号。",
    noIdentityDo: "请在 /people 里给这位成员绑定账号。",
    noChannelWhy: "这个团队还没有设置频道。",
    noChannelDo: "请在团队设置里选一个频道。之前没发出的不会补发。",
    goneWhy: "会话或对方的账号已经不在了。",
    goneDoPerson: "人已离职就停用账号；换了新账号，就绑定到本人名下。",
    goneDoChannel: "请在团队设置里换一个频道。",
    forbiddenWhy: "Rapport 没有在那里发言的权限。",
    forbiddenDo: "把 Rapport 请进会话，或请工作区管理员放开发言权限。",
    invalidWhy: "平台不接受这条消息的内容，是 Rapport 自身的问题。",
    invalidDo: ({ reference }) => `请把编号 ${reference} 转给维护 Rapport 的同事，日志里有详情。`,
    withheldWhy: "公司的内容审核拦下了 Rapport 发的内容，多半是因为里面有手机号或邮箱。",
    withheldDo: "请聊天平台的管理员放行 Rapport 的消息。拦下的不会补发。",
    withheld: "这里有一条消息没有放行",
    withheldHere: "公司的内容审核拦下了它，多半是因为里面有手机号或邮箱。管理员已收到通知。",
    withheldHereDo: "要说的事在 Rapport 里都查得到，发“帮助”看看怎么查。",
    changeWithheld: "这张卡片不是最新状态",
    changeWithheldWhy: "公司的内容审核拦下了它的最新内容，多半是因为里面有手机号或邮箱。管理员已收到通知。",
    changeWithheldDo: "想知道现在的情况，直接问 Rapport，发“帮助”看看怎么问。",
    lostWhy: "平台一直连不上，多次重试后放弃。",
    lostDo: ({ reference }) => `看看现在是否恢复。没有的话，把编号 ${reference} 转给维护 Rapport 的同事。`,
    onceADay: "每天最多提醒一次",
    filesForbiddenWhy: "Rapport 可以在那里发言，但没有发文件的权限。",
    filesForbiddenDo: "请给应用开通发送文件的权限并重新安装；rapport doctor 会说明缺哪一项。",
    fileInvalidWhy: "平台不接受这个文件。",
    noFile: ({ file }) => `${file} 没能发给你`,
    noFileWhy: "聊天平台没有收下这个文件，管理员已收到通知。",
    noFileDo: "等他们处理好后，再要一次就行。",
  },
});
