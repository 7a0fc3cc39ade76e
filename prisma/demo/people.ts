import type { Language } from "../../src/core/language.ts";
import type { Role } from "../../src/core/scope.ts";

export interface DemoPerson {
  readonly key: string;
  readonly name: string;
  /** How the person is known in the sandbox's workspace. */
  readonly user: string;
  readonly handle: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly zone: string;
  readonly team?: "east" | "europe";
  /** Where the company has two workspaces: those the person is in. Everyone is in the only one. */
  readonly on: readonly DemoPlatform[];
  readonly title: InBothTitle;
}
export type DemoPlatform = "slack" | "feishu";
type InBothTitle = Readonly<Record<Language, string>>;

const shanghai = "Asia/Shanghai";
const london = "Europe/London";

/** The people of the demo company: a team in Shanghai, one in London, and those who serve both. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    key: "liwei",
    name: "李伟",
    user: "U0LIWEI",
    handle: "liwei",
    roles: ["rep"],
    language: "zh",
    zone: shanghai,
    team: "east",
    on: ["slack", "feishu"],
    title: { en: "Sales rep", zh: "销售代表" },
  },
  {
    key: "liuyang",
    name: "刘洋",
    user: "U0LIUYANG",
    handle: "liuyang",
    roles: ["rep"],
    language: "zh",
    zone: shanghai,
    team: "east",
    on: ["feishu"],
    title: { en: "Sales rep", zh: "销售代表" },
  },
  {
    key: "sunqian",
    name: "孙倩",
    user: "U0SUNQIAN",
    handle: "sunqian",
    roles: ["rep"],
    language: "zh",
    zone: shanghai,
    team: "east",
    on: ["slack"],
    title: { en: "Sales rep", zh: "销售代表" },
  },
  {
    key: "zhaomin",
    name: "赵敏",
    user: "U0ZHAOMIN",
    handle: "zhaomin",
    roles: ["clerk"],
    language: "zh",
    zone: shanghai,
    team: "east",
    on: ["slack", "feishu"],
    title: { en: "Sales clerk", zh: "销售内勤" },
  },
  {
    key: "wangfang",
    name: "王芳",
    user: "U0WANGFANG",
    handle: "wangfang",
    roles: ["manager"],
    language: "zh",
    zone: shanghai,
    team: "east",
    on: ["slack", "feishu"],
    title: { en: "Sales manager", zh: "销售经理" },
  },
  {
    key: "emma",
    name: "Emma Clarke",
    user: "U0EMMA",
    handle: "emma",
    roles: ["rep"],
    language: "en",
    zone: london,
    team: "europe",
    on: ["slack"],
    title: { en: "Sales rep", zh: "销售代表" },
  },
  {
    key: "tom",
    name: "Tom Becker",
    user: "U0TOM",
    handle: "tom",
    roles: ["rep"],
    language: "en",
    zone: london,
    team: "europe",
    on: ["slack"],
    title: { en: "Sales rep", zh: "销售代表" },
  },
  {
    key: "sarah",
    name: "Sarah Hughes",
    user: "U0SARAH",
    handle: "sarah",
    roles: ["manager"],
    language: "en",
    zone: london,
    team: "europe",
    on: ["slack"],
    title: { en: "Sales manager", zh: "销售经理" },
  },
  {
    key: "oliver",
    name: "Oliver Reid",
    user: "U0OLIVER",
    handle: "oliver",
    roles: ["clerk"],
    language: "en",
    zone: london,
    team: "europe",
    on: ["slack"],
    title: { en: "Sales clerk", zh: "销售内勤" },
  },
  {
    key: "chenjing",
    name: "陈静",
    user: "U0CHENJING",
    handle: "chenjing",
    roles: ["finance"],
    language: "zh",
    zone: shanghai,
    on: ["slack", "feishu"],
    title: { en: "Finance", zh: "财务" },
  },
  {
    key: "hannah",
    name: "Hannah Price",
    user: "U0HANNAH",
    handle: "hannah",
    roles: ["finance"],
    language: "en",
    zone: london,
    on: ["slack"],
    title: { en: "Finance", zh: "财务" },
  },
  {
    key: "zhouming",
    name: "周明",
    user: "U0ZHOUMING",
    handle: "zhouming",
    roles: ["executive", "coordinator"],
    language: "zh",
    zone: shanghai,
    on: ["feishu"],
    title: { en: "General manager", zh: "总经理" },
  },
  {
    key: "heqing",
    name: "何清",
    user: "U0HEQING",
    handle: "heqing",
    roles: ["compliance"],
    language: "zh",
    zone: shanghai,
    on: ["feishu"],
    title: { en: "Compliance", zh: "合规" },
  },
  {
    key: "lintao",
    name: "林涛",
    user: "U0LINTAO",
    handle: "lintao",
    roles: ["admin"],
    language: "zh",
    zone: shanghai,
    on: ["slack", "feishu"],
    title: { en: "Admin", zh: "系统管理员" },
  },
];

/** In the workspace, but unknown to Rapport: shows how someone new is let in. */
export const DEMO_NEWCOMER = { name: "Mia Wong", user: "U0MIA", handle: "mia", language: "en", zone: london } as const;

export const DEMO_TEAMS = {
  east: {
    name: "华东一组",
    segment: "工业设备",
    zone: shanghai,
    language: "zh",
    channel: { id: "C0EAST" },
    approvals: { id: "C0EASTFEES" },
    goal: 120_000_000n,
  },
  europe: {
    name: "Europe",
    segment: "Laboratory",
    zone: london,
    language: "en",
    channel: { id: "C0EUROPE" },
    approvals: { id: "C0EUROPEFEES" },
    goal: 90_000_000n,
  },
} as const;
export type DemoTeam = keyof typeof DEMO_TEAMS;

export const DEMO_WORKSPACE = {
  platform: "slack",
  workspace: "T0HONGJING",
  name: "宏景设备 Hongjing",
  domain: "hongjing",
} as const;

/** The same company on a second platform: some of its people are in both, some in one. */
export const DEMO_TENANT = { platform: "feishu", workspace: "2f4e8c1ab90d7653", name: "宏景设备" } as const;

export type DemoSide = typeof DEMO_WORKSPACE | typeof DEMO_TENANT;
