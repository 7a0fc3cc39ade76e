/** What `message.msg_type` can be here. */
export type MessageType = "text" | "post" | "interactive" | "image" | "file" | "system";

export interface User {
  readonly openId: string;
  readonly unionId: string;
  readonly userId: string;
  readonly name: string;
  readonly realName: string;
  readonly enName: string;
  readonly locale: string;
  readonly tz: string;
  readonly email: string;
  readonly mobile: string;
  readonly joined: number;
  /** Of another company: seen in groups that two companies share. */
  readonly tenantKey: string | undefined;
  /** They have left the company: nothing reaches them (230013). */
  deactivated: boolean;
  readonly frozen: boolean;
}

export interface Chat {
  readonly id: string;
  readonly name: string;
  /** `p2p` is between two: two users, or one and the bot. */
  readonly kind: "group" | "topic" | "p2p";
  /** open_ids of people; the bot is never among them. */
  readonly members: Set<string>;
  withBot: boolean;
  dissolved: boolean;
  readonly created: number;
}

/** A person, or the app's bot. */
export type Sender = { readonly kind: "user"; readonly openId: string } | { readonly kind: "app" };

/** `@_user_1` in the text stands for them. */
export interface Mention {
  readonly key: string;
  /** The bot's too; `all` for everyone. */
  readonly openId: string;
  readonly name: string;
}

export interface Message {
  /** om_… */
  readonly id: string;
  /** oc_… */
  readonly chatId: string;
  readonly sender: Sender;
  readonly type: MessageType;
  /** As Feishu holds it: JSON in a string; a card as it was sent. */
  content: string;
  mentions: readonly Mention[];
  /** The first message of those answered. */
  readonly rootId?: string;
  /** The message answered. */
  readonly parentId?: string;
  /** omt_…; a message gets it when a thread is begun below it. */
  threadId?: string;
  /** Milliseconds. */
  readonly createTime: number;
  updateTime: number;
  /** How often it was edited, as text; an updated card does not count as edited. */
  edits: number;
  /** Recalled: what stays is a grey line. */
  deleted: boolean;
  /** Only this person (open_id) sees it: an ephemeral card, unknown to the rest of the API. */
  readonly onlyFor?: string;
  /** Whom it was brought to with urgency (open_ids). */
  readonly urgentFor: Set<string>;
  /** Bubbles below it that say something when they are pressed. */
  followUps: readonly FollowUp[];
}

export interface FollowUp {
  readonly content: string;
  /** By language: `en_us`. */
  readonly i18n: Readonly<Record<string, string>>;
}

export interface StoredFile {
  /** img_v3_… or file_v3_… */
  readonly key: string;
  readonly name: string;
  readonly mimetype: string;
  readonly content: Uint8Array;
  /** Uploaded by the app; it can send nobody else's. */
  readonly byApp?: true;
}

/** A native slash command: the client offers it, and sends it as text. */
export interface SlashCommand {
  readonly id: string;
  /** Without the slash. */
  readonly command: string;
  description: { readonly default: string; readonly i18n: Readonly<Record<string, string>> };
}

/** What of the state changed: screens are told. */
export type Touched =
  | { readonly kind: "message"; readonly chatId: string; readonly id: string }
  /** Gone without a trace: an ephemeral card that was deleted. */
  | { readonly kind: "removed"; readonly chatId: string; readonly id: string }
  | { readonly kind: "users" }
  | { readonly kind: "chats" }
  /** The app: connections, menu, slash commands. */
  | { readonly kind: "app" }
  /** A call or an answer came; nobody sees it, but tests may wait for it. */
  | { readonly kind: "traffic" }
  | {
      readonly kind: "notice";
      /** open_id. */
      readonly user: string;
      readonly text: string;
      readonly chatId?: string;
      readonly messageId?: string;
    };
