import { elapsed } from "../../core/clock.ts";
import { type Finding, fine } from "../../core/finding.ts";
import type { Log } from "../../core/log.ts";
import { Dispatcher } from "./dispatcher.ts";
import { looked } from "./doctor-failed.ts";
import { Line, type LineOptions } from "./line.ts";

/**
 * Takes nothing. While a connection is tried, Feishu may choose it for an event that was meant for the bot: refused, it
 * comes again after 15 seconds, then to whoever is still connected.
 */
export class Deaf extends Dispatcher {
  constructor(log: Log) {
    super(() => ({ answered: async () => false }), log);
  }
  override invoke(): Promise<object> {
    return Promise.reject(new Error("Only the connection is tried."));
  }
}

/** Opens a long connection, waits until it is really up, and closes it. */
export const longConnection = (options: LineOptions): Promise<Finding> =>
  looked("connection", async () => {
    const line = new Line(options);
    const started = elapsed();
    try {
      await line.start(new Deaf(options.log));
      const took = Math.round(elapsed() - started);
      return fine(
        "connection",
        `a long connection opens in ${took} ms`,
        "Feishu brings each event to one connection of the app, any, and does not tell who has one. Where every other message stays unanswered, a copy with another database runs somewhere with this app id: stop it.",
      );
    } finally {
      await line.stop();
    }
  });
