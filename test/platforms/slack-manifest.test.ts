import { expect, test } from "vitest";
import type { Feature } from "../../src/chat/feature.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import { installed } from "../../src/sandbox/slack/install.ts";

const feature = (name: string, count = 1): Feature => ({
  name,
  commands: Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? name : `${name}${index}`,
    aliases: [],
    about: { en: "Log a visit", zh: "记一次拜访" },
    hint: { en: "[customer]", zh: "[客户]" },
    example: { en: "", zh: "" },
    run: async () => ({ refuse: { en: "", zh: "" } }),
  })),
});

test("the commands of the features stand in it, in both languages", () => {
  const { features } = manifest([feature("visit"), feature("board")], "socket");
  expect(features?.slash_commands).toEqual([
    {
      command: "/visit",
      description: "记一次拜访 · Log a visit",
      usage_hint: "[客户] · [customer]",
      should_escape: false,
    },
    {
      command: "/board",
      description: "记一次拜访 · Log a visit",
      usage_hint: "[客户] · [customer]",
      should_escape: false,
    },
  ]);
});

test("Socket Mode names no URL; HTTP names one wherever Slack wants it", () => {
  expect(JSON.stringify(manifest([feature("visit")], "socket"))).not.toContain("http");
  const http = manifest([feature("visit")], "http");
  const url = "https://YOUR-HOST/slack/events";
  expect(http.features?.slash_commands?.[0]?.url).toBe(url);
  expect(http.settings).toMatchObject({
    socket_mode_enabled: false,
    event_subscriptions: { request_url: url },
    interactivity: { request_url: url, message_menu_options_url: url },
  });
});

test("more commands than Slack takes, or one too long, is refused", () => {
  expect(() => manifest([feature("visit", 51)], "socket")).toThrow(/51.*50/);
  expect(() => manifest([feature("v".repeat(32))], "socket")).toThrow(/32/);
});

test("a command that Slack has itself is refused, by Slack too", () => {
  expect(() => manifest([feature("call")], "socket")).toThrow("/call is a command of Slack itself");
  const ours = manifest([feature("visit")], "socket");
  const theirs = { ...ours, features: { slash_commands: [{ command: "/remind", description: "x" }] } };
  const tokens = { botToken: "xoxb", appToken: "xapp", signingSecret: "s" };
  expect(() => installed(theirs, tokens)).toThrow("reserved");
});

test("every event has the scope it needs", () => {
  const { oauth_config, settings } = manifest([feature("visit")], "socket");
  const scopes = oauth_config?.scopes?.bot ?? [];
  const needs: Record<string, string> = {
    app_mention: "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    user_change: "users:read",
  };
  for (const event of settings?.event_subscriptions?.bot_events ?? []) {
    if (event !== "app_home_opened") expect(scopes).toContain(needs[event]);
  }
});
