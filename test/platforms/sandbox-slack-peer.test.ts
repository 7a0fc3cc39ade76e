import { WebClient } from "@slack/web-api";
import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { QUIET, SCOPES, startSandbox } from "./sandbox-slack-app.ts";

/** An independent Web API, written by others: where both do the same, their answers must look the same. */
interface Side {
  readonly name: string;
  readonly client: WebClient;
  readonly channel: string;
  readonly user: string;
}

let sandbox: SlackSandbox;
let peer: Emulator;
let sides: readonly Side[];

beforeAll(async () => {
  sandbox = await startSandbox();
  peer = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      tokens: { "xoxb-peer": { login: "rapport", scopes: SCOPES } },
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
  const clientAt = (token: string, slackApiUrl: string) =>
    new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, logLevel: QUIET });
  const theirs = clientAt("xoxb-peer", `${peer.url}/api/`);
  const channels = await theirs.conversations.list({});
  const users = await theirs.users.list({});
  sides = [
    {
      name: "sandbox",
      client: clientAt(sandbox.botToken, sandbox.apiUrl),
      channel: sandbox.idOf("#sales"),
      user: sandbox.idOf("emma"),
    },
    {
      name: "peer",
      client: theirs,
      channel: channels.channels!.find((one) => one.name === "sales")!.id!,
      user: users.members!.find((one) => one.name === "emma")!.id!,
    },
  ];
  await theirs.conversations.join({ channel: sides[1]!.channel });
});
afterAll(async () => {
  await peer.close();
  await sandbox.stop();
});

/** Does the same on both sides, and gives both results. */
const onBoth = async <T>(work: (side: Side) => Promise<T>): Promise<readonly [T, T]> => [
  await work(sides[0]!),
  await work(sides[1]!),
];
const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "ok",
    (error: { data?: { error?: string } }) => error.data?.error,
  );
/** What every answer of the peer has, ours must have too. */
const expectCovered = (ours: object | undefined, theirs: object | undefined, but: readonly string[] = []): void => {
  expect(Object.keys(ours ?? {})).toEqual(
    expect.arrayContaining(Object.keys(theirs ?? {}).filter((key) => !but.includes(key))),
  );
};

test("posting, updating, replying and deleting leave the same conversation", async () => {
  const run = async ({ client, channel }: Side) => {
    const first = await client.chat.postMessage({
      channel,
      text: "one",
      metadata: { event_type: "visit", event_payload: { key: "k" } },
    });
    const reply = await client.chat.postMessage({ channel, text: "reply", thread_ts: first.ts! });
    const gone = await client.chat.postMessage({ channel, text: "gone" });
    await client.chat.update({ channel, ts: first.ts!, text: "one, changed" });
    await client.chat.delete({ channel, ts: gone.ts! });
    const history = await client.conversations.history({ channel, include_all_metadata: true });
    const replies = await client.conversations.replies({ channel, ts: first.ts! });
    return {
      posted: first,
      history: history.messages!.map((one) => [one.text, one.reply_count, one.metadata?.event_type]),
      thread: replies.messages!.map((one) => one.text),
      order: Number(reply.ts) > Number(first.ts),
      ts: first.ts,
    };
  };
  const [ours, theirs] = await onBoth(run);
  expect(ours.history).toEqual([["one, changed", 1, "visit"]]);
  expect(ours.history).toEqual(theirs.history);
  expect(ours.thread).toEqual(theirs.thread);
  expect([ours.order, theirs.order]).toEqual([true, true]);
  for (const { ts } of [ours, theirs]) expect(ts).toMatch(/^\d{10}\.\d{6}$/);
  expectCovered(ours.posted, theirs.posted);
  expectCovered(ours.posted.message, theirs.posted.message, ["metadata"]);
});

test("what is not there is refused with the same words", async () => {
  const cases: ((side: Side) => Promise<unknown>)[] = [
    ({ client }) => client.chat.postMessage({ channel: "C000000000", text: "x" }),
    ({ client, channel }) => client.chat.update({ channel, ts: "1.000001", text: "x" }),
    ({ client, channel }) => client.chat.delete({ channel, ts: "1.000001" }),
    ({ client, channel }) => client.apiCall("chat.postMessage", { channel }),
    ({ client }) => client.users.info({ user: "U000000000" }),
    ({ client }) => client.users.lookupByEmail({ email: "nobody@huaxin.example" }),
    ({ client }) => client.conversations.info({ channel: "C000000000" }),
    ({ client }) => client.conversations.replies({ channel: "C000000000", ts: "1.1" }),
  ];
  for (const work of cases) {
    const [ours, theirs] = await onBoth((side) => errorOf(work(side)));
    expect(ours, String(work)).toBe(theirs);
    expect(ours).not.toBe("ok");
  }
});

test("people, channels and direct messages are told alike", async () => {
  const [ours, theirs] = await onBoth(async ({ client, user, channel }) => ({
    auth: await client.auth.test(),
    user: (await client.users.info({ user })).user,
    channel: (await client.conversations.info({ channel })).channel,
    open: await client.conversations.open({ users: user }),
  }));
  expectCovered(ours.auth, theirs.auth);
  expectCovered(ours.user, theirs.user, ["updated"]);
  expectCovered(ours.channel, theirs.channel, ["is_open", "last_read"]);
  expect(ours.open.channel?.id).toMatch(/^D/);
  expect(theirs.open.channel?.id).toMatch(/^D/);
  for (const side of sides) {
    const again = await side.client.conversations.open({ users: side.user });
    expect(again.channel?.id, side.name).toBe((side.name === "sandbox" ? ours : theirs).open.channel?.id);
  }
});

test("a home page is published, changed by its hash and refused with an old one", async () => {
  const view = (text: string) => ({
    type: "home" as const,
    blocks: [{ type: "section" as const, text: { type: "mrkdwn" as const, text } }],
  });
  const [ours, theirs] = await onBoth(async ({ client, user }) => {
    const first = await client.views.publish({ user_id: user, view: view("one") });
    const second = await client.views.publish({ user_id: user, view: view("two"), hash: first.view!.hash! });
    return {
      first,
      second,
      old: await errorOf(client.views.publish({ user_id: user, view: view("three"), hash: first.view!.hash! })),
    };
  });
  expect([ours.old, theirs.old]).toEqual(["hash_conflict", "hash_conflict"]);
  expect([ours.second.view!.id === ours.first.view!.id, theirs.second.view!.id === theirs.first.view!.id]).toEqual([
    true,
    true,
  ]);
  expectCovered(ours.first.view, theirs.first.view);
});
