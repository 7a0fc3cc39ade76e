import { createHmac } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bot, startBot } from "./slack-bot.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ mode: "http", wireClock: { now: () => new Date("2026-11-22T10:00:00Z") } });
});
afterAll(() => bot.close());

const NOW = Date.parse("2026-11-22T10:00:00Z") / 1000;
const FORM = "application/x-www-form-urlencoded";

interface Sent {
  readonly body: string;
  readonly type?: string;
  readonly stamp?: number | string;
  readonly secret?: string;
  readonly signature?: string;
  readonly method?: string;
}

const send = async ({ body, type = FORM, stamp = NOW, secret = "trial-secret", method = "POST", signature }: Sent) => {
  const signed = `v0=${createHmac("sha256", secret).update(`v0:${stamp}:${body}`).digest("hex")}`;
  const answer = await fetch(bot.url, {
    method,
    headers: {
      "content-type": type,
      "x-slack-request-timestamp": String(stamp),
      "x-slack-signature": signature ?? signed,
    },
    ...(method === "POST" && { body }),
  });
  return { status: answer.status, body: await answer.text() };
};

let last = 0;
const command = (text = "card", name = "/trial") =>
  new URLSearchParams({
    command: name,
    text,
    team_id: "T0TRIAL",
    channel_id: bot.sandbox.idOf("team"),
    channel_name: "team",
    user_id: bot.sandbox.idOf("emma"),
    user_name: "emma",
    trigger_id: `t-${++last}`,
    response_url: "http://127.0.0.1:1/",
    api_app_id: "A1",
    token: "x",
  }).toString();

describe("a signed request", () => {
  test("is taken and answered in its own response", async () => {
    const answer = await send({ body: command() });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ response_type: "ephemeral", text: "Answered" });
  });

  test("may name its charset", async () => {
    expect((await send({ body: command(), type: `${FORM}; charset=utf-8` })).status).toBe(200);
    const event = JSON.stringify({ type: "url_verification", challenge: "c-1" });
    const answer = await send({ body: event, type: "application/json; charset=UTF-8" });
    expect(JSON.parse(answer.body)).toEqual({ challenge: "c-1" });
  });

  test("keeps Chinese and emoji whole", async () => {
    await send({ body: command("宏达 👍") });
    expect(bot.arrivals.at(-1)?.typed).toBe("宏达 👍");
  });

  test("of a command that is none of the app's is taken like any other: whoever typed it is answered", async () => {
    const answer = await send({ body: command("card", "/unheard-of") });
    expect(JSON.parse(answer.body)).toMatchObject({ response_type: "ephemeral", text: "Answered" });
  });

  test("of a kind nobody knows is answered too", async () => {
    const payload = JSON.stringify({ type: "something_new", user: { id: "U1" }, team: { id: "T0TRIAL" } });
    expect((await send({ body: new URLSearchParams({ payload }).toString() })).status).toBe(200);
  });
});

describe("refused without being looked at", () => {
  const refused = async (sent: Sent, status: number) => {
    const before = bot.arrivals.length;
    expect((await send(sent)).status).toBe(status);
    expect(bot.arrivals.length).toBe(before);
  };

  test.each([
    ["five minutes and a second old", -301],
    ["from five minutes and a second ahead", 301],
    ["an hour ahead", 3600],
  ])("a stamp %s", (_, seconds) => refused({ body: command(), stamp: NOW + seconds }, 401));

  test("but a stamp just inside five minutes, either way, is taken", async () => {
    for (const seconds of [-299, 299]) expect((await send({ body: command(), stamp: NOW + seconds })).status).toBe(200);
  });

  test("a wrong secret", () => refused({ body: command(), secret: "other" }, 401));
  test("a signature of another length", () => refused({ body: command(), signature: "v0=ab" }, 401));
  test("no signature", () => refused({ body: command(), signature: "" }, 401));
  test("a stamp that is none", () => refused({ body: command(), stamp: "now" }, 401));
  test("JSON that is none", () => refused({ body: "{", type: "application/json" }, 400));
  test("a list", () => refused({ body: "[]", type: "application/json" }, 400));
  test("anything but a POST", () => refused({ body: "", method: "GET" }, 405));
  test("more than a megabyte", () => refused({ body: "x".repeat(1024 * 1024 + 1) }, 413));

  test("more than a megabyte that does not say its length", async () => {
    const status = await new Promise((resolve) => {
      const sending = request(bot.url, { method: "POST", headers: { "transfer-encoding": "chunked" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on("error", () => resolve("cut"));
      const part = Buffer.alloc(64 * 1024, "x");
      for (let index = 0; index < 20; index++) sending.write(part);
      sending.end();
    });
    expect([413, "cut"]).toContain(status);
  });
});

test("the unsigned check of the certificate is answered, and nothing smuggled with it is done", async () => {
  const before = bot.arrivals.length;
  const answer = await send({ body: `ssl_check=1&${command()}`, signature: "v0=none" });
  expect(answer.status).toBe(200);
  expect(bot.arrivals.length).toBe(before);
});

test("Slack's own check of the URLs passes", async () => {
  const there = await startBot({ mode: "http" });
  expect(await there.sandbox.verifyUrls()).toBe(true);
  await there.close();
});

test("before start, after stop and in Socket Mode requests are turned away", async () => {
  const post = (url: string) => fetch(url, { method: "POST", body: "x" }).then(({ status }) => status);
  const notStarted = await startBot({ mode: "http", start: false });
  expect(await post(notStarted.url)).toBe(503);
  await notStarted.close();
  const socket = await startBot();
  expect(await post(socket.url)).toBe(503);
  await socket.close();
  const stopped = await startBot({ mode: "http" });
  expect(stopped.port.status()).toEqual({ up: true, detail: "takes signed requests" });
  await stopped.port.stop();
  expect(await post(stopped.url)).toBe(503);
  expect(stopped.port.status().up).toBe(false);
  await stopped.close();
});
