import type { JsonObject } from "../../json.ts";
import { cardProblem, refuseFixed } from "../card-gate.ts";
import type { User } from "../records.ts";
import { FeishuError } from "./error.ts";
import { type Ask, type Backend, type Methods, needScope, userBy } from "./method.ts";

const CHANGE = ["im:message", "im:message:send_as_bot", "im:message:update"];

/** With the token of a callback, after that was answered: twice within half an hour. */
const updateLater = (ask: Ask, { space, delayed }: Backend): JsonObject => {
  const token = ask.text("token");
  const { open_ids: openIds, ...card } = ask.object("card");
  const message = delayed.messageFor(token);
  if (openIds !== undefined) throw new FeishuError(10002, "card is invalid: open_ids is for cards of schema V1 alone");
  refuseFixed(space, message);
  const problem = cardProblem(space, card, message);
  if (problem) throw new FeishuError(11311, problem.msg);
  delayed.used(token);
  message.content = JSON.stringify(card);
  message.updateTime = Math.max(space.now(), message.createTime + 1);
  space.changed(message);
  return {};
};

const onlyReader = (ask: Ask, { space }: Backend): User | undefined => {
  const [openId, userId, email] = [ask.optional("open_id"), ask.optional("user_id"), ask.optional("email")];
  if (openId) return userBy(space, "open_id", openId);
  if (userId) {
    needScope(space, ["contact:user.employee_id:readonly"]);
    return userBy(space, "user_id", userId);
  }
  return email ? userBy(space, "email", email) : undefined;
};

/** A card that one member of a group sees. */
const sendEphemeral = (ask: Ask, backend: Backend): JsonObject => {
  const { space, rates } = backend;
  const chat = space.chats.get(ask.text("chat_id"));
  const card = ask.object("card");
  if (ask.text("msg_type") !== "interactive") throw new FeishuError(19002, "msg_type must be interactive");
  if (!chat) throw new FeishuError(11231, "chat not found");
  if (chat.kind !== "group") throw new FeishuError(11228, "chat is not group");
  if (chat.dissolved) throw new FeishuError(11237, "group chat dissolved");
  if (!chat.withBot) throw new FeishuError(10030, "bot not in chat");
  const user = onlyReader(ask, backend);
  if (!user) throw new FeishuError(10004, "user not found");
  if (!chat.members.has(user.openId)) throw new FeishuError(11206, "user not in chat");
  if (user.deactivated) throw new FeishuError(11236, "user is resigned");
  if (!space.isAvailableTo(user)) throw new FeishuError(11225, "the bot is invisible to the user");
  const problem = cardProblem(space, card);
  if (problem) throw new FeishuError(11246, `create message content fail, ${problem.msg}`);
  rates.ephemeral(chat.id);
  const message = space.post({
    chat,
    sender: { kind: "app" },
    type: "interactive",
    content: JSON.stringify(card),
    onlyFor: user.openId,
  });
  return { message_id: message.id };
};

const deleteEphemeral = (ask: Ask, { space, gone }: Backend): JsonObject => {
  const id = ask.text("message_id");
  if (gone.has(id)) throw new FeishuError(18051, "the message has been deleted");
  const message = space.messages.get(id);
  if (message?.onlyFor === undefined) throw new FeishuError(11224, "message_id invalid");
  gone.add(id);
  space.remove(message);
  return {};
};

export const cards: Methods = {
  "POST /open-apis/interactive/v1/card/update": { token: "tenant", scopes: CHANGE, old: true, run: updateLater },
  "POST /open-apis/ephemeral/v1/send": { token: "tenant", scopes: CHANGE, old: true, run: sendEphemeral },
  "POST /open-apis/ephemeral/v1/delete": { token: "tenant", scopes: CHANGE, old: true, run: deleteEphemeral },
};
