import type { ModalView } from "@slack/types";
import { reopenCardFor } from "../../chat/drawing.ts";
import { type Answer, PortError, type Shown, type ShownForm } from "../../chat/port.ts";
import { within } from "../../core/time-limit.ts";
import type { Connection } from "./connection.ts";
import { isExpiredTrigger } from "./errors.ts";
import type { Origin } from "./origin.ts";
import { isOpen, type Placeholder, type Reach, responseType } from "./reach.ts";
import { renderCard } from "./render-card.ts";
import { errorsAtInputs, renderForm, renderNotice } from "./render-form.ts";
import type { ResponseBody } from "./respond.ts";

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

/** Milliseconds more that work in a group may take without a note: Slack has its answer, the person none yet. */
const GROUP_PATIENCE = 3000;
const LATE = Symbol("late");

/** How a form can open, and which note gives way to the answer. */
interface Showing {
  readonly trigger?: string;
  readonly instead?: Placeholder | undefined;
}

/** Brings what a delivery came to before the person, each kind of delivery in its own way. */
export class Answering {
  readonly #slack: Connection;
  readonly #reach: Reach;

  constructor(slack: Connection, reach: Reach) {
    this.#slack = slack;
    this.#reach = reach;
  }

  /** @throws PortError when the person could not be shown the answer. */
  async command(turn: Turn, answer: Answer): Promise<void> {
    const { shown, late } = answer;
    const body = commandAck(turn.origin, answer);
    const accepted = await this.#ack(turn, body);
    if (shown?.kind === "card") {
      if (!accepted || !body) await this.#reach.say(turn.origin, shown);
    } else if (late) {
      await this.#presentLate(turn.origin, late);
    } else if (shown) await this.#present(turn.origin, shown, turn);
  }

  /** A press, or words. @throws PortError when the person could not be shown the answer. */
  async message(turn: Turn, answer: Answer): Promise<void> {
    const { shown, late } = answer;
    await this.#ack(turn);
    if (late) await this.#presentLate(turn.origin, late);
    else if (shown) await this.#present(turn.origin, shown, turn);
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

  /** False when the connection that brought the delivery is gone, or it is too late: then the answer takes another way. */
  async #ack(turn: Turn, body?: AckBody): Promise<boolean> {
    try {
      await turn.ack(body);
      return true;
    } catch (error) {
      this.#slack.log.warn({ err: error }, "A delivery could not be answered on its own way");
      return false;
    }
  }

  /** In a group the note would stay, so it is shown only when the work takes long beyond its time. */
  async #presentLate(origin: Origin, { waiting, outcome }: NonNullable<Answer["late"]>): Promise<void> {
    const standing = origin.place.kind === "group";
    if (standing && (await within(GROUP_PATIENCE, outcome, LATE)) !== LATE)
      return this.#present(origin, await outcome, {});
    const instead = await this.#reach.wait(origin, waiting);
    await this.#present(origin, await outcome, { instead });
  }

  async #present(origin: Origin, shown: Shown, showing: Showing): Promise<void> {
    const { instead } = showing;
    switch (shown.kind) {
      case "card":
        return this.#reach.say(origin, { ...shown, instead });
      case "replace":
        await this.#reach.replace(origin, shown.card);
        if (shown.say) await this.#reach.say(origin, { card: shown.say, to: "you", instead });
        else if (instead) await this.#reach.takeBack(instead);
        return;
      case "form":
      case "fix":
        return this.#open(origin, shown.form, showing);
      default:
        return shown satisfies never;
    }
  }

  /** The result of a submit whose form shows "saving…": in the form, and where it was opened. */
  async #presentInView(origin: Origin, shown: Shown, viewId: string): Promise<void> {
    if (shown.kind === "form" || shown.kind === "fix") {
      const updated = await this.#updateView(viewId, renderForm(shown.form, origin));
      if (!updated) await this.#reach.say(origin, { card: reopenCardFor(shown.form), to: "you" });
      return;
    }
    await this.#present(origin, shown, {});
    await this.#updateView(viewId, renderNotice(shown.kind === "replace" ? (shown.say ?? shown.card) : shown.card));
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

  /** A form that cannot open by itself any more is offered by a button. */
  async #open(origin: Origin, form: ShownForm, { trigger, instead }: Showing): Promise<void> {
    if (trigger !== undefined) {
      const view = renderForm(form, origin);
      try {
        await this.#slack.call("Opening a form", () => this.#slack.quick.views.open({ trigger_id: trigger, view }));
        return;
      } catch (error) {
        const expired = error instanceof PortError && isExpiredTrigger(error.cause);
        this.#slack.log[expired ? "info" : "warn"]({ err: error, form: form.formId }, "A form did not open");
      }
    }
    await this.#reach.say(origin, { card: reopenCardFor(form), to: "you", instead });
  }
}

const commandAck = (origin: Origin, { shown }: Answer): AckBody | undefined =>
  shown?.kind === "card" && !(shown.thread && isOpen(origin, shown.to))
    ? { response_type: responseType(origin, shown.to), ...renderCard(shown.card) }
    : undefined;

const submitAck = (origin: Origin, { shown, late }: Answer): AckBody => {
  if (late) return { response_action: "update", view: renderNotice(late.waiting) };
  if (shown?.kind !== "form" && shown?.kind !== "fix") return { response_action: "clear" };
  const errors = shown.kind === "fix" ? errorsAtInputs(shown.form) : undefined;
  if (errors) return { response_action: "errors", errors };
  return { response_action: "update", view: renderForm(shown.form, origin) };
};
