import { isObject, type JsonObject } from "../json.ts";
import { viewState } from "./entries.ts";
import type { Channel, Entered, Message, StoredFile, User, View } from "./records.ts";
import type { Workspace } from "./state.ts";

/** Seconds a zone is ahead of UTC at that instant. */
const zoneOffset = (zone: string, at: Date): number => {
  const said = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const offset = said.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(offset);
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60);
};

export const userShape = (space: Workspace, user: User, withEmail: boolean): JsonObject => ({
  id: user.id,
  team_id: space.team.id,
  name: user.name,
  deleted: user.deactivated,
  ...(!user.deactivated && {
    color: user.color,
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: zoneOffset(user.tz, space.clock.now()),
    locale: user.locale,
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
  }),
  is_bot: user.isBot && user.id !== "USLACKBOT",
  is_app_user: false,
  updated: user.updated,
  is_email_confirmed: true,
  who_can_share_contact_card: "EVERYONE",
  profile: {
    title: "",
    phone: "",
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    ...(withEmail && user.email !== "" && { email: user.email }),
    ...(user.id === space.app.botUserId && { bot_id: space.app.botId, api_app_id: space.app.id }),
    team: space.team.id,
  },
});

export const channelShape = (space: Workspace, channel: Channel): JsonObject => {
  const bot = space.app.botUserId;
  if (channel.kind === "im")
    return {
      id: channel.id,
      created: channel.created,
      is_archived: channel.archived,
      is_im: true,
      is_org_shared: false,
      context_team_id: space.team.id,
      updated: channel.created * 1000,
      user: [...channel.members].find((member) => member !== bot) ?? bot,
      is_user_deleted: [...channel.members].some((member) => space.users.get(member)?.deactivated),
      priority: 0,
    };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === "private",
    created: channel.created,
    creator: [...channel.members][0] ?? bot,
    is_archived: channel.archived,
    is_general: channel.name === "general",
    unlinked: 0,
    is_shared: false,
    is_org_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(bot),
    context_team_id: space.team.id,
    updated: channel.created * 1000,
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    previous_names: [],
    num_members: channel.members.size,
  };
};

export const botProfile = (space: Workspace): JsonObject => ({
  id: space.app.botId,
  deleted: false,
  name: space.app.name,
  updated: 0,
  app_id: space.app.id,
  user_id: space.app.botUserId,
  icons: {},
  team_id: space.team.id,
});

export const fileShape = (space: Workspace, file: StoredFile): JsonObject => ({
  id: file.id,
  created: file.created,
  timestamp: file.created,
  name: file.name,
  title: file.title,
  mimetype: file.mimetype,
  filetype: file.name.split(".").at(-1) ?? "text",
  pretty_type: file.name.split(".").at(-1)?.toUpperCase() ?? "Text",
  user: file.user,
  user_team: space.team.id,
  editable: false,
  size: file.content.length,
  mode: "hosted",
  is_external: false,
  is_public: false,
  url_private: `${space.origin}/files-pri/${file.id}/${encodeURIComponent(file.name)}`,
  url_private_download: `${space.origin}/files-pri/${file.id}/download/${encodeURIComponent(file.name)}`,
  permalink: `${space.origin}/files/${file.user}/${file.id}`,
  channels: [...file.channels],
});

const authorship = (space: Workspace, message: Message): JsonObject =>
  message.fromApp
    ? { bot_id: space.app.botId, app_id: space.app.id, bot_profile: botProfile(space) }
    : { ...(message.clientMsgId !== undefined && { client_msg_id: message.clientMsgId }) };

const threadShape = (space: Workspace, message: Message): JsonObject => {
  if (message.threadTs) {
    const parent = space.message(message.channel, message.threadTs);
    return { thread_ts: message.threadTs, ...(parent && { parent_user_id: parent.user }) };
  }
  if (message.replies.length === 0) return {};
  const users = message.replies.map((ts) => space.message(message.channel, ts)?.user ?? "");
  return {
    thread_ts: message.ts,
    reply_count: message.replies.length,
    reply_users_count: new Set(users).size,
    latest_reply: message.replies.at(-1) ?? message.ts,
    reply_users: [...new Set(users)],
    is_locked: false,
    subscribed: false,
  };
};

/** A message as in `conversations.history` and as in interaction payloads. */
export const messageShape = (space: Workspace, message: Message, withMetadata: boolean): JsonObject => ({
  ...(message.files.length > 0 && { subtype: "file_share" }),
  ...(message.broadcast && { subtype: "thread_broadcast" }),
  user: message.user,
  type: "message",
  ts: message.ts,
  ...authorship(space, message),
  text: message.text,
  team: space.team.id,
  ...(message.edited && { edited: { ...message.edited } }),
  ...threadShape(space, message),
  ...(message.blocks.length > 0 && { blocks: message.blocks }),
  ...(message.files.length > 0 && { files: filesOf(space, message.files) }),
  ...(message.reactions.size > 0 && {
    reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size })),
  }),
  ...(withMetadata && message.metadata && { metadata: message.metadata }),
});

export const filesOf = (space: Workspace, ids: readonly string[]): readonly JsonObject[] =>
  ids.flatMap((id) => {
    const file = space.files.get(id);
    return file ? [fileShape(space, file)] : [];
  });

export const viewShape = (space: Workspace, view: View): JsonObject => {
  const { body } = view;
  return {
    id: view.id,
    team_id: space.team.id,
    type: view.type,
    blocks: body.blocks,
    private_metadata: body.private_metadata ?? "",
    callback_id: body.callback_id ?? "",
    state: { values: stateWithFiles(space, viewState(body, view.entered)) },
    hash: view.hash,
    ...(isObject(body.title)
      ? { title: body.title }
      : { title: { type: "plain_text", text: "View Title", emoji: true } }),
    clear_on_close: body.clear_on_close ?? false,
    notify_on_close: body.notify_on_close ?? false,
    close: body.close ?? null,
    submit: body.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: space.app.id,
    external_id: body.external_id ?? "",
    app_installed_team_id: space.team.id,
    bot_id: space.app.botId,
  };
};

/** A file_input's state carries whole file objects. */
const stateWithFiles = (space: Workspace, values: Entered): JsonObject =>
  Object.fromEntries(
    Object.entries(values).map(([block, actions]) => [
      block,
      Object.fromEntries(
        Object.entries(actions).map(([action, state]) => [
          action,
          Array.isArray(state.files)
            ? {
                ...state,
                files: filesOf(
                  space,
                  state.files.filter((id) => typeof id === "string"),
                ),
              }
            : state,
        ]),
      ),
    ]),
  );
