import { createHash } from "node:crypto";
import { PortError } from "../../chat/port.ts";
import { within } from "../../core/time-limit.ts";
import type { Api } from "./api.ts";
import type { CardJson } from "./card-json.ts";
import { butStands, isThreadRefused } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import type { People } from "./people.ts";
import { Remembered } from "./remembered.ts";

/** A message of ours, and the chat it stands in. */
export interface Sent {
  readonly message: string;
  readonly chat: string;
}

const MOST_REMEMBERED = 10_000;
/** Milliseconds: a press has three seconds altogether. */
const PATIENCE = 600;
/** As if it were never sent: it is no older than any other. */
const NOT_TOLD = Number.POSITIVE_INFINITY;
/** Milliseconds for which Feishu lets a card be changed. Pressed it is for longer, as one of Feishu's pages says. */
const CHANGED_FOR = 14 * 24 * 3_600_000;

/**
 * The `uuid` of a message: for an hour Feishu takes a second one with it for the first, whichever process sends it. What
 * has another title says something else: an apology must not swallow the answer that comes after it.
 */
export const uuidOf = (key: string, card?: CardJson): string => {
  const title = card?.header.title.content ?? "";
  return createHash("sha256")
    .update(JSON.stringify([key, title]))
    .digest("hex")
    .slice(0, LIMITS.key);
};

/** Whispers a second that Feishu takes in one group. */
const MOST_WHISPERS = 40;

/** The calls that bring a card before people. All of them throw PortError. */
export class Messages {
  readonly #api: Api;
  readonly #people: People;
  /** When ours were sent. */
  readonly #sent = new Remembered<number>(MOST_REMEMBERED);

  constructor(api: Api, people: People) {
    this.#api = api;
    this.#people = people;
  }

  /** @param place a chat, or a person's open_id for their own chat @param uuid the same within an hour is the same message */
  async send(place: string, card: CardJson, uuid: string): Promise<Sent> {
    await this.#api.pace.turn(this.#people.directPlace(place));
    const toPerson = place.startsWith("ou_");
    const data = await this.#api.call("Sending a card", (client) =>
      client.im.v1.message.create({
        params: { receive_id_type: toPerson ? "open_id" : "chat_id" },
        data: { receive_id: place, msg_type: "interactive", content: JSON.stringify(card), uuid },
      }),
    );
    const sent = this.#sentOf(data, place);
    if (toPerson) this.#people.rememberDirect(place, sent.chat);
    return sent;
  }

  /** @param key of a file that was uploaded @param uuid the same within an hour is the same message */
  async sendFile({ place, thread }: { place: string; thread: string | undefined }, key: string, uuid: string) {
    const said = { msg_type: "file", content: JSON.stringify({ file_key: key }), uuid };
    await this.#api.pace.turn(this.#people.directPlace(place));
    await this.#api.call("Sending a file", (client) =>
      thread === undefined
        ? client.im.v1.message.create({
            params: { receive_id_type: place.startsWith("ou_") ? "open_id" : "chat_id" },
            data: { receive_id: place, ...said },
          })
        : client.im.v1.message.reply({ path: { message_id: thread }, data: { ...said, reply_in_thread: true } }),
    );
  }

  /**
   * Answers a message, in its thread where the chat has threads; otherwise quoting it, and below all else when the
   * message is not there any more.
   */
  async answer(to: Sent, card: CardJson, { uuid, inThread }: { uuid: string; inThread: boolean }): Promise<Sent> {
    try {
      return await this.#reply(to, card, { uuid, inThread });
    } catch (error) {
      if (!isThreadRefused(error)) throw error;
      this.#api.log.info({ err: error }, "Not answered in a thread: said another way");
      const quoted = inThread ? this.#reply(to, card, { uuid, inThread: false }) : Promise.reject(error);
      return quoted.catch((again: unknown) => {
        if (!isThreadRefused(again)) throw again;
        return this.send(to.chat, card, uuid);
      });
    }
  }

  async #reply(to: Sent, card: CardJson, { uuid, inThread }: { uuid: string; inThread: boolean }): Promise<Sent> {
    await this.#api.pace.turn(to.chat);
    const data = await this.#api.call("Answering a message", (client) =>
      client.im.v1.message.reply({
        path: { message_id: to.message },
        data: { msg_type: "interactive", content: JSON.stringify(card), reply_in_thread: inThread, uuid },
      }),
    );
    return this.#sentOf(data, to.chat);
  }

  async change(message: string, card: CardJson): Promise<void> {
    await this.#api.pace.turn(message);
    const changing = this.#api.call("Changing a card", (client) =>
      client.im.v1.message.patch({ path: { message_id: message }, data: { content: JSON.stringify(card) } }),
    );
    await changing.catch((error: unknown) => Promise.reject(butStands(error)));
  }

  /** Changes the card whose button was pressed, twice within half an hour, and only after the press was answered. */
  async changePressed(token: string, card: CardJson): Promise<void> {
    await this.#api.request("Changing a pressed card", {
      method: "POST",
      url: "/open-apis/interactive/v1/card/update",
      data: { token, card },
    });
  }

  /** For one person's eyes in a group. @returns the id of the message, which no other call knows */
  async whisper(chat: string, user: string, card: CardJson): Promise<string> {
    await this.#api.pace.turn(`whispers in ${chat}`, MOST_WHISPERS);
    const data = await this.#api.request<{ message_id?: string }>("Whispering", {
      method: "POST",
      url: "/open-apis/ephemeral/v1/send",
      data: { chat_id: chat, open_id: user, msg_type: "interactive", card },
    });
    const message = data?.message_id ?? "";
    this.#sent.set(message, this.#api.clock.now().getTime());
    return message;
  }

  async takeBackWhisper(message: string): Promise<void> {
    await this.#api.request("Taking back a whisper", {
      method: "POST",
      url: "/open-apis/ephemeral/v1/delete",
      data: { message_id: message },
    });
  }

  async recall(message: string): Promise<void> {
    await this.#api.call("Recalling a message", (client) =>
      client.im.v1.message.delete({ path: { message_id: message } }),
    );
  }

  #sentOf(data: { message_id?: string | undefined; chat_id?: string | undefined } | undefined, place: string): Sent {
    if (!data?.message_id)
      throw new PortError("unknown", "A message was sent without getting an id", { uncertain: true });
    this.#sent.set(data.message_id, this.#api.clock.now().getTime());
    return { message: data.message_id, chat: data.chat_id ?? place };
  }

  /** Whether Feishu no longer lets it be changed. False when Feishu does not say how old it is, or not in time. */
  async isFixed(message: string): Promise<boolean> {
    const asked = this.#sentAt(message).catch((error: unknown) => {
      this.#api.log.info({ err: error }, "Not known how old a card is: taken for one that can be changed");
      return undefined;
    });
    const at = await within(PATIENCE, asked, undefined);
    return at !== undefined && this.#api.clock.now().getTime() - at > CHANGED_FOR;
  }

  async #sentAt(message: string): Promise<number | undefined> {
    const known = this.#sent.get(message);
    if (known !== undefined) return known;
    const asked = this.#api.call(
      "Looking how old a card is",
      (client) => client.im.v1.message.get({ path: { message_id: message } }),
      { optional: true },
    );
    const found = await asked.catch((error: unknown) => {
      // Of groups Feishu tells only apps that may read all that is said there, which Rapport does without.
      if (error instanceof PortError && error.failure === "forbidden" && !error.ofApp)
        this.#sent.set(message, NOT_TOLD);
      throw error;
    });
    const at = Number(found?.items?.[0]?.create_time ?? Number.NaN);
    if (!Number.isFinite(at)) return undefined;
    this.#sent.set(message, at);
    return at;
  }
}
