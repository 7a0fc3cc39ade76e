import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Kept } from "./store.ts";

export const texts = defineTexts({
  en: {
    // Set-up
    notSetUp: "Rapport is not set up here yet",
    notSetUpDetail:
      "Whoever installed it has a set-up code: it is in the log of the first start. Send it to me like this: /setup CODE. If your company has Rapport on another platform, let an admin send /link there and give me the code here.",
    /** Somebody of another company, in a group that both companies are in. */
    guest: "Rapport works only for the company that owns this group",
    guestDetail: "You are a guest here, so nothing was changed. Please ask your colleague in the company.",
    wrongCode: "This is not the set-up code",
    wrongCodeDetail:
      "Nothing was changed. The code is in the log of the first start; it works once. Send it like this: /setup CODE",
    usedCode: "This set-up code has been used",
    usedCodeDetail:
      "Nothing was changed. Whoever was first is the admin now. Was that on another platform? Then ask the admin to send me /link there and to give me the code here, from their own account. After that, write to me again.",
    founded: "You are the admin of Rapport now",
    foundedDetail: "Next: the set-up, step by step. It takes half an hour, and you can leave it at any time.",
    goOn: "Set up",
    nextStep: "Go on with the set-up",
    newTeam: "Make a team",
    addPeople: "Add people",
    // Joining
    strangerTitle: "Good to see you",
    strangerDetail: (p: { admins: string }) =>
      `I do not know you yet. I have asked ${p.admins} to let you in and will write to you as soon as it is done. Do I know you on another platform? Then send me /link there.`,
    strangerAgain: (p: { admins: string }) =>
      `I have asked ${p.admins} already and will write to you as soon as it is done.`,
    strangerLapsed: (p: { admins: string }) =>
      `Nobody has decided on your request, so it has lapsed. I have asked ${p.admins} anew; a word from you helps too.`,
    stillOut: "Still waiting to be let in",
    stillOutDetail: (p: { admins: string }) =>
      `Nobody has decided on your request in time. I have asked ${p.admins} once more; a word from you helps too.`,
    notLetIn: "You were not let in",
    notLetInDetail: (p: { admins: string }) =>
      `Is that a mistake? Speak to ${p.admins}, who can add you at any time. I will not ask anyone again.`,
    strangerHome: (p: { admins: string }) =>
      `Rapport keeps customers, deals and reminders for your team, and I do not know you yet. Press the button, and I ask ${p.admins} to let you in. You hear from me as soon as it is done.`,
    askIn: "Ask to be let in",
    inAlready: "You are in already",
    noAdmin: "your admin",
    joinAsk: (p: { name: string }) => `${p.name} would like to use Rapport`,
    joinStill: (p: { name: string }) => `${p.name} is still waiting to be let in`,
    joinWithin:
      "No admin has answered yet. If they belong to your segment, choose their roles and team to let them in.",
    joinAskDetail: "Choose their roles and team to let them in.",
    letIn: "Let in",
    turnAway: "Turn away",
    turnAwayConfirm: (p: { name: string }) => `Keep ${p.name} out of Rapport?`,
    turnAwayYes: "Keep out",
    cancel: "Cancel",
    letInDone: (p: { name: string; roles: string }) => `${p.name} is in · ${p.roles}`,
    turnedAwayDone: (p: { name: string }) => `${p.name} was not let in`,
    decidedBy: (p: { name: string }) => `Decided by ${p.name}`,
    listed: "On your list, by mail",
    hereAlready: "Here already, by mail",
    namesake: (p: { platforms: string }) =>
      `Somebody of this name is here already, on ${p.platforms}. If it is the same person, choose them when you let them in; roles and teams stay.`,
    asksOn: "One person, on",
    alike: (p: { platforms: string }) =>
      `Somebody of the same name asks on ${p.platforms} too. If it is one person, let one in and link the other account on their card in /people.`,
    // Welcome
    welcome: (p: { name: string }) => `Welcome, ${p.name}`,
    welcomeDetail: (p: { admin: string; roles: string }) => `${p.admin} has added you as ${p.roles}.`,
    welcomeHow:
      "Log a visit with “/visit customer what was said”, see your board with /board. “help” shows everything.",
    // Forms
    addTitle: "Add people",
    people: "People",
    same: "Known already",
    sameHint: "Ticked: the same person. A namesake without a tick is added as somebody new.",
    sameAsk: (p: { names: string }) =>
      `On your list or at work on another platform: ${p.names}. Is it the same person?`,
    sameOne: (p: { name: string }) => `Tick one ${p.name} at most: one account is one person.`,
    sameGone: "Somebody ticked here has an account by now. Untick them.",
    oneByOne: (p: { name: string }) =>
      `Two of these are called ${p.name}, and so is somebody known already. Add one after the other.`,
    fewer: (p: { most: number }) => `More than ${p.most} of these may be known already. Add fewer at a time.`,
    rolesHint: "Whoever is known already keeps theirs.",
    newNeedsRoles: (p: { name: string }) => `Choose roles: ${p.name} is new here.`,
    add: "Add",
    teamTitle: "Team",
    teamName: "Name of the team",
    segment: "Segment (business line)",
    segmentHint: "A segment never sees another's customers.",
    segmentChoiceHint: "A segment never sees another's customers. New ones are made under /setup, Segments.",
    noSegment: "This segment is no longer there. Choose another.",
    /** An admin sees no customers for it: not how many there are, either. */
    segmentInUse: ({ customers, deals }: Kept) => {
      if (customers + deals === 0)
        return `The team has fee requests under way for customers of other teams of its segment. Wait until they are decided or withdrawn.`;
      if (customers === 0)
        return `The team has deals with customers of other teams of its segment, out of whose sight those would be. Hand each to a colleague of its customer's team first.`;
      return `The team has customers${deals > 0 ? " and deals with customers" : ""} in its segment, which would be out of their segment's sight. A coordinator moves the customers to a team of the other segment first: /handover → A colleague's customers. If there is none, give yourself or somebody that role in /people.`;
    },
    channelBeyond: (p: { team: string }) =>
      `${p.team} of another segment reads there, and a segment never sees another's. Choose another channel.`,
    channelBeyondOn: (p: { team: string; platform: string }) =>
      `On ${p.platform} the team shares a channel with ${p.team}, which is not of this segment. Change one of the two there first.`,
    zone: "Time zone",
    zoneHint: "Its week and its Friday summary keep to it. Type a city, such as London.",
    noZone: "There is no such time zone. Type a city and choose one from the list.",
    language: "Language of its channels",
    languageHint: "What is posted there is in it. Everybody chooses their own for themselves.",
    elsewhere: (p: { platforms: string; here: string }) =>
      `These are the team's channels on ${p.here}. Those on ${p.platforms} stay as they are.`,
    channel: "The team's channel",
    channelHint: "The Friday summary goes there. Invite Rapport to it first.",
    approvals: "Channel for approvals",
    approvalsHint: "Fee requests wait there. Leave empty to use the team's channel.",
    save: "Save",
    // Answers
    added: (p: { names: string; roles: string }) => ["Added: ", p.names, p.roles && " · ", p.roles].join(""),
    nowHere: (p: { names: string }) => `Known already, and now here too: ${p.names}`,
    nowHereDetail: "Their roles and teams stay as they are; /people changes them.",
    addedDetail: "They have got a short welcome from me.",
    teamMade: (p: { name: string }) => `Team ready: ${p.name}`,
    teamWithoutChannel:
      "It has no channel here yet, and its Friday summary waits for one. I can post only in channels I was invited to.",
    teamChanged: (p: { name: string }) => `Team changed: ${p.name}`,
    teamsCounts: "Teams that are open, with the people in them.",
    teamsTitle: (p: { count: number }) => `Teams · ${p.count}`,
    teamsNamed: (p: { count: number; named: string }) => `Teams · ${p.count} for “${p.named}”`,
    teamsSearch: "/team and a part of a name finds one.",
    moreTeams: "More teams",
    allTeams: "All teams",
    editTeam: "Edit",
    noChannel: "no channel yet",
    inChannel: (p: { platforms: string }) => `channel on ${p.platforms}`,
    members: (p: { count: number }) => (p.count === 1 ? "1 person" : `${p.count} people`),
    // Mistakes at fields
    bot: (p: { name: string }) => `${p.name} is an app, not a person.`,
    beyondPerson: (p: { name: string }) => `Only an admin can add ${p.name}. Ask an admin.`,
    teamTaken: "There is a team of this name already.",
  },
  zh: {
    notSetUp: "Rapport 还没有设置",
    notSetUpDetail:
      "安装的人手里有设置码，在第一次启动的日志里。这样发给我：/setup 设置码。公司在别的平台上已经在用的话，请管理员在那里发 /link，再把绑定码发到这里。",
    guest: "Rapport 只为本群所属公司的人服务",
    guestDetail: "你在这里是外部成员，没有改动任何内容。有事请找群里这家公司的同事。",
    wrongCode: "设置码不对",
    wrongCodeDetail: "没有改动任何内容。设置码在第一次启动的日志里，只能用一次。这样发给我：/setup 设置码",
    usedCode: "设置码已经用过了",
    usedCodeDetail:
      "没有改动任何内容，先用的人现在是管理员。那是在别的平台上的话，请管理员在那里发 /link，再用自己在这里的账号把绑定码发给我；之后你再找我就行。",
    founded: "你现在是 Rapport 的管理员",
    foundedDetail: "接下来一步一步设置，半小时左右，随时可以离开再回来。",
    goOn: "开始设置",
    nextStep: "继续设置",
    newTeam: "建团队",
    addPeople: "加人",
    strangerTitle: "你好",
    strangerDetail: (p) =>
      `我还不认识你，已经请 ${p.admins} 把你加进来，办好了马上告诉你。在别的平台上用过我？在那里发 /link 就行。`,
    strangerAgain: (p) => `已经请过 ${p.admins} 了，办好了马上告诉你。`,
    strangerLapsed: (p) => `之前的申请一直没人处理，已经失效。我又请了${p.admins}让你加入，你也可以直接跟对方说一声。`,
    stillOut: "还在等着加入",
    stillOutDetail: (p) => `到时限还没人处理你的申请。我又提醒了${p.admins}，你也可以直接跟对方说一声。`,
    notLetIn: "没有同意你加入",
    notLetInDetail: (p) => `如果弄错了，请直接找${p.admins}，随时可以把你加进来。我不会再替你申请。`,
    strangerHome: (p) =>
      `Rapport 帮你的团队管客户、商机和提醒，不过我还不认识你。按下面的按钮，我请 ${p.admins} 把你加进来，办好了马上告诉你。`,
    askIn: "申请加入",
    inAlready: "你已经加入了",
    noAdmin: "管理员",
    joinAsk: (p) => `${p.name} 想使用 Rapport`,
    joinStill: (p) => `${p.name} 还在等着加入`,
    joinWithin: "系统管理员还没有处理。如果是你板块的人，选好角色和团队就可以加入。",
    joinAskDetail: "选好角色和团队就可以加入。",
    letIn: "同意加入",
    turnAway: "不同意",
    turnAwayConfirm: (p) => `不让 ${p.name} 使用 Rapport？`,
    turnAwayYes: "不同意",
    cancel: "取消",
    letInDone: (p) => `${p.name} 已加入 · ${p.roles}`,
    turnedAwayDone: (p) => `没有同意 ${p.name} 加入`,
    decidedBy: (p) => `由 ${p.name} 决定`,
    listed: "名单里同一邮箱",
    hereAlready: "同一邮箱已在用",
    namesake: (p) => `同名的同事已经在用（${p.platforms}）。如果是同一个人，同意加入时选上那一位，角色和团队不变。`,
    asksOn: "同一个人在",
    alike: (p) =>
      `${p.platforms}上也有同名的人在申请。如果是同一个人，同意其中一个，再到 /people 的个人卡片上绑定另一个账号。`,
    welcome: (p) => `欢迎你，${p.name}`,
    welcomeDetail: (p) => `${p.admin} 把你加进来了，角色：${p.roles}。`,
    welcomeHow: "拜访完发一句“/visit 客户 谈了什么”，看板用 /board，发“帮助”看全部。",
    addTitle: "加人",
    people: "同事",
    same: "已有的同事",
    sameHint: "勾选的就是同一个人；不勾选表示只是同名，会作为新同事加入。",
    sameAsk: (p) => `名单里或别的平台上已有 ${p.names}。是同一个人吗？`,
    sameOne: (p) => `${p.name} 最多勾选一位，一个账号只能是一个人。`,
    sameGone: "勾选的人里有一位已经有账号了，请取消勾选。",
    oneByOne: (p) => `选的人里有两位都叫 ${p.name}，已有的同事里也有一位。请一位一位地加。`,
    fewer: (p) => `选的人里可能有 ${p.most} 位以上是已有的同事，请分几次加。`,
    rolesHint: "已有的同事不用选，角色不变。",
    newNeedsRoles: (p) => `请选角色：${p.name} 是新同事。`,
    add: "加入",
    teamTitle: "团队",
    teamName: "团队名称",
    segment: "板块（业务线）",
    segmentHint: "板块之间互相看不到客户。",
    segmentChoiceHint: "板块之间互相看不到客户。新板块在 /setup 的“板块”里建。",
    noSegment: "这个板块已经不在了。请另选一个。",
    segmentInUse: ({ customers, deals }) => {
      if (customers + deals === 0) return `团队还有在途的费用单，客户是原板块别的团队的。请先等它们批完或撤回。`;
      if (customers === 0)
        return `团队还有商机，客户是原板块别的团队的，直接换板块，那边就看不到了。请先把商机交给客户所在团队的同事。`;
      return `团队在原板块还有客户${deals > 0 ? "和有客户的商机" : ""}，直接换板块，原板块就看不到了。请先由市场统筹把客户移到另一板块的团队：/handover →“移交某位同事的”；还没有市场统筹的话，在 /people 里把这个角色给自己或别人。`;
    },
    channelBeyond: (p) => `别的板块的${p.team}也在用这个频道，板块之间互相看不到。请另选一个。`,
    channelBeyondOn: (p) =>
      `这个团队在${p.platform}上和${p.team}共用一个频道，而${p.team}不属于这个板块。请先在那边改掉一个。`,
    zone: "时区",
    zoneHint: "团队的一周和周五汇总按它算。输入城市，例如：上海。",
    noZone: "没有这个时区。请输入城市，再从列表里选。",
    language: "频道用的语言",
    languageHint: "发到团队频道里的内容用它。每个人自己看的语言由自己选。",
    elsewhere: (p) => `这里选的频道只管这个平台（${p.here}），别的平台（${p.platforms}）照旧。`,
    channel: "团队频道",
    channelHint: "周五汇总发在这里。请先把 Rapport 邀请进频道。",
    approvals: "审批频道",
    approvalsHint: "费用申请在这里等审批。不填就用团队频道。",
    save: "保存",
    added: (p) => ["已加入：", p.names, p.roles && " · ", p.roles].join(""),
    nowHere: (p) => `本来就在用，这里也绑定好了：${p.names}`,
    nowHereDetail: "角色和团队不变，要改请用 /people。",
    addedDetail: "我已经给他们发了简短的欢迎。",
    teamMade: (p) => `团队建好了：${p.name}`,
    teamWithoutChannel: "这里还没有它的频道，有了频道才能发周五汇总。我只能在邀请我进去的频道里发消息。",
    teamChanged: (p) => `团队已修改：${p.name}`,
    teamsCounts: "统计在用的团队和其中的人。",
    teamsTitle: (p) => `团队 · ${p.count} 个`,
    teamsNamed: (p) => `团队 · “${p.named}”有 ${p.count} 个`,
    teamsSearch: "发“/team 名称”可以直接找。",
    moreTeams: "更多团队",
    allTeams: "全部团队",
    editTeam: "修改",
    noChannel: "还没有频道",
    inChannel: (p) => `频道：${p.platforms}`,
    members: (p) => `${p.count} 人`,
    bot: (p) => `${p.name} 是应用，不是人。`,
    beyondPerson: (p) => `${p.name} 只能由系统管理员来加，请找系统管理员。`,
    teamTaken: "已经有叫这个名字的团队了。",
  },
});

export const ADMINS_ONLY: InBoth = {
  en: "Not done: only an admin changes people and teams. Ask your admin.",
  zh: "没有改动：只有系统管理员能改人员和团队。请找管理员。",
};
/** Somebody by that name may be known beyond the asker's sight; why is not said. */
export const onlyAdminAdds = (p: { readonly name: string }): InBoth => ({
  en: texts.en.beyondPerson(p),
  zh: texts.zh.beyondPerson(p),
});
export const GONE: InBoth = {
  en: "Not done: it is no longer there. Call /people or /team again.",
  zh: "没有改动：它已经不在了。请重新用 /people 或 /team 查看。",
};
export const STALE: InBoth = {
  en: "Not changed: somebody has changed this team meanwhile. Open it again from /team.",
  zh: "没有改动：刚才有人改过这个团队。请从 /team 重新打开。",
};
export const DECIDED: InBoth = {
  en: "Not changed: this has been decided already. Here is what it came to.",
  zh: "没有改动：这个申请已经处理过了。下面是结果。",
};
export const WRONG_CODE: InBoth = { en: texts.en.wrongCode, zh: texts.zh.wrongCode };
export const USED_CODE: InBoth = { en: texts.en.usedCode, zh: texts.zh.usedCode };

export const sayAdmins = (admins: readonly { readonly name: string }[], language: Language): string =>
  admins.map(({ name }) => name).join(language === "zh" ? "、" : ", ") || texts[language].noAdmin;
