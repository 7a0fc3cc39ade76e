import { request } from "node:http";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { push } from "../../src/sandbox/feishu/push.ts";
import type { JsonObject } from "../../src/sandbox/json.ts";
import { type Bot, CONFIGURATION, card, startBot } from "./feishu-bot.ts";

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
/** Pushes an event, as Feishu might write it. */
const brings = async (event_type: string, event: JsonObject) => {
  const { appId: app_id, encryptKey, verificationToken, tenantKey: tenant_key } = bot.sandbox;
  const event_id = `e-${++last}`;
  const header = { event_id, event_type, create_time: "1", token: verificationToken, app_id, tenant_key };
  const seal = { encryptKey, verificationToken, clock: systemClock };
  const payload = { schema: "2.0", header, event };
  expect(await push(seal, { url: bot.url, payload, withinMs: 10_000 })).toEqual({ body: {} });
};

/** Words in a person's own chat. */
const hears = async ({ sender, message }: { sender?: JsonObject; message?: JsonObject }) => {
  const id = `om_${last + 1}`;
  await brings("im.message.receive_v1", {
    sender: { sender_id: { open_id: bot.sandbox.idOf("emma") }, sender_type: "user", ...sender },
    message: {
      message_id: id,
      chat_id: "oc_direct",
      chat_type: "p2p",
      message_type: "text",
      content: JSON.stringify({ text: "hello" }),
      ...message,
    },
  });
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

test("a direct chat is told to be kept: by words, and until it could be", async () => {
  const emma = bot.sandbox.idOf("emma");
  bot.directPlaces.length = 0;
  bot.keeps = false;
  await hears({ message: { chat_id: "oc_first" } });
  bot.keeps = true;
  for (const chat_id of ["oc_first", "oc_first", "oc_second"]) await hears({ message: { chat_id } });
  await hears({ message: { chat_id: "oc_group", chat_type: "group" } });
  expect(bot.directPlaces).toEqual([
    [emma, "oc_first"],
    [emma, "oc_first"],
    [emma, "oc_second"],
  ]);
});

test.each([
  ["when the person opens it, though they are not greeted", "im.chat.access_event.bot_p2p_chat_entered_v1"],
  ["by the answer to the menu", "application.bot.menu_v6"],
])("a direct chat is told to be kept: %s", async (_, event_type) => {
  const name = event_type.includes("menu") ? "fresh" : "reader";
  bot.sandbox.addUser({ name, realName: name });
  const open_id = bot.sandbox.idOf(name);
  bot.answer = async () => ({ shown: { kind: "card", card: card("Answered"), to: "you" } });
  await brings(event_type, {
    chat_id: "oc_reader",
    operator_id: { open_id },
    last_message_id: "om_1",
    operator: { operator_name: name, operator_id: { open_id } },
    event_key: "trial",
  });
  bot.answer = async () => ({});
  const [user, place] = bot.directPlaces.at(-1) ?? [];
  expect(user).toBe(open_id);
  expect(place).toMatch(name === "reader" ? /^oc_reader$/ : /^oc_/);
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
