import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { FeishuSandbox } from "../feishu/contract.ts";
import type { SlackSandbox } from "../slack/contract.ts";
import { bundlePage } from "./bundle.ts";
import { Streams } from "./events.ts";
import { feishuSide } from "./feishu/side.ts";
import type { OfferedPerson } from "./people.ts";
import { addressOf, answer, type MoveClock, type Room } from "./routes.ts";
import type { Side } from "./side.ts";
import { slackSide } from "./slack/side.ts";
import type { PageClock } from "./wire.ts";

export interface PageOptions {
  /** Both started; either is left out when that platform is not played. */
  readonly slack?: SlackSandbox;
  readonly feishu?: FeishuSandbox;
  /** The clock that the sandboxes and the app go by. */
  readonly clock: Clock & { readonly offset?: number };
  /** Who one can be, in the order shown. */
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

/** The platforms on which anyone is offered; the first of them there names the company. */
const sidesOf = ({ slack, feishu, people }: PageOptions): readonly Side[] => {
  const inSlack = people.find((person) => person.slack !== undefined)?.slack;
  const inFeishu = people.find((person) => person.feishu !== undefined)?.feishu;
  return [
    ...(slack && inSlack !== undefined ? [slackSide(slack, inSlack)] : []),
    ...(feishu && inFeishu !== undefined ? [feishuSide(feishu, inFeishu)] : []),
  ];
};

/**
 * The page where one is any of the people of the company in their chat client. Answers this computer only.
 * @throws when the page does not build.
 */
export const createPage = async (options: PageOptions): Promise<Page> => {
  const { clock, people, onClockMoved, log } = options;
  const bundle = await bundlePage();
  const pageClock = (): PageClock => ({
    now: clock.now().getTime(),
    ahead: clock.offset ?? 0,
    movable: onClockMoved !== undefined,
  });
  const streams = new Streams(bundle.hash, pageClock);
  const room: Room = {
    sides: sidesOf(options),
    offered: people,
    bundle,
    streams,
    pageClock,
    log,
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
