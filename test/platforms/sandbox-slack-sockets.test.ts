import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { SlackSandbox, SlackSandboxOptions } from "../../src/sandbox/slack/contract.ts";
import { makeApp, startSandbox } from "./sandbox-slack-app.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A sandbox and an app that acknowledges /visit and counts what it hears. */
const connected = async (receivers: number, options: Partial<SlackSandboxOptions> = {}) => {
  const sandbox = await startSandbox(options);
  ends.push(() => sandbox.stop());
  const made = makeApp(sandbox, receivers);
  const heard: { id: string; retry: number | undefined; reason: string | undefined }[] = [];
  const commands: string[] = [];
  made.app.command("/visit", async ({ command, ack }) => {
    commands.push(command.trigger_id);
    await ack();
  });
  made.app.event("app_mention", async ({ body, context }) => {
    heard.push({ id: body.event_id, retry: context.retryNum, reason: context.retryReason });
  });
  ends.push(made.stop);
  await made.start();
  return { sandbox, heard, commands, ...made };
};

const mention = (sandbox: SlackSandbox) => sandbox.person("liwei").say("@Rapport", { in: "#sales" });

describe("Socket Mode", () => {
  test("starts with auth.test, then a connection for each receiver", async () => {
    const { sandbox } = await connected(2);
    expect(sandbox.connections).toBe(2);
    expect(sandbox.calls.map((call) => call.method)).toEqual([
      "auth.test",
      "apps.connections.open",
      "apps.connections.open",
    ]);
    expect(sandbox.desk.screen(sandbox.idOf("emma")).app.connected).toBe(true);
  });

  test("with two connections answers every command while one is refreshed", async () => {
    const { sandbox, commands, nextConnected } = await connected(2);
    const back = nextConnected();
    sandbox.faults.disconnectOne("refresh_requested");
    expect(sandbox.connections).toBe(1);
    for (let times = 0; times < 5; times++)
      expect(await sandbox.person("emma").command("/visit")).toEqual({ outcome: "answered" });
    await back;
    expect(sandbox.connections).toBe(2);
    expect(commands.length).toBe(5);
  });

  test("has ten connections of an app at most: the eleventh is told so and closed", async () => {
    const { sandbox } = await connected(1);
    const open = async (): Promise<{ readonly said: { readonly type: string; readonly reason?: string } }> => {
      const answer = await fetch(`${sandbox.apiUrl}apps.connections.open`, {
        method: "POST",
        headers: { authorization: `Bearer ${sandbox.appToken}` },
      });
      const socket = new WebSocket(((await answer.json()) as { url: string }).url);
      ends.push(async () => socket.terminate());
      return {
        said: await new Promise((resolve) => socket.once("message", (data) => resolve(JSON.parse(String(data))))),
      };
    };
    for (let nth = 2; nth <= 10; nth += 1)
      expect((await open()).said).toMatchObject({ type: "hello", num_connections: nth });
    expect((await open()).said).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    await sandbox.until(() => sandbox.connections === 10);
  });

  test("with one connection fails a command in the gap, and comes back by itself", async () => {
    for (const reason of ["warning", "drop"] as const) {
      const { sandbox, nextConnected } = await connected(1);
      const back = nextConnected();
      sandbox.faults.disconnectAll(reason);
      await sandbox.until(() => sandbox.connections === 0);
      expect(await sandbox.person("emma").command("/visit")).toMatchObject({
        outcome: "failed",
        notice: expect.stringContaining("dispatch_failed"),
      });
      await back;
      expect(await sandbox.person("emma").command("/visit")).toEqual({ outcome: "answered" });
    }
  });

  test("gives each payload to one of the connections", async () => {
    const shares = [0.1, 0.9, 0.1, 0.9];
    const { sandbox, commands } = await connected(2, { random: () => shares.shift() ?? 0.5 });
    for (let times = 0; times < 4; times++) await sandbox.person("emma").command("/visit");
    expect(commands.length).toBe(4);
  });

  test("lets nobody in with a wrong ticket, or while it refuses", async () => {
    const { sandbox } = await connected(1);
    const dial = (url: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url);
        socket.onopen = () => resolve("open");
        socket.onerror = () => resolve("refused");
      });
    const open = async () => {
      const headers = { authorization: `Bearer ${sandbox.appToken}` };
      return (await (await fetch(`${sandbox.apiUrl}apps.connections.open`, { method: "POST", headers })).json())
        .url as string;
    };
    const url = await open();
    expect(await dial(url.replace(/ticket=\w+/, "ticket=none"))).toBe("refused");
    sandbox.faults.refuseSockets = true;
    expect(await dial(url)).toBe("refused");
    sandbox.faults.clear();
    expect(sandbox.connections).toBe(1);
  });
});

describe("events", () => {
  test("come once when they are acknowledged", async () => {
    const { sandbox, heard } = await connected(1);
    await mention(sandbox);
    await sandbox.quiet();
    await sandbox.until(() => heard.length > 0);
    expect(heard).toEqual([{ id: expect.stringMatching(/^Ev/), retry: 0, reason: "" }]);
  });

  test("come again with the same id when the answer was lost, and never more than three times again", async () => {
    const { sandbox, heard } = await connected(1, { ackMs: 50 });
    sandbox.faults.add({ to: "app_mention", do: "lose_answer" });
    await mention(sandbox);
    await sandbox.quiet();
    expect(heard.map((one) => [one.retry, one.reason])).toEqual([
      [0, ""],
      [1, "timeout"],
      [2, "timeout"],
      [3, "timeout"],
    ]);
    expect(new Set(heard.map((one) => one.id)).size).toBe(1);
  });

  test("that were dropped on the way arrive with the first retry, and then there is nothing to wait for", async () => {
    // At Slack's own pace the next try would be a minute later.
    const { sandbox, heard } = await connected(1, { ackMs: 50, retryPace: 1 });
    sandbox.faults.add({ to: "app_mention", do: "drop", times: 1 });
    await mention(sandbox);
    await sandbox.quiet();
    expect(heard.map((one) => one.retry)).toEqual([1]);
  });

  test("can be repeated and delayed", async () => {
    const { sandbox, heard } = await connected(1);
    sandbox.faults.add({ to: "app_mention", do: "repeat", copies: 2, times: 1 });
    sandbox.faults.add({ to: "app_mention", do: "delay", ms: 30, times: 1 });
    await mention(sandbox);
    await sandbox.quiet();
    expect(heard.length).toBe(3);
    expect(new Set(heard.map((one) => one.id)).size).toBe(1);
  });
});

test("a dropped command is late and not sent again; a repeated one runs twice", async () => {
  const { sandbox, commands } = await connected(1, { ackMs: 50 });
  sandbox.faults.add({ to: "slash_commands", do: "drop", times: 1 });
  expect(await sandbox.person("emma").command("/visit")).toMatchObject({ outcome: "late" });
  await sandbox.quiet();
  expect(commands).toEqual([]);
  sandbox.faults.add({ to: "slash_commands", do: "repeat", copies: 1, times: 1 });
  expect(await sandbox.person("emma").command("/visit")).toEqual({ outcome: "answered" });
  await sandbox.quiet();
  expect(commands.length).toBe(2);
  expect(new Set(commands).size).toBe(1);
});

test("wrong, revoked and exchanged tokens do not start an app", async () => {
  const sandbox = await startSandbox();
  ends.push(() => sandbox.stop());
  const call = async (method: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return (await fetch(`${sandbox.apiUrl}${method}`, { method: "POST", headers })).json();
  };
  expect(await call("auth.test")).toEqual({ ok: false, error: "not_authed" });
  expect(await call("auth.test", "xoxb-other")).toEqual({ ok: false, error: "invalid_auth" });
  expect(await call("auth.test", sandbox.appToken)).toEqual({ ok: false, error: "not_allowed_token_type" });
  expect(await call("apps.connections.open", sandbox.botToken)).toEqual({ ok: false, error: "invalid_auth" });
  sandbox.faults.revokeToken(sandbox.botToken);
  await expect(makeApp(sandbox).start()).rejects.toMatchObject({ data: { error: "token_revoked" } });
  expect(sandbox.connections).toBe(0);
});
