import { App, type AppOptions, type ReceiverEvent } from "@slack/bolt";
import { clipLine } from "../../chat/clip.ts";
import type { Work } from "../../chat/port-work.ts";
import { within } from "../../core/time-limit.ts";
import { inert } from "./limits.ts";

/** Slack repeats an event that was not acknowledged within 3 seconds. */
const EVENT_PATIENCE = 2500;

/**
 * Bolt acknowledges an event before anyone has heard it, so that words are lost when the process ends in between. Here
 * an event is acknowledged when it has been handled, or when Slack would wait no longer; not at all once we are stopping, nor when another process has it.
 */
export class SlackApp extends App {
  readonly #work: Work;

  constructor(options: AppOptions, work: Work) {
    super(options);
    this.#work = work;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (this.#work.isClosed) return onceMore(event);
    if (event.body.type !== "event_callback") return super.processEvent(event);
    const handled = super.processEvent({ ...event, ack: () => Promise.resolve() });
    try {
      await within(EVENT_PATIENCE, handled, undefined);
      if (!this.#work.isLeft(Object(event.body.event))) await event.ack();
    } finally {
      await handled;
    }
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
