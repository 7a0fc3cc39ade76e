import { WebClient } from "@slack/web-api";
import { createEmulator, type Emulator } from "emulate";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { createSlackPort, type SlackPort } from "../../src/platforms/slack/index.ts";
import { manifest } from "../../src/platforms/slack/manifest.ts";
import { card } from "./slack-bot.ts";

/** The port against a Slack that others wrote: what it sends must be understood there too. */
let peer: Emulator;
let port: SlackPort;
let theirs: WebClient;
let channel: string;
let user: string;
const clock = new MovableClock();
const NOBODY = () => undefined;

beforeAll(async () => {
  const scopes = manifest([], "http").oauth_config?.scopes?.bot ?? [];
  peer = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      tokens: { "xoxb-peer": { login: "rapport", scopes: [...scopes, "channels:read", "channels:join"] } },
      slack: {
        team: { name: "Huaxin", domain: "huaxin" },
        users: [
          { name: "rapport", real_name: "Rapport" },
          { name: "emma", real_name: "Emma", email: "emma@huaxin.example" },
        ],
        channels: [{ name: "sales", topic: "" }],
        bots: [{ name: "rapport" }],
      },
    },
  });
  const apiUrl = `${peer.url}/api/`;
  theirs = new WebClient("xoxb-peer", { slackApiUrl: apiUrl, retryConfig: { retries: 0 } });
  const { channels } = await theirs.conversations.list({});
  const { members } = await theirs.users.list({});
  channel = channels?.find(({ name }) => name === "sales")?.id ?? "";
  user = members?.find(({ name }) => name === "emma")?.id ?? "";
  await theirs.conversations.join({ channel });
  const log = pino({ level: "silent" });
  port = createSlackPort({ mode: "http", signingSecret: "x", botToken: "xoxb-peer", apiUrl, clock, log });
  await port.start({
    command: () => Promise.reject(new Error("nobody types here")),
    press: () => Promise.reject(new Error("nobody presses here")),
    submit: () => Promise.reject(new Error("nobody submits here")),
    say: async () => undefined,
    search: async () => [],
    homeOpened: async () => true,
    left: async () => true,
    directPlaceIs: async () => true,
  });
});
afterAll(async () => {
  await port.stop();
  await peer.close();
});

test("a card is posted, replied to and changed", async () => {
  const target = { workspace: "T1", place: channel };
  const sent = await port.post(target, { card: card("Posted", { text: ["words"] }), key: "k-1", mention: NOBODY });
  await port.post({ ...target, thread: sent.message }, { card: card("Reply"), key: "k-2", mention: NOBODY });
  await port.edit(sent, { card: card("Changed"), mention: NOBODY });
  const { messages } = await theirs.conversations.replies({ channel, ts: sent.message });
  expect(messages?.map(({ text }) => text)).toEqual(["Changed", "Reply"]);
});

test("a person is known by name and mail, and has a direct chat", async () => {
  const identity = { platform: "slack", workspace: "T1", user };
  expect(await port.profile(identity)).toMatchObject({ name: expect.stringMatching(/emma/i), bot: false });
  const place = await port.directPlace(identity);
  const sent = await port.post({ workspace: "T1", place }, { card: card("Only you"), key: "k-3", mention: NOBODY });
  expect(sent.place).toBe(place);
});

test("a person is found by mail, and nobody by another's", async () => {
  const { team_id: team = "" } = await theirs.auth.test();
  const asked = ["emma@huaxin.example", "nobody@huaxin.example"].map((mail) => ({ mail, phone: null }));
  expect(await port.whoIs(team, asked)).toMatchObject([{ kind: "found", user }, { kind: "nobody" }]);
});

test("a Home is shown", async () => {
  const identity = { platform: "slack", workspace: "T1", user };
  await port.showHome(identity, { cards: [card("Home", { facts: [{ label: "a", value: "b" }] })], mention: NOBODY });
});

test("a place that is not there is gone", async () => {
  const target = { workspace: "T1", place: "C0NOWHERE" };
  await expect(port.post(target, { card: card("x"), key: "k", mention: NOBODY })).rejects.toMatchObject({
    failure: "gone",
  });
});
