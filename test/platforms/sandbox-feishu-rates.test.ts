import type { Client } from "@larksuiteoapi/node-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { CARD, clientOf, refusal, sendCard, sendText, startSandbox } from "./sandbox-feishu-app.ts";

let sandbox: FeishuSandbox;
let client: Client;
let liwei: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  client = clientOf(sandbox);
  liwei = sandbox.idOf("liwei");
});
afterEach(() => sandbox.stop());

const results = async (calls: readonly Promise<unknown>[]) =>
  Promise.all(
    calls.map((call) =>
      call.then(
        () => 0,
        ({ response }: { response: { data: { code: number } } }) => response.data.code,
      ),
    ),
  );
const several = <T>(count: number, make: (index: number) => Promise<T>) =>
  Array.from({ length: count }, (_, i) => make(i));
const count = (codes: readonly number[], code: number) => codes.filter((one) => one === code).length;

describe("too much at once", () => {
  test("to one person: five messages a second", async () => {
    await sendText(client, liwei, "热身");
    const codes = await results(several(12, (index) => sendText(client, liwei, `第${index}`)));
    expect(count(codes, 230020)).toBeGreaterThanOrEqual(2);
    expect(count(codes, 0) + count(codes, 230020)).toBe(12);
    expect(sandbox.person("liwei").messages()).toHaveLength(1 + count(codes, 0));
    expect(await results([sendText(client, sandbox.idOf("sales"), "别处")])).toEqual([0]);
  });

  test("of one card: five updates a second", async () => {
    const message_id = await sendCard(client, liwei);
    const patch = () => client.im.message.patch({ path: { message_id }, data: { content: JSON.stringify(CARD) } });
    const codes = await results(several(12, patch));
    expect(count(codes, 230020)).toBeGreaterThanOrEqual(2);
  });

  test("of the number of long connections: ten calls a second", async () => {
    const ask = () => client.event.v1.connection.get();
    await ask();
    const codes = await results(several(40, ask));
    expect(count(codes, 99991400)).toBeGreaterThanOrEqual(1);
    expect(count(codes, 0)).toBeGreaterThanOrEqual(9);
  });

  test("of one API: fifty calls a second, and the headers say when there are more", async () => {
    await client.im.chat.list();
    const calls = several(120, () => client.im.chat.list());
    const codes = await results(calls);
    expect(count(codes, 99991400)).toBeGreaterThan(0);
    const refused = await refusal(calls[codes.lastIndexOf(99991400)]!);
    expect(refused).toMatchObject({ status: 429, msg: "request trigger frequency limit" });
    expect(refused.headers).toMatchObject({ "x-ogw-ratelimit-limit": "50", "x-ogw-ratelimit-reset": "1" });
  });
});

describe("the token", () => {
  const ask = async (app_secret: string) => {
    const url = `${sandbox.domain}/open-apis/auth/v3/tenant_access_token/internal`;
    const answer = await fetch(url, { method: "POST", body: JSON.stringify({ app_id: sandbox.appId, app_secret }) });
    return (await answer.json()) as { code: number; tenant_access_token: string; expire: number };
  };
  const callWith = async (authorization?: string) => {
    const answer = await fetch(`${sandbox.domain}/open-apis/bot/v3/info`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    return { status: answer.status, ...((await answer.json()) as { code: number }) };
  };

  test("stands beside the code, and stays the same while it has long to live", async () => {
    const first = await ask(sandbox.appSecret);
    expect(first).toMatchObject({ code: 0, msg: "ok", tenant_access_token: expect.stringMatching(/^t-/) });
    expect(first.expire).toBeGreaterThan(7000);
    expect((await ask(sandbox.appSecret)).tenant_access_token).toBe(first.tenant_access_token);
    expect(await ask("wrong")).toMatchObject({ code: 10014 });
  });

  test.each([
    [undefined, 99991661],
    ["Bearer x", 99991671],
    ["Bearer t-unknown", 99991663],
    ["Bearer u-user", 99991668],
  ])("%s is refused with %s", async (authorization, code) => {
    expect(await callWith(authorization)).toMatchObject({ status: 400, code });
  });

  test("revoked is refused until another is fetched; Feishu's client does not by itself", async () => {
    await sendText(client, liwei, "好");
    sandbox.faults.revokeToken();
    expect(await refusal(sendText(client, liwei, "不"))).toMatchObject({ status: 400, code: 99991663 });
    expect(await refusal(sendText(client, liwei, "还不"))).toMatchObject({ code: 99991663 });
    expect((await sendText(clientOf(sandbox), liwei, "好")).message_id).toMatch(/^om_/);
    expect(sandbox.person("liwei").messages()).toHaveLength(2);
  });
});

describe("misbehaving", () => {
  const SEND = "POST /open-apis/im/v1/messages";
  const send = () => sendText(client, liwei, "x");
  const said = () => sandbox.person("liwei").messages().length;

  test("refuses as often as one likes", async () => {
    sandbox.faults.add({ on: SEND, do: "rate_limit", reset: 7, times: 1 });
    const limited = await refusal(send());
    expect(limited).toMatchObject({ status: 429, code: 99991400 });
    expect(limited.headers["x-ogw-ratelimit-reset"]).toBe("7");
    sandbox.faults.add({ on: "/open-apis/im/v1/messages", do: "http_error", status: 502, times: 1 });
    expect(await refusal(send())).toMatchObject({ status: 502 });
    sandbox.faults.add({ on: "*", do: "error", code: 230028, msg: "The messages do NOT pass the audit.", times: 1 });
    expect(await refusal(send())).toMatchObject({ status: 400, code: 230028 });
    sandbox.faults.add({ on: SEND, do: "error", code: 230049, status: 200, times: 1 });
    const taken = await client.im.message.create({
      params: { receive_id_type: "open_id" },
      data: { receive_id: liwei, msg_type: "text", content: '{"text":"x"}' },
    });
    expect(taken.code).toBe(230049);
    expect(said()).toBe(0);
    await send();
    expect(said()).toBe(1);
    expect(sandbox.calls.map(({ status }) => status).slice(1)).toEqual([429, 502, 400, 200, 200]);
  });

  test("loses the answer after the work, or the request before it", async () => {
    await client.im.chat.list();
    sandbox.faults.add({ on: SEND, do: "lose_response", times: 1 });
    await expect(send()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(said()).toBe(1);
    sandbox.faults.add({ on: SEND, do: "lose_request", times: 1 });
    await expect(send()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(said()).toBe(1);
  });

  test("is slow, until that is taken back", async () => {
    const stop = sandbox.faults.add({ on: SEND, do: "delay", ms: 120 });
    const began = performance.now();
    await send();
    expect(performance.now() - began).toBeGreaterThan(110);
    stop();
    sandbox.faults.add({ on: SEND, do: "rate_limit", reset: 1 });
    sandbox.faults.clear();
    await send();
  });
});
