import { isArray, isObject, type Json, type JsonObject, object, parseJson } from "../json.ts";
import type { FaultBoard } from "./faults.ts";
import type { Chat, Mention, Message, User } from "./records.ts";
import type { Tenant } from "./state.ts";

const USER_ID_SCOPE = "contact:user.employee_id:readonly";

export const showsUserId = ({ app }: Tenant, { userIdAbsent }: FaultBoard): boolean =>
  app.scopes.includes(USER_ID_SCOPE) && !userIdAbsent;

/** The three ids as events have them; user_id only for those who may see it. */
export const idsOf = (user: User, withUserId: boolean): JsonObject => ({
  union_id: user.unionId,
  ...(withUserId && { user_id: user.userId }),
  open_id: user.openId,
});

const mentionShape = (space: Tenant, { key, openId, name }: Mention): JsonObject => ({
  key,
  id: openId,
  id_type: "open_id",
  name,
  tenant_key: space.key,
});

/** What a card becomes for those who read it: its title, and for cards of schema 2.0 no more than an excuse. */
const cardAsRead = (content: string): JsonObject => {
  const card = object(parseJson(content));
  const title = object(object(card.header).title).content;
  const excuse: Json = [[{ tag: "text", text: "请升级至最新版本客户端，以查看内容" }]];
  return { title: typeof title === "string" ? title : null, elements: excuse };
};

const RECALLED = "This message was recalled";

export interface Reading {
  /** `user_card_content`: what was sent comes along, as a text within the card that readers get. */
  readonly wholeCards: boolean;
}

const bodyOf = (message: Message, { wholeCards }: Reading): JsonObject => {
  if (message.deleted) return { content: RECALLED };
  if (message.type !== "interactive") return { content: message.content };
  const read = cardAsRead(message.content);
  return { content: JSON.stringify(wholeCards ? { ...read, user_dsl: message.content } : read) };
};

/** A message as the API answers it. */
export const messageShape = (space: Tenant, message: Message, reading: Reading = { wholeCards: true }): JsonObject => ({
  message_id: message.id,
  ...(message.rootId !== undefined && { root_id: message.rootId }),
  ...(message.parentId !== undefined && { parent_id: message.parentId }),
  ...(message.threadId !== undefined && { thread_id: message.threadId }),
  msg_type: message.type,
  create_time: String(message.createTime),
  update_time: String(message.updateTime),
  deleted: message.deleted,
  updated: message.updateTime > message.createTime,
  chat_id: message.chatId,
  sender:
    message.sender.kind === "app"
      ? { id: space.app.appId, id_type: "app_id", sender_type: "app", tenant_key: space.key }
      : { id: message.sender.openId, id_type: "open_id", sender_type: "user", tenant_key: space.key },
  body: bodyOf(message, reading),
  ...(message.mentions.length > 0 && {
    mentions: message.mentions.filter(({ openId }) => openId !== "all").map((each) => mentionShape(space, each)),
  }),
});

export const chatTypeOf = (chat: Chat): "p2p" | "group" => (chat.kind === "p2p" ? "p2p" : "group");

/** All strings anywhere in the value. */
export const stringsIn = (value: Json | undefined): readonly string[] => {
  if (typeof value === "string") return [value];
  if (isArray(value)) return value.flatMap(stringsIn);
  return isObject(value) ? Object.values(value).flatMap(stringsIn) : [];
};
