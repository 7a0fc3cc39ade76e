import type { Client } from "@larksuiteoapi/node-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { CARD, cardSaying, clientOf, refusal, sendCard, sendText, startSandbox } from "./sandbox-feishu-app.ts";

let sandbox: FeishuSandbox;
let client: Client;
let clock: MovableClock;
let liwei: string;
let sales: string;

beforeEach(async () => {
  clock = new MovableClock();
  sandbox = await startSandbox({ clock, rates: false });
  client = clientOf(sandbox);
  liwei = sandbox.idOf("liwei");
  sales = sandbox.idOf("sales");
});
afterEach(() => sandbox.stop());

const DAY = 24 * 3600 * 1000;
const listOf = async (id: string, type: "chat" | "thread" = "chat", more: object = {}) => {
  const found = await client.im.message.list({
    params: { container_id_type: type, container_id: id, card_msg_content_type: "user_card_content", ...more },
  });
  return found.data!;
};
/** As it was sent: a card stands as a text within the card that readers get. */
const sentAs = (content = ""): string => JSON.parse(content).user_dsl ?? content;
const contentsIn = async (id: string, type: "chat" | "thread" = "chat") =>
  ((await listOf(id, type)).items ?? []).map(({ body }) => sentAs(body?.content));

describe("sending", () => {
  test("to a person by any of their ids ends in one conversation", async () => {
    const { data } = await client.contact.v3.user.get({ path: { user_id: liwei } });
    const ids = {
      open_id: liwei,
      union_id: data!.user!.union_id!,
      user_id: data!.user!.user_id!,
      email: "liwei@huaxin.example",
    };
    const chats = new Set<unknown>();
    for (const [receive_id_type, receive_id] of Object.entries(ids) as ["open_id", string][]) {
      const sent = await client.im.message.create({
        params: { receive_id_type },
        data: { receive_id, msg_type: "text", content: '{"text":"你好"}' },
      });
      expect(sent).toMatchObject({ code: 0, msg: "success" });
      chats.add(sent.data!.chat_id);
    }
    expect(chats.size).toBe(1);
  });

  test("answers the message as it is kept, mentions by their keys", async () => {
    const sent = await sendText(client, sales, `<at user_id="${liwei}">李伟</at> 请看 <at user_id="all"></at>`);
    expect(sent).toMatchObject({
      msg_type: "text",
      chat_id: sales,
      deleted: false,
      updated: false,
      sender: { id: sandbox.appId, id_type: "app_id", sender_type: "app", tenant_key: sandbox.tenantKey },
      body: { content: '{"text":"@_user_1 请看 @_all"}' },
      mentions: [{ key: "@_user_1", id: liwei, id_type: "open_id", name: "李伟" }],
    });
  });

  test.each([
    ["an unknown person", "open_id", "ou_00000000000000000000000000000000", 230034],
    ["an unknown chat", "chat_id", "oc_00000000000000000000000000000000", 230034],
  ] as const)("to %s is refused", async (_, receive_id_type, receive_id, code) => {
    const call = client.im.message.create({
      params: { receive_id_type },
      data: { receive_id, msg_type: "text", content: '{"text":"x"}' },
    });
    expect(await refusal(call)).toMatchObject({ status: 400, code });
  });

  test.each([
    ["somebody outside the app's availability", "outsider", 230013],
    ["somebody who left", "gone", 230013],
    ["a group without the bot", "without", 230002],
  ])("to %s is refused, and nothing is said there", async (_, name, code) => {
    const refused = await refusal(sendText(client, sandbox.idOf(name), "x"));
    expect(refused).toMatchObject({ status: 400, code, error: { log_id: expect.any(String) } });
    expect(refused.error).toHaveProperty("troubleshooter");
    expect(refused.headers["x-tt-logid"]).toBe(refused.error!.log_id);
    expect(sandbox.person("liwei").messages({ in: "sales" })).toEqual([]);
  });

  test("to a dissolved group is refused", async () => {
    await sandbox.dissolve("sales");
    expect(await refusal(sendText(client, sales, "x"))).toMatchObject({ code: 232009 });
  });

  test("is measured in bytes, not in characters", async () => {
    const card = (characters: number) => cardSaying("汉".repeat(characters));
    expect(await sendCard(client, sales, card(10_000))).toMatch(/^om_/);
    expect(await refusal(sendCard(client, sales, card(10_200)))).toMatchObject({ status: 400, code: 230025 });
    expect(await refusal(sendText(client, sales, "汉".repeat(51_200)))).toMatchObject({ code: 230025 });
  });

  test.each([
    ["no JSON", "text", "你好"],
    ["an empty text", "text", '{"text":""}'],
    ["a post without a language", "post", '{"title":"x"}'],
    ["a post with an unknown tag", "post", '{"zh_cn":{"content":[[{"tag":"marquee"}]]}}'],
    ["a picture nobody uploaded", "image", '{"image_key":"img_v3_none"}'],
    ["an unknown type", "hologram", "{}"],
  ])("%s is refused with 230001", async (_, msg_type, content) => {
    const call = client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: sales, msg_type, content },
    });
    expect(await refusal(call)).toMatchObject({ status: 400, code: 230001 });
    expect((await listOf(sales)).items).toEqual([]);
  });

  test("a card that Feishu would refuse is refused with 230099 and its sub-code", async () => {
    const refused = await refusal(sendCard(client, sales, { ...CARD, footer: {} }));
    expect(refused).toMatchObject({ status: 400, code: 230099 });
    expect(refused.msg).toContain("ErrCode: 200621");
    const stranger = { ...CARD, body: { elements: [{ tag: "person", user_id: "ou_nobody" }] } };
    expect((await refusal(sendCard(client, sales, stranger))).msg).toContain("ErrCode: 100290");
    const template = { type: "template", data: { template_id: "AAq" } };
    expect((await refusal(sendCard(client, sales, template))).msg).toContain("ErrCode: 200380");
  });

  test("the same uuid sends once an hour", async () => {
    const first = await sendText(client, liwei, "一次", "visit-1");
    const again = await sendText(client, liwei, "一次", "visit-1");
    expect(again.message_id).toBe(first.message_id);
    clock.moveAhead(3601 * 1000);
    expect((await sendText(client, liwei, "一次", "visit-1")).message_id).not.toBe(first.message_id);
    expect(await refusal(sendText(client, liwei, "x", "x".repeat(51)))).toMatchObject({ code: 99992402 });
  });
});

describe("threads", () => {
  const reply = (message_id: string, reply_in_thread: boolean, text: string) =>
    client.im.message.reply({
      path: { message_id },
      data: { msg_type: "text", content: JSON.stringify({ text }), reply_in_thread },
    });

  test("a reply in a thread begins one, and what follows stays in it", async () => {
    const root = await sendText(client, sales, "根");
    const plain = await reply(root.message_id!, false, "旁");
    expect(plain.data).toMatchObject({ root_id: root.message_id, parent_id: root.message_id });
    expect(plain.data).not.toHaveProperty("thread_id");
    const first = (await reply(root.message_id!, true, "一")).data!;
    expect(first).toMatchObject({ thread_id: expect.stringMatching(/^omt_/), root_id: root.message_id });
    const second = (await reply(first.message_id!, false, "二")).data!;
    expect(second).toMatchObject({ thread_id: first.thread_id, parent_id: root.message_id });
    expect(await contentsIn(first.thread_id!, "thread")).toEqual(['{"text":"根"}', '{"text":"一"}', '{"text":"二"}']);
    expect(await contentsIn(sales)).toEqual(['{"text":"根"}', '{"text":"旁"}']);
  });

  test("in a topic group every message begins one", async () => {
    const topic = await sendText(client, sandbox.idOf("topics"), "话题");
    expect(topic.thread_id).toMatch(/^omt_/);
    expect((await reply(topic.message_id!, false, "答")).data).toMatchObject({ thread_id: topic.thread_id });
  });

  test("a recalled message is not answered", async () => {
    const { message_id } = await sendText(client, sales, "根");
    await client.im.message.delete({ path: { message_id: message_id! } });
    expect(await refusal(reply(message_id!, true, "x"))).toMatchObject({ code: 230011 });
    expect(await refusal(reply("om_00000000000000000000000000000000", true, "x"))).toMatchObject({ code: 230001 });
  });
});

describe("changing what was sent", () => {
  const patch = (message_id: string, card: object) =>
    client.im.message.patch({ path: { message_id }, data: { content: JSON.stringify(card) } });
  const update = (message_id: string, text: string) =>
    client.im.message.update({ path: { message_id }, data: { msg_type: "text", content: JSON.stringify({ text }) } });

  test("a card for fourteen days", async () => {
    const id = await sendCard(client, sales);
    await patch(id, cardSaying("已约"));
    expect(await contentsIn(sales)).toEqual([JSON.stringify(cardSaying("已约"))]);
    clock.moveAhead(14 * DAY + 60_000);
    expect(await refusal(patch(id, cardSaying("太晚")))).toMatchObject({ status: 400, code: 230031 });
    expect(await contentsIn(sales)).toEqual([JSON.stringify(cardSaying("已约"))]);
  });

  test("not a card of someone who left the app's reach", async () => {
    const sent = await client.im.message.create({
      params: { receive_id_type: "open_id" },
      data: { receive_id: sandbox.idOf("emma"), msg_type: "interactive", content: JSON.stringify(CARD) },
    });
    await sandbox.deactivate("emma");
    expect(await refusal(patch(sent.data!.message_id!, cardSaying("新")))).toMatchObject({ status: 400, code: 230013 });
    expect(await contentsIn(sent.data!.chat_id!)).toEqual([JSON.stringify(CARD)]);
  });

  test("a card only into another card that Feishu takes", async () => {
    const id = await sendCard(client, sales);
    const first = { elements: [{ tag: "div", text: { tag: "plain_text", content: "旧" } }] };
    expect((await refusal(patch(id, first))).msg).toContain("ErrCode: 200830");
    expect(await refusal(patch(id, { ...CARD, config: { update_multi: false } }))).toMatchObject({ code: 230099 });
    expect(await refusal(patch((await sendText(client, sales, "文")).message_id!, CARD))).toMatchObject({
      code: 230001,
      msg: expect.stringContaining("This message is NOT a card"),
    });
    expect((await contentsIn(sales))[0]).toBe(JSON.stringify(CARD));
  });

  test("a text with update, twenty times at most; a card not at all", async () => {
    const { message_id } = await sendText(client, sales, "错字");
    for (let times = 0; times < 20; times++) await update(message_id!, `第${times}次`);
    expect(await refusal(update(message_id!, "再改"))).toMatchObject({ code: 230072 });
    expect(await refusal(update(await sendCard(client, sales), "x"))).toMatchObject({ code: 230054 });
  });

  test("only one's own", async () => {
    const theirs = (await sandbox.person("liwei").say("我的", { in: "sales" })).id;
    expect(await refusal(update(theirs, "x"))).toMatchObject({ code: 230071 });
    expect(await refusal(client.im.message.delete({ path: { message_id: theirs } }))).toMatchObject({ code: 230026 });
    expect(sandbox.person("emma").last({ in: "sales" })?.text).toBe("我的");
  });

  test("a recalled message leaves a line, and cannot be recalled again", async () => {
    const { message_id } = await sendText(client, sales, "错了");
    await client.im.message.delete({ path: { message_id: message_id! } });
    expect((await listOf(sales)).items).toMatchObject([
      { deleted: true, body: { content: "This message was recalled" } },
    ]);
    expect(await refusal(client.im.message.delete({ path: { message_id: message_id! } }))).toMatchObject({
      code: 230110,
    });
  });
});

describe("reading", () => {
  test("page by page, newest first if asked", async () => {
    for (const text of ["一", "二", "三"]) await sendText(client, sales, text);
    const first = await listOf(sales, "chat", { page_size: 2, sort_type: "ByCreateTimeDesc" });
    expect(first.items!.map(({ body }) => body!.content)).toEqual(['{"text":"三"}', '{"text":"二"}']);
    expect(first).toMatchObject({ has_more: true, page_token: expect.any(String) });
    const rest = await listOf(sales, "chat", { page_token: first.page_token, sort_type: "ByCreateTimeDesc" });
    expect(rest.has_more).toBe(false);
    const late = await listOf(sales, "chat", { start_time: String(Math.floor(clock.now().getTime() / 1000) + 60) });
    expect(late.items).toEqual([]);
  });

  test("a card comes whole only for those who ask for it whole", async () => {
    const message_id = await sendCard(client, sales);
    const plain = await client.im.message.get({ path: { message_id } });
    expect(JSON.parse(plain.data!.items![0]!.body!.content)).toMatchObject({ title: "拜访" });
    const whole = await client.im.message.get({
      path: { message_id },
      params: { card_msg_content_type: "user_card_content" },
    });
    const content = JSON.parse(whole.data!.items![0]!.body!.content);
    expect(content).toEqual({ ...JSON.parse(plain.data!.items![0]!.body!.content), user_dsl: JSON.stringify(CARD) });
  });
});
