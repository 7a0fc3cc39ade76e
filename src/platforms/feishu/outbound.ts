import type { Card } from "../../chat/card.ts";
import { nobody } from "../../chat/card-words.ts";
import { type Mention, PortError, type SentMessage, type Target } from "../../chat/port.ts";
import type { Instant } from "../../core/clock.ts";
import { newId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import { within } from "../../core/time-limit.ts";
import type { Api } from "./api.ts";
import type { CardJson } from "./card-json.ts";
import { isOfUnknownPerson } from "./errors.ts";
import { type Messages, type Sent, uuidOf } from "./messages.ts";
import type { People } from "./people.ts";
import { Remembered } from "./remembered.ts";
import { markOf, renderCard } from "./render-card.ts";
import { renderHome } from "./render-home.ts";
import { firstThatWorks } from "./ways.ts";

const MOST_PAGES = 10;
const MOST_REMEMBERED = 20_000;
/** Feishu stamps messages with its own clock: a minute's grace. */
const GRACE_SECONDS = 60;

/** Milliseconds that fit into the time an event has. */
const A_MOMENT = 1_000;
/** Milliseconds a form waits to hear of a chat. */
const PATIENCE = 2_000;
const NOT_IN_CHAT: InBoth = {
  en: "Rapport is not in this chat. Add it as a bot in the chat's settings, then save again.",
  zh: "Rapport 还不在这个群里。请在群设置里添加机器人，再保存一次。",
};

interface OutboundParts {
  readonly api: Api;
  readonly people: People;
  readonly messages: Messages;
}

/** What the bot says by itself, not as the answer to a click. */
export class Outbound {
  readonly #api: Api;
  readonly #people: People;
  readonly #messages: Messages;
  /** Keys by message: a card that is changed keeps what it is found by. */
  readonly #keys = new Remembered<string>(MOST_REMEMBERED);
  /** The card that is a person's Home, by open_id. */
  readonly #homes = new Remembered<string>(MOST_REMEMBERED);
  /** Cards whose press waits for its answer: changed before it, they would be changed back. */
  readonly #waiting = new Map<string, Set<Promise<void>>>();

  constructor({ api, people, messages }: OutboundParts) {
    this.#api = api;
    this.#people = people;
    this.#messages = messages;
  }

  /** @throws PortError */
  async post(
    target: Target,
    { card, key, mention }: { card: Card; key: string; mention: Mention },
  ): Promise<SentMessage> {
    const sent = await orUnmentioned(mention, async (mentioned) => {
      const drawn = renderCard(card, { mention: mentioned, key, chat: target.place });
      return this.#bring(target, drawn, uuidOf(key, drawn));
    });
    this.#keys.set(sent.message, key);
    return sentMessage(target, sent);
  }

  #bring({ place, thread }: Target, card: CardJson, uuid: string): Promise<Sent> {
    if (thread === undefined) return this.#messages.send(place, card, uuid);
    return this.#messages.answer({ message: thread, chat: place }, card, { uuid, inThread: true });
  }

  /**
   * Looks through the chat or thread for the card with the key's mark. Within the hour there is no need: Feishu takes a
   * second send with the same uuid for the first. @throws PortError
   */
  async find(target: Target, key: string, since: Instant): Promise<SentMessage | undefined> {
    const chat = target.place.startsWith("ou_") ? this.#people.chatWith(target.place) : target.place;
    if (chat === undefined)
      throw new PortError("invalid", "Looking for a message: nobody has been heard of in that chat yet");
    // Without quotation marks: the card comes as a text within a text, where they are escaped.
    const mark = markOf(key);
    const thread = target.thread === undefined ? undefined : await this.#threadOf(target.thread);
    const container = thread === undefined ? { type: "chat", id: chat } : { type: "thread", id: thread };
    let token: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { items, next } = await this.#page(container, since, token);
      const found = items.find(({ body }) => body?.content.includes(mark));
      if (found?.message_id) return sentMessage(target, { message: found.message_id, chat: found.chat_id ?? chat });
      if (!next) return undefined;
      token = next;
    }
    return undefined;
  }

  /** Threads are listed by an id of their own, which their first message knows. */
  async #threadOf(message: string): Promise<string | undefined> {
    const found = await this.#api.call("Looking for a thread", (client) =>
      client.im.v1.message.get({ path: { message_id: message } }),
    );
    return found?.items?.[0]?.thread_id;
  }

  async #page(container: { type: string; id: string }, since: Instant, token: string | undefined) {
    const from = Math.floor(since.getTime() / 1000) - GRACE_SECONDS;
    const list = await this.#api.call("Looking for a message", (client) =>
      client.im.v1.message.list({
        params: {
          container_id_type: container.type,
          container_id: container.id,
          sort_type: "ByCreateTimeAsc",
          page_size: 50,
          // Otherwise cards come as an excuse for not showing them.
          card_msg_content_type: "user_card_content",
          // Threads are listed whole.
          ...(container.type === "chat" && { start_time: String(from) }),
          ...(token !== undefined && { page_token: token }),
        },
      }),
    );
    return { items: list?.items ?? [], next: list?.has_more ? list.page_token : undefined };
  }

  /** @throws PortError */
  async edit(sent: SentMessage, { card, mention }: { card: Card; mention: Mention }): Promise<void> {
    const key = this.#keys.get(sent.message);
    await this.#answered(sent.message);
    await orUnmentioned(mention, (mentioned) => {
      const drawn = renderCard(card, { mention: mentioned, chat: sent.place, ...(key !== undefined && { key }) });
      return this.#messages.change(sent.message, drawn);
    });
  }

  /** See ChatPort. Asks whether the bot is in the chat; whatever else stands in the way shows with the first message. */
  async placeProblem(chat: string): Promise<InBoth | undefined> {
    try {
      const asked = this.#api.call("Looking at a chat", (client) =>
        client.im.v1.chatMembers.isInChat({ path: { chat_id: chat } }),
      );
      const answer = await within(PATIENCE, asked, undefined);
      return answer?.is_in_chat === false ? NOT_IN_CHAT : undefined;
    } catch (error) {
      this.#api.log.warn({ err: error }, "Not known whether Rapport is in a chat: taken as if it were");
      return undefined;
    }
  }

  /** A card is pressed: it may be changed when `answered` resolves. */
  pressed(message: string, answered: Promise<void>): void {
    const open = this.#waiting.get(message) ?? new Set();
    this.#waiting.set(message, open.add(answered));
    void answered.finally(() => {
      open.delete(answered);
      if (open.size === 0) this.#waiting.delete(message);
    });
  }

  /** Resolves when every press of the card that is open now has been answered: several people may press at once. */
  async #answered(message: string): Promise<void> {
    await Promise.all(this.#waiting.get(message) ?? []);
  }

  /** The message is that person's Home; undefined: the next Home is a new message, below all others. */
  homeIs(user: string, message: string | undefined): void {
    if (message === undefined) this.#homes.delete(user);
    else this.#homes.set(user, message);
  }

  /** A form was opened on it: it is that person's Home, unless another is known. */
  homeWas(user: string, message: string): void {
    if (this.#homes.get(user) === undefined) this.homeIs(user, message);
  }

  /** @throws PortError */
  async showHome(user: string, home: { cards: readonly Card[]; mention: Mention }): Promise<void> {
    const chat = this.#people.directPlace(user);
    const card = renderHome(home.cards, home.mention, chat);
    const standing = this.#homes.get(user);
    if (standing !== undefined && (await this.#changedHome(standing, card))) return;
    const uuid = newId();
    const send = () => this.#messages.send(chat, card, uuid);
    // Left unacknowledged its opening comes again; a press on it does not.
    const patient = standing === undefined ? { longest: A_MOMENT } : {};
    const { message } = await firstThatWorks([send], this.#api.log, patient);
    this.homeIs(user, message);
  }

  /** False when it is not there any more to be changed. What fails for another reason is no reason for a second Home. */
  async #changedHome(message: string, card: CardJson): Promise<boolean> {
    await this.#answered(message);
    try {
      await firstThatWorks([() => this.#messages.change(message, card)], this.#api.log);
      return true;
    } catch (error) {
      if (!(error instanceof PortError && ["gone", "too_old"].includes(error.failure))) throw error;
      this.#api.log.info({ err: error }, "A Home could not be changed; it is sent anew");
      return false;
    }
  }
}

/** Feishu refuses a card for one person that it does not know any more: in the same without mentions people have their names. */
const orUnmentioned = <T>(mention: Mention, bring: (mention: Mention) => Promise<T>): Promise<T> =>
  bring(mention).catch((error: unknown) => {
    if (!isOfUnknownPerson(error)) throw error;
    return bring(nobody);
  });

const sentMessage = ({ workspace, thread }: Target, { message, chat }: Sent): SentMessage => ({
  platform: "feishu",
  workspace,
  place: chat,
  message,
  ...(thread !== undefined && { thread }),
});
