import type { JsonObject } from "../../json.ts";
import type { Chat } from "../records.ts";
import type { Tenant } from "../state.ts";
import { FeishuError } from "./error.ts";
import { type Ask, type Backend, idOf, idTypeOf, type Methods, paged } from "./method.ts";

const CHATS = ["im:chat", "im:chat:readonly", "im:chat:read", "im:chat.group_info:readonly"];
const MEMBERS = ["im:chat", "im:chat:readonly", "im:chat.members:read", "im:chat.group_info:readonly"];

const chatOf = (ask: Ask, space: Tenant): Chat => {
  const chat = space.chats.get(ask.id("chat_id"));
  if (!chat) throw new FeishuError(232006, "Your request specifies a chat_id which is invalid.");
  return chat;
};

const listed = (space: Tenant, chat: Chat): JsonObject => ({
  chat_id: chat.id,
  avatar: "",
  name: chat.name,
  description: "",
  external: false,
  tenant_key: space.key,
  chat_status: chat.dissolved ? "dissolved" : "normal",
});

/** The groups the bot is in; conversations with one person are never among them. */
const list = (ask: Ask, { space }: Backend): JsonObject => {
  const groups = [...space.chats.values()].filter((chat) => chat.kind !== "p2p" && chat.withBot && !chat.dissolved);
  const { page, beside } = paged(groups, ask);
  return { ...beside, items: page.map((chat) => listed(space, chat)) };
};

/** From outside only the name and how many there are. */
const get = (ask: Ask, { space }: Backend): JsonObject => {
  const chat = chatOf(ask, space);
  const seen = {
    avatar: "",
    ...(chat.kind !== "p2p" && { name: chat.name }),
    user_count: String(chat.members.size),
    bot_count: chat.withBot ? "1" : "0",
    chat_status: chat.dissolved ? "dissolved" : "normal",
  };
  if (!chat.withBot) return seen;
  return {
    ...seen,
    description: "",
    chat_mode: chat.kind === "topic" ? "topic" : chat.kind,
    ...(chat.kind === "group" && { group_message_type: "chat" }),
    ...(chat.kind !== "p2p" && { chat_type: "private", chat_tag: "inner", urgent_setting: "all_members" }),
    moderation_permission: "all_members",
    external: false,
    tenant_key: space.key,
  };
};

/** People only. */
const members = (ask: Ask, backend: Backend): JsonObject => {
  const { space } = backend;
  const chat = chatOf(ask, space);
  const type = idTypeOf(ask, backend, "member_id_type");
  if (chat.dissolved) throw new FeishuError(232009, "Your request specifies a chat which has already been dissolved.");
  if (!chat.withBot) throw new FeishuError(232011, "Operator can NOT be out of the chat.");
  const people = [...chat.members].flatMap((openId) => space.users.get(openId) ?? []);
  const { page, beside } = paged(people, ask);
  const items = page.map((user) => ({
    member_id_type: type,
    member_id: idOf(user, type),
    name: user.realName,
    tenant_key: space.key,
  }));
  return { ...beside, items, member_total: people.length };
};

const isInChat = (ask: Ask, { space }: Backend): JsonObject => ({ is_in_chat: chatOf(ask, space).withBot });

export const chats: Methods = {
  "GET /open-apis/im/v1/chats": { token: "tenant", scopes: CHATS, run: list },
  "GET /open-apis/im/v1/chats/:chat_id": { token: "tenant", scopes: CHATS, run: get },
  "GET /open-apis/im/v1/chats/:chat_id/members": { token: "tenant", scopes: MEMBERS, run: members },
  "GET /open-apis/im/v1/chats/:chat_id/members/is_in_chat": { token: "tenant", scopes: MEMBERS, run: isInChat },
};
