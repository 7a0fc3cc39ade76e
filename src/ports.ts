import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChatPort } from "./chat/port.ts";
import { startingSteadily } from "./chat/steady-start.ts";
import type { Config, FeishuConfig, SlackConfig } from "./config.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import type { Log } from "./core/log.ts";
import { features } from "./features/index.ts";
import type { RequestHandler } from "./serve.ts";

/** The platforms the bot is on, and where they push to. */
export interface Ports {
  readonly ports: readonly ChatPort[];
  readonly handlers: readonly RequestHandler[];
}

/**
 * A port for each platform that is configured; none is started yet. A platform's SDK is loaded only then: Feishu's takes
 * 70 MB of memory.
 */
export const openPorts = async (
  { slack, feishu }: Pick<Config, "slack" | "feishu">,
  { log, processes }: Pick<Ground, "log" | "processes">,
): Promise<Ports> => {
  const ground = { clock: systemClock, log, processes };
  const all = [
    ...(slack ? [await slackSide(slack, ground)] : []),
    ...(feishu ? [await feishuSide(feishu, ground)] : []),
  ];
  const ports = all.map(({ port }) => startingSteadily(port, log));
  return { ports, handlers: all.map(({ handler }) => handler) };
};

interface Ground {
  readonly clock: Clock;
  readonly log: Log;
  /** How many there are of this bot's; one when undefined. */
  readonly processes: (() => Promise<number>) | undefined;
}
interface Side {
  readonly port: ChatPort;
  readonly handler: RequestHandler;
}

const slackSide = async (slack: SlackConfig, { clock, log }: Ground): Promise<Side> => {
  const { createSlackPort } = await import("./platforms/slack/index.ts");
  const common = { botToken: slack.botToken, ...(slack.apiUrl && { apiUrl: slack.apiUrl }), clock, log };
  const port = createSlackPort(
    slack.kind === "socket"
      ? { ...common, mode: "socket", appToken: slack.appToken }
      : { ...common, mode: "http", signingSecret: slack.signingSecret },
  );
  return { port, handler: pushedTo("/slack/events", slack.kind, (req, res) => port.handle(req, res)) };
};

const feishuSide = async (feishu: FeishuConfig, { clock, log, processes }: Ground): Promise<Side> => {
  const { createFeishuPort } = await import("./platforms/feishu/index.ts");
  const { appId, appSecret, domain } = feishu;
  const ground = { clock, log, ...(processes && { processes }) };
  const common = { appId, appSecret, ...(domain && { domain }), features, ...ground };
  const port = createFeishuPort(
    feishu.kind === "socket"
      ? { ...common, mode: "socket" }
      : {
          ...common,
          mode: "http",
          encryptKey: feishu.encryptKey,
          verificationToken: feishu.verificationToken,
        },
  );
  return { port, handler: pushedTo("/feishu/events", feishu.kind, (req, res) => port.handle(req, res)) };
};

/** Takes what is pushed to the path; where a connection of our own brings everything, there is nothing at the path. */
const pushedTo =
  (
    path: string,
    kind: "socket" | "http",
    take: (req: IncomingMessage, res: ServerResponse) => Promise<void>,
  ): RequestHandler =>
  (req, res) => {
    if (kind !== "http" || req.url?.split("?")[0] !== path) return false;
    void take(req, res);
    return true;
  };
