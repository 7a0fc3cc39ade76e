import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { SlackSandbox } from "../slack/contract.ts";
import type { MoveClock } from "./actions.ts";
import { bundlePage } from "./bundle.ts";
import { Streams } from "./events.ts";
import type { OfferedPerson } from "./people.ts";
import { addressOf, answer, type Room } from "./routes.ts";
import type { PageClock } from "./wire.ts";

export interface PageOptions {
  /** Started. */
  readonly sandbox: SlackSandbox;
  /** The clock that the sandbox and the app go by. */
  readonly clock: Clock & { readonly offset?: number };
  /** Who one can be, in the order shown. The first also names the workspace. */
  readonly people: readonly OfferedPerson[];
  /** Moves that clock (it only goes forward), then does what has become due. Without it the page does not offer it. */
  readonly onClockMoved?: MoveClock;
  readonly log?: Log;
}

export interface Page {
  /** Takes `/` and everything under `/sandbox/`; false when the request is for someone else. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** Tells every open page what time it is, after the clock was moved by other means. */
  tellClock(): void;
  /** Ends the open event streams, so that the server can close. */
  close(): void;
}

/**
 * The page where one is any of the people of the workspace in a chat client. Answers this computer only.
 * @throws when the page does not build.
 */
export const createPage = async (options: PageOptions): Promise<Page> => {
  const { sandbox, clock, people, onClockMoved, log } = options;
  const bundle = await bundlePage();
  const pageClock = (): PageClock => ({
    now: clock.now().getTime(),
    ahead: clock.offset ?? 0,
    movable: onClockMoved !== undefined,
  });
  const { desk } = sandbox;
  const streams = new Streams(desk, bundle.hash, pageClock);
  const room: Room = {
    sandbox,
    offered: people,
    bundle,
    streams,
    pageClock,
    log,
    desk,
    clock,
    moveClock: onClockMoved,
  };
  return {
    handle: (req, res) => {
      const { path } = addressOf(req);
      if (path !== "/" && !path.startsWith("/sandbox/")) return false;
      void answer(room, req, res);
      return true;
    },
    tellClock: () => streams.tellClock(),
    close: () => streams.close(),
  };
};
