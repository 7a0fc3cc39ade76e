import type { Clock } from "../../core/clock.ts";
import type { AppSeed, ChatSeed, MenuEntry, TenantSeed, UserSeed } from "./contract.ts";
import { freshId, stableId, stableWord } from "./ids.ts";
import { Messages } from "./messages.ts";
import type { Chat, Message, MessageType, Sender, SlashCommand, StoredFile, Touched, User } from "./records.ts";

export interface AppState extends AppSeed {
  readonly appId: string;
  /** The bot has an open_id like a person. */
  readonly botOpenId: string;
  readonly menu: readonly MenuEntry[];
  readonly encryptKey: string;
  readonly verificationToken: string;
}

/** A message as it is made, by a person or the app. */
export interface Draft {
  readonly chat: Chat;
  readonly sender: Sender;
  readonly type: MessageType;
  readonly content: string;
  readonly mentions?: Message["mentions"];
  /** The message that is answered. */
  readonly answers?: Message | undefined;
  /** The answer stands in a thread below it, and begins one where there is none. */
  readonly inThread?: boolean;
  readonly onlyFor?: string;
}

/** Of its sending: for so long the app may change a card. */
const CHANGED_FOR_DAYS = 14;

/** The tenant as Feishu holds it. Reads are plain; whatever is changed must be `touch`ed, so that screens follow. */
export class Tenant {
  readonly clock: Clock;
  readonly key: string;
  readonly name: string;
  readonly app: AppState;
  readonly users = new Map<string, User>();
  readonly chats = new Map<string, Chat>();
  /** Groups as the seed says they are. */
  readonly seeded = new Map<string, Pick<Chat, "members" | "withBot">>();
  readonly messages = new Messages();
  readonly files = new Map<string, StoredFile>();
  readonly slashCommands = new Map<string, SlashCommand>();
  /** uuid of a send → the message it made, and when. */
  readonly sent = new Map<string, { readonly id: string; readonly at: number }>();
  pushUrl: string | null;
  /** Where this server is, without a slash at the end; set when it listens. */
  origin = "";
  /** When the newest message was made; no two have the same time. */
  lastTime = 0;
  /** See Desk. */
  pressedForDays: 14 | 30 = 14;
  readonly #listeners = new Set<(touched: Touched) => void>();

  constructor(seed: TenantSeed, clock: Clock) {
    this.clock = clock;
    this.key = seed.tenant.key ?? stableWord(16, seed.tenant.name);
    this.name = seed.tenant.name;
    const { name } = seed.app;
    this.app = {
      ...seed.app,
      appId: seed.app.appId ?? `cli_${stableWord(16, "app", name)}`,
      botOpenId: stableId("ou_", "bot", name),
      menu: seed.app.menu ?? [],
      encryptKey: seed.app.encryptKey ?? stableWord(32, "encrypt", name),
      verificationToken: seed.app.verificationToken ?? stableWord(32, "verify", name),
    };
    this.pushUrl = seed.app.pushUrl ?? null;
    for (const user of seed.users) this.addUser(user);
    for (const chat of seed.chats) {
      const { id, members, withBot } = this.addChat(chat);
      this.seeded.set(id, { members: new Set(members), withBot });
    }
  }

  now(): number {
    return this.clock.now().getTime();
  }

  /** Whether it is too old to be pressed. */
  isExpired(message: Message): boolean {
    return this.#isOlder(message, this.pressedForDays);
  }

  /** Whether it is too old to be changed. */
  isFixed(message: Message): boolean {
    return this.#isOlder(message, CHANGED_FOR_DAYS);
  }

  #isOlder({ createTime }: Message, days: number): boolean {
    return this.now() - createTime > days * 24 * 3_600_000;
  }

  addUser(seed: UserSeed): User {
    const user: User = {
      openId: seed.openId ?? stableId("ou_", seed.name),
      unionId: seed.unionId ?? stableId("on_", seed.name),
      userId: seed.userId ?? stableWord(8, "user", seed.name),
      name: seed.name,
      realName: seed.realName,
      enName: seed.enName ?? "",
      locale: seed.locale ?? "zh_cn",
      tz: seed.tz ?? "Asia/Shanghai",
      email: seed.email ?? "",
      mobile: seed.mobile ?? "",
      joined: this.now(),
      tenantKey: seed.tenantKey,
      deactivated: seed.deactivated ?? false,
      frozen: seed.frozen ?? false,
    };
    this.users.set(user.openId, user);
    this.touch({ kind: "users" });
    return user;
  }

  addChat(seed: ChatSeed): Chat {
    const chat: Chat = {
      id: seed.chatId ?? stableId("oc_", seed.name),
      name: seed.name,
      kind: seed.kind ?? "group",
      members: new Set(seed.members.map((member) => this.openId(member))),
      withBot: seed.withBot ?? false,
      dissolved: false,
      created: this.now(),
    };
    this.chats.set(chat.id, chat);
    this.touch({ kind: "chats" });
    return chat;
  }

  /** The conversation of the two, made when there is none yet; "bot" is the app's. */
  direct(openId: string, other: string): Chat {
    const pair = [openId, other].map((one) => (one === this.app.botOpenId ? "bot" : one)).toSorted();
    const id = stableId("oc_", "p2p", ...pair);
    const known = this.chats.get(id);
    if (known) return known;
    const chat: Chat = {
      id,
      name: "",
      kind: "p2p",
      members: new Set(pair.filter((one) => one !== "bot")),
      withBot: pair.includes("bot"),
      dissolved: false,
      created: this.now(),
    };
    this.chats.set(id, chat);
    this.touch({ kind: "chats" });
    return chat;
  }

  /** open_id of a person. @throws when there is nobody of that id, name, `@name` or real name. */
  openId(who: string): string {
    if (this.users.has(who)) return who;
    const name = who.replace(/^@/, "");
    const found = [...this.users.values()].find((user) => user.name === name || user.realName === name);
    if (!found) throw new Error(`no user ${who}`);
    return found.openId;
  }

  /** By id, `#name` or name. */
  chatNamed(what: string): Chat | undefined {
    const name = what.replace(/^#/, "");
    return this.chats.get(what) ?? [...this.chats.values()].find((one) => one.kind !== "p2p" && one.name === name);
  }

  /** Whether the app is there for them (可用范围), and they still belong to the company. */
  isAvailableTo(user: User): boolean {
    const { availability = "everyone" } = this.app;
    if (user.deactivated) return false;
    return availability === "everyone" || availability.some((one) => this.openId(one) === user.openId);
  }

  /** Makes the message and puts it where it belongs; answers in a thread, or in a topic group, stay in the thread. */
  post({ chat, sender, answers, inThread = false, ...draft }: Draft): Message {
    const createTime = Math.max(this.now(), this.lastTime + 1);
    this.lastTime = createTime;
    const threadId = this.#threadFor(chat, answers, inThread);
    const message: Message = {
      id: freshId("om_"),
      chatId: chat.id,
      sender,
      type: draft.type,
      content: draft.content,
      mentions: draft.mentions ?? [],
      ...(answers && relation(answers, threadId !== undefined)),
      ...(threadId !== undefined && { threadId }),
      createTime,
      updateTime: createTime,
      edits: 0,
      deleted: false,
      ...(draft.onlyFor !== undefined && { onlyFor: draft.onlyFor }),
      urgentFor: new Set(),
      followUps: [],
    };
    this.messages.keep(message);
    this.touch({ kind: "message", chatId: chat.id, id: message.id });
    return message;
  }

  #threadFor(chat: Chat, answers: Message | undefined, inThread: boolean): string | undefined {
    if (!answers) return chat.kind === "topic" ? freshId("omt_") : undefined;
    if (answers.threadId === undefined && (inThread || chat.kind === "topic")) {
      answers.threadId = freshId("omt_");
      this.touch({ kind: "message", chatId: chat.id, id: answers.id });
    }
    return answers.threadId;
  }

  /** Takes it away without a trace. */
  remove(message: Message): void {
    this.messages.drop(message);
    this.touch({ kind: "removed", chatId: message.chatId, id: message.id });
  }

  /** Says that the message is no longer what it was. */
  changed(message: Message): void {
    this.touch({ kind: "message", chatId: message.chatId, id: message.id });
  }

  touch(touched: Touched): void {
    for (const listener of [...this.#listeners]) listener(touched);
  }

  onTouch(listener: (touched: Touched) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** In a thread everything answers its first message; elsewhere the message that was answered. */
const relation = (answers: Message, inThread: boolean): Pick<Message, "rootId" | "parentId"> => {
  const rootId = answers.rootId ?? answers.id;
  return { rootId, parentId: inThread ? rootId : answers.id };
};
