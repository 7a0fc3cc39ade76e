import type { Message } from "./records.ts";

/** Every message there is, by its id and by its chat. */
export class Messages {
  readonly #all = new Map<string, Message>();
  /** By chat, then by id; insertion order is time order. */
  readonly #byChat = new Map<string, Map<string, Message>>();

  get(id: string): Message | undefined {
    return this.#all.get(id);
  }

  /** Oldest first, with the recalled, and with what only single people see. */
  in(chatId: string): readonly Message[] {
    return [...(this.#byChat.get(chatId)?.values() ?? [])];
  }

  keep(message: Message): void {
    const there = this.#byChat.get(message.chatId) ?? new Map<string, Message>();
    this.#byChat.set(message.chatId, there.set(message.id, message));
    this.#all.set(message.id, message);
  }

  drop(message: Message): void {
    this.#all.delete(message.id);
    this.#byChat.get(message.chatId)?.delete(message.id);
  }
}
