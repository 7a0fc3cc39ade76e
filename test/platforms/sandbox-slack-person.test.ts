import { App, type Receiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NotOnScreen } from "../../src/sandbox/driver.ts";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { makeApp, QUIET, startSandbox } from "./sandbox-slack-app.ts";

let sandbox: SlackSandbox;
let client: WebClient;
let stop: () => Promise<void>;
const pressed: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ rates: false });
  client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl, logLevel: QUIET });
  const made = makeApp(sandbox);
  stop = made.stop;
  made.app.action(/.*/, async ({ ack, action }) => {
    if ("value" in action) pressed.push(String(action.value));
    await ack();
  });
  await made.start();
});
afterAll(async () => {
  await stop();
  await sandbox.stop();
});

const plain = (text: string) => ({ type: "plain_text" as const, text });
const post = async (...blocks: object[]) => {
  await client.chat.postMessage({ channel: sandbox.idOf("emma"), text: "*a* note", blocks: blocks as never });
  return sandbox.person("emma").last()!;
};
const done = (value: string) => ({ type: "button", action_id: "done", text: plain("Done"), value });

test("a person reads words, not marks", async () => {
  const message = await post(
    { type: "header", text: plain("今天 5 件事") },
    {
      type: "section",
      text: {
        type: "mrkdwn",
        text: `*王总* <@${sandbox.idOf("liwei")}> in <#${sandbox.idOf("#sales")}>\n_soon_ <https://a.cn|here> &lt;b&gt; a_b_c`,
      },
      fields: [{ type: "mrkdwn", text: "~old~" }, plain("*as it is*")],
    },
    { type: "divider" },
    { type: "context", elements: [{ type: "mrkdwn", text: "`one`" }, plain("two")] },
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "user", user_id: sandbox.idOf("emma") },
            { type: "text", text: " and", style: { bold: true } },
          ],
        },
        {
          type: "rich_text_list",
          style: "ordered",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "first" }] }],
        },
      ],
    },
  );
  expect(message.lines).toEqual([
    "今天 5 件事",
    "王总 @李伟 in #sales",
    "soon here <b> a_b_c",
    "old",
    "*as it is*",
    "one two",
    "@Emma and",
    "1. first",
  ]);
  expect(message.plain).toBe("a note");
});

test("charts and tables are read as what they show", async () => {
  const { charts } = await post(
    {
      type: "data_visualization",
      title: "Stages",
      chart: {
        type: "bar",
        series: [{ name: "deals", data: [{ label: "25%", value: 6 }] }],
        axis_config: { categories: ["25%"] },
      },
    },
    { type: "data_visualization", title: "Share", chart: { type: "pie", segments: [{ label: "won", value: 1 }] } },
  );
  expect(charts).toEqual([
    { title: "Stages", kind: "bar", series: [{ name: "deals", points: [{ label: "25%", value: 6 }] }] },
    { title: "Share", kind: "pie", series: [{ name: "Share", points: [{ label: "won", value: 1 }] }] },
  ]);
  const raw = (text: string) => ({ type: "raw_text", text });
  const { tables } = await post({
    type: "table",
    rows: [
      [raw("Rep"), raw("Won")],
      [raw("李伟"), { type: "raw_number", value: 2, text: "2 deals" }],
    ],
  });
  expect(tables).toEqual([{ header: ["Rep", "Won"], rows: [["李伟", "2 deals"]] }]);
});

test("a button is found by its row, and by nothing that is not there", async () => {
  const emma = sandbox.person("emma");
  const row = (name: string) => ({
    type: "section",
    text: { type: "mrkdwn", text: `🎂 *${name}* today` },
    accessory: done(name),
  });
  const message = await post(
    row("王总"),
    row("李工"),
    { type: "section", text: plain("东方") },
    { type: "actions", elements: [done("东方")] },
  );
  pressed.length = 0;
  for (const name of ["李工 › Done", "东方 › Done", "Done", "王总"]) await emma.press(message, name);
  expect(pressed).toEqual(["李工", "东方", "王总", "王总"]);
  await expect(emma.press(message, "Undo")).rejects.toThrow(new NotOnScreen('"Undo"', ["Done", "Done", "Done"]));
  await expect(emma.press("form", "Done")).rejects.toThrow(NotOnScreen);
  expect(pressed.length).toBe(4);
});

test("an old button can be pressed as it was shown, after the card has changed", async () => {
  const emma = sandbox.person("emma");
  const message = await post({ type: "actions", elements: [done("old")] });
  await client.chat.update({ channel: message.in, ts: message.id, text: "decided", blocks: [] });
  pressed.length = 0;
  await expect(emma.press(message, "Done")).rejects.toThrow(NotOnScreen);
  expect(await emma.press(message, "Done", { asShown: true })).toEqual({ outcome: "answered" });
  expect(pressed).toEqual(["old"]);
});

test("waiting ends when it has come, and says what it waited for when it has not", async () => {
  const emma = sandbox.person("emma");
  const waiting = sandbox.until(() => emma.last()?.text === "at last");
  await client.chat.postMessage({ channel: emma.id, text: "at last" });
  expect(await waiting).toBe(true);
  const seen = sandbox.until(() => sandbox.calls.some((call) => call.method === "team.info"));
  await client.team.info();
  await seen;
  await expect(sandbox.until(() => undefined, { within: 10, what: "a miracle" })).rejects.toThrow(
    "waited 10 ms in vain for a miracle",
  );
});

test("someone who was shut out can do nothing any more", async () => {
  const own = await startSandbox();
  await own.deactivate("liwei");
  const wei = own.person("liwei");
  await expect(wei.say("hello")).rejects.toThrow("deactivated");
  await expect(wei.command("/visit")).rejects.toThrow("deactivated");
  expect(own.deliveries.filter((delivery) => delivery.type !== "user_change")).toEqual([]);
  await own.stop();
});

test("an app that is not there leaves the person with Slack's own words, and the form as it was", async () => {
  const own = await startSandbox();
  const emma = own.person("emma");
  expect(own.desk.screen(emma.id).app.connected).toBe(false);
  expect(await emma.command("/visit")).toEqual({
    outcome: "failed",
    notice: '/visit failed with the error "dispatch_failed"',
  });
  await own.stop();
});

test("a receiver of one's own works with the sandbox's Web API", async () => {
  const receiver: Receiver = { init: () => undefined, start: async () => undefined, stop: async () => undefined };
  const app = new App({
    token: sandbox.botToken,
    receiver,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
    logLevel: QUIET,
  });
  expect(await app.client.auth.test()).toMatchObject({ ok: true, team: "Huaxin" });
});
