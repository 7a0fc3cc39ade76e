import { createHash } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elapsed } from "../../src/core/clock.ts";
import { type Bot, card, startBot } from "./feishu-bot.ts";
import { NONCE, NOW, pushesTo, type Sent } from "./feishu-pushed.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ mode: "http", wireClock: { now: () => new Date("2026-11-22T10:00:00Z") } });
});
afterAll(() => bot.close());

const { sealed, event, send } = pushesTo(() => bot);

const refused = async (sent: Sent, status: number) => {
  const before = bot.arrivals.length;
  expect((await send(sent)).status).toBe(status);
  expect(bot.arrivals.length).toBe(before);
};

describe("a signed request", () => {
  test("is taken, and answered with an object", async () => {
    expect(await send({})).toEqual({ status: 200, body: "{}" });
    expect(bot.arrivals.at(-1)).toMatchObject({ kind: "say", typed: "card", user: bot.sandbox.idOf("emma") });
  });

  test("is signed over the bytes as they are: JSON with blanks is taken too", async () => {
    const raw = `{ "encrypt" :\n "${sealed(event("with blanks"))}" }`;
    expect((await send({ raw })).status).toBe(200);
    expect(bot.arrivals.at(-1)?.typed).toBe("with blanks");
  });

  test("keeps Chinese and emoji whole", async () => {
    await send({ body: event("宏达 👍") });
    expect(bot.arrivals.at(-1)?.typed).toBe("宏达 👍");
  });

  test("of a kind nobody knows is answered with an object (S7)", async () => {
    expect(await send({ body: event("x", { event_type: "something.new_v1" }) })).toEqual({ status: 200, body: "{}" });
  });

  test("of a known kind and an unknown shape is answered, and left alone", async () => {
    const { event: _, ...rest } = event();
    expect((await send({ body: { ...rest, event: { nothing: true } } })).status).toBe(200);
  });

  test("with a query on the path is taken as well (S6)", async () => {
    const before = bot.arrivals.length;
    const text = JSON.stringify({ encrypt: sealed(event()) });
    const signed = createHash("sha256").update(`${NOW}${NONCE}${bot.sandbox.encryptKey}${text}`).digest("hex");
    const answer = await fetch(`${bot.url}?a=1`, {
      method: "POST",
      headers: {
        "x-lark-request-timestamp": String(NOW),
        "x-lark-request-nonce": NONCE,
        "x-lark-signature": signed,
      },
      body: text,
    });
    expect(answer.status).toBe(200);
    expect(bot.arrivals).toHaveLength(before + 1);
  });

  test("whose handler fails is to come again, is handled then, and the process lives on (S5)", async () => {
    const before = bot.answer;
    bot.answer = () => Promise.reject(new Error("broken on purpose"));
    const body = event("once more");
    expect((await send({ body })).status).toBe(503);
    bot.answer = before;
    expect((await send({ body })).status).toBe(200);
    expect((await send({ body })).status).toBe(200);
    expect(bot.arrivals.filter(({ typed }) => typed === "once more")).toHaveLength(2);
  });
});

describe("the check of the address", () => {
  const challenge = (token: string) => ({ type: "url_verification", challenge: "c-1", token });

  test("is answered with the right token, unsigned, in clear and sealed, and signed (S8)", async () => {
    const body = challenge(bot.sandbox.verificationToken);
    const answer = { status: 200, body: JSON.stringify({ challenge: "c-1" }) };
    expect(await send({ raw: JSON.stringify(body), signature: null })).toEqual(answer);
    expect(await send({ body, signature: null })).toEqual(answer);
    expect(await send({ body })).toEqual(answer);
  });

  test("is refused with another token, unsigned or signed", async () => {
    await refused({ raw: JSON.stringify(challenge("other")), signature: null }, 401);
    await refused({ body: challenge("other"), signature: null }, 401);
    await refused({ body: challenge("other") }, 401);
  });

  test("by the sandbox succeeds", async () => {
    expect(await bot.sandbox.verifyPush()).toBe(true);
  });
});

describe("refused without being looked at", () => {
  test("what cannot be decrypted, and the process lives on (S1)", async () => {
    await refused({ raw: JSON.stringify({ encrypt: "AAAA" }), signature: null }, 400);
    await refused({ raw: JSON.stringify({ encrypt: "AAAA" }) }, 400);
    await refused({ raw: JSON.stringify({ encrypt: "" }) }, 400);
    await refused({ key: "another key" }, 400);
    expect((await send({})).status).toBe(200);
  });

  test("another verification token, and another app (S2)", async () => {
    await refused({ body: event("x", { token: "other" }) }, 401);
    await refused({ body: event("x", { token: undefined }) }, 401);
    await refused({ body: event("x", { app_id: "cli_0000000000000000" }) }, 401);
  });

  test.each([
    ["five minutes and a second old", -301],
    ["from five minutes and a second ahead", 301],
    ["of 2001", 1_000_000_000 - NOW],
  ])("a stamp %s (S3)", (_, seconds) => refused({ stamp: NOW + seconds }, 401));

  test("but a stamp just inside five minutes, either way, is taken", async () => {
    for (const seconds of [-299, 299]) expect((await send({ stamp: NOW + seconds })).status).toBe(200);
  });

  test("a wrong signature is told as such, so that Feishu sends it again (S4)", async () => {
    await refused({ signature: "0".repeat(64) }, 401);
    await refused({ signature: "ab" }, 401);
    await refused({ signature: null }, 401);
    await refused({ stamp: "now" }, 401);
  });

  test("an event in clear, though it is signed", () => refused({ raw: JSON.stringify(event()) }, 401));
  test("JSON that is none", () => refused({ raw: "{" }, 400));
  test("a list", () => refused({ raw: "[]" }, 400));
  test("sealed text that is no JSON", () => refused({ raw: JSON.stringify({ encrypt: sealed("nothing") }) }, 400));
  test("anything but a POST", () => refused({ method: "GET" }, 405));
  test("more than a megabyte", () => refused({ raw: "x".repeat(1024 * 1024 + 1) }, 413));

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

describe("a callback", () => {
  const press = (action: object) => ({
    ...event(),
    header: { ...event().header, event_type: "card.action.trigger" },
    event: {
      operator: { open_id: bot.sandbox.idOf("emma"), tenant_key: bot.sandbox.tenantKey },
      token: "c-1",
      action: { tag: "button", ...action },
      context: { open_message_id: "om_x", open_chat_id: "oc_x" },
    },
  });

  test("of nobody's button is answered with an object (S9)", async () => {
    expect(await send({ body: press({ value: { other: true } }) })).toEqual({ status: 200, body: "{}" });
  });

  test("of a card that found its way into a chat the bot is not in counts for who pressed, and is answered in their own chat", async () => {
    const buttons = [{ label: "Do", press: { action: "trial.do", payload: 1 } }];
    bot.answer = async () => ({ shown: { kind: "card", card: card("Only for one", { buttons }), to: "you" } });
    const body = press({ value: { a: "trial.do", p: 1, c: "" } });
    body.event.operator.open_id = bot.sandbox.idOf("liwei");
    body.event.context = { open_message_id: "om_forwarded", open_chat_id: bot.sandbox.idOf("deals") };
    const { status, body: answer } = await send({ body });
    expect([status, Object.keys(JSON.parse(answer))]).toEqual([200, ["toast"]]);
    expect(bot.arrivals.at(-1)).toMatchObject({
      kind: "press",
      user: bot.sandbox.idOf("liwei"),
      place: { kind: "direct" },
    });
    const li = bot.sandbox.person("liwei");
    await expect.poll(() => li.messages().map(({ text }) => text)).toContain("Only for one");
    expect(bot.sandbox.person("emma").messages({ in: "#deals" })).toEqual([]);
  });

  test("that names itself and the company by nothing is one by itself, and of this company", async () => {
    const before = bot.arrivals.length;
    for (const [index, nothing] of [null, "", ""].entries()) {
      const { header, event, ...around } = press({ value: { a: "trial.do", p: 1, c: "oc_x" } });
      const operator = { ...event.operator, tenant_key: "" };
      const context = { ...event.context, open_message_id: `om_nameless${index}` };
      await send({
        body: {
          ...around,
          header: { ...header, event_id: nothing },
          event: { ...event, operator, context, token: nothing },
        },
      });
    }
    const arrived = bot.arrivals.slice(before);
    expect(arrived.map(({ kind }) => kind)).toEqual(["press", "press", "press"]);
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(3);
  });

  test("is answered for good only once Feishu has surely taken the answer: what follows it goes another way", async () => {
    bot.answer = async () => ({ shown: { kind: "replace", card: card("Pressed") } });
    // On a busy machine one may read late that the answer was handed over: what is counted begins before.
    const begun = elapsed();
    const { body } = await send({ body: press({ value: { a: "trial.do", p: 1, c: "oc_x" } }) });
    expect(body).toContain("Pressed");
    await expect.poll(() => bot.settled, { interval: 2 }).toContain(bot.arrivals.at(-1)?.id);
    expect(elapsed() - begun).toBeGreaterThan(80);
  });

  test("is answered with the card that takes the place of the one pressed", async () => {
    bot.answer = async () => ({ shown: { kind: "replace", card: { tone: "done", title: "New", plain: "New" } } });
    const { body } = await send({ body: press({ value: { a: "trial.do", p: { id: 1 }, c: "oc_x" } }) });
    expect(JSON.parse(body)).toMatchObject({ card: { type: "raw", data: { header: { title: { content: "New" } } } } });
    expect(bot.arrivals.at(-1)).toMatchObject({ kind: "press", action: "trial.do", payload: '{"id":1}' });
  });

  test("of the button that closed forms of earlier versions closes it, and sends nothing", async () => {
    const before = bot.arrivals.length;
    const origin = { c: "oc_x", k: "g", w: bot.sandbox.idOf("emma") };
    const value = { f: "trial.form", p: "{}", n: "1", l: "en", o: origin };
    const { body } = await send({ body: press({ name: "close~", value, form_value: {} }) });
    expect(JSON.parse(body).card.data.header.title.content).toBe("Form closed");
    expect(bot.arrivals).toHaveLength(before);
  });

  test("of a card from before cards named their chat is answered where it stands", async () => {
    bot.answer = async () => ({ shown: { kind: "replace", card: { tone: "done", title: "New", plain: "New" } } });
    const body = press({ value: { a: "trial.do", p: 1 } });
    const team = bot.sandbox.idOf("team");
    body.event.context = { open_message_id: "om_old", open_chat_id: team };
    const answer = JSON.parse((await send({ body })).body);
    expect(answer.card.data.header.title.content).toBe("New");
    expect(answer.toast).toBeUndefined();
    expect(bot.arrivals.at(-1)?.place).toMatchObject({ kind: "group", place: team });
  });
});

test("before the start, after the stop and with the long connection nothing is taken", async () => {
  const idle = await startBot({ mode: "http", start: false });
  expect((await fetch(idle.url, { method: "POST", body: "{}" })).status).toBe(503);
  await idle.close();
  const socket = await startBot();
  expect((await fetch(socket.url, { method: "POST", body: "{}" })).status).toBe(503);
  await socket.close();
});

const SEND = "POST /open-apis/im/v1/messages";

test("Home asked for from the menu comes once, though Feishu takes no more for a moment or its answer is lost", async () => {
  const liwei = bot.sandbox.person("liwei");
  const identity = { platform: "feishu", workspace: bot.sandbox.tenantKey, user: bot.sandbox.idOf("liwei") };
  for (const fault of [
    { do: "rate_limit", reset: 1, times: 1 },
    { do: "lose_response", times: 1 },
  ] as const) {
    const title = `Home after ${fault.do}`;
    await bot.sandbox.desk.chooseMenu({ user: identity.user, eventKey: "home" });
    bot.sandbox.faults.add({ on: SEND, ...fault });
    await bot.port.showHome(identity, { cards: [card(title)], mention: () => undefined });
    expect(liwei.messages().filter(({ text }) => text.includes(title))).toHaveLength(1);
  }
});

test("once Feishu takes the app in again it is ready again, though no event comes", async () => {
  const identity = { platform: "feishu", workspace: bot.sandbox.tenantKey, user: bot.sandbox.idOf("emma") };
  bot.sandbox.faults.add({ on: "GET /open-apis/contact/v3/users/:user_id", do: "error", code: 99991401, times: 1 });
  await bot.port.profile(identity);
  expect(bot.port.status()).toMatchObject({ up: false, detail: expect.stringContaining("allow-list") });
  await expect.poll(() => bot.port.status().up).toBe(true);
});
