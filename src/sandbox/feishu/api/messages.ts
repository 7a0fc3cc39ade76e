import type { JsonObject } from "../../json.ts";
import { refuseBadCard, refuseFixed } from "../card-gate.ts";
import type { Chat, Message } from "../records.ts";
import { messageShape } from "../shapes.ts";
import type { Tenant } from "../state.ts";
import { readContent } from "./content.ts";
import { FeishuError, invalid, validation } from "./error.ts";
import { type Ask, type Backend, type Methods, maySpeakIn, messageOf, needScope, paged, userBy } from "./method.ts";

const SEND = ["im:message", "im:message:send_as_bot", "im:message:send"];
const CHANGE = ["im:message", "im:message:send_as_bot", "im:message:update"];
const RECALL = ["im:message", "im:message:recall", "im:message:send_as_bot"];
const READ = ["im:message", "im:message:readonly"];
const HISTORY = [...READ, "im:message.history:readonly"];
const LONGEST_UUID = 50;
const UUID_LIFE_MS = 3600 * 1000;
const MOST_EDITS = 20;

/** The chat that is meant by `receive_id`; a person stands for their conversation with the bot. */
const receiver = (ask: Ask, { space }: Backend): Chat => {
  const type = ask.query.receive_id_type ?? "";
  const id = ask.text("receive_id");
  const invalidId = () => new FeishuError(230034, "The receive_id is invalid.");
  if (type === "chat_id") {
    const chat = space.chats.get(id);
    if (!chat) throw invalidId();
    return chat;
  }
  if (type !== "open_id" && type !== "union_id" && type !== "user_id" && type !== "email")
    throw validation(
      "receive_id_type",
      "receive_id_type is required, options: [open_id,user_id,union_id,email,chat_id]",
    );
  if (type === "user_id") needScope(space, ["contact:user.employee_id:readonly"]);
  const user = userBy(space, type, id);
  if (!user) throw invalidId();
  return space.direct(user.openId, space.app.botOpenId);
};

/** Sends once for each uuid within an hour and a call: who asks the same again gets the first message again. */
const once = (ask: Ask, space: Tenant, { as, send }: { as: "create" | "reply"; send: () => Message }): JsonObject => {
  const given = ask.optional("uuid");
  if (given === undefined || given === "") return messageShape(space, send());
  if (given.length > LONGEST_UUID) throw validation("uuid", `the max len is ${LONGEST_UUID}`);
  const uuid = `${as} ${given}`;
  const before = space.sent.get(uuid);
  const known = before && space.now() - before.at < UUID_LIFE_MS ? space.messages.get(before.id) : undefined;
  if (known) return messageShape(space, known);
  const message = send();
  for (const [old, { at }] of space.sent) if (space.now() - at >= UUID_LIFE_MS) space.sent.delete(old);
  space.sent.set(uuid, { id: message.id, at: space.now() });
  return messageShape(space, message);
};

const create = (ask: Ask, backend: Backend): JsonObject => {
  const { space, rates } = backend;
  const chat = receiver(ask, backend);
  const type = ask.text("msg_type");
  const sent = ask.text("content");
  const send = () => {
    maySpeakIn(space, chat);
    const content = readContent(space, type, sent);
    rates.send(chat.id);
    return space.post({ chat, sender: { kind: "app" }, ...content });
  };
  return once(ask, space, { as: "create", send });
};

const reply = (ask: Ask, backend: Backend): JsonObject => {
  const { space, rates } = backend;
  const { message, chat } = messageOf(ask, backend);
  const type = ask.text("msg_type");
  const sent = ask.text("content");
  const inThread = ask.flag("reply_in_thread");
  const send = () => {
    maySpeakIn(space, chat);
    if (message.deleted) throw new FeishuError(230011, "The message is recalled.");
    const content = readContent(space, type, sent);
    rates.send(chat.id);
    return space.post({ chat, sender: { kind: "app" }, answers: message, inThread, ...content });
  };
  return once(ask, space, { as: "reply", send });
};

const changed = (space: Tenant, message: Message, content: string): void => {
  message.content = content;
  message.updateTime = Math.max(space.now(), message.createTime + 1);
  space.changed(message);
};

/** Cards only, and only the app's own. */
const patch = (ask: Ask, backend: Backend): JsonObject => {
  const { space, rates, delayed } = backend;
  const { message, chat } = messageOf(ask, backend);
  const content = ask.text("content");
  if (message.sender.kind !== "app") throw new FeishuError(230027, "Lack of necessary permissions.");
  if (message.type !== "interactive") throw invalid("This message is NOT a card");
  if (message.deleted) throw new FeishuError(230011, "The message is recalled.");
  if (chat.dissolved) throw new FeishuError(232009, "Your request specifies a chat which has already been dissolved.");
  if (chat.kind === "p2p") maySpeakIn(space, chat);
  refuseFixed(space, message);
  refuseBadCard(space, content, message);
  delayed.refusePressed(message);
  rates.update(message.id);
  changed(space, message, content);
  return {};
};

/** Text and posts only, and only the app's own. */
const update = (ask: Ask, backend: Backend): JsonObject => {
  const { space, rates } = backend;
  const { message, chat } = messageOf(ask, backend);
  const type = ask.text("msg_type");
  const sent = ask.text("content");
  if (message.sender.kind !== "app") throw new FeishuError(230071, "The operator is not the sender of the message.");
  if (message.type !== type || (type !== "text" && type !== "post"))
    throw new FeishuError(230054, "This operation is not supported for this message type.");
  if (message.deleted) throw new FeishuError(230011, "The message is recalled.");
  maySpeakIn(space, chat);
  if (message.edits >= MOST_EDITS)
    throw new FeishuError(230072, "The message has reached the number of times it can be edited.");
  const { content, mentions } = readContent(space, type, sent);
  rates.update(message.id);
  message.edits += 1;
  message.mentions = mentions;
  changed(space, message, content);
  return messageShape(space, message);
};

const recall = (ask: Ask, backend: Backend): JsonObject => {
  const { space } = backend;
  const { message, chat } = messageOf(ask, backend);
  if (message.sender.kind !== "app") throw new FeishuError(230026, "No permission to recall this message.");
  if (message.deleted) throw new FeishuError(230110, "Action unavailable as the message has been deleted.");
  maySpeakIn(space, chat);
  message.deleted = true;
  space.changed(message);
  backend.recalled(message);
  return {};
};

/** What is said in groups can only be read with a sensitive scope of its own. */
const mayRead = (space: Tenant, chat: Chat): void => {
  if (!chat.withBot) throw new FeishuError(230002, "The bot can not be outside the group.");
  if (chat.kind !== "p2p" && !space.app.scopes.includes("im:message.group_msg"))
    throw new FeishuError(230027, "Lack of necessary permissions, ext=need scope: im:message.group_msg.");
};

const readingOf = ({ query }: Ask) => ({ wholeCards: query.card_msg_content_type === "user_card_content" });

const get = (ask: Ask, backend: Backend): JsonObject => {
  const { message, chat } = messageOf(ask, backend);
  mayRead(backend.space, chat);
  const { body, ...shape } = messageShape(backend.space, message, readingOf(ask));
  return { items: [{ ...shape, body: message.deleted ? {} : body }] };
};

/** @throws FeishuError 230001, also for a thread that nobody began */
const container = (ask: Ask, space: Tenant): { readonly chat: Chat; readonly messages: readonly Message[] } => {
  const id = ask.query.container_id ?? "";
  const visible = (chatId: string) => space.messages.in(chatId).filter(({ onlyFor }) => onlyFor === undefined);
  if (ask.query.container_id_type === "chat") {
    const chat = space.chats.get(id);
    if (!chat) throw invalid("invalid container_id");
    return {
      chat,
      messages: visible(id).filter(({ threadId, rootId }) => threadId === undefined || rootId === undefined),
    };
  }
  if (ask.query.container_id_type !== "thread")
    throw validation("container_id_type", "container_id_type is required, options: [chat,thread]");
  const root = [...space.chats.keys()].flatMap(visible).find(({ threadId }) => threadId === id);
  const chat = root && space.chats.get(root.chatId);
  if (!chat) throw invalid("invalid container_id");
  if (ask.query.start_time ?? ask.query.end_time) throw invalid("thread does not support a range of time");
  return { chat, messages: visible(chat.id).filter(({ threadId }) => threadId === id) };
};

const list = (ask: Ask, { space }: Backend): JsonObject => {
  const { chat, messages } = container(ask, space);
  mayRead(space, chat);
  const from = Number(ask.query.start_time ?? 0) * 1000;
  const to = (Number(ask.query.end_time ?? Number.POSITIVE_INFINITY) + 1) * 1000;
  const found = messages.filter(({ createTime }) => createTime >= from && createTime < to);
  const sorted = ask.query.sort_type === "ByCreateTimeDesc" ? found.toReversed() : found;
  const { page, beside } = paged(sorted, ask, { most: 50 });
  return { ...beside, items: page.map((message) => messageShape(space, message, readingOf(ask))) };
};

export const messages: Methods = {
  "POST /open-apis/im/v1/messages": { token: "tenant", scopes: SEND, run: create },
  "GET /open-apis/im/v1/messages": { token: "tenant", scopes: HISTORY, run: list },
  "POST /open-apis/im/v1/messages/:message_id/reply": { token: "tenant", scopes: SEND, run: reply },
  "PATCH /open-apis/im/v1/messages/:message_id": { token: "tenant", scopes: CHANGE, run: patch },
  "PUT /open-apis/im/v1/messages/:message_id": { token: "tenant", scopes: CHANGE, run: update },
  "DELETE /open-apis/im/v1/messages/:message_id": { token: "tenant", scopes: RECALL, run: recall },
  "GET /open-apis/im/v1/messages/:message_id": { token: "tenant", scopes: READ, run: get },
};
