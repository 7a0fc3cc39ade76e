import type { JsonObject } from "../json.ts";
import type { Toast } from "./outbox.ts";
import type { MessageType } from "./records.ts";

/**
 * What one person's Feishu client shows, as plain JSON, and the changes to it. The page renders texts and cards itself
 * from these; ids and cards are Feishu's own.
 */
export interface Screen {
  /** Grows with every change; a change with a smaller one is already contained. */
  readonly revision: number;
  readonly tenant: { readonly key: string; readonly name: string };
  readonly app: ShownApp;
  readonly me: ShownUser;
  /** Everyone of the tenant, without the bot. */
  readonly users: readonly ShownUser[];
  /** Those the person is in, newest talk first. Their conversation with the bot is always there. */
  readonly chats: readonly ShownChat[];
  /** By chat, oldest first; what stands in threads too, and what only this person sees. */
  readonly messages: Readonly<Record<string, readonly ShownMessage[]>>;
}

export interface ShownApp {
  readonly appId: string;
  readonly name: string;
  readonly botOpenId: string;
  /** Whether the app can be reached now: an open connection, or a URL. */
  readonly connected: boolean;
  /** Below the input box of the conversation with the bot. */
  readonly menu: readonly { readonly eventKey: string; readonly name: string; readonly under?: string }[];
  /** What `/` offers there. */
  readonly commands: readonly ShownCommand[];
}

export interface ShownCommand {
  /** With the slash. */
  readonly command: string;
  /** In the person's language. */
  readonly description: string;
}

export interface ShownUser {
  readonly openId: string;
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  readonly tz: string;
  readonly deactivated: boolean;
}

export interface ShownChat {
  readonly id: string;
  /** Of a conversation of two the other's name. */
  readonly name: string;
  readonly kind: "group" | "topic" | "p2p";
  /** open_id of the other side of a conversation of two, the bot's too. */
  readonly withUser?: string;
  readonly withBot: boolean;
  /** open_ids of people. */
  readonly members: readonly string[];
  readonly dissolved: boolean;
  readonly unread: number;
}

export interface ShownMessage {
  readonly id: string;
  readonly chatId: string;
  /** open_id, the bot's too. */
  readonly sender: string;
  readonly isBot: boolean;
  readonly type: MessageType;
  /** A text as it is written, `@_user_1` in it replaced by `<at user_id="ou_…">name</at>`; empty for other types. */
  readonly text: string;
  /** A post in the person's language: title, and paragraphs of Feishu's own elements. */
  readonly post: ShownPost | null;
  readonly card: ShownCard | null;
  readonly files: readonly ShownFile[];
  /** What the list of chats and a notification say of it. */
  readonly summary: string;
  readonly rootId?: string;
  /** It stands in that thread; the message that began it has no `rootId`. */
  readonly threadId?: string;
  /** Messages in the thread it began. */
  readonly replies: number;
  /** Milliseconds. */
  readonly createTime: number;
  readonly edited: boolean;
  /** Recalled: a grey line stays. */
  readonly deleted: boolean;
  /** Nobody else sees it. */
  readonly ephemeral: boolean;
  /** It was brought to this person with urgency. */
  readonly urgent: boolean;
  /** Bubbles below it; a press says what is on them. */
  readonly followUps: readonly string[];
}

export interface ShownPost {
  readonly title: string;
  readonly paragraphs: readonly (readonly JsonObject[])[];
}

export interface ShownFile {
  /** `image_key` or `file_key`. */
  readonly key: string;
  readonly name: string;
  readonly mimetype: string;
  readonly size: number;
}

/**
 * Where an element is in a card: `0` is the first of `body.elements`, `0/1` the second within it. Within a column set
 * count its columns, within a column or another container its elements, within a checker its buttons.
 */
export type ElementAt = string;

/** What a field of a card holds: text; an option's value or an open_id; dates and times as Feishu has them; several; a tick. */
export type Held = string | readonly string[] | boolean | null;

export interface ShownCard {
  readonly json: JsonObject;
  /** What this person has entered or picked, by where the element is; else stands what the card itself says. */
  readonly entered: Readonly<Record<ElementAt, Held>>;
  /** The element whose press has not been answered yet: it shows that it waits, and the card takes no other press. */
  readonly waiting: ElementAt | null;
  /** Too old: nothing in it can be used any more. */
  readonly expired: boolean;
  /** Someone forwarded it; buttons work only where `config.enable_forward_interaction` says so. */
  readonly forwarded: boolean;
  /** This person has put its form out of the way. */
  readonly hidden: boolean;
}

/** What happened on a person's screen. Every one is serialisable; applying it to the snapshot gives the new snapshot. */
export type ScreenChange = { readonly revision: number } & (
  | { readonly type: "message"; readonly message: ShownMessage }
  | { readonly type: "message_removed"; readonly chatId: string; readonly id: string }
  | { readonly type: "chats"; readonly chats: readonly ShownChat[] }
  | { readonly type: "users"; readonly users: readonly ShownUser[] }
  | { readonly type: "app"; readonly app: ShownApp }
  | { readonly type: "notice"; readonly notice: Notice }
);

/** A toast: the app's answer to a press, or what the client itself has to say. */
export interface Notice {
  readonly text: string;
  readonly tone: Toast["type"];
  readonly chatId?: string;
  /** The message it is about. */
  readonly messageId?: string;
}

/** How Feishu's client took it. */
export interface Reaction {
  readonly outcome: "answered" | "late" | "failed";
  /** What the client told the person: the app's toast, or its own words when it went wrong. */
  readonly notice?: Notice;
}

/** An element of a card, as that person's client shows it. */
export interface ElementPlace {
  /** open_id. */
  readonly user: string;
  readonly message: string;
  readonly at: ElementAt;
  /** The card as that client showed it, when it has not caught up with a change. */
  readonly shown?: JsonObject;
}

/** The person-side actions with raw Feishu ids: what a click in Feishu's own client does. Used by the page and the driver. */
export interface Desk {
  /** By open_id. */
  screen(user: string): Screen;
  /** Everyone of the tenant, as anyone there sees them. */
  users(): readonly ShownUser[];
  /** Calls back on every change of that person's screen; returns the way to stop. */
  subscribe(user: string, listener: (change: ScreenChange) => void): () => void;
  /** Calls back after any change on anyone's screen. */
  onChange(listener: () => void): () => void;

  /**
   * Posts, `<at user_id="ou_…"></at>` being a mention; `thread` is the message in whose thread it stands, `answers` one
   * that is quoted. Resolves with the new messages' ids when the app has heard of them or will not.
   */
  say(input: SaidInput): Promise<readonly string[]>;
  /** Keeps a file of that person, for `say`; returns its key. */
  addFile(input: { user: string; name: string; content: string | Uint8Array; mimetype?: string }): string;
  /** Types or picks in a field of a form, which is not sent. */
  enter(input: ElementPlace & { readonly entry: Held }): void;
  /** Presses a button, a submit or reset button of a form too. The confirm dialog is the caller's. */
  press(input: ElementPlace): Promise<Reaction>;
  /** Picks in a menu, date or tick box outside of forms, or sends the text of an input there. */
  choose(input: ElementPlace & { readonly entry: Held }): Promise<Reaction>;
  /** Puts the form of that card out of the person's way; the card stays. */
  hide(input: { user: string; message: string }): void;
  /** Comes to a chat: nothing there is unread any more, and the bot hears of it when it is the bot's. */
  openChat(input: { user: string; chat: string }): Promise<void>;
  /** The conversation with another person; returns its id. */
  openDirect(user: string, withUser: string): string;
  /** Chooses from the bot's menu. */
  chooseMenu(input: { user: string; eventKey: string }): Promise<Reaction>;
  /** Takes back one's own message. */
  recall(input: { user: string; message: string }): Promise<void>;
  /** Toasts that person has been shown, oldest first. */
  notices(user: string): readonly Notice[];
  emptyFields: EmptyFields;
  /** Clients from before cards could forbid it: they forward any card, and let it be used where it came to. */
  oldClients: boolean;
  /** Days after which a card takes no press: 14 as for changes of it, or 30 as a page of Feishu's about older cards says. */
  pressedForDays: 14 | 30;
  /** Sends a copy of a card or text to another chat; returns its id. */
  forward(input: { user: string; message: string; to: string }): string;
}

/**
 * How fields that hold nothing come in a `form_value`: nobody has measured it. In Feishu's own example a text comes as
 * "", and nothing is said of others.
 */
export type EmptyFields = "as documented" | "missing" | "blank";

export interface SaidInput {
  readonly user: string;
  readonly chat: string;
  readonly text: string;
  readonly thread?: string;
  readonly answers?: string;
  readonly files?: readonly string[];
}
