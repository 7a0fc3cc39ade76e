import { defineTexts } from "../../chat/texts.ts";
import type { InBoth, Language } from "../../core/language.ts";
import type { Role } from "../../core/scope.ts";
import { sayRole } from "../../domain/roles.ts";
import type { Missing, Step, Work } from "./rules.ts";

export const STEP_NAMES: Readonly<Record<Step, InBoth>> = {
  company: { en: "Company", zh: "公司信息" },
  segments: { en: "Segments", zh: "板块" },
  teams: { en: "Teams", zh: "团队" },
  channels: { en: "Channels", zh: "频道" },
  people: { en: "People", zh: "同事" },
  holidays: { en: "Holidays", zh: "节假日" },
};
export const STEP_WHY: Readonly<Record<Step, InBoth>> = {
  company: {
    en: "Name, country calendar, currency, time zone, office hours",
    zh: "名称、日历、币种、时区、工作时间",
  },
  segments: { en: "Business lines; one never sees another's customers", zh: "业务线，互相看不到客户" },
  teams: { en: "People with one manager, each in a segment", zh: "一位经理带的人，归到一个板块" },
  channels: { en: "One per team, for its summary and its papers", zh: "每个团队一个，发汇总、等审批" },
  people: {
    en: "With their roles: rep, clerk, manager in teams, finance. Many? Send me the sheet here as a file; it makes the teams too.",
    zh: "选好角色：代表、内勤、经理要有团队，还有财务。人多就把名单表格发到这里，团队也能一起建",
  },
  holidays: { en: "So that working days are counted right", zh: "工作日才能算对" },
};
export const WORK_NAMES: Readonly<Record<Work, InBoth>> = {
  reminders: { en: "Daily reminders", zh: "每日提醒" },
  fees: { en: "Fees", zh: "客情费审批" },
  summary: { en: "Friday summary", zh: "周五汇总" },
  moves: { en: "Moving customers between segments", zh: "跨板块移交" },
};

export const texts = defineTexts({
  en: {
    title: (p: { done: number; all: number }) => `Set-up: ${p.done} of ${p.all} done`,
    complete: "Everything is set",
    stepDone: (p: { name: string }) => `✓ ${p.name}`,
    stepOpen: (p: { name: string }) => `○ ${p.name}`,
    works: (p: { what: string }) => `✓ ${p.what}: ready`,
    waits: (p: { what: string; missing: string }) => `○ ${p.what}: waiting for ${p.missing}`,
    separator: ", ",
    more: (p: { count: number }) => `${p.count} more`,
    missingTeams: "a team",
    missingRole: (p: { role: string }) => p.role,
    missingInTeam: (p: { role: string; team: string }) => `${p.role} in ${p.team}`,
    missingAccount: (p: { role: string }) => `${p.role} with an account`,
    missingAccountIn: (p: { role: string; team: string }) => `${p.role} in ${p.team} with an account`,
    missingOthers: (p: { team: string }) =>
      `more people in ${p.team} (nobody signs two steps of a fee, or one of their own)`,
    missingChannel: (p: { team: string }) => `a channel for ${p.team}`,
    missingApprovals: (p: { team: string }) => `a channel for the papers of ${p.team}`,
    missingHolidays: (p: { year: number }) => `the holidays of ${p.year}`,
    footer: "You can leave this at any time: /setup shows it again.",
    goOn: "Go on with the set-up",
    hide: "Hide",
    hideTitle: "Hide the set-up?",
    hideText: "It is no longer on Home. /setup still shows it.",
    cancel: "Cancel",
    hidden: "Hidden: /setup shows it again",
    fillIn: "Fill in",
    change: "Change",
    newTeam: "New team",
    addPeople: "Add people",
    pasteList: "Paste a list",
    teamChannel: (p: { team: string }) => `Channel of ${p.team}`,
    companyTitle: "Company",
    companyName: "Name",
    country: "Country",
    countryHint: "Its holidays count. Type a part of its name.",
    currency: "Currency",
    currencyHint: "Limits and fees are in it. It stays once amounts are kept.",
    zone: "Time zone",
    zoneHint: "Type a city, such as London.",
    language: "Language of reports",
    languageHint: "Everybody chooses their own for themselves.",
    save: "Save",
    companySaved: "Company saved",
    counted: "Amounts are kept in this currency already, so it stays.",
    noZone: "There is no such time zone. Type a city and choose one from the list.",
    noSuch: "Please choose one from the list.",
    segmentsCounts: "Segments that are open, with their open teams.",
    segmentsTitle: (p: { count: number }) => `Segments · ${p.count}`,
    segmentTeams: (p: { count: number }) => (p.count === 1 ? "1 team" : `${p.count} teams`),
    newSegment: "New segment",
    nextSegments: "More segments",
    renameSegment: "Rename segment",
    rename: "Rename",
    segmentName: "Name of the segment",
    segmentHint: "A business line; one never sees another's customers.",
    segmentTaken: "There is a segment of this name already.",
    notAdminTitle: "Rapport is set up already",
    notAdminDetail: "“help” shows what you can do. People and teams are changed by your admin.",
  },
  zh: {
    title: (p) => `设置：已完成 ${p.done}/${p.all}`,
    complete: "全部设置好了",
    stepDone: (p) => `✓ ${p.name}`,
    stepOpen: (p) => `○ ${p.name}`,
    works: (p) => `✓ ${p.what}：可以用了`,
    waits: (p) => `○ ${p.what}：还缺${p.missing}`,
    separator: "、",
    more: (p) => `另外 ${p.count} 项`,
    missingTeams: "团队",
    missingRole: (p) => p.role,
    missingInTeam: (p) => `${p.team}的${p.role}`,
    missingAccount: (p) => `${p.role}的账号`,
    missingAccountIn: (p) => `${p.team}${p.role}的账号`,
    missingOthers: (p) => `${p.team}的签字人（一张单子一人只签一步，自己的不能签）`,
    missingChannel: (p) => `${p.team}的频道`,
    missingApprovals: (p) => `${p.team}的审批频道`,
    missingHolidays: (p) => `节假日（${p.year} 年）`,
    footer: "随时可以离开，发 /setup 接着来。",
    goOn: "继续设置",
    hide: "收起",
    hideTitle: "收起设置？",
    hideText: "主页不再显示，发 /setup 还能看到。",
    cancel: "取消",
    hidden: "已收起，发 /setup 还能看到",
    fillIn: "填写",
    change: "修改",
    newTeam: "建团队",
    addPeople: "加人",
    pasteList: "粘贴名单",
    teamChannel: (p) => `${p.team}的频道`,
    companyTitle: "公司信息",
    companyName: "名称",
    country: "国家或地区",
    countryHint: "按它的节假日算工作日。输入名称的一部分。",
    currency: "币种",
    currencyHint: "上限和费用都用它。有了金额以后不能再改。",
    zone: "时区",
    zoneHint: "输入城市，例如：上海。",
    language: "报告用的语言",
    languageHint: "每个人自己看的语言由自己选。",
    save: "保存",
    companySaved: "公司信息已保存",
    counted: "已经有按这个币种记的金额，不能再改。",
    noZone: "没有这个时区。输入城市，从列表里选一个。",
    noSuch: "请从列表里选一个。",
    segmentsCounts: "统计在用的板块和其中在用的团队。",
    segmentsTitle: (p) => `板块 · ${p.count} 个`,
    segmentTeams: (p) => `${p.count} 个团队`,
    newSegment: "新板块",
    nextSegments: "更多板块",
    renameSegment: "板块改名",
    rename: "改名",
    segmentName: "板块名称",
    segmentHint: "业务线，互相看不到客户。",
    segmentTaken: "已经有叫这个名字的板块了。",
    notAdminTitle: "Rapport 已经设置好了",
    notAdminDetail: "发“帮助”看看能做什么。人员和团队由管理员修改。",
  },
});

export const refusals = {
  notAdmin: {
    en: "Not changed: only an admin sets Rapport up. Ask your admin.",
    zh: "没有改动：只有系统管理员能设置。请找管理员。",
  },
  stale: {
    en: "Not saved: somebody has changed the company's settings meanwhile. Open the form again from /setup.",
    zh: "没有保存：刚才有人改过公司信息。请从 /setup 重新打开。",
  },
  moved: {
    en: "Not put away: the company's settings have been changed since. Press again if you still want it away.",
    zh: "没有收起：公司设置刚才有变化。还想收起的话，请再按一次。",
  },
  renamed: {
    en: "Not saved: somebody has renamed this segment meanwhile. Look at the segments from /setup.",
    zh: "没有保存：刚才有人给这个板块改了名。请从 /setup 看看现在叫什么。",
  },
  gone: {
    en: "Not saved: this segment is not there. Look at them from /setup.",
    zh: "没有保存：没有这个板块。请从 /setup 查看。",
  },
} as const satisfies Readonly<Record<string, InBoth>>;

/** One who has it, as English says it within a sentence. */
const ONE_OF: Readonly<Partial<Record<Role, string>>> = {
  finance: "somebody in finance",
  executive: "an executive",
  compliance: "somebody for compliance",
};
const sayOne = (role: Role, language: Language): string => {
  const name = sayRole(role, language);
  return language === "en" ? (ONE_OF[role] ?? `a ${name}`) : name;
};

export const sayMissing = (missing: Missing, language: Language): string => {
  const t = texts[language];
  switch (missing.kind) {
    case "teams":
      return t.missingTeams;
    case "role": {
      const role = sayOne(missing.role, language);
      return missing.team === undefined ? t.missingRole({ role }) : t.missingInTeam({ role, team: missing.team });
    }
    case "account": {
      const role = sayOne(missing.role, language);
      return missing.team === undefined ? t.missingAccount({ role }) : t.missingAccountIn({ role, team: missing.team });
    }
    case "others":
      return t.missingOthers({ team: missing.team });
    case "channel":
      return t.missingChannel({ team: missing.team });
    case "approvals":
      return t.missingApprovals({ team: missing.team });
    case "holidays":
      return t.missingHolidays({ year: missing.year });
    default:
      return missing satisfies never;
  }
};
