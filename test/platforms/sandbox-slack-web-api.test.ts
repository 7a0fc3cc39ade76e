import { WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { clientOf, refusal, SCOPES, startSandbox, WORKSPACE } from "./sandbox-slack-app.ts";

let sandbox: SlackSandbox;
let client: WebClient;

beforeEach(async () => {
  sandbox = await startSandbox({ rates: false });
  client = clientOf(sandbox);
});
afterEach(() => sandbox.stop());

const sales = () => sandbox.idOf("#sales");
const post = (more: object) => client.apiCall("chat.postMessage", { channel: sales(), text: "x", ...more });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const shown = () => sandbox.person("emma").messages({ in: "#sales" });

describe("posting", () => {
  test("is refused with Slack's own words, and nothing is shown", async () => {
    const cases: [object, string][] = [
      [{ channel: "C000" }, "channel_not_found"],
      [{ channel: sandbox.idOf("#secret") }, "channel_not_found"],
      [{ channel: sandbox.idOf("#quiet") }, "not_in_channel"],
      [{ channel: sandbox.idOf("#old") }, "is_archived"],
      [{ channel: sandbox.idOf("gone") }, "is_archived"],
      [{ text: "" }, "no_text"],
      [{ text: "x".repeat(40_001) }, "msg_too_long"],
      [{ blocks: "{" }, "invalid_blocks_format"],
      [{ blocks: Array.from({ length: 51 }, () => ({ type: "divider" })) }, "invalid_blocks"],
      [{ blocks: Array.from({ length: 5 }, () => section("x".repeat(3000))) }, "msg_blocks_too_long"],
      [{ metadata: { event_type: "a" } }, "invalid_metadata_format"],
      [{ metadata: { event_type: "a", event_payload: { a: "x".repeat(8001) } } }, "metadata_too_large"],
      [{ thread_ts: "1.000000" }, "thread_not_found"],
    ];
    for (const [args, error] of cases)
      expect(await refusal(post(args)), JSON.stringify(args).slice(0, 80)).toMatchObject({ error });
    expect(shown()).toEqual([]);
    expect(sandbox.calls.map((call) => call.result.ok)).not.toContain(true);
  });

  test("names the place of what is wrong in the blocks", async () => {
    const refused = await refusal(post({ blocks: [section("fine"), section("")] }));
    expect(refused).toMatchObject({
      error: "invalid_blocks",
      errors: ["must be more than 0 characters [json-pointer:/blocks/1/text/text]"],
      response_metadata: { messages: ["[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]"] },
    });
  });

  test("to a person goes to their direct message, unless the messages tab is off", async () => {
    await client.chat.postMessage({ channel: sandbox.idOf("emma"), text: "for you" });
    expect(sandbox.person("emma").last()?.text).toBe("for you");
    const closed = await startSandbox({ workspace: { ...WORKSPACE, app: { ...WORKSPACE.app, messagesTab: false } } });
    expect(await refusal(clientOf(closed).chat.postMessage({ channel: closed.idOf("emma"), text: "x" }))).toMatchObject(
      { error: "messages_tab_disabled" },
    );
    await expect(closed.person("emma").say("hello")).rejects.toThrow("turned off");
    await closed.stop();
  });

  test("in a thread counts as a reply, is only in the channel when it is broadcast", async () => {
    const first = await client.chat.postMessage({ channel: sales(), text: "parent" });
    await client.chat.postMessage({ channel: sales(), text: "reply", thread_ts: first.ts! });
    await client.chat.postMessage({ channel: sales(), text: "to all", thread_ts: first.ts!, reply_broadcast: true });
    expect(shown().map((message) => [message.text, message.replies])).toEqual([
      ["parent", 2],
      ["to all", 0],
    ]);
    const replies = await client.conversations.replies({ channel: sales(), ts: first.ts! });
    expect(replies.messages?.map((message) => message.text)).toEqual(["parent", "reply", "to all"]);
    expect(replies.messages?.[0]).toMatchObject({ reply_count: 2, thread_ts: first.ts });
    const history = await client.conversations.history({ channel: sales(), limit: 1 });
    expect(history).toMatchObject({ has_more: true, messages: [{ text: "to all" }] });
    const next = await client.conversations.history({
      channel: sales(),
      limit: 1,
      cursor: history.response_metadata!.next_cursor!,
    });
    expect(next).toMatchObject({ has_more: false, messages: [{ text: "parent" }] });
    await client.chat.delete({ channel: sales(), ts: replies.messages![1]!.ts! });
    expect(shown()[0]?.replies).toBe(1);
  });

  test("only for one person is seen and kept only there", async () => {
    await client.chat.postEphemeral({ channel: sales(), user: sandbox.idOf("emma"), text: "secret" });
    expect(shown()).toMatchObject([{ text: "secret", onlyYou: true }]);
    expect(sandbox.person("liwei").messages({ in: "#sales" })).toEqual([]);
    expect((await client.conversations.history({ channel: sales() })).messages).toEqual([]);
    const outsider = client.chat.postEphemeral({ channel: sales(), user: sandbox.idOf("gone"), text: "x" });
    expect(await refusal(outsider)).toMatchObject({ error: "user_not_in_channel" });
  });

  test("is changed with blocks kept, replaced or taken away", async () => {
    const { ts } = await client.chat.postMessage({
      channel: sales(),
      text: "plain",
      blocks: [section("one") as never],
    });
    await client.chat.update({ channel: sales(), ts: ts!, text: "new" });
    expect(shown()).toMatchObject([{ lines: ["one"], plain: "new", edited: true }]);
    await client.chat.update({ channel: sales(), ts: ts!, text: "new", blocks: [section("two") as never] });
    expect(shown()).toMatchObject([{ lines: ["two"] }]);
    await client.chat.update({ channel: sales(), ts: ts!, text: "new", blocks: [] });
    expect(shown()).toMatchObject([{ lines: ["new"] }]);
  });

  test("changes only what the app itself posted", async () => {
    const typed = await sandbox.person("emma").say("mine", { in: "#sales" });
    expect(await refusal(client.chat.update({ channel: sales(), ts: typed.id, text: "y" }))).toMatchObject({
      error: "cant_update_message",
    });
    expect(await refusal(client.chat.delete({ channel: sales(), ts: typed.id }))).toMatchObject({
      error: "cant_delete_message",
    });
    expect(await refusal(client.chat.update({ channel: sales(), ts: "1.000001", text: "y" }))).toMatchObject({
      error: "message_not_found",
    });
    expect(shown()).toMatchObject([{ text: "mine", edited: false }]);
  });
});

describe("scopes and limits", () => {
  test("a missing scope is named", async () => {
    const poor = await startSandbox({
      workspace: { ...WORKSPACE, app: { ...WORKSPACE.app, scopes: ["commands", "channels:read"] } },
    });
    expect(await refusal(clientOf(poor).chat.postMessage({ channel: poor.idOf("#sales"), text: "x" }))).toMatchObject({
      error: "missing_scope",
      needed: "chat:write",
      provided: "commands,channels:read",
    });
    expect(await refusal(clientOf(poor).conversations.list({ types: "im" }))).toMatchObject({ needed: "im:read" });
    await clientOf(poor).conversations.list({});
    await poor.stop();
  });

  test("an unknown method is refused with status 200", async () => {
    expect(await refusal(client.apiCall("chat.nothing"))).toMatchObject({ error: "unknown_method" });
  });

  test("a sixth post in a second to one channel is too much, to another is not", async () => {
    const limited = await startSandbox();
    const own = clientOf(limited);
    await limited.addToChannel("Rapport", "#quiet");
    const send = (channel: string) => own.chat.postMessage({ channel: limited.idOf(channel), text: "x" });
    for (let times = 0; times < 5; times++) await send("#sales");
    await expect(send("#sales")).rejects.toSatisfy(
      (error) => error instanceof WebAPIRateLimitedError && error.retryAfter === 1,
    );
    await send("#quiet");
    expect(limited.person("liwei").messages({ in: "#sales" }).length).toBe(5);
    expect(limited.calls.filter((call) => call.status === 429)).toMatchObject([
      { method: "chat.postMessage", result: { error: "ratelimited" } },
    ]);
    await limited.stop();
  });

  test("a tier is counted per method and minute", async () => {
    const limited = await startSandbox();
    const own = clientOf(limited);
    for (let times = 0; times < 20; times++) await own.users.list({});
    await expect(own.users.list({})).rejects.toBeInstanceOf(WebAPIRateLimitedError);
    await own.users.info({ user: limited.idOf("emma") });
    await limited.stop();
  });
});

describe("faults", () => {
  test("a lost response to a post leaves the message there", async () => {
    sandbox.faults.add({ on: "chat.postMessage", do: "lose_response", times: 1 });
    await expect(post({ text: "once" })).rejects.toThrow();
    expect(shown().map((message) => message.text)).toEqual(["once"]);
  });

  test("a lost request leaves nothing", async () => {
    sandbox.faults.add({ on: "*", do: "lose_request", times: 1 });
    await expect(post({})).rejects.toThrow();
    expect(shown()).toEqual([]);
    await post({});
    expect(shown().length).toBe(1);
  });

  test("429, 5xx and errors come as often as asked, and can be taken back", async () => {
    const takeBack = sandbox.faults.add({ on: "users.info", do: "error", error: "internal_error" });
    sandbox.faults.add({ on: "chat.postMessage", do: "rate_limit", retryAfter: 7, times: 1 });
    await expect(post({})).rejects.toMatchObject({ retryAfter: 7 });
    sandbox.faults.add({ on: "chat.postMessage", do: "http_error", status: 503, times: 1 });
    await expect(post({})).rejects.toMatchObject({ statusCode: 503 });
    expect(shown()).toEqual([]);
    const emma = { user: sandbox.idOf("emma") };
    expect(await refusal(client.users.info(emma))).toMatchObject({ error: "internal_error" });
    takeBack();
    await client.users.info(emma);
  });

  test("triggers are good once, for a while, and the refusal can be either of Slack's two", async () => {
    const own = await startSandbox({ triggerMs: 40 });
    const api = clientOf(own);
    const view = { type: "modal" as const, title: { type: "plain_text" as const, text: "T" }, blocks: [] };
    const trigger = async () => {
      await own.person("emma").command("/visit");
      return own.deliveries.at(-1)!.payload.trigger_id as string;
    };
    expect(await refusal(api.views.open({ trigger_id: "1.2.x", view }))).toMatchObject({ error: "invalid_trigger_id" });
    const good = await trigger();
    await api.views.open({ trigger_id: good, view });
    expect(await refusal(api.views.open({ trigger_id: good, view }))).toMatchObject({ error: "exchanged_trigger_id" });
    const old = await trigger();
    own.faults.add({ on: "auth.test", do: "delay", ms: 60, times: 1 });
    await api.auth.test();
    expect(await refusal(api.views.open({ trigger_id: old, view }))).toMatchObject({ error: "expired_trigger_id" });
    own.faults.triggerError = "invalid_arguments";
    expect(await refusal(api.views.open({ trigger_id: old, view }))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: [expect.stringContaining("`trigger_id` expired")] },
    });
    await own.stop();
  });
});

test("scopes of the manifest are told in headers", async () => {
  const answer = await fetch(`${sandbox.apiUrl}auth.test`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.botToken}` },
  });
  expect(answer.headers.get("x-oauth-scopes")).toBe(SCOPES.join(","));
});
