import type { Client } from "@larksuiteoapi/node-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { CARD, clientOf, refusal, sendText, startSandbox } from "./sandbox-feishu-app.ts";

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
const listOf = async (id: string, type: "chat" | "thread" = "chat", more: object = {}) => {
  const found = await client.im.message.list({
    params: { container_id_type: type, container_id: id, card_msg_content_type: "user_card_content", ...more },
  });
  return found.data!;
};

describe("cards that only one person sees", () => {
  const send = (chat: string, more: object = {}) =>
    post("ephemeral/v1/send", {
      chat_id: sandbox.idOf(chat),
      open_id: liwei,
      msg_type: "interactive",
      card: CARD,
      ...more,
    });

  test("are sent, seen by nobody else, unknown to the rest of the API, and deleted once", async () => {
    const { data } = (await send("sales")) as { data: { message_id: string } };
    expect(sandbox.person("liwei").messages({ in: "sales" })).toMatchObject([{ onlyYou: true }]);
    expect(sandbox.person("emma").messages({ in: "sales" })).toEqual([]);
    expect((await listOf(sales)).items).toEqual([]);
    const patch = client.im.message.patch({ path: data, data: { content: JSON.stringify(CARD) } });
    expect(await refusal(patch)).toMatchObject({ code: 230001 });
    expect(await post("ephemeral/v1/delete", data)).toMatchObject({ code: 0 });
    expect(sandbox.person("liwei").messages({ in: "sales" })).toEqual([]);
    expect(await refusal(post("ephemeral/v1/delete", data))).toMatchObject({ code: 18051 });
  });

  test.each([
    ["a topic group", "topics", {}, 11228],
    ["a group without the bot", "without", {}, 10030],
    ["a bad card", "sales", { card: { ...CARD, footer: {} } }, 11246],
  ])("not in %s", async (_, chat, more, code) => {
    expect(await refusal(send(chat, more))).toMatchObject({ status: 400, code });
    expect(sandbox.person("liwei").messages({ in: chat })).toEqual([]);
  });

  test("not to those outside the group or the app's availability", async () => {
    expect(await refusal(send("sales", { open_id: sandbox.idOf("gone") }))).toMatchObject({ code: 11206 });
    expect(await refusal(send("sales", { open_id: sandbox.idOf("outsider") }))).toMatchObject({ code: 11225 });
  });
});

describe("urgency and bubbles", () => {
  const urge = (message_id: string, user_id_list: string[]) =>
    client.im.message.urgentApp({ path: { message_id }, params: { user_id_type: "open_id" }, data: { user_id_list } });
  const followUp = (message_id: string, ...texts: string[]) =>
    client.im.message.pushFollowUp({
      path: { message_id },
      data: { follow_ups: texts.map((content) => ({ content })) },
    });

  test("reach those in the chat; the others are named", async () => {
    const { message_id } = await sendText(client, sales, "急");
    const gone = sandbox.idOf("gone");
    expect((await urge(message_id!, [liwei, gone])).data).toEqual({ invalid_user_id_list: [gone] });
    expect(await refusal(urge(message_id!, [gone]))).toMatchObject({ code: 230001 });
    const theirs = (await sandbox.person("liwei").say("我的", { in: "sales" })).id;
    expect(await refusal(urge(theirs, [liwei]))).toMatchObject({ code: 230012 });
  });

  test("bubbles stand below the bot's newest message to one person", async () => {
    const old = await sendText(client, liwei, "旧");
    const { message_id } = await sendText(client, liwei, "新");
    expect(await refusal(followUp(old.message_id!, "好"))).toMatchObject({ code: 230006 });
    expect(await refusal(followUp(message_id!))).toMatchObject({ code: 230007 });
    expect(await followUp(message_id!, "好", "不")).toMatchObject({ code: 0 });
    expect(await refusal(followUp(message_id!, "好"))).toMatchObject({ code: 230008 });
    const inGroup = await sendText(client, sales, "群");
    expect(await refusal(followUp(inGroup.message_id!, "好"))).toMatchObject({ code: 230003 });
    const later = await sendText(client, liwei, "久");
    clock.moveAhead(601_000);
    expect(await refusal(followUp(later.message_id!, "好"))).toMatchObject({ code: 230002 });
  });
});
