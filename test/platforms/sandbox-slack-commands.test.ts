import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { makeApp, startSandbox } from "./sandbox-slack-app.ts";

let sandbox: SlackSandbox;
let stop: () => Promise<void>;
const urls: string[] = [];
const seen: Record<string, unknown>[] = [];

beforeAll(async () => {
  sandbox = await startSandbox();
  const { app, start, stop: end } = makeApp(sandbox);
  stop = end;
  app.command("/visit", async ({ command, ack, respond, client }) => {
    seen.push({ ...command });
    if (command.text === "late") return;
    if (command.text === "say") return ack({ text: `*Logged* for <@${command.user_id}>` });
    if (command.text === "loud") return ack({ response_type: "in_channel", text: "everyone" });
    if (command.text === "wrong") return ack({ blocks: [{ type: "section" }] } as never);
    await ack();
    if (command.text === "often") urls.push(command.response_url);
    if (command.text === "respond") await respond({ text: "later", response_type: "ephemeral" });
    if (command.text === "post")
      await client.chat.postMessage({
        channel: command.channel_id,
        text: "posted",
        metadata: { event_type: "visit", event_payload: { key: "k1" } },
      });
  });
  app.command("/mention", async ({ command, ack }) => {
    seen.push({ ...command });
    await ack();
  });
  app.error(async () => undefined);
  await start();
});
afterAll(async () => {
  await stop();
  await sandbox.stop();
});

describe("a slash command", () => {
  test("arrives with Slack's fields, and its ack body is shown to that person alone", async () => {
    const wei = sandbox.person("liwei");
    expect(await wei.command("/visit say", { in: "#sales" })).toEqual({ outcome: "answered" });
    expect(seen.at(-1)).toMatchObject({
      command: "/visit",
      text: "say",
      user_name: "liwei",
      channel_name: "sales",
      team_domain: "huaxin",
      is_enterprise_install: "false",
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
      response_url: expect.stringContaining("/response/"),
    });
    expect(wei.last({ in: "#sales" })).toMatchObject({
      text: "Logged for @李伟",
      onlyYou: true,
      by: { name: "Rapport", isBot: true },
    });
    expect(sandbox.person("emma").messages({ in: "#sales" })).toEqual([]);
  });

  test("answered in the channel is seen by all, with the command", async () => {
    await sandbox.person("liwei").command("/visit loud", { in: "#sales" });
    expect(
      sandbox
        .person("emma")
        .messages({ in: "#sales" })
        .map((message) => message.text),
    ).toEqual(["/visit loud", "everyone"]);
  });

  test("that is not acknowledged in time tells the person operation_timeout", async () => {
    const wei = sandbox.person("liwei");
    const answer = await wei.command("/visit late");
    expect(answer).toEqual({ outcome: "late", notice: '/visit failed with the error "operation_timeout"' });
    expect(wei.last()).toMatchObject({ onlyYou: true, by: { name: "Slackbot" } });
  });

  test("whose ack body Slack would not take shows nothing of it", async () => {
    const wei = sandbox.person("liwei");
    expect(await wei.command("/visit wrong")).toMatchObject({ outcome: "failed" });
    expect(wei.last()?.text).toContain("invalid_command_response");
  });

  test("in a thread, or unknown, is refused by the client and never sent", async () => {
    const wei = sandbox.person("liwei");
    const parent = await wei.say("hello", { in: "#sales" });
    const before = seen.length;
    expect(await wei.command("/visit", { in: "#sales", thread: parent })).toMatchObject({ outcome: "failed" });
    await expect(wei.command("/nothing")).rejects.toThrow("not a valid command");
    expect(seen.length).toBe(before);
  });

  test("names people by id only where the manifest asks for it", async () => {
    const wei = sandbox.person("liwei");
    const emma = sandbox.idOf("emma");
    await wei.command(`/mention <@${emma}> & <me>`);
    expect(seen.at(-1)?.text).toBe(`<@${emma}|emma> &amp; &lt;me&gt;`);
    await wei.command(`/visit <@${emma}> x`);
    expect(seen.at(-1)?.text).toBe("@emma x");
  });

  test("posts with metadata that history gives back on request", async () => {
    const wei = sandbox.person("liwei");
    await wei.command("/visit post", { in: "#sales" });
    await sandbox.until(() => wei.last({ in: "#sales" })?.text === "posted");
    const body = new URLSearchParams({ channel: sandbox.idOf("#sales"), include_all_metadata: "true", limit: "1" });
    const headers = { authorization: `Bearer ${sandbox.botToken}` };
    const history = await (
      await fetch(`${sandbox.apiUrl}conversations.history`, { method: "POST", headers, body })
    ).json();
    expect(history.messages).toMatchObject([
      { text: "posted", metadata: { event_type: "visit", event_payload: { key: "k1" } } },
    ]);
  });
});

describe("a response_url", () => {
  const use = async (url: string, body: object) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };

  test("works five times, then says used_url", async () => {
    const wei = sandbox.person("liwei");
    await wei.command("/visit often");
    await sandbox.until(() => urls.length > 0);
    const url = urls.pop()!;
    const answers = [];
    for (let times = 0; times < 6; times++) answers.push(await use(url, { text: `number ${times}` }));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 404]);
    expect(answers.at(-1)?.body).toEqual({ ok: false, error: "used_url" });
    expect(wei.last()?.text).toBe("number 4");
  });

  test("of a command says something new each time: there is nothing it could replace or delete", async () => {
    const wei = sandbox.person("liwei");
    await wei.command("/visit often");
    await sandbox.until(() => urls.length > 0);
    const url = urls.pop()!;
    await use(url, { text: "first" });
    const { id } = wei.last()!;
    await use(url, { text: "second", replace_original: true });
    expect(wei.messages().slice(-2)).toMatchObject([
      { id, text: "first" },
      { text: "second", edited: false },
    ]);
    expect(await use(url, { delete_original: true })).toMatchObject({ status: 400 });
    expect(wei.messages().some((message) => message.id === id)).toBe(true);
  });

  test("expires after half an hour of the workspace's clock", async () => {
    const { MovableClock } = await import("../../src/core/clock.ts");
    const clock = new MovableClock();
    const own = await startSandbox({ clock });
    const { app, start, stop: end } = makeApp(own);
    let url = "";
    app.command("/visit", async ({ command, ack }) => {
      url = command.response_url;
      await ack();
    });
    await start();
    await own.person("emma").command("/visit");
    clock.moveTo(new Date(clock.now().getTime() + 31 * 60_000));
    expect(await use(url, { text: "too late" })).toEqual({ status: 404, body: { ok: false, error: "expired_url" } });
    expect(own.person("emma").messages()).toEqual([]);
    await end();
    await own.stop();
  });
});
