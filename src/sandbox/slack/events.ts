import type { JsonObject } from "../json.ts";
import type { Deliveries, Taken } from "./deliveries.ts";
import { freshId } from "./ids.ts";
import type { Channel, Message, User } from "./records.ts";
import { fileShape, filesOf, messageShape, userShape, viewShape } from "./shapes.ts";
import type { Workspace } from "./state.ts";

const MESSAGE_EVENTS = { public: "message.channels", private: "message.groups", im: "message.im" } as const;
const CHANNEL_TYPES = { public: "channel", private: "group", im: "im" } as const;

/** The Events API: only what the app subscribed to, and only from where its bot is. */
export class Events {
  readonly #space: Workspace;
  readonly #deliveries: Deliveries;

  constructor(space: Workspace, deliveries: Deliveries) {
    this.#space = space;
    this.#deliveries = deliveries;
  }

  #emit(subscription: string, event: JsonObject): Promise<Taken | undefined> {
    const { app, team, stamps } = this.#space;
    if (!app.events.includes(subscription)) return Promise.resolve(undefined);
    return this.#deliveries.sendEvent({
      envelope: "events_api",
      type: String(event.type),
      payload: {
        token: "sandbox-verification-token",
        team_id: team.id,
        context_team_id: team.id,
        context_enterprise_id: null,
        api_app_id: app.id,
        event,
        type: "event_callback",
        event_id: freshId("Ev"),
        event_time: stamps.seconds(),
        authorizations: [
          { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
        ],
        is_ext_shared_channel: false,
        event_context: `4-${freshId("")}`,
      },
    });
  }

  #heard(channelId: string): Channel | undefined {
    const channel = this.#space.channels.get(channelId);
    return channel?.members.has(this.#space.app.botUserId) ? channel : undefined;
  }

  /** A new message, a person's or the app's own. Resolves when the first attempts are over. */
  async posted(message: Message): Promise<void> {
    const channel = this.#heard(message.channel);
    if (!channel || message.onlyFor !== undefined) return;
    const { files: _, ...shape } = messageShape(this.#space, message, true);
    const event = {
      ...shape,
      channel: channel.id,
      event_ts: message.ts,
      channel_type: CHANNEL_TYPES[channel.kind],
      ...(message.files.length > 0 && { files: filesOf(this.#space, message.files), upload: true }),
    };
    const mentioned =
      channel.kind !== "im" && !message.fromApp && message.text.includes(`<@${this.#space.app.botUserId}`);
    const { channel_type: _type, ...mention } = event;
    await Promise.all([
      this.#emit(MESSAGE_EVENTS[channel.kind], event),
      ...(mentioned ? [this.#emit("app_mention", { ...mention, type: "app_mention" })] : []),
      ...message.files.map((id) => this.#fileShared(id, message)),
    ]);
  }

  async #fileShared(id: string, message: Message): Promise<void> {
    const file = this.#space.files.get(id);
    if (!file) return;
    await this.#emit("file_shared", {
      type: "file_shared",
      channel_id: message.channel,
      file_id: id,
      user_id: message.user,
      file: { id: String(fileShape(this.#space, file).id) },
      event_ts: message.ts,
    });
  }

  changed(message: Message, before: JsonObject): void {
    const channel = this.#heard(message.channel);
    if (!channel || message.onlyFor !== undefined) return;
    const ts = this.#space.stamps.next();
    void this.#emit(MESSAGE_EVENTS[channel.kind], {
      type: "message",
      subtype: "message_changed",
      message: messageShape(this.#space, message, true),
      previous_message: before,
      channel: channel.id,
      hidden: true,
      ts,
      event_ts: ts,
      channel_type: CHANNEL_TYPES[channel.kind],
    });
  }

  deleted(message: Message): void {
    const channel = this.#heard(message.channel);
    if (!channel || message.onlyFor !== undefined) return;
    const ts = this.#space.stamps.next();
    void this.#emit(MESSAGE_EVENTS[channel.kind], {
      type: "message",
      subtype: "message_deleted",
      previous_message: messageShape(this.#space, message, true),
      channel: channel.id,
      hidden: true,
      deleted_ts: message.ts,
      ts,
      event_ts: ts,
      channel_type: CHANNEL_TYPES[channel.kind],
    });
  }

  /** Puts someone into a channel and says so. */
  async join(user: string, channel: Channel): Promise<void> {
    channel.members.add(user);
    this.#space.touch({ kind: "channels" });
    if (!this.#heard(channel.id)) return;
    await this.#emit("member_joined_channel", {
      type: "member_joined_channel",
      user,
      channel: channel.id,
      channel_type: channel.kind === "private" ? "G" : "C",
      team: this.#space.team.id,
      event_ts: this.#space.stamps.next(),
    });
  }

  async react(message: Message, user: string, name: string): Promise<void> {
    const users = message.reactions.get(name) ?? new Set<string>();
    message.reactions.set(name, users.add(user));
    this.#space.touch({ kind: "message", channel: message.channel, ts: message.ts });
    if (!this.#heard(message.channel)) return;
    await this.#emit("reaction_added", {
      type: "reaction_added",
      user,
      reaction: name,
      item_user: message.user,
      item: { type: "message", channel: message.channel, ts: message.ts },
      event_ts: this.#space.stamps.next(),
    });
  }

  homeOpened(user: string, tab: "home" | "messages"): Promise<Taken | undefined> {
    const home = this.#space.views.home(user);
    return this.#emit("app_home_opened", {
      type: "app_home_opened",
      user,
      channel: this.#space.direct(user, this.#space.app.botUserId).id,
      tab,
      event_ts: this.#space.stamps.next(),
      ...(tab === "home" && home && { view: viewShape(this.#space, home) }),
    });
  }

  /** `team_join` or `user_change`. */
  async aboutUser(type: "team_join" | "user_change", user: User): Promise<void> {
    const { app, stamps } = this.#space;
    await this.#emit(type, {
      type,
      user: userShape(this.#space, user, app.scopes.includes("users:read.email")),
      cache_ts: stamps.seconds(),
      event_ts: stamps.next(),
    });
  }
}
