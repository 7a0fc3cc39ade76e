import type { Client } from "@larksuiteoapi/node-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { clientOf, refusal, sendText, startSandbox } from "./sandbox-feishu-app.ts";

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

const post = (path: string, data: object) => client.request({ method: "POST", url: `/open-apis/${path}`, data });

describe("ids and who one is", () => {
  test("look like Feishu's", async () => {
    expect(sandbox.appId).toMatch(/^cli_[0-9a-f]{16}$/);
    expect(liwei).toMatch(/^ou_[0-9a-f]{32}$/);
    expect(sales).toMatch(/^oc_[0-9a-f]{32}$/);
    const { message_id } = await sendText(client, liwei, "你好");
    expect(message_id).toMatch(/^om_[0-9a-f]{32}$/);
    expect(sandbox.domain).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test("the bot says who it is", async () => {
    const { bot } = (await client.request({ method: "GET", url: "/open-apis/bot/v3/info" })) as {
      bot: Record<string, unknown>;
    };
    expect(bot).toMatchObject({ app_name: "Rapport", activate_status: 2, open_id: expect.stringMatching(/^ou_/) });
  });
});

describe("files", () => {
  const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(32)]);

  test("a picture is uploaded, sent, and fetched from its message", async () => {
    const image = await client.im.image.create({ data: { image_type: "message", image: PNG } });
    expect(image!.image_key).toMatch(/^img_v3_/);
    const sent = await client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: sales, msg_type: "image", content: JSON.stringify(image) },
    });
    const got = await client.im.messageResource.get({
      path: { message_id: sent.data!.message_id!, file_key: image!.image_key! },
      params: { type: "image" },
    });
    const chunks: Buffer[] = [];
    for await (const chunk of got.getReadableStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(PNG)).toBe(true);
    expect(sandbox.readFile(image!.image_key!)).toMatchObject({ mimetype: "image/png" });
    const text = await sendText(client, sales, "文");
    const wrong = client.im.messageResource.get({
      path: { message_id: text.message_id!, file_key: image!.image_key! },
      params: { type: "image" },
    });
    await expect(wrong).rejects.toMatchObject({ response: { status: 400 } });
  });

  test("a file keeps its name; an empty one and a picture that is none are refused", async () => {
    const file = await client.im.file.create({
      data: { file_type: "stream", file_name: "客户.csv", file: Buffer.from("王总,上海") },
    });
    const sent = await client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: sales, msg_type: "file", content: JSON.stringify(file) },
    });
    expect(JSON.parse(sent.data!.body!.content)).toMatchObject({ file_name: "客户.csv" });
    const none = client.im.image.create({ data: { image_type: "message", image: Buffer.from("text") } });
    expect(await refusal(none)).toMatchObject({ code: 234011 });
  });
});

describe("chats", () => {
  test("those the bot is in, what they are, and who is in them", async () => {
    await sendText(client, liwei, "单聊");
    const { data } = await client.im.chat.list();
    expect(data!.items!.map(({ name }) => name)).toEqual(["sales", "topics"]);
    const chat = await client.im.chat.get({ path: { chat_id: sales } });
    expect(chat.data).toMatchObject({ name: "sales", chat_mode: "group", user_count: "3", bot_count: "1" });
    const without = { path: { chat_id: sandbox.idOf("without") } };
    expect((await client.im.chat.get(without)).data).not.toHaveProperty("chat_mode");
    const members = await client.im.chatMembers.get({ path: { chat_id: sales }, params: { page_size: 2 } });
    expect(members.data).toMatchObject({
      has_more: true,
      member_total: 3,
      items: [{ name: "李伟", member_id: liwei }, {}],
    });
    expect(await refusal(client.im.chatMembers.get(without))).toMatchObject({ code: 232011 });
    expect((await client.im.chatMembers.isInChat(without)).data).toEqual({ is_in_chat: false });
    const unknown = client.im.chat.get({ path: { chat_id: "oc_none" } });
    expect(await refusal(unknown)).toMatchObject({ code: 232006 });
  });
});

describe("people", () => {
  test("one, several, or by mail and number", async () => {
    const one = await client.contact.v3.user.get({ path: { user_id: liwei } });
    expect(one.data!.user).toMatchObject({
      open_id: liwei,
      name: "李伟",
      user_id: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(one.data!.user).not.toHaveProperty("mobile");
    const several = await client.contact.v3.user.batch({ params: { user_ids: [liwei, sandbox.idOf("emma")] } });
    expect(several.data!.items!.map(({ name }) => name)).toEqual(["李伟", "Emma"]);
    const found = await client.contact.v3.user.batchGetId({
      data: { emails: ["nobody@huaxin.example"], mobiles: ["13800000001"] },
    });
    expect(found.data!.user_list).toEqual([
      { email: "nobody@huaxin.example" },
      { mobile: "13800000001", user_id: liwei },
    ]);
  });

  test("unknown ones and those out of reach are refused", async () => {
    const get = (user_id: string) => client.contact.v3.user.get({ path: { user_id } });
    expect(await refusal(get("ou_nobody"))).toMatchObject({ code: 99992351 });
    expect(await refusal(get(sandbox.idOf("outsider")))).toMatchObject({ code: 41050 });
  });
});

describe("slash commands", () => {
  const COMMANDS = "application/v7/app_slash_commands";
  const description = { default_value: "记一次拜访", i18n: { en_us: "Log a visit" } };

  test("are made, listed, changed and deleted", async () => {
    const made = (await post(COMMANDS, { command: "visit", description })) as { data: { command_id: string } };
    const url = `/open-apis/${COMMANDS}`;
    const list = async () =>
      ((await client.request({ method: "GET", url })) as { data: { items: unknown[] } }).data.items;
    expect(await list()).toMatchObject([{ command_id: made.data.command_id, command: "visit", description }]);
    expect(await refusal(post(COMMANDS, { command: "visit", description }))).toMatchObject({ code: 40000000 });
    expect(await refusal(post(COMMANDS, { command: "/Visit", description }))).toMatchObject({ code: 99992402 });
    const one = `${url}/${made.data.command_id}`;
    await client.request({ method: "PATCH", url: one, data: { description: { default_value: "拜访" } } });
    expect(await list()).toMatchObject([{ description: { default_value: "拜访" } }]);
    await client.request({ method: "DELETE", url: one });
    expect(await list()).toEqual([]);
  });
});

describe("what is no API", () => {
  const tokenOf = async () => {
    const answer = await fetch(`${sandbox.domain}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: "POST",
      body: JSON.stringify({ app_id: sandbox.appId, app_secret: sandbox.appSecret }),
    });
    return ((await answer.json()) as { tenant_access_token: string }).tenant_access_token;
  };

  test("is not found, as Feishu's gateway says it", async () => {
    const answer = await fetch(`${sandbox.domain}/open-apis/im/v1/nothing`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe("404 page not found");
  });

  test("an id that is none is refused, however it is written", async () => {
    const headers = { authorization: `Bearer ${await tokenOf()}` };
    for (const id of ["%E0%A4%A", "..%2F..", "om_", encodeURIComponent("\u0000"), "__proto__"]) {
      const answer = await fetch(`${sandbox.domain}/open-apis/im/v1/messages/${id}`, { headers });
      expect(answer.status).toBe(400);
    }
  });

  test("a body that is no JSON is refused", async () => {
    const headers = { "content-type": "application/json" };
    const url = `${sandbox.domain}/open-apis/auth/v3/tenant_access_token/internal`;
    const answer = await fetch(url, { method: "POST", headers, body: "{" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 9499 });
  });
});
