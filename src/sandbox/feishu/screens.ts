import { DeskError } from "../driver.ts";
import type { CardDesk } from "./desk-cards.ts";
import { cardOf, summaryOf } from "./readable.ts";
import { postOf, type Reader, taggedText } from "./readable-text.ts";
import type { Chat, Message, StoredFile, Touched, User } from "./records.ts";
import type {
  Notice,
  Screen,
  ScreenChange,
  ShownApp,
  ShownCard,
  ShownChat,
  ShownFile,
  ShownMessage,
  ShownUser,
} from "./screen.ts";
import { filesIn } from "./screen-files.ts";
import type { Tenant } from "./state.ts";

/** Older ones are there for those who ask, not in every snapshot. */
const MOST_PER_CHAT = 500;

type Change = ScreenChange extends infer One
  ? One extends { readonly revision: number }
    ? Omit<One, "revision">
    : never
  : never;

interface ScreenGround {
  readonly tenant: Tenant;
  readonly connected: () => boolean;
  readonly cards: CardDesk;
}

/** What each person's client shows, and the changes to it. */
export class Screens {
  readonly #tenant: Tenant;
  readonly #connected: () => boolean;
  readonly #cards: CardDesk;
  readonly #listeners = new Map<string, Set<(change: ScreenChange) => void>>();
  /** When the newest message was there that the person has seen, by person and chat. */
  readonly #seen = new Map<string, number>();
  readonly #hidden = new Set<string>();
  #revision = 0;

  constructor({ tenant, connected, cards }: ScreenGround) {
    this.#tenant = tenant;
    this.#connected = connected;
    this.#cards = cards;
    tenant.onTouch((touched) => this.#changed(touched));
  }

  of(openId: string): Screen {
    const user = this.user(openId);
    const chats = this.chats(user);
    return {
      revision: this.#revision,
      tenant: { key: this.#tenant.key, name: this.#tenant.name },
      app: this.#app(user),
      me: shownUser(user),
      users: this.users(),
      chats,
      messages: Object.fromEntries(chats.map(({ id }) => [id, this.messages(user, id).slice(-MOST_PER_CHAT)])),
    };
  }

  user(openId: string): User {
    const user = this.#tenant.users.get(openId);
    if (!user) throw new DeskError(`there is no user ${openId}`);
    return user;
  }

  users(): readonly ShownUser[] {
    return [...this.#tenant.users.values()].map(shownUser);
  }

  subscribe(openId: string, listener: (change: ScreenChange) => void): () => void {
    const theirs = this.#listeners.get(openId) ?? new Set();
    this.#listeners.set(openId, theirs.add(listener));
    return () => theirs.delete(listener);
  }

  /** A toast, which only that person sees. */
  tell({ openId }: User, notice: Notice): void {
    this.#revision += 1;
    this.#send(openId, { type: "notice", notice });
  }

  #send(openId: string, change: Change): void {
    for (const listener of [...(this.#listeners.get(openId) ?? [])]) listener({ ...change, revision: this.#revision });
  }

  #changed(touched: Touched): void {
    this.#revision += 1;
    for (const [openId, listeners] of this.#listeners) {
      if (listeners.size === 0) continue;
      for (const change of this.#changesFor(this.user(openId), touched)) this.#send(openId, change);
    }
  }

  #changesFor(user: User, touched: Touched): readonly Change[] {
    switch (touched.kind) {
      case "message": {
        const message = this.#tenant.messages.get(touched.id);
        if (!message || !this.sees(user, message)) return [];
        // What began the thread shows how many answers there are.
        const began = message.threadId === undefined ? undefined : this.#tenant.messages.get(message.rootId ?? "");
        const shown = [message, ...(began && this.sees(user, began) ? [began] : [])];
        return [
          ...shown.map((one): Change => ({ type: "message", message: this.shown(user, one) })),
          { type: "chats", chats: this.chats(user) },
        ];
      }
      case "removed":
        return [{ type: "message_removed", chatId: touched.chatId, id: touched.id }];
      case "users":
        return [{ type: "users", users: this.users() }];
      case "chats":
        return [{ type: "chats", chats: this.chats(user) }];
      case "app":
        return [{ type: "app", app: this.#app(user) }];
      case "notice": {
        const { kind: _, user: told, ...notice } = touched;
        return told === user.openId ? [{ type: "notice", notice: { tone: "info", ...notice } }] : [];
      }
      case "traffic":
        return [];
    }
  }

  #app(user: User): ShownApp {
    const { app, slashCommands } = this.#tenant;
    return {
      appId: app.appId,
      name: app.name,
      botOpenId: app.botOpenId,
      connected: this.#connected(),
      menu: app.menu,
      commands: [...slashCommands.values()].map(({ command, description }) => ({
        command: `/${command}`,
        description: description.i18n[user.locale] ?? description.default,
      })),
    };
  }

  chats(user: User): readonly ShownChat[] {
    this.#tenant.direct(user.openId, this.#tenant.app.botOpenId);
    return [...this.#tenant.chats.values()]
      .filter((chat) => chat.members.has(user.openId))
      .map((chat) => ({
        shown: this.#shownChat(user, chat),
        last: this.#visible(user, chat.id).at(-1)?.createTime ?? 0,
      }))
      .toSorted((a, b) => b.last - a.last)
      .map(({ shown }) => shown);
  }

  #shownChat(user: User, chat: Chat): ShownChat {
    const { app, users } = this.#tenant;
    const partner =
      [...chat.members].find((member) => member !== user.openId) ?? (chat.withBot ? app.botOpenId : user.openId);
    const other = chat.kind === "p2p" ? partner : undefined;
    const otherName = other === app.botOpenId ? app.name : users.get(other ?? "")?.realName;
    const seen = this.#seen.get(`${user.openId} ${chat.id}`) ?? 0;
    const unread = this.#visible(user, chat.id).filter(
      ({ createTime, sender }) => createTime > seen && !(sender.kind === "user" && sender.openId === user.openId),
    );
    return {
      id: chat.id,
      name: otherName ?? chat.name,
      kind: chat.kind,
      ...(other !== undefined && { withUser: other }),
      withBot: chat.withBot,
      members: [...chat.members],
      dissolved: chat.dissolved,
      unread: unread.length,
    };
  }

  /** Nothing in the chat is unread any more. */
  read(user: User, chatId: string): void {
    const newest = this.#visible(user, chatId).at(-1);
    if (newest) this.#seen.set(`${user.openId} ${chatId}`, newest.createTime);
    this.#send(user.openId, { type: "chats", chats: this.chats(user) });
  }

  /** What was said before the sandbox started is unread by nobody. */
  readAll(): void {
    for (const { id, members } of this.#tenant.chats.values())
      for (const openId of members) {
        const newest = this.#tenant.messages.in(id).at(-1);
        if (newest) this.#seen.set(`${openId} ${id}`, newest.createTime);
      }
  }

  hide(user: User, message: Message): void {
    this.#hidden.add(`${user.openId} ${message.id}`);
    this.#tenant.changed(message);
  }

  isHidden(user: User, message: Message): boolean {
    return this.#hidden.has(`${user.openId} ${message.id}`);
  }

  sees(user: User, message: Message): boolean {
    const chat = this.#tenant.chats.get(message.chatId);
    if (!chat?.members.has(user.openId)) return false;
    return message.onlyFor === undefined || message.onlyFor === user.openId;
  }

  #visible(user: User, chatId: string): readonly Message[] {
    return this.#tenant.messages.in(chatId).filter((message) => this.sees(user, message));
  }

  /** Everything that person sees there, in threads too, oldest first. */
  messages(user: User, chatId: string): readonly ShownMessage[] {
    return this.#visible(user, chatId).map((message) => this.shown(user, message));
  }

  /** How many messages that person sees in the thread that the message began. */
  replies(user: User, { id, chatId, threadId, rootId }: Message): number {
    if (threadId === undefined || rootId !== undefined) return 0;
    const thread = this.#visible(user, chatId).filter((one) => one.threadId === threadId && one.id !== id);
    return thread.filter(({ deleted }) => !deleted).length;
  }

  shown(user: User, message: Message): ShownMessage {
    const { app } = this.#tenant;
    const reader: Reader = { tenant: this.#tenant, user };
    const { sender, threadId, rootId } = message;
    return {
      id: message.id,
      chatId: message.chatId,
      sender: sender.kind === "app" ? app.botOpenId : sender.openId,
      isBot: sender.kind === "app",
      type: message.type,
      text: message.type === "text" || message.type === "system" ? taggedText(message) : "",
      post: message.type === "post" ? postOf(reader, message.content) : null,
      card: this.#shownCard(user, message),
      files: filesIn(message).flatMap(({ key, name }) => shownFile(this.#tenant.files.get(key), name)),
      summary: message.deleted ? "" : summaryOf(reader, message),
      ...(rootId !== undefined && { rootId }),
      ...(threadId !== undefined && { threadId }),
      replies: this.replies(user, message),
      createTime: message.createTime,
      edited: message.edits > 0,
      deleted: message.deleted,
      ephemeral: message.onlyFor !== undefined,
      urgent: message.urgentFor.has(user.openId),
      followUps: message.followUps.map(({ content, i18n }) => i18n[user.locale] ?? content),
    };
  }

  #shownCard(user: User, message: Message): ShownCard | null {
    const json = message.deleted ? undefined : cardOf(message);
    if (!json) return null;
    return {
      json,
      entered: this.#cards.states.of(user.openId, message),
      waiting: this.#cards.waiting(user.openId, message),
      expired: this.#tenant.isExpired(message),
      forwarded: message.sender.kind === "user",
      hidden: this.isHidden(user, message),
    };
  }
}

const shownUser = ({ openId, name, realName, locale, tz, deactivated }: User): ShownUser => ({
  openId,
  name,
  realName,
  locale,
  tz,
  deactivated,
});

const shownFile = (file: StoredFile | undefined, name: string): readonly ShownFile[] =>
  file ? [{ key: file.key, name: name || file.name, mimetype: file.mimetype, size: file.content.length }] : [];
