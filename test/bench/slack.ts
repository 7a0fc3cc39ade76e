import { pino } from "pino";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import type { WorkspaceSeed } from "../../src/sandbox/slack/contract.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { installed } from "../../src/sandbox/slack/install.ts";
import { BEGINS } from "./company-rows.ts";
import { type BenchPlatform, firstOf, mustBeAnswered, type Playground, type Press } from "./platform.ts";

/** The user that the app is in its workspace. */
const BOT = "U0BOT";
const TOKENS = {
  botUserId: BOT,
  botToken: "xoxb-sandbox-000000000000",
  appToken: "xapp-1-SANDBOX-000000000000",
  signingSecret: "0".repeat(32),
};
const WORKSPACE = "T0BENCH";

export const slack: BenchPlatform = {
  key: "slack",
  name: "Slack",
  workspace: WORKSPACE,
  userId: (name) => `U0${name.toUpperCase()}`,
  placeId: (name) => `C0${name.toUpperCase()}`,
  bare: new URL("./bare-slack.ts", import.meta.url),

  async open({ users, channels }, app) {
    const clock = new MovableClock();
    clock.moveTo(new Date(BEGINS));
    const sandbox = createSlackSandbox({
      clock,
      log: pino({ level: "error" }),
      rates: false,
      workspace: {
        team: { id: WORKSPACE, name: "Bench", domain: "bench" },
        app: app === "bot" ? installed(manifest(features, "socket"), TOKENS) : BARE_APP,
        users,
        channels,
      },
    });
    await sandbox.start();
    return playgroundOf(sandbox);
  },
};

const BARE_APP: WorkspaceSeed["app"] = {
  ...TOKENS,
  name: "Bare",
  scopes: ["commands", "chat:write"],
  commands: ["/line", "/form", "/card"].map((command) => ({ command, description: command })),
  events: [],
  homeTab: true,
  messagesTab: true,
};

const playgroundOf = (sandbox: SlackSandbox): Playground => ({
  driver: sandbox,
  access: { slack: { apiUrl: sandbox.apiUrl, botToken: TOKENS.botToken, appToken: TOKENS.appToken } },

  async says({ user, text, shows }) {
    const { desk, deliveries } = sandbox;
    const channel = desk.openDirect(user, BOT);
    const index = deliveries.length;
    const started = elapsed();
    mustBeAnswered(await desk.command({ user, channel, text }), text);
    const ms = elapsed() - started;
    if (shows !== undefined && !JSON.stringify(deliveries[index]?.response).includes(shows))
      throw new Error(`No ${shows} in the answer to ${text}`);
    return { ms, button: (action) => firstOf(pressable(sandbox, { user, place: channel, action }, shows), action) };
  },

  async opens(user, text) {
    const person = sandbox.person(user);
    const started = elapsed();
    const opened = sandbox.until(() => person.form() && { at: elapsed() }, { what: `the form of ${text}` });
    const typed = person.command(text).then((reaction) => mustBeAnswered(reaction, text));
    const [{ at }] = await Promise.all([opened, typed]);
    return at - started;
  },

  async submits(user) {
    const started = elapsed();
    mustBeAnswered(await sandbox.person(user).submit(), "submit");
    return elapsed() - started;
  },

  buttons: (where) => pressable(sandbox, where),
  stop: () => sandbox.stop(),
});

/** Its buttons of that action in a place, of messages with `shows` in them alone where that is named. */
const pressable = (
  { desk }: SlackSandbox,
  { user, place: channel, action }: Parameters<Playground["buttons"]>[0],
  shows = "",
) =>
  (desk.screen(user).messages[channel] ?? [])
    .filter(({ blocks }) => JSON.stringify(blocks).includes(shows))
    .flatMap(({ ts, blocks }) =>
      blocks.flatMap((block) =>
        (Array.isArray(block.elements) ? block.elements : []).flatMap((element): Press[] => {
          const { action_id = "" } = element as { action_id?: string };
          if (!action_id.startsWith(action)) return [];
          const place = { kind: "message", channel, ts } as const;
          const button = { user, place, block_id: String(block.block_id), action_id };
          return [
            async () => {
              const started = elapsed();
              mustBeAnswered(await desk.act(button), action);
              return elapsed() - started;
            },
          ];
        }),
      ),
    );
