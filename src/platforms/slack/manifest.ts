import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
import { clipLine } from "../../chat/clip.ts";
import type { Feature } from "../../chat/feature.ts";

/** Slack's limits for a manifest. */
const MOST_COMMANDS = 50;
const COMMAND = { name: 32, description: 2000, hint: 1000 };
/** Slack's own, which no app can take: it refuses the whole manifest, and would answer the command itself. */
const BUILT_IN = new Set(
  (
    "active apps archive away call canvas close collapse dm dnd expand feed feedback huddle invite invite_people join " +
    "keys kick leave me msg mute open part prefs pro remind remove rename s search shortcuts shrug star status topic " +
    "unarchive who workflow"
  ).split(" "),
);
/** The operator puts their own host here. */
const REQUEST_URL = "https://YOUR-HOST/slack/events";

/**
 * The least that works:
 * commands — what people type; chat:write — answers, cards and their changes; im:write — the direct chat with a person;
 * users:read — name, language and zone, and that someone has left; users:read.email — whose the mails of a pasted list are;
 * app_mentions:read — "@Rapport …" in a channel; files:read — a file given in a form or in
 * the direct chat; files:write — a list as a sheet, in the direct chat with whoever asked for it;
 * im:history, channels:history, groups:history — words in the direct chat and in the threads of cards, and the look for
 * a message whose sending was uncertain, so that it is not sent twice. Only channels the bot was invited to are seen.
 */
const SCOPES = [
  "app_mentions:read",
  "channels:history",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "im:history",
  "im:write",
  "users:read",
  "users:read.email",
] as const;

const EVENTS = [
  "app_home_opened",
  "app_mention",
  "message.channels",
  "message.groups",
  "message.im",
  "user_change",
] as const;

/** The app as Slack creates it "from a manifest": the commands of the features, nothing by hand. @throws RangeError beyond Slack's limits. */
export const manifest = (features: readonly Feature[], mode: "socket" | "http"): Manifest => {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  if (commands.length > MOST_COMMANDS)
    throw new RangeError(`${commands.length} commands; Slack takes ${MOST_COMMANDS}.`);
  const tooLong = commands.find(({ name }) => name.length + 1 > COMMAND.name);
  if (tooLong) throw new RangeError(`/${tooLong.name} is longer than Slack's ${COMMAND.name} characters.`);
  const taken = commands.find(({ name }) => BUILT_IN.has(name));
  if (taken) throw new RangeError(`/${taken.name} is a command of Slack itself: call it otherwise.`);
  const url = mode === "http" ? { url: REQUEST_URL } : {};
  const requestUrl = mode === "http" ? { request_url: REQUEST_URL } : {};
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: "Rapport",
      description: "The sales team's customer care · 客情",
      background_color: "#1d5c4b",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Rapport", always_online: true },
      slash_commands: commands.map(({ name, about, hint }) => ({
        command: `/${name}`,
        description: clipLine(`${about.zh} · ${about.en}`, COMMAND.description),
        ...(hint.en && { usage_hint: clipLine(`${hint.zh} · ${hint.en}`, COMMAND.hint) }),
        should_escape: false,
        ...url,
      })),
    },
    oauth_config: { scopes: { bot: [...SCOPES] } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: [...EVENTS] },
      interactivity: {
        is_enabled: true,
        ...(mode === "http" && { request_url: REQUEST_URL, message_menu_options_url: REQUEST_URL }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === "socket",
      token_rotation_enabled: false,
    },
  } satisfies Manifest;
};
