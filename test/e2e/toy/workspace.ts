import type { WorkspaceSeed } from "../../../src/sandbox/slack/contract.ts";
import type { OfferedPerson } from "../../../src/sandbox/web/people.ts";

/** A small company whose bot shows every block and element. */
export const workspace: WorkspaceSeed = {
  team: { name: "宏图贸易 Hongtu Trading", domain: "hongtu" },
  app: {
    name: "Rapport",
    botToken: "xoxb-toy",
    appToken: "xapp-toy",
    signingSecret: "toy-secret",
    scopes: ["commands", "chat:write", "im:write", "users:read", "users:read.email", "files:read", "channels:read"],
    commands: [
      { command: "/visit", description: "记一次拜访 Log a visit", usageHint: "客户 说了什么 下次" },
      { command: "/board", description: "看看我的商机 My board", usageHint: "" },
      { command: "/fee", description: "申请客情费 Ask for a fee", usageHint: "客户 金额" },
      { command: "/blocks", description: "Every block", usageHint: "" },
      { command: "/form", description: "Every field", usageHint: "" },
      { command: "/quiet", description: "An answer only for you", usageHint: "" },
      { command: "/late", description: "Never answers", usageHint: "" },
      { command: "/danger", description: "Hostile text", usageHint: "" },
      { command: "/deep", description: "Forms on forms", usageHint: "" },
    ],
    events: ["message.im", "app_mention", "app_home_opened"],
  },
  users: [
    { name: "lina", realName: "李娜", tz: "Asia/Shanghai", locale: "zh-CN", color: "b4568f" },
    { name: "wanglei", realName: "王磊", tz: "Asia/Shanghai", locale: "zh-CN", color: "2a7f9e" },
    { name: "emma", realName: "Emma Clarke", tz: "Europe/London", locale: "en-GB", color: "4c9a62" },
    { name: "zhou", realName: "周敏", tz: "Asia/Shanghai", locale: "zh-CN", color: "d0822a" },
    { name: "raj", realName: "Raj Patel", tz: "America/Los_Angeles", locale: "en-US", color: "6f68c0" },
  ],
  channels: [
    { name: "华东一组", members: ["lina", "wanglei", "emma", "zhou"], withBot: true },
    { name: "approvals", members: ["wanglei", "zhou", "emma"], isPrivate: true, withBot: true },
    { name: "general", members: ["lina", "wanglei", "emma", "zhou", "raj"], withBot: true },
    { name: "random", members: ["raj"] },
  ],
};

export const roles: Readonly<Record<string, NonNullable<OfferedPerson["role"]>>> = {
  lina: { zh: "销售代表 · 华东一组", en: "Sales rep · East team" },
  wanglei: { zh: "销售经理 · 华东一组", en: "Sales manager · East team" },
  emma: { zh: "财务", en: "Finance" },
  zhou: { zh: "销售内勤", en: "Clerk" },
};
