import { App, HTTPReceiver } from "@slack/bolt";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { QUIET, startSandbox } from "./sandbox-slack-app.ts";

let sandbox: SlackSandbox;
let receiver: HTTPReceiver;
let url: string;
const retries: unknown[] = [];
let mentions = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = new HTTPReceiver({
    signingSecret: sandbox.signingSecret,
    logLevel: QUIET,
    unhandledRequestTimeoutMillis: 300,
  });
  const app = new App({
    token: sandbox.botToken,
    receiver,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
    logLevel: QUIET,
    deferInitialization: true,
  });
  app.command("/visit", async ({ ack, client, command }) => {
    if (command.text === "never") return;
    await ack(command.text === "text" ? "just text" : undefined);
    if (command.text !== "open") return;
    await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: "modal",
        callback_id: "f",
        title: { type: "plain_text", text: "Form" },
        submit: { type: "plain_text", text: "Go" },
        blocks: [
          {
            type: "input",
            block_id: "c",
            label: { type: "plain_text", text: "Customer" },
            element: { type: "external_select", action_id: "c", min_query_length: 0 },
          },
        ],
      },
    });
  });
  app.options("c", async ({ ack }) => ack({ options: [{ text: { type: "plain_text", text: "华信" }, value: "1" }] }));
  app.view("f", async ({ ack }) => ack({ response_action: "errors", errors: { c: "No." } }));
  app.event("app_mention", async ({ context }) => {
    mentions += 1;
    retries.push([context.retryNum, context.retryReason]);
  });
  await app.init();
  const server = await receiver.start(0);
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/slack/events`;
  sandbox.useHttp({ commandsUrl: url, eventsUrl: url, interactivityUrl: url });
});
afterAll(async () => {
  await receiver.stop();
  await sandbox.stop();
});

test("the app proves its URL, and answers an unsigned ssl_check", async () => {
  expect(await sandbox.verifyUrls()).toBe(true);
  expect(sandbox.desk.screen(sandbox.idOf("emma")).app.connected).toBe(true);
});

test("commands, options and submissions arrive signed and are answered", async () => {
  const emma = sandbox.person("emma");
  expect(await emma.command("/visit text")).toEqual({ outcome: "answered" });
  expect(emma.last()).toMatchObject({ text: "just text", onlyYou: true });
  await emma.command("/visit open");
  await sandbox.until(() => emma.form());
  await emma.fill({ Customer: "华信" });
  await emma.submit();
  expect(emma.form()?.fields[0]).toMatchObject({ shown: "华信", error: "No." });
  expect(sandbox.deliveries.map((one) => one.via)).not.toContain("socket");
});

test("a command without an answer is late; a wrong signature is refused", async () => {
  const emma = sandbox.person("emma");
  expect(await emma.command("/visit never")).toMatchObject({
    outcome: "failed",
    notice: expect.stringContaining("http_service_error"),
  });
  const stranger = await startSandbox({
    workspace: {
      ...(await import("./sandbox-slack-app.ts")).WORKSPACE,
      app: { ...(await import("./sandbox-slack-app.ts")).WORKSPACE.app, signingSecret: "another" },
    },
  });
  stranger.useHttp({ commandsUrl: url, eventsUrl: url, interactivityUrl: url });
  expect(await stranger.person("emma").command("/visit text")).toMatchObject({ outcome: "failed" });
  expect(await stranger.verifyUrls()).toBe(false);
  await stranger.stop();
});

test("a signature from long ago is refused", async () => {
  const past = new Date(Date.now() - 301_000);
  const old = await startSandbox({ wireClock: { now: () => past } });
  old.useHttp({ commandsUrl: url, eventsUrl: url, interactivityUrl: url });
  expect(await old.person("emma").command("/visit text")).toMatchObject({ outcome: "failed" });
  await old.stop();
});

test("events are retried with Slack's headers", async () => {
  sandbox.faults.add({ to: "app_mention", do: "lose_answer", times: 2 });
  await sandbox.person("emma").say("@Rapport", { in: "#sales" });
  await sandbox.quiet();
  expect(mentions).toBe(3);
  expect(retries).toEqual([
    [undefined, undefined],
    [1, "timeout"],
    [2, "timeout"],
  ]);
});
