import type { TenantSeed } from "../../../../src/sandbox/feishu/contract.ts";

/** The small company's Feishu: some of its people are in Slack too. */
export const tenant: TenantSeed = {
  tenant: { name: "宏图贸易 Hongtu Trading" },
  app: {
    secret: "toy-secret",
    name: "Rapport",
    scopes: [
      "im:message:send_as_bot",
      "im:message.p2p_msg:readonly",
      "im:message.group_at_msg:readonly",
      "im:message:update",
      "im:message.urgent",
      "im:resource",
      "im:chat:readonly",
      "application:app_slash_command:read",
      "application:app_slash_command:write",
    ],
    events: [
      "im.message.receive_v1",
      "application.bot.menu_v6",
      "im.chat.access_event.bot_p2p_chat_entered_v1",
      "im.message.recalled_v1",
    ],
    callbacks: ["card.action.trigger"],
    menu: [
      { eventKey: "visit", name: "记拜访" },
      { eventKey: "board", name: "我的商机" },
    ],
  },
  users: [
    { name: "lina", realName: "李娜", locale: "zh_cn", tz: "Asia/Shanghai" },
    { name: "wanglei", realName: "王磊", locale: "zh_cn", tz: "Asia/Shanghai" },
    { name: "emma", realName: "Emma Clarke", locale: "en_us", tz: "Europe/London" },
    { name: "sunqi", realName: "孙琪", locale: "zh_cn", tz: "Asia/Shanghai" },
  ],
  chats: [
    { name: "华东一组", members: ["lina", "wanglei", "emma"], withBot: true },
    { name: "费用审批", members: ["wanglei", "emma"], withBot: true },
    { name: "产品话题", members: ["lina", "emma"], withBot: true, kind: "topic" },
  ],
};
