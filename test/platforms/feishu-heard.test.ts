import { request } from "node:http";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { push } from "../../src/sandbox/feishu/push.ts";
import type { JsonObject } from "../../src/sandbox/json.ts";
import { type Bot, CONFIGURATION, startBot } from "./feishu-bot.ts";

const lines: string[] = [];
const log = pino({ level: "error" }, { write: (line: string) => void lines.push(line) });
let bot: Bot;
beforeAll(async () => {
  const scopes = [...CONFIGURATION.scopes.tenant, "contact:user.employee_id:readonly"];
  bot = await startBot({ mode: "http", scopes, log });
  bot.answer = async () => ({});
});
afterAll(() => bot.close());

let last = 0;
/** Pushes words in a person's own chat, as Feishu might write them. */
const hears = async ({ sender, message }: { sender?: JsonObject; message?: JsonObject }) => {
  const { appId: app_id, encryptKey, verificationToken, tenantKey: tenant_key } = bot.sandbox;
  const id = `om_${++last}`;
  const event_type = "im.message.receive_v1";
  const header = { event_id: `e-${last}`, event_type, create_time: "1", token: verificationToken, app_id, tenant_key };
  const event = {
    sender: { sender_id: { open_id: bot.sandbox.idOf("emma") }, sender_type: "user", ...sender },
    message: {
      message_id: id,
      chat_id: "oc_direct",
      chat_type: "p2p",
      message_type: "text",
      content: JSON.stringify({ text: "hello" }),
      ...message,
    },
  };
  const seal = { encryptKey, verificationToken, clock: systemClock };
  const payload = { schema: "2.0", header, event };
  expect(await push(seal, { url: bot.url, payload, withinMs: 10_000 })).toEqual({ body: {} });
  return bot.arrivals.find((one) => one.id.endsWith(id));
};

test.each([null, ""])("words of which Feishu says in place of a thread %j are in none", async (none) => {
  const arrived = await hears({
    sender: { tenant_key: none },
    message: { root_id: none, thread_id: none, mentions: none || null },
  });
  expect(arrived).toMatchObject({ typed: "hello" });
  expect(arrived?.place).not.toHaveProperty("thread");
});

test("words that name their sender by user_id alone are heard as theirs", async () => {
  bot.sandbox.addUser({ name: "byname", realName: "By Name", userId: "ab12cd34" });
  const arrived = await hears({ sender: { sender_id: { user_id: "ab12cd34" } } });
  expect(arrived).toMatchObject({ typed: "hello", user: bot.sandbox.idOf("byname") });
});

test("rich text is heard line by line, names as they read", async () => {
  const content = JSON.stringify({
    title: "拜访",
    content: [
      [
        { tag: "at", user_id: "@_user_1", user_name: "李伟" },
        { tag: "text", text: " 宏达" },
      ],
      [
        { tag: "a", href: "https://example.com", text: "报价" },
        { tag: "img", image_key: "img_1" },
      ],
    ],
  });
  const mentions = [{ key: "@_user_1", id: { open_id: bot.sandbox.idOf("liwei") }, name: "李伟" }];
  const arrived = await hears({ message: { message_type: "post", content, mentions } });
  expect(arrived?.typed).toBe("拜访\n@李伟 宏达\n报价");
});

test("whoever breaks off while sending leaves no line in the log", async () => {
  const broken = request(bot.url, { method: "POST", headers: { "content-length": "100" } });
  broken.on("error", () => undefined);
  await new Promise((resolve) => broken.write("{", resolve));
  broken.destroy();
  await hears({});
  expect(lines).toEqual([]);
});
