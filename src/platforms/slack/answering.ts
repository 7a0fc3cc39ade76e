import type { ModalView } from "@slack/types";
import type { Card } from "../../chat/card.ts";
import { reopenCardFor } from "../../chat/drawing.ts";
import { type Answer, PortError, type Shown, type ShownForm } from "../../chat/port.ts";
import type { Connection } from "./connection.ts";
import { isExpiredTrigger } from "./errors.ts";
import { freshResponseUrl, type Origin } from "./origin.ts";
import type { People } from "./people.ts";
import { renderCard } from "./render-card.ts";
import { errorsAtInputs, renderForm, renderNotice } from "./render-form.ts";
import { type ResponseBody, respond } from "./respond.ts";

export type AckBody =
  | ResponseBody
  | { readonly response_action: "update"; readonly view: ModalView }
  | { readonly response_action: "errors"; readonly errors: Record<string, string> }
  | { readonly response_action: "clear" };

/** A delivery that waits for its answer. */
export interface Turn {
  readonly origin: Origin;
  /** Opens a form, for 3 seconds after the click; words have none. */
  readonly trigger?: string;
  /** Answers the delivery itself; without this within 3 seconds the person reads that the app failed. */
  ack(body?: AckBody): Promise<void>;
}

/** A message "saving…" that the result takes the place of. */
type Placeholder =
  | { readonly by: "response" }
  | { readonly by: "update"; readonly channel: string; readonly ts: string };

interface Saying {
  readonly card: Card;
  readonly to: "you" | "all";
  readonly instead?: Placeholder | undefined;
}

const LONGEST_WAIT = 30_000;

/** Brings what a delivery came to before the person, each kind of delivery in its own way. */
export class Answering {
  readonly #slack: Connection;
  readonly #people: People;

  constructor(slack: Connection, people: People) {
    this.#slack = slack;
    this.#people = people;
  }

  /** @throws PortError when the person could not be shown the answer. */
  async command(turn: Turn, answer: Answer): Promise<void> {
    const { shown, late } = answer;
    const accepted = await this.#ack(turn, commandAck(turn.origin, answer));
    if (shown?.kind === "card") {
      if (!accepted) await this.#say(turn.origin, shown);
    } else if (late) {
      // A command's response URL means its own first answer by "original"; a button's would mean the pressed message.
      const instead = (await this.#wait(turn.origin, late.waiting)) ?? { by: "response" };
      await this.#present(turn.origin, await late.outcome, { instead });
    } else if (shown) await this.#present(turn.origin, shown, turn);
  }

  /** A press, or words. @throws PortError when the person could not be shown the answer. */
  async message(turn: Turn, answer: Answer): Promise<void> {
    const { shown, late } = answer;
    await this.#ack(turn);
    if (late) {
      const instead = await this.#wait(turn.origin, late.waiting);
      await this.#present(turn.origin, await late.outcome, { instead });
    } else if (shown) await this.#present(turn.origin, shown, turn);
  }

  /** @throws PortError when the person could not be shown the answer. */
  async submit(turn: Turn, answer: Answer, viewId: string): Promise<void> {
    const { shown, late } = answer;
    const accepted = await this.#ack(turn, submitAck(turn.origin, answer));
    if (late) await this.#presentInView(turn.origin, await late.outcome, viewId);
    else if (shown?.kind === "card" || shown?.kind === "replace") await this.#present(turn.origin, shown, {});
    else if (shown && !accepted) await this.#presentInView(turn.origin, shown, viewId);
  }

  /** The same delivery again: Slack gets the same answer, the person nothing more. */
  async commandAgain(turn: Turn, answer: Answer): Promise<void> {
    await this.#ack(turn, commandAck(turn.origin, answer));
  }
  async submitAgain(turn: Turn, answer: Answer): Promise<void> {
    await this.#ack(turn, submitAck(turn.origin, answer));
  }

  /** False when the connection that brought the delivery is gone: then the answer takes another way. */
  async #ack(turn: Turn, body?: AckBody): Promise<boolean> {
    try {
      await turn.ack(body);
      return true;
    } catch (error) {
      this.#slack.log.warn({ err: error }, "A delivery could not be answered on its own connection");
      return false;
    }
  }

  async #present(
    origin: Origin,
    shown: Shown,
    { trigger, instead }: { readonly trigger?: string; readonly instead?: Placeholder | undefined },
  ): Promise<void> {
    switch (shown.kind) {
      case "card":
        return this.#say(origin, { ...shown, instead });
      case "replace":
        await this.#replace(origin, shown.card);
        if (shown.say) await this.#say(origin, { card: shown.say, to: "you", instead });
        else if (instead) await this.#takeBack(origin, instead);
        return;
      case "form":
      case "fix":
        return this.#open(origin, shown.form, { trigger, instead });
      default:
        return shown satisfies never;
    }
  }

  /** The result of a submit whose form shows "saving…": in the form, and where it was opened. */
  async #presentInView(origin: Origin, shown: Shown, viewId: string): Promise<void> {
    const isForm = shown.kind === "form" || shown.kind === "fix";
    const view = isForm
      ? renderForm(shown.form, origin)
      : renderNotice(shown.kind === "replace" ? (shown.say ?? shown.card) : shown.card);
    const updated = await this.#updateView(viewId, view);
    if (!isForm) await this.#present(origin, shown, {});
    else if (!updated) await this.#say(origin, { card: reopenCardFor(shown.form), to: "you" });
  }

  async #updateView(viewId: string, view: ModalView): Promise<boolean> {
    try {
      await this.#slack.call("Updating a form", () => this.#slack.quick.views.update({ view_id: viewId, view }));
      return true;
    } catch (error) {
      this.#slack.log.info({ err: error }, "A form was closed before its answer came");
      return false;
    }
  }

  async #open(
    origin: Origin,
    form: ShownForm,
    { trigger, instead }: { trigger?: string | undefined; instead?: Placeholder | undefined },
  ): Promise<void> {
    if (trigger !== undefined) {
      try {
        const view = renderForm(form, origin);
        await this.#slack.call("Opening a form", () => this.#slack.quick.views.open({ trigger_id: trigger, view }));
        return;
      } catch (error) {
        const expired = error instanceof PortError && isExpiredTrigger(error.cause);
        this.#slack.log[expired ? "info" : "warn"](
          { err: error, form: form.formId },
          "A form did not open; a button offers it",
        );
      }
    }
    await this.#say(origin, { card: reopenCardFor(form), to: "you", instead });
  }

  /** Shows "saving…": a message that can become the result in the direct chat, one that stays in a group. */
  async #wait(origin: Origin, waiting: Card): Promise<Placeholder | undefined> {
    try {
      if (origin.place.kind === "direct") return await this.#post(origin, origin.place.place, waiting);
      await this.#say(origin, { card: waiting, to: "you" });
    } catch (error) {
      this.#slack.log.warn({ err: error }, "The waiting note could not be shown");
    }
    return undefined;
  }

  async #takeBack(origin: Origin, instead: Placeholder): Promise<void> {
    const url = freshResponseUrl(origin, this.#slack.clock.now());
    try {
      if (instead.by === "update") {
        const { channel, ts } = instead;
        await this.#slack.call("Removing a note", () => this.#slack.posts.chat.delete({ channel, ts }));
      } else if (url !== undefined) await respond(url, { delete_original: true });
    } catch (error) {
      this.#slack.log.warn({ err: error }, "The waiting note could not be taken back");
    }
  }

  /** The pressed message becomes the card. On Home there is none: Home is drawn anew, which shows it. */
  async #replace(origin: Origin, card: Card): Promise<void> {
    const { place } = origin;
    if (place.home) return;
    const message = place.message;
    const url = freshResponseUrl(origin, this.#slack.clock.now());
    const drawn = renderCard(card);
    const update = async () => {
      if (message === undefined) return;
      await this.#slack.call("Changing a message", () =>
        this.#slack.posts.chat.update({ channel: place.place, ts: message, ...drawn }),
      );
    };
    await this.#firstThatWorks([
      message !== undefined && !origin.ephemeral && update,
      message !== undefined && url !== undefined && (() => respond(url, { replace_original: true, ...drawn })),
      () => this.#say(origin, { card, to: "you" }),
    ]);
  }

  /** Says it where the person is; to them alone in a group. @throws PortError when no way is left. */
  async #say(origin: Origin, { card, to, instead }: Saying): Promise<void> {
    const { place, user } = origin;
    const url = freshResponseUrl(origin, this.#slack.clock.now());
    const drawn = renderCard(card);
    const thread = place.thread === undefined ? {} : { thread_ts: place.thread };
    const body = {
      response_type: responseType(origin, to),
      replace_original: instead?.by === "response",
      ...thread,
      ...drawn,
    };
    const open = place.kind === "direct" || to === "all";
    const ephemeral = async () => {
      await this.#slack.call("Answering", () =>
        this.#slack.posts.chat.postEphemeral({ channel: place.place, user, ...thread, ...drawn }),
      );
    };
    const update = async () => {
      if (instead?.by !== "update") return;
      const { channel, ts } = instead;
      await this.#slack.call("Answering", () => this.#slack.posts.chat.update({ channel, ts, ...drawn }));
    };
    await this.#firstThatWorks([
      instead?.by === "update" && update,
      url !== undefined && (() => respond(url, body)),
      open ? () => this.#post(origin, place.place, card) : ephemeral,
      // The direct chat itself was the place: it has been tried.
      (place.kind === "group" || place.place === "") &&
        (async () =>
          this.#post({ ...origin, place: withoutThread(origin) }, await this.#people.directPlace(user), card)),
    ]);
  }

  async #post(origin: Origin, channel: string, card: Card): Promise<Placeholder> {
    const { thread } = origin.place;
    const { ts } = await this.#slack.call("Answering", () =>
      this.#slack.posts.chat.postMessage({
        channel,
        ...renderCard(card),
        ...(thread !== undefined && { thread_ts: thread }),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
    return { by: "update", channel, ts: ts ?? "" };
  }

  async #firstThatWorks(ways: readonly (false | (() => Promise<unknown>))[]): Promise<void> {
    let failure: unknown;
    for (const way of ways) {
      if (!way) continue;
      try {
        await patiently(way);
        return;
      } catch (error) {
        failure = error;
        this.#slack.log.info({ err: error }, "One way to answer failed; trying the next");
      }
    }
    throw failure;
  }
}

const commandAck = (origin: Origin, { shown }: Answer): AckBody | undefined =>
  shown?.kind === "card" ? { response_type: responseType(origin, shown.to), ...renderCard(shown.card) } : undefined;

const submitAck = (origin: Origin, { shown, late }: Answer): AckBody => {
  if (late) return { response_action: "update", view: renderNotice(late.waiting) };
  if (shown?.kind !== "form" && shown?.kind !== "fix") return { response_action: "clear" };
  const errors = shown.kind === "fix" ? errorsAtInputs(shown.form) : undefined;
  if (errors) return { response_action: "errors", errors };
  return { response_action: "update", view: renderForm(shown.form, origin) };
};

const responseType = ({ place }: Origin, to: "you" | "all"): "in_channel" | "ephemeral" =>
  place.kind === "direct" || to === "all" ? "in_channel" : "ephemeral";

const withoutThread = ({ place }: Origin): Origin["place"] => {
  const { thread: _thread, ...rest } = place;
  return rest;
};

/** Waits once where Slack says for how long: the person already has seen that the click arrived. */
const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const wait =
      error instanceof PortError && error.failure === "rate_limited" ? (error.retryAfter ?? LONGEST_WAIT) : undefined;
    if (wait === undefined || wait > LONGEST_WAIT) throw error;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return work();
  }
};
