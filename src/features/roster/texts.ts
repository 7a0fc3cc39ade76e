import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    pasteTitle: "People from a list",
    pasteIntro:
      "One person a line: name, mail or phone, team, roles. Tabs, commas or spaces between. You see first what will happen.",
    pasteExample: "Emma Stone, emma@company.com, East One, rep",
    list: "The list",
    listHint: "About 30 people at a time. For more, send the sheet (.xlsx, .csv) to this chat as a file.",
    check: "Check",
    planTitle: (p: { add: number; fill: number; known: number; waiting: number; refused: number }) =>
      [
        `${p.add} will be added`,
        ...(p.fill > 0 ? [`mail or phone of ${p.fill} filled in`] : []),
        ...(p.known > 0 ? [`${p.known} known already`] : []),
        ...(p.waiting > 0 ? [`${p.waiting} ${p.waiting === 1 ? "waits" : "wait"} for a team`] : []),
        ...(p.refused > 0 ? [`${p.refused} refused`] : []),
      ].join(" · "),
    refusedText: "What is refused is left out. Put it right and send it again; nobody is added twice.",
    nobodyLeft: (p: { lines: string }) => `Taken for headings or a total, not for people: ${p.lines}`,
    remarkLeft: (p: { words: string }) => `“${p.words}” is left out`,
    pause: "; ",
    missingTeams: (p: { teams: string }) =>
      `Teams that are not there yet: ${p.teams}. Make them, and their people are in this list at once.`,
    missingTeam: (p: { team: string; people: string; count: number }) =>
      `${p.team} (${p.count === 1 ? p.people : `${p.count} people`})`,
    makeTeams: (p: { count: number }) => (p.count === 1 ? "Make this team" : `Make these ${p.count} teams`),
    teamsTitle: "Teams of the list",
    teams: "Teams",
    teamTooLong: (p: { most: number }) => `A team's name has at most ${p.most} characters.`,
    teamsHint:
      "One a line, all in this segment. Take out what is misspelt or another segment's; you are asked for it again.",
    segment: "Segment (business line)",
    segmentHint: "A segment never sees another's customers.",
    noSegment: "This segment is no longer there. Choose another.",
    make: "Make",
    linesAlike: (p: { count: number }) => `${p.count} lines`,
    willBe: "will be added",
    known: (p: { name: string }) => `known already as ${p.name}; stays as it is`,
    knownUnseen: "somebody here has this mail, phone or name already; ask an admin",
    knownClosed: (p: { name: string }) => `${p.name}'s account is closed; open it again with /people`,
    closedNamesake: (p: { name: string }) =>
      `${p.name}'s account is closed; open it again with /people or, if it is somebody else, add them with *Add people*`,
    willFill: (p: { name: string; told: string }) => `known already as ${p.name}; ${p.told} is filled in`,
    unknown: (p: { word: string }) => `“${p.word}” is not a mail address, phone, role or team here`,
    badMail: (p: { word: string }) => `“${p.word}” is no whole mail address`,
    badPhone: (p: { word: string }) =>
      `“${p.word}” is no whole phone number; set the sheet's column to text, and write + before a number from abroad`,
    noName: "no name",
    longName: "too long for a name; is a comma missing?",
    noRole: "no role: rep, clerk, manager, finance, executive, compliance, coordinator, segment admin or admin",
    twice: "twice in this list",
    sameReach: (p: { name: string }) => `same mail or phone as ${p.name} in this list`,
    namesakes: "several lines may be the one known by this name; put their mail or phone in with /people first",
    needs_team: "reps, clerks, managers and segment admins need a team",
    beyond_roles: "you can give roles of a team only",
    beyond_teams: "you can choose teams of your segment only",
    add: (p: { count: number; fill: number }) => {
      const add = p.count === 1 ? "Add 1 person" : `Add ${p.count} people`;
      if (p.fill === 0) return add;
      return p.count === 0 ? `Fill in ${p.fill}` : `${add}, fill in ${p.fill}`;
    },
    again: "Paste again",
    another: "Paste another list",
    andMore: (p: { count: number }) => `and ${p.count} more lines`,
    added: (p: { count: number; fill: number }) =>
      [
        p.count === 1 ? "1 person added" : `${p.count} people added`,
        ...(p.fill > 0 ? [`mail or phone of ${p.fill} filled in`] : []),
      ].join(" · "),
    usedUp: "This list has been used",
    noMore: "This list is no longer kept",
    addedText:
      "Ask them to say hello to me: who asks to be let in is matched with this list by name, and you confirm it.",
    soughtText:
      "I am looking up their accounts by mail and phone, and tell you who was found. Whoever is gets a short welcome from me.",
    undo: "Undo",
    undoTitle: "Take these people out again?",
    undoText: "Who has been at work here since, or was given something, stays and is named.",
    undoNo: "Keep them",
    undoUntil: (p: { time: string }) => `Can be undone until ${p.time}.`,
    undone: (p: { count: number }) =>
      p.count === 1 ? "1 person taken out again" : `${p.count} people taken out again`,
    stayed: (p: { names: string }) => `Used since, so they stay: ${p.names}. Close accounts with /people.`,
    nobody: "There is nobody in this list. One person a line: name, mail or phone, team, roles.",
  },
  zh: {
    pasteTitle: "粘贴名单加人",
    pasteIntro: "一行一个人：姓名、邮箱或手机、团队、角色，用制表符、逗号或空格隔开。先给你看结果，再加。",
    pasteExample: "李伟，li.wei@company.com，华东一组，销售代表",
    list: "名单",
    listHint: "一次约 30 人。人多就把表格（.xlsx、.csv）当文件直接发到这里。",
    check: "先看看",
    planTitle: (p) =>
      [
        `将加入 ${p.add} 人`,
        ...(p.fill > 0 ? [`补上 ${p.fill} 人的联系方式`] : []),
        ...(p.known > 0 ? [`已有 ${p.known} 人`] : []),
        ...(p.waiting > 0 ? [`${p.waiting} 人等建团队`] : []),
        ...(p.refused > 0 ? [`${p.refused} 行不能用`] : []),
      ].join(" · "),
    refusedText: "不能用的先跳过，改好再发一次，不会重复加人。",
    nobodyLeft: (p) => `当作标题或合计，没有当成人：${p.lines}`,
    remarkLeft: (p) => `“${p.words}”没有记下`,
    pause: "；",
    missingTeams: (p) => `还没有的团队：${p.teams}。先建团队，名单里的人马上就能加。`,
    missingTeam: (p) => `${p.team}（${p.count === 1 ? p.people : `${p.count} 人`}）`,
    makeTeams: (p) => (p.count === 1 ? "建这个团队" : `建这 ${p.count} 个团队`),
    teamsTitle: "名单里的团队",
    teamTooLong: (p) => `团队名称最多 ${p.most} 个字。`,
    teams: "团队",
    teamsHint: "一行一个，都归到上面的板块。写错的、属于别的板块的先删掉，建完会再问。",
    segment: "板块（业务线）",
    segmentHint: "板块之间互相看不到客户。",
    noSegment: "这个板块已经没有了，请另选一个。",
    make: "建团队",
    linesAlike: (p) => `${p.count} 行`,
    willBe: "将加入",
    known: (p) => `已经有了：${p.name}，不动`,
    knownUnseen: "这里已经有人用这个邮箱、手机或姓名了，请找系统管理员",
    knownClosed: (p) => `${p.name} 的账号已停用；人回来了，请在 /people 里重新启用`,
    closedNamesake: (p) => `${p.name} 的账号已停用；人回来了，请在 /people 里重新启用；如果是另一个人，请用*加人*`,
    willFill: (p) => `已经有了：${p.name}，补上 ${p.told}`,
    unknown: (p) => `“${p.word}”不是邮箱、手机、角色或这里的团队`,
    badMail: (p) => `“${p.word}”不是完整的邮箱`,
    badPhone: (p) => `“${p.word}”不是完整的手机号；在表格里请把这一列设成文本，境外号码前面写上 +`,
    noName: "没有姓名",
    longName: "姓名太长，是不是少了逗号",
    noRole: "没有角色：销售代表、内勤、经理、财务、管理层、合规、市场统筹、板块管理员或系统管理员",
    twice: "名单里重复了",
    sameReach: (p) => `邮箱或手机和名单里的 ${p.name} 相同`,
    namesakes: "有几行都可能是已有的这位同名同事，请先在 /people 里给这位填上邮箱或手机",
    needs_team: "销售代表、内勤、经理和板块管理员要有团队",
    beyond_roles: "你只能给团队里的角色",
    beyond_teams: "只能选你板块里的团队",
    add: (p) =>
      [...(p.count > 0 ? [`加入 ${p.count} 人`] : []), ...(p.fill > 0 ? [`补上 ${p.fill} 人`] : [])].join("，"),
    again: "重新粘贴",
    another: "再粘贴一份",
    andMore: (p) => `还有 ${p.count} 行`,
    added: (p) => [`已加入 ${p.count} 人`, ...(p.fill > 0 ? [`补上 ${p.fill} 人的联系方式`] : [])].join(" · "),
    usedUp: "这份名单已经用过了",
    noMore: "这份名单已经不在了",
    addedText: "请他们来跟我打个招呼：申请加入时我按姓名和名单对上，由你确认。",
    soughtText: "我正在按邮箱和手机查找他们的账号，查到谁会告诉你，查到的人会收到我的欢迎消息。",
    undo: "撤销",
    undoTitle: "移除这些人？",
    undoText: "之后已经用起来、或分到了客户和工作的人保留，并列出名字。",
    undoNo: "保留",
    undoUntil: (p) => `${p.time} 前可以撤销。`,
    undone: (p) => `已移除 ${p.count} 人`,
    stayed: (p) => `已经用起来，保留：${p.names}。要停用账号，请用 /people。`,
    nobody: "名单里没有人。一行一个人：姓名、邮箱或手机、团队、角色。",
  },
});

export const refusals = {
  notYours: {
    en: "Not done: only an admin adds people, a segment admin those of the segment. Ask your admin.",
    zh: "没有加人：只有系统管理员能加人，板块管理员只管本板块。请找管理员。",
  },
  nothingToUndo: {
    en: "Nothing was undone: this list was undone before, or is not yours. Look at /people.",
    zh: "没有撤销：这份名单已经撤销过，或不是你加的。请看 /people。",
  },
  gone: {
    en: "Not added: this list has been added or is too old. Look at /people, or paste it again.",
    zh: "没有加人：这份名单已经加过或过期了。请看 /people，或重新粘贴。",
  },
} as const satisfies Record<string, InBoth>;

export const teamsByAdmins = {
  en: "No team was made: only an admin makes teams. Ask your admin.",
  zh: "没有建团队：只有系统管理员能建团队。请找管理员。",
} as const satisfies InBoth;

export const undoOver = (time: (language: keyof InBoth) => string): InBoth => ({
  en: `Nothing was undone: it could be undone until ${time("en")}. Close accounts with /people.`,
  zh: `没有撤销：${time("zh")} 前可以撤销，已经过了。要停用账号，请用 /people。`,
});
