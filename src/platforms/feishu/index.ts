import type { IncomingMessage, ServerResponse } from "node:http";
import { askingAgain } from "../../chat/ask-again.ts";
import type { Feature } from "../../chat/feature.ts";
import { type ChatPort, type Inbound, PortError, type PortStatus } from "../../chat/port.ts";
import { Work } from "../../chat/port-work.ts";
import { type Clock, systemClock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import { Answering } from "./answering.ts";
import { Api, addressOf } from "./api.ts";
import { checkForm } from "./check-form.ts";
import { Connections } from "./connections.ts";
import { Directory } from "./directory.ts";
import { Dispatcher, type Via } from "./dispatcher.ts";
import { Files } from "./files.ts";
import { listen } from "./inbound.ts";
import { Line } from "./line.ts";
import { lookUp } from "./look-up.ts";
import { watchMenu } from "./menu.ts";
import { Messages } from "./messages.ts";
import { Outbound } from "./outbound.ts";
import { keepPanel } from "./panel.ts";
import { DEADLINES, type Deadlines } from "./parts.ts";
import { People } from "./people.ts";
import { Reach } from "./reach.ts";
import { Scenes } from "./scenes.ts";
import { Webhook } from "./webhook.ts";

export type FeishuPortOptions = {
  /** cli_ and 16 hex digits. */
  readonly appId: string;
  readonly appSecret: string;
  /** Another Feishu-compatible server, or Lark's https://open.larksuite.com; Feishu itself when absent. */
  readonly domain?: string;
  /** Whose commands Feishu offers when "/" is typed; its panel is left alone when absent. */
  readonly features?: readonly Feature[];
  readonly clock: Clock;
  readonly log: Log;
  /** Real time, for signatures; the system's clock when absent. */
  readonly wireClock?: Clock;
  /** Milliseconds that a call may take; 10,000 when absent. */
  readonly patience?: number;
  /** How many processes of ours are on this app, this one among them; one when absent. */
  readonly processes?: () => Promise<number>;
  /** Milliseconds between looks at how many long connections the app has; five minutes when absent. */
  readonly countEvery?: number;
  /** Well before Feishu's three seconds are over when absent. */
  readonly deadlines?: Deadlines;
} & (
  | { readonly mode: "socket" }
  | { readonly mode: "http"; readonly encryptKey: string; readonly verificationToken: string }
);

export interface FeishuPort extends ChatPort {
  /** Takes what Feishu pushes in HTTP mode; 503 before start, after stop and with the long connection. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Milliseconds that work under way gets to finish when the bot stops: first what waits for an answer, then the rest. */
const DRAIN = { answers: 3000, rest: 10_000 };

/** What the port is made of. */
const partsOf = (options: FeishuPortOptions, heard: () => Inbound) => {
  const { appId, appSecret, log } = options;
  const domain = addressOf(options.domain);
  const api = new Api({ ...options, domain });
  const people = new People(api, domain);
  const messages = new Messages(api, people);
  const outbound = new Outbound({ api, people, messages });
  const files = new Files({ api, people, messages });
  const scenes = new Scenes({ api, people, directory: new Directory(api, people), inbound: heard });
  const reach = new Reach({ messages, people, log });
  const answering = new Answering({ reach, scenes, log });
  const line = new Line({ appId, appSecret, domain, log });
  const work = new Work(log);
  const connections = new Connections({ api, work, processes: options.processes, every: options.countEvery });
  return { api, people, outbound, files, reach, answering, line, connections, work };
};

/** The Feishu side of the bot, in one tenant. */
export const createFeishuPort = (options: FeishuPortOptions): FeishuPort => {
  let heard: Inbound | undefined;
  const parts = partsOf(options, () => existing(heard));
  const { api, people, outbound, files, line, connections, work } = parts;
  let way: Line | Webhook | undefined;
  const again = askingAgain(() => meet(api), { work, log: options.log });

  return {
    platform: "feishu",

    async start(inbound: Inbound): Promise<void> {
      heard = inbound;
      const bot = await meet(api);
      const dispatcher = new Dispatcher(() => (options.mode === "socket" ? line.via() : NO_WAY), options.log);
      listen(dispatcher, { ...parts, inbound, bot, deadlines: options.deadlines ?? DEADLINES });
      way = await openWay(options, { line, dispatcher });
      if (way instanceof Line) connections.watch();
      if (options.features) void work.run(() => keepEntries(api, options.features ?? []));
    },

    async stop(): Promise<void> {
      work.close();
      connections.leave();
      if (way instanceof Webhook) way.close();
      await work.drain(DRAIN.answers);
      if (way instanceof Line) await way.stop();
      way = undefined;
      await work.drain(DRAIN.rest);
    },

    status: () => statusOf({ api, way, connections, again }),

    async handle(request, response): Promise<void> {
      if (way instanceof Webhook) return way.handle(request, response);
      response.writeHead(503).end();
    },

    post: (target, message) => outbound.post(target, message),
    find: (target, key, since) => outbound.find(target, key, since),
    sendFile: (target, file) => files.send(target, file),
    hasFile: (target, file, since) => files.has(target, file, since),
    edit: (sent, message) => outbound.edit(sent, message),
    directPlace: async (identity) => people.directPlace(identity.user),
    profile: (identity) => people.profile(identity),
    whoIs: (_, addresses) => lookUp(api, addresses),
    placeProblem: ({ place }) => outbound.placeProblem(place),
    showHome: (identity, home) => outbound.showHome(identity.user, home),
    check: checkForm,
  };
};

const existing = (inbound: Inbound | undefined): Inbound => {
  if (!inbound) throw new TypeError("The Feishu port has not been started.");
  return inbound;
};

const NO_WAY: Via = { answered: async () => false };

/** What people find without being told: what is offered when "/" is typed, and the menu. */
const keepEntries = async (api: Api, features: readonly Feature[]): Promise<void> => {
  await keepPanel(
    api,
    features.flatMap((feature) => feature.commands ?? []),
  );
  await watchMenu(api, features);
};

/** Asks Feishu who the bot is. @throws PortError with the remedy for wrong credentials and a missing ability. */
const meet = async (api: Api): Promise<string> => {
  // The bot stands beside code and msg here, not in their data.
  const said = await api.call("Signing in", async (client) => {
    const answer = await client.request<{ code?: number; msg?: string; bot?: { open_id?: string } }>({
      method: "GET",
      url: "/open-apis/bot/v3/info",
    });
    return { ...answer, data: answer.bot };
  });
  if (said?.open_id) return said.open_id;
  const remedy = {
    en: "Turn on the Bot ability in the developer console, and publish a version of the app.",
    zh: "请在开发者后台打开机器人能力，再发布一个版本。",
  };
  throw new PortError("forbidden", "Signing in: the app has no bot", { remedy });
};

const openWay = async (
  options: FeishuPortOptions,
  { line, dispatcher }: { readonly line: Line; readonly dispatcher: Dispatcher },
): Promise<Line | Webhook> => {
  if (options.mode === "socket") {
    await line.start(dispatcher);
    return line;
  }
  const { appId, encryptKey, verificationToken, log, wireClock = systemClock, deadlines = DEADLINES } = options;
  const deadline = deadlines.push;
  const webhook = new Webhook({ appId, encryptKey, verificationToken, dispatcher, wireClock, log, deadline });
  webhook.open();
  return webhook;
};

interface Standing {
  readonly api: Api;
  readonly way: Line | Webhook | undefined;
  readonly connections: Connections;
  /** Asks whether the app is taken in again. */
  readonly again: () => void;
}
const statusOf = ({ api, way, connections: { told }, again }: Standing): PortStatus => {
  const { dead } = api;
  if (dead) again();
  if (dead) return { up: false, detail: [dead.message, dead.remedy].filter(Boolean).join(". ") };
  if (!way) return { up: false, detail: "not started" };
  if (way instanceof Webhook) return { up: way.isOpen, detail: "takes signed requests" };
  const { connected, problem } = way;
  const why = problem ? ` (${[problem.message, problem.remedy].filter(Boolean).join(". ")})` : "";
  return { up: connected, detail: connected ? `long connection open${told}` : `no long connection${why}` };
};
