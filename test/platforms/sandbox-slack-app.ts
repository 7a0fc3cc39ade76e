import { App, type LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { MovableClock } from "../../src/core/clock.ts";
import type { SlackSandbox, SlackSandboxOptions, WorkspaceSeed } from "../../src/sandbox/slack/contract.ts";
import { createSlackSandbox } from "../../src/sandbox/slack/index.ts";

export const SCOPES = [
  "commands",
  "chat:write",
  "im:write",
  "im:read",
  "im:history",
  "channels:read",
  "channels:history",
  "groups:read",
  "groups:history",
  "users:read",
  "users:read.email",
  "app_mentions:read",
  "files:read",
  "files:write",
  "reactions:write",
  "team:read",
];

export const WORKSPACE: WorkspaceSeed = {
  team: { name: "Huaxin", domain: "huaxin" },
  app: {
    name: "Rapport",
    botToken: "xoxb-sandbox",
    appToken: "xapp-sandbox",
    signingSecret: "a secret of the sandbox",
    scopes: SCOPES,
    commands: [
      { command: "/visit", description: "Log a visit" },
      { command: "/mention", description: "Names people", shouldEscape: true },
    ],
    events: [
      "message.im",
      "message.channels",
      "app_mention",
      "app_home_opened",
      "member_joined_channel",
      "team_join",
      "user_change",
      "file_shared",
    ],
  },
  users: [
    { name: "liwei", realName: "李伟" },
    { name: "emma", realName: "Emma", tz: "Europe/London", locale: "en-GB" },
    { name: "gone", realName: "Gone", deactivated: true },
  ],
  channels: [
    { name: "sales", members: ["liwei", "emma"], withBot: true },
    { name: "quiet", members: ["liwei"] },
    { name: "secret", isPrivate: true, members: ["emma"] },
    { name: "old", members: ["liwei"], withBot: true, archived: true },
  ],
};

/** A started sandbox. Answers are awaited for 500 ms, retries come at once. */
export const startSandbox = async (options: Partial<SlackSandboxOptions> = {}): Promise<SlackSandbox> => {
  const sandbox = createSlackSandbox({
    clock: new MovableClock(),
    workspace: WORKSPACE,
    ackMs: 500,
    retryPace: 0.001,
    ...options,
  });
  await sandbox.start();
  return sandbox;
};

export const QUIET = "error" as LogLevel;

interface MadeApp {
  readonly app: App;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The next time one of the receivers says it is connected: stopping one before that makes the SDK reject into the void. */
  nextConnected(): Promise<void>;
}

/** The real Bolt, over Socket Mode with that many receivers. Not started. */
export const makeApp = (sandbox: SlackSandbox, receivers = 1): MadeApp => {
  const clientOptions = { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } };
  const make = () =>
    new SocketModeReceiver({
      appToken: sandbox.appToken,
      logLevel: QUIET,
      clientPingTimeout: 600,
      installerOptions: { clientOptions },
    });
  const all = Array.from({ length: receivers }, make);
  const app = new App({
    token: sandbox.botToken,
    receiver: all[0]!,
    clientOptions,
    logLevel: QUIET,
    deferInitialization: true,
  });
  return {
    app,
    start: async () => {
      await app.init();
      for (const receiver of all.slice(1)) receiver.init(app);
      await Promise.all(all.map((receiver) => receiver.start()));
    },
    nextConnected: () =>
      Promise.race(
        all.map((receiver) => new Promise<void>((resolve) => receiver.client.once("connected", () => resolve()))),
      ),
    stop: async () => {
      await Promise.all(all.map((receiver) => receiver.stop()));
    },
  };
};

/** The app's own client, which neither tries again nor waits. */
export const clientOf = (own: SlackSandbox): WebClient =>
  new WebClient(own.botToken, {
    slackApiUrl: own.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: QUIET,
  });

/** The error Slack answers, and what goes beside it. */
export const refusal = async (call: Promise<unknown>): Promise<{ error: string }> => {
  const failed = await call.then(
    () => undefined,
    (error: { data?: { error: string } }) => error.data,
  );
  if (!failed) throw new Error("it was not refused");
  return failed;
};

/** A POST without a client: what goes over the wire, and what comes back. */
export const call = async (own: SlackSandbox, method: string, body: object): Promise<Record<string, unknown>> => {
  const headers = { authorization: `Bearer ${own.botToken}`, "content-type": "application/json" };
  const response = await fetch(`${own.apiUrl}${method}`, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
};
