import { elapsed } from "../../core/clock.ts";
import { type Finding, fine, unknown, wrong } from "../../core/finding.ts";
import type { Log } from "../../core/log.ts";
import type { Reply } from "./answering.ts";
import type { Api } from "./api.ts";
import { openConnections, STOP_COPY } from "./connections.ts";
import { Dispatcher } from "./dispatcher.ts";
import { failed, looked } from "./doctor-failed.ts";
import { Line, type LineOptions } from "./line.ts";

const PRESSED = "card.action.trigger";
const ONCE_MORE = {
  toast: {
    type: "info",
    content: "请再点一次 · Please press once more",
    i18n: { zh_cn: "请再点一次", en_us: "Please press once more" },
  },
} as const satisfies Reply;

/**
 * Takes nothing. While a connection is tried, Feishu may choose it for what was meant for the bot: an event that is
 * refused comes again after 15 seconds, then to whoever is still connected; a press never comes again, so the person is
 * told.
 */
export class Deaf extends Dispatcher {
  constructor(log: Log) {
    super(() => ({ answered: async () => false }), log);
  }
  override invoke(data: object): Promise<object> {
    const header: { readonly event_type?: unknown } = Object(Reflect.get(data, "header"));
    if (header.event_type === PRESSED) return Promise.resolve(ONCE_MORE);
    return Promise.reject(new Error("Only the connection is tried."));
  }
}

const ANY_OF_THEM =
  "Feishu brings each event to one connection of the app, any. Where every other message stays unanswered, a copy with another database runs somewhere with this app id. Stop Rapport here: whatever still answers is that copy; stop it.";
const JUST_ENDED = "A bot that ended just now is still counted for some minutes: then run this again.";

/** How many long connections the app has: to be asked while there is none of our own. */
export const connectionCount = async (api: Api, processes: () => Promise<number | undefined>): Promise<Finding> => {
  let open: number;
  try {
    open = await openConnections(api);
  } catch (error) {
    return unknown("connections", failed("connections", error).says, ANY_OF_THEM);
  }
  const are = open === 1 ? "1 connection is open" : `${open} connections are open`;
  const own = await processes();
  if (own === undefined)
    return unknown("connections", `${are}; how many this installation has is not known`, ANY_OF_THEM);
  if (open > own) return wrong("connections", `${are}, this installation has ${own}`, `${STOP_COPY} ${JUST_ENDED}`);
  return fine("connections", open === 0 ? "none is open yet" : `${are}, no more than this installation has`);
};

/** Opens a long connection, waits until it is really up, and closes it. */
export const longConnection = (options: LineOptions): Promise<Finding> =>
  looked("connection", async () => {
    const line = new Line(options);
    const started = elapsed();
    try {
      await line.start(new Deaf(options.log));
      const took = Math.round(elapsed() - started);
      return fine("connection", `a long connection opens in ${took} ms`);
    } finally {
      await line.stop();
    }
  });
