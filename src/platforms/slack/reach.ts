import type { Card } from "../../chat/card.ts";
import { PortError } from "../../chat/port.ts";
import type { Connection } from "./connection.ts";
import { freshResponseUrl, type Origin } from "./origin.ts";
import type { People } from "./people.ts";
import { renderCard } from "./render-card.ts";
import { respond } from "./respond.ts";

/** A message "saving…" that the result takes the place of. */
export interface Placeholder {
  readonly channel: string;
  readonly ts: string;
}

export interface Saying {
  readonly card: Card;
  readonly to: "you" | "all";
  readonly instead?: Placeholder | undefined;
  /** Stands below it, where everyone there may read it. */
  readonly thread?: Card | undefined;
}

type Way = () => Promise<unknown>;
/** Longer than this nobody waits for an answer; it comes as a message then. */
const LONGEST_WAIT = 30_000;

/** In the direct chat answers stay; in a group they are for one person, unless they are meant for all. */
export const responseType = (origin: Origin, to: "you" | "all"): "in_channel" | "ephemeral" =>
  isOpen(origin, to) ? "in_channel" : "ephemeral";

/** A message that everyone there may read, and answer in its thread. */
export const isOpen = ({ place }: Origin, to: "you" | "all"): boolean => place.kind === "direct" || to === "all";

/** The ways to show a card to the person who acted: each place has several, and any may be closed. */
export class Reach {
  readonly #slack: Connection;
  readonly #people: People;

  constructor(slack: Connection, people: People) {
    this.#slack = slack;
    this.#people = people;
  }

  /** Says it where the person is; to them alone in a group. @throws PortError when no way is left. */
  async say(origin: Origin, { card, to, instead, thread }: Saying): Promise<void> {
    const { place } = origin;
    const url = this.#urlOf(origin);
    const below = isOpen(origin, to) ? thread : undefined;
    const direct = { ...origin, place: withoutThread(origin) };
    const byUrl = url !== undefined && (() => respond(url, this.#response(origin, { card, to })));
    const bySelf = isOpen(origin, to)
      ? async () => this.#beneath(origin, await this.#post(origin, place.place, card), below)
      : () => this.#whisper(origin, card);
    const ways: (Way | false)[] = [
      // By the URL the message has no name that something could stand below.
      ...(below ? [bySelf, byUrl] : [byUrl, bySelf]),
      // The direct chat itself was the place: it has been tried.
      (place.kind === "group" || place.place === "") &&
        (async () => this.#post(direct, await this.#people.directPlace(origin.user), card)),
    ];
    if (instead && (await this.#works([() => this.#rewrite(instead, card)]))) {
      return this.#beneath(origin, instead, below);
    }
    await this.#firstThatWorks(ways);
  }

  /** The answer stands; without what is below it the card still leads there. */
  async #beneath(origin: Origin, { channel, ts }: Placeholder, card: Card | undefined): Promise<void> {
    if (!card) return;
    try {
      const { thread = ts } = origin.place;
      await this.#post({ ...origin, place: { ...origin.place, thread } }, channel, card);
    } catch (error) {
      this.#slack.log.warn({ err: error }, "What belongs below an answer could not be said");
    }
  }

  /** The pressed message becomes the card. On Home there is none: Home is drawn anew, which shows it. @throws PortError */
  async replace(origin: Origin, card: Card): Promise<void> {
    const { place, ephemeral } = origin;
    if (place.home) return;
    const { message } = place;
    const url = this.#urlOf(origin);
    if (message === undefined) return this.say(origin, { card, to: "you" });
    await this.#firstThatWorks([
      // First, as Slack counts edits by name, 50 a minute for all of a workspace; and what was said through a response
      // URL, or what one person alone sees, it does not let us change by name at all.
      url !== undefined && (() => respond(url, { replace_original: true, ...renderCard(card) })),
      !ephemeral && (() => this.#rewrite({ channel: place.place, ts: message }, card)),
      () => this.say(origin, { card, to: "you" }),
    ]);
  }

  /**
   * Shows "saving…": in the direct chat a message that becomes the result. In a group it is for one person's eyes, and
   * Slack lets nobody change or remove that: it stands until they leave, above the result.
   */
  async wait(origin: Origin, waiting: Card): Promise<Placeholder | undefined> {
    try {
      if (origin.place.kind === "direct") return await this.#post(origin, origin.place.place, waiting);
      await this.say(origin, { card: waiting, to: "you" });
    } catch (error) {
      this.#slack.log.warn({ err: error }, "The waiting note could not be shown");
    }
    return undefined;
  }

  async takeBack({ channel, ts }: Placeholder): Promise<void> {
    try {
      await this.#slack.call("Removing a note", () => this.#slack.posts.chat.delete({ channel, ts }));
    } catch (error) {
      this.#slack.log.warn({ err: error }, "The waiting note could not be taken back");
    }
  }

  #urlOf(origin: Origin): string | undefined {
    return freshResponseUrl(origin, this.#slack.clock.now());
  }

  /** By a press's response URL "original" is the message pressed; a command's has none, each answer is a new message. */
  #response(origin: Origin, { card, to }: Saying) {
    return {
      response_type: responseType(origin, to),
      replace_original: false,
      ...threadOf(origin),
      ...renderCard(card),
    };
  }

  async #post(origin: Origin, channel: string, card: Card): Promise<Placeholder> {
    const drawn = renderCard(card);
    const { ts } = await this.#slack.call("Answering", () =>
      this.#slack.posts.chat.postMessage({
        channel,
        ...drawn,
        ...threadOf(origin),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
    return { channel, ts: ts ?? "" };
  }

  /** In a channel, for this person's eyes only. */
  async #whisper(origin: Origin, card: Card): Promise<void> {
    const said = { channel: origin.place.place, user: origin.user, ...threadOf(origin), ...renderCard(card) };
    await this.#slack.call("Answering", () => this.#slack.posts.chat.postEphemeral(said));
  }

  async #rewrite({ channel, ts }: { channel: string; ts: string }, card: Card): Promise<void> {
    const drawn = renderCard(card);
    await this.#slack.call("Changing a message", () => this.#slack.posts.chat.update({ channel, ts, ...drawn }));
  }

  async #works(ways: readonly Way[]): Promise<boolean> {
    try {
      await this.#firstThatWorks(ways);
      return true;
    } catch {
      return false;
    }
  }

  /** One after the other; when none works now, but one will soon, that one after the wait Slack asks for. */
  async #firstThatWorks(ways: readonly (Way | false)[]): Promise<void> {
    let failure: unknown;
    let later: { way: Way; wait: number } | undefined;
    for (const way of ways) {
      if (!way) continue;
      try {
        await way();
        return;
      } catch (error) {
        failure = error;
        const wait = waitOf(error);
        if (wait !== undefined && !later) later = { way, wait };
        this.#slack.log.info({ err: error }, "One way to answer failed; trying the next");
      }
    }
    if (!later) throw failure;
    const { way, wait } = later;
    await new Promise((resolve) => setTimeout(resolve, wait));
    await way();
  }
}

const waitOf = (error: unknown): number | undefined => {
  if (!(error instanceof PortError) || error.failure !== "rate_limited") return undefined;
  const wait = error.retryAfter ?? LONGEST_WAIT;
  return wait <= LONGEST_WAIT ? wait : undefined;
};

const threadOf = ({ place }: Origin) => (place.thread === undefined ? {} : { thread_ts: place.thread });

const withoutThread = ({ place }: Origin): Origin["place"] => {
  const { thread: _thread, ...rest } = place;
  return rest;
};
