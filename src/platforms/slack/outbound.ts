import type { Card } from "../../chat/card.ts";
import type { Mention, SentMessage, Target } from "../../chat/port.ts";
import type { Instant } from "../../core/clock.ts";
import type { InBoth } from "../../core/language.ts";
import type { Connection } from "./connection.ts";
import { isOutside } from "./errors.ts";
import { renderCard } from "./render-card.ts";
import { renderHome } from "./render-home.ts";

/** Names our messages in their metadata, so that an uncertain send can be looked for. */
const EVENT_TYPE = "rapport_message";
const MOST_PAGES = 5;
const NOT_IN_CHANNEL: InBoth = {
  en: "Rapport is not in this channel. Type /invite @Rapport in it, then save again.",
  zh: "Rapport 不在这个频道里。先在频道里输入 /invite @Rapport，再保存一次。",
};

/** What the bot says by itself, not as the answer to a click. */
export class Outbound {
  readonly #slack: Connection;

  constructor(slack: Connection) {
    this.#slack = slack;
  }

  /** @throws PortError */
  async post(target: Target, message: { card: Card; key: string; mention: Mention }): Promise<SentMessage> {
    const { text, blocks } = renderCard(message.card, message.mention);
    const { ts } = await this.#slack.call("Posting", () =>
      this.#slack.posts.chat.postMessage({
        channel: target.place,
        text,
        blocks,
        metadata: { event_type: EVENT_TYPE, event_payload: { key: message.key } },
        unfurl_links: false,
        unfurl_media: false,
        ...(target.thread !== undefined && { thread_ts: target.thread }),
      }),
    );
    return this.#sent(target, ts ?? "");
  }

  /** @throws PortError */
  async find(target: Target, key: string, since: Instant): Promise<SentMessage | undefined> {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { messages, next } = await this.#page(target, since, cursor);
      const found = messages.find(({ metadata }) => metadata?.event_type === EVENT_TYPE && keyOf(metadata) === key);
      if (found?.ts) return this.#sent(target, found.ts);
      if (!next) return undefined;
      cursor = next;
    }
    return undefined;
  }

  async #page(target: Target, since: Instant, cursor: string | undefined) {
    const common = {
      channel: target.place,
      // Slack stamps messages with its own clock: a minute's grace.
      oldest: String(Math.floor(since.getTime() / 1000) - 60),
      include_all_metadata: true,
      limit: 200,
      ...(cursor !== undefined && { cursor }),
    };
    const { thread } = target;
    const { messages, response_metadata } = await this.#slack.call("Looking for a message", () =>
      thread === undefined
        ? this.#slack.posts.conversations.history(common)
        : this.#slack.posts.conversations.replies({ ...common, ts: thread }),
    );
    return { messages: (messages ?? []) as readonly Found[], next: response_metadata?.next_cursor };
  }

  /** @throws PortError */
  async edit(sent: SentMessage, message: { card: Card; mention: Mention }): Promise<void> {
    const { text, blocks } = renderCard(message.card, message.mention);
    await this.#slack.call("Changing a message", () =>
      this.#slack.posts.chat.update({ channel: sent.place, ts: sent.message, text, blocks }),
    );
  }

  /** Reading a channel needs what posting does, to be in it; it takes no scope more than the bot has, and leaves no trace. */
  async placeProblem(channel: string): Promise<InBoth | undefined> {
    try {
      await this.#slack.quick.conversations.history({ channel, limit: 1 });
    } catch (error) {
      if (isOutside(error)) return NOT_IN_CHANNEL;
      this.#slack.log.warn({ err: error }, "Not known whether Rapport is in a channel: taken as if it were");
    }
    return undefined;
  }

  /** @throws PortError */
  async showHome(user: string, home: { cards: readonly Card[]; mention: Mention }): Promise<void> {
    await this.#slack.call("Showing a Home", () =>
      this.#slack.posts.views.publish({ user_id: user, view: renderHome(home.cards, home.mention) }),
    );
  }

  #sent(target: Target, message: string): SentMessage {
    return {
      platform: "slack",
      workspace: target.workspace,
      place: target.place,
      message,
      ...(target.thread !== undefined && { thread: target.thread }),
    };
  }
}

interface Found {
  readonly ts?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown };
}
const keyOf = ({ event_payload: payload }: NonNullable<Found["metadata"]>): unknown =>
  typeof payload === "object" && payload !== null && "key" in payload ? payload.key : undefined;
