import type { JsonObject } from "../../json.ts";
import { contentIn, postAsApp, rewrite } from "../posting.ts";
import type { Channel, Message } from "../records.ts";
import { messageShape } from "../shapes.ts";
import type { Workspace } from "../state.ts";
import type { Args } from "./args.ts";
import { SlackError } from "./error.ts";
import { type Backend, knownChannel, type Methods } from "./method.ts";

/** A user id stands for the bot's direct message with that user. */
const target = (space: Workspace, what: string): Channel => {
  const user = space.users.get(what);
  if (!user) return knownChannel(space, what);
  if (user.isBot) throw new SlackError("cannot_dm_bot");
  return space.direct(user.id, space.app.botUserId);
};

const other = (space: Workspace, channel: Channel) =>
  space.users.get([...channel.members].find((member) => member !== space.app.botUserId) ?? "");

const mayPost = (space: Workspace, channel: Channel): void => {
  if (channel.kind === "im") {
    if (other(space, channel)?.deactivated) throw new SlackError("is_archived");
    if (!space.app.messagesTab) throw new SlackError("messages_tab_disabled");
    return;
  }
  if (channel.archived) throw new SlackError("is_archived");
  if (channel.members.has(space.app.botUserId)) return;
  if (!space.app.scopes.includes("chat:write.public")) throw new SlackError("not_in_channel");
};

const threadIn = (space: Workspace, channel: Channel, args: Args): string | undefined => {
  const ts = args.text("thread_ts");
  if (ts === undefined) return undefined;
  const message = space.message(channel.id, ts);
  if (!message) throw new SlackError("thread_not_found");
  if (message.onlyFor !== undefined) throw new SlackError("cannot_reply_to_message");
  return message.threadTs ?? message.ts;
};

const postMessage = (args: Args, { space, rates, events }: Backend): JsonObject => {
  const channel = target(space, args.required("channel"));
  mayPost(space, channel);
  const content = contentIn(args);
  const threadTs = threadIn(space, channel, args);
  rates.post(channel.id);
  const message = postAsApp(space, {
    channel,
    content,
    threadTs,
    broadcast: threadTs !== undefined && args.flag("reply_broadcast"),
  });
  void events.posted(message);
  return { channel: channel.id, ts: message.ts, message: messageShape(space, message, true) };
};

const postEphemeral = (args: Args, { space }: Backend): JsonObject => {
  const channel = target(space, args.required("channel"));
  const user = args.required("user");
  mayPost(space, channel);
  if (!channel.members.has(user)) throw new SlackError("user_not_in_channel");
  const message = postAsApp(space, {
    channel,
    content: contentIn(args),
    threadTs: threadIn(space, channel, args),
    onlyFor: user,
  });
  return { message_ts: message.ts };
};

const ownMessage = (space: Workspace, args: Args, refusal: string): { channel: Channel; message: Message } => {
  const channel = target(space, args.required("channel"));
  const message = space.message(channel.id, args.required("ts"));
  if (!message || message.onlyFor !== undefined) throw new SlackError("message_not_found");
  if (!message.fromApp) throw new SlackError(refusal);
  return { channel, message };
};

const update = (args: Args, { space, events }: Backend): JsonObject => {
  const { channel, message } = ownMessage(space, args, "cant_update_message");
  const before = messageShape(space, message, true);
  const content = contentIn(args);
  // Blocks that are not named stay; an empty list takes them away.
  rewrite(space, message, args.raw.blocks === undefined ? { ...content, blocks: message.blocks } : content);
  events.changed(message, before);
  return { channel: channel.id, ts: message.ts, text: message.text, message: messageShape(space, message, true) };
};

const remove = (args: Args, { space, events }: Backend): JsonObject => {
  const { channel, message } = ownMessage(space, args, "cant_delete_message");
  space.remove(message);
  events.deleted(message);
  return { channel: channel.id, ts: message.ts };
};

const getPermalink = (args: Args, { space }: Backend): JsonObject => {
  const channel = knownChannel(space, args.required("channel"));
  const message = space.message(channel.id, args.required("message_ts"));
  if (!message) throw new SlackError("message_not_found");
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
  return {
    channel: channel.id,
    permalink: `https://${space.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}${thread}`,
  };
};

export const chat: Methods = {
  "chat.postMessage": { token: "bot", scopes: ["chat:write"], tier: "post", run: postMessage },
  "chat.postEphemeral": { token: "bot", scopes: ["chat:write"], tier: 4, run: postEphemeral },
  "chat.update": { token: "bot", scopes: ["chat:write"], tier: 3, run: update },
  "chat.delete": { token: "bot", scopes: ["chat:write"], tier: 3, run: remove },
  "chat.getPermalink": { token: "bot", scopes: [], tier: "none", run: getPermalink },
};
