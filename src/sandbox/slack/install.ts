import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
import type { AppSeed } from "./contract.ts";

export type AppTokens = Pick<AppSeed, "botToken" | "appToken" | "signingSecret">;

/** What Slack's client does by itself; see its help on slash commands. */
const OWN =
  /^\/(active|apps|archive|away|call|collapse|dm|dnd|expand|feed|feedback|invite(_people)?|join|keys|kick|leave|me|msg|mute|open|prefs|remind|remove|rename|s|search|shortcuts|shrug|star|status|topic|who)$/;

/**
 * The app as its manifest asks for it, as if an admin had installed it: name, scopes, commands, events, tabs.
 * @throws Error where Slack would refuse the manifest
 */
export const installed = ({ features, oauth_config, settings }: Manifest, tokens: AppTokens): AppSeed => ({
  ...tokens,
  name: features?.bot_user?.display_name ?? "App",
  scopes: oauth_config?.scopes?.bot ?? [],
  commands: (features?.slash_commands ?? []).map(({ command, description, usage_hint }) => {
    if (OWN.test(command)) throw new Error(`invalid_manifest: ${command} is a reserved command`);
    return { command, description, ...(usage_hint && { usageHint: usage_hint }) };
  }),
  events: settings?.event_subscriptions?.bot_events ?? [],
  homeTab: features?.app_home?.home_tab_enabled ?? false,
  messagesTab: features?.app_home?.messages_tab_enabled ?? false,
});
