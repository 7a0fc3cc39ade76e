import { defineTexts } from "../../chat/texts.ts";
import { dateIn, parsePlainDate, sayMonth, timeIn, type Zone } from "../../core/dates.ts";
import type { InBoth, Language } from "../../core/language.ts";
import { type Currency, currency, money, sayMoney } from "../../core/money.ts";
import type { Role } from "../../core/scope.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { sayRoles } from "../../domain/roles.ts";
import { keyOf } from "../company/public.ts";
import { figureName, sayFigure } from "../figures/public.ts";
import { LANGUAGE_NAMES } from "../settings/public.ts";

/** What the log tells of the company. What is done with customers is told by their histories, but for what brings data in, out or together. */
export const KINDS = {
  "organization.founded": { en: "Company set up", zh: "建立公司" },
  "organization.changed": { en: "Company changed", zh: "修改公司信息" },
  "workspace.attached": { en: "Platform connected", zh: "接入平台" },
  "setup.hidden": { en: "Set-up put away", zh: "收起设置" },
  "figures.changed": { en: "Figures changed", zh: "修改参数" },
  "goals.changed": { en: "Goals changed", zh: "修改目标" },
  "segment.made": { en: "Segment made", zh: "新建板块" },
  "segment.renamed": { en: "Segment renamed", zh: "板块改名" },
  "segment.closed": { en: "Segment closed", zh: "关闭板块" },
  "team.made": { en: "Team made", zh: "新建团队" },
  "team.changed": { en: "Team changed", zh: "修改团队" },
  "team.closed": { en: "Team closed", zh: "关闭团队" },
  "team.reopened": { en: "Team opened again", zh: "恢复团队" },
  "member.added": { en: "Person added", zh: "加入人员" },
  "member.changed": { en: "Person changed", zh: "修改人员" },
  "member.undone": { en: "Adding undone", zh: "撤销加入" },
  "member.opened": { en: "Account opened again", zh: "重新启用账号" },
  "member.closed": { en: "Account closed", zh: "停用账号" },
  "member.madeAdmin": { en: "Made an admin", zh: "设为系统管理员" },
  "member.settings": { en: "Own settings changed", zh: "修改个人设置" },
  "identity.linked": { en: "Platform account connected", zh: "连接平台账号" },
  "identity.unlinked": { en: "Platform account taken off", zh: "断开平台账号" },
  "link.code": { en: "Link code asked for", zh: "索取绑定码" },
  "join.asked": { en: "Asked to join", zh: "申请加入" },
  "join.letIn": { en: "Let in", zh: "同意加入" },
  "join.turnedAway": { en: "Turned away", zh: "没有同意加入" },
  "account.asked": { en: "Account request made", zh: "提出账号申请" },
  "account.done": { en: "Account request done", zh: "账号申请已办" },
  "account.declined": { en: "Account request declined", zh: "账号申请没有同意" },
  "account.lapsed": { en: "Account request lapsed", zh: "账号申请过期" },
  "account.overtaken": { en: "Account request overtaken", zh: "账号申请不再需要" },
  "absence.set": { en: "Absence entered", zh: "登记请假" },
  "absence.changed": { en: "Absence changed", zh: "修改请假" },
  "absence.ended": { en: "Absence ended", zh: "提前结束请假" },
  "absence.calledOff": { en: "Absence called off", zh: "取消请假" },
  "list.exported": { en: "List exported", zh: "导出清单" },
} as const satisfies Readonly<Record<string, InBoth>>;

/** Data that came in, went out, was put together or erased; of which customer, to those who see it alone. */
export const DATA_KINDS = {
  "import.applied": { en: "Folder of sheets imported", zh: "导入整套表格" },
  "import.takes_erased": { en: "Erased people let in again", zh: "重新录入抹除过的联系人" },
  "customer.merged": { en: "Customers merged", zh: "合并客户" },
  "customer.parted": { en: "Merge of customers undone", zh: "撤销合并客户" },
  "contact.merged": { en: "Contacts merged", zh: "合并联系人" },
  "contact.parted": { en: "Merge of contacts undone", zh: "撤销合并联系人" },
  "contact.exported": { en: "Personal data exported", zh: "导出个人信息" },
  "contact.erased": { en: "Personal data erased", zh: "抹除个人信息" },
} as const satisfies Readonly<Record<string, InBoth>>;

/** An import, by the state it came to. */
export const IMPORT_STATES = {
  applied: { en: "Imported", zh: "导入" },
  undone: { en: "Import undone", zh: "撤销导入" },
  halted: { en: "Import stopped half-way", zh: "导入停在半路" },
} as const satisfies Readonly<Record<string, InBoth>>;

export const actionOf = ({ what, after }: Pick<Entry, "what" | "after">): InBoth => {
  const state = String(Object(after).state);
  if (what === "import.moved" && Object.hasOwn(IMPORT_STATES, state))
    return IMPORT_STATES[state as keyof typeof IMPORT_STATES];
  return { ...KINDS, ...DATA_KINDS }[what as keyof typeof KINDS | keyof typeof DATA_KINDS];
};

/** What an account request asks for. */
const ASKED: Readonly<Record<string, InBoth>> = {
  change: { en: "change", zh: "修改" },
  close: { en: "close", zh: "停用" },
  reopen: { en: "open again", zh: "重新启用" },
};

/**
 * Facts that are told of an entry, by the name it keeps them under. Others are not: what its kind says already, and how
 * many customers there are, which is not an admin's to know.
 */
const FACTS = {
  name: { en: "name", zh: "名字" },
  roles: { en: "roles", zh: "角色" },
  teams: { en: "teams", zh: "团队" },
  teamIds: { en: "teams", zh: "团队" },
  mail: { en: "mail", zh: "邮箱" },
  phone: { en: "phone", zh: "手机" },
  open: { en: "account", zh: "账号" },
  closed: { en: "account", zh: "账号" },
  segment: { en: "segment", zh: "板块" },
  zone: { en: "time zone", zh: "时区" },
  language: { en: "language", zh: "语言" },
  reminderTime: { en: "daily reminder", zh: "每日提醒" },
  prefers: { en: "reached on", zh: "消息发到" },
  platform: { en: "platform", zh: "平台" },
  workspace: { en: "workspace", zh: "工作区" },
  channel: { en: "channel", zh: "频道" },
  approvals: { en: "approvals channel", zh: "审批频道" },
  user: { en: "account", zh: "账号" },
  memberId: { en: "whose", zh: "属于" },
  members: { en: "people", zh: "人员" },
  into: { en: "went into", zh: "并入" },
  standIn: { en: "stand-in", zh: "代理人" },
  startsAt: { en: "from", zh: "从" },
  endsAt: { en: "until", zh: "到" },
  what: { en: "asked for", zh: "申请" },
  list: { en: "list", zh: "清单" },
} as const satisfies Readonly<Record<string, InBoth>>;
type Fact = keyof typeof FACTS;

/** Facts of data that came in, went out, was put together or erased. */
const DATA_FACTS = {
  rows: { en: "rows of", zh: "内容" },
  make: { en: "new", zh: "新增" },
  merge: { en: "added to what was there", zh: "并入已有" },
  skip: { en: "skipped", zh: "跳过" },
  refuse: { en: "not imported", zh: "不导入" },
  kept: { en: "stayed", zh: "保留" },
  teams: { en: "teams", zh: "团队" },
  people: { en: "people", zh: "人员" },
  customers: { en: "customers", zh: "客户" },
  deals: { en: "deals", zh: "商机" },
  gone: { en: "merged into it", zh: "并入的" },
  texts: { en: "texts mended", zh: "改写的文字" },
  entries: { en: "log entries mended", zh: "改写的日志" },
} as const satisfies Readonly<Record<string, InBoth>>;

/** Those that are there, in this order. */
export const sayData = (kept: object, language: Language): string =>
  Object.entries(DATA_FACTS)
    .flatMap(([key, name]) => {
      const value: unknown = Reflect.get(kept, key);
      return value === undefined ? [] : texts[language].fact({ name: name[language], value: String(value) });
    })
    .join(texts[language].between);

export const texts = defineTexts({
  en: {
    company: "The company",
    unseen: "a customer you do not see",
    file: ({ print }: { print: string }) => `file ${print} (SHA-256)`,
    system: "the bot",
    operator: "the operator",
    commandLine: "Command line",
    open: "open",
    closed: "closed",
    none: "none",
    and: ", ",
    fact: (p: { name: string; value: string }) => `${p.name}: ${p.value}`,
    between: "; ",
  },
  zh: {
    company: "公司",
    unseen: "你看不到的客户",
    file: ({ print }) => `文件 ${print}（SHA-256）`,
    system: "系统",
    operator: "运维",
    commandLine: "命令行",
    open: "在用",
    closed: "已停用",
    none: "无",
    and: "、",
    fact: (p) => `${p.name}：${p.value}`,
    between: "；",
  },
});

/** Who reads the log, and how what it keeps by id is called. */
interface View {
  readonly language: Language;
  readonly zone: Zone;
  readonly currency: Currency;
  /** Of people and teams. */
  readonly names: (id: string) => string;
  readonly lists: (list: string) => InBoth | undefined;
}
type Kept = Readonly<Record<string, unknown>>;
interface Entry {
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** "2026-11-20 10:32", as it sorts. */
export const sayAt = (at: Date, zone: Zone): string => `${dateIn(zone, at)} ${timeIn(zone, at)}`;

/** The database keeps them in an order of its own. */
const ORDER: readonly string[] = Object.keys(FACTS);

/** Both sides of an entry; what is the same on both is left out. */
export const saySides = ({ what, before, after }: Entry, view: View): { before: string; after: string } => {
  const [was, is] = [Object(before) as Kept, Object(after) as Kept];
  const isSame = (key: string) => key in was && key in is && JSON.stringify(was[key]) === JSON.stringify(is[key]);
  const say = sayOf(what, view);
  const side = (of: Kept) =>
    Object.entries(of)
      .sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other))
      .flatMap(([key, value]) => (isSame(key) ? [] : (say(key, value) ?? [])))
      .map((fact) => texts[view.language].fact(fact))
      .join(texts[view.language].between);
  return { before: side(was), after: side(is) };
};

type Said = { readonly name: string; readonly value: string } | undefined;
const sayOf = (what: string, view: View): ((key: string, value: unknown) => Said) => {
  if (what === "goals.changed") return (month, goal) => sayGoal(month, goal, view);
  if (what === "figures.changed") return (key, value) => sayFigureOf(key, value, view);
  if (what === "organization.changed") return (fact, value) => sayFigureOf(keyOf(fact), value, view);
  return (key, value) =>
    isFact(key) ? { name: FACTS[key][view.language], value: sayValue(key, value, view) } : undefined;
};
const isFact = (key: string): key is Fact => Object.hasOwn(FACTS, key);

const sayFigureOf = (key: string, value: unknown, view: View): Said => {
  const name = figureName(key);
  return name && { name: name[view.language], value: sayFigure(key, value, view) };
};

const sayGoal = (month: string, goal: unknown, { language }: View): Said => {
  const on = parsePlainDate(month);
  const { minor, currency: code } = Object(goal) as { readonly minor?: unknown; readonly currency?: unknown };
  const value =
    minor === undefined ? texts[language].none : sayMoney(money(BigInt(String(minor)), currency(String(code))));
  return on && { name: sayMonth(on, language), value };
};

/** A value as the entry kept it. */
const sayValue = (fact: Fact, value: unknown, view: View): string => {
  const { language, names } = view;
  const t = texts[language];
  if (value === null || (Array.isArray(value) && value.length === 0)) return t.none;
  if (Array.isArray(value)) return fact === "roles" ? sayRoles(value as Role[], language) : sayAll(fact, value, view);
  const text = String(value);
  switch (fact) {
    case "open":
    case "closed":
      return value === (fact === "open") ? t.open : t.closed;
    case "memberId":
    case "into":
      return names(text);
    case "startsAt":
    case "endsAt":
      return sayAt(new Date(text), view.zone);
    case "platform":
    case "prefers":
      return sayPlatform(text, language);
    case "language":
      return text === "en" || text === "zh" ? LANGUAGE_NAMES[text] : text;
    case "list":
      return view.lists(text)?.[language] ?? text;
    case "what":
      return ASKED[text]?.[language] ?? text;
    default:
      return text;
  }
};
const sayAll = (fact: Fact, list: readonly unknown[], { names, language }: View): string =>
  list.map((each) => (fact === "teams" ? String(each) : names(String(each)))).join(texts[language].and);
