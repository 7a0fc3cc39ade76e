import { afterAll, beforeAll, expect, test } from "vitest";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import type { ScreenChange } from "../../src/sandbox/slack/screen.ts";
import { makeApp, startSandbox } from "./sandbox-slack-app.ts";

let sandbox: SlackSandbox;
let stop: () => Promise<void>;
const events: { readonly event: Readonly<Record<string, unknown>> }[] = [];
const presses: unknown[] = [];

beforeAll(async () => {
  sandbox = await startSandbox();
  const { app, start, stop: end } = makeApp(sandbox);
  stop = end;
  const button = (id: string, label: string, more: object = {}) => ({
    type: "button" as const,
    action_id: id,
    text: { type: "plain_text" as const, text: label },
    value: id,
    ...more,
  });
  const confirm = {
    title: { type: "plain_text" as const, text: "Sure?" },
    text: { type: "plain_text" as const, text: "It moves on." },
  };
  app.message(async ({ message, client }) => {
    if (!("text" in message) || !message.text?.startsWith("card")) return;
    const thread = message.ts;
    await client.chat.postMessage({
      channel: message.channel,
      text: "A card",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "Fee" } },
        {
          type: "section",
          text: { type: "mrkdwn", text: `Asked by <@${message.user}>` },
          accessory: button("done", "Done"),
        },
        {
          type: "actions",
          elements: [
            button("approve", "Approve", { style: "primary", confirm }),
            {
              type: "overflow",
              action_id: "rest",
              options: [{ text: { type: "plain_text", text: "Later" }, value: "later" }],
            },
          ],
        },
      ],
    });
    await client.chat.postMessage({ channel: message.channel, thread_ts: thread, text: "detail" });
    await client.chat.postMessage({
      channel: message.channel,
      thread_ts: thread,
      reply_broadcast: true,
      text: "told all",
    });
  });
  app.action(/approve|done|rest/, async ({ body, ack, respond, client, action }) => {
    await ack();
    presses.push(body);
    const { channel, message } = body as never as { channel: { id: string }; message: { ts: string } };
    if (!("action_id" in action) || action.action_id !== "approve") return;
    await client.chat.update({ channel: channel.id, ts: message.ts, text: "Approved", blocks: [] });
    await respond({ replace_original: false, text: "only you" });
  });
  app.use(async ({ body, next }) => {
    if (body.type === "event_callback") events.push(body as never);
    await next();
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: "home",
        blocks: [
          { type: "header", text: { type: "plain_text", text: `Day of ${event.tab}` } },
          { type: "actions", elements: [button("done", "Done")] },
        ],
      },
    });
  });
  await start();
});
afterAll(async () => {
  await stop();
  await sandbox.stop();
});

test("a direct message reaches the app, which answers with a card that reads, presses and changes", async () => {
  const wei = sandbox.person("liwei");
  const said = await wei.say("card & <b> https://a.cn/x");
  await sandbox.until(() => wei.messages({ thread: said }).length === 2);
  expect(events.find((body) => body.event.client_msg_id)).toMatchObject({
    type: "event_callback",
    api_app_id: expect.stringMatching(/^A/),
    event_id: expect.stringMatching(/^Ev/),
    authorizations: [{ is_bot: true }],
    event: { type: "message", channel_type: "im", user: wei.id, text: "card &amp; &lt;b&gt; <https://a.cn/x>" },
  });
  const card = wei.messages().find((message) => message.buttons.length > 0)!;
  expect(card).toMatchObject({
    lines: ["Fee", "Asked by @李伟"],
    plain: "A card",
    buttons: [
      { label: "Done", style: "plain" },
      { label: "Approve", style: "primary", confirm: { title: "Sure?", text: "It moves on.", yes: "Yes" } },
    ],
    menus: [{ id: "rest", options: [{ label: "Later", value: "later" }] }],
  });
  expect(wei.messages().map((message) => message.text)).toContain("told all");
  expect(wei.messages().find((message) => message.id === said.id)?.replies).toBe(2);

  expect(await wei.press(card, "Approve", { confirm: false })).toEqual({ outcome: "withdrawn" });
  expect(presses).toEqual([]);
  await wei.press(card, "李伟 › Done");
  await wei.choose(card, "rest", "Later");
  await sandbox.until(() => presses.length === 2);
  expect(presses[1]).toMatchObject({ actions: [{ type: "overflow", selected_option: { value: "later" } }] });
  await wei.press(card, "Approve", { confirm: true });
  await sandbox.until(() => wei.last()?.text === "only you");
  expect(presses[2]).toMatchObject({
    type: "block_actions",
    container: { type: "message", message_ts: card.id, is_ephemeral: false },
    channel: { name: "directmessage" },
    message: { ts: card.id, text: "A card", bot_id: expect.stringMatching(/^B/) },
    actions: [{ action_id: "approve", value: "approve", style: "primary" }],
    state: { values: {} },
    user: { id: wei.id, username: "liwei" },
  });
  expect(wei.messages().find((message) => message.id === card.id)).toMatchObject({
    text: "Approved",
    edited: true,
    buttons: [],
  });
  await expect(wei.press(card, "Approve")).rejects.toThrow("not on the screen");
});

test("a mention in a channel comes as app_mention too, but only where the bot is", async () => {
  const wei = sandbox.person("liwei");
  events.length = 0;
  await wei.say("@Rapport hello", { in: "#sales" });
  await wei.say("@Rapport hello", { in: "#quiet" });
  await sandbox.quiet();
  const people = events.filter((body) => body.event.client_msg_id).map((body) => [body.event.type, body.event.channel]);
  expect(people.toSorted()).toEqual([
    ["app_mention", sandbox.idOf("#sales")],
    ["message", sandbox.idOf("#sales")],
  ]);
});

test("events about people, channels and files come as subscribed", async () => {
  events.length = 0;
  const id = await sandbox.addUser({ name: "new", realName: "New" });
  await sandbox.deactivate("new");
  await sandbox.addToChannel("emma", "#quiet");
  await sandbox.addToChannel("Rapport", "#quiet");
  await sandbox.person("emma").upload({ name: "list.csv", content: "a,b" });
  await sandbox.quiet();
  expect(events.map((body) => body.event.type)).toEqual([
    "team_join",
    "user_change",
    "member_joined_channel",
    "message",
    "file_shared",
  ]);
  expect(events[1]?.event.user).toMatchObject({ id, deleted: true });
  expect(events[3]?.event).toMatchObject({ subtype: "file_share", files: [{ name: "list.csv" }] });
});

test("the home page is published for the one who opens it", async () => {
  const emma = sandbox.person("emma");
  expect(emma.home()).toBeUndefined();
  await emma.openHome();
  await sandbox.until(() => emma.home());
  expect(emma.home()?.lines).toEqual(["Day of home"]);
  await emma.press("home", "Done");
  expect(presses.at(-1)).toMatchObject({ container: { type: "view" }, view: { type: "home" } });
  expect(sandbox.person("liwei").home()).toBeUndefined();
});

test("changes keep a snapshot up to date, and hide what others alone may see", async () => {
  const emma = sandbox.person("emma");
  const changes: ScreenChange[] = [];
  const unsubscribe = sandbox.desk.subscribe(emma.id, (change) => changes.push(change));
  const before = sandbox.desk.screen(emma.id);
  await sandbox.person("liwei").say("hi", { in: "#sales" });
  await sandbox.person("liwei").say("to the bot");
  unsubscribe();
  const messages = changes.filter((change) => change.type === "message");
  expect(messages.map((change) => change.message.text)).toEqual(["hi"]);
  expect(messages[0]!.revision).toBeGreaterThan(before.revision);
  expect(JSON.parse(JSON.stringify(changes))).toEqual(changes);
  expect(before.channels.map((channel) => channel.name)).toContain("secret");
  expect(sandbox.desk.screen(sandbox.idOf("liwei")).channels.map((channel) => channel.name)).not.toContain("secret");
});
