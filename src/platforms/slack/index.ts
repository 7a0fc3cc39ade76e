import type { IncomingMessage, ServerResponse } from "node:http";
import type { App, AppOptions } from "@slack/bolt";
import { askingAgain } from "../../chat/ask-again.ts";
import type { ChatPort, Inbound, PortStatus } from "../../chat/port.ts";
import { Work } from "../../chat/port-work.ts";
import { type Clock, systemClock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import { Answering } from "./answering.ts";
import { SlackApp } from "./app.ts";
import { checkForm } from "./check-form.ts";
import { Connection, loggerFor, type Self } from "./connection.ts";
import { Files } from "./files.ts";
import { listen } from "./inbound.ts";
import { lookUp } from "./look-up.ts";
import { Outbound } from "./outbound.ts";
import { People } from "./people.ts";
import { Reach } from "./reach.ts";
import { SignedHttp } from "./signed-http.ts";
import { noReceiver, Sockets } from "./sockets.ts";

export type SlackPortOptions = {
  /** xoxb-… */
  readonly botToken: string;
  /** `…/api/` of a Slack-compatible server; Slack itself when absent. */
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Real time, for signatures; the system's clock when absent. */
  readonly wireClock?: Clock;
  /** Milliseconds that a call may take; 10,000 when absent. */
  readonly patience?: number;
  /** Milliseconds until an event that is not handled is left to come again; well before Slack's three seconds when absent. */
  readonly eventPatience?: number;
} & (
  | { readonly mode: "socket" /** xapp-… */; readonly appToken: string }
  | { readonly mode: "http"; readonly signingSecret: string }
);

export interface SlackPort extends ChatPort {
  /** Takes what Slack sends to /slack/events in HTTP mode; 503 before start, after stop and in Socket Mode. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Milliseconds that work under way gets to finish when the bot stops: first what waits for an answer, then the rest. */
const DRAIN = { answers: 3000, rest: 10_000 };

/** The Slack side of the bot, on one workspace. */
export const createSlackPort = (options: SlackPortOptions): SlackPort => {
  const slack = new Connection(options);
  const people = new People(slack);
  const outbound = new Outbound(slack);
  const files = new Files(slack);
  const answering = new Answering(slack, new Reach(slack, people));
  const work = new Work(options.log);
  const again = askingAgain(() => slack.meet(), { work, log: options.log });
  let line: Sockets | SignedHttp | undefined;

  return {
    platform: "slack",

    async start(inbound: Inbound): Promise<void> {
      const app = new SlackApp(boltOptions(options, slack, await slack.meet()), work, options.eventPatience);
      listen({ app, slack, people, answering, inbound, work });
      line = await openLine(options, app);
    },

    async stop(): Promise<void> {
      work.close();
      if (line instanceof SignedHttp) line.close();
      await work.drain(DRAIN.answers);
      if (line instanceof Sockets) await line.stop();
      line = undefined;
      await work.drain(DRAIN.rest);
    },

    status: () => statusOf(slack, line, again),

    async handle(request, response): Promise<void> {
      if (line instanceof SignedHttp) return line.handle(request, response);
      response.writeHead(503).end();
    },

    post: (target, message) => outbound.post(target, message),
    find: (target, key, since) => outbound.find(target, key, since),
    sendFile: (target, file) => files.send(target, file),
    hasFile: (target, file, since) => files.has(target, file, since),
    edit: (sent, message) => outbound.edit(sent, message),
    directPlace: (identity) => people.directPlace(identity.user),
    profile: (identity) => people.profile(identity),
    whoIs: (workspace, addresses) => lookUp({ slack, people }, workspace, addresses),
    placeProblem: ({ place }) => outbound.placeProblem(place),
    showHome: (identity, home) => outbound.showHome(identity.user, home),
    check: checkForm,
  };
};

const boltOptions = (options: SlackPortOptions, slack: Connection, self: Self): AppOptions => ({
  authorize: async () => ({ botToken: options.botToken, botId: self.bot, botUserId: self.user, teamId: self.team }),
  receiver: noReceiver,
  convoStore: false,
  logger: loggerFor(options.log),
  clientOptions: slack.clientOptions,
});

const openLine = async (options: SlackPortOptions, app: App): Promise<Sockets | SignedHttp> => {
  const { log } = options;
  if (options.mode === "socket") {
    const sockets = new Sockets(app, { appToken: options.appToken, apiUrl: options.apiUrl, log });
    await sockets.start();
    return sockets;
  }
  const { signingSecret, wireClock = systemClock } = options;
  const http = new SignedHttp({ app, signingSecret, wireClock, log });
  http.open();
  return http;
};

/** @param again asks whether the app is taken in again */
const statusOf = (slack: Connection, line: Sockets | SignedHttp | undefined, again: () => void): PortStatus => {
  const dead = slack.deadToken;
  if (dead) again();
  if (dead) return { up: false, detail: [dead.message, dead.remedy].filter(Boolean).join(". ") };
  if (!line) return { up: false, detail: "not started" };
  if (line instanceof SignedHttp) return { up: line.isOpen, detail: "takes signed requests" };
  const { connected, problem } = line;
  const why = problem ? ` (${[problem.message, problem.remedy].filter(Boolean).join(". ")})` : "";
  return { up: connected > 0, detail: `${connected} of 2 connections open${why}` };
};
