import type { JsonObject } from "../json.ts";
import type { Deliveries } from "./deliveries.ts";
import type { FaultBoard } from "./faults.ts";
import { opaque } from "./ids.ts";
import type { Chat, Mention, Message, User } from "./records.ts";
import { chatTypeOf, idsOf, showsUserId } from "./shapes.ts";
import type { Tenant } from "./state.ts";

const P2P_SCOPES = ["im:message.p2p_msg:readonly", "im:message.p2p_msg"];
const MENTION_SCOPES = [
  "im:message.group_at_msg:readonly",
  "im:message.group_at_msg",
  "im:message.group_at_msg.include_bot:readonly",
];
const GROUP_SCOPES = ["im:message.group_msg", "im:message.group_msg:readonly"];

const CHAT_SCOPES = ["im:chat", "im:chat:read", "im:chat:readonly"];
const MEMBER_SCOPES = ["im:chat", "im:chat.members:read", "im:chat:readonly"];
const BOT_MEMBER_SCOPES = ["im:chat", "im:chat.members:bot_access", "im:chat:readonly"];
/** Without one of these an event cannot be subscribed to; those that are not named here need none. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "im.message.recalled_v1": ["im:message", "im:message:readonly"],
  "im.chat.disbanded_v1": CHAT_SCOPES,
  "im.chat.member.bot.added_v1": BOT_MEMBER_SCOPES,
  "im.chat.member.bot.deleted_v1": BOT_MEMBER_SCOPES,
  "im.chat.member.user.added_v1": MEMBER_SCOPES,
  "im.chat.member.user.deleted_v1": MEMBER_SCOPES,
  "contact.user.deleted_v3": [
    "contact:contact.base:readonly",
    "contact:contact:readonly_as_app",
    "contact:contact:access_as_app",
  ],
};

/** `{schema, header, event}`; card callbacks have microseconds in create_time. */
export const envelope = (
  space: Tenant,
  type: string,
  event: JsonObject,
): { readonly eventId: string; readonly payload: JsonObject } => {
  const eventId = opaque();
  const milliseconds = String(space.now());
  const header = {
    event_id: eventId,
    event_type: type,
    create_time: type === "card.action.trigger" ? `${milliseconds}000` : milliseconds,
    token: space.app.verificationToken,
    app_id: space.app.appId,
    tenant_key: space.key,
  };
  return { eventId, payload: { schema: "2.0", header, event } };
};

interface EventSettings {
  readonly space: Tenant;
  readonly deliveries: Deliveries;
  readonly faults: FaultBoard;
}

/** Events: only what the app subscribed to, and only what its scopes let it hear. Each resolves after the first attempt. */
export class Events {
  readonly #space: Tenant;
  readonly #deliveries: Deliveries;
  readonly #faults: FaultBoard;

  constructor({ space, deliveries, faults }: EventSettings) {
    this.#space = space;
    this.#deliveries = deliveries;
    this.#faults = faults;
  }

  async #emit(type: string, event: JsonObject): Promise<void> {
    const needed = NEEDED[type];
    if (!this.#space.app.events.includes(type) || (needed && !this.#has(needed))) return;
    await this.#deliveries.sendEvent({ type, kind: "events", ...envelope(this.#space, type, event) });
  }

  #ids(user: User): JsonObject {
    const ids = idsOf(user, showsUserId(this.#space, this.#faults));
    return { ...ids, ...(this.#faults.emptyOpenId && { open_id: "" }) };
  }

  #has(scopes: readonly string[]): boolean {
    return scopes.some((scope) => this.#space.app.scopes.includes(scope));
  }

  #mayHear(chat: Chat, { mentions }: Message): boolean {
    if (!chat.withBot) return false;
    if (chat.kind === "p2p") return this.#has(P2P_SCOPES);
    const mentioned = mentions.some(({ openId }) => openId === this.#space.app.botOpenId);
    return this.#has(GROUP_SCOPES) || (mentioned && this.#has(MENTION_SCOPES));
  }

  async said(message: Message): Promise<void> {
    const chat = this.#space.chats.get(message.chatId);
    const user = message.sender.kind === "user" ? this.#space.users.get(message.sender.openId) : undefined;
    if (!chat || !user || !this.#mayHear(chat, message)) return;
    const mentions = message.mentions.filter(({ openId }) => openId !== "all").map((each) => this.#mention(each));
    await this.#emit("im.message.receive_v1", {
      sender: { sender_id: this.#ids(user), sender_type: "user", tenant_key: user.tenantKey ?? this.#space.key },
      message: {
        message_id: message.id,
        ...(message.rootId !== undefined && { root_id: message.rootId }),
        ...(message.parentId !== undefined && { parent_id: message.parentId }),
        create_time: String(message.createTime),
        update_time: String(message.updateTime),
        chat_id: chat.id,
        ...(message.threadId !== undefined && { thread_id: message.threadId }),
        chat_type: chatTypeOf(chat),
        message_type: message.type,
        content: message.content,
        ...(mentions.length > 0 && { mentions }),
      },
    });
  }

  #mention({ key, openId, name }: Mention): JsonObject {
    const user = this.#space.users.get(openId);
    return {
      key,
      // The bot's other ids are nobody's business here.
      id: user ? this.#ids(user) : { union_id: "", user_id: "", open_id: openId },
      mentioned_type: user ? "user" : "bot",
      name,
      tenant_key: this.#space.key,
    };
  }

  async entered(user: User): Promise<void> {
    const chat = this.#space.direct(user.openId, this.#space.app.botOpenId);
    const last = this.#space.messages.in(chat.id).findLast(({ deleted }) => !deleted);
    await this.#emit("im.chat.access_event.bot_p2p_chat_entered_v1", {
      chat_id: chat.id,
      operator_id: this.#ids(user),
      ...(last && { last_message_id: last.id, last_message_create_time: String(last.createTime) }),
    });
  }

  async chose(user: User, eventKey: string): Promise<void> {
    await this.#emit("application.bot.menu_v6", {
      operator: {
        ...(this.#has(["application:application.bot.operator_name:readonly"]) && { operator_name: user.realName }),
        operator_id: this.#ids(user),
      },
      event_key: eventKey,
      timestamp: Math.floor(this.#space.now() / 1000),
    });
  }

  async recalled(message: Message): Promise<void> {
    const chat = this.#space.chats.get(message.chatId);
    if (!chat?.withBot) return;
    await this.#emit("im.message.recalled_v1", {
      message_id: message.id,
      chat_id: chat.id,
      recall_time: String(this.#space.now()),
      recall_type: "message_owner",
    });
  }

  async left(user: User): Promise<void> {
    await this.#emit("contact.user.deleted_v3", {
      object: {
        ...this.#ids(user),
        ...(this.#has(["contact:user.base:readonly"]) && { name: user.realName, en_name: user.enName }),
        ...(this.#has(["contact:user.employee:readonly"]) && {
          status: { is_frozen: false, is_resigned: true, is_activated: true, is_exited: false, is_unjoin: false },
        }),
      },
      old_object: this.#faults.emptyOpenId ? {} : { open_id: user.openId },
    });
  }

  /** The bot was put into the chat, or out of it. */
  async moved(chat: Chat, operator: User | undefined): Promise<void> {
    await this.#emit(
      chat.withBot ? "im.chat.member.bot.added_v1" : "im.chat.member.bot.deleted_v1",
      this.#about(chat, operator),
    );
  }

  /** A person was put into a chat that has the bot, or out of it. */
  async userMoved(chat: Chat, user: User): Promise<void> {
    if (!chat.withBot) return;
    const added = chat.members.has(user.openId);
    await this.#emit(added ? "im.chat.member.user.added_v1" : "im.chat.member.user.deleted_v1", {
      ...this.#about(chat, user),
      users: [{ name: user.realName, tenant_key: this.#space.key, user_id: this.#ids(user) }],
    });
  }

  async dissolved(chat: Chat, operator: User | undefined): Promise<void> {
    if (chat.withBot) await this.#emit("im.chat.disbanded_v1", this.#about(chat, operator));
  }

  #about(chat: Chat, operator: User | undefined): JsonObject {
    return {
      chat_id: chat.id,
      ...(operator && { operator_id: this.#ids(operator) }),
      external: false,
      operator_tenant_key: this.#space.key,
      name: chat.name,
      i18n_names: { zh_cn: chat.name, en_us: "", ja_jp: "" },
    };
  }
}
