import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import type { Card } from "../../src/chat/card.ts";
import type { Answer, Inbound, Shown } from "../../src/chat/port.ts";
import { type Clock, MovableClock, systemClock } from "../../src/core/clock.ts";
import { createSlackPort, type SlackPort } from "../../src/platforms/slack/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import type { SlackSandboxOptions } from "../../src/sandbox/slack/contract.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";

export const card = (title: string, more: Partial<Card> = {}): Card => ({ tone: "done", title, plain: title, ...more });

/** What the bot is asked, and what it answers: the port alone is looked at, without kernel and database. */
export interface Bot {
  readonly sandbox: SlackSandbox;
  readonly port: SlackPort;
  readonly url: string;
  readonly arrivals: { kind: string; id: string; typed?: string }[];
  readonly settled: string[];
  readonly missed: string[];
  readonly clock: MovableClock;
  answer: (kind: string) => Promise<Partial<Answer> & { shown?: Shown }>;
  close(): Promise<void>;
}

interface BotOptions {
  readonly mode?: "socket" | "http";
  readonly sandbox?: Partial<SlackSandboxOptions>;
  readonly wireClock?: Clock;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly start?: boolean;
  readonly patience?: number;
  readonly eventPatience?: number;
  /** In place of the sandbox's own address. */
  readonly apiUrl?: (sandbox: SlackSandbox) => Promise<string>;
}

const APP = manifest(
  [
    {
      name: "trial",
      commands: [
        {
          name: "trial",
          aliases: ["试"],
          about: { en: "Try", zh: "试" },
          hint: { en: "", zh: "" },
          example: { en: "", zh: "" },
          run: async () => ({ show: card("x") }),
        },
      ],
    },
  ],
  "socket",
);

export const startBot = async (options: BotOptions = {}): Promise<Bot> => {
  const { mode = "socket" } = options;
  const clock = new MovableClock();
  const sandbox = createSlackSandbox({
    clock,
    rates: false,
    retryPace: 0.001,
    ...options.sandbox,
    workspace: {
      team: { id: "T0TRIAL", name: "Trial", domain: "trial" },
      app: {
        name: "Rapport",
        botToken: "xoxb-trial",
        appToken: "xapp-trial",
        signingSecret: "trial-secret",
        scopes: APP.oauth_config?.scopes?.bot ?? [],
        commands: [{ command: "/trial", description: "Try" }],
        events: APP.settings?.event_subscriptions?.bot_events ?? [],
        homeTab: true,
        messagesTab: true,
      },
      users: [{ name: "emma", realName: "Emma", tz: "Asia/Shanghai", locale: "en-US" }],
      channels: [
        { name: "team", members: ["emma"], withBot: true },
        { name: "deals", members: ["emma"] },
      ],
    },
  });
  await sandbox.start();
  const common = {
    botToken: options.botToken ?? sandbox.botToken,
    apiUrl: (await options.apiUrl?.(sandbox)) ?? sandbox.apiUrl,
    ...(options.patience !== undefined && { patience: options.patience }),
    ...(options.eventPatience !== undefined && { eventPatience: options.eventPatience }),
    clock,
    log: pino({ level: process.env.BOT_LOG ?? "silent" }),
    wireClock: options.wireClock ?? systemClock,
  };
  const port = createSlackPort(
    mode === "socket"
      ? { ...common, mode, appToken: options.appToken ?? sandbox.appToken }
      : { ...common, mode, signingSecret: sandbox.signingSecret },
  );
  const server = createServer((request, response) => void port.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  if (mode === "http") sandbox.useHttp({ commandsUrl: url, eventsUrl: url, interactivityUrl: url });
  const bot: Bot = {
    sandbox,
    port,
    url,
    clock,
    arrivals: [],
    settled: [],
    missed: [],
    answer: async () => ({ shown: { kind: "card", card: card("Answered"), to: "you" } }),
    async close() {
      await port.stop();
      await sandbox.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  if (options.start !== false) await port.start(recording(bot));
  return bot;
};

export const recording = (bot: Bot): Inbound => {
  const take = async (kind: string, { id, typed }: { id: string; typed?: string }): Promise<Answer> => {
    bot.arrivals.push({ kind, id, ...(typed !== undefined && { typed }) });
    return {
      ...(await bot.answer(kind)),
      settled: async () => void bot.settled.push(id),
      missed: async () => void bot.missed.push(id),
    };
  };
  return {
    command: (arrival) => take("command", arrival),
    press: (arrival) => take("press", arrival),
    submit: (arrival) => take("submit", arrival),
    say: ({ id, text }) => take("say", { id, typed: text }),
    search: async () => [],
    homeOpened: async () => true,
    left: async () => true,
    directPlaceIs: async () => true,
  };
};
