import { DeskError } from "../driver.ts";
import { isObject } from "../json.ts";
import { stateOf, viewState } from "./entries.ts";
import type { Interactions } from "./interactions.ts";
import { plain } from "./payloads.ts";
import type { Channel, Message, StoredFile, Touched, User, View } from "./records.ts";
import type {
  Screen,
  ScreenChange,
  ShownApp,
  ShownChannel,
  ShownFile,
  ShownMessage,
  ShownUser,
  ShownView,
} from "./screen.ts";
import type { Workspace } from "./state.ts";

/** Older ones are there for those who ask, not in every snapshot. */
const MOST_PER_CHANNEL = 500;

type Change = ScreenChange extends infer One
  ? One extends { readonly revision: number }
    ? Omit<One, "revision">
    : never
  : never;

/** What each person's client shows, and the changes to it. */
export class Screens {
  readonly #space: Workspace;
  readonly #interactions: Interactions;
  readonly #connected: () => boolean;
  readonly #listeners = new Map<string, Set<(change: ScreenChange) => void>>();
  #revision = 0;

  constructor(space: Workspace, interactions: Interactions, connected: () => boolean) {
    this.#space = space;
    this.#interactions = interactions;
    this.#connected = connected;
    space.onTouch((touched) => this.#changed(touched));
  }

  of(user: string): Screen {
    const me = this.#space.users.get(user);
    if (!me) throw new DeskError(`there is no user ${user}`);
    const channels = this.channels(user);
    return {
      revision: this.#revision,
      team: this.#space.team,
      app: this.#app(),
      me: shownUser(me),
      users: this.users(),
      channels,
      messages: Object.fromEntries(channels.map(({ id }) => [id, this.messages(user, id).slice(-MOST_PER_CHANNEL)])),
      modals: this.modals(user),
      home: this.home(user),
    };
  }

  users(): readonly ShownUser[] {
    return [...this.#space.users.values()].map(shownUser);
  }

  subscribe(user: string, listener: (change: ScreenChange) => void): () => void {
    const theirs = this.#listeners.get(user) ?? new Set();
    this.#listeners.set(user, theirs.add(listener));
    return () => theirs.delete(listener);
  }

  #changed(touched: Touched): void {
    this.#revision += 1;
    for (const [user, listeners] of this.#listeners) {
      const change = listeners.size > 0 ? this.#changeFor(user, touched) : undefined;
      if (change) for (const listener of [...listeners]) listener({ ...change, revision: this.#revision });
    }
  }

  #changeFor(user: string, touched: Touched): Change | undefined {
    switch (touched.kind) {
      case "message": {
        const message = this.#space.message(touched.channel, touched.ts);
        return message && this.#sees(user, message)
          ? { type: "message", message: this.#shownMessage(user, message) }
          : undefined;
      }
      case "removed":
        return { type: "message_removed", channel: touched.channel, ts: touched.ts };
      case "modals":
        return touched.user === user ? { type: "modals", modals: this.modals(user) } : undefined;
      case "home":
        return touched.user === user ? { type: "home", home: this.home(user) } : undefined;
      case "users":
        return { type: "users", users: this.users() };
      case "channels":
        return { type: "channels", channels: this.channels(user) };
      case "app":
        return { type: "app", app: this.#app() };
      case "notice": {
        const { kind: _, user: told, ...notice } = touched;
        return told === user ? { type: "notice", notice } : undefined;
      }
      case "traffic":
        return undefined;
    }
  }

  modals(user: string): readonly ShownView[] {
    return this.#space.views.stack(user).map(shownView);
  }

  #app(): ShownApp {
    const { app } = this.#space;
    return {
      id: app.id,
      name: app.name,
      botUserId: app.botUserId,
      connected: this.#connected(),
      commands: app.commands.map(({ command, description, usageHint = "" }) => ({ command, description, usageHint })),
      homeTab: app.homeTab,
      messagesTab: app.messagesTab,
    };
  }

  home(user: string): ShownView | null {
    const home = this.#space.views.home(user);
    return home ? shownView(home) : null;
  }

  channels(user: string): readonly ShownChannel[] {
    return [...this.#space.channels.values()]
      .filter((channel) => channel.kind === "public" || channel.members.has(user))
      .map((channel) => this.#shownChannel(user, channel));
  }

  #shownChannel(user: string, channel: Channel): ShownChannel {
    const other = channel.kind === "im" ? ([...channel.members].find((member) => member !== user) ?? user) : undefined;
    return {
      id: channel.id,
      name: other === undefined ? channel.name : (this.#space.users.get(other)?.realName ?? other),
      kind: channel.kind,
      ...(other !== undefined && { withUser: other }),
      isMember: channel.members.has(user),
      archived: channel.archived,
      members: [...channel.members],
    };
  }

  #sees(user: string, message: Message): boolean {
    const channel = this.#space.channels.get(message.channel);
    if (!channel || (channel.kind !== "public" && !channel.members.has(user))) return false;
    return message.onlyFor === undefined || message.onlyFor === user;
  }

  /** Everything that person sees there, replies too, oldest first. */
  messages(user: string, channel: string): readonly ShownMessage[] {
    return this.#space
      .messagesIn(channel)
      .filter((message) => this.#sees(user, message))
      .map((message) => this.#shownMessage(user, message));
  }

  #shownMessage(user: string, message: Message): ShownMessage {
    const repliers = message.replies.map((ts) => this.#space.message(message.channel, ts)?.user ?? "");
    return {
      channel: message.channel,
      ts: message.ts,
      user: message.user,
      isBot: this.#space.users.get(message.user)?.isBot ?? false,
      text: message.text,
      blocks: message.blocks,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
      reply_count: message.replies.length,
      reply_users: [...new Set(repliers)],
      broadcast: message.broadcast,
      edited: message.edited !== undefined,
      ephemeral: message.onlyFor !== undefined,
      files: message.files.flatMap((id) => shownFile(this.#space.origin, this.#space.files.get(id))),
      reactions: [...message.reactions].map(([name, users]) => ({ name, users: [...users] })),
      state: stateOf(message.blocks, this.#interactions.entered(user, message)),
    };
  }
}

const shownUser = (user: User): ShownUser => ({
  id: user.id,
  name: user.name,
  realName: user.realName,
  tz: user.tz,
  locale: user.locale,
  email: user.email,
  color: user.color,
  isBot: user.isBot,
  deactivated: user.deactivated,
});

const shownFile = (origin: string, file: StoredFile | undefined): readonly ShownFile[] =>
  file
    ? [
        {
          id: file.id,
          name: file.name,
          title: file.title,
          mimetype: file.mimetype,
          size: file.content.length,
          url_private: `${origin}/files-pri/${file.id}/${encodeURIComponent(file.name)}`,
        },
      ]
    : [];

const shownView = (view: View): ShownView => ({
  id: view.id,
  type: view.type,
  hash: view.hash,
  callback_id: String(view.body.callback_id ?? ""),
  title: plain(view.body.title),
  submit: isObject(view.body.submit) ? plain(view.body.submit) : null,
  close: isObject(view.body.close) ? plain(view.body.close) : null,
  blocks: Array.isArray(view.body.blocks) ? view.body.blocks.filter(isObject) : [],
  state: viewState(view.body, view.entered),
  errors: { ...view.errors },
  busy: view.busy,
  notice: view.notice,
});
