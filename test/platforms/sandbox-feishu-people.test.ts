import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { clientOf, connect, refusal, sendCard, sendText, startSandbox, TENANT } from "./sandbox-feishu-app.ts";

let sandbox: FeishuSandbox;
const stops: (() => void)[] = [];
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await sandbox.stop();
});

/** What the app hears of one kind. */
const listening = async (type: string): Promise<Record<string, unknown>[]> => {
  const heard: Record<string, unknown>[] = [];
  const { stop } = await connect(sandbox, { [type]: (data: Record<string, unknown>) => void heard.push(data) });
  stops.push(stop);
  return heard;
};

describe("the app hears", () => {
  test("who opens the conversation with the bot, and what stood there last", async () => {
    const heard = await listening("im.chat.access_event.bot_p2p_chat_entered_v1");
    const liwei = sandbox.idOf("liwei");
    const last = await sendText(clientOf(sandbox), liwei, "早上好");
    await sandbox.desk.openChat({ user: liwei, chat: last.chat_id! });
    expect(heard).toMatchObject([
      { chat_id: last.chat_id, operator_id: { open_id: liwei }, last_message_id: last.message_id },
    ]);
  });

  test("what was chosen from its menu, without a chat", async () => {
    const heard = await listening("application.bot.menu_v6");
    await sandbox.desk.chooseMenu({ user: sandbox.idOf("liwei"), eventKey: "visit" });
    expect(heard).toMatchObject([
      {
        event_key: "visit",
        operator: { operator_id: { open_id: sandbox.idOf("liwei") } },
        timestamp: expect.any(Number),
      },
    ]);
    expect(String(heard[0]!.timestamp)).toHaveLength(10);
    expect(heard[0]).not.toHaveProperty("chat_id");
  });

  test("of messages that are taken back, its own too", async () => {
    const heard = await listening("im.message.recalled_v1");
    const theirs = await sandbox.person("liwei").say("错了", { in: "sales" });
    await sandbox.desk.recall({ user: sandbox.idOf("liwei"), message: theirs.id });
    const client = clientOf(sandbox);
    const own = await sendText(client, sandbox.idOf("sales"), "也错了");
    await client.im.message.delete({ path: { message_id: own.message_id! } });
    await sandbox.quiet();
    expect(heard.map(({ message_id, recall_type }) => [message_id, recall_type])).toEqual([
      [theirs.id, "message_owner"],
      [own.message_id, "message_owner"],
    ]);
  });

  test("where it is put in and out", async () => {
    const added = await listening("im.chat.member.bot.added_v1");
    const client = clientOf(sandbox);
    await sandbox.addToChat("bot", "without");
    expect(added).toMatchObject([{ chat_id: sandbox.idOf("without"), name: "without", external: false }]);
    expect((await sendText(client, sandbox.idOf("without"), "我来了")).message_id).toMatch(/^om_/);
    await sandbox.removeFromChat("bot", "without");
    expect(sandbox.deliveries.at(-1)).toMatchObject({ type: "im.chat.member.bot.deleted_v1" });
    expect(await refusal(sendText(client, sandbox.idOf("without"), "x"))).toMatchObject({ code: 230002 });
  });

  test("who leaves the company; nothing reaches them any more", async () => {
    const heard = await listening("contact.user.deleted_v3");
    await sandbox.deactivate("liwei");
    expect(heard).toMatchObject([{ object: { open_id: sandbox.idOf("liwei"), name: "李伟" } }]);
    const client = clientOf(sandbox);
    expect(await refusal(sendText(client, sandbox.idOf("liwei"), "x"))).toMatchObject({ code: 230013 });
  });

  test("of a chat that is dissolved", async () => {
    const heard = await listening("im.chat.disbanded_v1");
    await sandbox.dissolve("sales");
    expect(heard).toMatchObject([{ chat_id: sandbox.idOf("sales") }]);
  });
});

test("people and chats come and go", async () => {
  const nina = sandbox.addUser({ name: "nina", realName: "Nina" });
  expect(sandbox.idOf("@nina")).toBe(nina);
  const chat = sandbox.addChat({ name: "new", members: ["nina"], withBot: true });
  expect(sandbox.idOf("#new")).toBe(chat);
  await sandbox.addToChat("liwei", "new");
  await sandbox.person("liwei").say("到了", { in: "new" });
  expect(sandbox.person("nina").last({ in: "new" })?.text).toBe("到了");
  await sandbox.removeFromChat("liwei", "new");
  await expect(async () => sandbox.person("liwei").say("x", { in: "new" })).rejects.toThrow();
  expect(() => sandbox.idOf("nobody")).toThrow("no user nobody");
  await expect(sandbox.dissolve("nowhere")).rejects.toThrow("no chat nowhere");
});

test("what was said is remembered over a restart, and what was sent once is not sent again", async () => {
  const client = clientOf(sandbox);
  const liwei = sandbox.idOf("liwei");
  const card = await sendCard(client, liwei);
  const once = await sendText(client, liwei, "一次", "key");
  const file = sandbox.person("liwei").attach({ name: "客户.csv", content: "王总" });
  const bytes = sandbox.remember();
  const again = createFeishuSandbox({ clock: new MovableClock(), tenant: TENANT });
  again.recall(Buffer.from(bytes));
  await again.start();
  try {
    expect(again.person("liwei").messages()).toMatchObject([{ id: card }, { id: once.message_id, text: "一次" }]);
    const repeated = await sendText(clientOf(again), liwei, "一次", "key");
    expect(repeated.message_id).toBe(once.message_id);
    expect(Buffer.from(again.readFile(file)!.content).toString()).toBe("王总");
    const changed = clientOf(again).im.message.patch({ path: { message_id: card }, data: { content: "{}" } });
    expect(await refusal(changed)).toMatchObject({ code: 230099 });
  } finally {
    await again.stop();
  }
});
