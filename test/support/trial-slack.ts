import { MovableClock } from "../../src/core/clock.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import { createSlackSandbox, type SlackSandbox } from "../../src/sandbox/slack/index.ts";

export const TOKENS = {
  SLACK_BOT_TOKEN: "xoxb-000000000000-secret",
  SLACK_APP_TOKEN: "xapp-1-000000000000-secret",
};
/** All that the app asks for. */
export const SCOPES = manifest(features, "socket").oauth_config?.scopes?.bot ?? [];

/** Where the teams of the company want to be written to. */
const CHANNELS = ["C-team", "C-approvals", "C-other", "C-other-approvals"];

/** A workspace in which the app has these scopes, and the bot is in these channels. */
export const trialSlack = async (
  scopes: readonly string[],
  channels: readonly string[] = CHANNELS,
): Promise<SlackSandbox> => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = TOKENS;
  const app = { name: "Rapport", botToken, appToken, signingSecret: "0".repeat(32), scopes, commands: [], events: [] };
  const sandbox = createSlackSandbox({
    clock: new MovableClock(),
    workspace: {
      team: { id: "T0TRIAL", name: "Trial", domain: "trial" },
      app: { ...app, homeTab: true, messagesTab: true },
      users: [{ name: "emma", realName: "Emma" }],
      channels: channels.map((id) => ({ id, name: id.toLowerCase(), members: ["emma"], withBot: true })),
    },
  });
  await sandbox.start();
  return sandbox;
};
