import type { JsonObject } from "../json.ts";
import type { Message, User } from "./records.ts";

/** What the server hears from a person's client and hands to the app. Each resolves when the first attempt is over. */
export interface Outbox {
  /** Someone posted it (im.message.receive_v1), if the app may hear of it. */
  said(message: Message): Promise<void>;
  /** Someone opened their conversation with the bot (im.chat.access_event.bot_p2p_chat_entered_v1). */
  entered(user: User): Promise<void>;
  /** Someone chose from the bot's menu (application.bot.menu_v6). */
  chose(user: User, eventKey: string): Promise<void>;
  /** Someone took their own message back (im.message.recalled_v1). */
  recalled(message: Message): Promise<void>;
  /** Someone used a card: card.action.trigger, and what Feishu makes of the answer. The card of the answer is put in place. */
  used(card: CardUse): Promise<CardAnswer>;
}

export interface CardUse {
  readonly user: User;
  readonly message: Message;
  /** `tag`, `value`, `name`, `form_value`, `option`, … as Feishu sends them; the time zone is added. */
  readonly action: JsonObject;
}

export interface Toast {
  readonly type: "info" | "success" | "warning" | "error";
  /** In the person's language. */
  readonly content: string;
}

/** How Feishu took the app's answer. `code`: what the client shows, such as 200341; the card is then as it was. */
export type CardAnswer =
  | { readonly outcome: "answered"; readonly toast?: Toast /** A card came with it. */; readonly changed: boolean }
  | { readonly outcome: "late" | "failed"; readonly code: number };
