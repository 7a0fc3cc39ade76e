import { App, type AppOptions, type ReceiverEvent } from "@slack/bolt";
import { clipLine } from "../../chat/clip.ts";
import type { Work } from "../../chat/port-work.ts";
import { TurnedAway } from "../../core/door.ts";
import { within } from "../../core/time-limit.ts";
import { inert } from "./limits.ts";

/** Slack repeats an event that was not acknowledged within 3 seconds. */
const EVENT_PATIENCE = 2500;

/**
 * Bolt acknowledges an event before anyone has heard it, so that words are lost when the process ends in between. Here
 * an event is acknowledged when it has been handled; not at all once we are stopping, when another process has it, or
 * when Slack would wait no longer: it brings it again.
 */
export class SlackApp extends App {
  readonly #work: Work;
  readonly #patience: number;

  /** @param patience milliseconds until an event that is not handled is left to come again */
  constructor(options: AppOptions, work: Work, patience = EVENT_PATIENCE) {
    super(options);
    this.#work = work;
    this.#patience = patience;
  }

  /** @throws TurnedAway for what is not acknowledged, and comes again */
  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (this.#work.isClosed) return onceMore(event);
    if (event.body.type !== "event_callback") return super.processEvent(event);
    const handled = super.processEvent({ ...event, ack: () => Promise.resolve() }).then(() => true);
    const isHandled = await within(this.#patience, handled, false);
    if (!isHandled || this.#work.isLeft(Object(event.body.event))) throw new TurnedAway(503);
    await event.ack();
  }
}

/**
 * While we are stopping an event is left to come again, and a form stays open with what was typed in it. A command comes
 * once: whoever typed it is told, and gets it back to send again.
 */
const onceMore = async ({ body, ack }: ReceiverEvent): Promise<void> => {
  const { command, text } = body;
  if (typeof command !== "string") return;
  const typed = inert(clipLine(`${command} ${text ?? ""}`.trim(), 2000));
  const said = `正在重启，没有处理，请再发一次。 · Restarting: not handled, please send it once more.\n${typed}`;
  await ack({ response_type: "ephemeral", text: said });
};
