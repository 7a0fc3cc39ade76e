import type { Log } from "../../core/log.ts";
import type { CardJson } from "./card-json.ts";
import { type Messages, type Sent, uuidOf } from "./messages.ts";
import type { Asked } from "./origin.ts";
import type { People } from "./people.ts";
import { firstThatWorks, type Way } from "./ways.ts";

/** A note "saving…" that gives way to the result: a message can become it, a whisper can only be taken back. */
export type Note = { readonly by: "message" | "whisper"; readonly message: string };

/**
 * What is said in answer to one arrival, each part but once: brought again within the hour, the same part is the same
 * message. The answer itself is so too where it is delivered as a message instead. `card`: beside the answer, what a card
 * that cannot be changed has become.
 */
type Part = "answer" | "card" | "thread" | "waiting";
const uuidIn = ({ arrival }: Asked, part: Part, card: CardJson): string =>
  uuidOf(part === "answer" ? arrival : `${arrival}:${part}`, card);

export interface Saying {
  readonly part?: "answer" | "card";
  readonly card: CardJson;
  readonly to: "you" | "all";
  readonly instead?: Note | undefined;
  /** Stands below it, where everyone there may read it. */
  readonly thread?: CardJson | undefined;
}

/** A card whose button was pressed. */
export interface Pressed {
  readonly message: string;
  /** Changes it, also where only one person sees it. */
  readonly token?: string | undefined;
}

interface ReachParts {
  readonly messages: Messages;
  readonly people: People;
  readonly log: Log;
}

/** The ways to show a card to the person who acted: each place has several, and any may be closed. */
export class Reach {
  readonly #messages: Messages;
  readonly #people: People;
  readonly #log: Log;

  constructor({ messages, people, log }: ReachParts) {
    this.#messages = messages;
    this.#people = people;
    this.#log = log;
  }

  /** Says it where the person is; to them alone in a group. @throws PortError when no way is left. */
  async say(origin: Asked, { part = "answer", card, to, instead, thread }: Saying): Promise<void> {
    if (instead?.by === "message" && (await this.#works([() => this.#messages.change(instead.message, card)]))) {
      return this.beneath(origin, { message: instead.message, chat: origin.place.place }, thread);
    }
    // First the note goes: nobody should read "saving…" beside what has been saved.
    if (instead?.by === "whisper") await this.takeBack(instead);
    const uuid = uuidIn(origin, part, card);
    if (origin.place.kind === "direct" || to === "all") {
      const said = await firstThatWorks(this.#openWays(origin, card, uuid), this.#log, { says: true });
      await this.beneath(origin, said, thread);
    } else await firstThatWorks(this.#whisperWays(origin, card, uuid), this.#log, { says: true });
  }

  /** The answer stands; without what is below it the card still leads there. */
  async beneath(origin: Asked, answer: Sent, card: CardJson | undefined): Promise<void> {
    if (!card) return;
    try {
      await this.#messages.answer(answer, card, { uuid: uuidIn(origin, "thread", card), inThread: true });
    } catch (error) {
      this.#log.warn({ err: error }, "What belongs below an answer could not be said");
    }
  }

  /** Where everyone there may read it; in the thread it belongs to. */
  #openWays({ place, said, user }: Asked, card: CardJson, uuid: string): (Way<Sent> | false)[] {
    const { thread } = place;
    const where = place.place === "" ? this.#people.directPlace(user) : place.place;
    const answering = (message: string, inThread: boolean) => () =>
      this.#messages.answer({ message, chat: where }, card, { uuid, inThread });
    return [
      thread !== undefined && place.kind === "group" && answering(thread, true),
      () => this.#messages.send(where, card, uuid),
      // A call of its own, which may be taken where sending is not.
      said !== undefined && answering(said, false),
    ];
  }

  /**
   * For the person alone: Feishu whispers in ordinary groups, and nowhere else. A whisper has no uuid: where its answer is
   * lost the person may read it twice, rather than once and again in another place.
   */
  #whisperWays({ place, user }: Asked, card: CardJson, uuid: string): Way[] {
    return [
      () => this.#messages.whisper(place.place, user, card),
      () => this.#messages.send(this.#people.directPlace(user), card, uuid),
    ];
  }

  /** Changes the card that was pressed; when it cannot be, the person is told. @throws PortError */
  async replace(
    origin: Asked,
    pressed: Pressed,
    { card, part }: Required<Pick<Saying, "card" | "part">>,
  ): Promise<void> {
    const { message, token } = pressed;
    // Said but once: it has its own ways, and may stand there.
    let said: Promise<void> | undefined;
    const ways = [
      token !== undefined && (() => this.#messages.changePressed(token, card)),
      () => this.#messages.change(message, card),
      () => (said ??= this.say(origin, { part, card, to: "you" })),
    ];
    await firstThatWorks<unknown>(ways, this.#log);
  }

  /** Changes the card that was pressed, if that is still possible. */
  async change({ message, token }: Pressed, card: CardJson): Promise<boolean> {
    return this.#works([
      token !== undefined && (() => this.#messages.changePressed(token, card)),
      () => this.#messages.change(message, card),
    ]);
  }

  /** Shows "saving…": a message that can become the result in the direct chat, a whisper in a group. */
  async wait(origin: Asked, waiting: CardJson): Promise<Note | undefined> {
    const { place, user } = origin;
    try {
      if (place.kind === "group") {
        return { by: "whisper", message: await this.#messages.whisper(place.place, user, waiting) };
      }
      const where = place.place === "" ? this.#people.directPlace(user) : place.place;
      return {
        by: "message",
        message: (await this.#messages.send(where, waiting, uuidIn(origin, "waiting", waiting))).message,
      };
    } catch (error) {
      this.#log.warn({ err: error }, "The waiting note could not be shown");
      return undefined;
    }
  }

  /** Whether the card that was pressed is too old to be changed. */
  isFixed({ message }: Pressed): Promise<boolean> {
    return this.#messages.isFixed(message);
  }

  async takeBack({ by, message }: Note): Promise<void> {
    try {
      await (by === "whisper" ? this.#messages.takeBackWhisper(message) : this.#messages.recall(message));
    } catch (error) {
      this.#log.warn({ err: error }, "A note could not be taken back");
    }
  }

  async #works(ways: readonly (Way | false)[]): Promise<boolean> {
    try {
      await firstThatWorks(ways, this.#log);
      return true;
    } catch {
      return false;
    }
  }
}
