import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { readFrame, writeFrame } from "../../src/sandbox/feishu/frames.ts";
import { clientOf, connect, type Handlers, startSandbox } from "./sandbox-feishu-app.ts";

let sandbox: FeishuSandbox;
const stops: (() => void)[] = [];

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await sandbox.stop();
});

const endpoint = async () => {
  const answer = await fetch(`${sandbox.domain}/callback/ws/endpoint`, {
    method: "POST",
    body: JSON.stringify({ AppID: sandbox.appId, AppSecret: sandbox.appSecret }),
  });
  return (await answer.json()) as { code: number; data: { URL: string } };
};

interface Received {
  readonly event_id: string;
  readonly create_time: string;
  readonly sender: { readonly sender_id: Record<string, string> };
  readonly message: {
    readonly chat_type: string;
    readonly content: string;
    readonly mentions?: readonly Record<string, unknown>[];
  };
}

/** A connected app that keeps what it hears; `answer` is what its handler does. */
const listening = async (answer: () => unknown = () => undefined, more: Handlers = {}) => {
  const heard: Received[] = [];
  const connected = await connect(sandbox, {
    "im.message.receive_v1": (data: Received) => {
      heard.push(data);
      return answer();
    },
    ...more,
  });
  stops.push(connected.stop);
  return { heard, ...connected };
};

const say = (text: string, where = "bot") => sandbox.person("liwei").say(text, { in: where });
const outcomes = () => sandbox.deliveries.map(({ attempt, outcome }) => `${attempt} ${outcome}`);

describe("the way in", () => {
  test("is one connection for each address, counted", async () => {
    await listening();
    await listening();
    expect(sandbox.connections).toBe(2);
  });

  test("is told by number to whoever asks with a token, without a scope", async () => {
    const { stop } = await listening();
    await listening();
    const client = clientOf(sandbox);
    const count = async () => (await client.event.v1.connection.get()).data?.online_instance_cnt;
    expect(await count()).toBe(2);
    stop();
    await expect.poll(() => sandbox.connections).toBe(1);
    expect(await count()).toBe(1);
    const url = `${sandbox.domain}/open-apis/event/v1/connection`;
    expect(await (await fetch(url)).json()).toMatchObject({ code: 99991661 });
    expect((await fetch(url, { method: "POST" })).status).toBe(404);
  });

  test("is refused to those without the secret, and by a switch with any code", async () => {
    const wrong = await connect(sandbox, {}, { secret: "wrong" });
    expect(wrong.errors[0]?.message).toContain("code=514");
    for (const code of [1, 403, 1000040350]) {
      sandbox.faults.refuseConnections = code;
      expect((await connect(sandbox)).errors[0]?.message).toContain(`code=${code}`);
    }
    expect(sandbox.connections).toBe(0);
  });

  test("is tried again after an internal error", async () => {
    sandbox.faults.refuseConnections = 1000040343;
    const connecting = connect(sandbox);
    sandbox.faults.refuseConnections = null;
    const { errors, stop } = await connecting;
    stops.push(stop);
    expect(errors).toEqual([]);
    expect(sandbox.connections).toBe(1);
  });

  test("needs an address that was just given out", async () => {
    const { default: WebSocket } = await import("ws");
    const socket = new WebSocket(`${sandbox.domain.replace("http", "ws")}/ws?ticket=guessed`);
    const status = await new Promise((resolve) => {
      socket.on("unexpected-response", (_, response) => resolve(response.statusCode));
    });
    expect(status).toBe(403);
  });

  test("stays open through garbage, and pings are answered with the pace", async () => {
    const { default: WebSocket } = await import("ws");
    const socket = new WebSocket((await endpoint()).data.URL);
    await new Promise((resolve) => socket.once("open", resolve));
    stops.push(() => socket.terminate());
    const answered = new Promise<Buffer>((resolve) => socket.once("message", resolve));
    socket.send(Buffer.from("garbage"));
    socket.send("text");
    socket.send(
      writeFrame({ method: 1, headers: { type: "event", message_id: "nobody's" }, payload: Buffer.from("{") }),
    );
    socket.send(writeFrame({ method: 0, headers: { type: "ping" }, payload: Buffer.alloc(0) }));
    const pong = readFrame(await answered)!;
    expect(pong).toMatchObject({ method: 0, headers: { type: "pong" } });
    expect(JSON.parse(pong.payload.toString())).toMatchObject({ PingInterval: 120, ReconnectCount: -1 });
    expect(sandbox.connections).toBe(1);
  });

  test("is closed to the fifty-first", async () => {
    const { default: WebSocket } = await import("ws");
    for (let index = 0; index < 50; index++) {
      const socket = new WebSocket((await endpoint()).data.URL);
      await new Promise((resolve) => socket.once("open", resolve));
      stops.push(() => socket.terminate());
    }
    expect(await endpoint()).toMatchObject({ code: 1000040350 });
  });
});

describe("events", () => {
  test("of a conversation with the bot are heard and acknowledged", async () => {
    const { heard } = await listening();
    await say("你好");
    expect(heard).toMatchObject([
      {
        event_type: "im.message.receive_v1",
        app_id: sandbox.appId,
        tenant_key: sandbox.tenantKey,
        create_time: expect.stringMatching(/^\d{13}$/),
        sender: { sender_type: "user", sender_id: { open_id: sandbox.idOf("liwei") } },
        message: { chat_type: "p2p", message_type: "text", content: '{"text":"你好"}' },
      },
    ]);
    expect(heard[0]!.sender.sender_id.user_id).toMatch(/^[0-9a-f]{8}$/);
    expect(sandbox.deliveries).toMatchObject([{ via: "line", outcome: "answered", attempt: 0 }]);
  });

  test("of a group name whoever is mentioned", async () => {
    const { heard } = await listening();
    await say("@Rapport 记 @Emma", "sales");
    expect(heard[0]!.message).toMatchObject({
      chat_type: "group",
      content: '{"text":"@_user_1 记 @_user_2"}',
      mentions: [
        { key: "@_user_1", name: "Rapport", mentioned_type: "bot" },
        { key: "@_user_2", name: "Emma", mentioned_type: "user", id: { open_id: sandbox.idOf("emma") } },
      ],
    });
  });

  test("come in pieces, the last one first", async () => {
    const { heard } = await listening();
    sandbox.faults.add({ to: "im.message.receive_v1", do: "fragment", frames: 7 });
    await say("汉字在中间被切开");
    expect(heard[0]!.message.content).toBe('{"text":"汉字在中间被切开"}');
    expect(sandbox.deliveries).toMatchObject([{ outcome: "answered" }]);
  });

  test("go to one connection, any", async () => {
    const [one, other] = [await listening(), await listening()];
    for (let index = 0; index < 12; index++) await say(`第${index}句`);
    expect(one.heard.length + other.heard.length).toBe(12);
    expect(one.heard.length).toBeGreaterThan(0);
    expect(other.heard.length).toBeGreaterThan(0);
  });

  test("are sent again four times, with the same id, while nobody takes them", async () => {
    const { heard } = await listening(() => {
      throw new Error("not now");
    });
    await say("你好");
    await sandbox.quiet();
    expect(heard).toHaveLength(5);
    expect(new Set(heard.map(({ event_id }) => event_id)).size).toBe(1);
    expect(outcomes()).toEqual(["0 failed", "1 failed", "2 failed", "3 failed", "4 failed"]);
  });

  test("wait for somebody to connect", async () => {
    await say("有人吗");
    expect(sandbox.deliveries[0]).toMatchObject({ outcome: "failed" });
    const { heard } = await listening();
    await sandbox.until(() => heard.length === 1, { what: "the event, sent again" });
    await sandbox.quiet();
    expect(outcomes().at(-1)).toMatch(/answered$/);
  });
});

describe("misbehaving", () => {
  test("an event comes twice, or its answer is lost and it comes again", async () => {
    const { heard } = await listening();
    const stop = sandbox.faults.add({ to: "events", do: "repeat", copies: 2 });
    await say("三次");
    await sandbox.quiet();
    expect(heard).toHaveLength(3);
    stop();
    sandbox.faults.add({ to: "*", do: "lose_answer", times: 1 });
    await say("再一次");
    await sandbox.quiet();
    expect(heard).toHaveLength(5);
    expect(outcomes().slice(1)).toEqual(["0 late", "1 answered"]);
  });

  test("an event is overtaken by the next", async () => {
    const { heard } = await listening();
    sandbox.faults.add({ to: "events", do: "reorder", times: 1 });
    await Promise.all([say("先"), say("后")]);
    expect(heard.map(({ message }) => message.content)).toEqual(['{"text":"后"}', '{"text":"先"}']);
  });

  test("a dropped event comes later", async () => {
    const { heard } = await listening();
    sandbox.faults.add({ to: "events", do: "drop", times: 1 });
    await say("你好");
    await sandbox.quiet();
    expect(heard).toHaveLength(1);
    expect(outcomes()).toEqual(["0 dropped", "1 answered"]);
  });

  test("connections are cut, and the client comes back", async () => {
    const { heard } = await listening();
    sandbox.faults.disconnectAll();
    await sandbox.until(() => sandbox.connections === 0, { what: "the cut" });
    await sandbox.until(() => sandbox.connections === 1, { what: "the client back" });
    await say("还在");
    // What comes with the handshake itself is lost on Feishu's client; it comes again.
    await sandbox.until(() => heard.length === 1, { what: "the event" });
  });

  test("one of two connections is cut", async () => {
    await listening();
    await listening();
    sandbox.faults.disconnectOne();
    await sandbox.until(() => sandbox.connections === 1, { what: "the cut" });
    await sandbox.until(() => sandbox.connections === 2, { what: "the client back" });
  });

  test("pings without an answer make a careful client leave and come back", async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ linePace: { pingEvery: 0.1, reconnectEvery: 0.05, reconnectJitter: 0 } });
    const { stop } = await connect(sandbox, {}, { pingTimeout: 0.1 });
    stops.push(stop);
    let left = 0;
    sandbox.desk.onChange(() => {
      if (sandbox.connections === 0) left += 1;
    });
    sandbox.faults.mutePong = true;
    await sandbox.until(() => left > 0, { what: "the client to leave" });
    sandbox.faults.mutePong = false;
    await sandbox.until(() => sandbox.connections === 1, { what: "the client back" });
  });

  test("user_id is left out by a switch", async () => {
    const { heard } = await listening();
    sandbox.faults.userIdAbsent = true;
    await say("你好");
    expect(heard[0]!.sender.sender_id).not.toHaveProperty("user_id");
  });
});
