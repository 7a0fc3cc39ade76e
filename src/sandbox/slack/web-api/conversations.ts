import type { JsonObject } from "../../json.ts";
import type { Channel, Message } from "../records.ts";
import { channelShape, messageShape } from "../shapes.ts";
import type { Workspace } from "../state.ts";
import type { Args } from "./args.ts";
import { SlackError } from "./error.ts";
import {
  type Backend,
  cursorBeside,
  knownChannel,
  type Methods,
  needChannelScope,
  needScope,
  paged,
} from "./method.ts";

const TYPES = { public: "public_channel", private: "private_channel", im: "im" } as const;
const TYPE_SCOPES: Readonly<Record<string, string>> = {
  public_channel: "channels:read",
  private_channel: "groups:read",
  im: "im:read",
  mpim: "mpim:read",
};
const READ = ["channels:read", "groups:read", "im:read", "mpim:read"];
const HISTORY = ["channels:history", "groups:history", "im:history", "mpim:history"];

const ofTypes = (space: Workspace, args: Args): readonly Channel[] => {
  const types = (args.text("types") ?? "public_channel").split(",").map((type) => type.trim());
  for (const type of types) {
    const scope = TYPE_SCOPES[type];
    if (!scope) throw new SlackError("invalid_types");
    needScope(space, scope);
  }
  return [...space.channels.values()].filter(
    (channel) =>
      types.includes(TYPES[channel.kind]) &&
      (channel.kind === "public" || channel.members.has(space.app.botUserId)) &&
      !(args.flag("exclude_archived") && channel.archived),
  );
};

const list = (args: Args, { space }: Backend): JsonObject => {
  const { page, next } = paged(ofTypes(space, args), args);
  return { channels: page.map((channel) => channelShape(space, channel)), ...cursorBeside(next) };
};

const ofUser = (args: Args, { space }: Backend): JsonObject => {
  const user = args.text("user") ?? space.app.botUserId;
  if (!space.users.has(user)) throw new SlackError("user_not_found");
  const { page, next } = paged(
    ofTypes(space, args).filter((channel) => channel.members.has(user)),
    args,
  );
  return { channels: page.map((channel) => channelShape(space, channel)), ...cursorBeside(next) };
};

const info = (args: Args, { space }: Backend): JsonObject => {
  const channel = knownChannel(space, args.required("channel"));
  needChannelScope(space, channel, "read");
  return { channel: { ...channelShape(space, channel), ...(args.flag("include_locale") && { locale: "en-US" }) } };
};

const open = (args: Args, { space }: Backend): JsonObject => {
  const given = args.text("channel");
  if (given !== undefined) return { no_op: true, already_open: true, channel: { id: knownChannel(space, given).id } };
  const users = (args.text("users") ?? "").split(",").filter((id) => id !== "");
  if (users.length === 0) throw new SlackError("users_list_not_supplied");
  if (users.length > 1)
    throw new SlackError("not_enough_users", { detail: "group messages are not part of this sandbox" });
  const user = space.users.get(users[0] ?? "");
  if (!user) throw new SlackError("user_not_found");
  if (user.deactivated) throw new SlackError("user_disabled");
  if (user.id === space.app.botUserId) throw new SlackError("cannot_dm_bot");
  const channel = space.direct(user.id, space.app.botUserId);
  return { channel: args.flag("return_im") ? channelShape(space, channel) : { id: channel.id } };
};

/** Reading needs to be a member, of a public channel too. */
const readable = (args: Args, space: Workspace): Channel => {
  const channel = knownChannel(space, args.required("channel"));
  needChannelScope(space, channel, "history");
  if (!channel.members.has(space.app.botUserId)) throw new SlackError("not_in_channel");
  return channel;
};

const between = (messages: readonly Message[], args: Args): readonly Message[] => {
  const [oldest, latest, inclusive] = [args.text("oldest") ?? "0", args.text("latest"), args.flag("inclusive")];
  return messages.filter(({ ts }) => {
    const after = Number(ts) > Number(oldest) || (inclusive && ts === oldest);
    const before = latest === undefined || Number(ts) < Number(latest) || (inclusive && ts === latest);
    return after && before;
  });
};

const history = (args: Args, { space }: Backend): JsonObject => {
  const channel = readable(args, space);
  const visible = space
    .messagesIn(channel.id)
    .filter((one) => one.onlyFor === undefined && (!one.threadTs || one.broadcast));
  const { page, next } = paged(between(visible, args).toReversed(), args, 999);
  return {
    messages: page.map((message) => messageShape(space, message, args.flag("include_all_metadata"))),
    has_more: next !== "",
    pin_count: 0,
    ...(next !== "" && cursorBeside(next)),
  };
};

const replies = (args: Args, { space }: Backend): JsonObject => {
  const channel = readable(args, space);
  const found = space.message(channel.id, args.required("ts"));
  if (!found || found.onlyFor !== undefined) throw new SlackError("thread_not_found");
  const parent = found.threadTs ? (space.message(channel.id, found.threadTs) ?? found) : found;
  const answers = parent.replies.flatMap((ts) => space.message(channel.id, ts) ?? []);
  const { page, next } = paged([parent, ...between(answers, args)], args);
  return {
    messages: page.map((message) => messageShape(space, message, args.flag("include_all_metadata"))),
    has_more: next !== "",
    ...(next !== "" && cursorBeside(next)),
  };
};

const members = (args: Args, { space }: Backend): JsonObject => {
  const channel = knownChannel(space, args.required("channel"));
  needChannelScope(space, channel, "read");
  const { page, next } = paged([...channel.members], args);
  return { members: page, ...cursorBeside(next) };
};

const join = (args: Args, { space, events }: Backend): JsonObject => {
  const channel = knownChannel(space, args.required("channel"));
  if (channel.kind !== "public") throw new SlackError("method_not_supported_for_channel_type");
  if (channel.archived) throw new SlackError("is_archived");
  const already = channel.members.has(space.app.botUserId);
  if (!already) void events.join(space.app.botUserId, channel);
  return { channel: channelShape(space, channel), ...(already && { warning: "already_in_channel" }) };
};

export const conversations: Methods = {
  "conversations.list": { token: "bot", scopes: READ, tier: 2, run: list },
  "users.conversations": { token: "bot", scopes: READ, tier: 3, run: ofUser },
  "conversations.info": { token: "bot", scopes: READ, tier: 3, run: info },
  "conversations.open": { token: "bot", scopes: ["im:write", "mpim:write"], tier: 3, run: open },
  "conversations.history": { token: "bot", scopes: HISTORY, tier: 3, run: history },
  "conversations.replies": { token: "bot", scopes: HISTORY, tier: 3, run: replies },
  "conversations.members": { token: "bot", scopes: READ, tier: 4, run: members },
  "conversations.join": { token: "bot", scopes: ["channels:join"], tier: 3, run: join },
};
