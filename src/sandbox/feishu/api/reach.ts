import type { JsonObject } from "../../json.ts";
import { readFollowUps } from "./content.ts";
import { FeishuError, invalid } from "./error.ts";
import { type Ask, type Backend, idTypeOf, type Methods, maySpeakIn, messageOf, userBy } from "./method.ts";

const FOLLOW_UP_WITHIN_MS = 600_000;
const MOST_URGENT = 200;

/** Brings a message to people with urgency, inside the app. */
const urgentApp = (ask: Ask, backend: Backend): JsonObject => {
  const { space } = backend;
  const { message, chat } = messageOf(ask, backend);
  const type = idTypeOf(ask, backend);
  const ids = ask.list("user_id_list").map(String);
  if (ids.length > MOST_URGENT) throw invalid(`user_id_list is longer than ${MOST_URGENT}`);
  if (message.sender.kind !== "app") throw new FeishuError(230012, "Bot is NOT the sender of the message.");
  if (message.deleted) throw new FeishuError(230110, "Action unavailable as the message has been deleted.");
  maySpeakIn(space, chat);
  const found = ids.map((id) => [id, userBy(space, type, id)] as const);
  const present = found.flatMap(([, user]) => (user && chat.members.has(user.openId) ? [user.openId] : []));
  if (present.length === 0) throw invalid("user_id_list has no one of the chat");
  for (const openId of present) message.urgentFor.add(openId);
  space.changed(message);
  const missing = found.filter(([, user]) => !user || !chat.members.has(user.openId)).map(([id]) => id);
  return { invalid_user_id_list: missing };
};

/** Bubbles below the newest message of a conversation with the bot. */
const pushFollowUp = (ask: Ask, backend: Backend): JsonObject => {
  const { space } = backend;
  const { message, chat } = messageOf(ask, backend);
  const followUps = readFollowUps(ask.list("follow_ups"));
  if (chat.kind !== "p2p") throw new FeishuError(230003, "only support p2p chat.");
  if (message.sender.kind !== "app" || message.deleted) throw new FeishuError(230004, "invisible message.");
  const [other = ""] = chat.members;
  const user = space.users.get(other);
  if (!user || !space.isAvailableTo(user)) throw new FeishuError(230005, "user is not visible to bot.");
  if (space.now() - message.createTime > FOLLOW_UP_WITHIN_MS) throw new FeishuError(230002, "expired message.");
  if (space.messages.in(chat.id).at(-1) !== message) throw new FeishuError(230006, "only support latest message.");
  if (message.followUps.length > 0) throw new FeishuError(230008, "follow up already exist.");
  message.followUps = followUps;
  space.changed(message);
  return {};
};

export const reach: Methods = {
  "PATCH /open-apis/im/v1/messages/:message_id/urgent_app": {
    token: "tenant",
    scopes: ["im:message.urgent", "im:message.urgent:app_send"],
    run: urgentApp,
  },
  "POST /open-apis/im/v1/messages/:message_id/push_follow_up": {
    token: "tenant",
    scopes: ["im:message", "im:message:send_as_bot"],
    run: pushFollowUp,
  },
};
