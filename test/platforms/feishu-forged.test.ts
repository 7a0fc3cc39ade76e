import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elapsed } from "../../src/core/clock.ts";
import { type Bot, startBot } from "./feishu-bot.ts";
import { NONCE, NOW, pushesTo } from "./feishu-pushed.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ mode: "http", wireClock: { now: () => new Date("2026-11-22T10:00:00Z") } });
});
afterAll(() => bot.close());

const { sealed, event, send } = pushesTo(() => bot);
const DEEP = 100_000;

/** What nothing comes of: nobody is heard, and the next words are. */
const nothingComesOf = async (sending: () => Promise<{ readonly status: number }>, status: number) => {
  const before = bot.arrivals.length;
  expect((await sending()).status).toBe(status);
  expect(bot.arrivals.length).toBe(before);
  expect((await send({ body: event("next") })).status).toBe(200);
  expect(bot.arrivals.at(-1)?.typed).toBe("next");
};

describe("nothing comes of", () => {
  test.each(["x-lark-request-timestamp", "x-lark-request-nonce", "x-lark-signature"])(
    "a request without its %s",
    (one) =>
      nothingComesOf(async () => {
        const body = JSON.stringify({ encrypt: sealed(event()) });
        const signed = createHash("sha256").update(`${NOW}${NONCE}${bot.sandbox.encryptKey}${body}`).digest("hex");
        const headers = {
          "x-lark-request-timestamp": String(NOW),
          "x-lark-request-nonce": NONCE,
          "x-lark-signature": signed,
        };
        return fetch(bot.url, {
          method: "POST",
          headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== one)),
          body,
        });
      }, 401),
  );

  test("a request signed for another nonce, or at another second", async () => {
    const raw = JSON.stringify({ encrypt: sealed(event()) });
    const signature = createHash("sha256").update(`${NOW}other${bot.sandbox.encryptKey}${raw}`).digest("hex");
    await nothingComesOf(() => send({ raw, signature }), 401);
    const early = createHash("sha256")
      .update(`${NOW - 1}${NONCE}${bot.sandbox.encryptKey}${raw}`)
      .digest("hex");
    await nothingComesOf(() => send({ raw, signature: early }), 401);
  });

  test("an event sealed with another app's key", () => nothingComesOf(() => send({ key: "another key" }), 400));

  test.each([
    ["of the first version, which has no header", () => ({ ...event(), schema: undefined, header: undefined })],
    [
      "of the first version, with the token",
      () => ({ uuid: "u-1", type: "event_callback", token: bot.sandbox.verificationToken, event: event().event }),
    ],
    ["whose header is no object", () => ({ ...event(), header: "header" })],
  ])("an event %s", (_, body) => nothingComesOf(() => send({ body: body() }), 401));

  test.each([
    ["a kind that is no word", { event_type: { nested: true } }],
    ["a kind that every object has", { event_type: "constructor" }],
    ["a kind of the language itself", { event_type: "__proto__" }],
    ["no kind at all", { event_type: undefined }],
  ])("an event of %s", (_, header) => nothingComesOf(() => send({ body: event("x", header) }), 200));

  test.each([
    ["a bot", { sender_type: "app" }],
    ["nobody", { sender_id: {} }],
    ["somebody whom Feishu does not know", { sender_id: { union_id: "on_nobody" } }],
  ])("words of %s", (_, sender) => {
    const body = event();
    return nothingComesOf(
      () => send({ body: { ...body, event: { ...body.event, sender: { ...body.event.sender, ...sender } } } }),
      200,
    );
  });

  test("a press whose content is nested without end", () => {
    const { header } = event();
    const text = JSON.stringify({
      schema: "2.0",
      header: { ...header, event_type: "card.action.trigger" },
      event: {
        operator: { open_id: bot.sandbox.idOf("emma") },
        token: "c-deep",
        action: { tag: "button", value: { a: "trial.do", p: "DEEP", c: "oc_x" } },
        context: { open_message_id: "om_x", open_chat_id: "oc_x" },
      },
    });
    const deep = text.replace('"DEEP"', `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`);
    return nothingComesOf(() => send({ raw: JSON.stringify({ encrypt: sealed(deep) }) }), 200);
  });
});

test("an event of a later version is heard as far as it is known", async () => {
  expect((await send({ body: { ...event("later"), schema: "3.0", more: [1] } })).status).toBe(200);
  expect(bot.arrivals.at(-1)?.typed).toBe("later");
});

test("as much as Feishu ever sends at once is heard within its time", async () => {
  const many = Array.from({ length: 500 }, (_, index) => ({
    key: `@_user_${index + 1}`,
    id: { open_id: `ou_${index}` },
    name: `Someone ${index}`,
  }));
  const text = many.map(({ key }) => `${key}${" x".repeat(100)}`).join(" ");
  const body = event();
  const message = { ...body.event.message, content: JSON.stringify({ text }), mentions: many };
  const begun = elapsed();
  expect((await send({ body: { ...body, event: { ...body.event, message } } })).status).toBe(200);
  expect(elapsed() - begun).toBeLessThan(2_500);
  expect(bot.arrivals.at(-1)?.typed).toContain("@Someone 499 x x");
});
